//! The answers of one subject, one for each field that is declared, and how record.json holds them: each under its path,
//! in the order of the form. Nothing here knows which fields there are.

use std::ops::{Index, IndexMut};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error as _};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use crate::plan::DecisionKind;
use crate::submission::{
    Declaration, Fields, IndicatorField, InitiativeField, ItemField, Kind, OfficeField,
    OpinionField, SecondEvaluation,
};
use crate::values::{Source, Sourced, Value, decimal_text};

/// What was answered in a field: `None` where it was left blank; without a value where it was refused.
pub type Answer = Option<Sourced<Value>>;

/// The stage of the 所管課's own evaluation.
pub const FIRST_STAGE: &str = "所管課";
/// The stage of the evaluation by the 本部.
pub const SECOND_STAGE: &str = DecisionKind::SecondEvaluation.label();

/// One stage of evaluation; 所管課 is the first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Evaluation {
    pub stage: String,
    pub grade: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub reason: Answer,
    /// 決定: the meeting and its session; of a second evaluation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Where the grade stands in 事務局.xlsx; of a second evaluation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Evaluation {
    /// By the 所管課.
    pub fn first(grade: Option<String>, reason: Answer) -> Self {
        Self {
            stage: FIRST_STAGE.to_owned(),
            grade,
            reason,
            decision: None,
            date: None,
            source: None,
        }
    }

    /// By the 本部.
    pub fn second(second: &SecondEvaluation) -> Self {
        Self {
            stage: SECOND_STAGE.to_owned(),
            grade: second.grade.value.as_ref().map(Value::text),
            reason: Some(second.reason.clone()),
            decision: second.decision.clone(),
            date: Some(second.date),
            source: Some(second.grade.source.clone()),
        }
    }
}

/// The answer of a text, which stands outside the fields.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Answer, D::Error> {
    let saved = Option::<Sourced<String>>::deserialize(deserializer)?;
    Ok(saved.map(|saved| saved.map(Value::Text)))
}

/// How the fields of a kind of subject stand in record.json.
pub trait Recorded: Fields {
    /// What follows from the answers and stands among them.
    type Also: Clone + std::fmt::Debug + Default + Serialize + DeserializeOwned;

    /// The path of [`Also`](Self::Also), and the field behind which it stands.
    const ALSO: Option<(Self, &'static str)>;

    /// Fields that record.json names last, unlike the form.
    const LAST: &'static [Self] = &[];
}

impl Recorded for OfficeField {
    type Also = ();
    const ALSO: Option<(Self, &'static str)> = None;
}

impl Recorded for OpinionField {
    type Also = ();
    const ALSO: Option<(Self, &'static str)> = None;
}

impl Recorded for ItemField {
    /// The stages of evaluation; the 所管課's own is the first.
    type Also = Vec<Evaluation>;
    const ALSO: Option<(Self, &'static str)> = Some((Self::Grade, "evaluations"));
}

impl Recorded for InitiativeField {
    /// 効果額: 歳入増 + 歳出減, 千円; none where neither was given, or one was refused.
    type Also = Option<Decimal>;
    const ALSO: Option<(Self, &'static str)> = Some((Self::EffectBasis, "effect.total"));
}

impl Recorded for IndicatorField {
    type Also = ();
    const ALSO: Option<(Self, &'static str)> = None;
    const LAST: &'static [Self] = &[Self::State, Self::Note];
}

/// The answers of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers<F: Recorded> {
    /// In the order of [`Fields::ALL`].
    given: Vec<Answer>,
    pub also: F::Also,
}

impl<F: Recorded> Answers<F> {
    /// Asks for the answer of each field.
    pub fn of(answer: impl FnMut(F) -> Answer) -> Self {
        Self {
            given: F::ALL.iter().copied().map(answer).collect(),
            also: F::Also::default(),
        }
    }

    /// Every field with its answer, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (F, &Answer)> {
        F::ALL.iter().copied().zip(&self.given)
    }

    /// The word of a choice, where one was given and taken.
    pub fn word(&self, field: F) -> Option<&str> {
        match self[field].as_ref()?.value.as_ref()? {
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// A number, where one was given and taken.
    pub fn number(&self, field: F) -> Option<Decimal> {
        match self[field].as_ref()?.value.as_ref()? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl<F: Recorded> Index<F> for Answers<F> {
    type Output = Answer;

    fn index(&self, field: F) -> &Answer {
        &self.given[field.place()]
    }
}

impl<F: Recorded> IndexMut<F> for Answers<F> {
    fn index_mut(&mut self, field: F) -> &mut Answer {
        &mut self.given[field.place()]
    }
}

/// What stands under one path.
enum Slot<'a, T> {
    Answer(&'a Answer),
    Also(&'a T),
}

impl<T: Serialize> Serialize for Slot<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Answer(answer) => answer.serialize(serializer),
            Self::Also(also) => also.serialize(serializer),
        }
    }
}

/// What stands in one object, by the last part of its path.
struct Object<'a, T>(&'a [(&'static str, Slot<'a, T>)]);

impl<T: Serialize> Serialize for Object<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (path, slot) in self.0 {
            map.serialize_entry(parts(path).1, slot)?;
        }
        map.end()
    }
}

/// The object that a path leads into, and the key.
fn parts(path: &'static str) -> (Option<&'static str>, &'static str) {
    match path.split_once('.') {
        Some((object, key)) => (Some(object), key),
        None => (None, path),
    }
}

impl<F: Recorded> Serialize for Answers<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut slots = Vec::new();
        let (last, first): (Vec<F>, Vec<F>) = F::ALL.iter().partition(|f| F::LAST.contains(f));
        for field in first.into_iter().chain(last) {
            slots.push((field.declared().path(), Slot::Answer(&self[field])));
            if let Some((_, path)) = F::ALSO.filter(|(behind, _)| *behind == field) {
                slots.push((path, Slot::Also(&self.also)));
            }
        }
        let mut map = serializer.serialize_map(None)?;
        for together in
            slots.chunk_by(|a, b| parts(a.0).0.is_some() && parts(a.0).0 == parts(b.0).0)
        {
            match (together, parts(together[0].0)) {
                (_, (Some(object), _)) => map.serialize_entry(object, &Object(together))?,
                ([(_, slot)], (None, key)) => map.serialize_entry(key, slot)?,
                _ => {}
            }
        }
        map.end()
    }
}

/// Reads them out of the object of their subject; what else stands there is passed over.
impl<'de, F: Recorded> Deserialize<'de> for Answers<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = Json::deserialize(deserializer)?;
        let at = |path: &'static str| {
            let (object, key) = parts(path);
            object.map_or(Some(&all), |o| all.get(o))?.get(key).cloned()
        };
        let mut answers = Self::of(|_| None);
        for &field in F::ALL {
            let declared = field.declared();
            let saved = at(declared.path()).unwrap_or_default();
            answers[field] = answer(declared, saved).map_err(D::Error::custom)?;
        }
        if let Some(also) = F::ALSO.and_then(|(_, path)| at(path)) {
            answers.also = serde_json::from_value(also).map_err(D::Error::custom)?;
        }
        Ok(answers)
    }
}

/// An answer with its value made of the text that record.json holds.
fn answer(declared: &Declaration, saved: Json) -> Result<Answer, String> {
    let saved: Option<Sourced<String>> =
        serde_json::from_value(saved).map_err(|fault| fault.to_string())?;
    let Some(Sourced {
        value,
        source,
        correction,
    }) = saved
    else {
        return Ok(None);
    };
    let value = value
        .map(|text| value_of(declared.kind, text))
        .transpose()?;
    Ok(Some(Sourced {
        value,
        source,
        correction,
    }))
}

/// What kind of value stands in a field follows from the field, as it did when the form was read. Of an actual, which for
/// 定性 is a text, what is written as record.json writes numbers is one.
fn value_of(kind: Kind, text: String) -> Result<Value, String> {
    Ok(match kind {
        Kind::ShortText | Kind::LongText => Value::Text(text),
        Kind::Choice(_) => Value::Choice(text),
        Kind::Date => Value::Date(
            text.parse()
                .map_err(|_| format!("{text:?} is not a date"))?,
        ),
        Kind::Money => Value::Number(
            text.parse()
                .map_err(|_| format!("{text:?} is not a number"))?,
        ),
        Kind::Actual => match text.parse::<Decimal>() {
            Ok(number) if decimal_text(number) == text => Value::Number(number),
            _ => Value::Text(text),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_reported_from_texts() {
        let of = |text: &str| value_of(Kind::Actual, text.to_owned()).expect("a value");
        assert_eq!(of("98.5"), Value::Number(rust_decimal::dec!(98.5)));
        for text in ["098", "98.50", "1,000", "完了した"] {
            assert_eq!(of(text), Value::Text(text.into()));
        }
        assert!(value_of(Kind::Money, "約30".to_owned()).is_err());
    }
}
