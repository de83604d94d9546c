//! 取組一覧: one row for each initiative and reporting department.

use super::super::page::{List, Paper};
use super::links::Links;
use super::{Edition, INITIATIVES, ITEM_NUMBER, Table};
use crate::tables::initiatives::{Row, columns};

pub(super) fn list(edition: &Edition, rows: &[Row<'_>], links: &Links<'_>) -> List {
    let columns = columns(edition.context(), rows).into_iter();
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
