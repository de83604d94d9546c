//! The search itself: texts folded (no white space, nothing that prints nothing), long ones found anywhere, short ones as
//! the whole of a cell or a run.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::internal::Internal;

/// From this length on (characters, folded) a text is looked for inside others; a shorter one is a name or a number,
/// which may well stand in a sentence by chance.
const LONG: usize = 8;
/// Digits alone are not looked for under this length: figures would hit them by chance.
const FEWEST_DIGITS: usize = 4;

/// What is looked for.
#[derive(Debug)]
pub(super) struct Search {
    long: Vec<Wanted>,
    automaton: Option<AhoCorasick>,
    /// Folded text to its place in `whole`.
    short: BTreeMap<String, usize>,
    whole: Vec<Internal>,
}

#[derive(Debug)]
struct Wanted {
    folded: String,
    internal: Internal,
}

/// A hit: what was found, and whether only the whole of a cell or run is meant.
#[derive(Clone, Debug)]
pub(super) struct Hit<'a> {
    pub internal: &'a Internal,
    pub folded: &'a str,
    pub whole: bool,
    /// Where it begins in the folded text that was searched (bytes).
    pub at: usize,
}

impl Search {
    /// `allowed`: what readers may see, folded. A text that stands in it is no secret.
    pub fn new(internal: Vec<Internal>, allowed: &str) -> Self {
        let mut long: BTreeMap<String, Internal> = BTreeMap::new();
        let mut short: BTreeMap<String, Internal> = BTreeMap::new();
        for text in internal {
            for piece in pieces(&text.text) {
                let folded = fold(piece);
                if allowed.contains(&folded) {
                    continue;
                }
                let found = Internal {
                    text: piece.trim().to_owned(),
                    ..text.clone()
                };
                if folded.chars().count() >= LONG {
                    long.entry(folded).or_insert(found);
                } else if text.name && tells_something(&folded) {
                    short.entry(folded).or_insert(found);
                }
            }
        }
        let long: Vec<Wanted> = long
            .into_iter()
            .map(|(folded, internal)| Wanted { folded, internal })
            .collect();
        let automaton = AhoCorasick::new(long.iter().map(|w| &w.folded)).ok();
        let mut whole = Vec::new();
        let mut places = BTreeMap::new();
        for (at, (folded, internal)) in short.into_iter().enumerate() {
            places.insert(folded, at);
            whole.push(internal);
        }
        Self {
            automaton: automaton.filter(|_| !long.is_empty()),
            long,
            short: places,
            whole,
        }
    }

    /// Long texts inside a folded one, each once.
    pub fn inside(&self, folded: &str) -> Vec<Hit<'_>> {
        let mut seen = BTreeSet::new();
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        automaton
            .find_overlapping_iter(folded)
            .filter(|hit| seen.insert(hit.pattern()))
            .filter_map(|hit| {
                let wanted = self.long.get(hit.pattern().as_usize())?;
                Some(Hit {
                    internal: &wanted.internal,
                    folded: &wanted.folded,
                    whole: false,
                    at: hit.start(),
                })
            })
            .collect()
    }

    /// A short text that is the whole of a folded cell or run.
    pub fn whole(&self, folded: &str) -> Option<Hit<'_>> {
        let (folded, at) = self.short.get_key_value(folded)?;
        Some(Hit {
            internal: self.whole.get(*at)?,
            folded,
            whole: true,
            at: 0,
        })
    }
}

/// The whole text and its sentences: what leaks is often a part, and a page may break between two of them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let sentences = text.split_inclusive('。').chain(text.split('\n'));
    let parts = sentences.filter(move |s| s.len() < text.len());
    std::iter::once(text).chain(parts.filter(|s| fold(s).chars().count() >= LONG))
}

fn tells_something(folded: &str) -> bool {
    let length = folded.chars().count();
    let digits = folded.chars().all(|c| c.is_numeric() || "-,.%".contains(c));
    length >= if digits { FEWEST_DIGITS } else { 2 }
}

/// Without white space and without what no page prints: control and private characters, selectors, ゲタ.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|c| kept(*c)).collect()
}

fn kept(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && c != '〓'
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(texts: &[&str], allowed: &str) -> Search {
        let internal = texts.iter().map(|t| Internal::name(*t, "x.xlsx › 1 › C1"));
        Search::new(internal.collect(), &fold(allowed))
    }

    #[test]
    fn long_texts_are_found_inside_others() {
        let s = search(
            &["本部 限りの\n特記事項です。予算が足りない見込みである。"],
            "",
        );
        assert_eq!(
            s.inside(&fold("前文本部限り の特記事項です。後文")).len(),
            1
        );
        assert_eq!(s.inside(&fold("予算が足りない見込みである。")).len(), 1);
        assert!(s.inside(&fold("特記事項です")).is_empty());
    }

    #[test]
    fn short_ones_only_as_a_whole() {
        let s = search(
            &["山田太郎", "内線2345", "2345", "123", "田", "98.5%"],
            "表の98.5%です",
        );
        for text in ["山田 太郎", "内線2345", "2345"] {
            assert!(s.whole(&fold(text)).is_some(), "{text}");
        }
        for text in ["担当は山田太郎", "123", "田", "98.5%"] {
            assert!(
                s.whole(&fold(text)).is_none() && s.inside(&fold(text)).is_empty(),
                "{text}"
            );
        }
    }

    #[test]
    fn what_the_readers_may_see_is_no_secret() {
        let s = search(
            &["計画どおりに進めている。次年度は廃止を検討する。"],
            "計画どおりに 進めている。",
        );
        assert!(s.inside(&fold("計画どおりに進めている。")).is_empty());
        assert_eq!(s.inside(&fold("次年度は廃止を検討する。")).len(), 1);
    }
}
