//! 課別: items that each department evaluates, by grade.

use super::super::fault::Fault;
use super::super::page::{Book, List, Paper};
use super::{Edition, Table, grade_heading};
use crate::audience::parts::DepartmentRow;
use crate::tables::items::{EVALUATING, GRADE};
use crate::tables::{Cell, Column, Given, Heading, Named, One, Place, Rule};

/// Name of the sheet and of its Excel table.
pub(super) const NAME: &str = "課別";
const DEPARTMENT: Named = Named::new(NAME, "課名");
/// Columns before the grades.
const LEAD: usize = 3;

/// A department, and the row on which it stands.
type Row<'a> = (u32, &'a DepartmentRow);

pub(super) fn write(book: &mut Book, edition: &Edition) -> Result<(), Fault> {
    let mut list = List {
        name: NAME,
        notes: vec![
            "単位：項目　評価区分別の数は、その課が評価する実施項目のものです。一つの実施項目を評価するのは、所管課のうち計画台帳で初めに記された課です。".to_owned(),
        ],
        paper: Paper::A4,
        table: Table::of::<Row<'_>>(Vec::new(), []),
    };
    let rows = (list.heading() + 1..).zip(edition.departments);
    list.table = Table::of(columns(edition), rows);
    book.table(list, NAME)?;
    Ok(())
}

fn columns<'a>(edition: &Edition<'a>) -> Vec<Column<'a, Row<'a>>> {
    let matrix = edition.matrix;
    let mine = || Given::Like(EVALUATING.all(), DEPARTMENT.here());
    let counted = |given: Vec<Given>| Rule::Count { given };
    let lead: [_; LEAD] = [
        Heading::centre("課コード", 11.0)
            .key()
            .of(|(_, d): &Row| (&d.code).into()),
        Heading::text(&*DEPARTMENT.heading, 28.0)
            .key()
            .of(|(_, d): &Row| (&d.name).into()),
        Heading::text("部", 20.0).of(|(_, d): &Row| (&d.division).into()),
    ];
    let grades = matrix.columns.iter().enumerate().map(|(at, grade)| {
        grade_heading(grade).of(move |(_, d): &Row| {
            let symbol = Given::word(GRADE.all(), &grade.symbol);
            let rule = symbol.map(|symbol| counted(vec![mine(), symbol]));
            Cell::ruled(rule, d.counts.get(at))
        })
    });
    let count = matrix.columns.len();
    let column = |at: usize| u16::try_from(LEAD + at).unwrap_or(u16::MAX);
    let more = [
        Heading::number(&matrix.missing_label, 11.0).of(move |(row, d): &Row| {
            let cell = |at| One::At(Place::new(NAME, *row, column(at)));
            // All that the department evaluates stand right of it.
            let rule = Rule::Added {
                of: vec![cell(count + 1)],
                less: (0..count).map(cell).collect(),
            };
            Cell::ruled(rule, &d.missing)
        }),
        Heading::number("評価する実施項目", 11.0)
            .of(move |(_, d): &Row| Cell::ruled(counted(vec![mine()]), &d.leads)),
        Heading::number("関係課として関わる実施項目", 13.0)
            .of(|(_, d): &Row| (&d.contributes).into()),
    ];
    lead.into_iter().chain(grades).chain(more).collect()
}
