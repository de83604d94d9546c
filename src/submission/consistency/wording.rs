//! Extensions, telephone numbers, addresses and 庁内限り inside texts that the public will read.

use super::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::Readers;
use crate::values::Value;
use crate::values::japanese_text::match_key;

pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    checked
        .submission
        .answers
        .iter()
        .filter(|(field, _)| field.declared().readers == Readers::Everyone)
        .filter_map(|(field, answer)| {
            let Some(Value::Text(text)) = &answer.value else {
                return None;
            };
            let internal = internal_words(text);
            (!internal.is_empty()).then(|| {
                Diagnostic::new(
                    Code::TextInternal,
                    format!(
                        "{}に「{}」とあります。この欄は、懇談会の資料と公表する資料に載ります。",
                        checked.label(field),
                        internal.join("」「")
                    ),
                    "公開してよいものかを確かめ、よくないものは除いてください。内部の事項は「推進本部資料のみに掲載する事項」の欄に、連絡先は「担当係・内線」の欄に書いてください。",
                )
                .about(&answer.source)
            })
        })
        .collect()
}

/// Marks that are internal wherever they stand.
const MARKS: [&str; 8] = [
    "庁内限り",
    "庁内限",
    "部外秘",
    "対外秘",
    "マル秘",
    "㊙",
    "関係者限り",
    "関係者外秘",
];

/// Words that mark a text as internal where they stand as a mark (in brackets, after ※, as a heading), and
/// that a text may also be about: 「内部資料の電子化」.
const HEADINGS: [&str; 6] = [
    "取扱注意",
    "取り扱い注意",
    "内部資料",
    "非公開",
    "非公表",
    "公表不可",
];

/// What in the text is internal, each as it stands there once folded.
fn internal_words(text: &str) -> Vec<String> {
    let secret = text.contains('㊙');
    let key = match_key(text);
    let mut found: Vec<String> = MARKS
        .iter()
        .filter(|m| key.contains(**m) || (**m == "㊙" && secret))
        .map(|m| (*m).to_owned())
        .collect();
    if found.len() > 1 && found[0] == "庁内限り" && found[1] == "庁内限" {
        found.remove(1);
    }
    found.extend(
        HEADINGS
            .iter()
            .filter(|h| is_heading(&key, h))
            .map(|h| (*h).to_owned()),
    );
    found.extend(extensions(&key));
    found.extend(telephones(&key));
    found.extend(addresses(&key));
    found
}

/// 「（取扱注意）」「※内部資料」「取扱注意：…」, or the word alone on its line.
fn is_heading(key: &str, word: &str) -> bool {
    key.match_indices(word).any(|(at, _)| {
        let before = key[..at]
            .trim_end_matches([' ', '\u{3000}'])
            .chars()
            .next_back();
        let after = key[at + word.len()..].chars().next();
        let opened = matches!(before, Some('(' | '【' | '[' | '<' | '※' | '〈' | '《'));
        let begins = matches!(before, None | Some('\n'));
        let ends = matches!(after, None | Some('\n' | ':' | ')' | '】' | ']'));
        opened || (begins && ends)
    })
}

/// 内線1234, 内線：12-34, ℡1234.
fn extensions(key: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in ["内線", "tel", "ext."] {
        for (at, _) in key.match_indices(word) {
            let inside = key[..at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_ascii_alphanumeric());
            let rest = &key[at + word.len()..];
            let number = rest
                .trim_start_matches("番号")
                .trim_start_matches([':', ' ', '(', '.', '・', '番', '-']);
            let digits: String = number
                .chars()
                .take_while(|c| c.is_ascii_digit() || *c == '-')
                .collect();
            let count = digits.bytes().filter(u8::is_ascii_digit).count();
            if !inside && (2..=6).contains(&count) {
                found.push(format!(
                    "{}{digits}",
                    if word == "内線" { word } else { "TEL" }
                ));
            }
        }
    }
    found
}

/// 0297-58-2111, 0297(58)2111, (0297)58-2111, 090-1234-5678, 0297582111: ten or eleven digits from 0 on, in
/// at most three parts.
fn telephones(key: &str) -> Vec<String> {
    let chars: Vec<char> = key.replace('ー', "-").chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let fresh =
            at == 0 || !(chars[at - 1].is_ascii_digit() || matches!(chars[at - 1], '.' | ','));
        if chars[at] != '0' || !fresh {
            at += 1;
            continue;
        }
        let end = (at..chars.len())
            .find(|i| !(chars[*i].is_ascii_digit() || matches!(chars[*i], '-' | '(' | ')')))
            .unwrap_or(chars.len());
        let number: String = chars[at..end].iter().collect();
        let number = number.trim_end_matches(['-', '(', ')']);
        let opened = at > 0 && chars[at - 1] == '(' && number.contains(')');
        if is_telephone(number) {
            found.push(format!("{}{number}", if opened { "(" } else { "" }));
        }
        at = end.max(at + 1);
    }
    found
}

fn is_telephone(number: &str) -> bool {
    let parts: Vec<&str> = number
        .split(['-', '(', ')'])
        .filter(|p| !p.is_empty())
        .collect();
    let digits: usize = parts.iter().map(|p| p.len()).sum();
    (10..=11).contains(&digits) && matches!(parts.len(), 1 | 3) && parts[parts.len() - 1].len() >= 3
        || digits == 10 && parts.len() == 2 && (2..=5).contains(&parts[0].len())
}

/// someone@city.example.lg.jp.
fn addresses(key: &str) -> Vec<String> {
    let part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    key.match_indices('@')
        .filter_map(|(at, _)| {
            let head: String = key[..at].chars().rev().take_while(|c| part(*c)).collect();
            let head: String = head.chars().rev().collect();
            let tail: String = key[at + 1..].chars().take_while(|c| part(*c)).collect();
            let tail = tail.trim_end_matches(['.', '-']);
            (!head.is_empty() && tail.contains('.')).then(|| format!("{head}@{tail}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::internal_words;

    #[test]
    fn what_the_public_should_not_read() {
        for (text, found) in [
            ("詳しくは人事係（内線1234）へ。", "内線1234"),
            ("担当：総務課 内線：２２５２", "内線2252"),
            ("内線番号 2252", "内線2252"),
            ("℡0297-58-2111", "0297-58-2111"),
            ("人事係（0297-58-2111）まで", "0297-58-2111"),
            ("TEL 2252", "TEL2252"),
            ("電話０２９７－５８－２１１１まで", "0297-58-2111"),
            ("0297(58)2111", "0297(58)2111"),
            ("（0297）58-2111", "(0297)58-2111"),
            ("090-1234-5678", "090-1234-5678"),
            ("03-1234-5678", "03-1234-5678"),
            ("0297ー58ー2111", "0297-58-2111"),
            ("0297582111", "0297582111"),
            (
                "問合せは gyokaku@city.example.lg.jp まで",
                "gyokaku@city.example.lg.jp",
            ),
            ("ｇｙｏ＠ｃｉｔｙ．ｊｐ", "gyo@city.jp"),
            ("【庁内限り】協議中である。", "庁内限り"),
            ("この数字は部外秘とする。", "部外秘"),
            ("㊙ 協議中", "㊙"),
            ("（取扱注意）内定者の数", "取扱注意"),
            ("※内部資料", "内部資料"),
            ("非公開：候補地", "非公開"),
        ] {
            let words = internal_words(text);
            assert!(words.iter().any(|w| w == found), "{text}: {words:?}");
        }
    }

    #[test]
    fn what_a_text_may_be_about() {
        for text in [
            "内線電話を廃止し、スマートフォンに替えた。",
            "電話相談を120件受けた。",
            "内部資料の電子化を進め、印刷を減らした。",
            "取扱注意の表示をそろえた。",
            "審議会を非公開で開いた。",
            "2026-04-01に施行した。令和8年3月31日",
            "0.985から0.990に上がった。",
            "1,234,567,890円",
            "1人当たり0.5時間、10-20件",
            "番号 10000000000",
            "コード 001-002",
            "@city",
            "SNS（@tsukubamirai）で配信した。",
            "hotel123を改修した。",
            "0歳から18歳まで",
        ] {
            assert_eq!(internal_words(text), Vec::<String>::new(), "{text}");
        }
    }
}
