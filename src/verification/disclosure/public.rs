//! What readers of a body may see, as the pieces that its papers are made of: every string and number of the view, every
//! word of the templates and of the workbook. A text is public where it stands in a piece, or where pieces follow each
//! other in it as they do on a page: the end of one, any number of whole ones, the beginning of another.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::fold::{Folded, Script, fold, script};
use crate::values::grouped;

/// Characters of a text up to which it is tried as a join: what is longer is no heading with its value.
const MOST_JOINED: usize = 200;

/// The pieces, folded.
#[derive(Debug)]
pub(super) struct Public {
    /// Each between two `\0`.
    all: Folded,
    pieces: BTreeSet<String>,
}

impl Public {
    /// `words` stand in the papers without being of a view: those of templates come as they are written, with the marks of
    /// their language around them.
    pub fn new(views: &[Json], words: &[String]) -> Self {
        let mut pieces = BTreeSet::new();
        views.iter().for_each(|view| leaves(view, &mut pieces));
        for word in words {
            let parts = word.split(['"', '[', ']', '#', '(', ')', '{', '}', '*', '\n']);
            pieces.extend(parts.map(fold));
        }
        pieces.remove("");
        let mut all = Folded::default();
        for piece in &pieces {
            all.end();
            all.text.push_str(piece);
        }
        all.end();
        Self { all, pieces }
    }

    /// Whether a folded text is one that readers may see.
    pub fn holds(&self, folded: &str) -> bool {
        self.all.text.contains(folded) || self.joined(folded)
    }

    /// Whether a folded text stands somewhere as a word of its own, not as a part of a longer one.
    pub fn has_word(&self, folded: &str) -> bool {
        let mut places = self.all.text.match_indices(folded);
        places.any(|(at, word)| self.all.word(at, at + word.len()) == (at, at + word.len()))
    }

    /// Whether these digits are a figure, a year or any other number that readers may see, with commas or without.
    pub fn has_number(&self, number: &str) -> bool {
        let stands = |number: &str| {
            let mut places = self.all.text.match_indices(number);
            places.any(|(at, _)| is_whole(&self.all, at, at + number.len()))
        };
        let grouped = number.parse().map(|n: u64| grouped(n.into(), 0));
        stands(number) || grouped.is_ok_and(|grouped| stands(&grouped))
    }

    /// Whether the text is made of pieces that follow each other. Marks between them count for nothing.
    fn joined(&self, text: &str) -> bool {
        if text.chars().count() > MOST_JOINED {
            return false;
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).collect();
        let ends = || ends.iter().copied().chain([text.len()]);
        let mut reached: BTreeSet<usize> = ends()
            .filter(|end| self.all.text.contains(&format!("{}\0", &text[..*end])))
            .chain([0])
            .collect();
        while let Some(at) = reached.pop_first() {
            let rest = &text[at..];
            if at > 0 && self.begins(rest) {
                return true;
            }
            for end in ends().filter(|end| *end > at) {
                let part = &text[at..end];
                let mark = || part.chars().all(|c| script(c) == Script::Other);
                if self.pieces.contains(part) || mark() {
                    if end == text.len() {
                        return true;
                    }
                    reached.insert(end);
                }
            }
        }
        false
    }

    /// Whether a piece begins with this text.
    fn begins(&self, text: &str) -> bool {
        let mut from = self.pieces.range(text.to_owned()..);
        from.next().is_some_and(|piece| piece.starts_with(text))
    }
}

/// Whether a stretch neither begins nor ends within a longer number.
pub(super) fn is_whole(text: &Folded, start: usize, end: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let goes_on = |c: Option<char>, next: Option<char>| {
        digit(c) || (matches!(c, Some(',' | '.' | '-')) && digit(next))
    };
    let before = text.before(start);
    let earlier = before.and_then(|c| text.before(start - c.len_utf8()));
    let after = text.after(end);
    let later = after.and_then(|c| text.after(end + c.len_utf8()));
    let stretch = &text.text[start..end];
    let cut_before = digit(stretch.chars().next()) && goes_on(before, earlier);
    let cut_after = digit(stretch.chars().next_back()) && goes_on(after, later);
    !cut_before && !cut_after
}

fn leaves(json: &Json, pieces: &mut BTreeSet<String>) {
    match json {
        Json::String(text) => {
            pieces.insert(fold(text));
            // A text of several lines is printed line by line, and a figure without its commas in open data.
            if text.contains('\n') {
                pieces.extend(text.lines().map(fold));
            }
            if text.contains(',') {
                pieces.insert(fold(&text.replace(',', "")));
            }
        }
        Json::Number(number) => {
            pieces.insert(number.to_string());
        }
        Json::Array(list) => list.iter().for_each(|j| leaves(j, pieces)),
        Json::Object(map) => map.values().for_each(|j| leaves(j, pieces)),
        Json::Null | Json::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn public() -> Public {
        let view = json!({
            "number": "3-④", "title": "財源の拡充と市有財産の有効活用", "grade": ["B", "やや遅れている"],
            "target": "40,000", "unit": "千円", "year": 2026, "office": "行政経営課",
            "text": "山田町と協議した。\n管財係の事務を見直した。",
        });
        Public::new(&[view], &["#text[目標] は、[。]".to_owned()])
    }

    #[test]
    fn joins_of_pieces_are_public() {
        for text in [
            "3-④ 財源の拡充と市有財産の有効活用",
            "3-④は、B やや遅れている。",
            "Ｂ　やや遅れている",
            "目標 40,000千円",
            "活用・B やや遅れ",
            "山田町と協議した。",
        ] {
            assert!(public().holds(&fold(text)), "{text}");
        }
        for text in [
            "3-④は、廃止する。",
            "B 遅れている",
            "目標 41,000千円",
            "財源の拡充は市有財産の有効活用",
            "やや遅れているのは財源の拡充",
        ] {
            assert!(!public().holds(&fold(text)), "{text}");
        }
    }

    #[test]
    fn words_and_numbers_stand_by_themselves() {
        let public = public();
        assert!(public.has_word("行政経営課") && public.has_word("管財係"));
        assert!(!public.has_word("山田") && !public.has_word("経営課"));
        for number in ["40000", "2026"] {
            assert!(public.has_number(number), "{number}");
        }
        for number in ["000", "4000", "202", "40"] {
            assert!(!public.has_number(number), "{number}");
        }
    }
}
