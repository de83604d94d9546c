//! Texts: kept as shown, which is as typed but for what the cell's format adds. Only that, a word that stands for no
//! answer, and a value that is no text, are reported.

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
            as_shown(parsed, cell, trimmed(text), asked)
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
        CellValue::Number(number) => match as_of_serial(asked, cell, *number) {
            Some(date) => {
                let words = date_japanese(date);
                parsed.corrected(asked, &words);
                words
            }
            None => as_shown(parsed, cell, &asked.source.typed, asked),
        },
        _ => asked.source.typed.clone(),
    };
    if cell.shown.as_deref().is_some_and(|s| trimmed(s).is_empty()) {
        parsed.diagnostics.push(seen::nothing(asked, &value));
    }
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

/// What the cell shows of a text or a number; the text itself where it shows nothing.
fn as_shown(parsed: &mut Parsed, cell: &Cell, text: &str, asked: &Asked<'_>) -> String {
    let shown = cell.shown.as_deref().map(trimmed);
    let shown = shown.filter(|shown| !shown.is_empty()).unwrap_or(text);
    if shown != text {
        parsed.corrected(asked, shown);
    }
    shown.to_owned()
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
fn as_of_serial(asked: &Asked<'_>, cell: &Cell, number: f64) -> Option<NaiveDate> {
    let shown = cell.shown.as_deref().unwrap_or_default();
    if shown.contains(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | ' ')) {
        return None;
    }
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
