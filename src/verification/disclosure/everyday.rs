//! Words that are no secret by themselves, though they stand where a name belongs: parts of the office, ranks, words for
//! nothing. And the words by which a name or a number shows what it is.

use super::fold::{Script, script};

/// A part of the office, or a rank, ends so.
const OFFICES_AND_RANKS: [&str; 27] = [
    "課",
    "係",
    "班",
    "担当",
    "室",
    "部",
    "局",
    "所",
    "館",
    "園",
    "校",
    "事務局",
    "委員会",
    "本部",
    "チーム",
    "グループ",
    "センター",
    "長",
    "補佐",
    "主幹",
    "参事",
    "主査",
    "主任",
    "主事",
    "技師",
    "員",
    "者",
];
/// Endings that are also those of surnames (服部, 氷室, 長谷部): of a word so short they say nothing.
const ALSO_OF_NAMES: [&str; 7] = ["室", "部", "局", "所", "館", "園", "校"];
const SHORT: usize = 3;
/// For nothing, or for later.
const NOTHING: [&str; 22] = [
    "未定",
    "なし",
    "無し",
    "無",
    "該当なし",
    "不明",
    "不在",
    "空席",
    "欠員",
    "兼務",
    "同上",
    "同左",
    "上記",
    "別紙",
    "後日",
    "後日連絡",
    "調整中",
    "確認中",
    "確認済",
    "担当",
    "本人",
    "内線",
];
/// Characters of eras, dates, amounts and counts.
const UNITS: &str = "令和平成昭年度月日時分第回号頁件人名円千百万億約計";
/// What stands before a telephone number.
const TELEPHONE: [&str; 12] = [
    "内線",
    "内線番号",
    "電話",
    "電話番号",
    "tel",
    "直通",
    "代表",
    "連絡先",
    "fax",
    "ファクス",
    "携帯",
    "ext",
];
/// What stands before a person's name, and after it.
const BEFORE: [&str; 9] = [
    "記入者",
    "確認者",
    "担当者",
    "担当",
    "氏名",
    "課長",
    "係長",
    "所属長",
    "責任者",
];
const AFTER: [&str; 14] = [
    "氏", "様", "殿", "課長", "係長", "部長", "室長", "局長", "補佐", "主幹", "参事", "主査",
    "主任", "主事",
];

/// Whether a folded word may be a person's name, or another word that is a secret.
pub(super) fn is_name(word: &str) -> bool {
    let letters = word.chars().count();
    let says = word
        .chars()
        .any(|c| !matches!(script(c), Script::Digit | Script::Other));
    let office = OFFICES_AND_RANKS
        .iter()
        .any(|end| word.ends_with(end) && (letters > SHORT || !ALSO_OF_NAMES.contains(end)));
    let with_number = TELEPHONE.iter().any(|said| {
        word.strip_prefix(said).is_some_and(|rest| {
            rest.chars()
                .all(|c| matches!(script(c), Script::Digit | Script::Other))
        })
    });
    letters >= 2 && says && !office && !with_number && !NOTHING.contains(&word)
}

/// Whether a folded text is a date, an amount, a count: figures and their units, and nothing of what they are about.
pub(super) fn is_figure(text: &str) -> bool {
    let unit = |c| UNITS.contains(c) || matches!(script(c), Script::Digit | Script::Other);
    text.chars().all(unit)
}

/// Where the word for a telephone begins that stands right before.
pub(super) fn telephone_before(text: &str) -> Option<usize> {
    let word = text.trim_end_matches([':', '(', '・', '.', ',', '、', '-', '[']);
    let said = TELEPHONE.iter().filter(|said| word.ends_with(**said));
    said.map(|said| word.len() - said.len()).min()
}

/// Whether what stands in the same word before and after calls a person.
pub(super) fn calls_a_person(before: &str, after: &str) -> bool {
    BEFORE.iter().any(|word| before.ends_with(word))
        || AFTER.iter().any(|word| after.starts_with(word))
}
