//! Questions that several fields of one submission raise together. Nothing is changed here, and what has no
//! cell to look at is not asked.

mod effect;
mod ending;
mod indicator;
mod wording;

#[cfg(test)]
mod tests;

use super::Submission;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, FormLayout, InitiativeField, OfficeField, Required, Status};
use crate::plan::{Cycle, Plan};
use crate::values::Value;

/// One submission with what it is held against.
pub(super) struct Checked<'a> {
    pub plan: &'a Plan,
    pub cycle: Option<&'a Cycle>,
    pub layout: &'a FormLayout,
    pub submission: &'a Submission,
}

/// Every question that the submission raises.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = approval(checked);
    diagnostics.extend(ending::check(checked));
    diagnostics.extend(results(checked));
    diagnostics.extend(effect::check(checked));
    diagnostics.extend(indicator::check(checked));
    diagnostics.extend(wording::check(checked));
    diagnostics
}

impl Checked<'_> {
    fn value(&self, field: &Field) -> Option<&Value> {
        self.submission.answer(field)?.value.as_ref()
    }

    fn is_blank(&self, field: &Field) -> bool {
        self.submission.answer(field).is_none()
    }

    /// `1-①-1 取組実績`, as the messages of single cells name it.
    fn label(&self, field: &Field) -> String {
        let code = self
            .layout
            .inputs()
            .find(|(_, input)| input.field == *field)
            .map(|(_, input)| input.code.as_str())
            .filter(|code| !code.is_empty());
        match code {
            Some(code) => format!("{code} {}", field.label()),
            None => field.label().to_owned(),
        }
    }
}

/// 課長 must have seen the answer (domain: What officers say).
fn approval(checked: &Checked<'_>) -> Vec<Diagnostic> {
    [OfficeField::Approver, OfficeField::ApprovalDate]
        .into_iter()
        .map(Field::Office)
        .filter(|field| checked.is_blank(field))
        .filter_map(|field| {
            let place = checked.submission.places.get(&field)?;
            Some(
                Diagnostic::new(
                    Code::ApprovalBlank,
                    format!("{}が空欄です。", field.label()),
                    "所属長が内容を確認したことを確かめてください。",
                )
                .at(place),
            )
        })
        .collect()
}

/// 実施中 with nothing reported, where the field need not be filled since nothing was planned for the year.
/// (Where it must be, the blank is V001. 完了 says so of an earlier year too, and is not asked about.)
fn results(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let optional = checked
        .layout
        .inputs()
        .map(|(_, input)| input)
        .filter(|input| input.required == Required::No);
    optional
        .filter_map(|input| {
            let Field::Initiative(id, InitiativeField::Result) = &input.field else {
                return None;
            };
            let status = Field::Initiative(id.clone(), InitiativeField::Status);
            let status = Status::of(&checked.value(&status)?.text())?;
            let place = checked.submission.places.get(&input.field)?;
            (status == Status::Running && checked.is_blank(&input.field)).then(|| {
                Diagnostic::new(
                    Code::ResultEmpty,
                    format!(
                        "実施状況が「{}」ですが、{}が空欄です。",
                        status.label(),
                        checked.label(&input.field)
                    ),
                    "この年度に行ったことを記入してください。行っていないときは、実施状況を確かめてください。",
                )
                .at(place)
            })
        })
        .collect()
}
