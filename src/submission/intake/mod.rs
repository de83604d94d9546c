//! Every file in 提出/ ends as accepted, superseded or refused, and is reported. What several files of one
//! department hold becomes one submission; nothing is chosen between texts that differ.
//!
//! ```text
//! Received ─ read_file ─▶ cells ─ supersede ─▶ files that stand ─ put_together ─▶ Submission ─ check
//!               └ rejections, file_name                              (one for each department)
//! ```
//!
//! # Several files of one department
//!
//! 1. [`supersede`]: a file is 差替済 where a standing one answers it (`replaces`, one or several digests, over any number of
//!    steps; files that answer each other in a circle all stand), where it lies in 差替前/, or where all its answers stand in
//!    another of the same or a later round. What such a file quotes that the other does not (a remark beside the form) is still
//!    reported. A file without any name of an input can't be read, so it sets none aside that can (F022).
//! 2. [`newer_state`]: a file gives way to one of the same form and round, both without `replaces`, that was saved later by the
//!    stamp inside it, and in which each of its answers stands or was changed (F025).
//! 3. [`put_together`]: the files that stand give one `Submission`, in the order of round (the latest first) and path. A field
//!    that two fill differently has no value (F020) and no cell to be issued again with; spelling alone is no difference. Where
//!    all of them answer the same 確認依頼, what it was made from is read again, and a cell that a file left as it was does not
//!    stand against another's correction.
//! 4. `submission::whole`: required fields and consistency, on the whole. Inputs whose names are lost (N001, N002, N006) are
//!    reported only where no file has them.
//!
//! File names decide nothing. They are read (`file_name`) to ask where a name speaks of another department, and to say what
//! became of a refused file.

mod file_name;
mod newer_state;
mod put_together;
mod read_file;
mod rejections;
mod room;
mod supersede;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use self::file_name::departments_named;
use self::read_file::{Desk, read_file};
use super::decisions::{Decisions, SecondEvaluation};
use super::form_reading::FormReading;
use super::{Submission, whole};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::FormLayout;
use crate::plan::{Assignments, Cycle, Decision, Plan};
use crate::values::{CellLocation, Code as Id, words};

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

/// A file of 提出/ whose bytes come when it is its turn, so that they are not all held at once.
pub struct Waiting<'a> {
    /// Its bytes, as the folder says.
    pub size: u64,
    pub load: Box<dyn FnOnce() -> Received + Send + 'a>,
}

impl std::fmt::Debug for Waiting<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Waiting({} bytes)", self.size)
    }
}

words! {
    /// What became of a file.
    pub enum FileStatus {
        Accepted "受付済",
        Superseded "差替済",
        Refused "受付不可",
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
    /// Grades that the 本部 gives, by the id of the item.
    pub second: BTreeMap<Id, SecondEvaluation>,
    pub diagnostics: Vec<Diagnostic>,
}

/// [`intake_of`] files that are held already.
pub fn intake(
    plan: &Plan,
    cycle: &Cycle,
    received: Vec<Received>,
    progress: &(dyn Fn() + Sync),
) -> Intake {
    let waiting = received.into_iter().map(|file| Waiting {
        size: 0,
        load: Box::new(move || file),
    });
    intake_of(plan, cycle, waiting.collect(), progress)
}

/// [`intake_decided`] where the office has decided nothing.
pub fn intake_of(
    plan: &Plan,
    cycle: &Cycle,
    waiting: Vec<Waiting<'_>>,
    progress: &(dyn Fn() + Sync),
) -> Intake {
    intake_decided(plan, cycle, waiting, &[], progress)
}

/// Reads all files, each on its own: a bad one changes nothing for the others. `decisions` are the office's rows of
/// 評価・補正: what they put right is asked about no more. `progress` is called after each file.
pub fn intake_decided(
    plan: &Plan,
    cycle: &Cycle,
    waiting: Vec<Waiting<'_>>,
    decisions: &[Decision],
    progress: &(dyn Fn() + Sync),
) -> Intake {
    let assignments = Assignments::of(plan, cycle);
    let desk = Desk::new(plan, cycle, &assignments);
    let mut read: Vec<Read> = waiting
        .into_par_iter()
        .map(|file| {
            let _room = desk.rooms.for_file(file.size);
            let read = read_file(&desk, (file.load)());
            progress();
            read
        })
        .collect();
    read.sort_by(|a, b| a.path.cmp(&b.path));

    let mut intake = Intake::default();
    let (decisions, faults) = Decisions::of(plan, cycle, decisions);
    intake.diagnostics.extend(faults);
    let mut corrected = BTreeSet::new();
    for files in by_department(&read).into_values() {
        supersede::settle(&mut read, &files);
        let standing = supersede::standing(&read, &files);
        newer_state::settle(&mut read, &standing);
        let standing = supersede::in_order(&read, &files);
        if let Some(one) = one_submission(plan, &read, &files, &standing, &decisions) {
            intake.submissions.push(one.submission);
            intake.diagnostics.extend(one.diagnostics);
            corrected.extend(one.corrected);
        }
    }
    let waiting = decisions.without_form(&intake.submissions);
    let (second, faults) = decisions.second(&intake.submissions);
    intake.second = second;
    intake.diagnostics.extend(waiting.into_iter().chain(faults));
    for file in read {
        intake.files.push(FileOutcome {
            path: file.path,
            status: file.status,
            department: file.form.map(|f| f.reading.submission.department),
        });
        intake.diagnostics.extend(file.diagnostics);
    }
    let diagnostics = std::mem::take(&mut intake.diagnostics).into_iter();
    intake.diagnostics = { diagnostics.map(|d| without_question(d, &corrected)) }.collect();
    intake
}

/// What is to be said of a value that the office has put another in place of is asked no more.
fn without_question(diagnostic: Diagnostic, corrected: &BTreeSet<CellLocation>) -> Diagnostic {
    let of_value = diagnostic.code.id().starts_with('V') || diagnostic.code == Code::FileConflict;
    let at = diagnostic.location().filter(|_| of_value);
    let asked = diagnostic.severity != Severity::Info;
    if asked && at.is_some_and(|at| corrected.contains(&at)) {
        diagnostic.dealt_with("事務局が補正しました。")
    } else {
        diagnostic
    }
}

/// A file that was read.
struct Read {
    path: String,
    status: FileStatus,
    /// Where it is a form of this cycle.
    form: Option<Form>,
    diagnostics: Vec<Diagnostic>,
}

/// A form with the layout of its department, which its other forms share.
struct Form {
    layout: Arc<FormLayout>,
    reading: FormReading,
}

impl Read {
    fn refused(path: String, diagnostic: Diagnostic) -> Self {
        Self {
            diagnostics: vec![diagnostic.in_file(&path)],
            path,
            status: FileStatus::Refused,
            form: None,
        }
    }

    fn submission(&self) -> Option<&Submission> {
        self.form.as_ref().map(|f| &f.reading.submission)
    }

    /// Superseded answers raise no questions any more; only why they are is reported.
    fn supersede(&mut self, reason: String) {
        self.status = FileStatus::Superseded;
        self.diagnostics =
            vec![Diagnostic::new(Code::FileSuperseded, reason, "").in_file(&self.path)];
    }
}

/// Where the forms of each department stand, by 課コード.
fn by_department(read: &[Read]) -> BTreeMap<String, Vec<usize>> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, file) in read.iter().enumerate() {
        if let Some(submission) = file.submission() {
            let department = submission.department.clone();
            places.entry(department).or_default().push(at);
        }
    }
    places
}

/// What the files of a department give together.
struct Together {
    submission: Submission,
    diagnostics: Vec<Diagnostic>,
    /// The cells of what the office corrected.
    corrected: Vec<CellLocation>,
}

/// What the standing ones of a department's files give together, corrected by the office, with the questions that only
/// the whole raises; `None` where no file stands.
fn one_submission(
    plan: &Plan,
    read: &[Read],
    files: &[usize],
    standing: &[usize],
    decisions: &Decisions<'_>,
) -> Option<Together> {
    let forms = |files: &[usize]| -> Vec<&Form> {
        let forms = files.iter().filter_map(|&at| read[at].form.as_ref());
        forms.collect()
    };
    let standing = forms(standing);
    let layout = &standing.first()?.layout;
    let readings: Vec<&FormReading> = standing.iter().map(|f| &f.reading).collect();
    let base = common_base(layout, &forms(files), &readings);
    let (mut submission, mut diagnostics) =
        put_together::put_together(layout, &readings, base.as_ref());
    let (corrected, reported) = decisions.correct(&mut submission);
    diagnostics.extend(reported);
    diagnostics.extend(whole::check(plan, layout, &submission));
    let places = |field| {
        readings
            .iter()
            .filter_map(move |r| r.submission.places.get(field))
    };
    Some(Together {
        submission,
        diagnostics,
        corrected: corrected.iter().flat_map(places).cloned().collect(),
    })
}

/// What several standing files were made from, where all answer the same files and those are all here.
fn common_base(
    layout: &FormLayout,
    forms: &[&Form],
    standing: &[&FormReading],
) -> Option<Submission> {
    let answered =
        |r: &FormReading| -> BTreeSet<String> { r.submission.replaces.iter().cloned().collect() };
    let [first, second, rest @ ..] = standing else {
        return None;
    };
    let digests = answered(first);
    let same = |r: &&FormReading| answered(r) == digests;
    if digests.is_empty() || !same(second) || !rest.iter().all(same) {
        return None;
    }
    let mut base: BTreeMap<&str, &FormReading> = BTreeMap::new();
    for form in forms {
        let file = form.reading.submission.files.first()?;
        if digests.contains(&file.digest) {
            base.entry(&file.digest).or_insert(&form.reading);
        }
    }
    let mut base: Vec<&FormReading> = base.into_values().collect();
    base.sort_by_key(|r| (Reverse(r.submission.round), r.submission.file()));
    let whole = base.len() == digests.len();
    whole.then(|| put_together::put_together(layout, &base, None).0)
}
