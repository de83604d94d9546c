//! 実施項目一覧: one row an item, with its grade and texts; and 計画内容一覧, with what the plan says.

use super::super::page::{List, Paper};
use super::super::style;
use super::matrix::ItemColumns;
use super::{
    CHANGE, CODE, Cell, Column, EVALUATING, Edition, ExtraColumn, GRADE, ITEMS, PILLAR, Row, Table,
};
use crate::audience::ItemField;
use crate::audience::parts::{Change, GradeView, ItemView};

pub(super) const PLAN: &str = "計画内容一覧";
/// Headings of the columns that lead to other lists.
pub(super) const TO_INITIATIVES: &str = "取組";
pub(super) const TO_INDICATORS: &str = "指標";
pub(super) const TO_PROVENANCE: &str = "転記元";
/// Columns that the counts of 総括 go by.
pub(super) const COLUMNS: ItemColumns = ItemColumns {
    pillar: 3,
    grade: 7,
    evaluating: 15,
};

/// `extra` is empty but for the headquarters.
pub(super) fn list(edition: &Edition, extra: Vec<ExtraColumn>) -> List {
    let internal = !extra.is_empty();
    let (more, mut cells): (Vec<_>, Vec<_>) = extra
        .into_iter()
        .map(|e| (e.column, e.cells.into_iter()))
        .unzip();
    // What 転記元 holds is for the headquarters alone, and so is the way there.
    let links = if internal { 3 } else { 2 };
    let rows = edition.items.iter().map(|item| {
        let more = cells.iter_mut().map(|c| c.next().unwrap_or(Cell::Blank));
        let evaluating = edition.tables.evaluating.get(&item.id);
        let cells = row(item, evaluating).into_iter().chain(more);
        // Filled where there is something to lead to.
        let links = (0..links).map(|_| Cell::Blank);
        Row::plain(cells.chain(links).collect())
    });
    let rows = rows.collect();
    List {
        name: ITEMS,
        notes: vec![
            "「コード」は、番号を機械で読み取りやすい形にしたものです。「総括」及び「課別」の項目数は、「評価」「改革項目の番号」及び「評価する課」から数えます。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: columns(edition)
                .into_iter()
                .chain(more)
                .chain(link_columns().into_iter().take(links))
                .collect(),
            rows,
        },
    }
}

fn columns(edition: &Edition) -> Vec<Column> {
    let grades = || edition.grade_highlights();
    vec![
        Column::centre("番号", 9.0).key(),
        Column::text("実施項目", 24.0).key(),
        Column::centre(CODE, 9.0),
        Column::centre(PILLAR, 10.0),
        Column::text("改革項目", 18.0),
        Column::text("所管課", 16.0),
        Column::text("関係課", 16.0),
        Column::centre(GRADE, 8.0).highlights(grades()),
        Column::centre("評価の名称", 16.0),
        Column::centre("前回の評価", 10.0),
        Column::centre(CHANGE, 12.0).attention(&[Change::Down.label()]),
        Column::text("評価の理由", 40.0),
        Column::text("課題", 36.0),
        Column::text("今後の取組", 36.0),
        Column::text("市民向けの説明", 30.0),
        Column::text(EVALUATING, 16.0),
    ]
}

/// Columns that lead to other lists. They stand last, and are not printed.
fn link_columns() -> [Column; 3] {
    [TO_INITIATIVES, TO_INDICATORS, TO_PROVENANCE].map(|h| Column::centre(h, 10.0))
}

/// The columns of a list that are printed: all but those that only lead elsewhere.
pub(super) fn printed(list: &List) -> u16 {
    let columns = &list.table.columns;
    let printed = columns.iter().position(|c| c.heading == TO_INITIATIVES);
    u16::try_from(printed.unwrap_or(columns.len())).unwrap_or(u16::MAX)
}

/// 計画内容一覧: what the plan says of each item.
pub(super) fn plan_list(items: &[&ItemView]) -> List {
    List {
        name: PLAN,
        notes: Vec::new(),
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::centre("番号", 9.0).key(),
                Column::text("実施項目", 26.0).key(),
                Column::centre(CODE, 9.0),
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
        Cell::Text(format!("{} {}", item.pillar_number, item.pillar_name)),
        Cell::from(&item.measure),
        Cell::from(&item.leads),
        Cell::from(&item.partners),
        Cell::from(&item.situation),
        Cell::from(&item.policy),
    ])
}

fn row(item: &ItemView, evaluating: Option<&String>) -> Vec<Cell> {
    let (symbol, name) = grade(item);
    vec![
        Cell::from(&item.number),
        Cell::from(&item.title),
        Cell::from(&item.id),
        Cell::from(&item.pillar_number),
        Cell::from(&item.pillar_name),
        Cell::from(&item.leads),
        Cell::from(&item.partners),
        symbol,
        name,
        Cell::from(&item.previous_grade),
        item.change.map_or(Cell::Blank, |c| c.label().into()),
        Cell::from(&item.answers[ItemField::Reason]),
        Cell::from(&item.answers[ItemField::Issue]),
        Cell::from(&item.answers[ItemField::Next]),
        Cell::from(&item.answers[ItemField::PublicNote]),
        evaluating.map_or(Cell::Blank, Cell::from),
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
