//! Writes a table from the definitions of its columns and from rows of cells. One value a cell, no
//! merged cells. It must not know what the table is about.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, IgnoreError, Worksheet, XlsxError};

use super::style::{self, Align, Look};
use super::{continuation, measure};
use crate::audience::{Figure, Shown, Text};
use crate::values::grouped;

/// Stands in the only row of an empty table.
pub(super) const NONE: &str = "該当なし";
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
}

impl Column {
    fn new(heading: impl Into<String>, width: f64, align: Align) -> Self {
        Self {
            heading: heading.into(),
            width,
            align,
            key: false,
            fill: None,
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
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Blank,
    Text(String),
    /// A text in pieces, the marked ones underlined.
    Marked(Vec<(String, bool)>),
    /// A number that is no figure of the view, with its decimals.
    Figure(Decimal, u32),
    /// A figure of the view, told by its key where it came to stand.
    Keyed(Figure),
    /// A change: + or ▲.
    Difference(Figure),
    /// A grade's symbol on its ground.
    Grade(String, u32),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn count(count: usize) -> Self {
        Self::Figure(Decimal::from(count), 0)
    }

    /// Value and decimals of a cell that holds a number.
    const fn number(&self) -> Option<(Decimal, u32)> {
        match self {
            Self::Figure(value, places) => Some((*value, *places)),
            Self::Keyed(figure) | Self::Difference(figure) => Some((figure.value, figure.places)),
            Self::Blank | Self::Text(_) | Self::Marked(_) | Self::Grade(..) => None,
        }
    }

    /// Key of a figure of the view.
    fn key(&self) -> Option<&str> {
        match self {
            Self::Keyed(figure) | Self::Difference(figure) => Some(&figure.key),
            _ => None,
        }
    }

    pub fn difference(figure: &Figure) -> Self {
        Self::Difference(figure.clone())
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
        Self::Keyed(figure.clone())
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
}

/// Where a table came to stand; rows and columns from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub heading: u32,
    /// Last row that is no total; the heading's where there is none.
    pub last_plain: u32,
    pub last_column: u16,
    /// The first free row below.
    pub next: u32,
    /// Key, row and column of every figure of the view.
    pub figures: Vec<(String, u32, u16)>,
}

/// Writes a table from row `top`, column `left` on. `filtered` leaves room in the headings for the
/// buttons of a filter.
pub(super) fn write(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    table: &Table,
    filtered: bool,
) -> Result<Placed, XlsxError> {
    write_headings(sheet, (top, left), &table.columns, filtered)?;
    let mut row = top + 1;
    let mut last_plain = top;
    let mut figures = Vec::new();
    for content in rows_or_none(table) {
        for part in continuation::parts(&table.columns, &content.cells) {
            let lines = lines(&table.columns, &part);
            let look = Look {
                total: content.total,
                middle: !filtered || lines == 1,
            };
            for ((column, definition), cell) in (left..).zip(&table.columns).zip(&part) {
                write_cell(sheet, (row, column), cell, definition.align, look)?;
                figures.extend(cell.key().map(|key| (key.to_owned(), row, column)));
            }
            sheet.set_row_height(row, measure::row_height(lines))?;
            if !content.total {
                last_plain = row;
            }
            row += 1;
        }
    }
    let width = u16::try_from(table.columns.len()).unwrap_or(1);
    let last_column = left + width.saturating_sub(1);
    // Codes such as 01 are texts on purpose.
    let wrong = IgnoreError::NumberStoredAsText;
    sheet.ignore_error_range(top, left, row - 1, last_column, wrong)?;
    Ok(Placed {
        heading: top,
        last_plain,
        last_column,
        next: row,
        figures,
    })
}

fn lines(columns: &[Column], cells: &[Cell]) -> u32 {
    let lines = columns.iter().zip(cells).map(|(column, cell)| match cell {
        Cell::Text(text) => measure::line_count(text, column.width),
        Cell::Marked(pieces) => {
            let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
            measure::line_count(&text, column.width)
        }
        _ => 1,
    });
    lines.max().unwrap_or(1)
}

/// Sets the widths of the columns from `left` on.
pub(super) fn set_widths(
    sheet: &mut Worksheet,
    left: u16,
    columns: &[Column],
) -> Result<(), XlsxError> {
    for (column, definition) in (left..).zip(columns) {
        sheet.set_column_width(column, measure::column_width(definition.width))?;
    }
    Ok(())
}

fn write_headings(
    sheet: &mut Worksheet,
    (row, left): (u32, u16),
    columns: &[Column],
    filtered: bool,
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for (at, column) in (left..).zip(columns) {
        let format = style::heading(column.fill, filtered);
        sheet.write_string_with_format(row, at, &column.heading, &format)?;
        lines = lines.max(measure::line_count(&column.heading, column.width));
    }
    // A filter's button would cover the last line.
    let button = if filtered { 9.0 } else { 0.0 };
    sheet.set_row_height(row, measure::row_height(lines) + button)?;
    Ok(())
}

fn rows_or_none(table: &Table) -> Vec<Row> {
    if !table.rows.is_empty() {
        return table.rows.clone();
    }
    let mut cells = vec![Cell::Blank; table.columns.len()];
    let at = table
        .columns
        .iter()
        .position(|c| c.align == Align::Text && c.width >= 12.0)
        .unwrap_or(0);
    if let Some(cell) = cells.get_mut(at) {
        *cell = Cell::text(NONE);
    }
    vec![Row::plain(cells)]
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    align: Align,
    look: Look,
) -> Result<(), XlsxError> {
    let format = style::cell(align, look);
    match cell {
        Cell::Blank => sheet.write_blank(row, column, &format)?,
        Cell::Text(text) => {
            // A text among figures (定性) must wrap.
            let format = if align == Align::Number {
                style::cell(Align::Text, look)
            } else {
                format
            };
            sheet.write_string_with_format(row, column, text, &format)?
        }
        Cell::Marked(pieces) => {
            let (plain, marked) = style::pieces();
            let pieces: Vec<_> = pieces
                .iter()
                .map(|(text, mark)| (if *mark { &marked } else { &plain }, text.as_str()))
                .collect();
            sheet.write_rich_string_with_format(row, column, &pieces, &format)?
        }
        Cell::Grade(symbol, fill) => {
            sheet.write_string_with_format(row, column, symbol, &style::grade(*fill, look))?
        }
        Cell::Figure(value, places) => {
            let shown = style::number_format(*places);
            return write_number(sheet, (row, column), (*value, *places), shown, format);
        }
        Cell::Keyed(Figure { value, places, .. }) => {
            let shown = style::number_format(*places);
            return write_number(sheet, (row, column), (*value, *places), shown, format);
        }
        Cell::Difference(Figure { value, places, .. }) => {
            let shown = style::difference_format(*places);
            return write_number(sheet, (row, column), (*value, *places), shown, format);
        }
    };
    Ok(())
}

/// A number; as a text where a sheet would change its digits.
fn write_number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (value, places): (Decimal, u32),
    shown: String,
    format: Format,
) -> Result<(), XlsxError> {
    match binary(value) {
        Some(number) => {
            let format = format.set_num_format(shown);
            sheet.write_number_with_format(row, column, number, &format)?
        }
        None => sheet.write_string_with_format(row, column, grouped(value, places), &format)?,
    };
    Ok(())
}

/// The binary number that Excel shows as this decimal. `None` beyond the 15 digits that it keeps.
fn binary(value: Decimal) -> Option<f64> {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() >= 10_u128.pow(15) {
        return None;
    }
    value.to_string().parse().ok()
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
                Cell::Figure(dec!(-12345678), 0),
                Cell::count(1),
            ])],
        };
        table.fit_figures();
        assert!(table.columns[0].width >= 2.0 + 8.0 * 1.5 + 2.0 * 0.8);
        assert_eq!(table.columns[1].width, 6.0);
    }

    #[test]
    fn decimals_that_a_sheet_would_change_stay_texts() {
        assert_eq!(binary(dec!(-1234.50)), Some(-1234.5));
        assert_eq!(binary(dec!(0.1)), Some(0.1));
        assert_eq!(binary(dec!(1234567890.123456)), None);
    }
}
