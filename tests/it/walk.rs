//! A made-up plan of another city over three cycles: the end of 令和6年度, a thorough revision, the middle and the end of 令和7年度, and
//! a correction of that. Whatever is compared, counted or listed is held against values worked out by hand.
//!
//! | id | 令和6年度 | grade | what became of it | 令和7年度中間 | 令和7年度 |
//! |---|---|---|---|---|---|
//! | 1-1-1 | 1-(1)-① 窓口の改善 | ◎ | 市民課 was split: 窓口課 has it | ○ | ◎ |
//! | 1-1-2 | 1-(1)-② 広報の充実 | ○ | | ○ | ◎ |
//! | 1-2-1 | 1-(2)-① 電子申請 | △ | | ○ | ○ |
//! | 1-2-2 | | | 1-(2)-② is new | ○ | ○ |
//! | 2-1-1 | 2-(1)-① 職員研修 | ○ | | ○ | ○ |
//! | 2-1-2 | 2-(1)-② 組織の見直し | ○ | | △ | △ |
//! | 2-2-1 | 2-(2)-① 会議の削減 | ◎ | ended | | |
//! | 2-3-1 | 2-(3)-① 財産の売却 | ○ | 管財課 and 税務課 became 税管課; 億円 is 百万円 now | ○ | △ |
//! | 2-3-2 | 2-(3)-② 補助金の見直し | △ | moved: 3-(1)-③ | ○ | ○ |
//! | 2-3-3 | 2-(3)-③ 公用車の削減 | ○ | renumbered: 2-(3)-②, which was another's | ○ | ○ |
//! | 3-1-1 | 3-(1)-① 市税の徴収 | △, by the 本部 ○ | its target was raised | ◎ | ○ |
//! | 3-1-2 | 3-(1)-② 使用料の見直し | ○ | 回 is 人 now, not to be compared | ○ | △ |
//! | 3-2-1 | 3-(2)-① 基金の運用 | ○ | merged into 3-(1)-① with its 実施内容 and its indicator | | |

use gyokaku::plan::register::office_texts;
use gyokaku::plan::{
    Body, Change, ChangeKind, ChangeSubject, Conversion, Cycle, CycleState, Decision, DecisionKind,
    Department, Direction, Indicator, Item, LevelNames, Measure, Meeting, OfficeTexts, OfficeValue,
    Opinion, OpinionState, Plan, Target, Termination, YEAR_END,
};
use gyokaku::values::FiscalYear;
use rust_decimal::{Decimal, dec};
use serde_json::{Value as Json, json};

use crate::compared_grades::section;
use crate::filling::{self, Entry};
use crate::fixture::{Work, folded, rows, value, with_code};
use crate::plans::{self, code, day};
use crate::{office_decisions, opinions, plan_changes};

const FIRST: &str = "令和6年度";
const MIDDLE: &str = "令和7年度中間";
const LAST: &str = "令和7年度";
/// The reason that stands in no open file.
const INTERNAL: &str = "庁内の配置替えによる";

/// An opinion that stays open over all three, and one that is internal.
const EFFECT: &str = "補助の効き目を示してほしい。";
const STAFF: &str = "職員の配置を見直してはどうか。";

/// Grades by id, as the 所管課 give them.
const GRADES: [(&str, [&str; 3]); 13] = [
    ("1-1-1", ["◎", "○", "◎"]),
    ("1-1-2", ["○", "○", "◎"]),
    ("1-2-1", ["△", "○", "○"]),
    ("1-2-2", ["", "○", "○"]),
    ("2-1-1", ["○", "○", "○"]),
    ("2-1-2", ["○", "△", "△"]),
    ("2-2-1", ["◎", "", ""]),
    ("2-3-1", ["○", "○", "△"]),
    ("2-3-2", ["△", "○", "○"]),
    ("2-3-3", ["○", "○", "○"]),
    ("3-1-1", ["△", "◎", "○"]),
    ("3-1-2", ["○", "○", "△"]),
    ("3-2-1", ["○", "", ""]),
];
/// Actuals by id.
const ACTUALS: [(&str, [f64; 3]); 4] = [
    ("2-3-1-k1", [2.4, 90.0, 180.0]),
    ("3-1-1-k1", [97.5, 98.0, 98.4]),
    ("3-1-2-k1", [6.0, 30.0, 55.0]),
    ("3-2-1-k1", [1.2, 1.3, 1.4]),
];

fn item(number: &str, title: &str, lead: &str) -> Item {
    let (pillar, rest) = number.split_once('-').expect("a number");
    let measure = rest.split_once('-').expect("a number").0;
    Item {
        measure: Some(measure.to_owned()),
        ..plans::item(number, title, pillar, lead)
    }
}

fn indicator(number: &str, unit: &str, department: &str, targets: [Decimal; 2]) -> Indicator {
    let targets = [(2024, targets[0]), (2025, targets[1])];
    plans::indicator(number, unit, Direction::AtLeast, department, &targets)
}

fn cycle(year: i32, kind: &str, inquiry: (i32, u32, u32), state: CycleState) -> Cycle {
    Cycle {
        year: FiscalYear::new(year),
        kind: kind.to_owned(),
        inquiry_date: day(inquiry),
        due: day((inquiry.0, inquiry.1 + 1, 15)),
        state,
        ..plans::small().cycles[0].clone()
    }
}

/// The plan as it was adopted.
fn adopted() -> Plan {
    let items = vec![
        item("1-(1)-①", "窓口の改善", "市民課"),
        item("1-(1)-②", "広報の充実", "総務課"),
        item("1-(2)-①", "電子申請", "情報課"),
        item("2-(1)-①", "職員研修", "総務課"),
        item("2-(1)-②", "組織の見直し", "総務課"),
        item("2-(2)-①", "会議の削減", "総務課"),
        item("2-(3)-①", "財産の売却", "管財課"),
        item("2-(3)-②", "補助金の見直し", "財政課"),
        item("2-(3)-③", "公用車の削減", "財政課"),
        item("3-(1)-①", "市税の徴収", "税務課"),
        item("3-(1)-②", "使用料の見直し", "財政課"),
        item("3-(2)-①", "基金の運用", "財政課"),
    ];
    let initiatives = items.iter();
    let initiatives = initiatives.map(|i| {
        plans::initiative(
            &format!("{}-ア", i.number),
            &i.number,
            &[i.leads[0].as_str()],
        )
    });
    let measure = |(pillar, number, name): (&str, &str, &str)| Measure {
        pillar: pillar.to_owned(),
        number: number.to_owned(),
        name: name.to_owned(),
    };
    let mut plan = plans::plan("下野市", "第四次行政改革大綱");
    plan.profile.end = FiscalYear::new(2025);
    plan.profile.levels = LevelNames {
        pillar: "基本方針".to_owned(),
        measure: "推進項目".to_owned(),
        item: "取組項目".to_owned(),
        initiative: "実施内容".to_owned(),
    };
    let bodies = &mut plan.profile.bodies;
    bodies.give(Body::Headquarters, "行政改革推進会議");
    Plan {
        initiatives: initiatives.collect(),
        items,
        indicators: vec![
            indicator("2-(3)-①-K1", "億円", "管財課", [dec!(2), dec!(2.5)]),
            indicator("3-(1)-①-K1", "%", "税務課", [dec!(97), dec!(97.5)]),
            indicator("3-(1)-②-K1", "回", "財政課", [dec!(5), dec!(6)]),
            indicator("3-(2)-①-K1", "%", "財政課", [dec!(1), dec!(1.5)]),
        ],
        pillars: vec![
            plans::pillar("1", "市民に近い市役所"),
            plans::pillar("2", "人と組織"),
            plans::pillar("3", "財政の健全化"),
        ],
        measures: [
            ("1", "(1)", "市民サービス"),
            ("1", "(2)", "デジタル化"),
            ("2", "(1)", "人材"),
            ("2", "(2)", "事務の見直し"),
            ("2", "(3)", "資産と補助金"),
            ("3", "(1)", "歳入の確保"),
            ("3", "(2)", "資金の運用"),
        ]
        .map(measure)
        .into(),
        departments: plans::departments(&[
            "総務課",
            "情報課",
            "市民課",
            "財政課",
            "税務課",
            "管財課",
        ]),
        grades: vec![
            plans::grade("◎", "計画を上回る", true, true),
            plans::grade("○", "計画どおり", true, true),
            plans::grade("△", "遅れている", true, false),
            plans::grade("－", "対象外", false, false),
        ],
        cycles: vec![cycle(2024, YEAR_END, (2025, 4, 10), CycleState::Running)],
        meetings: [(2024, YEAR_END), (2025, "中間"), (2025, YEAR_END)]
            .map(|(year, kind)| meeting(year, kind))
            .into(),
        ..plan
    }
}

fn meeting(year: i32, kind: &str) -> Meeting {
    Meeting {
        year: FiscalYear::new(year),
        kind: kind.to_owned(),
        ..plans::small().meetings[0].clone()
    }
}

fn change(number: &str, kind: ChangeKind, reason: &str) -> Change {
    Change {
        date: day((2025, 8, 1)),
        reason: Some(reason.to_owned()),
        ..plan_changes::change(number, kind)
    }
}

/// The plan after the revision; [`adopted`] has closed its first cycle.
fn revised() -> Plan {
    let mut plan = adopted();
    plan.profile.end = FiscalYear::new(2026);
    plan.cycles[0].state = CycleState::Published;
    plan.cycles
        .push(cycle(2025, "中間", (2025, 10, 1), CycleState::Running));
    plan.cycles
        .push(cycle(2025, YEAR_END, (2026, 4, 10), CycleState::Preparing));
    departments(&mut plan);
    items(&mut plan);
    indicators(&mut plan);
    plan.changes = changes();
    plan
}

/// 市民課 was split; 税務課 and 管財課 became one.
fn departments(plan: &mut Plan) {
    for (at, successors) in [
        (2, &["窓口課", "市民協働課"][..]),
        (4, &["税管課"]),
        (5, &["税管課"]),
    ] {
        plan.departments[at].ends = Some(day((2025, 7, 31)));
        plan.departments[at].successors = successors.iter().map(|s| (*s).to_owned()).collect();
    }
    for (code, name) in [("07", "窓口課"), ("08", "市民協働課"), ("09", "税管課")] {
        plan.departments.push(Department {
            code: code.to_owned(),
            name: name.to_owned(),
            starts: Some(day((2025, 8, 1))),
            ..Department::default()
        });
    }
    let now = |lead: &str| match lead {
        "市民課" => "窓口課".to_owned(),
        "税務課" | "管財課" => "税管課".to_owned(),
        same => same.to_owned(),
    };
    for item in &mut plan.items {
        item.leads[0] = now(&item.leads[0]);
        let initiative = plan.initiatives.iter_mut().find(|i| i.item == item.id);
        let number = format!("{}-ア", item.number);
        *initiative.expect("its own") =
            plans::initiative(&number, &item.number, &[item.leads[0].as_str()]);
    }
    for indicator in &mut plan.indicators {
        indicator.department = now(&indicator.department);
    }
}

fn items(plan: &mut Plan) {
    let ended = |item: &mut Item, how: Termination| {
        item.end = Some(FiscalYear::new(2024));
        item.termination = Some(how);
    };
    ended(&mut plan.items[5], Termination::Completed);
    ended(&mut plan.items[11], Termination::Merged);
    plan.items[11].merged_into = Some("3-(1)-①".to_owned());
    // What it did goes on there, under the ids that it had.
    plan.initiatives[11].number = "3-(1)-①-イ".to_owned();
    plan.initiatives[11].item = code("3-1-1");
    // 補助金の見直し moved; 公用車の削減 has its number now.
    let moved = &mut plan.items[7];
    moved.number = "3-(1)-③".to_owned();
    moved.pillar = "3".to_owned();
    moved.measure = Some("(1)".to_owned());
    plan.initiatives[7].number = "3-(1)-③-ア".to_owned();
    plan.items[8].number = "2-(3)-②".to_owned();
    plan.initiatives[8].number = "2-(3)-②-ア".to_owned();
    plan.items.push(Item {
        start: Some(FiscalYear::new(2025)),
        ..item("1-(2)-②", "生成AIの活用", "情報課")
    });
    plan.initiatives
        .push(plans::initiative("1-(2)-②-ア", "1-(2)-②", &["情報課"]));
}

fn indicators(plan: &mut Plan) {
    let year = FiscalYear::new;
    let [sold, taxes, fees, fund] = &mut plan.indicators[..] else {
        panic!("four indicators");
    };
    sold.unit = Some("百万円".to_owned());
    sold.targets = [
        (year(2024), Target::Number(dec!(200))),
        (year(2025), Target::Number(dec!(250))),
    ]
    .into();
    taxes.targets.insert(year(2025), Target::Number(dec!(98)));
    fees.unit = Some("人".to_owned());
    fees.targets = [(year(2025), Target::Number(dec!(50)))].into();
    fund.number = "3-(1)-①-K2".to_owned();
    fund.item = code("3-1-1");
}

fn changes() -> Vec<Change> {
    use ChangeKind::{Added, Ended, Merged, Moved, Period, Renumbered, Responsible, Target, Unit};
    let unit = |number: &str, conversion, reason: &str| Change {
        conversion: Some(conversion),
        ..change(number, Unit, reason)
    };
    let lead = |number: &str| Change {
        public: false,
        ..change(number, Responsible, INTERNAL)
    };
    let mut extended = change("1-(1)-①", Period, "国の指針に合わせるため。");
    extended.number = "計画".to_owned();
    extended.subject = ChangeSubject::Plan;
    let of = |id: &str, number: &str, kind, reason: &str| Change {
        number: number.to_owned(),
        ..change(id, kind, reason)
    };
    vec![
        extended,
        change("1-(2)-②", Added, "新しい技術を使うため。"),
        change("2-(2)-①", Ended, "目的を達したため。"),
        change("3-(2)-①", Merged, "徴収と一体で進めるため。"),
        of("2-3-2", "3-(1)-③", Moved, "歳入の確保として進めるため。"),
        of("2-3-3", "2-(3)-②", Renumbered, "番号を詰めたため。"),
        change("3-(1)-①-K1", Target, "目標を早く達したため。"),
        unit(
            "2-(3)-①-K1",
            Conversion::Factor(dec!(100)),
            "細かく示すため。",
        ),
        unit(
            "3-(1)-②-K1",
            Conversion::NotCompared,
            "数える対象を改めたため。",
        ),
        lead("1-(1)-①"),
        lead("2-(3)-①"),
        lead("3-(1)-①"),
        lead("2-(3)-①-K1"),
        lead("3-(1)-①-K1"),
    ]
}

fn opinion(number: &str, item: &str, text: &str) -> Opinion {
    Opinion {
        item: Some(item.to_owned()),
        ..opinions::opinion(number, text, OpinionState::Considering)
    }
}

/// The one that 財政課 is asked about.
fn asked(item: &str) -> Opinion {
    Opinion {
        departments: vec!["財政課".to_owned()],
        ..opinion("2", item, EFFECT)
    }
}

/// The form of 財政課 as the program made it, with what it says of that.
fn answered(work: &Work, plan: &Plan, cycle: usize, answer: &str, state: &str) {
    let name = plan.cycles[cycle].folder();
    let form = work.bytes(&format!("output/{name}/様式/04_財政課_進捗状況調査票.xlsx"));
    let form = filled(&filling::fill_all(&form), cycle);
    let entries: [(&str, Entry); 2] = [
        ("in.opinion.2.answer", answer.into()),
        ("in.opinion.2.state", state.into()),
    ];
    let form = filling::fill(&form, &entries);
    work.put(&format!("input/{name}/提出/04.xlsx"), &form);
}

fn internal() -> Opinion {
    Opinion {
        public: false,
        ..opinion("3", "1-(1)-②", STAFF)
    }
}

fn second(number: &str, before: &str, grade: &str, reason: &str) -> Decision {
    let value = OfficeValue::Text(grade.to_owned());
    let kind = DecisionKind::SecondEvaluation;
    let row = office_decisions::decision(kind, (number, "進捗評価"), Some(before), value, reason);
    Decision {
        date: day((2025, 7, 6)),
        ..row
    }
}

fn office(work: &Work, plan: &Plan, cycle: usize, texts: OfficeTexts) {
    let cycle = &plan.cycles[cycle];
    let bytes = office_texts::filled(plan, cycle, &texts).expect("a workbook");
    work.put(&format!("input/{}/事務局.xlsx", cycle.folder()), &bytes);
}

/// The forms of a cycle with the grades and actuals of the table.
fn returned(work: &Work, plan: &Plan, cycle: usize) {
    work.all_returned(plan, &plan.cycles[cycle], |_, form| filled(&form, cycle));
}

fn filled(form: &[u8], cycle: usize) -> Vec<u8> {
    let name =
        |kind: &str, id: &str, field: &str| format!("in.{kind}.{}.{field}", id.replace('-', "_"));
    let there = filling::names(form);
    let grades = GRADES
        .iter()
        .map(|(id, grades)| (name("item", id, "grade"), Entry::from(grades[cycle])));
    let actuals = ACTUALS.iter().map(|(id, actuals)| {
        let actual = Entry::Number(actuals[cycle]);
        (name("indicator", id, "actual"), actual)
    });
    let entries: Vec<(String, Entry)> = grades
        .chain(actuals)
        .filter(|(name, _)| there.contains(name))
        .collect();
    let entries: Vec<(&str, Entry)> = entries
        .iter()
        .map(|(name, entry)| (name.as_str(), entry.clone()))
        .collect();
    filling::fill(form, &entries)
}

fn record(work: &Work, cycle: &str) -> Json {
    serde_json::from_slice(&work.bytes(&format!("output/{cycle}/record.json"))).expect("JSON")
}

/// What stands beside an input of a department's form: the last values.
fn beside(work: &Work, cycle: &str, file: &str, name: &str) -> String {
    let form = work.bytes(&format!("output/{cycle}/様式/{file}_進捗状況調査票.xlsx"));
    let (sheet, cell) = filling::place(&form, name).unwrap_or_else(|| panic!("no {name}"));
    filling::cell_text(&form, &sheet, &cell.replace('C', "D")).unwrap_or_default()
}

/// What stands in a column beside 財政課's answer to the opinion, in the form of the last cycle.
fn beside_column(work: &Work, column: &str) -> String {
    let form = work.bytes(&format!("output/{LAST}/様式/04_財政課_進捗状況調査票.xlsx"));
    let (sheet, cell) = filling::place(&form, "in.opinion.2.answer").expect("a place");
    filling::cell_text(&form, &sheet, &cell.replace('C', column)).unwrap_or_default()
}

/// The text of a body's PDFs of a cycle, without white space.
fn text(work: &Work, cycle: &str, body: &str) -> String {
    let files = work.tree(&format!("output/{cycle}/{body}")).into_iter();
    let pdfs = files.filter(|path| path.ends_with(".pdf"));
    pdfs.map(|path| folded(&work.tool("pdftotext", &["-raw", &path, "-"])))
        .collect()
}

/// The work of the first cycle, closed, and the register after the revision.
fn first_cycle() -> (Work, Plan) {
    let mut plan = adopted();
    let work = Work::new(&plan);
    returned(&work, &plan, 0);
    office(
        &work,
        &plan,
        0,
        OfficeTexts {
            decisions: vec![second("3-(1)-①", "△", "○", "徴収率は目標を上回っている。")],
            opinions: vec![
                opinion("1", "1-(1)-①", "待ち時間を示してほしい。"),
                asked("2-(3)-②"),
                internal(),
            ],
            ..OfficeTexts::default()
        },
    );
    work.run(&["report"]).ended(0).says("件 一致");
    plan.cycles[0].state = CycleState::Closed;
    work.register(&plan);
    work.run(&["close", FIRST]).ended(0);
    let plan = revised();
    work.register(&plan);
    (work, plan)
}

/// The grades of the first cycle: ◎2, ○8 (one by the 本部), △2 of 12; 10 of 12 are 83.3 %.
fn the_first_is_as_it_was(work: &Work) {
    let record = record(work, FIRST);
    let total = &record["summary"]["grades"]["total"];
    let counts =
        ["◎", "○", "△", "all", "on_track"].map(|key| total[key].as_u64().expect("a count"));
    assert_eq!(counts, [2, 8, 2, 12, 10]);
    let first = &record["summary"]["first_grades"]["total"];
    assert_eq!([&first["○"], &first["△"]], [&json!(7), &json!(3)]);
    assert!(text(work, FIRST, "公表").contains("10項目（83.3%）"));
}

/// How the grades moved: up, down, same, not to be compared.
fn changes_of(record: &Json) -> [u64; 4] {
    let changes = &record["summary"]["changes"];
    ["up", "down", "same", "other"].map(|key| changes[key].as_u64().expect("a count"))
}

/// 1-2-1, 2-3-2 and 3-1-1 rose, 1-1-1 and 2-1-2 fell, 1-2-2 is new; the other five are the same.
fn the_middle(work: &Work, plan: &Plan) {
    let said = work.run(&["next"]).ended(0);
    assert!(
        said.stdout.contains("次の回: 令和7年度中間"),
        "{}",
        said.stdout
    );
    let carried = work.bytes(&format!("input/{MIDDLE}/事務局.xlsx"));
    let carried = rows(&carried, "意見");
    let items: Vec<String> = { carried.iter().skip(1) }
        .filter(|row| !row[0].is_empty())
        .map(|row| format!("{} {}", row[0], row[5]))
        .collect();
    assert_eq!(items, ["1 1-(1)-①", "2 3-(1)-③", "3 1-(1)-②"]);

    work.run(&["forms", MIDDLE]).ended(0);
    let of = |file: &str, name: &str| beside(work, MIDDLE, file, name);
    assert_eq!(
        of("09_税管課", "in.indicator.2_3_1_k1.actual"),
        "240.0百万円（換算）"
    );
    assert!(of("04_財政課", "in.indicator.3_1_2_k1.actual").contains("比べません"));
    assert_eq!(of("09_税管課", "in.item.3_1_1.grade"), "○ 計画どおり");
    assert!(of("09_税管課", "in.item.3_1_1.reason").starts_with("二次評価（本部）：徴収率は"));
    // 2-(3)-② is another's number now, and each has its own history.
    assert_eq!(of("04_財政課", "in.item.2_3_2.grade"), "△ 遅れている");
    assert_eq!(of("04_財政課", "in.item.2_3_3.grade"), "○ 計画どおり");
    assert_eq!(of("07_窓口課", "in.item.1_1_1.grade"), "◎ 計画を上回る");

    returned(work, plan, 1);
    let mut closed = opinion("1", "1-(1)-①", "待ち時間を示してほしい。");
    (closed.state, closed.answer) = (
        OpinionState::Done,
        Some("毎月、市の頁に載せた。".to_owned()),
    );
    let opinions = vec![closed, asked("3-(1)-③"), internal()];
    office(
        work,
        plan,
        1,
        OfficeTexts {
            opinions,
            ..OfficeTexts::default()
        },
    );
    work.run(&["forms", MIDDLE, "--force"]).ended(0);
    answered(work, plan, 1, "効き目を数える。", "対応中");
    work.run(&["report", MIDDLE]).ended(0).says("件 一致");
    let record = record(work, MIDDLE);
    assert_eq!(record["cycle"]["previous"], FIRST);
    assert_eq!(changes_of(&record), [3, 2, 5, 1]);
    for code in ["R032", "R053", "C002"] {
        assert_eq!(with_code(&record, code), Vec::<&Json>::new(), "{code}");
    }
    // Half a year is called neither 未達 nor late for its target.
    for body in Body::ALL {
        let text = text(work, MIDDLE, body.label());
        assert!(!text.contains("未達"), "{body}");
    }
}

/// 1-1-2, 1-2-1 and 2-3-2 rose, 2-1-2, 2-3-1 and 3-1-2 fell, 1-2-2 is new; the other four are the same.
fn the_end(work: &Work, plan: &Plan) {
    work.run(&["next"])
        .ended(0)
        .says("次の回: 令和7年度（令和7年度中間の次）");
    work.run(&["forms", LAST]).ended(0);
    let both = beside(work, LAST, "09_税管課", "in.indicator.2_3_1_k1.actual");
    assert_eq!(both, "240.0百万円（換算）\n（令和7年度中間）90.0百万円");
    let carried = beside_column(work, "E");
    assert!(carried.contains("前回の回答を入れています"), "{carried}");
    returned(work, plan, 2);
    answered(work, plan, 2, "効き目を公表した。", "対応済");
    work.run(&["report", LAST]).ended(0).says("件 一致");
    let record = record(work, LAST);
    assert_eq!(record["cycle"]["previous"], FIRST);
    assert_eq!(changes_of(&record), [3, 3, 4, 1]);
    let total = &record["summary"]["grades"]["total"];
    let counts = ["◎", "○", "△", "all"].map(|key| total[key].as_u64().expect("a count"));
    assert_eq!(counts, [2, 6, 3, 11]);
    for code in ["R032", "R053"] {
        assert_eq!(with_code(&record, code), Vec::<&Json>::new(), "{code}");
    }
    // 180 of 250百万円 misses, 55 of 50人 does not.
    assert_eq!(*value(&record, "2-3-1-k1", "met"), json!(false));
    assert_eq!(*value(&record, "3-1-2-k1", "met"), json!(true));
    crate::golden::hold(work, &format!("output/{LAST}"), "walk");
    differences_by_pillar(work);
    what_readers_are_told(work);
    what_diff_says(work);
}

/// Those that both years have in the same 基本方針: of 1 three (◎1 ○1 △1, now ◎2 ○1), of 2 four (○4, now ○2 △2), of 3 two
/// (○2, now ○1 △1).
fn differences_by_pillar(work: &Work) {
    let book = work.bytes(&format!("output/{LAST}/公表/集計表.xlsx"));
    let counts = |cycle: &str| -> Vec<Vec<String>> {
        let title = format!("{cycle}の項目数（単位：項目、増減に含むもの）");
        let rows = section(&book, &title);
        rows[1..].iter().map(|row| row[2..6].to_vec()).collect()
    };
    let row = |figures: [&str; 4]| figures.map(str::to_owned).to_vec();
    assert_eq!(
        counts(FIRST),
        [
            row(["1", "1", "1", "0"]),
            row(["0", "4", "0", "0"]),
            row(["0", "2", "0", "0"]),
            row(["1", "7", "1", "0"]),
        ]
    );
    assert_eq!(
        counts(LAST),
        [
            row(["2", "1", "0", "0"]),
            row(["0", "2", "2", "0"]),
            row(["0", "1", "1", "0"]),
            row(["2", "4", "3", "0"]),
        ]
    );
}

/// The papers that all may read.
fn what_readers_are_told(work: &Work) {
    for body in ["推進本部", "公表"] {
        let text = text(work, LAST, body);
        for wanted in [
            "下野市第四次行政改革大綱",
            // 12, one new, one ended, one merged.
            "取組項目は、令和6年度の12項目から、新規1項目、終了1項目、統合1項目により、11項目になりました。",
            "加わった項目（1-(2)-②）、終わった項目（2-(2)-①、3-(2)-①）及び基本方針を移った項目（3-(1)-③）を含めていません。",
            "8項目（72.7%）が順調",
            "目的を達したため。",
            "徴収と一体で進めるため。",
            "歳入の確保として進めるため。",
            "番号を詰めたため。",
            "国の指針に合わせるため。",
            // Closed in the middle of the year; and what 財政課 says now goes before what it said then.
            "毎月、市の頁に載せた。",
            "効き目を公表した。",
        ] {
            assert!(text.contains(wanted), "{body}: {wanted}: {text}");
        }
        for ours in ["実施項目", "改革項目", "推進施策"] {
            assert!(!text.contains(ours), "{body}: {ours}");
        }
        let inside = body == "推進本部";
        assert_eq!(text.contains(INTERNAL), inside, "{body}");
        assert_eq!(text.contains(STAFF), inside, "{body}");
    }
    let files = work.tree(&format!("output/{LAST}/公表/オープンデータ"));
    for path in files.iter().filter(|path| path.ends_with(".csv")) {
        let csv = String::from_utf8(work.bytes(path)).expect("CSV");
        assert!(!csv.contains(INTERNAL) && !csv.contains(STAFF), "{path}");
    }
    // Every item of the list of changes, in the order of the kinds.
    let listed = rows(
        &work.bytes(&format!("output/{LAST}/公表/集計表.xlsx")),
        "計画の変更",
    );
    let heads = listed
        .iter()
        .position(|row| row.contains(&"種類".to_owned()));
    let heads = heads.unwrap_or_else(|| panic!("{listed:?}"));
    let column = |head: &str| {
        let of = listed[heads].iter().position(|h| h == head);
        of.unwrap_or_else(|| panic!("{head}: {:?}", listed[heads]))
    };
    let (number, kind) = (column("番号"), column("種類"));
    let lines: Vec<String> = { listed[heads + 1..].iter() }
        .filter(|row| !row[kind].is_empty())
        .map(|row| format!("{} {}", row[kind], row[number]))
        .collect();
    assert_eq!(
        lines,
        [
            "新規 1-(2)-②",
            "終了 2-(2)-①",
            "統合 3-(2)-①",
            "移動 3-(1)-③",
            "移動 3-(1)-①-イ",
            "移動 3-(1)-①-K2",
            "改番 2-(3)-②",
            "目標 3-(1)-①-K1",
            "単位 2-(3)-①-K1",
            "単位 3-(1)-②-K1",
            "期間 計画",
        ]
    );
}

/// No figure stands beside a unit that it was not measured in.
fn what_diff_says(work: &Work) {
    let all = work.differences(FIRST, LAST).into_iter();
    let told: Vec<String> = all
        .filter(|d| d["id"].as_str().is_some_and(|id| id.ends_with("-k1")))
        .filter(|d| d["field"].as_str().is_some_and(|f| f.starts_with("実績値")))
        .map(|d| format!("{} {} {}→{}", d["id"], d["field"], d["old"], d["new"]))
        .map(|line| line.replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            "2-3-1-k1 実績値 2.4億円→180百万円",
            "3-1-1-k1 実績値（%） 97.5→98.4",
            "3-2-1-k1 実績値（%） 1.2→1.4",
            "3-1-2-k1 実績値 6回→55人",
        ]
    );
}

/// The grade of 3-(1)-② is corrected to ○: 9 of 11 are 81.8 %, one item less fell and one more is the same.
fn the_correction(work: &Work, plan: &Plan) {
    let frozen = format!("input/{LAST}/確定");
    let published = work.bytes(&format!("{frozen}/資料/公表/推進状況報告書.pdf"));
    office(
        work,
        plan,
        2,
        OfficeTexts {
            decisions: vec![Decision {
                kind: DecisionKind::Correction,
                ..second("3-(1)-②", "△", "○", "基準の読み違い。")
            }],
            opinions: vec![
                Opinion {
                    answer: Some("効き目を数える。".to_owned()),
                    state: OpinionState::Doing,
                    ..asked("3-(1)-③")
                },
                internal(),
            ],
            ..OfficeTexts::default()
        },
    );
    // Nothing of it counts before the correction.
    work.run(&["report", LAST]).ended(0);
    assert_eq!(
        work.bytes(&format!("output/{LAST}/公表/推進状況報告書.pdf")),
        published
    );
    let reason = "評価の誤り";
    work.run(&["correct", LAST, "--date", "2026-10-01", "--reason", reason])
        .ended(0)
        .says("訂正前/1");
    let kept = work.bytes(&format!(
        "input/{LAST}/訂正前/1/資料/公表/推進状況報告書.pdf"
    ));
    assert_eq!(kept, published);
    let wanted = [
        "3-(1)-② 使用料の見直し　進捗評価 | △ | ○",
        "総括 基本方針3 △の件数 | 1 | 0",
        "総括 合計 順調の割合 | 72.7 | 81.8",
        "遅れている項目等の一覧 | 2-(1)-②、2-(3)-①、3-(1)-①、3-(1)-② | 2-(1)-②、2-(3)-①、3-(1)-①",
        "課別 財政課 △の件数 | 1 | 0",
    ];
    for body in ["推進本部", "公表"] {
        let all = rows(
            &work.bytes(&format!("{frozen}/資料/{body}/正誤表.xlsx")),
            "正誤表",
        );
        let lines: Vec<String> = { all.iter() }
            .map(|row| {
                let place = row[0].split("（").next().unwrap_or_default();
                format!("{place} | {} | {}", row[1], row[2])
            })
            .collect();
        for line in &wanted[..if body == "公表" { 3 } else { 5 }] {
            assert!(lines.iter().any(|l| l == line), "{body}: {line}: {all:#?}");
        }
        assert!(!all.iter().flatten().any(|cell| cell.contains("改革項目")));
    }
}

#[test]
fn a_plan_lives_through_a_revision_and_a_correction() {
    let (work, plan) = first_cycle();
    the_first_is_as_it_was(&work);
    the_middle(&work, &plan);
    let mut plan = plan;
    plan.cycles[1].state = CycleState::Closed;
    work.register(&plan);
    work.run(&["close", MIDDLE]).ended(0);
    plan.cycles[2].state = CycleState::Running;
    work.register(&plan);
    the_end(&work, &plan);
    plan.cycles[2].state = CycleState::Closed;
    work.register(&plan);
    work.run(&["close", LAST]).ended(0);
    the_correction(&work, &plan);
}
