//! `gyokaku check`: 提出/ read and checked; 点検/ written.

use std::path::PathBuf;

use crate::cli::ReadArgs;
use crate::console::{Console, Outcome};
use crate::office::setting::Setting;
use crate::office::{Stop, asking, check_papers, fault_list, reading};
use crate::project_files::RunLock;
use crate::typesetting::Fonts;

pub(super) fn run(console: &Console, root: PathBuf, args: &ReadArgs) -> Result<Outcome, Stop> {
    let mut setting = Setting::open(console, root, args.cycle.name.as_deref())?;
    setting.today = args.today;
    let lock = setting.files.lock()?;
    // Without fonts nothing can be said of characters; `report` will ask for the fonts.
    let fonts = Fonts::load(&setting.files.fonts().0).ok();
    checked(console, &setting, lock, fonts.as_ref())
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
    Ok(Outcome::of(&reading.record.diagnostics).and_written(&faults))
}
