//! The open data, read again: each figure in its row and column.

use std::collections::BTreeMap;

use super::Output;
use crate::publication::OpenData;
use crate::verification::reconciliation::ledger::{Comparison, Value};

/// The files of the open data, and the folder that they lie in.
#[derive(Clone, Debug)]
pub struct OpenDataOutput {
    pub folder: String,
    pub data: OpenData,
}

impl Output for OpenDataOutput {
    fn files(&self) -> Vec<(String, &[u8])> {
        let files = self.data.files.iter();
        files
            .map(|(name, bytes)| (format!("{}/{name}", self.folder), bytes.as_slice()))
            .collect()
    }

    fn into_files(self: Box<Self>) -> Vec<(String, Vec<u8>)> {
        let files = self.data.files.into_iter();
        files
            .map(|(name, bytes)| (format!("{}/{name}", self.folder), bytes))
            .collect()
    }

    fn compare(&self, with: &mut Comparison<'_>) {
        let tables = self.data.files.iter();
        let tables = tables.filter(|(name, _)| name.ends_with(".csv"));
        let tables: BTreeMap<&str, Vec<Vec<String>>> = tables
            .map(|(name, bytes)| (name.as_str(), rows(bytes)))
            .collect();
        for figure in &self.data.figures {
            let at = format!(
                "{}/{} › {}行目 {}",
                self.folder,
                figure.file,
                figure.row + 2,
                figure.heading
            );
            let rows = tables.get(figure.file.as_str());
            let cell = rows.and_then(|rows| rows.get(figure.row)?.get(figure.column));
            let found = cell.map_or(Value::Blank, |text| Value::of_text(text));
            with.figure(&figure.key, &at, found);
        }
    }

    fn words(&self) -> Vec<String> {
        self.data.words.clone()
    }
}

/// The rows without the heading; nothing where it is no CSV, so that every figure is missed.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let records = reader.records().map_while(Result::ok);
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}
