//! Actual against target.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::plan::{Direction, Indicator};
use crate::values::{FiscalYear, round_half_away};

/// What can be said of an indicator in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// 達成率, %: 以上 = actual ÷ target × 100, 以下 = target ÷ actual × 100; one decimal.
    pub achievement: Option<Decimal>,
    /// 進捗率, %: (actual − base) ÷ (final target − base) × 100, where the year has no target but a
    /// later one has; one decimal.
    pub progress: Option<Decimal>,
    /// 達成: decided on the values, not on the rounded rate.
    pub met: Option<bool>,
}

/// In what last cycle's actual was measured, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredThen {
    pub unit: Option<String>,
    /// The factor that `previous` is converted by; none where it is not compared.
    pub factor: Option<String>,
}

/// Assesses `actual`. `not_applicable` is 該当なし, which under 以下 counts as met.
pub fn assess(
    indicator: &Indicator,
    year: FiscalYear,
    actual: Option<Decimal>,
    not_applicable: bool,
) -> Assessment {
    let at_least = match indicator.direction {
        Direction::AtLeast => true,
        Direction::AtMost => false,
        Direction::Qualitative | Direction::NoTarget => return Assessment::default(),
    };
    let target = indicator.target_number(year);
    match (target, actual) {
        (Some(target), Some(actual)) => Assessment {
            achievement: if at_least {
                rate(actual, target)
            } else {
                rate(target, actual)
            },
            progress: None,
            met: Some(if at_least {
                actual >= target
            } else {
                actual <= target
            }),
        },
        (Some(_), None) => Assessment {
            met: (!at_least && not_applicable).then_some(true),
            ..Assessment::default()
        },
        (None, Some(actual)) => Assessment {
            progress: progress(indicator, year, actual),
            ..Assessment::default()
        },
        (None, None) => Assessment::default(),
    }
}

/// `part ÷ whole × 100`; none where `whole` is 0 or one is negative.
fn rate(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if part < Decimal::ZERO || whole < Decimal::ZERO {
        return None;
    }
    percent(part, whole)
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(whole)
        .map(|r| round_half_away(r, 1))
}

fn progress(indicator: &Indicator, year: FiscalYear, actual: Decimal) -> Option<Decimal> {
    let (final_year, target) = indicator.final_target()?;
    let base = indicator.base?;
    if final_year <= year {
        return None;
    }
    percent(actual.checked_sub(base)?, target.checked_sub(base)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Accumulation, Target};
    use crate::values::Code;
    use rust_decimal::dec;

    fn indicator(direction: Direction, targets: &[(i32, Decimal)]) -> Indicator {
        let code = Code::derive("1").expect("a code");
        Indicator {
            number: "1".to_owned(),
            id: code.clone(),
            item: code,
            name: "指標".to_owned(),
            unit: None,
            kind: None,
            direction,
            accumulation: Accumulation::SingleYear,
            places: None,
            base_year: None,
            base: Some(dec!(10)),
            department: "課".to_owned(),
            targets: targets
                .iter()
                .map(|(y, t)| (FiscalYear::new(*y), Target::Number(*t)))
                .collect(),
        }
    }

    fn of(direction: Direction, target: Decimal, actual: Decimal) -> Assessment {
        let indicator = indicator(direction, &[(2025, target)]);
        assess(&indicator, FiscalYear::new(2025), Some(actual), false)
    }

    #[test]
    fn higher_and_lower_is_better() {
        let up = of(Direction::AtLeast, dec!(98.0), dec!(98.5));
        assert_eq!((up.achievement, up.met), (Some(dec!(100.5)), Some(true)));
        let down = of(Direction::AtMost, dec!(100), dec!(80));
        assert_eq!(
            (down.achievement, down.met),
            (Some(dec!(125.0)), Some(true))
        );
    }

    #[test]
    fn met_is_decided_on_values() {
        let near = of(Direction::AtLeast, dec!(100), dec!(99.99));
        assert_eq!(
            (near.achievement, near.met),
            (Some(dec!(100.0)), Some(false))
        );
    }

    #[test]
    fn no_rate_for_zero_or_negative() {
        assert_eq!(of(Direction::AtLeast, dec!(0), dec!(5)).achievement, None);
        assert_eq!(of(Direction::AtMost, dec!(5), dec!(0)).achievement, None);
        let negative = of(Direction::AtLeast, dec!(5), dec!(-1));
        assert_eq!((negative.achievement, negative.met), (None, Some(false)));
    }

    #[test]
    fn not_applicable_under_at_most_is_met() {
        let year = FiscalYear::new(2025);
        let at_most = indicator(Direction::AtMost, &[(2025, dec!(5))]);
        assert_eq!(assess(&at_most, year, None, true).met, Some(true));
        assert_eq!(assess(&at_most, year, None, false).met, None);
        let at_least = indicator(Direction::AtLeast, &[(2025, dec!(5))]);
        assert_eq!(assess(&at_least, year, None, true).met, None);
    }

    #[test]
    fn progress_towards_a_final_target() {
        let later = indicator(Direction::AtLeast, &[(2028, dec!(30))]);
        let assessed = assess(&later, FiscalYear::new(2025), Some(dec!(15)), false);
        assert_eq!(assessed.progress, Some(dec!(25.0)));
        assert_eq!((assessed.achievement, assessed.met), (None, None));
    }
}
