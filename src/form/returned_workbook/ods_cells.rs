//! Reads the cells of one OpenDocument table. Rows and cells that repeat are expanded only where they
//! have content, and only after they were counted.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::cell_value::{date_value, text_value};
use super::drawing::Found;
use super::formula::from_open_document;
use super::hidden::SpansReader;
use super::limits::{Budget, COLUMNS, ROWS, too_large};
use super::notes::{is_seen, unthreaded};
use super::number_format::date_of_serial;
use super::ods_styles::{Family, Styles};
use super::ods_text::{Content, cell_content, object, without_xml_space};
use super::strings::with_line_feeds;
use super::xml::{Xml, local};
use super::{Cell, CellValue, Note, Rejection, ReturnedSheet, Shape};

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
    /// Where each stretch of columns ends, and whether its cells are struck through unless they say otherwise.
    columns: Vec<(u32, bool)>,
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
    /// Whether its cells are struck through unless they say otherwise.
    struck: Option<bool>,
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
                    if self.styles.any_struck() {
                        self.columns.push((end, line.struck.unwrap_or(false)));
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
                    let cells = self.row_cells(xml, line.struck)?;
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
            struck: None,
        };
        xml.attributes(element, |key, value| match key {
            "table:visibility" => line.hidden |= value == "collapse" || value == "filter",
            "table:style-name" => line.hidden |= self.styles.hides_line(&value),
            "table:default-cell-style-name" => {
                line.struck = self.styles.struck(Family::Cell, &value);
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
        row_struck: Option<bool>,
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
            let around = row_struck.unwrap_or_else(|| self.column_struck(column));
            let mut raw = RawCell::read(xml, &element, self.styles, around)?;
            self.beside(&mut raw.content, (self.row, column))?;
            if let Some(cell) = raw.cell() {
                row.take(1, u64::try_from(text_bytes(&cell)).unwrap_or(u64::MAX))?;
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

    fn column_struck(&self, column: u32) -> bool {
        let at = self.columns.partition_point(|(end, _)| *end <= column);
        self.columns.get(at).is_some_and(|(_, struck)| *struck)
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
            let text = u64::try_from(text_bytes(&repeated.cell)).unwrap_or(u64::MAX);
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

fn text_bytes(cell: &Cell) -> usize {
    let value = match &cell.value {
        CellValue::Text(text) | CellValue::Error(text) => text.len(),
        _ => 0,
    };
    value + cell.formula.as_ref().map_or(0, String::len)
}

/// A count of repeats; one that is no number is more than any sheet has.
fn repeats(xml: &Xml<'_>, element: &BytesStart<'_>, key: &str) -> Result<u32, Rejection> {
    let count = xml.attribute(element, key)?;
    Ok(count.map_or(1, |count| count.trim().parse().unwrap_or(u32::MAX)))
}

/// A cell as written.
#[derive(Default)]
struct RawCell<'e> {
    kind: Cow<'e, str>,
    is_error: bool,
    /// `office:value` and its like for other types.
    value: Option<Cow<'e, str>>,
    string: Option<Cow<'e, str>>,
    formula: Option<Cow<'e, str>>,
    /// Whether the whole cell is struck through.
    struck: bool,
    /// What stands in the cell.
    content: Content,
}

impl<'e> RawCell<'e> {
    /// `struck` says what holds where the cell has no format of its own.
    fn read(
        xml: &mut Xml<'_>,
        element: &'e BytesStart<'_>,
        styles: &Styles,
        struck: bool,
    ) -> Result<Self, Rejection> {
        let mut raw = Self {
            struck,
            ..Self::default()
        };
        xml.attributes(element, |key, value| match key {
            "office:value-type" => raw.kind = value,
            "calcext:value-type" => raw.is_error = value == "error",
            "office:value" | "office:date-value" | "office:time-value" | "office:boolean-value" => {
                raw.value = Some(value);
            }
            "office:string-value" => raw.string = Some(value),
            "table:formula" => raw.formula = Some(value),
            "table:style-name" => raw.struck = styles.struck(Family::Cell, &value).unwrap_or(false),
            _ => {}
        })?;
        raw.content = cell_content(xml, styles, raw.struck)?;
        Ok(raw)
    }

    /// The cell, or `None` where it is empty.
    fn cell(self) -> Option<Cell> {
        let written = self.value.as_deref().map(str::trim);
        let kind = self.kind.as_ref();
        let number = written
            .and_then(|value| value.parse::<f64>().ok())
            .filter(|number| number.is_finite());
        let value = match (kind, written) {
            ("float" | "currency" | "percentage", Some(_)) if number.is_some() => {
                number.map(CellValue::Number)
            }
            ("date", Some(written)) => date_value(written),
            ("time", Some(written)) => time_value(written),
            ("boolean", Some("true")) => Some(CellValue::Bool(true)),
            ("boolean", Some("false")) => Some(CellValue::Bool(false)),
            ("float" | "currency" | "percentage" | "boolean", Some(written)) => {
                text_value(Cow::Borrowed(written))
            }
            _ => self.text_value(),
        };
        let calculated = value.is_some() || !self.kind.is_empty();
        let value = match value {
            None if self.formula.is_some() && !calculated => Some(CellValue::NotCalculated),
            value => value,
        }?;
        let percent = kind == "percentage" && matches!(value, CellValue::Number(_));
        let formula = self.formula.as_deref().map(from_open_document);
        let struck = match value {
            CellValue::Text(_) => self.content.unstruck(),
            _ => self.struck.then(String::new),
        };
        Some(Cell {
            struck,
            ..Cell::new(value, formula, percent)
        })
    }

    /// A text or an error. The string attribute counts where it says other than what is shown; the shown
    /// text has the line breaks.
    fn text_value(&self) -> Option<CellValue> {
        let shown = match &self.string {
            Some(string) if without_xml_space(string) != without_xml_space(&self.content.text) => {
                with_line_feeds(Cow::Borrowed(string.as_ref()))
            }
            _ => with_line_feeds(Cow::Borrowed(self.content.text.as_str())),
        };
        if self.is_error || (self.formula.is_some() && is_error_text(&self.content.text)) {
            let text = if self.content.text.is_empty() {
                &*shown
            } else {
                &self.content.text
            };
            return Some(CellValue::Error(text.to_owned()));
        }
        text_value(shown)
    }
}

/// `#REF!`, `#N/A`, `#NAME?`, `Err:502`.
fn is_error_text(text: &str) -> bool {
    let code = text.strip_prefix("Err:").unwrap_or("");
    let numbered = code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
    numbered || (text.starts_with('#') && text.ends_with(['!', '?'])) || text == "#N/A"
}

/// A duration `PT08H30M00S` as Excel shows it: the time of a serial number.
fn time_value(written: &str) -> Option<CellValue> {
    let value = serial_of(written).and_then(|serial| date_of_serial(serial, false));
    match value {
        Some(date) => Some(CellValue::Date(date)),
        None => text_value(Cow::Borrowed(written)),
    }
}

fn serial_of(duration: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut rest = duration.strip_prefix("PT")?;
    for (unit, length) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            seconds += number.replace(',', ".").parse::<f64>().ok()? * length;
            rest = after;
        }
    }
    rest.is_empty().then_some(seconds / 86_400.0)
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

    fn cell(cell: &str) -> Option<Cell> {
        let cells = read(&format!("<table:table-row>{cell}</table:table-row>"));
        cells.unwrap().remove(&(0, 0))
    }

    #[test]
    fn values() {
        let text = |text: &str| Some(CellValue::Text(text.to_owned()));
        for (attributes, inside, expected) in [
            (
                "office:value-type='float' office:value='98.5'",
                "<text:p>98.50</text:p>",
                Some(CellValue::Number(98.5)),
            ),
            (
                "office:value-type='boolean' office:boolean-value='true'",
                "<text:p>TRUE</text:p>",
                Some(CellValue::Bool(true)),
            ),
            (
                "office:value-type='string'",
                "<text:p>一</text:p><text:p/><text:p>二</text:p>",
                text("一\n\n二"),
            ),
            ("office:value-type='string'", "<text:p>　 </text:p>", None),
            (
                "office:value-type='string' office:string-value='元'",
                "<text:p>元様</text:p>",
                text("元"),
            ),
            (
                "office:value-type='string' office:string-value='a b'",
                "<text:p>a</text:p><text:p>b</text:p>",
                text("a\nb"),
            ),
            (
                "table:formula='of:=1' office:value-type='string' calcext:value-type='error'",
                "<text:p>#DIV/0!</text:p>",
                Some(CellValue::Error("#DIV/0!".to_owned())),
            ),
            (
                "table:formula='of:=1' office:value-type='string'",
                "<text:p>Err:502</text:p>",
                Some(CellValue::Error("Err:502".to_owned())),
            ),
            (
                "office:value-type='string'",
                "<text:p>#REF!</text:p>",
                text("#REF!"),
            ),
            (
                "table:formula='of:=[.B1]'",
                "",
                Some(CellValue::NotCalculated),
            ),
            (
                "table:formula='of:=\"\"' office:value-type='string' office:string-value=''",
                "<text:p/>",
                None,
            ),
            ("table:style-name='ce1'", "", None),
            ("office:value-type='float' office:value='x'", "", text("x")),
        ] {
            let found = cell(&format!(
                "<table:table-cell {attributes}>{inside}</table:table-cell>"
            ));
            assert_eq!(found.map(|c| c.value), expected, "{attributes}");
        }
    }

    #[test]
    fn dates_times_and_percent() {
        let shown = |attributes: &str| match cell(&format!("<table:table-cell {attributes}/>"))
            .map(|c| c.value)
        {
            Some(CellValue::Date(date)) => date.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            shown("office:value-type='date' office:date-value='2026-04-10'"),
            "2026-04-10 00:00:00"
        );
        assert_eq!(
            shown("office:value-type='date' office:date-value='2026-04-10T08:30:00.000000001'"),
            "2026-04-10 08:30:00"
        );
        assert_eq!(
            shown("office:value-type='time' office:time-value='PT08H30M00S'"),
            "1899-12-30 08:30:00"
        );
        let percent = cell("<table:table-cell office:value-type='percentage' office:value='0.985' table:formula='of:=[.B1]/2'/>").unwrap();
        assert!(percent.percent);
        assert_eq!(percent.formula.as_deref(), Some("B1/2"));
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
