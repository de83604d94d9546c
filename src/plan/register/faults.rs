//! What there is to report of one workbook of the office.

use crate::diagnostic::Diagnostic;

/// Collects the diagnostics of one register, each with the file's name.
#[derive(Debug)]
pub(super) struct Faults {
    file: String,
    list: Vec<Diagnostic>,
}

impl Faults {
    pub fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            list: Vec::new(),
        }
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic.in_file(&self.file));
    }

    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// What came after so many.
    pub fn since(&self, before: usize) -> &[Diagnostic] {
        &self.list[before..]
    }
}
