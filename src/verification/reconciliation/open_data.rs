//! The open data, read again: each figure in its row and column.

use std::collections::BTreeMap;

use super::ledger::{Ledger, Value};
use super::{Known, value};
use crate::publication::OpenData;

pub(super) fn check(folder: &str, data: &OpenData, known: &Known, ledger: &mut Ledger) {
    let files: BTreeMap<&str, Vec<Vec<String>>> = data
        .files
        .iter()
        .filter(|(name, _)| name.ends_with(".csv"))
        .map(|(name, bytes)| (name.as_str(), rows(bytes)))
        .collect();
    for figure in &data.figures {
        let Some(wanted) = known.value(&figure.key) else {
            continue;
        };
        let at = format!(
            "{folder}/{} › {}行目 {}",
            figure.file,
            figure.row + 2,
            figure.heading
        );
        let rows = files.get(figure.file.as_str());
        let cell = rows.and_then(|rows| rows.get(figure.row)?.get(figure.column));
        let found = cell.map_or(Value::Blank, |text| value(text));
        ledger.compare(&figure.key, ("記録", wanted.into()), (&at, found));
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
