//! The same cycle with many times the items: what a page costs must not grow with their number.

use std::collections::BTreeMap;

use gyokaku::cycle::CycleRecord;
use gyokaku::plan::Plan;
use gyokaku::submission::{Field, Intake, Submission};
use gyokaku::values::Code;

/// A plan of this many items is beyond any city's.
pub const ITEMS: usize = 500;

/// The plan with its items over and over, each with initiatives, indicators and numbers of its own.
pub fn plan(plan: &Plan) -> Plan {
    let mut many = plan.clone();
    let items = plan.items.len().max(1);
    for at in items..ITEMS {
        let (nth, item) = (at / items, &plan.items[at % items]);
        let mut copy = item.clone();
        copy.id = again(&item.id, nth);
        copy.number = printed(&item.number, nth);
        for initiative in plan.initiatives_of(&item.id) {
            let mut initiative = initiative.clone();
            initiative.item = copy.id.clone();
            initiative.id = again(&initiative.id, nth);
            initiative.number = printed(&initiative.number, nth);
            many.initiatives.push(initiative);
        }
        for indicator in plan.indicators_of(&item.id) {
            let mut indicator = indicator.clone();
            indicator.item = copy.id.clone();
            indicator.id = again(&indicator.id, nth);
            indicator.number = printed(&indicator.number, nth);
            many.indicators.push(indicator);
        }
        many.items.push(copy);
    }
    many
}

/// The answers with as many of each as there are copies of its item.
pub fn intake(plan: &Plan, intake: &Intake) -> Intake {
    let rounds = rounds(plan);
    let submissions = intake.submissions.iter().map(|submission| {
        let mut answers = BTreeMap::new();
        for (field, answer) in &submission.answers {
            answers.insert(field.clone(), answer.clone());
            let copies = (1..rounds).filter_map(|nth| Some((of_copy(field, nth)?, answer.clone())));
            answers.extend(copies);
        }
        Submission {
            answers,
            ..submission.clone()
        }
    });
    Intake {
        files: Vec::new(),
        submissions: submissions.collect(),
        ..Intake::default()
    }
}

/// The record of the cycle before, with the same copies.
pub fn record(plan: &Plan, record: &CycleRecord) -> CycleRecord {
    let mut many = record.clone();
    for nth in 1..rounds(plan) {
        many.items.extend(record.items.iter().map(|item| {
            let mut copy = item.clone();
            copy.id = again(&item.id, nth);
            for initiative in &mut copy.initiatives {
                initiative.id = again(&initiative.id, nth);
            }
            for indicator in &mut copy.indicators {
                indicator.id = again(&indicator.id, nth);
            }
            copy
        }));
    }
    many
}

/// How often each item stands at most.
fn rounds(plan: &Plan) -> usize {
    ITEMS.div_ceil(plan.items.len().max(1))
}

fn of_copy(field: &Field, nth: usize) -> Option<Field> {
    Some(match field {
        Field::Office(_) | Field::Opinion(..) => return None,
        Field::Item(id, field) => Field::Item(again(id, nth), *field),
        Field::Initiative(id, field) => Field::Initiative(again(id, nth), *field),
        Field::Indicator(id, field) => Field::Indicator(again(id, nth), *field),
    })
}

fn again(id: &Code, nth: usize) -> Code {
    Code::derive(&format!("{id}-x{nth}")).expect("a code")
}

fn printed(number: &str, nth: usize) -> String {
    format!("{number}（{nth}）")
}
