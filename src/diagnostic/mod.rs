//! What the program reports to the office: every fault is a value with a stable code, a place, what was
//! found there and what to do. What holds for a code at all times stands in [`codes`]; what a department is asked about
//! it in [`question()`]. Rendering (terminal, JSON) is in [`render`]; nothing prints here.

mod codes;
mod question;
pub mod render;

use serde::{Deserialize, Serialize};

pub use codes::{Code, GROUPS, Group};
pub use question::{Asked, Found, question, refusal};

use crate::values::{CellLocation, Source};

/// How grave a diagnostic is. Errors alone change the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    /// As the office reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "誤り",
            Self::Warning => "確認",
            Self::Info => "情報",
        }
    }
}

/// One thing to report. `message` says in Japanese what is the matter, `hint` what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    #[serde(serialize_with = "serialize_code", deserialize_with = "read_code")]
    pub code: Code,
    pub severity: Severity,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    /// What stands there, as typed.
    pub found: Option<String>,
    pub message: String,
    pub hint: String,
    /// The name of the department that it is about, where no file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
}

fn serialize_code<S: serde::Serializer>(code: &Code, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(code.id())
}

fn read_code<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Code, D::Error> {
    let id = String::deserialize(d)?;
    Code::all()
        .find(|code| code.id() == id)
        .ok_or_else(|| serde::de::Error::custom(format!("unknown code {id:?}")))
}

impl Diagnostic {
    /// A diagnostic with the code's own severity and no place yet.
    pub fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: None,
            sheet: None,
            cell: None,
            found: None,
            message: message.into(),
            hint: hint.into(),
            department: None,
        }
    }

    /// About a department of which there is no file.
    #[must_use]
    pub fn of_department(mut self, name: &str) -> Self {
        self.department = Some(name.to_owned());
        self
    }

    /// As grave as its code declares for where the run goes on without what is at fault.
    #[must_use]
    pub fn lesser(mut self) -> Self {
        self.severity = self.code.lesser().unwrap_or(self.severity);
        self
    }

    /// As information, where it has been dealt with: `how` says so in place of what there was to do.
    #[must_use]
    pub fn dealt_with(mut self, how: impl Into<String>) -> Self {
        self.severity = Severity::Info;
        self.hint = how.into();
        self
    }

    /// In this file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// The same with other words for some of ours in what it says; what was found stands as it is.
    #[must_use]
    pub fn worded(mut self, word: impl Fn(&str) -> String) -> Self {
        self.message = word(&self.message);
        self.hint = word(&self.hint);
        self
    }

    /// On this sheet.
    #[must_use]
    pub fn on_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = Some(sheet.into());
        self
    }

    /// In this cell (`C12`).
    #[must_use]
    pub fn at_cell(mut self, cell: impl Into<String>) -> Self {
        self.cell = Some(cell.into());
        self
    }

    /// At this place.
    #[must_use]
    pub fn at(self, place: &CellLocation) -> Self {
        self.in_file(&place.file)
            .on_sheet(&place.sheet)
            .at_cell(&place.cell)
    }

    /// With what was found, as typed.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = Some(text.into());
        self
    }

    /// At the place of this source, quoting what was typed.
    #[must_use]
    pub fn about(self, source: &Source) -> Self {
        self.at(&source.at).found(&source.typed)
    }

    /// At the place of another.
    #[must_use]
    pub fn in_place_of(mut self, other: &Self) -> Self {
        self.file.clone_from(&other.file);
        self.sheet.clone_from(&other.sheet);
        self.cell.clone_from(&other.cell);
        self
    }

    /// At the place of another, quoting what that one quotes.
    #[must_use]
    pub fn like(mut self, other: &Self) -> Self {
        self.found.clone_from(&other.found);
        self.in_place_of(other)
    }

    /// What was found; where many cells are reported together (`A1「…」` on lines), each of their texts as well.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let found = self.found.as_deref();
        let cells = found.into_iter().flat_map(str::lines).filter_map(|line| {
            let (cell, text) = line.split_once('「')?;
            let is_cell = cell.ends_with(|c: char| c.is_ascii_digit());
            is_cell.then(|| text.strip_suffix('」').unwrap_or(text))
        });
        found.into_iter().chain(cells)
    }

    /// Its cell, where it has one.
    pub fn location(&self) -> Option<CellLocation> {
        Some(CellLocation {
            file: self.file.clone()?,
            sheet: self.sheet.clone()?,
            cell: self.cell.clone()?,
        })
    }

    /// `file › sheet › cell`, as far as known.
    pub fn place(&self) -> String {
        [&self.file, &self.sheet, &self.cell]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" › ")
    }
}

/// Whether any of these is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// By file, sheet, place and gravity, and without repeats: the order in which they are reported. Those
/// of no file come last, in their order.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let key = |d: &Diagnostic| {
        (
            d.file.is_none(),
            d.file.clone(),
            d.sheet.clone().unwrap_or_default(),
            d.cell.as_deref().map(cell_order).unwrap_or_default(),
            d.severity,
            d.code.id(),
        )
    };
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup();
    diagnostics
}

/// Row before column, so that C9 comes before C12.
fn cell_order(cell: &str) -> (u32, usize, String) {
    let column: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
    let row = cell[column.len()..].parse().unwrap_or(0);
    (row, column.len(), column)
}
