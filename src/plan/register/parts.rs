//! The records of every sheet while the register is being read: each with its row, so that what concerns several of them
//! can be reported at its cell.

use super::row::Row;
use super::table::Tables;
use crate::plan::{
    Cycle, Department, Grade, Indicator, Initiative, Item, Measure, Meeting, PastResult, Pillar,
    Profile, Term, Theme,
};
use crate::values::FiscalYear;
use crate::values::japanese_text::{match_key, without_space};

/// A record with the row that it was read from.
#[derive(Debug)]
pub(super) struct Read<'a, T> {
    pub row: &'a Row,
    pub value: T,
}

/// The records of every sheet, references resolved as far as they could be.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    pub profile: Profile,
    pub profile_row: Option<&'a Row>,
    /// The plan's first and last year, where both could be read.
    pub years: Option<(FiscalYear, FiscalYear)>,
    pub themes: Vec<Read<'a, Theme>>,
    pub pillars: Vec<Read<'a, Pillar>>,
    pub measures: Vec<Read<'a, Measure>>,
    pub items: Vec<Read<'a, Item>>,
    pub initiatives: Vec<Read<'a, Initiative>>,
    pub indicators: Vec<Read<'a, Indicator>>,
    pub departments: Vec<Read<'a, Department>>,
    pub grades: Vec<Read<'a, Grade>>,
    pub cycles: Vec<Read<'a, Cycle>>,
    pub meetings: Vec<Read<'a, Meeting>>,
    pub past_results: Vec<Read<'a, PastResult>>,
    pub terms: Vec<Read<'a, Term>>,
    /// Whether every row of 進捗調査 could be read, so that what is not there can be missed.
    pub cycles_complete: bool,
}

/// Each row of a sheet as a record; rows without one have been told.
pub(super) fn each<'a, T>(
    tables: &'a Tables,
    sheet: &str,
    mut record: impl FnMut(&'a Row) -> Option<T>,
) -> Vec<Read<'a, T>> {
    tables
        .rows(sheet)
        .iter()
        .filter_map(|row| record(row).map(|value| Read { row, value }))
        .collect()
}

/// How names are compared: without width, case and white space.
pub(super) fn name_key(text: &str) -> String {
    without_space(&match_key(text))
}
