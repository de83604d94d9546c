//! What goes on under another number, in another item or by another department is the same thing: in `diff`, beside the inputs
//! of the next form, and in what is asked.

use std::collections::BTreeSet;

use gyokaku::plan::{CycleState, Department, PastResult, Plan, Termination, YEAR_END};
use gyokaku::values::{Code, FiscalYear};
use rust_decimal::dec;
use serde_json::Value as Json;

use crate::filling::{self, Entry};
use crate::fixture::{Work, with_code};
use crate::plans;

/// Differences as `field id old → new`.
fn differences(work: &Work, old: &str, new: &str) -> BTreeSet<String> {
    let all = work.differences(old, new).into_iter();
    let side = |side: &Json| side.as_str().unwrap_or("－").to_owned();
    all.map(|d| {
        format!(
            "{} {} {}→{}",
            side(&d["field"]),
            side(&d["id"]),
            side(&d["old"]),
            side(&d["new"])
        )
    })
    .collect()
}

/// 市民課 became くらし課, 2-② was merged into 2-① with its 取組, the plan was extended by two years.
fn revised(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.profile.end = FiscalYear::new(2028);
    plan.departments[2].ends = Some(plans::day((2026, 3, 31)));
    plan.departments[2].successors = vec!["くらし課".to_owned()];
    plan.departments.push(Department {
        code: "04".to_owned(),
        name: "くらし課".to_owned(),
        starts: Some(plans::day((2026, 4, 1))),
        ..Department::default()
    });
    let merged = &mut plan.items[2];
    merged.end = Some(FiscalYear::new(2024));
    merged.termination = Some(Termination::Merged);
    merged.merged_into = Some("2-①".to_owned());
    plan.initiatives[1] = plans::initiative("1-①-2", "1-①", &["総務課", "くらし課"]);
    let moved = &mut plan.initiatives[4];
    moved.number = "2-①-3".to_owned();
    moved.item = Code::derive("2-①").expect("a code");
    plan
}

#[test]
fn diff_follows_moves_mergers_and_successors() {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Closed;
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |_, form| form);
    work.run(&["report", "R6"]).ended(0);
    work.run(&["close", "R6"]).ended(0);
    let plan = revised(&plan);
    work.register(&plan);
    work.all_returned(&plan, &plan.cycles[1], |_, form| form);
    work.report().ended(0).says("件 一致");
    let found = differences(&work, "R6", "R7");
    for wanted in [
        "計画の終了年度 plan 令和8年度→令和10年度",
        "終了年度 2-2 －→令和6年度",
        "終了区分 2-2 －→統合",
        "統合先 2-2 －→2-①",
        "属する実施項目 2-2-1 2-② 歳出の見直し→2-① 歳入の確保",
        "番号 2-2-1 2-②-1→2-①-3",
        "課名 04 市民課→くらし課",
    ] {
        assert!(found.contains(wanted), "{wanted}: {found:#?}");
    }
    // The answers are the same ones: neither gone nor new.
    // A plan that is two years longer has more years of 年度別計画.
    for line in found.iter().filter(|line| !line.starts_with("年度別計画")) {
        let answers = line.contains(" 2-2-1 ") || line.contains(" 1-1-2 ");
        let one_sided = line.contains(" －→") || line.ends_with("→－");
        assert!(!(answers && one_sided), "{line}");
    }
}

/// 1-①-2 was 市民課's alone and is 財政課's now.
#[test]
fn an_initiative_that_was_handed_over_shows_who_had_it() {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Closed;
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |code, form| match code {
        "03" => filling::fill(
            &form,
            &[
                ("in.initiative.1_1_2.result", "窓口を改めた。".into()),
                ("in.initiative.1_1_2.effect_saving", Entry::Number(1200.0)),
                ("in.initiative.1_1_2.effect_kind", "継続".into()),
            ],
        ),
        _ => form,
    });
    work.run(&["report", "R6"]).ended(0);
    work.run(&["close", "R6"]).ended(0);
    plan.initiatives[1] = plans::initiative("1-①-2", "1-①", &["総務課", "財政課"]);
    work.register(&plan);
    work.run(&["forms"]).ended(0);
    let beside = |file: &str, name: &str| {
        let form = work.bytes(&format!("output/令和7年度/様式/{file}_進捗状況調査票.xlsx"));
        let (sheet, cell) = filling::place(&form, name).expect("a place");
        filling::cell_text(&form, &sheet, &cell.replace('C', "D"))
    };
    let result = "in.initiative.1_1_2.result";
    assert_eq!(
        beside("02_財政課", result).as_deref(),
        Some("市民課：窓口を改めた。")
    );
    let saving = "in.initiative.1_1_2.effect_saving";
    assert_eq!(
        beside("02_財政課", saving).as_deref(),
        Some("市民課：1,200")
    );
    // 総務課 had it before and goes on with its own.
    let own = beside("01_総務課", result).expect("its own");
    assert!(!own.contains("市民課"), "{own}");
}

/// 29,000千円 in 過年度実績, 28,900,000千円 now: yen, as it seems.
#[test]
fn an_effect_is_held_against_the_item_in_past_results() {
    let mut plan = plans::small();
    plan.past_results.push(PastResult {
        year: FiscalYear::new(2023),
        kind: YEAR_END.to_owned(),
        number: "2-①".to_owned(),
        id: Code::derive("2-①").expect("a code"),
        grade: None,
        actual: None,
        effect: Some(dec!(29000)),
        reference: None,
    });
    let work = Work::new(&plan);
    let effect = |amount: f64| {
        work.all_returned(&plan, &plan.cycles[1], |code, form| match code {
            "02" => filling::fill(
                &form,
                &[
                    ("in.initiative.2_1_1.effect_revenue", Entry::Number(amount)),
                    ("in.initiative.2_1_1.effect_kind", "単年度".into()),
                    ("in.initiative.2_1_1.effect_basis", "決算額".into()),
                ],
            ),
            _ => form,
        });
        work.run(&["check"]).ended(0);
        let found: Json = serde_json::from_slice(&work.output("点検/点検結果.json")).expect("JSON");
        let all = found.as_array().expect("a list").clone();
        all.into_iter()
            .filter(|d| d["code"] == "C008")
            .map(|d| d["message"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let asked = effect(28_900_000.0);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        asked[0].contains("令和5年度のこの実施項目の 29,000千円"),
        "{asked:?}"
    );
    assert_eq!(effect(31_000.0), Vec::<String>::new());
}

#[test]
fn nothing_is_asked_of_two_effects_that_differ() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let of = |amount: f64| {
        [
            ("in.initiative.1_1_2.effect_saving", Entry::Number(amount)),
            ("in.initiative.1_1_2.effect_kind", "単年度".into()),
            ("in.initiative.1_1_2.effect_basis", "委託料の差額".into()),
        ]
    };
    for (second, asked) in [(300.0, 2), (301.0, 0)] {
        work.all_returned(&plan, &plan.cycles[1], |code, form| match code {
            "01" => filling::fill(&form, &of(300.0)),
            "03" => filling::fill(&form, &of(second)),
            _ => form,
        });
        work.report().ended(0);
        assert_eq!(with_code(&work.record(), "C017").len(), asked, "{second}");
    }
}
