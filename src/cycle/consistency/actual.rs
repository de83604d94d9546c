//! Actuals against last cycle's: a slipped digit, another unit, a single year's figure for a sum.

use rust_decimal::Decimal;

use super::super::previous::{CONVERTED, Previous};
use super::super::record::{IndicatorRecord, ItemRecord};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Accumulation, Cycle, Indicator, Plan};
use crate::submission::IndicatorField;
use crate::values::{Source, Value, grouped};

pub(super) fn check(
    plan: &Plan,
    cycle: &Cycle,
    previous: &Previous,
    items: &[ItemRecord],
    reported: &[Diagnostic],
) -> Vec<Diagnostic> {
    items
        .iter()
        .flat_map(|item| &item.indicators)
        .filter_map(|record| {
            let indicator = plan.indicators.iter().find(|i| i.id == record.id)?;
            let compared = Compared::of(indicator, record, previous)?;
            if indicator.accumulation == Accumulation::Cumulative && compared.now < compared.before
            {
                return Some(compared.fell());
            }
            let asked = reported
                .iter()
                .any(|d| d.code == Code::ValuePercent && is_at(d, compared.source));
            (!asked && compared.is_tenfold() && !compared.is_near(indicator, cycle))
                .then(|| compared.tenfold())
        })
        .collect()
}

fn is_at(diagnostic: &Diagnostic, source: &Source) -> bool {
    let at = &source.at;
    [&diagnostic.file, &diagnostic.sheet, &diagnostic.cell]
        .into_iter()
        .map(Option::as_deref)
        .eq([&at.file, &at.sheet, &at.cell].map(|t| Some(t.as_str())))
}

/// An actual beside last cycle's.
struct Compared<'a> {
    number: &'a str,
    unit: &'a str,
    places: u32,
    cycle: &'a str,
    now: Decimal,
    before: Decimal,
    converted: bool,
    source: &'a Source,
}

impl<'a> Compared<'a> {
    fn of(
        indicator: &'a Indicator,
        record: &'a IndicatorRecord,
        previous: &'a Previous,
    ) -> Option<Self> {
        let answer = record.answers[IndicatorField::Actual].as_ref()?;
        let Some(Value::Number(now)) = answer.value else {
            return None;
        };
        Some(Self {
            number: &record.number,
            unit: indicator.unit.as_deref().unwrap_or(""),
            places: indicator.places.unwrap_or(0),
            cycle: &previous.cycle,
            now,
            before: previous.actual(&record.id)?.parse().ok()?,
            converted: previous.is_converted(&record.id),
            source: &answer.source,
        })
    }

    /// Ten times last cycle's or more, or a tenth or less; nothing is so of zero.
    fn is_tenfold(&self) -> bool {
        let (now, before) = (self.now.abs(), self.before.abs());
        let ten = Decimal::TEN;
        !now.is_zero() && !before.is_zero() && (now / ten >= before || before / ten >= now)
    }

    /// Within half and twice this year's target: the plan itself expects the leap (a service that
    /// begins, a sum that starts from little).
    fn is_near(&self, indicator: &Indicator, cycle: &Cycle) -> bool {
        indicator.target_number(cycle.year).is_some_and(|target| {
            let half = target / Decimal::TWO;
            target > Decimal::ZERO && self.now >= half && self.now / Decimal::TWO <= target
        })
    }

    /// Last cycle's, marked where it is converted.
    fn words_before(&self) -> String {
        let mark = if self.converted { CONVERTED } else { "" };
        format!("{}{mark}", self.words(self.before))
    }

    fn words(&self, value: Decimal) -> String {
        format!("{}{}", grouped(value, self.places), self.unit)
    }

    fn tenfold(&self) -> Diagnostic {
        let how = if self.now.abs() > self.before.abs() {
            "10倍以上"
        } else {
            "10分の1以下"
        };
        Diagnostic::new(
            Code::ActualTenfold,
            format!(
                "{} 実績値 {} が、{}の {} の{how}です。",
                self.number,
                self.words(self.now),
                self.cycle,
                self.words_before()
            ),
            "桁や単位の誤りでないかを確かめてください。正しければ、大きく変わった訳を備考に書いてください。",
        )
        .about(self.source)
    }

    fn fell(&self) -> Diagnostic {
        Diagnostic::new(
            Code::CumulativeFell,
            format!(
                "{} は累計の指標ですが、実績値 {} が{}の {} より小さくなっています。",
                self.number,
                self.words(self.now),
                self.cycle,
                self.words_before()
            ),
            "計画の開始年度からの累計を記入しているか（この年度だけの数になっていないか）を確かめてください。",
        )
        .about(self.source)
    }
}
