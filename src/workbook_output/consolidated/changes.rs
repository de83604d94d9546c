//! 変更点: what is not as it was last cycle, one row each.

use super::super::formula::{here, rounded};
use super::super::page::{List, Paper};
use super::{CODE, Cell, Column, Edition, Row, Table};
use crate::audience::parts::Change;
use crate::audience::tables::ChangeRow;

pub(super) const NAME: &str = "変更点";
pub(super) const TABLE: &str = "変更点";
const BEFORE: &str = "前回";
const NOW: &str = "今回";
const DIFFERENCE: &str = "差";

pub(super) fn list(edition: &Edition) -> List {
    let previous = edition.matrix.previous_cycle.as_deref().unwrap_or("前回");
    let rows: Vec<Row> = edition.tables.changes.iter().map(row).collect();
    let mut table = Table {
        columns: columns(),
        rows,
    };
    let places = table.places(BEFORE).max(table.places(NOW));
    let (before, now) = (here(TABLE, BEFORE), here(TABLE, NOW));
    let difference = rounded(&format!("{now}-{before}"), places);
    if let Some(column) = table.columns.iter_mut().find(|c| c.heading == DIFFERENCE) {
        column.formula = Some(format!("IF(COUNT({before},{now})=2,{difference},\"\")"));
    }
    List {
        name: NAME,
        notes: vec![format!(
            "「前回」は{previous}です。評価、取組の実施状況及び指標の実績値が前回と違うもの並びに始まった項目及び終わった項目を載せています。"
        )],
        paper: Paper::A4,
        table,
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::centre("種別", 12.0).key(),
        Column::centre("番号", 12.0).key(),
        Column::text("名称", 40.0).key(),
        Column::centre(CODE, 11.0),
        Column::text("課名", 20.0),
        Column::number(BEFORE, 16.0),
        Column::number(NOW, 16.0),
        Column::number(DIFFERENCE, 13.0),
        Column::centre("単位", 9.0),
        Column::centre("変化", 20.0).attention(&[Change::Down.label()]),
    ]
}

fn row(change: &ChangeRow) -> Row {
    let difference = match &change.difference {
        Some(figure) => Cell::difference(figure),
        None => Cell::Blank,
    };
    Row::plain(vec![
        Cell::from(change.kind.label()),
        Cell::from(&change.number),
        Cell::from(&change.name),
        Cell::from(&change.id),
        Cell::from(&change.department),
        Cell::from(&change.before),
        Cell::from(&change.now),
        Cell::calculated(difference),
        Cell::from(&change.unit),
        Cell::from(&change.note),
    ])
}
