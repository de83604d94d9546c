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
        // What lies within another is no second leak.
        let all: Vec<&str> = hits.iter().map(|hit| hit.folded).collect();
        let within = |part: &str| {
            let mut longer = all.iter().filter(|whole| whole.len() > part.len());
            longer.any(|whole| whole.contains(part))
        };
        hits.retain(|hit| !within(hit.folded));
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
                    let telephone = self.folded.contains('-');
                    (alone || telephone) && !public().has_number(&self.folded)
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
    let long = |piece: &&str, least: usize| {
        let folded = fold(piece);
        folded.chars().count() >= least && !everyday::is_figure(&folded)
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The stretches that leak where a text is printed, of internal texts that are names and of others.
    fn leaks(names: &[&str], texts: &[&str], printed: &str) -> Vec<String> {
        let view = json!({
            "departments": ["財政課", "総務部"], "contact": "内線 2345", "year": "2026", "count": "1,234",
            "text": "山田町と協議した。次の会議の期日は未定である。\n大和市の例に倣う。", "grade": ["B", "やや遅れている"], "number": "3-④",
            "status": ["検討", "廃止"],
        });
        let public = Public::new(&[view], &["#text[は、] [。]".to_owned()]);
        let internal = names.iter().map(|t| Internal::name(*t, "x.xlsx › 1 › C1"));
        let internal = internal.chain(texts.iter().map(|t| Internal::new(*t, "x.xlsx › 1 › C2")));
        let search = Search::new(internal.collect());
        let mut text = Folded::of(true);
        for run in printed.split('|') {
            text.cut();
            text.push(run);
        }
        let hits = search.leaks(&text, || &public).into_iter();
        hits.map(|hit| hit.internal[0].text.clone()).collect()
    }

    #[test]
    fn names_are_found_as_words() {
        for (name, printed) in [
            ("山田 太郎", "担当は山田太郎です"),
            ("山田 太郎", "担当山田太郎係長"),
            ("山田 太郎", "山田|太郎"),
            ("山田", "山田課長に確認"),
            ("山田", "記入者：山田"),
            ("長谷部 剛", "長谷部"),
            ("管財係 長谷部", "長谷部"),
            ("ﾊﾔｼ ﾕｳｺ", "ハヤシ ユウコ"),
            ("Tanaka Hiroshi", "ＴＡＮＡＫＡ"),
            ("佐藤 さくら", "佐藤さくらは、"),
        ] {
            assert_eq!(leaks(&[name], &[], printed).len(), 1, "{name} in {printed}");
        }
        for (name, printed) in [
            ("山田", "山田町と協議"),
            ("山田", "小山田の土地"),
            ("大和", "大和市の例"),
            ("財政課", "財政課"),
            ("管財係", "管財係"),
            ("総務部", "総務部"),
            ("課長", "課長"),
            ("未定", "未定"),
            ("担当者", "担当者"),
            ("山田", "小山|田の土地"),
        ] {
            assert_eq!(leaks(&[name], &[], printed), [""; 0], "{name} in {printed}");
        }
    }

    #[test]
    fn numbers_are_found_beside_a_telephone_or_alone() {
        for (number, printed) in [
            ("4821", "内線 4821"),
            ("内線４８２１", "(内線：4821)"),
            ("管財係 内線482", "TEL 482"),
            ("482", "表|482|3"),
            ("1234", "内線1234"),
            ("0297-58-2111", "電話は0297-58-2111です"),
        ] {
            assert_eq!(
                leaks(&[number], &[], printed).len(),
                1,
                "{number} in {printed}"
            );
        }
        for (number, printed) in [
            ("1234", "表|1,234|1234"),
            ("2345", "内線 2345"),
            ("4821", "14,821|4821.5|48210"),
            ("2027", "2027|内線2027"),
            ("12", "12"),
            ("482", "482件を処理した。"),
        ] {
            assert_eq!(
                leaks(&[number], &[], printed),
                [""; 0],
                "{number} in {printed}"
            );
        }
    }

    #[test]
    fn texts_are_found_in_every_spelling_and_joins_of_public_ones_are_none() {
        let note = "予算が足りない見込みである。\n土地（旧職員住宅跡地）は、年度内に隣の会社へ売る方針が固まっている。";
        for printed in [
            "前文。予算が足り|ない見込みである。後文",
            "土地(旧職員住宅跡地)は､年度内に隣の会社へ売る方針が固まっている｡",
            "売る話：年度内に隣の会社へ売る方針が固まっている",
        ] {
            assert_eq!(leaks(&[], &[note], printed).len(), 1, "{printed}");
        }
        for (text, printed) in [
            ("検討の後、廃止を検討する。", "検討の後、廃止を検討する。"),
            ("財政課は廃止を検討している", "財政課は廃止を検討している"),
        ] {
            assert_eq!(leaks(&[], &[text], printed).len(), 1, "{text}");
        }
        for text in [
            "3-④は、B やや遅れている。",
            "次の会議の期日は未定である。",
            "20260331",
            "令和8年3月31日",
            "未定",
        ] {
            assert_eq!(leaks(&[], &[text], text), [""; 0], "{text}");
        }
        assert_eq!(
            leaks(&[], &["最低価格 31,415千円"], "最低価格 31,415千円").len(),
            1
        );
    }
}
