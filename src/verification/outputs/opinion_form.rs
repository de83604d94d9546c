//! 意見記入用紙.xlsx: it holds no figures, and is searched for what its readers may not see.

use super::Output;
use crate::verification::reconciliation::ledger::Comparison;
use crate::workbook_output::opinion_form_words;

/// The form for opinions of a body.
#[derive(Clone, Debug)]
pub struct OpinionFormOutput {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Output for OpinionFormOutput {
    fn files(&self) -> Vec<(String, &[u8])> {
        vec![(self.path.clone(), &self.bytes)]
    }

    fn into_files(self: Box<Self>) -> Vec<(String, Vec<u8>)> {
        vec![(self.path, self.bytes)]
    }

    fn compare(&self, _: &mut Comparison<'_>) {}

    fn words(&self) -> Vec<String> {
        opinion_form_words()
    }
}
