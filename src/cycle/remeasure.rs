//! Earlier actuals in today's unit: converted by the factors of 変更, or taken away.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::previous::Previous;
use crate::plan::{Conversion, Remeasured};
use crate::submission::{Fields as _, IndicatorField};
use crate::values::{Code, decimal_text};

impl Previous {
    /// Makes the actuals of these indicators what they are in today's unit, or takes them away: a figure never stands beside
    /// a unit that it was not measured in.
    pub(super) fn measure_today(&mut self, remeasured: BTreeMap<Code, Remeasured>) {
        for (id, of) in &remeasured {
            let field = IndicatorField::Actual.of(id);
            let Some(by) = self.values.get_mut(&field) else {
                continue;
            };
            let factor = match of.conversion {
                Some(Conversion::Factor(factor)) => factor,
                _ => {
                    by.clear();
                    continue;
                }
            };
            let converted = |text: &str| text.parse::<Decimal>().ok()?.checked_mul(factor);
            by.retain(|_, text| match converted(text) {
                Some(number) => {
                    *text = decimal_text(number);
                    true
                }
                None => false,
            });
        }
        self.remeasured.extend(remeasured);
    }

    /// Whether an indicator's actual here is converted from another unit or meaning.
    pub fn is_converted(&self, indicator: &Code) -> bool {
        let of = self.remeasured.get(indicator);
        of.is_some_and(|of| matches!(of.conversion, Some(Conversion::Factor(_))))
    }
}
