//! 取組一覧: one row for each initiative and reporting department.

use super::super::page::{List, Paper};
use super::internal::Internal;
use super::links::Links;
use super::{Edition, INITIATIVES, ITEM_NUMBER, Table};
use crate::audience::InitiativeField;
use crate::tables::initiatives::{Row, columns};

pub(super) fn list<'a>(
    edition: &Edition<'a>,
    rows: &[Row<'a>],
    internal: Option<&Internal<'a>>,
    links: &Links<'_>,
) -> List {
    let inside = internal.map(|internal| {
        internal
            .columns::<InitiativeField, _>(|r: &Row<'a>| (&*r.initiative.number, r.department()))
    });
    let columns = columns(edition.context(), rows).into_iter();
    let columns = columns.chain(inside.unwrap_or_default());
    let columns = columns.map(|c| c.linked(ITEM_NUMBER, |r| links.item(&r.item.id)));
    List {
        name: INITIATIVES,
        notes: vec![
            "単位：千円（歳入増、歳出減及び効果額）。効果額＝歳入増＋歳出減。▲は負の数を表します。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table::of(columns.collect(), rows.iter().copied()),
    }
}
