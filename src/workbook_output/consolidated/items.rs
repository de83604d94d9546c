//! 実施項目一覧: one row an item, with its grade and texts; and 計画内容一覧, with what the plan says.

use super::super::page::{List, Paper};
use super::internal::Internal;
use super::links::Links;
use super::{Edition, INDICATORS, INITIATIVES, ITEMS, PROVENANCE, Table};
use crate::audience::parts::ItemView;
use crate::tables::{Cell, Column, Heading, items};

pub(super) const PLAN: &str = "計画内容一覧";
/// Heading of the first column that only leads elsewhere.
const FIRST_LINK: &str = "取組";

pub(super) fn list(edition: &Edition, internal: Option<&Internal<'_>>, links: &Links<'_>) -> List {
    let mut columns = items::columns(edition.context());
    columns.extend(internal.map(Internal::item_columns).unwrap_or_default());
    let to_initiatives = edition.head.levels.reword("取組へ");
    columns.push(link(FIRST_LINK, INITIATIVES, to_initiatives, links));
    columns.push(link("指標", INDICATORS, "指標へ".to_owned(), links));
    // What 転記元 holds is for the headquarters alone, and so is the way there.
    columns.extend(internal.map(|_| link("転記元", PROVENANCE, "転記元へ".to_owned(), links)));
    List {
        name: ITEMS,
        notes: vec![
            "「コード」は、番号を機械で読み取りやすい形にしたものです。「総括」及び「課別」の項目数は、「評価」「改革項目の番号」及び「評価する課」から数えます。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table::of(columns, edition.items.iter().copied()),
    }
}

/// Leads to the first row of another sheet that is about the item, where there is one.
fn link<'a>(
    heading: &str,
    sheet: &'static str,
    text: String,
    links: &'a Links<'_>,
) -> Column<'a, &'a ItemView> {
    Heading::centre(heading, 10.0).of(move |item: &&ItemView| {
        let target = links.first(sheet, &item.id);
        target.map_or(Cell::Blank, |to| Cell::Text(text.clone()).linked(Some(to)))
    })
}

/// The columns of the list that are printed: all but those that only lead elsewhere.
pub(super) fn printed(list: &List) -> u16 {
    list.table.at(FIRST_LINK).unwrap_or(u16::MAX)
}

/// 計画内容一覧: what the plan says of each item.
pub(super) fn plan_list(items: &[&ItemView]) -> List {
    List {
        name: PLAN,
        notes: Vec::new(),
        paper: Paper::A4,
        table: Table::of(items::plan_columns(), items.iter().copied()),
    }
}
