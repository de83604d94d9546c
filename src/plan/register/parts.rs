//! The records of every sheet while the register is being read: each with its row, so that what concerns several of them
//! can be reported at its cell.

use super::row::Row;
use super::table::Tables;
use crate::plan::{
    Change, ChangeKind, ChangeSubject, Cycle, Department, Grade, Indicator, Initiative, Item,
    Measure, Meeting, PastResult, Pillar, Profile, Term, Theme,
};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{Code, FiscalYear};

/// A record with the row that it was read from.
#[derive(Debug)]
pub(super) struct Read<'a, T> {
    pub row: &'a Row,
    pub value: T,
}

/// The records of every sheet, references resolved as far as they could be.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    pub profile: Profile,
    pub profile_row: Option<&'a Row>,
    /// The plan's first and last year, where both could be read.
    pub years: Option<(FiscalYear, FiscalYear)>,
    pub themes: Vec<Read<'a, Theme>>,
    pub pillars: Vec<Read<'a, Pillar>>,
    pub measures: Vec<Read<'a, Measure>>,
    pub items: Vec<Read<'a, Item>>,
    pub initiatives: Vec<Read<'a, Initiative>>,
    pub indicators: Vec<Read<'a, Indicator>>,
    pub departments: Vec<Read<'a, Department>>,
    pub grades: Vec<Read<'a, Grade>>,
    pub cycles: Vec<Read<'a, Cycle>>,
    pub meetings: Vec<Read<'a, Meeting>>,
    pub past_results: Vec<Read<'a, PastResult>>,
    pub changes: Vec<Read<'a, Change>>,
    pub terms: Vec<Read<'a, Term>>,
    /// Whether every row of 進捗調査 could be read, so that what is not there can be missed.
    pub cycles_complete: bool,
    pub grades_complete: bool,
}

impl Parts<'_> {
    /// The item, initiative or indicator that has this number now, else the one whose 管理番号 it is: its id, and its number
    /// as printed. Where an ended item's number was used again, the one that goes on is meant.
    pub fn entry(&self, code: &Code) -> Option<(Code, String)> {
        self.entries_now(code).pop().or_else(|| self.by_id(code))
    }

    /// The one that bears this number and belongs to an item that ended; the one that ended first.
    pub fn ended(&self, code: &Code) -> Option<(Code, String)> {
        let ends = |id: &Code| {
            let entry = self.placed().find(|(own, ..)| *own == id);
            let item = entry.and_then(|(.., item)| self.items.iter().find(|i| i.value.id == *item));
            item.is_some_and(|i| i.value.end.is_some())
        };
        let mut bearers = self.entries_now(code).into_iter();
        bearers.find(|(id, _)| ends(id))
    }

    /// Whether an item has a last year of its own.
    pub fn has_ended(&self, item: &Code) -> bool {
        let mut items = self.items.iter();
        items.any(|i| i.value.id == *item && i.value.end.is_some())
    }

    /// Whether two items are in force in a year that both have.
    pub fn together(&self, one: &Code, other: &Code) -> bool {
        let period = |id: &Code| {
            let item = self.items.iter().find(|i| i.value.id == *id);
            let (start, end) = item.map_or((None, None), |i| (i.value.start, i.value.end));
            (
                start.unwrap_or(self.profile.start),
                end.unwrap_or(self.profile.end),
            )
        };
        let ((start, end), (from, to)) = (period(one), period(other));
        start <= to && from <= end
    }

    /// The one of this 管理番号.
    pub fn by_id(&self, id: &Code) -> Option<(Code, String)> {
        self.entries().find(|(own, _)| own == id)
    }

    /// Those that bear this number now, those that go on longest last.
    fn entries_now(&self, code: &Code) -> Vec<(Code, String)> {
        let mut items: Vec<&Item> = self.items.iter().map(|i| &i.value).collect();
        items.sort_by_key(|i| (i.end.is_none(), i.end));
        let at = |id: &Code| items.iter().position(|i| i.id == *id);
        let own = |number: &str| Code::derive(number).as_ref() == Some(code);
        let mut found: Vec<_> = self
            .placed()
            .filter(|(_, number, _)| own(number))
            .map(|(id, number, item)| (at(item), id, number))
            .collect();
        found.sort_by_key(|(at, ..)| *at);
        found
            .into_iter()
            .map(|(_, id, number)| (id.clone(), number.to_owned()))
            .collect()
    }

    /// Ids of all that the number names or once named: who bears it, and whose 管理番号 it is.
    pub fn once_called(&self, code: &Code) -> Vec<Code> {
        let mut ids: Vec<Code> = self
            .entries_now(code)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        ids.extend(self.entries().map(|(id, _)| id).filter(|id| id == code));
        // Who had it by 変更.
        ids.extend(self.changes.iter().filter_map(|row| {
            let renumbered = matches!(row.value.kind, ChangeKind::Renumbered | ChangeKind::Moved);
            let old = row.value.old.as_deref().and_then(Code::derive);
            match &row.value.subject {
                ChangeSubject::Entry(id) if renumbered && old.as_ref() == Some(code) => {
                    Some(id.clone())
                }
                _ => None,
            }
        }));
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Every item, initiative and indicator: id and printed number.
    fn entries(&self) -> impl Iterator<Item = (Code, String)> {
        self.placed()
            .map(|(id, number, _)| (id.clone(), number.to_owned()))
    }

    /// Every item, initiative and indicator: id, printed number, and id of its item.
    fn placed(&self) -> impl Iterator<Item = (&Code, &str, &Code)> {
        let items = self.items.iter().map(|i| &i.value);
        let initiatives = self.initiatives.iter().map(|i| &i.value);
        let indicators = self.indicators.iter().map(|i| &i.value);
        items
            .map(|i| (&i.id, i.number.as_str(), &i.id))
            .chain(initiatives.map(|i| (&i.id, i.number.as_str(), &i.item)))
            .chain(indicators.map(|i| (&i.id, i.number.as_str(), &i.item)))
    }
}

/// Each row of a sheet as a record; rows without one have been reported.
pub(super) fn each<'a, T>(
    tables: &'a Tables,
    sheet: &str,
    mut record: impl FnMut(&'a Row) -> Option<T>,
) -> Vec<Read<'a, T>> {
    tables
        .rows(sheet)
        .iter()
        .filter_map(|row| record(row).map(|value| Read { row, value }))
        .collect()
}

/// How names are compared: without width, case and white space.
pub(super) fn name_key(text: &str) -> String {
    without_space(&match_key(text))
}
