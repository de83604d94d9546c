//! The lists that lead to each other. They are laid out first, so that each link knows the row that it leads to.

use std::collections::BTreeMap;

use super::super::fault::Fault;
use super::super::page::{Book, List};
use super::super::table::rows_below;
use super::internal::Internal;
use super::links::Links;
use super::{
    Edition, INDICATORS, INITIATIVES, ITEMS, PROVENANCE, effect_rows, indicators, initiatives,
    items,
};
use crate::tables;

/// Each list is made again when it is written, so that no two long ones are held at a time.
pub(super) fn write<'a>(
    book: &mut Book,
    edition: &Edition<'a>,
    internal: Option<&Internal<'a>>,
) -> Result<(), Fault> {
    let links = links(edition, internal);
    let list = items::list(edition, internal, &links);
    let printed = items::printed(&list).saturating_sub(1);
    let placed = book.table(list, tables::ITEMS)?;
    let sheet = book.again(ITEMS)?;
    sheet.set_print_area(0, 0, placed.next - 1, printed)?;
    let rows = tables::initiatives::rows(edition.items.iter().copied());
    let list = initiatives::list(edition, &rows, internal, &links);
    book.table(list, tables::INITIATIVES)?;
    let rows = tables::indicators::rows(edition.items.iter().copied());
    let list = indicators::list(edition, &rows, internal, &links);
    let lines = indicators::Lines::of(&list.table);
    let placed = book.table(list, tables::INDICATORS)?;
    lines.draw(book, &placed)?;
    book.table(effect_rows::list(edition, &links), effect_rows::NAME)?;
    if let Some(internal) = internal {
        book.long_list(internal.provenance_list(&links), PROVENANCE)?;
    }
    Ok(())
}

/// Where each list's rows will stand.
fn links<'a>(edition: &Edition<'a>, internal: Option<&Internal<'a>>) -> Links<'a> {
    let mut links = Links::default();
    let none = Links::default();
    let starts = |list: &List| rows_below(list.heading(), &list.table).0;
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    let list = items::list(edition, internal, &none);
    for (item, row) in edition.items.iter().zip(starts(&list)) {
        links.add_item(&item.id, &item.number, row);
        let initiatives = item.initiatives.iter().map(|i| i.number.as_str());
        let indicators = item.indicators.iter().map(|i| i.number.as_str());
        let numbers = initiatives.chain(indicators).chain([item.number.as_str()]);
        ids.extend(numbers.map(|number| (number, item.id.as_str())));
    }
    let rows = tables::initiatives::rows(edition.items.iter().copied());
    let list = initiatives::list(edition, &rows, internal, &none);
    for (row, at) in rows.iter().zip(starts(&list)) {
        let about = (row.initiative.number.as_str(), row.department());
        links.add(INITIATIVES, &row.item.id, about, at);
    }
    let rows = tables::indicators::rows(edition.items.iter().copied());
    let list = indicators::list(edition, &rows, internal, &none);
    for (row, at) in rows.iter().zip(starts(&list)) {
        links.add(INDICATORS, &row.item.id, (&row.of.number, ""), at);
    }
    if let Some(internal) = internal {
        let list = internal.provenance_list(&none);
        for (source, row) in internal.provenance().iter().zip(starts(&list)) {
            if let Some(item) = ids.get(&*source.number) {
                links.add_first(PROVENANCE, item, row);
            }
        }
    }
    links
}
