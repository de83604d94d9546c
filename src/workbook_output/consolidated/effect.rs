//! 効果額: one row for each report that gives one, and the view's totals by kind.

use rust_xlsxwriter::XlsxError;

use super::super::page::{Book, List, Listed, Paper};
use super::super::table::{Cell, Column, Row, Table};
use super::super::written::{Derived, Given, Place, Rule, Span};
use crate::audience::parts::{EffectRow, EffectTable, EffectTotal};

/// Columns of 区分 and of the three figures.
const KIND: u16 = 4;
const FIGURES: std::ops::RangeInclusive<u16> = 6..=8;

pub(super) fn write(book: &mut Book, effect: &EffectTable) -> Result<(), XlsxError> {
    let listed = book.list(list(effect))?;
    if !effect.rows.is_empty() {
        book.derive(totals(&listed, &effect.totals));
    }
    Ok(())
}

/// Each total is the sum of its column in the rows of its kind.
fn totals(listed: &Listed, totals: &[EffectTotal]) -> Vec<Derived> {
    let placed = &listed.placed;
    let span = |column: u16| Span {
        sheet: listed.name.clone(),
        column,
        first: placed.heading + 1,
        last: placed.last_plain,
    };
    let sum = |row: u32, column: u16, kind: &str| Derived {
        at: Place::new(&listed.name, row, column),
        rule: Rule::Sum {
            of: span(column),
            given: vec![Given {
                span: span(KIND),
                equals: kind.to_owned(),
            }],
        },
    };
    (placed.last_plain + 1..)
        .zip(totals)
        .flat_map(|(row, total)| FIGURES.map(move |column| (row, column, total)))
        .map(|(row, column, total)| sum(row, column, &total.kind))
        .collect()
}

fn list(effect: &EffectTable) -> List {
    let totals = if effect.rows.is_empty() {
        &[]
    } else {
        effect.totals.as_slice()
    };
    List {
        name: "効果額",
        notes: vec![
            "単位：千円　効果額＝歳入増＋歳出減　▲は負の数を表します。".to_owned(),
            "「参考」及び区分のないものは、合計に含みません。".to_owned(),
        ],
        paper: Paper::A4,
        table: Table {
            columns: columns(),
            rows: effect
                .rows
                .iter()
                .map(row)
                .chain(totals.iter().map(total))
                .collect(),
        },
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::centre("番号", 12.0).key(),
        Column::text("課名", 20.0).key(),
        Column::centre("実施項目の番号", 10.0),
        Column::text("実施項目", 28.0),
        Column::centre("区分", 10.0),
        Column::centre("合計に含める", 14.0),
        Column::number("歳入増（千円）", 17.0),
        Column::number("歳出減（千円）", 17.0),
        Column::number("効果額（千円）", 17.0),
        Column::text("算定根拠", 40.0),
    ]
}

fn row(row: &EffectRow) -> Row {
    Row::plain(vec![
        Cell::from(&row.number),
        Cell::from(&row.department),
        Cell::from(&row.item_number),
        Cell::from(&row.item_title),
        Cell::from(&row.kind),
        Cell::from(if row.counted {
            "含む"
        } else {
            "含まない"
        }),
        Cell::from(&row.revenue),
        Cell::from(&row.saving),
        Cell::from(&row.effect),
        Cell::from(&row.basis),
    ])
}

fn total(total: &EffectTotal) -> Row {
    Row::total(vec![
        Cell::from("合計"),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
        Cell::from(&total.kind),
        Cell::Blank,
        Cell::from(&total.revenue),
        Cell::from(&total.saving),
        Cell::from(&total.effect),
        Cell::Blank,
    ])
}
