//! The middle of a year: what its forms and the year's end show beside the inputs, with what it is compared, and that nobody is
//! called late for a target of the whole year.

use gyokaku::plan::{Cycle, CycleKey, CycleState, Plan};
use gyokaku::values::FiscalYear;
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{Work, rows, value, with_code};
use crate::plans;

/// 令和6年度 is over, 令和7年度中間 runs, and 令和7年度 comes.
fn plan() -> Plan {
    let mut plan = plans::small();
    let [mut before, end] = [0, 1].map(|at| plan.cycles[at].clone());
    before.state = CycleState::Closed;
    let interim = Cycle {
        kind: "中間".to_owned(),
        inquiry_date: plans::day((2025, 10, 1)),
        due: plans::day((2025, 10, 31)),
        ..end.clone()
    };
    let end = Cycle {
        state: CycleState::Preparing,
        ..end
    };
    plan.cycles = vec![before, interim, end];
    plan
}

/// All forms of a cycle; in that of 総務課 the actual of 1-①-K1, whose target is 98, and the grade A.
fn returned(work: &Work, plan: &Plan, cycle: usize, actual: f64) {
    work.all_returned(plan, &plan.cycles[cycle], |code, form| match code {
        "01" => filling::fill(
            &form,
            &[
                ("in.indicator.1_1_k1.actual", Entry::Number(actual)),
                ("in.item.1_1.grade", "A".into()),
            ],
        ),
        _ => form,
    });
}

fn record(work: &Work, cycle: &str) -> Json {
    let bytes = work.bytes(&format!("output/{cycle}/record.json"));
    serde_json::from_slice(&bytes).expect("a record")
}

/// What stands beside the actual of 1-①-K1, and the heading of that column.
fn beside(work: &Work, cycle: &str) -> [String; 2] {
    let form = work.bytes(&format!(
        "output/{cycle}/様式/01_総務課_進捗状況調査票.xlsx"
    ));
    let (sheet, cell) = filling::place(&form, "in.indicator.1_1_k1.actual").expect("a place");
    let text = |cell: &str| filling::cell_text(&form, &sheet, cell).unwrap_or_default();
    [text("D2"), text(&cell.replace('C', "D"))]
}

#[test]
fn half_a_year_is_shown_beside_and_not_judged() {
    let mut plan = plan();
    let work = Work::new(&plan);
    returned(&work, &plan, 0, 97.0);
    work.run(&["report", "R6"]).ended(0);
    work.run(&["close", "R6"]).ended(0);
    work.run(&["forms", "令和7年度中間"]).ended(0);
    let last = ["前回（令和6年度）", "97.0%"].map(str::to_owned);
    assert_eq!(beside(&work, "令和7年度中間"), last);

    returned(&work, &plan, 1, 50.0);
    work.run(&["report", "令和7年度中間"])
        .ended(0)
        .says("件 一致");
    let middle = record(&work, "令和7年度中間");
    assert_eq!(middle["cycle"]["previous"], "令和6年度");
    assert_eq!(*value(&middle, "1-1-k1", "met"), Json::Null);
    assert_eq!(*value(&middle, "1-1-k1", "achievement"), json!("51.0"));
    assert_eq!(with_code(&middle, "C002"), Vec::<&Json>::new());
    let file = |path: &str| work.bytes(&format!("output/令和7年度中間/{path}"));
    let book = file("公表/集計表.xlsx");
    for row in rows(&book, "指標一覧") {
        assert!(
            row.iter().all(|cell| cell != "未達成" && cell != "達成"),
            "{row:?}"
        );
    }
    let csv = String::from_utf8(file("公表/オープンデータ/指標.csv")).expect("CSV");
    let line = csv
        .lines()
        .find(|line| line.contains("1-1-k1,"))
        .expect("a line");
    assert!(
        line.contains("達成率,51,%,") && line.ends_with(','),
        "{line}"
    );
    let report = work
        .root()
        .join("output/令和7年度中間/推進本部/推進状況報告書.pdf");
    let text = work.tool("pdftotext", &[&report.display().to_string(), "-"]);
    let text = text.replace(['\n', ' '], "");
    assert!(
        text.contains("目標を達成したかどうかを判定していません"),
        "{text}"
    );
    assert!(!text.contains("1-①-K1未達"), "{text}");
    work.run(&["explain", "1-①-K1", "令和7年度中間"])
        .ended(0)
        .says("達成の判定: しない");

    // The year's end is held against the year before, and shows the middle beside it.
    plan.cycles[1].state = CycleState::Closed;
    plan.cycles[2].state = CycleState::Running;
    work.register(&plan);
    work.run(&["close", "令和7年度中間"]).ended(0);
    work.run(&["forms"]).ended(0);
    let both = [
        "前回（令和6年度、令和7年度中間）",
        "97.0%\n（令和7年度中間）50.0%",
    ];
    assert_eq!(beside(&work, "令和7年度"), both.map(str::to_owned));
    returned(&work, &plan, 2, 90.0);
    work.report().ended(0).says("件 一致");
    let end = work.record();
    assert_eq!(end["cycle"]["previous"], "令和6年度");
    assert_eq!(*value(&end, "1-1-k1", "previous"), json!("97"));
    assert_eq!(*value(&end, "1-1-k1", "met"), json!(false));
    assert_eq!(with_code(&end, "C002").len(), 1);

    // 比べる回 of the register goes before; 目標の判定 too.
    plan.cycles[2].rules.compared = Some(CycleKey {
        year: FiscalYear::new(2025),
        kind: "中間".to_owned(),
    });
    plan.cycles[2].rules.judged = Some(false);
    work.register(&plan);
    work.report().ended(0).says("件 一致");
    let end = work.record();
    assert_eq!(end["cycle"]["previous"], "令和7年度中間");
    assert_eq!(*value(&end, "1-1-k1", "previous"), json!("50"));
    assert_eq!(*value(&end, "1-1-k1", "met"), Json::Null);
    // The last year's column keeps its own figure.
    let all = rows(&work.output("公表/集計表.xlsx"), "指標一覧");
    let heads = all
        .iter()
        .find(|row| row.contains(&"指標名".to_owned()))
        .expect("heads");
    let at = heads
        .iter()
        .position(|h| h == "令和6年度実績値")
        .expect("a column");
    let row = all.iter().find(|row| row[0] == "1-①-K1").expect("a row");
    assert_eq!(row[at], "97");
}

/// 比べる回 of which nothing is known: that is reported, and nothing older stands in for it.
#[test]
fn what_cannot_be_compared_is_reported() {
    let mut plan = plan();
    plan.cycles[1].state = CycleState::Closed;
    plan.cycles[2].state = CycleState::Running;
    plan.cycles[2].rules.compared = Some(CycleKey {
        year: FiscalYear::new(2025),
        kind: "中間".to_owned(),
    });
    let work = Work::new(&plan);
    returned(&work, &plan, 0, 97.0);
    returned(&work, &plan, 2, 98.0);
    work.report().ended(0).says("S002");
    assert_eq!(work.record()["cycle"]["previous"], Json::Null);
}
