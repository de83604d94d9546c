//! The search itself: which stretches of the internal texts are looked for, and what makes an occurrence a leak. All are
//! found in one pass; what readers may see is only asked about where something was found.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::everyday;
use super::fold::{Folded, Script, fold, script};
use super::internal::Internal;
use super::public::{Public, is_whole};

/// From this length on (characters, folded) a text is looked for.
const LONG: usize = 8;
/// From this length on a clause is looked for by itself.
const CLAUSE: usize = 12;
/// Digits of the shortest extension.
const FEWEST_DIGITS: usize = 3;
/// A name of so many characters is one in any company; a shorter one may be a part of another word.
const FULL_NAME: usize = 3;
/// Characters from which a name is looked for over the end of a line.
const OVER_LINES: usize = 4;

/// What is looked for.
#[derive(Debug)]
pub(super) struct Search {
    wanted: Vec<Wanted>,
    automaton: Option<AhoCorasick>,
}

/// One stretch, and where it stands.
#[derive(Debug)]
struct Wanted {
    folded: String,
    kind: Kind,
    /// Of each department that wrote it.
    internal: Vec<Internal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A sentence, a line, a clause.
    Text,
    /// A person's name, or another word that is a secret by itself.
    Name,
    /// An extension or a telephone number.
    Number,
}

/// A leak.
#[derive(Clone, Debug)]
pub(super) struct Hit<'a> {
    /// The stretch with its place, once for each department that wrote it.
    pub internal: &'a [Internal],
    pub folded: &'a str,
    /// Where it begins in the folded text that was searched (bytes).
    pub at: usize,
}

impl Search {
    pub fn new(internal: Vec<Internal>) -> Self {
        let mut all: BTreeMap<(String, Kind), Vec<Internal>> = BTreeMap::new();
        for text in internal {
            for (piece, kind) in stretches(&text) {
                let found = Internal {
                    text: piece.trim().to_owned(),
                    ..text.clone()
                };
                let list = all.entry((fold(piece), kind)).or_default();
                if list.iter().all(|i| i.department != found.department) {
                    list.push(found);
                }
            }
        }
        let wanted: Vec<Wanted> = all
            .into_iter()
            .map(|((folded, kind), internal)| Wanted {
                folded,
                kind,
                internal,
            })
            .collect();
        let automaton = AhoCorasick::new(wanted.iter().map(|w| &w.folded)).ok();
        Self {
            automaton: automaton.filter(|_| !wanted.is_empty()),
            wanted,
        }
    }

    /// The leaks in a text, each stretch once. `public` is only called where something was found.
    pub fn leaks<'p>(&self, text: &Folded, public: impl Fn() -> &'p Public) -> Vec<Hit<'_>> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        // Of a text that is public everywhere is public; a name is looked at in each place.
        let mut settled: BTreeMap<usize, bool> = BTreeMap::new();
        let mut hits = Vec::new();
        for found in automaton.find_overlapping_iter(&text.text) {
            let index = found.pattern().as_usize();
            let Some(wanted) = self.wanted.get(index) else {
                continue;
            };
            if settled.contains_key(&index) {
                continue;
            }
            let leaks = wanted.leaks(text, (found.start(), found.end()), &public);
            if leaks {
                hits.push(Hit {
                    internal: &wanted.internal,
                    folded: &wanted.folded,
                    at: found.start(),
                });
            }
            if leaks || wanted.kind == Kind::Text {
                settled.insert(index, leaks);
            }
        }
        hits
    }
}

impl Wanted {
    fn leaks<'p>(
        &self,
        text: &Folded,
        (start, end): (usize, usize),
        public: &impl Fn() -> &'p Public,
    ) -> bool {
        if !is_whole(text, start, end) {
            return false;
        }
        match self.kind {
            Kind::Text => !public().holds(&self.folded),
            Kind::Name => self.is_named(text, (start, end), public),
            Kind::Number => match everyday::telephone_before(&text.text[..start]) {
                Some(from) => !public().holds(&text.text[from..end]),
                None => {
                    let alone = text.prose && text.is_cut(start) && text.is_cut(end);
                    alone && !public().has_number(&self.folded)
                }
            },
        }
    }

    /// As a word by itself that readers see nowhere else; a full name also within another word that they see nowhere.
    fn is_named<'p>(
        &self,
        text: &Folded,
        (start, end): (usize, usize),
        public: &impl Fn() -> &'p Public,
    ) -> bool {
        if !text.prose && self.folded.is_ascii() {
            return false;
        }
        let letters = self.folded.chars().count();
        let broken = (start + 1..end).any(|at| text.text.is_char_boundary(at) && text.is_cut(at));
        if broken && letters < OVER_LINES {
            return false;
        }
        let (from, to) = text.word(start, end);
        let word = &text.text[from..to];
        if (from, to) == (start, end) {
            return !public().has_word(word);
        }
        let full = letters >= FULL_NAME && self.folded.chars().any(|c| script(c) == Script::Kanji);
        let called = everyday::calls_a_person(&text.text[from..start], &text.text[end..to]);
        (full || called) && !public().holds(word)
    }
}

/// What of an internal text is looked for: of a text the whole and its longer parts, since what leaks is often a part; of a
/// field for names each name and each number.
fn stretches(internal: &Internal) -> Vec<(&str, Kind)> {
    let text = internal.text.as_str();
    let long = |piece: &&str, least: usize| fold(piece).chars().count() >= least;
    let sentences = text.split_inclusive('。').chain(text.split('\n'));
    let mut pieces: Vec<(&str, Kind)> = std::iter::once(text)
        .chain(sentences)
        .filter(|piece| long(piece, LONG))
        .map(|piece| (piece, Kind::Text))
        .collect();
    let clauses = text.split(['。', '\n', '、', '，', '（', '）', '(', ')', '「', '」']);
    pieces.extend(clauses.filter(|c| long(c, CLAUSE)).map(|c| (c, Kind::Text)));
    if internal.name {
        let divides = |c: char| c.is_whitespace() || "、，,・/／（）()：:；;".contains(c);
        let parts = text.split(divides).chain([text]);
        let names = parts.clone().filter(|part| everyday::is_name(&fold(part)));
        pieces.extend(names.map(|part| (part, Kind::Name)));
        let digits = |c: char| !(c.is_numeric() || matches!(c, '-' | '－' | '‐' | '−' | 'ー'));
        let numbers = parts.flat_map(|part| part.split(digits));
        pieces.extend(
            numbers
                .filter(|number| tells_a_number(&fold(number)))
                .map(|number| (number, Kind::Number)),
        );
    }
    pieces
}

/// Digits that are an extension or a telephone number, and no year.
fn tells_a_number(folded: &str) -> bool {
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    let year = folded.parse().is_ok_and(|n: u32| (1900..2100).contains(&n));
    digits >= FEWEST_DIGITS && !year
}
