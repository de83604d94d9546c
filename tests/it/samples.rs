//! The samples in input/: a whole cycle of the みらい改革プラン that `make report` runs.

#![expect(
    clippy::disallowed_methods,
    reason = "the samples are copied, so that the test writes nothing beside them"
)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::fixture::{Work, contains, parts, with_code};

pub fn samples() -> Work {
    let work = Work::empty();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("input");
    for path in files_below(&here) {
        let below = path.strip_prefix(&here).expect("below input/");
        let bytes = fs::read(&path).expect("a sample");
        work.put(&format!("input/{}", below.display()), &bytes);
    }
    work
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of input/") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_current_cycle_has_a_few_warnings_and_no_error() {
    let work = samples();
    work.report()
        .ended(0)
        .says("ファイル 21件 ＝ 受付済 20 ＋ 差替済 1 ＋ 受付不可 0")
        .says("課 20 ＝ 提出済 20 ＋ 未提出 0")
        .says("誤り 0件");
    let record = work.record();
    let severity = |wanted: &str| {
        let all = record["diagnostics"].as_array().expect("diagnostics");
        all.iter().filter(|d| d["severity"] == wanted).count()
    };
    assert_eq!(severity("error"), 0);
    assert!((3..=12).contains(&severity("warning")), "a few warnings");
    assert!(!with_code(&record, "V009").is_empty(), "corrected spelling");
    assert_eq!(with_code(&record, "C002").len(), 1);
    assert_eq!(record["cycle"]["previous"], "令和6年度");
    let items = record["items"].as_array().expect("items");
    assert_eq!(items.len(), 23);
    assert!(items.iter().any(|i| i["change"] == "up"));
    assert!(items.iter().any(|i| i["change"] == "down"));
}

/// What the office would ask about the samples: each is meant, and there is no false alarm beside them.
const QUESTIONS: [(&str, &str, &str); 10] = [
    ("C001", "12_社会福祉課_進捗状況調査票.xlsx", "記入要領"),
    ("C001", "12_社会福祉課_進捗状況調査票.xlsx", "記入要領"),
    ("C001", "16 上下水道課 進捗状況調査票.xlsx", "記入要領"),
    ("C002", "04_総務課_進捗状況調査票.xlsx", "2-④"),
    (
        "C004",
        "03_行政経営デジタル戦略課_進捗状況調査票.xlsx",
        "4-①",
    ),
    (
        "C005",
        "03_行政経営デジタル戦略課_進捗状況調査票.xlsx",
        "4-③",
    ),
    ("C005", "04_総務課_進捗状況調査票.xlsx", "1-①"),
    ("C005", "04_総務課_進捗状況調査票.xlsx", "4-③"),
    (
        "C009",
        "03_行政経営デジタル戦略課_進捗状況調査票.xlsx",
        "2-③",
    ),
    ("C015", "01_秘書広報課_進捗状況調査票.xlsx", "3-④"),
];

#[test]
fn each_question_about_the_samples_is_meant() {
    let run = samples().run(&["check", "--format", "json"]).ended(0);
    let reported: Json = serde_json::from_str(&run.stdout).expect("JSON");
    let reported = reported
        .as_array()
        .or_else(|| reported["diagnostics"].as_array());
    let text = |d: &Json, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    let mut questions: Vec<[String; 3]> = reported
        .expect("diagnostics")
        .iter()
        .filter(|d| d["severity"] != "info")
        .map(|d| ["code", "file", "sheet"].map(|key| text(d, key)))
        .collect();
    questions.sort();
    let wanted = QUESTIONS.map(|(code, file, sheet)| [code, file, sheet].map(str::to_owned));
    assert_eq!(questions, wanted);
}

#[test]
fn last_year_reads_without_error_too() {
    samples()
        .run(&["check", "令和6年度"])
        .ended(0)
        .says("誤り 0件");
}

#[test]
fn some_samples_were_saved_by_libreoffice() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/令和7年度/提出");
    let saved = files_below(&here)
        .iter()
        .filter(|path| {
            let package = parts(&fs::read(path).expect("a sample"));
            let ods = path.extension().is_some_and(|e| e == "ods");
            ods || package
                .iter()
                .any(|(name, bytes)| name == "docProps/app.xml" && contains(bytes, b"LibreOffice"))
        })
        .count();
    assert!(saved >= 3, "{saved}");
}
