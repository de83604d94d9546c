//! Files that are broken or made to do harm: every one gets an answer, in bounded time and memory.

use std::io::Read;
use std::time::{Duration, Instant};

use super::{form, ods, package, xlsx};
use crate::form::returned_workbook::{CellValue, Hidden, Rejection, limits, read};

/// Fails when an answer takes longer than a user would wait.
pub(super) fn soon<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = what();
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    answer
}

pub(super) fn is_too_large(bytes: &[u8], words: &str) -> bool {
    match soon(|| read(bytes)) {
        Err(Rejection::TooLarge(said)) => said.contains(words),
        other => panic!("{other:?}"),
    }
}

pub(super) fn is_damaged(bytes: &[u8]) -> bool {
    matches!(soon(|| read(bytes)), Err(Rejection::Damaged(_)))
}

#[test]
fn the_corners_of_a_sheet() {
    let cells = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>";
    let workbook = soon(|| read(&xlsx(cells, &[]))).unwrap();
    let cell = &workbook.sheets[0].cells[&(1_048_575, 16_383)];
    assert_eq!(cell.value, CellValue::Number(2.0));
}

#[test]
fn too_many_cells() {
    let cells: String = (1..=limits::CELLS + 1)
        .map(|row| format!("<row r='{row}'><c><v>1</v></c></row>"))
        .collect();
    assert!(is_too_large(&xlsx(&cells, &[]), "20万"));
}

#[test]
fn one_long_string_in_every_cell() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(32_767));
    let cells = "<row>".to_owned() + &"<c t='s'><v>0</v></c>".repeat(10_000) + "</row>";
    assert!(is_too_large(
        &xlsx(&cells, &[("xl/s.xml", &strings)]),
        "64MB"
    ));
}

#[test]
fn huge_shared_strings() {
    let few = "<sst uniqueCount='18446744073709551615'><si><t>x</t></si></sst>";
    assert!(read(&xlsx("", &[("xl/s.xml", few)])).is_ok());
    let many = format!("<sst>{}</sst>", "<si/>".repeat(limits::SHARED_STRINGS + 1));
    assert!(is_too_large(&xlsx("", &[("xl/s.xml", &many)]), "100万"));
    let long = format!("<sst><si><t>{}</t></si></sst>", " ".repeat(70 << 20));
    assert!(is_too_large(&xlsx("", &[("xl/s.xml", &long)]), "8MB"));
}

#[test]
fn a_long_formula_shared_by_every_cell() {
    let cells = format!(
        "<row><c><f t='shared' si='0'>{}1</f><v>1</v></c>{}</row>",
        "A1+".repeat(30_000),
        "<c><f t='shared' si='0'/><v>1</v></c>".repeat(10_000)
    );
    assert!(is_too_large(&xlsx(&cells, &[]), "8MB"));
}

#[test]
fn repeats_of_open_document() {
    let cell = "<table:table-cell office:value-type='float' office:value='1'";
    let row = "<table:table-row table:number-rows-repeated='1048576'>";
    for table in [
        format!("{row}{cell}/></table:table-row>"),
        format!("{row}{cell} table:number-columns-repeated='16384'/></table:table-row>"),
    ] {
        let table = format!("<table:table table:name='A'>{table}</table:table>");
        assert!(is_too_large(&ods(&table, &[]), "20万"));
    }
    let empty = format!(
        "<table:table table:name='A'>{row}<table:table-cell/></table:table-row></table:table>"
    );
    assert!(
        soon(|| read(&ods(&empty, &[]))).unwrap().sheets[0]
            .cells
            .is_empty()
    );
}

#[test]
fn a_zip_bomb_by_its_declared_size() {
    const LENGTH: u32 = 1_000_003;
    let zeros = vec![0_u8; LENGTH.try_into().unwrap()];
    let declared = |parts: &[(&str, &[u8])], size: u64| {
        let mut bytes = package(parts);
        let size = u32::try_from(size).unwrap().to_le_bytes();
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == LENGTH.to_le_bytes() {
                bytes[at..at + 4].copy_from_slice(&size);
            }
        }
        bytes
    };
    let one = declared(&[("[Content_Types].xml", &zeros)], limits::READ_BYTES + 1);
    assert!(is_too_large(&one, "100MB"));
    let content = declared(&[("content.xml", &zeros)], limits::STREAM_BYTES + 1);
    assert!(is_too_large(&content, "500MB"));
    let half: &[u8] = &zeros;
    let three = declared(&[("a", half), ("b", half), ("c", half)], 400 << 20);
    assert!(is_too_large(&three, "1GB"));
    // Pictures are never inflated.
    let picture = declared(
        &[("[Content_Types].xml", b"x"), ("xl/media/a.bin", half)],
        400 << 20,
    );
    assert_eq!(
        read(&picture),
        Err(Rejection::NotWorkbook("ほかのソフトの文書".to_owned()))
    );
}

/// Cells of columns that are formatted to the last row, as Excel writes them.
fn formatted(columns: &str, rows: std::ops::RangeInclusive<u32>) -> String {
    let mut sheet = String::new();
    for row in rows {
        sheet.push_str(&format!("<row r=\"{row}\" spans=\"3:3\">"));
        for column in columns.chars() {
            sheet.push_str(&format!("<c r=\"{column}{row}\" s=\"16\"/>"));
        }
        sheet.push_str("</row>");
    }
    sheet
}

#[test]
fn columns_formatted_to_the_last_row_are_read() {
    let first = "<row r='1'><c r='A1'><v>1</v></c></row>".to_owned();
    let last = "<row r='1048576' hidden='1'><c r='C1048576' t='s'><v>0</v></c></row>";
    let cells = first + &formatted("CDE", 2..=1_048_575) + last;
    assert!(u64::try_from(cells.len()).unwrap() > limits::READ_BYTES);
    let workbook = read(&xlsx(&cells, &[])).unwrap();
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.cells.len(), 2);
    let text = CellValue::Text("x".to_owned());
    assert_eq!(sheet.cells[&(1_048_575, 2)].value, text);
    assert_eq!(sheet.hides((1_048_575, 2)), Some(Hidden::Row));
    let row = "<table:table-row><table:table-cell table:style-name='ce1'/></table:table-row>";
    let table = format!(
        "<table:table table:name='A'>{}<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row></table:table>",
        row.repeat(1_048_575)
    );
    let workbook = read(&ods(&table, &[])).unwrap();
    assert_eq!(workbook.sheets[0].cells.len(), 1);
}

#[test]
fn a_stream_of_harm() {
    let spaces = " ".repeat(limits::PIECE_BYTES + (1 << 20));
    assert!(is_too_large(&xlsx(&spaces, &[]), "8MB"));
    assert!(is_too_large(&xlsx(&format!("<row{spaces}/>"), &[]), "8MB"));
    let deep = "<a>".repeat(3_000_000);
    assert!(is_damaged(&xlsx(&deep, &[])));
    let filler = formatted("C", 2..=100_000);
    assert!(is_damaged(&xlsx(
        &format!("{filler}<row r='1'><c r='A1'>"),
        &[]
    )));
    let long = format!(
        "<row><c t='str'><v>{}</v></c></row>",
        format!("{}&amp;", "あ".repeat(10_000)).repeat(2_300)
    );
    assert!(is_too_large(&xlsx(&long, &[]), "64MB"));
    let cells: String = (1..=limits::CELLS + 1)
        .map(|row| format!("<row r='{row}'><c r='A{row}'><v>1</v></c></row>"))
        .collect();
    assert!(u64::try_from(cells.len()).unwrap() > limits::STREAM_FROM);
    assert!(is_too_large(&xlsx(&cells, &[]), "シート「A」"));
}

#[test]
fn names_that_point_nowhere() {
    let names = |count: usize, name: &str, target: &str| {
        let dead = format!("<definedName name='{name}'>{target}</definedName>").repeat(count);
        let sheets = "<sheets><sheet name='A' r:id='r1'/><sheet name='_form' r:id='r2'/></sheets>";
        let workbook = format!(
            "<workbook>{sheets}<definedNames>{dead}<definedName name='in.a'>A!$A$1</definedName></definedNames></workbook>"
        );
        xlsx("", &[("xl/workbook.xml", &workbook)])
    };
    let workbook = soon(|| read(&names(200_000, "旧集計", "[1]表!#REF!"))).unwrap();
    assert_eq!((workbook.names.len(), workbook.name_texts.len()), (1, 0));
    let limit = limits::NAMES;
    assert!(is_too_large(&names(limit, "in.x", "A!$A$1"), "2万"));
    assert!(is_too_large(&names(limit + 1, "x", "\"文\""), "2万"));
}

#[test]
fn sheets_without_content() {
    let workbook = |entry: &str, name: &str| {
        let workbook = format!(
            "<workbook><sheets><sheet name='A' state='show' r:id='r1'/><sheet name='_form' r:id='r2'/>{entry}</sheets><definedNames><definedName name='in.a'>{name}!$A$1</definedName></definedNames></workbook>"
        );
        read(&xlsx("", &[("xl/workbook.xml", &workbook)]))
    };
    let none = workbook("<sheet name='Module1' state='veryHidden' r:id=''/>", "A").unwrap();
    assert_eq!(none.sheets.len(), 1);
    assert!(!none.sheets[0].hidden);
    let lost = workbook("<sheet name='旧集計' r:id='r9'/>", "A").unwrap();
    assert_eq!((lost.sheets.len(), lost.sheets[1].is_lost), (2, true));
    let needed = workbook("<sheet name='旧集計' r:id='r9'/>", "旧集計");
    assert_eq!(
        needed,
        Err(limits::damaged("シート「旧集計」の中身がありません"))
    );
}

/// The same bomb, with both of its headers saying 1,000 bytes.
#[test]
fn a_zip_bomb_that_lies() {
    let size: usize = 90 << 20;
    let zeros = vec![b' '; size];
    let mut bytes = package(&[("[Content_Types].xml", &zeros)]);
    let declared = u32::try_from(size).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..*at + 4] == declared)
        .collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    assert!(is_damaged(&bytes));
}

#[test]
fn too_many_entries() {
    let names: Vec<String> = (0..=limits::ENTRIES).map(|n| n.to_string()).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
    assert!(is_too_large(&package(&parts), "1万"));
}

#[test]
fn paths_that_leave_the_package_and_doubles() {
    assert!(is_damaged(&package(&[("../a", b"x")])));
    assert!(is_damaged(&package(&[("/etc/passwd", b"x")])));
    assert!(is_damaged(&package(&[
        ("xl/a.xml", b"x"),
        ("XL/a.xml", b"y")
    ])));
    // The same name twice in the directory itself.
    let mut bytes = package(&[("a1", b"x"), ("a2", b"y")]);
    for at in 0..bytes.len() - 1 {
        if &bytes[at..at + 2] == b"a2" {
            bytes[at + 1] = b'1';
        }
    }
    assert!(is_damaged(&bytes));
}

#[test]
fn xml_that_is_made_to_do_harm() {
    let entity = "<!DOCTYPE a [<!ENTITY x 'yyyy'>]><sst><si><t>&x;</t></si></sst>";
    assert!(is_damaged(&xlsx("", &[("xl/s.xml", entity)])));
    let deep = "<a>".repeat(1_000_000);
    assert!(is_damaged(&xlsx(&deep, &[])));
    let groups = "<table:table-row-group>".repeat(100_000);
    assert!(is_damaged(&ods(
        &format!("<table:table>{groups}</table:table>"),
        &[]
    )));
    let attributes: String = (0..200_000).map(|n| format!(" a{n}='1'")).collect();
    let many = xlsx(
        &format!("<row{attributes}><c{attributes}><v>1</v></c></row>"),
        &[],
    );
    assert!(soon(|| read(&many)).is_ok());
}

/// One part inflated again and again through many sheets.
#[test]
fn one_part_for_every_sheet() {
    let sheets: String = (0..299)
        .map(|n| format!("<sheet name='S{n}' r:id='r1'/>"))
        .collect();
    let workbook =
        format!("<workbook><sheets>{sheets}<sheet name='_form' r:id='r2'/></sheets></workbook>");
    let spaces = " ".repeat(7 << 20);
    let spaces = format!("{spaces}<row/>").repeat(8);
    let bytes = xlsx(&spaces, &[("xl/workbook.xml", &workbook)]);
    assert!(is_too_large(&bytes, "500MB"));
}

#[test]
fn missing_parts() {
    let bytes = form();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.push((entry.name().unwrap().into_owned(), content));
    }
    for missing in 0..parts.len() {
        let rest: Vec<(&str, &[u8])> = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != missing)
            .map(|(_, (path, content))| (path.as_str(), content.as_slice()))
            .collect();
        let answer = read(&package(&rest));
        // The first sheets hold the inputs and `_form`; the styles are not needed.
        let needed = [
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
            "xl/worksheets/sheet4.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/workbook.xml",
            "xl/sharedStrings.xml",
        ]
        .contains(&parts[missing].0.as_str());
        assert_eq!(
            needed,
            matches!(answer, Err(Rejection::Damaged(_))),
            "{}: {answer:?}",
            parts[missing].0
        );
    }
}

#[test]
fn a_file_cut_off_anywhere() {
    for bytes in [form(), ods("", &[])] {
        for step in 1..50 {
            let cut = &bytes[..bytes.len() * step / 50];
            assert!(is_damaged(cut), "{step}");
        }
    }
}

/// Mutations of the stored form would mostly fail their checksum, so the parts are packed again too.
#[test]
fn changed_bytes_always_get_an_answer() {
    let mut state = 20_260_410_u64;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let original = form();
    let mut answers = 0;
    for _ in 0..500 {
        let mut bytes = original.clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            bytes[at] = u8::try_from(random(256)).unwrap();
        }
        answers += usize::from(!matches!(soon(|| read(&bytes)), Err(Rejection::Empty)));
    }
    let sheet = "<row r='1' spans='1:2'><c r='A1' s='0' t='s'><f t='shared' ref='A1:A2' si='0'>B1&amp;\"x\"</f><v>0</v></c></row>";
    let table = "<table:table table:name='A'><table:table-row table:number-rows-repeated='2'><table:table-cell table:formula='of:=[.B1]' office:value-type='date' office:date-value='2026-04-10'><text:p>a<text:s text:c='2'/></text:p></table:table-cell></table:table-row></table:table>";
    for round in 0..500 {
        let mut text = if round % 2 == 0 { sheet } else { table }
            .as_bytes()
            .to_vec();
        for _ in 0..=random(4) {
            let at = random(text.len());
            text[at] = u8::try_from(32 + random(95)).unwrap();
        }
        let text = String::from_utf8(text).unwrap();
        let bytes = if round % 2 == 0 {
            xlsx(&text, &[])
        } else {
            ods(&text, &[])
        };
        let answer = soon(|| read(&bytes));
        let internal =
            matches!(&answer, Err(Rejection::Damaged(words)) if words.contains("内部エラー"));
        assert!(!internal, "{text}");
        answers += 1;
    }
    assert_eq!(answers, 1000);
}
