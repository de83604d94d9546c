//! What a number format makes of a number: a percentage, a date, or a plain number; and the date that
//! a serial number stands for. It formats nothing.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Plain,
    Percent,
    Date,
}

/// A built-in format by its id (ECMA-376 18.8.30, with the Japanese dates 27–36 and 50–58).
pub(super) fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// A custom format by its code, from its first section. Letters of a date count outside quotes, escapes
/// and brackets: `[$-411]ggge"年"m"月"d"日"` is a date, `[Red]0.0`, `"年"0` and `0.0E+00` are not.
pub(super) fn custom(code: &str) -> Shown {
    let mut shown = Shown::Plain;
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            ';' => break,
            '"' => rest = rest.split_once('"').map_or("", |(_, after)| after),
            '\\' | '_' | '*' => rest = rest.get(next_len(rest)..).unwrap_or(""),
            '[' => {
                let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                if is_elapsed(inside) {
                    return Shown::Date;
                }
                rest = after;
            }
            '%' => shown = Shown::Percent,
            'G' | 'g' if is_general(rest) => rest = rest.get("eneral".len()..).unwrap_or(""),
            'G' if rest.starts_with("/標準") => {}
            'e' | 'E' if rest.starts_with(['+', '-']) => {}
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'G' | 'e' | 'E'
            | 'a' | 'A' | 'b' | 'B' | 'r' | 'R' => return Shown::Date,
            _ => {}
        }
    }
    shown
}

fn next_len(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}

fn is_general(rest: &str) -> bool {
    rest.get(..6)
        .is_some_and(|s| s.eq_ignore_ascii_case("eneral"))
}

/// `[h]`, `[mm]`, `[ss]`: elapsed time.
fn is_elapsed(inside: &str) -> bool {
    let inside = inside.to_ascii_lowercase();
    ['h', 'm', 's']
        .iter()
        .any(|c| !inside.is_empty() && inside.chars().all(|i| i == *c))
}

/// The date and time of a serial number, to the second, as Excel shows it. `None` for what it shows
/// as no date: negative, after 9999, or its 29 February 1900, which never was.
pub(super) fn date_of_serial(serial: f64, from_1904: bool) -> Option<NaiveDateTime> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Excel counts 29 February 1900 as day 60.
    let base = match (from_1904, serial) {
        (true, _) => (1904, 1, 1),
        (false, serial) if (60.0..61.0).contains(&serial) => return None,
        (false, serial) if (1.0..60.0).contains(&serial) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    let base = NaiveDate::from_ymd_opt(base.0, base.1, base.2)?.and_time(NaiveTime::MIN);
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let seconds = (serial * 86_400.0).round() as i64;
    base.checked_add_signed(Duration::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for code in [
            "[$-411]ggge\"年\"m\"月\"d\"日\"",
            "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@",
            "yyyy/mm/dd",
            "[h]:mm",
            "[$-411]ge.m.d",
            "aaa",
            "m\"月\"",
        ] {
            assert_eq!(custom(code), Shown::Date, "{code}");
        }
        for code in ["0%", "0.0%;[Red]-0.0%", "#,##0.0\"年\"%"] {
            assert_eq!(custom(code), Shown::Percent, "{code}");
        }
        for code in [
            "General",
            "GENERAL",
            "G/標準",
            "0.00E+00",
            "[Red]0.0",
            "\"年\"0",
            "0\\d",
            "#,##0_d",
            "[DBNum3]0",
            "0;\"d\"d",
            "0\"%\"",
            "@",
            "",
            "[",
            "\"",
            "\\",
            "▲ #,##0",
        ] {
            assert_eq!(custom(code), Shown::Plain, "{code}");
        }
    }

    #[test]
    fn serials() {
        let shown = |serial, from_1904| {
            date_of_serial(serial, from_1904).map(|d| d.format("%Y-%m-%d %H:%M:%S").to_string())
        };
        assert_eq!(
            shown(46122.0, false).as_deref(),
            Some("2026-04-10 00:00:00")
        );
        assert_eq!(shown(44660.0, true).as_deref(), Some("2026-04-10 00:00:00"));
        assert_eq!(shown(30.0, false).as_deref(), Some("1900-01-30 00:00:00"));
        assert_eq!(shown(61.0, false).as_deref(), Some("1900-03-01 00:00:00"));
        assert_eq!(
            shown(46_122.354_166_666_6, false).as_deref(),
            Some("2026-04-10 08:30:00")
        );
        for none in [-1.0, 60.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(shown(none, false), None);
        }
    }
}
