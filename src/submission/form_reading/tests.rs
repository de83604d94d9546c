//! Tests of the reading of one form.

use super::*;
use crate::values::Code as PlanCode;

#[test]
fn a_state_typed_as_the_actual_against_another_state_is_refused_and_kept() {
    let workbook = ReturnedWorkbook::default();
    let indicator = PlanCode::derive("1-1-K1").expect("a code");
    let state = Field::Indicator(indicator.clone(), IndicatorField::State);
    let actual = Field::Indicator(indicator, IndicatorField::Actual);
    let chosen = Sourced {
        value: Some(Value::Choice("確定値".to_owned())),
        source: Source::default(),
        correction: None,
    };
    let mut reading = Reading {
        plan: &Plan::default(),
        cycle: None,
        older_form: false,
        workbook: &workbook,
        file: "a.xlsx",
        sheets: BTreeMap::new(),
        taken: BTreeMap::new(),
        known: Vec::new(),
        absent: BTreeMap::new(),
        hidden: Vec::new(),
        submission: Submission {
            answers: BTreeMap::from([(state.clone(), chosen.clone())]),
            ..Submission::default()
        },
        diagnostics: Vec::new(),
    };
    let source = Source {
        typed: "未確定".to_owned(),
        ..Source::default()
    };
    let word = Parsed {
        state: Some(crate::form::IndicatorState::NotYet),
        ..Parsed::default()
    };
    reading.store(&actual, word, source.clone());
    let codes: Vec<Code> = reading.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::ValueNotNumber]);
    let answers = &reading.submission.answers;
    assert_eq!(answers[&actual].value, None);
    assert_eq!(answers[&actual].source.typed, "未確定");
    assert_eq!(answers[&state].value, chosen.value);
}
