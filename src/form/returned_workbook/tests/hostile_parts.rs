//! The same of parts beside the cells: notes, shapes, relationships, styles and `_form`.

use super::hostile::{is_damaged, is_too_large, soon};
use super::{ods, xlsx};
use crate::form::returned_workbook::{Hidden, limits, read};

/// A sheet with these relationships, and parts beside.
fn with_related(relationships: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let list = format!("<Relationships>{relationships}</Relationships>");
    let mut all = vec![("xl/_rels/a.xml.rels", list.as_str())];
    all.extend(parts);
    xlsx("", &all)
}

const NOTES: &str = "<Relationship Id='r1' Type='http://x/comments' Target='c.xml'/>";
const DRAWING: &str = "<Relationship Id='r2' Type='http://x/drawing' Target='d.xml'/>";

#[test]
fn too_many_notes_and_shapes() {
    let note = "<comment ref='A1'><text><t>x</t></text></comment>";
    let notes = |count: usize| {
        format!(
            "<comments><commentList>{}</commentList></comments>",
            note.repeat(count)
        )
    };
    let limit = usize::try_from(limits::MARKS).unwrap();
    let most = with_related(NOTES, &[("xl/c.xml", &notes(limit))]);
    assert_eq!(soon(|| read(&most)).unwrap().sheets[0].notes.len(), limit);
    let more = with_related(NOTES, &[("xl/c.xml", &notes(limit + 1))]);
    assert!(is_too_large(&more, "1万"));
    let anchors = "<xdr:oneCellAnchor><xdr:sp><a:t>x</a:t></xdr:sp></xdr:oneCellAnchor>";
    let drawing = format!("<xdr:wsDr>{}</xdr:wsDr>", anchors.repeat(limit + 1));
    let drawing = with_related(DRAWING, &[("xl/d.xml", &drawing)]);
    assert!(is_too_large(&drawing, "1万"));
    let long = format!(
        "<comments><commentList>{}</commentList></comments>",
        format!(
            "<comment ref='A1'><text><t>{}</t></text></comment>",
            "あ".repeat(1 << 20)
        )
        .repeat(25)
    );
    assert!(is_too_large(
        &with_related(NOTES, &[("xl/c.xml", &long)]),
        "64MB"
    ));
    let frame = "<draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame>";
    let frames = format!(
        "<table:table table:name='A'><table:shapes>{}</table:shapes></table:table>",
        frame.repeat(limit + 1)
    );
    assert!(is_too_large(&ods(&frames, &[]), "1万"));
}

#[test]
fn relationships_that_lead_back_or_nowhere() {
    // A part that is its own relationship list, drawing and notes; a drawing of a sheet that is the sheet.
    for target in [
        "a.xml",
        "_rels/a.xml.rels",
        "../../../a.xml",
        "nowhere.xml",
        "",
    ] {
        let drawing = format!("<Relationship Id='r' Type='http://x/drawing' Target='{target}'/>");
        let notes = format!("<Relationship Id='r' Type='http://x/comments' Target='{target}'/>");
        let bytes = with_related(&(drawing + &notes), &[]);
        let sheet = &soon(|| read(&bytes)).unwrap().sheets[0];
        assert_eq!((sheet.notes.len(), sheet.shapes.len()), (0, 0), "{target}");
    }
    // One large drawing that each of a hundred thousand relationships names.
    let many = DRAWING.repeat(50_000);
    let drawing = format!("<xdr:wsDr>{}</xdr:wsDr>", " ".repeat(1 << 20));
    assert!(is_too_large(
        &with_related(&many, &[("xl/d.xml", &drawing)]),
        "100MB"
    ));
    let endless = NOTES.repeat(limits::TABLE_ROWS + 1);
    assert!(is_too_large(&with_related(&endless, &[]), "10万"));
}

#[test]
fn deep_drawings() {
    let groups = "<xdr:grpSp>".repeat(100_000);
    let drawing = format!("<xdr:wsDr><xdr:oneCellAnchor>{groups}");
    assert!(is_damaged(&with_related(
        DRAWING,
        &[("xl/d.xml", &drawing)]
    )));
    let groups = "<draw:g>".repeat(100_000);
    let table = format!("<table:table><table:table-row><table:table-cell>{groups}");
    assert!(is_damaged(&ods(&table, &[])));
    let spans = "<text:span>".repeat(100_000);
    let table = format!("<table:table><table:table-row><table:table-cell><text:p>{spans}");
    assert!(is_damaged(&ods(&table, &[])));
}

#[test]
fn huge_hidden_stretches() {
    let columns =
        "<cols><col min='1' max='4294967295' hidden='1'/><col min='9' max='2' hidden='1'/></cols>";
    let sheet = format!(
        "<worksheet>{columns}<sheetData><row r='1048576' hidden='1'><c r='XFD1048576'><v>1</v></c></row></sheetData></worksheet>"
    );
    let workbook = soon(|| read(&xlsx("", &[("xl/a.xml", &sheet)]))).unwrap();
    let hidden = workbook.sheets[0].hides((1_048_575, 16_383));
    assert_eq!(hidden, Some(Hidden::Row));
    assert_eq!(workbook.sheets[0].hides((0, 0)), Some(Hidden::Column));
    // Every second row of a sheet.
    let rows: String = (0..524_288)
        .map(|n| format!("<row r='{}' hidden='1'/>", n * 2 + 1))
        .collect();
    let workbook = soon(|| read(&xlsx(&rows, &[]))).unwrap();
    assert_eq!(workbook.sheets[0].hides((1, 0)), None);
    assert_eq!(workbook.sheets[0].hides((2, 0)), Some(Hidden::Row));
    let row =
        "<table:table-row table:visibility='collapse' table:number-rows-repeated='4294967295'/>";
    let table = format!(
        "<table:table table:name='A'>{}</table:table>",
        row.repeat(1000)
    );
    let workbook = soon(|| read(&ods(&table, &[]))).unwrap();
    assert_eq!(workbook.sheets[0].hides((1_048_575, 0)), Some(Hidden::Row));
    let column = "<table:table-column table:visibility='collapse'/><table:table-column/>";
    let table = format!(
        "<table:table table:name='A'>{}</table:table>",
        column.repeat(600_001)
    );
    assert!(is_too_large(&ods(&table, &[]), "60万"));
}

#[test]
fn many_fonts_runs_and_styles() {
    let table = |name: &str, row: &str| {
        let rows = row.repeat(limits::TABLE_ROWS + 1);
        let styles = format!("<styleSheet><{name}>{rows}</{name}></styleSheet>");
        let workbook = "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='a.xml'/><Relationship Id='r2' Type='http://x/worksheet' Target='f.xml'/>\
             <Relationship Id='r4' Type='http://x/styles' Target='y.xml'/></Relationships>";
        xlsx(
            "",
            &[
                ("xl/y.xml", &styles),
                ("xl/_rels/workbook.xml.rels", workbook),
            ],
        )
    };
    assert!(is_too_large(&table("fonts", "<font/>"), "10万"));
    assert!(is_too_large(&table("cellXfs", "<xf/>"), "10万"));
    let runs = "<r><rPr/><t/></r>".repeat(limits::SHARED_STRINGS + 1);
    let strings = format!("<sst><si>{runs}</si></sst>");
    assert!(is_too_large(&xlsx("", &[("xl/s.xml", &strings)]), "100万"));
    let styles = format!(
        "<office:document-styles><office:styles>{}</office:styles></office:document-styles>",
        "<style:style style:name='a'/>".repeat(limits::TABLE_ROWS + 1)
    );
    assert!(is_too_large(&ods("", &[("styles.xml", &styles)]), "10万"));
}

/// `_form` of a stranger: a hundred thousand sheets, each with a text and a formula.
#[test]
fn a_form_sheet_without_end() {
    let row = |key: String, value: &str| {
        format!(
            "<row><c t='inlineStr'><is><t>{key}</t></is></c><c t='inlineStr'><is><t>{value}</t></is></c></row>"
        )
    };
    let rows: String = (0..45_000)
        .map(|n| row(format!("text:S{n}"), "文") + &row(format!("formula:S{n}"), "E12"))
        .collect();
    let sheet = format!(
        "<worksheet><sheetData>{}{rows}</sheetData></worksheet>",
        row("schema".to_owned(), "1")
    );
    let workbook = soon(|| read(&xlsx("", &[("xl/f.xml", &sheet)]))).unwrap();
    assert_eq!(workbook.issued.len(), limits::SHEETS);
}

#[test]
fn too_many_sheets() {
    let sheets = "<sheet name='A' r:id='r1'/>".repeat(limits::SHEETS + 1);
    let sheets = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    assert!(is_too_large(
        &xlsx("", &[("xl/workbook.xml", &sheets)]),
        "300"
    ));
}
