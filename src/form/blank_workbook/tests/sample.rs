//! A small plan of one department with two items, and its form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::dec;

use crate::form::layout::{Beside, FormLayout};
use crate::plan::{
    Accumulation, Assignments, Cycle, CycleState, Department, Direction, Grade, Indicator,
    Initiative, Item, Pillar, Plan, Profile, Responsible, Target,
};
use crate::values::{Code, FiscalYear};

pub(super) fn code(number: &str) -> Code {
    Code::derive(number).expect("a code")
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

fn item(number: &str, title: &str) -> Item {
    Item {
        title: title.to_owned(),
        pillar: "1".to_owned(),
        leads: vec!["総務課".to_owned()],
        partners: vec!["財政課".to_owned()],
        situation: Some(
            "研修の受講率は高いが、学んだことを業務に生かす仕組みが十分でない。".to_owned(),
        ),
        policy: Some("=HYPERLINK(\"http://example.com\")".to_owned()),
        ..Item::new(number.to_owned(), code(number))
    }
}

fn initiative(number: &str, of: &str, text: &str) -> Initiative {
    let plan = [
        (2024, "検討"),
        (2025, "準備"),
        (2026, "実施"),
        (2027, "継続"),
    ];
    Initiative {
        number: number.to_owned(),
        id: code(number),
        item: code(of),
        text: text.to_owned(),
        responsible: Responsible::Departments(vec!["総務課".to_owned()]),
        schedule: plan
            .map(|(year, text)| (FiscalYear::new(year), text.to_owned()))
            .into(),
    }
}

fn indicator(number: &str, name: &str, direction: Direction, target: Target) -> Indicator {
    Indicator {
        number: number.to_owned(),
        id: code(number),
        item: code("1-①"),
        name: name.to_owned(),
        unit: Some("時間".to_owned()),
        kind: None,
        direction,
        accumulation: Accumulation::SingleYear,
        places: Some(1),
        base_year: Some(FiscalYear::new(2023)),
        base: Some(dec!(12.4)),
        department: "総務課".to_owned(),
        targets: BTreeMap::from([(FiscalYear::new(2025), target)]),
    }
}

fn plan() -> Plan {
    let grade = |symbol: &str, name: &str, definition: &str| Grade {
        symbol: symbol.to_owned(),
        name: name.to_owned(),
        definition: Some(definition.to_owned()),
        counted: true,
        on_track: true,
        colour: None,
    };
    Plan {
        profile: Profile {
            municipality: "つくばみらい市".to_owned(),
            name: "みらい改革プラン".to_owned(),
            office: "行政経営デジタル戦略課".to_owned(),
            contact: Some("内線 1234".to_owned()),
            ..Profile::default()
        },
        pillars: vec![Pillar {
            number: "1".to_owned(),
            name: "人材の育成と組織づくり".to_owned(),
        }],
        items: vec![item("1-①", "人材の育成"), item("1-②", "働き方改革の推進")],
        initiatives: vec![
            initiative("1-①-1", "1-①", "職員研修計画を見直し、階層別の研修を行う。"),
            initiative(
                "1-②-ア",
                "1-②",
                "時間外勤務を減らすため、業務の棚卸しを行う。",
            ),
        ],
        indicators: vec![
            indicator(
                "1-①-K1",
                "一人当たりの時間外勤務",
                Direction::AtMost,
                Target::Number(dec!(10)),
            ),
            indicator(
                "1-①-K2",
                "研修の効果",
                Direction::Qualitative,
                Target::Text("業務改善が進む".to_owned()),
            ),
        ],
        departments: vec![Department {
            code: "01".to_owned(),
            name: "総務課".to_owned(),
            ..Department::default()
        }],
        grades: vec![
            grade("S", "計画を上回る", "計画を上回って進んでいる。"),
            grade("A", "計画どおり", "計画どおりに進んでいる。"),
            grade("B", "やや遅れている", "計画よりやや遅れている。"),
            grade("対象外", "対象外", "この年度は評価しない。"),
        ],
        ..Plan::default()
    }
}

fn cycle() -> Cycle {
    Cycle {
        year: FiscalYear::new(2025),
        kind: "年度末".to_owned(),
        inquiry_date: day(2026, 4, 10),
        contributors_due: Some(day(2026, 4, 30)),
        due: day(2026, 5, 15),
        state: CycleState::Running,
        rules: crate::plan::CycleRules::default(),
    }
}

pub(super) fn layout(beside: &Beside) -> FormLayout {
    let (plan, cycle) = (plan(), cycle());
    let assignments = Assignments::of(&plan, &cycle);
    let (department, parts) = &assignments.departments()[0];
    FormLayout::new(&plan, &cycle, department, parts, beside)
}
