//! 正誤表: what stands otherwise in a body's papers than before, found by holding its two views against each other. So it is
//! exactly what the body's readers can see changed, and nothing else. Nothing is computed anew.

mod places;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value as Json;

pub use places::Places;

use super::Text;
use crate::cycle::Corrected;

/// Content of 正誤表.pdf and 正誤表.xlsx. Head and meeting are those of the body's view.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorrectionView {
    pub head: Json,
    pub meeting: Option<Json>,
    pub correction: CorrectionTable,
}

/// The table, with what is said over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionTable {
    /// `令和8年10月1日`
    pub date: String,
    pub reason: Text,
    pub rows: Vec<CorrectionRow>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionRow {
    pub place: Text,
    pub wrong: Option<Text>,
    pub right: Option<Text>,
    pub reason: Text,
}

impl CorrectionView {
    /// `view` is the body's, as its papers get it.
    pub fn new(view: &Json, date: String, reason: &str, rows: &[Corrected]) -> Self {
        let line = |(at, row): (usize, &Corrected)| {
            let text = |name: &str, text: &str| Text::new(format!("correction.{at}.{name}"), text);
            CorrectionRow {
                place: text("place", &row.place),
                wrong: row.wrong.as_ref().map(|wrong| text("wrong", wrong)),
                right: row.right.as_ref().map(|right| text("right", right)),
                reason: text("reason", &row.reason),
            }
        };
        Self {
            head: view["head"].clone(),
            meeting: view.get("meeting").cloned(),
            correction: CorrectionTable {
                date,
                reason: Text::new("correction.reason", reason),
                rows: (1..).zip(rows).map(line).collect(),
            },
        }
    }
}

/// Something that a view shows: its key, and what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// As a trace carries it; `#met`, `#change` or `#late` behind it for a sign that follows from others.
    pub key: String,
    pub text: String,
}

/// What changed between two views of a body, each as JSON with what else its readers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub key: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// Everything that the two views show and that differs: in the order of the new one, what is gone behind what stood before it.
pub fn changes(old: &[Json], new: &[Json]) -> Vec<Change> {
    let (old, new) = (shown(old), shown(new));
    let texts = |all: &[Shown]| -> BTreeMap<String, String> {
        let pairs = all.iter().map(|s| (s.key.clone(), s.text.clone()));
        pairs.collect()
    };
    let (before, now) = (texts(&old), texts(&new));
    let mut keys: Vec<&String> = new.iter().map(|s| &s.key).collect();
    for (at, gone) in old
        .iter()
        .enumerate()
        .filter(|(_, s)| !now.contains_key(&s.key))
    {
        let mut above = old[..at].iter().rev();
        let place = above.find_map(|s| keys.iter().position(|key| **key == s.key));
        keys.insert(place.map_or(0, |place| place + 1), &gone.key);
    }
    let mut seen = BTreeSet::new();
    let keys = keys.into_iter().filter(|key| seen.insert(key.as_str()));
    let pairs = keys.map(|key| Change {
        key: key.clone(),
        old: before.get(key).cloned(),
        new: now.get(key).cloned(),
    });
    pairs.filter(|change| change.old != change.new).collect()
}

/// What views show, each key once, in their order.
fn shown(views: &[Json]) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for view in views {
        collect(view, &mut all);
        if let Some(late) = view["late"].as_array() {
            let ids = late.iter().filter_map(Json::as_str);
            let numbers: Vec<&str> = ids.map(|id| number_of(view, id)).collect();
            all.push(Shown {
                key: "late#late".to_owned(),
                text: numbers.join("、"),
            });
        }
    }
    all.retain(|s| seen.insert(s.key.clone()));
    all
}

fn number_of<'a>(view: &'a Json, id: &'a str) -> &'a str {
    let items = view["items"].as_array();
    let mut items = items.into_iter().flatten();
    let item = items.find(|item| item["id"] == id);
    item.and_then(|item| item["number"].as_str()).unwrap_or(id)
}

fn collect(json: &Json, all: &mut Vec<Shown>) {
    match json {
        Json::Array(list) => list.iter().for_each(|json| collect(json, all)),
        Json::Object(map) => {
            let text = |name: &str| map.get(name).and_then(Json::as_str);
            if let (Some(key), Some(shown)) = (text("key"), text("text").or(text("figure"))) {
                all.push(Shown {
                    key: key.to_owned(),
                    text: shown.to_owned(),
                });
                return;
            }
            for (name, value) in map {
                collect(value, all);
                let sign = text("id").and_then(|id| sign(id, name, value));
                all.extend(sign);
            }
        }
        _ => {}
    }
}

/// A sign on the page that follows from leaves and is none itself.
fn sign(id: &str, name: &str, value: &Json) -> Option<Shown> {
    let (key, text) = match (name, value) {
        ("met", Json::Bool(met)) => (
            format!("indicators.{id}.actual#met"),
            if *met { "達成" } else { "未達" },
        ),
        ("change", Json::String(change)) => {
            let text = match change.as_str() {
                "up" => "上がった",
                "down" => "下がった",
                "same" => "変わらない",
                _ => "比べられない",
            };
            (format!("items.{id}.grade#change"), text)
        }
        // Of an opinion: all else is a leaf.
        ("state", Json::String(state)) => (format!("opinions.{id}.text#state"), state.as_str()),
        _ => return None,
    };
    Some(Shown {
        key,
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_readers_see_changed_is_listed_once_and_in_order() {
        let leaf = |key: &str, text: &str| json!({"key": key, "text": text});
        let view = |grade: &str, note: Option<&str>, met: bool, late: &[&str]| {
            json!({
                "late": late,
                "sentence": leaf("sentence", "全体"),
                "items": [{
                    "id": "1-1", "number": "1-①",
                    "grade": leaf("items.1-1.grade", grade),
                    "again": leaf("items.1-1.grade", grade),
                    "note": note.map(|n| leaf("items.1-1.public_note", n)),
                    "indicators": [{"id": "1-1-k1", "met": met, "rate": {"key": "r", "figure": "1"}}],
                }],
            })
        };
        let old = [view("B", Some("注"), false, &["1-1"])];
        let new = [view("A", None, true, &[])];
        let found = changes(&old, &new);
        let rows: Vec<_> = found
            .iter()
            .map(|c| (c.key.as_str(), c.old.as_deref(), c.new.as_deref()))
            .collect();
        assert_eq!(
            rows,
            [
                ("items.1-1.grade", Some("B"), Some("A")),
                ("items.1-1.public_note", Some("注"), None),
                ("indicators.1-1-k1.actual#met", Some("未達"), Some("達成")),
                ("late#late", Some("1-①"), Some("")),
            ]
        );
        assert_eq!(changes(&old, &old), []);
    }
}
