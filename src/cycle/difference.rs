//! What changed in meaning between two records: plan items, departments, grades, figures, texts and totals, matched
//! by 管理番号 through moves and 統合, and departments through 後継課. Where a value was typed, and how it was spelled, is no change. Nothing is computed anew.

mod followed;
mod items;
mod opinions;
mod totals;
mod wording;

use serde::{Serialize, Serializer};

use followed::Followed;
pub use wording::{Piece, wording};

use super::answers::Answer;
use super::record::CycleRecord;
pub use crate::submission::Readers;
use crate::values::{CellLocation, Correction, Value, date_japanese, grouped, words};

words! {
    /// What a difference is about.
    pub enum Matter {
        /// An item, 取組 or 指標 of the plan, or its wording.
        Plan "計画",
        Grade "評価",
        Figure "数値",
        Text "文章",
        Department "課",
        /// Counts and sums that follow from the others.
        Total "集計",
    }
}

/// What stands on one of the two sides.
#[derive(Clone, Debug, Default)]
pub enum Side {
    /// Left blank, or not there at all.
    #[default]
    Nothing,
    /// Written, but not taken; what was typed is no part of the comparison.
    Refused {
        typed: String,
    },
    Value(Value),
}

impl Side {
    fn of(answer: &Answer) -> Self {
        match answer {
            None => Self::Nothing,
            Some(answer) => match &answer.value {
                Some(value) => Self::Value(value.clone()),
                None => Self::Refused {
                    typed: answer.source.typed.clone(),
                },
            },
        }
    }

    fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, |t| Self::Value(Value::Text(t.to_owned())))
    }

    fn number(number: impl Into<rust_decimal::Decimal>) -> Self {
        Self::Value(Value::Number(number.into()))
    }

    /// A number with the unit that it was measured in.
    fn in_unit(&self, unit: Option<&str>) -> Self {
        let Self::Value(value) = self else {
            return self.clone();
        };
        let number = match value {
            Value::Number(number) => Some(*number),
            other => other.text().parse().ok(),
        };
        let shown = |number| format!("{}{}", grouped(number, 0), unit.unwrap_or_default());
        number.map_or_else(|| self.clone(), |n| Self::text(Some(&shown(n))))
    }

    /// As people read it; `None` for nothing.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Refused { typed } => Some(format!("（読めない記入「{typed}」）")),
            Self::Value(Value::Number(number)) => Some(grouped(*number, 0)),
            Self::Value(Value::Date(date)) => Some(date_japanese(*date)),
            Self::Value(other) => Some(other.text()),
        }
    }
}

/// The same in meaning: 定性 answers may be a number on one side and a text on the other.
impl PartialEq for Side {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) | (Self::Refused { .. }, Self::Refused { .. }) => true,
            (Self::Value(a), Self::Value(b)) => a == b || a.text() == b.text(),
            _ => false,
        }
    }
}

/// As record.json holds it.
impl Serialize for Side {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Nothing | Self::Refused { .. } => serializer.serialize_none(),
        }
    }
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    pub matter: Matter,
    /// Id of the item, initiative or indicator; code of a department; key of a total.
    pub id: String,
    /// As printed; blank for departments and totals.
    pub number: String,
    /// Title, 取組内容, 指標名, 課名, or what is totalled.
    pub subject: String,
    /// Who answers for it.
    pub department: Option<String>,
    /// Label of the field.
    pub field: String,
    pub old: Side,
    pub new: Side,
    /// Where the old and the new value were typed, for what was typed.
    pub old_at: Option<CellLocation>,
    pub new_at: Option<CellLocation>,
    /// Where one of them is the office's: what the department wrote, and why it was corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_corrected: Option<Corrected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_corrected: Option<Corrected>,
    pub readers: Readers,
}

/// What stood in the form where the office put another value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Corrected {
    /// As the department typed it; empty where it was left blank.
    pub typed: String,
    #[serde(flatten)]
    pub correction: Correction,
}

impl Corrected {
    fn of(answer: &Answer) -> Option<Self> {
        let answer = answer.as_ref()?;
        Some(Self {
            typed: answer.source.typed.clone(),
            correction: answer.correction.as_deref()?.clone(),
        })
    }
}

impl Difference {
    /// What was corrected, in a line for each of the two sides: `新の値は補正（課の記入「985」、令和8年7月1日）：桁の誤り`.
    pub fn corrections(&self) -> Vec<String> {
        let sides = [("旧", &self.old_corrected), ("新", &self.new_corrected)];
        let line = |(side, corrected): (&str, &Option<Corrected>)| {
            let corrected = corrected.as_ref()?;
            let written = match corrected.typed.as_str() {
                "" => "課の記入は空欄".to_owned(),
                typed => format!("課の記入「{typed}」"),
            };
            let Correction { reason, date, .. } = &corrected.correction;
            let date = date_japanese(*date);
            Some(format!("{side}の値は補正（{written}、{date}）：{reason}"))
        };
        sides.into_iter().filter_map(line).collect()
    }
}

/// Everything that changed from `old` to `new`: by item in the order of `new` (what is gone behind it), then opinions,
/// departments, then totals. Fields are called as the plan of `new` calls its levels.
pub fn differences(old: &CycleRecord, new: &CycleRecord) -> Vec<Difference> {
    let followed = Followed::of(old, new);
    let mut all = items::plan(old, new);
    all.extend(items::of(old, new, &followed));
    all.extend(opinions::of(old, new));
    all.extend(totals::departments(old, new, &followed));
    all.extend(totals::totals(old, new));
    for difference in &mut all {
        difference.field = new.plan.levels.reword(&difference.field);
    }
    all
}

/// The units of the two sides.
type Units<'a> = [Option<&'a str>; 2];

/// Both sides, each in its unit where they have not the same one.
fn in_units(sides: [Side; 2], units: Option<Units<'_>>) -> [Side; 2] {
    match units {
        Some(units) => [0, 1].map(|at| sides[at].in_unit(units[at])),
        None => sides,
    }
}

/// The thing that fields are compared of.
#[derive(Clone, Debug)]
struct Subject {
    id: String,
    number: String,
    subject: String,
    department: Option<String>,
}

impl Subject {
    fn difference(&self, matter: Matter, field: &str, old: Side, new: Side) -> Option<Difference> {
        (old != new).then(|| Difference {
            matter,
            id: self.id.clone(),
            number: self.number.clone(),
            subject: self.subject.clone(),
            department: self.department.clone(),
            field: field.to_owned(),
            old,
            new,
            old_at: None,
            new_at: None,
            old_corrected: None,
            new_corrected: None,
            readers: Readers::Everyone,
        })
    }

    /// Of two answers, with the cells that they come from; each in its unit, where they have not the same one.
    fn answers(
        &self,
        matter: Matter,
        field: &str,
        (old, new): (&Answer, &Answer),
        units: Option<Units<'_>>,
    ) -> Option<Difference> {
        let at = |answer: &Answer| answer.as_ref().map(|a| a.source.at.clone());
        let [before, now] = in_units([old, new].map(Side::of), units);
        let mut difference = self.difference(matter, field, before, now)?;
        difference.old_at = at(old);
        difference.new_at = at(new);
        difference.old_corrected = Corrected::of(old);
        difference.new_corrected = Corrected::of(new);
        Some(difference)
    }
}

/// Pairs of what has the same key, in the order of `new`; what `old` alone has comes last.
fn paired<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let in_new = new.iter().map(|n| {
        let wanted = key(n);
        (old.iter().find(|o| key(o) == wanted), Some(n))
    });
    let gone = old
        .iter()
        .filter(|o| {
            let wanted = key(o);
            !new.iter().any(|n| key(n) == wanted)
        })
        .map(|o| (Some(o), None));
    in_new.chain(gone).collect()
}

#[cfg(test)]
mod tests;
