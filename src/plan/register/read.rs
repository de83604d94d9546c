//! Reads a whole register into a [`Plan`]: sheets to rows, rows to records, records held against
//! each other. A plan comes out only where there is no error; every fault is told at once.

use super::check;
use super::department_codes;
use super::faults::Faults;
use super::parts::{DepartmentNames, Parts, each};
use super::read_indicators::indicators;
use super::read_items::{initiatives, items};
use super::read_lists::{
    cycles, departments, grades, measures, meetings, past_results, pillars, profile, terms, themes,
};
use super::schema::sheet;
use super::table::Tables;
use crate::diagnostic::{Code, Diagnostic, Severity, in_order};
use crate::plan::Plan;

/// Reads the bytes of a register; `file` is its name in messages. The plan is there if no
/// diagnostic is an error, or only R011: a command that names its cycle needs none that runs.
pub fn read(bytes: &[u8], file: &str) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut faults = Faults::new(file);
    let Some(tables) = Tables::read(bytes, &mut faults) else {
        return (None, in_order(faults.into_list()));
    };
    let parts = parts(&tables, &mut faults);
    check::all(&parts, &mut faults);
    let plan = parts.into_plan();
    let diagnostics = in_order(faults.into_list());
    let usable = diagnostics
        .iter()
        .all(|d| d.severity != Severity::Error || d.code == Code::RegisterNoCycle);
    let plan = usable.then_some(plan);
    (plan, diagnostics)
}

/// The records of every sheet.
fn parts<'a>(tables: &'a Tables, faults: &mut Faults) -> Parts<'a> {
    let profile_row = tables.rows(sheet::PROFILE).first();
    let (profile, years) = profile_row
        .map(|row| profile(row, faults))
        .unwrap_or_default();
    let mut parts = Parts {
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
