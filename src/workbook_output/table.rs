//! Writes a table from the definitions of its columns and from rows of cells. One value a cell, no
//! merged cells. A text that is too long for a cell goes on in rows below, marked （つづき）.
//! It must not know what the table is about.

use rust_decimal::Decimal;
use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::style::{self, Align, LINE};
use crate::audience::{Figure, Shown, Text};
use crate::values::grouped;
use crate::values::japanese_text::{cut_utf16, width};

/// Head of a text that goes on from the row above.
pub(super) const CONTINUED: &str = "（つづき）";
/// Stands in the only row of an empty table.
pub(super) const NONE: &str = "該当なし";
/// UTF-16 units of text that a cell takes, less the room for [`CONTINUED`].
const MOST_UNITS: usize = 32_000;
/// Line breaks that Excel takes in a cell (253), with room to spare.
const MOST_LINES: usize = 250;

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub heading: String,
    /// In half-width characters.
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
    Figure(Decimal, u32),
    /// A change: + or ▲.
    Difference(Decimal, u32),
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

    pub fn difference(figure: &Figure) -> Self {
        Self::Difference(figure.value, figure.places)
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
        Self::Figure(figure.value, figure.places)
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

/// Where a table came to stand; rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub heading: u32,
    /// Last row that is no total; the heading's where there is none.
    pub last_plain: u32,
    pub last_column: u16,
    /// The first free row below.
    pub next: u32,
}

/// Writes a table from row `top`, column `left` on.
pub(super) fn write(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    table: &Table,
) -> Result<Placed, XlsxError> {
    write_headings(sheet, (top, left), &table.columns)?;
    let mut row = top + 1;
    let mut last_plain = top;
    for content in rows_or_none(table) {
        for part in parts(&table.columns, &content.cells) {
            for ((column, definition), cell) in (left..).zip(&table.columns).zip(&part) {
                write_cell(sheet, (row, column), cell, definition.align, content.total)?;
            }
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
    })
}

/// Sets the widths of the columns from `left` on.
pub(super) fn set_widths(
    sheet: &mut Worksheet,
    left: u16,
    columns: &[Column],
) -> Result<(), XlsxError> {
    for (column, definition) in (left..).zip(columns) {
        sheet.set_column_width(column, definition.width)?;
    }
    Ok(())
}

/// Lines that a text takes in a column of this width, broken between any two characters.
pub(super) fn line_count(text: &str, column_width: f64) -> u32 {
    let room = (column_width - 1.0).max(2.0);
    text.split('\n')
        .map(|line| {
            let width = u32::try_from(width(line)).unwrap_or(u32::MAX);
            (1..400)
                .find(|n| f64::from(*n) * room >= f64::from(width))
                .unwrap_or(400)
        })
        .sum()
}

fn write_headings(
    sheet: &mut Worksheet,
    (row, left): (u32, u16),
    columns: &[Column],
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for (at, column) in (left..).zip(columns) {
        let format = column
            .fill
            .map_or_else(style::heading, style::grade_heading);
        sheet.write_string_with_format(row, at, &column.heading, &format)?;
        lines = lines.max(line_count(&column.heading, column.width));
    }
    // Room below for the filter's button, which would cover the last line.
    sheet.set_row_height(row, f64::from(lines) * LINE + 12.0)?;
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
    total: bool,
) -> Result<(), XlsxError> {
    let format = style::cell(align, total);
    match cell {
        Cell::Blank => sheet.write_blank(row, column, &format)?,
        Cell::Text(text) => {
            // A text among figures (定性) must wrap.
            let format = if align == Align::Number {
                style::cell(Align::Text, total)
            } else {
                format
            };
            sheet.write_string_with_format(row, column, text, &format)?
        }
        Cell::Grade(symbol, fill) => {
            sheet.write_string_with_format(row, column, symbol, &style::grade(*fill))?
        }
        Cell::Figure(value, places) => match binary(*value) {
            Some(number) => {
                let format = format.set_num_format(style::number_format(*places));
                sheet.write_number_with_format(row, column, number, &format)?
            }
            None => {
                sheet.write_string_with_format(row, column, grouped(*value, *places), &format)?
            }
        },
        Cell::Difference(value, places) => {
            let number = binary(*value).unwrap_or_default();
            let format = format.set_num_format(style::difference_format(*places));
            sheet.write_number_with_format(row, column, number, &format)?
        }
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

/// The rows that one row of cells takes: more than one where a text is too long for a cell.
fn parts(columns: &[Column], cells: &[Cell]) -> Vec<Vec<Cell>> {
    let texts: Vec<Vec<&str>> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => pieces(text),
            _ => Vec::new(),
        })
        .collect();
    let count = texts.iter().map(Vec::len).max().unwrap_or(0);
    if count < 2 {
        return vec![cells.to_vec()];
    }
    (0..count)
        .map(|at| {
            let one =
                |((cell, pieces), column): ((&Cell, &Vec<&str>), &Column)| match pieces.get(at) {
                    Some(piece) if at == 0 => Cell::text(*piece),
                    Some(piece) => Cell::Text(format!("{CONTINUED}{piece}")),
                    None if at == 0 || (column.key && pieces.len() < 2) => cell.clone(),
                    None => Cell::Blank,
                };
            cells.iter().zip(&texts).zip(columns).map(one).collect()
        })
        .collect()
}

/// The text in pieces that a cell takes each; together they are the text.
fn pieces(mut text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    loop {
        let cut = cut(text);
        let (piece, rest) = text.split_at(cut);
        pieces.push(piece);
        if rest.is_empty() {
            return pieces;
        }
        text = rest;
    }
}

/// Where to cut: at the text's end, else behind the last line or sentence that fits, and never
/// before a variation selector.
fn cut(text: &str) -> usize {
    let mut most = cut_utf16(text, MOST_UNITS).len();
    if let Some((at, _)) = text.match_indices('\n').nth(MOST_LINES - 1) {
        most = most.min(at + 1);
    }
    if most == text.len() {
        return most;
    }
    let head = &text[..most];
    if let Some(at) = head.rfind(['\n', '。']).filter(|at| *at > most / 2) {
        return at + head[at..].chars().next().map_or(0, char::len_utf8);
    }
    let joined = |c: char| matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{3099}' | '\u{309a}' | '\u{200d}');
    if text[most..].starts_with(joined) {
        let last = head.char_indices().next_back().map_or(0, |(at, _)| at);
        return if last == 0 { most } else { last };
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn long_texts_go_on_in_rows_below() {
        let columns = [
            Column::text("番号", 8.0).key(),
            Column::number("値", 8.0),
            Column::text("内容", 40.0),
        ];
        let long = "𠮷".repeat(20_000);
        let cells = [Cell::from("1-①"), Cell::count(3), Cell::text(&long)];
        let parts = parts(&columns, &cells);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[1][..2], [Cell::from("1-①"), Cell::Blank]);
        let text = |row: &Vec<Cell>| match &row[2] {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        let second = text(&parts[1]);
        assert_eq!(
            text(&parts[0]) + second.strip_prefix(CONTINUED).expect("marked"),
            long
        );
    }

    #[test]
    fn cuts_fall_behind_a_sentence_and_never_before_a_variation_selector() {
        let sentences = format!("{}。{}", "あ".repeat(20_000), "い".repeat(20_000));
        assert!(pieces(&sentences)[0].ends_with("あ。"));
        let names = format!("{}{}", "あ".repeat(31_999), "辻\u{e0100}".repeat(5));
        assert!(pieces(&names)[1].starts_with('辻'));
        let lines = "行\n".repeat(600);
        assert_eq!(pieces(&lines).len(), 3);
        assert_eq!(pieces(&lines).concat(), lines);
        assert_eq!(pieces(""), [""]);
    }

    #[test]
    fn decimals_that_a_sheet_would_change_stay_texts() {
        assert_eq!(binary(dec!(-1234.50)), Some(-1234.5));
        assert_eq!(binary(dec!(0.1)), Some(0.1));
        assert_eq!(binary(dec!(1234567890.123456)), None);
    }

    #[test]
    fn lines_of_a_heading() {
        assert_eq!(line_count("評価", 8.0), 1);
        assert_eq!(line_count("割合の母数", 9.0), 2);
        assert_eq!(line_count("a\nb", 9.0), 2);
    }
}
