//! Reads what came back, as a stream and under limits, into plain cells and names. It knows the
//! file formats and the form's hidden sheet, and nothing of what the cells mean.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

/// A returned form: its identity, its cells and its names.
#[derive(Clone, Debug, Default)]
pub struct ReturnedWorkbook {
    pub format: Format,
    /// Single-valued keys of `_form` (`schema`, `plan`, `cycle`, …).
    pub meta: BTreeMap<String, String>,
    /// `label:<name>` rows of `_form`: what stood left of each input as issued.
    pub labels: BTreeMap<String, String>,
    /// `text:<sheet>` rows of `_form`: the form's own texts as issued.
    pub own_texts: Vec<(String, String)>,
    /// Visible and hidden sheets in their order, without `_form` and `_list`.
    pub sheets: Vec<ReturnedSheet>,
    /// Workbook-level names, by their [`normalized_name`](super::normalized_name).
    pub names: BTreeMap<String, NameTarget>,
}

/// File format, told from the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Xlsx,
    /// With macros, which are ignored.
    Xlsm,
    Ods,
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct ReturnedSheet {
    pub name: String,
    pub hidden: bool,
    /// Non-empty cells by zero-based (row, column).
    pub cells: BTreeMap<(u32, u32), Cell>,
}

/// One cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub value: CellValue,
    /// Formula text, where the value is the result of one.
    pub formula: Option<String>,
    /// Whether a number is shown as a percentage.
    pub percent: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    Text(String),
    Number(f64),
    Bool(bool),
    /// A number shown as a date or time.
    Date(NaiveDateTime),
    /// `#REF!` and friends.
    Error(String),
    /// A formula that was never calculated.
    NotCalculated,
}

/// Where a workbook-level name points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameTarget {
    /// One cell, zero-based.
    Cell {
        sheet: String,
        row: u32,
        column: u32,
    },
    /// `#REF!`, nothing, or a sheet that is not there: as written.
    Broken(String),
    /// A range of several cells: as written.
    Several(String),
}

/// Why a file is no returned form. Each becomes one diagnostic for the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Zero bytes.
    Empty,
    /// Not a workbook at all; what it seems to be, in Japanese (`PDF`, `CSV・テキスト`, `画像` …).
    NotWorkbook(String),
    /// Encrypted with a password.
    Password,
    /// BIFF `.xls`.
    OldExcel,
    /// Not readable; the reader's own words.
    Damaged(String),
    /// Over a limit; which one, in Japanese with its number.
    TooLarge(String),
    /// A workbook without `_form`.
    NotForm,
}
pub fn read(_bytes: &[u8]) -> Result<ReturnedWorkbook, Rejection> {
    Err(Rejection::NotForm)
}
