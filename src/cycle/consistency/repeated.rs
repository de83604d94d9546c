//! Texts that are last cycle's, word for word: a form that was copied and not written anew.

use super::super::previous::Previous;
use super::super::record::{Answer, ItemRecord};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::submission::{Field, IndicatorField, InitiativeField, ItemField};
use crate::values::Value;
use crate::values::japanese_text::{match_key, without_space};

/// Shorter texts are the same by themselves (「継続して実施した。」).
const SHORTEST: usize = 20;

/// The basis of an effect and the note on an indicator say how a figure is made, which stays the same: they
/// are not asked about.
pub(super) fn check(plan: &Plan, previous: &Previous, items: &[ItemRecord]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut ask = |number: &str, department: &str, field: Field, answer: &Answer| {
        let names = Previous::names(plan, department);
        let before = previous.value(&names, &field);
        diagnostics.extend(repeated(previous, number, &field, answer, before));
    };
    for item in items {
        for (field, answer) in [
            (ItemField::Reason, &item.reason),
            (ItemField::Issue, &item.issue),
            (ItemField::Next, &item.next),
            (ItemField::PublicNote, &item.public_note),
            (ItemField::InternalNote, &item.internal_note),
        ] {
            ask(
                &item.number,
                "",
                Field::Item(item.id.clone(), field),
                answer,
            );
        }
        for initiative in &item.initiatives {
            for report in &initiative.reports {
                let field = Field::Initiative(initiative.id.clone(), InitiativeField::Result);
                ask(
                    &initiative.number,
                    &report.department,
                    field,
                    &report.result,
                );
            }
        }
        for indicator in &item.indicators {
            let field = Field::Indicator(indicator.id.clone(), IndicatorField::Actual);
            ask(&indicator.number, "", field, &indicator.actual);
        }
    }
    diagnostics
}

fn repeated(
    previous: &Previous,
    number: &str,
    field: &Field,
    answer: &Answer,
    before: Option<&str>,
) -> Option<Diagnostic> {
    let answer = answer.as_ref()?;
    let Some(Value::Text(text)) = &answer.value else {
        return None;
    };
    let folded = |text: &str| without_space(&match_key(text));
    let now = folded(text);
    (now.chars().count() >= SHORTEST && before.map(folded).as_deref() == Some(now.as_str())).then(
        || {
            Diagnostic::new(
                Code::TextRepeated,
                format!(
                    "{number} {}が、{}と同じ文章です。",
                    field.label(),
                    previous.cycle
                ),
                "前回の文章が残っていないかを確かめ、この年度のことを記入してください。変わりがなければ、そのままで構いません。",
            )
            .about(&answer.source)
        },
    )
}
