//! Texts as they are compared: NFKC, what prints a character that no font has for that character, small letters, one hyphen
//! and one wave dash, without white space and without what no page prints. Two spellings of one text are one text, and
//! neither a line break nor a font hides anything.

use unicode_normalization::UnicodeNormalization as _;

use crate::typesetting::twin_on_page;

/// The script of a character; where it changes, a word may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Letter,
    Digit,
    /// Punctuation, signs, what divides texts.
    Other,
}

pub(super) fn script(c: char) -> Script {
    match c {
        '0'..='9' => Script::Digit,
        'ぁ'..='ゟ' => Script::Hiragana,
        '゠'..='ヺ' | 'ー'..='ヿ' => Script::Katakana,
        '々' | '〆' | '〇' | '㐀'..='䶿' | '一'..='鿿' | '\u{20000}'..='\u{3ffff}' => {
            Script::Kanji
        }
        c if c.is_alphanumeric() => Script::Letter,
        _ => Script::Other,
    }
}

/// The text as it is compared.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text);
    folded
}

/// Folds a text onto the end of another.
pub(super) fn fold_onto(folded: &mut String, text: &str) {
    let start = folded.len();
    for c in text.chars() {
        match c {
            '!'..='~' => folded.push(c.to_ascii_lowercase()),
            // Most of what is written: these are what NFKC makes of them.
            'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='鿿' | '、' | '。' | '「' | '」' => {
                folded.push(c)
            }
            // A half-width kana and its mark, a kana and a combining mark are one character.
            '\u{ff61}'..='\u{ff9f}' | '\u{3099}' | '\u{309a}' | '\u{300}'..='\u{36f}' => {
                folded.truncate(start);
                let printed: String = text.chars().map(on_page).collect();
                printed.nfkc().for_each(|c| keep(folded, c));
                return;
            }
            c if c <= ' ' => {}
            c => on_page(c).nfkc().for_each(|c| keep(folded, c)),
        }
    }
}

fn on_page(c: char) -> String {
    twin_on_page(c).unwrap_or_else(|| c.into())
}

fn keep(folded: &mut String, c: char) {
    match c {
        '−' | '‐' | '‑' | '–' | '—' | '―' => folded.push('-'),
        '〜' => folded.push('~'),
        '\u{2044}' => folded.push('/'),
        c if printed(c) => folded.extend(c.to_lowercase()),
        _ => {}
    }
}

/// No white space, no control and private characters, no selectors, no ゲタ.
fn printed(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && c != '〓'
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A text that is searched: folded, with the places where one piece ends and another begins (a run of a page, a field of
/// CSV). What breaks over two lines is found across such a place, a short word only between two.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub text: String,
    cuts: Vec<usize>,
    /// Whether it was written for people: among XML, a number or an English word that stands alone says nothing.
    pub prose: bool,
}

impl Folded {
    pub fn of(prose: bool) -> Self {
        Self {
            prose,
            ..Self::default()
        }
    }

    /// Goes on with the same piece.
    pub fn push(&mut self, text: &str) {
        fold_onto(&mut self.text, text);
    }

    /// A piece ends.
    pub fn cut(&mut self) {
        if self.cuts.last() != Some(&self.text.len()) {
            self.cuts.push(self.text.len());
        }
    }

    /// A text ends: nothing is found across this place.
    pub fn end(&mut self) {
        self.text.push('\0');
    }

    /// Whether a piece begins or ends at this place.
    pub fn is_cut(&self, at: usize) -> bool {
        at == 0
            || at == self.text.len()
            || self.cuts.binary_search(&at).is_ok()
            || self.text[..at].ends_with('\0')
            || self.text[at..].starts_with('\0')
    }

    /// The character before a place in the same piece.
    pub fn before(&self, at: usize) -> Option<char> {
        let before = || self.text[..at].chars().next_back();
        if self.is_cut(at) { None } else { before() }
    }

    /// The character after a place in the same piece.
    pub fn after(&self, at: usize) -> Option<char> {
        let after = || self.text[at..].chars().next();
        if self.is_cut(at) { None } else { after() }
    }

    /// The stretch with what goes on in the same script on both sides, as far as the piece goes.
    pub fn word(&self, start: usize, end: usize) -> (usize, usize) {
        let (mut from, mut to) = (start, end);
        let first = self.text[start..end].chars().next().map(script);
        while let Some(c) = self.before(from).filter(|c| Some(script(*c)) == first) {
            from -= c.len_utf8();
        }
        let last = self.text[start..end].chars().next_back().map(script);
        while let Some(c) = self.after(to).filter(|c| Some(script(*c)) == last) {
            to += c.len_utf8();
        }
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typesetting::Fonts;

    #[test]
    fn spellings_are_one_text() {
        for (typed, folded) in [
            ("内線　４８２１", "内線4821"),
            ("ﾌﾟﾛｸﾞﾗﾑの見直し", "プログラムの見直し"),
            ("か\u{3099}い\nき", "がいき"),
            ("㈱みらい　№３", "(株)みらいno3"),
            ("３－④は、Ｂ", "3-4は、b"),
            ("約−5～6", "約-5~6"),
            ("辻\u{e0100}氏〓\u{200b}", "辻氏"),
            ("\u{2f08}件", "人件"),
            ("\u{2ec1}の門、☑済み", "虎の門、✓済み"),
            ("ﾃﾞｼﾞﾀﾙ\u{2ec1}", "デジタル虎"),
            ("CO₂、〱、㊿、①", "co2、/\\、(50)、1"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    /// Whatever prints a character that no font has, the page is found by what was typed.
    #[test]
    fn a_twin_folds_to_what_was_typed() {
        let fonts = Fonts::load(&[]).unwrap();
        let mut twins = 0;
        for c in ('\u{80}'..='\u{1ffff}').filter(|c| !c.is_control()) {
            let typed = c.to_string();
            if fonts.twins(&typed).is_empty() {
                continue;
            }
            twins += 1;
            let printed = fonts.printable(&typed);
            assert_eq!(
                fold(&printed),
                fold(&typed),
                "{typed} U+{:04X}",
                u32::from(c)
            );
        }
        assert!(twins > 400, "{twins}");
    }

    #[test]
    fn a_word_ends_with_its_script_and_its_piece() {
        let mut text = Folded::default();
        text.push("担当山田です");
        text.cut();
        text.push("財政課");
        let at = text.text.find("山田").unwrap();
        let (from, to) = text.word(at, at + "山田".len());
        assert_eq!(&text.text[from..to], "担当山田");
        let at = text.text.find("財政").unwrap();
        let (from, to) = text.word(at, at + "財政".len());
        assert_eq!(&text.text[from..to], "財政課");
        assert_eq!(text.before(at), None);
    }
}
