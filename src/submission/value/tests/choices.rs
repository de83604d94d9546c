//! Grades, closed lists and dates.

use chrono::NaiveDateTime;

use super::*;
use crate::form::OfficeField;
use crate::form::layout::ListKind;

fn grade(typed: &str, older_form: bool) -> Parsed {
    let kind = InputKind::Choice(ListKind::Grade);
    let cell = text_cell(typed);
    let parsed = read_form_of(
        &plan(),
        &cell,
        item(ItemField::Grade),
        kind,
        true,
        older_form,
    );
    speaks(&parsed);
    parsed
}

#[test]
fn grades_by_symbol_name_or_both() {
    let a = Some(Value::Choice("A".to_owned()));
    for typed in ["A", "A 計画どおり", " A "] {
        let parsed = grade(typed, false);
        assert_eq!(
            (parsed.value.clone(), codes(&parsed)),
            (a.clone(), vec![]),
            "{typed}"
        );
    }
    for typed in [
        "Ａ",
        "a",
        "ａ",
        "Ⓐ",
        "「A」",
        "（Ａ）",
        "【A】",
        "計画どおり",
        "計画通り",
        "計画とおり",
        "Ａ　計画どおり",
        "A計画どおり",
        "A：計画どおり",
        "A（計画どおり）",
        "A 計画通り",
        "a.計画どおり",
        "A\n計画どおり",
    ] {
        let parsed = grade(typed, false);
        assert_eq!(parsed.value, a, "{typed}");
        assert_eq!(codes(&parsed), [Code::ValueSpelling], "{typed}");
    }
    for typed in [
        "A評価",
        "AB",
        "A又はB",
        "まあまあ",
        "計画",
        "A 順調",
        "A やや遅れている",
        "なし",
        "-",
        "A-B",
        "AA",
        "5",
    ] {
        let parsed = grade(typed, false);
        assert_eq!(
            (parsed.value.clone(), codes(&parsed)),
            (None, vec![Code::ValueNotGrade]),
            "{typed}"
        );
    }
    assert_eq!(codes(&grade("同上", false)), [Code::ValuePointer]);
}

#[test]
fn the_dropdown_of_an_older_form() {
    let parsed = grade("A 順調", true);
    assert_eq!(parsed.value, Some(Value::Choice("A".to_owned())));
    assert_eq!(codes(&parsed), [Code::ValueDoubtful]);
    // Another grade's name is a contradiction, whatever the form's age.
    for typed in ["A やや遅れている", "C 遅れている", "A", "順調"] {
        let value = grade(typed, true).value;
        let plain = grade(typed, false).value;
        assert_eq!(value, plain, "{typed}");
    }
}

#[test]
fn marks_in_symbols_are_not_dropped() {
    let mut plan = plan();
    plan.grades[2].symbol = "A-".to_owned();
    let read = |typed: &str| {
        let kind = InputKind::Choice(ListKind::Grade);
        read(&plan, &text_cell(typed), item(ItemField::Grade), kind, true).value
    };
    assert_eq!(read("Ａ－"), Some(Value::Choice("A-".to_owned())));
    assert_eq!(read("Ａ"), Some(Value::Choice("A".to_owned())));
    assert_eq!(read("「A」"), None);
}

fn choice(list: ListKind, field: Field, typed: &str) -> Parsed {
    let parsed = read(
        &plan(),
        &text_cell(typed),
        field,
        InputKind::Choice(list),
        false,
    );
    speaks(&parsed);
    parsed
}

#[test]
fn words_of_closed_lists() {
    let status = |t: &str| {
        choice(
            ListKind::Status,
            Field::Initiative(id(), InitiativeField::Status),
            t,
        )
    };
    let state = |t: &str| {
        choice(
            ListKind::IndicatorState,
            Field::Indicator(id(), IndicatorField::State),
            t,
        )
    };
    let kind = |t: &str| {
        choice(
            ListKind::EffectKind,
            Field::Initiative(id(), InitiativeField::EffectKind),
            t,
        )
    };
    assert!(codes(&status("実施中")).is_empty());
    for typed in ["実施 中", "　実施中　x", "「実施中」", "実施中。"] {
        let value = status(typed).value;
        let expected = (!typed.contains('x')).then(|| Value::Choice("実施中".to_owned()));
        assert_eq!(value, expected, "{typed}");
    }
    for (typed, word) in [
        ("該当無し", "該当なし"),
        ("見込み値", "見込値"),
        ("確 定 値", "確定値"),
    ] {
        let parsed = state(typed);
        assert_eq!(
            parsed.value,
            Some(Value::Choice(word.to_owned())),
            "{typed}"
        );
        assert_eq!(codes(&parsed), [Code::ValueSpelling], "{typed}");
    }
    for typed in ["実施", "済", "着手", "なし", "-", "完了・実施中"] {
        assert_eq!(codes(&status(typed)), [Code::ValueNotChoice], "{typed}");
    }
    for typed in ["確定", "−", "なし"] {
        assert_eq!(codes(&state(typed)), [Code::ValueNotChoice], "{typed}");
    }
    assert_eq!(codes(&status("〃")), [Code::ValuePointer]);
    assert_eq!(codes(&status("=B3")), [Code::ValueNoResult]);
    for typed in ["−", "なし", "該当なし"] {
        let parsed = kind(typed);
        assert_eq!(
            (codes(&parsed), parsed.blank),
            (vec![Code::ValueNothing], true),
            "{typed}"
        );
    }
}

fn date(cell: &Cell) -> Parsed {
    let field = Field::Office(OfficeField::ApprovalDate);
    let parsed = read(&plan(), cell, field, InputKind::Date, false);
    speaks(&parsed);
    parsed
}

#[test]
fn dates_of_approval() {
    let wanted = Some(Value::Date(day(2026, 5, 8)));
    for typed in [
        "R8.5.8",
        "r8/5/8",
        "Ｒ８．５．８",
        "令和８年５月８日",
        "2026/5/8",
        "2026.5.8",
        "20260508",
        "2026-05-08",
        "令和8年5月8日（金）",
    ] {
        let parsed = date(&text_cell(typed));
        assert_eq!(
            (&parsed.value, codes(&parsed)),
            (&wanted, vec![Code::ValueSpelling]),
            "{typed}"
        );
    }
    let parsed = date(&text_cell("令和8年5月8日"));
    assert_eq!((&parsed.value, codes(&parsed)), (&wanted, vec![]));
    let parsed = date(&cell(CellValue::Date(day(2026, 5, 8).into()), false));
    assert_eq!((&parsed.value, codes(&parsed)), (&wanted, vec![]));
    for number in [46_150.0, 20_260_508.0] {
        let parsed = date(&cell(CellValue::Number(number), false));
        assert_eq!(
            (&parsed.value, codes(&parsed)),
            (&wanted, vec![Code::ValueSpelling]),
            "{number}"
        );
    }
    for typed in [
        "5/8",
        "5月8日",
        "R8.5",
        "2026/2/30",
        "8.5.8",
        "令和8年5月8日（月）",
        "連休明け",
        "確認 花子",
    ] {
        let parsed = date(&text_cell(typed));
        assert_eq!(
            (parsed.value.clone(), codes(&parsed)),
            (None, vec![Code::ValueNotDate]),
            "{typed}"
        );
    }
    let time = NaiveDateTime::from(day(1899, 12, 31));
    assert_eq!(
        codes(&date(&cell(CellValue::Date(time), false))),
        [Code::ValueNotDate]
    );
    assert_eq!(codes(&date(&text_cell("後日"))), [Code::ValuePointer]);
    assert!(date(&text_cell("－")).blank);
    assert_eq!(codes(&date(&text_cell("#N/A"))), [Code::ValueErrorCell]);
}

#[test]
fn dates_far_from_the_cycle_are_kept_and_asked_about() {
    for (y, m, d, asked) in [
        (2025, 5, 8, true),
        (2026, 3, 9, true),
        (2026, 3, 31, false),
        (2026, 4, 10, false),
        (2026, 9, 30, false),
        (2027, 5, 8, true),
        (2006, 5, 8, true),
    ] {
        let parsed = date(&cell(CellValue::Date(day(y, m, d).into()), false));
        let expected = if asked {
            vec![Code::ValueDoubtful]
        } else {
            vec![]
        };
        assert_eq!(codes(&parsed), expected, "{y}-{m}-{d}");
        assert!(parsed.value.is_some());
    }
}
