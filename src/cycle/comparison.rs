//! This cycle's grades against those of the cycle compared with: how many went up or down, and by how much the counts of each
//! 改革項目 moved. Computed here once, copied everywhere else.

use std::collections::{BTreeMap, BTreeSet};

use super::grades::GradeChanges;
use super::previous::Previous;
use super::record::{CycleRecord, ItemRecord};
use crate::plan::Plan;
use crate::values::Code;

impl CycleRecord {
    /// How the grades moved; of a record that was written before they stood in it, counted from its items.
    pub fn grade_changes(&self) -> GradeChanges {
        let counted = self.summary.changes.clone();
        counted.unwrap_or_else(|| {
            let moved = self.items.iter().map(|item| item.change);
            GradeChanges::of(moved, false)
        })
    }
}

/// Whether the scale of grades is another than that of the cycle compared with: one has a grade in its denominator of
/// which the other has not even the symbol. Grades outside the denominator (対象外, 統合 …) are no degrees.
pub fn other_scale(plan: &Plan, previous: &Previous) -> bool {
    let now = |symbol: &str| plan.grade(symbol).is_some();
    let lost = previous.scale.iter().any(|symbol| !now(symbol));
    let counted = plan.grades.iter().filter(|grade| grade.counted);
    let gained = previous.symbols.as_ref().is_some_and(|then| {
        counted
            .map(|grade| &grade.symbol)
            .any(|symbol| !then.contains(symbol))
    });
    lost || gained
}

/// By how much the counts of grades moved, of the items that both cycles have in the same 改革項目.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountChanges {
    /// By 改革項目 and symbol: the count then, and the count now.
    counts: BTreeMap<String, BTreeMap<String, [usize; 2]>>,
    pub left_out: LeftOut,
}

/// The items that no difference of counts holds, by their printed numbers: today's, or the last of what ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    pub began: Vec<String>,
    pub ended: Vec<String>,
    /// Into another 改革項目.
    pub moved: Vec<String>,
    /// 過年度実績 lists no grade of it.
    pub unknown: Vec<String>,
    /// Today's items among them.
    pub ids: BTreeSet<Code>,
}

impl LeftOut {
    pub fn is_empty(&self) -> bool {
        [&self.began, &self.ended, &self.moved, &self.unknown]
            .into_iter()
            .all(Vec::is_empty)
    }
}

impl CountChanges {
    /// Of a record against the cycle that it is compared with.
    pub fn of(plan: &Plan, record: &CycleRecord, previous: &Previous) -> Self {
        let mut changes = Self::default();
        let mut followed: BTreeSet<&Code> = BTreeSet::new();
        for item in &record.items {
            let then = item.follows.as_ref().unwrap_or(&item.id);
            match previous.items.get_key_value(then) {
                Some((id, then)) => {
                    followed.insert(id);
                    if then.pillar == item.pillar {
                        changes.count(item, then.grade.as_deref());
                        continue;
                    }
                    changes.left_out.moved.push(item.number.clone());
                }
                None => {
                    let began = previous.whole || began_since(plan, item, previous);
                    let left_out = &mut changes.left_out;
                    let list = match began {
                        true => &mut left_out.began,
                        false => &mut left_out.unknown,
                    };
                    list.push(item.number.clone());
                }
            }
            changes.left_out.ids.insert(item.id.clone());
        }
        let ended = previous.items.iter();
        let mut ended: Vec<_> = ended.filter(|(id, _)| !followed.contains(id)).collect();
        ended.sort_by_key(|(_, then)| then.place);
        let numbers = ended.into_iter().map(|(_, then)| then.number.clone());
        changes.left_out.ended.extend(numbers);
        changes
    }

    fn count(&mut self, item: &ItemRecord, before: Option<&str>) {
        let pillar = self.counts.entry(item.pillar.clone()).or_default();
        for (at, symbol) in [before, item.grade_symbol()].into_iter().enumerate() {
            if let Some(symbol) = symbol {
                pillar.entry(symbol.to_owned()).or_default()[at] += 1;
            }
        }
    }

    /// How many had a grade then, and have it now: of a 改革項目, or of all for a blank number.
    pub fn counts(&self, pillar: &str, symbol: &str) -> [usize; 2] {
        let here = self
            .counts
            .iter()
            .filter(|(number, _)| pillar.is_empty() || *number == pillar);
        here.filter_map(|(_, counts)| counts.get(symbol))
            .fold([0, 0], |[then, now], [t, n]| [then + t, now + n])
    }
}

/// Whether the register says that the item began after the year compared with.
fn began_since(plan: &Plan, item: &ItemRecord, previous: &Previous) -> bool {
    let start = plan.item(&item.id).and_then(|i| i.start);
    start
        .zip(previous.year)
        .is_some_and(|(start, then)| start > then)
}
