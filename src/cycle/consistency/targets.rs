//! Grades of items against the targets of their indicators, which may be other departments'.

use super::super::record::ItemRecord;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::submission::ItemField;

/// A 順調 grade beside a missed target is asked about, never overwritten.
pub(super) fn check(plan: &Plan, items: &[ItemRecord]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for item in items {
        let Some(grade) = item.first_grade().and_then(|s| plan.grade(s)) else {
            continue;
        };
        let Some(answer) = item.answers[ItemField::Grade]
            .as_ref()
            .filter(|_| grade.on_track)
        else {
            continue;
        };
        let missed: Vec<&str> = item
            .indicators
            .iter()
            .filter(|i| i.met == Some(false))
            .map(|i| i.number.as_str())
            .collect();
        if missed.is_empty() {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                Code::GradeAgainstTarget,
                format!(
                    "{}の評価は「{}」ですが、指標 {} が目標に届いていません。",
                    item.number,
                    grade.choice(),
                    missed.join("、")
                ),
                "評価の理由に、目標に届かなくても順調とする訳があるかを確かめてください。",
            )
            .about(&answer.source),
        );
    }
    diagnostics
}
