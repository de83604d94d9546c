//! The short lists that every body sees: 評価区分 and 用語.

use super::super::page::{List, Paper};
use super::Table;
use crate::audience::parts::{GradeMatrix, TermView};
use crate::tables::lists;

pub(super) const GRADES: &str = "評価区分";
pub(super) const GLOSSARY: &str = "用語";

fn list(name: &'static str, table: Table) -> List {
    List {
        name,
        notes: Vec::new(),
        paper: Paper::A4,
        table,
    }
}

/// 評価区分: what the grades mean.
pub(super) fn grades(matrix: &GradeMatrix) -> List {
    list(GRADES, Table::of(lists::grades(), &matrix.columns))
}

/// 用語.
pub(super) fn glossary(terms: &[TermView]) -> List {
    list(GLOSSARY, Table::of(lists::glossary(), terms))
}
