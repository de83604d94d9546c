//! Each question, and the sound answers beside it that raise none.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Checked, check};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{
    Beside, Field, FormLayout, IndicatorField, InitiativeField, ItemField, OfficeField,
};
use crate::plan::register::template_plan;
use crate::plan::{Assignments, CycleState, Plan, Termination};
use crate::submission::Submission;
use crate::values::{CellLocation, Code as Id, FiscalYear, Source, Sourced, Value};

/// One department's answers in the plan of the template, 令和7年度.
struct Case {
    plan: Plan,
    answers: Vec<(Field, Option<Value>)>,
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

fn word(word: &str) -> Option<Value> {
    Some(Value::Choice(word.to_owned()))
}

fn number(number: i64) -> Option<Value> {
    Some(Value::Number(Decimal::from(number)))
}

fn id(code: &str) -> Id {
    Id::derive(code).expect("a code")
}

fn item(field: ItemField) -> Field {
    Field::Item(id("1-1"), field)
}

fn initiative(field: InitiativeField) -> Field {
    Field::Initiative(id("1-1-1"), field)
}

fn indicator(field: IndicatorField) -> Field {
    Field::Indicator(id("1-1-k1"), field)
}

impl Case {
    /// 総務課 has its answer confirmed; nothing else is filled.
    fn new(answers: Vec<(Field, Option<Value>)>) -> Self {
        let mut case = Self {
            plan: template_plan().expect("the template"),
            answers,
        };
        case.answers.extend([
            (Field::Office(OfficeField::Approver), text("確認 花子")),
            (Field::Office(OfficeField::ApprovalDate), text("R8.5.8")),
        ]);
        case
    }

    fn schedule(mut self, years: &[(i32, &str)]) -> Self {
        let of = self
            .plan
            .initiatives
            .iter_mut()
            .find(|i| i.id == id("1-1-1"));
        of.expect("1-①-1").schedule = years
            .iter()
            .map(|(year, text)| (FiscalYear::new(*year), (*text).to_owned()))
            .collect();
        self
    }

    fn change(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        change(&mut self.plan);
        self
    }

    fn reported(&self) -> Vec<Diagnostic> {
        let plan = &self.plan;
        let cycle = plan
            .cycle(FiscalYear::new(2025), "年度末")
            .expect("令和7年度");
        let assignments = Assignments::of(plan, cycle);
        let (department, parts) = assignments
            .departments()
            .iter()
            .find(|(d, _)| d.name == "総務課")
            .expect("総務課");
        let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
        let places: BTreeMap<Field, CellLocation> = (1..)
            .zip(layout.inputs())
            .map(|(row, (sheet, input))| {
                let place = CellLocation {
                    file: "04.xlsx".to_owned(),
                    sheet: sheet.to_owned(),
                    cell: format!("C{row}"),
                };
                (input.field.clone(), place)
            })
            .collect();
        let answers = self
            .answers
            .iter()
            .map(|(field, value)| {
                let source = Source {
                    at: places[field].clone(),
                    typed: value.as_ref().map(Value::text).unwrap_or_default(),
                };
                let value = value.clone();
                (field.clone(), Sourced::typed(value, source))
            })
            .collect();
        let submission = Submission {
            department: department.code.clone(),
            answers,
            places,
            ..Submission::default()
        };
        let reported = check(&Checked {
            plan,
            cycle: Some(cycle),
            layout: &layout,
            submission: &submission,
        });
        for one in &reported {
            assert!(one.cell.is_some() && one.sheet.is_some(), "{one:?}");
            assert!(
                one.message.ends_with('。') && one.hint.ends_with('。'),
                "{one:?}"
            );
        }
        reported
    }

    fn codes(&self) -> Vec<Code> {
        self.reported().iter().map(|d| d.code).collect()
    }
}

#[test]
fn a_confirmed_form_raises_nothing() {
    assert_eq!(Case::new(Vec::new()).codes(), Vec::<Code>::new());
    let mut case = Case::new(Vec::new());
    case.answers.clear();
    assert_eq!(case.codes(), [Code::ApprovalBlank, Code::ApprovalBlank]);
}

#[test]
fn completed_while_more_is_planned() {
    let completed = |years: &[(i32, &str)]| {
        Case::new(vec![
            (initiative(InitiativeField::Status), word("完了")),
            (initiative(InitiativeField::Result), text("終えた。")),
        ])
        .schedule(years)
    };
    for later in ["実施", "検討", "改定", "第2次の改正", "見直し"] {
        let case = completed(&[(2025, "実施"), (2026, "継続"), (2027, later)]);
        assert_eq!(case.codes(), [Code::CompletedEarly], "{later}");
        let message = &case.reported()[0].message;
        assert!(
            message.contains("令和9年度") && message.contains(later),
            "{message}"
        );
    }
    for later in [
        "継続",
        "完了",
        "継続（運用）",
        "－",
        "→",
        "（継続）",
        "運用",
    ] {
        let case = completed(&[(2024, "検討"), (2025, "実施"), (2026, later)]);
        assert_eq!(case.codes(), [], "{later}");
    }
    let ended = completed(&[(2026, "実施")]).change(|plan| {
        plan.items[0].termination = Some(Termination::Completed);
    });
    assert_eq!(ended.codes(), []);
    let running = Case::new(vec![(initiative(InitiativeField::Status), word("実施中"))])
        .schedule(&[(2025, "実施"), (2026, "改定")]);
    assert_eq!(running.codes(), []);
}

#[test]
fn a_grade_that_ends_the_item() {
    let graded = |grade: &str| Case::new(vec![(item(ItemField::Grade), word(grade))]);
    let years = [(2025, "実施"), (2026, "改定")];
    for (grade, code) in [
        ("中止", Some(Code::TerminationNotPlanned)),
        ("統合", Some(Code::TerminationNotPlanned)),
        ("完了", Some(Code::CompletedEarly)),
        ("対象外", None),
        ("C", None),
    ] {
        let case = graded(grade).schedule(&years);
        assert_eq!(
            case.codes(),
            code.into_iter().collect::<Vec<_>>(),
            "{grade}"
        );
        let ended = case.change(|plan| plan.items[0].termination = Some(Termination::Stopped));
        assert_eq!(ended.codes(), [], "{grade}");
    }
    let last_year = graded("完了")
        .schedule(&years)
        .change(|plan| plan.items[0].end = Some(FiscalYear::new(2025)));
    assert_eq!(last_year.codes(), []);
}

#[test]
fn an_initiative_stopped_while_planned() {
    let stopped = || {
        Case::new(vec![
            (initiative(InitiativeField::Status), word("中止")),
            (initiative(InitiativeField::Result), text("中止した。")),
        ])
    };
    let asked = [Code::TerminationNotPlanned];
    assert_eq!(stopped().schedule(&[(2025, "実施")]).codes(), asked);
    assert_eq!(stopped().schedule(&[(2027, "実施")]).codes(), asked);
    // The register has been changed: nothing is planned from this year on.
    assert_eq!(stopped().schedule(&[(2024, "実施")]).codes(), []);
    let ended = stopped().change(|plan| plan.items[0].termination = Some(Termination::Merged));
    assert_eq!(ended.codes(), []);
}

#[test]
fn under_way_without_a_result_where_none_was_planned() {
    let status = |word_: &str, result: Option<&str>| {
        let mut answers = vec![(initiative(InitiativeField::Status), word(word_))];
        answers.extend(result.map(|r| (initiative(InitiativeField::Result), text(r))));
        Case::new(answers)
    };
    let unplanned = [(2024, "検討"), (2027, "実施")];
    assert_eq!(
        status("実施中", None).schedule(&unplanned).codes(),
        [Code::ResultEmpty]
    );
    assert_eq!(
        status("実施中", Some("始めた。"))
            .schedule(&unplanned)
            .codes(),
        []
    );
    for quiet in ["未着手", "検討中", "準備中"] {
        assert_eq!(
            status(quiet, None).schedule(&unplanned).codes(),
            [],
            "{quiet}"
        );
    }
    // Completed in an earlier year.
    assert_eq!(status("完了", None).schedule(&[(2024, "完了")]).codes(), []);
    // Where the year has a plan, the blank is V001 already.
    assert_eq!(
        status("実施中", None).schedule(&[(2025, "実施")]).codes(),
        []
    );
}

#[test]
fn effects() {
    let effect = |saving: Option<Value>, kind: Option<&str>, basis: Option<&str>| {
        let mut answers = vec![
            (initiative(InitiativeField::Status), word("実施中")),
            (initiative(InitiativeField::EffectSaving), saving),
        ];
        answers.extend(kind.map(|k| (initiative(InitiativeField::EffectKind), word(k))));
        answers.extend(basis.map(|b| (initiative(InitiativeField::EffectBasis), text(b))));
        Case::new(answers)
    };
    let basis = Some("500時間×2,500円");
    assert_eq!(effect(number(1250), Some("単年度"), basis).codes(), []);
    assert_eq!(
        effect(number(1250), None, basis).codes(),
        [Code::EffectNoKind]
    );
    assert_eq!(
        effect(number(1250), Some("参考"), None).codes(),
        [Code::EffectNoBasis]
    );
    assert_eq!(effect(number(0), None, None).codes(), []);
    assert_eq!(effect(None, None, None).codes(), [], "a refused amount");
    let negative = effect(number(-2150), Some("単年度"), basis);
    assert_eq!(negative.codes(), [Code::EffectNegative]);
    let message = &negative.reported()[0].message;
    assert!(message.contains("▲2,150千円"), "{message}");
    // Asked once for both amounts, at the blank cell.
    let both = Case::new(vec![
        (initiative(InitiativeField::Status), word("実施中")),
        (initiative(InitiativeField::EffectRevenue), number(10)),
        (initiative(InitiativeField::EffectSaving), number(20)),
        (initiative(InitiativeField::EffectBasis), text("資料")),
    ]);
    let reported = both.reported();
    assert_eq!(both.codes(), [Code::EffectNoKind]);
    assert!(reported[0].message.contains("10千円") && reported[0].message.contains("20千円"));
}

#[test]
fn a_state_against_the_actual() {
    let of = |state: &str, actual: Option<Value>| {
        Case::new(vec![
            (indicator(IndicatorField::State), word(state)),
            (indicator(IndicatorField::Actual), actual),
        ])
    };
    for state in ["未確定", "該当なし"] {
        assert_eq!(
            of(state, number(80)).codes(),
            [Code::StateAgainstActual],
            "{state}"
        );
        assert_eq!(of(state, None).codes(), [], "asked about already");
    }
    for state in ["確定値", "速報値", "見込値"] {
        assert_eq!(of(state, number(80)).codes(), [], "{state}");
    }
}

#[test]
fn a_state_past_the_closing_of_the_books() {
    let of = |state: &str, change: fn(&mut Plan)| {
        Case::new(vec![(indicator(IndicatorField::State), word(state))]).change(change)
    };
    let year_end = |plan: &mut Plan, change: fn(&mut crate::plan::Cycle)| {
        let of = plan.cycles.iter_mut().find(|c| c.year.western() == 2025);
        change(of.expect("令和7年度"));
    };
    for state in ["速報値", "見込値", "未確定"] {
        assert_eq!(of(state, |_| ()).codes(), [], "{state}");
        let late = of(state, |_| ()).change(|p| {
            year_end(p, |c| {
                c.due = chrono::NaiveDate::from_ymd_opt(2026, 6, 1).expect("a date")
            });
        });
        assert_eq!(late.codes(), [Code::StateOverdue], "{state}");
        let closed = of(state, |_| ()).change(|p| year_end(p, |c| c.state = CycleState::Published));
        assert_eq!(closed.codes(), [Code::StateOverdue], "{state}");
    }
    let final_ = of("確定値", |_| ()).change(|p| year_end(p, |c| c.state = CycleState::Closed));
    assert_eq!(final_.codes(), []);
}

#[test]
fn internal_matters_in_texts_for_the_public() {
    for field in [
        item(ItemField::Reason),
        item(ItemField::Issue),
        item(ItemField::Next),
        item(ItemField::PublicNote),
        initiative(InitiativeField::Result),
        initiative(InitiativeField::EffectBasis),
        indicator(IndicatorField::Note),
    ] {
        let case = Case::new(vec![(field, text("詳しくは人事係（内線1234）まで。"))]);
        assert_eq!(case.codes(), [Code::TextInternal]);
        assert!(case.reported()[0].message.contains("「内線1234」"));
    }
    for field in [
        item(ItemField::InternalNote),
        item(ItemField::Contact),
        Field::Office(OfficeField::Note),
        Field::Office(OfficeField::Phone),
    ] {
        let case = Case::new(vec![(field, text("庁内限り 人事係 内線1234"))]);
        assert_eq!(case.codes(), []);
    }
}
