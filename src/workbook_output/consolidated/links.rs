//! The lists that lead to each other: 実施項目一覧 to 取組一覧, 指標一覧 and 転記元 and back, 効果額明細 to 取組一覧.
//! They are laid out first, so that each link knows the row that it leads to.

use std::collections::BTreeMap;

use super::super::fault::Fault;
use super::super::page::{Book, List};
use super::super::table::{Target, rows_below};
use super::internal::Internal;
use super::{
    Cell, EFFECT_TABLE, Edition, INDICATOR_TABLE, INDICATORS, INITIATIVE_TABLE, INITIATIVES,
    ITEM_TABLE, ITEMS, PROVENANCE, Placed, effect_rows, indicators, initiatives, items,
};

/// Where the lists stand that others count over.
pub(super) struct Lists {
    pub items: Placed,
    pub effects: Placed,
}

/// Row of each item, initiative (by number and department) and indicator in its list, and the first rows that are
/// about an item.
#[derive(Default)]
struct Rows<'a> {
    items: BTreeMap<&'a str, u32>,
    /// By the item's id.
    first_initiative: BTreeMap<&'a str, u32>,
    first_indicator: BTreeMap<&'a str, u32>,
    /// By number as printed.
    by_number: BTreeMap<(&'a str, &'a str), (&'static str, u32)>,
    /// First row of 転記元 that is about an item, by the item's number.
    first_source: BTreeMap<&'a str, u32>,
}

/// Each list is made again when it is written, so that no two long ones are held at a time.
pub(super) fn write(
    book: &mut Book,
    edition: &Edition,
    internal: Option<&Internal<'_>>,
) -> Result<Lists, Fault> {
    let rows = rows(edition, internal);
    let items = write_items(book, edition, internal, &rows)?;
    write_initiatives(book, edition, &rows)?;
    write_indicators(book, edition, &rows)?;
    let effects = write_effects(book, edition, &rows)?;
    if let Some(internal) = internal {
        write_sources(book, internal, &rows)?;
    }
    Ok(Lists { items, effects })
}

fn write_items(
    book: &mut Book,
    edition: &Edition,
    internal: Option<&Internal<'_>>,
    rows: &Rows<'_>,
) -> Result<Placed, Fault> {
    let extra = internal.map(Internal::item_columns).unwrap_or_default();
    let mut list = items::list(edition, extra);
    link_items(edition, rows, &mut list);
    let placed = book.table(&mut list, ITEM_TABLE)?;
    let printed = items::printed(&list).saturating_sub(1);
    let sheet = book.again(ITEMS)?;
    sheet.set_print_area(0, 0, placed.next - 1, printed)?;
    Ok(placed)
}

fn write_initiatives(book: &mut Book, edition: &Edition, rows: &Rows<'_>) -> Result<(), Fault> {
    let mut list = initiatives::list(edition);
    let items = initiatives::about(&edition.items);
    link_back(
        rows,
        &mut list,
        initiatives::ITEM,
        items.iter().map(|a| a.item),
    );
    let placed = book.table(&mut list, INITIATIVE_TABLE)?;
    book.derive(initiatives::derived(&list, &placed));
    Ok(())
}

fn write_indicators(book: &mut Book, edition: &Edition, rows: &Rows<'_>) -> Result<(), Fault> {
    let mut list = indicators::list(edition);
    let items = edition.items.iter();
    let items = items.flat_map(|item| item.indicators.iter().map(|_| item.id.as_str()));
    link_back(rows, &mut list, indicators::ITEM, items);
    let placed = book.table(&mut list, INDICATOR_TABLE)?;
    indicators::sparklines(book, &list, &placed)?;
    book.derive(indicators::derived(edition, &list, &placed));
    Ok(())
}

fn write_effects(book: &mut Book, edition: &Edition, rows: &Rows<'_>) -> Result<Placed, Fault> {
    let mut list = effect_rows::list(edition);
    for (row, effect) in list.table.rows.iter_mut().zip(&edition.effect.rows) {
        let target = rows.of_number(&effect.number, &effect.department);
        link(row.cells.first_mut(), target);
    }
    let placed = book.long_table(list, EFFECT_TABLE)?;
    book.derive(effect_rows::derived(edition, &placed));
    Ok(placed)
}

fn write_sources(book: &mut Book, internal: &Internal<'_>, rows: &Rows<'_>) -> Result<(), Fault> {
    let mut list = internal.provenance_list();
    let mut before = None;
    for (row, source) in list.table.rows.iter_mut().zip(internal.provenance()) {
        let about = (&*source.number, &*source.department);
        // Lines about the same thing stand together: the first of them leads there.
        if before.replace(about) != Some(about) {
            let own = rows.of_number(about.0, about.1);
            let target = own.or_else(|| rows.of_number(about.0, ""));
            link(row.cells.first_mut(), target);
        }
    }
    book.long_list(list, PROVENANCE)?;
    Ok(())
}

impl Rows<'_> {
    /// Where an initiative of a department, an indicator or an item stands.
    fn of_number(&self, number: &str, department: &str) -> Option<Target> {
        let (sheet, row) = self.by_number.get(&(number, department))?;
        Some(target(sheet, *row))
    }
}

fn rows<'a>(edition: &Edition<'a>, internal: Option<&Internal<'a>>) -> Rows<'a> {
    let mut rows = Rows::default();
    let below = |list: List| rows_below(list.heading(), &list.table).0;
    let mut item_numbers: BTreeMap<&str, &str> = BTreeMap::new();
    let extra = internal.map(Internal::item_columns).unwrap_or_default();
    for (item, row) in edition.items.iter().zip(below(items::list(edition, extra))) {
        rows.items.insert(&item.id, row);
        rows.by_number.insert((&item.number, ""), (ITEMS, row));
        item_numbers.insert(&item.number, &item.number);
        for initiative in &item.initiatives {
            item_numbers.insert(&initiative.number, &item.number);
        }
        for indicator in &item.indicators {
            item_numbers.insert(&indicator.number, &item.number);
        }
    }
    let initiatives = initiatives::about(&edition.items);
    for (about, row) in initiatives.iter().zip(below(initiatives::list(edition))) {
        rows.first_initiative.entry(about.item).or_insert(row);
        let key = (about.number, about.department);
        rows.by_number.entry(key).or_insert((INITIATIVES, row));
    }
    let indicators = edition
        .items
        .iter()
        .flat_map(|item| item.indicators.iter().map(move |i| (item, i)));
    for ((item, indicator), row) in indicators.zip(below(indicators::list(edition))) {
        rows.first_indicator.entry(&item.id).or_insert(row);
        let key = (indicator.number.as_str(), "");
        rows.by_number.entry(key).or_insert((INDICATORS, row));
    }
    if let Some(internal) = internal {
        for (source, row) in internal.provenance().iter().zip(internal.provenance_rows()) {
            if let Some(item) = item_numbers.get(&*source.number) {
                rows.first_source.entry(item).or_insert(row);
            }
        }
    }
    rows
}

fn link_items(edition: &Edition, rows: &Rows<'_>, list: &mut List) {
    let place = |heading: &str| {
        let columns = &list.table.columns;
        columns.iter().position(|c| c.heading == heading)
    };
    let to = [
        (place(items::TO_INITIATIVES), INITIATIVES, "取組へ"),
        (place(items::TO_INDICATORS), INDICATORS, "指標へ"),
        (place(items::TO_PROVENANCE), PROVENANCE, "転記元へ"),
    ];
    for (row, item) in list.table.rows.iter_mut().zip(&edition.items) {
        let firsts = [
            rows.first_initiative.get(item.id.as_str()),
            rows.first_indicator.get(item.id.as_str()),
            rows.first_source.get(item.number.as_str()),
        ];
        for ((at, sheet, text), first) in to.into_iter().zip(firsts) {
            if let (Some(at), Some(first)) = (at, first)
                && let Some(cell) = row.cells.get_mut(at)
            {
                *cell = Cell::from(text).linked(target(sheet, *first));
            }
        }
    }
}

/// The item's number under `heading` leads back to 実施項目一覧; `items` gives the id of each row's.
fn link_back<'a>(
    rows: &Rows<'_>,
    list: &mut List,
    heading: &str,
    items: impl Iterator<Item = &'a str>,
) {
    let columns = &list.table.columns;
    let at = columns.iter().position(|c| c.heading == heading);
    for (row, item) in list.table.rows.iter_mut().zip(items) {
        let back = rows.items.get(item).map(|row| target(ITEMS, *row));
        link(at.and_then(|at| row.cells.get_mut(at)), back);
    }
}

fn link(cell: Option<&mut Cell>, target: Option<Target>) {
    if let (Some(cell), Some(target)) = (cell, target) {
        let text = std::mem::replace(cell, Cell::Blank);
        *cell = text.linked(target);
    }
}

fn target(sheet: &str, row: u32) -> Target {
    Target {
        sheet: sheet.to_owned(),
        row,
        column: 0,
    }
}
