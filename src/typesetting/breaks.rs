//! Where a line of text may break and what of it stays together, from the text alone. In Typst each search with a pattern would
//! begin with a copy of its automaton that remembers nothing, so that to look for the end of a sentence costs more than to set it.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// Nothing, between two signs that Typst would set closer.
    Apart,
    /// A place to break where the text has none.
    Break,
    /// Stays on one line.
    Together(Vec<Piece<'a>>),
}

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It breaks where it may.
    Plain,
    /// Its last three or four characters stay together, so that none stands alone on the last line.
    Sentence,
    /// Its last word stays together, and no short word of katakana is torn.
    Name,
}

/// A line of less (12 kanji, in bytes) has no last line of its own.
const SHORT_SENTENCE: usize = 36;
/// A run of so many characters without a place to break, such as an address or a ruled line, would stick out of its column.
const LONG_RUN: usize = 16;
/// A character that may not begin a line makes a place to break after this one alone.
const ZERO_WIDTH_SPACE: &str = "\u{200b}";

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Patterns, each made once.
struct Patterns {
    run: Option<Regex>,
    closing: Option<Regex>,
    squeezed: Option<Regex>,
    katakana: Option<Regex>,
    sentence_ends: Vec<Regex>,
    name_ends: Vec<Regex>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let before = r"[\p{Han}\p{Hiragana}\p{Katakana}ー、。」』）]";
    let first = r"[\p{Han}\p{Hiragana}\p{Katakana}&&[^々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]]";
    let sentence_ends = [
        // No number and no word of letters is torn before it: that would leave gaps in the line before, where it is justified.
        format!("{before}({first}.{{2}})$"),
        format!("{before}({first}.{{3}})$"),
        // A number with what is counted.
        r"[\p{Han}\p{Hiragana}\p{Katakana}ー、。（]([0-9][0-9.,]*[^0-9 ]{1,4})$".to_owned(),
    ];
    let name_ends = [
        // What stands behind kana or ・,
        r"[\p{Hiragana}・](\p{Han}{2,5}|[\p{Katakana}ー]{2,6})$",
        // else four kanji of many, or three with an ending such as 課,
        r"\p{Han}{2}(\p{Han}{3}[\p{Han}&&[^課局部室会所者数額費率性化]])$",
        // else three characters.
        r"(.{3})$",
    ];
    Patterns {
        run: pattern(r"[^\s\p{Han}\p{Hiragana}\p{Katakana}]+"),
        closing: pattern(r"[\p{Pe}\p{Pf}、。，．！？：；・ー…‥,.!?:;/]"),
        // Typst takes half of a 。 away before a closing bracket; that of BIZ UDP is half an em already.
        squeezed: pattern("[。、．，][）」』】〕］]"),
        katakana: pattern(r"[\p{Katakana}ー]{3,8}・?"),
        sentence_ends: sentence_ends.iter().filter_map(|p| pattern(p)).collect(),
        name_ends: name_ends.iter().filter_map(|p| pattern(p)).collect(),
    }
});

/// What the first of these patterns that is found takes for the end of a text; empty where none is.
fn end_of<'a>(text: &'a str, patterns: &[Regex]) -> &'a str {
    let found = patterns.iter().find_map(|p| p.captures(text));
    found.and_then(|f| f.get(1)).map_or("", |end| end.as_str())
}

/// The pieces of a line without line breaks.
pub(super) fn pieces(line: &str, manner: Manner) -> Vec<Piece<'_>> {
    let mut all = Vec::new();
    match manner {
        Manner::Plain => breakable(line, &mut all),
        Manner::Sentence => sentence(line, &mut all),
        Manner::Name => name(line, &mut all),
    }
    all
}

/// With what keeps two signs from being set closer.
fn apart<'a>(text: &'a str, all: &mut Vec<Piece<'a>>) {
    let mut at = 0;
    for pair in PATTERNS.squeezed.iter().flat_map(|p| p.find_iter(text)) {
        let last = pair.as_str().chars().next_back().map_or(0, char::len_utf8);
        let end = pair.end() - last;
        all.extend([Piece::Text(&text[at..end]), Piece::Apart]);
        at = end;
    }
    all.push(Piece::Text(&text[at..]));
}

/// With a place to break before each character of a long run.
fn breakable<'a>(line: &'a str, all: &mut Vec<Piece<'a>>) {
    let mut at = 0;
    if line.len() >= LONG_RUN {
        for run in PATTERNS.run.iter().flat_map(|p| p.find_iter(line)) {
            if run.as_str().chars().count() >= LONG_RUN {
                apart(&line[at..run.start()], all);
                every_character(run.as_str(), all);
                at = run.end();
            }
        }
    }
    apart(&line[at..], all);
}

/// In a line of what may not begin one (、、、), only a character makes a place to break.
fn every_character<'a>(run: &'a str, all: &mut Vec<Piece<'a>>) {
    let closes = |c: &str| PATTERNS.closing.as_ref().is_some_and(|p| p.is_match(c));
    let (mut last, mut before) = ("", "");
    for character in run.graphemes(true) {
        let third = character == last && character == before;
        all.push(match third && closes(character) {
            true => Piece::Text(ZERO_WIDTH_SPACE),
            false => Piece::Break,
        });
        all.push(Piece::Text(character));
        (before, last) = (last, character);
    }
}

fn sentence<'a>(line: &'a str, all: &mut Vec<Piece<'a>>) {
    let last = line.char_indices().rev().take(16).last();
    let last = last.map_or("", |(at, _)| &line[at..]);
    let end = match line.len() < SHORT_SENTENCE {
        true => "",
        false => end_of(last, &PATTERNS.sentence_ends),
    };
    breakable(&line[..line.len() - end.len()], all);
    together(end, all);
}

fn name<'a>(name: &'a str, all: &mut Vec<Piece<'a>>) {
    let end = end_of(name, &PATTERNS.name_ends);
    let start = &name[..name.len() - end.len()];
    if start.graphemes(true).count() < 4 {
        return breakable(name, all);
    }
    let mut at = 0;
    for word in PATTERNS.katakana.iter().flat_map(|p| p.find_iter(start)) {
        breakable(&start[at..word.start()], all);
        together(word.as_str(), all);
        at = word.end();
    }
    breakable(&start[at..], all);
    together(end, all);
}

fn together<'a>(text: &'a str, all: &mut Vec<Piece<'a>>) {
    if !text.is_empty() {
        let mut inside = Vec::new();
        apart(text, &mut inside);
        all.push(Piece::Together(inside));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` where it may break, `_` where two signs are kept apart, `[…]` what stays together.
    fn shown(line: &str, manner: Manner) -> String {
        fn list(pieces: &[Piece<'_>]) -> String {
            let one = |piece: &Piece<'_>| match piece {
                Piece::Text(text) => text.replace(ZERO_WIDTH_SPACE, "¦"),
                Piece::Apart => "_".to_owned(),
                Piece::Break => "|".to_owned(),
                Piece::Together(inside) => format!("[{}]", list(inside)),
            };
            pieces.iter().map(one).collect()
        }
        list(&pieces(line, manner))
    }

    /// One that could not be made would be left out without a word.
    #[test]
    fn every_pattern_is_made() {
        let Patterns {
            run,
            closing,
            squeezed,
            katakana,
            sentence_ends,
            name_ends,
        } = &*PATTERNS;
        let single = [run, closing, squeezed, katakana];
        assert!(single.iter().all(|pattern| pattern.is_some()));
        assert_eq!((sentence_ends.len(), name_ends.len()), (3, 3));
    }

    #[test]
    fn the_end_of_a_sentence_stays_together() {
        let shown = |line| shown(line, Manner::Sentence);
        assert_eq!(
            shown("窓口のオンライン化を進めた。"),
            "窓口のオンライン化を進[めた。]"
        );
        assert_eq!(
            shown("一人当たりの処理時間は12.5分です。"),
            "一人当たりの処理時間は12.5分[です。]"
        );
        assert_eq!(
            shown("電子申請の利用件数は1,250件"),
            "電子申請の利用件数は[1,250件]"
        );
        assert_eq!(shown("短い文です。"), "短い文です。");
        assert_eq!(
            shown("よくある質問（ＦＡＱ）を用意した。」"),
            "よくある質問（ＦＡＱ）を用意し[た。_」]"
        );
        assert_eq!(shown("a line of letters alone"), "a line of letters alone");
    }

    #[test]
    fn the_last_word_of_a_name_stays_together() {
        let shown = |line| shown(line, Manner::Name);
        assert_eq!(shown("組織・職員の連携強化"), "組織・職員の[連携強化]");
        assert_eq!(shown("デジタル戦略課"), "[デジタル][戦略課]");
        assert_eq!(shown("秘書広報課"), "秘書広報課");
        assert_eq!(
            shown("行政サービスのデジタル化推進"),
            "行政[サービス]の[デジタル][化推進]"
        );
        assert_eq!(
            shown("公共施設の長寿命化計画策定"),
            "公共施設の長寿命化[計画策定]"
        );
    }

    #[test]
    fn a_long_run_breaks_anywhere() {
        let shown = |line: &str| shown(line, Manner::Plain);
        let address = "https://example.jp/";
        assert_eq!(
            shown(address),
            address.chars().map(|c| format!("|{c}")).collect::<String>()
        );
        assert!(shown(&"、".repeat(20)).starts_with("|、|、¦、¦、"));
        assert_eq!(
            shown("１５字までの続きは一つのまま"),
            "１５字までの続きは一つのまま"
        );
        assert_eq!(shown("「です。」と「、」"), "「です。_」と「、_」");
    }

    #[test]
    fn nothing_of_a_text_is_lost() {
        let texts = [
            "",
            "が",
            "㍿ｱｲｳ。」x",
            "、。」".repeat(9).leak(),
            "e\u{301}".repeat(20).leak(),
        ];
        for (text, manner) in texts.iter().flat_map(|text| {
            [Manner::Plain, Manner::Sentence, Manner::Name].map(|manner| (*text, manner))
        }) {
            let kept: String = shown(text, manner)
                .chars()
                .filter(|c| !"|_[]¦".contains(*c))
                .collect();
            assert_eq!(kept, text, "{manner:?}");
        }
    }
}
