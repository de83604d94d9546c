//! Where the lists of the workbook lead to each other: 実施項目一覧 to 取組一覧, 指標一覧 and 転記元 and back, 効果額明細 to
//! 取組一覧.

use std::collections::BTreeMap;

use super::ITEMS;
use crate::tables::Target;

/// Where a link may lead.
#[derive(Default)]
pub(super) struct Links<'a> {
    /// Row of each item by its id.
    items: BTreeMap<&'a str, u32>,
    /// The first row of a sheet that is about an item, by the item's id.
    first: BTreeMap<(&'static str, &'a str), u32>,
    /// Row of each item, initiative and indicator, by number as printed and, of an initiative, department.
    by_number: BTreeMap<(&'a str, &'a str), (&'static str, u32)>,
}

impl<'a> Links<'a> {
    pub fn add_item(&mut self, id: &'a str, number: &'a str, row: u32) {
        self.items.insert(id, row);
        self.by_number.insert((number, ""), (ITEMS, row));
    }

    /// A row about an item, and what of it: number, and department of a report.
    pub fn add(&mut self, sheet: &'static str, item: &'a str, about: (&'a str, &'a str), row: u32) {
        self.add_first(sheet, item, row);
        self.by_number.entry(about).or_insert((sheet, row));
    }

    pub fn add_first(&mut self, sheet: &'static str, item: &'a str, row: u32) {
        self.first.entry((sheet, item)).or_insert(row);
    }

    pub fn item(&self, id: &str) -> Option<Target> {
        self.items.get(id).map(|row| target(ITEMS, *row))
    }

    /// The first row of a sheet that is about an item.
    pub fn first(&self, sheet: &'static str, item: &str) -> Option<Target> {
        let row = self.first.get(&(sheet, item))?;
        Some(target(sheet, *row))
    }

    /// Where an initiative of a department, an indicator or an item stands.
    pub fn of_number(&self, number: &str, department: &str) -> Option<Target> {
        let (sheet, row) = self.by_number.get(&(number, department))?;
        Some(target(sheet, *row))
    }
}

fn target(sheet: &'static str, row: u32) -> Target {
    Target {
        sheet,
        row,
        column: 0,
    }
}
