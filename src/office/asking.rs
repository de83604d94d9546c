//! 確認依頼: for each department with something to ask about its own cells, its form once more, with its
//! answers, the doubtful cells marked, and 確認のお願い as its first sheet.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::corrected;
use super::first_issue::first_issue;
use super::reading::Reading;
use super::reissue::{CarriedOver, Reissued, Returned};
use super::setting::Setting;
use crate::diagnostic::{Asked, Code, Diagnostic, Found, Severity, in_order, question};
use crate::form::layout::{Asking, Question, Target};
use crate::form::{Beside, Field, FormLayout, Mark, Prefill, blank_workbook};
use crate::plan::{Assignments, Department, Part};
use crate::submission::{Remark, Submission};
use crate::values::japanese_text::{file_name_safe, make_unique, trimmed};
use crate::values::parse_a1;

/// The folder of the 確認依頼 below the cycle's.
pub(crate) const FOLDER: &str = "点検/確認依頼";

/// What one department is asked.
#[derive(Clone)]
pub(crate) struct Asks {
    /// 課コード
    pub department: String,
    /// `04_総務課.xlsx`
    pub name: String,
    pub asking: Asking,
    /// None where it can't be written, which is reported.
    pub workbook: Option<Vec<u8>>,
}

/// The 確認依頼 of every department that has one, in the register's order. What can't be written of one is reported in the
/// record, and changes nothing for the others.
pub(crate) fn all(setting: &Setting, reading: &mut Reading) -> Vec<Asks> {
    if reading.frozen {
        return Vec::new();
    }
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let made: Vec<(Asks, Vec<Diagnostic>)> = assignments
        .departments()
        .par_iter()
        .filter_map(|(department, parts)| {
            let mut all = reading.intake.submissions.iter();
            let submission = all.find(|s| s.department == department.code)?;
            one(setting, reading, department, parts, submission)
        })
        .collect();
    let (mut made, reported): (Vec<Asks>, Vec<Vec<Diagnostic>>) = made.into_iter().unzip();
    make_unique(made.iter_mut().map(|asks| &mut asks.name));
    let mut diagnostics = std::mem::take(&mut reading.record.diagnostics);
    diagnostics.extend(reported.into_iter().flatten());
    reading.record.diagnostics = in_order(diagnostics);
    made
}

fn one(
    setting: &Setting,
    reading: &Reading,
    department: &Department,
    parts: &[Part<'_>],
    submission: &Submission,
) -> Option<(Asks, Vec<Diagnostic>)> {
    let (plan, cycle) = (&setting.plan, &setting.cycle);
    let mut beside = first_issue(setting, &reading.history, department, parts);
    let layout = FormLayout::new(plan, cycle, department, parts, &beside);
    let returned = Returned::new(submission, &reading.record.diagnostics, &layout);
    returned.fill(&mut beside);
    let carried = returned.carried_over();
    let mut asking = asking(&returned, &layout, &beside, &carried);
    asking.corrected = corrections(submission, &layout, &asking);
    if asking.errors.is_empty() && asking.questions.is_empty() {
        return None;
    }
    beside.marks = marks(&asking);
    beside.leftovers = carried
        .iter()
        .map(|(_, leftover)| leftover.clone())
        .collect();
    beside.asking = Some(asking.clone());
    let Reissued { workbook, reported } =
        returned.written("確認依頼", &beside, &carried, &|beside| {
            let layout = FormLayout::new(plan, cycle, department, parts, beside);
            blank_workbook::write(&layout, cycle.inquiry_date).map_err(|error| error.to_string())
        });
    let name = file_name_safe(&format!("{}_{}", department.code, department.name));
    let asks = Asks {
        department: department.code.clone(),
        name: format!("{name}.xlsx"),
        asking,
        workbook,
    };
    Some((asks, reported))
}

/// One subject of questions, in the order of the form.
struct Subject {
    label: String,
    target: Target,
    found: Option<String>,
    severity: Severity,
    asked: Vec<Asked>,
}

/// Everything that is asked, one question for each cell: errors before the rest, each in the order of the form.
fn asking(
    returned: &Returned<'_>,
    layout: &FormLayout,
    beside: &Beside,
    carried: &[CarriedOver<'_>],
) -> Asking {
    let order: BTreeMap<&Field, usize> = layout
        .inputs()
        .enumerate()
        .map(|(at, (_, input))| (&input.field, at))
        .collect();
    let mut subjects: BTreeMap<(usize, usize), Subject> = BTreeMap::new();
    for (at, diagnostic) in returned.diagnostics.iter().enumerate() {
        let Some(asked) = question(diagnostic) else {
            continue;
        };
        let own = returned.field(diagnostic).filter(|_| {
            diagnostic.code.found() != Found::Beside || diagnostic.code == Code::WrittenHidden
        });
        let field = own.or_else(|| lost_field(returned, layout, diagnostic));
        let key = match field.and_then(|f| order.get(f)) {
            Some(place) => (*place, 0),
            None => (usize::MAX, at),
        };
        let subject = subjects
            .entry(key)
            .or_insert_with(|| subject(returned, layout, beside, carried, (diagnostic, field)));
        subject.severity = subject.severity.min(diagnostic.severity);
        if !subject.asked.contains(&asked) {
            subject.asked.push(asked);
        }
    }
    let (errors, questions): (Vec<Subject>, Vec<Subject>) = subjects
        .into_values()
        .partition(|s| s.severity == Severity::Error);
    let first = u32::try_from(errors.len()).unwrap_or(u32::MAX);
    Asking {
        errors: numbered(errors, 1),
        questions: numbered(questions, first + 1),
        corrected: Vec::new(),
    }
}

/// What the office corrected, numbered on.
fn corrections(submission: &Submission, layout: &FormLayout, asking: &Asking) -> Vec<Question> {
    let before = asking.errors.len() + asking.questions.len();
    let first = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
    let corrected = corrected::of(submission, layout);
    (first..)
        .zip(corrected)
        .map(|(number, corrected)| Question {
            number,
            label: corrected.label,
            matter: corrected.text.clone(),
            text: corrected.text,
            found: Some(corrected.typed).filter(|typed| !typed.is_empty()),
            target: Target::Field(corrected.field),
        })
        .collect()
}

fn numbered(subjects: Vec<Subject>, first: u32) -> Vec<Question> {
    (first..)
        .zip(subjects)
        .map(|(number, subject)| {
            let matters: Vec<&str> = subject.asked.iter().map(|a| a.matter.as_str()).collect();
            let lines = subject.asked.iter();
            let lines: Vec<String> = lines
                .map(|a| format!("{}\n→ {}", a.matter, a.ask))
                .collect();
            Question {
                number,
                matter: matters.join("\n"),
                text: lines.join("\n"),
                label: subject.label,
                found: subject.found,
                target: subject.target,
            }
        })
        .collect()
}

fn subject(
    returned: &Returned<'_>,
    layout: &FormLayout,
    beside: &Beside,
    carried: &[CarriedOver<'_>],
    (diagnostic, field): (&Diagnostic, Option<&Field>),
) -> Subject {
    let input = field.and_then(|f| layout.inputs().find(|(_, i)| i.field == *f));
    let found = match returned.gathered(diagnostic) {
        Some(remarks) => Some(first_texts(remarks)),
        None => diagnostic
            .found
            .clone()
            .filter(|_| diagnostic.code.found() != Found::Name),
    };
    let new = |label: String, target, found| Subject {
        label,
        target,
        found,
        severity: diagnostic.severity,
        asked: Vec::new(),
    };
    if let Some((_, input)) = input {
        let stands = beside.answers.get(&input.field).map(Prefill::shown);
        let target = Target::Field(input.field.clone());
        return new(input.described(), target, stands.or(found));
    }
    let leftover = carried
        .iter()
        .find(|(of, _)| std::ptr::eq(*of, diagnostic))
        .map(|(_, leftover)| leftover);
    let sheet = diagnostic.sheet.as_deref().map(|s| returned.sheet(s));
    let place = diagnostic.cell.as_deref().and_then(parse_a1);
    let target = match (leftover, sheet, place) {
        (Some(l), _, _) => Target::Cell {
            sheet: l.sheet.clone(),
            row: l.row,
            column: l.column,
        },
        (None, Some(sheet), Some((row, column)))
            if layout.sheets.iter().any(|s| s.name == sheet) =>
        {
            Target::Cell {
                sheet: sheet.to_owned(),
                row,
                column: u16::try_from(column).unwrap_or_default(),
            }
        }
        _ => Target::Nowhere,
    };
    let label = match diagnostic.code {
        Code::NamesAllLost => "調査票の全ての欄",
        code => code.title(),
    };
    new(label.to_owned(), target, found)
}

/// The first of many texts, and how many there are besides.
fn first_texts(remarks: &[Remark]) -> String {
    const FIRST: usize = 5;
    const LETTERS: usize = 20;
    let texts = remarks.iter().take(FIRST).map(|remark| {
        let text = trimmed(&remark.typed).replace('\n', " ");
        match text.char_indices().nth(LETTERS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    });
    let first = texts.collect::<Vec<_>>().join("、");
    match remarks.len().saturating_sub(FIRST) {
        0 => first,
        rest => format!("{first}　ほか{rest}セル"),
    }
}

/// The field of a diagnostic that has no cell since the form had lost it: the message begins with its name.
fn lost_field<'a>(
    returned: &Returned<'_>,
    layout: &'a FormLayout,
    diagnostic: &Diagnostic,
) -> Option<&'a Field> {
    if diagnostic.cell.is_some() {
        return None;
    }
    let lost = layout
        .inputs()
        .filter(|(_, input)| !returned.submission.places.contains_key(&input.field));
    let named = lost.filter(|(_, i)| {
        diagnostic
            .message
            .starts_with(&format!("{}の欄", i.described()))
    });
    named.map(|(_, input)| &input.field).next()
}

/// The marks at the inputs that are asked about.
fn marks(asking: &Asking) -> BTreeMap<Field, Mark> {
    asking
        .errors
        .iter()
        .chain(&asking.questions)
        .filter_map(|question| {
            let Target::Field(field) = &question.target else {
                return None;
            };
            let mark = Mark {
                number: question.number,
                matter: question.matter.clone(),
                note: question.text.clone(),
            };
            Some((field.clone(), mark))
        })
        .collect()
}
