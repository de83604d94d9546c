//! Runs a scene: its files are put where the program looks for them, and read through the library, or by
//! the program itself.

use std::fs;
use std::path::Path;

use gyokaku::cycle::merge;
use gyokaku::diagnostic::{Diagnostic, Severity};
use gyokaku::plan::register;
use gyokaku::project_files::ProjectFiles;
use gyokaku::submission::{Intake, Received, intake};
use serde_json::Value as Json;

use super::scene::{Content, Scene};
use crate::fixture::{CYCLE, Work};

/// A diagnostic as it was reported, whether by the library or as JSON by the program.
#[derive(Debug)]
pub struct Reported {
    pub code: String,
    pub severity: String,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub found: Option<String>,
    pub message: String,
    pub hint: String,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are read"
)]
pub fn put(work: &Work, scene: &Scene) {
    let folder = format!("input/{CYCLE}/提出");
    if !scene.no_folder {
        fs::create_dir_all(work.root().join(&folder)).expect("提出");
    }
    for file in scene.files.iter().filter(|_| !scene.no_folder) {
        let path = format!("{folder}/{}", file.name);
        match &file.content {
            Content::Bytes(bytes) => {
                work.put(&path, bytes);
            }
            Content::Pipe => {
                work.tool("mkfifo", &[&path]);
            }
            Content::Link(to) => {
                #[cfg(unix)]
                use std::os::unix::fs::symlink;
                #[cfg(windows)]
                use std::os::windows::fs::symlink_file as symlink;
                symlink(to, work.root().join(&path)).expect("a link");
            }
            Content::Zeros(bytes) => {
                work.put(&path, b"");
                let file = fs::File::options()
                    .write(true)
                    .open(work.root().join(&path));
                file.expect("a file").set_len(*bytes).expect("a length");
            }
        }
    }
    for (department, bytes) in scene.last.iter().flatten() {
        let cycle = scene.now.cycles[0].folder();
        work.put(&format!("input/{cycle}/提出/{department}.xlsx"), bytes);
    }
    for (at, record) in &scene.frozen {
        let cycle = scene.now.cycles[*at].folder();
        work.put(
            &format!("input/{cycle}/確定/record.json"),
            record.as_bytes(),
        );
    }
}

pub fn reported_by_the_library(
    work: &Work,
    scene: &Scene,
) -> (Intake, Vec<Reported>, Vec<(String, String)>) {
    let files = ProjectFiles::new(Path::to_path_buf(work.root()));
    let cycle = scene.now.running_cycle().expect("a running cycle");
    let (returned, faults) = files.returned_files(&cycle.folder());
    let received = returned.into_iter().map(|file| Received {
        bytes: file.bytes(),
        path: file.path,
        superseded_folder: file.superseded_folder,
    });
    let received: Vec<Received> = received.collect();
    let count = received.len();
    let intake = intake(&scene.now, cycle, received, &|| {});
    assert_eq!(intake.files.len(), count, "every file is counted");
    let record = merge(
        &scene.now,
        cycle,
        &intake,
        scene.previous().as_ref(),
        faults,
    );
    let reported = record.diagnostics.iter().map(from_library).collect();
    let departments = record.departments.iter();
    let json = |d| serde_json::to_value(d).expect("a department");
    let departments = departments
        .map(json)
        .map(|d| {
            (
                text(&d, "name").expect("a name"),
                text(&d, "status").expect("a status"),
            )
        })
        .collect();
    (intake, reported, departments)
}

fn from_library(d: &Diagnostic) -> Reported {
    let severity = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    Reported {
        code: d.code.id().to_owned(),
        severity: severity.to_owned(),
        file: d.file.clone(),
        sheet: d.sheet.clone(),
        cell: d.cell.clone(),
        found: d.found.clone(),
        message: d.message.clone(),
        hint: d.hint.clone(),
    }
}

fn text(json: &Json, key: &str) -> Option<String> {
    json.get(key)?.as_str().map(str::to_owned)
}

pub fn reported_by_the_program(work: &Work, scene: &Scene) -> Vec<Reported> {
    let bytes = register::write(&scene.now).expect("a register");
    work.put("input/計画台帳.xlsx", &bytes);
    let output = work.command(&["check", "--format", "json"]).output();
    let json: Json = serde_json::from_slice(&output.expect("the program").stdout).expect("JSON");
    let all = json.as_array().or_else(|| json["diagnostics"].as_array());
    let all = all.expect("diagnostics").iter();
    all.map(|d| Reported {
        code: text(d, "code").expect("a code"),
        severity: text(d, "severity").expect("a severity"),
        file: text(d, "file"),
        sheet: text(d, "sheet"),
        cell: text(d, "cell"),
        found: text(d, "found"),
        message: text(d, "message").expect("a message"),
        hint: text(d, "hint").expect("a hint"),
    })
    .collect()
}
