//! What the cells of a register show by their formats against what they store.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::super::{FILE_NAME, read};
use super::faults::{Book, reported};
use crate::diagnostic::Diagnostic;
use crate::plan::{Plan, Target};
use crate::values::FiscalYear;
use rust_decimal::dec;

/// The good register with a cell of numbers in each of these places: sheet, row, column, number, format.
fn with(cells: &[(&str, u32, u16, f64, &str)]) -> (Option<Plan>, Vec<Diagnostic>) {
    changed(|book| {
        for (sheet, row, column, number, code) in cells {
            let format = Format::new().set_num_format(*code);
            page(book, sheet)
                .write_number_with_format(*row, *column, *number, &format)
                .expect("a cell");
        }
    })
}

fn page<'b>(book: &'b mut Workbook, sheet: &str) -> &'b mut Worksheet {
    book.worksheet_from_name(sheet).expect("a sheet")
}

fn changed(change: impl Fn(&mut Workbook)) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut book = Book::good().workbook();
    change(&mut book);
    read(&book.save_to_buffer().expect("bytes"), FILE_NAME)
}

const INDICATORS: &str = "指標";

#[test]
fn a_target_that_shows_another_number_is_asked_about() {
    let (_, diagnostics) = with(&[
        (INDICATORS, 1, 7, 98_500_000.0, "#,##0,"),
        (INDICATORS, 1, 5, 3.0, "\"約\"0"),
    ]);
    assert_eq!(reported(&diagnostics), ["R019 指標 F2", "R019 指標 H2"]);
    let message = &diagnostics[1].message;
    assert!(
        message.contains("「98,500」") && message.contains("「98500000」"),
        "{message}"
    );
}

#[test]
fn a_target_with_hidden_decimals_is_used_and_reported() {
    let (plan, diagnostics) = with(&[
        (INDICATORS, 1, 7, 98.04, "0.0"),
        (INDICATORS, 1, 8, 99.0, ";;;"),
    ]);
    assert_eq!(reported(&diagnostics), ["R017 指標 H2", "R017 指標 I2"]);
    let targets = &plan.expect("a plan").indicators[0].targets;
    assert_eq!(targets[&FiscalYear::new(2024)], Target::Number(dec!(98.04)));
}

#[test]
fn signs_and_own_units_are_fine() {
    let (plan, diagnostics) = with(&[
        (INDICATORS, 1, 7, -98.5, "#,##0.0;[Red]▲#,##0.0"),
        (INDICATORS, 1, 5, 0.0, "#,##0;-#,##0;\"-\""),
    ]);
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let targets = &plan.expect("a plan").indicators[0].targets;
    assert_eq!(targets[&FiscalYear::new(2024)], Target::Number(dec!(-98.5)));
}

#[test]
fn codes_are_read_as_shown() {
    let (plan, diagnostics) = with(&[("組織", 1, 0, 1.0, "00"), ("組織", 3, 0, 3.0, "00")]);
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let departments = plan.expect("a plan").departments;
    let codes: Vec<&str> = departments.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["01", "2", "03", "04"]);
}

#[test]
fn codes_that_lost_their_zeros_are_reported_once() {
    let (plan, diagnostics) = with(&[
        ("組織", 1, 0, 1.0, "General"),
        ("組織", 3, 0, 3.0, "General"),
    ]);
    assert_eq!(reported(&diagnostics), ["R017 組織 A2:A4"]);
    let departments = plan.expect("a plan").departments;
    let codes: Vec<&str> = departments.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["01", "2", "03", "04"]);
}

#[test]
fn years_in_headings() {
    let (plan, diagnostics) = with(&[
        (INDICATORS, 0, 7, 2024.0, "0\"年度\""),
        (INDICATORS, 0, 8, 46844.0, "yyyy\"年度\""),
        ("取組", 0, 6, 8.0, "\"R\"0"),
    ]);
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    assert_eq!(plan.expect("a plan").indicators[0].targets.len(), 2);
    let (_, diagnostics) = with(&[(INDICATORS, 0, 8, 46844.0, "yyyy/m/d")]);
    assert_eq!(reported(&diagnostics), ["R015 指標 I1"]);
}

#[test]
fn times_are_no_numbers() {
    let (_, diagnostics) = with(&[
        (INDICATORS, 1, 7, 1.5, "[h]:mm"),
        (INDICATORS, 1, 8, 0.5, "h:mm"),
    ]);
    assert_eq!(reported(&diagnostics), ["R015 指標 H2", "R015 指標 I2"]);
    let found: Vec<_> = diagnostics.iter().map(|d| d.found.as_deref()).collect();
    assert_eq!(found, [Some("36:00"), Some("12:00")]);
}

#[test]
fn struck_rows_are_reported() {
    let (plan, diagnostics) = changed(|book| {
        let struck = Format::new().set_font_strikethrough();
        let page = page(book, "取組");
        for (column, text) in [(0, "1-①-2"), (1, "1-1"), (2, "する")] {
            page.write_string_with_format(2, column, text, &struck)
                .expect("a cell");
        }
        page.write_blank(4, 0, &struck).expect("a blank");
    });
    assert_eq!(reported(&diagnostics), ["R020 取組 A3:C3"]);
    assert_eq!(plan.expect("a plan").initiatives.len(), 2);
}
