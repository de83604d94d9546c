//! What the fonts of a run print of a text: itself, its twins, or 〓.

use std::borrow::Cow;

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::character_kinds::{half_width_kana, invisible, sequences, variation_selector};
use super::fonts::{FIGURES, Fonts, GOTHIC, MINCHO, RARE};
use super::twins::{Drawing, Twin, twin};

/// What stands for a character that can't be printed (the printers' ゲタ).
const GETA: char = '〓';

impl Fonts {
    /// Characters of the text that no font can print and that have no twin, each once, in their order.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars() {
            let lacks = || !invisible(c) && !self.covers(c) && twin(self, c).is_none();
            if lacks() && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// What of the text is printed otherwise than it was typed and means the same, with what is printed; each once, in their
    /// order: runs of half-width kana, and the characters that no font has but that have a twin.
    pub fn twins(&self, text: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for part in parts(text) {
            let c = part.chars().next().unwrap_or_default();
            let printed = if half_width_kana(c) {
                self.printable(part).into_owned()
            } else if invisible(c) || self.covers(c) {
                continue;
            } else {
                match twin(self, c) {
                    Some(Twin::Text(plain)) => plain,
                    Some(Twin::Drawn(drawing)) => drawing.in_words(),
                    None => continue,
                }
            };
            if !found.iter().any(|(typed, _)| typed == part) {
                found.push((part.to_owned(), printed));
            }
        }
        found
    }

    /// Kanji with a variation selector of which no font has the form: the plain kanji is printed. Each once, in their
    /// order; not those that are [`missing`](Self::missing).
    pub fn lost_forms(&self, text: &str) -> Vec<(char, char)> {
        let mut forms = sequences(text);
        forms.retain(|(base, selector)| {
            let form = (*base, *selector);
            self.covers(*base) && !self.has_form(form, true) && !self.has_form(form, false)
        });
        forms
    }

    /// The text as it is printed, and as traces hold it: [`twins`](Self::twins) and 〓 for what can't be printed, without
    /// control and bidirectional marks.
    pub fn printable<'a>(&self, text: &'a str) -> Cow<'a, str> {
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
                c if self.covers(c) => clean.push(c),
                c => match twin(self, c) {
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

    /// `/fonts.json`: the families that are there, by use (Typst warns of any other), `variants`, the kanji with a
    /// selector in `data` of which `rare` alone has the form, and `drawn`, what the templates have to draw of `data`.
    pub(super) fn families_json(&self, data: &str) -> String {
        json!({
            "rare": self.families(&[RARE, GOTHIC, MINCHO]),
            "variants": self.rare_forms(data),
            "drawn": self.drawn(data),
            "gothic": self.families(&[GOTHIC, RARE, MINCHO]),
            "figures": self.families(&[FIGURES, GOTHIC, RARE, MINCHO]),
            "mincho": self.families(&[MINCHO, RARE, GOTHIC]),
        })
        .to_string()
    }

    fn rare_forms(&self, text: &str) -> Vec<String> {
        sequences(text)
            .into_iter()
            .filter(|form| self.has_form(*form, true) && !self.has_form(*form, false))
            .map(|(base, selector)| format!("{base}{selector}"))
            .collect()
    }

    /// How each character of the text is drawn that no font has.
    fn drawn(&self, text: &str) -> serde_json::Map<String, serde_json::Value> {
        let others = text.chars().filter(|c| !c.is_ascii() && !self.covers(*c));
        others
            .filter_map(|c| match twin(self, c)? {
                Twin::Drawn(Drawing::Sub(plain)) => Some((c, json!(["sub", plain]))),
                Twin::Drawn(Drawing::Super(plain)) => Some((c, json!(["super", plain]))),
                Twin::Drawn(Drawing::Boxed(mark)) => Some((c, json!(["box", mark]))),
                Twin::Text(_) => None,
            })
            .map(|(c, how)| (c.to_string(), how))
            .collect()
    }
}

/// Runs of half-width kana, and every other character by itself.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let kana = rest.find(|c| !half_width_kana(c)).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(kana.max(first.len_utf8()));
        rest = behind;
        Some(part)
    })
}
