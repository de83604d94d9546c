//! Several files of one department: what gives way, what is put together, what is asked, and that no text of
//! any of them is lost.

use gyokaku::cycle::{CycleRecord, merge};
use gyokaku::diagnostic::{Diagnostic, Severity};
use gyokaku::plan::Plan;
use gyokaku::submission::{FileStatus, Intake, Received, Submission, intake};
use gyokaku::values::{Sourced, Value};
use sha2::{Digest as _, Sha256};

use crate::filling::{self, Entry};
use crate::fixture::{self, Work, filled, form};
use crate::plans;

/// 提出/ with these files read.
pub fn taken(plan: &Plan, files: &[(&str, &[u8])]) -> Intake {
    let received = files
        .iter()
        .map(|(path, bytes)| Received {
            path: (*path).to_owned(),
            superseded_folder: path.contains("差替前/"),
            bytes: Ok(bytes.to_vec()),
        })
        .collect();
    intake(
        plan,
        plan.running_cycle().expect("a cycle"),
        received,
        &|| {},
    )
}

fn record(plan: &Plan, intake: &Intake) -> CycleRecord {
    let cycle = plan.running_cycle().expect("a cycle");
    merge(plan, cycle, intake, None, Vec::new())
}

pub fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn statuses(intake: &Intake) -> Vec<(&str, &str)> {
    let files = intake.files.iter();
    files.map(|f| (f.path.as_str(), f.status.label())).collect()
}

pub fn answer<'a>(submission: &'a Submission, name: &str) -> &'a Sourced<Value> {
    let mut answers = submission.answers.iter();
    let found = answers.find(|(field, _)| field.name() == name);
    found.unwrap_or_else(|| panic!("no {name}")).1
}

pub fn value(submission: &Submission, name: &str) -> Option<String> {
    answer(submission, name).value.as_ref().map(Value::text)
}

pub fn reported<'a>(intake: &'a Intake, code: &str) -> Vec<&'a Diagnostic> {
    let all = intake.diagnostics.iter();
    all.filter(|d| d.code.id() == code).collect()
}

pub fn errors(intake: &Intake) -> Vec<&Diagnostic> {
    let all = intake.diagnostics.iter();
    all.filter(|d| d.severity == Severity::Error).collect()
}

/// The filled form of a department with the fields of other items blank.
pub fn only(plan: &Plan, code: &str, items: &[&str], entries: &[(&str, Entry)]) -> Vec<u8> {
    let whole = filled(plan, code, &[]);
    let blank: Vec<String> = filling::names(&whole)
        .into_iter()
        .filter(|name| {
            let item = name.split('.').nth(2).unwrap_or_default();
            !name.starts_with("in.respondent")
                && !name.starts_with("in.approval")
                && !items.iter().any(|of| item.starts_with(of))
        })
        .collect();
    let blank: Vec<(&str, Entry)> = blank.iter().map(|n| (n.as_str(), Entry::Blank)).collect();
    filling::fill(&filling::fill(&whole, &blank), entries)
}

/// Two 係 of 財政課, each with its own item: 2-① and 2-②.
pub fn two_sections(plan: &Plan) -> (Vec<u8>, Vec<u8>) {
    let first = only(
        plan,
        "02",
        &["2_1"],
        &[
            ("in.respondent.name", "田中".into()),
            ("in.respondent.phone", "211".into()),
            ("in.respondent.note", "2-①だけです。".into()),
            ("in.approval.name", "財政課長".into()),
            ("in.approval.date", Entry::Date(2026, 5, 8)),
        ],
    );
    let second = only(
        plan,
        "02",
        &["2_2"],
        &[
            ("in.respondent.name", "鈴木".into()),
            ("in.respondent.phone", "212".into()),
            ("in.respondent.note", "2-②だけです。".into()),
            ("in.approval.name", "財政課長".into()),
            ("in.approval.date", Entry::Date(2026, 5, 11)),
        ],
    );
    (first, second)
}

#[test]
fn sections_that_filled_their_own_sheets_are_put_together() {
    let plan = plans::small();
    let (first, second) = two_sections(&plan);
    let (a, b) = ("財政課（財政係）.xlsx", "財政課（管財係）.xlsx");
    let intake = taken(&plan, &[(a, &first), (b, &second)]);
    assert_eq!(statuses(&intake), [(b, "受付済"), (a, "受付済")]);
    assert_eq!(errors(&intake), Vec::<&Diagnostic>::new());

    // The first by path stands for both: 管財係.
    let [submission] = &intake.submissions[..] else {
        panic!("{:?}", intake.submissions);
    };
    let files: Vec<&str> = submission.files.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(files, [b, a]);
    assert_eq!(submission.files[1].digest, digest(&first));
    for (name, file) in [
        ("in.item.2_1.reason", a),
        ("in.item.2_2.reason", b),
        ("in.indicator.2_1_k1.actual", a),
        ("in.approval.name", b),
    ] {
        assert_eq!(answer(submission, name).source.at.file, file, "{name}");
    }
    assert_eq!(
        value(submission, "in.respondent.name").as_deref(),
        Some("鈴木、田中")
    );
    let note = value(submission, "in.respondent.note");
    assert_eq!(note.as_deref(), Some("2-②だけです。\n2-①だけです。"));
    assert_eq!(
        value(submission, "in.approval.date").as_deref(),
        Some("2026-05-11")
    );

    // Each cell of the further file is reported once: those taken, and the four that differ for the office.
    let from_a: Vec<&Diagnostic> = reported(&intake, "F019");
    assert!(
        from_a
            .iter()
            .all(|d| d.file.as_deref() == Some(a) && d.cell.is_some())
    );
    let alone = taken(&plan, &[(a, &first)]);
    let cells = alone.submissions[0].answers.len();
    // 確認者 is the same in both.
    assert_eq!(from_a.len(), cells - 1);
    let date = from_a.iter().find(|d| d.message.starts_with("確認日"));
    let date = &date.expect("the date").message;
    assert!(date.contains("「2026-05-11」を採り"), "{date}");

    let record = record(&plan, &intake);
    let department = &record.departments[1];
    assert_eq!(department.status.label(), "提出済");
    assert_eq!(department.file.as_deref(), Some(b));
    assert_eq!(department.files, [b, a]);
}

#[test]
fn of_office_fields_what_can_be_read_is_used() {
    let plan = plans::small();
    let date = "in.approval.date";
    let unread = filled(
        &plan,
        "02",
        &[
            (date, "課長確認済".into()),
            ("in.respondent.name", Entry::Error("#REF!".into())),
        ],
    );
    let read = filled(
        &plan,
        "02",
        &[
            (date, Entry::Date(2026, 5, 8)),
            ("in.respondent.name", "鈴木".into()),
        ],
    );
    let intake = taken(&plan, &[("a.xlsx", &unread), ("b.xlsx", &read)]);
    let submission = &intake.submissions[0];
    assert_eq!(value(submission, date).as_deref(), Some("2026-05-08"));
    let name = answer(submission, "in.respondent.name");
    assert_eq!(name.value, Some(Value::Text("鈴木".to_owned())));
    assert_eq!(name.source.at.file, "b.xlsx");
    assert!(reported(&intake, "F020").is_empty());
    let unused: Vec<Option<&str>> = reported(&intake, "F019")
        .iter()
        .map(|d| d.found.as_deref())
        .collect();
    assert_eq!(unused, [Some("#REF!"), Some("課長確認済")]);
}

#[test]
fn what_two_files_say_differently_is_asked_and_neither_is_used() {
    let plan = plans::small();
    let reason = "in.item.2_1.reason";
    let first = filled(&plan, "02", &[(reason, "計画どおり進んだ。".into())]);
    let second = filled(
        &plan,
        "02",
        &[
            (reason, "遅れたが取り戻した。".into()),
            ("in.item.2_2.issue", "人手が足りない。".into()),
        ],
    );
    let third = filled(&plan, "02", &[(reason, "遅れた。".into())]);
    let intake = taken(
        &plan,
        &[("a.xlsx", &first), ("b.xlsx", &second), ("c.xlsx", &third)],
    );
    assert!(
        intake
            .files
            .iter()
            .all(|f| f.status == FileStatus::Accepted)
    );
    let submission = &intake.submissions[0];
    let kept = answer(submission, reason);
    assert_eq!(
        (kept.value.as_ref(), kept.source.typed.as_str()),
        (None, "計画どおり進んだ。")
    );
    assert_eq!(
        value(submission, "in.item.2_2.issue").as_deref(),
        Some("人手が足りない。")
    );
    assert!(!submission.cells.keys().any(|field| field.name() == reason));

    let all = errors(&intake);
    let [conflict] = all[..] else {
        panic!("{all:?}")
    };
    assert_eq!(conflict.code.id(), "F020");
    assert_eq!(conflict.file.as_deref(), Some("a.xlsx"));
    assert_eq!(conflict.found.as_deref(), Some("計画どおり進んだ。"));
    let (sheet, cell) = filling::place(&second, reason).expect("a place");
    assert_eq!(
        (&conflict.sheet, &conflict.cell),
        (&Some(sheet.clone()), &Some(cell.clone()))
    );
    assert_eq!(
        conflict.message,
        format!(
            "2-① 評価の理由が、「b.xlsx」（{sheet} {cell}）の「遅れたが取り戻した。」、「c.xlsx」（{sheet} {cell}）の「遅れた。」と違います。"
        )
    );
    let record = record(&plan, &intake);
    assert_eq!(record.departments[1].status.label(), "要確認");
}

#[test]
fn the_same_value_in_another_spelling_is_no_conflict() {
    let plan = plans::small();
    let actual = "in.indicator.2_1_k1.actual";
    let first = filled(&plan, "02", &[(actual, Entry::Number(95.0))]);
    let second = filled(
        &plan,
        "02",
        &[
            (actual, "９５".into()),
            ("in.item.2_1.issue", "課題".into()),
        ],
    );
    let third = filled(&plan, "02", &[(actual, "約90".into())]);
    let agreeing = taken(&plan, &[("a.xlsx", &first), ("b.xlsx", &second)]);
    assert_eq!(errors(&agreeing), Vec::<&Diagnostic>::new());
    assert_eq!(
        value(&agreeing.submissions[0], actual).as_deref(),
        Some("95")
    );
    // A text that is refused stands against a value.
    let differing = taken(&plan, &[("a.xlsx", &first), ("b.xlsx", &third)]);
    assert_eq!(reported(&differing, "F020").len(), 1);
}

#[test]
fn copies_and_files_whose_answers_all_stand_elsewhere_give_way() {
    let plan = plans::small();
    let whole = filled(&plan, "02", &[]);
    let blank = form(&plan, "02");
    let part = only(&plan, "02", &["2_1"], &[]);
    let files: &[(&str, &[u8])] = &[
        ("コピー ～ 02_財政課.xlsx", &whole),
        ("02_財政課.xlsx", &whole),
        ("02_財政課 (1).xlsx", &whole),
        ("01_途中.xlsx", &part),
        ("00_白紙.xlsx", &blank),
    ];
    let intake = taken(&plan, files);
    let accepted: Vec<&str> = intake
        .files
        .iter()
        .filter(|f| f.status == FileStatus::Accepted)
        .map(|f| f.path.as_str())
        .collect();
    assert_eq!(accepted, ["02_財政課.xlsx"]);
    let reasons: Vec<(&str, &str)> = reported(&intake, "F010")
        .iter()
        .map(|d| (d.file.as_deref().expect("a file"), d.message.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            ("00_白紙.xlsx", "記入は全て「02_財政課.xlsx」にもあります。"),
            ("01_途中.xlsx", "記入は全て「02_財政課.xlsx」にもあります。"),
            ("02_財政課 (1).xlsx", "「02_財政課.xlsx」と同じ内容です。"),
            (
                "コピー ～ 02_財政課.xlsx",
                "「02_財政課.xlsx」と同じ内容です。"
            ),
        ]
    );
    assert_eq!(errors(&intake), Vec::<&Diagnostic>::new());
    assert_eq!(
        record(&plan, &intake).departments[1].files,
        Vec::<String>::new()
    );
}

#[test]
fn of_equal_files_the_one_that_is_called_by_its_own_department_stands() {
    let plan = plans::small();
    let whole = filled(&plan, "02", &[]);
    let files: &[(&str, &[u8])] = &[
        ("総務課/a.xlsx", &whole),
        ("02_財政課 - コピー.xlsx", &whole),
    ];
    let intake = taken(&plan, files);
    assert_eq!(
        statuses(&intake),
        [
            ("02_財政課 - コピー.xlsx", "受付済"),
            ("総務課/a.xlsx", "差替済")
        ]
    );
}

#[test]
fn a_remark_beside_a_copy_is_reported_although_the_copy_gives_way() {
    let plan = plans::small();
    let whole = filled(&plan, "02", &[]);
    let sheet = filling::sheet_names(&whole).swap_remove(1);
    let remarked = filling::set_cell(&whole, &sheet, "J3", &"決算で変わります".into());
    let intake = taken(&plan, &[("02.xlsx", &whole), ("02_2.xlsx", &remarked)]);
    assert_eq!(
        statuses(&intake),
        [("02.xlsx", "受付済"), ("02_2.xlsx", "差替済")]
    );
    let remarks: Vec<&str> = intake
        .diagnostics
        .iter()
        .filter(|d| d.found.as_deref() == Some("決算で変わります"))
        .filter_map(|d| d.file.as_deref())
        .collect();
    assert_eq!(remarks, ["02_2.xlsx"]);
}

#[test]
fn an_input_lost_in_one_file_is_no_matter_where_another_has_it() {
    let plan = plans::small();
    let (first, second) = two_sections(&plan);
    let lost = filling::point_name(&first, "in.item.2_2.reason", Some("#REF!"));
    let lost = filling::drop_name(&lost, "in.item.2_2.grade");
    let together = taken(&plan, &[("a.xlsx", &lost), ("b.xlsx", &second)]);
    assert_eq!(errors(&together), Vec::<&Diagnostic>::new());
    let alone = taken(&plan, &[("a.xlsx", &lost)]);
    assert_eq!(
        reported(&alone, "N001").len() + reported(&alone, "N002").len(),
        2
    );
    // Lost in both, it is asked once.
    let lost_too = filling::drop_name(&second, "in.item.2_2.grade");
    let both = taken(&plan, &[("a.xlsx", &lost), ("b.xlsx", &lost_too)]);
    assert_eq!(reported(&both, "N001").len(), 1);
}

#[test]
fn a_blank_required_field_is_asked_once_for_all_files() {
    let plan = plans::small();
    let (first, second) = two_sections(&plan);
    let second = filling::fill(&second, &[("in.item.2_2.reason", Entry::Blank)]);
    let intake = taken(&plan, &[("a.xlsx", &first), ("b.xlsx", &second)]);
    let blank: Vec<(&str, Option<&str>)> = errors(&intake)
        .iter()
        .map(|d| (d.code.id(), d.file.as_deref()))
        .collect();
    assert_eq!(blank, [("V001", Some("a.xlsx"))]);
}

#[test]
fn the_program_counts_and_lists_all_files_of_a_department() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let (first, second) = two_sections(&plan);
    work.returned("01_総務課.xlsx", &filled(&plan, "01", &[]));
    work.returned("財政課/02_財政課（財政係）.xlsx", &first);
    work.returned("財政課/02_財政課（管財係）.xlsx", &second);
    work.returned("03_市民課.xlsx", &filled(&plan, "03", &[]));
    work.report()
        .ended(0)
        .says("ファイル 4件 ＝ 受付済 4 ＋ 差替済 0 ＋ 受付不可 0");
    let record = work.record();
    let department = &record["departments"][1];
    let (a, b) = (
        "財政課/02_財政課（管財係）.xlsx",
        "財政課/02_財政課（財政係）.xlsx",
    );
    assert_eq!(department["file"], a);
    assert_eq!(department["files"], serde_json::json!([a, b]));
    assert!(record["departments"][0].get("files").is_none());
    let listed = fixture::rows(&work.output("点検/点検結果.xlsx"), "提出状況");
    let row = listed.iter().find(|row| row.contains(&"財政課".to_owned()));
    let row = row.expect("a row of 財政課");
    assert!(row.contains(&format!("{a}、{b}")), "{row:?}");
    let grade = &fixture::value(&record, "2-2", "grade")["source"]["file"];
    assert_eq!(*grade, a);
}
