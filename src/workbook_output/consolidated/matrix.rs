//! The tables of 総括 that cross pillars with grades: counts over the rows of 実施項目一覧, shares of them, last
//! cycle's counts and the differences. Each is a formula with the view's figure as its result.

use super::super::formula::{column, count_where, exactly, here, quoted, share};
use super::{
    Cell, Column, Derived, GRADE, Given, ITEM_TABLE, ITEMS, PILLAR, Place, Placed, Row, Rule,
    SUMMARY, Span, Table, grade_columns, span,
};
use crate::audience::Figure;
use crate::audience::parts::{GradeColumn, GradeMatrix, MatrixRow};
use crate::values::a1;

/// Names of the Excel tables.
pub(super) const COUNTS: &str = "項目数";
pub(super) const SHARES: &str = "割合";

/// Widths: number, pillar, and each column of figures.
pub(super) const NUMBER: f64 = 7.0;
pub(super) const NAME: f64 = 44.0;
pub(super) const FIGURE: f64 = 12.0;
/// Columns before the grades.
pub(super) const LEAD: u16 = 2;

/// Where the counts stand on 総括.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts<'a> {
    matrix: &'a GradeMatrix,
    /// Row of the headings.
    heading: u32,
}

impl<'a> Counts<'a> {
    pub fn at(matrix: &'a GradeMatrix, heading: u32) -> Self {
        Self { matrix, heading }
    }

    fn grades(&self) -> u16 {
        u16::try_from(self.matrix.columns.len()).unwrap_or(0)
    }

    pub fn missing(&self) -> u16 {
        LEAD + self.grades()
    }

    pub fn denominator(&self) -> u16 {
        self.missing() + 1
    }

    pub fn all(&self) -> u16 {
        self.missing() + 2
    }

    fn first(&self) -> u32 {
        self.heading + 1
    }

    /// The row of the total.
    pub fn total(&self) -> u32 {
        let rows = u32::try_from(self.matrix.rows.len()).unwrap_or(0);
        self.first() + rows.max(1)
    }

    /// A cell of the counts, as a formula on the same sheet names it.
    fn cell(&self, row: u32, at: u16) -> String {
        a1(row, at.into())
    }

    /// A cell of the total, as a formula on another sheet names it.
    pub fn of_total(&self, at: u16) -> String {
        format!("{SUMMARY}!{}", self.cell(self.total(), at))
    }

    /// The columns of the grades that `keep` keeps.
    pub fn columns(&self, keep: fn(&GradeColumn) -> bool) -> Vec<u16> {
        let grades = (LEAD..).zip(&self.matrix.columns);
        grades.filter(|(_, g)| keep(g)).map(|(at, _)| at).collect()
    }

    /// These cells of a row added up; `0` where there are none.
    fn added(&self, row: u32, columns: &[u16]) -> String {
        let cells: Vec<String> = columns.iter().map(|at| self.cell(row, *at)).collect();
        match cells.as_slice() {
            [] => "0".to_owned(),
            [one] => one.clone(),
            all => format!("({})", all.join("+")),
        }
    }

    fn lead_columns(&self, more: impl IntoIterator<Item = String>) -> Vec<Column> {
        let lead = [
            Column::centre("番号", NUMBER).key(),
            Column::text("改革項目", NAME).key(),
        ];
        let more = more.into_iter().map(|h| Column::number(h, FIGURE));
        let grades = grade_columns(&self.matrix.columns);
        lead.into_iter().chain(grades).chain(more).collect()
    }

    /// A row for each pillar and the total; `cells` gives what follows number and name.
    fn table(&self, columns: Vec<Column>, cells: impl Fn(u32, &MatrixRow) -> Vec<Cell>) -> Table {
        let full = |at: u32, row: &MatrixRow| {
            let lead = [Cell::from(&row.number), Cell::from(&row.name)];
            lead.into_iter().chain(cells(at, row)).collect()
        };
        let pillars = (self.first()..).zip(&self.matrix.rows);
        let mut rows: Vec<Row> = pillars.map(|(at, r)| Row::plain(full(at, r))).collect();
        if rows.is_empty() {
            rows.push(Row::plain(vec![Cell::Blank; columns.len()]));
        }
        rows.push(Row::total(full(self.total(), &self.matrix.total)));
        Table { columns, rows }
    }

    pub fn counts(&self) -> Table {
        let more = [
            self.matrix.missing_label.clone(),
            "割合の母数".to_owned(),
            "全項目".to_owned(),
        ];
        self.table(self.lead_columns(more), |at, row| {
            let more = [&row.missing, &row.denominator, &row.all];
            let figures = row.counts.iter().chain(more);
            let cells = (LEAD..).zip(figures);
            cells
                .map(|(column, figure)| match self.count_formula(at, column) {
                    Some(formula) => Cell::formula(formula, figure),
                    None => figure.into(),
                })
                .collect()
        })
    }

    fn count_formula(&self, row: u32, at: u16) -> Option<String> {
        if row == self.total() {
            let (from, to) = (self.cell(self.first(), at), self.cell(row - 1, at));
            return Some(format!("SUM({from}:{to})"));
        }
        let here_pillar = exactly(&column(ITEM_TABLE, PILLAR), &here(COUNTS, "番号"));
        if at == self.all() {
            return Some(count_where(&[here_pillar]));
        }
        if at == self.denominator() {
            return Some(self.added(row, &self.columns(|g| g.counted)));
        }
        if at == self.missing() {
            let all = self.cell(row, self.all());
            let grades = self.added(row, &self.columns(|_| true));
            return Some(format!("{all}-{grades}"));
        }
        let grade = self.matrix.columns.get(usize::from(at - LEAD))?;
        let symbol = exactly(&column(ITEM_TABLE, GRADE), &quoted(&grade.symbol)?);
        Some(count_where(&[here_pillar, symbol]))
    }

    pub fn shares(&self) -> Table {
        let more = ["順調の割合".to_owned(), "母数（項目）".to_owned()];
        self.table(self.lead_columns(more), |at, row| {
            let whole = self.cell(at, self.denominator());
            let of = |columns: &[u16], figure: &Option<Figure>| {
                Cell::formula(share(&self.added(at, columns), &whole), figure)
            };
            let grades = (LEAD..).zip(&self.matrix.columns).zip(&row.shares);
            let shares = grades.map(|((column, grade), figure)| match grade.counted {
                true => of(&[column], figure),
                false => Cell::Blank,
            });
            let on_track = of(&self.columns(|g| g.on_track), &row.on_track_share);
            let whole = Cell::formula(whole.clone(), &row.denominator);
            shares.chain([on_track, whole]).collect()
        })
    }

    /// Last cycle's counts.
    pub fn before(&self, before: &[Vec<Figure>]) -> Table {
        let none = Vec::new();
        let first = self.first();
        self.table(self.lead_columns([]), |at, _| {
            let at = if at == self.total() {
                before.len().checked_sub(1)
            } else {
                usize::try_from(at - first).ok()
            };
            let figures = at.and_then(|at| before.get(at)).unwrap_or(&none);
            figures.iter().map(Cell::from).collect()
        })
    }

    /// This cycle's counts less last cycle's, whose headings stand on row `before`.
    pub fn differences(&self, before: Option<u32>) -> Table {
        self.table(self.lead_columns([]), |at, row| {
            let changes = (LEAD..).zip(&row.changes);
            changes
                .map(|(column, change)| {
                    let Some(figure) = change else {
                        return Cell::Blank;
                    };
                    let Some(before) = before else {
                        return Cell::difference(figure);
                    };
                    let then = self.cell(before + at - self.heading, column);
                    let formula = format!("{}-{then}", self.cell(at, column));
                    Cell::formula(formula, Cell::difference(figure))
                })
                .collect()
        })
    }

    /// How the counts follow from 実施項目一覧 and from each other, and the shares from them.
    pub fn derived(&self, shares: u32, items: &Placed, places: ItemColumns) -> Vec<Derived> {
        let mut all = Vec::new();
        let place = |row, column| Place::new(SUMMARY, row, column);
        let mut push = |row: u32, column: u16, rule: Rule| {
            let at = place(row, column);
            all.push(Derived { at, rule });
        };
        let grades = LEAD..self.missing();
        for (row, pillar) in (self.first()..).zip(&self.matrix.rows) {
            let of_pillar = given(items, places.pillar, &pillar.number);
            for (at, grade) in grades.clone().zip(&self.matrix.columns) {
                let given = vec![of_pillar.clone(), given(items, places.grade, &grade.symbol)];
                push(row, at, Rule::Count { given });
            }
            let given = vec![of_pillar];
            push(row, self.all(), Rule::Count { given });
            let places = |columns: Vec<u16>| columns.into_iter().map(|c| place(row, c)).collect();
            let less = places(self.columns(|_| true));
            let of = vec![place(row, self.all())];
            push(row, self.missing(), Rule::Added { of, less });
            let of = places(self.columns(|g| g.counted));
            let less = Vec::new();
            push(row, self.denominator(), Rule::Added { of, less });
        }
        for column in LEAD..=self.all() {
            let of = Span {
                sheet: SUMMARY.into(),
                column,
                first: self.first(),
                last: self.total() - 1,
            };
            let given = Vec::new();
            push(self.total(), column, Rule::Sum { of, given });
        }
        for row in self.first()..=self.total() {
            let below = shares + row - self.heading;
            let whole = || place(row, self.denominator());
            for column in self.columns(|g| g.counted) {
                let (of, whole) = (vec![place(row, column)], whole());
                push(below, column, Rule::Share { of, whole });
            }
            let on_track = self.columns(|g| g.on_track).into_iter();
            let of = on_track.map(|c| place(row, c)).collect();
            let whole = whole();
            push(below, self.missing(), Rule::Share { of, whole });
        }
        all
    }

    /// How the differences follow.
    pub fn derived_differences(&self, before: u32, differences: u32) -> Vec<Derived> {
        let rows = self.first()..=self.total();
        let cells = rows.flat_map(|row| (LEAD..self.missing()).map(move |column| (row, column)));
        cells
            .map(|(row, column)| {
                let place = |row| Place::new(SUMMARY, row, column);
                let of = vec![place(row)];
                let less = vec![place(before + row - self.heading)];
                Derived {
                    at: place(differences + row - self.heading),
                    rule: Rule::Added { of, less },
                }
            })
            .collect()
    }
}

/// Columns of 実施項目一覧 that counts go by.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemColumns {
    pub pillar: u16,
    pub grade: u16,
    /// Of 評価する課, that 課別 goes by.
    pub evaluating: u16,
}

pub(super) fn given(items: &Placed, column: u16, equals: &str) -> Given {
    Given {
        span: span(ITEMS, items, column),
        equals: equals.to_owned(),
    }
}
