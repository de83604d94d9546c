//! Cells to values, in many spellings each way: taken, refused, and no false alarm.

mod choices;
mod no_numbers;
mod numbers;
mod texts;

use std::collections::BTreeMap;

use super::{Asked, Parsed, parse, typed};
use crate::diagnostic::Code;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::form::{Field, IndicatorField, InitiativeField, Input, InputKind, ItemField, Required};
use crate::plan::{
    Accumulation, Cycle, CycleState, Direction, Grade, Indicator, Plan, Target, YEAR_END,
};
use crate::values::{Code as Id, FiscalYear, Source, Value};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A cell as the reader gives it.
pub(super) fn cell(value: CellValue, percent: bool) -> Cell {
    Cell {
        value,
        formula: None,
        percent,
        struck: None,
        shown: None,
    }
}

fn text_cell(text: &str) -> Cell {
    cell(CellValue::Text(text.to_owned()), false)
}

fn id() -> Id {
    Id::derive("1-1-1").expect("a code")
}

fn actual() -> Field {
    Field::Indicator(id(), IndicatorField::Actual)
}

fn saving() -> Field {
    Field::Initiative(id(), InitiativeField::EffectSaving)
}

fn item(field: ItemField) -> Field {
    Field::Item(id(), field)
}

fn number_in(unit: Option<&str>) -> InputKind {
    InputKind::Number {
        unit: unit.map(str::to_owned),
        places: None,
    }
}

/// Reads a cell as the answer of a field.
fn read(plan: &Plan, cell: &Cell, field: Field, kind: InputKind, needed: bool) -> Parsed {
    read_form_of(plan, cell, field, kind, needed, false)
}

fn read_form_of(
    plan: &Plan,
    cell: &Cell,
    field: Field,
    kind: InputKind,
    needed: bool,
    older_form: bool,
) -> Parsed {
    let input = Input {
        label: field.label().to_owned(),
        field,
        code: "1-①-1".to_owned(),
        kind,
        required: Required::No,
        prompt: String::new(),
        previous: None,
        guide: None,
        prefill: None,
        mark: None,
    };
    let source = Source {
        typed: typed(cell).unwrap_or_default(),
        ..Source::default()
    };
    parse(
        cell,
        &Asked {
            plan,
            cycle: plan.cycles.first(),
            input: &input,
            label: "1-①-1 欄",
            source: &source,
            needed,
            older_form,
        },
    )
}

fn codes(parsed: &Parsed) -> Vec<Code> {
    parsed.diagnostics.iter().map(|d| d.code).collect()
}

/// Every message says which field it is about, and ends as a sentence; a question has its hint.
#[track_caller]
fn speaks(parsed: &Parsed) {
    for reported in &parsed.diagnostics {
        assert!(
            reported.message.contains("1-①-1 欄"),
            "{}",
            reported.message
        );
        assert!(reported.message.ends_with('。'), "{}", reported.message);
        if reported.severity != crate::diagnostic::Severity::Info {
            assert!(reported.hint.ends_with('。'), "{}", reported.hint);
        }
    }
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a date")
}

fn plan() -> Plan {
    let grade = |symbol: &str, name: &str| Grade {
        symbol: symbol.to_owned(),
        name: name.to_owned(),
        ..Grade::default()
    };
    Plan {
        grades: vec![
            grade("S", "計画を上回る"),
            grade("A", "計画どおり"),
            grade("B", "やや遅れている"),
            grade("完了", "完了"),
        ],
        cycles: vec![Cycle {
            year: FiscalYear::new(2025),
            kind: YEAR_END.to_owned(),
            inquiry_date: day(2026, 4, 10),
            contributors_due: None,
            due: day(2026, 5, 15),
            state: CycleState::Running,
            rules: crate::plan::CycleRules::default(),
        }],
        ..Plan::default()
    }
}

/// A plan with one indicator of percentages.
fn plan_with(base: Option<Decimal>, targets: &[Decimal]) -> Plan {
    let targets: BTreeMap<FiscalYear, Target> = (2024..)
        .zip(targets)
        .map(|(year, t)| (FiscalYear::new(year), Target::Number(*t)))
        .collect();
    Plan {
        indicators: vec![Indicator {
            number: "1-①-1".to_owned(),
            id: id(),
            item: id(),
            name: "割合".to_owned(),
            unit: Some("%".to_owned()),
            kind: None,
            direction: Direction::AtLeast,
            accumulation: Accumulation::SingleYear,
            places: None,
            base_year: None,
            base,
            department: "課".to_owned(),
            targets,
        }],
        ..plan()
    }
}

fn number_of(parsed: &Parsed) -> Option<Decimal> {
    match parsed.value {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    }
}
