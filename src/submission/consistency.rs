//! Questions that several fields of one submission raise together.

use std::collections::BTreeMap;

use super::Submission;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, IndicatorField, InitiativeField, ItemField, OfficeField};
use crate::plan::Plan;
use crate::values::CellLocation;

/// Grades that take an item out of the shares and so need the register's 終了区分 (domain: Grades).
const ENDING_GRADES: [&str; 2] = ["中止", "統合"];

/// `places` says where each field lies, filled or blank.
pub(super) fn check(
    plan: &Plan,
    submission: &Submission,
    places: &BTreeMap<Field, CellLocation>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    approval(submission, places, &mut diagnostics);
    for (field, answer) in &submission.answers {
        match field {
            Field::Item(id, ItemField::Grade) => {
                let ending = answer
                    .value
                    .as_ref()
                    .and_then(|v| plan.grade(&v.text()))
                    .is_some_and(|g| {
                        ENDING_GRADES.contains(&g.symbol.as_str())
                            || ENDING_GRADES.contains(&g.name.as_str())
                    });
                if ending && plan.item(id).is_some_and(|i| i.termination.is_none()) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::TerminationNotPlanned,
                            "中止又は統合の評価ですが、計画台帳に終了区分がありません。",
                            "計画の変更であれば事務局と相談してください。遅れているだけであれば、評価を選び直してください。",
                        )
                        .about(&answer.source),
                    );
                }
            }
            Field::Initiative(
                id,
                InitiativeField::EffectRevenue | InitiativeField::EffectSaving,
            ) => {
                let kind = Field::Initiative(id.clone(), InitiativeField::EffectKind);
                if answer.value.is_some() && submission.answer(&kind).is_none() {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::ValueDoubtful,
                            format!("{}がありますが、効果額の区分が空欄です。", field.label()),
                            "単年度、継続、参考のどれかを選んでください。選ぶまでは合計に入りません。",
                        )
                        .about(&answer.source),
                    );
                }
            }
            Field::Indicator(id, IndicatorField::State) => {
                let actual = Field::Indicator(id.clone(), IndicatorField::Actual);
                let state = answer.value.as_ref().map(crate::values::Value::text);
                let none = matches!(state.as_deref(), Some("未確定" | "該当なし"));
                if let (true, Some(actual)) = (none, submission.answer(&actual)) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::ValueDoubtful,
                            format!(
                                "状態が「{}」ですが、実績値が記入されています。",
                                state.unwrap_or_default()
                            ),
                            "値が分かっているときは「確定値」などを選び、分からないときは実績値を空欄にしてください。",
                        )
                        .about(&actual.source),
                    );
                }
            }
            _ => {}
        }
    }
    diagnostics
}

/// 課長 must have seen the answer (domain: What officers say).
fn approval(
    submission: &Submission,
    places: &BTreeMap<Field, CellLocation>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for field in [OfficeField::Approver, OfficeField::ApprovalDate] {
        let field = Field::Office(field);
        if let (None, Some(place)) = (submission.answer(&field), places.get(&field)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ApprovalBlank,
                    format!("{}が空欄です。", field.label()),
                    "所属長が内容を確認したことを確かめてください。",
                )
                .at(place),
            );
        }
    }
}
