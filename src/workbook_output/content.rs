//! What a table on a sheet is made of: the headings of its columns and its rows. It must not know how they are written.

use super::measure;
use crate::audience::LevelNames;
use crate::tables::{Cell, Column, Heading};
use crate::values::grouped;

/// Half-ems around a figure: its indent, and the cell's own margins.
const FIGURE_MARGIN: f64 = 3.5;

/// One row: a cell for each column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// A total stands below the rows that a filter works on.
    pub total: bool,
}

impl Row {
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            total: false,
        }
    }
}

/// A table; its totals come last.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub headings: Vec<Heading>,
    pub rows: Vec<Row>,
}

impl Table {
    /// The columns that have a heading, with these rows, and below them what the headings say is their total.
    pub fn of<T>(columns: Vec<Column<'_, T>>, rows: impl IntoIterator<Item = T>) -> Self {
        let (headings, columns): (Vec<Heading>, Vec<_>) = columns
            .into_iter()
            .filter_map(|mut column| Some((column.heading.take()?, column)))
            .unzip();
        let cells = |row: T| columns.iter().map(|c| c.cell(&row)).collect();
        let mut rows: Vec<Row> = rows.into_iter().map(|row| Row::plain(cells(row))).collect();
        if !rows.is_empty() && headings.iter().any(|h| h.total.is_some()) {
            let totals = headings.iter();
            let cells = totals.map(|h| h.total.clone().unwrap_or(Cell::Blank));
            rows.push(Row {
                cells: cells.collect(),
                total: true,
            });
        }
        Self { headings, rows }
    }

    /// With the plan's own names of its levels in the headings, and in the rules that go by them.
    #[must_use]
    pub fn reworded(mut self, levels: &LevelNames) -> Self {
        if *levels == LevelNames::default() {
            return self;
        }
        let word = |text: &str| levels.reword(text);
        for heading in &mut self.headings {
            heading.name = word(&heading.name);
            heading.rule = heading.rule.as_ref().map(|rule| rule.renamed(&word));
            heading.total = heading.total.take().map(|total| renamed(total, &word));
        }
        for row in &mut self.rows {
            for cell in &mut row.cells {
                if let Cell::Ruled(_) = cell {
                    *cell = renamed(std::mem::replace(cell, Cell::Blank), &word);
                }
            }
        }
        self
    }

    /// The column of this heading, from 0.
    pub fn at(&self, heading: &str) -> Option<u16> {
        let at = self.headings.iter().position(|h| h.name == heading)?;
        u16::try_from(at).ok()
    }

    /// Widens columns so that no figure in them shows as `####`.
    pub fn fit_figures(&mut self) {
        for row in &self.rows {
            for (heading, cell) in self.headings.iter_mut().zip(&row.cells) {
                if let Some((value, places)) = cell.number() {
                    let text = grouped(value, places);
                    heading.width = heading
                        .width
                        .max(measure::text_width(&text) + FIGURE_MARGIN);
                }
            }
        }
    }
}

fn renamed(cell: Cell, word: &impl Fn(&str) -> String) -> Cell {
    match cell {
        Cell::Ruled(ruled) => Cell::Ruled(Box::new((ruled.0.renamed(word), ruled.1))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::{Decimal, dec};

    #[test]
    fn columns_are_wide_enough_for_their_figures() {
        let columns = vec![
            Heading::number("額", 6.0)
                .total(Cell::count(7))
                .of(|n: &Decimal| Cell::calculated(Cell::Number(*n, 0))),
            Heading::number("数", 6.0).of(|_| Cell::count(1)),
        ];
        let mut table = Table::of(columns, [dec!(-12345678.25)]);
        table.fit_figures();
        assert!(table.headings[0].width >= 2.0 + 8.0 * 1.5 + 2.0 * 0.8);
        assert_eq!(table.headings[1].width, 6.0);
        assert_eq!(table.rows[1].cells, [Cell::count(7), Cell::Blank]);
        assert_eq!((table.at("数"), table.at("率")), (Some(1), None));
    }
}
