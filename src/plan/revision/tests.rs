//! What two registers show of a revision, worked out by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::dec;

use super::*;
use crate::plan::register::template_plan;
use crate::plan::{Change, ChangeSubject};
use crate::plan::{Conversion, Indicator, Item, Target, Termination};
use crate::values::Code;
use crate::values::decimal_text;

const THEN: FiscalYear = FiscalYear::new(2024);
const NOW: FiscalYear = FiscalYear::new(2025);

fn plan() -> Plan {
    template_plan().expect("the template")
}

fn then(before: &Plan) -> Then {
    Then {
        year: THEN,
        plan: Some(before.clone()),
        units: BTreeMap::new(),
        since: NaiveDate::from_ymd_opt(2025, 3, 31).expect("a day"),
    }
}

fn of(before: &Plan, now: &Plan) -> Vec<Revision> {
    revisions(&then(before), (now, NOW))
}

/// Kind, number, old and new of each.
fn lines(before: &Plan, now: &Plan) -> Vec<String> {
    let line = |r: Revision| {
        let text = |t: Option<String>| t.unwrap_or_default();
        format!(
            "{} {} {}→{}",
            r.kind.label(),
            r.number,
            text(r.old),
            text(r.new)
        )
    };
    of(before, now).into_iter().map(line).collect()
}

fn code(number: &str) -> Code {
    Code::derive(number).expect("a code")
}

fn row(number: &str, kind: ChangeKind) -> Change {
    Change {
        date: NaiveDate::from_ymd_opt(2025, 4, 1).expect("a day"),
        number: number.to_owned(),
        subject: ChangeSubject::Entry(code(number)),
        kind,
        old: None,
        new: None,
        conversion: None,
        reason: Some("見直しのため".to_owned()),
        public: true,
    }
}

fn item<'p>(plan: &'p mut Plan, number: &str) -> &'p mut Item {
    let id = code(number);
    let mut items = plan.items.iter_mut();
    items.find(|i| i.id == id).expect("an item")
}

fn indicator<'p>(plan: &'p mut Plan, number: &str) -> &'p mut Indicator {
    let id = code(number);
    let mut indicators = plan.indicators.iter_mut();
    indicators.find(|i| i.id == id).expect("an indicator")
}

#[test]
fn the_same_register_shows_nothing() {
    assert_eq!(of(&plan(), &plan()), []);
}

#[test]
fn a_renumbered_item_is_neither_new_nor_ended() {
    let before = plan();
    let mut now = plan();
    item(&mut now, "2-②").number = "3-⑦".to_owned();
    let next = item(&mut now, "2-③");
    next.number = "2-②".to_owned();
    assert_eq!(
        lines(&before, &now),
        ["改番 3-⑦ 2-②→3-⑦", "改番 2-② 2-③→2-②"]
    );
}

#[test]
fn what_began_ended_and_was_merged() {
    let before = plan();
    let mut now = plan();
    let mut new = now.items[0].clone();
    (new.number, new.id, new.title) = ("1-⑤".to_owned(), code("1-⑤"), "新しい項目".to_owned());
    new.start = Some(NOW);
    now.items.push(new);
    let ended = item(&mut now, "4-④");
    (ended.end, ended.termination) = (Some(THEN), Some(Termination::Completed));
    let merged = item(&mut now, "5-⑤");
    (merged.end, merged.termination) = (Some(THEN), Some(Termination::Merged));
    merged.merged_into = Some("5-③".to_owned());
    assert_eq!(
        lines(&before, &now),
        [
            "新規 1-⑤ →新しい項目",
            "終了 4-④ 行政評価の活用→",
            "統合 5-⑤ 多様な主体との連携→5-③",
        ]
    );
}

#[test]
fn what_moves_with_a_merged_item_has_the_reason_of_the_merger() {
    let before = plan();
    let mut now = plan();
    let merged = item(&mut now, "5-⑤");
    (merged.end, merged.termination) = (Some(THEN), Some(Termination::Merged));
    merged.merged_into = Some("5-③".to_owned());
    let (from, to) = (code("5-⑤"), code("5-③"));
    let own = now.initiatives.iter_mut().find(|i| i.item == from);
    own.expect("an initiative").item = to;
    // One that moves elsewhere is asked about.
    let other = now.initiatives.iter_mut().find(|i| i.item == code("1-①"));
    other.expect("an initiative").item = code("1-②");
    now.changes = vec![row("5-⑤", ChangeKind::Merged)];
    let list = of(&before, &now);
    let moved = list.iter().filter(|r| r.kind == ChangeKind::Moved);
    let reasons: Vec<_> = moved.map(|r| (r.explained, r.reason.as_deref())).collect();
    assert_eq!(reasons, [(false, None), (true, Some("見直しのため"))]);
}

#[test]
fn a_row_gives_the_reason_and_its_own_words() {
    let before = plan();
    let mut now = plan();
    item(&mut now, "1-①").title = "人材の育成と確保".to_owned();
    now.changes = vec![
        Change {
            old: Some("旧名称".to_owned()),
            public: false,
            ..row("1-①", ChangeKind::Renamed)
        },
        row("1-②", ChangeKind::Other),
    ];
    let list = of(&before, &now);
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|r| r.explained));
    assert_eq!(list[0].old.as_deref(), Some("旧名称"));
    assert_eq!(list[0].new.as_deref(), Some("人材の育成と確保"));
    assert_eq!(list[0].reason.as_deref(), Some("見直しのため"));
    assert!(!list[0].public && list[1].public);
    assert_eq!(list[1].number, "1-②");
}

#[test]
fn rows_that_the_frozen_register_had_are_not_listed_again() {
    let mut before = plan();
    before.changes = vec![row("1-②", ChangeKind::Other)];
    let now = before.clone();
    assert_eq!(of(&before, &now), []);
}

#[test]
fn a_department_that_goes_on_under_another_name_is_no_change() {
    let before = plan();
    let mut now = plan();
    let old = item(&mut now, "1-①").leads[0].clone();
    for department in now.departments.iter_mut().filter(|d| d.name == old) {
        department.ends = NaiveDate::from_ymd_opt(2026, 3, 31);
        department.successors = vec!["新しい課".to_owned()];
    }
    item(&mut now, "1-①").leads = vec!["新しい課".to_owned()];
    assert_eq!(lines(&before, &now), Vec::<String>::new());
    item(&mut now, "1-①").leads = vec!["防災課".to_owned()];
    assert_eq!(lines(&before, &now), [format!("所管 1-① {old}→防災課")]);
}

#[test]
fn a_unit_is_named_with_what_becomes_of_earlier_values() {
    let before = plan();
    let mut now = plan();
    let changed = indicator(&mut now, "3-⑤-K1");
    let old = changed.unit.replace("百万円".to_owned()).expect("a unit");
    assert_eq!(lines(&before, &now), [format!("単位 3-⑤-K1 {old}→百万円")]);
    let of_unit = |before: &Plan, now: &Plan| {
        let mut all = remeasured(&then(before), now);
        let one = all.remove(&code("3-⑤-K1"));
        assert_eq!(all, BTreeMap::new());
        one
    };
    let changed = of_unit(&before, &now).expect("another unit");
    assert_eq!(changed.before.unit, Some(old));
    assert_eq!(changed.now.unit.as_deref(), Some("百万円"));
    assert_eq!(changed.conversion, None);

    // A row without 換算 settles nothing.
    now.changes = vec![row("3-⑤-K1", ChangeKind::Unit)];
    let conversion = |now: &Plan| of_unit(&before, now).and_then(|c| c.conversion);
    assert_eq!(conversion(&now), None);
    now.changes[0].conversion = Some(Conversion::Factor(dec!(100)));
    assert_eq!(conversion(&now), Some(Conversion::Factor(dec!(100))));
    // One change after the other.
    let mut second = now.changes[0].clone();
    second.date = NaiveDate::from_ymd_opt(2025, 10, 1).expect("a day");
    second.conversion = Some(Conversion::Factor(dec!(1000)));
    now.changes.push(second.clone());
    assert_eq!(conversion(&now), Some(Conversion::Factor(dec!(100000))));
    // What the earlier register had already is not applied again, even where its reason was reworded since.
    let mut earlier = before.clone();
    indicator(&mut earlier, "3-⑤-K1").unit = Some("百万円".to_owned());
    earlier.changes = vec![now.changes[0].clone()];
    now.changes[0].reason = Some("読みやすくするため".to_owned());
    let since = of_unit(&earlier, &now).expect("another unit");
    assert_eq!(since.conversion, Some(Conversion::Factor(dec!(1000))));
    second.conversion = Some(Conversion::NotCompared);
    now.changes[1] = second;
    assert_eq!(conversion(&now), Some(Conversion::NotCompared));
}

/// Without a register, the record's unit and the days of the rows decide.
#[test]
fn a_cycle_whose_register_was_not_kept() {
    let mut now = plan();
    indicator(&mut now, "3-⑤-K1").unit = Some("百万円".to_owned());
    let mut then = then(&now);
    then.plan = None;
    then.units = BTreeMap::from([(code("3-⑤-K1"), Some("億円".to_owned()))]);
    now.changes = vec![row("3-⑤-K1", ChangeKind::Unit)];
    now.changes[0].conversion = Some(Conversion::Factor(dec!(100)));
    let factor = |then: &Then, now: &Plan| {
        let all = remeasured(then, now);
        all[&code("3-⑤-K1")].conversion
    };
    assert_eq!(factor(&then, &now), Some(Conversion::Factor(dec!(100))));
    now.changes[0].date = then.since;
    assert_eq!(factor(&then, &now), None);
    then.units = BTreeMap::from([(code("3-⑤-K1"), Some("百 万円".to_owned()))]);
    assert_eq!(remeasured(&then, &now), BTreeMap::new());
}

#[test]
fn targets_are_listed_by_year() {
    let before = plan();
    let mut now = plan();
    let year = FiscalYear::new(2026);
    let target = indicator(&mut now, "3-④-K1")
        .targets
        .insert(year, Target::Number(dec!(99999)))
        .expect("a target");
    let unit = indicator(&mut now, "3-④-K1")
        .unit
        .clone()
        .unwrap_or_default();
    let Target::Number(old) = target else {
        panic!("a number")
    };
    assert_eq!(
        lines(&before, &now),
        [format!(
            "目標 3-④-K1 {year} {}{unit}→{year} 99999{unit}",
            decimal_text(old)
        )]
    );
}

/// Targets that are the same in another unit did not change.
#[test]
fn targets_in_another_unit() {
    let before = plan();
    let mut now = plan();
    let changed = indicator(&mut now, "3-⑤-K1");
    changed.unit = Some("百万円".to_owned());
    for target in changed.targets.values_mut() {
        if let Target::Number(number) = target {
            *number *= dec!(100);
        }
    }
    now.changes = vec![row("3-⑤-K1", ChangeKind::Unit)];
    now.changes[0].conversion = Some(Conversion::Factor(dec!(100)));
    assert_eq!(lines(&before, &now), ["単位 3-⑤-K1 億円→百万円"]);
}

#[test]
fn an_initiative_that_moved_is_not_new() {
    let before = plan();
    let mut now = plan();
    let moved = now.initiatives.iter_mut().find(|i| i.id == code("2-④-1"));
    let moved = moved.expect("an initiative");
    (moved.number, moved.item) = ("2-③-9".to_owned(), code("2-③"));
    assert_eq!(lines(&before, &now), ["移動 2-③-9 2-④→2-③"]);
}
