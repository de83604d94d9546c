//! Reads a whole register into a [`Plan`]: sheets to rows, rows to records, records held against
//! each other. A plan comes out only where there is no error; every fault is told at once.

use super::check;
use super::department_codes;
use super::read_indicators::indicators;
use super::read_items::{initiatives, items};
use super::read_lists::{
    cycles, departments, grades, measures, meetings, past_results, pillars, profile, terms, themes,
};
use super::row::Row;
use super::schema::sheet;
use super::table::{Faults, Tables};
use crate::diagnostic::{Code, Diagnostic, Severity, in_order};
use crate::plan::{
    Cycle, Department, Grade, Indicator, Initiative, Item, Measure, Meeting, PastResult, Pillar,
    Plan, Profile, Term, Theme,
};
use crate::values::FiscalYear;
use crate::values::japanese_text::{match_key, without_space};

/// Reads the bytes of a register; `file` is its name in messages. The plan is there if no
/// diagnostic is an error, or only R011: a command that names its cycle needs none that runs.
pub fn read(bytes: &[u8], file: &str) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut faults = Faults::new(file);
    let Some(tables) = Tables::read(bytes, &mut faults) else {
        return (None, in_order(faults.into_list()));
    };
    let parts = Parts::read(&tables, &mut faults);
    check::all(&parts, &mut faults);
    let plan = parts.into_plan();
    let diagnostics = in_order(faults.into_list());
    let usable = diagnostics
        .iter()
        .all(|d| d.severity != Severity::Error || d.code == Code::RegisterNoCycle);
    let plan = usable.then_some(plan);
    (plan, diagnostics)
}

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

impl<'a> Parts<'a> {
    fn read(tables: &'a Tables, faults: &mut Faults) -> Self {
        let profile_row = tables.rows(sheet::PROFILE).first();
        let (profile, years) = profile_row
            .map(|row| profile(row, faults))
            .unwrap_or_default();
        let mut parts = Self {
            profile,
            profile_row,
            years,
            themes: each(tables, sheet::THEMES, |row| Some(themes(row, faults))),
            pillars: each(tables, sheet::PILLARS, |row| pillars(row, faults)),
            measures: Vec::new(),
            items: Vec::new(),
            initiatives: Vec::new(),
            indicators: Vec::new(),
            departments: Vec::new(),
            grades: each(tables, sheet::GRADES, |row| Some(grades(row, faults))),
            cycles: each(tables, sheet::CYCLES, |row| cycles(row, faults)),
            meetings: each(tables, sheet::MEETINGS, |row| meetings(row, faults)),
            past_results: Vec::new(),
            terms: each(tables, sheet::TERMS, |row| Some(terms(row, faults))),
            cycles_complete: tables.complete(sheet::CYCLES),
        };
        parts.cycles_complete &= parts.cycles.len() == tables.rows(sheet::CYCLES).len();
        let names = DepartmentNames::new(tables);
        parts.departments = each(tables, sheet::DEPARTMENTS, |row| {
            Some(departments(row, &names, faults))
        });
        department_codes::with_zeros(&mut parts.departments, faults);
        parts.measures = each(tables, sheet::MEASURES, |row| {
            measures(row, &parts, tables, faults)
        });
        parts.items = items(&parts, tables, &names, faults);
        parts.initiatives = initiatives(&parts, tables, &names, faults);
        parts.indicators = indicators(&parts, tables, &names, faults);
        parts.past_results = each(tables, sheet::PAST, |row| {
            past_results(row, &parts, tables, faults)
        });
        parts
    }

    fn into_plan(self) -> Plan {
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
    names: std::collections::BTreeMap<String, String>,
    complete: bool,
}

impl DepartmentNames {
    fn new(tables: &Tables) -> Self {
        use super::schema::heading;
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
                    crate::diagnostic::Code::RegisterDepartmentUnknown,
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
