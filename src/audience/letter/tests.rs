//! Tests of the mails to departments.

use super::*;
use crate::diagnostic::Asked;
use crate::plan::{CycleState, Profile};
use crate::values::FiscalYear;
use chrono::NaiveDate;

fn text(state: State, refused: Vec<RefusedFile>, early: bool) -> String {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    let plan = Plan {
        profile: Profile {
            municipality: "試験市".to_owned(),
            name: "改革計画".to_owned(),
            office: "改革推進課".to_owned(),
            contact: Some("内線 100".to_owned()),
            ..Profile::default()
        },
        ..Plan::default()
    };
    let cycle = Cycle {
        year: FiscalYear::new(2025),
        kind: "年度末".to_owned(),
        inquiry_date: day(4, 10),
        contributors_due: early.then(|| day(4, 30)),
        due: day(5, 15),
        state: CycleState::Running,
        rules: crate::plan::CycleRules::default(),
    };
    let letter = Letter {
        plan: &plan,
        cycle: &cycle,
        department: "総務課",
        state,
        refused,
        opinions: Vec::new(),
        corrected: Vec::new(),
        today: None,
    };
    let file = letter.file();
    assert!(file.starts_with("\u{feff}件名：【".as_bytes()));
    assert!(!letter.text().contains('\r'));
    let lines = file.iter().filter(|b| **b == b'\n').count();
    assert_eq!(file.windows(2).filter(|w| w == b"\r\n").count(), lines);
    letter.text()
}

fn inquiry(leads: bool, contributes: bool, early: bool) -> String {
    let state = State::Inquiry {
        form: "01_総務課_進捗状況調査票.xlsx".to_owned(),
        part: Taking { leads, contributes },
        with_partners: false,
    };
    text(state, Vec::new(), early)
}

#[test]
fn the_deadline_is_that_of_the_part_a_department_takes() {
    let (due, early) = ("令和8年5月15日（金）", "令和8年4月30日（木）");
    for (leads, contributes, set, wanted) in [
        (true, false, true, [true, false]),
        (true, true, true, [true, true]),
        (false, true, true, [false, true]),
        (false, true, false, [true, false]),
    ] {
        let text = inquiry(leads, contributes, set);
        assert_eq!([text.contains(due), text.contains(early)], wanted, "{text}");
    }
    assert!(inquiry(true, false, true).starts_with(
        "件名：【依頼】令和7年度　改革計画　進捗状況調査票について（総務課）\n\n総務課　御担当者様\n"
    ));
}

#[test]
fn a_file_that_could_not_be_read_is_said_instead_of_asking_for_one() {
    let part = Taking {
        leads: true,
        contributes: false,
    };
    let awaited = text(State::Awaited { part, form: None }, Vec::new(), false);
    assert!(awaited.contains("まだ届いていないようです"), "{awaited}");
    let why = Asked {
        matter: "パスワードが付いているため読めません。".to_owned(),
        ask: "パスワードを外してください。".to_owned(),
    };
    let name = "総務\n課.xlsx".to_owned();
    let refused = text(
        State::Awaited { part, form: None },
        vec![RefusedFile { name, why }],
        false,
    );
    assert!(!refused.contains("届いていない") && refused.contains("　・総務 課.xlsx\n"));
    for harsh in ["督促", "差戻", "差し戻"] {
        assert!(!awaited.contains(harsh) && !refused.contains(harsh));
    }
}

#[test]
fn what_was_typed_disturbs_no_line() {
    let point = Point {
        number: 1,
        label: "1-① 評価の理由".to_owned(),
        matter: format!("「\u{202e}」が{}", "長".repeat(400)),
        found: Some("a\u{1b}[31m\u{202e}b\r\n\tc\u{2066}\u{61c}\u{2028}d".to_owned()),
    };
    let state = State::Asking {
        workbook: String::new(),
        errors: vec![point],
        questions: Vec::new(),
    };
    let name = "調査票\u{202e}xslx.exe\n.xlsx".to_owned();
    let why = Asked {
        matter: "読めません。".to_owned(),
        ask: "送り直してください。".to_owned(),
    };
    let text = text(state, vec![RefusedFile { name, why }], false);
    let wanted = "今の記入「a\\u{001B}[31m\\u{202E}b  c\\u{2066}\\u{061C}\\u{2028}d」";
    assert!(text.contains(wanted), "{text}");
    assert!(
        text.contains("　・調査票\\u{202E}xslx.exe .xlsx\n"),
        "{text}"
    );
    assert!(text.contains(&format!("{}…", "長".repeat(290))), "{text}");
    let raw = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'));
    assert!(!text.chars().any(raw));
}

#[test]
fn errors_come_before_questions_with_what_stands_there() {
    let point = |number, matter: &str, found: Option<&str>| Point {
        number,
        label: "1-①-K1 実績値".to_owned(),
        matter: matter.to_owned(),
        found: found.map(str::to_owned),
    };
    let state = State::Asking {
        workbook: "01_総務課.xlsx".to_owned(),
        errors: vec![point(
            1,
            "1-①-K1 実績値を数値として読めません。",
            Some("約30件\n（見込）"),
        )],
        questions: vec![point(2, "前回の10倍です。", Some(&"あ".repeat(50)))],
    };
    let text = text(state, Vec::new(), false);
    assert!(!text.contains("ほか"), "{text}");
    let wanted = "2　直していただくもの　1件\n　（1）1-①-K1 実績値を数値として読めません。　今の記入「約30件 （見込）」\n3　確認していただくもの（正しければ、そのままで構いません。）　1件\n　（2）前回の10倍です。（1-①-K1 実績値）　今の記入「";
    assert!(text.contains(wanted), "{text}");
    assert!(text.contains(&format!("{}…」", "あ".repeat(40))));
    let many: Vec<Point> = (1..=20).map(|n| point(n, "空欄です。", None)).collect();
    let state = State::Asking {
        workbook: String::new(),
        errors: many,
        questions: Vec::new(),
    };
    let text = self::text(state, Vec::new(), false);
    assert!(
        text.contains("（15）空欄") && !text.contains("（16）"),
        "{text}"
    );
    assert!(text.contains("　ほか5件は、添付の"), "{text}");
}
