//! How a value came about, as a tree down to the cells: what stands in the record, the rule that was applied, and where
//! each part was typed. Every value is the record's own; nothing is computed here.

mod item;
mod opinion;
mod subject;
mod summary;

use serde::Serialize;

use super::answers::Answer;
use super::record::CycleRecord;
use crate::plan::Plan;
use crate::values::{Correction, Source, Value, date_japanese, grouped};

pub use opinion::explain_opinion;
pub use subject::near;

/// A value with what it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What it is: `達成率`, `1-① 人材の育成`.
    pub label: String,
    /// As people read it; none for a heading, and for what was left blank.
    pub value: Option<String>,
    /// The rule in words: `実績値 ÷ 目標値 × 100`.
    pub rule: Option<String>,
    /// The cell, and the text as it was typed there.
    pub source: Option<Source>,
    /// What the check said of that cell: `V009 …`.
    pub notes: Vec<String>,
    pub parts: Vec<Explanation>,
}

/// The tree of a subject: a number in any spelling (`3-③-K1`, `3-3-k1`), `効果額`, `総括`, `総括.A`, `総括.3.A` or
/// `提出状況`. `None` where nothing has that name; then [`near`] may help.
pub fn explain(plan: &Plan, record: &CycleRecord, subject: &str) -> Option<Explanation> {
    let explaining = Explaining { plan, record };
    subject::find(&explaining, subject)
}

/// What every part is explained from.
#[derive(Clone, Copy)]
struct Explaining<'a> {
    plan: &'a Plan,
    record: &'a CycleRecord,
}

impl Explanation {
    fn heading(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    fn value(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: Some(value.into()),
            ..Self::default()
        }
    }

    fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    fn with(mut self, parts: impl IntoIterator<Item = Self>) -> Self {
        self.parts.extend(parts);
        self
    }
}

impl Explaining<'_> {
    /// A field that somebody wrote into; `None` where it was left blank.
    fn answer(&self, label: &str, answer: &Answer, unit: &str) -> Option<Explanation> {
        let answer = answer.as_ref()?;
        let value = match &answer.value {
            None => "（読めない記入）".to_owned(),
            Some(Value::Number(number)) => format!("{}{unit}", grouped(*number, 0)),
            Some(Value::Date(date)) => date_japanese(*date),
            Some(other) => other.text(),
        };
        let explained = Explanation::value(label, value);
        Some(match &answer.correction {
            None => Explanation {
                source: Some(answer.source.clone()),
                notes: self.notes(&answer.source),
                ..explained
            },
            Some(correction) => self.corrected(explained, &answer.source, correction),
        })
    }

    /// A value that the office put in place of what the department had written.
    fn corrected(
        &self,
        value: Explanation,
        typed: &Source,
        correction: &Correction,
    ) -> Explanation {
        let by = correction.decision.as_deref().unwrap_or("事務局");
        let date = date_japanese(correction.date);
        let written = Explanation {
            value: Some(typed.typed.clone()).filter(|typed| !typed.is_empty()),
            source: Some(typed.clone()),
            notes: self.notes(typed),
            ..Explanation::heading("課の記入")
        };
        Explanation {
            source: Some(correction.source.clone()),
            ..value
        }
        .rule(format!("補正（{by}、{date}）：{}", correction.reason))
        .with([written])
    }

    /// The same, with a line that says so where it was left blank.
    fn answer_or_blank(&self, label: &str, answer: &Answer, unit: &str) -> Explanation {
        self.answer(label, answer, unit)
            .unwrap_or_else(|| Explanation::heading(label).rule("空欄（0ではありません）"))
    }

    /// What was reported of a cell, corrections among it.
    fn notes(&self, source: &Source) -> Vec<String> {
        let at = (
            Some(source.at.file.as_str()),
            Some(source.at.sheet.as_str()),
            Some(source.at.cell.as_str()),
        );
        self.record
            .diagnostics
            .iter()
            .filter(|d| (d.file.as_deref(), d.sheet.as_deref(), d.cell.as_deref()) == at)
            .map(|d| format!("{} {}", d.code.id(), d.message))
            .collect()
    }
}

#[cfg(test)]
mod tests;
