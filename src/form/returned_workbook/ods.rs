//! Reads an OpenDocument spreadsheet from its content.xml: sheets, their cells, and the names of the
//! whole document. Nothing is expanded before it is counted.

use super::form_sheet::is_meta;
use super::limits::{Budget, SHEETS, too_large};
use super::names::Names;
use super::ods_pages::read_pages;
use super::ods_styles::Styles;
use super::ods_table::read_table;
use super::package::Package;
use super::xml::{Xml, local};
use super::{Rejection, ReturnedSheet};

/// Sheets in their order, and the document-level names.
pub(super) fn read(package: &mut Package<'_>) -> Result<(Vec<ReturnedSheet>, Names), Rejection> {
    let mut styles = Styles::default();
    let common = package.part("styles.xml")?;
    if let Some(common) = &common {
        styles.read_common(common)?;
    }
    let content = package.parse("content.xml", |xml| read_content(xml, styles))?;
    let (mut sheets, names) = content.ok_or(Rejection::NotForm)?;
    if let Some(common) = &common {
        read_pages(common, &mut sheets)?;
    }
    Ok((sheets, names))
}

fn read_content(
    mut xml: Xml<'_>,
    mut styles: Styles,
) -> Result<(Vec<ReturnedSheet>, Names), Rejection> {
    xml.root()?;
    let mut document = Document::default();
    let mut is_spreadsheet = false;
    while let Some(element) = xml.child()? {
        match local(&element) {
            "automatic-styles" => styles.read(&mut xml)?,
            "body" => {
                while let Some(element) = xml.child()? {
                    if local(&element) == "spreadsheet" {
                        is_spreadsheet = true;
                        document.read(&mut xml, &styles)?;
                    } else {
                        xml.skip()?;
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    if !is_spreadsheet {
        return Err(Rejection::NotWorkbook("OpenDocument の文書".to_owned()));
    }
    if !document.sheets.iter().any(|sheet| is_meta(&sheet.name)) {
        return Err(Rejection::NotForm);
    }
    Ok((document.sheets, document.names))
}

#[derive(Default)]
struct Document {
    sheets: Vec<ReturnedSheet>,
    names: Names,
}

impl Document {
    fn read(&mut self, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), Rejection> {
        let mut budget = Budget::new();
        while let Some(element) = xml.child()? {
            match local(&element) {
                "table" => {
                    let name = xml.attribute(&element, "table:name")?.unwrap_or_default();
                    if is_cached_copy(&name) {
                        xml.skip()?;
                        continue;
                    }
                    if self.sheets.len() == SHEETS {
                        return Err(too_large("シートの数が300"));
                    }
                    let style = xml.attribute(&element, "table:style-name")?;
                    let table = read_table(xml, styles, &mut budget)
                        .map_err(|rejection| rejection.of_sheet(&name))?;
                    self.sheets.push(ReturnedSheet {
                        name: name.into_owned(),
                        hidden: style.is_some_and(|style| styles.hides_table(&style)),
                        ..table
                    });
                }
                "named-expressions" => self.read_names(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Those of the document; names of a sheet stand inside its table and are passed over there.
    fn read_names(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            let (mut name, mut target) = (String::new(), String::new());
            xml.attributes(&element, |key, value| match key {
                "table:name" => name = value.into_owned(),
                "table:cell-range-address" | "table:expression" => target = value.into_owned(),
                _ => {}
            })?;
            let text = target.split_once(":=").map_or("", |(_, text)| text);
            self.names.add_text(&name, text, "")?;
            self.names.add(name, target)?;
            xml.skip()?;
        }
        Ok(())
    }
}

/// LibreOffice keeps copies of other files' sheets as tables called `'file:///…'#$Sheet1`.
fn is_cached_copy(name: &str) -> bool {
    name.starts_with('\'') && name.contains("'#$")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::returned_workbook::{CellValue, limits};

    fn content(body: &str) -> Result<(Vec<ReturnedSheet>, Names), Rejection> {
        let text = format!(
            "<office:document-content><office:automatic-styles>\
             <style:style style:name='ta1'><style:table-properties table:display='true'/></style:style>\
             <style:style style:name='ta2'><style:table-properties table:display='false'/></style:style>\
             </office:automatic-styles><office:body>{body}</office:body></office:document-content>"
        );
        read_content(Xml::new("content.xml", &text), Styles::default())
    }

    #[test]
    fn sheets_and_names_of_the_document() {
        let (sheets, names) = content(
            "<office:spreadsheet><table:tracked-changes><table:table table:name='no'/></table:tracked-changes>\
             <table:table table:name='1-①' table:style-name='ta1'><table:named-expressions>\
             <table:named-range table:name='in.twin' table:cell-range-address='$x.$A$1'/></table:named-expressions>\
             <table:table-row><table:table-cell office:value-type='float' office:value='3'/></table:table-row></table:table>\
             <table:table table:name='_form' table:style-name='ta2'/>\
             <table:table table:name=\"'file:///a.ods'#$Sheet1\"/>\
             <table:named-expressions><table:named-range table:name='in.a' table:cell-range-address=\"$'1-①'.$A$1\"/>\
             </table:named-expressions></office:spreadsheet>",
        )
        .unwrap();
        let shown: Vec<_> = sheets.iter().map(|s| (s.name.as_str(), s.hidden)).collect();
        assert_eq!(shown, [("1-①", false), ("_form", true)]);
        assert_eq!(sheets[0].cells[&(0, 0)].value, CellValue::Number(3.0));
        let names: Vec<&str> = names.inputs.iter().map(|name| name.name.as_str()).collect();
        assert_eq!(names, ["in.a"]);
    }

    #[test]
    fn other_documents_and_too_many_sheets() {
        assert!(matches!(
            content("<office:text/>"),
            Err(Rejection::NotWorkbook(_))
        ));
        assert!(matches!(
            content("<office:spreadsheet/>"),
            Err(Rejection::NotForm)
        ));
        let many = "<table:table/>".repeat(limits::SHEETS + 1);
        let many = content(&format!("<office:spreadsheet>{many}</office:spreadsheet>"));
        assert!(matches!(many, Err(Rejection::TooLarge(_))));
    }
}
