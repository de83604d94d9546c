//! Takes the hidden sheets out of a workbook and reads `_form`. What its keys mean is not known here.

use super::names::{RawName, inputs};
use super::{Cell, CellValue, Format, Rejection, ReturnedSheet, ReturnedWorkbook};
use crate::form::layout::{LIST_SHEET, META_SHEET};
use crate::values::{decimal_from_f64, decimal_text};

/// Whether a sheet is the form's own `_form` (Excel compares sheet names without case).
pub(super) fn is_meta(name: &str) -> bool {
    name.eq_ignore_ascii_case(META_SHEET)
}

/// A form of what was read, or [`Rejection::NotForm`] where `_form` is missing or says nothing.
pub(super) fn assemble(
    format: Format,
    mut sheets: Vec<ReturnedSheet>,
    names: Vec<RawName>,
) -> Result<ReturnedWorkbook, Rejection> {
    let meta = sheets.iter().position(|sheet| is_meta(&sheet.name));
    let meta = sheets.remove(meta.ok_or(Rejection::NotForm)?);
    sheets.retain(|sheet| !sheet.name.eq_ignore_ascii_case(LIST_SHEET));
    let mut workbook = ReturnedWorkbook {
        format,
        names: inputs(names, format, &sheets),
        sheets,
        ..ReturnedWorkbook::default()
    };
    read_meta(meta, &mut workbook);
    if workbook.meta.is_empty() {
        return Err(Rejection::NotForm);
    }
    Ok(workbook)
}

/// Rows of key (column A) and value (column B). Of two rows with one key the first stands, except
/// for `text:`, of which every row is kept.
fn read_meta(sheet: ReturnedSheet, workbook: &mut ReturnedWorkbook) {
    let mut cells = sheet.cells.into_iter().peekable();
    while let Some(((row, column), cell)) = cells.next() {
        if column != 0 {
            continue;
        }
        let value = cells.next_if(|(place, _)| *place == (row, 1));
        let value = value.map_or_else(String::new, |(_, cell)| plain_text(cell));
        let key = plain_text(cell);
        if let Some(name) = key.strip_prefix("label:") {
            workbook.labels.entry(name.to_owned()).or_insert(value);
        } else if let Some(of) = key.strip_prefix("text:") {
            workbook.own_texts.push((of.to_owned(), value));
        } else {
            workbook.meta.entry(key).or_insert(value);
        }
    }
}

fn plain_text(cell: Cell) -> String {
    match cell.value {
        CellValue::Text(text) | CellValue::Error(text) => text,
        CellValue::Number(number) => {
            decimal_from_f64(number).map_or_else(|| number.to_string(), decimal_text)
        }
        CellValue::Bool(value) => value.to_string(),
        CellValue::Date(date) => date.format("%Y-%m-%d").to_string(),
        CellValue::NotCalculated => String::new(),
    }
}
