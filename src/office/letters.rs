//! 案内文: for each department a text file and a draft of the mail with what goes with it, by the state in which it is now.

use super::answered_form;
use super::asking::Asks;
use super::corrected;
use super::reading::Reading;
use super::setting::Setting;
use crate::audience::letter::{
    CorrectedPoint, Letter, OpinionPoint, Point, RefusedFile, State, Taking,
};
use crate::audience::mail::Draft;
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
    forms: &[(String, Vec<u8>)],
    with_partners: bool,
) -> Vec<(String, Vec<u8>)> {
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let letters = assignments.departments().iter().zip(forms);
    let letters = letters.map(|((department, parts), (form, bytes))| {
        let part = taking(parts);
        let state = State::Inquiry {
            form: form.clone(),
            part,
            with_partners,
        };
        let wanted = part.leads || !with_partners;
        Sent {
            department,
            letter: letter(setting, department, state),
            attached: Some((form.clone(), bytes.clone())),
            wanted,
        }
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
        let opinions = awaited(reading, department);
        let again = match record.status {
            DepartmentStatus::Missing => issued(setting, department),
            _ => None,
        };
        let state = match (record.status, asks) {
            (DepartmentStatus::Missing, _) => State::Awaited {
                part: taking(parts),
                form: again.as_ref().map(|(name, _)| name.clone()),
            },
            (_, Some(asks)) => State::Asking {
                workbook: asks.name.clone(),
                errors: asks.asking.errors.iter().map(point).collect(),
                questions: asks.asking.questions.iter().map(point).collect(),
            },
            (_, None) if !opinions.is_empty() => State::Opinions {
                form: form_name(setting, department),
            },
            (_, None) => State::Received,
        };
        let wanted = asks.is_none_or(|asks| asks.workbook.is_some());
        let attached = match (&state, asks) {
            (State::Awaited { .. }, _) => again,
            (State::Opinions { form }, _) => {
                let (_, made) = answered_form::of(setting, reading, department, parts);
                made.workbook.map(|bytes| (form.clone(), bytes))
            }
            (State::Asking { .. }, Some(asks)) => {
                let workbook = asks.workbook.clone();
                workbook.map(|bytes| (asks.name.clone(), bytes))
            }
            _ => None,
        };
        Sent {
            department,
            letter: Letter {
                refused: refused(reading, department),
                corrected: corrections(setting, reading, department, parts),
                opinions,
                ..letter(setting, department, state)
            },
            attached,
            wanted,
        }
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
        opinions: Vec::new(),
        today: setting.today,
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

/// A letter with the file that goes with it.
struct Sent<'a> {
    department: &'a Department,
    letter: Letter<'a>,
    attached: Option<(String, Vec<u8>)>,
    /// One that is not only takes part in naming the files.
    wanted: bool,
}

fn form_name(setting: &Setting, department: &Department) -> String {
    let form = &setting.plan.profile.form_name;
    let name = format!("{}_{}_{form}", department.code, department.name);
    format!("{}.xlsx", file_name_safe(&name))
}

/// The opinions of which a department's words are awaited.
fn awaited(reading: &Reading, department: &Department) -> Vec<OpinionPoint> {
    let opinions = reading.record.opinions.iter();
    let own = opinions.filter(|o| o.awaits(&department.name));
    own.map(|opinion| OpinionPoint {
        label: opinion.label(),
        occasion: opinion.occasion(),
        text: opinion.text.clone(),
    })
    .collect()
}

/// The form as it stands in 様式/, for a department that has not sent it.
fn issued(setting: &Setting, department: &Department) -> Option<(String, Vec<u8>)> {
    let name = form_name(setting, department);
    let folder = setting.cycle.folder();
    let bytes = setting.files.output(&folder, &format!("様式/{name}"))?;
    Some((name, bytes))
}

/// `点検/案内文/<課名>.txt` and `.eml`; with the 課コード before it where two departments would share a file.
fn files(letters: Vec<Sent<'_>>) -> Vec<(String, Vec<u8>)> {
    let name = |d: &Department| file_name_safe(&d.name);
    let names: Vec<String> = letters
        .iter()
        .map(|l| match_key(&name(l.department)))
        .collect();
    let mut files = Vec::new();
    for sent in letters.iter().filter(|sent| sent.wanted) {
        let department = sent.department;
        let mut name = name(department);
        if names.iter().filter(|n| **n == match_key(&name)).count() > 1 {
            name = file_name_safe(&format!("{}_{}", department.code, department.name));
        }
        files.push((format!("{FOLDER}/{name}.txt"), sent.letter.file()));
        files.push((format!("{FOLDER}/{name}.eml"), sent.draft()));
    }
    files
}

impl Sent<'_> {
    fn draft(&self) -> Vec<u8> {
        let attached = self.attached.iter();
        let (subject, text) = (self.letter.subject(), self.letter.body());
        Draft {
            to: self.department.mail.as_deref().unwrap_or_default(),
            subject: &subject,
            text: &text,
            attachments: attached.map(|(n, b)| (n.as_str(), b.as_slice())).collect(),
        }
        .file()
    }
}
