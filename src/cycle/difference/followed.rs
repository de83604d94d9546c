//! What of one record is the same thing in the other: 取組 and 指標 by their ids, in whichever item they stand; departments
//! by name or through those that they followed (後継課); how an item ended, where only the later record knows.

use std::collections::BTreeMap;

use super::{Difference, Matter, Side, Subject};
use crate::cycle::record::{
    CycleRecord, DepartmentRecord, Ending, IndicatorRecord, InitiativeRecord, ItemRecord,
    ReportRecord,
};
use crate::values::Code;

/// A part with the item that it stands in.
type Placed<'a, T> = (&'a ItemRecord, &'a T);

/// The same part in the old and in the new record.
pub type Pair<'a, T> = [Option<Placed<'a, T>>; 2];

/// The two records, looked up by id and by name; the old one first.
pub struct Followed<'a> {
    initiatives: [BTreeMap<&'a Code, Placed<'a, InitiativeRecord>>; 2],
    indicators: [BTreeMap<&'a Code, Placed<'a, IndicatorRecord>>; 2],
    endings: [BTreeMap<&'a Code, &'a Ending>; 2],
    /// By the name of a department, those that it followed.
    former: [BTreeMap<&'a str, &'a [String]>; 2],
}

impl<'a> Followed<'a> {
    pub fn of(old: &'a CycleRecord, new: &'a CycleRecord) -> Self {
        let records = [old, new];
        Self {
            initiatives: records.map(|record| {
                let items = record.items.iter();
                items
                    .flat_map(|item| item.initiatives.iter().map(move |i| (&i.id, (item, i))))
                    .collect()
            }),
            indicators: records.map(|record| {
                let items = record.items.iter();
                items
                    .flat_map(|item| item.indicators.iter().map(move |i| (&i.id, (item, i))))
                    .collect()
            }),
            endings: records.map(|record| {
                let items = record.items.iter();
                let here = items.filter_map(|i| Some((&i.id, i.ends.as_ref()?)));
                here.chain(record.ended.iter().map(|i| (&i.id, &i.ends)))
                    .collect()
            }),
            former: records.map(|record| {
                let departments = record.departments.iter();
                departments
                    .map(|d| (d.name.as_str(), d.former.as_slice()))
                    .collect()
            }),
        }
    }

    /// How an item ends by the old and by the new record.
    pub fn endings(&self, item: &Code) -> [Option<&'a Ending>; 2] {
        [0, 1].map(|at| self.endings[at].get(item).copied())
    }

    /// The 取組 of an item in both records.
    pub fn initiatives(
        &self,
        old: Option<&'a ItemRecord>,
        new: Option<&'a ItemRecord>,
    ) -> Vec<Pair<'a, InitiativeRecord>> {
        let parts = [old, new].map(|item| item.map(|i| i.initiatives.as_slice()));
        pairs([old, new], parts, &self.initiatives, |i| &i.id)
    }

    /// The 指標 of an item in both records.
    pub fn indicators(
        &self,
        old: Option<&'a ItemRecord>,
        new: Option<&'a ItemRecord>,
    ) -> Vec<Pair<'a, IndicatorRecord>> {
        let parts = [old, new].map(|item| item.map(|i| i.indicators.as_slice()));
        pairs([old, new], parts, &self.indicators, |i| &i.id)
    }

    /// The reports of a 取組 by department: what a department that followed another reports goes on with that one's.
    pub fn reports(
        &self,
        old: Option<&'a InitiativeRecord>,
        new: Option<&'a InitiativeRecord>,
    ) -> Vec<(Option<&'a ReportRecord>, Option<&'a ReportRecord>)> {
        let [old, new] = [old, new].map(|i| i.map_or(&[][..], |i| i.reports.as_slice()));
        let same = |then: &ReportRecord, now: &ReportRecord| then.department == now.department;
        self.by_department((old, new), same, |r| &r.department)
    }

    /// The departments, by their codes and else through 後継課.
    pub fn departments(
        &self,
        old: &'a [DepartmentRecord],
        new: &'a [DepartmentRecord],
    ) -> Vec<(Option<&'a DepartmentRecord>, Option<&'a DepartmentRecord>)> {
        self.by_department((old, new), |then, now| then.code == now.code, |d| &d.name)
    }

    /// Each of `new` with the same department's of `old`, else with that of one that it followed; then what is gone.
    fn by_department<T>(
        &self,
        (old, new): (&'a [T], &'a [T]),
        same: fn(&T, &T) -> bool,
        name: fn(&T) -> &String,
    ) -> Vec<(Option<&'a T>, Option<&'a T>)> {
        let before = |now: &T| {
            let own = old.iter().find(|then| same(then, now));
            own.or_else(|| old.iter().find(|then| self.goes_on(name(then), name(now))))
        };
        let pairs: Vec<_> = new.iter().map(|now| (before(now), Some(now))).collect();
        let gone = old.iter().filter(|then| {
            let mut kept = pairs.iter().filter_map(|(before, _)| *before);
            !kept.any(|before| std::ptr::eq(before, *then))
        });
        let gone: Vec<_> = gone.map(|then| (Some(then), None)).collect();
        pairs.into_iter().chain(gone).collect()
    }

    /// Whether a department of the old record goes on as one of the new, or the other way round.
    fn goes_on(&self, old: &str, new: &str) -> bool {
        let followed = |at: usize, later: &str, earlier: &str| {
            let former = self.former[at].get(later).copied().unwrap_or_default();
            former.iter().any(|name| name == earlier)
        };
        followed(1, new, old) || followed(0, old, new)
    }

    /// Who answers, where that is another department; one that only has a new name is not.
    pub fn answering(
        &self,
        subject: &Subject,
        field: &str,
        [old, new]: [Option<&str>; 2],
    ) -> Option<Difference> {
        if old
            .zip(new)
            .is_some_and(|(old, new)| self.renamed(old, new))
        {
            return None;
        }
        let [old, new] = [old, new].map(Side::text);
        subject.difference(Matter::Department, field, old, new)
    }

    /// Whether `new` is all that `old` became, and followed no other.
    fn renamed(&self, old: &str, new: &str) -> bool {
        let heirs = |at: usize, name: &str| {
            let former = self.former[at].values();
            former.filter(|f| f.iter().any(|f| f == name)).count()
        };
        let only = |at: usize, later: &str, earlier: &str| {
            let former = self.former[at].get(later).copied().unwrap_or_default();
            former.first().is_some_and(|f| f == earlier) && heirs(at, earlier) == 1
        };
        only(1, new, old) || only(0, old, new)
    }
}

/// Each part of the new item with the same of the old record; then those of the old item that the new record has nowhere.
fn pairs<'a, T>(
    [old, new]: [Option<&'a ItemRecord>; 2],
    [then, now]: [Option<&'a [T]>; 2],
    known: &[BTreeMap<&'a Code, Placed<'a, T>>; 2],
    id: fn(&T) -> &Code,
) -> Vec<Pair<'a, T>> {
    let mut pairs: Vec<Pair<'a, T>> = Vec::new();
    if let (Some(item), Some(parts)) = (new, now) {
        let pair = |part| [known[0].get(id(part)).copied(), Some((item, part))];
        pairs.extend(parts.iter().map(pair));
    }
    if let (Some(item), Some(parts)) = (old, then) {
        let gone = parts.iter().filter(|part| !known[1].contains_key(id(part)));
        pairs.extend(gone.map(|part| [Some((item, part)), None]));
    }
    pairs
}
