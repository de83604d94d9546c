//! Reads a whole register into a [`Plan`]: sheets to rows, rows to records, records held against
//! each other. A plan comes out only where there is no error; every fault is reported at once.

use super::check;
use super::faults::Faults;
use super::parts::{Parts, Read, each};
use super::sheets::departments::{DepartmentNames, with_zeros};
use super::sheets::{
    changes, cycles, departments, grades, indicators, initiatives, items, measures, meetings,
    past_results, pillars, profile, terms, themes,
};
use super::table::Tables;
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::plan::Plan;
use crate::values::{self, FiscalYear};

/// Reads the bytes of a register; `file` is its name in messages. The plan is there if no
/// diagnostic is an error, or only R011: a command that names its cycle needs none that runs.
pub fn read(bytes: &[u8], file: &str) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut faults = Faults::new(file);
    let Some(tables) = Tables::read(bytes, &mut faults) else {
        return (None, diagnostic::in_order(faults.into_list()));
    };
    let parts = Parts::read(&tables, &mut faults);
    check::all(&parts, &mut faults);
    let plan = parts.into_plan();
    let diagnostics = diagnostic::in_order(faults.into_list());
    let usable = diagnostics
        .iter()
        .all(|d| d.severity != Severity::Error || d.code == Code::RegisterNoCycle);
    let plan = usable.then_some(plan);
    (plan, diagnostics)
}

impl<'a> Parts<'a> {
    fn read(tables: &'a Tables, faults: &mut Faults) -> Self {
        let profile_row = tables.rows(profile::SHEET_NAME).first();
        let (profile, years) = profile_row
            .map(|row| profile::read(row, faults))
            .unwrap_or_default();
        let mut parts = Self {
            profile,
            profile_row,
            years,
            themes: each(tables, themes::SHEET_NAME, |row| {
                Some(themes::read(row, faults))
            }),
            pillars: each(tables, pillars::SHEET_NAME, |row| {
                pillars::read(row, faults)
            }),
            measures: Vec::new(),
            items: Vec::new(),
            initiatives: Vec::new(),
            indicators: Vec::new(),
            departments: Vec::new(),
            grades: each(tables, grades::SHEET_NAME, |row| {
                Some(grades::read(row, faults))
            }),
            cycles: each(tables, cycles::SHEET_NAME, |row| cycles::read(row, faults)),
            meetings: each(tables, meetings::SHEET_NAME, |row| {
                meetings::read(row, faults)
            }),
            past_results: Vec::new(),
            changes: Vec::new(),
            terms: each(tables, terms::SHEET_NAME, |row| {
                Some(terms::read(row, faults))
            }),
            cycles_complete: tables.complete(cycles::SHEET_NAME),
            grades_complete: tables.complete(grades::SHEET_NAME),
        };
        parts.cycles_complete &= parts.cycles.len() == tables.rows(cycles::SHEET_NAME).len();
        let names = DepartmentNames::new(tables);
        parts.departments = each(tables, departments::SHEET_NAME, |row| {
            Some(departments::read(row, &names, faults))
        });
        with_zeros(&mut parts.departments, faults);
        parts.measures = each(tables, measures::SHEET_NAME, |row| {
            measures::read(row, &parts, tables, faults)
        });
        parts.items = items::read(&parts, tables, &names, faults);
        parts.initiatives = initiatives::read(&parts, tables, &names, faults);
        parts.indicators = indicators::read(&parts, tables, &names, faults);
        parts.changes = each(tables, changes::SHEET_NAME, |row| {
            changes::read(row, &parts, tables, faults)
        });
        parts.past_results = each(tables, past_results::SHEET_NAME, |row| {
            past_results::read(row, &parts, tables, faults)
        });
        parts
    }

    fn into_plan(self) -> Plan {
        Plan {
            opinions: Vec::new(),
            profile: self.profile,
            themes: values(self.themes),
            pillars: values(self.pillars),
            measures: values(self.measures),
            items: in_order(values(self.items), |i| (&i.number, i.start)),
            initiatives: in_order(values(self.initiatives), |i| (&i.number, None)),
            indicators: in_order(values(self.indicators), |i| (&i.number, None)),
            departments: values(self.departments),
            grades: values(self.grades),
            cycles: values(self.cycles),
            meetings: values(self.meetings),
            past_results: values(self.past_results),
            changes: values(self.changes),
            glossary: values(self.terms),
        }
    }
}

fn values<T>(records: Vec<Read<'_, T>>) -> Vec<T> {
    records.into_iter().map(|r| r.value).collect()
}

/// Lists are printed in the order of the printed numbers, not of the register's rows. Of two items with one number the
/// one that began first comes first.
fn in_order<T>(mut list: Vec<T>, by: impl Fn(&T) -> (&String, Option<FiscalYear>)) -> Vec<T> {
    list.sort_by_cached_key(|entry| {
        let (number, start) = by(entry);
        (
            values::Code::derive(number).map(|code| code.natural_key()),
            start,
        )
    });
    list
}
