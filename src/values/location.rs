//! Where a value was typed, and what the office put in its place. Both stay with the value into record.json and the
//! workbooks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A place in a workbook, as messages name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellLocation {
    /// Path below the folder that it was read from, with `/`.
    pub file: String,
    pub sheet: String,
    /// `C12`.
    pub cell: String,
}

/// The source of a value: its place, and the text as it was typed there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    #[serde(flatten)]
    pub at: CellLocation,
    pub typed: String,
}

/// A value that the office put in place of what was typed (補正).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub reason: String,
    /// 決定: the meeting and its session, where one decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    pub date: NaiveDate,
    /// Where the office wrote the value, and how.
    pub source: Source,
}

/// A field that somebody wrote into. `value` is `None` where it was refused (a diagnostic says
/// why); a field left blank is `Option::<Sourced<T>>::None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced<T> {
    pub value: Option<T>,
    /// What the department typed, `value` being the office's where there is a correction.
    pub source: Source,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Box<Correction>>,
}

impl<T> Sourced<T> {
    /// As it was typed, without a correction.
    pub fn typed(value: Option<T>, source: Source) -> Self {
        Self {
            value,
            source,
            correction: None,
        }
    }

    /// The same source with the value changed.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: self.value.map(f),
            source: self.source,
            correction: self.correction,
        }
    }
}

/// `C12` for zero-based row 11 and column 2.
pub fn a1(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

/// Zero-based row and column of `C12`; `None` for what names no cell.
pub fn parse_a1(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at(digits);
    if letters.is_empty() || letters.len() > 4 {
        return None;
    }
    let mut column = 0;
    for c in letters.bytes() {
        if !c.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + u32::from(c - b'A') + 1;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_names() {
        assert_eq!(a1(11, 2), "C12");
        assert_eq!(a1(0, 26), "AA1");
        assert_eq!(a1(1_048_575, 16_383), "XFD1048576");
        for place in [(0, 0), (11, 2), (0, 26), (1_048_575, 16_383)] {
            assert_eq!(parse_a1(&a1(place.0, place.1)), Some(place));
        }
        for none in ["", "12", "C", "C0", "c1", "ABCDE1", "あ1", "C1x"] {
            assert_eq!(parse_a1(none), None, "{none}");
        }
    }
}
