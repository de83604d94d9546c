//! Grades against last cycle's where the plan or the scale changed in between: what is compared, what is counted, and what
//! the papers say of the rest. Values are worked out by hand.

use std::collections::BTreeMap;

use gyokaku::cycle::{CycleRecord, Previous, merge};
use gyokaku::plan::{CycleState, Plan, Termination};
use gyokaku::submission::{Field, Intake, ItemField, Submission};
use gyokaku::values::{Code, FiscalYear, Source, Sourced, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{Work, rows, value};
use crate::plans::{self, past};

/// Every form of a cycle with these grades by id of the item.
fn returned(work: &Work, plan: &Plan, cycle: usize, grades: &[(&str, &str)]) {
    work.all_returned(plan, &plan.cycles[cycle], |_, form| {
        let own = filling::names(&form);
        let entries: Vec<(String, &str)> = grades
            .iter()
            .map(|(id, grade)| (format!("in.item.{}.grade", id.replace('-', "_")), *grade))
            .filter(|(name, _)| own.contains(name))
            .collect();
        let entries: Vec<(&str, Entry)> = entries
            .iter()
            .map(|(name, grade)| (name.as_str(), (*grade).into()))
            .collect();
        filling::fill(&form, &entries)
    });
}

/// Six items in two pillars, closed for 令和6年度 with these grades.
fn closed(plan: &Plan, grades: &[(&str, &str)]) -> Work {
    let work = Work::new(plan);
    returned(&work, plan, 0, grades);
    work.run(&["report", "R6"]).ended(0);
    work.run(&["close", "R6"]).ended(0);
    work
}

fn six() -> Plan {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Published;
    for number in ["1-②", "1-③", "2-③"] {
        let (pillar, lead) = match number.starts_with('1') {
            true => ("1", "総務課"),
            false => ("2", "財政課"),
        };
        plan.items
            .push(plans::item(number, &format!("項目{number}"), pillar, lead));
        let initiative = format!("{number}-1");
        plan.initiatives
            .push(plans::initiative(&initiative, number, &[lead]));
    }
    plan
}

const THEN: [(&str, &str); 6] = [
    ("1-1", "A"),
    ("1-2", "B"),
    ("1-3", "S"),
    ("2-1", "A"),
    ("2-2", "C"),
    ("2-3", "A"),
];

fn counts(record: &Json) -> [i64; 4] {
    ["up", "down", "same", "other"].map(|key| {
        let count = record["summary"]["changes"][key].as_i64();
        count.unwrap_or_else(|| panic!("{key}: {}", record["summary"]["changes"]))
    })
}

/// The rows below a heading of the sheet 総括, each without its blank cells.
pub fn section(book: &[u8], title: &str) -> Vec<Vec<String>> {
    let all = rows(book, "総括");
    let at = all.iter().position(|row| row[0].starts_with(title));
    let at = at.unwrap_or_else(|| panic!("{title}: {all:?}"));
    let below = all[at + 1..].iter();
    let below = below.take_while(|row| row.get(1).is_some_and(|cell| !cell.is_empty()));
    below.cloned().collect()
}

/// 過年度実績 keeps the symbols of its time: they are shown and counted as they are, and compared with nothing.
#[test]
fn past_results_of_another_scale_stay_as_they_were() {
    let mut plan = six();
    plan.past_results = vec![
        past(2024, "1-①", "◎"),
        past(2024, "1-②", "△"),
        past(2024, "2-①", "○"),
    ];
    let work = Work::new(&plan);
    returned(&work, &plan, 1, &THEN);
    work.report()
        .ended(0)
        .says("確認[R034]")
        .says("令和6年度の評価「△」「○」「◎」が、今の「評価区分」にありません")
        .says("件 一致");
    let record = work.record();
    assert_eq!(counts(&record), [0, 0, 0, 6]);
    assert_eq!(*value(&record, "1-1", "previous_grade"), json!("◎"));
    assert!(
        work.pdf_text("公表")
            .contains("令和6年度とは評価区分が異なるため")
    );
    let years = rows(&work.output("公表/集計表.xlsx"), "年度推移");
    let heads = { years.iter() }.find(|row| row.contains(&"今の評価区分にないもの".to_owned()));
    let heads = heads.unwrap_or_else(|| panic!("{years:?}"));
    let row = years
        .iter()
        .find(|row| row[1] == "令和6年度")
        .expect("a row");
    let cell = |head: &str| &row[heads.iter().position(|h| h == head).expect("a column")];
    assert_eq!(
        [cell("S 計画を上回る"), cell("今の評価区分にないもの")],
        ["0", "3"]
    );
}

/// S A B C became ◎ ○ △ ×: nothing is compared, and the papers say so.
#[test]
fn grades_of_another_scale_are_not_compared() {
    let mut plan = six();
    let work = closed(&plan, &THEN);
    plan.grades = vec![
        plans::grade("◎", "大いに進んだ", true, true),
        plans::grade("○", "進んだ", true, true),
        plans::grade("△", "遅れた", true, false),
        plans::grade("×", "進まない", true, false),
    ];
    work.register(&plan);
    let now = THEN.map(|(id, _)| (id, "○"));
    returned(&work, &plan, 1, &now);
    work.report().ended(0).says("件 一致");
    let record = work.record();
    assert_eq!(counts(&record), [0, 0, 0, 6]);
    assert_eq!(record["summary"]["changes"]["other_scale"], true);
    assert_eq!(*value(&record, "1-1", "previous_grade"), json!("A"));
    for body in ["推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body).replace(['\n', ' ', '\u{3000}'], "");
        assert!(text.contains("令和6年度とは評価区分が異なるため"), "{body}");
        assert!(text.contains("比べられない項目は6件です"), "{body}");
        for wrong in ["上がった項目は", "からの件数の増減", "+6"] {
            assert!(!text.contains(wrong), "{body}: {wrong}");
        }
    }
    let page = work.output("公表/ホームページ/index.html");
    let page = String::from_utf8(page).expect("a page");
    assert!(page.contains("評価区分が異なるため"));
    let book = work.output("公表/集計表.xlsx");
    let moved = section(&book, "令和6年度からの評価の変化");
    let moved: Vec<&[String]> = moved[1..].iter().map(|row| &row[..3]).collect();
    assert_eq!(moved, [["－", "比べられない項目", "6"]]);
    // No line for a grade that only has another name now.
    let lines = rows(&book, "変更点");
    assert!(lines.iter().all(|row| row[0] != "進捗評価"), "{lines:?}");
    let csv = String::from_utf8(work.output("公表/オープンデータ/実施項目.csv")).expect("CSV");
    assert_eq!(csv.matches("比べられない").count(), 6);
}

/// One item began, one ended, one moved to the other pillar; of the three that are left one rose.
#[test]
fn a_difference_by_pillar_leaves_out_what_moved_ended_or_began() {
    let mut plan = six();
    plan.profile.start = FiscalYear::new(2024);
    let work = closed(&plan, &THEN);
    // 1-3 (S) becomes 2-④ by its 管理番号.
    plan.items[4].number = "2-④".into();
    plan.items[4].pillar = "2".into();
    plan.initiatives[6].number = "2-④-1".into();
    // 2-2 (C) ended with 令和6年度.
    plan.items[2].end = Some(FiscalYear::new(2024));
    plan.items[2].termination = Some(Termination::Stopped);
    // 1-④ began.
    let mut begun = plans::item("1-④", "新しい項目", "1", "総務課");
    begun.start = Some(FiscalYear::new(2025));
    plan.items.push(begun);
    plan.initiatives
        .push(plans::initiative("1-④-1", "1-④", &["総務課"]));
    work.register(&plan);
    returned(
        &work,
        &plan,
        1,
        &[
            ("1-1", "A"),
            ("1-2", "A"),
            ("1-3", "B"),
            ("2-1", "A"),
            ("2-3", "B"),
            ("1-4", "S"),
        ],
    );
    work.report().ended(0).says("件 一致");
    let record = work.record();
    // 1-2 rose; 1-3 and 2-3 fell; 1-1 and 2-1 stayed; 1-4 was not there.
    assert_eq!(counts(&record), [1, 2, 2, 1]);
    let note = "令和6年度からの増減には、加わった項目（1-④）、終わった項目（2-②）及び改革項目を移った項目（2-④）を含めていません。";
    for body in ["推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body).replace(['\n', ' '], "");
        assert!(text.contains(note), "{body}: {text}");
        assert!(text.contains(
            "上がった項目は1件、下がった項目は2件、同じ項目は2件、比べられない項目は1件です"
        ));
    }
    let book = work.output("公表/集計表.xlsx");
    // S A B C 対象外. Pillar 1: 1-1 A=A, 1-2 B→A. Pillar 2: 2-1 A=A, 2-3 A→B.
    let figures = |title: &str| -> Vec<Vec<String>> {
        let rows = section(&book, title);
        rows[1..].iter().map(|row| row[2..7].to_vec()).collect()
    };
    let row = |figures: [&str; 5]| figures.map(str::to_owned).to_vec();
    assert_eq!(
        figures("令和6年度の項目数（単位：項目、増減に含むもの）"),
        [
            row(["0", "1", "1", "0", "0"]),
            row(["0", "2", "0", "0", "0"]),
            row(["0", "3", "1", "0", "0"]),
        ]
    );
    assert_eq!(
        figures("令和7年度の項目数（単位：項目、増減に含むもの）"),
        [
            row(["0", "2", "0", "0", "0"]),
            row(["0", "1", "1", "0", "0"]),
            row(["0", "3", "1", "0", "0"]),
        ]
    );
    assert_eq!(
        figures("令和6年度からの項目数の増減"),
        [
            row(["0", "1", "-1", "0", "0"]),
            row(["0", "-1", "1", "0", "0"]),
            row(["0", "0", "0", "0", "0"]),
        ]
    );
}

/// An item that goes on under a new number alone, into which the register merged the former one, goes on with its grade.
#[test]
fn an_item_follows_the_only_one_that_was_merged_into_it() {
    let mut plan = six();
    let work = closed(&plan, &THEN);
    plan.items[2].end = Some(FiscalYear::new(2024));
    plan.items[2].termination = Some(Termination::Merged);
    plan.items[2].merged_into = Some("2-⑤".to_owned());
    let mut new = plans::item("2-⑤", "歳出の改革", "2", "財政課");
    new.start = Some(FiscalYear::new(2025));
    plan.items.push(new);
    plan.initiatives
        .push(plans::initiative("2-⑤-1", "2-⑤", &["財政課"]));
    work.register(&plan);
    returned(&work, &plan, 1, &[("2-5", "B")]);
    work.report().ended(0).says("件 一致");
    let record = work.record();
    assert_eq!(*value(&record, "2-5", "previous_grade"), json!("C"));
    assert_eq!(*value(&record, "2-5", "change"), json!("up"));
    assert_eq!(*value(&record, "2-5", "follows"), json!("2-2"));
}

/// The record in which the items have these grades.
fn record_of(plan: &Plan, grades: &[(Code, String)], previous: Option<&Previous>) -> CycleRecord {
    let mut submissions: BTreeMap<&str, Submission> = BTreeMap::new();
    for (id, grade) in grades {
        let lead = &plan.item(id).expect("an item").leads[0];
        let code = &{ plan.departments.iter() }
            .find(|d| d.name == *lead)
            .expect("a department")
            .code;
        let submission = submissions.entry(code).or_insert_with(|| Submission {
            department: code.clone(),
            round: 1,
            ..Submission::default()
        });
        let value = Some(Value::Choice(grade.clone()));
        let answer = Sourced::typed(value, Source::default());
        let field = Field::Item(id.clone(), ItemField::Grade);
        submission.answers.insert(field, answer);
    }
    let intake = Intake {
        submissions: submissions.into_values().collect(),
        ..Intake::default()
    };
    merge(plan, &plan.cycles[1], &intake, previous, Vec::new())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the two scales, grades and items are, the four counts are all items; with a counted grade that the other
    /// scale lacks, the last is all of them.
    #[test]
    fn the_four_counts_are_all_items(
        then in proptest::collection::vec(0_usize..6, 6),
        now in proptest::collection::vec(0_usize..6, 6),
        (old, new) in (0_usize..3, 0_usize..3),
    ) {
        const SCALES: [[&str; 4]; 3] = [["S", "A", "B", "C"], ["◎", "○", "△", "×"], ["S", "A", "B", "D"]];
        let record = |scale: usize, symbols: &[usize], previous: Option<&Previous>| {
            let mut plan = six();
            plan.grades = SCALES[scale].iter().enumerate().map(|(at, s)| plans::grade(s, s, true, at < 2)).collect();
            plan.grades.push(plans::grade("対象外", "対象外", false, false));
            let symbol = |at: usize| plan.grades.get(symbols[at]).map(|g| g.symbol.clone());
            let answers = plan.items.iter().enumerate();
            let grades: Vec<_> = answers.filter_map(|(at, item)| Some((item.id.clone(), symbol(at)?))).collect();
            record_of(&plan, &grades, previous)
        };
        let before = record(old, &then, None);
        let previous = Previous::from_record(&before);
        let after = record(new, &now, Some(&previous));
        let changes = after.grade_changes();
        prop_assert_eq!(changes.up + changes.down + changes.same + changes.other, after.items.len());
        prop_assert_eq!(changes.other_scale, old != new);
        if changes.other_scale {
            prop_assert_eq!(changes.other, after.items.len());
        }
    }
}
