//! 案内文: one text file for each department, by the state in which it is now.

use super::asking::Asks;
use super::corrected;
use super::reading::Reading;
use super::setting::Setting;
use crate::audience::letter::{CorrectedPoint, Letter, Point, RefusedFile, State, Taking};
use crate::cycle::DepartmentStatus;
use crate::diagnostic::refusal;
use crate::form::layout::Question;
use crate::form::{Beside, FormLayout};
use crate::plan::{Assignments, Department, Part};
use crate::submission::{FileOutcome, FileStatus, Submission, departments_named};
use crate::values::japanese_text::{file_name_safe, match_key};

/// The folder of the texts below the cycle's.
pub(crate) const FOLDER: &str = "点検/案内文";

/// 依頼 to every department as its form goes out; `with_partners`, to 所管課 alone. `forms` are the names of the
/// forms' files in the register's order.
pub(crate) fn inquiries(
    setting: &Setting,
    forms: &[String],
    with_partners: bool,
) -> Vec<(String, Vec<u8>)> {
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let letters = assignments.departments().iter().zip(forms);
    let letters = letters.map(|((department, parts), form)| {
        let part = taking(parts);
        let state = State::Inquiry {
            form: form.clone(),
            part,
            with_partners,
        };
        let wanted = part.leads || !with_partners;
        (*department, letter(setting, department, state), wanted)
    });
    files(letters.collect())
}

/// By what came back: 提出のお願い, 確認のお願い or 受領のお礼; none where the workbook that it would go with could not
/// be made.
pub(crate) fn answers(
    setting: &Setting,
    reading: &Reading,
    asked: &[Asks],
) -> Vec<(String, Vec<u8>)> {
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let departments = assignments.departments().iter();
    let letters = departments.zip(&reading.record.departments);
    let letters = letters.map(|((department, parts), record)| {
        let asks = asked.iter().find(|a| a.department == department.code);
        let state = match (record.status, asks) {
            (DepartmentStatus::Missing, _) => State::Awaited {
                part: taking(parts),
            },
            (_, Some(asks)) => State::Asking {
                workbook: asks.name.clone(),
                errors: asks.asking.errors.iter().map(point).collect(),
                questions: asks.asking.questions.iter().map(point).collect(),
            },
            (_, None) => State::Received,
        };
        let wanted = asks.is_none_or(|asks| asks.workbook.is_some());
        let letter = Letter {
            refused: refused(reading, department),
            corrected: corrections(setting, reading, department, parts),
            ..letter(setting, department, state)
        };
        (*department, letter, wanted)
    });
    files(letters.collect())
}

fn letter<'a>(setting: &'a Setting, department: &'a Department, state: State) -> Letter<'a> {
    Letter {
        plan: &setting.plan,
        cycle: &setting.cycle,
        department: &department.name,
        state,
        refused: Vec::new(),
        corrected: Vec::new(),
    }
}

fn corrections(
    setting: &Setting,
    reading: &Reading,
    department: &Department,
    parts: &[Part<'_>],
) -> Vec<CorrectedPoint> {
    let mut submissions = reading.intake.submissions.iter();
    let submission = submissions.find(|s| s.department == department.code);
    let has = |s: &&Submission| s.answers.values().any(|a| a.correction.is_some());
    let Some(submission) = submission.filter(has) else {
        return Vec::new();
    };
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
    let corrected = corrected::of(submission, &layout).into_iter();
    let point = |c: corrected::Corrected| CorrectedPoint {
        label: c.label,
        typed: c.typed,
        text: c.text,
    };
    corrected.map(point).collect()
}

pub(crate) fn taking(parts: &[Part<'_>]) -> Taking {
    let answers = |part: &&Part<'_>| !(part.initiatives.is_empty() && part.indicators.is_empty());
    Taking {
        leads: parts.iter().any(|part| part.leads),
        contributes: parts.iter().filter(answers).any(|part| !part.leads),
    }
}

fn point(question: &Question) -> Point {
    Point {
        number: question.number,
        label: question.label.clone(),
        matter: question.matter.clone(),
        found: question.found.clone(),
    }
}

/// Refused files that say that they are a department's, or whose name does.
pub(crate) fn refused_files<'a>(
    reading: &'a Reading,
    code: &'a str,
) -> impl Iterator<Item = &'a FileOutcome> {
    let departments = reading.record.departments.iter();
    let names: Vec<(&str, &str)> = departments
        .map(|d| (d.code.as_str(), d.name.as_str()))
        .collect();
    let files = reading.intake.files.iter();
    files.filter(move |file| {
        let own = match file.department.as_deref() {
            Some(of) => of == code,
            None => {
                let named = departments_named(&file.path, &names);
                named.iter().any(|(named, _)| *named == code)
            }
        };
        file.status == FileStatus::Refused && own
    })
}

fn refused(reading: &Reading, department: &Department) -> Vec<RefusedFile> {
    refused_files(reading, &department.code)
        .filter_map(|f| {
            let mut reported = reading.record.diagnostics.iter();
            let why = reported.find(|d| d.file.as_deref() == Some(&f.path))?;
            Some(RefusedFile {
                name: f.path.rsplit('/').next().unwrap_or(&f.path).to_owned(),
                why: refusal(why),
            })
        })
        .collect()
}

/// `点検/案内文/<課名>.txt`; with the 課コード before it where two departments would share a file.
/// Those not wanted only take part in that.
fn files(letters: Vec<(&Department, Letter<'_>, bool)>) -> Vec<(String, Vec<u8>)> {
    let name = |d: &Department| file_name_safe(&d.name);
    let names: Vec<String> = letters.iter().map(|(d, ..)| match_key(&name(d))).collect();
    letters
        .iter()
        .filter(|(_, _, wanted)| *wanted)
        .map(|(department, letter, _)| {
            let mut name = name(department);
            if names.iter().filter(|n| **n == match_key(&name)).count() > 1 {
                name = file_name_safe(&format!("{}_{}", department.code, department.name));
            }
            (format!("{FOLDER}/{name}.txt"), letter.file())
        })
        .collect()
}
