//! `gyokaku check`: 提出/ read and checked; 点検/ written.

use std::path::PathBuf;

use super::departments::Chosen;
use crate::cli::CheckArgs;
use crate::console::{Console, Outcome};
use crate::diagnostic::{Diagnostic, Severity};
use crate::office::opinions::{self, AwaitedOpinions};
use crate::office::reading::{self, Reading};
use crate::office::setting::Setting;
use crate::office::{Stop, asking, check_papers, fault_list};
use crate::project_files::RunLock;
use crate::typesetting::Fonts;

pub(super) fn run(console: &Console, root: PathBuf, args: &CheckArgs) -> Result<Outcome, Stop> {
    let mut setting = Setting::open(console, root, args.read.cycle.name.as_deref())?;
    setting.today = args.read.today;
    let chosen = Chosen::of(&setting, &args.departments)?;
    let lock = setting.files.lock()?;
    // Without fonts nothing can be said of characters; `report` will ask for the fonts.
    let fonts = Fonts::load(&setting.files.fonts().0).ok();
    if chosen.all() {
        checked(console, &setting, lock, fonts.as_ref())
    } else {
        one_checked(console, &setting, lock, fonts.as_ref(), &chosen)
    }
}

/// The check of some departments alone: their faults are reported, and what is written to the others stays.
fn one_checked(
    console: &Console,
    setting: &Setting,
    lock: RunLock,
    fonts: Option<&Fonts>,
    chosen: &Chosen,
) -> Result<Outcome, Stop> {
    let mut reading = reading::read(console, setting, fonts)?;
    let asked = asking::all(setting, &mut reading);
    let mut documents = check_papers::make(setting, &reading, asked)?;
    documents.retain(|(path, _)| check_papers::is_to_a_department(path) && chosen.owns(path));
    let stale = |path: &str| check_papers::is_to_a_department(path) && chosen.owns(path);
    let faults = check_papers::write_some(setting, &documents, stale);

    fault_list::retain(&mut reading, |code| chosen.has(code));
    let mut diagnostics = reading.record.diagnostics.clone();
    diagnostics.extend(faults.iter().cloned());
    let released = lock.release();
    diagnostics.extend(released.clone());
    console.either(&diagnostics, &fault_list::text(&reading, &diagnostics));
    for department in &reading.record.departments {
        let status = department.status.label();
        console.line(&format!("{}　{status}", department.name));
    }
    console.lines(documents.iter().map(|(path, _)| {
        let folder = setting.cycle.folder();
        format!("  output/{folder}/{path}")
    }));
    let faults: Vec<_> = faults.into_iter().chain(released).collect();
    Ok(Outcome::of(&reading.record.diagnostics).and_written(&faults))
}

/// The check itself, under the lock.
pub(super) fn checked(
    console: &Console,
    setting: &Setting,
    lock: RunLock,
    fonts: Option<&Fonts>,
) -> Result<Outcome, Stop> {
    let mut reading = reading::read(console, setting, fonts)?;
    let asked = asking::all(setting, &mut reading);
    let documents = check_papers::make(setting, &reading, asked)?;
    let folder = setting.cycle.folder();
    let mut faults = check_papers::write(setting, &documents);
    faults.extend(lock.release());

    let mut diagnostics = reading.record.diagnostics.clone();
    diagnostics.extend(faults.iter().cloned());
    console.either(&diagnostics, &fault_list::text(&reading, &diagnostics));
    console.lines(fault_list::summary(&reading, &reading.record.diagnostics));
    console.line(&format!("点検結果: output/{folder}/点検/"));
    let asked = check_papers::asked(&documents);
    if asked > 0 {
        console.line(&format!(
            "確認依頼 {asked}件: output/{folder}/点検/確認依頼/（案内文は 点検/案内文/）"
        ));
    }
    console.lines(closing_lines(&reading, &folder, asked));
    Ok(Outcome::of(&reading.record.diagnostics).and_written(&faults))
}

/// What is still awaited, and what to do next.
fn closing_lines(reading: &Reading, folder: &str, asked: usize) -> Vec<String> {
    if reading.frozen {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let awaited = opinions::awaited(&reading.record);
    let named: Vec<String> = awaited.iter().map(AwaitedOpinions::shown).collect();
    if !awaited.is_empty() {
        let count: usize = awaited.iter().map(|a| a.opinions.len()).sum();
        lines.push(format!("回答待ちの意見 {count}件: {}", named.join("、")));
    }
    let missing = reading.record.summary.missing > 0;
    if asked > 0 || missing || !awaited.is_empty() {
        lines.push(format!(
            "次にすること: output/{folder}/点検/案内文/ の下書き（.eml。添付するものは添付済み）を開いて課に送り、戻ったものを input/{folder}/提出/ に置きます。"
        ));
    }
    if asked > 0 && reading.record.diagnostics.iter().any(is_warning) {
        lines.push(
            "「確認」のうち、課に確かめて今のままでよいものは、事務局.xlsx の「確認済み」に写すと、もう尋ねません。"
                .to_owned(),
        );
    }
    lines
}

fn is_warning(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Warning
}
