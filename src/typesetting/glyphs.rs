//! Characters that can't be printed: a glyph that no font has would be a silent box, or fail the
//! whole PDF/A export. In the data they give way to their twins before typesetting, or to 〓 where they have none, and are
//! named.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::Fonts;

/// A character that was printed as 〓.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Replaced {
    /// Key of the leaf, or the JSON pointer of a string without one.
    pub key: String,
    pub character: char,
}

/// Replaces in every string what can't be printed.
pub(super) fn make_printable(fonts: &Fonts, json: &mut Value) -> Vec<Replaced> {
    let mut replaced = Vec::new();
    walk(fonts, json, "", &mut replaced);
    replaced
}

fn walk(fonts: &Fonts, value: &mut Value, at: &str, replaced: &mut Vec<Replaced>) {
    match value {
        Value::String(text) => {
            for character in fonts.missing(text) {
                replaced.push(Replaced {
                    key: at.to_owned(),
                    character,
                });
            }
            if let Cow::Owned(clean) = fonts.printable(text) {
                *text = clean;
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter_mut().enumerate() {
                walk(fonts, value, &format!("{at}/{index}"), replaced);
            }
        }
        Value::Object(map) => {
            let leaf = map.get("key").and_then(Value::as_str).map(str::to_owned);
            for (name, value) in map.iter_mut() {
                match &leaf {
                    Some(_) if name == "key" => {}
                    Some(key) => walk(fonts, value, key, replaced),
                    None => walk(fonts, value, &format!("{at}/{name}"), replaced),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
