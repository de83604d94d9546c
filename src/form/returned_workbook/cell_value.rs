//! Values of cells that both formats write alike: texts, and dates in ISO 8601.

use std::borrow::Cow;

use super::CellValue;

/// A text, unless there is nothing to be seen of it.
pub(super) fn text_value(text: Cow<'_, str>) -> Option<CellValue> {
    let seen = text.chars().any(|c| !c.is_whitespace());
    seen.then(|| CellValue::Text(text.into_owned()))
}

/// A date in ISO 8601, to the second; anything else stays as written.
pub(super) fn date_value(written: &str) -> Option<CellValue> {
    use chrono::{DurationRound, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
    let plain = written.strip_suffix('Z').unwrap_or(written);
    let date = NaiveDateTime::parse_from_str(plain, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .and_then(|date| date.duration_round(TimeDelta::seconds(1)).ok())
        .or_else(|| {
            let date = NaiveDate::parse_from_str(plain, "%Y-%m-%d").ok()?;
            Some(date.and_time(NaiveTime::MIN))
        });
    match date {
        Some(date) => Some(CellValue::Date(date)),
        None => text_value(Cow::Borrowed(written)),
    }
}
