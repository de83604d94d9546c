//! 点検/: what the office alone sees, and what it sends to the departments.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::asking::{Asks, FOLDER as ASKING};
use super::letters;
use super::progress_table;
use super::reading::Reading;
use super::setting::Setting;
use crate::audience::letter::Taking;
use crate::audience::office::{DepartmentCheck, FileCheck, InputCheck, SettledCheck};
use crate::audience::reconciliation::CheckRow;
use crate::audience::{OfficeView, ReconciliationView};
use crate::cycle::{Answer, DepartmentRecord, OfficeField};
use crate::diagnostic::{Code, Diagnostic, Severity, render};
use crate::form::{Beside, FormLayout};
use crate::plan::{Assignments, Cycle, Settled};
use crate::values::{CellLocation, Value, date_japanese, date_with_weekday};
use crate::workbook_output;

/// 点検結果.xlsx and 点検結果.json, 確認依頼/ and 案内文/, as paths below the cycle's folder and bytes.
pub(crate) fn make(
    setting: &Setting,
    reading: &Reading,
    asked: Vec<Asks>,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let diagnostics = &reading.record.diagnostics;
    let workbook = workbook_output::check_result(&view(setting, reading, &asked))
        .map_err(|e| failed(&e.to_string()))?;
    let head = (title(setting), inquiry_date(setting));
    let progress = progress_table::view(setting, reading, &asked, head);
    let progress = workbook_output::progress(&progress).map_err(|e| failed(&e.to_string()))?;
    let json = render::json(diagnostics).map_err(|e| failed(&e.to_string()))?;
    let mut documents = vec![
        ("点検/点検結果.xlsx".to_owned(), workbook),
        ("点検/進行表.xlsx".to_owned(), progress),
        ("点検/点検結果.json".to_owned(), json.into_bytes()),
    ];
    if !reading.frozen {
        documents.extend(letters::answers(setting, reading, &asked));
    }
    let asked = asked.into_iter();
    documents.extend(asked.filter_map(|a| Some((format!("{ASKING}/{}", a.name), a.workbook?))));
    Ok(documents)
}

/// How many of these are 確認依頼.
pub(crate) fn asked(documents: &[(String, Vec<u8>)]) -> usize {
    let folder = format!("{ASKING}/");
    let asked = documents
        .iter()
        .filter(|(path, _)| path.starts_with(&folder));
    asked.count()
}

/// Whether a path is that of a 確認依頼 or 案内文.
pub(crate) fn is_to_a_department(path: &str) -> bool {
    let folders = [ASKING, letters::FOLDER];
    folders.iter().any(|f| path.starts_with(&format!("{f}/")))
}

/// Writes documents of 点検/ beside those that stand there, and removes those of an earlier run that are `stale` and not
/// among them.
pub(crate) fn write_some(
    setting: &Setting,
    documents: &[(String, Vec<u8>)],
    stale: impl Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let folder = setting.cycle.folder();
    let mut faults = add(setting, documents);
    let last: Vec<String> = setting.files.last_outputs(&folder);
    let (gone, mut paths): (Vec<String>, Vec<String>) = last
        .into_iter()
        .partition(|path| stale(path) && !documents.iter().any(|(made, _)| made == path));
    let (kept, unremoved) = setting.files.remove_stale(&folder, &gone, &paths);
    faults.extend(unremoved);
    paths.extend(kept);
    paths.retain(|path| is_checked(path));
    paths.sort();
    faults.extend(setting.files.list_checked(&folder, &paths));
    faults
}

/// Writes documents of 点検/ beside those that stand there.
pub(crate) fn add(setting: &Setting, documents: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
    let folder = setting.cycle.folder();
    let mut paths: Vec<String> = setting.files.last_outputs(&folder);
    paths.retain(|path| is_checked(path));
    paths.extend(documents.iter().map(|(path, _)| path.clone()));
    paths.sort();
    paths.dedup();
    if let Err(fault) = setting.files.announce(&folder, &paths) {
        return vec![fault];
    }
    let mut faults = setting.files.write_all(&folder, documents);
    faults.extend(setting.files.list_checked(&folder, &paths));
    faults.extend(setting.files.settle(&folder));
    faults
}

/// Writes documents of 点検/, and removes 確認依頼 and 案内文 that an earlier run wrote and this one does not.
/// Other outputs of a report stay.
pub(crate) fn write(setting: &Setting, documents: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
    let folder = setting.cycle.folder();
    let last: Vec<String> = setting
        .files
        .last_outputs(&folder)
        .into_iter()
        .filter(|path| {
            [ASKING, letters::FOLDER]
                .iter()
                .any(|f| path.starts_with(&format!("{f}/")))
        })
        .collect();
    let mut paths: Vec<String> = documents.iter().map(|(path, _)| path.clone()).collect();
    if let Err(fault) = setting.files.announce(&folder, &paths) {
        return vec![fault];
    }
    let mut faults = setting.files.write_all(&folder, documents);
    let (kept, stale) = setting.files.remove_stale(&folder, &last, &paths);
    faults.extend(stale);
    paths.extend(kept);
    paths.sort();
    faults.extend(setting.files.list_checked(&folder, &paths));
    faults.extend(setting.files.settle(&folder));
    faults
}

/// Paths as they are listed on the terminal: of 確認依頼 and 案内文, of which there may be one for each department,
/// the folder and how many.
pub(crate) fn shortened<'a>(paths: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut counts = [ASKING, letters::FOLDER].map(|folder| (format!("{folder}/"), 0));
    let mut lines = Vec::new();
    for path in paths {
        match counts
            .iter_mut()
            .find(|(folder, _)| path.starts_with(folder.as_str()))
        {
            Some((_, count)) => *count += 1,
            None => lines.push(path.clone()),
        }
    }
    let counted = counts.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(counted.map(|(folder, count)| format!("{folder} {count}件")));
    lines
}

/// Whether a path is one that [`write`] lists.
pub(crate) fn is_checked(path: &str) -> bool {
    path.starts_with("点検/")
}

/// What was held against each other, for 検算.xlsx.
pub(crate) fn compared(setting: &Setting, rows: Vec<CheckRow>) -> ReconciliationView {
    ReconciliationView {
        title: title(setting),
        cycle: setting.cycle.name(),
        date: inquiry_date(setting),
        rows,
    }
}

/// 検算.xlsx, as path and bytes.
pub(crate) fn reconciliation(view: &ReconciliationView) -> Result<(String, Vec<u8>), Diagnostic> {
    let workbook = workbook_output::reconciliation(view).map_err(|e| failed(&e.to_string()))?;
    Ok(("点検/検算.xlsx".to_owned(), workbook))
}

/// `つくばみらい市 みらい改革プラン 令和7年度`
fn title(setting: &Setting) -> String {
    format!(
        "{} {} {}",
        setting.plan.profile.municipality,
        setting.plan.short_name(),
        setting.cycle.name()
    )
}

fn inquiry_date(setting: &Setting) -> [i32; 3] {
    let date = setting.cycle.inquiry_date;
    let whole = |n: u32| i32::try_from(n).unwrap_or(1);
    [date.year(), whole(date.month()), whole(date.day())]
}

fn failed(why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        "点検結果を作れませんでした。",
        "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(why)
}

fn view(setting: &Setting, reading: &Reading, asked: &[Asks]) -> OfficeView {
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    OfficeView {
        title: title(setting),
        cycle: setting.cycle.name(),
        date: inquiry_date(setting),
        departments: reading
            .record
            .departments
            .iter()
            .map(|d| {
                let parts = assignments.parts(&d.code).unwrap_or_default();
                let due = due(&setting.cycle, letters::taking(parts));
                department(d, reading, due, asked)
            })
            .collect(),
        files: files(setting, reading),
        diagnostics: reading.record.diagnostics.clone(),
        inputs: inputs(setting, reading, &assignments),
        settled: settled(reading),
    }
}

/// The rows of 確認済み and what became of them. Those of D008 are reported at their own place when papers are made.
fn settled(reading: &Reading) -> Vec<SettledCheck> {
    let reported = &reading.record.diagnostics;
    let rows = reading.texts.settled.iter();
    let check = |row: &Settled| {
        let at = Some(&row.at);
        let here = |code: Code| {
            let mut all = reported.iter();
            all.any(|d| d.code == code && d.location().as_ref() == at)
        };
        let state = if reading.settling.contains(&row.at) || here(row.code) {
            SettledCheck::USED
        } else if row.code == Code::DisclosureFound && !here(Code::SettledNothing) {
            SettledCheck::OPEN
        } else {
            SettledCheck::UNUSED
        };
        SettledCheck {
            department: row.department.clone(),
            code: row.code.id(),
            number: row.number.clone(),
            field: row.field.clone(),
            typed: row.typed.clone(),
            reason: row.reason.clone(),
            date: row.date.map(date_japanese),
            state,
        }
    };
    rows.map(check).collect()
}

fn due(cycle: &Cycle, taking: Taking) -> String {
    date_with_weekday(cycle.due_of(taking.leads))
}

/// The inputs of the returned forms by their places.
fn inputs(
    setting: &Setting,
    reading: &Reading,
    assignments: &Assignments<'_>,
) -> BTreeMap<CellLocation, InputCheck> {
    let mut inputs = BTreeMap::new();
    for (department, parts) in assignments.departments() {
        let mut submissions = reading.intake.submissions.iter();
        let Some(submission) = submissions.find(|s| s.department == department.code) else {
            continue;
        };
        let (plan, cycle) = (&setting.plan, &setting.cycle);
        let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
        for (_, input) in layout.inputs() {
            if let Some(place) = submission.places.get(&input.field) {
                let check = InputCheck {
                    number: input.code.clone(),
                    field: input.field.label().to_owned(),
                    used: submission.text(&input.field),
                };
                inputs.insert(place.clone(), check);
            }
        }
    }
    inputs
}

fn department(
    record: &DepartmentRecord,
    reading: &Reading,
    due: String,
    asked: &[Asks],
) -> DepartmentCheck {
    let own: Vec<&str> = reading
        .intake
        .files
        .iter()
        .filter(|f| f.department.as_deref() == Some(record.code.as_str()))
        .map(|f| f.path.as_str())
        .collect();
    let count = |severity| {
        reading
            .record
            .diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .filter(|d| d.file.as_deref().is_some_and(|f| own.contains(&f)))
            .count()
    };
    DepartmentCheck {
        code: record.code.clone(),
        division: record.division.clone(),
        name: record.name.clone(),
        status: record.status.label().to_owned(),
        file: if record.files.is_empty() {
            record.file.clone()
        } else {
            Some(record.files.join("、"))
        },
        round: record.round,
        respondent: text(&record.answers[OfficeField::Respondent]),
        phone: text(&record.answers[OfficeField::Phone]),
        approver: text(&record.answers[OfficeField::Approver]),
        note: text(&record.answers[OfficeField::Note]),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        corrections: count(Severity::Info),
        due,
        refused: letters::refused_files(reading, &record.code)
            .map(|f| f.path.clone())
            .collect(),
        asking: asked
            .iter()
            .find(|a| a.department == record.code && a.workbook.is_some())
            .map(|a| a.name.clone()),
    }
}

fn text(answer: &Answer) -> Option<String> {
    answer.as_ref()?.value.as_ref().map(Value::text)
}

fn files(setting: &Setting, reading: &Reading) -> Vec<FileCheck> {
    let name = |code: &str| {
        setting
            .plan
            .departments_in_force(setting.cycle.inquiry_date)
            .find(|d| d.code == code)
            .map(|d| d.name.clone())
    };
    let mut files: Vec<FileCheck> = reading
        .intake
        .files
        .iter()
        .map(|f| FileCheck {
            path: f.path.clone(),
            status: f.status.label().to_owned(),
            department: f.department.as_deref().and_then(name),
        })
        .collect();
    let system = reading
        .record
        .diagnostics
        .iter()
        .filter(|d| d.code == Code::FileSystem);
    files.extend(system.filter_map(|d| {
        Some(FileCheck {
            path: d.file.clone()?,
            status: "システムファイル".to_owned(),
            department: None,
        })
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
