//! Reads one OpenDocument cell: its value by its type and its format, its formula, what it shows, and what is struck
//! through.

use std::borrow::Cow;

use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

use super::cell_value::{date_value, text_value};
use super::drawing::Found;
use super::formula::{from_open_document, shows_picture};
use super::ods_styles::{DataStyle, Family, Styles};
use super::ods_text::{Content, cell_content, without_xml_space};
use super::strings::with_line_feeds;
use super::xml::Xml;
use super::{Cell, CellValue, Rejection};
use crate::values::number_format::{Kind, date_of_serial};
use crate::values::{decimal_from_f64, decimal_text, round_half_away};

/// A cell as written.
#[derive(Default)]
pub(super) struct RawCell<'e> {
    kind: Cow<'e, str>,
    is_error: bool,
    /// `office:value` and its like for other types.
    value: Option<Cow<'e, str>>,
    string: Option<Cow<'e, str>>,
    formula: Option<Cow<'e, str>>,
    look: Look,
    /// What stands in the cell.
    pub content: Content,
}

/// How a cell looks by its format.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Whether the whole cell is struck through.
    struck: bool,
    data: DataStyle,
}

impl Look {
    pub(super) fn of(styles: &Styles, style: &str) -> Self {
        Self {
            struck: styles.struck(Family::Cell, style).unwrap_or(false),
            data: styles.data(style),
        }
    }
}

impl<'e> RawCell<'e> {
    /// `look` says what holds where the cell has no format of its own.
    pub(super) fn read(
        xml: &mut Xml<'_>,
        element: &'e BytesStart<'_>,
        styles: &Styles,
        look: Look,
    ) -> Result<Self, Rejection> {
        let mut raw = Self {
            look,
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
            "table:style-name" => raw.look = Look::of(styles, &value),
            _ => {}
        })?;
        raw.content = cell_content(xml, styles, raw.look.struck)?;
        if raw.is_picture() {
            raw.content.shapes.push(Found {
                picture: Some(String::new()),
                ..Found::default()
            });
        }
        Ok(raw)
    }

    /// Whether the cell shows a picture by its formula, which programs that don't know it leave as a text.
    fn is_picture(&self) -> bool {
        let formula = self.formula.as_deref().map(from_open_document);
        let text = self.content.text.strip_prefix('=');
        formula.as_deref().or(text).is_some_and(shows_picture)
    }

    /// The cell, or `None` where it is empty.
    pub(super) fn cell(self) -> Option<Cell> {
        if self.is_picture() {
            return None;
        }
        let written = self.value.as_deref().map(str::trim);
        let kind = self.kind.as_ref();
        let number = written
            .and_then(|value| value.parse::<f64>().ok())
            .filter(|number| number.is_finite());
        let dated = matches!(self.look.data.kind, Kind::Date | Kind::Time);
        let date = number
            .filter(|_| kind == "float" && dated)
            .and_then(|number| date_of_serial(number, false));
        let value = match (kind, written) {
            ("float", Some(_)) if date.is_some() => date.map(CellValue::Date),
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
        let percent = self.is_percent(&value);
        let formula = self.formula.as_deref().map(from_open_document);
        let struck = match value {
            CellValue::Text(_) => self.content.unstruck(),
            _ => self.look.struck.then(String::new),
        };
        let cell = Cell::new(value, formula, percent);
        Some(Cell {
            struck,
            shown: self.shown(&cell.value),
            ..cell
        })
    }

    /// By its type; Gnumeric gives percentages the type of plain numbers, with a format of percentages.
    fn is_percent(&self, value: &CellValue) -> bool {
        let CellValue::Number(number) = value else {
            return false;
        };
        self.kind == "percentage"
            || self.look.data.kind == Kind::Percent
            || shows_hundredfold(&self.content.text, *number)
    }

    /// What the saver put down as shown, as [`Cell::shown`]. A column that is too narrow shows `###`, which says
    /// nothing.
    fn shown(&self, value: &CellValue) -> Option<String> {
        let text = self.content.text.as_str();
        let narrow = text.starts_with('#') && text.chars().all(|c| c == '#');
        if !self.content.any_line || narrow {
            return None;
        }
        let own = match value {
            CellValue::Number(number) => {
                decimal_from_f64(*number).is_some_and(|n| decimal_text(n) == text)
            }
            CellValue::Date(_) => {
                let data = self.look.data;
                self.kind != "time" && data.kind != Kind::Time && data.day
            }
            _ => true,
        };
        (!own).then(|| text.to_owned())
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

/// Whether the text is the number's hundredfold with its sign, rounded or not.
fn shows_hundredfold(text: &str, number: f64) -> bool {
    let digits = text
        .trim()
        .strip_suffix('%')
        .map(|digits| digits.replace(',', ""));
    let shown = digits.and_then(|digits| digits.parse::<Decimal>().ok());
    let hundredfold = decimal_from_f64(number).and_then(|n| n.checked_mul(Decimal::ONE_HUNDRED));
    match (shown, hundredfold) {
        (Some(shown), Some(n)) => !n.is_zero() && round_half_away(n, shown.scale()) == shown,
        _ => false,
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
    use crate::form::returned_workbook::limits::Budget;
    use crate::form::returned_workbook::ods_table::read_table;

    fn cell(cell: &str) -> Option<Cell> {
        let text = format!("<table:table><table:table-row>{cell}</table:table-row></table:table>");
        let mut xml = Xml::new("content.xml", &text);
        xml.root().unwrap();
        let sheet = read_table(&mut xml, &Styles::default(), &mut Budget::new());
        sheet.unwrap().cells.remove(&(0, 0))
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
    fn what_is_shown() {
        for (attributes, inside, shown) in [
            (
                "office:value-type='float' office:value='98.5'",
                "<text:p>98.5</text:p>",
                None,
            ),
            (
                "office:value-type='float' office:value='4300000'",
                "<text:p>4,300</text:p>",
                Some("4,300"),
            ),
            (
                "office:value-type='currency' office:value='30'",
                "<text:p>¥30</text:p>",
                Some("¥30"),
            ),
            (
                "office:value-type='float' office:value='30'",
                "<text:p/>",
                Some(""),
            ),
            ("office:value-type='float' office:value='30'", "", None),
            (
                "office:value-type='float' office:value='30'",
                "<text:p>###</text:p>",
                None,
            ),
            (
                "office:value-type='time' office:time-value='PT36H00M00S'",
                "<text:p>36:00</text:p>",
                Some("36:00"),
            ),
            (
                "office:value-type='date' office:date-value='2026-03-01'",
                "<text:p>2026/3/1</text:p>",
                None,
            ),
            ("office:value-type='string'", "<text:p>あ</text:p>", None),
        ] {
            let found = cell(&format!(
                "<table:table-cell {attributes}>{inside}</table:table-cell>"
            ));
            assert_eq!(found.unwrap().shown.as_deref(), shown, "{attributes}");
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
        let gnumeric = cell("<table:table-cell office:value-type='float' office:value='0.842999999999999999984'><text:p>84.30%</text:p></table:table-cell>").unwrap();
        assert!(gnumeric.percent);
        assert_eq!(gnumeric.value, CellValue::Number(0.843));
        let own = cell("<table:table-cell office:value-type='float' office:value='90.7'><text:p>90.7%</text:p></table:table-cell>").unwrap();
        assert_eq!((own.percent, own.shown.as_deref()), (false, Some("90.7%")));
        assert_eq!(percent.formula.as_deref(), Some("B1/2"));
    }
}
