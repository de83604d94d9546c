//! The text of a cell as somebody saw it when typing.

use chrono::{Datelike as _, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use crate::form::returned_workbook::{Cell, CellValue};
use crate::values::japanese_text::trimmed;
use crate::values::{decimal_from_f64, decimal_text};

/// The text of a cell as it was typed; `None` for white space alone.
pub(in crate::submission) fn typed(cell: &Cell) -> Option<String> {
    let text = match &cell.value {
        CellValue::Text(text) => text.clone(),
        CellValue::Number(number) => number_as_shown(*number, cell.percent),
        CellValue::Bool(true) => "TRUE".to_owned(),
        CellValue::Bool(false) => "FALSE".to_owned(),
        CellValue::Date(date) => match cell.shown.as_deref().map(trimmed) {
            Some(shown) if !shown.is_empty() => shown.to_owned(),
            _ => date_as_shown(*date),
        },
        CellValue::Error(error) => error.clone(),
        CellValue::NotCalculated => cell
            .formula
            .as_ref()
            .map_or_else(|| "＝".to_owned(), |f| format!("={f}")),
    };
    (!trimmed(&text).is_empty()).then_some(text)
}

/// A time of day has no date, and a date seldom a time.
fn date_as_shown(date: NaiveDateTime) -> String {
    let format = if date.year() < 1900 {
        "%H:%M"
    } else if date.time() == NaiveTime::MIN {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M"
    };
    date.format(format).to_string()
}

fn number_as_shown(number: f64, percent: bool) -> String {
    let Some(decimal) = decimal_from_f64(number) else {
        return number.to_string();
    };
    match decimal.checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredfold) if percent => format!("{}%", decimal_text(hundredfold)),
        _ => decimal_text(decimal),
    }
}
