//! Characters that can't be printed: a glyph that no font has would be a silent box, or fail the
//! whole PDF/A export. In the data they give way to their twins before typesetting, or to 〓 where they have none, and are
//! named.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::Fonts;
use super::twins::{Twin, half_width_kana, twin};

/// What stands for a character that can't be printed (the printers' ゲタ).
const GETA: char = '〓';

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
            if let Cow::Owned(clean) = printable(fonts, text) {
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

/// The text as it can be printed.
pub(super) fn printable<'a>(fonts: &Fonts, text: &'a str) -> Cow<'a, str> {
    let mut clean = String::with_capacity(text.len());
    // A selector chooses a form of the kanji before it; a ゲタ has none.
    let mut geta = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\t' => clean.push(' '),
            c if c != '\n' && invisible(c) => continue,
            c if variation_selector(c) => {
                if !geta {
                    clean.push(c);
                }
                continue;
            }
            // A voicing mark joins the kana before it.
            c if half_width_kana(c) => {
                let mut kana = String::from(c);
                while let Some(next) = rest.next_if(|c| half_width_kana(*c)) {
                    kana.push(next);
                }
                clean.extend(kana.nfkc());
            }
            c if fonts.covers(c) => clean.push(c),
            c => match twin(fonts, c) {
                Some(Twin::Text(plain)) => clean.push_str(&plain),
                Some(Twin::Drawn(_)) => clean.push(c),
                None => clean.push(GETA),
            },
        }
        geta = clean.ends_with(GETA);
    }
    if clean == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(clean)
    }
}

/// Control, bidirectional and byte-order marks: they print nothing, and would disturb the line.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// 外字: PDF/A-3a forbids them, since nobody else's font has them.
pub(super) fn private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// They choose a form of the kanji before them; a font without that form prints the plain one.
pub(super) fn variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Each kanji of the text with a selector behind it, once, in their order. Selectors of emoji (U+FE0E, U+FE0F) choose no
/// kanji's form.
pub(super) fn sequences(text: &str) -> Vec<(char, char)> {
    let mut found = Vec::new();
    let mut before = None;
    for c in text.chars() {
        if let Some(base) = before
            && variation_selector(c)
            && !matches!(c, '\u{fe0e}' | '\u{fe0f}')
            && !found.contains(&(base, c))
        {
            found.push((base, c));
        }
        before = c.is_alphabetic().then_some(c);
    }
    found
}
