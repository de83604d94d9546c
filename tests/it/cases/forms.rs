//! The forms that the cases start from, as the program issues them, and the registers that they are of.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gyokaku::cycle::Previous;
use gyokaku::form::{Beside, FormLayout, blank_workbook};
use gyokaku::plan::{Assignments, Cycle, Plan, Termination};

use super::parse::Word::{self, Bare, Text};
use super::plan::plan;
use crate::filling::{self, Entry};
use crate::plans;

/// A form as it was issued, and plausibly filled.
#[derive(Clone)]
pub struct Form {
    pub department: String,
    /// `01_総務課_進捗状況調査票.xlsx`
    pub name: String,
    pub blank: Vec<u8>,
    pub filled: Vec<u8>,
}

/// Every department's form of a cycle, beside what is known of the last one.
pub fn forms(plan: &Plan, cycle: &Cycle, previous: Option<&Previous>) -> Vec<Form> {
    let assignments = Assignments::of(plan, cycle);
    let all = assignments.departments().iter();
    all.map(|(department, parts)| {
        let mut beside = Beside {
            round: 1,
            previous_cycle: previous.map(|p| p.cycle.clone()),
            ..Beside::default()
        };
        let layout = FormLayout::new(plan, cycle, department, parts, &beside);
        if let Some(previous) = previous {
            let fields = layout.inputs().map(|(_, input)| input.field.clone());
            beside.previous = previous.beside(plan, cycle, department, fields);
        }
        let layout = FormLayout::new(plan, cycle, department, parts, &beside);
        let blank = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
        let filled = filling::fill(
            &filling::fill_all(&blank),
            &[("in.approval.date", Entry::Date(2026, 5, 8))],
        );
        Form {
            department: department.name.clone(),
            name: format!(
                "{}_{}_進捗状況調査票.xlsx",
                department.code, department.name
            ),
            blank,
            filled,
        }
    })
    .collect()
}

/// Every department's form of the cycle before, filled with other words than this one's.
pub fn last_forms() -> BTreeMap<String, Vec<u8>> {
    static LAST: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let made = || {
        let plan = plan();
        forms(&plan, &plan.cycles[0], None)
            .into_iter()
            .map(|form| {
                let names = filling::names(&form.filled);
                let texts = names
                    .iter()
                    .filter(|n| n.ends_with("reason") || n.ends_with("result"));
                let entries: Vec<(&str, Entry)> = texts
                    .map(|name| {
                        (
                            name.as_str(),
                            format!("前の年度は{name}の準備をした。").into(),
                        )
                    })
                    .collect();
                let filled = filling::fill(&form.filled, &entries);
                (form.department, filled)
            })
            .collect()
    };
    LAST.get_or_init(made).clone()
}

/// What the register was or has become: `without 1-①-3`, `stopped 1-①`, `grade A "計画通り"`,
/// `due 2026-06-30`.
pub fn change_plan(plan: &mut Plan, change: &[Word]) {
    match change {
        [Bare(verb), Bare(number)] if verb == "without" => {
            let count = plan.initiatives.len() + plan.indicators.len();
            plan.initiatives.retain(|i| i.number != *number);
            plan.indicators.retain(|i| i.number != *number);
            let left = plan.initiatives.len() + plan.indicators.len();
            assert_eq!(left + 1, count, "no {number}");
        }
        [Bare(verb), Bare(number)] if verb == "stopped" => {
            let item = plan.items.iter_mut().find(|i| i.number == *number);
            let item = item.unwrap_or_else(|| panic!("no {number}"));
            item.termination = Some(Termination::Stopped);
            item.end = Some(plans::YEAR);
        }
        [Bare(verb), Bare(symbol), Text(name)] if verb == "grade" => {
            let grade = plan.grades.iter_mut().find(|g| g.symbol == *symbol);
            grade.expect("a grade").name.clone_from(name);
        }
        [Bare(verb), Bare(day)] if verb == "due" => {
            let cycle = plan.cycles.last_mut().expect("a cycle");
            cycle.due = day.parse().expect("a day");
        }
        words => panic!("not known of a register: {words:?}"),
    }
}
