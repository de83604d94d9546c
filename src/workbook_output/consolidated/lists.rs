//! The short lists that every body sees: 課別, 評価区分 and 用語.

use super::super::page::{List, Paper};
use super::super::style;
use super::super::table::{Cell, Column, Row, Table};
use super::grade_columns;
use crate::audience::parts::{DepartmentRow, GradeColumn, GradeMatrix, TermView};

/// 課別: items that each department leads, by grade.
pub(super) fn departments(departments: &[DepartmentRow], matrix: &GradeMatrix) -> List {
    let lead = [
        Column::centre("課コード", 11.0).key(),
        Column::text("課名", 28.0).key(),
        Column::text("部", 20.0),
    ];
    let more = [
        Column::number(&matrix.missing_label, 11.0),
        Column::number("所管する実施項目", 11.0),
        Column::number("関係課として関わる実施項目", 13.0),
    ];
    let columns = lead.into_iter().chain(grade_columns(&matrix.columns));
    List {
        name: "課別",
        notes: vec![
            "単位：項目　評価区分別の数は、所管する実施項目のものです。一つの実施項目を複数の課が所管する場合は、それぞれの課に数えます。".to_owned(),
        ],
        paper: Paper::A4,
        table: Table {
            columns: columns.chain(more).collect(),
            rows: departments.iter().map(department).collect(),
        },
    }
}

fn department(row: &DepartmentRow) -> Row {
    let lead = [
        Cell::from(&row.code),
        Cell::from(&row.name),
        Cell::from(&row.division),
    ];
    let more = [&row.missing, &row.leads, &row.contributes];
    let figures = row.counts.iter().chain(more).map(Cell::from);
    Row::plain(lead.into_iter().chain(figures).collect())
}

/// 評価区分: what the grades mean.
pub(super) fn grades(matrix: &GradeMatrix) -> List {
    List {
        name: "評価区分",
        notes: Vec::new(),
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::centre("記号", 10.0).key(),
                Column::text("名称", 24.0).key(),
                Column::text("定義", 70.0),
                Column::centre("割合に含める", 14.0),
                Column::centre("順調とみなす", 14.0),
            ],
            rows: matrix.columns.iter().map(grade).collect(),
        },
    }
}

fn grade(grade: &GradeColumn) -> Row {
    let yes = |is: bool| Cell::from(if is { "はい" } else { "いいえ" });
    let fill = style::soft(grade.colour.as_deref(), grade.rank);
    Row::plain(vec![
        Cell::Grade(grade.symbol.clone(), fill),
        Cell::from(&grade.name),
        Cell::from(&grade.definition),
        yes(grade.counted),
        yes(grade.on_track),
    ])
}

/// 用語.
pub(super) fn glossary(terms: &[TermView]) -> List {
    let row =
        |term: &TermView| Row::plain(vec![Cell::from(&term.term), Cell::from(&term.explanation)]);
    List {
        name: "用語",
        notes: Vec::new(),
        paper: Paper::A4,
        table: Table {
            columns: vec![Column::text("用語", 30.0).key(), Column::text("説明", 90.0)],
            rows: terms.iter().map(row).collect(),
        },
    }
}
