//! An indicator's state against its actual and against the calendar of the cycle.

use chrono::NaiveDate;

use super::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, IndicatorField, IndicatorState};
use crate::plan::Cycle;
use crate::values::{Code as Id, Sourced, Value, date_japanese};

pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (field, answer) in &checked.submission.answers {
        let (Field::Indicator(id, IndicatorField::State), Some(state)) = (field, &answer.value)
        else {
            continue;
        };
        let Some(state) = IndicatorState::of(&state.text()) else {
            continue;
        };
        diagnostics.extend(against_actual(checked, id, state));
        diagnostics.extend(overdue(checked, field, state, answer));
    }
    diagnostics
}

fn against_actual(checked: &Checked<'_>, id: &Id, state: IndicatorState) -> Option<Diagnostic> {
    let field = Field::Indicator(id.clone(), IndicatorField::Actual);
    let actual = checked.submission.answer(&field)?;
    let none = state.has_no_actual();
    let word = state.label();
    // A refused actual is asked about already.
    (none && actual.value.is_some()).then(|| {
        Diagnostic::new(
            Code::StateAgainstActual,
            format!(
                "状態が「{word}」ですが、{}が記入されています。",
                checked.label(&field)
            ),
            format!(
                "値が分かっているときは、状態で「確定値」「速報値」「見込値」のどれかを選び、状態が「{word}」で正しいときは、実績値を空欄にしてください。"
            ),
        )
        .about(&actual.source)
    })
}

/// The books of a fiscal year are closed on 31 May (出納閉鎖, 地方自治法第235条の5): by a later 提出期限, or in a
/// cycle that is closed itself, figures should be final.
fn overdue(
    checked: &Checked<'_>,
    field: &Field,
    state: IndicatorState,
    answer: &Sourced<Value>,
) -> Option<Diagnostic> {
    let cycle = checked.cycle?;
    if matches!(state, IndicatorState::Final | IndicatorState::NotApplicable) {
        return None;
    }
    let since = past_closing(cycle)?;
    let hint = match state {
        IndicatorState::NotYet => {
            "値が確定していれば、実績値を記入し、状態で「確定値」を選んでください。"
        }
        _ => "値が確定していれば、実績値を確かめ、状態を「確定値」に直してください。",
    };
    Some(
        Diagnostic::new(
            Code::StateOverdue,
            format!(
                "{since}、{}が「{}」です。",
                checked.label(field),
                state.label()
            ),
            hint,
        )
        .about(&answer.source),
    )
}

fn past_closing(cycle: &Cycle) -> Option<String> {
    if cycle.state.is_final() {
        return Some(format!(
            "{}の調査は「{}」ですが",
            cycle.name(),
            cycle.state.label()
        ));
    }
    let closing = NaiveDate::from_ymd_opt(cycle.year.western() + 1, 5, 31)?;
    (cycle.due > closing).then(|| {
        format!(
            "提出期限（{}）は出納閉鎖（{}）より後ですが",
            date_japanese(cycle.due),
            date_japanese(closing)
        )
    })
}
