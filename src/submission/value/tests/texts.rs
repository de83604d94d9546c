//! Texts, and the words that stand for none.

use chrono::NaiveDateTime;
use proptest::prelude::*;

use super::*;
use crate::form::{IndicatorState, OfficeField};

fn long(field: Field, typed: &str, needed: bool) -> Parsed {
    let parsed = read(
        &plan(),
        &text_cell(typed),
        field,
        InputKind::LongText,
        needed,
    );
    speaks(&parsed);
    parsed
}

fn result() -> Field {
    Field::Initiative(id(), InitiativeField::Result)
}

#[test]
fn pointers_are_refused_in_any_field() {
    for field in [
        item(ItemField::Reason),
        item(ItemField::Issue),
        item(ItemField::PublicNote),
        result(),
        Field::Indicator(id(), IndicatorField::Note),
        Field::Office(OfficeField::Note),
    ] {
        for typed in [
            "同上",
            "〃",
            "別紙のとおり",
            "※",
            "前回と同じ",
            "後日",
            "未定",
            "空欄",
        ] {
            for needed in [true, false] {
                let parsed = long(field.clone(), typed, needed);
                assert_eq!(parsed.value, None);
                assert_eq!(codes(&parsed), [Code::ValuePointer], "{field:?} {typed}");
            }
        }
    }
}

#[test]
fn words_for_nothing_by_field() {
    for typed in ["なし", "特になし。", "−", "該当なし", "N/A"] {
        for field in [item(ItemField::Issue), item(ItemField::Next)] {
            let parsed = long(field, typed, false);
            assert_eq!(
                parsed.value,
                Some(Value::Text("該当なし".to_owned())),
                "{typed}"
            );
            assert_eq!(codes(&parsed), [Code::ValueNothing], "{typed}");
        }
        for field in [
            item(ItemField::PublicNote),
            item(ItemField::InternalNote),
            result(),
            Field::Initiative(id(), InitiativeField::EffectBasis),
            Field::Indicator(id(), IndicatorField::Note),
            Field::Office(OfficeField::Note),
        ] {
            let parsed = long(field, typed, false);
            assert!(parsed.blank && parsed.value.is_none(), "{typed}");
            assert_eq!(codes(&parsed), [Code::ValueNothing], "{typed}");
        }
        for field in [item(ItemField::Reason), result()] {
            let parsed = long(field, typed, true);
            assert!(!parsed.blank && parsed.value.is_none(), "{typed}");
            assert_eq!(codes(&parsed), [Code::ValuePointer], "{typed}");
        }
    }
}

#[test]
fn a_qualitative_actual_may_say_its_state() {
    let actual = |typed: &str, needed: bool| {
        let kind = InputKind::QualitativeActual;
        read(&plan(), &text_cell(typed), super::actual(), kind, needed)
    };
    assert_eq!(
        actual("該当なし", true).state,
        Some(IndicatorState::NotApplicable)
    );
    assert_eq!(actual("集計中", true).state, Some(IndicatorState::NotYet));
    assert_eq!(codes(&actual("－", true)), [Code::ValuePointer]);
    assert!(actual("－", false).blank);
    let words = "工程表の作成を終えた。";
    assert_eq!(
        actual(words, true).value,
        Some(Value::Text(words.to_owned()))
    );
}

#[test]
fn texts_stay_as_typed() {
    for typed in [
        "課題はなし。",
        "同上の理由により、９８．５％となった。",
        "①㈱髙﨑と協定を結んだ。",
        "=SUM(A1)と書いた",
        "約30件",
        "R8.3末",
    ] {
        let parsed = long(item(ItemField::Reason), typed, true);
        assert_eq!(parsed.value, Some(Value::Text(typed.to_owned())));
        assert!(codes(&parsed).is_empty(), "{typed}");
    }
    let parsed = long(item(ItemField::Reason), "#REF!", true);
    assert_eq!(codes(&parsed), [Code::ValueErrorCell]);
    let parsed = long(item(ItemField::Reason), &"字".repeat(401), true);
    assert_eq!(codes(&parsed), [Code::TextLong]);
}

#[test]
fn other_values_in_a_text_field() {
    let read = |value: CellValue| {
        let field = Field::Indicator(id(), IndicatorField::AsOf);
        read(
            &plan(),
            &cell(value, false),
            field,
            InputKind::ShortText,
            false,
        )
    };
    let parsed = read(CellValue::Date(day(2026, 3, 31).into()));
    assert_eq!(parsed.value, Some(Value::Text("令和8年3月31日".to_owned())));
    assert_eq!(codes(&parsed), [Code::ValueSpelling]);
    let noon = NaiveDateTime::from(day(1899, 12, 31)) + chrono::TimeDelta::hours(12);
    assert_eq!(
        read(CellValue::Date(noon)).value,
        Some(Value::Text("12:00".to_owned()))
    );
    assert_eq!(
        read(CellValue::Number(2211.0)).value,
        Some(Value::Text("2211".to_owned()))
    );
    // As a form that is sent again gives it back.
    let parsed = read(CellValue::Text("TRUE".to_owned()));
    assert_eq!(codes(&parsed), [Code::ValueNotText]);
    let parsed = read(CellValue::Bool(true));
    assert_eq!(
        (parsed.value.clone(), codes(&parsed)),
        (None, vec![Code::ValueNotText])
    );
}

proptest! {
    /// Any text that is no word for nothing is kept to the letter.
    #[test]
    fn any_text_is_kept(typed in "[^\\p{C}\\s#]{2,40}\\PC{0,40}") {
        prop_assume!(super::super::nothing::whole(&typed).is_none());
        prop_assume!(!typed.to_lowercase().starts_with("err:"));
        let parsed = long(item(ItemField::Reason), &typed, true);
        let kept = crate::values::japanese_text::trimmed(&typed).to_owned();
        prop_assert_eq!(parsed.value, Some(Value::Text(kept)));
    }
}
