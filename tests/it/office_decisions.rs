//! 評価・補正 and 確認済み of 事務局.xlsx: what the 本部 and the office decide stands beside what the departments wrote, in the
//! record, in the papers of each body as far as its readers may know, and on the forms of the next cycle.

use std::collections::BTreeMap;

use gyokaku::plan::register::office_texts;
use gyokaku::plan::{
    Cycle, CycleState, Decision, DecisionKind, DecisionPlaces, OfficeTexts, OfficeValue, Plan,
    Settled,
};
use gyokaku::values::{CellLocation, FiscalYear};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, rows, texts_and_formulas, value, with_code};
use crate::plans;

const PLACE: &str = "input/令和7年度/事務局.xlsx";
const NEXT: &str = "令和8年度";

/// The plan of the tests with the cycle after the running one.
fn plan() -> Plan {
    let mut plan = plans::small();
    let running = plan.cycles[1].clone();
    plan.cycles.push(Cycle {
        year: FiscalYear::new(2026),
        inquiry_date: plans::day((2027, 4, 10)),
        due: plans::day((2027, 5, 15)),
        state: CycleState::Preparing,
        ..running
    });
    plan
}

/// First grades: 1-① A, 2-① A, 2-② C. `hours` is the actual of 2-①-K1.
fn returned(work: &Work, plan: &Plan, hours: f64) {
    work.all_returned(plan, &plan.cycles[1], |code, form| {
        let entries: Vec<(&str, Entry)> = match code {
            "01" => vec![
                ("in.item.1_1.grade", "A".into()),
                (
                    "in.item.1_1.reason",
                    "所管課の理由QF1は計画のとおりである。".into(),
                ),
                ("in.indicator.1_1_k2.actual", Entry::Number(3.0)),
                // So that there is something to ask.
                ("in.approval.name", Entry::Blank),
            ],
            "02" => vec![
                ("in.item.2_1.grade", "A".into()),
                ("in.item.2_2.grade", "C".into()),
                (
                    "in.item.2_2.reason",
                    "所管課の理由QF2は遅れのためである。".into(),
                ),
                ("in.initiative.2_1_1.effect_saving", "約1200".into()),
                ("in.initiative.2_1_1.effect_kind", "単年度".into()),
                ("in.initiative.2_1_1.effect_basis", "単価の差".into()),
                ("in.indicator.2_1_k1.actual", Entry::Number(hours)),
            ],
            _ => Vec::new(),
        };
        filling::fill(&form, &entries)
    });
}

pub fn decision(
    kind: DecisionKind,
    (number, field): (&str, &str),
    before: Option<&str>,
    value: OfficeValue,
    reason: &str,
) -> Decision {
    Decision {
        kind,
        number: number.to_owned(),
        field: field.to_owned(),
        department: None,
        before: before.map(|text| OfficeValue::Text(text.to_owned())),
        value,
        reason: reason.to_owned(),
        decided_by: Some("推進本部 第1回".to_owned()),
        date: plans::day((2026, 7, 6)),
        whole: true,
        places: DecisionPlaces::default(),
    }
}

fn text(text: &str) -> OfficeValue {
    OfficeValue::Text(text.to_owned())
}

/// Two grades changed by the 本部, three corrections; the last was made for an answer of 120.
fn decisions() -> Vec<Decision> {
    let (second, correction) = (DecisionKind::SecondEvaluation, DecisionKind::Correction);
    let number = OfficeValue::Number {
        value: Decimal::from(30),
        percent: false,
        shown: None,
    };
    let grade = "進捗評価";
    vec![
        decision(
            second,
            ("1-①", grade),
            Some("A"),
            text("B"),
            "本部の理由QB1による。",
        ),
        decision(
            second,
            ("2-②", grade),
            None,
            text("Ｂ"),
            "本部の理由QB2による。",
        ),
        decision(
            correction,
            ("1-①-K2", "実績値"),
            Some("3"),
            number,
            "桁の誤りQC1",
        ),
        decision(
            correction,
            ("2-①-1", "歳出減"),
            Some("約1200"),
            text("1,200"),
            "概数を確かめたQC2",
        ),
        decision(
            correction,
            ("2-①-K1", "実績値"),
            Some("120"),
            text("100"),
            "転記の誤りQC3",
        ),
    ]
}

fn office(work: &Work, plan: &Plan, decisions: Vec<Decision>, settled: Vec<Settled>) {
    let cycle = plan.running_cycle().expect("a cycle");
    let texts = OfficeTexts {
        decisions,
        settled,
        ..OfficeTexts::default()
    };
    let bytes = office_texts::filled(plan, cycle, &texts).expect("a workbook");
    work.put(PLACE, &bytes);
}

fn csv(work: &Work) -> String {
    String::from_utf8(work.output("公表/オープンデータ/実施項目.csv")).expect("UTF-8")
}

#[test]
fn second_grades_and_corrections_stand_beside_what_was_written() {
    let plan = plan();
    let work = Work::new(&plan);
    returned(&work, &plan, 110.0);
    // As it was before anybody decided: the amount can't be read.
    work.report().ended(1);
    let before = work.output("record.json");
    work.put("前.json", &before);

    office(&work, &plan, decisions(), Vec::new());
    work.report().ended(1);
    let record = work.record();
    record_holds_both(&record);
    papers_of_the_headquarters(&work);
    papers_of_the_others(&work);
    workbooks(&work);
    questions_and_letters(&work);
    told_on_the_terminal(&work);
    next_form(&work);

    // Where the register says so, the others see both.
    let mut open = plan.clone();
    open.profile.first_grade_public = true;
    work.register(&open);
    work.report().ended(1);
    for body in ["懇談会", "公表"] {
        let text = work.pdf_text(body);
        for shown in [
            "QF1",
            "QB1",
            "QF2",
            "QB2",
            "A／B",
            "C／B",
            "一次評価（所管課）の理由",
        ] {
            assert!(text.contains(shown), "{body} {shown}");
        }
    }
    // 評価の理由 is that of 評価, whoever reads it.
    for body in ["推進本部/資料3_集計表.xlsx", "公表/集計表.xlsx"] {
        let row = row_of(&work.output(body), "実施項目一覧", "1-①");
        assert!(row["評価の理由"].contains("QB1"), "{body} {row:?}");
        assert!(row["一次評価の理由"].contains("QF1"), "{body} {row:?}");
    }
    let data = csv(&work);
    assert!(data.contains("一次評価の理由") && data.contains("QF1") && data.contains("QB1"));
    assert!(with_code(&work.record(), "D002").is_empty());
}

fn record_holds_both(record: &Json) {
    let stages = value(record, "1-1", "evaluations");
    assert_eq!(stages[0]["stage"], "所管課");
    assert_eq!(stages[0]["grade"], "A");
    assert_eq!(stages[1]["stage"], "二次評価");
    assert_eq!(stages[1]["grade"], "B");
    assert_eq!(stages[1]["decision"], "推進本部 第1回");
    assert_eq!(stages[1]["date"], "2026-07-06");
    assert_eq!(stages[1]["source"]["cell"], "F2");
    assert_eq!(stages[1]["reason"]["value"], "本部の理由QB1による。");
    assert_eq!(stages[1]["reason"]["source"]["file"], PLACE);
    assert_eq!(stages[1]["reason"]["source"]["cell"], "G2");
    assert_eq!(value(record, "1-1", "grade")["value"], "A");
    assert_eq!(value(record, "2-2", "evaluations")[1]["grade"], "B");
    assert_eq!(
        value(record, "2-1", "evaluations").as_array().map(Vec::len),
        Some(1)
    );
    // Final: 2-① A, 1-① and 2-② B; first: 1-① and 2-① A, 2-② C.
    let total = &record["summary"]["grades"]["total"];
    assert_eq!(
        [&total["A"], &total["B"], &total["C"]],
        [&json!(1), &json!(2), &json!(0)]
    );
    let first = &record["summary"]["first_grades"]["total"];
    assert_eq!(
        [&first["A"], &first["B"], &first["C"]],
        [&json!(2), &json!(0), &json!(1)]
    );

    let actual = value(record, "1-1-k2", "actual");
    assert_eq!([&actual["value"], &actual["source"]["typed"]], ["30", "3"]);
    assert_eq!(actual["source"]["file"], "01.xlsx");
    assert_eq!(actual["correction"]["reason"], "桁の誤りQC1");
    assert_eq!(actual["correction"]["date"], "2026-07-06");
    assert_eq!(actual["correction"]["source"]["cell"], "F4");
    // 30 ÷ 30; by the typed 3 it would be 10.0 and missed.
    assert_eq!(value(record, "1-1-k2", "achievement"), "100.0");
    assert_eq!(value(record, "1-1-k2", "met"), true);
    assert_eq!(record["summary"]["effect"]["単年度"]["saving"], "1200");
    // What could not be read is no error any more: the office has read it.
    let [unread] = with_code(record, "V015")[..] else {
        panic!("{record:#}")
    };
    assert_eq!([&unread["severity"], &unread["found"]], ["info", "約1200"]);
    let status = record["departments"].as_array().expect("departments");
    assert!(
        status.iter().all(|d| d["status"] == "提出済"),
        "{status:#?}"
    );

    // Made for another answer: not applied, and an error.
    assert_eq!(value(record, "2-1-k1", "actual")["value"], "110");
    let [outdated] = with_code(record, "R042")[..] else {
        panic!("{record:#}")
    };
    assert_eq!(outdated["severity"], "error");
    assert_eq!(
        [&outdated["file"], &outdated["sheet"], &outdated["cell"]],
        [PLACE, "評価・補正", "E6"]
    );
}

fn papers_of_the_headquarters(work: &Work) {
    for body in ["推進本部", "幹事会"] {
        let text = work.pdf_text(body);
        for shown in [
            "一次と二次が異なる項目",
            "A／B",
            "C／B",
            "QB1",
            "QB2",
            "QF1",
            "QF2",
            "推進本部第1回、令和8年7月6日",
            // 2 by the departments, 1 by the 本部.
            "1（2）",
        ] {
            assert!(text.contains(shown), "{body} {shown}");
        }
    }
}

fn papers_of_the_others(work: &Work) {
    for body in ["懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(text.contains("QB1") && text.contains("QB2"), "{body}");
        for hidden in ["QF1", "QF2", "一次評価", "A／B", "QC1"] {
            assert!(!text.contains(hidden), "{body} {hidden}");
        }
    }
    let data = csv(work);
    let line = data.lines().find(|line| line.contains("人材の育成"));
    let line = line.expect("the item");
    assert!(
        line.contains(",B,") && line.contains("QB1") && !line.contains("QF1"),
        "{line}"
    );
    assert!(!data.contains("一次評価"));
    let page = work.output("公表/ホームページ/index.html");
    let page = String::from_utf8(page).expect("UTF-8");
    assert!(page.contains("QB1") && !page.contains("QF1"));
    assert!(with_code(&work.record(), "D008").is_empty());
}

/// The row of a sheet whose first cell is this, by heading.
fn row_of(workbook: &[u8], sheet: &str, first: &str) -> BTreeMap<String, String> {
    let all = rows(workbook, sheet);
    let head = all.iter().find(|row| row.contains(&"番号".to_owned()));
    let head = head.expect("headings").clone();
    let row = all.iter().find(|row| row[0] == first).expect("the row");
    head.into_iter().zip(row.clone()).collect()
}

fn workbooks(work: &Work) {
    let book = work.output("推進本部/資料3_集計表.xlsx");
    let row = row_of(&book, "実施項目一覧", "1-①");
    assert_eq!(row["評価"], "B");
    assert_eq!(row["一次評価（所管課）"], "A");
    assert_eq!(row["二次評価（本部）"], "B");
    assert_eq!(row["二次評価の理由"], "本部の理由QB1による。");
    let sources = rows(&book, "転記元");
    let corrected = sources
        .iter()
        .find(|row| row[0] == "1-①-K2" && row[3] == "実績値");
    let corrected = corrected.expect("the corrected value");
    assert_eq!([&corrected[4], &corrected[5]], ["30", "3"]);
    assert!(
        corrected.iter().any(|cell| cell.contains("QC1")),
        "{corrected:?}"
    );
    let council = work.output("懇談会/集計表.xlsx");
    let row = row_of(&council, "実施項目一覧", "1-①");
    assert_eq!(row["評価"], "B");
    assert_eq!(row["評価の理由"], "本部の理由QB1による。");
    assert!(!row.contains_key("一次評価（所管課）"));
    let (checks, _) = texts_and_formulas(&work.output("点検/検算.xlsx"));
    for named in ["総括 合計 Aの一次評価の件数", "総括 合計 Aの件数"] {
        assert!(checks.iter().any(|text| text == named), "{named}");
    }
}

fn questions_and_letters(work: &Work) {
    let asked = work.output("点検/確認依頼/01_総務課.xlsx");
    let (texts, _) = texts_and_formulas(&asked);
    let says = |wanted: &str| texts.iter().any(|text| text.contains(wanted));
    assert!(says("事務局で補正したもの"), "{texts:#?}");
    assert!(says(
        "「30」に補正しました（令和8年7月6日）。理由：桁の誤りQC1"
    ));
    let letter = String::from_utf8(work.output("点検/案内文/財政課.txt")).expect("UTF-8");
    assert!(
        letter.contains("2-①-1 歳出減　「約1200」を「1200」に補正しました"),
        "{letter}"
    );
    assert!(!letter.contains("QC3"));
}

fn told_on_the_terminal(work: &Work) {
    let run = work.run(&["explain", "1-①-K2", CYCLE]).ended(0);
    let run = run.says("補正（推進本部 第1回、令和8年7月6日）：桁の誤りQC1");
    run.says("課の記入").says("F4");
    // Counted by the second grade, whose cell is named.
    let run = work.run(&["explain", "総括.B", CYCLE]).ended(0);
    let mut lines = run.stdout.lines().skip_while(|l| !l.contains("1-① "));
    let cell = lines.nth(1);
    assert!(
        cell.is_some_and(|line| line.contains("事務局.xlsx › 評価・補正 › F2")),
        "{}",
        run.stdout
    );
    let run = work.run(&["explain", "1-①", CYCLE]).ended(0);
    run.says("一次評価（所管課）")
        .says("二次評価（本部）")
        .says("QB1");
    let old = work.root().join("前.json").display().to_string();
    let run = work.run(&["diff", &old, CYCLE]).ended(0);
    run.says("新の値は補正（課の記入「3」、令和8年7月6日）：桁の誤りQC1")
        .says("二次評価の理由");
    let changes = rows(&work.output("点検/変更点.xlsx"), "新旧対照表");
    assert!(
        changes
            .iter()
            .flatten()
            .any(|cell| cell.contains("課の記入「3」"))
    );
}

fn next_form(work: &Work) {
    work.run(&["forms", NEXT]).ended(0);
    let form = format!("output/{NEXT}/様式/01_総務課_進捗状況調査票.xlsx");
    let (texts, _) = texts_and_formulas(&work.bytes(&form));
    assert!(
        texts.iter().any(|text| text == "B やや遅れている"),
        "{texts:#?}"
    );
    let reason = texts.iter().find(|text| text.contains("QB1"));
    assert!(
        reason
            .expect("the reason")
            .starts_with("二次評価（本部）：本部の理由QB1")
    );
    let blank = work.bytes(&format!("input/{NEXT}/事務局.xlsx"));
    assert_eq!(rows(&blank, "評価・補正")[0].len(), 9);
}

#[test]
fn a_row_that_names_no_field_is_an_error_at_its_cell() {
    let plan = plan();
    let work = Work::new(&plan);
    returned(&work, &plan, 100.0);
    let (second, correction) = (DecisionKind::SecondEvaluation, DecisionKind::Correction);
    let row = |kind, number: &str, field: &str, value: &str| {
        decision(kind, (number, field), None, text(value), "理由")
    };
    let of = |department: &str, row: Decision| Decision {
        department: Some(department.to_owned()),
        ..row
    };
    office(
        &work,
        &plan,
        vec![
            row(second, "9-⑨", "進捗評価", "A"),
            row(second, "1-①", "取組実績", "A"),
            row(second, "1-①", "進捗評価", "E"),
            row(correction, "1-①-2", "取組実績", "直した文"),
            of("福祉課", row(correction, "1-①-1", "取組実績", "直した文")),
            row(correction, "1-①-K1", "実績値", "約98"),
            row(correction, "2-①-2", "取組実績", "一つ目"),
            row(correction, "2-①-2", "取組実績", "二つ目"),
            row(second, "2-①", "課題", "A"),
            of(
                "03",
                row(correction, "1-①-2", "取組実績", "市民課の直した文"),
            ),
        ],
        Vec::new(),
    );
    work.run(&["check"]).ended(1);
    let found: Json =
        serde_json::from_slice(&work.output("点検/点検結果.json")).expect("diagnostics");
    let at = |d: &Json| d["cell"].as_str().map(str::to_owned);
    let errors: Vec<(String, String)> = found
        .as_array()
        .expect("a list")
        .iter()
        .filter(|d| d["file"] == PLACE && d["severity"] == "error")
        .filter_map(|d| Some((at(d)?, d["code"].as_str()?.to_owned())))
        .collect();
    let expected = [
        ("A2", "R041"),
        ("B3", "R041"),
        ("F4", "V004"),
        ("C5", "R041"),
        ("C6", "R041"),
        ("F7", "V015"),
        ("A8", "R043"),
        ("A9", "R043"),
        ("B10", "R041"),
    ];
    let expected = expected.map(|(cell, code)| (cell.to_owned(), code.to_owned()));
    assert_eq!(errors, expected);
    // The last row is good: of two departments it names one, by its code.
    let applied = found.as_array().expect("a list").iter();
    let applied: Vec<&Json> = applied.filter(|d| d["code"] == "R044").collect();
    assert_eq!(applied.len(), 1, "{applied:#?}");
    assert_eq!(applied[0]["file"], "03.xlsx");
}

/// Rows of 確認事項 as the office copies them into 確認済み.
fn copied(work: &Work, wanted: &[(&str, &str, &str)]) -> Vec<Settled> {
    let all = rows(&work.output("点検/点検結果.xlsx"), "確認事項");
    let head = all.iter().position(|row| row.contains(&"課".to_owned()));
    let head = head.expect("the headings");
    let at = |heading: &str| {
        all[head]
            .iter()
            .position(|cell| cell == heading)
            .expect("a heading")
    };
    let first = at("課");
    assert_eq!(
        all[head][first..first + 5],
        ["課", "コード", "番号", "欄", "記入"]
    );
    let code = |id: &str| {
        let mut codes = gyokaku::diagnostic::Code::all();
        codes.find(|code| code.id() == id).expect("a code")
    };
    let copy = |(department, id, field): &(&str, &str, &str)| {
        let row = all[head + 1..].iter().find(|row| {
            row[first] == *department && row[first + 1] == *id && row[first + 3] == *field
        });
        let row = row.unwrap_or_else(|| panic!("{department} {id} {field}: {all:#?}"));
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        Settled {
            department: row[first].clone(),
            code: code(id),
            number: filled(&row[first + 2]),
            field: filled(&row[first + 3]),
            typed: filled(&row[first + 4]),
            reason: "電話で確かめた。".to_owned(),
            date: Some(plans::day((2026, 6, 1))),
            at: CellLocation::default(),
        }
    };
    wanted.iter().map(copy).collect()
}

fn warnings(work: &Work) -> Vec<(String, String)> {
    let found: Json =
        serde_json::from_slice(&work.output("点検/点検結果.json")).expect("diagnostics");
    let warnings = found.as_array().expect("a list").iter();
    let text = |d: &Json, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    warnings
        .filter(|d| d["severity"] == "warning")
        .map(|d| (text(d, "code"), text(d, "file")))
        .collect()
}

#[test]
fn a_settled_warning_is_asked_no_more_until_the_value_changes() {
    let plan = plan();
    let work = Work::new(&plan);
    let saving = |amount: f64| {
        work.all_returned(&plan, &plan.cycles[1], |code, form| {
            // The names of those who have looked at it are missing.
            let mut entries: Vec<(&str, Entry)> = vec![
                ("in.approval.name", Entry::Blank),
                ("in.approval.date", Entry::Blank),
            ];
            if code == "01" {
                entries.push(("in.initiative.1_1_1.effect_saving", Entry::Number(amount)));
                entries.push(("in.initiative.1_1_1.effect_kind", "単年度".into()));
                entries.push(("in.initiative.1_1_1.effect_basis", "単価の差".into()));
            }
            filling::fill(&form, &entries)
        });
    };
    saving(-5.0);
    work.run(&["check"]).ended(0);
    assert!(work.exists("output/令和7年度/点検/確認依頼/01_総務課.xlsx"));
    let all = warnings(&work);
    let settled = copied(
        &work,
        &[
            ("総務課", "C009", "歳出減"),
            ("総務課", "C001", "確認者（所属長）"),
            ("総務課", "C001", "確認日"),
            ("財政課", "C001", "確認日"),
        ],
    );
    office(&work, &plan, Vec::new(), settled.clone());
    work.run(&["check"]).ended(0);
    let left = warnings(&work);
    assert_eq!(left.len(), all.len() - 4, "{left:?}");
    assert!(left.iter().all(|(_, file)| file != "01.xlsx"), "{left:?}");
    // Nothing is asked of a department all of whose questions are settled; its mail thanks.
    assert!(!work.exists("output/令和7年度/点検/確認依頼/01_総務課.xlsx"));
    let letter = work.output("点検/案内文/総務課.txt");
    assert!(
        String::from_utf8(letter)
            .expect("UTF-8")
            .contains("受領のお礼")
    );
    let listed = rows(&work.output("点検/点検結果.xlsx"), "確認済み");
    let state = |state: &str| {
        listed
            .iter()
            .filter(|row| row.iter().any(|c| c == state))
            .count()
    };
    assert_eq!((state("確認済み"), state("当たる確認事項なし")), (4, 0));

    // Another value: asked again, and the row that no longer fits is reported.
    saving(-7.0);
    work.run(&["check"]).ended(0);
    let reopened = warnings(&work);
    assert_eq!(reopened.len(), all.len() - 4 + 2, "{reopened:?}");
    assert!(reopened.contains(&("C009".to_owned(), "01.xlsx".to_owned())));
    assert!(reopened.contains(&("R022".to_owned(), PLACE.to_owned())));
    assert!(work.exists("output/令和7年度/点検/確認依頼/01_総務課.xlsx"));
    let listed = rows(&work.output("点検/点検結果.xlsx"), "確認済み");
    let state = |state: &str| {
        listed
            .iter()
            .filter(|row| row.iter().any(|c| c == state))
            .count()
    };
    assert_eq!((state("確認済み"), state("当たる確認事項なし")), (3, 1));
}

/// What is wrong with a row is told at once: the date that it lacks hides neither its number nor its value.
#[test]
fn all_faults_of_a_row_are_told() {
    let plan = plan();
    let work = Work::new(&plan);
    returned(&work, &plan, 100.0);
    let correction = DecisionKind::Correction;
    office(
        &work,
        &plan,
        vec![
            decision(correction, ("9-⑨", "進捗評価"), None, text("A"), "理由"),
            decision(correction, ("1-①-K1", "実績値"), None, text("約98"), "理由"),
        ],
        Vec::new(),
    );
    let place = format!("input/{CYCLE}/事務局.xlsx");
    let mut book = work.bytes(&place);
    for cell in ["I2", "I3"] {
        book = filling::set_cell(&book, "評価・補正", cell, &"".into());
    }
    work.put(&place, &book);
    work.report();
    let record = work.record();
    let mut cells: Vec<String> = Vec::new();
    for code in ["R041", "V015"] {
        let found = with_code(&record, code);
        let office = found.iter().filter(|d| d["sheet"] == "評価・補正");
        cells.extend(office.map(|d| d["cell"].as_str().unwrap_or_default().to_owned()));
    }
    cells.sort();
    assert_eq!(cells, ["A2", "F3", "I2", "I3"]);
}
