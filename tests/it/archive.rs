//! 確定/ of a closed cycle: what is frozen, that no edit of today changes a byte of its papers, and that what no longer is as
//! it was frozen is reported.

use std::collections::BTreeMap;

use gyokaku::plan::register::office_texts;
use gyokaku::plan::{
    Body, CycleState, Measure, OfficeSection, OfficeText, OfficeTexts, Plan, Target, Term, Theme,
};
use gyokaku::values::FiscalYear;
use rust_decimal::dec;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, with_code};
use crate::plans::{self, past};

pub const FROZEN: &str = "input/令和7年度/確定";

/// Who reads what the office writes in these tests.
const OPEN: [Body; 2] = [Body::Public, Body::Council];

/// A plan with a row in each sheet of the register, and its cycle 令和7年度 finished.
pub fn finished() -> Plan {
    let mut plan = plans::small();
    plan.profile.start = FiscalYear::new(2023);
    plan.profile.philosophy = Some("市民とともに改める。".to_owned());
    plan.cycles[1].state = CycleState::Closed;
    plan.themes = vec![Theme {
        number: Some("1".to_owned()),
        name: "人を育てる".to_owned(),
        description: None,
    }];
    plan.measures = vec![Measure {
        pillar: "2".to_owned(),
        number: "(1)".to_owned(),
        name: "財源の確保".to_owned(),
    }];
    plan.items[1].measure = Some("(1)".to_owned());
    plan.glossary = vec![Term {
        term: "人材".to_owned(),
        explanation: "職員のこと。".to_owned(),
    }];
    plan.past_results = vec![past(2023, "1-①", "B")];
    plan
}

pub fn office(plan: &Plan, bodies: &[Body], text: &str) -> Vec<u8> {
    let line = OfficeText {
        bodies: bodies.to_vec(),
        section: OfficeSection::Foreword,
        text: text.to_owned(),
    };
    let texts = OfficeTexts {
        lines: vec![line],
        ..OfficeTexts::default()
    };
    office_texts::filled(plan, &plan.cycles[1], &texts).expect("a workbook")
}

/// With what came back for two cycles, and 事務局.xlsx of the second.
pub fn returned(plan: &Plan) -> Work {
    let work = Work::new(plan);
    for (cycle, grade) in [(0, "B"), (1, "A")] {
        work.all_returned(plan, &plan.cycles[cycle], |code, form| match code {
            "01" => filling::fill(&form, &[("in.item.1_1.grade", Entry::from(grade))]),
            _ => form,
        });
    }
    work.put(
        "input/令和7年度/事務局.xlsx",
        &office(plan, &OPEN, "公表に当たって"),
    );
    work
}

/// The papers of the bodies below a folder, by their paths there.
pub fn papers(work: &Work, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let files = work.tree(folder).into_iter();
    let bodies = Body::ALL.map(|body| format!("{}/", body.label()));
    let papers = files.filter_map(|path| {
        let below = path.strip_prefix(&format!("{folder}/"))?.to_owned();
        let of_body = bodies.iter().any(|body| below.starts_with(body));
        of_body.then(|| (below, work.bytes(&path)))
    });
    papers.collect()
}

#[track_caller]
pub fn same(then: &BTreeMap<String, Vec<u8>>, now: &BTreeMap<String, Vec<u8>>, why: &str) {
    let names = |papers: &BTreeMap<String, Vec<u8>>| papers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(then), names(now), "{why}");
    let changed: Vec<&String> = then
        .keys()
        .filter(|path| then[*path] != now[*path])
        .collect();
    assert!(changed.is_empty(), "{why}: {changed:?}");
}

pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn what_the_papers_are_made_of_and_the_papers_are_frozen() {
    let plan = finished();
    let work = returned(&plan);
    work.run(&["report", CYCLE]).ended(0);
    let made = papers(&work, "output/令和7年度");
    work.run(&["close", CYCLE]).ended(0).says("目録.json");
    same(&made, &papers(&work, &format!("{FROZEN}/資料")), "as made");
    for (frozen, today) in [
        ("計画台帳.xlsx", "input/計画台帳.xlsx"),
        ("事務局.xlsx", "input/令和7年度/事務局.xlsx"),
    ] {
        assert_eq!(work.bytes(&format!("{FROZEN}/{frozen}")), work.bytes(today));
    }
    let inventory: Json =
        serde_json::from_slice(&work.bytes(&format!("{FROZEN}/目録.json"))).expect("JSON");
    assert_eq!(
        inventory["program"],
        json!(format!("gyokaku {}", env!("CARGO_PKG_VERSION")))
    );
    let listed = inventory["files"].as_array().expect("files").iter();
    let listed: BTreeMap<String, String> = listed
        .map(|file| ["path", "sha256"].map(|key| file[key].as_str().expect("a text").to_owned()))
        .map(|[path, digest]| (path, digest))
        .collect();
    let there = work.tree(FROZEN).into_iter();
    let there: BTreeMap<String, String> = there
        .filter(|path| !path.ends_with("/目録.json"))
        .map(|path| {
            let below = path[FROZEN.len() + 1..].to_owned();
            (below, sha256(&work.bytes(&path)))
        })
        .collect();
    assert_eq!(listed, there);
    assert!(there.contains_key("前回まで/令和6年度/提出の記録.json"));

    // Without the list nobody knows whether what stands there is what was frozen: today's register does not step in.
    work.remove(&format!("{FROZEN}/目録.json"));
    for command in ["report", "check", "status"] {
        work.run(&[command, CYCLE])
            .ended(2)
            .says("O007")
            .says("控えから戻してください");
    }
}

/// An edit of what the office goes on with.
type Edit = (&'static str, fn(&mut Plan));

const EDITS: [Edit; 15] = [
    ("計画", |plan| {
        plan.profile.name = "第2次改革計画".to_owned()
    }),
    ("計画の市", |plan| {
        plan.profile.municipality = "別の市".to_owned()
    }),
    ("計画の期間", |plan| {
        plan.profile.end = FiscalYear::new(2030)
    }),
    ("基本テーマ", |plan| {
        plan.themes[0].name = "人を集める".to_owned()
    }),
    ("改革項目", |plan| {
        plan.pillars[0].name = "市役所".to_owned()
    }),
    ("推進施策", |plan| {
        plan.measures[0].name = "財源の開拓".to_owned()
    }),
    ("実施項目", |plan| {
        plan.items[0].title = "人材の確保".to_owned()
    }),
    ("取組", |plan| {
        plan.initiatives[0].text = "別の取組".to_owned()
    }),
    ("指標", |plan| {
        plan.indicators[0]
            .targets
            .insert(plans::YEAR, Target::Number(dec!(1)));
    }),
    ("組織", |plan| {
        plan.departments[0].division = Some("総務部".to_owned())
    }),
    ("評価区分", |plan| {
        plan.grades[1].name = "おおむね計画どおり".to_owned()
    }),
    ("進捗調査", |plan| {
        plan.cycles[1].due = plans::day((2026, 6, 1))
    }),
    ("状態", |plan| {
        plan.cycles[1].state = CycleState::Published
    }),
    ("会議", |plan| plan.meetings.clear()),
    ("用語", |plan| plan.glossary.clear()),
];

#[test]
fn no_edit_of_today_changes_a_byte() {
    let plan = finished();
    let work = returned(&plan);
    work.run(&["close", CYCLE]).ended(0);
    let then = papers(&work, &format!("{FROZEN}/資料"));
    let holds = |why: &str| {
        work.run(&["report", CYCLE]).ended(0);
        same(&then, &papers(&work, "output/令和7年度"), why);
        assert_eq!(
            with_code(&work.record(), "O016"),
            Vec::<&Json>::new(),
            "{why}"
        );
    };
    for (sheet, edit) in EDITS {
        let mut later = plan.clone();
        edit(&mut later);
        assert_ne!(later, plan, "{sheet}");
        work.register(&later);
        holds(sheet);
    }
    for (why, listed) in [
        (
            "過年度実績に1行",
            vec![past(2023, "1-①", "B"), past(2023, "2-①", "S")],
        ),
        ("過年度実績の値", vec![past(2023, "1-①", "S")]),
        ("過年度実績なし", Vec::new()),
    ] {
        let mut later = plan.clone();
        later.past_results = listed;
        work.register(&later);
        holds(why);
    }
    work.put("input/計画台帳.xlsx", b"no workbook");
    holds("計画台帳が壊れている");
    work.register(&plan);
    work.put(
        "input/令和7年度/事務局.xlsx",
        &office(&plan, &OPEN, "別の文章"),
    );
    holds("事務局.xlsx");
    work.remove("input/令和7年度/事務局.xlsx");
    holds("事務局.xlsx なし");
    work.remove("input/令和6年度/提出");
    holds("前の年度の提出なし");
    work.put("input/令和6年度/確定/record.json", b"{");
    holds("前の年度の別の記録");
    work.remove("input/令和7年度/提出");
    holds("提出なし");
}

#[test]
fn what_is_no_longer_as_it_was_frozen_is_named() {
    let plan = finished();
    let work = returned(&plan);
    work.run(&["close", CYCLE]).ended(0);
    let then = papers(&work, &format!("{FROZEN}/資料"));
    let report = &["report", CYCLE];
    for (path, bytes) in [
        ("事務局.xlsx", office(&plan, &OPEN, "後から直した文章")),
        ("資料/公表/推進状況報告書.pdf", b"%PDF".to_vec()),
    ] {
        let place = format!("{FROZEN}/{path}");
        let frozen = work.bytes(&place);
        work.put(&place, &bytes);
        work.run(report).ended(1).says("O015").says(&place);
        work.put(&place, &frozen);
    }
    // Papers come out otherwise: which, and why.
    let own = work.root().join("書式");
    let templates = own.to_str().expect("a text");
    work.run(&["templates", templates]).ended(0);
    let template = "書式/public/digest.typ";
    let text = String::from_utf8(work.bytes(template)).expect("text") + "\n概要のおわり\n";
    work.put(template, text.as_bytes());
    let all = ["report", CYCLE, "--templates", templates];
    let otherwise = work.run(&all).ended(0);
    otherwise
        .says("O016")
        .says("公表/概要版.pdf")
        .says("差し替えた書式");
    work.run(report).ended(0);
    same(&then, &papers(&work, "output/令和7年度"), "again");
    // A record that is gone is not made anew of what lies in 提出/ today; closing again puts the same back.
    let record = work.bytes(&format!("{FROZEN}/record.json"));
    work.remove(&format!("{FROZEN}/record.json"));
    for command in ["report", "check"] {
        work.run(&[command, CYCLE]).ended(2).says("O007");
    }
    work.run(&["close", CYCLE]).ended(0);
    assert_eq!(work.bytes(&format!("{FROZEN}/record.json")), record);
}

#[test]
fn the_record_of_another_plan_is_no_history_of_this_one() {
    let plan = finished();
    let work = returned(&plan);
    work.run(&["report", "令和6年度"]).ended(0);
    let record = String::from_utf8(work.bytes("output/令和6年度/record.json")).expect("text");
    let place = "input/令和6年度/確定/record.json";
    let report = |record: &str| {
        work.put(place, record.as_bytes());
        work.run(&["report", CYCLE]).ended(0);
        let previous = work.record()["cycle"]["previous"].clone();
        (with_code(&work.record(), "S002").len(), previous)
    };
    assert_eq!(report(&record), (0, json!("令和6年度")));
    // A city or a plan may be named anew.
    assert_eq!(
        report(&record.replace("\"試験市\"", "\"試験町\"")),
        (0, json!("令和6年度"))
    );
    let other = record.replace("\"試験市\"", "\"別の市\"");
    let other = other.replace("\"改革計画\"", "\"別の計画\"");
    assert_eq!(report(&other), (1, Json::Null));
    work.run(&["report", "令和6年度"]).ended(2).says("O007");
}
