//! 効果額 in parts and over the years of a plan: computed here once, copied everywhere else. Amounts are in 千円.

use rust_decimal::Decimal;

use super::effect::{EffectSum, EffectSummary};
use super::history::History;
use super::record::{CycleRecord, ReportRecord};
use crate::plan::{Plan, YEAR_END};
use crate::submission::EffectKind;
use crate::values::FiscalYear;

/// 効果額 of one year, and of the plan's years up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearlyEffect {
    pub year: FiscalYear,
    /// Sums by kind; none where only 過年度実績 is known, which tells no kinds.
    pub by_kind: Option<EffectSummary>,
    /// Sum that 過年度実績 lists.
    pub listed: Option<Decimal>,
    /// Of every known year of the plan up to this one.
    pub to_date: ToDate,
}

/// Sums over years, each kind apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToDate {
    /// 単年度
    pub single_year: Decimal,
    /// 継続
    pub continuing: Decimal,
    /// Listed by 過年度実績 without a kind.
    pub listed: Decimal,
}

/// The years of the plan up to the record's, oldest first, as far as they are known. Empty for cycles other than
/// 年度末: what is reported in the middle of a year is reported again at its end.
pub fn effect_over_years(
    plan: &Plan,
    history: &History,
    record: &CycleRecord,
) -> Vec<YearlyEffect> {
    if record.cycle.kind != YEAR_END {
        return Vec::new();
    }
    let earlier = history.earlier.iter();
    let earlier = earlier.filter(|e| e.year >= plan.profile.start && e.year < record.cycle.year);
    let known = earlier
        .map(|e| (e.year, e.effect.clone(), e.effect_listed))
        .chain([(record.cycle.year, Some(record.summary.effect.clone()), None)]);
    let mut to_date = ToDate::default();
    known
        .map(|(year, by_kind, listed)| {
            let sums = by_kind.clone().unwrap_or_default();
            let add =
                |sum: &mut Decimal, more: Decimal| *sum = sum.saturating_add(more).normalize();
            add(&mut to_date.single_year, sums.single_year.total);
            add(&mut to_date.continuing, sums.continuing.total);
            add(&mut to_date.listed, listed.unwrap_or_default());
            YearlyEffect {
                year,
                by_kind,
                listed,
                to_date: to_date.clone(),
            }
        })
        .collect()
}

/// The sum of the reports of a kind (単年度, 継続); none where no report of that kind gives an effect.
pub fn effect_of_kind<'a>(
    reports: impl IntoIterator<Item = &'a ReportRecord>,
    kind: EffectKind,
) -> Option<EffectSum> {
    let of_kind = reports
        .into_iter()
        .filter(|r| r.effect().is_some() && r.effect_kind() == Some(kind));
    let mut sum: Option<EffectSum> = None;
    for report in of_kind {
        sum.get_or_insert_default().add(report);
    }
    sum
}
