//! The cycles before: each from its frozen record, else from its 提出/, else from 過年度実績.

use super::returned_files::waiting;
use super::{office_file, plan_changes};
use crate::cycle::{CycleRecord, Earlier, History, Origin, PlanHead, SavedFault, merge};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Cycle, CycleKey, OfficeTexts, Plan, YEAR_END, cycle_name};
use crate::project_files::ProjectFiles;
use crate::submission::intake_decided;
use crate::values::japanese_text::match_key;

/// Everything that is known of the cycles before `cycle`, and what could not be read of them.
pub(crate) fn history(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> (History, Vec<Diagnostic>) {
    let mut history = History {
        compared: cycle.rules.compared.clone(),
        ..History::default()
    };
    let mut faults = Vec::new();
    let named = |key: &CycleKey, year, kind: &str| {
        (key.year, match_key(&key.kind)) == (year, match_key(kind))
    };
    let compared = history.compared.clone();
    let mut read = |year, kind: &str, registered: Option<&Cycle>| {
        let known = match registered {
            Some(earlier) => of_files(files, plan, earlier, &mut faults),
            None => Ok(None),
        };
        // Where the register names none, the latest end of a year.
        let counts = match &compared {
            Some(key) => named(key, year, kind),
            None => kind == YEAR_END,
        };
        if counts {
            history.previous_unreadable = known.is_err();
        }
        match known {
            Ok(known) => known.or_else(|| Earlier::of_past_results(plan, year, kind)),
            Err(fault) => {
                faults.push(*fault);
                None
            }
        }
    };
    let mut earlier = Vec::new();
    for (year, registered) in History::years(plan, cycle) {
        earlier.extend(read(year, YEAR_END, registered));
    }
    let mut others = Vec::new();
    for key in History::asked(plan, cycle) {
        others.extend(read(key.year, &key.kind, plan.cycle(key.year, &key.kind)));
    }
    (history.earlier, history.others) = (earlier, others);
    history.gather_effects();
    history.gather_opinions(plan);
    if !history.previous_unreadable {
        let (changes, asked) = plan_changes::since(files, plan, cycle);
        history.changes = changes;
        faults.extend(asked);
    }
    faults.extend(unknown(&history, cycle));
    (history, faults)
}

/// 比べる回 of which nothing is known.
fn unknown(history: &History, cycle: &Cycle) -> Option<Diagnostic> {
    let key = history.compared.as_ref()?;
    if history.previous_unreadable || history.last().is_some() {
        return None;
    }
    let name = cycle_name(key.year, &key.kind);
    Some(Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "{}の「比べる回」の{name}には、確定した記録も、提出物も、過年度実績もないため、比較しません。",
            cycle.name()
        ),
        "計画台帳の「進捗調査」の「比べる回」を確かめてください。",
    ))
}

/// From the frozen record, else from the forms; `None` where there is neither. An unreadable frozen record is not
/// replaced by anything else: its figures were published.
fn of_files(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
    faults: &mut Vec<Diagnostic>,
) -> Result<Option<Earlier>, Box<Diagnostic>> {
    if let Some(record) = frozen(files, plan, cycle)? {
        let otherwise = plan_changes::measured_then(files, plan, cycle);
        let earlier = Earlier::of_record(&record, Origin::Frozen);
        return Ok(Some(earlier.measured_today(otherwise)));
    }
    let archived = files.earlier_of_forms(&cycle.folder());
    let archived = archived.and_then(|text| CycleRecord::read(&text).ok());
    let archived = archived.map(|record| record.with_kinds_of(plan));
    let Some(record) = archived.or_else(|| of_forms(files, plan, cycle)) else {
        return Ok(None);
    };
    let wrong = |d: &&Diagnostic| d.severity == Severity::Error;
    let errors = record.diagnostics.iter().filter(wrong).count();
    faults.extend((errors > 0).then(|| faulty(cycle, errors)));
    Ok(Some(Earlier::of_record(&record, Origin::Forms)))
}

/// The record that the forms of an earlier cycle give; `None` where nothing came in.
pub(crate) fn of_forms(files: &ProjectFiles, plan: &Plan, cycle: &Cycle) -> Option<CycleRecord> {
    let (returned, _) = files.returned_files(&cycle.folder());
    let some = !returned.is_empty();
    some.then(|| {
        // What was decided of it counts there too.
        let (texts, faults) = office_file::of_cycle(files, plan, cycle)
            .unwrap_or_else(|fault| (OfficeTexts::default(), vec![fault]));
        let decisions = &texts.decisions;
        let intake = intake_decided(plan, cycle, waiting(returned), decisions, &|| {});
        merge(plan, cycle, &intake, None, faults)
    })
}

/// The frozen record of a cycle, where there is one (S002 where it can't be read).
pub(crate) fn frozen(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> Result<Option<CycleRecord>, Box<Diagnostic>> {
    let text = match files.frozen_record(&cycle.folder()) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(None),
        Err(fault) => return Err(Box::new(fault)),
    };
    let record = CycleRecord::read(&text).map_err(|why| Box::new(unreadable(cycle, &why)))?;
    if (record.cycle.year, record.cycle.kind.as_str()) != (cycle.year, cycle.kind.as_str()) {
        return Err(Box::new(other_cycle(cycle, &record.cycle.name)));
    }
    if !record.plan.is_of(plan) {
        return Err(Box::new(other_plan(cycle, &record.plan)));
    }
    Ok(Some(record.with_kinds_of(plan)))
}

/// The frozen record of a cycle, as messages name it.
pub(crate) fn frozen_path(cycle: &Cycle) -> String {
    format!("input/{}/確定/record.json", cycle.folder())
}

fn unreadable(cycle: &Cycle, why: &SavedFault) -> Diagnostic {
    let what = match why {
        SavedFault::NotARecord(..) => "内容が壊れているか、このプログラムの記録ではありません。",
        SavedFault::OtherSchema(_) => "このプログラムとは別の版で作られています。",
    };
    Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "{}の確定した記録を読めないため、その年度とは比較しません。{what}",
            cycle.name()
        ),
        "確定したときの record.json を置き直してください。",
    )
    .in_file(frozen_path(cycle))
}

fn other_cycle(cycle: &Cycle, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "{}の確定した記録の場所に、別の調査回の記録があるため、その年度とは比較しません。",
            cycle.name()
        ),
        "確定したときの record.json を置き直してください。",
    )
    .in_file(frozen_path(cycle))
    .found(found)
}

fn other_plan(cycle: &Cycle, found: &PlanHead) -> Diagnostic {
    Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "{}の確定した記録の場所に、別の計画の記録があるため、その年度とは比較しません。",
            cycle.name()
        ),
        "確定したときの record.json を置き直してください。",
    )
    .in_file(frozen_path(cycle))
    .found(format!("{} {}", found.municipality, found.name))
}

fn faulty(cycle: &Cycle, errors: usize) -> Diagnostic {
    Diagnostic::new(
        Code::PreviousUnreadable,
        format!(
            "前回までの{}の提出物に誤りが{errors}件あり、その分は比較しません。",
            cycle.name()
        ),
        format!("gyokaku check {} で内容を確かめてください。", cycle.name()),
    )
}
