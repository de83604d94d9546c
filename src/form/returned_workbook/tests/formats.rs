//! What a form says, from each program and format that may have saved it.

use std::collections::BTreeMap;

use super::{form, ods, package, xlsx};
use crate::form::returned_workbook::{
    Cell, CellValue, Format, NameTarget, Rejection, ReturnedSheet, ReturnedWorkbook, read,
};

/// [`form`] as LibreOffice 7.4 saved it, in both of its formats.
const BY_LIBREOFFICE: [(&[u8], Format); 2] = [
    (include_bytes!("form_libreoffice.xlsx"), Format::Xlsx),
    (include_bytes!("form_libreoffice.ods"), Format::Ods),
];

fn cell(sheet: &ReturnedSheet, row: u32) -> Option<&Cell> {
    sheet.cells.get(&(row, 2))
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

fn check(workbook: &ReturnedWorkbook) {
    let shown: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(shown, [("1-①", false), ("It's 2", false), ("メモ", true)]);
    let sheet = &workbook.sheets[0];
    let value = |row| cell(sheet, row).map(|cell| cell.value.clone());
    assert_eq!(value(11), Some(text("Ａ")));
    assert_eq!(value(12), Some(text("一行目\n二行目\u{1F600} 髙𠮷  ＆<>")));
    let Some(CellValue::Date(date)) = value(13) else {
        panic!("{:?}", value(13));
    };
    assert_eq!(date.to_string(), "2026-04-10 00:00:00");
    assert_eq!(value(14), Some(CellValue::Number(0.985)));
    let percent: Vec<u32> = sheet
        .cells
        .iter()
        .filter(|(_, cell)| cell.percent)
        .map(|((row, _), _)| *row)
        .collect();
    assert_eq!(percent, [14]);
    assert_eq!(value(15), Some(CellValue::Bool(true)));
    let formula = cell(sheet, 16).and_then(|cell| cell.formula.as_deref());
    assert_eq!(formula, Some("SUM(D1:D2)*2"));
    assert_eq!(value(17), Some(text("30件→32件")));
    assert_eq!(value(18), None);
    assert_eq!(value(19), None);
    assert_eq!(value(20), Some(CellValue::Number(-199_588.25)));
    check_form_sheet(workbook);
    check_names(workbook);
}

fn check_form_sheet(workbook: &ReturnedWorkbook) {
    let meta: Vec<(&str, &str)> = workbook
        .meta
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        meta,
        [
            ("cycle", "令和7年度"),
            ("previous:in.item.1_1.grade", "B"),
            ("replaces", ""),
            ("schema", "1"),
        ]
    );
    assert_eq!(workbook.labels["in.item.1_1.grade"], "進捗評価");
    let own: Vec<_> = workbook
        .issued
        .iter()
        .flat_map(|sheet| &sheet.texts)
        .collect();
    assert_eq!(own, ["記入してください", "令和7(2025)年度"]);
}

fn check_names(workbook: &ReturnedWorkbook) {
    let at = |sheet: &str, row, column| NameTarget::Cell {
        sheet: sheet.to_owned(),
        row,
        column,
    };
    assert_eq!(workbook.names.len(), 3);
    assert_eq!(workbook.names["in_item_1_1_grade"], at("1-①", 11, 2));
    assert_eq!(workbook.names["in_office"], at("It's 2", 1, 1));
    assert!(matches!(
        workbook.names["in_item_1_1_reason"],
        NameTarget::Several(_)
    ));
}

#[test]
fn as_written() {
    let workbook = read(&form()).unwrap();
    assert_eq!(workbook.format, Format::Xlsx);
    check(&workbook);
    let result = cell(&workbook.sheets[0], 16).map(|cell| cell.value.clone());
    assert_eq!(result, Some(CellValue::Number(1234.5)));
}

#[test]
fn as_saved_by_libreoffice() {
    let cells = |workbook: &ReturnedWorkbook| -> Vec<BTreeMap<(u32, u32), Cell>> {
        let sheets = workbook.sheets.iter();
        sheets.map(|sheet| sheet.cells.clone()).collect()
    };
    let mut before = None;
    for (bytes, format) in BY_LIBREOFFICE {
        let workbook = read(bytes).unwrap();
        assert_eq!(workbook.format, format);
        check(&workbook);
        let cells = cells(&workbook);
        assert_eq!(*before.get_or_insert(cells.clone()), cells);
    }
    let original = cells(&read(&form()).unwrap());
    assert_eq!(before, Some(original));
}

/// The values agree with calamine, which reads the same file in its own way.
#[test]
fn as_calamine_reads_it() {
    use calamine::{Data, Reader, Xlsx};
    let bytes = form();
    let mut other: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let range = other.worksheet_range("1-①").unwrap();
    let sheet = &read(&bytes).unwrap().sheets[0];
    let mut compared = 0;
    for row in 11..21 {
        let theirs = range.get_value((row, 2)).cloned().unwrap_or_default();
        match (cell(sheet, row).map(|cell| &cell.value), theirs) {
            (Some(CellValue::Text(ours)), Data::String(theirs)) => assert_eq!(*ours, theirs),
            (Some(CellValue::Number(ours)), Data::Float(theirs)) => assert_eq!(*ours, theirs),
            (Some(CellValue::Bool(ours)), Data::Bool(theirs)) => assert_eq!(*ours, theirs),
            (Some(CellValue::Date(_)), Data::DateTime(_) | Data::Float(_)) => {}
            (None, Data::Empty) => {}
            (None, Data::String(blank)) => assert!(blank.trim().is_empty()),
            (ours, theirs) => panic!("{row}: {ours:?} {theirs:?}"),
        }
        compared += 1;
    }
    assert_eq!(compared, 10);
}

#[test]
fn macros_are_ignored() {
    let types = "<Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>";
    let bytes = xlsx(
        "",
        &[("[Content_Types].xml", types), ("xl/vbaProject.bin", "x")],
    );
    assert_eq!(read(&bytes).unwrap().format, Format::Xlsm);
}

#[test]
fn other_packages_are_named() {
    let office = |kind: &str| {
        let types = format!("<Types><Override ContentType='application/vnd.{kind}'/></Types>");
        package(&[("[Content_Types].xml", types.as_bytes())])
    };
    for (bytes, kind) in [
        (
            office("openxmlformats-officedocument.wordprocessingml.document.main+xml"),
            "Word 文書",
        ),
        (
            office("openxmlformats-officedocument.presentationml.presentation.main+xml"),
            "PowerPoint",
        ),
        (
            office("ms-excel.sheet.binary.macroEnabled.main"),
            "Excel バイナリブック（.xlsb）",
        ),
        (package(&[("a.xlsx", b"x")]), "圧縮ファイル"),
        (
            package(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", b"<a/>"),
            ]),
            "OpenDocument の文書",
        ),
    ] {
        assert_eq!(read(&bytes), Err(Rejection::NotWorkbook(kind.to_owned())));
    }
}

#[test]
fn a_workbook_that_is_no_form() {
    let mut other = rust_xlsxwriter::Workbook::new();
    other.add_worksheet().write(0, 0, "別の表").unwrap();
    assert_eq!(
        read(&other.save_to_buffer().unwrap()),
        Err(Rejection::NotForm)
    );
    let silent = xlsx("", &[("xl/f.xml", "<worksheet><sheetData/></worksheet>")]);
    assert_eq!(read(&silent), Err(Rejection::NotForm));
}

#[test]
fn encrypted_open_documents() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let old = ods("", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(read(&old), Err(Rejection::Password));
    let new = package(&[("mimetype", b"x"), ("encrypted-package", b"x")]);
    assert_eq!(read(&new), Err(Rejection::Password));
}
