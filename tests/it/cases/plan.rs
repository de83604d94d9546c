//! The plan of the cases: small, with an indicator of every kind, four departments and a cycle before.

use std::collections::BTreeMap;

use gyokaku::plan::{
    Accumulation, Direction, Indicator, Initiative, Item, Plan, Responsible, Target, Termination,
};
use gyokaku::values::FiscalYear;
use rust_decimal::{Decimal, dec};

use crate::plans;

/// 01 総務課 leads 1-①, to which 03 市民課 contributes; 02 財政課 leads 2-① and 2-②, which is to be stopped;
/// 04 上下水道課 leads 3-①. Nothing is planned for 2-①-2 in the year that is reported on.
pub fn plan() -> Plan {
    Plan {
        pillars: vec![
            plans::pillar("1", "職員"),
            plans::pillar("2", "財政"),
            plans::pillar("3", "水道"),
        ],
        items: items(),
        initiatives: vec![
            initiative("1-①-1", &["総務課"], &[(2024, "検討"), (2025, "実施")]),
            initiative("1-①-2", &["総務課", "市民課"], &[(2025, "実施")]),
            initiative("1-①-3", &["総務課"], &[(2025, "実施")]),
            initiative("2-①-1", &["財政課"], &[(2025, "準備"), (2026, "実施")]),
            initiative("2-①-2", &["財政課"], &[(2026, "実施")]),
            initiative("2-②-1", &["財政課"], &[(2025, "実施")]),
            initiative("3-①-1", &["上下水道課"], &[(2025, "実施")]),
        ],
        indicators: indicators(),
        departments: plans::departments(&["総務課", "財政課", "市民課", "上下水道課"]),
        grades: grades(),
        ..plans::plan("試験市", "改革計画")
    }
}

fn items() -> Vec<Item> {
    let item = |number: &str, title: &str, lead: &str| {
        let pillar = number.split('-').next().expect("a pillar");
        Item {
            situation: Some(format!("{title}が課題になっている。")),
            policy: Some(format!("{title}を計画的に進める。")),
            ..plans::item(number, title, pillar, lead)
        }
    };
    vec![
        item("1-①", "人材の育成", "総務課"),
        item("2-①", "歳入の確保", "財政課"),
        Item {
            termination: Some(Termination::Stopped),
            end: Some(FiscalYear::new(2025)),
            ..item("2-②", "歳出の見直し", "財政課")
        },
        item("3-①", "水道の経営", "上下水道課"),
    ]
}

fn initiative(number: &str, by: &[&str], schedule: &[(i32, &str)]) -> Initiative {
    let item = number.rsplit_once('-').expect("an item").0;
    Initiative {
        responsible: Responsible::Departments(by.iter().map(|d| (*d).to_owned()).collect()),
        schedule: schedule
            .iter()
            .map(|(year, text)| (FiscalYear::new(*year), (*text).to_owned()))
            .collect(),
        ..plans::initiative(number, item, by)
    }
}

fn indicators() -> Vec<Indicator> {
    let at_least = Direction::AtLeast;
    vec![
        indicator("1-①-K1", "研修の受講率", "%", at_least, "総務課", dec!(98)),
        indicator("1-①-K2", "研修の回数", "回", at_least, "総務課", dec!(30)),
        indicator(
            "2-①-K1",
            "時間外勤務",
            "時間",
            Direction::AtMost,
            "財政課",
            dec!(100),
        ),
        Indicator {
            targets: BTreeMap::from([(plans::YEAR, Target::Text("方針案の作成".to_owned()))]),
            unit: None,
            direction: Direction::Qualitative,
            ..indicator("2-①-K2", "方針", "", at_least, "財政課", dec!(0))
        },
        indicator(
            "2-①-K3",
            "収納した額",
            "円",
            at_least,
            "財政課",
            dec!(567_000_000),
        ),
        Indicator {
            accumulation: Accumulation::Cumulative,
            ..indicator(
                "3-①-K1",
                "更新した管",
                "km",
                at_least,
                "上下水道課",
                dec!(60),
            )
        },
        indicator(
            "3-①-K2",
            "使用料",
            "千円",
            at_least,
            "上下水道課",
            dec!(12_000),
        ),
    ]
}

fn indicator(
    number: &str,
    name: &str,
    unit: &str,
    direction: Direction,
    department: &str,
    target: Decimal,
) -> Indicator {
    Indicator {
        name: name.to_owned(),
        ..plans::indicator(number, unit, direction, department, &[(2025, target)])
    }
}

fn grades() -> Vec<gyokaku::plan::Grade> {
    let mut grades = plans::lettered_grades();
    let rest = grades.pop().expect("対象外");
    grades.push(plans::grade("完了", "完了", true, true));
    grades.push(plans::grade("中止", "中止", false, false));
    grades.push(plans::grade("統合", "統合", false, false));
    grades.push(rest);
    grades
}
