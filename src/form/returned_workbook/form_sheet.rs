//! Takes the hidden sheets out of a workbook and reads `_form`. What its keys mean is not known here.

use super::limits::{SHEETS, damaged};
use super::names::{Names, inputs};
use super::{
    Cell, CellValue, Format, IssuedFormula, IssuedSheet, NameTarget, Rejection, ReturnedSheet,
    ReturnedWorkbook, formula,
};
use crate::form::layout::{LIST_SHEET, META_SHEET};
use crate::values::{decimal_from_f64, decimal_text};

/// Whether a sheet is the form's own `_form` (Excel compares sheet names without case).
pub(super) fn is_meta(name: &str) -> bool {
    name.eq_ignore_ascii_case(META_SHEET)
}

/// A form of what was read, or [`Rejection::NotForm`] where `_form` is missing or says nothing.
pub(super) fn assemble(
    format: Format,
    mut sheets: Vec<ReturnedSheet>,
    names: Names,
) -> Result<ReturnedWorkbook, Rejection> {
    let meta = sheets.iter().position(|sheet| is_meta(&sheet.name));
    let mut meta = sheets.remove(meta.ok_or(Rejection::NotForm)?);
    if meta.is_lost {
        return Err(lost(&meta.name));
    }
    let rows = take_rows(&mut meta);
    let is_list = |sheet: &ReturnedSheet| sheet.name.eq_ignore_ascii_case(LIST_SHEET);
    let (mut own_sheets, sheets): (Vec<_>, Vec<_>) = sheets.into_iter().partition(is_list);
    own_sheets.push(meta);
    let mut workbook = ReturnedWorkbook {
        format,
        names: inputs(names.inputs, format, &sheets),
        name_texts: names.texts,
        sheets,
        own_sheets,
        ..ReturnedWorkbook::default()
    };
    for target in workbook.names.values() {
        let is_lost = |name: &str| workbook.sheets.iter().any(|s| s.is_lost && s.name == name);
        if let NameTarget::Cell { sheet, .. } = target
            && is_lost(sheet)
        {
            return Err(lost(sheet));
        }
    }
    read_meta(rows, &mut workbook);
    if workbook.meta.is_empty() {
        return Err(Rejection::NotForm);
    }
    Ok(workbook)
}

/// The keys that a form is issued with, and the beginnings of those that go by a name.
const KEYS: [&str; 7] = [
    "schema",
    "plan",
    "cycle",
    "department",
    "layout",
    "round",
    "replaces",
];
const NAMED_KEYS: [&str; 6] = [
    "label:",
    "text:",
    "formula:",
    "previous:",
    "note:",
    "answer:",
];

fn is_key(cell: &Cell) -> bool {
    let CellValue::Text(text) = &cell.value else {
        return false;
    };
    KEYS.contains(&text.as_str()) || NAMED_KEYS.iter().any(|key| text.starts_with(key))
}

/// A sheet of the form without which nothing can be said of its answers.
fn lost(sheet: &str) -> Rejection {
    damaged(format!("シート「{sheet}」の中身がありません"))
}

/// Takes the rows of key (column A) and value (column B) out of `_form`. What stands there besides stays.
fn take_rows(sheet: &mut ReturnedSheet) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut cells = std::mem::take(&mut sheet.cells).into_iter().peekable();
    while let Some(((row, column), cell)) = cells.next() {
        if column == 0 && is_key(&cell) {
            let value = cells.next_if(|(place, _)| *place == (row, 1));
            let value = value.map_or_else(String::new, |(_, cell)| plain_text(cell));
            rows.push((plain_text(cell), value));
        } else {
            sheet.cells.insert((row, column), cell);
        }
    }
    rows
}

/// Of two rows with one key the first stands, except for those that say what stood on the sheets as issued, of
/// which every row is kept.
fn read_meta(rows: Vec<(String, String)>, workbook: &mut ReturnedWorkbook) {
    let mut issued = Issued::default();
    for (key, value) in rows {
        if let Some(name) = key.strip_prefix("label:") {
            issued.input(name, &value);
            workbook.labels.entry(name.to_owned()).or_insert(value);
        } else if let Some(of) = key.strip_prefix("text:") {
            issued.text(of, value);
        } else if let Some(of) = key.strip_prefix("formula:") {
            issued.formula(of, &value);
        } else {
            workbook.meta.entry(key).or_insert(value);
        }
    }
    workbook.issued = issued.sheets;
}

/// The sheets as issued, gathered from rows that follow the form from cell to cell: an input's `label:` row comes
/// before the texts and the formula of its own row.
#[derive(Default)]
struct Issued {
    sheets: Vec<IssuedSheet>,
    /// Inputs whose sheet is not known yet.
    waiting: Vec<String>,
    /// The input whose row is being noted, and which of its row's texts are still to come.
    at: Option<(String, Vec<String>)>,
}

impl Issued {
    fn input(&mut self, name: &str, label: &str) {
        let texts = label.split('｜').filter(|text| !text.is_empty());
        self.at = Some((name.to_owned(), texts.map(str::to_owned).collect()));
        self.waiting.push(name.to_owned());
    }

    fn text(&mut self, of: &str, text: String) {
        let in_row = self.at.as_mut().is_some_and(|(_, texts)| {
            let next = texts.iter().position(|known| *known == text);
            next.map(|at| texts.remove(at)).is_some()
        });
        if !in_row {
            self.at = None;
        }
        if let Some(sheet) = self.sheet(of) {
            sheet.texts.push(text);
        }
    }

    fn formula(&mut self, of: &str, cell: &str) {
        let input = self.at.take().map(|(name, _)| name);
        let column = formula::cell(cell).map(|(_, column)| column);
        if let (Some(sheet), Some(column)) = (self.sheet(of), column) {
            let beside = sheet.texts.last().cloned().unwrap_or_default();
            sheet.formulas.push(IssuedFormula {
                column,
                input,
                beside,
            });
        }
    }

    /// The sheet of this name, which the waiting inputs stand on; `None` beyond the limit of sheets.
    fn sheet(&mut self, name: &str) -> Option<&mut IssuedSheet> {
        let known = self.sheets.iter().rposition(|sheet| sheet.name == name);
        if known.is_none() && self.sheets.len() < SHEETS {
            self.sheets.push(IssuedSheet {
                name: name.to_owned(),
                ..IssuedSheet::default()
            });
        }
        let at = known.unwrap_or(self.sheets.len() - 1);
        let sheet = self.sheets.get_mut(at).filter(|sheet| sheet.name == name)?;
        sheet.inputs.append(&mut self.waiting);
        Some(sheet)
    }
}

fn plain_text(cell: Cell) -> String {
    match cell.value {
        CellValue::Text(text) | CellValue::Error(text) => text,
        CellValue::Number(number) => {
            decimal_from_f64(number).map_or_else(|| number.to_string(), decimal_text)
        }
        CellValue::Bool(value) => value.to_string(),
        CellValue::Date(date) => date.format("%Y-%m-%d").to_string(),
        CellValue::NotCalculated => String::new(),
    }
}
