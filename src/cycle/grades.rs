//! Counts and shares of grades, and how a grade moved.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::plan::{Grade, Plan};
use crate::values::round_half_away;

/// Key of items without a grade in the summary.
pub const MISSING: &str = "未提出";

/// Counts of one pillar, or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeCount {
    /// Count by symbol, in the register's order.
    pub counts: Vec<(String, usize)>,
    /// Items without a grade.
    pub missing: usize,
    /// Items whose grade counts in shares.
    pub denominator: usize,
    /// Items whose grade is 順調.
    pub on_track: usize,
    /// All items in force.
    pub all: usize,
    /// Share in % of the denominator by symbol, one decimal, half away from zero.
    pub shares: Vec<(String, Decimal)>,
}

impl GradeCount {
    /// Of these items' grades. One of an earlier scale (過年度実績) is counted by its symbol, and in no share: whether it was
    /// 順調 is not known.
    fn of<'a>(plan: &Plan, symbols: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut counts: Vec<(String, usize)> =
            plan.grades.iter().map(|g| (g.symbol.clone(), 0)).collect();
        let (mut missing, mut all) = (0, 0);
        for symbol in symbols {
            all += 1;
            let Some(symbol) = symbol else {
                missing += 1;
                continue;
            };
            match counts.iter_mut().find(|(s, _)| s == symbol) {
                Some((_, count)) => *count += 1,
                None => counts.push((symbol.to_owned(), 1)),
            }
        }
        let sum = |keep: fn(&Grade) -> bool| -> usize {
            plan.grades
                .iter()
                .zip(&counts)
                .filter(|(grade, _)| keep(grade))
                .map(|(_, (_, count))| count)
                .sum()
        };
        let denominator = sum(|g| g.counted);
        let shares = plan
            .grades
            .iter()
            .zip(&counts)
            .filter(|(grade, _)| grade.counted)
            .filter_map(|(grade, (_, count))| {
                Some((grade.symbol.clone(), share(*count, denominator)?))
            })
            .collect();
        Self {
            missing,
            denominator,
            on_track: sum(|g| g.on_track),
            all,
            shares,
            counts,
        }
    }

    /// The count of a symbol.
    pub fn count(&self, symbol: &str) -> usize {
        self.counts
            .iter()
            .find(|(s, _)| s == symbol)
            .map_or(0, |(_, count)| *count)
    }

    /// The share of a symbol; none where it is outside the denominator or that is 0.
    pub fn share(&self, symbol: &str) -> Option<Decimal> {
        self.shares
            .iter()
            .find(|(s, _)| s == symbol)
            .map(|(_, share)| *share)
    }

    /// Share that is 順調.
    pub fn on_track_share(&self) -> Option<Decimal> {
        share(self.on_track, self.denominator)
    }

    /// Whether the printed shares add to something other than 100.
    pub fn rounding_shows(&self) -> bool {
        self.denominator > 0
            && self.shares.iter().map(|(_, s)| s).sum::<Decimal>() != Decimal::ONE_HUNDRED
    }
}

/// `count` in % of `whole`, one decimal, half away from zero; none where `whole` is 0.
fn share(count: usize, whole: usize) -> Option<Decimal> {
    Decimal::from(count)
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(whole))
        .map(|s| round_half_away(s, 1))
}

/// `{"S": 4, …, "未提出": 0, "denominator": 86, "all": 115}`.
impl Serialize for GradeCount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (symbol, count) in &self.counts {
            map.serialize_entry(symbol, count)?;
        }
        map.serialize_entry(MISSING, &self.missing)?;
        map.serialize_entry("denominator", &self.denominator)?;
        map.serialize_entry("all", &self.all)?;
        map.serialize_entry("on_track", &self.on_track)?;
        let shares: serde_json::Map<String, serde_json::Value> = self
            .shares
            .iter()
            .map(|(s, share)| (s.clone(), format!("{share:.1}").into()))
            .collect();
        map.serialize_entry("shares", &shares)?;
        map.end()
    }
}

/// Back from [`Serialize`]: what is no key of ours is the count of a grade.
impl<'de> Deserialize<'de> for GradeCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = serde_json::Map::deserialize(deserializer)?;
        let mut shares = Vec::new();
        for (symbol, share) in map
            .shift_remove("shares")
            .iter()
            .filter_map(|s| s.as_object())
            .flatten()
        {
            let share = share.as_str().and_then(|s| s.parse().ok());
            let share = share.ok_or_else(|| D::Error::custom("a share is no number"))?;
            shares.push((symbol.clone(), share));
        }
        let mut take = |key: &str| {
            let count = map.shift_remove(key).as_ref().and_then(count);
            count.ok_or_else(|| D::Error::custom(format!("no count {key:?}")))
        };
        let (missing, denominator) = (take(MISSING)?, take("denominator")?);
        let (all, on_track) = (take("all")?, take("on_track")?);
        let counts = map
            .iter()
            .map(|(symbol, value)| Some((symbol.clone(), count(value)?)))
            .collect::<Option<_>>();
        Ok(Self {
            counts: counts.ok_or_else(|| D::Error::custom("a count is no number"))?,
            missing,
            denominator,
            on_track,
            all,
            shares,
        })
    }
}

fn count(value: &serde_json::Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

/// Counts in total and by pillar number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeSummary {
    pub total: GradeCount,
    pub pillars: BTreeMap<String, GradeCount>,
}

impl GradeSummary {
    /// Of the 改革項目 of each item with the symbol of its grade.
    pub(super) fn of(plan: &Plan, items: &[(&str, Option<&str>)]) -> Self {
        let of_pillar = |number: &str| {
            let here = items.iter().filter(|(pillar, _)| *pillar == number);
            GradeCount::of(plan, here.map(|(_, symbol)| *symbol))
        };
        let pillars = plan.pillars.iter();
        Self {
            total: GradeCount::of(plan, items.iter().map(|(_, symbol)| *symbol)),
            pillars: pillars
                .map(|p| (p.number.clone(), of_pillar(&p.number)))
                .collect(),
        }
    }
}

/// How a grade moved since last cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GradeChange {
    Up,
    Down,
    Same,
    /// Not comparable: one of the two stands outside the scale (完了, 対象外 …).
    Other,
}

/// How the grades of all items moved; the four add up to all items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeChanges {
    pub up: usize,
    pub down: usize,
    pub same: usize,
    /// 比べられない: no grade then or now, one outside the scale, or one of another scale.
    pub other: usize,
    /// Whether the scale itself changed: then nothing is compared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other_scale: bool,
}

impl GradeChanges {
    /// Of the moves of all items of a record; none where there is nothing to compare with.
    pub(super) fn of(moved: impl Iterator<Item = Option<GradeChange>>, other_scale: bool) -> Self {
        let mut changes = Self {
            other_scale,
            ..Self::default()
        };
        for change in moved {
            *match change {
                Some(GradeChange::Up) => &mut changes.up,
                Some(GradeChange::Down) => &mut changes.down,
                Some(GradeChange::Same) => &mut changes.same,
                Some(GradeChange::Other) | None => &mut changes.other,
            } += 1;
        }
        changes
    }
}

/// The move from `before` to `now`.
///
/// The scale is the register's order of the grades with 割合に含める, best first, up to the last that
/// is not 順調: a 順調 grade behind it (完了) names an end and not a degree. A register that begins with
/// a grade that is not 順調 and ends with one that is lists the worst first.
pub fn grade_change(plan: &Plan, before: &str, now: &str) -> GradeChange {
    if before == now {
        return GradeChange::Same;
    }
    let mut scale: Vec<&Grade> = plan.grades.iter().filter(|g| g.counted).collect();
    let worst_first =
        scale.first().is_some_and(|g| !g.on_track) && scale.last().is_some_and(|g| g.on_track);
    if worst_first {
        scale.reverse();
    }
    if let Some(last) = scale.iter().rposition(|g| !g.on_track) {
        scale.truncate(last + 1);
    }
    let place = |symbol: &str| scale.iter().position(|g| g.symbol == symbol);
    match (place(before), place(now)) {
        (Some(before), Some(now)) if now < before => GradeChange::Up,
        (Some(_), Some(_)) => GradeChange::Down,
        _ => GradeChange::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(grades: &[(&str, bool, bool)]) -> Plan {
        Plan {
            grades: grades
                .iter()
                .map(|(symbol, counted, on_track)| Grade {
                    symbol: (*symbol).to_owned(),
                    name: (*symbol).to_owned(),
                    counted: *counted,
                    on_track: *on_track,
                    ..Grade::default()
                })
                .collect(),
            ..Plan::default()
        }
    }

    #[test]
    fn changes_along_the_scale() {
        let plan = plan(&[
            ("S", true, true),
            ("A", true, true),
            ("B", true, false),
            ("C", true, false),
            ("完了", true, true),
            ("対象外", false, false),
        ]);
        assert_eq!(grade_change(&plan, "B", "A"), GradeChange::Up);
        assert_eq!(grade_change(&plan, "A", "C"), GradeChange::Down);
        assert_eq!(grade_change(&plan, "A", "A"), GradeChange::Same);
        assert_eq!(grade_change(&plan, "A", "完了"), GradeChange::Other);
        assert_eq!(grade_change(&plan, "対象外", "A"), GradeChange::Other);
    }

    #[test]
    fn a_scale_that_begins_with_the_worst() {
        let plan = plan(&[("1", true, false), ("2", true, false), ("3", true, true)]);
        assert_eq!(grade_change(&plan, "1", "3"), GradeChange::Up);
        assert_eq!(grade_change(&plan, "2", "1"), GradeChange::Down);
    }

    #[test]
    fn shares_are_rounded_half_away_from_zero() {
        assert_eq!(share(1, 23).map(|s| s.to_string()), Some("4.3".to_owned()));
        assert_eq!(
            share(17, 23).map(|s| s.to_string()),
            Some("73.9".to_owned())
        );
        assert_eq!(share(5, 23).map(|s| s.to_string()), Some("21.7".to_owned()));
        assert_eq!(share(1, 0), None);
    }
}
