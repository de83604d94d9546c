//! A cell of 事務局.xlsx as a form's cell, and as it reads.

use chrono::NaiveTime;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::form::returned_workbook::{Cell, CellValue};
use crate::plan::OfficeValue;
use crate::values::decimal_text;

/// As a cell of a form, so that one reader reads both.
pub(super) fn cell(value: &OfficeValue) -> Cell {
    let (value, percent, shown) = match value {
        OfficeValue::Text(text) => (CellValue::Text(text.clone()), false, None),
        OfficeValue::Number {
            value,
            percent,
            shown,
        } => {
            let number = value.to_f64().unwrap_or_default();
            (CellValue::Number(number), *percent, shown.clone())
        }
        OfficeValue::Bool(value) => (CellValue::Bool(*value), false, None),
        OfficeValue::Date(date) => (CellValue::Date(date.and_time(NaiveTime::MIN)), false, None),
    };
    Cell {
        value,
        formula: None,
        percent,
        struck: None,
        shown,
    }
}

/// As it is seen in the cell.
pub(super) fn shown(value: &OfficeValue) -> String {
    match value {
        OfficeValue::Number {
            shown: Some(shown), ..
        } if !shown.is_empty() => shown.clone(),
        other => plain(other),
    }
}

/// Without a format.
pub(super) fn plain(value: &OfficeValue) -> String {
    match value {
        OfficeValue::Text(text) => text.clone(),
        OfficeValue::Number {
            value,
            percent: true,
            ..
        } => format!("{}%", decimal_text(*value * Decimal::ONE_HUNDRED)),
        OfficeValue::Number { value, .. } => decimal_text(*value),
        OfficeValue::Bool(true) => "TRUE".to_owned(),
        OfficeValue::Bool(false) => "FALSE".to_owned(),
        OfficeValue::Date(date) => date.format("%Y-%m-%d").to_string(),
    }
}
