//! What every command but `init` begins with: the working directory, the plan, the cycle.

use std::path::PathBuf;

use super::{Stop, frozen, plan_changes};
use crate::console::Console;
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::plan::{Cycle, Plan, YEAR_END, register};
use crate::project_files::{ProjectFiles, REGISTER};
use crate::values::FiscalYear;

/// The register, read and checked, and the cycle that is asked for.
pub(crate) struct Setting {
    pub files: ProjectFiles,
    pub plan: Plan,
    pub cycle: Cycle,
    /// Warnings of the register.
    pub notes: Vec<Diagnostic>,
}

impl Setting {
    /// `cycle` as it was typed; without one, the 実施中 cycle.
    pub fn open(console: &Console, root: PathBuf, cycle: Option<&str>) -> Result<Self, Stop> {
        let files = ProjectFiles::new(root);
        let (plan, notes) = plan(&files, cycle.is_some())?;
        let cycle = chosen(&plan, cycle)?.clone();
        plan_changes::settled(&files, &plan, &cycle)?;
        let (plan, cycle) = frozen::plan_then(&files, plan, cycle);
        console.line(&format!(
            "{}　{}（{}）",
            plan.short_name(),
            cycle.name(),
            cycle.state.label()
        ));
        Ok(Self {
            files,
            plan,
            cycle,
            notes,
        })
    }
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
