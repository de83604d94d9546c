//! What the office does in a cycle, and its commands share: the working directory and the plan, what came back, what
//! departments are asked and written, and the papers of the bodies. Bytes are made here; a command decides which, has them
//! written and reports.

pub(crate) mod answered_form;
pub(crate) mod archive;
pub(crate) mod asking;
mod attachments;
mod body_view;
pub(crate) mod characters;
pub(crate) mod check_papers;
mod corrected;
pub(crate) mod corrections;
pub(crate) mod documents;
pub(crate) mod earlier_cycles;
pub(crate) mod fault_list;
pub(crate) mod first_issue;
pub(crate) mod frozen;
pub(crate) mod inventory;
pub(crate) mod letters;
pub(crate) mod made_from;
pub(crate) mod next_cycle;
pub(crate) mod office_book;
mod office_file;
pub(crate) mod opinions;
pub(crate) mod own_templates;
mod pages;
pub(crate) mod partners;
pub(crate) mod plan_changes;
mod printed;
pub(crate) mod progress;
mod progress_table;
pub(crate) mod proofs;
pub(crate) mod reading;
pub(crate) mod reissue;
mod returned_files;
pub(crate) mod setting;
mod settled;
pub(crate) mod standing;

// Shared by the tests of this module, of the commands and of tests/it.
#[cfg(test)]
#[path = "../../tests/it/filling.rs"]
pub(crate) mod filling;
#[cfg(test)]
mod odd_forms;

use crate::diagnostic::Diagnostic;

/// Why a command could not run: the diagnostics to report.
#[derive(Debug)]
pub(crate) struct Stop(pub Vec<Diagnostic>);

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for Stop {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self(diagnostics)
    }
}
