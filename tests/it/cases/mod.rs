//! Seeded faults: tests/cases/*.txt start from filled forms, spoil them, and say what must be reported of them,
//! to the cell. Whatever is reported beyond that is a false alarm and fails as well.

mod edit;
mod forms;
mod parse;
mod plan;
mod reported;
mod run;
mod scene;

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use gyokaku::diagnostic::Code;
use rayon::prelude::*;
use zip::write::SimpleFileOptions;

use parse::Case;

macro_rules! topics {
    ($($name:ident)*) => {
        /// Every file of tests/cases.
        const TOPICS: &[&str] = &[$(stringify!($name),)*];

        $(#[test]
        fn $name() {
            topic(stringify!($name));
        })*
    };
}

topics! { clean files names values status several beside numbers words consistency }

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the cases are read where they stand"
)]
fn cases(topic: &str) -> Vec<Case> {
    let name = format!("{topic}.txt");
    let text = std::fs::read_to_string(folder().join(&name));
    parse::cases(&name, &text.unwrap_or_else(|e| panic!("{name}: {e}")))
}

fn topic(name: &str) {
    let cases = cases(name);
    assert!(!cases.is_empty(), "{name} has no case");
    let wrong: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let faults = reported::faults(case);
            let head = format!("{}「{}」", case.at, case.title);
            (!faults.is_empty()).then(|| format!("{head}\n    {}", faults.join("\n    ")))
        })
        .collect();
    let count = format!("{} of {} cases", wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{count}\n{}", wrong.join("\n"));
}

fn all() -> Vec<Case> {
    TOPICS.iter().flat_map(|name| cases(name)).collect()
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the folder itself is looked into"
)]
fn no_file_of_cases_is_left_out() {
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .expect("tests/cases")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
        .collect();
    let run: BTreeSet<String> = TOPICS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(files, run);
}

/// Codes that wait for what raises them.
const WAITING: [&str; 1] = ["S004"];

/// Codes of files, names, values, consistency and 提出状況.
#[test]
fn every_code_of_a_submission_has_a_case() {
    let cases = all();
    assert!(cases.len() >= 120, "{}", cases.len());
    let shown: BTreeSet<&str> = cases.iter().flat_map(reported::codes).collect();
    let without: Vec<&str> = Code::all()
        .map(Code::id)
        .filter(|id| id.starts_with(['F', 'N', 'V', 'C', 'S']) && !shown.contains(id))
        .filter(|id| !WAITING.contains(id))
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

/// A zip package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(content).expect("a part's content");
    }
    zip.finish().expect("a package").into_inner()
}
