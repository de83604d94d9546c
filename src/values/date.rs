//! Calendar dates as Japanese offices write them.

use chrono::{Datelike, NaiveDate, Weekday};

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

/// `令和8年4月`, of which the day is not known.
pub fn month_japanese(date: NaiveDate) -> String {
    let (era, year) = era_of_day(date);
    format!("{era}{year}年{}月", date.month())
}

/// `令和8年4月10日（金）`, for a letter.
pub fn date_with_weekday(date: NaiveDate) -> String {
    let day = match date.weekday() {
        Weekday::Mon => '月',
        Weekday::Tue => '火',
        Weekday::Wed => '水',
        Weekday::Thu => '木',
        Weekday::Fri => '金',
        Weekday::Sat => '土',
        Weekday::Sun => '日',
    };
    format!("{}（{day}）", date_japanese(date))
}

/// `令和8(2026)年4月10日`, for a cover.
pub fn date_both(date: NaiveDate) -> String {
    let (era, year) = era_of_day(date);
    let western = date.year();
    format!("{era}{year}({western})年{}月{}日", date.month(), date.day())
}

/// The era of a day; none before 明治.
pub(super) fn era_on(date: NaiveDate) -> Option<&'static Era> {
    let day = (date.year(), date.month(), date.day());
    ERAS.iter().find(|e| day >= e.first_day)
}

fn era_of_day(date: NaiveDate) -> (&'static str, String) {
    era_on(date).map_or(("西暦", date.year().to_string()), |e| {
        (e.name, year_in_era(date.year() - e.first_year + 1))
    })
}

/// Reads `令和8年4月10日`, `R8.4.10`, `2026/4/10`, `2026-04-10`, `2026年4月10日`, `20260410` in any width,
/// with the day of the week behind it or not. A date without a year, one that does not exist, or one
/// that falls on another day of the week, is none.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text: String = match_key(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (text, weekday) = without_weekday(&text);
    let date = eight_digits(text).or_else(|| year_month_day(text))?;
    weekday.is_none_or(|w| date.weekday() == w).then_some(date)
}

/// The date of a spreadsheet's serial number that lost its format, where it can be meant as one: from 1954
/// to 2119. A time of day in it is left out.
pub fn date_from_serial(serial: f64) -> Option<NaiveDate> {
    if !(20_000.0..80_000.0).contains(&serial) {
        return None;
    }
    let days = format!("{:.0}", serial.floor()).parse().ok()?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
}

/// `20260410`.
fn eight_digits(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(part(0..4)?).ok().filter(|y| *y >= 1868)?;
    NaiveDate::from_ymd_opt(year, part(4..6)?, part(6..8)?)
}

fn year_month_day(text: &str) -> Option<NaiveDate> {
    let era = ERAS
        .iter()
        .find_map(|e| e.strip(text).map(|rest| (e, rest)));
    let (year, rest) = match era {
        Some((era, rest)) => {
            let rest = rest.trim_start_matches(['.', '/']);
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
        None => leading_number(text).filter(|(n, _)| (1868..=9999).contains(n))?,
    };
    let rest = strip_separator(rest, '年')?;
    let (month, rest) = leading_number(rest)?;
    let rest = strip_separator(rest, '月')?;
    let (day, rest) = leading_number(rest)?;
    let rest = rest.strip_prefix(['日', '.']).unwrap_or(rest);
    if !rest.is_empty() {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// `(月)`, `（金曜日）`, `金曜日` at the end.
fn without_weekday(text: &str) -> (&str, Option<Weekday>) {
    let body = text.strip_suffix(')').unwrap_or(text);
    let bracketed = body.len() < text.len();
    let body = match (
        body.strip_suffix("曜日")
            .or_else(|| body.strip_suffix('曜')),
        bracketed,
    ) {
        (Some(body), _) => body,
        (None, true) => body,
        (None, false) => return (text, None),
    };
    let day = [
        ('月', Weekday::Mon),
        ('火', Weekday::Tue),
        ('水', Weekday::Wed),
        ('木', Weekday::Thu),
        ('金', Weekday::Fri),
        ('土', Weekday::Sat),
        ('日', Weekday::Sun),
    ]
    .into_iter()
    .find_map(|(word, day)| Some((body.strip_suffix(word)?, day)));
    match day {
        Some((head, day)) => match (head.strip_suffix('('), bracketed) {
            (Some(head), true) => (head, Some(day)),
            (_, false) => (head, Some(day)),
            (None, true) => (text, None),
        },
        None => (text, None),
    }
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
            "r8/4/10",
            "Ｒ８．４．１０",
            "R8-4-10",
            "R8年4月10日",
            "R.8.4.10",
            "R8.4.10.",
            "㋿8年4月10日",
            "2026.4.10",
            "2026年4月10日",
            "20260410",
            "２０２６０４１０",
            "令和8年4月10日（金）",
            "R8.4.10(金)",
            "2026/4/10 金曜日",
            "令和８年４月１０日（金曜日）",
            "平成38年4月10日",
        ] {
            assert_eq!(parse_date(text), Some(day(2026, 4, 10)), "{text}");
        }
        for (text, date) in [
            ("令和元年5月1日", day(2019, 5, 1)),
            ("令和1年5月1日", day(2019, 5, 1)),
            ("R元.5.1", day(2019, 5, 1)),
            ("H31.4.30", day(2019, 4, 30)),
            ("S64.1.7", day(1989, 1, 7)),
            ("2024/2/29", day(2024, 2, 29)),
            ("令和8年3月1日", day(2026, 3, 1)),
        ] {
            assert_eq!(parse_date(text), Some(date), "{text}");
        }
        for text in [
            "4/10",
            "4月10日",
            "R8.4",
            "令和8年4月",
            "R8",
            "2026/2/30",
            "2026/13/1",
            "R8.4.10頃",
            "R8.4.10〜12",
            "8.4.10",
            "26/4/10",
            "20260431",
            "2026041",
            "00010101",
            "令和8年4月10日（月）",
            "令和8年4月10日（祝）",
            "令和0年4月1日",
            "R100.1.1",
            "未定",
            "月",
            "(月)",
            "",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn era_changes_on_the_day() {
        assert_eq!(date_japanese(day(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(date_japanese(day(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(date_both(day(2026, 4, 10)), "令和8(2026)年4月10日");
    }

    #[test]
    fn serial_numbers_that_lost_their_format() {
        assert_eq!(date_from_serial(46_122.0), Some(day(2026, 4, 10)));
        assert_eq!(date_from_serial(46_122.75), Some(day(2026, 4, 10)));
        assert_eq!(date_from_serial(20_000.0), Some(day(1954, 10, 3)));
        for number in [8.0, 2026.0, 19_999.0, 80_000.0, 20_260_410.0, f64::NAN] {
            assert_eq!(date_from_serial(number), None, "{number}");
        }
    }
}
