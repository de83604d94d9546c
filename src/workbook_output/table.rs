//! Writes a table from the definitions of its columns and from rows of cells: as an Excel table where it has a
//! name. One value a cell, no merged cells. It must not know what the table is about.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_xlsxwriter::{
    ConditionalFormatFormula, Formula, IgnoreError, Table as ExcelTable, TableColumn,
    TableFunction, TableStyle, Worksheet, XlsxError,
};

pub(super) use super::cell::{Cell, Column, Row, Table, Target};
use super::style::{self, Align, Look};
use super::write_cell::write_cell;
use super::{continuation, formula, measure};
use crate::values::a1;
use crate::values::japanese_text::cut_utf16;

/// Stands in the only row of an empty table.
pub(super) const NONE: &str = "該当なし";
/// Links that Excel takes on a sheet (65,490).
const MOST_LINKS: usize = 65_490;
/// UTF-16 units of a heading that an Excel table takes (255), with room for what tells equal ones apart.
const MOST_HEADING: usize = 240;

/// What becomes of a table beside its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape<'a> {
    /// Name of the Excel table; without one the cells stand for themselves.
    pub name: Option<&'a str>,
    /// Leaves room in the headings for the buttons of a filter; an Excel table gets them too.
    pub filtered: bool,
    /// Beyond so many links the rest is plain text.
    pub most_links: usize,
    /// Rows of one line have the height that the sheet gives by default: a long list does not say it for each.
    pub usual_heights: bool,
}

impl<'a> Shape<'a> {
    /// Cells alone.
    pub const fn cells(filtered: bool) -> Self {
        Self {
            name: None,
            filtered,
            most_links: MOST_LINKS,
            usual_heights: false,
        }
    }

    /// An Excel table.
    pub const fn table(name: &'a str, filtered: bool) -> Self {
        Self {
            name: Some(name),
            filtered,
            most_links: MOST_LINKS,
            usual_heights: false,
        }
    }
}

/// Where a table came to stand; rows and columns from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub heading: u32,
    /// The row on which each row of the table begins; empty where the table is.
    pub rows: Vec<u32>,
    /// Last row that is no total; the heading's where there is none.
    pub last_plain: u32,
    pub first_column: u16,
    pub last_column: u16,
    /// The first free row below.
    pub next: u32,
    /// Key, row and column of every figure of the view, until the book takes them.
    pub figures: Vec<(Arc<str>, u32, u16)>,
    /// Every formula that was written, with its row and column, until the book takes them.
    pub formulas: Vec<(Arc<str>, u32, u16)>,
    /// Links that became plain text.
    pub links_left_out: usize,
    /// Rows that are higher than Excel allows.
    pub too_high: usize,
}

/// Rows on which the rows of a table begin that has its heading on `heading`, and the first free one below.
pub(super) fn rows_below(heading: u32, table: &Table) -> (Vec<u32>, u64) {
    let mut next = u64::from(heading) + 1;
    let mut starts = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        starts.push(u32::try_from(next).unwrap_or(u32::MAX));
        next += continuation::count(&row.cells) as u64;
    }
    (starts, next.max(u64::from(heading) + 2))
}

/// Writes a table from row `top`, column `left` on.
pub(super) fn write(
    sheet: &mut Worksheet,
    at: (u32, u16),
    table: &Table,
    shape: Shape<'_>,
) -> Result<Placed, XlsxError> {
    let below = rows_below(at.0, table);
    let total = table.rows.last().filter(|r| r.total).cloned();
    let rows = table.rows.iter().map(Cow::Borrowed);
    write_rows(sheet, at, &table.columns, (below, total), rows, shape)
}

/// The same, letting go of each row when it is written: a long table is not held twice.
pub(super) fn write_out(
    sheet: &mut Worksheet,
    at: (u32, u16),
    table: Table,
    shape: Shape<'_>,
) -> Result<Placed, XlsxError> {
    let below = rows_below(at.0, &table);
    let total = table.rows.last().filter(|r| r.total).cloned();
    let rows = table.rows.into_iter().map(Cow::Owned);
    write_rows(sheet, at, &table.columns, (below, total), rows, shape)
}

fn write_rows<'r>(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    columns: &[Column],
    ((starts, next), total): ((Vec<u32>, u64), Option<Row>),
    rows: impl Iterator<Item = Cow<'r, Row>>,
    shape: Shape<'_>,
) -> Result<Placed, XlsxError> {
    let none = starts.is_empty().then(|| Cow::Owned(none_row(columns)));
    let width = u16::try_from(columns.len()).unwrap_or(1);
    let mut placed = Placed {
        heading: top,
        rows: starts,
        last_plain: top,
        first_column: left,
        last_column: left + width.saturating_sub(1),
        next: u32::try_from(next).unwrap_or(u32::MAX),
        figures: Vec::new(),
        formulas: Vec::new(),
        links_left_out: 0,
        too_high: 0,
    };
    let headings = headings(columns);
    if let Some(name) = shape.name {
        let excel = excel_table(name, columns, &headings, total.as_ref(), shape.filtered);
        sheet.add_table(top, left, placed.next - 1, placed.last_column, &excel)?;
    }
    write_headings(sheet, (top, left), columns, &headings, shape.filtered)?;
    let mut links = 0;
    let mut above = BTreeMap::new();
    let mut row = top + 1;
    for content in none.into_iter().chain(rows) {
        for part in continuation::parts(columns, &content.cells) {
            let lines = lines(columns, &part);
            let look = Look {
                total: content.total,
                middle: !shape.filtered || lines == 1,
            };
            for ((column, definition), cell) in (left..).zip(columns).zip(part.iter()) {
                let plain = matches!(cell, Cell::Link(..)) && links >= shape.most_links;
                let at = (row, column);
                let formula = write_cell(sheet, at, (cell, plain), definition, look)?;
                let formula = formula.map(|text| shared(&mut above, column, text));
                placed
                    .formulas
                    .extend(formula.map(|text| (text, row, column)));
                placed.links_left_out += usize::from(plain);
                links += usize::from(matches!(cell, Cell::Link(..)));
                let key = cell.key().map(|key| (Arc::clone(key), row, column));
                placed.figures.extend(key);
            }
            placed.too_high += usize::from(measure::too_high(lines));
            if !shape.usual_heights || lines > 1 {
                sheet.set_row_height(row, measure::row_height(lines))?;
            }
            if !content.total {
                placed.last_plain = row;
            }
            row += 1;
        }
    }
    highlight(sheet, left, columns, &placed)?;
    for (column, definition) in (left..).zip(columns) {
        // Codes such as 01 are texts on purpose; neighbouring formulas may well differ. Excel takes one of the two.
        let wrong = match definition.align {
            Align::Number => IgnoreError::FormulaDiffers,
            Align::Text | Align::Centre => IgnoreError::NumberStoredAsText,
        };
        sheet.ignore_error_range(top, column, row - 1, column, wrong)?;
    }
    Ok(placed)
}

fn lines(columns: &[Column], cells: &[Cell]) -> u32 {
    let lines = columns.iter().zip(cells).map(|(column, cell)| match cell {
        Cell::Text(text) => measure::line_count(text, column.width),
        Cell::Marked(pieces) => {
            let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
            measure::line_count(&text, column.width)
        }
        Cell::Link(link) => measure::line_count(&link.0, column.width),
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

/// The headings as an Excel table takes them: in one line, not too long, none equal to another.
fn headings(columns: &[Column]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut heading = |column: &Column| {
        let line = column.heading.replace(char::is_control, " ");
        let line = cut_utf16(&line, MOST_HEADING).to_owned();
        let mut heading = line.clone();
        for number in 2.. {
            if taken.insert(heading.to_lowercase()) {
                break;
            }
            heading = format!("{line}（{number}）");
        }
        heading
    };
    columns.iter().map(&mut heading).collect()
}

/// The definition of the Excel table. Its cells are written afterwards, with their own looks and results.
fn excel_table(
    name: &str,
    columns: &[Column],
    headings: &[String],
    total: Option<&Row>,
    filtered: bool,
) -> ExcelTable {
    let columns = columns.iter().zip(headings).enumerate();
    let columns = columns.map(|(at, (column, heading))| {
        let definition = TableColumn::new()
            .set_header(heading)
            .set_header_format(style::heading(column.fill, filtered));
        let definition = match &column.formula {
            Some(formula) => definition.set_formula(Formula::new(formula)),
            None => definition,
        };
        match total.and_then(|t| t.cells.get(at)) {
            Some(Cell::Formula(formula)) => {
                definition.set_total_function(TableFunction::Custom(Formula::new(&formula.0)))
            }
            Some(Cell::Text(label)) => definition.set_total_label(label),
            _ => definition,
        }
    });
    let columns: Vec<TableColumn> = columns.collect();
    ExcelTable::new()
        .set_name(name)
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_banded_rows(false)
        .set_autofilter(filtered)
        .set_total_row(total.is_some())
}

/// The text of a formula, shared with the cell above where that has the same: most rows of a long table do.
fn shared(above: &mut BTreeMap<u16, Arc<str>>, column: u16, text: &str) -> Arc<str> {
    let last = above.get(&column).filter(|last| ***last == *text);
    let text = last.map_or_else(|| Arc::from(text), Arc::clone);
    above.insert(column, Arc::clone(&text));
    text
}

fn write_headings(
    sheet: &mut Worksheet,
    (row, left): (u32, u16),
    columns: &[Column],
    headings: &[String],
    filtered: bool,
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for ((at, column), heading) in (left..).zip(columns).zip(headings) {
        let format = style::heading(column.fill, filtered);
        sheet.write_string_with_format(row, at, heading, &format)?;
        lines = lines.max(measure::line_count(heading, column.width));
    }
    // A filter's button would cover the last line.
    let button = if filtered { 9.0 } else { 0.0 };
    sheet.set_row_height(row, measure::row_height(lines) + button)?;
    Ok(())
}

fn none_row(columns: &[Column]) -> Row {
    let mut cells = vec![Cell::Blank; columns.len()];
    let at = columns
        .iter()
        .position(|c| c.align == Align::Text && c.width >= 12.0)
        .unwrap_or(0);
    if let Some(cell) = cells.get_mut(at) {
        *cell = Cell::text(NONE);
    }
    Row::plain(cells)
}

/// Looks that follow the words, so that they stay right when somebody tries another value.
fn highlight(
    sheet: &mut Worksheet,
    left: u16,
    columns: &[Column],
    placed: &Placed,
) -> Result<(), XlsxError> {
    if placed.last_plain == placed.heading {
        return Ok(());
    }
    let first = placed.heading + 1;
    for (column, definition) in (left..).zip(columns) {
        for highlight in &definition.highlights {
            let Some(word) = formula::quoted(&highlight.word) else {
                continue;
            };
            let cell = format!("${}", a1(first, column.into()));
            let rule = ConditionalFormatFormula::new()
                .set_rule(formula::exactly(&cell, &word).as_str())
                .set_format(style::emphasis(highlight.emphasis));
            sheet.add_conditional_format(first, column, placed.last_plain, column, &rule)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_a_table_are_single_lines_and_differ() {
        let columns = ["A 計画\nどおり", "a 計画 どおり", "B"].map(|h| Column::number(h, 9.0));
        let headings = headings(&columns);
        assert_eq!(headings, ["A 計画 どおり", "a 計画 どおり（2）", "B"]);
    }
}
