//! A cycle of which the register's 過年度実績 alone is known, as if it had been answered: so it can be explained and
//! compared. 効果額 is left out, since 過年度実績 does not say of which initiative it is.

use std::collections::BTreeMap;

use super::merge;
use super::record::CycleRecord;
use crate::plan::{Cycle, PastResult, Plan, register};
use crate::submission::{Field, IndicatorField, Intake, ItemField, Submission, SubmissionFile};
use crate::values::{CellLocation, Source, Sourced, Value};

/// The record of what 過年度実績 lists of a cycle; `None` where it lists nothing.
pub fn record_of_past_results(plan: &Plan, cycle: &Cycle) -> Option<CycleRecord> {
    let mut answers: BTreeMap<&str, BTreeMap<Field, Sourced<Value>>> = BTreeMap::new();
    let listed = plan.past_results.iter();
    for past in listed.filter(|p| p.year == cycle.year && p.kind == cycle.kind) {
        let Some((department, field, value)) = answer(plan, past) else {
            continue;
        };
        let typed = value.text();
        let at = CellLocation {
            file: register::FILE_NAME.to_owned(),
            sheet: register::PAST_RESULTS.to_owned(),
            cell: format!("{}の行", past.number),
        };
        let answered = Sourced::typed(Some(value), Source { at, typed });
        answers
            .entry(department)
            .or_default()
            .insert(field, answered);
    }
    if answers.is_empty() {
        return None;
    }
    let submissions = answers.into_iter().filter_map(|(department, answers)| {
        let department = plan.departments.iter().find(|d| d.name == department)?;
        Some(Submission {
            files: vec![SubmissionFile {
                path: register::FILE_NAME.to_owned(),
                digest: String::new(),
            }],
            department: department.code.clone(),
            round: 1,
            replaces: Vec::new(),
            answers,
            ..Submission::default()
        })
    });
    let intake = Intake {
        submissions: submissions.collect(),
        ..Intake::default()
    };
    Some(merge(plan, cycle, &intake, None, Vec::new()))
}

/// Whose answer a line is, to what, and what it says.
fn answer<'p>(plan: &'p Plan, past: &PastResult) -> Option<(&'p str, Field, Value)> {
    if let Some(item) = plan.item(&past.id) {
        let grade = Value::Choice(past.grade.clone()?);
        let lead = item.leads.first()?;
        return Some((lead, Field::Item(item.id.clone(), ItemField::Grade), grade));
    }
    let indicator = plan.indicators.iter().find(|i| i.id == past.id)?;
    let field = Field::Indicator(indicator.id.clone(), IndicatorField::Actual);
    Some((indicator.department.as_str(), field, past.actual.clone()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Direction, YEAR_END};

    #[test]
    fn what_the_register_lists_of_a_cycle_is_counted_and_has_its_place() {
        let mut plan = register::template_plan().unwrap();
        let mut cycle = plan.cycles[0].clone();
        cycle.year = plan.profile.start;
        assert!(record_of_past_results(&plan, &cycle).is_none());
        plan.indicators[0].direction = Direction::Qualitative;
        let past = |number: &str, grade: Option<&str>, actual: Option<&str>| PastResult {
            year: cycle.year,
            kind: YEAR_END.to_owned(),
            number: number.to_owned(),
            id: crate::values::Code::derive(number).unwrap(),
            grade: grade.map(str::to_owned),
            actual: actual.map(|text| Value::Text(text.to_owned())),
            effect: None,
            reference: None,
        };
        let (item, indicator) = (plan.items[0].clone(), plan.indicators[0].clone());
        plan.past_results = vec![
            past(&item.number, Some("A"), None),
            past(&indicator.number, None, Some("方針を作成した")),
        ];
        cycle.kind = YEAR_END.to_owned();
        let record = record_of_past_results(&plan, &cycle).unwrap();
        let found = record.items.iter().find(|i| i.id == item.id).unwrap();
        assert_eq!(found.grade_symbol(), Some("A"));
        let reported = record.items.iter().flat_map(|i| &i.indicators);
        let reported = { reported }.find(|i| i.id == indicator.id).unwrap();
        let actual = reported.answers[IndicatorField::Actual].as_ref().unwrap();
        assert_eq!(actual.source.typed, "方針を作成した");
        assert_eq!(actual.source.at.sheet, "過年度実績");
        assert_eq!(record.summary.grades.total.denominator, 1);
    }
}
