//! A cycle that is closed: when it may be, what is frozen, and that neither 提出/ nor the register changes its
//! documents any more.

use std::collections::BTreeMap;

use gyokaku::plan::{CycleState, Plan, Target};
use rust_decimal::dec;
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, value, with_code};
use crate::plans;

const FROZEN: &str = "input/令和7年度/確定/record.json";

/// The plan of the tests with its running cycle closed, and one that runs after it.
fn closed() -> Plan {
    let mut plan = plans::small();
    plan.cycles[1].state = CycleState::Closed;
    plan
}

/// Everything that goes to a body, with its bytes.
fn documents(work: &Work) -> BTreeMap<String, Vec<u8>> {
    let mut outputs = work.outputs();
    // record.json and check.json are the program's own lists.
    outputs.retain(|path, _| !path.contains("/点検/") && !path.ends_with(".json"));
    assert!(outputs.len() >= 7, "{:?}", outputs.keys());
    outputs
}

fn report(work: &Work) -> crate::fixture::Run {
    work.run(&["report", CYCLE])
}

/// The form of 01 with this grade of 1-①.
fn graded(work: &Work, plan: &Plan, grade: &str) {
    work.all_returned(plan, &plan.cycles[1], |code, form| {
        if code == "01" {
            let entries: [(&str, Entry); 1] = [("in.item.1_1.grade", grade.into())];
            filling::fill(&form, &entries)
        } else {
            form
        }
    });
}

#[test]
fn only_a_finished_cycle_is_closed() {
    let running = plans::small();
    let work = Work::new(&running);
    graded(&work, &running, "B");
    work.run(&["close"])
        .ended(2)
        .says("O008")
        .says("状態が「実施中」");

    let plan = closed();
    work.register(&plan);
    graded(&work, &plan, "なし");
    let refused = work.run(&["close", CYCLE]).ended(2);
    refused.says("誤り[O008]").says("誤り[V004]");
    assert!(!work.exists(FROZEN));

    graded(&work, &plan, "B");
    work.run(&["close", CYCLE]).ended(0).says(FROZEN);
    let frozen: Json = serde_json::from_slice(&work.bytes(FROZEN)).expect("a record");
    assert_eq!(value(&frozen, "1-1", "grade")["value"], "B");
    assert_eq!(frozen["outputs"], json!([]));
    let register = work.bytes("input/計画台帳.xlsx");
    assert_eq!(work.bytes("input/令和7年度/確定/計画台帳.xlsx"), register);

    // Again: the same is no fault, another is refused and nothing is written over.
    work.run(&["close", CYCLE])
        .ended(0)
        .says("同じ内容で既に確定");
    let bytes = work.bytes(FROZEN);
    graded(&work, &plan, "S");
    work.run(&["close", CYCLE])
        .ended(2)
        .says("O008")
        .says("1-① 進捗評価");
    assert_eq!(work.bytes(FROZEN), bytes);
}

#[test]
fn documents_of_a_closed_cycle_stay_as_they_were() {
    let plan = closed();
    let work = Work::new(&plan);
    graded(&work, &plan, "B");
    report(&work).ended(0);
    let published = documents(&work);
    work.run(&["close", CYCLE]).ended(0);
    report(&work).ended(0).says(FROZEN);
    // Nobody is asked about a cycle that is closed.
    assert!(!work.exists("output/令和7年度/点検/確認依頼"));
    assert!(!work.exists("output/令和7年度/点検/案内文"));
    assert_eq!(with_code(&work.record(), "S004"), Vec::<&Json>::new());
    same(&published, &documents(&work));

    // A late correction is reported with both values and its cell.
    graded(&work, &plan, "S");
    report(&work).ended(0);
    let record = work.record();
    let differs = with_code(&record, "S004");
    let reported_at: Vec<_> = differs
        .iter()
        .map(|d| (d["severity"].clone(), d["file"].clone(), d["sheet"].clone()))
        .collect();
    assert_eq!(
        reported_at,
        [(json!("info"), json!("01.xlsx"), json!("1-①"))],
        "{differs:?}"
    );
    let message = differs[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("「B」") && message.contains("「S」"),
        "{message}"
    );
    assert_eq!(value(&record, "1-1", "grade")["value"], "B");
    same(&published, &documents(&work));

    // So is what is wrong with a form by now, as information.
    graded(&work, &plan, "なし");
    work.run(&["check", CYCLE]).ended(0);
    report(&work).ended(0);
    assert!(!with_code(&work.record(), "S004").is_empty());
    same(&published, &documents(&work));

    // The register goes on; what was published does not.
    let mut later = closed();
    later.items[0].title = "人材の確保".to_owned();
    later.indicators[0].targets = BTreeMap::from([(plans::YEAR, Target::Number(dec!(50)))]);
    later.departments.pop();
    later.items[0].partners.clear();
    later.initiatives[1].responsible = later.initiatives[0].responsible.clone();
    work.register(&later);
    report(&work).ended(0);
    same(&published, &documents(&work));

    work.remove("input/令和7年度/提出/01.xlsx");
    report(&work).ended(0);
    assert_eq!(with_code(&work.record(), "S004").len(), 1);
    work.remove("input/令和7年度/提出");
    report(&work).ended(0);
    same(&published, &documents(&work));
}

fn same(then: &BTreeMap<String, Vec<u8>>, now: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(
        then.keys().collect::<Vec<_>>(),
        now.keys().collect::<Vec<_>>()
    );
    let changed: Vec<&String> = then
        .keys()
        .filter(|path| then[*path] != now[*path])
        .collect();
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn nothing_stands_in_for_a_frozen_record_that_cannot_be_read() {
    let plan = closed();
    let work = Work::new(&plan);
    graded(&work, &plan, "B");
    work.run(&["close", CYCLE]).ended(0);
    let frozen = String::from_utf8(work.bytes(FROZEN)).expect("text");
    for broken in [
        frozen.replace("\"schema\": 1", "\"schema\": 99"),
        frozen.replace("\"year\": 2025", "\"year\": 2020"),
        frozen[..frozen.len() / 2].to_owned(),
    ] {
        work.put(FROZEN, broken.as_bytes());
        for command in ["report", "check", "close"] {
            work.run(&[command, CYCLE]).ended(2).says("O007");
        }
    }
}
