//! What stands in an OpenDocument cell: the text of its paragraphs without phonetic guides, what remains of it
//! without struck pieces, and the notes and shapes that are kept inside the cell.

use std::borrow::Cow;

use super::Rejection;
use super::drawing::Found;
use super::limits::TEXT_BYTES;
use super::ods_styles::{Family, Styles};
use super::xml::{Node, Xml, local, within_text};

/// What a cell holds.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Each paragraph is a line.
    pub text: String,
    /// Whether there is any paragraph, be it blank.
    pub any_line: bool,
    /// What remains without struck pieces, once there was one.
    rest: Option<String>,
    /// Whether anything to be seen was struck.
    any_struck: bool,
    pub notes: Vec<String>,
    pub shapes: Vec<Found>,
}

impl Content {
    /// What remains without what is struck through; `None` where nothing is.
    pub(super) fn unstruck(&self) -> Option<String> {
        let rest = self.rest.as_deref().unwrap_or_default();
        self.any_struck.then(|| rest.trim().to_owned())
    }

    /// Keeps the account of what was appended to the text from `start` on.
    fn appended(&mut self, start: usize, struck: bool) {
        let piece = self.text.get(start..).unwrap_or_default();
        if struck {
            self.any_struck |= piece.chars().any(|c| !c.is_whitespace());
            if self.rest.is_none() {
                self.rest = Some(self.text.get(..start).unwrap_or_default().to_owned());
            }
        } else if let Some(rest) = &mut self.rest {
            rest.push_str(piece);
        }
    }

    fn push(&mut self, piece: &str, struck: bool) {
        let start = self.text.len();
        self.text.push_str(piece);
        self.appended(start, struck);
    }
}

/// The content of the open cell, of which the format strikes through or does not.
pub(super) fn cell_content(
    xml: &mut Xml<'_>,
    styles: &Styles,
    struck: bool,
) -> Result<Content, Rejection> {
    let mut content = Content::default();
    let mut lines = 0;
    while let Some(element) = xml.child()? {
        match local(&element) {
            "p" | "h" => {
                if lines > 0 {
                    content.push("\n", false);
                }
                lines += 1;
                content.any_line = true;
                let style = style_of(xml, &element, styles)?;
                let own = style.and_then(|style| styles.struck(Family::Paragraph, &style));
                let start = content.text.len();
                paragraph(xml, &mut content, start, styles, own.unwrap_or(struck))?;
            }
            "annotation" => {
                let mut found = Found::default();
                object(xml, "", &mut found)?;
                content.notes.push(found.text);
            }
            "detective" | "cell-range-source" => xml.skip()?,
            kind => {
                let mut found = Found::default();
                let name = xml.attribute(&element, "draw:name")?.unwrap_or_default();
                object_of(xml, kind, &name, &mut found)?;
                content.shapes.push(found);
            }
        }
    }
    Ok(content)
}

/// The format of a piece of text, where any format matters.
fn style_of<'e>(
    xml: &Xml<'_>,
    element: &'e quick_xml::events::BytesStart<'_>,
    styles: &Styles,
) -> Result<Option<Cow<'e, str>>, Rejection> {
    if styles.any_struck() {
        xml.attribute(element, "text:style-name")
    } else {
        Ok(None)
    }
}

/// Gathers the texts and the first picture in the open object: a note, a shape, a frame, a group.
pub(super) fn object(xml: &mut Xml<'_>, name: &str, found: &mut Found) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let own = xml.attribute(&element, "draw:name")?;
        object_of(xml, local(&element), own.as_deref().unwrap_or(name), found)?;
    }
    Ok(())
}

fn object_of(
    xml: &mut Xml<'_>,
    kind: &str,
    name: &str,
    found: &mut Found,
) -> Result<(), Rejection> {
    match kind {
        "p" | "h" => {
            found.new_line();
            let mut content = Content::default();
            paragraph(xml, &mut content, 0, &Styles::default(), false)?;
            found.text.push_str(&content.text);
            Ok(())
        }
        "image" | "object" | "object-ole" | "plugin" | "applet" | "floating-frame" => {
            found.picture.get_or_insert_with(|| name.to_owned());
            xml.skip()
        }
        "title" | "desc" | "creator" | "date" | "date-string" | "creator-initials" => xml.skip(),
        _ => object(xml, name, found),
    }
}

/// Appends what stands in the open element. A line break or tab that stands there as a character is
/// layout of the XML and becomes one space with its neighbours, none at the paragraph's start (ODF 1.3, 6.1.2). Plain
/// spaces stay as they are: LibreOffice Calc writes and reads them so, whatever the standard says.
fn paragraph(
    xml: &mut Xml<'_>,
    content: &mut Content,
    start: usize,
    styles: &Styles,
    struck: bool,
) -> Result<(), Rejection> {
    loop {
        match xml.node()? {
            Node::Close => return Ok(()),
            Node::Text(piece) => {
                let from = content.text.len();
                push_collapsed(&mut content.text, &piece, start);
                within_text(content.text.len())?;
                content.appended(from, struck);
            }
            Node::Open(element) => match local(&element) {
                "s" => {
                    let count = xml.attribute(&element, "text:c")?;
                    let count: usize = count.map_or(1, |c| c.trim().parse().unwrap_or(1));
                    let left = usize::try_from(TEXT_BYTES).unwrap_or(0);
                    if count > left.saturating_sub(content.text.len()) {
                        return Err(super::limits::too_large("セルの文字の合計が64MB"));
                    }
                    let from = content.text.len();
                    content.text.extend(std::iter::repeat_n(' ', count));
                    content.appended(from, struck);
                    xml.skip()?;
                }
                "tab" => {
                    content.push("\t", struck);
                    xml.skip()?;
                }
                "line-break" => {
                    content.push("\n", struck);
                    xml.skip()?;
                }
                "span" => {
                    let style = style_of(xml, &element, styles)?;
                    let own = style.and_then(|style| styles.struck(Family::Span, &style));
                    paragraph(xml, content, start, styles, own.unwrap_or(struck))?;
                }
                "a" | "ruby" | "ruby-base" | "meta" | "date" | "time" | "sheet-name" | "title"
                | "file-name" | "page-number" | "page-count" => {
                    paragraph(xml, content, start, styles, struck)?;
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
        let content = cell_content(&mut xml, &Styles::default(), false);
        content.unwrap().text
    }

    #[test]
    fn notes_and_shapes_inside_a_cell() {
        let cell = "<c><office:annotation draw:style-name='gr1'><dc:creator>課長</dc:creator><dc:date>2026-04-10</dc:date>\
            <text:p>要確認</text:p><text:p>至急</text:p></office:annotation><text:p>値</text:p>\
            <draw:frame draw:name='枠 1'><draw:text-box><text:p>32件</text:p></draw:text-box></draw:frame>\
            <draw:g><draw:custom-shape><text:p/><draw:enhanced-geometry/></draw:custom-shape><draw:frame draw:name='図 1'><draw:image><text:p/></draw:image><svg:title>題</svg:title></draw:frame></draw:g></c>";
        let mut xml = Xml::new("content.xml", cell);
        xml.root().unwrap();
        let content = cell_content(&mut xml, &Styles::default(), false).unwrap();
        assert_eq!(content.text, "値");
        assert_eq!(content.notes, ["要確認\n至急"]);
        let [frame, group] = &content.shapes[..] else {
            panic!("{content:?}");
        };
        assert_eq!((frame.text.as_str(), &frame.picture), ("32件", &None));
        assert_eq!(group.text, "");
        assert_eq!(group.picture.as_deref(), Some("図 1"));
    }

    #[test]
    fn struck_spans() {
        let mut styles = Styles::default();
        styles
            .read_common(
                "<x><office:styles><style:style style:name='T1' style:family='text'><style:text-properties style:text-line-through-type='single'/></style:style>\
                 <style:style style:name='T2' style:family='text'><style:text-properties style:text-line-through-type='none'/></style:style></office:styles></x>",
            )
            .unwrap();
        let rest = |cell: &str, struck: bool| {
            let cell = format!("<c>{cell}</c>");
            let mut xml = Xml::new("content.xml", &cell);
            xml.root().unwrap();
            let content = cell_content(&mut xml, &styles, struck).unwrap();
            content.unstruck()
        };
        let mixed = "<text:p>前<text:span text:style-name='T1'>30件</text:span>32件</text:p>";
        assert_eq!(rest(mixed, false).as_deref(), Some("前32件"));
        assert_eq!(rest(mixed, true).as_deref(), Some(""));
        let kept = "<text:p>済<text:span text:style-name='T2'>残り</text:span></text:p>";
        assert_eq!(rest(kept, false), None);
        assert_eq!(rest(kept, true).as_deref(), Some("残り"));
        let lines =
            "<text:p><text:span text:style-name='T1'>一</text:span></text:p><text:p>二</text:p>";
        assert_eq!(rest(lines, false).as_deref(), Some("二"));
        assert_eq!(
            rest(
                "<text:p><text:span text:style-name='T1'><text:s/></text:span>二</text:p>",
                false
            ),
            None
        );
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
        let content = cell_content(&mut xml, &Styles::default(), false);
        assert!(matches!(content, Err(Rejection::TooLarge(_))));
    }
}
