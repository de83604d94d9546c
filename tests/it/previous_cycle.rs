//! The cycle before: from its frozen record, else from its 提出/; grades that moved, and last cycle's values beside
//! the inputs, for departments that were renamed or split too.

use gyokaku::plan::Plan;
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{Work, value, with_code};
use crate::plans;

/// Grades of 1-①, 2-① and 2-② in every form of a cycle.
fn returned(work: &Work, plan: &Plan, cycle: usize, grades: [&str; 3]) {
    let names = [
        "in.item.1_1.grade",
        "in.item.2_1.grade",
        "in.item.2_2.grade",
    ];
    work.all_returned(plan, &plan.cycles[cycle], |_, form| {
        let own = filling::names(&form);
        let entries: Vec<(&str, Entry)> = names
            .iter()
            .zip(grades)
            .filter(|(name, _)| own.iter().any(|n| n == *name))
            .map(|(name, grade)| (*name, grade.into()))
            .collect();
        filling::fill(&form, &entries)
    });
}

fn changes(work: &Work) -> [Json; 3] {
    let record = work.record();
    ["1-1", "2-1", "2-2"].map(|id| value(&record, id, "change").clone())
}

#[test]
fn grades_are_compared_with_the_last_cycle() {
    let plan = plans::small();
    let work = Work::new(&plan);
    returned(&work, &plan, 1, ["A", "B", "B"]);
    work.report().ended(0);
    assert_eq!(changes(&work), [Json::Null, Json::Null, Json::Null]);
    assert_eq!(work.record()["cycle"]["previous"], Json::Null);

    returned(&work, &plan, 0, ["C", "S", "B"]);
    work.report().ended(0);
    assert_eq!(changes(&work), ["up", "down", "same"].map(Json::from));
    let record = work.record();
    assert_eq!(record["cycle"]["previous"], "令和6年度");
    assert_eq!(*value(&record, "1-1", "previous_grade"), "C");
    // The plausible actual is the target that the form shows, that of 令和7年度.
    assert_eq!(*value(&record, "1-1-k1", "previous"), json!("98"));
    assert!(work.pdf_text("推進本部").contains("令和6年度"));

    // The frozen record stands for good, whatever lies in 提出/ by now.
    work.run(&["report", "令和6年度"]).ended(0);
    let mut frozen: Json =
        serde_json::from_slice(&work.bytes("output/令和6年度/record.json")).expect("a record");
    frozen["items"][0]["grade"]["value"] = json!("S");
    frozen["items"][2]["grade"]["value"] = json!("対象外");
    // Its counts go with its grades: the figures of a record that contradicts itself would not reconcile.
    for (pillar, then, now) in [("1", "C", "S"), ("2", "B", "対象外")] {
        for part in [
            "/summary/grades/total",
            &format!("/summary/grades/pillars/{pillar}"),
        ] {
            let counts = frozen.pointer_mut(part).expect("counts");
            for (symbol, by) in [(then, -1), (now, 1)] {
                let count = counts[symbol].as_i64().expect("a count");
                counts[symbol] = json!(count + by);
            }
        }
    }
    let frozen = frozen.to_string();
    work.put("input/令和6年度/確定/record.json", frozen.as_bytes());
    work.report().ended(0);
    assert_eq!(changes(&work), ["down", "down", "other"].map(Json::from));

    work.put("input/令和6年度/確定/record.json", b"{");
    work.report().ended(0).says("S002");
    assert_eq!(changes(&work), [Json::Null, Json::Null, Json::Null]);
}

#[test]
fn errors_of_the_last_cycle_are_reported_and_no_error_of_this_one() {
    let plan = plans::small();
    let work = Work::new(&plan);
    returned(&work, &plan, 1, ["A", "A", "A"]);
    returned(&work, &plan, 0, ["A", "なし", "A"]);
    work.report().ended(0).says("確認[S002]");
    assert_eq!(changes(&work), [json!("same"), Json::Null, json!("same")]);
    assert_eq!(with_code(&work.record(), "V004"), Vec::<&Json>::new());
}

/// 税務収納課 became 税務課 and 収納課, and こども課 みらいこども課, on 2026-04-01.
fn reorganised() -> Plan {
    let mut plan = plans::small();
    plan.departments = plans::departments(&[
        "総務課",
        "財政課",
        "市民課",
        "税務課",
        "収納課",
        "みらいこども課",
        "税務収納課",
        "こども課",
    ]);
    for (at, successors) in [(6, vec!["税務課", "収納課"]), (7, vec!["みらいこども課"])]
    {
        let department = &mut plan.departments[at];
        department.ends = Some(plans::day((2026, 3, 31)));
        department.successors = successors.into_iter().map(str::to_owned).collect();
    }
    for department in &mut plan.departments[3..6] {
        department.starts = Some(plans::day((2026, 4, 1)));
    }
    plan.items
        .push(plans::item("2-③", "収納率の向上", "2", "収納課"));
    plan.initiatives
        .push(plans::initiative("2-③-1", "2-③", &["税務課", "収納課"]));
    plan.initiatives
        .push(plans::initiative("2-③-2", "2-③", &["みらいこども課"]));
    plan
}

#[test]
fn successors_see_what_their_predecessor_answered() {
    let plan = reorganised();
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |code, form| match code {
        "07" => filling::fill(
            &form,
            &[
                ("in.initiative.2_3_1.result", "口座振替を勧めた。".into()),
                ("in.initiative.2_3_1.effect_revenue", Entry::Number(12345.0)),
                ("in.initiative.2_3_1.effect_kind", "継続".into()),
                ("in.item.2_3.reason", "目標に届いた。".into()),
            ],
        ),
        "08" => filling::fill(
            &form,
            &[("in.initiative.2_3_2.result", "アプリを配った。".into())],
        ),
        _ => form,
    });
    work.run(&["report", "令和6年度"])
        .ended(0)
        .says("課 5 ＝ 提出済 5 ＋ 未提出 0");
    work.run(&["forms"]).ended(0).says("調査票 6件");
    for (file, name, beside) in [
        (
            "04_税務課",
            "in.initiative.2_3_1.result",
            Some("口座振替を勧めた。"),
        ),
        (
            "05_収納課",
            "in.initiative.2_3_1.result",
            Some("口座振替を勧めた。"),
        ),
        (
            "05_収納課",
            "in.initiative.2_3_1.effect_revenue",
            Some("12,345"),
        ),
        ("05_収納課", "in.item.2_3.reason", Some("目標に届いた。")),
        ("05_収納課", "in.item.2_3.grade", Some("A 計画どおり")),
        ("05_収納課", "in.item.2_3.contact", None),
        (
            "06_みらいこども課",
            "in.initiative.2_3_2.result",
            Some("アプリを配った。"),
        ),
        ("03_市民課", "in.initiative.1_1_2.effect_basis", None),
    ] {
        let path = format!("output/令和7年度/様式/{file}_進捗状況調査票.xlsx");
        let form = work.bytes(&path);
        let (sheet, cell) = filling::place(&form, name).expect("a place");
        let shown = filling::cell_text(&form, &sheet, &cell.replace('C', "D"));
        assert_eq!(shown.as_deref(), beside, "{file} {name}");
        // Last cycle's value stands beside the input, never in it.
        assert_eq!(
            filling::cell_text(&form, &sheet, &cell),
            None,
            "{file} {name}"
        );
    }
    // What stands beside is the form's own: a form that only repeats it says nothing more.
    work.all_returned(&plan, &plan.cycles[1], |_, form| form);
    work.report().ended(0).says("課 6 ＝ 提出済 6 ＋ 未提出 0");
    assert_eq!(with_code(&work.record(), "N004"), Vec::<&Json>::new());
}
