//! 計画期間の総括: the effects by year and in total, the grades of every item that was ever in the plan, and its indicators.

use super::super::content::{Row, Table};
use super::super::fault::Fault;
use super::super::page::{Book, Paper};
use super::super::style;
use super::super::table::{self, Shape};
use crate::audience::Figure;
use crate::audience::whole::{WholeEffect, WholeIndicator, WholeItem, WholeView};
use crate::tables::items::CODE;
use crate::tables::{Cell, Column, Heading, Many, One, Place, Rule, Span, columns};

pub(super) const NAME: &str = "計画期間の総括";
const EFFECTS: &str = "期間の効果額";
const GRADES: &str = "期間の評価";
const INDICATORS: &str = "期間の指標";
const AMOUNT: f64 = 17.0;

pub(super) fn write(book: &mut Book, whole: &WholeView) -> Result<(), Fault> {
    let many = whole.items.len() + whole.indicators.len() + whole.effects.len();
    Fault::check_rows(NAME, many as u64 + 200)?;
    let levels = &book.levels().clone();
    let sheet = book.sheet(NAME, Paper::A3)?;
    let mut row = 1;
    let notes = [Some(&whole.counting), whole.unknown.as_ref()];
    for note in notes.into_iter().flatten() {
        sheet.write_string_with_format(row, 0, &note.text, &style::note())?;
        row += 1;
    }
    let first = row + 2;
    let effects = effects(whole, first);
    let [grades, indicators] = [grades(whole), indicators(whole)];
    let mut widths = grades.headings.clone();
    widths.extend(indicators.headings.iter().skip(widths.len()).cloned());
    for table in [&effects, &indicators] {
        for (wide, own) in widths.iter_mut().zip(&table.headings) {
            wide.width = wide.width.max(own.width);
        }
    }
    table::set_widths(sheet, 0, &widths)?;
    let mut all = Vec::new();
    row = first - 1;
    for (title, name, table) in [
        ("効果額（単位：千円）", EFFECTS, effects),
        ("実施項目の評価", GRADES, grades),
        ("指標の推移", INDICATORS, indicators),
    ] {
        sheet.write_string_with_format(row, 0, levels.reword(title), &style::section())?;
        sheet.set_row_height(row, 18)?;
        let table = table.reworded(levels);
        let placed = table::write(sheet, (row + 1, 0), table, Shape::table(name, false))?;
        row = placed.next + 1;
        all.push(placed);
    }
    for placed in &mut all {
        book.keep(NAME, placed);
    }
    Ok(())
}

/// Columns of the amounts: planned, 単年度, 継続, listed, achieved.
const PLANNED: u16 = 2;
const ACHIEVED: u16 = 6;

/// A year or the total, and its row.
struct Line<'a> {
    of: &'a WholeEffect,
    row: u32,
    heading: u32,
}

impl Line<'_> {
    fn amount(&self, column: u16, figure: Option<&Figure>) -> Cell {
        let rule = match (self.of.western, column) {
            (None, _) => Some(Rule::sum(
                Many::Span(Span {
                    sheet: NAME.into(),
                    column: column.into(),
                    first: self.heading + 1,
                    last: self.row - 1,
                }),
                0,
            )),
            (Some(_), ACHIEVED) => Some(Rule::Added {
                of: (PLANNED + 1..ACHIEVED)
                    .map(|column| One::At(Place::new(NAME, self.row, column)))
                    .collect(),
                less: Vec::new(),
            }),
            _ => None,
        };
        match figure {
            Some(_) => Cell::ruled(rule, figure),
            None => Cell::Blank,
        }
    }
}

/// The effects below the headings on this row.
fn effects(whole: &WholeView, heading: u32) -> Table {
    let lines = (heading + 1..).zip(&whole.effects);
    let lines = lines.map(|(row, of)| Line { of, row, heading });
    let columns = columns![l: Line;
        Heading::centre("西暦年度", 12.0) => l.of.western.map_or(Cell::Blank, Cell::Year);
        Heading::text("年度", 30.0) => &l.of.name;
        Heading::number("目標効果額", AMOUNT) => l.amount(PLANNED, l.of.planned.as_ref());
        Heading::number("単年度", AMOUNT) => l.amount(PLANNED + 1, l.of.single_year.as_ref());
        Heading::number("継続", AMOUNT) => l.amount(PLANNED + 2, l.of.continuing.as_ref());
        Heading::number("区分のないもの", AMOUNT) => l.amount(PLANNED + 3, l.of.listed.as_ref());
        Heading::number("効果額の計", AMOUNT) => l.amount(ACHIEVED, l.of.achieved.as_ref());
    ];
    let mut table = Table::of(columns, lines);
    if let Some(Row { total, .. }) = table.rows.last_mut() {
        *total = true;
    }
    table
}

fn grades(whole: &WholeView) -> Table {
    let mut columns: Vec<Column<'_, &WholeItem>> = columns![i: &WholeItem;
        Heading::centre("番号", 12.0).key() => &i.number;
        Heading::text("実施項目", 30.0).key() => &i.title;
    ];
    columns.extend(whole.years.iter().enumerate().map(|(at, year)| {
        Heading::centre(&year.name, AMOUNT)
            .of(move |i: &&WholeItem| i.grades.get(at).and_then(Option::as_ref).into())
    }));
    columns.extend(columns![i: &WholeItem;
        Heading::text("備考", 30.0) => i.note.as_ref();
        Heading::centre(CODE, 12.0) => &i.id;
    ]);
    Table::of(columns, &whole.items)
}

fn indicators(whole: &WholeView) -> Table {
    let mut columns: Vec<Column<'_, &WholeIndicator>> = columns![k: &WholeIndicator;
        Heading::centre("番号", 12.0).key() => &k.number;
        Heading::text("指標名", 30.0).key() => &k.name;
        Heading::centre("単位", AMOUNT) => &k.unit;
        Heading::number("基準値", AMOUNT) => k.base.as_ref();
    ];
    columns.extend(whole.years.iter().enumerate().map(|(at, year)| {
        Heading::number(&year.name, AMOUNT)
            .of(move |k: &&WholeIndicator| k.actuals.get(at).and_then(Option::as_ref).into())
    }));
    columns.extend(columns![k: &WholeIndicator;
        Heading::number("最終目標", AMOUNT) => k.target.as_ref();
        Heading::text("備考", 30.0) => k.note.as_ref();
        Heading::centre(CODE, 12.0) => &k.id;
    ]);
    Table::of(columns, &whole.indicators)
}
