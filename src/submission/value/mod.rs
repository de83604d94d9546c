//! One place that turns a cell into a value. Only spelling is corrected (full width, commas, the
//! field's own unit, ▲△−), and each correction is reported; what is doubtful is refused with a question.

mod approximate;
mod choice;
mod date;
mod nothing;
mod nothing_words;
mod number;
mod numeral;
mod seen;
mod text;
mod typed;
mod units;

#[cfg(test)]
mod tests;

pub(super) use typed::typed;

use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Cell, CellValue};
use crate::form::{IndicatorState, Input, InputKind, ListKind};
use crate::plan::{Cycle, Plan};
use crate::values::japanese_text::{match_key, short_key, trimmed};
use crate::values::{Source, Value};

/// What became of one cell: a value, a blank or a state that is reported, else a refusal.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub value: Option<Value>,
    pub diagnostics: Vec<Diagnostic>,
    /// 未確定 or 該当なし, typed where an indicator's actual belongs.
    pub state: Option<IndicatorState>,
    /// A word for nothing that leaves the field blank.
    pub blank: bool,
}

/// The field that a cell answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub plan: &'a Plan,
    pub cycle: Option<&'a Cycle>,
    pub input: &'a Input,
    /// How messages name the field: `1-①-1 取組実績`.
    pub label: &'a str,
    pub source: &'a Source,
    /// Whether it must be filled, as the answers before it stand.
    pub needed: bool,
    /// Whether the form was issued in another layout than today's.
    pub older_form: bool,
}

impl<'a> Asked<'a> {
    /// 単位 of the field.
    fn unit(&self) -> Option<&'a str> {
        match &self.input.kind {
            InputKind::Number { unit, .. } => unit.as_deref(),
            _ => None,
        }
    }

    /// 小数桁 of the field.
    fn places(&self) -> Option<u32> {
        match &self.input.kind {
            InputKind::Number { places, .. } => *places,
            _ => None,
        }
    }
}

/// Reads `cell` as a value of the kind that was asked for.
pub(super) fn parse(cell: &Cell, asked: &Asked<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    if let Some(fault) = no_value(cell, asked) {
        parsed.refuse(fault);
        return parsed;
    }
    match &asked.input.kind {
        InputKind::ShortText | InputKind::LongText | InputKind::QualitativeActual => {
            text::text(&mut parsed, cell, asked);
        }
        InputKind::Number { .. } => number::number(&mut parsed, cell, asked),
        InputKind::Date => date::date(&mut parsed, cell, asked),
        InputKind::Choice(ListKind::Grade) => choice::grade(&mut parsed, cell, asked),
        InputKind::Choice(list) => choice::choice(&mut parsed, cell, *list, asked),
    }
    if let (Some(formula), Some(_)) = (&cell.formula, &parsed.value) {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::ValueFormula,
                format!("{}は数式（={formula}）の結果を使いました。", asked.label),
                "",
            )
            .about(asked.source),
        );
    }
    parsed
}

impl Parsed {
    fn refuse(&mut self, diagnostic: Diagnostic) {
        self.value = None;
        self.diagnostics.push(diagnostic);
    }

    fn corrected(&mut self, asked: &Asked<'_>, to: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::ValueSpelling,
                format!("{}を「{to}」と読みました。", asked.label),
                "",
            )
            .about(asked.source),
        );
    }
}

/// A cell without any value in it: an error, pasted as a text too, or a formula without a result.
fn no_value(cell: &Cell, asked: &Asked<'_>) -> Option<Diagnostic> {
    match &cell.value {
        CellValue::Error(error) => Some(error_value(error, asked)),
        CellValue::NotCalculated => Some(no_result(
            asked,
            "の数式が計算されていません。",
            "Excel で開いて上書き保存するか、値を直接記入してください。",
        )),
        CellValue::Text(text) if is_error_text(text) => Some(error_value(trimmed(text), asked)),
        CellValue::Text(text) if !takes_text(asked) && match_key(text).starts_with('=') => {
            Some(no_result(
                asked,
                "に、数式が計算されない文字のまま入っています。",
                "セルの表示形式を「標準」に戻してから、値を直接記入し直してください。",
            ))
        }
        _ => None,
    }
}

fn takes_text(asked: &Asked<'_>) -> bool {
    matches!(
        asked.input.kind,
        InputKind::ShortText | InputKind::LongText | InputKind::QualitativeActual
    )
}

fn no_result(asked: &Asked<'_>, what: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::ValueNoResult, format!("{}{what}", asked.label), hint).about(asked.source)
}

fn error_value(error: &str, asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValueErrorCell,
        format!("{}がエラー値（{error}）になっています。", asked.label),
        "数式を直すか、値を直接記入してください。",
    )
    .about(asked.source)
}

/// Error values of Excel and LibreOffice, as a pasted text shows them.
fn is_error_text(text: &str) -> bool {
    const ERRORS: [&str; 12] = [
        "#ref!",
        "#n/a",
        "#value!",
        "#div/0!",
        "#name?",
        "#num!",
        "#null!",
        "#spill!",
        "#calc!",
        "#field!",
        "#blocked!",
        "#getting_data",
    ];
    // No longer than the longest of them.
    let Some(key) = short_key(text, "#getting_data".len()) else {
        return false;
    };
    let number = key.strip_prefix("err:").map(|n| (n.len(), n));
    ERRORS.contains(&key.as_str())
        || number.is_some_and(|(len, n)| len == 3 && n.bytes().all(|b| b.is_ascii_digit()))
}
