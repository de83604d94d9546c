//! What is made of a body's view and goes to disk: documents, a workbook, open data. Each is held against the record and
//! searched for what its readers may not see in one way, whatever its format: a further format is a file here that
//! implements [`Output`], and a line in `office::documents` that makes it.

mod document;
mod open_data;
mod opinion_form;
mod page;
mod workbook;

pub use document::DocumentOutput;
pub use open_data::OpenDataOutput;
pub use opinion_form::OpinionFormOutput;
pub use page::PageOutput;
pub use workbook::WorkbookOutput;

#[cfg(test)]
pub(super) use workbook::{Anew, Read};

use super::disclosure::Disclosure;
use super::reconciliation::ledger::Comparison;
use crate::diagnostic::Diagnostic;
use crate::typesetting::Typeset;

/// A finished output of a body.
pub trait Output: Send + std::fmt::Debug {
    /// Its files: path below the cycle's output folder, and bytes.
    fn files(&self) -> Vec<(String, &[u8])>;

    /// The same, let go of.
    fn into_files(self: Box<Self>) -> Vec<(String, Vec<u8>)>;

    /// Reads its figures back from the bytes and holds them against what is known, and whatever of it follows from others
    /// against those.
    fn compare(&self, with: &mut Comparison<'_>);

    /// Its own words: headings, notes. They stand in it beside what the view holds.
    fn words(&self) -> Vec<String> {
        Vec::new()
    }

    /// What it could not hold as it should.
    fn reported(&self) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// The document as it was typeset, where it is one.
    fn typeset(&self) -> Option<&Typeset> {
        None
    }

    /// What Typst warned of while it was made.
    fn warnings(&self) -> &[String] {
        self.typeset().map_or(&[], |made| &made.warnings)
    }

    /// Searches one of its files: D008 for each text that its readers may not see.
    fn search(&self, path: &str, bytes: &[u8], disclosure: &Disclosure) -> Vec<Diagnostic> {
        disclosure.file(path, bytes)
    }
}
