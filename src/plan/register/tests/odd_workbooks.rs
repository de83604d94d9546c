//! Workbooks that are no register, or hold what no register should.

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::super::{FILE_NAME, read};
use super::faults::{Book, told};

#[test]
fn a_far_cell_does_no_harm() {
    let mut book = Workbook::new();
    for (name, rows) in &Book::good().0 {
        let page = book.add_worksheet();
        page.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(rows) {
            for (at, text) in (0u16..).zip(cells) {
                page.write_string(row, at, text).expect("a text");
            }
        }
        page.write_string(1_048_575, 16_383, "x").expect("a text");
    }
    let (plan, diagnostics) = read(&book.save_to_buffer().expect("bytes"), FILE_NAME);
    assert!(plan.is_some());
    assert!(!diagnostics.is_empty());
    for line in told(&diagnostics) {
        assert!(
            line.starts_with("R004 ") && line.ends_with(" XFD1048576"),
            "{line}"
        );
    }
}

#[test]
fn what_is_no_workbook() {
    let old = [0xd0u8, 0xcf, 0x11, 0xe0, 0, 0, 0, 0];
    for bytes in [&b""[..], b"PK\x03\x04", b"a,b,c", &old] {
        let (plan, diagnostics) = read(bytes, FILE_NAME);
        assert!(plan.is_none());
        assert_eq!(told(&diagnostics), ["R001"]);
    }
}

#[test]
fn cells_of_other_kinds() {
    let mut book = Workbook::new();
    for (name, rows) in &Book::good().0 {
        let page = book.add_worksheet();
        page.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(rows) {
            for (at, text) in (0u16..).zip(cells) {
                match text.parse::<f64>() {
                    Ok(number) if text != "01" => page.write_number(row, at, number),
                    _ => page.write_string(row, at, text),
                }
                .expect("a cell");
            }
        }
    }
    let page = book.worksheet_from_name("進捗調査").expect("a sheet");
    page.write_number(1, 2, 46122.0).expect("a day number");
    let page = book.worksheet_from_name("指標").expect("a sheet");
    let percent = Format::new().set_num_format("0.0%");
    page.write_number_with_format(1, 7, 0.985, &percent)
        .expect("a cell");
    page.write_formula(1, 8, Formula::new("=A1").set_result(""))
        .expect("a formula");
    page.write_formula(1, 4, Formula::new("=1/0").set_result("#DIV/0!"))
        .expect("a formula");
    let page = book.worksheet_from_name("取組").expect("a sheet");
    let date = Format::new().set_num_format("m/d");
    page.write_number_with_format(2, 0, 46023.0, &date)
        .expect("a cell");
    let (_, diagnostics) = read(&book.save_to_buffer().expect("bytes"), FILE_NAME);
    let found: Vec<&str> = diagnostics
        .iter()
        .filter_map(|d| d.found.as_deref())
        .collect();
    assert_eq!(
        told(&diagnostics),
        [
            "R015 取組 A3",
            "R015 指標 E2",
            "R015 指標 H2",
            "R017 組織 A3:A5"
        ]
    );
    assert_eq!(found, ["2026/1/1", "#DIV/0!", "98.5%", "2"]);
}
