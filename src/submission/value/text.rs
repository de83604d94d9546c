//! Texts: kept as shown, which is as typed but for what the cell's format adds. Only that, a word that stands for no
//! answer, and a value that is no text, are told.

use chrono::{Datelike as _, NaiveDate};

use super::{Asked, Parsed, nothing, seen};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::layout::ADVISED_LENGTH;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::form::{Field, IndicatorField, InputKind};
use crate::values::japanese_text::trimmed;
use crate::values::{Value, date_from_serial, date_japanese, month_japanese};

pub(super) fn text(parsed: &mut Parsed, cell: &Cell, asked: &Asked<'_>) {
    let value = match &cell.value {
        CellValue::Text(text) if matches!(trimmed(text), "TRUE" | "FALSE") => {
            parsed.refuse(not_a_text(asked));
            return;
        }
        CellValue::Text(text) => {
            if let Some(word) = nothing::whole(text) {
                nothing::settle(parsed, asked, word);
                return;
            }
            trimmed(text).to_owned()
        }
        CellValue::Bool(_) => {
            parsed.refuse(not_a_text(asked));
            return;
        }
        CellValue::Date(date) if date.year() >= 1900 => {
            let words = date_words(cell, date.date());
            parsed.corrected(asked, &words);
            words
        }
        CellValue::Number(number) if cell.shown.is_none() => match as_of_serial(asked, *number) {
            Some(date) => {
                let words = date_japanese(date);
                parsed.corrected(asked, &words);
                words
            }
            None => asked.source.typed.clone(),
        },
        _ => asked.source.typed.clone(),
    };
    let value = match cell.shown.as_deref().map(trimmed) {
        Some("") => {
            parsed.diagnostics.push(seen::nothing(asked, &value));
            value
        }
        Some(shown) if !matches!(cell.value, CellValue::Date(_)) => {
            if shown != value {
                parsed.corrected(asked, shown);
            }
            shown.to_owned()
        }
        _ => value,
    };
    let length = value.chars().count();
    if asked.input.kind == InputKind::LongText && length > ADVISED_LENGTH {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::TextLong,
                format!(
                    "{}が{length}字あります（目安は{ADVISED_LENGTH}字）。",
                    asked.label
                ),
                "全文を資料に載せます。短くできるときは、要点にまとめてください。",
            )
            .about(asked.source),
        );
    }
    parsed.value = Some(Value::Text(value));
}

/// A date whose day is shown in full; a month as a month; anything else (a weekday, a time) as it is shown.
fn date_words(cell: &Cell, date: NaiveDate) -> String {
    let Some(shown) = cell.shown.as_deref().map(trimmed).filter(|s| !s.is_empty()) else {
        return date_japanese(date);
    };
    // Excel makes Mar-26 of 2026/3.
    let month = date.format("%b").to_string();
    if shown.contains(&month) && !shown.contains(':') {
        month_japanese(date)
    } else {
        shown.to_owned()
    }
}

/// 時点 as the day number that is left of a date where the saver lost its format.
fn as_of_serial(asked: &Asked<'_>, number: f64) -> Option<NaiveDate> {
    let as_of = matches!(asked.input.field, Field::Indicator(_, IndicatorField::AsOf));
    let year = asked.cycle.filter(|_| as_of)?.year.western();
    date_from_serial(number).filter(|date| (year - 1..=year + 2).contains(&date.year()))
}

fn not_a_text(asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValueNotText,
        format!(
            "{}が、文章ではなく論理値（{}）になっています。",
            asked.label, asked.source.typed
        ),
        "数式や貼付けの誤りのおそれがあります。文章で記入してください。",
    )
    .about(asked.source)
}
