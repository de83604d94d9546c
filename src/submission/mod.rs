//! From returned workbooks to typed answers. Each cell becomes a value once, with its source; each
//! fault becomes a diagnostic with its cell. Faults never stop the reading of anything else.

mod accounting;
mod appearance;
mod consistency;
mod decisions;
mod form_reading;
mod intake;
mod value;
mod whole;

use std::collections::BTreeMap;

pub use accounting::{Accounted, account};
pub use decisions::SecondEvaluation;
pub use form_reading::read_form;
pub(crate) use intake::departments_named;
pub use intake::{
    FileOutcome, FileStatus, Intake, Received, Waiting, intake, intake_decided, intake_of,
};

use crate::form::returned_workbook::Cell;
pub use crate::form::{
    Declaration, EffectKind, Field, Fields, IndicatorField, IndicatorState, InitiativeField,
    ItemField, Kind, ListKind, OfficeField, OpinionField, Readers, Status,
};
use crate::values::{CellLocation, Sourced, Value};

/// What one department answered, in one file or in several that were put together.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// At least one; the first is the one that stands for all.
    pub files: Vec<SubmissionFile>,
    /// 課コード
    pub department: String,
    pub round: u32,
    /// Digests of the files that this one answers, in lower case.
    pub replaces: Vec<String>,
    /// Fields that were written into; a refused one has no value.
    pub answers: BTreeMap<Field, Sourced<Value>>,
    /// The cells of the inputs that were written into, as typed. A field in which several files differ has
    /// none, so that a form that is issued again does not answer the question by itself.
    pub cells: BTreeMap<Field, Cell>,
    /// Where each input that the form has lies, filled or blank. None in a form that lost all its names.
    pub places: BTreeMap<Field, CellLocation>,
    /// Cells outside the inputs that are reported together.
    pub gathered: Gathered,
}

/// Cells outside the inputs that one diagnostic reports together, by the place that it names.
pub type Gathered = BTreeMap<CellLocation, Vec<Remark>>;

/// A text outside the inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub sheet: String,
    /// Zero-based (row, column).
    pub place: (u32, u32),
    pub typed: String,
}

/// A file that a submission was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionFile {
    /// Path below 提出/.
    pub path: String,
    /// SHA-256 of the file, hexadecimal.
    pub digest: String,
}

impl Submission {
    /// Path below 提出/ of the file that stands for all; empty where there is none.
    pub fn file(&self) -> &str {
        self.files.first().map_or("", |f| f.path.as_str())
    }

    /// The answer of a field, used or refused.
    pub fn answer(&self, field: &Field) -> Option<&Sourced<Value>> {
        self.answers.get(field)
    }

    /// The value of a field as a text, where there is one.
    pub fn text(&self, field: &Field) -> Option<String> {
        self.answer(field)?.value.as_ref().map(Value::text)
    }
}
