//! Calendar dates as Japanese offices write them.

use chrono::{Datelike, NaiveDate};

use super::japanese_text::match_key;

/// One era: its name, the letter that stands for it, and the western year of its first year.
pub(super) struct Era {
    pub name: &'static str,
    pub letter: char,
    pub first_year: i32,
    /// First day, to name a date; a year is named by the era that begins in it.
    first_day: (i32, u32, u32),
}

/// Newest first, so that the first match names a day.
pub(super) const ERAS: &[Era] = &[
    era("令和", 'R', (2019, 5, 1)),
    era("平成", 'H', (1989, 1, 8)),
    era("昭和", 'S', (1926, 12, 25)),
    era("大正", 'T', (1912, 7, 30)),
    era("明治", 'M', (1868, 1, 25)),
];

const fn era(name: &'static str, letter: char, first_day: (i32, u32, u32)) -> Era {
    Era {
        name,
        letter,
        first_year: first_day.0,
        first_day,
    }
}

impl Era {
    /// What stands behind this era's name or letter at the head of a folded text.
    pub(super) fn strip<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.strip_prefix(self.name)
            .or_else(|| text.strip_prefix(self.letter.to_ascii_lowercase()))
    }
}

/// Era and year in it (`元` for the first) of a western year.
pub(super) fn era_of_year(western: i32) -> (&'static str, String) {
    ERAS.iter()
        .find(|e| western >= e.first_year)
        .map_or(("西暦", western.to_string()), |e| {
            (e.name, year_in_era(western - e.first_year + 1))
        })
}

fn year_in_era(year: i32) -> String {
    if year == 1 {
        "元".to_owned()
    } else {
        year.to_string()
    }
}

/// The number at the head of a text, with what follows it.
pub(super) fn leading_number(text: &str) -> Option<(i32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// `令和8年4月10日`.
pub fn date_japanese(date: NaiveDate) -> String {
    let (era, year) = era_of_day(date);
    format!("{era}{year}年{}月{}日", date.month(), date.day())
}

/// `令和8(2026)年4月10日`, for a cover.
pub fn date_both(date: NaiveDate) -> String {
    let (era, year) = era_of_day(date);
    let western = date.year();
    format!("{era}{year}({western})年{}月{}日", date.month(), date.day())
}

fn era_of_day(date: NaiveDate) -> (&'static str, String) {
    let day = (date.year(), date.month(), date.day());
    ERAS.iter()
        .find(|e| day >= e.first_day)
        .map_or(("西暦", date.year().to_string()), |e| {
            (e.name, year_in_era(date.year() - e.first_year + 1))
        })
}

/// Reads `令和8年4月10日`, `R8.4.10`, `2026/4/10`, `2026-04-10`, `2026年4月10日` in any width.
/// A date without a year, or one that does not exist, is none.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text: String = match_key(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let era = ERAS
        .iter()
        .find_map(|e| e.strip(&text).map(|rest| (e, rest)));
    let (year, rest) = match era {
        Some((era, rest)) => {
            let (year, rest) = match rest.strip_prefix('元') {
                Some(rest) => (1, rest),
                None => leading_number(rest)?,
            };
            (
                (1..=99)
                    .contains(&year)
                    .then_some(era.first_year + year - 1)?,
                rest,
            )
        }
        None => leading_number(&text).filter(|(n, _)| (1000..=9999).contains(n))?,
    };
    let rest = strip_separator(rest, '年')?;
    let (month, rest) = leading_number(rest)?;
    let rest = strip_separator(rest, '月')?;
    let (day, rest) = leading_number(rest)?;
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    if !rest.is_empty() {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

fn strip_separator(text: &str, word: char) -> Option<&str> {
    text.strip_prefix([word, '.', '/', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a date")
    }

    #[test]
    fn spellings() {
        for text in [
            "R8.4.10",
            "令和8年4月10日",
            "2026/4/10",
            "２０２６－０４－１０",
            "令和 8年 4月 10日",
        ] {
            assert_eq!(parse_date(text), Some(day(2026, 4, 10)), "{text}");
        }
        for text in ["4/10", "R8.4", "2026/2/30", "R8.4.10頃", ""] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn era_changes_on_the_day() {
        assert_eq!(date_japanese(day(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(date_japanese(day(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(date_both(day(2026, 4, 10)), "令和8(2026)年4月10日");
    }
}
