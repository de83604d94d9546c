//! The clock, read here alone: what the terminal says of days to a deadline. No output is made by it.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Days, NaiveDate};

/// Seconds by which Japan's day begins before that of UTC; a city's office keeps no other.
const AHEAD: u64 = 9 * 60 * 60;
const DAY: u64 = 24 * 60 * 60;

/// The day that it is in Japan, whatever zone the machine is set to.
pub(super) fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    on(since.map_or(0, |since| since.as_secs()))
}

/// The day in Japan so many seconds after the beginning of 1970 in UTC.
fn on(seconds: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default();
    let days = seconds.saturating_add(AHEAD) / DAY;
    first.checked_add_days(Days::new(days)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_with_japans_midnight() {
        // 2026-05-15 14:59:59 and 15:00:00 UTC.
        let last = 1_778_857_199;
        let day = |seconds| on(seconds).to_string();
        assert_eq!(day(last), "2026-05-15");
        assert_eq!(day(last + 1), "2026-05-16");
    }
}
