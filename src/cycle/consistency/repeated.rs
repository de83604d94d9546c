//! Texts that are last cycle's, word for word: a form that was copied and not written anew.

use super::super::answers::Answer;
use super::super::previous::Previous;
use super::super::record::ItemRecord;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::submission::Field;
use crate::values::Value;
use crate::values::japanese_text::{match_key, without_space};

/// Shorter texts are the same by themselves (「継続して実施した。」).
const SHORTEST: usize = 20;

/// Fields that are declared to be written anew.
pub(super) fn check(plan: &Plan, previous: &Previous, items: &[ItemRecord]) -> Vec<Diagnostic> {
    let given = items.iter().flat_map(ItemRecord::all_answers);
    given
        .filter(|given| given.field.declared().renewed)
        .filter_map(|given| {
            let names = Previous::names(plan, given.department);
            let before = previous.value(&names, &given.field);
            repeated(previous, given.number, &given.field, given.answer, before)
        })
        .collect()
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
