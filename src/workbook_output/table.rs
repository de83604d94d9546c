//! Writes a table from the definitions of its columns and from rows of cells: as an Excel table where it has a
//! name. One value a cell, no merged cells. It must not know what the table is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_xlsxwriter::{
    ConditionalFormatFormula, Formula as ExcelFormula, IgnoreError, Table as ExcelTable,
    TableColumn, TableFunction, TableStyle, Worksheet, XlsxError,
};

pub(super) use super::content::{Row, Table};
use super::style::{self, Look};
use super::write_cell::{Below, write_cell};
use super::written::Formula;
use super::{continuation, measure};
use crate::tables::{Align, Cell, Heading, rule};
use crate::values::a1;
use crate::values::japanese_text::cut_utf16;

/// Stands in the only row of an empty table.
pub(super) const NONE: &str = "該当なし";
/// Links that Excel takes on a sheet (65,490).
const MOST_LINKS: usize = 65_490;
/// UTF-16 units of a heading that an Excel table takes (255), with room for what keeps equal ones apart.
const MOST_HEADING: usize = 240;

/// What becomes of a table beside its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Name of the Excel table; without one the cells stand for themselves.
    pub name: Option<&'static str>,
    /// Leaves room in the headings for the buttons of a filter; an Excel table gets them too.
    pub filtered: bool,
    /// Beyond so many links the rest is plain text.
    pub most_links: usize,
    /// Rows of one line have the height that the sheet gives by default: a long list does not say it for each.
    pub usual_heights: bool,
}

impl Shape {
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
    pub const fn table(name: &'static str, filtered: bool) -> Self {
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
    /// Name of the Excel table.
    pub name: Option<&'static str>,
    /// The row on which each row of the table begins; empty where the table is.
    pub rows: Vec<u32>,
    /// Last row that is no total; the heading's where there is none.
    pub last_plain: u32,
    pub last_column: u16,
    /// The first free row below.
    pub next: u32,
    /// Key, row and column of every figure of the view, until the book takes them.
    pub figures: Vec<(Arc<str>, u32, u16)>,
    /// Every formula that was written, with its row and column, until the book takes them.
    pub formulas: Vec<(Arc<Formula>, u32, u16)>,
    /// Links that became plain text.
    pub links_left_out: usize,
    /// Rows that are higher than Excel allows.
    pub too_high: usize,
}

impl Placed {
    fn new(
        (heading, left): (u32, u16),
        headings: &[Heading],
        (rows, next): (Vec<u32>, u64),
        name: Option<&'static str>,
    ) -> Self {
        let width = u16::try_from(headings.len()).unwrap_or(1);
        Self {
            heading,
            name,
            rows,
            last_plain: heading,
            last_column: left + width.saturating_sub(1),
            next: u32::try_from(next).unwrap_or(u32::MAX),
            figures: Vec::new(),
            formulas: Vec::new(),
            links_left_out: 0,
            too_high: 0,
        }
    }
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

/// Writes a table from row `top`, column `left` on, letting go of each row when it is written: a long table is not held
/// twice.
pub(super) fn write(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    table: Table,
    shape: Shape,
) -> Result<Placed, XlsxError> {
    let (starts, next) = rows_below(top, &table);
    let total = table.rows.last().filter(|r| r.total).cloned();
    let headings = &*table.headings;
    let none = starts.is_empty().then(|| none_row(headings));
    let mut placed = Placed::new((top, left), headings, (starts, next), shape.name);
    let below = below(headings, &sheet.name());
    let names = names(headings);
    if let Some(name) = shape.name {
        let excel = excel_table(
            (name, &sheet.name()),
            headings,
            &names,
            (&below, total.as_ref()),
            shape.filtered,
        );
        sheet.add_table(top, left, placed.next - 1, placed.last_column, &excel)?;
    }
    write_headings(sheet, (top, left), headings, &names, shape.filtered)?;
    let mut links = 0;
    let mut row = top + 1;
    for content in none.into_iter().chain(table.rows) {
        for part in continuation::parts(headings, &content.cells) {
            let lines = lines(headings, &part);
            let look = Look {
                total: content.total,
                middle: !shape.filtered || lines == 1,
            };
            for ((column, below), cell) in (left..).zip(&below).zip(part.iter()) {
                let plain = matches!(cell, Cell::Link(..)) && links >= shape.most_links;
                links += usize::from(matches!(cell, Cell::Link(..)));
                placed.links_left_out += usize::from(plain);
                let formula = write_cell(sheet, (row, column), (cell, plain), below, look)?;
                let formula = formula.map(|formula| (formula, row, column));
                placed.formulas.extend(formula);
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
    highlight(sheet, left, headings, &placed)?;
    ignore_errors(sheet, (top, row - 1), left, headings)?;
    Ok(placed)
}

/// Codes such as 01 are texts on purpose; neighbouring formulas may well differ. Excel takes one of the two.
fn ignore_errors(
    sheet: &mut Worksheet,
    (first, last): (u32, u32),
    left: u16,
    headings: &[Heading],
) -> Result<(), XlsxError> {
    for (column, heading) in (left..).zip(headings) {
        let wrong = match heading.align {
            Align::Number => IgnoreError::FormulaDiffers,
            Align::Text | Align::Centre => IgnoreError::NumberStoredAsText,
        };
        sheet.ignore_error_range(first, column, last, column, wrong)?;
    }
    Ok(())
}

/// How the cells under these headings are written on a sheet.
fn below(headings: &[Heading], sheet: &str) -> Vec<Below> {
    let below = |heading: &Heading| {
        let formula = heading.rule.as_ref().map(|rule| Formula::new(rule, sheet));
        Below::new(heading.align, formula)
    };
    headings.iter().map(below).collect()
}

fn lines(headings: &[Heading], cells: &[Cell]) -> u32 {
    let lines = headings.iter().zip(cells).map(|(column, cell)| match cell {
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
    headings: &[Heading],
) -> Result<(), XlsxError> {
    for (column, heading) in (left..).zip(headings) {
        sheet.set_column_width(column, measure::column_width(heading.width))?;
    }
    Ok(())
}

/// The headings as an Excel table takes them: in one line, not too long, none equal to another.
fn names(headings: &[Heading]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut name = |heading: &Heading| {
        let line = heading.name.replace(char::is_control, " ");
        let line = cut_utf16(&line, MOST_HEADING).to_owned();
        let mut name = line.clone();
        for number in 2.. {
            if taken.insert(name.to_lowercase()) {
                break;
            }
            name = format!("{line}（{number}）");
        }
        name
    };
    headings.iter().map(&mut name).collect()
}

/// The definition of the Excel table. Its cells are written afterwards, with their own looks and results.
fn excel_table(
    (name, sheet): (&str, &str),
    headings: &[Heading],
    names: &[String],
    (below, total): (&[Below], Option<&Row>),
    filtered: bool,
) -> ExcelTable {
    let columns = headings.iter().zip(names).zip(below).enumerate();
    let columns = columns.map(|(at, ((heading, name), below))| {
        let definition = TableColumn::new()
            .set_header(name)
            .set_header_format(style::heading(heading.fill.as_ref(), filtered));
        let definition = match &below.formula {
            Some(formula) => definition.set_formula(ExcelFormula::new(&formula.text)),
            None => definition,
        };
        match total.and_then(|t| t.cells.get(at)) {
            Some(Cell::Ruled(ruled)) => {
                let formula = ExcelFormula::new(ruled.0.formula(sheet));
                definition.set_total_function(TableFunction::Custom(formula))
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

fn write_headings(
    sheet: &mut Worksheet,
    (row, left): (u32, u16),
    headings: &[Heading],
    names: &[String],
    filtered: bool,
) -> Result<(), XlsxError> {
    let mut lines = 1;
    for ((at, heading), name) in (left..).zip(headings).zip(names) {
        let format = style::heading(heading.fill.as_ref(), filtered);
        sheet.write_string_with_format(row, at, name, &format)?;
        lines = lines.max(measure::line_count(name, heading.width));
    }
    // A filter's button would cover the last line.
    let button = if filtered { 9.0 } else { 0.0 };
    sheet.set_row_height(row, measure::row_height(lines) + button)?;
    Ok(())
}

fn none_row(headings: &[Heading]) -> Row {
    let mut cells = vec![Cell::Blank; headings.len()];
    let at = headings
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
    headings: &[Heading],
    placed: &Placed,
) -> Result<(), XlsxError> {
    if placed.last_plain == placed.heading {
        return Ok(());
    }
    let first = placed.heading + 1;
    for (column, heading) in (left..).zip(headings) {
        for highlight in &heading.highlights {
            let cell = format!("${}", a1(first, column.into()));
            let Some(rule) = rule::exactly(&cell, &highlight.word) else {
                continue;
            };
            let rule = ConditionalFormatFormula::new()
                .set_rule(rule.as_str())
                .set_format(style::emphasis(&highlight.emphasis));
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
        let columns = ["A 計画\nどおり", "a 計画 どおり", "B"].map(|h| Heading::number(h, 9.0));
        assert_eq!(
            names(&columns),
            ["A 計画 どおり", "a 計画 どおり（2）", "B"]
        );
    }
}
