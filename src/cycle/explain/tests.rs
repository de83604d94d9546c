//! The sample's frozen record, explained with the plan of `init`.

use super::*;
use crate::plan::register;

fn explained(subject: &str) -> Option<Explanation> {
    let plan = register::template_plan().expect("the plan of init");
    let text = include_str!("../../../input/令和6年度/確定/record.json");
    let record = CycleRecord::read(text).expect("the sample's frozen record");
    explain(&plan, &record, subject)
}

/// Every node below, with its depth.
fn all(explanation: &Explanation) -> Vec<&Explanation> {
    let mut nodes = vec![explanation];
    nodes.extend(explanation.parts.iter().flat_map(all));
    nodes
}

#[test]
fn any_spelling_of_a_number_will_do() {
    let printed = explained("3-③-K1").expect("an indicator");
    for spelling in ["3-3-k1", "３－③－Ｋ１", "3-③-k1", " 3-3-K1 "] {
        assert_eq!(explained(spelling).as_ref(), Some(&printed), "{spelling}");
    }
    assert!(explained("3-③").expect("an item").label.starts_with("3-③ "));
    assert!(
        explained("3-③-1")
            .expect("an initiative")
            .label
            .starts_with("3-③-1 ")
    );
    assert_eq!(explained("9-⑨"), None);
}

#[test]
fn an_indicator_goes_down_to_its_cell_and_its_formula() {
    let indicator = explained("1-①-K1").expect("an indicator");
    let nodes = all(&indicator);
    let of = |label: &str| nodes.iter().find(|n| n.label == label).expect("a part");
    let actual = of("実績値");
    assert!(
        actual
            .source
            .as_ref()
            .is_some_and(|s| s.at.cell.starts_with('C'))
    );
    let rate = of("達成率").rule.clone().expect("a rule");
    assert!(rate.starts_with("実績値 ÷ 目標値 × 100 ＝ "), "{rate}");
    assert!(of("達成の判定").rule.is_some());
}

#[test]
fn totals_list_what_they_are_made_of() {
    let total = explained("総括.A").expect("a count");
    assert_eq!(total.value.as_deref(), Some("17項目"));
    let share = &total.parts[0];
    assert_eq!(share.value.as_deref(), Some("73.9%"));
    assert!(
        share
            .rule
            .as_deref()
            .is_some_and(|r| r.contains("17 ÷ 分母 23"))
    );
    assert_eq!(total.parts.len(), 1 + 17);
    assert!(total.parts[1..].iter().all(|p| p.source.is_some()));
    let pillar = explained("総括.3.A").expect("a count of a pillar");
    assert_eq!(pillar.parts.len(), 1 + 4);
    let sum = explained("総括.分母").expect("the denominator").rule;
    assert!(sum.is_some_and(|r| r.contains("S 1 ＋ A 17 ＋ B 5")));

    let effect = explained("効果額").expect("effects");
    let kinds: Vec<_> = effect.parts.iter().map(|p| p.value.as_deref()).collect();
    assert_eq!(kinds, [Some("55,860千円"), Some("6,060千円")]);
    let typed = all(&effect).into_iter().filter(|n| n.source.is_some());
    assert!(typed.count() > 3);
}

#[test]
fn what_is_near_is_named() {
    let plan = register::template_plan().expect("the plan of init");
    let text = include_str!("../../../input/令和6年度/確定/record.json");
    let record = CycleRecord::read(text).expect("the sample's frozen record");
    assert!(near(&plan, &record, "3-③-K9").contains(&"3-③-K1".to_owned()));
    assert!(near(&plan, &record, "総活").contains(&"総括".to_owned()));
    assert_eq!(near(&plan, &record, "まったく別のことば").len(), 0);
}
