//! Opinions and what the city does about them, over two cycles: seven opinions, of which one is withdrawn, departments answer two and
//! one is internal. Every count and text was worked out by hand.

use gyokaku::plan::register::office_texts;
use gyokaku::plan::{
    CycleKey, CycleOpinions, CycleState, OfficeTexts, Opinion, OpinionPlaces, OpinionState, Plan,
};
use gyokaku::values::FiscalYear;
use serde_json::Value as Json;

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, codes, rows, with_code};
use crate::plans::{self, code, day};

const BEFORE: &str = "令和6年度";
/// Words of the internal opinion and of what is said of it; no open file holds one of them.
const SECRET: [&str; 2] = [
    "職員配置の内部調整は不要ではないか",
    "人事課と協議する見込み",
];

pub fn opinion(number: &str, text: &str, state: OpinionState) -> Opinion {
    Opinion {
        number: number.to_owned(),
        id: code(number),
        meeting: "懇談会".to_owned(),
        session: Some("第1回".to_owned()),
        date: Some(day((2025, 8, 5))),
        text: text.to_owned(),
        item: None,
        departments: Vec::new(),
        answer: None,
        state,
        public: true,
        places: OpinionPlaces::default(),
    }
}

fn with(mut opinion: Opinion, item: &str, departments: &[&str], answer: &str) -> Opinion {
    opinion.item = (!item.is_empty()).then(|| item.to_owned());
    opinion.departments = departments.iter().map(|d| (*d).to_owned()).collect();
    opinion.answer = (!answer.is_empty()).then(|| answer.to_owned());
    opinion
}

/// The seven of the first cycle.
fn seven() -> Vec<Opinion> {
    use OpinionState::{Considering, Declined, Doing, Done};
    let mut internal = with(opinion("4", SECRET[0], Considering), "2-②", &[], SECRET[1]);
    internal.meeting = "推進本部".to_owned();
    internal.public = false;
    vec![
        with(
            opinion("1", "研修の中身を示してほしい。", Considering),
            "1-①",
            &["総務課"],
            "",
        ),
        with(
            opinion("2", "使用料の根拠を示してほしい。", Doing),
            "2-①",
            &["財政課"],
            "",
        ),
        with(
            opinion("3", "目標を下げてほしい。", Declined),
            "",
            &[],
            "取り下げられた。",
        ),
        internal,
        with(
            opinion("5", "資料の字を大きくしてほしい。", Done),
            "",
            &[],
            "12ポイントにした。",
        ),
        opinion("6", "窓口の待ち時間を測ってほしい。", Considering),
        with(
            opinion("7", "広報を増やしてほしい。", Doing),
            "",
            &["市民課"],
            "市の全体で考える。",
        ),
    ]
}

/// The first alone, asked of 総務課.
fn asked_of_one() -> Opinion {
    with(
        opinion("1", "意見", OpinionState::Doing),
        "",
        &["総務課"],
        "",
    )
}

/// Those of the second: four carried over, of which one is asked of 市民課 now; one is closed already, one is gone.
fn carried() -> Vec<Opinion> {
    use OpinionState::{Considering, Doing, Done};
    let all = seven();
    vec![
        with(all[0].clone(), "1-①", &["総務課"], "研修の計画を作る。").stands(Doing),
        with(all[1].clone(), "2-①", &["財政課"], "原価の表を載せた。").stands(Done),
        all[3].clone().stands(Considering),
        with(all[5].clone(), "", &["市民課"], ""),
    ]
}

trait Stands {
    fn stands(self, state: OpinionState) -> Self;
}

impl Stands for Opinion {
    fn stands(mut self, state: OpinionState) -> Self {
        self.state = state;
        self
    }
}

fn office(plan: &Plan, year: i32, opinions: Vec<Opinion>) -> Vec<u8> {
    let cycle = plan
        .cycle(FiscalYear::new(year), "年度末")
        .expect("a cycle");
    let texts = OfficeTexts {
        opinions,
        ..OfficeTexts::default()
    };
    office_texts::filled(plan, cycle, &texts).expect("a workbook")
}

/// Puts every form of a cycle, as the program made it, filled and then with these answers.
fn returned(work: &Work, plan: &Plan, cycle: &str, answers: &[(&str, &str, &str)]) {
    let forms = work.tree(&format!("output/{cycle}/様式"));
    let year = plan
        .cycles
        .iter()
        .find(|c| c.name() == cycle)
        .expect("a cycle");
    assert_eq!(forms.len(), codes(plan, year).len());
    for path in forms {
        let name = path.rsplit('/').next().expect("a name");
        let form = filling::fill_all(&work.bytes(&path));
        let mut entries: Vec<(&str, Entry)> = Vec::new();
        // A plausible 状況 is none of opinions'.
        let names = filling::names(&form);
        let states: Vec<&String> = names
            .iter()
            .filter(|n| n.contains("opinion") && n.ends_with("state"))
            .collect();
        entries.extend(states.iter().map(|n| (n.as_str(), Entry::from("検討中"))));
        let own = answers.iter().filter(|(code, ..)| name.starts_with(code));
        for (_, field, text) in own {
            entries.retain(|(n, _)| n != field);
            entries.push((field, (*text).into()));
        }
        work.put(
            &format!("input/{cycle}/提出/{name}"),
            &filling::fill(&form, &entries),
        );
    }
}

/// Both cycles, the second with what it wrote.
fn two_cycles() -> (Work, Plan) {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Running;
    plan.cycles[1].state = CycleState::Preparing;
    let work = Work::empty();
    work.register(&plan);
    work.put(
        &format!("input/{BEFORE}/事務局.xlsx"),
        &office(&plan, 2024, seven()),
    );
    work.run(&["forms"]).ended(0);
    plan.opinions = vec![CycleOpinions {
        cycle: CycleKey {
            year: FiscalYear::new(2024),
            kind: "年度末".to_owned(),
        },
        opinions: seven(),
        faulty: Vec::new(),
    }];
    returned(
        &work,
        &plan,
        BEFORE,
        &[
            ("01", "in.opinion.1.answer", "研修の計画を作る。"),
            ("01", "in.opinion.1.state", "対応中"),
            ("02", "in.opinion.2.answer", "原価の表を載せた。"),
            ("02", "in.opinion.2.state", "対応済"),
            ("03", "in.opinion.7.answer", "課だけの考え。"),
            ("03", "in.opinion.7.state", "対応済"),
        ],
    );
    work.run(&["report"]).ended(0);

    plan.cycles[0].state = CycleState::Closed;
    plan.cycles[1].state = CycleState::Running;
    work.register(&plan);
    work.put(
        &format!("input/{CYCLE}/事務局.xlsx"),
        &office(&plan, 2025, carried()),
    );
    work.run(&["forms"]).ended(0);
    plan.opinions[0].cycle.year = FiscalYear::new(2025);
    plan.opinions[0].opinions = carried();
    (work, plan)
}

fn record(work: &Work, cycle: &str) -> Json {
    let bytes = work.bytes(&format!("output/{cycle}/record.json"));
    serde_json::from_slice(&bytes).expect("a record")
}

/// 番号, 状況, 市の対応 and who says so.
fn standing(record: &Json) -> Vec<[String; 4]> {
    let opinions = record["opinions"].as_array().expect("opinions");
    let text = |o: &Json, key: &str| o[key].as_str().unwrap_or_default().to_owned();
    let of = |o: &Json| ["number", "state", "answer", "answered_by"].map(|key| text(o, key));
    opinions.iter().map(of).collect()
}

#[test]
fn seven_opinions_go_through_two_cycles() {
    let (work, plan) = two_cycles();
    let line = |parts: [&str; 4]| parts.map(str::to_owned);
    let first = standing(&record(&work, BEFORE));
    assert_eq!(
        first,
        [
            line(["1", "対応中", "研修の計画を作る。", "総務課"]),
            line(["2", "対応済", "原価の表を載せた。", "財政課"]),
            line(["3", "対応しない", "取り下げられた。", "事務局"]),
            line(["4", "検討中", SECRET[1], "事務局"]),
            line(["5", "対応済", "12ポイントにした。", "事務局"]),
            line(["6", "検討中", "", ""]),
            // The office's words go before a department's.
            line(["7", "対応中", "市の全体で考える。", "事務局"]),
        ]
    );

    // The form of the second cycle holds what was said last, and asks what is new.
    let form = |code: &str| {
        let forms = work.tree(&format!("output/{CYCLE}/様式"));
        let path = forms.iter().find(|f| f.contains(&format!("/{code}_")));
        work.bytes(path.expect("a form"))
    };
    let cell = |form: &[u8], name: &str| {
        let (sheet, cell) = filling::place(form, name)?;
        assert_eq!(sheet, "意見への対応");
        filling::cell_text(form, &sheet, &cell)
    };
    let of_01 = form("01");
    assert_eq!(
        cell(&of_01, "in.opinion.1.answer").as_deref(),
        Some("研修の計画を作る。")
    );
    assert_eq!(
        cell(&of_01, "in.opinion.1.state").as_deref(),
        Some("対応中")
    );
    // What was carried over stands beside too, and that it is the last answer.
    let (sheet, at) = filling::place(&of_01, "in.opinion.1.answer").expect("a place");
    let in_column = |column: &str| {
        let text = filling::cell_text(&of_01, &sheet, &at.replace('C', column));
        text.unwrap_or_default()
    };
    assert_eq!(in_column("D"), "研修の計画を作る。");
    assert!(in_column("E").contains("前回の回答を入れています"));
    let of_03 = form("03");
    assert_eq!(cell(&of_03, "in.opinion.6.answer"), None);
    assert_eq!(
        cell(&of_03, "in.opinion.6.state").as_deref(),
        Some("検討中")
    );
    assert!(!filling::sheet_names(&form("02")).contains(&"意見への対応".to_owned()));

    returned(
        &work,
        &plan,
        CYCLE,
        &[
            ("01", "in.opinion.1.answer", "=研修を3回行った。"),
            ("01", "in.opinion.1.state", "対応済"),
            ("03", "in.opinion.6.answer", "5月から測っている。"),
            ("03", "in.opinion.6.state", "対応済"),
        ],
    );
    work.report().ended(0);
    let record = work.record();
    assert_eq!(
        standing(&record),
        [
            // What the office only carried over does not go before what is said now.
            line(["1", "対応済", "=研修を3回行った。", "総務課"]),
            line(["2", "対応済", "原価の表を載せた。", "事務局"]),
            line(["4", "検討中", SECRET[1], "事務局"]),
            line(["6", "対応済", "5月から測っている。", "市民課"]),
        ]
    );
    what_diff_says(&work);
    let forgotten = with_code(&record, "R053");
    assert_eq!(forgotten.len(), 1);
    assert!(
        forgotten[0]["message"]
            .as_str()
            .expect("a text")
            .contains("意見7")
    );
    papers(&work);
    tables(&work);
    history(&work);
}

/// 推進本部 sees all; the open bodies the public ones. What was closed in the first cycle is shown no more.
fn papers(work: &Work) {
    let internal = work.pdf_text("推進本部");
    assert!(
        internal.contains("意見の状況は、対応済2件、検討中1件です。"),
        "{internal}"
    );
    for secret in SECRET {
        assert!(internal.contains(secret));
    }
    for body in ["懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(
            text.contains("意見の状況は、対応済2件です。"),
            "{body}: {text}"
        );
        assert!(text.contains("=研修を3回行った。") && text.contains("5月から測っている。"));
        assert!(!text.contains("原価の表を載せた。"), "{body}");
    }
    let page = work.output("公表/ホームページ/index.html");
    let page = String::from_utf8(page).expect("a text");
    assert!(page.contains("意見と市の対応") && page.contains("5月から測っている。"));
    for (path, bytes) in work.outputs() {
        let open = path.contains("/懇談会/") || path.contains("/公表/");
        let text = String::from_utf8_lossy(&bytes);
        let found = SECRET.iter().any(|secret| text.contains(secret));
        assert!(!(open && found), "{path}");
    }
}

/// What is the same, and what was closed before and not carried, is no change; what is gone is one.
fn what_diff_says(work: &Work) {
    let all = work.differences(BEFORE, CYCLE).into_iter();
    let told: Vec<String> = all
        .filter(|d| {
            d["id"]
                .as_str()
                .is_some_and(|id| id.starts_with("opinions."))
        })
        .map(|d| format!("{} {} {}→{}", d["number"], d["field"], d["old"], d["new"]))
        .map(|line| line.replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            "意見1 市の対応 研修の計画を作る。→=研修を3回行った。",
            "意見1 状況 対応中→対応済",
            "意見6 回答する課 null→市民課",
            "意見6 市の対応 null→5月から測っている。",
            "意見6 状況 検討中→対応済",
            "意見7 意見 広報を増やしてほしい。→null",
        ]
    );
}

fn tables(work: &Work) {
    let data = work.output("公表/オープンデータ/意見.csv");
    let data = String::from_utf8(data).expect("a text");
    let lines: Vec<&str> = data.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "年度,調査区分,意見番号,会議,開催日,意見,項目コード,市の対応,状況",
            "2025,年度末,意見1,懇談会 第1回,2025-08-05,研修の中身を示してほしい。,1-1,'=研修を3回行った。,対応済",
            "2025,年度末,意見6,懇談会 第1回,2025-08-05,窓口の待ち時間を測ってほしい。,,5月から測っている。,対応済",
        ]
    );
    let package = work.output("公表/オープンデータ/datapackage.json");
    assert!(
        String::from_utf8(package)
            .expect("a text")
            .contains("\"意見.csv\"")
    );
    let book = |body: &str| {
        let files = work.tree(&format!("output/{CYCLE}/{body}"));
        let path = files.iter().find(|f| f.ends_with("集計表.xlsx"));
        rows(&work.bytes(path.expect("a workbook")), "意見と市の対応").concat()
    };
    assert!(book("推進本部").contains(&SECRET[0].to_owned()));
    let open = book("公表");
    assert!(open.contains(&"5月から測っている。".to_owned()));
    assert!(!open.iter().any(|cell| SECRET.contains(&cell.as_str())));
    let checks = rows(&work.output("点検/検算.xlsx"), "全ての突合せ").concat();
    assert!(
        checks
            .iter()
            .any(|cell| cell.contains("意見の件数") || cell.contains("意見 対応済")),
        "{checks:?}"
    );
}

fn history(work: &Work) {
    for subject in ["意見-1", "意見1"] {
        work.run(&["explain", subject])
            .ended(0)
            .says("令和7年度: 対応済")
            .says("令和6年度: 対応中")
            .says("研修の計画を作る。")
            .says("総務課の回答");
    }
    work.run(&["explain", "意見-7"])
        .ended(0)
        .says("令和7年度の「意見」にはありません")
        .says("令和6年度: 対応中");
    work.run(&["explain", "意見-9"]).ended(2);
}

#[test]
fn what_the_plan_does_not_have_is_an_error_with_its_cell() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    let wrong = with(
        opinion("1", "意見", OpinionState::Doing),
        "9-⑨",
        &["総務課", "なくなった課", "総務"],
        "",
    );
    let bytes = office(&plan, 2025, vec![wrong]);
    work.put(&format!("input/{CYCLE}/事務局.xlsx"), &bytes);
    work.run(&["check"])
        .ended(1)
        .says("R052")
        .says("意見 › F2")
        .says("意見 › G2")
        .says("なくなった課")
        .says("似た名前の課: 総務課。");
}

/// Opinions are entered when the forms are in already, and closed when a department has answered: nothing is asked of its form for
/// that, and no answer is lost.
#[test]
fn what_is_entered_or_closed_after_the_forms_asks_nothing() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let asked = asked_of_one();
    let place = format!("input/{CYCLE}/事務局.xlsx");
    work.put(&place, &office(&plan, 2025, vec![asked.clone()]));
    work.run(&["forms"]).ended(0);
    let forms = work.tree(&format!("output/{CYCLE}/様式"));
    for path in &forms {
        let name = path.rsplit('/').next().expect("a name");
        let mut form = filling::fill_all(&work.bytes(path));
        if name.starts_with("01") {
            let entries: [(&str, Entry); 2] = [
                ("in.opinion.1.answer", "済ませた。".into()),
                ("in.opinion.1.state", "対応済".into()),
            ];
            form = filling::fill(&form, &entries);
        }
        work.put(&format!("input/{CYCLE}/提出/{name}"), &form);
    }
    let late = with(
        opinion("2", "後の意見", OpinionState::Considering),
        "",
        &["財政課"],
        "",
    );
    work.put(
        &place,
        &office(&plan, 2025, vec![asked.stands(OpinionState::Done), late]),
    );
    work.run(&["check"]).ended(0).says("誤り 0件");
    work.report().ended(0);
    let record = work.record();
    for code in ["N004", "N006", "N015", "F016"] {
        assert_eq!(with_code(&record, code).len(), 0, "{code}");
    }
    assert_eq!(
        standing(&record),
        [
            ["1", "対応済", "済ませた。", "総務課"].map(str::to_owned),
            ["2", "検討中", "", ""].map(str::to_owned),
        ]
    );
}

#[test]
fn open_ones_go_on_into_the_next_cycle() {
    let mut plan = plans::small();
    let work = Work::new(&plan);
    let opinions = vec![
        with(
            opinion("1", "続くもの", OpinionState::Doing),
            "1-①",
            &["総務課"],
            "",
        ),
        with(
            opinion("2", "終えたもの", OpinionState::Done),
            "",
            &[],
            "終えた。",
        ),
    ];
    work.put(
        &format!("input/{CYCLE}/事務局.xlsx"),
        &office(&plan, 2025, opinions),
    );
    work.run(&["forms"]).ended(0);
    plan.opinions = vec![CycleOpinions {
        cycle: CycleKey {
            year: FiscalYear::new(2025),
            kind: "年度末".to_owned(),
        },
        opinions: Vec::new(),
        faulty: Vec::new(),
    }];
    returned(
        &work,
        &plan,
        CYCLE,
        &[
            ("01", "in.opinion.1.answer", "半分まで進めた。"),
            ("01", "in.opinion.1.state", "対応中"),
        ],
    );
    plan.cycles[1].state = CycleState::Closed;
    work.register(&plan);
    work.run(&["close", CYCLE]).ended(0);
    work.run(&["next"]).ended(0);
    let next = "input/令和8年度/事務局.xlsx";
    let (texts, faults) = office_texts::read(&work.bytes(next), next).expect("a workbook");
    assert_eq!(faults, []);
    let [opinion] = texts.opinions.as_slice() else {
        panic!("{:?}", texts.opinions)
    };
    assert_eq!(
        (opinion.number.as_str(), opinion.state),
        ("1", OpinionState::Doing)
    );
    assert_eq!(opinion.answer.as_deref(), Some("半分まで進めた。"));
    assert_eq!(opinion.departments, ["総務課"]);
    // What is written into the closed cycle's book afterwards changes nothing of it.
    work.put(
        &format!("input/{CYCLE}/事務局.xlsx"),
        &office(&plan, 2025, Vec::new()),
    );
    work.run(&["explain", "意見-1", CYCLE])
        .ended(0)
        .says("半分まで進めた。");
}

/// 意見2 and 意見4 are listed under 2-① and 2-②, which other items have now: an error with its cell, in `forms` already. Under the numbers of today they
/// are right. 意見1 is on an item that has ended since: the public's papers are made, with its number and no link.
#[test]
fn an_opinion_stays_with_its_item() {
    let (work, mut plan) = two_cycles();
    work.run(&["close", BEFORE]).ended(0);
    let [first, second] = [plan.items[1].number.clone(), plan.items[2].number.clone()];
    assert_eq!([first.as_str(), second.as_str()], ["2-①", "2-②"]);
    plan.items[1].number = second;
    plan.items[2].number = first;
    plan.items[0].end = Some(FiscalYear::new(2024));
    work.register(&plan);
    work.run(&["forms", "--force"])
        .ended(2)
        .says("誤り[R052]")
        .says("意見 › F3")
        .says("意見 › F4")
        .says("別の項目（今の2-②「");
    let mut right = carried();
    right[1].item = Some("2-②".to_owned());
    right[2].item = Some("2-①".to_owned());
    let bytes = office(&plan, 2025, right.clone());
    work.put(&format!("input/{CYCLE}/事務局.xlsx"), &bytes);
    plan.opinions[0].opinions = right;
    work.run(&["forms", "--force"]);
    returned(&work, &plan, CYCLE, &[]);
    work.report();
    let record = record(&work, CYCLE);
    assert_eq!(with_code(&record, "R052"), Vec::<&Json>::new());
    assert!(with_code(&record, "D004").is_empty());
    assert!(work.exists("output/令和7年度/公表/推進状況報告書.pdf"));
    assert!(work.pdf_text("公表").contains("研修の計画を作る。"));
}

/// A row with a cell that can't be read is the office's to mend: its departments, who have answered, are asked nothing.
#[test]
fn a_faulty_row_asks_nothing_of_those_who_answered_it() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let asked = asked_of_one();
    let place = format!("input/{CYCLE}/事務局.xlsx");
    let book = office(&plan, 2025, vec![asked]);
    work.put(&place, &book);
    work.run(&["forms"]).ended(0);
    let mut whole = plan.clone();
    whole.opinions = vec![CycleOpinions {
        cycle: CycleKey {
            year: FiscalYear::new(2025),
            kind: "年度末".to_owned(),
        },
        opinions: Vec::new(),
        faulty: Vec::new(),
    }];
    returned(
        &work,
        &whole,
        CYCLE,
        &[("01", "in.opinion.1.answer", "済ませた。")],
    );
    let faulty = filling::set_cell(&book, "意見", "I2", &"対応済み".into());
    work.put(&place, &faulty);
    work.run(&["check"])
        .ended(1)
        .says("誤り[R015] 意見 › I2")
        .says("誤り 1件（計画台帳や事務局.xlsx の値を読めない 1）");
    assert!(!work.exists("output/令和7年度/点検/確認依頼"));
    work.report();
    let record = work.record();
    for code in ["N004", "N010"] {
        assert_eq!(with_code(&record, code).len(), 0, "{code}");
    }
    // No paper says what the office did not.
    assert_eq!(record.get("opinions"), None);
}

/// An opinion of this cycle whose department has sent its form: it is named, and asked with a form that holds what it has written.
#[test]
fn a_department_is_asked_about_an_opinion_that_came_after_its_form() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    let late = ["2", "3"].map(|number| {
        let said = opinion(number, "窓口を\n広げてほしい。", OpinionState::Considering);
        with(said, "", &["総務課"], "")
    });
    let answered = with(
        opinion("4", "字を大きく。", OpinionState::Doing),
        "",
        &["財政課"],
        "次の号から。",
    );
    let opinions = [late.to_vec(), vec![answered]].concat();
    let place = format!("input/{CYCLE}/事務局.xlsx");
    work.put(&place, &office(&plan, 2025, opinions));
    work.run(&["check"])
        .ended(0)
        .says("回答待ちの意見 2件: 総務課（意見2、意見3）")
        .says("次にすること: output/令和7年度/点検/案内文/ の下書き（.eml");
    work.run(&["status"])
        .ended(0)
        .says("回答待ちの意見　総務課（意見2、意見3）")
        .says("意見への対応を、1課（総務課）に尋ねます");
    let draft = |name: &str| crate::mails::read(&work.output(&format!("点検/案内文/{name}.eml")));
    let mail = draft("総務課");
    let subject = mail["subject"].as_str().expect("a subject");
    assert!(subject.starts_with("【意見への対応のお願い】"), "{subject}");
    let text = mail["text"].as_str().expect("a text");
    assert!(
        text.contains("・意見2（懇談会 第1回）　窓口を 広げてほしい。"),
        "{text}"
    );
    assert_eq!(mail["files"][0][0], "01_総務課_進捗状況調査票.xlsx");
    let thanks = draft("財政課");
    assert!(
        thanks["subject"]
            .as_str()
            .expect("a subject")
            .contains("受領のお礼")
    );

    // The form that goes with it is that of --with-answers: it replaces the first, and holds its answers.
    work.run(&["forms", "--with-answers"]).ended(0);
    let form = work.output("様式/01_総務課_進捗状況調査票.xlsx");
    assert_eq!(mail["files"][0][1], crate::several_files::digest(&form));
    let entries: [(&str, Entry); 4] = [
        ("in.opinion.2.answer", "6月に広げた。".into()),
        ("in.opinion.2.state", "対応済".into()),
        ("in.opinion.3.answer", "検討する。".into()),
        ("in.opinion.3.state", "検討中".into()),
    ];
    work.returned("01_意見.xlsx", &filling::fill(&form, &entries));
    let said = work.run(&["check"]).ended(0).says("差替済 1");
    assert!(!said.stdout.contains("回答待ち"), "{}", said.stdout);
    let thanked = draft("総務課");
    assert!(
        thanked["subject"]
            .as_str()
            .expect("a subject")
            .contains("受領のお礼")
    );
}

/// In the first year of a plan nothing is compared: what was closed in its middle stands in the papers of its end, and what was open
/// then is missed.
#[test]
fn the_first_year_goes_by_its_middle() {
    let mut plan = plans::small();
    let end = plan.cycles.remove(1);
    plan.cycles[0] = gyokaku::plan::Cycle {
        kind: "中間".to_owned(),
        inquiry_date: day((2025, 10, 1)),
        due: day((2025, 10, 31)),
        state: CycleState::Closed,
        ..end.clone()
    };
    plan.cycles.push(end);
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |_, form| form);
    work.all_returned(&plan, &plan.cycles[1], |_, form| form);
    let texts = |opinions| OfficeTexts {
        opinions,
        ..OfficeTexts::default()
    };
    let put = |cycle: usize, opinions: Vec<Opinion>| {
        let cycle = &plan.cycles[cycle];
        let bytes = office_texts::filled(&plan, cycle, &texts(opinions)).expect("a workbook");
        work.put(&format!("input/{}/事務局.xlsx", cycle.folder()), &bytes);
    };
    let closed = with(
        opinion("1", "字を大きくしてほしい。", OpinionState::Done),
        "",
        &[],
        "12ポイントにした。",
    );
    let open = opinion("2", "待ち時間を測ってほしい。", OpinionState::Considering);
    put(0, vec![closed, open]);
    work.run(&["report", "令和7年度中間"]).ended(0);
    work.run(&["close", "令和7年度中間"]).ended(0);
    put(1, Vec::new());
    work.report().ended(0).says("件 一致");
    let record = work.record();
    assert_eq!(
        standing(&record),
        [["1", "対応済", "12ポイントにした。", "事務局"].map(str::to_owned)]
    );
    let forgotten = with_code(&record, "R053");
    assert_eq!(forgotten.len(), 1);
    let message = forgotten[0]["message"].as_str().expect("a text");
    assert!(message.starts_with("令和7年度中間で「検討中」だった意見2が"));
    assert!(work.pdf_text("公表").contains("12ポイントにした。"));
}
