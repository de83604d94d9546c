//! The counts of grades against those of the cycle compared with, worked out anew from the single items of both.

use super::scale::{Figures, Scale, put, symbol};
use crate::audience::key::{FigureKey, Items, Of};
use crate::cycle::{CycleRecord, ItemRecord, ItemThen, Previous};

/// Whether both cycles know the grades in each other's denominator.
pub(super) fn same_scale(previous: &Previous, scale: &Scale) -> bool {
    let now = |symbol: &String| scale.columns.iter().any(|(s, _, _)| s == symbol);
    let then = |symbol: &String| match &previous.symbols {
        Some(known) => known.contains(symbol),
        None => true,
    };
    let mut counted = scale.columns.iter().filter(|(_, counted, _)| *counted);
    previous.scale.iter().all(now) && counted.all(|(symbol, _, _)| then(symbol))
}

/// Of each 改革項目 and of all: how many of the items that both cycles have in it had a grade then, have it now, and the
/// difference.
pub(super) fn compared(
    record: &CycleRecord,
    previous: &Previous,
    scale: &Scale,
    figures: &mut Figures,
) {
    if !same_scale(previous, scale) {
        return;
    }
    let pairs: Vec<(&ItemRecord, &ItemThen)> = { record.items.iter() }
        .filter_map(|item| {
            let id = item.follows.as_ref().unwrap_or(&item.id);
            let then = previous.items.get(id)?;
            (then.pillar == item.pillar).then_some((item, then))
        })
        .collect();
    let pillars = record.summary.grades.pillars.keys();
    let rows = pillars.map(|number| Items::Pillar(number.clone()));
    for of in rows.chain([Items::Total]) {
        let here: Vec<_> = pairs
            .iter()
            .filter(|(item, _)| match &of {
                Items::Pillar(number) => item.pillar == *number,
                _ => true,
            })
            .collect();
        for (grade, _, _) in &scale.columns {
            let having = |symbol: Option<&str>| usize::from(symbol == Some(grade.as_str()));
            let then: usize = here.iter().map(|(_, t)| having(t.grade.as_deref())).sum();
            let now: usize = here.iter().map(|(item, _)| having(symbol(item))).sum();
            let key = |what: fn(String) -> Of| FigureKey::Items(of.clone(), what(grade.clone()));
            put(figures, key(Of::Before), then);
            put(figures, key(Of::Compared), now);
            let [now, then] = [now, then].map(rust_decimal::Decimal::from);
            put(figures, key(Of::Change), now - then);
        }
    }
}
