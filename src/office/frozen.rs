//! A closed cycle: its figures come from the frozen record in 確定/, and its plan from the register as it stood then.
//! What 提出/ would give today is held against it and reported, and changes nothing.

use super::Stop;
use super::earlier_cycles::{frozen, frozen_path};
use crate::cycle::CycleRecord;
use crate::cycle::difference::{Difference, Side, differences};
use crate::diagnostic::{Code, Diagnostic, Severity, in_order};
use crate::plan::{Cycle, Plan, register};
use crate::project_files::ProjectFiles;
use crate::submission::Intake;

/// The frozen record of the cycle that is asked for; `None` while it is not closed.
///
/// # Errors
/// O007 where it is there and can't be read: its figures were published, nothing may stand in for them.
pub(crate) fn record(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> Result<Option<CycleRecord>, Stop> {
    frozen(files, plan, cycle).map_err(|fault| {
        let mut stop = Diagnostic::new(
            Code::RecordUnreadable,
            format!(
                "{}の確定した記録を読めないため、処理できません。",
                cycle.name()
            ),
            "確定したときの record.json を置き直してください。",
        )
        .in_file(frozen_path(cycle));
        stop.found = fault.found;
        Stop::from(stop)
    })
}

/// Whether 確定/ is whole: never is a cycle that was closed made anew of its 提出/ because its record is gone.
///
/// # Errors
/// O007 where there is a 目録.json and no record.
pub(crate) fn whole(files: &ProjectFiles, cycle: &Cycle) -> Result<(), Stop> {
    let folder = cycle.folder();
    if !files.has_inventory(&folder) || !matches!(files.frozen_record(&folder), Ok(None)) {
        return Ok(());
    }
    Err(Stop::from(
        Diagnostic::new(
            Code::RecordUnreadable,
            format!("{}の確定フォルダーに、記録がありません。", cycle.name()),
            format!(
                "確定の途中で止まったときは、gyokaku close {} をもう一度実行してください。記録を動かしたときは、元に戻してください。",
                cycle.name()
            ),
        )
        .in_file(frozen_path(cycle)),
    ))
}

/// Of a cycle that an earlier version closed: the plan and the cycle as they stood then, where a copy of the register was
/// kept. Meetings, texts of the plan's own head and the cycle's state are today's, as they were with that version.
pub(crate) fn plan_then(files: &ProjectFiles, plan: Plan, cycle: Cycle) -> (Plan, Cycle) {
    let name = format!("input/{}/確定/計画台帳.xlsx", cycle.folder());
    let Some(bytes) = files.frozen_register(&cycle.folder()) else {
        return (plan, cycle);
    };
    let Some(then) = register::read(&bytes, &name).0 else {
        return (plan, cycle);
    };
    let of_then = then.cycle(cycle.year, &cycle.kind).cloned();
    let cycle = Cycle {
        state: cycle.state,
        ..of_then.unwrap_or(cycle)
    };
    let plan = Plan {
        profile: plan.profile,
        meetings: plan.meetings,
        cycles: plan.cycles,
        past_results: plan.past_results,
        glossary: plan.glossary,
        ..then
    };
    (plan, cycle)
}

/// The frozen record with what there is to report: its own diagnostics, `notes` of this run, and every difference to
/// `today`, the record that 提出/ would give.
pub(crate) fn reported(
    frozen: CycleRecord,
    today: &CycleRecord,
    intake: &Intake,
    notes: Vec<Diagnostic>,
    cycle: &Cycle,
) -> CycleRecord {
    let mut diagnostics = frozen.diagnostics.clone();
    diagnostics.extend(notes);
    if intake.files.is_empty() {
        diagnostics.push(nothing_to_compare(cycle));
    } else {
        diagnostics.extend(since(&frozen, today));
        let missing = gone(&frozen, today);
        diagnostics.extend(missing.iter().map(|(_, d)| d.clone()));
        let known_gone = |d: &Difference| {
            d.department
                .as_ref()
                .is_some_and(|name| missing.iter().any(|(gone, _)| gone == name))
        };
        let typed = differences(&frozen, today)
            .into_iter()
            .filter(|d| d.old_at.is_some() || d.new_at.is_some())
            .filter(|d| !known_gone(d));
        diagnostics.extend(typed.map(|d| differs(&d)));
    }
    let mut record = frozen;
    record.diagnostics = in_order(diagnostics);
    record.cycle.state = cycle.state;
    record
}

/// S004 for one value.
fn differs(d: &Difference) -> Diagnostic {
    let shown = |side: &Side| {
        side.shown()
            .map_or("空欄".to_owned(), |s| format!("「{s}」"))
    };
    let reported = Diagnostic::new(
        Code::FrozenDiffers,
        format!(
            "{} {}は、確定した記録では{}ですが、提出物では{}です。",
            d.number,
            d.field,
            shown(&d.old),
            shown(&d.new)
        ),
        "資料には、確定した記録の値を載せます。",
    );
    match d.new_at.as_ref().or(d.old_at.as_ref()) {
        Some(at) => reported.at(at),
        None => reported,
    }
}

/// Departments whose form counted then and is not there today.
fn gone(frozen: &CycleRecord, today: &CycleRecord) -> Vec<(String, Diagnostic)> {
    let there = |name: &str| {
        let found = today.departments.iter().find(|d| d.name == name);
        found.is_some_and(|d| d.file.is_some())
    };
    frozen
        .departments
        .iter()
        .filter_map(|d| Some((d, d.file.as_ref()?)))
        .filter(|(d, _)| !there(&d.name))
        .map(|(d, file)| {
            let reported = Diagnostic::new(
                Code::FrozenDiffers,
                format!(
                    "{}の調査票は、確定したときは「{file}」でしたが、今は受け付けられるものがありません。",
                    d.name
                ),
                "資料には、確定した記録の値を載せます。",
            );
            (d.name.clone(), reported)
        })
        .collect()
}

/// What is wrong with 提出/ today and was not when the cycle was closed: reported, and no error any more.
fn since<'a>(
    frozen: &'a CycleRecord,
    today: &'a CycleRecord,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let same = |a: &Diagnostic, b: &Diagnostic| {
        (a.code, &a.file, &a.sheet, &a.cell) == (b.code, &b.file, &b.sheet, &b.cell)
    };
    today
        .diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Info && d.file.is_some())
        .filter(move |d| !frozen.diagnostics.iter().any(|f| same(f, d)))
        .map(|d| {
            let (message, id) = (&d.message, d.code.id());
            Diagnostic::new(
                Code::FrozenDiffers,
                format!("確定した後の提出物について: {message}（{id}）"),
                "資料には、確定した記録の値を載せます。",
            )
            .like(d)
        })
}

fn nothing_to_compare(cycle: &Cycle) -> Diagnostic {
    Diagnostic::new(
        Code::FrozenDiffers,
        format!(
            "{}の「提出」にファイルがないため、確定した記録と提出物を突き合わせていません。",
            cycle.name()
        ),
        "資料には、確定した記録の値を載せます。",
    )
}
