//! The text of an OpenDocument cell: its paragraphs, without annotations, shapes and phonetic guides.

use super::Rejection;
use super::limits::TEXT_BYTES;
use super::xml::{Node, Xml, local};

/// The text of the open cell; each paragraph is a line.
pub(super) fn cell_text(xml: &mut Xml<'_>) -> Result<String, Rejection> {
    let mut text = String::new();
    let mut lines = 0;
    while let Some(element) = xml.child()? {
        match local(&element) {
            "p" | "h" => {
                if lines > 0 {
                    text.push('\n');
                }
                lines += 1;
                let start = text.len();
                paragraph(xml, &mut text, start)?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(text)
}

/// Appends what stands in the open element. A line break or tab that stands there as a character is
/// layout of the XML and becomes one space with its neighbours, none at the paragraph's start (ODF 1.3, 6.1.2). Plain
/// spaces stay as they are: LibreOffice Calc writes and reads them so, whatever the standard says.
fn paragraph(xml: &mut Xml<'_>, text: &mut String, start: usize) -> Result<(), Rejection> {
    loop {
        match xml.node()? {
            Node::Close => return Ok(()),
            Node::Text(piece) => push_collapsed(text, &piece, start),
            Node::Open(element) => match local(&element) {
                "s" => {
                    let count = xml.attribute(&element, "text:c")?;
                    let count: usize = count.map_or(1, |c| c.trim().parse().unwrap_or(1));
                    let left = usize::try_from(TEXT_BYTES).unwrap_or(0);
                    if count > left.saturating_sub(text.len()) {
                        return Err(super::limits::too_large("セルの文字の合計が64MB"));
                    }
                    text.extend(std::iter::repeat_n(' ', count));
                    xml.skip()?;
                }
                "tab" => {
                    text.push('\t');
                    xml.skip()?;
                }
                "line-break" => {
                    text.push('\n');
                    xml.skip()?;
                }
                "span" | "a" | "ruby" | "ruby-base" | "meta" | "date" | "time" | "sheet-name"
                | "title" | "file-name" | "page-number" | "page-count" => {
                    paragraph(xml, text, start)?;
                }
                _ => xml.skip()?,
            },
        }
    }
}

fn push_collapsed(text: &mut String, piece: &str, start: usize) {
    if !piece.contains(is_layout) {
        text.push_str(piece);
        return;
    }
    for run in piece.split_inclusive(|c| !is_xml_space(c)) {
        let word = run.trim_start_matches(is_xml_space);
        let space = &run[..run.len() - word.len()];
        if !space.contains(is_layout) {
            text.push_str(space);
        } else if text.len() > start {
            text.push(' ');
        }
        text.push_str(word);
    }
}

fn is_layout(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

fn is_xml_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// How two writings of one text are compared, since an attribute holds no line break.
pub(super) fn without_xml_space(text: &str) -> String {
    text.chars().filter(|c| !is_xml_space(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(cell: &str) -> String {
        let cell = format!("<table:table-cell>{cell}</table:table-cell>");
        let mut xml = Xml::new("content.xml", &cell);
        xml.root().unwrap();
        cell_text(&mut xml).unwrap()
    }

    #[test]
    fn paragraphs_spans_and_space() {
        for (cell, text) in [
            ("<text:p> a  b　 &lt;</text:p>", " a  b　 <"),
            (
                "<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>",
                "a   b\tc\nd",
            ),
            (
                "<text:p>\n  a \n b</text:p>\n<text:p>　c</text:p>",
                "a b\n　c",
            ),
            (
                "<text:p><text:s/>a <text:span>b<text:span> c</text:span></text:span> &amp; <text:a>d</text:a></text:p>",
                " a b c & d",
            ),
            (
                "<office:annotation><text:p>注釈</text:p></office:annotation><text:p>値</text:p>",
                "値",
            ),
            (
                "<draw:frame><draw:text-box><text:p>図</text:p></draw:text-box></draw:frame>",
                "",
            ),
            (
                "<text:p><text:ruby><text:ruby-base>総務</text:ruby-base><text:ruby-text>そうむ</text:ruby-text></text:ruby></text:p>",
                "総務",
            ),
        ] {
            assert_eq!(text_of(cell), text);
        }
    }

    #[test]
    fn a_billion_spaces_are_refused() {
        let cell = "<c><text:p><text:s text:c='1000000000'/></text:p></c>";
        let mut xml = Xml::new("content.xml", cell);
        xml.root().unwrap();
        assert!(matches!(cell_text(&mut xml), Err(Rejection::TooLarge(_))));
    }
}
