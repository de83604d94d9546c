//! Reads the rows and cells of one Excel sheet. A cell that is only formatted, or holds nothing but white
//! space, is none.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::cell_value::{date_value, text_value};
use super::formula::{cell as cell_reference, moved, shows_picture};
use super::hidden::{Spans, SpansReader};
use super::limits::{Budget, COLUMNS, ROWS};
use super::number_format::{Formatted, formatted};
use super::rich_values::RichValues;
use super::strings::{Run, SharedStrings, rich_text, shown_text, unstruck};
use super::xlsx_styles::Style;
use super::xml::{Xml, is_true, is_zero, local};
use super::{Cell, CellValue, Rejection};
use crate::values::number_format::NumberFormat;

/// What cells refer to.
pub(super) struct Context<'c> {
    pub strings: &'c SharedStrings,
    pub styles: &'c [Style],
    pub rich_values: &'c RichValues,
    pub from_1904: bool,
}

/// Cells by zero-based (row, column).
pub(super) type Cells = BTreeMap<(u32, u32), Cell>;

/// Gathers the cells of one sheet.
pub(super) struct CellReader<'r, 'c> {
    context: &'r Context<'c>,
    pub budget: &'r mut Budget,
    cells: Vec<((u32, u32), Cell)>,
    /// Cells that are pictures, with their names.
    pub pictures: Vec<((u32, u32), String)>,
    /// Shared formulas by their index: where each was written, and its text.
    shared: BTreeMap<u32, ((u32, u32), String)>,
    /// The cell at hand; kept to use its memory again.
    raw: RawCell,
    hidden_rows: SpansReader,
}

/// A cell as written.
#[derive(Default)]
struct RawCell {
    kind: String,
    style: usize,
    /// Its number among the rich values.
    rich: Option<usize>,
    /// Text of `v`, or of `is`.
    value: String,
    has_value: bool,
    is_inline: bool,
    /// Runs of an inline text.
    runs: Vec<Run>,
    formula: Option<String>,
}

impl<'r, 'c> CellReader<'r, 'c> {
    pub(super) fn new(context: &'r Context<'c>, budget: &'r mut Budget) -> Self {
        Self {
            context,
            budget,
            cells: Vec::new(),
            pictures: Vec::new(),
            shared: BTreeMap::new(),
            raw: RawCell::default(),
            hidden_rows: SpansReader::default(),
        }
    }

    /// The cells by their places, and the hidden rows; `None` where a cell stands twice.
    pub(super) fn finish(self) -> Option<(Cells, Spans)> {
        let count = self.cells.len();
        let cells: BTreeMap<_, _> = self.cells.into_iter().collect();
        (cells.len() == count).then(|| (cells, self.hidden_rows.finish()))
    }

    /// The rows of the open `sheetData`.
    pub(super) fn rows(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        let mut next = 0;
        while let Some(element) = xml.child()? {
            if local(&element) != "row" {
                xml.skip()?;
                continue;
            }
            let (mut row, mut is_hidden) = (Some(next), false);
            xml.attributes(&element, |key, value| match key {
                "r" => row = value.parse::<u32>().ok().and_then(|r| r.checked_sub(1)),
                "hidden" => is_hidden |= is_true(&value),
                "ht" => is_hidden |= is_zero(&value),
                _ => {}
            })?;
            let row = row
                .filter(|row| *row < ROWS)
                .ok_or_else(|| xml.broken("行番号が正しくありません"))?;
            if is_hidden {
                self.hidden_rows.add(row, row)?;
            }
            self.row(xml, row)?;
            next = row + 1;
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, row: u32) -> Result<(), Rejection> {
        let mut next = (row, 0);
        loop {
            // Most cells of a large sheet are formatted and no more.
            if let Some(skipped) = xml.skip_empty("<c r=\"") {
                let place = skipped.split('"').nth(1).and_then(cell_reference);
                next = place.map_or(next, |(row, column)| (row, column + 1));
            }
            let Some(element) = xml.child()? else {
                return Ok(());
            };
            if local(&element) != "c" {
                xml.skip()?;
                continue;
            }
            let at = self.open(xml, &element, next)?;
            if at.1 >= COLUMNS {
                return Err(xml.broken("列番号が正しくありません"));
            }
            self.body(xml, at)?;
            if let Some(picture) = self.picture() {
                self.budget.take_mark(picture.len())?;
                self.pictures.push((at, picture));
            } else if let Some(cell) = self.close(xml)? {
                let text = cell.text_bytes();
                self.budget
                    .take(1, u64::try_from(text).unwrap_or(u64::MAX))?;
                self.cells.push((at, cell));
            }
            next = (at.0, at.1 + 1);
        }
    }

    /// Takes the attributes of a cell; gives its place.
    fn open(
        &mut self,
        xml: &Xml<'_>,
        element: &BytesStart<'_>,
        next: (u32, u32),
    ) -> Result<(u32, u32), Rejection> {
        let raw = &mut self.raw;
        raw.kind.clear();
        raw.value.clear();
        raw.style = 0;
        raw.rich = None;
        raw.has_value = false;
        raw.is_inline = false;
        raw.runs.clear();
        raw.formula = None;
        let mut at = Some(next);
        xml.attributes(element, |key, value| match key {
            "r" => at = cell_reference(&value),
            "s" => raw.style = value.parse().unwrap_or(0),
            "t" => raw.kind.push_str(&value),
            "vm" => raw.rich = value.parse().ok(),
            _ => {}
        })?;
        at.ok_or_else(|| xml.broken("セル番地が正しくありません"))
    }

    fn body(&mut self, xml: &mut Xml<'_>, at: (u32, u32)) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            match local(&element) {
                "v" if !self.raw.is_inline => {
                    self.raw.has_value = true;
                    xml.text_into(&mut self.raw.value)?;
                }
                "is" => {
                    self.raw.is_inline = true;
                    self.raw.value.clear();
                    self.raw.runs.clear();
                    rich_text(xml, &mut self.raw.value, &mut self.raw.runs)?;
                }
                "f" => {
                    let formula = self.formula(xml, &element, at)?;
                    self.raw.formula = Some(formula);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// The text of a formula; one shared with other cells is written in one of them only.
    fn formula(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
        at: (u32, u32),
    ) -> Result<String, Rejection> {
        let shared = xml.attribute(element, "t")?.as_deref() == Some("shared");
        let index = xml.attribute(element, "si")?.and_then(|si| si.parse().ok());
        let mut text = String::new();
        xml.text_into(&mut text)?;
        let Some(index) = index.filter(|_: &u32| shared) else {
            return Ok(text);
        };
        if !text.is_empty() {
            self.shared.insert(index, (at, text.clone()));
        } else if let Some((from, formula)) = self.shared.get(&index) {
            // Bounded before the text is made: one long formula may be shared by every cell.
            self.budget.take_formula(formula.len())?;
            let by = |to: u32, from: u32| i64::from(to) - i64::from(from);
            text = moved(formula, by(at.0, from.0), by(at.1, from.1));
        }
        Ok(text)
    }

    /// The name of the picture that the cell is, if it is one: by its number, or by its formula, which WPS also leaves as
    /// the text that other programs show.
    fn picture(&self) -> Option<String> {
        let raw = &self.raw;
        let number = raw.rich.filter(|_| raw.kind == "e");
        let placed = number.and_then(|number| self.context.rich_values.picture(number));
        let shows = |formula: &str| shows_picture(formula).then(String::new);
        placed
            .map(str::to_owned)
            .or_else(|| shows(raw.formula.as_deref()?))
            .or_else(|| shows(self.text()?.strip_prefix('=')?))
    }

    /// The text of the cell, still escaped, where it is one.
    fn text(&self) -> Option<&str> {
        let raw = &self.raw;
        match raw.kind.as_str() {
            "s" => self.context.strings.get(raw.value.trim().parse().ok()?),
            _ => Some(&raw.value),
        }
    }

    /// The cell that was read, or `None` where it is empty.
    fn close(&mut self, xml: &Xml<'_>) -> Result<Option<Cell>, Rejection> {
        let formula = self.raw.formula.take();
        let (value, percent, shown) = self.value(xml)?;
        // An empty text is a result (`=""`); without any result the formula was never calculated.
        let has_result =
            !self.raw.value.is_empty() || (self.raw.kind == "str" && self.raw.has_value);
        let value = match value {
            None if formula.is_some() && !has_result => Some(CellValue::NotCalculated),
            value => value,
        };
        Ok(value.map(|value| Cell {
            struck: self.unstruck(&value),
            shown,
            ..Cell::new(value, formula, percent)
        }))
    }

    /// What remains of the value without what is struck through.
    fn unstruck(&self, value: &CellValue) -> Option<String> {
        let raw = &self.raw;
        let style = self.context.styles.get(raw.style);
        let cell_struck = style.is_some_and(|style| style.struck);
        if !matches!(value, CellValue::Text(_)) {
            return cell_struck.then(String::new);
        }
        let index = (raw.kind == "s").then(|| raw.value.trim().parse::<usize>().ok());
        match index.flatten() {
            Some(index) => {
                let strings = self.context.strings;
                unstruck(strings.get(index)?, strings.runs(index), cell_struck)
            }
            None => unstruck(&raw.value, &raw.runs, cell_struck),
        }
    }

    /// The value by the cell's type, whether it is shown as a percentage, and what is shown of it.
    fn value(&self, xml: &Xml<'_>) -> Result<(Option<CellValue>, bool, Option<String>), Rejection> {
        let raw = &self.raw;
        let value = match raw.kind.as_str() {
            "s" if !raw.value.is_empty() => {
                let index = raw.value.trim().parse().ok();
                let text = index.and_then(|index| self.context.strings.get(index));
                let text = text.ok_or_else(|| xml.broken("文字列の番号が正しくありません"))?;
                text_value(shown_text(text))
            }
            "inlineStr" | "str" => text_value(shown_text(&raw.value)),
            "b" => match raw.value.trim() {
                "1" | "true" => Some(CellValue::Bool(true)),
                "0" | "false" => Some(CellValue::Bool(false)),
                other => text_value(Cow::Borrowed(other)),
            },
            "e" if !raw.value.trim().is_empty() => Some(CellValue::Error(raw.value.clone())),
            "d" => date_value(raw.value.trim()),
            _ if raw.is_inline => text_value(shown_text(&raw.value)),
            _ => match self.number() {
                Some(number) => return Ok((Some(number.value), number.percent, number.shown)),
                None => text_value(Cow::Borrowed(raw.value.trim())),
            },
        };
        let style = self.context.styles.get(raw.style);
        let shown = match (&value, style) {
            (Some(CellValue::Text(text)), Some(style)) => style.format.text(text),
            _ => None,
        };
        Ok((value, false, shown))
    }

    /// A number by its format; none where it is no number.
    fn number(&self) -> Option<Formatted> {
        let raw = &self.raw;
        let number = raw.value.trim().parse::<f64>().ok();
        let number = number.filter(|n| n.is_finite())?;
        Some(match self.context.styles.get(raw.style) {
            Some(style) => formatted(number, &style.format, self.context.from_1904),
            None => formatted(number, &NumberFormat::default(), self.context.from_1904),
        })
    }
}

#[cfg(test)]
mod tests;
