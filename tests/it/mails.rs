//! The drafts of mails in 点検/案内文 as Python's email package reads them, reminders by the day, and 進行表.xlsx.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, rows};
use crate::plans;
use gyokaku::plan::{CycleRules, Plan};

/// What the package reads of a draft: headers, text, and each attachment with its name and bytes.
const READER: &str = r#"
import email, email.policy, hashlib, json, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = list(mail.walk())
print(json.dumps({
    "to": mail["To"], "subject": mail["Subject"], "unsent": mail["X-Unsent"], "date": mail["Date"],
    "defects": [str(d) for p in parts for d in p.defects],
    "text": mail.get_body(("plain",)).get_content(),
    "files": [[a.get_filename(), hashlib.sha256(a.get_content()).hexdigest()] for a in mail.iter_attachments()],
}))
"#;

pub fn read(mail: &[u8]) -> Json {
    let mut python = Command::new("python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    let mut stdin = python.stdin.take().expect("its input");
    stdin.write_all(mail).expect("written");
    drop(stdin);
    let output = python.wait_with_output().expect("an end");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn digest(bytes: &[u8]) -> String {
    crate::several_files::digest(bytes)
}

/// With addresses for two departments, one of which is a long name.
fn plan() -> Plan {
    let mut plan = plans::small();
    plan.departments[0].mail = Some("soumu@city.example.jp".to_owned());
    plan
}

#[test]
fn each_draft_holds_its_text_and_the_workbook_that_goes_with_it() {
    let plan = plan();
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0);
    let draft = |name: &str| work.output(&format!("点検/案内文/{name}.eml"));
    let mail = read(&draft("総務課"));
    assert_eq!(mail["to"], "soumu@city.example.jp");
    assert_eq!(mail["unsent"], "1");
    assert_eq!(mail["date"], Json::Null);
    assert_eq!(mail["defects"], serde_json::json!([]));
    let subject = "【依頼】令和7年度　改革計画　進捗状況調査票について（総務課）";
    assert_eq!(mail["subject"], subject);
    let form = "01_総務課_進捗状況調査票.xlsx";
    let bytes = work.output(&format!("様式/{form}"));
    assert_eq!(mail["files"], serde_json::json!([[form, digest(&bytes)]]));
    assert_eq!(read(&draft("財政課"))["to"], "");
    // The text is that of the file beside it, without the line of the subject.
    let text = String::from_utf8(work.output("点検/案内文/総務課.txt")).expect("a text");
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let body = text.strip_prefix(&format!("件名：{subject}\n\n"));
    let read_text = mail["text"].as_str().expect("a text").replace("\r\n", "\n");
    assert_eq!(Some(read_text.as_str()), body);

    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.grade", "よい".into())]),
        _ => form,
    });
    work.remove("input/令和7年度/提出/03.xlsx");
    work.run(&["check"]).ended(1);
    let asked = work.output("点検/確認依頼/01_総務課.xlsx");
    let first = draft("総務課");
    assert_eq!(
        read(&first)["files"],
        serde_json::json!([["01_総務課.xlsx", digest(&asked)]])
    );
    // Who has not sent the form gets it again, and is told so; who is thanked gets nothing.
    let again =
        "1　添付\r\n　　03_市民課_進捗状況調査票.xlsx（前にお送りした様式です。既に記入中のもの";
    let text = work.output("点検/案内文/市民課.txt");
    assert!(String::from_utf8(text).expect("a text").contains(again));
    assert_eq!(
        read(&draft("市民課"))["files"][0][0],
        "03_市民課_進捗状況調査票.xlsx"
    );
    assert_eq!(read(&draft("財政課"))["files"], serde_json::json!([]));
    work.run(&["check"]).ended(1);
    assert!(draft("総務課") == first, "two runs, two drafts");
}

#[test]
fn letters_remind_before_a_deadline_and_ask_after_it() {
    let mut plan = plan();
    plan.cycles[1].rules = CycleRules {
        resubmission_due: Some(plans::day((2026, 5, 29))),
        ..CycleRules::default()
    };
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    let entries: [(&str, Entry); 1] = [("in.item.1_1.grade", "よい".into())];
    work.all_returned(&plan, &cycle, |code, form| match code {
        "01" => filling::fill(&form, &entries),
        _ => form,
    });
    work.remove("input/令和7年度/提出/03.xlsx");
    let letter = |name: &str| {
        let text = work.output(&format!("点検/案内文/{name}.txt"));
        String::from_utf8(text).expect("a text")
    };
    let says = |args: &[&str], name: &str, words: &[&str]| {
        work.run(&[&["check"], args].concat()).ended(1);
        let text = letter(name);
        for word in words {
            assert!(text.contains(word), "{args:?} {word}: {text}");
        }
    };
    says(
        &[],
        "市民課",
        &[
            "【提出のお願い】",
            "まだ届いていないようです",
            "1　提出期限",
            "令和8年5月15日（金）",
        ],
    );
    says(
        &["--today", "2026-05-11"],
        "市民課",
        &[
            "【提出期限のお知らせ】",
            "（令和8年5月15日（金））まで、あと4日",
        ],
    );
    says(
        &["--today", "R8.5.15"],
        "市民課",
        &["【提出期限のお知らせ】", "本日（令和8年5月15日（金））"],
    );
    says(
        &["--today", "2026-05-18"],
        "市民課",
        &[
            "【提出のお願い】",
            "（令和8年5月15日（金））を3日過ぎましたが",
        ],
    );
    says(
        &["--today", "2026-05-18"],
        "総務課",
        &["令和8年5月29日（金）までに御返送ください"],
    );
    says(
        &["--today", "2026-06-01"],
        "総務課",
        &["令和8年5月29日（金）", "期限を3日過ぎています"],
    );
    let asked = work.output("点検/確認依頼/01_総務課.xlsx");
    let sheet = rows(&asked, "確認のお願い").concat().concat();
    assert!(
        sheet.contains("令和8年5月29日（金）までに事務局"),
        "{sheet}"
    );
    work.run(&["check", "--today", "5月18日"])
        .ended(2)
        .says("日付は、R8.5.18、2026-05-18");
}

#[test]
fn the_table_of_progress_says_where_each_form_is() {
    let plan = plan();
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.grade", "よい".into())]),
        _ => form,
    });
    work.remove("input/令和7年度/提出/03.xlsx");
    work.run(&["check"]).ended(1);
    let table = rows(&work.output("点検/進行表.xlsx"), "進行表");
    let of = |name: &str| -> Vec<String> {
        let row = table.iter().find(|row| row.iter().any(|cell| cell == name));
        row.unwrap_or_else(|| panic!("{table:?}")).clone()
    };
    let has = |name: &str, words: &[&str]| {
        let row = of(name);
        for word in words {
            assert!(
                row.iter().any(|cell| cell == word),
                "{name} {word}: {row:?}"
            );
        }
    };
    has(
        "総務課",
        &["返答待ち", "令和8年4月10日（金）", "提出", "1回目"],
    );
    has("財政課", &["済", "○"]);
    has("市民課", &["未提出", "令和8年5月15日（金）"]);
    let again = filling::fill(
        &work.output("点検/確認依頼/01_総務課.xlsx"),
        &[("in.item.1_1.grade", "B".into())],
    );
    work.put(&format!("input/{CYCLE}/提出/01_再.xlsx"), &again);
    work.run(&["check"]).ended(1);
    let table = rows(&work.output("点検/進行表.xlsx"), "進行表");
    let row = table.iter().find(|row| row.contains(&"総務課".to_owned()));
    let row = row.expect("its row");
    assert!(
        row.contains(&"1回目の返送".to_owned()) && row.contains(&"済".to_owned()),
        "{row:?}"
    );
}
