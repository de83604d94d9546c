//! One 効果額 that two departments report of the same initiative: it would be counted twice.

use rust_decimal::Decimal;

use super::super::answers::Answers;
use super::super::record::{InitiativeRecord, ItemRecord, ReportRecord};
use crate::diagnostic::{Code, Diagnostic};
use crate::submission::{EffectKind, InitiativeField};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{Source, Value, grouped};

pub(super) fn check(items: &[ItemRecord]) -> Vec<Diagnostic> {
    let initiatives = items.iter().flat_map(|item| &item.initiatives);
    initiatives.flat_map(of_initiative).collect()
}

/// A question at each report that gives the same as another one.
fn of_initiative(initiative: &InitiativeRecord) -> Vec<Diagnostic> {
    let given: Vec<Given<'_>> = initiative.reports.iter().filter_map(Given::of).collect();
    let doubled = |one: &Given<'_>| {
        let same = given.iter().filter(|other| other.is_like(one));
        let names: Vec<&str> = same.map(|other| other.department).collect();
        (!names.is_empty()).then(|| one.reported(&initiative.number, &names.join("、")))
    };
    given.iter().filter_map(doubled).collect()
}

/// The 効果額 of one report that may count in a total.
struct Given<'a> {
    department: &'a str,
    amounts: [Decimal; 2],
    total: Decimal,
    /// 算定根拠, without what spelling makes of it.
    basis: Option<String>,
    source: &'a Source,
}

impl<'a> Given<'a> {
    fn of(report: &'a ReportRecord) -> Option<Self> {
        let total = report.effect().filter(|total| !total.is_zero())?;
        let answers = &report.answers;
        let amounts = [
            InitiativeField::EffectRevenue,
            InitiativeField::EffectSaving,
        ];
        let given = amounts.map(|field| answers[field].as_ref());
        let source = &given.into_iter().flatten().next()?.source;
        (report.effect_kind() != Some(EffectKind::Reference)).then(|| Self {
            department: &report.department,
            amounts: amounts.map(|field| answers.number(field).unwrap_or_default()),
            total,
            basis: basis(answers),
            source,
        })
    }

    fn is_like(&self, other: &Self) -> bool {
        self.department != other.department
            && self.amounts == other.amounts
            && self.basis == other.basis
    }

    fn reported(&self, number: &str, others: &str) -> Diagnostic {
        let total = grouped(self.total, 0);
        let grounds = match self.basis {
            Some(_) => "金額も算定根拠も",
            None => "金額が（算定根拠は、いずれも空欄です。）",
        };
        Diagnostic::new(
            Code::EffectDoubled,
            format!("{number} 効果額 {total}千円は、{others}の報告と{grounds}同じです。"),
            "同じ効果を2つ以上の課が数えていないかを確かめてください。別々の効果であれば、そのままで構いません。",
        )
        .about(self.source)
    }
}

fn basis(answers: &Answers<InitiativeField>) -> Option<String> {
    let answer = answers[InitiativeField::EffectBasis].as_ref()?;
    match answer.value.as_ref()? {
        Value::Text(text) => Some(without_space(&match_key(text))),
        _ => None,
    }
}
