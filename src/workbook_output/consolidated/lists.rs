//! The short lists that every body sees: 評価区分 and 用語.

use super::super::page::{List, Paper};
use super::super::style;
use super::{Cell, Column, Row, Table};
use crate::audience::parts::{GradeColumn, GradeMatrix, TermView};

pub(super) const GRADES: &str = "評価区分";
pub(super) const GLOSSARY: &str = "用語";

/// 評価区分: what the grades mean.
pub(super) fn grades(matrix: &GradeMatrix) -> List {
    List {
        name: GRADES,
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
        name: GLOSSARY,
        notes: Vec::new(),
        paper: Paper::A4,
        table: Table {
            columns: vec![Column::text("用語", 30.0).key(), Column::text("説明", 90.0)],
            rows: terms.iter().map(row).collect(),
        },
    }
}
