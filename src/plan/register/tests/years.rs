//! What is for a plan that goes on for years: names of levels and bodies, rules of a cycle, planned effects, 変更.

use chrono::NaiveDate;
use rust_decimal::dec;

use super::faults::{Book, reported};
use crate::plan::*;
use crate::values::{Code, FiscalYear};

fn code(number: &str) -> Code {
    Code::derive(number).expect("a code")
}

#[test]
fn names_of_levels_and_bodies() {
    let (plan, diagnostics) = Book::good().read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let plan = plan.expect("a plan");
    assert_eq!(plan.profile.levels, LevelNames::default());
    let names = |plan: &Plan, body| format!("{} {}", plan.full_name(body), plan.called(body));
    for (body, expected) in [
        (Body::SteeringCommittee, "行政改革推進本部幹事会 幹事会"),
        (Body::Headquarters, "行政改革推進本部 推進本部"),
        (Body::Council, "行政改革懇談会 懇談会"),
        (Body::Public, "公表 公表"),
    ] {
        assert_eq!(names(&plan, body), expected);
    }
    let book = Book::good()
        .with("計画", "A8", "改革項目の呼び名")
        .with("計画", "B8", "基本方針")
        .with("計画", "A9", "推進本部の名称")
        .with("計画", "B9", "行財政改革本部")
        .with("計画", "A10", "一次評価の公表")
        .with("計画", "B10", "はい")
        .with("計画", "A11", "効果の数え方")
        .with("計画", "B11", "初年のみ");
    let (plan, diagnostics) = book.read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let plan = plan.expect("a plan");
    assert_eq!(plan.profile.levels.pillar, "基本方針");
    assert_eq!(plan.profile.levels.item, "実施項目");
    assert_eq!(
        names(&plan, Body::Headquarters),
        "行財政改革本部 行財政改革本部"
    );
    assert!(plan.profile.first_grade_public);
    assert_eq!(plan.profile.effect_counting, EffectCounting::FirstYear);
}

#[test]
fn rules_of_a_cycle() {
    let book = Book::good()
        .with("進捗調査", "F1", "比べる回")
        .with("進捗調査", "G1", "目標の判定")
        .with("進捗調査", "H1", "再提出期限")
        .with("進捗調査", "A3", "R6")
        .with("進捗調査", "B3", "中間")
        .with("進捗調査", "C3", "2024/10/10")
        .with("進捗調査", "D3", "R6.11.15")
        .with("進捗調査", "E3", "確定")
        .with("進捗調査", "F2", "Ｒ６ 中間")
        .with("進捗調査", "G2", "しない")
        .with("進捗調査", "H2", "R8.6.1");
    let (plan, diagnostics) = book.clone().read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let rules = plan.expect("a plan").cycles[0].rules.clone();
    let compared = CycleKey {
        year: FiscalYear::new(2024),
        kind: "中間".to_owned(),
    };
    assert_eq!(rules.compared, Some(compared));
    assert_eq!(rules.judged, Some(false));
    assert_eq!(rules.resubmission_due, NaiveDate::from_ymd_opt(2026, 6, 1));
    for (text, wanted) in [
        ("令和6年度", "R007 進捗調査 F2"),
        ("令和7年度", "R015 進捗調査 F2"),
        ("令和8年度", "R015 進捗調査 F2"),
        ("前回", "R015 進捗調査 F2"),
    ] {
        let (_, diagnostics) = book.clone().with("進捗調査", "F2", text).read();
        assert_eq!(reported(&diagnostics), [wanted], "{text}");
    }
    // One of the same year that asks later.
    let (_, diagnostics) = book
        .with("進捗調査", "C3", "2026/10/10")
        .with("進捗調査", "D3", "2026/11/15")
        .read();
    assert_eq!(reported(&diagnostics), ["R015 進捗調査 F2"]);
}

#[test]
fn planned_effects_and_addresses() {
    let book = Book::good()
        .with("実施項目", "K1", "目標効果額 2025")
        .with("実施項目", "K2", "1,200")
        .with("実施項目", "L1", "目標効果額\n2026（令和8年度）")
        .with("実施項目", "L2", "▲30")
        .with("組織", "F1", "メール")
        .with("組織", "F2", "soumu@city.example.jp");
    let (plan, diagnostics) = book.clone().read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let plan = plan.expect("a plan");
    let effects: Vec<_> = plan.items[0].planned_effects.clone().into_iter().collect();
    assert_eq!(
        effects,
        [
            (FiscalYear::new(2025), dec!(1200)),
            (FiscalYear::new(2026), dec!(-30))
        ]
    );
    let mail = plan.departments[0].mail.as_deref();
    assert_eq!(mail, Some("soumu@city.example.jp"));
    let (_, diagnostics) = book
        .clone()
        .with("実施項目", "L1", "目標効果額 2031")
        .with("組織", "F2", "総務課")
        .read();
    assert_eq!(reported(&diagnostics), ["R009 実施項目 L2", "R017 組織 F2"]);
    for wrong in ["koho@@city", "koho city@x", "@city", "koho@", "a@b、c@d"] {
        let (_, diagnostics) = book.clone().with("組織", "F2", wrong).read();
        assert_eq!(reported(&diagnostics), ["R017 組織 F2"], "{wrong}");
    }
}

fn changes(rows: &[&str]) -> Book {
    let mut book = Book::good();
    let heading = "年月日|番号|種類|旧|新|換算|理由|公開";
    let lines = std::iter::once(&heading).chain(rows);
    let cells = |line: &&str| line.split('|').map(str::to_owned).collect();
    book.0.push(("変更", lines.map(cells).collect()));
    book
}

#[test]
fn rows_of_changes() {
    let (plan, diagnostics) = changes(&[
        "R7.4.1|1-1-K1|単位|億円|百万円|100|見やすくするため|",
        "2025/4/1|１－①|名称|旧|新||名称の整理|いいえ",
        "2025/4/1|計画|期間||||延長|はい",
        "2025/4/1|Ⅰ-1|名称||||施策の名称|",
        "2025/4/1|Ⅰ|名称|||比較しない||",
        "2025/4/1|1-①-9|終了||||役目を終えたため|",
    ])
    .read();
    assert_eq!(reported(&diagnostics), ["R017 変更 F6"]);
    let changes = plan.expect("a plan").changes;
    let subjects: Vec<_> = changes.iter().map(|c| c.subject.clone()).collect();
    assert_eq!(
        subjects,
        [
            ChangeSubject::Entry(code("1-1-k1")),
            ChangeSubject::Entry(code("1-1")),
            ChangeSubject::Plan,
            ChangeSubject::Measure("Ⅰ".to_owned(), "1".to_owned()),
            ChangeSubject::Pillar("Ⅰ".to_owned()),
            ChangeSubject::Entry(code("1-1-9")),
        ]
    );
    assert_eq!(changes[0].conversion, Some(Conversion::Factor(dec!(100))));
    assert_eq!(changes[0].number, "1-①-K1");
    assert_eq!(changes[4].conversion, Some(Conversion::NotCompared));
    let public: Vec<bool> = changes.iter().map(|c| c.public).collect();
    assert_eq!(public, [true, false, true, true, true, true]);
}

#[test]
fn faults_of_rows_of_changes() {
    for (row, wanted) in [
        ("R7.4.1|1-⑨|名称|||||", "R007 変更 B2"),
        ("R7.4.1|1-①|改名|||||", "R015 変更 C2"),
        ("4月|1-①|名称|||||", "R015 変更 A2"),
        ("|1-①|名称|||||", "R005 変更 A2"),
        ("R7.4.1|1-①-K1|単位|||百倍||", "R015 変更 F2"),
        ("R7.4.1|1-①-K1|単位|||0||", "R015 変更 F2"),
        ("R7.4.1|1-①|名称|||||たぶん", "R015 変更 H2"),
    ] {
        let (_, diagnostics) = changes(&[row]).read();
        assert_eq!(reported(&diagnostics), [wanted], "{row}");
    }
}

/// The number of an ended item is another's now: 終了 means the one that ended, 名称 the one that goes on.
#[test]
fn a_change_of_a_number_used_again() {
    let mut book = changes(&["R7.4.1|R2-1|終了|||||", "R7.4.1|R2-1|名称|||||"]);
    book = book
        .with("実施項目", "G4", "R6")
        .with("実施項目", "A5", "新")
        .with("実施項目", "B5", "R2-1")
        .with("実施項目", "C5", "税務課")
        .with("実施項目", "F5", "R7")
        .with("実施項目", "J5", "R2-1-b");
    let (plan, diagnostics) = book.read();
    assert_eq!(reported(&diagnostics), Vec::<String>::new());
    let subjects: Vec<_> = plan
        .expect("a plan")
        .changes
        .into_iter()
        .map(|c| c.subject)
        .collect();
    assert_eq!(
        subjects,
        [
            ChangeSubject::Entry(code("R2-1")),
            ChangeSubject::Entry(code("R2-1-b"))
        ]
    );
}
