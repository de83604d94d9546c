//! Every file in 提出/ ends as accepted, superseded, refused or a system file, and is told.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Submission, read_form};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{self, Format, Rejection, ReturnedWorkbook};
use crate::form::{Beside, FormLayout};
use crate::plan::{Assignments, Cycle, Plan};
use crate::values::japanese_text::match_key;

/// A file as it lay in 提出/.
#[derive(Clone, Debug)]
pub struct Received {
    /// Path below 提出/, `/`-separated.
    pub path: String,
    /// It lies in 差替前/.
    pub superseded_folder: bool,
    /// Its bytes, or why they could not be had.
    pub bytes: Result<Vec<u8>, Diagnostic>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStatus {
    /// 受付済
    Accepted,
    /// 差替済
    Superseded,
    /// 受付不可
    Refused,
}

impl FileStatus {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Accepted => "受付済",
            Self::Superseded => "差替済",
            Self::Refused => "受付不可",
        }
    }
}

/// One file and what became of it.
#[derive(Clone, Debug)]
pub struct FileOutcome {
    pub path: String,
    pub status: FileStatus,
    /// 課コード, where the file says one.
    pub department: Option<String>,
}

/// All that came of 提出/.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// In the order of the paths.
    pub files: Vec<FileOutcome>,
    /// At most one for each expected department.
    pub submissions: Vec<Submission>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all files, each on its own: a bad one changes nothing for the others. `progress` is told
/// after each file.
pub fn intake(
    plan: &Plan,
    cycle: &Cycle,
    received: Vec<Received>,
    progress: &(dyn Fn() + Sync),
) -> Intake {
    let assignments = Assignments::of(plan, cycle);
    let mut read: Vec<Read> = received
        .into_par_iter()
        .map(|file| {
            let read = read_file(plan, cycle, &assignments, file);
            progress();
            read
        })
        .collect();
    read.sort_by(|a, b| a.path.cmp(&b.path));
    supersede(&mut read);

    let mut intake = Intake::default();
    for file in read {
        let department = file.submission.as_ref().map(|s| s.department.clone());
        intake.files.push(FileOutcome {
            path: file.path,
            status: file.status,
            department,
        });
        intake.diagnostics.extend(file.diagnostics);
        if let (FileStatus::Accepted, Some(submission)) = (file.status, file.submission) {
            intake.submissions.push(submission);
        }
    }
    intake
}

struct Read {
    path: String,
    status: FileStatus,
    submission: Option<Submission>,
    diagnostics: Vec<Diagnostic>,
}

impl Read {
    fn refused(path: String, diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic.in_file(&path)],
            path,
            status: FileStatus::Refused,
            submission: None,
        }
    }

    /// Superseded answers raise no questions any more; only why they are is told.
    fn supersede(&mut self, reason: String) {
        self.status = FileStatus::Superseded;
        self.diagnostics =
            vec![Diagnostic::new(Code::FileSuperseded, reason, "").in_file(&self.path)];
    }
}

fn read_file(plan: &Plan, cycle: &Cycle, assignments: &Assignments<'_>, file: Received) -> Read {
    let path = file.path;
    let bytes = match file.bytes {
        Ok(bytes) => bytes,
        Err(diagnostic) => return Read::refused(path, diagnostic),
    };
    let workbook = match returned_workbook::read(&bytes) {
        Ok(workbook) => workbook,
        Err(rejection) => return Read::refused(path, rejected(rejection)),
    };
    let digest: String = Sha256::digest(&bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    match department_layout(plan, cycle, assignments, &workbook) {
        Err(diagnostic) => Read::refused(path, diagnostic),
        Ok(layout) => {
            let (submission, mut diagnostics) = read_form(plan, &layout, &workbook, &path, &digest);
            diagnostics.extend(format_notes(&workbook, &layout, &path));
            let mut read = Read {
                path,
                status: FileStatus::Accepted,
                submission: Some(submission),
                diagnostics,
            };
            if file.superseded_folder {
                read.supersede("「差替前」フォルダーにあるため、差替済としました。".to_owned());
            }
            read
        }
    }
}

/// The layout that the workbook should have, or why it is none of this cycle's forms.
fn department_layout(
    plan: &Plan,
    cycle: &Cycle,
    assignments: &Assignments<'_>,
    workbook: &ReturnedWorkbook,
) -> Result<FormLayout, Diagnostic> {
    let meta = |key: &str| workbook.meta.get(key).map_or("", String::as_str);
    if meta("schema") != crate::form::layout::SCHEMA.to_string() {
        return Err(Diagnostic::new(
            Code::FileNotForm,
            "このプログラムの版では読めない様式です。",
            "新しい版のプログラムで作られた様式のときは、その版で読んでください。",
        )
        .found(meta("schema")));
    }
    if match_key(meta("plan")) != match_key(&plan.identity()) {
        return Err(Diagnostic::new(
            Code::FileOtherPlan,
            "他の計画の調査票です。",
            format!(
                "「{}」の調査票かどうかを確かめてください。",
                plan.identity()
            ),
        )
        .found(meta("plan")));
    }
    if match_key(meta("cycle")) != match_key(&cycle.name()) {
        return Err(Diagnostic::new(
            Code::FileOtherCycle,
            format!("他の調査回（{}）の調査票です。", meta("cycle")),
            format!("{}の様式に記入してもらってください。", cycle.name()),
        )
        .found(meta("cycle")));
    }
    let code = meta("department");
    assignments
        .departments()
        .iter()
        .find(|(department, _)| department.code == code)
        .map(|(department, parts)| {
            FormLayout::new(plan, cycle, department, parts, &Beside::default())
        })
        .ok_or_else(|| {
            Diagnostic::new(
                Code::FileUnknownDepartment,
                format!("この調査の対象でない課（課コード {code}）の調査票です。"),
                "計画台帳の「組織」と「実施項目」の担当を確かめてください。",
            )
            .found(code)
        })
}

fn format_notes(workbook: &ReturnedWorkbook, layout: &FormLayout, path: &str) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if workbook.format == Format::Xlsm {
        notes.push(
            Diagnostic::new(
                Code::FileMacro,
                "マクロ付きのブックです。マクロは実行せず、値だけを読みました。",
                "",
            )
            .in_file(path),
        );
    }
    let issued = workbook.meta.get("layout").map_or("", String::as_str);
    if issued != layout.identity.layout {
        notes.push(
            Diagnostic::new(
                Code::FileOldLayout,
                "様式を配った後に計画台帳が変わっています。欄の名前で読み取りました。",
                "欄の過不足が別に示されているときは、課に確かめてください。",
            )
            .in_file(path),
        );
    }
    notes
}

fn rejected(rejection: Rejection) -> Diagnostic {
    let new = |code, message: String, hint: &str| Diagnostic::new(code, message, hint);
    match rejection {
        Rejection::Empty => new(
            Code::FileDamaged,
            "中身のない（0バイトの）ファイルです。".to_owned(),
            "送信の途中で切れたおそれがあります。もう一度送ってもらってください。",
        ),
        Rejection::NotWorkbook(what) => new(
            Code::FileNotWorkbook,
            format!("Excel のブックではありません（{what}）。"),
            "調査票（.xlsx）で提出してもらってください。",
        ),
        Rejection::Password => new(
            Code::FilePassword,
            "パスワードが付いているため読めません。".to_owned(),
            "パスワードを外して保存し直したものを提出してもらってください。",
        ),
        Rejection::OldExcel => new(
            Code::FileOldExcel,
            "古い形式（.xls）のブックです。".to_owned(),
            "Excel で開き、「Excel ブック（.xlsx）」として保存し直したものを提出してもらってください。",
        ),
        Rejection::Damaged(why) => new(
            Code::FileDamaged,
            damaged(&why),
            "Excel で開けるかを確かめ、もう一度送ってもらってください。",
        ),
        Rejection::TooLarge(why) => new(
            Code::FileTooLarge,
            format!("読取りの上限を超えています（{why}）。"),
            "事務局の様式に書き写して提出してもらってください。",
        ),
        Rejection::NotForm => new(
            Code::FileNotForm,
            "進捗状況調査票ではないブックです。".to_owned(),
            "事務局が配った様式に記入したものを提出してもらってください。",
        ),
    }
}

/// The reason in brackets, where it is in words that an officer reads.
fn damaged(why: &str) -> String {
    if why.is_ascii() {
        "ファイルが壊れているため読めません。".to_owned()
    } else {
        format!("ファイルが壊れているため読めません（{why}）。")
    }
}

/// Among several files of one department: one that another replaces, or that gives the same
/// answers, is superseded; any other second file is an error.
fn supersede(read: &mut [Read]) {
    let mut by_department: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, file) in read.iter().enumerate() {
        if let (FileStatus::Accepted, Some(submission)) = (file.status, &file.submission) {
            by_department
                .entry(submission.department.clone())
                .or_default()
                .push(at);
        }
    }
    for places in by_department.into_values().filter(|p| p.len() > 1) {
        let standing = supersede_replaced(read, places);
        supersede_alike(read, &standing);
    }
}

/// Files named by another's `replaces` are superseded; gives those that still stand.
fn supersede_replaced(read: &mut [Read], places: Vec<usize>) -> Vec<usize> {
    let mut standing = Vec::new();
    for &at in &places {
        let digests: Vec<String> = read[at]
            .submission
            .iter()
            .flat_map(|s| s.files.iter().map(|f| f.digest.clone()))
            .collect();
        let by = places.iter().find(|&&other| {
            let submission = read[other].submission.as_ref();
            other != at
                && submission.is_some_and(|s| s.replaces.iter().any(|r| digests.contains(r)))
        });
        match by.map(|&other| read[other].path.clone()) {
            Some(by) => read[at].supersede(format!("「{by}」に差し替えられています。")),
            None => standing.push(at),
        }
    }
    standing
}

fn supersede_alike(read: &mut [Read], standing: &[usize]) {
    let Some((&first, rest)) = standing.split_first() else {
        return;
    };
    let kept = read[first].path.clone();
    for &at in rest {
        let alike = match (&read[first].submission, &read[at].submission) {
            (Some(a), Some(b)) => a.same_answers(b),
            _ => false,
        };
        if alike {
            read[at].supersede(format!("「{kept}」と同じ内容です。"));
        } else {
            let path = read[at].path.clone();
            read[at].status = FileStatus::Refused;
            read[at].diagnostics = vec![
                Diagnostic::new(
                    Code::FileSecond,
                    format!("「{kept}」と同じ課の調査票ですが、内容が違います。"),
                    format!(
                        "どちらが正しいかを課に確かめ、使わない方を「提出」フォルダーの中の「差替前」フォルダーに移してください。それまでは「{kept}」の内容で作ります。"
                    ),
                )
                .in_file(path),
            ];
        }
    }
}
