//! A plan of any city, with hostile texts, reads back as it was written.

use proptest::prelude::*;

use super::round_trip;
use crate::diagnostic::Code as Fault;
use crate::plan::*;
use crate::values::{Code, FiscalYear, Value};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ぁ-んァ-ヶ一-龠a-zA-Z0-9・()]{1,12}",
        Just("=SUM(A1)".to_owned()),
        Just("@cmd|' /C calc'!A0=".to_owned()),
        Just("𠮷🍣髙﨑".to_owned()),
        Just("_x000D_と辻\u{e0100}".to_owned()),
        Just("一行目\n  二行目".to_owned()),
        Just("0012.50".to_owned()),
    ]
}

fn decimal() -> impl Strategy<Value = rust_decimal::Decimal> {
    (-10_i64.pow(17)..10_i64.pow(17), 0u32..6).prop_map(|(n, s)| rust_decimal::Decimal::new(n, s))
}

prop_compose! {
    fn any_plan()(
        style in 0usize..3,
        start in 1995i32..2090,
        length in 0i32..7,
        names in prop::collection::vec(text(), 6),
        options in prop::collection::vec(prop::option::of(text()), 8),
        numbers in prop::collection::vec(prop::option::of(decimal()), 4),
        flags in prop::collection::vec(any::<bool>(), 4),
        direction in prop::sample::select(Direction::ALL.to_vec()),
        own_id in any::<bool>(),
    ) -> Plan {
        let number = |at: usize| match style {
            0 => format!("1-{}", ["①", "②", "③"][at]),
            1 => format!("Ⅰ-(1)-{}", ["ア", "イ", "ウ"][at]),
            _ => format!("R2－{}", at + 1),
        };
        let pillar = ["1", "Ⅰ", "R2"][style].to_owned();
        let start = FiscalYear::new(start);
        let end = FiscalYear::new(start.western() + length);
        let day = |month, day| {
            chrono::NaiveDate::from_ymd_opt(start.western() + 1, month, day).expect("a day")
        };
        let code = |n: &str| Code::derive(n).expect("a code");
        let item = |at: usize| Item {
            number: number(at),
            id: if own_id { code(&format!("x{at}")) } else { code(&number(at)) },
            title: names[at].clone(),
            pillar: pillar.clone(),
            measure: flags[0].then(|| "(1)".to_owned()),
            leads: vec!["甲課".to_owned(), "乙・丙課".to_owned()],
            partners: if flags[1] { vec!["丁 課".to_owned()] } else { vec![] },
            situation: options[0].clone(),
            policy: options[1].clone(),
            start: flags[2].then_some(start),
            end: flags[3].then_some(end),
            termination: (flags[3] && flags[2]).then_some(Termination::Completed),
            merged_into: flags[1].then(|| number(1)),
            planned_effects: numbers[0].iter().map(|n| (start, *n)).collect(),
        };
        let items = vec![item(0), item(1)];
        let targets = match direction {
            Direction::AtLeast | Direction::AtMost => numbers[0].map(Target::Number),
            Direction::Qualitative => options[2].clone().map(Target::Text),
            Direction::NoTarget => None,
        };
        let department = |code: &str, name: &str| Department {
            code: code.to_owned(),
            name: name.to_owned(),
            division: options[3].clone(),
            mail: flags[2].then(|| format!("{code}@city.example.jp")),
            ..Department::default()
        };
        let grade = |symbol: &str, name: &str| Grade {
            symbol: symbol.to_owned(),
            name: name.to_owned(),
            definition: options[4].clone(),
            counted: flags[0],
            on_track: flags[0] && flags[1],
            colour: flags[2].then(|| "#a0b1c2".to_owned()),
        };
        Plan {
            opinions: Vec::new(),
            profile: Profile {
                municipality: names[2].clone(),
                name: names[3].clone(),
                short_name: options[5].clone(),
                start,
                end,
                adopted: flags[1].then(|| start.previous()),
                office: names[4].clone(),
                sample: flags[3],
                first_grade_public: flags[0],
                levels: LevelNames {
                    item: names[5].clone(),
                    ..LevelNames::default()
                },
                ..Profile::default()
            },
            themes: vec![Theme {
                number: options[6].clone(),
                name: names[5].clone(),
                description: options[7].clone(),
            }],
            pillars: vec![Pillar { number: pillar.clone(), name: names[0].clone() }],
            measures: vec![Measure {
                pillar: pillar.clone(),
                number: "(1)".to_owned(),
                name: names[1].clone(),
            }],
            initiatives: vec![Initiative {
                number: format!("{}-1", number(0)),
                id: code(&format!("{}-1", number(0))),
                item: items[0].id.clone(),
                text: names[2].clone(),
                responsible: if flags[0] {
                    Responsible::Everyone
                } else {
                    Responsible::Departments(vec!["丁 課".to_owned(), "甲課".to_owned()])
                },
                schedule: options[0].iter().map(|t| (end, t.clone())).collect(),
            }],
            indicators: vec![Indicator {
                number: format!("{}-K", number(1)),
                id: code(&format!("{}-K", number(1))),
                item: items[1].id.clone(),
                name: names[3].clone(),
                unit: options[1].clone(),
                kind: flags[0].then_some(IndicatorKind::Activity),
                direction,
                accumulation: if flags[1] { Accumulation::Cumulative } else { Accumulation::SingleYear },
                places: flags[2].then_some(2),
                base_year: flags[3].then_some(start.previous()),
                base: numbers[1],
                department: "甲課".to_owned(),
                targets: targets.into_iter().map(|t| (start, t)).collect(),
            }],
            departments: vec![
                department("01", "甲課"),
                department("2", "乙・丙課"),
                department("A-3", "丁 課"),
                Department {
                    starts: Some(day(4, 1)),
                    ends: Some(day(12, 31)),
                    successors: vec!["甲課".to_owned(), "丁 課".to_owned()],
                    ..department("04", "戊課")
                },
            ],
            grades: vec![grade("順調", "順調"), grade("△", "遅れ")],
            cycles: vec![Cycle {
                year: start,
                kind: YEAR_END.to_owned(),
                inquiry_date: day(4, 10),
                contributors_due: flags[0].then(|| day(4, 20)),
                due: day(5, 15),
                state: CycleState::Running,
                rules: CycleRules {
                    compared: None,
                    judged: flags[2].then_some(flags[0]),
                    resubmission_due: flags[3].then(|| day(6, 1)),
                },
            }],
            meetings: vec![Meeting {
                year: start,
                kind: YEAR_END.to_owned(),
                body: Body::Council,
                session: options[2].clone(),
                date: flags[1].then(|| day(8, 1)),
                document: options[3].clone(),
                material: options[4].clone(),
            }],
            past_results: vec![PastResult {
                year: start.previous(),
                kind: "中間".to_owned(),
                number: number(1),
                id: items[1].id.clone(),
                grade: flags[2].then(|| "△".to_owned()),
                actual: numbers[2].map(Value::Number),
                effect: numbers[3],
                reference: options[5].clone(),
            }],
            changes: vec![Change {
                date: day(4, 1),
                number: number(1),
                subject: ChangeSubject::Entry(items[1].id.clone()),
                kind: ChangeKind::Other,
                old: options[0].clone(),
                new: options[1].clone(),
                conversion: flags[0].then_some(Conversion::NotCompared),
                reason: options[2].clone(),
                public: flags[1],
            }],
            glossary: vec![Term {
                term: names[0].clone(),
                explanation: options[6].clone().unwrap_or_default(),
            }],
            items,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_plan_reads_back(plan in any_plan()) {
        let (read, diagnostics) = round_trip(&plan);
        // A made-up document of 会議 is asked about, and kept.
        let faults: Vec<_> = diagnostics.into_iter().filter(|d| d.code != Fault::RegisterNote).collect();
        prop_assert_eq!(faults, vec![]);
        prop_assert_eq!(read, Some(plan));
    }
}
