//! 実施項目一覧: one row an item, with its grade and texts; and 計画内容一覧, with what the plan says.

use super::super::page::{List, Paper};
use super::super::style;
use super::super::table::{Cell, Column, Row, Table};
use super::ExtraColumn;
use crate::audience::parts::{GradeView, ItemView};

/// `extra` stands last; it is empty but for the headquarters.
pub(super) fn list(items: &[&ItemView], extra: Vec<ExtraColumn>) -> List {
    let (more, mut cells): (Vec<_>, Vec<_>) = extra
        .into_iter()
        .map(|e| (e.column, e.cells.into_iter()))
        .unzip();
    let rows = items.iter().map(|item| {
        let more = cells.iter_mut().map(|c| c.next().unwrap_or(Cell::Blank));
        Row::plain(row(item).into_iter().chain(more).collect())
    });
    let rows = rows.collect();
    List {
        name: "実施項目一覧",
        notes: vec!["「コード」は、番号を機械で読み取りやすい形にしたものです。".to_owned()],
        paper: Paper::A3,
        table: Table {
            columns: columns().into_iter().chain(more).collect(),
            rows,
        },
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::centre("番号", 9.0).key(),
        Column::text("実施項目", 24.0).key(),
        Column::centre("コード", 9.0),
        Column::text("改革項目", 18.0),
        Column::text("所管課", 16.0),
        Column::text("関係課", 16.0),
        Column::centre("評価", 8.0),
        Column::centre("評価の名称", 16.0),
        Column::centre("前回の評価", 12.0),
        Column::centre("評価の変化", 12.0),
        Column::text("評価の理由", 40.0),
        Column::text("課題", 36.0),
        Column::text("今後の取組", 36.0),
        Column::text("市民向けの説明", 30.0),
    ]
}

/// 計画内容一覧: what the plan says of each item.
pub(super) fn plan_list(items: &[&ItemView]) -> List {
    List {
        name: "計画内容一覧",
        notes: Vec::new(),
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::centre("番号", 9.0).key(),
                Column::text("実施項目", 26.0).key(),
                Column::centre("コード", 9.0),
                Column::text("改革項目", 20.0),
                Column::text("推進施策", 20.0),
                Column::text("所管課", 16.0),
                Column::text("関係課", 16.0),
                Column::text("現状と課題", 40.0),
                Column::text("取組方針", 40.0),
            ],
            rows: items.iter().map(|item| plan_row(item)).collect(),
        },
    }
}

fn plan_row(item: &ItemView) -> Row {
    Row::plain(vec![
        Cell::from(&item.number),
        Cell::from(&item.title),
        Cell::from(&item.id),
        pillar(item),
        Cell::from(&item.measure),
        Cell::from(&item.leads),
        Cell::from(&item.partners),
        Cell::from(&item.situation),
        Cell::from(&item.policy),
    ])
}

fn pillar(item: &ItemView) -> Cell {
    Cell::Text(format!("{} {}", item.pillar_number, item.pillar_name))
}

fn row(item: &ItemView) -> Vec<Cell> {
    let (symbol, name) = grade(item);
    vec![
        Cell::from(&item.number),
        Cell::from(&item.title),
        Cell::from(&item.id),
        pillar(item),
        Cell::from(&item.leads),
        Cell::from(&item.partners),
        symbol,
        name,
        Cell::from(&item.previous_grade),
        item.change.map_or(Cell::Blank, |c| c.label().into()),
        Cell::from(&item.reason),
        Cell::from(&item.issue),
        Cell::from(&item.next),
        Cell::from(&item.public_note),
    ]
}

/// Symbol and name of the grade, or what stands instead of one.
fn grade(item: &ItemView) -> (Cell, Cell) {
    let symbol = |g: &GradeView| {
        let fill = style::soft(g.colour.as_deref(), g.rank);
        Cell::Grade(g.symbol.text.clone(), fill)
    };
    match &item.grade {
        Some(g) => (symbol(g), Cell::from(&g.name)),
        None => (Cell::Blank, Cell::from(&item.missing_label)),
    }
}
