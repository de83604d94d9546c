//! 計画期間の総括 in the papers of the plan's last year, with values worked out by hand.

use gyokaku::plan::{CycleState, EffectCounting, PastResult, Plan, Termination, YEAR_END};
use gyokaku::values::{Code, FiscalYear};
use rust_decimal::dec;

use crate::filling::{self, Entry};
use crate::fixture::{Work, rows};
use crate::plans;

/// 令和5年度 to 令和7年度: of the first year 過年度実績 alone is known, the second is closed, the last is reported on.
fn plan() -> Plan {
    let mut plan = plans::small();
    plan.profile.start = FiscalYear::new(2023);
    plan.profile.end = FiscalYear::new(2025);
    plan.cycles[0].state = CycleState::Closed;
    let year = FiscalYear::new;
    plan.items[0].planned_effects = [(year(2023), dec!(500)), (year(2024), dec!(600))].into();
    plan.items[1].planned_effects = [(year(2024), dec!(1000)), (year(2025), dec!(1100))].into();
    let past = |number: &str, grade: Option<&str>, effect| PastResult {
        year: year(2023),
        kind: YEAR_END.to_owned(),
        number: number.to_owned(),
        id: Code::derive(number).expect("a code"),
        grade: grade.map(str::to_owned),
        actual: None,
        effect,
        reference: None,
    };
    plan.past_results = vec![
        past("1-①", Some("B"), Some(dec!(120))),
        past("2-②", Some("C"), Some(dec!(-20))),
    ];
    plan
}

/// The forms of a cycle: 総務課 reports 単年度 `single`, 財政課 継続 `continuing`.
fn returned(work: &Work, plan: &Plan, cycle: usize, single: f64, continuing: f64) {
    let effect = |initiative: &'static str, amount: f64, kind: &'static str| {
        [
            (
                format!("in.initiative.{initiative}.effect_revenue"),
                Entry::Blank,
            ),
            (
                format!("in.initiative.{initiative}.effect_saving"),
                Entry::Number(amount),
            ),
            (
                format!("in.initiative.{initiative}.effect_kind"),
                kind.into(),
            ),
        ]
    };
    work.all_returned(plan, &plan.cycles[cycle], |code, form| {
        let mine = match code {
            "01" => effect("1_1_1", single, "単年度"),
            "02" => effect("2_1_1", continuing, "継続"),
            _ => return form,
        };
        // Nothing else has an effect.
        let names = filling::names(&form);
        let blank = names.iter().filter(|name| name.contains(".effect_"));
        let mut entries: Vec<(&str, Entry)> =
            blank.map(|name| (name.as_str(), Entry::Blank)).collect();
        entries.extend(
            mine.iter()
                .map(|(name, entry)| (name.as_str(), entry.clone())),
        );
        filling::fill(&form, &entries)
    });
}

/// The rows of the effects: planned, 単年度, 継続, listed, all.
fn effects(work: &Work, body: &str) -> Vec<[String; 6]> {
    let name = if body == "推進本部" {
        "推進本部/資料3_集計表.xlsx"
    } else {
        "公表/集計表.xlsx"
    };
    let all = rows(&work.output(name), "計画期間の総括");
    let at = all.iter().position(|row| row[1] == "年度").expect("heads");
    let below = all[at + 1..].iter().take_while(|row| !row[1].is_empty());
    below
        .map(|row| [1, 2, 3, 4, 5, 6].map(|column| row[column].clone()))
        .collect()
}

#[test]
fn the_last_year_looks_back_upon_the_whole_plan() {
    let mut plan = plan();
    let work = Work::new(&plan);
    returned(&work, &plan, 0, 300.0, 1000.0);
    work.run(&["report", "R6"]).ended(0);
    assert!(!work.exists("output/令和6年度/公表/オープンデータ/計画期間の効果額.csv"));
    work.run(&["close", "R6"]).ended(0);
    // 2-② ended with 令和6年度.
    plan.items[2].end = Some(FiscalYear::new(2024));
    plan.items[2].termination = Some(Termination::Merged);
    plan.items[2].merged_into = Some("2-①".to_owned());
    work.register(&plan);
    returned(&work, &plan, 1, 50.0, 1200.0);
    work.report().ended(0).says("件 一致");
    let line = |cells: [&str; 6]| cells.map(str::to_owned);
    let expected = [
        line(["令和5年度", "500", "", "", "100", "100"]),
        line(["令和6年度", "1600", "300", "1000", "", "1300"]),
        line(["令和7年度", "1100", "50", "1200", "", "1250"]),
        line(["合計", "3200", "350", "2200", "100", "2650"]),
    ];
    for body in ["推進本部", "公表"] {
        assert_eq!(effects(&work, body), expected, "{body}");
        let text = work.pdf_text(body);
        for wanted in [
            "計画期間の総括",
            "継続の効果額は、報告のあった年度ごとに数えています",
            "2,650",
            "令和6年度で統合（2-①へ）",
        ] {
            assert!(text.contains(wanted), "{body}: {wanted}");
        }
    }
    assert!(!work.pdf_text("懇談会").contains("計画期間の総括"));
    let page = String::from_utf8(work.output("公表/ホームページ/index.html")).expect("a page");
    assert!(page.contains("計画期間の総括") && page.contains("2,650"));
    let csv =
        String::from_utf8(work.output("公表/オープンデータ/計画期間の評価.csv")).expect("CSV");
    // The item that ended is there with both its years.
    let ended: Vec<&str> = csv.lines().filter(|l| l.starts_with("2-2,")).collect();
    assert_eq!(ended.len(), 2, "{csv}");
    assert!(ended[0].ends_with("2023,C"), "{ended:?}");
    let checks = rows(&work.output("点検/検算.xlsx"), "全ての突合せ");
    let held = |what: &str| {
        checks
            .iter()
            .filter(|row| row[1] == what && row[6] == "一致")
            .count()
    };
    assert!(held("計画期間の総括 合計 効果額") > 4);

    // Counted in the first year alone: 1,200 of 令和7年度 is 令和6年度's effect going on.
    plan.profile.effect_counting = EffectCounting::FirstYear;
    work.register(&plan);
    work.report().ended(0).says("件 一致");
    let expected = [
        line(["令和7年度", "1100", "50", "0", "", "50"]),
        line(["合計", "3200", "350", "1000", "100", "1450"]),
    ];
    assert_eq!(effects(&work, "公表")[2..], expected);
    assert!(
        work.pdf_text("公表")
            .contains("初めて報告のあった年度だけに数えています")
    );
}
