//! Every leaf of a view left its trace on a page, with the text that the view holds: a template can
//! drop nothing and change nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic};
use crate::typesetting::{Press, Trace};

/// Holds the traces of all documents of a body against its view. A character that no font has stands
/// as 〓 on the page, as the press's fonts have it. Where the office replaced templates, what a page drops or changes is most
/// likely theirs.
pub fn check(view: &impl Serialize, traces: &[&Trace], press: Press<'_>) -> Vec<Diagnostic> {
    let hint = if press.templates.any_replaced() {
        "差し替えた書式が、その項目を show-text 又は fig で印字しているかを確かめてください。資料は書き込みませんでした。"
    } else {
        "プログラムの不具合と考えられます。資料は書き込みませんでした。"
    };
    let mut leaves = BTreeMap::new();
    match serde_json::to_value(view) {
        Ok(json) => collect(&json, &mut leaves),
        Err(error) => return vec![missing(&error.to_string(), hint)],
    }
    let shown: BTreeMap<&str, BTreeSet<&str>> =
        traces.iter().fold(BTreeMap::new(), |mut map, trace| {
            map.entry(trace.key.as_str())
                .or_default()
                .insert(trace.text.as_str());
            map
        });
    leaves
        .iter()
        .filter_map(|(key, text)| match shown.get(key.as_str()) {
            None => Some(missing(key, hint)),
            Some(texts) => {
                let text = press.fonts.printable(text);
                texts.iter().any(|t| *t != text).then(|| differs(key, hint))
            }
        })
        .collect()
}

/// Objects with a `key` and a `text` or `figure` are leaves.
pub(super) fn collect(json: &Json, leaves: &mut BTreeMap<String, String>) {
    match json {
        Json::Array(list) => list.iter().for_each(|j| collect(j, leaves)),
        Json::Object(map) => {
            let text = |name: &str| map.get(name).and_then(Json::as_str);
            if let (Some(key), Some(shown)) = (text("key"), text("text").or(text("figure"))) {
                leaves.insert(key.to_owned(), shown.to_owned());
            } else {
                map.values().for_each(|j| collect(j, leaves));
            }
        }
        _ => {}
    }
}

fn missing(key: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TraceMissing,
        format!("記録にある項目（{key}）が資料に載っていません。"),
        hint,
    )
}

fn differs(key: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TraceDiffers,
        format!("資料の表示（{key}）が記録と違います。"),
        hint,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typesetting::Fonts;
    use serde_json::json;

    fn trace(key: &str, text: &str) -> Trace {
        Trace {
            key: key.to_owned(),
            text: text.to_owned(),
            page: 1,
        }
    }

    #[test]
    fn a_dropped_leaf_and_a_changed_one_are_found() {
        let view = json!({"a": {"key": "a", "text": "あ"}, "b": [{"key": "b", "figure": "1"}]});
        let fonts = Fonts::load(&[]).expect("fonts are installed for tests");
        let (a, b) = (trace("a", "あ"), trace("b", "1"));
        assert!(check(&view, &[&a, &b], Press::new(&fonts)).is_empty());
        assert_eq!(
            check(&view, &[&a], Press::new(&fonts))[0].code,
            Code::TraceMissing
        );
        let changed = trace("b", "2");
        assert_eq!(
            check(&view, &[&a, &changed], Press::new(&fonts))[0].code,
            Code::TraceDiffers
        );
    }

    #[test]
    fn a_character_without_a_glyph_stands_as_a_geta() {
        let fonts = Fonts::load(&[]).expect("fonts are installed for tests");
        let view = json!({"key": "a", "text": "外\u{e000}字"});
        assert!(check(&view, &[&trace("a", "外〓字")], Press::new(&fonts)).is_empty());
    }
}
