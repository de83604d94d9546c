//! An answer that stands in an input already: written as the kind of cell that it was, never as a formula.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{cell_text, styles};
use crate::form::layout::{Held, INPUT_COLUMN, Input, Prefill, hundredfold};
use crate::form::reissue::as_text;

pub(super) fn write(
    worksheet: &mut Worksheet,
    row: u32,
    input: &Input,
    prefill: &Prefill,
    format: Format,
) -> Result<(), XlsxError> {
    let column = INPUT_COLUMN;
    match &prefill.held {
        _ if prefill.remains.is_some() => text(worksheet, row, prefill, &format)?,
        _ if as_text(&input.kind, prefill) => text(worksheet, row, prefill, &format)?,
        Held::Number(number) => {
            worksheet.write_number_with_format(row, column, *number, &format)?;
        }
        Held::Percent(share) => {
            let format = format
                .set_num_format(percent_format(*share))
                .set_align(FormatAlign::Right);
            worksheet.write_number_with_format(row, column, *share, &format)?;
        }
        Held::Bool(value) => {
            worksheet.write_boolean_with_format(row, column, *value, &format)?;
        }
        Held::Date(date) => match serial(*date) {
            Some((serial, code)) => {
                let format = format.set_num_format(code);
                worksheet.write_number_with_format(row, column, serial, &format)?;
            }
            None => text(worksheet, row, prefill, &format)?,
        },
        Held::Text(_) | Held::Error(_) | Held::NotCalculated => {
            text(worksheet, row, prefill, &format)?;
        }
    }
    Ok(())
}

/// As a string; what is struck through stays so in its characters, since a struck cell would strike what is typed
/// over it too.
fn text(
    worksheet: &mut Worksheet,
    row: u32,
    prefill: &Prefill,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = cell_text(&prefill.shown());
    let struck = prefill
        .remains
        .as_deref()
        .and_then(|rest| pieces(&text, rest));
    match struck {
        _ if text.is_empty() => worksheet.write_blank(row, INPUT_COLUMN, format)?,
        // A single character can't be a rich text.
        Some(pieces) if pieces.len() == 1 => {
            let format = format.clone().set_font_strikethrough();
            worksheet.write_string_with_format(row, INPUT_COLUMN, text, &format)?
        }
        Some(pieces) => {
            let (plain, strike) = (styles::run(), styles::run().set_font_strikethrough());
            let runs: Vec<(&Format, &str)> = pieces
                .iter()
                .map(|(struck, part)| (if *struck { &strike } else { &plain }, *part))
                .collect();
            worksheet.write_rich_string_with_format(row, INPUT_COLUMN, &runs, format)?
        }
        None => worksheet.write_string_with_format(row, INPUT_COLUMN, text, format)?,
    };
    Ok(())
}

/// The text in pieces that are struck through or not, so that `rest` is what remains: one struck piece where
/// that is possible, else one character after the other. `None` where nothing is struck.
fn pieces<'t>(text: &'t str, rest: &str) -> Option<Vec<(bool, &'t str)>> {
    if rest.trim().is_empty() {
        let first = text.chars().next()?.len_utf8();
        let parts = [text.get(..first)?, text.get(first..)?];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        return Some(parts.map(|part| (true, part)).collect());
    }
    // What is struck mostly stands first, and the new text behind it.
    let tail = common(text.chars().rev(), rest.chars().rev());
    let head = match common(text.chars(), rest.chars()) {
        head if head == rest.len() && tail < rest.len() => head,
        head => head.min(rest.len() - tail),
    };
    let tail = tail.min(rest.len() - head);
    if head + tail == rest.len() {
        let end = text.len() - tail;
        let parts = [
            (false, text.get(..head)?),
            (true, text.get(head..end)?),
            (false, text.get(end..)?),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|(_, t)| !t.is_empty()).collect();
        return parts.iter().any(|(struck, _)| *struck).then_some(parts);
    }
    let mut left = rest.chars().peekable();
    let mut parts: Vec<(bool, &str)> = Vec::new();
    for (at, c) in text.char_indices() {
        let struck = left.next_if_eq(&c).is_none();
        let from = match parts.pop() {
            Some((last, part)) if last == struck => at - part.len(),
            Some(other) => {
                parts.push(other);
                at
            }
            None => at,
        };
        parts.push((struck, text.get(from..at + c.len_utf8())?));
    }
    left.next().is_none().then_some(parts)
}

/// Bytes that both begin with.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum()
}

/// As many decimals as the share has, so that nothing that was typed is rounded away.
fn percent_format(share: f64) -> String {
    match hundredfold(share).map_or(0, |number| number.scale()) {
        0 => "0%".to_owned(),
        places => format!("0.{}%", "0".repeat(places as usize)),
    }
}

/// The serial number of a date, and the format that shows it as one. Days before 1900 have none, but for the
/// one on which a time without a date stands.
fn serial(date: NaiveDateTime) -> Option<(f64, &'static str)> {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
    let (zero, first, march) = (day(1899, 12, 30)?, day(1900, 1, 1)?, day(1900, 3, 1)?);
    let seconds = f64::from(date.num_seconds_from_midnight()) / 86_400.0;
    if date.date() == zero {
        return Some((seconds, "h:mm:ss"));
    }
    // Excel counts a 29 February 1900, which never was.
    let base = if date.date() < march {
        day(1899, 12, 31)?
    } else {
        zero
    };
    let days = i32::try_from((date.date() - base).num_days()).ok()?;
    let code = if date.time() == NaiveTime::MIN {
        "yyyy/m/d"
    } else {
        "yyyy/m/d h:mm:ss"
    };
    (date.date() >= first && date.date() <= day(9999, 12, 31)?)
        .then_some((f64::from(days) + seconds, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_says_what_is_struck() {
        for (text, rest, wanted) in [
            ("30件32件", "32件", vec![(true, "30件"), (false, "32件")]),
            ("32件30件", "32件", vec![(false, "32件"), (true, "30件")]),
            (
                "約30件",
                "約件",
                vec![(false, "約"), (true, "30"), (false, "件")],
            ),
            (
                "一二三四五",
                "二四",
                vec![
                    (true, "一"),
                    (false, "二"),
                    (true, "三"),
                    (false, "四"),
                    (true, "五"),
                ],
            ),
        ] {
            assert_eq!(pieces(text, rest), Some(wanted), "{text} {rest}");
        }
        assert_eq!(pieces("30件", ""), Some(vec![(true, "3"), (true, "0件")]));
        assert_eq!(pieces("30件", "30件"), None);
        assert_eq!(pieces("30件", "31件"), None);
    }

    #[test]
    fn dates_have_the_serials_of_excel() {
        let at = |y, m, d, h| {
            let day = NaiveDate::from_ymd_opt(y, m, d).expect("a day");
            serial(day.and_hms_opt(h, 0, 0).expect("a time")).map(|(serial, _)| serial)
        };
        assert_eq!(at(2026, 4, 10, 0), Some(46_122.0));
        assert_eq!(at(1900, 1, 30, 0), Some(30.0));
        assert_eq!(at(1900, 3, 1, 0), Some(61.0));
        assert_eq!(at(1899, 12, 30, 6), Some(0.25));
        assert_eq!(at(1850, 1, 1, 0), None);
    }
}
