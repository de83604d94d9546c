//! Numbers.

use proptest::prelude::*;
use rust_decimal::dec;

use super::*;
use crate::form::IndicatorState;
use crate::values::grouped;

pub(super) fn text(text: &str, unit: Option<&str>) -> Parsed {
    let parsed = read(&plan(), &text_cell(text), actual(), number_in(unit), true);
    speaks(&parsed);
    parsed
}

#[test]
fn spellings_of_a_number() {
    for (typed, unit, value) in [
        ("９８．５", Some("%"), dec!(98.5)),
        ("98.5％", Some("%"), dec!(98.5)),
        ("98.5 %", Some("％"), dec!(98.5)),
        ("98.5（%）", Some("%"), dec!(98.5)),
        ("98.5パーセント", Some("%"), dec!(98.5)),
        ("1,234", None, dec!(1234)),
        ("１，２３４", None, dec!(1234)),
        ("1，234，567", None, dec!(1234567)),
        ("▲1,234千円", Some("千円"), dec!(-1234)),
        ("△5", None, dec!(-5)),
        ("−5", None, dec!(-5)),
        ("－５", None, dec!(-5)),
        ("ー5", None, dec!(-5)),
        ("–5", None, dec!(-5)),
        ("マイナス5", None, dec!(-5)),
        ("+5", None, dec!(5)),
        ("＋５", None, dec!(5)),
        ("(1,234)", None, dec!(-1234)),
        ("（１，２３４）", None, dec!(-1234)),
        ("（1,234千円）", Some("千円"), dec!(-1234)),
        ("(1,234)千円", Some("千円"), dec!(-1234)),
        ("(0)", None, dec!(0)),
        ("▲0", None, dec!(0)),
        ("30 件", Some("件"), dec!(30)),
        ("３０ 件", Some("件"), dec!(30)),
        ("30名", Some("人"), dec!(30)),
        ("12ヶ所", Some("か所"), dec!(12)),
        ("▲ 30\n", None, dec!(-30)),
        ("1,200m²", Some("㎡"), dec!(1200)),
        ("1,200平方メートル", Some("㎡"), dec!(1200)),
        ("30 k g", Some("kg"), dec!(30)),
        ("13.4時間／人", Some("時間/人"), dec!(13.4)),
        ("6.58億円", Some("億円"), dec!(6.58)),
        ("567万円", Some("万円"), dec!(567)),
        ("￥1,200", Some("円"), dec!(1200)),
        ("5億6,700万円", Some("円"), dec!(567000000)),
        ("５億６，７００万円", Some("円"), dec!(567000000)),
        ("1.2億円", Some("円"), dec!(120000000)),
        ("3千万円", Some("円"), dec!(30000000)),
        ("▲2万5,000円", Some("円"), dec!(-25000)),
        ("1兆2億3万4", Some("円"), dec!(1000200030004)),
        ("007", None, dec!(7)),
    ] {
        let parsed = text(typed, unit);
        assert_eq!(parsed.value, Some(Value::Number(value)), "{typed}");
        assert_eq!(codes(&parsed), [Code::ValueSpelling], "{typed}");
    }
}

#[test]
fn numbers_stored_as_text() {
    for (typed, value) in [
        ("98.5", dec!(98.5)),
        (" 480 ", dec!(480)),
        ("-3", dec!(-3)),
        ("98.50", dec!(98.5)),
        ("0", dec!(0)),
    ] {
        let parsed = text(typed, Some("件"));
        assert_eq!(parsed.value, Some(Value::Number(value)), "{typed}");
        assert_eq!(codes(&parsed), [Code::ValueTextNumber], "{typed}");
    }
}

#[test]
fn about_a_number_or_one_to_come() {
    for (typed, unit) in [
        ("約30件", Some("件")),
        ("約 ３０", None),
        ("およそ30件", Some("件")),
        ("概ね30件", Some("件")),
        ("30件程度", Some("件")),
        ("30件ほど", Some("件")),
        ("30件程", Some("件")),
        ("30くらい", None),
        ("30件前後", Some("件")),
        ("30件（見込）", Some("件")),
        ("30（見込み）", Some("件")),
        ("見込30件", Some("件")),
        ("30件の見込み", Some("件")),
        ("30件（R8.3末見込）", Some("件")),
        ("30件予定", Some("件")),
        ("30（速報値）", Some("件")),
        ("100%以上", Some("%")),
        ("30件以下", Some("件")),
        ("30未満", None),
        ("30件超", Some("件")),
        ("30件弱", Some("件")),
        ("30人強", Some("人")),
        ("30余人", Some("人")),
        ("90%台", Some("%")),
        ("30～", None),
        ("～30", None),
        ("≒30", None),
        (">30", None),
        ("30件+α", Some("件")),
        ("数十件", Some("件")),
        ("約5億円", Some("円")),
        ("約30～40件", Some("件")),
    ] {
        let parsed = text(typed, unit);
        assert_eq!(parsed.value, None, "{typed}");
        let told = codes(&parsed);
        let range = typed.contains("30～40");
        assert!(
            told == [Code::ValueApproximate] || (range && told == [Code::ValueSeveral]),
            "{typed}: {told:?}"
        );
    }
    let told = &text("30件（見込）", Some("件")).diagnostics[0];
    assert!(told.hint.contains("見込値"), "{}", told.hint);
    let cell = text_cell("約1,250");
    let told = read(&plan(), &cell, saving(), number_in(Some("千円")), false);
    assert_eq!(codes(&told), [Code::ValueApproximate]);
    assert!(told.diagnostics[0].hint.contains("算定根拠"));
}

#[test]
fn two_values_or_a_range() {
    for (typed, unit) in [
        ("30～40", None),
        ("30〜40件", Some("件")),
        ("30-40", None),
        ("30－40", None),
        ("30、40", None),
        ("30/40", None),
        ("1-1", None),
        ("98・5", None),
        ("50\n60", None),
        ("30件\n40件", Some("件")),
        ("30 50件", Some("人")),
        ("30件（32件）", Some("件")),
        ("30→32", None),
        ("15件中3件", Some("件")),
        ("100＋20", None),
        ("補助台数:150台、普及率:21.3%", Some("台")),
        ("補助台数：150台、普及率：21.3％", Some("%")),
        ("市内20件 市外10件", Some("件")),
    ] {
        let parsed = text(typed, unit);
        assert_eq!(parsed.value, None, "{typed}");
        assert_eq!(codes(&parsed), [Code::ValueSeveral], "{typed}");
    }
}

#[test]
fn another_unit_is_never_converted() {
    for (typed, unit) in [
        ("30人", Some("件")),
        ("30人", None),
        ("80分", Some("時間")),
        ("1,250円", Some("千円")),
        ("1,250千円", Some("円")),
        ("1,250千円", Some("百万円")),
        ("5百万円", Some("円")),
        ("5百万円", Some("千円")),
        ("6億円", Some("千円")),
        ("5億6,700万円", Some("千円")),
        ("5億6,700万円", Some("億円")),
        ("￥1,200", Some("千円")),
        ("1.2万人", Some("人")),
        ("1万8千人", Some("人")),
        ("98.5%", Some("件")),
        ("3.2ポイント", Some("%")),
        ("30本", Some("冊")),
        ("13.4時間", Some("時間/人")),
        ("9割", Some("%")),
    ] {
        let parsed = text(typed, unit);
        assert_eq!(parsed.value, None, "{typed}");
        assert_eq!(codes(&parsed), [Code::ValueOtherUnit], "{typed}");
    }
    let told = &text("1,250円", Some("千円")).diagnostics[0];
    assert!(told.message.contains("「円」"), "{}", told.message);
    assert!(told.hint.contains("換算しません"), "{}", told.hint);
}

#[test]
fn what_is_no_number() {
    for (typed, unit) in [
        ("1,23", None),
        ("98,5", Some("%")),
        ("1e5", None),
        ("1 234", None),
        ("10²", Some("件")),
        ("10²", Some("㎡")),
        ("①", None),
        ("件", Some("件")),
        ("三十", None),
        ("98.5。", None),
        ("▲(30)", None),
        ("▲▲5", None),
        ("±5", None),
        ("98.5.1", None),
        ("契約30件", Some("件")),
        ("延べ30人", Some("人")),
        ("30件（確定）", Some("件")),
        ("工程表を作成した。", Some("件")),
        ("99999999999999999999999999999999", None),
        ("0.12345678901234567890123456789012345", None),
    ] {
        let parsed = text(typed, unit);
        assert_eq!(parsed.value, None, "{typed}");
        assert_eq!(codes(&parsed), [Code::ValueNotNumber], "{typed}");
    }
    let told = read(
        &plan(),
        &text_cell("多数"),
        saving(),
        number_in(Some("千円")),
        false,
    );
    let hint = &told.diagnostics[0].hint;
    assert!(
        hint.contains("算定根拠") && !hint.contains("備考"),
        "{hint}"
    );
}

/// A whole report pasted into a cell of numbers: read in no time, whatever unit is looked for.
#[test]
fn long_texts_where_a_number_belongs() {
    for part in ["工程表を作成した。", "30件、", "約", "(", "億", " ", "9"] {
        let typed = format!("x{}x", part.repeat(32_000 / part.len()));
        assert_eq!(text(&typed, Some("件")).value, None);
    }
}

#[test]
fn words_where_a_number_belongs() {
    for (typed, state) in [
        ("未確定", "未確定"),
        ("未定", "未確定"),
        ("集計中", "未確定"),
        (" 該当なし ", "該当なし"),
        ("該当無し", "該当なし"),
        ("なし", "該当なし"),
        ("非該当", "該当なし"),
    ] {
        let parsed = text(typed, Some("%"));
        assert_eq!(
            parsed.state.map(IndicatorState::label),
            Some(state),
            "{typed}"
        );
        assert!(codes(&parsed).is_empty(), "{typed}");
    }
    for typed in [
        "-",
        "−",
        "－",
        "ー",
        "―",
        "同上",
        "別紙のとおり",
        "※",
        "後日",
        "調整中",
        "〃",
    ] {
        assert_eq!(codes(&text(typed, None)), [Code::ValuePointer], "{typed}");
    }
    // The state says 未確定 or 該当なし already.
    let parsed = read(&plan(), &text_cell("－"), actual(), number_in(None), false);
    assert_eq!(
        (codes(&parsed), parsed.blank),
        (vec![Code::ValueNothing], true)
    );
    let effect = |t: &str| {
        read(
            &plan(),
            &text_cell(t),
            saving(),
            number_in(Some("千円")),
            false,
        )
    };
    for typed in ["なし", "該当なし", "−", "-", "―"] {
        let parsed = effect(typed);
        assert_eq!(
            (codes(&parsed), parsed.blank),
            (vec![Code::ValueNothing], true),
            "{typed}"
        );
        speaks(&parsed);
    }
    for typed in ["同上", "未確定", "後日"] {
        assert_eq!(codes(&effect(typed)), [Code::ValuePointer], "{typed}");
    }
    assert_eq!(number_of(&effect("０")), Some(dec!(0)));
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

proptest! {
    /// Any decimal in any accepted spelling reads back exactly.
    #[test]
    fn every_spelling_reads_back(
        mantissa in -99_999_999_999_i64..=99_999_999_999,
        scale in 0_u32..=6,
        sign in 0_usize..4,
        wide in any::<bool>(),
        commas in any::<bool>(),
        unit in prop::sample::select(vec!["", "件", "%", "％", "㎡", "千円", "時間/人", "か所", "kg"]),
        space in prop::sample::select(vec!["", " ", "\u{3000}", "\n"]),
        brackets in any::<bool>(),
    ) {
        let value = Decimal::new(mantissa, scale).normalize();
        let digits = if commas { grouped(value.abs(), 0) } else { value.abs().to_string() };
        let written = match (value.is_sign_negative() && !value.is_zero(), brackets) {
            (true, true) => format!("({digits})"),
            (true, false) => format!("{}{digits}", ["▲", "△", "-", "−"][sign]),
            (false, _) => digits,
        };
        let written = if wide { full_width(&written) } else { written };
        let typed = format!("{space}{written}{space}{unit}{space}");
        let own = (!unit.is_empty()).then_some(unit);
        let parsed = text(&typed, own);
        prop_assert_eq!(number_of(&parsed), Some(value), "{}", typed);
        prop_assert_eq!(parsed.diagnostics.len(), 1, "{}", typed);
    }

    /// Whatever stands there, there is a value, a state, a blank that is told or a refusal, and no panic.
    #[test]
    fn any_text_ends_somewhere(typed in "\\PC{0,12}|[0-9約～,.%件（）▲−億万千円=#]{1,10}", unit in "|件|%|円|千円") {
        let unit = (!unit.is_empty()).then_some(unit.as_str());
        for field in [actual(), saving()] {
            let parsed = read(&plan(), &text_cell(&typed), field, number_in(unit), true);
            let told = parsed.diagnostics.iter().any(|d| d.code.severity() == crate::diagnostic::Severity::Error);
            prop_assert!(parsed.value.is_some() || parsed.state.is_some() || parsed.blank || told, "{}", typed);
            prop_assert!(parsed.value.is_none() || !told, "{}", typed);
        }
    }

    /// Any number that a cell of numbers holds is taken as it is shown.
    #[test]
    fn number_cells_are_taken(mantissa in -9_999_999_999_i64..=9_999_999_999, scale in 0_u32..=4) {
        let value = Decimal::new(mantissa, scale).normalize();
        let number: f64 = value.to_string().parse().expect("a number");
        let parsed = read(&plan(), &cell(CellValue::Number(number), false), actual(), number_in(Some("件")), true);
        prop_assert_eq!(number_of(&parsed), Some(value));
        prop_assert!(parsed.diagnostics.is_empty());
    }
}
