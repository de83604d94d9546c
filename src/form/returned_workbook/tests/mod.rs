//! Whole files through [`read`](super::read): what Excel and LibreOffice write, and what nobody should.

mod formats;
mod hostile;
mod hostile_parts;

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A form with every kind of value, as rust_xlsxwriter writes it.
pub(super) fn form() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let era = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
    let percent = Format::new().set_num_format("0.0%");
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name("1-①").unwrap();
    sheet.write(11, 2, "Ａ").unwrap();
    sheet
        .write(12, 2, "一行目\n二行目\u{1F600} 髙𠮷  ＆<>")
        .unwrap();
    sheet.write_with_format(13, 2, 46122, &era).unwrap();
    sheet.write_with_format(14, 2, 0.985, &percent).unwrap();
    sheet.write(15, 2, true).unwrap();
    let sum = Formula::new("SUM(D1:D2)*2").set_result("1234.5");
    sheet.write_formula(16, 2, sum).unwrap();
    let plain = Format::new();
    sheet
        .write_rich_string(17, 2, &[(&bold, "30件"), (&plain, "→32件")])
        .unwrap();
    sheet.write(18, 2, "　\n ").unwrap();
    sheet.write_blank(19, 2, &bold).unwrap();
    sheet.write(20, 2, -199_588.25).unwrap();
    workbook.add_worksheet().set_name("It's 2").unwrap();
    let hidden = workbook.add_worksheet().set_name("メモ").unwrap();
    hidden.set_hidden(true);
    hidden.write(0, 0, "控え").unwrap();
    let meta = workbook.add_worksheet().set_name("_form").unwrap();
    meta.set_very_hidden(true);
    for (row, (key, value)) in (0..).zip([
        ("schema", "1"),
        ("cycle", "令和7年度"),
        ("label:in.item.1_1.grade", "進捗評価"),
        ("previous:in.item.1_1.grade", "B"),
        ("text:1-①", "記入してください"),
        ("text:1-①", "令和7(2025)年度"),
        ("cycle", "二つ目は使わない"),
        ("replaces", ""),
    ]) {
        meta.write(row, 0, key).unwrap();
        meta.write(row, 1, value).unwrap();
    }
    let list = workbook.add_worksheet().set_name("_list").unwrap();
    list.set_hidden(true);
    list.write(0, 0, "S").unwrap();
    for (name, target) in [
        ("in.item.1_1.grade", "='1-①'!$C$12"),
        ("in.item.1_1.reason", "='1-①'!$C$13:$D$13"),
        ("in.office", "='It''s 2'!$B$2"),
        ("list.grade", "='_list'!$A$1:$A$1"),
        ("'1-①'!in.item.1_1.grade", "='1-①'!$C$99"),
    ] {
        workbook.define_name(name, target).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// A package of these parts.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (path, bytes) in parts {
        zip.start_file(*path, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package of an Excel workbook with `_form` and one sheet of this XML; `more` parts replace or add.
pub(super) fn xlsx(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let mut parts = vec![
        (
            "[Content_Types].xml",
            "<Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='A' r:id='r1'/><sheet name='_form' r:id='r2'/></sheets><definedNames><definedName name='in.a'>A!$A$1</definedName></definedNames></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='a.xml'/><Relationship Id='r2' Type='http://x/worksheet' Target='f.xml'/><Relationship Id='r3' Type='http://x/sharedStrings' Target='s.xml'/></Relationships>",
        ),
        ("xl/s.xml", "<sst><si><t>x</t></si></sst>"),
        ("xl/a.xml", sheet.as_str()),
        (
            "xl/f.xml",
            "<worksheet><sheetData><row><c t='inlineStr'><is><t>schema</t></is></c><c><v>1</v></c></row></sheetData></worksheet>",
        ),
    ];
    for (path, text) in more {
        parts.retain(|(known, _)| known != path);
        parts.push((path, text));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    package(&parts)
}

/// A package of an OpenDocument spreadsheet with these tables.
pub(super) fn ods(tables: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}<table:table table:name='_form'><table:table-row>\
         <table:table-cell office:value-type='string'><text:p>schema</text:p></table:table-cell>\
         <table:table-cell office:value-type='string'><text:p>1</text:p></table:table-cell></table:table-row></table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ];
    parts.extend(more.iter().map(|(path, text)| (*path, text.as_bytes())));
    package(&parts)
}
