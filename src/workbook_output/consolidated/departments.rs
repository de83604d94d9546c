//! 課別: items that each department evaluates, by grade.

use super::super::fault::Fault;
use super::super::formula::{column, count_where, exactly, here, quoted};
use super::super::page::{Book, List, Paper};
use super::items;
use super::matrix::given;
use super::{
    Cell, Column, Derived, EVALUATING, Edition, GRADE, ITEM_TABLE, Place, Placed, Row, Rule, Table,
    grade_columns,
};
use crate::audience::parts::DepartmentRow;
use crate::values::a1;

pub(super) const NAME: &str = "課別";
const DEPARTMENT: &str = "課名";
/// Columns before the grades.
const LEAD: u16 = 3;

pub(super) fn write(book: &mut Book, edition: &Edition, items: &Placed) -> Result<(), Fault> {
    let placed = book.table(&mut list(edition), NAME)?;
    book.derive(derived(edition, &placed, items));
    Ok(())
}

fn list(edition: &Edition) -> List {
    let grades = &edition.matrix.columns;
    let lead = [
        Column::centre("課コード", 11.0).key(),
        Column::text(DEPARTMENT, 28.0).key(),
        Column::text("部", 20.0),
    ];
    let more = [
        Column::number(&edition.matrix.missing_label, 11.0),
        Column::number("評価する実施項目", 11.0),
        Column::number("関係課として関わる実施項目", 13.0),
    ];
    let columns = lead.into_iter().chain(grade_columns(grades)).chain(more);
    let mut list = List {
        name: NAME,
        notes: vec![
            "単位：項目　評価区分別の数は、その課が評価する実施項目のものです。一つの実施項目を評価するのは、所管課のうち計画台帳で初めに記された課です。".to_owned(),
        ],
        paper: Paper::A4,
        table: Table {
            columns: columns.collect(),
            rows: Vec::new(),
        },
    };
    let first = list.heading() + 1;
    let rows = (first..).zip(edition.departments);
    list.table.rows = rows.map(|(at, row)| department(edition, at, row)).collect();
    list
}

fn department(edition: &Edition, at: u32, row: &DepartmentRow) -> Row {
    let mine = exactly(&column(ITEM_TABLE, EVALUATING), &here(NAME, DEPARTMENT));
    let grades = &edition.matrix.columns;
    let counts = grades.iter().zip(&row.counts).map(|(grade, figure)| {
        let Some(symbol) = quoted(&grade.symbol) else {
            return Cell::from(figure);
        };
        let symbol = exactly(&column(ITEM_TABLE, GRADE), &symbol);
        Cell::formula(count_where(&[mine.clone(), symbol]), figure)
    });
    let missing_at = LEAD + u16::try_from(grades.len()).unwrap_or(0);
    let all = a1(at, (missing_at + 1).into());
    let counted = match grades.len() {
        0 => "0".to_owned(),
        _ => format!(
            "SUM({}:{})",
            a1(at, LEAD.into()),
            a1(at, (missing_at - 1).into())
        ),
    };
    let more = [
        Cell::formula(format!("{all}-{counted}"), &row.missing),
        Cell::formula(count_where(std::slice::from_ref(&mine)), &row.leads),
        Cell::from(&row.contributes),
    ];
    let lead = [
        Cell::from(&row.code),
        Cell::from(&row.name),
        Cell::from(&row.division),
    ];
    Row::plain(lead.into_iter().chain(counts).chain(more).collect())
}

fn derived(edition: &Edition, placed: &Placed, items: &Placed) -> Vec<Derived> {
    let grades = &edition.matrix.columns;
    let missing_at = LEAD + u16::try_from(grades.len()).unwrap_or(0);
    let mut all = Vec::new();
    for (row, department) in placed.rows.iter().zip(edition.departments) {
        let place = |column| Place::new(NAME, *row, column);
        let mine = given(items, items::COLUMNS.evaluating, &department.name);
        for (at, grade) in (LEAD..).zip(grades) {
            let symbol = given(items, items::COLUMNS.grade, &grade.symbol);
            let given = vec![mine.clone(), symbol];
            let rule = Rule::Count { given };
            all.push(Derived {
                at: place(at),
                rule,
            });
        }
        let less = (LEAD..missing_at).map(place).collect();
        let of = vec![place(missing_at + 1)];
        let rule = Rule::Added { of, less };
        all.push(Derived {
            at: place(missing_at),
            rule,
        });
        let given = vec![mine];
        let rule = Rule::Count { given };
        all.push(Derived {
            at: place(missing_at + 1),
            rule,
        });
    }
    all
}
