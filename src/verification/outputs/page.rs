//! A page of the web: its figures are read back as those of a typeset document are.

use super::Output;
use super::document::printed;
use crate::typesetting::WebPage;
use crate::verification::reconciliation::ledger::Comparison;

/// A page of the web, or a part of one.
#[derive(Clone, Debug)]
pub struct PageOutput {
    pub path: String,
    pub made: WebPage,
}

impl Output for PageOutput {
    fn files(&self) -> Vec<(String, &[u8])> {
        vec![(self.path.clone(), &self.made.bytes)]
    }

    fn into_files(self: Box<Self>) -> Vec<(String, Vec<u8>)> {
        vec![(self.path, self.made.bytes)]
    }

    fn compare(&self, with: &mut Comparison<'_>) {
        printed(&self.path, &self.made.traces, &self.made.typed, with);
    }

    fn warnings(&self) -> &[String] {
        &self.made.warnings
    }
}
