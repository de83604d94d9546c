//! Reads one Excel sheet part: its cells, hidden rows and columns, headers and footers, and what it says of the parts
//! that lie over it. Formats and rules are no content.

use super::Rejection;
use super::controls::entries;
use super::drawing::embedded;
use super::hidden::{Spans, SpansReader};
use super::limits::Budget;
use super::overlay::Drawn;
use super::page_header::PageTexts;
use super::xlsx_cells::{CellReader, Cells, Context};
use super::xml::{Xml, is_true, is_zero, local};

/// The content of a sheet part.
#[derive(Debug)]
pub(super) struct SheetContent {
    pub cells: Cells,
    pub hidden_rows: Spans,
    pub hidden_columns: Spans,
    pub drawn: Drawn,
    pub page_texts: Vec<String>,
}

/// What a sheet part holds. A chart sheet has no cells.
pub(super) fn read_sheet(
    mut xml: Xml<'_>,
    context: &Context<'_>,
    budget: &mut Budget,
) -> Result<SheetContent, Rejection> {
    xml.root()?;
    let mut sheet = SheetReader {
        cells: CellReader::new(context, budget),
        hidden_columns: SpansReader::default(),
        drawn: Drawn::default(),
        page: PageTexts::default(),
    };
    sheet.elements(&mut xml)?;
    let mut drawn = sheet.drawn;
    if sheet.page.has_picture {
        drawn.picture((0, 0), "ヘッダー又はフッターの図");
    }
    for (place, name) in std::mem::take(&mut sheet.cells.pictures) {
        drawn.picture(place, &name);
    }
    let (cells, hidden_rows) = sheet
        .cells
        .finish()
        .ok_or_else(|| xml.broken("同じセルが2度あります"))?;
    Ok(SheetContent {
        cells,
        hidden_rows,
        hidden_columns: sheet.hidden_columns.finish(),
        drawn,
        page_texts: sheet.page.texts,
    })
}

struct SheetReader<'r, 'c> {
    cells: CellReader<'r, 'c>,
    hidden_columns: SpansReader,
    drawn: Drawn,
    page: PageTexts,
}

impl SheetReader<'_, '_> {
    /// What stands in the open element; of what is written in two versions the newer one.
    fn elements(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            match local(&element) {
                "sheetData" => self.cells.rows(xml)?,
                "cols" => columns(xml, &mut self.hidden_columns)?,
                "oleObjects" => embedded(xml, self.cells.budget, &mut self.drawn.objects)?,
                "controls" => entries(xml, self.cells.budget, &mut self.drawn.controls)?,
                "headerFooter" => self.page.read(xml)?,
                "picture" => {
                    self.drawn.picture((0, 0), "シートの背景の図");
                    xml.skip()?;
                }
                "legacyDrawing" => {
                    xml.attributes(&element, |key, value| {
                        if key == "id" || key.ends_with(":id") {
                            self.drawn.legacy = Some(value.into_owned());
                        }
                    })?;
                    xml.skip()?;
                }
                "AlternateContent" | "Choice" => self.elements(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }
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
