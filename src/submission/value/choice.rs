//! Grades and the words of closed lists.

use super::nothing::{self, Nothing};
use super::{Asked, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::ListKind;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::plan::Grade;
use crate::values::Value;
use crate::values::japanese_text::{match_key, trimmed, without_space};

/// The text to be matched: a cell is matched as it is shown.
fn exact<'t>(cell: &'t Cell, asked: &'t Asked<'_>) -> &'t str {
    let shown = cell.shown.as_deref().map(trimmed);
    match &cell.value {
        _ if shown.is_some_and(|shown| !shown.is_empty()) => shown.unwrap_or_default(),
        CellValue::Text(text) => trimmed(text),
        _ => asked.source.typed.as_str(),
    }
}

/// A grade by its symbol, its name, or both as the dropdown gives them.
pub(super) fn grade(parsed: &mut Parsed, cell: &Cell, asked: &Asked<'_>) {
    let exact = exact(cell, asked);
    let grades = &asked.plan.grades;
    let plainly = |g: &&Grade| exact == g.symbol || exact == g.choice();
    if let Some(grade) = grades.iter().find(plainly) {
        parsed.value = Some(Value::Choice(grade.symbol.clone()));
        return;
    }
    if let Some(grade) =
        folded_grade(grades, exact, plain_key).or_else(|| folded_grade(grades, exact, word_key))
    {
        parsed.value = Some(Value::Choice(grade.symbol.clone()));
        parsed.corrected(asked, &grade.choice());
    } else if nothing::whole(exact) == Some(Nothing::Pointer) {
        nothing::settle(parsed, asked, Nothing::Pointer);
    } else if let Some(grade) = renamed(asked, exact) {
        parsed.value = Some(Value::Choice(grade.symbol.clone()));
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::ValueDoubtful,
                format!(
                    "{}の「{exact}」は、様式を配った後に改められた評価区分です。記号から「{}」と読みました。",
                    asked.label,
                    grade.choice()
                ),
                "今の評価区分の名称と定義を見て、この評価でよいかを確かめてください。",
            )
            .about(asked.source),
        );
    } else {
        let choices: Vec<String> = grades.iter().map(Grade::choice).collect();
        parsed.refuse(
            Diagnostic::new(
                Code::ValueNotGrade,
                format!("{}が評価区分のどれにも当たりません。", asked.label),
                format!(
                    "▼から、{}のどれか1つを選んでください。説明は評価の理由に書いてください。",
                    choices.join("、")
                ),
            )
            .about(asked.source),
        );
    }
}

/// Width, case and white space do not count.
fn plain_key(text: &str) -> String {
    without_space(&match_key(text))
}

/// Nor do the marks between symbol and name, brackets, and how とおり, なし and 見込み are spelled.
fn word_key(text: &str) -> String {
    plain_key(text)
        .chars()
        .filter(|c| !":.,・、。-_/|()[]{}<>「」『』【】〔〕\"'".contains(*c))
        .collect::<String>()
        .replace("通り", "とおり")
        .replace("どおり", "とおり")
        .replace("無し", "なし")
        .replace("見込み", "見込")
}

/// The only grade that the text names once both are folded.
fn folded_grade<'g>(
    grades: &'g [Grade],
    text: &str,
    fold: fn(&str) -> String,
) -> Option<&'g Grade> {
    let key = fold(text);
    let mut fitting = grades.iter().filter(|g| {
        let (symbol, name) = (fold(&g.symbol), fold(&g.name));
        !key.is_empty() && (key == symbol || key == name || key == format!("{symbol}{name}"))
    });
    match (fitting.next(), fitting.next()) {
        (Some(grade), None) => Some(grade),
        _ => None,
    }
}

/// An older form's dropdown gave today's symbol with another name, which is no other grade's.
fn renamed<'a>(asked: &Asked<'a>, text: &str) -> Option<&'a Grade> {
    if !asked.older_form {
        return None;
    }
    let (symbol, name) = text.split_once([' ', '\u{3000}'])?;
    let (symbol, name) = (plain_key(symbol), word_key(name));
    let grades = &asked.plan.grades;
    let another = grades.iter().any(|g| word_key(&g.name) == name);
    let mut fitting = grades.iter().filter(|g| plain_key(&g.symbol) == symbol);
    match (fitting.next(), fitting.next()) {
        (Some(grade), None) if !another && !name.is_empty() => Some(grade),
        _ => None,
    }
}

/// A word of a closed list.
pub(super) fn choice(parsed: &mut Parsed, cell: &Cell, list: ListKind, asked: &Asked<'_>) {
    let words = list.words();
    let exact = exact(cell, asked);
    let folded = |fold: fn(&str) -> String| words.iter().find(|w| fold(w) == fold(exact));
    if let Some(word) = folded(plain_key).or_else(|| folded(word_key)) {
        if *word != exact {
            parsed.corrected(asked, word);
        }
        parsed.value = Some(Value::Choice((*word).to_owned()));
        return;
    }
    match nothing::whole(exact) {
        Some(Nothing::Pointer) => nothing::settle(parsed, asked, Nothing::Pointer),
        Some(word @ (Nothing::Absent | Nothing::Dash)) if list == ListKind::EffectKind => {
            nothing::settle(parsed, asked, word);
        }
        _ => parsed.refuse(
            Diagnostic::new(
                Code::ValueNotChoice,
                format!("{}が選択肢にありません。", asked.label),
                format!("▼から、{}のどれか1つを選んでください。", words.join("、")),
            )
            .about(asked.source),
        ),
    }
}
