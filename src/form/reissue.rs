//! A form that is issued again carries its department's answers as they were typed. What a cell can't hold
//! without running a formula (an error value, a formula or its result), and what would lay a trap for the right
//! answer (a cell shown as a date or in another unit where a number is to be typed), is written as what it showed, and `_form` says
//! in an `answer:<name>` row what it was. Here are both directions: a returned cell as what stands in the form
//! again, and a cell that came back unchanged as what it was.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::layout::{Held, InputKind, Prefill, hundredfold};
use super::returned_workbook::{Cell, CellValue};
use crate::values::japanese_text::{cut_utf16, trimmed};
use crate::values::{decimal_from_f64, round_half_away};

/// Text of a cell that an `answer:` row keeps, in UTF-16 units: enough to see a change of what can stand there.
const KEPT: usize = 8_000;

/// How a row keeps a date.
const DATE: &str = "%Y-%m-%dT%H:%M:%S";

/// An `answer:` row of `_form`, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct AnswerRow {
    was: Was,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
    /// A date, a number or a share that is written as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What it showed by its format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    /// What the cell shows as issued.
    issued: String,
}

/// What a cell was before it was issued again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Was {
    Error,
    NotCalculated,
    Date,
    Percent,
    Number,
    Text,
    /// The result of a formula.
    Result,
}

/// The key of `_form` for the input of this name.
pub fn answer_key(name: &str) -> String {
    format!("answer:{name}")
}

/// Whether an answer is written as the text that it showed: as a date or, in another unit, as a percentage its
/// cell would turn the number that is to be typed into one as well.
pub fn as_text(kind: &InputKind, prefill: &Prefill) -> bool {
    match (&prefill.held, kind) {
        _ if prefill.seen.is_some() => true,
        (Held::Error(_) | Held::NotCalculated, _) | (Held::Date(_), InputKind::Number { .. }) => {
            true
        }
        (Held::Percent(_), InputKind::Number { unit, .. }) => {
            !matches!(unit.as_deref(), Some("%" | "％"))
        }
        _ => false,
    }
}

/// What `_form` has to say of an answer; nothing where its cell says all by itself.
pub fn answer_row(kind: &InputKind, prefill: &Prefill) -> Option<String> {
    let (was, value) = match &prefill.held {
        Held::Error(_) => (Was::Error, None),
        Held::NotCalculated => (Was::NotCalculated, None),
        Held::Date(date) if as_text(kind, prefill) => {
            (Was::Date, Some(date.format(DATE).to_string()))
        }
        Held::Percent(share) if as_text(kind, prefill) => (Was::Percent, Some(share.to_string())),
        Held::Number(number) if as_text(kind, prefill) => (Was::Number, Some(number.to_string())),
        Held::Text(text) if as_text(kind, prefill) => (Was::Text, Some(kept(text).to_owned())),
        _ if prefill.formula.is_some() => (Was::Result, None),
        _ => return None,
    };
    let row = AnswerRow {
        was,
        formula: prefill.formula.clone(),
        value,
        seen: prefill.seen.clone(),
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
    let shown = cell.shown.as_deref().map(trimmed);
    let seen = shown.filter(|shown| match held {
        Held::Number(number) | Held::Percent(number) => !says(shown, number, cell.percent),
        _ => true,
    });
    Prefill {
        held,
        formula: cell.formula.clone(),
        remains: cell.struck.clone(),
        seen: seen.filter(|seen| !seen.is_empty()).map(str::to_owned),
    }
}

/// Whether what is shown is the number itself, rounded or not: then the form's own format shows it again.
fn says(shown: &str, number: f64, percent: bool) -> bool {
    let digits = if percent {
        shown.strip_suffix('%').unwrap_or(shown)
    } else {
        shown
    };
    let digits = digits.replace(',', "").replace('▲', "-");
    let number = if percent {
        hundredfold(number)
    } else {
        decimal_from_f64(number)
    };
    match (digits.parse::<Decimal>(), number) {
        (Ok(shown), Some(number)) => round_half_away(number, shown.scale()) == shown,
        _ => false,
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
    was.shown = row.seen;
    let value = row.value.as_deref();
    match row.was {
        Was::Error => was.value = CellValue::Error(row.issued),
        Was::NotCalculated => was.value = CellValue::NotCalculated,
        Was::Date => {
            let date = value.and_then(|v| NaiveDateTime::parse_from_str(v, DATE).ok());
            was.value = date.map_or(was.value, CellValue::Date);
        }
        Was::Percent => {
            let share = value.and_then(|v| v.parse().ok());
            was.percent = share.is_some();
            was.value = share.map_or(was.value, CellValue::Number);
        }
        Was::Number => {
            let number = value.and_then(|v| v.parse().ok());
            was.value = number.map_or(was.value, CellValue::Number);
        }
        Was::Text => was.value = value.map_or(was.value, |v| CellValue::Text(v.to_owned())),
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
            struck: None,
            shown: None,
        }
    }

    fn number(unit: &str) -> InputKind {
        InputKind::Number {
            unit: Some(unit.to_owned()),
            places: None,
        }
    }

    /// What is written for a cell, as a returned workbook gives it.
    fn written(kind: &InputKind, prefill: &Prefill) -> Cell {
        let text = || CellValue::Text(prefill.shown());
        match &prefill.held {
            _ if as_text(kind, prefill) => cell(text(), None, false),
            Held::Number(n) => cell(CellValue::Number(*n), None, false),
            Held::Percent(n) => cell(CellValue::Number(*n), None, true),
            _ => cell(text(), None, false),
        }
    }

    #[test]
    fn an_unchanged_cell_is_what_it_was_and_a_changed_one_what_it_is() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let date = CellValue::Date(day.and_hms_opt(0, 0, 0).expect("a time"));
        let seen = |value, shown: &str, percent| Cell {
            shown: Some(shown.to_owned()),
            ..cell(value, None, percent)
        };
        let kind = number("件");
        for was in [
            cell(date.clone(), None, false),
            cell(CellValue::Number(0.3), None, true),
            cell(CellValue::Error("#DIV/0!".to_owned()), Some("A1/0"), false),
            cell(CellValue::Error("#REF!".to_owned()), None, false),
            cell(CellValue::NotCalculated, Some("SUM(A1:A3)"), false),
            cell(CellValue::Number(30.5), Some("10+20.5"), false),
            cell(CellValue::Number(0.985), Some("A1/B1"), true),
            cell(CellValue::Text("一\n二".to_owned()), Some("A1&B1"), false),
            seen(CellValue::Number(430.0), "430万円", false),
            seen(CellValue::Number(0.9), "90%です", true),
            seen(CellValue::Text("30".to_owned()), "30円", false),
            seen(date.clone(), "28:20", false),
        ] {
            let issued = prefill(&was);
            let row = answer_row(&kind, &issued).expect("a row");
            let meta = BTreeMap::from([(answer_key("in.x"), row)]);
            let written = written(&kind, &issued);
            assert_eq!(*as_it_was(&meta, "in.x", &written), was);
            let changed = cell(CellValue::Text("31".to_owned()), None, false);
            assert_eq!(*as_it_was(&meta, "in.x", &changed), changed);
            assert_eq!(*as_it_was(&meta, "in.y", &written), written);
        }
    }

    #[test]
    fn a_number_shown_as_itself_stays_a_number() {
        for (shown, number, percent) in [
            ("4,300", 4300.0, false),
            ("▲4,300", -4300.0, false),
            ("4,300 ", 4299.6, false),
            ("90.7%", 0.90664, true),
        ] {
            assert!(says(shown.trim(), number, percent), "{shown}");
        }
        for (shown, number) in [("4,300", 4_300_000.0), ("4,300千円", 4300.0), ("▲5", 5.0)] {
            assert!(!says(shown, number, false), "{shown}");
        }
    }

    #[test]
    fn what_a_cell_can_hold_needs_no_row() {
        for value in [
            CellValue::Text("=1+1".to_owned()),
            CellValue::Number(1.0),
            CellValue::Bool(true),
        ] {
            let kind = InputKind::LongText;
            assert_eq!(answer_row(&kind, &prefill(&cell(value, None, false))), None);
        }
        let share = prefill(&cell(CellValue::Number(0.985), None, true));
        assert_eq!(answer_row(&number("%"), &share), None);
    }
}
