//! Reads an Excel package (.xlsx, .xlsm): workbook, names, styles, strings, then each sheet in turn.
//!
//! calamine is not used. It gives a cell's style or its formula but not both in one pass, drops the
//! scope of names, takes the count of strings on trust (`reserve` aborts on a false one), and refuses a whole
//! sheet for one newer error value such as `#SPILL!`.

use super::controls::shapes;
use super::form_sheet::is_meta;
use super::limits::{Budget, SHEETS, too_large};
use super::names::Names;
use super::notes::{Persons, notes};
use super::package::Package;
use super::relationships::{Relationship, of_kind, relationships};
use super::rich_values::RichValues;
use super::strings::SharedStrings;
use super::xlsx_cells::Context;
use super::xlsx_sheet::read_sheet;
use super::xlsx_styles::read_styles;
use super::xml::{Xml, is_true, local};
use super::{Rejection, ReturnedSheet};

/// Sheets in their order, and the workbook-level names.
///
/// Styles, strings and sheets that are named but not there hold nothing, as Excel has it. An entry of the list of sheets
/// without a relationship is no sheet: Excel keeps such of old macro modules.
pub(super) fn read(package: &mut Package<'_>) -> Result<(Vec<ReturnedSheet>, Names), Rejection> {
    let root = relationships(package, "")?;
    let path = of_kind(&root, "officeDocument").unwrap_or("xl/workbook.xml");
    let parts = relationships(package, path)?;
    let workbook = Workbook::read(path, &package.required(path)?)?;
    if !workbook.sheets.iter().any(|sheet| is_meta(&sheet.name)) {
        return Err(Rejection::NotForm);
    }
    let part = |kind| of_kind(&parts, kind);
    let strings = match part("sharedStrings") {
        Some(path) => package.parse(path, SharedStrings::read)?,
        None => None,
    };
    let styles = match part("styles") {
        Some(path) => package.part(path)?.map(|text| read_styles(path, &text)),
        None => None,
    };
    let context = Context {
        strings: &strings.unwrap_or_default(),
        styles: &styles.transpose()?.unwrap_or_default(),
        rich_values: &RichValues::read(package, &parts)?,
        from_1904: workbook.from_1904,
    };
    let persons = match part("person") {
        Some(path) => Persons::read(path, &package.part(path)?.unwrap_or_default())?,
        None => Persons::default(),
    };
    let mut budget = Budget::new();
    let mut sheets = Vec::with_capacity(workbook.sheets.len());
    for entry in workbook.sheets {
        if !entry.relationship.is_empty() {
            let sheet = entry.read(package, &parts, &context, &persons, &mut budget)?;
            sheets.push(sheet);
        }
    }
    Ok((sheets, workbook.names))
}

/// What the workbook part says.
#[derive(Default)]
struct Workbook {
    sheets: Vec<SheetEntry>,
    names: Names,
    from_1904: bool,
}

#[derive(Default)]
struct SheetEntry {
    name: String,
    hidden: bool,
    relationship: String,
}

impl SheetEntry {
    /// The sheet with what lies over it, lost where its part is not there.
    fn read(
        self,
        package: &mut Package<'_>,
        parts: &[Relationship],
        context: &Context<'_>,
        persons: &Persons,
        budget: &mut Budget,
    ) -> Result<ReturnedSheet, Rejection> {
        let path = parts.iter().find(|part| part.id == self.relationship);
        let path = path.map_or("", |part| part.path.as_str());
        let content = package
            .parse(path, |xml| read_sheet(xml, context, budget))
            .map_err(|rejection| rejection.of_sheet(&self.name))?;
        let sheet = ReturnedSheet {
            name: self.name,
            hidden: self.hidden,
            is_lost: content.is_none(),
            ..ReturnedSheet::default()
        };
        let Some(content) = content else {
            return Ok(sheet);
        };
        let related = relationships(package, path)?;
        Ok(ReturnedSheet {
            hidden_rows: content.hidden_rows,
            hidden_columns: content.hidden_columns,
            cells: content.cells,
            notes: notes(package, &related, persons, budget)?,
            shapes: shapes(package, &related, content.drawn, budget)?,
            page_texts: content.page_texts,
            ..sheet
        })
    }
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
                "state" => sheet.hidden = matches!(&*value, "hidden" | "veryHidden"),
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

    /// Names without a sheet of their own (`localSheetId`): copying a sheet makes twins with one. Of the others only
    /// their texts are kept.
    fn read_names(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            let (mut name, mut comment) = (String::new(), String::new());
            let (mut of_sheet, mut hidden) = (false, false);
            xml.attributes(&element, |key, value| match key {
                "name" => name = value.into_owned(),
                "localSheetId" => of_sheet = true,
                "hidden" => hidden = is_true(&value),
                "comment" => comment = value.into_owned(),
                _ => {}
            })?;
            let mut target = String::new();
            xml.text_into(&mut target)?;
            if !hidden {
                self.names.add_text(&name, &target, &comment)?;
            }
            if !of_sheet {
                self.names.add(name, target)?;
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
        assert_eq!(workbook.names.inputs.len(), 1);
        assert_eq!(workbook.names.inputs[0].target, "Sheet!$A$1");
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
