//! The records of a register as they are read, each with its row, and what they are told apart by.

use std::collections::BTreeMap;

use super::faults::Faults;
use super::row::Row;
use super::schema::{heading, sheet};
use super::table::Tables;
use crate::diagnostic::Code as Fault;
use crate::plan::{
    Cycle, Department, Grade, Indicator, Initiative, Item, Measure, Meeting, PastResult, Pillar,
    Plan, Profile, Term, Theme,
};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{Code, FiscalYear};

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

impl Parts<'_> {
    pub fn into_plan(self) -> Plan {
        Plan {
            profile: self.profile,
            themes: values(self.themes),
            pillars: values(self.pillars),
            measures: values(self.measures),
            items: values(self.items),
            initiatives: values(self.initiatives),
            indicators: values(self.indicators),
            departments: values(self.departments),
            grades: values(self.grades),
            cycles: values(self.cycles),
            meetings: values(self.meetings),
            past_results: values(self.past_results),
            glossary: values(self.terms),
        }
    }
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

fn values<T>(records: Vec<Read<'_, T>>) -> Vec<T> {
    records.into_iter().map(|r| r.value).collect()
}

/// How names are compared: without width, case and white space.
pub(super) fn name_key(text: &str) -> String {
    without_space(&match_key(text))
}

/// The names of 組織, for the columns that name departments.
#[derive(Debug)]
pub(super) struct DepartmentNames {
    names: BTreeMap<String, String>,
    complete: bool,
}

impl DepartmentNames {
    pub fn new(tables: &Tables) -> Self {
        let mut silent = Faults::new("");
        let names = tables
            .rows(sheet::DEPARTMENTS)
            .iter()
            .filter_map(|row| row.text(heading::DEPARTMENT, &mut silent))
            .map(|name| (name_key(&name), name))
            .collect();
        Self {
            names,
            complete: tables.complete(sheet::DEPARTMENTS),
        }
    }

    /// The departments of a cell as 組織 spells them; R008 for each that it does not know.
    pub fn resolve(&self, row: &Row, heading: &str, faults: &mut Faults) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in row.names(heading, faults) {
            match self.names.get(&name_key(&name)) {
                Some(known) if found.contains(known) => {}
                Some(known) => found.push(known.clone()),
                None if self.complete => faults.push(row.fault(
                    Fault::RegisterDepartmentUnknown,
                    heading,
                    format!("「{name}」は「{}」のシートにない課です。", sheet::DEPARTMENTS),
                    format!(
                        "課の名称を直すか、「{}」のシートに加えてください。複数の課は「、」で区切ってください。",
                        sheet::DEPARTMENTS
                    ),
                )),
                None => {}
            }
        }
        found
    }
}

/// The printed numbers of a sheet by derived code. From the rows: 統合先 may point further down, and
/// a row with another fault is still there to be referred to.
pub(super) fn numbers(tables: &Tables, sheet: &str) -> BTreeMap<Code, String> {
    let mut silent = Faults::new("");
    let mut numbers = BTreeMap::new();
    for row in tables.rows(sheet) {
        if let Some(number) = row.text(heading::NUMBER, &mut silent)
            && let Some(code) = Code::derive(&number)
        {
            numbers.entry(code).or_insert(number);
        }
    }
    numbers
}
