//! A form that is issued again carries its department's answers as they were typed. A cell that no workbook
//! can hold without running a formula (an error value, a formula or its result) is written as what it showed,
//! and `_form` says in an `answer:<name>` row what it was. Here are both directions: a returned cell as what
//! stands in the form again, and a cell that came back unchanged as what it was.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::layout::{Held, Prefill};
use super::returned_workbook::{Cell, CellValue};
use crate::values::japanese_text::cut_utf16;

/// Text of a cell that an `answer:` row keeps, in UTF-16 units: enough to see a change of what can stand there.
const KEPT: usize = 8_000;

/// An `answer:` row of `_form`, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct AnswerRow {
    was: Was,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
    /// What the cell shows as issued.
    issued: String,
}

/// What a cell was before it was issued again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Was {
    Error,
    NotCalculated,
    Result,
}

/// The key of `_form` for the input of this name.
pub fn answer_key(name: &str) -> String {
    format!("answer:{name}")
}

/// What `_form` has to say of an answer; nothing where its cell says all by itself.
pub fn answer_row(prefill: &Prefill) -> Option<String> {
    let was = match (&prefill.held, &prefill.formula) {
        (Held::Error(_), _) => Was::Error,
        (Held::NotCalculated, _) => Was::NotCalculated,
        (_, Some(_)) => Was::Result,
        (_, None) => return None,
    };
    let row = AnswerRow {
        was,
        formula: prefill.formula.clone(),
        issued: kept(&prefill.shown()).to_owned(),
    };
    serde_json::to_string(&row).ok()
}

/// A returned cell as what stands in the form that is issued again.
pub fn prefill(cell: &Cell) -> Prefill {
    let held = match &cell.value {
        CellValue::Text(text) => Held::Text(text.clone()),
        CellValue::Number(number) if cell.percent => Held::Percent(*number),
        CellValue::Number(number) => Held::Number(*number),
        CellValue::Bool(value) => Held::Bool(*value),
        CellValue::Date(date) => Held::Date(*date),
        CellValue::Error(error) => Held::Error(error.clone()),
        CellValue::NotCalculated => Held::NotCalculated,
    };
    Prefill {
        held,
        formula: cell.formula.clone(),
        remains: None,
    }
}

/// The cell of the input of this name: what it was where `_form` keeps that and nobody has changed it since,
/// else as it stands.
pub fn as_it_was<'a>(meta: &BTreeMap<String, String>, name: &str, cell: &'a Cell) -> Cow<'a, Cell> {
    let row = meta
        .get(&answer_key(name))
        .and_then(|row| serde_json::from_str::<AnswerRow>(row).ok());
    let Some(row) = row.filter(|row| unchanged(row, cell)) else {
        return Cow::Borrowed(cell);
    };
    let mut was = cell.clone();
    was.formula = row.formula;
    match row.was {
        Was::Error => was.value = CellValue::Error(row.issued),
        Was::NotCalculated => was.value = CellValue::NotCalculated,
        Was::Result => {}
    }
    Cow::Owned(was)
}

fn unchanged(row: &AnswerRow, cell: &Cell) -> bool {
    cell.formula.is_none() && kept(&prefill(cell).shown()) == row.issued
}

fn kept(text: &str) -> &str {
    cut_utf16(text, KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: CellValue, formula: Option<&str>, percent: bool) -> Cell {
        Cell {
            value,
            formula: formula.map(str::to_owned),
            percent,
        }
    }

    /// What is written for a cell, as a returned workbook gives it.
    fn written(prefill: &Prefill) -> Cell {
        let value = match &prefill.held {
            Held::Number(n) | Held::Percent(n) => CellValue::Number(*n),
            _ => CellValue::Text(prefill.shown()),
        };
        cell(value, None, matches!(prefill.held, Held::Percent(_)))
    }

    #[test]
    fn an_unchanged_cell_is_what_it_was_and_a_changed_one_what_it_is() {
        for was in [
            cell(CellValue::Error("#DIV/0!".to_owned()), Some("A1/0"), false),
            cell(CellValue::Error("#REF!".to_owned()), None, false),
            cell(CellValue::NotCalculated, Some("SUM(A1:A3)"), false),
            cell(CellValue::Number(30.5), Some("10+20.5"), false),
            cell(CellValue::Number(0.985), Some("A1/B1"), true),
            cell(CellValue::Text("一\n二".to_owned()), Some("A1&B1"), false),
        ] {
            let issued = prefill(&was);
            let row = answer_row(&issued).expect("a row");
            let meta = BTreeMap::from([(answer_key("in.x"), row)]);
            assert_eq!(*as_it_was(&meta, "in.x", &written(&issued)), was);
            let changed = cell(CellValue::Text("31".to_owned()), None, false);
            assert_eq!(*as_it_was(&meta, "in.x", &changed), changed);
            assert_eq!(
                *as_it_was(&meta, "in.y", &written(&issued)),
                written(&issued)
            );
        }
    }

    #[test]
    fn what_a_cell_can_hold_needs_no_row() {
        for value in [
            CellValue::Text("=1+1".to_owned()),
            CellValue::Number(1.0),
            CellValue::Bool(true),
        ] {
            assert_eq!(answer_row(&prefill(&cell(value, None, false))), None);
        }
    }
}
