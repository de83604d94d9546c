//! Reads one Excel sheet part: its cells, hidden rows and columns, and documents embedded in it. Formats, rules,
//! headers and footers are no content.

use super::drawing::embedded;
use super::hidden::{Spans, SpansReader};
use super::limits::Budget;
use super::xlsx_cells::{CellReader, Cells, Context};
use super::xml::{Xml, local};
use super::{Rejection, Shape};

/// The content of a sheet part.
#[derive(Debug)]
pub(super) struct SheetContent {
    pub cells: Cells,
    pub hidden_rows: Spans,
    pub hidden_columns: Spans,
    /// Embedded documents.
    pub objects: Vec<Shape>,
}

/// What a sheet part holds. A chart sheet has no cells.
pub(super) fn read_sheet(
    part: &str,
    text: &str,
    context: &Context<'_>,
    budget: &mut Budget,
) -> Result<SheetContent, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut reader = CellReader::new(context, budget);
    let mut hidden_columns = SpansReader::default();
    let mut objects = Vec::new();
    while let Some(element) = xml.child()? {
        match local(&element) {
            "sheetData" => reader.rows(&mut xml)?,
            "cols" => columns(&mut xml, &mut hidden_columns)?,
            "oleObjects" => embedded(&mut xml, reader.budget, &mut objects)?,
            _ => xml.skip()?,
        }
    }
    let (cells, hidden_rows) = reader
        .finish()
        .ok_or_else(|| xml.broken("同じセルが2度あります"))?;
    Ok(SheetContent {
        cells,
        hidden_rows,
        hidden_columns: hidden_columns.finish(),
        objects,
    })
}

/// Hidden columns among those of the open `cols`; a filter and an outline hide by the same mark.
fn columns(xml: &mut Xml<'_>, hidden: &mut SpansReader) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let (mut first, mut last, mut is_hidden) = (None, None, false);
        xml.attributes(&element, |key, value| match key {
            "min" => first = value.trim().parse::<u32>().ok(),
            "max" => last = value.trim().parse::<u32>().ok(),
            "hidden" => is_hidden |= is_true(&value),
            "width" => is_hidden |= is_zero(&value),
            _ => {}
        })?;
        if let (true, Some(first), Some(last)) = (is_hidden, first, last) {
            hidden.add(first.saturating_sub(1), last.saturating_sub(1))?;
        }
        xml.skip()?;
    }
    Ok(())
}

/// A truth value of an attribute.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// A height or width that leaves nothing to be seen.
pub(super) fn is_zero(value: &str) -> bool {
    value
        .trim()
        .parse::<f64>()
        .is_ok_and(|length| length <= 0.0)
}
