//! Reads an Excel package (.xlsx, .xlsm): workbook, names, styles, strings, then each sheet in turn.
//!
//! calamine is not used. It gives a cell's style or its formula but not both in one pass, drops the
//! scope of names, takes the count of strings on trust (`reserve` aborts on a false one), and refuses a whole
//! sheet for one newer error value such as `#SPILL!`.

use super::drawing::read_drawing;
use super::form_sheet::is_meta;
use super::limits::{Budget, NAMES, SHEETS, damaged, too_large};
use super::names::RawName;
use super::notes::{Persons, notes};
use super::package::Package;
use super::relationships::{Relationship, relationships};
use super::strings::SharedStrings;
use super::xlsx_cells::Context;
use super::xlsx_sheet::read_sheet;
use super::xlsx_styles::read_styles;
use super::xml::{Xml, local};
use super::{Rejection, ReturnedSheet, Shape};

/// Sheets in their order, and the workbook-level names.
pub(super) fn read(
    package: &mut Package<'_>,
) -> Result<(Vec<ReturnedSheet>, Vec<RawName>), Rejection> {
    let root = relationships(package, "")?;
    let path = of_kind(&root, "officeDocument").unwrap_or("xl/workbook.xml");
    let parts = relationships(package, path)?;
    let workbook = Workbook::read(path, &package.required(path)?)?;
    if !workbook.sheets.iter().any(|sheet| is_meta(&sheet.name)) {
        return Err(Rejection::NotForm);
    }
    let strings = match of_kind(&parts, "sharedStrings") {
        Some(path) => SharedStrings::read(path, &package.required(path)?)?,
        None => SharedStrings::default(),
    };
    let styles = match of_kind(&parts, "styles") {
        Some(path) => read_styles(path, &package.required(path)?)?,
        None => Vec::new(),
    };
    let context = Context {
        strings: &strings,
        styles: &styles,
        from_1904: workbook.from_1904,
    };
    let persons = match of_kind(&parts, "person") {
        Some(path) => Persons::read(path, &package.part(path)?.unwrap_or_default())?,
        None => Persons::default(),
    };
    let mut budget = Budget::new();
    let mut sheets = Vec::with_capacity(workbook.sheets.len());
    for sheet in workbook.sheets {
        let path = parts
            .iter()
            .find(|part| part.id == sheet.relationship)
            .map(|part| part.path.as_str())
            .ok_or_else(|| damaged(format!("シート「{}」の中身がありません", sheet.name)))?;
        let content = read_sheet(path, &package.required(path)?, &context, &mut budget)?;
        let related = relationships(package, path)?;
        sheets.push(ReturnedSheet {
            name: sheet.name,
            hidden: sheet.hidden,
            hidden_rows: content.hidden_rows,
            hidden_columns: content.hidden_columns,
            cells: content.cells,
            notes: notes(package, &related, &persons, &mut budget)?,
            shapes: shapes(package, &related, content.objects, &mut budget)?,
        });
    }
    Ok((sheets, workbook.names))
}

/// What lies over the cells of a sheet, after these. A drawing that is named but not there holds nothing.
fn shapes(
    package: &mut Package<'_>,
    related: &[Relationship],
    mut shapes: Vec<Shape>,
    budget: &mut Budget,
) -> Result<Vec<Shape>, Rejection> {
    for part in related.iter().filter(|part| part.kind == "drawing") {
        if let Some(text) = package.part(&part.path)? {
            read_drawing(&part.path, &text, budget, &mut shapes)?;
        }
    }
    Ok(shapes)
}

fn of_kind<'r>(list: &'r [Relationship], kind: &str) -> Option<&'r str> {
    list.iter()
        .find(|part| part.kind == kind)
        .map(|part| part.path.as_str())
}

/// What the workbook part says.
#[derive(Default)]
struct Workbook {
    sheets: Vec<SheetEntry>,
    names: Vec<RawName>,
    from_1904: bool,
}

#[derive(Default)]
struct SheetEntry {
    name: String,
    hidden: bool,
    relationship: String,
}

impl Workbook {
    fn read(part: &str, text: &str) -> Result<Self, Rejection> {
        let mut xml = Xml::new(part, text);
        xml.root()?;
        let mut workbook = Self::default();
        while let Some(element) = xml.child()? {
            match local(&element) {
                "workbookPr" => {
                    let from_1904 = xml.attribute(&element, "date1904")?;
                    workbook.from_1904 = matches!(from_1904.as_deref(), Some("1" | "true"));
                    xml.skip()?;
                }
                "sheets" => workbook.read_sheets(&mut xml)?,
                "definedNames" => workbook.read_names(&mut xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(workbook)
    }

    fn read_sheets(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            let mut sheet = SheetEntry::default();
            xml.attributes(&element, |key, value| match key {
                "name" => sheet.name = value.into_owned(),
                "state" => sheet.hidden = value != "visible",
                key if key == "id" || key.ends_with(":id") => {
                    sheet.relationship = value.into_owned();
                }
                _ => {}
            })?;
            if local(&element) == "sheet" {
                self.sheets.push(sheet);
            }
            if self.sheets.len() > SHEETS {
                return Err(too_large("シートの数が300"));
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Names without a sheet of their own (`localSheetId`): copying a sheet makes twins with one.
    fn read_names(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        let mut count = 0;
        while let Some(element) = xml.child()? {
            count += 1;
            if count > NAMES {
                return Err(too_large("名前の定義の数が2万"));
            }
            let (mut name, mut of_sheet) = (String::new(), false);
            xml.attributes(&element, |key, value| match key {
                "name" => name = value.into_owned(),
                "localSheetId" => of_sheet = true,
                _ => {}
            })?;
            let mut target = String::new();
            xml.text_into(&mut target)?;
            if !of_sheet {
                self.names.push(RawName { name, target });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_left_out() {
        let workbook = Workbook::read(
            "workbook.xml",
            "<workbook><workbookPr date1904='1'/><sheets><sheet name='a&amp;b' state='veryHidden' sheetId='1' r:id='rId1'/></sheets>\
             <definedNames><definedName name='in.x' hidden='1'>Sheet!$A$1</definedName>\
             <definedName name='in.x' localSheetId='0'>Sheet!$A$2</definedName></definedNames>\
             <extLst><ext><x15:workbookPr/></ext></extLst></workbook>",
        )
        .unwrap();
        assert!(workbook.from_1904);
        assert_eq!(workbook.names.len(), 1);
        assert_eq!(workbook.names[0].target, "Sheet!$A$1");
        let sheet = &workbook.sheets[0];
        assert_eq!(
            (
                sheet.name.as_str(),
                sheet.hidden,
                sheet.relationship.as_str()
            ),
            ("a&b", true, "rId1")
        );
    }
}
