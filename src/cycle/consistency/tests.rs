//! Two cycles of the template's plan, merged and compared.

use rust_decimal::{Decimal, dec};

use crate::cycle::{CycleRecord, Previous, merge};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{IndicatorField, InitiativeField, ItemField};
use crate::plan::register::template_plan;
use crate::plan::{Accumulation, Plan, Target};
use crate::submission::{Field, Intake, Submission};
use crate::values::{CellLocation, Code as Id, FiscalYear, Source, Sourced, Value};

type Answers = Vec<(Field, Value)>;

fn plan() -> Plan {
    template_plan().expect("the template")
}

fn id(code: &str) -> Id {
    Id::derive(code).expect("a code")
}

fn actual(code: &str, value: Decimal) -> (Field, Value) {
    let field = Field::Indicator(id(code), IndicatorField::Actual);
    (field, Value::Number(value))
}

fn saving(code: &str, value: i64) -> (Field, Value) {
    let field = Field::Initiative(id(code), InitiativeField::EffectSaving);
    (field, Value::Number(Decimal::from(value)))
}

/// Answers of one department, each in a cell of its own.
fn submission(plan: &Plan, department: &str, answers: Answers) -> Submission {
    let department = plan.departments.iter().find(|d| d.name == department);
    let answers = (1..)
        .zip(answers)
        .map(|(row, (field, value))| {
            let source = Source {
                at: CellLocation {
                    file: "a.xlsx".to_owned(),
                    sheet: "1-①".to_owned(),
                    cell: format!("C{row}"),
                },
                typed: value.text(),
            };
            let value = Some(value);
            (field, Sourced::typed(value, source))
        })
        .collect();
    Submission {
        department: department.expect("a department").code.clone(),
        answers,
        ..Submission::default()
    }
}

fn record(
    plan: &Plan,
    year: i32,
    submissions: Vec<Submission>,
    previous: Option<&Previous>,
    reported: Vec<Diagnostic>,
) -> CycleRecord {
    let cycle = plan
        .cycle(FiscalYear::new(year), "年度末")
        .expect("a cycle");
    let intake = Intake {
        second: std::collections::BTreeMap::new(),
        files: Vec::new(),
        submissions,
        diagnostics: reported,
    };
    merge(plan, cycle, &intake, previous, Vec::new())
}

/// What is asked of `now`, after `before`.
fn asked(plan: &Plan, before: Vec<Submission>, now: Vec<Submission>) -> Vec<Diagnostic> {
    let last = record(plan, 2024, before, None, Vec::new());
    let previous = Previous::from_record(&last);
    questions(record(plan, 2025, now, Some(&previous), Vec::new()))
}

fn questions(record: CycleRecord) -> Vec<Diagnostic> {
    let other = [Code::NotSubmitted, Code::GradeAgainstTarget];
    record
        .diagnostics
        .into_iter()
        .filter(|d| !other.contains(&d.code))
        .collect()
}

fn codes(reported: &[Diagnostic]) -> Vec<Code> {
    reported.iter().map(|d| d.code).collect()
}

/// 1-①-K1 with these targets for 令和7年度.
fn with_indicator(target: Option<Decimal>, accumulation: Accumulation) -> Plan {
    let mut plan = plan();
    let of = plan.indicators.iter_mut().find(|i| i.id == id("1-1-k1"));
    let indicator = of.expect("1-①-K1");
    indicator.accumulation = accumulation;
    indicator.targets.clear();
    indicator
        .targets
        .extend(target.map(|t| (FiscalYear::new(2025), Target::Number(t))));
    plan
}

#[test]
fn actuals_beside_last_cycles() {
    use Accumulation::{Cumulative, SingleYear};
    let tenfold = Some(Code::ActualTenfold);
    for (before, now, target, accumulation, code) in [
        (dec!(79.1), dec!(83.4), Some(dec!(82)), SingleYear, None),
        (dec!(79.1), dec!(834), Some(dec!(82)), SingleYear, tenfold),
        (dec!(79.1), dec!(8.34), Some(dec!(82)), SingleYear, None),
        (dec!(79.1), dec!(7.91), Some(dec!(82)), SingleYear, tenfold),
        (dec!(79.1), dec!(791), None, SingleYear, tenfold),
        (dec!(10), dec!(99.9), None, SingleYear, None),
        (dec!(0), dec!(500), None, SingleYear, None),
        (dec!(500), dec!(0), None, SingleYear, None),
        (dec!(-5), dec!(50), None, SingleYear, tenfold),
        // The plan expects the leap.
        (dec!(3), dec!(55), Some(dec!(50)), SingleYear, None),
        (dec!(3), dec!(550), Some(dec!(50)), SingleYear, tenfold),
        (dec!(400), dec!(12), Some(dec!(10)), SingleYear, None),
        (dec!(2), dec!(25), Some(dec!(20)), Cumulative, None),
        (dec!(2), dec!(250), Some(dec!(20)), Cumulative, tenfold),
        (
            dec!(22),
            dec!(20),
            Some(dec!(45)),
            Cumulative,
            Some(Code::CumulativeFell),
        ),
        (
            dec!(22),
            dec!(2),
            Some(dec!(45)),
            Cumulative,
            Some(Code::CumulativeFell),
        ),
        (dec!(22), dec!(22), Some(dec!(45)), Cumulative, None),
        (dec!(22), dec!(20), Some(dec!(45)), SingleYear, None),
    ] {
        let plan = with_indicator(target, accumulation);
        let of = |value| vec![submission(&plan, "総務課", vec![actual("1-1-k1", value)])];
        let reported = asked(&plan, of(before), of(now));
        assert_eq!(
            codes(&reported),
            code.into_iter().collect::<Vec<_>>(),
            "{before} {now}"
        );
        for one in &reported {
            assert_eq!(
                (one.file.as_deref(), one.cell.as_deref()),
                (Some("a.xlsx"), Some("C1"))
            );
            let figures = [
                crate::values::grouped(before, 1),
                crate::values::grouped(now, 1),
            ];
            for figure in figures {
                assert!(one.message.contains(&figure), "{figure}: {}", one.message);
            }
            assert!(one.message.contains("令和6年度"), "{}", one.message);
        }
    }
}

#[test]
fn a_percentage_asked_about_already_is_not_asked_twice() {
    let plan = plan();
    let of = |value| vec![submission(&plan, "総務課", vec![actual("1-1-k1", value)])];
    let last = record(&plan, 2024, of(dec!(79.1)), None, Vec::new());
    let previous = Previous::from_record(&last);
    let now = of(dec!(0.834));
    let source = now[0]
        .answers
        .values()
        .next()
        .expect("an answer")
        .source
        .clone();
    let reported = vec![Diagnostic::new(Code::ValuePercent, "", "").about(&source)];
    let asked = questions(record(&plan, 2025, now, Some(&previous), reported));
    assert_eq!(codes(&asked), [Code::ValuePercent]);
}

#[test]
fn yen_for_thousands_of_yen() {
    let plan = plan();
    let of = |answers: Answers| vec![submission(&plan, "総務課", answers)];
    for (before, now, asked_) in [
        (1800, 3_600_000, true),
        (1800, 900_000, true),
        (-1800, 3_600_000, true),
        (1800, 3600, false),
        (1800, 890_000, false),
        (3_600_000, 1800, false),
    ] {
        let reported = asked(
            &plan,
            of(vec![saving("1-3-3", before)]),
            of(vec![saving("1-3-3", now)]),
        );
        let expected = if asked_ {
            vec![Code::EffectThousandfold]
        } else {
            vec![]
        };
        assert_eq!(codes(&reported), expected, "{before} {now}");
    }
    let reported = asked(
        &plan,
        of(vec![saving("1-3-3", 1800)]),
        of(vec![saving("1-3-3", 3_600_000)]),
    );
    let message = &reported[0].message;
    assert!(
        message.contains("3,600,000千円") && message.contains("1,800千円"),
        "{message}"
    );
}

#[test]
fn an_effect_beside_those_of_others_where_there_was_none_before() {
    let plan = plan();
    let others = [
        ("1-1-1", 500),
        ("1-1-2", 800),
        ("1-2-1", 1000),
        ("1-3-1", 1250),
        ("1-4-1", 2000),
    ];
    let of = |count: usize, amount: i64| {
        let mut answers: Answers = others[..count].iter().map(|(c, n)| saving(c, *n)).collect();
        answers.push(saving("2-4-2", amount));
        vec![submission(&plan, "総務課", answers)]
    };
    let nothing = || vec![submission(&plan, "総務課", Vec::new())];
    let reported = asked(&plan, nothing(), of(5, 1_250_000));
    assert_eq!(codes(&reported), [Code::EffectThousandfold]);
    assert!(
        reported[0].message.contains("中央値 1,000千円"),
        "{}",
        reported[0].message
    );
    assert_eq!(codes(&asked(&plan, nothing(), of(5, 900_000))), []);
    // Too few to say what is usual.
    assert_eq!(codes(&asked(&plan, nothing(), of(4, 1_250_000))), []);
    // Without a last cycle too.
    let reported = questions(record(&plan, 2025, of(5, 1_250_000), None, Vec::new()));
    assert_eq!(codes(&reported), [Code::EffectThousandfold]);
}

#[test]
fn texts_of_last_cycle() {
    let plan = plan();
    let long = "階層別研修を14回実施し、延べ312人が受講した。";
    let of = |field: Field, text: &str| {
        let answers = vec![(field, Value::Text(text.to_owned()))];
        vec![submission(&plan, "総務課", answers)]
    };
    let item = |f| Field::Item(id("1-1"), f);
    let initiative = |f| Field::Initiative(id("1-1-1"), f);
    for field in [
        item(ItemField::Reason),
        item(ItemField::Issue),
        item(ItemField::Next),
        item(ItemField::PublicNote),
        initiative(InitiativeField::Result),
    ] {
        for now in [
            long.to_owned(),
            long.replace('、', "、\n  "),
            long.replace("14", "１４"),
        ] {
            let reported = asked(&plan, of(field.clone(), long), of(field.clone(), &now));
            assert_eq!(codes(&reported), [Code::TextRepeated], "{field:?}");
            assert!(
                reported[0].message.contains("令和6年度"),
                "{}",
                reported[0].message
            );
        }
        let changed = long.replace("14", "15");
        assert_eq!(
            codes(&asked(
                &plan,
                of(field.clone(), long),
                of(field.clone(), &changed)
            )),
            []
        );
        let short = "継続して実施した。";
        assert_eq!(
            codes(&asked(&plan, of(field.clone(), short), of(field, short))),
            []
        );
    }
    for field in [
        initiative(InitiativeField::EffectBasis),
        Field::Indicator(id("1-1-k1"), IndicatorField::Note),
    ] {
        assert_eq!(
            codes(&asked(&plan, of(field.clone(), long), of(field, long))),
            []
        );
    }
}

/// 税務収納課 became 税務課 and 収納課: their texts are held against its.
#[test]
fn texts_of_a_department_that_was_followed() {
    let plan = plan();
    let text = "納税通知書に全ての納税者向けのQRコードを印字した。";
    let of = |department: &str| {
        let field = Field::Initiative(id("3-3-3"), InitiativeField::Result);
        let answers = vec![(field, Value::Text(text.to_owned()))];
        vec![submission(&plan, department, answers)]
    };
    let reported = asked(&plan, of("税務収納課"), of("税務課"));
    assert_eq!(codes(&reported), [Code::TextRepeated]);
}
