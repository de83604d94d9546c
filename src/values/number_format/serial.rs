//! The date that a number of days stands for.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// The date and time of a serial number, to the second, as Excel shows it. `None` for what it shows
/// as no date: negative, after 9999, or its 29 February 1900, which never was.
pub fn date_of_serial(serial: f64, from_1904: bool) -> Option<NaiveDateTime> {
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
