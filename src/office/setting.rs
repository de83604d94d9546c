//! What every command but `init` begins with: the working directory, the plan, the cycle. A closed cycle is opened from its
//! 確定/ alone, whatever today's register says; one that an earlier version closed has no 目録.json and is opened as it was then.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::inventory::Inventory;
use super::{Stop, frozen, opinions, plan_changes};
use crate::console::Console;
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::plan::{Cycle, Plan, YEAR_END, cycle_name, register};
use crate::project_files::{ProjectFiles, RECORD, REGISTER};
use crate::values::FiscalYear;
use crate::values::japanese_text::file_name_safe;

/// The register, read and checked, and the cycle that is asked for.
pub(crate) struct Setting {
    pub files: ProjectFiles,
    pub plan: Plan,
    pub cycle: Cycle,
    /// Warnings of the register; of a closed cycle, what is no longer as it was frozen.
    pub notes: Vec<Diagnostic>,
    /// The list of 確定/, where the cycle is closed and all else here comes from there.
    pub closed: Option<Inventory>,
    /// The day for which letters are written, where one is given.
    pub today: Option<NaiveDate>,
}

impl Setting {
    /// `cycle` as it was typed; without one, the 実施中 cycle.
    pub fn open(console: &Console, root: PathBuf, cycle: Option<&str>) -> Result<Self, Stop> {
        Ok(Self::found(root, cycle)?.announced(console))
    }

    /// The same, with nothing said of it yet.
    pub fn found(root: PathBuf, cycle: Option<&str>) -> Result<Self, Stop> {
        let files = ProjectFiles::new(root);
        if let Some(closed) = named_closed(&files, cycle)? {
            return Ok(closed);
        }
        let (plan, notes) = plan(&files, cycle.is_some())?;
        let cycle = chosen(&plan, cycle)?.clone();
        if let Some(closed) = closed(&files, &cycle.folder())? {
            return Ok(closed);
        }
        plan_changes::settled(&files, &plan, &cycle)?;
        let (mut plan, cycle) = frozen::plan_then(&files, plan, cycle);
        plan.opinions = opinions::of_all_cycles(&files, &plan);
        Ok(Self {
            files,
            plan,
            cycle,
            notes,
            closed: None,
            today: None,
        })
    }

    /// The same closed cycle as today's 提出/ and 事務局.xlsx would give it, with the register as it was frozen.
    pub fn today(&self) -> Self {
        let mut plan = self.plan.clone();
        let files = match self.closed {
            Some(_) => self.files.archived(&self.cycle.folder(), true),
            None => self.files.clone(),
        };
        if self.closed.is_some() {
            plan.opinions = opinions::of_all_cycles(&files, &plan);
        }
        Self {
            files,
            plan,
            cycle: self.cycle.clone(),
            notes: self.notes.clone(),
            closed: self.closed.clone(),
            today: self.today,
        }
    }

    /// After what a command says of it first.
    pub fn announced(self, console: &Console) -> Self {
        let name = self.plan.short_name();
        let (cycle, state) = (self.cycle.name(), self.cycle.state.label());
        console.line(&format!("{name}　{cycle}（{state}）"));
        self
    }
}

/// The closed cycle of this name, where its 確定/ says it without the register.
///
/// # Errors
/// O007 where its 確定/ can't be read.
fn named_closed(files: &ProjectFiles, name: Option<&str>) -> Result<Option<Setting>, Stop> {
    let Some((year, kind)) = name.and_then(FiscalYear::parse_prefix) else {
        return Ok(None);
    };
    let kind = if kind.is_empty() { YEAR_END } else { &kind };
    closed(files, &file_name_safe(&cycle_name(year, kind)))
}

/// The setting of a closed cycle from its 確定/ alone; `None` where there is none with a 目録.json.
///
/// # Errors
/// O007 where it can't be read.
fn closed(files: &ProjectFiles, folder: &str) -> Result<Option<Setting>, Stop> {
    let Some(inventory) = Inventory::read(files, folder)? else {
        return Ok(None);
    };
    let archived = files.archived(folder, false);
    let Ok(Some(text)) = archived.frozen_record(folder) else {
        // A closing was cut off, or somebody took the record away: `frozen::record` reports it.
        return Ok(None);
    };
    let shown = format!("input/{folder}/確定/{REGISTER}");
    let (plan, _) = register::read(&archived.register()?, &shown);
    let mut plan = plan.ok_or_else(|| unreadable(&shown))?;
    plan.opinions = opinions::of_all_cycles(&archived, &plan);
    let shown = format!("input/{folder}/確定/{RECORD}");
    let record = CycleRecord::read(&text).map_err(|_| unreadable(&shown))?;
    let cycle = plan.cycle(record.cycle.year, &record.cycle.kind).cloned();
    let cycle = cycle.filter(|cycle| cycle.folder() == folder);
    let cycle = cycle.ok_or_else(|| unreadable(&shown).found(record.cycle.name.clone()))?;
    let notes = inventory.changed(&archived, folder);
    Ok(Some(Setting {
        files: archived,
        plan,
        cycle,
        notes,
        closed: Some(inventory),
        today: None,
    }))
}

fn unreadable(shown: &str) -> Diagnostic {
    Diagnostic::new(
        Code::RecordUnreadable,
        "確定フォルダーのファイルを読めないため、処理できません。",
        "控えから、確定したときのファイルを戻してください。",
    )
    .in_file(shown)
}

/// The register, read and checked, with its warnings. Closed cycles are made again by their name, when none runs.
pub(crate) fn plan(files: &ProjectFiles, named: bool) -> Result<(Plan, Vec<Diagnostic>), Stop> {
    let bytes = files.register()?;
    let (plan, mut notes) = register::read(&bytes, REGISTER);
    if named {
        notes.retain(|d| d.code != Code::RegisterNoCycle);
    }
    match plan {
        Some(plan) if !any_error(&notes) => Ok((plan, notes)),
        _ => Err(Stop(notes)),
    }
}

pub(crate) fn chosen<'a>(plan: &'a Plan, name: Option<&str>) -> Result<&'a Cycle, Diagnostic> {
    let Some(name) = name else {
        return plan.running_cycle().ok_or_else(|| unknown(plan, ""));
    };
    let Some((year, kind)) = FiscalYear::parse_prefix(name) else {
        return Err(unknown(plan, name));
    };
    if !kind.is_empty() {
        return plan.cycle(year, &kind).ok_or_else(|| unknown(plan, name));
    }
    let of_year: Vec<&Cycle> = plan.cycles.iter().filter(|c| c.year == year).collect();
    match (plan.cycle(year, YEAR_END), of_year.as_slice()) {
        (Some(cycle), _) => Ok(cycle),
        (None, [only]) => Ok(only),
        _ => Err(unknown(plan, name)),
    }
}

fn unknown(plan: &Plan, name: &str) -> Diagnostic {
    let known: Vec<String> = plan.cycles.iter().map(Cycle::name).collect();
    Diagnostic::new(
        Code::CycleUnknown,
        format!("調査回「{name}」は計画台帳の「進捗調査」にありません。"),
        format!("{}のどれかを指定してください。", known.join("、")),
    )
}
