//! The register as a whole: what is written reads back, and every fault is reported with its cell.

mod any_plan;
mod faults;
mod odd_workbooks;
mod shown;
mod years;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::plan::*;
use crate::values::Code;

fn plan() -> Plan {
    template_plan().expect("the template")
}

fn round_trip(plan: &Plan) -> (Option<Plan>, Vec<Diagnostic>) {
    read(&write(plan).expect("bytes"), FILE_NAME)
}

#[test]
fn the_template_reads_back_without_a_word() {
    let plan = plan();
    let (read, diagnostics) = round_trip(&plan);
    assert_eq!(diagnostics, []);
    assert_eq!(read, Some(plan));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan();
    assert!(write(&plan).expect("bytes") == write(&plan).expect("bytes"));
}

#[test]
fn the_seed_is_kept() {
    let plan = plan();
    assert_eq!(plan.pillars.len(), 5);
    assert_eq!(plan.measures.len(), 14);
    assert_eq!(plan.items.len(), 23);
    assert_eq!(plan.initiatives.len(), 60);
    assert_eq!(plan.indicators.len(), 35);
    assert!(plan.items.iter().all(|i| i.measure.is_none()));
    let titles: Vec<String> = plan
        .items
        .iter()
        .map(|i| format!("{} {}", i.number, i.title))
        .collect();
    assert_eq!(
        titles,
        [
            "1-① 人材の育成",
            "1-② 人材の確保",
            "1-③ 定員管理と組織の見直し",
            "1-④ 人事評価制度の運用",
            "2-① 職員提案の活性化",
            "2-② 誰もが活躍できる職場の確保",
            "2-③ ワーク・ライフ・バランスの充実",
            "2-④ 時間外勤務の縮減と年次有給休暇取得の促進",
            "3-① 財政指標の健全性の確保",
            "3-② 地方公営企業の健全運営",
            "3-③ 収納率の維持向上",
            "3-④ 財源の拡充と市有財産の有効活用",
            "3-⑤ ふるさと納税の推進",
            "3-⑥ 公共施設の適正管理",
            "4-① 自治体DXの推進",
            "4-② 窓口サービスの充実",
            "4-③ アナログ規制の点検・見直し",
            "4-④ 行政評価の活用",
            "5-① 広報の充実",
            "5-② 市民意見の収集",
            "5-③ 協働の推進",
            "5-④ コミュニティ・スクールの推進",
            "5-⑤ 多様な主体との連携",
        ]
    );
    let measures: Vec<&str> = plan.measures.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(
        measures,
        [
            "人材育成の推進",
            "行政体制の整備",
            "組織の活性化",
            "多様な価値観を反映した職場づくり",
            "多様な働き方の推進",
            "財政の健全性の確保",
            "歳入の確保と財源の創出",
            "歳出の抑制と適正化",
            "行政サービスの最適化",
            "事務の効率化と省力化",
            "質の高い行政サービスの実現",
            "市政情報の公開と広聴活動の充実",
            "良好なパートナーシップの確立",
            "多様な主体との連携",
        ]
    );
}

#[test]
fn every_department_in_force_answers_in_both_cycles() {
    let plan = plan();
    let [last, running] = plan.cycles.as_slice() else {
        panic!("two cycles");
    };
    assert_eq!(plan.departments_in_force(running.inquiry_date).count(), 20);
    // A department that answers for nothing but 全庁 would have no item of its own.
    let mut own = plan.clone();
    own.initiatives
        .retain(|i| i.responsible != Responsible::Everyone);
    assert_eq!(Assignments::of(&own, running).departments().len(), 20);
    assert_eq!(Assignments::of(&plan, last).departments().len(), 19);
    for (now, then) in [
        ("みらいこども課", "こども課"),
        ("税務課", "税務収納課"),
        ("収納課", "税務収納課"),
        ("総務課", "総務課"),
    ] {
        let answering = plan.answering(now, last.inquiry_date);
        let names: Vec<&str> = answering.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, [then]);
    }
}

#[test]
fn texts_that_a_workbook_would_change() {
    let mut plan = plan();
    for text in [
        "=1+1",
        "_x0041_",
        "a\u{1b}b",
        "1-1",
        "0012",
        "'x",
        "<&>\"",
        "𠮷野家🍣",
        "a\n\nb",
        "_x_x000D_",
    ] {
        plan.items[0].situation = Some(text.to_owned());
        let (read, diagnostics) = round_trip(&plan);
        assert_eq!(diagnostics, [], "{text}");
        assert_eq!(
            read.expect("a plan").items[0].situation.as_deref(),
            Some(text)
        );
    }
}

#[test]
fn lists_are_in_the_order_of_the_printed_numbers() {
    let mut shuffled = plan();
    shuffled.items.reverse();
    shuffled.indicators.reverse();
    shuffled.initiatives.reverse();
    let (read, _) = round_trip(&shuffled);
    assert_eq!(read, Some(plan()));
}

/// A plan in which 5-⑤ ended and its number was given to another item.
fn reused() -> Plan {
    let mut plan = plan();
    let last = plan.items.len() - 1;
    let mut new = plan.items[last].clone();
    plan.items[last].end = Some(crate::values::FiscalYear::new(2024));
    plan.items[last].termination = Some(Termination::Completed);
    new.id = Code::derive("5-5-b").expect("a code");
    new.start = Some(crate::values::FiscalYear::new(2025));
    plan.items.push(new);
    plan
}

#[test]
fn a_number_may_be_used_again_after_its_end() {
    let plan = reused();
    let (read, diagnostics) = round_trip(&plan);
    assert_eq!(diagnostics, []);
    // What names the number means the one that goes on.
    let read = read.expect("a plan");
    assert!(
        read.initiatives_of(&Code::derive("5-5-b").expect("a code"))
            .count()
            > 0
    );
}

#[test]
fn a_number_used_again_needs_an_id_of_its_own() {
    let mut plan = reused();
    plan.items.last_mut().expect("an item").id = Code::derive("5-⑤").expect("a code");
    let (_, diagnostics) = round_trip(&plan);
    let double = diagnostics
        .iter()
        .find(|d| d.code == crate::diagnostic::Code::RegisterDouble);
    assert!(double.expect("R006").hint.contains("管理番号"));
}

#[test]
fn a_past_result_of_a_number_used_again_names_the_id() {
    let past = |id: &str| PastResult {
        year: crate::values::FiscalYear::new(2023),
        kind: YEAR_END.to_owned(),
        number: "5-⑤".to_owned(),
        id: Code::derive(id).expect("a code"),
        grade: Some("A".to_owned()),
        actual: None,
        effect: None,
        reference: None,
    };
    let mut plan = reused();
    plan.past_results = vec![past("5-5-b"), past("5-⑤")];
    let (read, diagnostics) = round_trip(&plan);
    assert_eq!(diagnostics, []);
    assert_eq!(read.expect("a plan").past_results, plan.past_results);
}

#[test]
fn a_day_without_end_is_no_date() {
    let mut plan = plan();
    plan.cycles[0].due = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");
    let (_, diagnostics) = round_trip(&plan);
    assert!(
        diagnostics
            .iter()
            .any(|d| d.code == crate::diagnostic::Code::RegisterValue)
    );
}
