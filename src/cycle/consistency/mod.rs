//! Questions that only the merged record raises: several departments' answers together, and this cycle's
//! against the last. Values are asked about and never changed.

mod actual;
mod doubled;
mod effect;
mod repeated;
mod targets;

#[cfg(test)]
mod tests;

use super::previous::Previous;
use super::record::ItemRecord;
use crate::diagnostic::Diagnostic;
use crate::plan::{Cycle, Plan};

/// Every question. `reported` is what has been reported of the cells already, so that none is asked twice.
pub(super) fn check(
    plan: &Plan,
    cycle: &Cycle,
    previous: Option<&Previous>,
    items: &[ItemRecord],
    reported: &[Diagnostic],
) -> Vec<Diagnostic> {
    let mut diagnostics = targets::check(plan, items);
    diagnostics.extend(effect::check(plan, cycle, previous, items));
    diagnostics.extend(doubled::check(items));
    if let Some(previous) = previous {
        diagnostics.extend(actual::check(plan, cycle, previous, items, reported));
        diagnostics.extend(repeated::check(plan, previous, items));
    }
    diagnostics
}
