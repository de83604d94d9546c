//! Keys as they are written in a view and on pages, and read back.

use std::fmt;
use std::sync::Arc;

use super::{Amount, Changed, Count, FigureKey, Items, Measure, Of, Submission, Sum, Turn, Whole};

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Items(items, of) => write!(f, "{items}.{of}"),
            Self::Effect(sum, kind, amount) => {
                write!(f, "{sum}.{}.{}", part(kind), amount.key())
            }
            Self::EffectOfYear(year, kind) => write!(f, "years.{year}.effect.{}", part(kind)),
            Self::EffectToDate(year, kind) => write!(f, "years.{year}.to_date.{}", part(kind)),
            Self::Submission(what) => write!(f, "submission.{}", what.key()),
            Self::Opinions(state) => write!(f, "opinions.count.{}", part(state)),
            Self::Changes(turn) => write!(f, "changes.{}", turn.key()),
            Self::Change(id, what) => write!(f, "changes.{id}.{}", what.key()),
            Self::Report(id, department, amount) => {
                let effect = match amount {
                    Amount::Revenue => "effect_revenue",
                    Amount::Saving => "effect_saving",
                    Amount::Total => "effect",
                };
                write!(f, "{}.{effect}", of_report(id, department))
            }
            Self::Indicator(id, what) => write!(f, "indicators.{id}.{}", what.key()),
            Self::ActualOfYear(id, year) => write!(f, "indicators.{id}.{year}.actual"),
            Self::WholePeriod(Some(year), what) => write!(f, "whole.{year}.{}", what.key()),
            Self::WholePeriod(None, what) => write!(f, "whole.total.{}", what.key()),
            Self::Unknown(key) => f.write_str(key),
        }
    }
}

impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("grades.total"),
            Self::Pillar(number) => write!(f, "grades.pillars.{}", part(number)),
            Self::Department(code) => write!(f, "departments.{}", part(code)),
            Self::Year(year) => write!(f, "years.{year}"),
        }
    }
}

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grade(symbol) => f.write_str(&part(symbol)),
            Self::Share(symbol) => write!(f, "{}.share", part(symbol)),
            Self::Change(symbol) => write!(f, "{}.change", part(symbol)),
            Self::Before(symbol) => write!(f, "{}.before", part(symbol)),
            Self::First(symbol) => write!(f, "{}.first", part(symbol)),
            Self::Compared(symbol) => write!(f, "{}.compared", part(symbol)),
            Self::OnTrackShare => f.write_str("on_track.share"),
            Self::ShareSum => f.write_str("shares.sum"),
            Self::Count(count) => f.write_str(count.key()),
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("effect"),
            Self::Item(id) => write!(f, "items.{id}.effect"),
            Self::Department(code) => write!(f, "departments.{}.effect", part(code)),
        }
    }
}

impl From<FigureKey> for String {
    fn from(key: FigureKey) -> Self {
        key.to_string()
    }
}

impl From<FigureKey> for Arc<str> {
    fn from(key: FigureKey) -> Self {
        key.to_string().into()
    }
}

/// The beginning of every key of a report of an initiative.
pub fn of_report(initiative: &str, department: &str) -> String {
    format!("initiatives.{initiative}.{}", part(department))
}

/// A text of the register or of a form within a key: `.` parts a key, and small letters are the key's own words.
fn part(text: &str) -> String {
    let own = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '%');
    let mut part = String::new();
    for c in text.chars() {
        if own(c) {
            part.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            part.push(c);
        }
    }
    part
}

/// The text of a part of a key, as [`of_report`] writes a department.
pub fn text_of_part(part: &str) -> String {
    text(part)
}

/// The text of a [`part`].
fn text(part: &str) -> String {
    let mut pieces = part.split('%');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..2).and_then(|c| u8::from_str_radix(c, 16).ok());
        match code {
            Some(code) => {
                text.push(char::from(code));
                text.push_str(&piece[2..]);
            }
            None => text.extend(["%", piece]),
        }
    }
    text
}

impl FigureKey {
    /// The key that is written so.
    pub fn read(key: &str) -> Self {
        let parts: Vec<&str> = key.split('.').collect();
        Self::of_parts(&parts).unwrap_or_else(|| Self::Unknown(key.to_owned()))
    }

    fn of_parts(parts: &[&str]) -> Option<Self> {
        let effect = |sum, kind, what| Some(Self::Effect(sum, text(kind), Amount::read(what)?));
        let items = |items, rest| Some(Self::Items(items, Of::read(rest)?));
        match parts {
            ["grades", "total", rest @ ..] => items(Items::Total, rest),
            ["grades", "pillars", number, rest @ ..] => items(Items::Pillar(text(number)), rest),
            ["effect", kind, what] => effect(Sum::Total, kind, what),
            ["items", id, "effect", kind, what] => effect(Sum::Item((*id).into()), kind, what),
            ["departments", code, "effect", kind, what] => {
                effect(Sum::Department(text(code)), kind, what)
            }
            ["departments", code, rest @ ..] => items(Items::Department(text(code)), rest),
            ["submission", what] => Some(Self::Submission(Submission::read(what)?)),
            ["opinions", "count", state] => Some(Self::Opinions(text(state))),
            ["changes", turn] => Some(Self::Changes(Turn::read(turn)?)),
            ["changes", id, what] => Some(Self::Change((*id).into(), Changed::read(what)?)),
            ["years", year, "to_date", kind] => {
                Some(Self::EffectToDate(year.parse().ok()?, text(kind)))
            }
            ["years", year, "effect", kind] => {
                Some(Self::EffectOfYear(year.parse().ok()?, text(kind)))
            }
            ["years", year, rest @ ..] => items(Items::Year(year.parse().ok()?), rest),
            ["whole", "total", what] => Some(Self::WholePeriod(None, Whole::read(what)?)),
            ["whole", year, what] => Some(Self::WholePeriod(
                Some(year.parse().ok()?),
                Whole::read(what)?,
            )),
            ["initiatives", id, department, what] => {
                let amount = match *what {
                    "effect_revenue" => Amount::Revenue,
                    "effect_saving" => Amount::Saving,
                    "effect" => Amount::Total,
                    _ => return None,
                };
                Some(Self::Report((*id).into(), text(department), amount))
            }
            ["indicators", id, what] => Some(Self::Indicator((*id).into(), Measure::read(what)?)),
            ["indicators", id, year, "actual"] => {
                Some(Self::ActualOfYear((*id).into(), year.parse().ok()?))
            }
            _ => None,
        }
    }
}

impl Of {
    fn read(parts: &[&str]) -> Option<Self> {
        match parts {
            ["on_track", "share"] => Some(Self::OnTrackShare),
            ["shares", "sum"] => Some(Self::ShareSum),
            [symbol, "share"] => Some(Self::Share(text(symbol))),
            [symbol, "change"] => Some(Self::Change(text(symbol))),
            [symbol, "before"] => Some(Self::Before(text(symbol))),
            [symbol, "first"] => Some(Self::First(text(symbol))),
            [symbol, "compared"] => Some(Self::Compared(text(symbol))),
            [one] => Some(match Count::read(one) {
                Some(count) => Self::Count(count),
                None => Self::Grade(text(one)),
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::LISTED;
    use super::*;
    use crate::audience::FigureNames;

    /// A grade may be called `all`, or hold a point.
    #[test]
    fn every_key_reads_back() {
        let symbols = ["A", "all", "4.5", "%41", "◎"];
        let mut keys = vec![
            FigureKey::Effect(Sum::Item("1-1".into()), "継続".into(), Amount::Saving),
            FigureKey::Effect(Sum::Department("01".into()), "単年度".into(), Amount::Total),
            FigureKey::EffectOfYear(2024, LISTED.into()),
            FigureKey::EffectToDate(2024, "継続".into()),
            FigureKey::Submission(Submission::Missing),
            FigureKey::Opinions("対応済".into()),
            FigureKey::Changes(Turn::Up),
            FigureKey::Change("1-1-k1".into(), Changed::Difference),
            FigureKey::Report("1-1-1".into(), "第1.5課".into(), Amount::Total),
            FigureKey::Indicator("1-1-k1".into(), Measure::FinalTarget),
            FigureKey::ActualOfYear("1-1-k1".into(), 2024),
            FigureKey::WholePeriod(Some(2024), Whole::Planned),
            FigureKey::WholePeriod(None, Whole::Achieved),
        ];
        for symbol in symbols.map(str::to_owned) {
            let of = [
                Of::Grade,
                Of::Share,
                Of::Change,
                Of::Before,
                Of::First,
                Of::Compared,
            ]
            .map(|of| of(symbol.clone()));
            let items = [
                Items::Total,
                Items::Pillar(symbol.clone()),
                Items::Department("01".into()),
                Items::Year(2024),
            ];
            for items in items {
                let of = of.iter().cloned();
                let counts = [Of::OnTrackShare, Of::ShareSum, Of::Count(Count::All)];
                keys.extend(
                    of.chain(counts)
                        .map(|of| FigureKey::Items(items.clone(), of)),
                );
            }
        }
        for key in keys {
            assert_eq!(FigureKey::read(&key.to_string()), key, "{key}");
            assert!(!FigureNames::default().name(&key).is_empty() && key.kind() != "その他の値");
        }
        assert_eq!(
            FigureKey::read("items.1-1.reason"),
            FigureKey::Unknown("items.1-1.reason".to_owned())
        );
    }
}
