//! `gyokaku forms`: a prefilled form for every department that leads or contributes, and the mail that asks for
//! it. With `--with-answers` the forms of 所管課 show what 関係課 reported, and hold what came in already.

use std::path::PathBuf;

use rayon::prelude::*;

use super::departments::Chosen;
use crate::cli::FormsArgs;
use crate::console::{Console, Outcome};
use crate::cycle::{History, opinions_of_another_item};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::office::earlier_cycles::history;
use crate::office::first_issue::first_issue;
use crate::office::reading::{self, Reading};
use crate::office::reissue::Reissued;
use crate::office::setting::Setting;
use crate::office::{Stop, answered_form, check_papers, letters, office_book, partners};
use crate::plan::{Assignments, Department, Part};
use crate::project_files::{FormsWritten, office_texts_name};
use crate::values::japanese_text::{file_name_safe, make_unique};

pub(super) fn run(console: &Console, root: PathBuf, args: &FormsArgs) -> Result<Outcome, Stop> {
    let setting = Setting::open(console, root, args.cycle.name.as_deref())?;
    let lock = setting.files.lock()?;
    let folder = setting.cycle.folder();
    let chosen = Chosen::of(&setting, &args.departments)?;
    setting.files.make_returned_folder(&folder)?;
    let (source, mut notes) = Source::of(console, &setting, args.with_answers)?;
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let names = names(&setting, &assignments);
    let forms = made(console, &setting, &source, (&assignments, &names), &chosen)?;
    let unwritten: Vec<Diagnostic> = forms.iter().flat_map(|f| f.reported.clone()).collect();
    let partners = forms.iter().fold([0, 0], |[all, missing], form| {
        [all + form.partners[0], missing + form.partners[1]]
    });
    let files: Vec<(String, Vec<u8>)> = forms.into_iter().map(|f| (f.name, f.bytes)).collect();
    let (counts, faults) = if chosen.all() {
        setting.files.write_forms(&folder, &files, args.force)
    } else {
        setting.files.write_some_forms(&folder, &files, args.force)
    };
    let drafted = source.sends();
    let asked = inquiries(
        &setting,
        &source,
        &as_they_stand(&setting, &names, &files),
        &chosen,
    );

    let office = office_texts(&setting);
    notes.extend(setting.notes);
    notes.extend(faults);
    notes.extend(asked);
    notes.extend(office.as_ref().err().cloned());
    notes.extend(lock.release());
    let failed = any_error(&notes);
    let outcome = Outcome::of(&unwritten);
    notes.extend(unwritten);
    console.diagnostics(&notes);
    console.lines(written(&folder, args, files.len(), counts, partners));
    if office == Ok(true) {
        let path = office_texts_name(&folder);
        console.line(&format!("事務局の文章: {path}（新規作成）"));
    }
    if drafted {
        console.line(&format!(
            "次にすること: output/{folder}/点検/案内文/ の下書き（.eml。調査票を添付済み）を開いて課に送り、戻ったものを input/{folder}/提出/ に置きます。"
        ));
    }
    Ok(if failed { Outcome::Failed } else { outcome })
}

/// The names of all forms' files, in the register's order.
fn names(setting: &Setting, assignments: &Assignments<'_>) -> Vec<String> {
    let form = &setting.plan.profile.form_name;
    let departments = assignments.departments().iter();
    let name = |d: &Department| file_name_safe(&format!("{}_{}_{form}", d.code, d.name));
    let mut names: Vec<String> = departments
        .map(|(department, _)| format!("{}.xlsx", name(department)))
        .collect();
    make_unique(names.iter_mut());
    names
}

/// The forms of the departments that are chosen.
fn made(
    console: &Console,
    setting: &Setting,
    source: &Source,
    (assignments, names): (&Assignments<'_>, &[String]),
    chosen: &Chosen,
) -> Result<Vec<Form>, Diagnostic> {
    let departments = assignments.departments().iter().zip(names);
    let wanted: Vec<_> = departments
        .filter(|((department, _), _)| chosen.has(&department.code))
        .collect();
    let bar = console.progress(wanted.len(), "調査票の作成");
    let forms = wanted
        .par_iter()
        .map(|((department, parts), name)| {
            let form = one(setting, source, department, parts, name);
            bar.inc(1);
            form
        })
        .collect();
    bar.finish_and_clear();
    forms
}

/// What was written, and what the forms show of 関係課.
fn written(
    folder: &str,
    args: &FormsArgs,
    all: usize,
    counts: FormsWritten,
    [partners, missing]: [usize; 2],
) -> Vec<String> {
    let FormsWritten {
        written,
        unchanged,
        kept,
        removed,
    } = counts;
    let mut lines = vec![format!(
        "調査票 {all}件（作成 {written}、変更なし {unchanged}、上書きせず {kept}、不要になり削除 {removed}）"
    )];
    if args.with_answers {
        lines.push(format!(
            "関係課の報告 {}件を載せました（ほか未提出 {missing}件）。",
            partners - missing
        ));
    }
    lines.push(format!("様式: output/{folder}/様式/"));
    lines
}

/// The blank 事務局.xlsx, where there is none; whether it was made.
fn office_texts(setting: &Setting) -> Result<bool, Diagnostic> {
    let blank = office_book::blank(setting)?;
    setting
        .files
        .make_office_texts(&setting.cycle.folder(), &blank)
}

/// What the forms are made from besides the plan.
enum Source {
    /// Last cycle; and whether nothing has come in yet.
    First {
        history: Box<History>,
        nothing_in: bool,
    },
    /// What came in so far.
    Answers(Box<Reading>),
}

impl Source {
    /// Whether mails go out with the forms.
    fn sends(&self) -> bool {
        match self {
            Self::First { nothing_in, .. } => *nothing_in,
            Self::Answers(_) => true,
        }
    }

    fn of(
        console: &Console,
        setting: &Setting,
        with_answers: bool,
    ) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        if with_answers {
            let reading = reading::from_forms(console, setting, None)?;
            return Ok((Self::Answers(Box::new(reading)), Vec::new()));
        }
        let (history, mut notes) = history(&setting.files, &setting.plan, &setting.cycle);
        let (plan, cycle) = (&setting.plan, &setting.cycle);
        notes.extend(opinions_of_another_item(plan, cycle, &history.opinions));
        let (returned, _) = setting.files.returned_files(&setting.cycle.folder());
        let first = Self::First {
            history: Box::new(history),
            nothing_in: returned.is_empty(),
        };
        Ok((first, notes))
    }
}

/// Every department's form as it stands in 様式/: one that somebody has edited was not written over, and of others than the chosen
/// none was made.
fn as_they_stand(
    setting: &Setting,
    names: &[String],
    made: &[(String, Vec<u8>)],
) -> Vec<(String, Vec<u8>)> {
    let folder = setting.cycle.folder();
    let forms = names.iter().map(|name| {
        let there = setting.files.output(&folder, &format!("様式/{name}"));
        let new = || made.iter().find(|(own, _)| own == name);
        let bytes = there.or_else(|| new().map(|(_, bytes)| bytes.clone()));
        (name.clone(), bytes.unwrap_or_default())
    });
    forms.collect()
}

/// The mails that go out with the forms. Once something has come in, `check` writes those that fit.
fn inquiries(
    setting: &Setting,
    source: &Source,
    forms: &[(String, Vec<u8>)],
    chosen: &Chosen,
) -> Vec<Diagnostic> {
    let letters = |with_partners: bool| {
        let mut letters = letters::inquiries(setting, forms, with_partners);
        letters.retain(|(path, _)| chosen.owns(path));
        letters
    };
    match source {
        Source::First {
            nothing_in: false, ..
        } => Vec::new(),
        Source::First { .. } if chosen.all() => check_papers::write(setting, &letters(false)),
        Source::First { .. } => check_papers::add(setting, &letters(false)),
        Source::Answers(_) => check_papers::add(setting, &letters(true)),
    }
}

/// One form, with how many reports of partners it shows and how many of those have not come in.
struct Form {
    name: String,
    bytes: Vec<u8>,
    partners: [usize; 2],
    /// What of a department's answers could not be written into it.
    reported: Vec<Diagnostic>,
}

fn one(
    setting: &Setting,
    source: &Source,
    department: &Department,
    parts: &[Part<'_>],
    name: &str,
) -> Result<Form, Diagnostic> {
    // A 所管課 gets its own answers back, so that nothing is typed twice, and those of its partners beside.
    let (beside, reissued) = match source {
        Source::First { history, .. } => {
            let beside = first_issue(setting, history, department, parts);
            (beside, Reissued::default())
        }
        Source::Answers(reading) => answered_form::of(setting, reading, department, parts),
    };
    let bytes = match reissued.workbook {
        Some(bytes) => bytes,
        None => answered_form::written(setting, department, parts, &beside).map_err(|why| {
            Diagnostic::new(
                Code::OutputUnwritable,
                format!("{}の調査票を作れませんでした。", department.name),
                "計画台帳の文章が長すぎないか、記号が混じっていないかを確かめてください。",
            )
            .found(why)
        })?,
    };
    Ok(Form {
        name: name.to_owned(),
        bytes,
        partners: partners::count(&beside.partners),
        reported: reissued.reported,
    })
}
