//! Plans of other cities, made in code: one with a field of every kind, one with other number styles and
//! grades, and one of the size of 木津川市's.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use gyokaku::plan::{
    Accumulation, Body, Cycle, CycleRules, CycleState, Department, Direction, Grade, Indicator,
    Initiative, Item, Meeting, PastResult, Pillar, Plan, Profile, Responsible, Target, YEAR_END,
};
use gyokaku::values::{Code, FiscalYear};
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

/// The year that is reported on.
pub const YEAR: FiscalYear = FiscalYear::new(2025);

/// Three departments, three items, an indicator of every kind; grades S A B C and 対象外.
///
/// 01 総務課 leads 1-①, 02 財政課 leads 2-① and 2-②, 03 市民課 contributes to 1-①.
pub fn small() -> Plan {
    Plan {
        pillars: vec![pillar("1", "職員"), pillar("2", "財政")],
        items: vec![
            item("1-①", "人材の育成", "1", "総務課"),
            item("2-①", "歳入の確保", "2", "財政課"),
            item("2-②", "歳出の見直し", "2", "財政課"),
        ],
        initiatives: vec![
            initiative("1-①-1", "1-①", &["総務課"]),
            initiative("1-①-2", "1-①", &["総務課", "市民課"]),
            initiative("2-①-1", "2-①", &["財政課"]),
            initiative("2-①-2", "2-①", &["財政課"]),
            initiative("2-②-1", "2-②", &["財政課"]),
        ],
        indicators: vec![
            indicator(
                "1-①-K1",
                "%",
                Direction::AtLeast,
                "総務課",
                &[(2025, dec!(98.0))],
            ),
            indicator(
                "1-①-K2",
                "件",
                Direction::AtLeast,
                "総務課",
                &[(2025, dec!(30))],
            ),
            indicator(
                "2-①-K1",
                "時間",
                Direction::AtMost,
                "財政課",
                &[(2025, dec!(100))],
            ),
            Indicator {
                targets: BTreeMap::from([(YEAR, Target::Text("方針案の作成".to_owned()))]),
                unit: None,
                ..indicator("2-①-K2", "", Direction::Qualitative, "財政課", &[])
            },
            Indicator {
                base: Some(dec!(10)),
                ..indicator(
                    "2-①-K3",
                    "%",
                    Direction::AtLeast,
                    "財政課",
                    &[(2026, dec!(30))],
                )
            },
        ],
        departments: departments(&["総務課", "財政課", "市民課"]),
        grades: lettered_grades(),
        meetings: vec![
            meeting(Body::Headquarters, "推進状況報告書", "資料1"),
            meeting(Body::Headquarters, "個票", "資料2"),
            meeting(Body::Headquarters, "集計表", "資料3"),
            meeting(Body::Council, "推進状況報告書", "資料1"),
        ],
        ..plan("試験市", "改革計画")
    }
}

/// Numbers R2-1 and Ⅰ-(1)-ア, grades that are their own names.
pub fn named() -> Plan {
    Plan {
        pillars: vec![pillar("R2", "人と組織"), pillar("Ⅰ", "財政の健全化")],
        items: vec![
            item("R2-1", "職員の確保", "R2", "総務課"),
            item("R2-2", "組織の見直し", "R2", "総務課"),
            item("Ⅰ-(1)-ア", "使用料の見直し", "Ⅰ", "財政課"),
        ],
        initiatives: vec![
            initiative("R2-1-あ", "R2-1", &["総務課"]),
            initiative("R2-2-あ", "R2-2", &["総務課"]),
            initiative("Ⅰ-(1)-ア-①", "Ⅰ-(1)-ア", &["財政課"]),
        ],
        departments: departments(&["総務課", "財政課"]),
        grades: vec![
            grade("予定どおり", "予定どおり", true, true),
            grade("おおむね予定どおり", "おおむね予定どおり", true, true),
            grade("遅れ", "遅れ", true, false),
            grade("対象外", "対象外", false, false),
        ],
        ..plan("名前市", "行政改革プラン")
    }
}

/// Grades by pillar as 木津川市 published them: S, A, B, C, 対象外.
pub const KIZUGAWA: [[usize; 5]; 5] = [
    [0, 3, 1, 2, 4],
    [1, 3, 10, 1, 6],
    [1, 7, 22, 0, 14],
    [1, 1, 5, 0, 0],
    [1, 7, 13, 7, 5],
];

/// Names of the pillars of [`kizugawa`].
pub const PILLARS: [&str; 5] = ["第一の柱", "第二の柱", "第三の柱", "第四の柱", "第五の柱"];

/// The symbols of [`KIZUGAWA`]'s columns.
pub const SYMBOLS: [&str; 5] = ["S", "A", "B", "C", "対象外"];

/// 5 pillars, 115 items, no indicators. The grade of each item stands in the second list.
pub fn kizugawa() -> (Plan, Vec<(String, &'static str)>) {
    const DEPARTMENTS: [&str; 6] = [
        "企画課",
        "総務課",
        "財政課",
        "市民課",
        "福祉課",
        "教育総務課",
    ];
    let mut plan = Plan {
        departments: departments(&DEPARTMENTS),
        grades: lettered_grades(),
        ..plan("試験川市", "行財政改革推進計画")
    };
    let mut grades = Vec::new();
    for (name, counts) in PILLARS.into_iter().zip(KIZUGAWA) {
        let number = (plan.pillars.len() + 1).to_string();
        plan.pillars.push(pillar(&number, name));
        let of_pillar = SYMBOLS
            .iter()
            .zip(counts)
            .flat_map(|(symbol, count)| std::iter::repeat_n(*symbol, count));
        for (at, symbol) in (1..).zip(of_pillar) {
            let item_number = format!("{number}-{at}");
            let lead = DEPARTMENTS[grades.len() % DEPARTMENTS.len()];
            let title = format!("実施項目の{item_number}番");
            plan.items.push(item(&item_number, &title, &number, lead));
            let first = format!("{item_number}-1");
            plan.initiatives
                .push(initiative(&first, &item_number, &[lead]));
            grades.push((item_number, symbol));
        }
    }
    (plan, grades)
}

/// So many departments, each with one item of one initiative and one indicator.
pub fn of_departments(count: usize) -> Plan {
    let names: Vec<String> = (1..=count).map(|at| format!("第{at}課")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut plan = Plan {
        pillars: vec![pillar("1", "全ての課")],
        departments: departments(&names),
        grades: lettered_grades(),
        ..plan("多課市", "改革計画")
    };
    for (at, name) in (1..).zip(names) {
        let number = format!("1-{at}");
        plan.items
            .push(item(&number, &format!("{name}の改革"), "1", name));
        let of_item = initiative(&format!("{number}-1"), &number, &[name]);
        plan.initiatives.push(of_item);
        plan.indicators.push(indicator(
            &format!("{number}-K1"),
            "件",
            Direction::AtLeast,
            name,
            &[(2025, dec!(30))],
        ));
    }
    plan
}

pub fn plan(municipality: &str, name: &str) -> Plan {
    Plan {
        profile: Profile {
            municipality: municipality.to_owned(),
            name: name.to_owned(),
            start: FiscalYear::new(2024),
            end: FiscalYear::new(2026),
            office: "企画部 改革推進課".to_owned(),
            contact: Some("内線 100".to_owned()),
            ..Profile::default()
        },
        cycles: vec![
            cycle(2024, CycleState::Closed, (2025, 4, 10)),
            cycle(2025, CycleState::Running, (2026, 4, 10)),
        ],
        ..Plan::default()
    }
}

pub fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn cycle(year: i32, state: CycleState, inquiry: (i32, u32, u32)) -> Cycle {
    Cycle {
        year: FiscalYear::new(year),
        kind: YEAR_END.to_owned(),
        inquiry_date: day(inquiry),
        contributors_due: None,
        due: day((inquiry.0, 5, 15)),
        state,
        rules: CycleRules::default(),
    }
}

pub fn departments(names: &[&str]) -> Vec<Department> {
    (1..)
        .zip(names)
        .map(|(at, name)| Department {
            code: format!("{at:02}"),
            name: (*name).to_owned(),
            ..Department::default()
        })
        .collect()
}

pub fn pillar(number: &str, name: &str) -> Pillar {
    Pillar {
        number: number.to_owned(),
        name: name.to_owned(),
    }
}

pub fn lettered_grades() -> Vec<Grade> {
    vec![
        grade("S", "計画を上回る", true, true),
        grade("A", "計画どおり", true, true),
        grade("B", "やや遅れている", true, false),
        grade("C", "遅れている", true, false),
        grade("対象外", "対象外", false, false),
    ]
}

pub fn grade(symbol: &str, name: &str, counted: bool, on_track: bool) -> Grade {
    Grade {
        symbol: symbol.to_owned(),
        name: name.to_owned(),
        definition: Some(format!("「{name}」に当たるもの")),
        counted,
        on_track,
        colour: None,
    }
}

pub fn code(number: &str) -> Code {
    Code::derive(number).expect("a code")
}

/// A line of 過年度実績, of the end of a year.
pub fn past(year: i32, number: &str, grade: &str) -> PastResult {
    PastResult {
        year: FiscalYear::new(year),
        kind: YEAR_END.to_owned(),
        number: number.to_owned(),
        id: code(number),
        grade: Some(grade.to_owned()),
        actual: None,
        effect: None,
        reference: None,
    }
}

pub fn item(number: &str, title: &str, pillar: &str, lead: &str) -> Item {
    Item {
        title: title.to_owned(),
        pillar: pillar.to_owned(),
        leads: vec![lead.to_owned()],
        ..Item::new(number.to_owned(), code(number))
    }
}

pub fn initiative(number: &str, item: &str, by: &[&str]) -> Initiative {
    Initiative {
        number: number.to_owned(),
        id: code(number),
        item: code(item),
        text: format!("{number}の取組を進める。"),
        responsible: Responsible::Departments(by.iter().map(|d| (*d).to_owned()).collect()),
        schedule: BTreeMap::from([(YEAR, "実施".to_owned())]),
    }
}

pub fn indicator(
    number: &str,
    unit: &str,
    direction: Direction,
    department: &str,
    targets: &[(i32, Decimal)],
) -> Indicator {
    let item = number.rsplit_once('-').expect("an item").0;
    Indicator {
        number: number.to_owned(),
        id: code(number),
        item: code(item),
        name: format!("{number}の指標"),
        unit: Some(unit.to_owned()),
        kind: None,
        direction,
        accumulation: Accumulation::SingleYear,
        places: Some(1),
        base_year: None,
        base: None,
        department: department.to_owned(),
        targets: targets
            .iter()
            .map(|(year, target)| (FiscalYear::new(*year), Target::Number(*target)))
            .collect(),
    }
}

fn meeting(body: Body, document: &str, material: &str) -> Meeting {
    Meeting {
        year: YEAR,
        kind: YEAR_END.to_owned(),
        body,
        session: Some("第1回".to_owned()),
        date: Some(day((2026, 7, 6))),
        document: Some(document.to_owned()),
        material: Some(material.to_owned()),
    }
}

/// Text that a register may hold, hostile ones among it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ぁ-んァ-ヶ一-龠a-zA-Z0-9・()]{1,12}",
        1 => Just("=SUM(A1)".to_owned()),
        1 => Just("<b>&\"'𠮷🍣髙﨑".to_owned()),
        1 => Just("_x000D_と辻\u{e0100}".to_owned()),
        1 => Just("一行目\n  二行目".to_owned()),
    ]
}

/// Units of indicators, spelled as registers spell them.
const UNITS: [&str; 8] = ["%", "％", "件", "円", "千円", "㎡", "km", ""];

prop_compose! {
    /// A small plan of any city: three number styles, one to three departments, indicators of every kind.
    pub fn any_plan()(
        style in 0_usize..3,
        count in 1_usize..4,
        texts in prop::collection::vec(text(), 9),
        units in prop::collection::vec(prop::sample::select(UNITS.to_vec()), 3),
        directions in prop::collection::vec(prop::sample::select(Direction::ALL.to_vec()), 3),
        target in prop::option::of((-1_000_000_i64..1_000_000, 0_u32..3)),
        shared in any::<bool>(),
    ) -> Plan {
        let pillar_number = ["1", "Ⅰ", "R2"][style];
        let number = |at: usize| match style {
            0 => format!("1-{}", ["①", "②", "③"][at]),
            1 => format!("Ⅰ-(1)-{}", ["ア", "イ", "ウ"][at]),
            _ => format!("R2－{}", at + 1),
        };
        let names = &["甲課", "乙・丙課", "丁 課"][..count];
        let mut plan = Plan {
            pillars: vec![pillar(pillar_number, "柱")],
            departments: departments(names),
            grades: if style == 0 {
                lettered_grades()
            } else {
                vec![grade("順調", "順調", true, true), grade("△", "遅れ", true, false)]
            },
            ..self::plan("試験市", &texts[0])
        };
        for at in 0..3 {
            let (item_number, lead) = (number(at), names[at % count]);
            plan.items.push(Item {
                situation: Some(texts[at + 1].clone()),
                ..item(&item_number, &texts[at + 2], pillar_number, lead)
            });
            let by = if shared { names.to_vec() } else { vec![lead] };
            let first = format!("{item_number}-1");
            plan.initiatives.push(Initiative {
                text: texts[at + 4].clone(),
                ..initiative(&first, &item_number, &by)
            });
            let targets = match directions[at] {
                Direction::AtLeast | Direction::AtMost => {
                    target.map(|(n, scale)| Target::Number(Decimal::new(n, scale)))
                }
                Direction::Qualitative => Some(Target::Text(texts[at + 5].clone())),
                Direction::NoTarget => None,
            };
            let unit = units[at];
            plan.indicators.push(Indicator {
                name: texts[at + 6].clone(),
                unit: (!unit.is_empty()).then(|| unit.to_owned()),
                targets: targets.into_iter().map(|t| (YEAR, t)).collect(),
                ..indicator(&format!("{item_number}-K1"), "", directions[at], lead, &[])
            });
        }
        plan
    }
}
