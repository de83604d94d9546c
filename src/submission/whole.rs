//! What only a whole submission shows, after all files of a department were put together. It changes no
//! answer.

use super::{Submission, consistency};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, FormLayout, Input, Required};
use crate::plan::Plan;

/// Blank required inputs, and questions that several fields raise.
pub(super) fn check(plan: &Plan, layout: &FormLayout, submission: &Submission) -> Vec<Diagnostic> {
    let mut diagnostics = required(layout, submission);
    diagnostics.extend(consistency::check(&consistency::Checked {
        plan,
        cycle: plan
            .cycles
            .iter()
            .find(|c| c.name() == layout.identity.cycle),
        layout,
        submission,
    }));
    diagnostics
}

/// V001 for each required input of the layout that the submission has and that is blank.
fn required(layout: &FormLayout, submission: &Submission) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (_, input) in layout.inputs() {
        let Some(place) = submission.places.get(&input.field) else {
            continue;
        };
        if needed(submission, input) && !submission.answers.contains_key(&input.field) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ValueRequired,
                    format!("{}が空欄です。", input.described()),
                    blank_hint(input),
                )
                .at(place),
            );
        }
    }
    diagnostics
}

/// Whether an input must be filled, as the answers stand.
pub(super) fn needed(submission: &Submission, input: &Input) -> bool {
    match &input.required {
        Required::No => false,
        Required::Yes => true,
        Required::UnlessIs(other, words) => submission
            .text(other)
            .is_none_or(|text| !words.contains(&text.as_str())),
    }
}

fn blank_hint(input: &Input) -> &'static str {
    match &input.required {
        Required::UnlessIs(Field::Indicator(..), _) => {
            "実績値を記入するか、状態で「未確定」又は「該当なし」を選んでください。"
        }
        Required::UnlessIs(..) => "行ったことを記入するか、実施状況で「未着手」を選んでください。",
        _ => "必須の欄です。記入してください。",
    }
}
