//! One place that turns a cell into a value. Only spelling is corrected (full width, commas, the
//! field's own unit, ▲△−), and each correction is told; what is doubtful is refused with a question.

mod choice;
mod number;

use chrono::{Datelike as _, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic};
use crate::form::InputKind;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::plan::Plan;
use crate::values::Value;
use crate::values::japanese_text::trimmed;
use crate::values::{Source, date_japanese, decimal_from_f64, decimal_text, parse_date};

/// What became of one cell.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub value: Option<Value>,
    pub diagnostics: Vec<Diagnostic>,
    /// 未確定 or 該当なし, typed where a number belongs.
    pub state: Option<&'static str>,
}

/// The text of a cell as it was typed; `None` for white space alone.
pub(super) fn typed(cell: &Cell) -> Option<String> {
    let text = match &cell.value {
        CellValue::Text(text) => text.clone(),
        CellValue::Number(number) => number_as_shown(*number, cell.percent),
        CellValue::Bool(true) => "TRUE".to_owned(),
        CellValue::Bool(false) => "FALSE".to_owned(),
        CellValue::Date(date) => date_as_shown(*date),
        CellValue::Error(error) => error.clone(),
        CellValue::NotCalculated => cell
            .formula
            .as_ref()
            .map_or_else(|| "＝".to_owned(), |f| format!("={f}")),
    };
    (!trimmed(&text).is_empty()).then_some(text)
}

/// A time of day has no date, and a date seldom a time.
fn date_as_shown(date: NaiveDateTime) -> String {
    let format = if date.year() < 1900 {
        "%H:%M"
    } else if date.time() == NaiveTime::MIN {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M"
    };
    date.format(format).to_string()
}

fn number_as_shown(number: f64, percent: bool) -> String {
    let Some(decimal) = decimal_from_f64(number) else {
        return number.to_string();
    };
    match decimal.checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredfold) if percent => format!("{}%", decimal_text(hundredfold)),
        _ => decimal_text(decimal),
    }
}

/// Reads `cell` as a value of `kind`. The label names the field in messages.
pub(super) fn parse(
    cell: &Cell,
    kind: &InputKind,
    label: &str,
    source: &Source,
    plan: &Plan,
) -> Parsed {
    let mut parsed = Parsed::default();
    match &cell.value {
        CellValue::Error(error) => {
            parsed.refuse(error_cell(error, label, source));
            return parsed;
        }
        CellValue::NotCalculated => {
            parsed.refuse(
                Diagnostic::new(
                    Code::ValueNoResult,
                    format!("{label}の数式が計算されていません。"),
                    "Excel で開いて上書き保存するか、値を直接記入してください。",
                )
                .about(source),
            );
            return parsed;
        }
        _ => {}
    }
    match kind {
        InputKind::ShortText | InputKind::LongText | InputKind::QualitativeActual => {
            text(&mut parsed, cell, kind, label, source);
        }
        InputKind::Number { unit, .. } => {
            number::number(&mut parsed, cell, unit.as_deref(), label, source);
        }
        InputKind::Date => date(&mut parsed, cell, label, source),
        InputKind::Choice(list) => {
            if *list == crate::form::layout::ListKind::Grade {
                choice::grade(&mut parsed, cell, plan, label, source);
            } else {
                choice::choice(&mut parsed, cell, *list, label, source);
            }
        }
    }
    if let (Some(formula), Some(_)) = (&cell.formula, &parsed.value) {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::ValueFormula,
                format!("{label}は数式（={formula}）の結果を使いました。"),
                "",
            )
            .about(source),
        );
    }
    parsed
}

impl Parsed {
    fn refuse(&mut self, diagnostic: Diagnostic) {
        self.value = None;
        self.diagnostics.push(diagnostic);
    }

    fn corrected(&mut self, label: &str, to: &str, source: &Source) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::ValueSpelling,
                format!("{label}を「{to}」と読みました。"),
                "",
            )
            .about(source),
        );
    }
}

fn error_cell(error: &str, label: &str, source: &Source) -> Diagnostic {
    Diagnostic::new(
        Code::ValueErrorCell,
        format!("{label}がエラー値（{error}）になっています。"),
        "数式を直すか、値を直接記入してください。",
    )
    .about(source)
}

fn text(parsed: &mut Parsed, cell: &Cell, kind: &InputKind, label: &str, source: &Source) {
    let value = match &cell.value {
        CellValue::Text(text) => trimmed(text).to_owned(),
        CellValue::Date(date) => {
            let words = date_japanese(date.date());
            parsed.corrected(label, &words, source);
            words
        }
        _ => source.typed.clone(),
    };
    let length = value.chars().count();
    if *kind == InputKind::LongText && length > crate::form::layout::ADVISED_LENGTH {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::TextLong,
                format!("{label}が{length}字あります（目安は400字）。"),
                "全文を資料に載せます。短くできるときは、要点にまとめてください。",
            )
            .about(source),
        );
    }
    parsed.value = Some(Value::Text(value));
}
fn date(parsed: &mut Parsed, cell: &Cell, label: &str, source: &Source) {
    let date = match &cell.value {
        CellValue::Date(date) => Some(date.date()),
        CellValue::Text(text) => parse_date(text),
        _ => None,
    };
    match date {
        Some(date) => {
            if matches!(cell.value, CellValue::Text(_)) {
                parsed.corrected(label, &date_japanese(date), source);
            }
            parsed.value = Some(Value::Date(date));
        }
        None => parsed.refuse(
            Diagnostic::new(
                Code::ValueNotDate,
                format!("{label}を日付として読めません。"),
                "「R8.5.8」「2026/5/8」のように、年月日を記入してください。",
            )
            .about(source),
        ),
    }
}
