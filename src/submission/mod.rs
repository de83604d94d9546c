//! From returned workbooks to typed answers. Each cell becomes a value once, with its source; each
//! fault becomes a diagnostic with its cell. Faults never stop the reading of anything else.

mod accounting;
mod consistency;
mod form_reading;
mod intake;
mod value;

use std::collections::BTreeMap;

pub use form_reading::read_form;
pub use intake::{FileOutcome, FileStatus, Intake, Received, intake};

pub use crate::form::{Field, IndicatorField, InitiativeField, ItemField, OfficeField};
use crate::values::{Sourced, Value};

/// What one department answered in one file.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Path below 提出/.
    pub file: String,
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// 課コード
    pub department: String,
    pub round: u32,
    /// Digest of the file that this one answers.
    pub replaces: Option<String>,
    /// Fields that were written into; a refused one has no value.
    pub answers: BTreeMap<Field, Sourced<Value>>,
}

impl Submission {
    /// The answer of a field, used or refused.
    pub fn answer(&self, field: &Field) -> Option<&Sourced<Value>> {
        self.answers.get(field)
    }

    /// The value of a field as a text, where there is one.
    pub fn text(&self, field: &Field) -> Option<String> {
        self.answer(field)?.value.as_ref().map(Value::text)
    }

    /// Whether both give the same answers, wherever they stand.
    pub fn same_answers(&self, other: &Self) -> bool {
        self.answers.len() == other.answers.len()
            && self.answers.iter().zip(&other.answers).all(|(a, b)| {
                a.0 == b.0 && a.1.value == b.1.value && a.1.source.typed == b.1.source.typed
            })
    }
}
