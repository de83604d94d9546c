//! What tables are made of: columns, rows and cells. It must not know how they are written.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::measure;
use super::style::Align;
use crate::audience::{Figure, Shown, Text};
use crate::values::grouped;

/// Half-ems around a figure: its indent, and the cell's own margins.
const FIGURE_MARGIN: f64 = 3.5;

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub heading: String,
    /// In half-ems: a Japanese character has two, a digit one and a half.
    pub width: f64,
    pub align: Align,
    /// Says which thing the row is about: kept in view, and repeated where a row goes on.
    pub key: bool,
    /// Ground of the heading, where it is a grade.
    pub fill: Option<u32>,
    /// The formula of the cells below that are [`Cell::Calculated`].
    pub formula: Option<String>,
    /// Looks of certain words below, kept up by Excel when a cell is changed.
    pub highlights: Vec<Highlight>,
}

/// The look of a cell that holds exactly this word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Highlight {
    pub word: String,
    pub emphasis: Emphasis,
}

/// Both survive printing in grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// Bold on this ground: a grade.
    Ground(u32),
    /// Bold and underlined on a grey ground: what needs attention.
    Attention,
}

impl Column {
    fn new(heading: impl Into<String>, width: f64, align: Align) -> Self {
        Self {
            heading: heading.into(),
            width,
            align,
            key: false,
            fill: None,
            formula: None,
            highlights: Vec::new(),
        }
    }

    pub fn text(heading: impl Into<String>, width: f64) -> Self {
        Self::new(heading, width, Align::Text)
    }

    pub fn centre(heading: impl Into<String>, width: f64) -> Self {
        Self::new(heading, width, Align::Centre)
    }

    pub fn number(heading: impl Into<String>, width: f64) -> Self {
        Self::new(heading, width, Align::Number)
    }

    pub fn key(mut self) -> Self {
        self.key = true;
        self
    }

    pub fn filled(mut self, fill: u32) -> Self {
        self.fill = Some(fill);
        self
    }

    pub fn formula(mut self, formula: impl Into<String>) -> Self {
        self.formula = Some(formula.into());
        self
    }

    pub fn highlights(mut self, highlights: impl IntoIterator<Item = Highlight>) -> Self {
        self.highlights = highlights.into_iter().collect();
        self
    }

    pub fn attention(self, words: &[&str]) -> Self {
        let highlights = words.iter().map(|word| Highlight {
            word: (*word).to_owned(),
            emphasis: Emphasis::Attention,
        });
        self.highlights(highlights)
    }
}

/// A cell of another sheet of the workbook; row and column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub sheet: String,
    pub row: u32,
    pub column: u16,
}

/// One cell. Rare and large contents are boxed: long lists hold a million cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Blank,
    Text(String),
    /// A text in pieces, the marked ones underlined.
    Marked(Vec<(String, bool)>),
    /// A number that is no figure of the view, with its decimals.
    Figure(Decimal, u32),
    /// A figure of the view, told by its key where it came to stand.
    Keyed(Box<Figure>),
    /// A change: + or ▲.
    Difference(Box<Figure>),
    /// A western year, without a comma.
    Year(i32),
    /// A grade's symbol on its ground.
    Grade(String, u32),
    /// The column's formula, with the record's value as its result.
    Calculated(Box<Cell>),
    /// A formula of its own, with the record's value as its result.
    Formula(Box<(String, Cell)>),
    /// A text of ours or a number of the register that leads elsewhere in the workbook.
    Link(Box<(String, Target)>),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn count(count: usize) -> Self {
        Self::Figure(Decimal::from(count), 0)
    }

    pub fn difference(figure: &Figure) -> Self {
        Self::Difference(Box::new(figure.clone()))
    }

    /// With the column's formula.
    pub fn calculated(result: impl Into<Self>) -> Self {
        Self::Calculated(Box::new(result.into()))
    }

    /// With a formula of its own.
    pub fn formula(formula: impl Into<String>, result: impl Into<Self>) -> Self {
        Self::Formula(Box::new((formula.into(), result.into())))
    }

    /// The same text, leading to `target`. What holds no text stays as it is.
    pub fn linked(self, target: Target) -> Self {
        match self {
            Self::Text(text) if !text.is_empty() => Self::Link(Box::new((text, target))),
            other => other,
        }
    }

    /// Value and decimals of a cell that holds a number.
    pub fn number(&self) -> Option<(Decimal, u32)> {
        match self {
            Self::Figure(value, places) => Some((*value, *places)),
            Self::Keyed(figure) | Self::Difference(figure) => Some((figure.value, figure.places)),
            Self::Calculated(result) => result.number(),
            Self::Formula(formula) => formula.1.number(),
            Self::Year(_)
            | Self::Blank
            | Self::Text(_)
            | Self::Marked(_)
            | Self::Grade(..)
            | Self::Link(_) => None,
        }
    }

    /// Key of a figure of the view.
    pub fn key(&self) -> Option<&Arc<str>> {
        match self {
            Self::Keyed(figure) | Self::Difference(figure) => Some(&figure.key),
            Self::Calculated(result) => result.key(),
            Self::Formula(formula) => formula.1.key(),
            _ => None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Text> for Cell {
    fn from(text: &Text) -> Self {
        Self::Text(text.text.clone())
    }
}

impl From<&Figure> for Cell {
    fn from(figure: &Figure) -> Self {
        Self::Keyed(Box::new(figure.clone()))
    }
}

impl From<&Shown> for Cell {
    fn from(shown: &Shown) -> Self {
        match shown {
            Shown::Figure(figure) => figure.into(),
            Shown::Text(text) => text.into(),
        }
    }
}

macro_rules! blank_where_none {
    ($($value:ty),*) => {$(
        impl From<&Option<$value>> for Cell {
            fn from(value: &Option<$value>) -> Self {
                value.as_ref().map_or(Self::Blank, Self::from)
            }
        }
    )*};
}

blank_where_none!(String, Text, Figure, Shown);

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

    pub fn total(cells: Vec<Cell>) -> Self {
        Self { cells, total: true }
    }
}

/// A table; its totals come last.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

impl Table {
    /// Widens columns so that no figure in them shows as `####`.
    pub fn fit_figures(&mut self) {
        for row in &self.rows {
            for (column, cell) in self.columns.iter_mut().zip(&row.cells) {
                if let Some((value, places)) = cell.number() {
                    let text = grouped(value, places);
                    column.width = column.width.max(measure::text_width(&text) + FIGURE_MARGIN);
                }
            }
        }
    }

    /// The most decimals that a figure in the column of this heading has.
    pub fn places(&self, heading: &str) -> u32 {
        let at = self.columns.iter().position(|c| c.heading == heading);
        let cells = self.rows.iter().filter_map(|r| r.cells.get(at?));
        let scales = cells.filter_map(|c| Some(c.number()?.0.normalize().scale()));
        scales.max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn columns_are_wide_enough_for_their_figures() {
        let mut table = Table {
            columns: vec![Column::number("額", 6.0), Column::number("数", 6.0)],
            rows: vec![Row::plain(vec![
                Cell::calculated(Cell::Figure(dec!(-12345678.25), 0)),
                Cell::count(1),
            ])],
        };
        table.fit_figures();
        assert!(table.columns[0].width >= 2.0 + 8.0 * 1.5 + 2.0 * 0.8);
        assert_eq!(table.columns[1].width, 6.0);
        assert_eq!((table.places("額"), table.places("数")), (2, 0));
    }
}
