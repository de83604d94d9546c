//! One faulty file among forty: the other departments never notice.

use std::collections::BTreeMap;

use gyokaku::cycle::merge;
use gyokaku::plan::Plan;
use gyokaku::submission::Intake;

use crate::file_kinds::refused;
use crate::filling::{self, Entry};
use crate::fixture::{self, filled, form, form_of};
use crate::plans;
use crate::several_files::taken;

/// What the record holds of all departments but one, and what is reported of their files.
fn of_the_others(
    plan: &Plan,
    intake: &Intake,
    code: &str,
) -> (BTreeMap<String, String>, Vec<String>) {
    let cycle = plan.running_cycle().expect("a cycle");
    let record = merge(plan, cycle, intake, None, Vec::new());
    let name = &plan
        .departments
        .iter()
        .find(|d| d.code == code)
        .expect("it")
        .name;
    let items = record
        .items
        .iter()
        .filter(|item| item.lead.as_ref() != Some(name))
        .map(|item| (item.number.clone(), json(item)));
    let departments = record
        .departments
        .iter()
        .filter(|d| d.code != code)
        .map(|d| (d.name.clone(), json(d)));
    let own: Vec<&str> = intake
        .files
        .iter()
        .filter(|f| f.path.starts_with(code))
        .map(|f| f.path.as_str())
        .collect();
    let reported = record.diagnostics.iter();
    let reported = reported.filter(|d| match &d.file {
        Some(file) => !own.contains(&file.as_str()),
        None => !d.message.contains(name),
    });
    (
        items.chain(departments).collect(),
        reported.map(json).collect(),
    )
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}

#[test]
fn one_faulty_file_among_forty_changes_nothing_for_the_others() {
    const FAULTY: &str = "17";
    let plan = plans::of_departments(40);
    let forms: BTreeMap<String, Vec<u8>> =
        fixture::codes(&plan, plan.running_cycle().expect("a cycle"))
            .into_iter()
            .map(|code| {
                // One question of its own in each tenth, so that there is something to keep.
                let reason = if code.ends_with('5') {
                    Entry::Blank
                } else {
                    "計画どおり。".into()
                };
                let number: u32 = code.parse().expect("a number");
                let form = filled(
                    &plan,
                    &code,
                    &[(&format!("in.item.1_{number}.reason"), reason)],
                );
                (format!("{code}.xlsx"), form)
            })
            .collect();
    assert_eq!(forms.len(), 40);
    let good = forms[&format!("{FAULTY}.xlsx")].clone();
    let with = |files: &[(&str, &[u8])]| {
        let mut all: Vec<(&str, &[u8])> = forms
            .iter()
            .filter(|(name, _)| !name.starts_with(FAULTY))
            .map(|(name, bytes)| (name.as_str(), &bytes[..]))
            .collect();
        all.extend(files);
        taken(&plan, &all)
    };
    let expected = of_the_others(&plan, &with(&[("17.xlsx", &good)]), FAULTY);
    assert_eq!(expected.0.len(), 2 * 39);
    let questions = expected.1.iter().filter(|d| d.contains("V001")).count();
    assert_eq!(questions, 4, "{:?}", expected.1);

    let changed = |name: &str, entry: Entry| filling::fill(&good, &[(name, entry)]);
    let mut faulty: Vec<(&str, Vec<Vec<u8>>)> = refused(&plan)
        .into_iter()
        .map(|(name, bytes, _, _)| (name, vec![bytes]))
        .collect();
    faulty.extend([
        ("nothing at all", vec![]),
        (
            "a doubtful number",
            vec![changed("in.indicator.1_17_k1.actual", "約30件".into())],
        ),
        (
            "no name",
            vec![filling::drop_name(&good, "in.item.1_17.grade")],
        ),
        (
            "two that differ",
            vec![
                good.clone(),
                changed("in.item.1_17.reason", "別の理由".into()),
            ],
        ),
        ("two that are one", vec![good.clone(), good.clone()]),
        (
            "the blank form of another department",
            vec![form(&plan, "18")],
        ),
        (
            "its own last cycle's",
            vec![form_of(&plan, &plan.cycles[0], FAULTY)],
        ),
    ]);
    for (what, files) in faulty {
        let names: Vec<String> = (0..files.len()).map(|n| format!("17_{n}.xlsx")).collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .zip(&files)
            .map(|(name, bytes)| (name.as_str(), &bytes[..]))
            .collect();
        let intake = with(&files);
        assert_eq!(intake.files.len(), 39 + files.len(), "{what}");
        let found = of_the_others(&plan, &intake, FAULTY);
        assert_eq!(found, expected, "{what}");
    }
}
