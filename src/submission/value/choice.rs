//! Grades and the words of closed lists.

use super::Parsed;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::layout::{EFFECT_KINDS, INDICATOR_STATES, ListKind, STATUSES};
use crate::form::returned_workbook::{Cell, CellValue};
use crate::plan::{Grade, Plan};
use crate::values::japanese_text::{match_key, trimmed, without_space};
use crate::values::{Source, Value};

/// A grade by its symbol, its name, or both as the dropdown gives them.
pub(super) fn grade(parsed: &mut Parsed, cell: &Cell, plan: &Plan, label: &str, source: &Source) {
    let exact = match &cell.value {
        CellValue::Text(text) => trimmed(text),
        _ => source.typed.as_str(),
    };
    let plainly = |g: &&Grade| exact == g.symbol || exact == g.choice();
    if let Some(grade) = plan.grades.iter().find(plainly) {
        parsed.value = Some(Value::Choice(grade.symbol.clone()));
        return;
    }
    let key = without_space(&match_key(exact));
    let mut fitting = plan.grades.iter().filter(|g| {
        let fold = |t: &str| without_space(&match_key(t));
        let (symbol, name) = (fold(&g.symbol), fold(&g.name));
        key == symbol || key == name || key == format!("{symbol}{name}")
    });
    match (fitting.next(), fitting.next()) {
        (Some(grade), None) => {
            parsed.value = Some(Value::Choice(grade.symbol.clone()));
            parsed.corrected(label, &grade.choice(), source);
        }
        _ => {
            let choices: Vec<String> = plan.grades.iter().map(Grade::choice).collect();
            parsed.refuse(
                Diagnostic::new(
                    Code::ValueNotGrade,
                    format!("{label}が評価区分のどれにも当たりません。"),
                    format!("{}のどれかを選んでください。", choices.join("、")),
                )
                .about(source),
            );
        }
    }
}

/// A word of a closed list.
pub(super) fn choice(
    parsed: &mut Parsed,
    cell: &Cell,
    list: ListKind,
    label: &str,
    source: &Source,
) {
    let words: &[&str] = match list {
        ListKind::Status => &STATUSES,
        ListKind::EffectKind => &EFFECT_KINDS,
        ListKind::IndicatorState => &INDICATOR_STATES,
        ListKind::Grade => &[],
    };
    let exact = match &cell.value {
        CellValue::Text(text) => trimmed(text),
        _ => source.typed.as_str(),
    };
    let key = without_space(&match_key(exact));
    match words.iter().find(|w| match_key(w) == key) {
        Some(word) => {
            if *word != exact {
                parsed.corrected(label, word, source);
            }
            parsed.value = Some(Value::Choice((*word).to_owned()));
        }
        None => parsed.refuse(
            Diagnostic::new(
                Code::ValueNotChoice,
                format!("{label}が選択肢にありません。"),
                format!("{}のどれかを選んでください。", words.join("、")),
            )
            .about(source),
        ),
    }
}
