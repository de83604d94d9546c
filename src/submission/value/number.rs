//! Numbers: from number cells, or from text that is plainly one.

use rust_decimal::Decimal;

use super::Parsed;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Cell, CellValue};
use crate::values::japanese_text::{match_key, trimmed, without_space};
use crate::values::{Source, Value, decimal_from_f64, decimal_text};

/// Units that are told apart, never converted.
const KNOWN_UNITS: &[&str] = &[
    "億円",
    "百万円",
    "千円",
    "万円",
    "円",
    "%",
    "ポイント",
    "人",
    "名",
    "件",
    "回",
    "日",
    "時間",
    "か所",
    "箇所",
    "台",
    "kg",
    "t",
    "世帯",
    "団体",
    "校",
    "歳",
    "年",
    "月",
    "分",
];
pub(super) fn number(
    parsed: &mut Parsed,
    cell: &Cell,
    unit: Option<&str>,
    label: &str,
    source: &Source,
) {
    match &cell.value {
        CellValue::Number(n) => number_cell(parsed, *n, cell.percent, unit, label, source),
        CellValue::Text(text) => number_text(parsed, text, unit, label, source),
        CellValue::Date(_) => parsed.refuse(
            Diagnostic::new(
                Code::ValueIsDate,
                format!("{label}が日付になっています。"),
                "「1-1」などが日付に変わったおそれがあります。セルの表示形式を「標準」に戻し、数値を記入し直してください。",
            )
            .about(source),
        ),
        _ => parsed.refuse(not_a_number(label, unit, source)),
    }
}

fn number_cell(
    parsed: &mut Parsed,
    number: f64,
    percent: bool,
    unit: Option<&str>,
    label: &str,
    source: &Source,
) {
    let shown = decimal_from_f64(number).and_then(|value| {
        if percent {
            value.checked_mul(Decimal::ONE_HUNDRED)
        } else {
            Some(value)
        }
    });
    match shown.map(|value| value.normalize()) {
        None => parsed.refuse(not_a_number(label, unit, source)),
        Some(_) if percent && !unit.is_some_and(is_percent) => {
            parsed.refuse(other_unit(label, "%", unit, source));
        }
        Some(value) => {
            parsed.value = Some(Value::Number(value));
            if percent {
                parsed.corrected(label, &decimal_text(value), source);
            }
        }
    }
}

fn is_percent(unit: &str) -> bool {
    matches!(match_key(unit).as_str(), "%" | "パーセント")
}

/// Words that stand for a state of the indicator where a number belongs.
const STATE_WORDS: [&str; 2] = ["未確定", "該当なし"];

fn number_text(parsed: &mut Parsed, text: &str, unit: Option<&str>, label: &str, source: &Source) {
    let folded = without_space(&match_key(text));
    if let Some(word) = STATE_WORDS.iter().find(|w| match_key(w) == folded) {
        parsed.state = Some(word);
        return;
    }
    let digits = unit
        .and_then(|unit| without_unit(text, unit))
        .unwrap_or(text);
    match written_decimal(digits) {
        Some(value) => {
            parsed.value = Some(Value::Number(value));
            parsed.corrected(label, &decimal_text(value), source);
        }
        None => {
            let other = KNOWN_UNITS.iter().find(|u| {
                without_unit(text, u).is_some_and(|rest| written_decimal(rest).is_some())
            });
            parsed.refuse(match other {
                Some(other) => other_unit(label, other, unit, source),
                None => not_a_number(label, unit, source),
            });
        }
    }
}

/// What stands before the unit at the end of the text, however the unit is spelled (％, ㎡, k g).
fn without_unit<'t>(text: &'t str, unit: &str) -> Option<&'t str> {
    let folded = |t: &str| without_space(&match_key(t));
    let unit = folded(unit);
    let (at, _) = text
        .char_indices()
        .rev()
        .find(|(at, _)| !unit.is_empty() && folded(&text[*at..]) == unit)?;
    Some(&text[..at])
}

/// A number as people type one. Digits that only NFKC makes plain (10² would be 102, ① 1) and two
/// numbers in one cell (50, a line break, 60) are none: folding them together would make one up.
fn written_decimal(text: &str) -> Option<Decimal> {
    let plain = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || !c.is_numeric();
    text.chars()
        .all(plain)
        .then(|| plain_decimal(&match_key(trimmed(text))))
        .flatten()
}

/// Digits with 3-digit commas, one sign (▲ △ - +) and a decimal point, and nothing else.
fn plain_decimal(text: &str) -> Option<Decimal> {
    let (negative, digits) = match text.chars().next()? {
        '▲' | '△' | '-' => (true, text.split_at(text.chars().next()?.len_utf8()).1),
        '+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let whole = without_commas(whole.trim_start())?;
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&whole) || fraction.is_some_and(|f| !all_digits(f)) {
        return None;
    }
    let value: Decimal = format!("{whole}.{}", fraction.unwrap_or("0"))
        .parse()
        .ok()?;
    Some(if negative { -value } else { value }.normalize())
}

/// Commas only where they group by three.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    (grouped && rest.iter().all(|g| g.len() == 3)).then(|| whole.replace(',', ""))
}

fn other_unit(label: &str, other: &str, unit: Option<&str>, source: &Source) -> Diagnostic {
    let own = unit.map_or_else(
        || "単位を付けず".to_owned(),
        |u| format!("単位を「{u}」にそろえ"),
    );
    Diagnostic::new(
        Code::ValueOtherUnit,
        format!("{label}に別の単位「{other}」が付いています。"),
        format!("{own}、数字だけを記入してください。"),
    )
    .about(source)
}

fn not_a_number(label: &str, unit: Option<&str>, source: &Source) -> Diagnostic {
    let unit = unit.map(|u| format!("（単位：{u}）")).unwrap_or_default();
    Diagnostic::new(
        Code::ValueNotNumber,
        format!("{label}を数値として読めません。"),
        format!(
            "数字だけを記入してください{unit}。概数や説明は備考に書き、まだ分からないときは「未確定」、対象がないときは「該当なし」と記入してください。"
        ),
    )
    .about(source)
}

#[cfg(test)]
mod tests {
    use super::super::{parse, typed};
    use super::*;
    use crate::form::InputKind;
    use crate::plan::Plan;
    use rust_decimal::dec;

    fn read(value: CellValue, percent: bool, unit: Option<&str>) -> Parsed {
        let cell = Cell {
            value,
            formula: None,
            percent,
            struck: None,
        };
        let kind = InputKind::Number {
            unit: unit.map(str::to_owned),
            places: None,
        };
        let source = Source {
            typed: typed(&cell).unwrap_or_default(),
            ..Source::default()
        };
        parse(&cell, &kind, "実績値", &source, &Plan::default())
    }

    fn text(text: &str, unit: Option<&str>) -> Parsed {
        read(CellValue::Text(text.to_owned()), false, unit)
    }

    #[test]
    fn spellings_of_a_number() {
        for (typed, unit, value) in [
            ("９８．５", Some("%"), dec!(98.5)),
            ("98.5％", Some("%"), dec!(98.5)),
            ("98.5 %", Some("％"), dec!(98.5)),
            ("1,234", None, dec!(1234)),
            ("▲1,234千円", Some("千円"), dec!(-1234)),
            ("△5", None, dec!(-5)),
            ("−5", None, dec!(-5)),
            ("-0.5", None, dec!(-0.5)),
            ("30 件", Some("件"), dec!(30)),
            ("▲ 30\n", None, dec!(-30)),
            ("1,200m²", Some("㎡"), dec!(1200)),
            ("30 k g", Some("kg"), dec!(30)),
        ] {
            let parsed = text(typed, unit);
            assert_eq!(parsed.value, Some(Value::Number(value)), "{typed}");
            assert_eq!(parsed.diagnostics[0].code, Code::ValueSpelling, "{typed}");
        }
    }

    #[test]
    fn doubtful_numbers_are_refused() {
        for (typed, unit, code) in [
            ("約30件", Some("件"), Code::ValueNotNumber),
            ("30件（見込）", Some("件"), Code::ValueNotNumber),
            ("30人", Some("件"), Code::ValueOtherUnit),
            ("5億6,700万円", Some("円"), Code::ValueNotNumber),
            ("1,23", None, Code::ValueNotNumber),
            ("10～20", None, Code::ValueNotNumber),
            ("-", None, Code::ValueNotNumber),
            ("1e5", None, Code::ValueNotNumber),
            ("50\n60", None, Code::ValueNotNumber),
            ("1 234", None, Code::ValueNotNumber),
            ("10²", Some("件"), Code::ValueNotNumber),
            ("10²", Some("㎡"), Code::ValueNotNumber),
            ("①", None, Code::ValueNotNumber),
            ("30 50件", Some("人"), Code::ValueNotNumber),
            ("", Some("件"), Code::ValueNotNumber),
        ] {
            let parsed = text(typed, unit);
            assert_eq!(parsed.value, None, "{typed}");
            assert_eq!(parsed.diagnostics[0].code, code, "{typed}");
        }
    }

    #[test]
    fn percent_cells() {
        let parsed = read(CellValue::Number(0.985), true, Some("%"));
        assert_eq!(parsed.value, Some(Value::Number(dec!(98.5))));
        let parsed = read(CellValue::Number(0.985), true, Some("件"));
        assert_eq!(parsed.diagnostics[0].code, Code::ValueOtherUnit);
        let parsed = read(CellValue::Number(7e28), true, Some("%"));
        assert_eq!(parsed.diagnostics[0].code, Code::ValueNotNumber);
        let parsed = read(CellValue::Number(98.5), false, Some("%"));
        assert!(parsed.diagnostics.is_empty());
    }

    #[test]
    fn words_for_a_state() {
        assert_eq!(text("未確定", Some("%")).state, Some("未確定"));
        assert_eq!(text(" 該当なし ", None).state, Some("該当なし"));
    }
}
