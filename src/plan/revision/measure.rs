//! In what an earlier cycle's actuals were measured, and what becomes of them today: a figure is never printed with a unit
//! that it was not measured in.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::then::Then;
use crate::plan::{
    Accumulation, ChangeKind, ChangeSubject, Conversion, Direction, Indicator, Plan,
};
use crate::values::Code;
use crate::values::japanese_text::{match_key, without_space};

/// What a figure of an indicator means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub unit: Option<String>,
    /// 目標の見方 and 集計, where they are known.
    pub meaning: Option<(Direction, Accumulation)>,
}

impl Measure {
    fn of(indicator: &Indicator) -> Self {
        Self {
            unit: indicator.unit.clone(),
            meaning: Some((indicator.direction, indicator.accumulation)),
        }
    }

    fn key(&self) -> String {
        let unit = self.unit.as_deref().unwrap_or_default();
        without_space(&match_key(unit))
    }

    /// Whether both have the same unit.
    pub fn same_unit(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    fn alike(&self, other: &Self) -> bool {
        let known = self.meaning.zip(other.meaning);
        self.same_unit(other) && known.is_none_or(|(one, other)| one == other)
    }

    /// The unit as it is printed.
    pub fn unit_word(&self) -> &str {
        self.unit.as_deref().unwrap_or("なし")
    }

    /// `以上、単年度`
    pub fn meaning_words(&self) -> String {
        self.meaning.map_or_else(String::new, |(direction, sum)| {
            format!("{}、{}", direction.label(), sum.label())
        })
    }
}

/// An indicator that an earlier cycle measured otherwise than today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remeasured {
    pub before: Measure,
    pub now: Measure,
    /// What becomes of the earlier values; `None` where no row of 変更 says so.
    pub conversion: Option<Conversion>,
}

/// The indicators whose earlier values don't stand for themselves today: the unit, 目標の見方 or 集計 is another, or a row of
/// 変更 since then says so.
pub fn remeasured(then: &Then, now: &Plan) -> BTreeMap<Code, Remeasured> {
    let rows = then.new_rows(now);
    let of = |indicator: &Indicator| {
        let today = Measure::of(indicator);
        let before = measure_then(then, &indicator.id)?;
        let subject = ChangeSubject::Entry(indicator.id.clone());
        let conversions = rows
            .iter()
            .filter(|row| row.subject == subject)
            .filter(|row| matches!(row.kind, ChangeKind::Unit | ChangeKind::Other))
            .filter_map(|row| row.conversion);
        let conversion = conversions.reduce(one_after_the_other);
        let same = match conversion {
            None => before.alike(&today),
            Some(Conversion::Factor(factor)) => factor == Decimal::ONE && before.alike(&today),
            Some(Conversion::NotCompared) => false,
        };
        (!same).then(|| {
            let remeasured = Remeasured {
                before,
                now: today,
                conversion,
            };
            (indicator.id.clone(), remeasured)
        })
    };
    now.indicators.iter().filter_map(of).collect()
}

fn measure_then(then: &Then, id: &Code) -> Option<Measure> {
    match &then.plan {
        Some(plan) => plan
            .indicators
            .iter()
            .find(|i| i.id == *id)
            .map(Measure::of),
        None => then.units.get(id).map(|unit| Measure {
            unit: unit.clone(),
            meaning: None,
        }),
    }
}

fn one_after_the_other(first: Conversion, second: Conversion) -> Conversion {
    match (first, second) {
        (Conversion::Factor(one), Conversion::Factor(other)) => one
            .checked_mul(other)
            .map_or(Conversion::NotCompared, |both| {
                Conversion::Factor(both.normalize())
            }),
        _ => Conversion::NotCompared,
    }
}
