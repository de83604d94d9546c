//! What is no plain number where one belongs: dates, errors, formulas, percentages, shares.

use chrono::NaiveDateTime;
use rust_decimal::dec;

use super::numbers::text;
use super::*;

#[test]
fn percent_cells() {
    let read = |number: f64, percent: bool, unit: &str| {
        let plan = plan_with(Some(dec!(95)), &[dec!(98)]);
        read(
            &plan,
            &cell(CellValue::Number(number), percent),
            actual(),
            number_in(Some(unit)),
            true,
        )
    };
    let parsed = read(0.985, true, "%");
    assert_eq!(number_of(&parsed), Some(dec!(98.5)));
    assert_eq!(codes(&parsed), [Code::ValueSpelling]);
    assert_eq!(codes(&read(0.985, true, "件")), [Code::ValueOtherUnit]);
    assert_eq!(codes(&read(7e28, true, "%")), [Code::ValueNotNumber]);
    assert!(codes(&read(98.5, false, "%")).is_empty());
    assert!(codes(&read(0.985, false, "件")).is_empty());
    let parsed = read(98.5, true, "%");
    assert_eq!(number_of(&parsed), Some(dec!(9850)));
    assert_eq!(codes(&parsed), [Code::ValueSpelling, Code::ValuePercent]);
}

#[test]
fn a_share_where_a_percentage_belongs_is_asked_about() {
    for (number, base, targets, asked) in [
        (0.985, Some(dec!(95)), &[dec!(98)][..], true),
        (1.0, Some(dec!(95)), &[dec!(98)], true),
        (1.0512, Some(dec!(104)), &[dec!(104.5)], true),
        (-0.5, None, &[dec!(20)], true),
        (0.5, None, &[], true),
        (0.3, Some(dec!(0)), &[dec!(20), dec!(40)], true),
        (0.8, Some(dec!(0.9)), &[dec!(0.5)], false),
        (0.8, Some(dec!(2.5)), &[dec!(2)], false),
        (0.9, Some(dec!(78)), &[dec!(1.2)], false),
        (1.2, None, &[dec!(20)], false),
        (0.0, Some(dec!(95)), &[dec!(98)], false),
        (83.4, Some(dec!(78.4)), &[dec!(82)], false),
        (1200.0, Some(dec!(1100)), &[dec!(1500)], false),
    ] {
        let plan = plan_with(base, targets);
        let value = cell(CellValue::Number(number), false);
        let parsed = read(&plan, &value, actual(), number_in(Some("%")), true);
        let expected = if asked {
            vec![Code::ValuePercent]
        } else {
            vec![]
        };
        assert_eq!(codes(&parsed), expected, "{number} {targets:?}");
        assert!(parsed.value.is_some(), "kept: {number}");
        speaks(&parsed);
    }
    let plan = plan_with(Some(dec!(95)), &[dec!(98)]);
    let typed = |t: &str| {
        codes(&read(
            &plan,
            &text_cell(t),
            actual(),
            number_in(Some("%")),
            true,
        ))
    };
    assert_eq!(typed("0.985"), [Code::ValueTextNumber, Code::ValuePercent]);
    assert_eq!(typed("0.985%"), [Code::ValueSpelling]);
}

#[test]
fn dates_where_a_number_belongs() {
    let eaten = NaiveDateTime::from(day(2026, 1, 1));
    let cell = cell(CellValue::Date(eaten), false);
    let parsed = read(&plan(), &cell, actual(), number_in(Some("件")), true);
    assert_eq!(codes(&parsed), [Code::ValueIsDate]);
    let message = &parsed.diagnostics[0].message;
    assert!(
        message.contains("「1-1」") && message.contains("2026-01-01"),
        "{message}"
    );
    for typed in [
        "令和8年3月31日",
        "R8.3.31",
        "2026/3/31",
        "令和7年度",
        "R7",
        "令和7年度末",
        "3月末",
        "3月31日",
        "R8.3月末",
        "令和8年3月現在",
        "12:30",
    ] {
        let parsed = text(typed, Some("件"));
        assert_eq!(codes(&parsed), [Code::ValueIsDate], "{typed}");
    }
}

#[test]
fn errors_and_formulas_without_a_result() {
    for typed in [
        "#REF!",
        "#N/A",
        " #VALUE! ",
        "#DIV/0!",
        "＃ＲＥＦ！",
        "#SPILL!",
        "Err:502",
    ] {
        assert_eq!(codes(&text(typed, None)), [Code::ValueErrorCell], "{typed}");
    }
    let error = cell(CellValue::Error("#REF!".to_owned()), false);
    let parsed = read(&plan(), &error, actual(), number_in(None), true);
    assert_eq!(codes(&parsed), [Code::ValueErrorCell]);
    for typed in ["=SUM(A1:A3)", "＝1+2", " =B3"] {
        let parsed = text(typed, None);
        assert_eq!(codes(&parsed), [Code::ValueNoResult], "{typed}");
        assert!(parsed.diagnostics[0].message.contains("文字のまま"));
    }
    let never = cell(CellValue::NotCalculated, false);
    let parsed = read(&plan(), &never, actual(), number_in(None), true);
    assert_eq!(codes(&parsed), [Code::ValueNoResult]);
    let mut sum = cell(CellValue::Number(13350.0), false);
    sum.formula = Some("11900+1450".to_owned());
    let parsed = read(&plan(), &sum, saving(), number_in(Some("千円")), false);
    assert_eq!(number_of(&parsed), Some(dec!(13350)));
    assert_eq!(codes(&parsed), [Code::ValueFormula]);
}
