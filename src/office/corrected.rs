//! What the office corrected in a department's answers (補正), for its 確認依頼 and its mail: it is named, and not asked.

use crate::form::{Field, FormLayout};
use crate::submission::Submission;
use crate::values::{Value, date_japanese};

/// One corrected answer.
pub(crate) struct Corrected {
    pub field: Field,
    /// `1-①-K1 実績値`
    pub label: String,
    /// As the department typed it.
    pub typed: String,
    /// What it became, when and why.
    pub text: String,
}

/// The corrected answers of a submission, in the order of the form.
pub(crate) fn of(submission: &Submission, layout: &FormLayout) -> Vec<Corrected> {
    let inputs = layout.inputs();
    inputs
        .filter_map(|(_, input)| {
            let answer = submission.answer(&input.field)?;
            let correction = answer.correction.as_deref()?;
            let value = answer.value.as_ref().map(Value::text).unwrap_or_default();
            Some(Corrected {
                field: input.field.clone(),
                label: input.described(),
                typed: answer.source.typed.clone(),
                text: format!(
                    "「{value}」に補正しました（{}）。理由：{}",
                    date_japanese(correction.date),
                    correction.reason
                ),
            })
        })
        .collect()
}
