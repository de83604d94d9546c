//! The very hidden sheet `_form`: whose form it is, and its own texts as issued, so that what was
//! typed can be known from them. Rows of key and value, as text.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{cell_text, row_number};
use crate::form::layout::{Identity, Input, META_SHEET, SCHEMA};
use crate::form::reissue;

/// The rows of `_form`, gathered while the sheets are written.
#[derive(Debug)]
pub(super) struct Meta {
    rows: Vec<(String, String)>,
}

impl Meta {
    pub fn new(identity: &Identity) -> Self {
        let rows = [
            ("schema", SCHEMA.to_string()),
            ("plan", identity.plan.clone()),
            ("cycle", identity.cycle.clone()),
            ("department", identity.department.clone()),
            ("layout", identity.layout.clone()),
            ("round", identity.round.to_string()),
            ("replaces", identity.replaces.clone().unwrap_or_default()),
        ];
        Self {
            rows: rows.map(|(key, value)| (key.to_owned(), value)).into(),
        }
    }

    /// What stands left of an input: `<code>｜<label>`.
    pub fn label(&mut self, input: &Input) {
        let key = format!("label:{}", input.field.name());
        self.push(key, format!("{}｜{}", input.code, input.label));
    }

    /// A text of the form itself on a visible sheet.
    pub fn text(&mut self, sheet: &str, text: &str) {
        self.push(format!("text:{sheet}"), text.to_owned());
    }

    /// What the answer in an input was, where its cell can't say.
    pub fn answer(&mut self, input: &Input, row: String) {
        self.push(reissue::answer_key(&input.field.name()), row);
    }

    /// A note on an input.
    pub fn note(&mut self, input: &Input, text: &str) {
        self.push(format!("note:{}", input.field.name()), text.to_owned());
    }

    /// Last cycle's value beside an input.
    pub fn previous(&mut self, input: &Input, text: &str) {
        self.push(format!("previous:{}", input.field.name()), text.to_owned());
    }

    /// A cell (`E12`) with a formula of the form itself.
    pub fn formula(&mut self, sheet: &str, cell: String) {
        self.push(format!("formula:{sheet}"), cell);
    }

    pub fn write(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_name(META_SHEET)?;
        for (at, (key, value)) in self.rows.iter().enumerate() {
            worksheet.write_string(row_number(at), 0, cell_text(key))?;
            if !value.is_empty() {
                worksheet.write_string(row_number(at), 1, cell_text(value))?;
            }
        }
        worksheet.set_very_hidden(true);
        Ok(())
    }

    fn push(&mut self, key: String, value: String) {
        self.rows.push((key, value));
    }
}
