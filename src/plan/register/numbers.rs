//! Numbers and day numbers as offices type them; what is doubtful is not a number.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::cells::Value;
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{decimal_from_f64, round_half_away};

/// What is seen of a number in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen<'v> {
    /// The number, maybe with its own unit.
    Same,
    /// Fewer decimals: as shown.
    Rounded(&'v str),
    Nothing,
    /// Another number, unit or sign: as shown.
    Other(&'v str),
}

/// What the format of a cell makes of its `number`, which counts in `unit`.
pub(super) fn seen<'v>(value: &'v Value, number: Decimal, unit: Option<&str>) -> Seen<'v> {
    let Value::Number {
        shown: Some(shown), ..
    } = value
    else {
        return Seen::Same;
    };
    let key = without_space(&match_key(shown));
    let unit = without_space(&match_key(unit.unwrap_or_default()));
    let digits = key.strip_suffix(&unit).unwrap_or(&key);
    let digits = if unit == "円" {
        digits.replace('¥', "")
    } else {
        digits.to_owned()
    };
    match accounting(&digits) {
        _ if key.is_empty() => Seen::Nothing,
        _ if number.is_zero() && key == "-" => Seen::Same,
        Some(read) if read == number => Seen::Same,
        Some(read) if read == round_half_away(number, read.scale()) => Seen::Rounded(shown),
        _ => Seen::Other(shown),
    }
}

/// Accountants write a negative number in brackets.
fn accounting(digits: &str) -> Option<Decimal> {
    let inner = digits.strip_prefix('(').and_then(|d| d.strip_suffix(')'));
    match inner {
        Some(inner) => Some(-decimal_of(inner)?),
        None => decimal_of(digits),
    }
}

/// A number, or what to do about it.
pub(super) fn number_of(value: &Value) -> Result<Decimal, &'static str> {
    const PLAIN: &str = "数値だけを記入し、単位や「約」などは付けないでください。該当がないときは空白にしてください。";
    match value {
        Value::Number { percent: true, .. } => Err(
            "パーセントの表示形式になっています。表示形式を「標準」にして、98.5%は「98.5」と記入してください。",
        ),
        Value::Number { value, .. } => decimal_from_f64(*value).ok_or(PLAIN),
        Value::Text(text) => decimal_of(text).ok_or(PLAIN),
        Value::Date(_) => {
            Err("日付になっています。表示形式を「標準」にして、数値を記入し直してください。")
        }
        _ => Err(PLAIN),
    }
}

/// `1,234.5`, `▲３`, `－5` in any width; commas must stand between thousands.
fn decimal_of(text: &str) -> Option<Decimal> {
    let key = without_space(&match_key(text)).replace(['▲', '△'], "-");
    let (sign, digits) = match key.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", key.strip_prefix('+').unwrap_or(&key)),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let groups: Vec<&str> = whole.split(',').collect();
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let grouped =
        groups.len() == 1 || (groups[0].len() <= 3 && groups.iter().skip(1).all(|g| g.len() == 3));
    if !grouped || !groups.iter().all(|g| all_digits(g)) || fraction.is_some_and(|f| !all_digits(f))
    {
        return None;
    }
    let point = if fraction.is_some() { "." } else { "" };
    let plain = format!("{sign}{}{point}{}", groups.concat(), fraction.unwrap_or(""));
    Decimal::from_str_exact(&plain).ok().map(|d| d.normalize())
}

/// A date that arrives as its day number: calamine knows only some of the date formats.
pub(super) fn date_of_serial(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    /// 1927 to 2199: other numbers are not dates that an office writes.
    const PLAUSIBLE: std::ops::RangeInclusive<f64> = 10_000.0..=109_574.0;
    let serial = serial.floor() + if is_1904 { 1462.0 } else { 0.0 };
    if !PLAUSIBLE.contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number within the range above"
    )]
    let days = Days::new(serial as u64);
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn numbers_as_offices_type_them() {
        for (text, number) in [
            ("1,234.5", dec!(1234.5)),
            ("▲３", dec!(-3)),
            ("－１２，３４５", dec!(-12345)),
            ("９８．５", dec!(98.5)),
            ("1 000", dec!(1000)),
        ] {
            assert_eq!(decimal_of(text), Some(number), "{text}");
        }
        for text in ["98.5%", "約30", "1,2", "-", "", "1.2.3", "5億"] {
            assert_eq!(decimal_of(text), None, "{text}");
        }
    }

    #[test]
    fn day_numbers() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 10);
        assert_eq!(date_of_serial(46122.0, false), day);
        assert_eq!(date_of_serial(44660.0, true), day);
        assert_eq!(date_of_serial(20_260_410.0, false), None);
    }

    #[test]
    fn what_is_seen() {
        let cell = |shown: &str| Value::Number {
            value: 0.0,
            percent: false,
            shown: Some(shown.to_owned()),
        };
        for (shown, number, unit) in [
            ("4,300", dec!(4300), "千円"),
            ("4,300千円", dec!(4300), "千円"),
            ("¥4,300", dec!(4300), "円"),
            ("▲5", dec!(-5), "件"),
            ("(5)", dec!(-5), "件"),
            ("-", dec!(0), "件"),
            ("98.5％", dec!(98.5), "%"),
        ] {
            assert_eq!(
                seen(&cell(shown), number, Some(unit)),
                Seen::Same,
                "{shown}"
            );
        }
        for (shown, number, unit) in [
            ("15,000", dec!(15_000_000), "千円"),
            ("15,000千円", dec!(15_000_000), "千円"),
            ("15,000円", dec!(15_000), "千円"),
            ("▲5", dec!(5), "件"),
            ("約5", dec!(5), "件"),
        ] {
            let cell = cell(shown);
            assert_eq!(
                seen(&cell, number, Some(unit)),
                Seen::Other(shown),
                "{shown}"
            );
        }
        assert_eq!(
            seen(&cell("98.0"), dec!(98.04), None),
            Seen::Rounded("98.0")
        );
        assert_eq!(seen(&cell(""), dec!(0), None), Seen::Nothing);
    }

    #[test]
    fn percentages_are_asked_back() {
        let cell = Value::Number {
            value: 0.985,
            percent: true,
            shown: Some("98.5%".to_owned()),
        };
        assert_eq!(cell.typed(), "98.5%");
        assert!(number_of(&cell).is_err());
    }
}
