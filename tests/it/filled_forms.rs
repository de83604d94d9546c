//! The tests' own pen is held against the program: what `filling` writes, the program reads.

use gyokaku::diagnostic::{Diagnostic, Severity};
use gyokaku::form::{Beside, FormLayout, blank_workbook};
use gyokaku::plan::{Assignments, Plan, register};
use gyokaku::submission::{Intake, Received, intake};

use crate::filling::{self, Entry};

fn plan() -> Plan {
    register::template_plan().expect("the plan of the template")
}

/// The forms of the running cycle, with the departments' names.
fn forms(plan: &Plan) -> Vec<(String, Vec<u8>)> {
    let cycle = plan.cycles.last().expect("a cycle");
    Assignments::of(plan, cycle)
        .departments()
        .iter()
        .map(|(department, parts)| {
            let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
            let form = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
            (department.name.clone(), form)
        })
        .collect()
}

fn form(plan: &Plan, department: &str) -> Vec<u8> {
    let mut forms = forms(plan).into_iter();
    forms
        .find(|(name, _)| name == department)
        .expect("the department")
        .1
}

fn read(plan: &Plan, files: Vec<(String, Vec<u8>)>) -> Intake {
    let cycle = plan.cycles.last().expect("a cycle");
    let received = files
        .into_iter()
        .map(|(name, bytes)| Received {
            path: format!("{name}.xlsx"),
            superseded_folder: false,
            bytes: Ok(bytes),
        })
        .collect();
    intake(plan, cycle, received, &|| {})
}

fn questions(intake: &Intake) -> Vec<&Diagnostic> {
    let all = intake.diagnostics.iter();
    all.filter(|d| d.severity != Severity::Info).collect()
}

/// What the program makes of one field of the form.
fn value(plan: &Plan, form: Vec<u8>, name: &str) -> Option<String> {
    let intake = read(plan, vec![("01".to_owned(), form)]);
    let submission = intake.submissions.first().expect("a submission");
    let (_, answer) = submission.answers.iter().find(|(f, _)| f.name() == name)?;
    answer.value.as_ref().map(gyokaku::values::Value::text)
}

#[test]
fn every_form_filled_in_one_call_raises_no_question() {
    let plan = plan();
    let filled: Vec<(String, Vec<u8>)> = forms(&plan)
        .into_iter()
        .map(|(name, form)| (name, filling::fill_all(&form)))
        .collect();
    let count = filled.len();
    let intake = read(&plan, filled);
    assert_eq!(intake.submissions.len(), count);
    assert_eq!(questions(&intake), Vec::<&Diagnostic>::new());
}

#[test]
fn each_kind_of_entry_is_read() {
    let plan = plan();
    let form = form(&plan, "生涯学習課");
    let (text, number) = ("in.initiative.3_4_2.result", "in.indicator.5_4_k1.actual");
    for (name, entry, expected) in [
        (text, "𠮷田<&>\"'\n二行目".into(), "𠮷田<&>\"'\n二行目"),
        (text, Entry::Percent(0.985), "98.50%"),
        (text, Entry::Date(2026, 5, 8), "令和8年5月8日"),
        (number, Entry::Number(1250.5), "1250.5"),
        (number, "９８．５人".into(), "98.5"),
        (
            number,
            Entry::Formula {
                text: "1+1".to_owned(),
                cached: Some("2".to_owned()),
            },
            "2",
        ),
    ] {
        let filled = filling::fill(&form, &[(name, entry)]);
        assert_eq!(value(&plan, filled, name).as_deref(), Some(expected));
    }
    let filled = filling::fill(&form, &[(number, Entry::Number(3.0))]);
    let emptied = filling::fill(&filled, &[(number, Entry::Blank)]);
    assert_eq!(value(&plan, emptied, number), None);
}

#[test]
fn moved_rows_and_renamed_sheets_keep_the_answers() {
    let plan = plan();
    let name = "in.initiative.3_4_2.status";
    let filled = filling::fill_all(&form(&plan, "生涯学習課"));
    let (sheet, cell) = filling::place(&filled, name).expect("a place");
    let moved = filling::insert_rows_above(&filled, &sheet, 3);
    let renamed = filling::rename_sheet(&moved, &sheet, "ネーミング'R7'");
    let row: u32 = cell[1..].parse().expect("a row");
    assert_eq!(
        filling::place(&renamed, name),
        Some(("ネーミング'R7'".to_owned(), format!("C{}", row + 3)))
    );
    let intake = read(&plan, vec![("20".to_owned(), renamed.clone())]);
    assert_eq!(questions(&intake), Vec::<&Diagnostic>::new());
    assert_eq!(value(&plan, renamed, name).as_deref(), Some("実施中"));
}

#[test]
fn spoiled_names_cells_and_identities_are_reported() {
    let plan = plan();
    let name = "in.initiative.3_4_2.status";
    let filled = filling::fill_all(&form(&plan, "生涯学習課"));
    for (spoiled, code) in [
        (filling::drop_name(&filled, name), "N001"),
        (filling::point_name(&filled, name, Some("#REF!")), "N002"),
        (filling::set_meta(&filled, "cycle", "令和5年度"), "F007"),
    ] {
        let intake = read(&plan, vec![("20".to_owned(), spoiled)]);
        let codes: Vec<&str> = questions(&intake).iter().map(|d| d.code.id()).collect();
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn cells_beside_the_form_can_be_written() {
    let form = form(&plan(), "生涯学習課");
    let sheet = filling::sheet_names(&form).swap_remove(1);
    for cell in ["G2", "A70", "G70", "B1"] {
        let written = filling::set_cell(&form, &sheet, cell, &"欄外".into());
        assert_eq!(
            filling::cell_text(&written, &sheet, cell).as_deref(),
            Some("欄外"),
            "{cell}"
        );
    }
}
