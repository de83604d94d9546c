//! The plain code derived from a printed number, for machines.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A plain code such as `1-1-k1`, derived from `1-①-K1`: NFKC, lower case, each run of other than
/// letters and digits (of any script) becomes one `-`; none at the ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(String);

impl Code {
    /// The code of a printed number; `None` when nothing is left of it.
    pub fn derive(number: &str) -> Option<Self> {
        let mut code = String::new();
        for c in number.nfkc().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                code.push(c);
            } else if !code.is_empty() && !code.ends_with('-') {
                code.push('-');
            }
        }
        let code = code.trim_end_matches('-');
        (!code.is_empty()).then(|| Self(code.to_owned()))
    }

    /// The code itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What codes are sorted by as people count: `1-2` before `1-10`, and `1-1` before `1-1-1`.
    pub fn natural_key(&self) -> Vec<(u64, String)> {
        let mut key: Vec<(u64, String)> = Vec::new();
        let mut in_number = false;
        for c in self.0.chars() {
            match c.to_digit(10) {
                Some(digit) if in_number => {
                    if let Some((number, _)) = key.last_mut() {
                        *number = number.saturating_mul(10).saturating_add(digit.into());
                    }
                }
                Some(digit) => key.push((digit.into(), String::new())),
                None if c == '-' => {}
                None => match key.last_mut() {
                    Some((u64::MAX, word)) if !in_number => word.push(c),
                    // Words come behind numbers: 1-①-1 before 1-①-K1.
                    _ => key.push((u64::MAX, c.to_string())),
                },
            }
            in_number = c.is_ascii_digit();
        }
        key
    }

    /// The code as it stands in a defined name: `1_1_k1`.
    pub fn in_name(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_codes() {
        for (number, code) in [
            ("1-①", "1-1"),
            ("1-①-K1", "1-1-k1"),
            ("Ⅰ-(1)-ア", "i-1-ア"),
            ("R2－１", "r2-1"),
            ("（3）", "3"),
        ] {
            assert_eq!(Code::derive(number).expect("a code").as_str(), code);
        }
        assert_eq!(Code::derive("()-"), None);
    }

    #[test]
    fn codes_are_sorted_as_people_count() {
        let mut numbers = [
            "2-(3)-②",
            "1-⑩",
            "1-①-K1",
            "1-②",
            "1-①-2",
            "1-①",
            "1-①-K12",
            "1-①-K2",
        ];
        numbers.sort_by_key(|n| Code::derive(n).expect("a code").natural_key());
        assert_eq!(
            numbers,
            [
                "1-①",
                "1-①-2",
                "1-①-K1",
                "1-①-K2",
                "1-①-K12",
                "1-②",
                "1-⑩",
                "2-(3)-②"
            ]
        );
    }
}
