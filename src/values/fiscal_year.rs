//! The Japanese fiscal year (April to March), in era and western notation.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::date::{ERAS, era_of_year, leading_number};
use super::japanese_text::match_key;

/// A fiscal year, named by the western year in which it begins: 令和7年度 is 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The fiscal year that begins in April of `western`.
    pub const fn new(western: i32) -> Self {
        Self(western)
    }

    /// The western year in which it begins.
    pub const fn western(self) -> i32 {
        self.0
    }

    /// Reads `令和7年度`, `R7`, `令和元年度`, `令和1年`, `R7年度`, `2025`, `2025年度`, in any width, and both
    /// notations together where they name one year: `令和7(2025)年度`, `2025年度（令和7年度）`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = Self::parse_prefix(text)?;
        rest.is_empty().then_some(year)
    }

    /// Like [`parse`](Self::parse), but gives back what stands behind the year (`中間`).
    pub fn parse_prefix(text: &str) -> Option<(Self, String)> {
        let text = match_key(text);
        let (western, rest) = western_prefix(&text)?;
        if !(1868..=9999).contains(&western) {
            return None;
        }
        let rest = without_year_word(rest);
        let Some((other, behind)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) else {
            return Some((Self(western), rest.trim().to_owned()));
        };
        // In brackets stands the other notation of the same year, or what is no year (`(案)`).
        match western_prefix(other) {
            Some((year, word)) if without_year_word(word).is_empty() => (year == western)
                .then(|| (Self(western), without_year_word(behind).trim().to_owned())),
            _ => Some((Self(western), rest.trim().to_owned())),
        }
    }

    /// `令和7(2025)年度`, for the first mention in a document.
    pub fn both(self) -> String {
        let (era, year) = era_of_year(self.0);
        format!("{era}{year}({})年度", self.0)
    }

    /// `R7`, for narrow columns.
    pub fn short(self) -> String {
        let (era, year) = era_of_year(self.0);
        let letter = ERAS
            .iter()
            .find(|e| e.name == era)
            .map_or(' ', |e| e.letter);
        let number = if year == "元" { "1" } else { &year };
        format!("{letter}{number}")
    }

    /// The year after this one.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before this one.
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// Every year from this one to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }

    /// 31 March of the year that follows, the last day of the fiscal year.
    pub fn last_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31)
    }
}

/// `令和7年度`.
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (era, year) = era_of_year(self.0);
        write!(f, "{era}{year}年度")
    }
}

fn without_year_word(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix("年度")
        .or_else(|| text.strip_prefix('年'))
        .unwrap_or(text)
        .trim_start()
}

fn western_prefix(text: &str) -> Option<(i32, &str)> {
    for era in ERAS {
        let Some(rest) = era.strip(text) else {
            continue;
        };
        let rest = rest.trim_start();
        let (year, rest) = match rest.strip_prefix('元') {
            Some(rest) => (1, rest),
            None => leading_number(rest)?,
        };
        return (1..=99)
            .contains(&year)
            .then_some((era.first_year + year - 1, rest));
    }
    leading_number(text).filter(|(n, _)| (1000..=9999).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_one_year() {
        for text in [
            "令和7年度",
            "R7",
            "Ｒ７",
            "r7年度",
            "2025",
            "２０２５年度",
            "令和 7 年度",
            "令和７年度",
            "令和7年",
            "R07",
            "r 7",
            "平成37年度",
            "令和7(2025)年度",
            "令和７（２０２５）年度",
            "令和7年度（2025年度）",
            "2025年度（令和7年度）",
            "2025\n(令和7年度)",
        ] {
            assert_eq!(FiscalYear::parse(text), Some(FiscalYear(2025)), "{text}");
        }
        assert_eq!(FiscalYear::parse("令和元年度"), Some(FiscalYear(2019)));
        assert_eq!(FiscalYear::parse("平成31年度"), Some(FiscalYear(2019)));
        for text in ["令和元年", "令和1年", "Ｒ１", "R元", "2019(令和元)年度"] {
            assert_eq!(FiscalYear::parse(text), Some(FiscalYear(2019)), "{text}");
        }
        for text in [
            "",
            "7",
            "7年度",
            "令和",
            "令和7年度案",
            "令和7年度(案)",
            "令和7(2024)年度",
            "2025年度（令和6年度）",
            "99999",
            "2025-04",
        ] {
            assert_eq!(FiscalYear::parse(text), None, "{text}");
        }
    }

    #[test]
    fn prefix_keeps_the_kind() {
        let (year, rest) = FiscalYear::parse_prefix("令和7年度中間").expect("a year");
        assert_eq!((year.western(), rest.as_str()), (2025, "中間"));
        let (year, rest) = FiscalYear::parse_prefix("令和7(2025)年度 中間").expect("a year");
        assert_eq!((year.western(), rest.as_str()), (2025, "中間"));
        let (year, rest) = FiscalYear::parse_prefix("令和7年度(案)").expect("a year");
        assert_eq!((year.western(), rest.as_str()), (2025, "(案)"));
    }

    #[test]
    fn notations() {
        assert_eq!(FiscalYear(2019).to_string(), "令和元年度");
        assert_eq!(FiscalYear(2025).both(), "令和7(2025)年度");
        assert_eq!(FiscalYear(2019).short(), "R1");
    }
}
