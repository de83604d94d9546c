//! One file of 提出/: taken as a form of its department, or refused with the reason. It knows nothing of
//! the other files.

use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use super::file_name::departments_named;
use super::rejections::rejected;
use super::room::Rooms;
use super::{FileStatus, Form, Read, Received};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{self, Format, ReturnedWorkbook};
use crate::form::{Beside, FormLayout};
use crate::plan::{Assignments, Cycle, Plan};
use crate::submission::form_reading;
use crate::values::japanese_text::match_key;

/// What all files are read with.
pub(super) struct Desk<'a> {
    plan: &'a Plan,
    cycle: &'a Cycle,
    assignments: &'a Assignments<'a>,
    pub rooms: Rooms,
    /// Of each department, in the order of the assignments; made when its first form is read.
    layouts: Vec<OnceLock<Arc<FormLayout>>>,
}

impl<'a> Desk<'a> {
    pub fn new(plan: &'a Plan, cycle: &'a Cycle, assignments: &'a Assignments<'a>) -> Self {
        let departments = assignments.departments().iter();
        Self {
            plan,
            cycle,
            assignments,
            rooms: Rooms::new(),
            layouts: departments.map(|_| OnceLock::new()).collect(),
        }
    }

    /// The layout of a department that is expected.
    fn layout(&self, code: &str) -> Option<Arc<FormLayout>> {
        let mut departments = self.assignments.departments().iter().zip(&self.layouts);
        let ((department, parts), layout) = departments.find(|((d, _), _)| d.code == code)?;
        let beside = Beside::default();
        let made = || {
            Arc::new(FormLayout::new(
                self.plan, self.cycle, department, parts, &beside,
            ))
        };
        Some(Arc::clone(layout.get_or_init(made)))
    }
}

/// Reads one file, with what is to be reported of it alone. One in 差替前/ is superseded whatever it is: somebody
/// put it there, and it asks nothing any more.
pub(super) fn read_file(desk: &Desk<'_>, file: Received) -> Read {
    let Received {
        path,
        superseded_folder,
        bytes,
    } = file;
    let form = |bytes: Vec<u8>| form(desk, &path, &bytes);
    let mut read = match bytes.and_then(form) {
        Ok((form, diagnostics)) => Read {
            path,
            status: FileStatus::Accepted,
            form: Some(form),
            diagnostics,
        },
        Err(diagnostic) => Read::refused(path, diagnostic),
    };
    if superseded_folder {
        read.supersede("「差替前」フォルダーにあるため、差替済としました。".to_owned());
    }
    read
}

/// The form that these bytes are, with what is to be reported of it, or why they are none of this cycle's.
fn form(desk: &Desk<'_>, path: &str, bytes: &[u8]) -> Result<(Form, Vec<Diagnostic>), Diagnostic> {
    let room = |texts| desk.rooms.for_texts(texts);
    let (workbook, _room) = returned_workbook::read_when(bytes, &room).map_err(rejected)?;
    let layout = department_layout(desk, &workbook)?;
    let digest: String = Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let mut reading = form_reading::read_cells(desk.plan, &layout, &workbook, path, &digest);
    let mut diagnostics = std::mem::take(&mut reading.diagnostics);
    diagnostics.extend(format_notes(&workbook, &layout, path));
    diagnostics.extend(other_name(desk.assignments, &layout, path));
    Ok((Form { layout, reading }, diagnostics))
}

/// The layout that the workbook should have, or why it is none of this cycle's forms.
fn department_layout(
    desk: &Desk<'_>,
    workbook: &ReturnedWorkbook,
) -> Result<Arc<FormLayout>, Diagnostic> {
    let (plan, cycle) = (desk.plan, desk.cycle);
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
            format!("他の計画（{}）の調査票です。", meta("plan")),
            format!(
                "「{}」の様式に記入してもらってください。照会の後に計画台帳の計画名などを変えたときは、元に戻してください。",
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
    desk.layout(code).ok_or_else(|| {
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

/// F021 where the file's name or its folder's speaks of other departments only: the form's own identity
/// counts, but somebody may have filled the wrong form.
fn other_name(
    assignments: &Assignments<'_>,
    layout: &FormLayout,
    path: &str,
) -> Option<Diagnostic> {
    let departments: Vec<(&str, &str)> = assignments
        .departments()
        .iter()
        .map(|(d, _)| (d.code.as_str(), d.name.as_str()))
        .collect();
    let own = layout.identity.department.as_str();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (kind, others) = [("ファイル", name), ("フォルダー", folders)]
        .into_iter()
        .map(|(kind, path)| (kind, departments_named(path, &departments)))
        .find(|(_, named)| !named.is_empty() && named.iter().all(|(code, _)| *code != own))?;
    let others: Vec<&str> = others.into_iter().map(|(_, name)| name).collect();
    let inside = &layout.department_name;
    Some(
        Diagnostic::new(
            Code::FileName,
            format!(
                "{kind}の名前は{}ですが、中身は{inside}の様式です。{inside}のものとして読みました。",
                others.join("、")
            ),
            format!(
                "{}が{inside}の様式に記入したものでないか、確かめてください。",
                others.join("、")
            ),
        )
        .in_file(path),
    )
}
