//! 効果額 = 歳入増 + 歳出減, in 千円 (domain: Effect). 単年度 and 継続 are totalled apart, 参考 not at all.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::record::{Effect, ItemRecord};
use crate::values::Value;

/// Sums of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectSum {
    pub revenue: Decimal,
    pub saving: Decimal,
    pub total: Decimal,
}

impl EffectSum {
    pub(super) fn add(&mut self, effect: &Effect) {
        let revenue = effect.revenue_value().unwrap_or_default();
        let saving = effect.saving_value().unwrap_or_default();
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
        for report in reports.filter(|r| r.effect.total.is_some()) {
            let sum = match report.effect.kind_word() {
                Some("単年度") => &mut summary.single_year,
                Some("継続") => &mut summary.continuing,
                Some("参考") => &mut summary.reference,
                _ => &mut summary.without_kind,
            };
            sum.add(&report.effect);
        }
        summary
    }
}

impl Effect {
    /// 歳入増 in 千円, where one was given and taken.
    pub fn revenue_value(&self) -> Option<Decimal> {
        number(self.revenue.as_ref()?.value.as_ref()?)
    }

    /// 歳出減 in 千円, where one was given and taken; more cost is negative.
    pub fn saving_value(&self) -> Option<Decimal> {
        number(self.saving.as_ref()?.value.as_ref()?)
    }

    /// 単年度, 継続 or 参考.
    pub fn kind_word(&self) -> Option<&str> {
        match self.kind.as_ref()?.value.as_ref()? {
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// Whether 歳入増 or 歳出減 was written but not taken.
    pub fn refused(&self) -> bool {
        [&self.revenue, &self.saving]
            .into_iter()
            .flatten()
            .any(|answer| answer.value.is_none())
    }

    /// 歳入増 + 歳出減 of what was given; a blank is not 0, both blank is no effect. While one of them is
    /// refused the sum is not known.
    pub(super) fn with_total(mut self) -> Self {
        if self.refused() {
            return self;
        }
        self.total = match (self.revenue_value(), self.saving_value()) {
            (None, None) => None,
            (revenue, saving) => revenue
                .unwrap_or_default()
                .checked_add(saving.unwrap_or_default())
                .map(|t| t.normalize()),
        };
        self
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}
