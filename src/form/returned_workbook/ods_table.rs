//! Reads one OpenDocument table: its rows and columns, what hides them, and the places of its cells. Rows and cells
//! that repeat are expanded only where they have content, and only after they were counted.

use quick_xml::events::BytesStart;

use super::drawing::Found;
use super::hidden::SpansReader;
use super::limits::{Budget, COLUMNS, ROWS, SPANS, too_large};
use super::notes::{is_seen, unthreaded};
use super::ods_cells::{Look, RawCell};
use super::ods_styles::Styles;
use super::ods_text::{Content, object};
use super::xml::{Xml, local};
use super::{Cell, Note, Rejection, ReturnedSheet, Shape};

/// The open table, without its name.
pub(super) fn read_table(
    xml: &mut Xml<'_>,
    styles: &Styles,
    budget: &mut Budget,
) -> Result<ReturnedSheet, Rejection> {
    let mut table = Table {
        budget,
        styles,
        row: 0,
        column: 0,
        columns: Vec::new(),
        hidden_rows: SpansReader::default(),
        hidden_columns: SpansReader::default(),
        cells: Vec::new(),
        notes: Vec::new(),
        shapes: Vec::new(),
    };
    table.parts(xml)?;
    Ok(ReturnedSheet {
        hidden_rows: table.hidden_rows.finish(),
        hidden_columns: table.hidden_columns.finish(),
        cells: table.cells.into_iter().collect(),
        notes: table.notes,
        shapes: table.shapes,
        ..ReturnedSheet::default()
    })
}

/// What a sheet's size is called where it is exceeded.
const PLACES: &str = "セルの位置が1,048,576行又は16,384列";

struct Table<'b> {
    budget: &'b mut Budget,
    styles: &'b Styles,
    /// The next row.
    row: u32,
    /// The next column, while columns are described.
    column: u32,
    /// Where each stretch of columns ends, and how its cells look unless they say otherwise.
    columns: Vec<(u32, Look)>,
    hidden_rows: SpansReader,
    hidden_columns: SpansReader,
    cells: Vec<((u32, u32), Cell)>,
    notes: Vec<Note>,
    shapes: Vec<Shape>,
}

/// A cell of a row, and how often it stands there.
struct Repeated {
    column: u32,
    times: u32,
    cell: Cell,
}

/// A row or a stretch of columns, as described.
struct Line {
    times: u32,
    hidden: bool,
    /// How its cells look unless they say otherwise.
    look: Option<Look>,
}

impl Table<'_> {
    /// Columns and rows, also those in groups and headers (nested as deep as [`Xml`] allows), and what lies over the
    /// sheet and keeps to no cell.
    fn parts(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            match local(&element) {
                "table-row-group"
                | "table-header-rows"
                | "table-rows"
                | "table-column-group"
                | "table-header-columns"
                | "table-columns" => self.parts(xml)?,
                "table-column" => {
                    let line = self.line(xml, &element, "table:number-columns-repeated")?;
                    let end = self.column.saturating_add(line.times);
                    if line.hidden {
                        self.hidden_columns
                            .add(self.column, end.saturating_sub(1))?;
                    }
                    self.columns.push((end, line.look.unwrap_or_default()));
                    if self.columns.len() > SPANS {
                        return Err(too_large("列の書式のまとまりの数が60万"));
                    }
                    self.column = end;
                    xml.skip()?;
                }
                "table-row" => {
                    let line = self.line(xml, &element, "table:number-rows-repeated")?;
                    if line.hidden && line.times > 0 {
                        let last = self.row.saturating_add(line.times - 1);
                        self.hidden_rows.add(self.row, last)?;
                    }
                    let cells = self.row_cells(xml, line.look)?;
                    self.add(&cells, line.times)?;
                }
                "shapes" => {
                    while let Some(element) = xml.child()? {
                        let mut found = Found::default();
                        let name = xml.attribute(&element, "draw:name")?;
                        object(xml, name.as_deref().unwrap_or_default(), &mut found)?;
                        self.shape((0, 0), found)?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn line(
        &self,
        xml: &Xml<'_>,
        element: &BytesStart<'_>,
        repeated: &str,
    ) -> Result<Line, Rejection> {
        let mut line = Line {
            times: repeats(xml, element, repeated)?,
            hidden: false,
            look: None,
        };
        xml.attributes(element, |key, value| match key {
            "table:visibility" => line.hidden |= value == "collapse" || value == "filter",
            "table:style-name" => line.hidden |= self.styles.hides_line(&value),
            "table:default-cell-style-name" => {
                line.look = Some(Look::of(self.styles, &value));
            }
            _ => {}
        })?;
        Ok(line)
    }

    fn shape(&mut self, place: (u32, u32), found: Found) -> Result<(), Rejection> {
        self.budget.take_mark(found.text.len())?;
        self.shapes.extend(found.shape(place));
        Ok(())
    }

    /// The cells of the open row; what they hold beside their values is kept at once.
    fn row_cells(
        &mut self,
        xml: &mut Xml<'_>,
        row_look: Option<Look>,
    ) -> Result<Vec<Repeated>, Rejection> {
        let mut cells = Vec::new();
        let mut column = 0_u32;
        // A row is counted whole in `add`; until then it must not outgrow the limits on its own.
        let mut row = Budget::new();
        while let Some(element) = xml.child()? {
            if !matches!(local(&element), "table-cell" | "covered-table-cell") {
                xml.skip()?;
                continue;
            }
            let times = repeats(xml, &element, "table:number-columns-repeated")?;
            let around = row_look.unwrap_or_else(|| self.column_look(column));
            let mut raw = RawCell::read(xml, &element, self.styles, around)?;
            self.beside(&mut raw.content, (self.row, column))?;
            if let Some(cell) = raw.cell() {
                row.take(1, u64::try_from(cell.text_bytes()).unwrap_or(u64::MAX))?;
                cells.push(Repeated {
                    column,
                    times,
                    cell,
                });
            }
            column = column.saturating_add(times);
        }
        Ok(cells)
    }

    fn column_look(&self, column: u32) -> Look {
        let at = self.columns.partition_point(|(end, _)| *end <= column);
        self.columns
            .get(at)
            .map(|(_, look)| *look)
            .unwrap_or_default()
    }

    /// Notes and shapes that a cell holds.
    fn beside(&mut self, content: &mut Content, place: (u32, u32)) -> Result<(), Rejection> {
        let any = !content.notes.is_empty() || !content.shapes.is_empty();
        if any && (place.0 >= ROWS || place.1 >= COLUMNS) {
            return Err(too_large(PLACES));
        }
        for text in content.notes.drain(..) {
            self.budget.take_mark(text.len())?;
            if is_seen(&text) {
                let text = unthreaded(&text).to_owned();
                self.notes.push(Note { place, text });
            }
        }
        for found in content.shapes.drain(..) {
            self.shape(place, found)?;
        }
        Ok(())
    }

    fn add(&mut self, cells: &[Repeated], times: u32) -> Result<(), Rejection> {
        let end = self.row.saturating_add(times);
        for repeated in cells {
            let count = u64::from(times) * u64::from(repeated.times);
            let text = u64::try_from(repeated.cell.text_bytes()).unwrap_or(u64::MAX);
            self.budget.take(count, text.saturating_mul(count))?;
            if end > ROWS || repeated.column.saturating_add(repeated.times) > COLUMNS {
                return Err(too_large(PLACES));
            }
            for row in self.row..end {
                for column in repeated.column..repeated.column + repeated.times {
                    self.cells.push(((row, column), repeated.cell.clone()));
                }
            }
        }
        self.row = end;
        Ok(())
    }
}

/// A count of repeats; one that is no number is more than any sheet has.
fn repeats(xml: &Xml<'_>, element: &BytesStart<'_>, key: &str) -> Result<u32, Rejection> {
    let count = xml.attribute(element, key)?;
    Ok(count.map_or(1, |count| count.trim().parse().unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn table(rows: &str) -> Result<ReturnedSheet, Rejection> {
        let text = format!("<table:table>{rows}</table:table>");
        let mut xml = Xml::new("content.xml", &text);
        xml.root()?;
        read_table(&mut xml, &Styles::default(), &mut Budget::new())
    }

    fn read(rows: &str) -> Result<BTreeMap<(u32, u32), Cell>, Rejection> {
        table(rows).map(|sheet| sheet.cells)
    }

    #[test]
    fn hidden_lines_notes_and_shapes() {
        let sheet = table(
            "<table:shapes><draw:frame draw:name='図 9'><draw:image/></draw:frame></table:shapes>\
             <table:table-column table:number-columns-repeated='2'/><table:table-column-group><table:table-column table:visibility='collapse' table:number-columns-repeated='16000'/></table:table-column-group>\
             <table:table-row table:number-rows-repeated='3'/><table:table-row table:visibility='filter' table:number-rows-repeated='1000000'><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell table:number-columns-repeated='4'/><table:table-cell><office:annotation><text:p>メモ</text:p></office:annotation>\
             <draw:custom-shape><text:p>箱</text:p></draw:custom-shape></table:table-cell></table:table-row>",
        )
        .unwrap();
        let rows = [2, 3, 1_000_002, 1_000_003].map(|row| sheet.hidden_rows.contains(row));
        assert_eq!(rows, [false, true, true, false]);
        let columns = [1, 2, 16_001, 16_002].map(|at| sheet.hidden_columns.contains(at));
        assert_eq!(columns, [false, true, true, false]);
        assert_eq!(sheet.notes[0].place, (1_000_003, 4));
        assert_eq!(sheet.shapes[0].picture.as_deref(), Some("図 9"));
        assert_eq!(sheet.shapes[1].text, "箱");
        assert!(sheet.cells.is_empty());
    }

    #[test]
    fn repeats_move_and_multiply() {
        let cells = read(
            "<table:table-header-rows><table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table-header-rows>\
             <table:table-row table:number-rows-repeated='2'><table:covered-table-cell table:number-columns-repeated='2'/>\
             <table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='2'/></table:table-row>\
             <table:table-row table:number-rows-repeated='1048571'><table:table-cell/></table:table-row>",
        );
        let places: Vec<_> = cells.unwrap().into_keys().collect();
        assert_eq!(places, [(3, 2), (3, 3), (4, 2), (4, 3)]);
    }

    #[test]
    fn a_million_repeats_are_not_expanded() {
        let one = "<table:table-cell office:value-type='float' office:value='1'";
        for rows in [
            format!(
                "<table:table-row table:number-rows-repeated='1048576'>{one}/></table:table-row>"
            ),
            format!(
                "<table:table-row table:number-rows-repeated='99999999999999999999'>{one} table:number-columns-repeated='4294967295'/></table:table-row>"
            ),
            format!(
                "<table:table-row table:number-rows-repeated='4294967295'/><table:table-row>{one}/></table:table-row>"
            ),
            format!(
                "<table:table-row><table:table-cell table:number-columns-repeated='4294967295'/>{one}/></table:table-row>"
            ),
        ] {
            assert!(matches!(read(&rows), Err(Rejection::TooLarge(_))), "{rows}");
        }
    }
}
