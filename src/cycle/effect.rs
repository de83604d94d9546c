//! 効果額 = 歳入増 + 歳出減, in 千円 (domain: Effect). 単年度 and 継続 are totalled apart, 参考 not at all.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::record::{ItemRecord, ReportRecord};
use crate::submission::{EffectKind, InitiativeField};

/// What 効果額 is the sum of.
pub(super) const AMOUNTS: [InitiativeField; 2] = [
    InitiativeField::EffectRevenue,
    InitiativeField::EffectSaving,
];

/// Sums of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectSum {
    pub revenue: Decimal,
    pub saving: Decimal,
    pub total: Decimal,
}

impl EffectSum {
    pub(super) fn add(&mut self, report: &ReportRecord) {
        let [revenue, saving] = AMOUNTS.map(|f| report.answers.number(f).unwrap_or_default());
        self.revenue = self.revenue.saturating_add(revenue).normalize();
        self.saving = self.saving.saturating_add(saving).normalize();
        self.total = self.revenue.saturating_add(self.saving).normalize();
    }
}

/// Totals over all reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectSummary {
    #[serde(rename = "単年度")]
    pub single_year: EffectSum,
    #[serde(rename = "継続")]
    pub continuing: EffectSum,
    /// 参考: shown, in no total.
    #[serde(rename = "参考")]
    pub reference: EffectSum,
    /// Given without a kind: in no total until the department chooses one.
    #[serde(rename = "区分なし")]
    pub without_kind: EffectSum,
}

impl EffectSummary {
    pub(super) fn of(items: &[ItemRecord]) -> Self {
        let mut summary = Self::default();
        let reports = items
            .iter()
            .flat_map(|i| &i.initiatives)
            .flat_map(|i| &i.reports);
        for report in reports.filter(|r| r.effect().is_some()) {
            summary.sum_mut(report.effect_kind()).add(report);
        }
        summary
    }
}

impl EffectSummary {
    /// What is said of amounts without a kind.
    pub const WITHOUT_KIND: &'static str = "区分なし";

    /// The sum of a kind; of no kind, what was given without one.
    pub const fn sum(&self, kind: Option<EffectKind>) -> &EffectSum {
        match kind {
            Some(EffectKind::SingleYear) => &self.single_year,
            Some(EffectKind::Continuing) => &self.continuing,
            Some(EffectKind::Reference) => &self.reference,
            None => &self.without_kind,
        }
    }

    const fn sum_mut(&mut self, kind: Option<EffectKind>) -> &mut EffectSum {
        match kind {
            Some(EffectKind::SingleYear) => &mut self.single_year,
            Some(EffectKind::Continuing) => &mut self.continuing,
            Some(EffectKind::Reference) => &mut self.reference,
            None => &mut self.without_kind,
        }
    }
}

impl ReportRecord {
    /// 効果額: 歳入増 + 歳出減, 千円; none where neither was given, or one was refused.
    pub fn effect(&self) -> Option<Decimal> {
        self.answers.also
    }

    /// 区分 of its 効果額, where one was chosen.
    pub fn effect_kind(&self) -> Option<EffectKind> {
        EffectKind::of(self.answers.word(InitiativeField::EffectKind)?)
    }

    /// Whether 歳入増 or 歳出減 was written but not taken.
    pub fn effect_refused(&self) -> bool {
        refused(&self.answers)
    }
}

fn refused(answers: &Answers<InitiativeField>) -> bool {
    let money = AMOUNTS.map(|field| answers[field].as_ref());
    money
        .into_iter()
        .flatten()
        .any(|answer| answer.value.is_none())
}

/// 歳入増 + 歳出減 of what was given; a blank is not 0, both blank is no effect. While one of them is refused the sum is
/// not known.
pub(super) fn total(answers: &Answers<InitiativeField>) -> Option<Decimal> {
    if refused(answers) {
        return None;
    }
    match AMOUNTS.map(|field| answers.number(field)) {
        [None, None] => None,
        [revenue, saving] => revenue
            .unwrap_or_default()
            .checked_add(saving.unwrap_or_default())
            .map(|t| t.normalize()),
    }
}
