//! Words by which a number is not exact, or not yet.

use crate::values::japanese_text::without_space;

/// Words that hold one of those below and say nothing about a number.
const INNOCENT: &[&str] = &[
    "契約", "予約", "節約", "規約", "条約", "要約", "強化", "余裕", "超過",
];

/// Words around a number that make it one that is not exact, or not yet.
const APPROXIMATE: &[&str] = &[
    "見込",
    "みこみ",
    "予定",
    "速報",
    "暫定",
    "推計",
    "推定",
    "試算",
    "概算",
    "概数",
    "約",
    "およそ",
    "おおよそ",
    "おおむね",
    "概ね",
    "ほぼ",
    "だいたい",
    "大体",
    "程度",
    "ほど",
    "くらい",
    "ぐらい",
    "前後",
    "内外",
    "以上",
    "以下",
    "以内",
    "未満",
    "少なくとも",
    "最大",
    "最低",
    "上回",
    "下回",
    "近く",
    "ごろ",
    "ころ",
    "頃",
    "超",
    "余",
    "弱",
    "強",
    "≒",
    "≈",
    "≧",
    "≦",
    "≥",
    "≤",
    "<",
    ">",
    "+α",
    "数十",
    "数百",
    "数千",
    "数件",
    "数人",
    "数回",
    "十数",
    "何",
];

/// The same, where they stand at the end only: 30件程, 90%台, 30～.
const APPROXIMATE_END: &[&str] = &["程", "位", "台", "+", "~"];

/// The first of those words in a folded text.
pub(super) fn approximate(key: &str) -> Option<&'static str> {
    let mut rest = without_space(key);
    for word in INNOCENT {
        rest = rest.replace(word, "");
    }
    let counted = rest.chars().any(|c| c.is_ascii_digit()) || rest.contains(['数', '何']);
    if !counted {
        return None;
    }
    if rest.starts_with('~') {
        return Some("～");
    }
    let end = APPROXIMATE_END.iter().find(|w| {
        rest.strip_suffix(**w)
            .is_some_and(|head| **w != "台" && **w != "位" || !ends_in_digit(head))
    });
    APPROXIMATE
        .iter()
        .find(|w| rest.contains(**w))
        .or(end)
        .copied()
        .map(|word| if word == "~" { "～" } else { word })
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}
