//! Reads an Excel package (.xlsx, .xlsm): workbook, names, styles, strings, then each sheet in turn.
//!
//! calamine is not used. It gives a cell's style or its formula but not both in one pass, drops the
//! scope of names, takes the count of strings on trust (`reserve` aborts on a false one), and refuses a whole
//! sheet for one newer error value such as `#SPILL!`.

use std::collections::BTreeMap;

use super::form_sheet::is_meta;
use super::limits::{Budget, NAMES, SHEETS, TABLE_ROWS, damaged, too_large};
use super::names::RawName;
use super::number_format::{Shown, built_in, custom};
use super::package::Package;
use super::relationships::{Relationship, relationships};
use super::strings::SharedStrings;
use super::xlsx_cells::{Context, read_cells};
use super::xml::{Xml, local};
use super::{Rejection, ReturnedSheet};

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
    let mut budget = Budget::new();
    let mut sheets = Vec::with_capacity(workbook.sheets.len());
    for sheet in workbook.sheets {
        let path = parts
            .iter()
            .find(|part| part.id == sheet.relationship)
            .map(|part| part.path.as_str())
            .ok_or_else(|| damaged(format!("シート「{}」の中身がありません", sheet.name)))?;
        sheets.push(ReturnedSheet {
            cells: read_cells(path, &package.required(path)?, &context, &mut budget)?,
            name: sheet.name,
            hidden: sheet.hidden,
        });
    }
    Ok((sheets, workbook.names))
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

/// How each cell format shows numbers, by its index.
fn read_styles(part: &str, text: &str) -> Result<Vec<Shown>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut formats: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut styles: Vec<Shown> = Vec::new();
    while let Some(element) = xml.child()? {
        let table = local(&element);
        if table != "numFmts" && table != "cellXfs" {
            xml.skip()?;
            continue;
        }
        let is_formats = table == "numFmts";
        while let Some(element) = xml.child()? {
            let id = xml.attribute(&element, "numFmtId")?;
            let id: u32 = id.and_then(|id| id.trim().parse().ok()).unwrap_or(0);
            if is_formats {
                let code = xml.attribute(&element, "formatCode")?;
                formats.insert(id, custom(code.as_deref().unwrap_or("")));
            } else {
                styles.push(formats.get(&id).copied().unwrap_or_else(|| built_in(id)));
            }
            if styles.len().max(formats.len()) > TABLE_ROWS {
                return Err(too_large("書式の数が10万"));
            }
            xml.skip()?;
        }
    }
    Ok(styles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_by_their_formats() {
        let styles = read_styles(
            "styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='[$-411]ggge&quot;年&quot;'/></numFmts>\
             <cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
             <cellXfs><xf/><xf numFmtId='10'><alignment/></xf><xf numFmtId='176'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        );
        let expected = vec![Shown::Plain, Shown::Percent, Shown::Date, Shown::Date];
        assert_eq!(styles, Ok(expected));
    }

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
