//! A row as it is written: cells by heading and by year. How cells look is not decided here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::values::{FiscalYear, Value};

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    Text(String),
    /// With the decimals to show, where they are known.
    Number(Decimal, Option<u32>),
    Date(NaiveDate),
}

/// One row: cells by heading and by year; the others stay blank.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub cells: BTreeMap<&'static str, Written>,
    pub years: BTreeMap<FiscalYear, Written>,
}

/// What may stand in a cell, or leave it blank.
pub trait IntoCell {
    fn into_cell(self) -> Option<Written>;
}

impl IntoCell for &str {
    fn into_cell(self) -> Option<Written> {
        (!self.is_empty()).then(|| Written::Text(self.to_owned()))
    }
}

impl IntoCell for &String {
    fn into_cell(self) -> Option<Written> {
        self.as_str().into_cell()
    }
}

impl IntoCell for String {
    fn into_cell(self) -> Option<Written> {
        self.as_str().into_cell()
    }
}

impl IntoCell for bool {
    fn into_cell(self) -> Option<Written> {
        if self { "はい" } else { "いいえ" }.into_cell()
    }
}

impl IntoCell for FiscalYear {
    fn into_cell(self) -> Option<Written> {
        self.to_string().into_cell()
    }
}

impl IntoCell for NaiveDate {
    fn into_cell(self) -> Option<Written> {
        Some(Written::Date(self))
    }
}

impl IntoCell for Decimal {
    fn into_cell(self) -> Option<Written> {
        Some(Written::Number(self, None))
    }
}

impl IntoCell for &Value {
    fn into_cell(self) -> Option<Written> {
        match self {
            Value::Number(number) => number.into_cell(),
            other => other.text().into_cell(),
        }
    }
}

impl IntoCell for &[String] {
    fn into_cell(self) -> Option<Written> {
        self.join("、").into_cell()
    }
}

impl<T: IntoCell> IntoCell for Option<T> {
    fn into_cell(self) -> Option<Written> {
        self.and_then(T::into_cell)
    }
}

impl Record {
    pub fn with(mut self, heading: &'static str, cell: impl IntoCell) -> Self {
        if let Some(cell) = cell.into_cell() {
            self.cells.insert(heading, cell);
        }
        self
    }
}

/// An empty row.
pub fn row() -> Record {
    Record::default()
}
