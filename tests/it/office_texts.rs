//! 事務局.xlsx: made blank by `forms` and never overwritten; its texts stand in the papers of the bodies that they are for,
//! and in no others. 案 and final by the register's 状態.

use gyokaku::plan::register::office_texts;
use gyokaku::plan::{Body, CycleState, OfficeSection, OfficeText, OfficeTexts, Plan};

use crate::fixture::{Work, with_code};
use crate::plans;

const PLACE: &str = "input/令和7年度/事務局.xlsx";

fn line(bodies: &[Body], section: OfficeSection, text: &str) -> OfficeText {
    OfficeText {
        bodies: bodies.to_vec(),
        section,
        text: text.to_owned(),
    }
}

fn workbook(plan: &Plan, lines: Vec<OfficeText>) -> Vec<u8> {
    let cycle = plan.running_cycle().expect("a cycle");
    office_texts::filled(
        plan,
        cycle,
        &OfficeTexts {
            lines,
            ..OfficeTexts::default()
        },
    )
    .expect("a workbook")
}

fn returned(plan: &Plan) -> Work {
    let work = Work::new(plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(plan, cycle, |_, form| form);
    work
}

#[test]
fn forms_makes_it_once_and_never_again() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0).says(PLACE);
    let blank = work.bytes(PLACE);
    assert!(office_texts::read(&blank, PLACE).is_ok());
    work.put(PLACE, b"mine");
    work.run(&["forms"]).ended(0);
    assert_eq!(work.bytes(PLACE), b"mine");
}

#[test]
fn texts_stand_with_their_bodies_alone() {
    let plan = plans::small();
    let work = returned(&plan);
    work.put(
        PLACE,
        &workbook(
            &plan,
            vec![
                line(
                    &[Body::Headquarters],
                    OfficeSection::Agenda,
                    "本部で決める事項QA1",
                ),
                line(
                    &[Body::SteeringCommittee],
                    OfficeSection::Agenda,
                    "幹事会で決める事項QA2",
                ),
                line(
                    &[Body::Council],
                    OfficeSection::Questions,
                    "委員に伺う点QA3",
                ),
                line(&[Body::Public], OfficeSection::Foreword, "公表の前書QA4"),
                line(
                    &[Body::Headquarters],
                    OfficeSection::Schedule,
                    "本部の後の予定QA5",
                ),
            ],
        ),
    );
    work.report().ended(0);
    let wanted = [
        ("推進本部", vec!["QA1", "QA5"]),
        ("幹事会", vec!["QA2"]),
        ("懇談会", vec!["QA3"]),
        ("公表", vec!["QA4"]),
    ];
    for (body, marks) in wanted {
        let text = work.pdf_text(body);
        for mark in ["QA1", "QA2", "QA3", "QA4", "QA5"] {
            assert_eq!(text.contains(mark), marks.contains(&mark), "{body} {mark}");
        }
        let agenda = matches!(body, "推進本部" | "幹事会");
        assert_eq!(text.contains("協議事項"), agenda, "{body}");
        assert_eq!(
            text.contains("本日ご意見をいただきたい点"),
            body == "懇談会"
        );
        assert_eq!(text.contains("意見記入用紙"), body == "懇談会", "{body}");
    }
}

#[test]
fn a_line_for_no_paper_is_reported_and_a_broken_workbook_stops() {
    let plan = plans::small();
    let work = returned(&plan);
    let line = line(&[Body::Public], OfficeSection::Agenda, "公表にない欄");
    work.put(PLACE, &workbook(&plan, vec![line]));
    work.report().ended(0);
    let record = work.record();
    let [fault] = with_code(&record, "R018")[..] else {
        panic!("{record:#}")
    };
    assert_eq!(fault["file"], PLACE);
    assert_eq!(fault["sheet"], "文章");
    assert_eq!(fault["found"], "公表");

    work.put(PLACE, b"no workbook");
    work.report().ended(2);
}

/// 幹事会 always gets 案; the others where the state is not final, or where there are errors, which is said.
#[test]
fn a_final_paper_is_refused_while_there_are_errors() {
    let mut plan = plans::small();
    let work = returned(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    for c in plan.cycles.iter_mut().filter(|c| **c == cycle) {
        c.state = CycleState::Closed;
    }
    work.register(&plan);
    let marked = |body: &str| {
        let mut any = Vec::new();
        for path in work.tree(&format!("output/令和7年度/{body}")) {
            if path.ends_with(".pdf") {
                let text = work.tool("pdftotext", &["-l", "1", "-raw", &path, "-"]);
                any.push(
                    text.lines()
                        .any(|l| l.split_whitespace().any(|w| w == "案")),
                );
            }
        }
        any.dedup();
        assert_eq!(any.len(), 1, "{body}: the documents of a body agree");
        any[0]
    };
    work.run(&["report", "令和7年度"]).ended(0);
    assert_eq!(
        ["幹事会", "推進本部", "懇談会", "公表"].map(marked),
        [true, false, false, false]
    );
    assert!(with_code(&work.record(), "D011").is_empty());

    work.remove("input/令和7年度/提出/02.xlsx");
    work.run(&["report", "令和7年度"]).ended(1);
    assert_eq!(
        ["幹事会", "推進本部", "懇談会", "公表"].map(marked),
        [true; 4]
    );
    assert_eq!(with_code(&work.record(), "D011").len(), 1);
}
