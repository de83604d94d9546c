//! Reads the cells of one OpenDocument table. Rows and cells that repeat are expanded only where they
//! have content, and only after they were counted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::formula::from_open_document;
use super::limits::{Budget, COLUMNS, ROWS, too_large};
use super::number_format::date_of_serial;
use super::ods_text::{cell_text, without_xml_space};
use super::strings::with_line_feeds;
use super::xlsx_cells::{date_value, text_value};
use super::xml::{Xml, local};
use super::{Cell, CellValue, Rejection};

/// The cells of the open table by zero-based (row, column).
pub(super) fn read_table(
    xml: &mut Xml<'_>,
    budget: &mut Budget,
) -> Result<BTreeMap<(u32, u32), Cell>, Rejection> {
    let mut table = Table {
        budget,
        row: 0,
        cells: Vec::new(),
    };
    table.rows(xml)?;
    Ok(table.cells.into_iter().collect())
}

struct Table<'b> {
    budget: &'b mut Budget,
    /// The next row.
    row: u32,
    cells: Vec<((u32, u32), Cell)>,
}

/// A cell of a row, and how often it stands there.
struct Repeated {
    column: u32,
    times: u32,
    cell: Cell,
}

impl Table<'_> {
    /// Rows, also those in groups and headers (nested as deep as [`Xml`] allows).
    fn rows(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            match local(&element) {
                "table-row-group" | "table-header-rows" | "table-rows" => self.rows(xml)?,
                "table-row" => {
                    let times = repeats(xml, &element, "table:number-rows-repeated")?;
                    let cells = row_cells(xml)?;
                    self.add(&cells, times)?;
                }
                _ => xml.skip()?,
            }
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
                return Err(too_large("セルの位置が1,048,576行又は16,384列"));
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

fn row_cells(xml: &mut Xml<'_>) -> Result<Vec<Repeated>, Rejection> {
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
        let raw = RawCell::read(xml, &element)?;
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

/// A cell as written.
#[derive(Default)]
struct RawCell<'e> {
    kind: Cow<'e, str>,
    is_error: bool,
    /// `office:value` and its like for other types.
    value: Option<Cow<'e, str>>,
    string: Option<Cow<'e, str>>,
    formula: Option<Cow<'e, str>>,
    /// What stands in the cell.
    text: String,
}

impl<'e> RawCell<'e> {
    fn read(xml: &mut Xml<'_>, element: &'e BytesStart<'_>) -> Result<Self, Rejection> {
        let mut raw = Self::default();
        xml.attributes(element, |key, value| match key {
            "office:value-type" => raw.kind = value,
            "calcext:value-type" => raw.is_error = value == "error",
            "office:value" | "office:date-value" | "office:time-value" | "office:boolean-value" => {
                raw.value = Some(value);
            }
            "office:string-value" => raw.string = Some(value),
            "table:formula" => raw.formula = Some(value),
            _ => {}
        })?;
        raw.text = cell_text(xml)?;
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
        Some(Cell::new(value, formula, percent))
    }

    /// A text or an error. The string attribute counts where it says other than what is shown; the shown
    /// text has the line breaks.
    fn text_value(&self) -> Option<CellValue> {
        let shown = match &self.string {
            Some(string) if without_xml_space(string) != without_xml_space(&self.text) => {
                with_line_feeds(Cow::Borrowed(string.as_ref()))
            }
            _ => with_line_feeds(Cow::Borrowed(self.text.as_str())),
        };
        if self.is_error || (self.formula.is_some() && is_error_text(&self.text)) {
            let text = if self.text.is_empty() {
                &*shown
            } else {
                &self.text
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
    use super::*;

    fn read(rows: &str) -> Result<BTreeMap<(u32, u32), Cell>, Rejection> {
        let text = format!("<table:table>{rows}</table:table>");
        let mut xml = Xml::new("content.xml", &text);
        xml.root()?;
        read_table(&mut xml, &mut Budget::new())
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
