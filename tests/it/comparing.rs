//! `diff` and `explain` as the office runs them: on the terminal, as JSON, and as 変更点.xlsx.

use gyokaku::plan::Plan;
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, rows};
use crate::plans;

/// All forms with these entries in that of 01.
fn returned(work: &Work, plan: &Plan, entries: &[(&str, Entry)]) {
    work.all_returned(plan, &plan.cycles[1], |code, form| {
        if code == "01" {
            filling::fill(&form, entries)
        } else {
            form
        }
    });
}

fn draft(plan: &Plan) -> Work {
    let work = Work::new(plan);
    returned(
        &work,
        plan,
        &[
            ("in.item.1_1.grade", "B".into()),
            ("in.item.1_1.issue", "研修を13回行った。".into()),
            ("in.indicator.1_1_k1.actual", "９７．５".into()),
        ],
    );
    work.report().ended(0);
    let record = work.output("record.json");
    work.put("案.json", &record);
    work
}

#[test]
fn what_moved_between_a_draft_and_the_final_is_listed() {
    let plan = plans::small();
    let work = draft(&plan);
    let draft = work.root().join("案.json").display().to_string();
    // Another spelling in another file is no change.
    returned(
        &work,
        &plan,
        &[
            ("in.item.1_1.grade", "Ｂ".into()),
            ("in.item.1_1.issue", "研修を13回行った。".into()),
            ("in.indicator.1_1_k1.actual", Entry::Number(97.5)),
        ],
    );
    work.run(&["diff", &draft, CYCLE])
        .ended(0)
        .says("変更はありません。");

    returned(
        &work,
        &plan,
        &[
            ("in.item.1_1.grade", "A".into()),
            ("in.item.1_1.issue", "研修を15回行った。".into()),
            ("in.indicator.1_1_k1.actual", Entry::Number(98.5)),
        ],
    );
    let run = work.run(&["diff", &draft, CYCLE]).ended(0);
    run.says("変更 ").says("点検/変更点.xlsx");
    let book = work.output("点検/変更点.xlsx");
    let listed: Vec<Vec<String>> = rows(&book, "新旧対照表")
        .into_iter()
        .filter(|row| row.get(2).is_some_and(|number| number.starts_with("1-①")))
        .map(|row| {
            vec![
                row[1].clone(),
                row[5].clone(),
                row[6].clone(),
                row[7].clone(),
            ]
        })
        .collect();
    let expected = [
        ["評価", "進捗評価", "B", "A"],
        ["文章", "課題", "研修を13回行った。", "研修を15回行った。"],
        ["数値", "実績値（%）", "97.5", "98.5"],
        ["数値", "達成率（%）", "99.5", "100.5"],
        ["数値", "達成の判定", "未達", "達成"],
    ];
    assert_eq!(listed, expected);
    let totals = rows(&book, "集計の変化");
    let total = |name: &str, field: &str| {
        let row = totals.iter().find(|r| r[0] == name && r[1] == field);
        row.map(|r| (r[2].clone(), r[3].clone()))
    };
    let moved = Some(("1".to_owned(), "0".to_owned()));
    assert_eq!(total("総括（改革項目1）", "Bの件数"), moved);

    let run = work
        .run(&["diff", &draft, CYCLE, "--format", "json"])
        .ended(0);
    let all: Json = serde_json::from_str(&run.stdout).expect("JSON alone");
    let grade = &all["differences"][0];
    assert_eq!(
        (&grade["id"], &grade["old"], &grade["new"]),
        (&json!("1-1"), &json!("B"), &json!("A"))
    );
    assert_eq!(grade["new_at"]["file"], "01.xlsx");
}

#[test]
fn what_cannot_be_compared_is_reported() {
    let plan = plans::small();
    let work = draft(&plan);
    work.put("壊れた.json", b"{}");
    let broken = work.root().join("壊れた.json").display().to_string();
    work.run(&["diff", &broken, CYCLE]).ended(2).says("O007");
    work.run(&["diff", "ない.json", CYCLE])
        .ended(2)
        .says("O007");
    work.run(&["diff", "R6", CYCLE]).ended(2).says("O007");
    work.run(&["diff", "R1", CYCLE]).ended(2).says("O006");
    // Two files need no working directory, and leave nothing in one.
    let draft = work.root().join("案.json").display().to_string();
    let elsewhere = Work::empty();
    elsewhere.run(&["diff", &draft, &draft]).ended(0);
    assert_eq!(elsewhere.tree(""), Vec::<String>::new());
    let out = elsewhere.root().join("変更点.xlsx").display().to_string();
    elsewhere
        .run(&["diff", &draft, &draft, "--output", &out])
        .ended(0);
    assert!(elsewhere.exists("変更点.xlsx"));
}

#[test]
fn a_value_is_explained_down_to_its_cell() {
    let plan = plans::small();
    let work = draft(&plan);
    let form = work.bytes("input/令和7年度/提出/01.xlsx");
    let (sheet, cell) = filling::place(&form, "in.indicator.1_1_k1.actual").expect("a place");
    for spelling in ["1-①-K1", "1-1-k1", "１－①－Ｋ１"] {
        work.run(&["explain", spelling])
            .ended(0)
            .says("実績値: 97.5%")
            .says(&format!("01.xlsx › {sheet} › {cell}"))
            .says("記入: 「９７．５」")
            .says("V009")
            .says("実績値 ÷ 目標値 × 100 ＝ 97.5 ÷ 98 × 100（小数第2位を四捨五入）")
            .says("達成率: 99.5%");
    }
    work.run(&["explain", "総括.B"]).ended(0).says("1-①");
    work.run(&["explain", "総括.1.B", "R7"])
        .ended(0)
        .says("÷ 分母 1 × 100");
    work.run(&["explain", "効果額"]).ended(0);
    work.run(&["explain", "2-②"])
        .ended(0)
        .says("所管課: 財政課");
    work.run(&["explain", "1-①-K9"])
        .ended(2)
        .says("O009")
        .says("1-①-K1");
    let run = work.run(&["explain", "1-1", "--format", "json"]).ended(0);
    let tree: Json = serde_json::from_str(&run.stdout).expect("JSON alone");
    assert_eq!(tree["parts"][1]["source"]["typed"], "B");
    // Nothing is written, and a run is not disturbed.
    assert!(!work.exists("output/令和6年度"));
}
