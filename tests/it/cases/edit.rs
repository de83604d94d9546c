//! The verbs of the cases: each line changes one form as somebody at a department would.

use sha2::{Digest as _, Sha256};

use super::parse::Word::{self, Bare, Text};
use crate::filling::{self, Entry};

/// The form after one line.
pub fn edit(form: &[u8], words: &[Word]) -> Vec<u8> {
    match words {
        [Bare(place), Bare(equals), entry @ ..] if equals == "=" => {
            let (sheet, cell) = cell(form, place);
            filling::set_cell(form, &sheet, &cell, &self::entry(entry))
        }
        [Bare(verb), rest @ ..] => verb_on(form, verb, rest),
        words => panic!("not known: {words:?}"),
    }
}

fn verb_on(form: &[u8], verb: &str, rest: &[Word]) -> Vec<u8> {
    match (verb, rest) {
        ("insert_rows", [Bare(sheet), Bare(count)]) => {
            let count = count.parse().expect("a number of rows");
            filling::insert_rows_above(form, sheet_name(sheet), count)
        }
        ("rename_sheet", [Bare(old), Text(new)]) => {
            filling::rename_sheet(form, sheet_name(old), new)
        }
        ("drop_name", [Bare(name)]) => filling::drop_name(form, name),
        ("drop_all_names", []) => filling::drop_all_names(form),
        ("point_name", [Bare(name), Bare(to)]) => {
            let target = if to.starts_with('@') {
                let (sheet, cell) = cell(form, to);
                reference(&sheet, &cell)
            } else {
                to.clone()
            };
            filling::point_name(form, name, Some(&target))
        }
        ("swap", [Bare(one), Bare(other)]) => swap(form, &one[1..], &other[1..]),
        ("set_meta", [Bare(key), Bare(equals), Text(value)]) if equals == "=" => {
            filling::set_meta(form, key, value)
        }
        ("note", [Bare(place), Text(text)]) => on_cell(form, place, |sheet, cell| {
            filling::add_note(form, sheet, cell, text)
        }),
        ("thread", [Bare(place), Text(author), Text(text)]) => {
            on_cell(form, place, |sheet, cell| {
                filling::add_thread(form, sheet, cell, &[(author, text)])
            })
        }
        ("text_box", [Bare(place), Text(text)]) => on_cell(form, place, |sheet, cell| {
            filling::add_text_box(form, sheet, cell, text)
        }),
        ("picture", [Bare(place)]) => on_cell(form, place, |sheet, cell| {
            filling::add_picture(form, sheet, cell)
        }),
        ("check_box", [Bare(place), Text(label), Bare(state)]) => {
            on_cell(form, place, |sheet, cell| {
                filling::add_check_box(form, sheet, cell, label, state == "on")
            })
        }
        ("place_picture", [Bare(place), Text(words)]) => on_cell(form, place, |sheet, cell| {
            filling::place_picture(form, sheet, cell, words)
        }),
        ("page_header", [Bare(sheet), Text(text)]) => {
            filling::set_page_header(form, sheet_name(sheet), text)
        }
        ("name_text", [Bare(name), Text(text)]) => filling::name_text(form, name, text),
        ("list_sheet", [Text(name), Text(id)]) => filling::list_sheet(form, name, id),
        ("strike", [Bare(place)]) => on_cell(form, place, |sheet, cell| {
            filling::strike(form, sheet, cell, None)
        }),
        ("strike", [Bare(place), Bare(characters)]) => on_cell(form, place, |sheet, cell| {
            let characters = characters.parse().expect("a number of characters");
            filling::strike(form, sheet, cell, Some(characters))
        }),
        ("lock", [Bare(place)]) => {
            on_cell(form, place, |sheet, cell| filling::lock(form, sheet, cell))
        }
        ("hide_row", [Bare(place)]) => on_cell(form, place, |sheet, cell| {
            let row = row(cell);
            filling::hide_rows(form, sheet, row, row)
        }),
        ("hide_column", [Bare(sheet), Bare(column)]) => {
            filling::hide_columns(form, sheet_name(sheet), column, column)
        }
        ("hide_sheet", [Bare(sheet)]) => filling::hide_sheet(form, sheet_name(sheet), "hidden"),
        ("very_hide_sheet", [Bare(sheet)]) => {
            filling::hide_sheet(form, sheet_name(sheet), "veryHidden")
        }
        ("add_sheet", [Text(name)]) => filling::add_sheet(form, name, &[]),
        ("copy_sheet", [Bare(sheet), Text(name)]) => {
            filling::copy_sheet(form, sheet_name(sheet), name)
        }
        ("move_sheet_first", [Bare(sheet)]) => filling::move_sheet_first(form, sheet_name(sheet)),
        ("as_macro", []) => as_macro(form),
        ("saved", [Text(stamp)]) => saved(form, stamp),
        ("truncate", []) => form[..form.len() / 2].to_vec(),
        _ => panic!("not known: {verb} {rest:?}"),
    }
}

fn on_cell(form: &[u8], place: &str, change: impl Fn(&str, &str) -> Vec<u8>) -> Vec<u8> {
    let (sheet, cell) = cell(form, place);
    change(&sheet, &cell)
}

fn row(cell: &str) -> u32 {
    let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().expect("a row")
}

/// Cuts two inputs and pastes each in the other's place: the names go along.
fn swap(form: &[u8], one: &str, other: &str) -> Vec<u8> {
    let place = |name: &str| filling::place(form, name).expect("a name of the form");
    let text = |(sheet, cell): &(String, String)| {
        filling::cell_text(form, sheet, cell).map_or(Entry::Blank, Entry::Text)
    };
    let (first, second) = (place(one), place(other));
    let form = filling::set_cell(form, &first.0, &first.1, &text(&second));
    let form = filling::set_cell(&form, &second.0, &second.1, &text(&first));
    let form = filling::point_name(&form, one, Some(&reference(&second.0, &second.1)));
    filling::point_name(&form, other, Some(&reference(&first.0, &first.1)))
}

/// `'1-①'!$C$12`
fn reference(sheet: &str, cell: &str) -> String {
    let at = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
    format!("'{sheet}'!${}${}", &cell[..at], &cell[at..])
}

/// What a file that is no form holds.
pub fn raw(words: &[Word]) -> Vec<u8> {
    match words {
        [Bare(kind)] if kind == "empty" => Vec::new(),
        [Bare(kind)] if kind == "pdf" => b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n".to_vec(),
        [Bare(kind)] if kind == "jpeg" => b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01".to_vec(),
        // 課,実績 in CP932.
        [Bare(kind)] if kind == "csv_cp932" => {
            b"\x89\xDB,\x8E\xC0\x90\xD1\r\n\x91\x8D\x96\xB1\x89\xDB,30\r\n".to_vec()
        }
        [Bare(kind)] if kind == "xls" => ole("Workbook"),
        [Bare(kind)] if kind == "xls_capitals" => ole("WORKBOOK"),
        [Bare(kind)] if kind == "password" => ole("EncryptedPackage"),
        [Bare(kind)] if kind == "rights" => ole("DRMEncryptedDataSpace"),
        [Bare(kind)] if kind == "workbook" => {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet();
            sheet.write(0, 0, "会議の次第").expect("a cell");
            book.save_to_buffer().expect("a workbook")
        }
        [Bare(kind)] if kind == "zip" => super::package(&[("word/document.xml", b"<w/>")]),
        [Text(text)] => text.clone().into_bytes(),
        words => panic!("not known of a file: {words:?}"),
    }
}

/// An OLE container with a stream of this name.
fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + wide.len()].copy_from_slice(&wide);
    bytes[1088] = u8::try_from(wide.len() + 2).expect("a short name");
    bytes
}

/// The package says that it was last saved then.
pub fn saved(form: &[u8], stamp: &str) -> Vec<u8> {
    let mut parts = crate::fixture::parts(form);
    for (name, content) in &mut parts {
        if name == "docProps/core.xml" {
            let text = String::from_utf8(content.clone()).expect("UTF-8");
            let (head, rest) = text.split_once("<dcterms:modified").expect("a stamp");
            let (start, rest) = rest.split_once('>').expect("a tag");
            let (_, rest) = rest.split_once('<').expect("an end");
            *content = format!("{head}<dcterms:modified{start}>{stamp}<{rest}").into_bytes();
        }
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    super::package(&parts)
}

/// The package says that it is a workbook with macros.
fn as_macro(form: &[u8]) -> Vec<u8> {
    const PLAIN: &str = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    const MACRO: &str = "vnd.ms-excel.sheet.macroEnabled.main+xml";
    let mut parts = crate::fixture::parts(form);
    for (name, content) in &mut parts {
        if name == "[Content_Types].xml" {
            let text = String::from_utf8(content.clone()).expect("UTF-8");
            assert!(text.contains(PLAIN), "{text}");
            *content = text.replace(PLAIN, MACRO).into_bytes();
        }
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    super::package(&parts)
}

/// SHA-256, as `_form` gives it.
pub fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

fn entry(words: &[Word]) -> Entry {
    let number = |text: &str| text.parse().expect("a number");
    match words {
        [Text(text)] => Entry::Text(text.clone()),
        [Bare(kind)] if kind == "blank" => Entry::Blank,
        [Bare(kind), Bare(value)] => match kind.as_str() {
            "number" => Entry::Number(number(value)),
            "percent" => Entry::Percent(number(value)),
            "error" => Entry::Error(value.clone()),
            "bool" => Entry::Bool(value == "TRUE"),
            "date" => {
                let parts: Vec<u32> = value
                    .split('-')
                    .map(|p| p.parse().expect("a date"))
                    .collect();
                let year = i32::try_from(parts[0]).expect("a year");
                Entry::Date(year, parts[1], parts[2])
            }
            _ => panic!("not known of an entry: {kind}"),
        },
        [Bare(kind), Bare(value), Bare(by), Text(code)] if kind == "number" && by == "as" => {
            Entry::Formatted(number(value), code.clone())
        }
        [Bare(kind), Text(text)] if kind == "formula" => Entry::Formula {
            text: text.clone(),
            cached: None,
        },
        [Bare(kind), Text(text), Bare(gives), Text(result)]
            if kind == "formula" && gives == "gives" =>
        {
            Entry::Formula {
                text: text.clone(),
                cached: Some(result.clone()),
            }
        }
        [Bare(kind), Bare(count), Text(text)] if kind == "repeat" => {
            Entry::Text(text.repeat(count.parse().expect("a count")))
        }
        words => panic!("not known of an entry: {words:?}"),
    }
}

/// `'1-①'` without its quotes.
pub fn sheet_name(word: &str) -> &str {
    let name = word.strip_prefix('\'').and_then(|w| w.strip_suffix('\''));
    name.unwrap_or_else(|| panic!("a sheet's name stands in '…': {word}"))
}

/// Sheet and cell of `@name`, `@name:D` (column D of its row), `@name:D+2` (two rows below), `'sheet'!G3`,
/// or `'sheet'![取組方針]:C` (in the row with this label in column B).
pub fn cell(form: &[u8], word: &str) -> (String, String) {
    let (place, column) = match word.rsplit_once(':') {
        Some((place, column)) => (place, Some(column)),
        None => (word, None),
    };
    let (sheet, row, own) = if let Some(name) = place.strip_prefix('@') {
        let (sheet, cell) = filling::place(form, name).unwrap_or_else(|| panic!("no name {name}"));
        let at = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
        (sheet, cell[at..].to_owned(), cell[..at].to_owned())
    } else {
        let (sheet, at) = place
            .rsplit_once('!')
            .unwrap_or_else(|| panic!("no place: {word}"));
        let sheet = sheet_name(sheet).to_owned();
        match at.strip_prefix('[').and_then(|a| a.strip_suffix(']')) {
            None => return (sheet, at.to_owned()),
            Some(label) => {
                let row = filling::row_labelled(form, &sheet, label);
                let row = row.unwrap_or_else(|| panic!("no row {label}"));
                (sheet, row.to_string(), String::new())
            }
        }
    };
    let Some(column) = column else {
        return (sheet, format!("{own}{row}"));
    };
    let at = column.find(['+', '-']).unwrap_or(column.len());
    let (letters, offset) = column.split_at(at);
    let offset: i64 = match offset {
        "" => 0,
        offset => offset.parse().expect("a number of rows"),
    };
    let row: i64 = row.parse().expect("a row");
    (sheet, format!("{letters}{}", row + offset))
}
