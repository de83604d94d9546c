//! Tests of the cells of an Excel sheet.

use std::sync::Arc;

use super::*;
use crate::form::returned_workbook::xlsx_sheet::{SheetContent, read_sheet};

fn sheet(cells: &str) -> Result<SheetContent, Rejection> {
    let strings = "<sst><si><t>済</t></si><si><t> 　</t></si></sst>";
    let strings = SharedStrings::read(Xml::new("s", strings));
    let context = Context {
        strings: &strings.unwrap(),
        styles: &["General", "0.0%", "yyyy/m/d", "#,##0,", "@\"円\""].map(|code| Style {
            format: Arc::new(NumberFormat::parse(code)),
            struck: false,
        }),
        rich_values: &RichValues::default(),
        from_1904: false,
    };
    let xml = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    read_sheet(Xml::new("sheet1.xml", &xml), &context, &mut Budget::new())
}

fn read(cells: &str) -> Result<BTreeMap<(u32, u32), Cell>, Rejection> {
    sheet(cells).map(|sheet| sheet.cells)
}

fn value(cell: &str) -> Option<CellValue> {
    let cells = read(&format!("<row r='1'>{cell}</row>")).unwrap();
    cells.get(&(0, 0)).map(|cell| cell.value.clone())
}

#[test]
fn values() {
    let text = |text: &str| Some(CellValue::Text(text.to_owned()));
    for (cell, expected) in [
        ("<c r='A1' t='s'><v>0</v></c>", text("済")),
        ("<c r='A1' t='s'><v>1</v></c>", None),
        (
            "<c r='A1' t='inlineStr'><is><t>一</t><rPh><t>イチ</t></rPh></is></c>",
            text("一"),
        ),
        ("<c r='A1' t='b'><v>1</v></c>", Some(CellValue::Bool(true))),
        (
            "<c r='A1' t='e'><v>#SPILL!</v></c>",
            Some(CellValue::Error("#SPILL!".to_owned())),
        ),
        ("<c r='A1'><v>98.5</v></c>", Some(CellValue::Number(98.5))),
        ("<c r='A1'><v>NaN</v></c>", text("NaN")),
        (
            "<c r='A1' s='2'><v>-1</v></c>",
            Some(CellValue::Number(-1.0)),
        ),
        ("<c r='A1' s='1'/>", None),
        ("<c r='A1'><f>1+1</f></c>", Some(CellValue::NotCalculated)),
        (
            "<c r='A1'><f>1+1</f><v></v></c>",
            Some(CellValue::NotCalculated),
        ),
        ("<c r='A1' t='str'><f>\"\"</f><v></v></c>", None),
        (
            "<c r='A1' t='str'><f>\"\"</f></c>",
            Some(CellValue::NotCalculated),
        ),
        ("<c r='A1' t='d'><v>よ</v></c>", text("よ")),
    ] {
        assert_eq!(value(cell), expected, "{cell}");
    }
}

#[test]
fn dates_and_percent() {
    let Some(CellValue::Date(date)) = value("<c r='A1' s='2'><v>46122</v></c>") else {
        panic!("no date");
    };
    assert_eq!(date.to_string(), "2026-04-10 00:00:00");
    assert_eq!(
        value("<c r='A1' t='d'><v>2026-04-10T00:00:00.4Z</v></c>"),
        Some(CellValue::Date(date))
    );
    let cells = read("<row r='1'><c r='A1' s='1'><v>0.985</v></c></row>").unwrap();
    assert!(cells[&(0, 0)].percent);
    let cells = read(
        "<row r='1'><c r='A1' s='3'><v>4300000</v></c><c r='B1' s='4' t='str'><v>30</v></c></row>",
    )
    .unwrap();
    let shown = [(0, 0), (0, 1)].map(|at| cells[&at].shown.as_deref());
    assert_eq!(shown, [Some("4,300"), Some("30円")]);
}

#[test]
fn places_without_references_follow_each_other() {
    let cells =
        read("<row r='3'><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>");
    let places: Vec<_> = cells.unwrap().into_keys().collect();
    assert_eq!(places, [(2, 0), (2, 2), (3, 0)]);
}

#[test]
fn shared_formulas() {
    let cells = read(
        "<row r='1'><c r='B1'><f t='shared' ref='B1:B2' si='0'>A1*2</f><v>2</v></c></row>\
         <row r='2'><c r='B2'><f t='shared' si='0'/><v>4</v></c></row>",
    )
    .unwrap();
    assert_eq!(cells[&(1, 1)].formula.as_deref(), Some("A2*2"));
}

#[test]
fn pictures_in_cells() {
    let pictures = |cell: &str| {
        let sheet = sheet(&format!("<row r='3'>{cell}</row>")).unwrap();
        assert!(sheet.cells.is_empty(), "{cell}");
        let objects = sheet.drawn.objects.iter();
        objects.map(|found| found.shape.place).collect::<Vec<_>>()
    };
    for cell in [
        "<c r='B3' t='str'><f>_xlfn.DISPIMG(\"ID_61\",1)</f><v>=DISPIMG(\"ID_61\",1)</v></c>",
        "<c r='B3' t='e'><f>_xlfn.DISPIMG(\"ID_61\",1)</f><v>#NAME?</v></c>",
        "<c r='B3'><f>+dispimg(\"ID_61\",1)</f></c>",
        "<c r='B3' t='str'><v>=DISPIMG(\"ID_61\",1)</v></c>",
        "<c r='B3' t='inlineStr'><is><t>=_xlfn.DISPIMG(\"ID_61\",1)</t></is></c>",
        "<c r='B3' t='e' vm='9'><f>_xlfn.IMAGE(\"https://example.invalid/a.png\")</f><v>#VALUE!</v></c>",
    ] {
        assert_eq!(pictures(cell), [(2, 1)], "{cell}");
    }
    for text in ["IMAGE図を見る(別紙)", "=IMAGES(1)", "DISPIMG(1)"] {
        let cell = format!("<c r='A1' t='str'><v>{text}</v></c>");
        assert_eq!(value(&cell), Some(CellValue::Text(text.to_owned())));
    }
}

#[test]
fn wrong_places_and_numbers_of_strings() {
    for bad in [
        "<row r='0'/>",
        "<row r='1048577'/>",
        "<row r='x'/>",
        "<row r='1'><c r='XFE1'><v>1</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>9</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
    ] {
        assert!(matches!(read(bad), Err(Rejection::Damaged(_))), "{bad}");
    }
}
