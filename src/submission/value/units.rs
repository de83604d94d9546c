//! Units at the end of a number: the field's own in every spelling, and those that are kept apart. A unit
//! is never converted into another.

use crate::values::japanese_text::{match_key, without_space};

/// Spellings of one unit, the first standing for all. Each is folded as [`folded`] does.
const SAME: &[&[&str]] = &[
    &["%", "パーセント", "ぱーせんと"],
    &[
        "か所", "箇所", "個所", "ヶ所", "ヵ所", "ケ所", "カ所", "ヶ処",
    ],
    &["か月", "箇月", "個月", "ヶ月", "ヵ月", "ケ月", "カ月"],
    &["人", "名"],
    &["歳", "才"],
    &["kg", "キログラム"],
    &["t", "トン"],
    &["m2", "平方メートル", "平米"],
    &["m3", "立方メートル", "立米"],
    &["km", "キロメートル"],
    &["m", "メートル"],
    &["ha", "ヘクタール"],
    &["kwh", "キロワット時"],
    &["l", "リットル"],
    &["ポイント", "pt"],
];

/// Units that are reported as such where they are not the field's own.
const KNOWN: &[&str] = &[
    "兆円",
    "億円",
    "百万円",
    "十万円",
    "万円",
    "千円",
    "円",
    "%",
    "‰",
    "ポイント",
    "割",
    "倍",
    "人日",
    "人月",
    "人回",
    "人",
    "件",
    "回",
    "日間",
    "日",
    "時間",
    "時",
    "分",
    "秒",
    "週間",
    "週",
    "か月",
    "月",
    "年間",
    "年度",
    "年",
    "か所",
    "か国",
    "施設",
    "世帯",
    "戸",
    "棟",
    "室",
    "席",
    "団体",
    "法人",
    "社",
    "事業者",
    "者",
    "組合",
    "組",
    "班",
    "グループ",
    "校",
    "園",
    "館",
    "課",
    "係",
    "部署",
    "市町村",
    "自治体",
    "地区",
    "区画",
    "路線",
    "便",
    "台",
    "両",
    "機",
    "基",
    "回線",
    "本",
    "枚",
    "冊",
    "個",
    "点",
    "部",
    "通",
    "束",
    "セット",
    "口",
    "票",
    "ページ",
    "頁",
    "字",
    "行",
    "曲",
    "作品",
    "講座",
    "コマ",
    "科目",
    "項目",
    "事業",
    "業務",
    "手続",
    "事務",
    "種類",
    "種",
    "品目",
    "品",
    "頭",
    "匹",
    "羽",
    "区",
    "段階",
    "位",
    "番",
    "号",
    "歳",
    "度",
    "℃",
    "kwh",
    "kw",
    "kg",
    "mg",
    "g",
    "t",
    "t-co2",
    "km",
    "cm",
    "mm",
    "m",
    "km2",
    "m2",
    "m3",
    "ha",
    "kl",
    "ml",
    "l",
    "gb",
    "mb",
    "tb",
    "ドル",
    "人/日",
    "人/年",
    "件/年",
    "回/年",
    "時間/人",
    "円/人",
];

/// Width, case, white space and one pair of brackets around it do not count, nor which of its spellings
/// was used.
pub(super) fn folded(unit: &str) -> String {
    let key = without_space(&match_key(unit));
    let inner = key.strip_prefix('(').and_then(|k| k.strip_suffix(')'));
    let key = inner.unwrap_or(&key);
    SAME.iter()
        .find(|same| same.contains(&key))
        .map_or(key, |same| same[0])
        .to_owned()
}

/// Characters at the end of a text among which a unit is looked for, beyond those of the unit itself: for
/// spaces, brackets and longer spellings. A cell can hold a whole report.
const ROOM: usize = 16;

/// What stands before the unit at the end of the text, however the unit is spelled (％, ㎡, k g, （件）).
pub(super) fn before<'t>(text: &'t str, unit: &str) -> Option<&'t str> {
    let unit = folded(unit);
    let (at, _) = text
        .char_indices()
        .rev()
        .take(unit.chars().count() + ROOM)
        .find(|(at, _)| !unit.is_empty() && folded(&text[*at..]) == unit)?;
    Some(&text[..at])
}

/// The known unit at the end of the text for which what stands before it is accepted: its spelling in the
/// list.
pub(super) fn known(text: &str, mut accepted: impl FnMut(&str) -> bool) -> Option<&'static str> {
    KNOWN
        .iter()
        .find(|unit| before(text, unit).is_some_and(&mut accepted))
        .copied()
}

/// Whether the unit is that of a percentage.
pub(super) fn is_percent(unit: &str) -> bool {
    folded(unit) == "%"
}

/// Whether the unit is 円 itself: the only one beside which 億 and 万 may be written.
pub(super) fn is_yen(unit: &str) -> bool {
    folded(unit) == "円"
}

/// Whether the unit is money in any size.
pub(super) fn is_money(unit: &str) -> bool {
    folded(unit).ends_with('円')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_in_many_spellings() {
        for (unit, other) in [
            ("%", "％"),
            ("％", "パーセント"),
            ("㎡", "m2"),
            ("㎡", "平方メートル"),
            ("か所", "ヶ所"),
            ("カ所", "箇所"),
            ("人", "名"),
            ("kg", "ｋｇ"),
            ("kg", "㎏"),
            ("件", "（件）"),
            ("千円", "千 円"),
            ("か月", "ヵ月"),
        ] {
            assert_eq!(folded(unit), folded(other), "{unit} {other}");
        }
        for (unit, other) in [
            ("円", "千円"),
            ("千円", "百万円"),
            ("人", "件"),
            ("月", "か月"),
            ("%", "ポイント"),
            ("時間", "時間/人"),
        ] {
            assert_ne!(folded(unit), folded(other), "{unit} {other}");
        }
    }

    #[test]
    fn what_stands_before_a_unit() {
        assert_eq!(before("30 k g", "kg"), Some("30 "));
        assert_eq!(before("１０（％）", "%"), Some("１０"));
        assert_eq!(before("30人", "件"), None);
        assert_eq!(before("30", ""), None);
    }
}
