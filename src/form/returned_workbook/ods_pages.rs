//! Texts in the headers and footers of an OpenDocument spreadsheet. They stand in page styles; LibreOffice makes one for
//! each sheet of an Excel workbook and calls it after the sheet.

use super::page_header::PageTexts;
use super::xml::{Node, Xml, local};
use super::{Rejection, ReturnedSheet};

/// How LibreOffice calls the page style of a sheet, before the sheet's name.
const OF_SHEET: &str = "PageStyle_";

/// Gives each sheet the texts of its page style; those of others go to the first sheet.
pub(super) fn read_pages(styles: &str, sheets: &mut [ReturnedSheet]) -> Result<(), Rejection> {
    let mut xml = Xml::new("styles.xml", styles);
    xml.root()?;
    while let Some(element) = xml.child()? {
        if local(&element) != "master-styles" {
            xml.skip()?;
            continue;
        }
        while let Some(page) = xml.child()? {
            let name = xml.attribute(&page, "style:display-name")?;
            let sheet = name.as_deref().and_then(|name| name.strip_prefix(OF_SHEET));
            let at = sheets
                .iter()
                .position(|known| Some(known.name.as_str()) == sheet);
            let mut texts = PageTexts::default();
            page_texts(&mut xml, &mut texts)?;
            if let Some(sheet) = sheets.get_mut(at.unwrap_or(0)) {
                sheet.page_texts.extend(texts.texts);
            }
        }
    }
    Ok(())
}

/// The headers and footers of the open page style that are shown.
fn page_texts(xml: &mut Xml<'_>, texts: &mut PageTexts) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let is_part =
            local(&element).starts_with("header") || local(&element).starts_with("footer");
        let shown = xml.attribute(&element, "style:display")?;
        if is_part && shown.as_deref() != Some("false") {
            regions(xml, texts)?;
        } else {
            xml.skip()?;
        }
    }
    Ok(())
}

/// Paragraphs of the open header or footer, also those in its regions.
fn regions(xml: &mut Xml<'_>, texts: &mut PageTexts) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        if local(&element).starts_with("region") {
            regions(xml, texts)?;
        } else {
            let (mut text, mut is_numbered) = (String::new(), false);
            paragraph(xml, &mut text, &mut is_numbered)?;
            texts.push(&text, is_numbered);
        }
    }
    Ok(())
}

/// Appends the text of the open element without fields.
fn paragraph(
    xml: &mut Xml<'_>,
    text: &mut String,
    is_numbered: &mut bool,
) -> Result<(), Rejection> {
    loop {
        match xml.node()? {
            Node::Close => return Ok(()),
            Node::Text(piece) => text.push_str(&piece),
            Node::Open(element) => match local(&element) {
                "span" | "a" => paragraph(xml, text, is_numbered)?,
                "s" | "tab" | "line-break" => {
                    text.push(' ');
                    xml.skip()?;
                }
                kind => {
                    *is_numbered |= kind.starts_with("page-");
                    xml.skip()?;
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_by_the_sheets_of_their_pages() {
        let mut sheets = ["記入要領", "1-①"].map(|name| ReturnedSheet {
            name: name.to_owned(),
            ..ReturnedSheet::default()
        });
        read_pages(
            "<office:document-styles><office:styles/><office:master-styles>\
             <style:master-page style:name='Default'><style:header><text:p><text:sheet-name>???</text:sheet-name></text:p></style:header>\
             <style:header-left style:display='false'><text:p>見えない</text:p></style:header-left>\
             <style:footer><text:p>ページ <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>\
             <style:master-page style:name='mp1' style:display-name='PageStyle_1-①'><style:header><style:region-right><text:p><text:span>未定稿</text:span></text:p></style:region-right></style:header></style:master-page>\
             <style:master-page style:name='mp2'><style:footer><text:p>係の控え</text:p></style:footer></style:master-page>\
             </office:master-styles></office:document-styles>",
            &mut sheets,
        )
        .unwrap();
        assert_eq!(sheets[0].page_texts, ["係の控え"]);
        assert_eq!(sheets[1].page_texts, ["未定稿"]);
    }
}
