//! The lists that lead to each other: 実施項目一覧 to 取組一覧, 指標一覧 and 転記元 and back, 効果額明細 to 取組一覧.
//! They are laid out first, so that each link knows the row that it leads to.

use std::collections::BTreeMap;

use super::super::fault::Fault;
use super::super::page::{Book, List};
use super::super::table::rows_below;
use super::internal::Internal;
use super::{
    Edition, INDICATORS, INITIATIVES, ITEMS, PROVENANCE, effect_rows, indicators, initiatives,
    items,
};
use crate::tables::{self, Target};

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
    fn of(edition: &Edition<'a>, internal: Option<&Internal<'a>>) -> Self {
        let mut links = Self::default();
        let none = Links::default();
        let starts = |list: &List| rows_below(list.heading(), &list.table).0;
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        let list = items::list(edition, internal, &none);
        for (item, row) in edition.items.iter().zip(starts(&list)) {
            links.items.insert(&item.id, row);
            links.by_number.insert((&item.number, ""), (ITEMS, row));
            let initiatives = item.initiatives.iter().map(|i| i.number.as_str());
            let indicators = item.indicators.iter().map(|i| i.number.as_str());
            let numbers = initiatives.chain(indicators).chain([item.number.as_str()]);
            ids.extend(numbers.map(|number| (number, item.id.as_str())));
        }
        let rows = tables::initiatives::rows(edition.items.iter().copied());
        let list = initiatives::list(edition, &rows, &none);
        for (row, at) in rows.iter().zip(starts(&list)) {
            let about = (row.initiative.number.as_str(), row.department());
            links.add(INITIATIVES, &row.item.id, about, at);
        }
        let rows = tables::indicators::rows(edition.items.iter().copied());
        let list = indicators::list(edition, &rows, &none);
        for (row, at) in rows.iter().zip(starts(&list)) {
            links.add(INDICATORS, &row.item.id, (&row.of.number, ""), at);
        }
        if let Some(internal) = internal {
            let list = internal.provenance_list(&none);
            for (source, row) in internal.provenance().iter().zip(starts(&list)) {
                if let Some(item) = ids.get(&*source.number) {
                    links.first.entry((PROVENANCE, item)).or_insert(row);
                }
            }
        }
        links
    }

    fn add(&mut self, sheet: &'static str, item: &'a str, about: (&'a str, &'a str), row: u32) {
        self.first.entry((sheet, item)).or_insert(row);
        self.by_number.entry(about).or_insert((sheet, row));
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

/// Each list is made again when it is written, so that no two long ones are held at a time.
pub(super) fn write(
    book: &mut Book,
    edition: &Edition,
    internal: Option<&Internal<'_>>,
) -> Result<(), Fault> {
    let links = Links::of(edition, internal);
    let list = items::list(edition, internal, &links);
    let printed = items::printed(&list).saturating_sub(1);
    let placed = book.table(list, tables::ITEMS)?;
    let sheet = book.again(ITEMS)?;
    sheet.set_print_area(0, 0, placed.next - 1, printed)?;
    let rows = tables::initiatives::rows(edition.items.iter().copied());
    let list = initiatives::list(edition, &rows, &links);
    book.table(list, tables::INITIATIVES)?;
    let rows = tables::indicators::rows(edition.items.iter().copied());
    let list = indicators::list(edition, &rows, &links);
    let lines = indicators::Lines::of(&list.table);
    let placed = book.table(list, tables::INDICATORS)?;
    lines.draw(book, &placed)?;
    book.table(effect_rows::list(edition, &links), effect_rows::NAME)?;
    if let Some(internal) = internal {
        book.long_list(internal.provenance_list(&links), PROVENANCE)?;
    }
    Ok(())
}
