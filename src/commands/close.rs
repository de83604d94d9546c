//! `gyokaku close`: what a finished cycle's papers are made of and the papers are frozen in input/<cycle>/確定/. From then on the
//! cycle is read from there, and what was frozen is never written over.

use std::path::{Path, PathBuf};

use super::report;
use crate::cli::CloseArgs;
use crate::console::{Console, Outcome};
use crate::cycle::CycleRecord;
use crate::cycle::difference::{Difference, differences};
use crate::diagnostic::{Code, Diagnostic, Severity, any_error};
use crate::office::archive::{self, Files};
use crate::office::earlier_cycles::frozen_path;
use crate::office::setting::{self, Setting};
use crate::office::{Stop, frozen, reading};
use crate::plan::{Body, Cycle};
use crate::project_files::{PAPERS, ProjectFiles, RunLock, frozen_papers};
use crate::typesetting::{Fonts, Press, Templates};

pub(super) fn run(console: &Console, root: PathBuf, args: &CloseArgs) -> Result<Outcome, Stop> {
    if args.cycle.name.is_none()
        && let Some(ready) = ready(&root)
    {
        return Err(Stop::from(unnamed(&ready)));
    }
    let setting = Setting::open(console, root.clone(), args.cycle.name.as_deref())?;
    if !setting.cycle.state.is_final() {
        return Err(Stop::from(not_final(&setting.cycle)));
    }
    let lock = setting.files.lock()?;
    let fonts = Fonts::load(&setting.files.fonts().0)?;
    let own = report::own_templates(console, &root, args.templates.as_deref(), (None, None))?;
    let press = Press {
        templates: own.as_ref().unwrap_or(Templates::embedded()),
        ..Press::new(&fonts)
    };
    match contents(console, &setting, press, args.heading_level)? {
        Some(contents) => closed(console, &setting, lock, &contents),
        None => Ok(Outcome::Clean),
    }
}

/// The newest cycle that the register says is final and that is not closed yet, where none runs: without a name, it is meant.
fn ready(root: &Path) -> Option<Cycle> {
    let files = ProjectFiles::new(root.to_path_buf());
    let plan = setting::plan(&files, true).ok()?.0;
    if plan.running_cycle().is_some() {
        return None;
    }
    let last = plan.cycles.iter().filter(|c| c.state.is_final());
    let last = last.max_by_key(|c| c.inquiry_date)?;
    let closed = matches!(files.frozen_record(&last.folder()), Ok(Some(_)));
    (!closed).then(|| last.clone())
}

fn unnamed(cycle: &Cycle) -> Diagnostic {
    let name = cycle.name();
    Diagnostic::new(
        Code::CloseRefused,
        format!("確定する調査回が示されていません。{name}は、まだ確定していません。"),
        format!("gyokaku close {name} を実行してください。"),
    )
}

/// What 確定/ is to hold; `None` where the cycle is closed with the same record already.
pub(super) fn contents(
    console: &Console,
    setting: &Setting,
    press: Press<'_>,
    heading: u8,
) -> Result<Option<Files>, Stop> {
    let cycle = &setting.cycle;
    let today = setting.today();
    let mut reading = reading::from_forms(console, &today, Some(press.fonts))?;
    if let Some(frozen) = frozen::record(&setting.files, &setting.plan, cycle)? {
        return already_closed(console, cycle, &frozen, &reading.record).map(|()| None);
    }
    hold(cycle, &reading.record)?;
    reading.record = archive::as_read(&reading.record, &setting.plan)?;
    let papers = report::papers(console, setting, &reading, press, (&Body::ALL, heading));
    hold_papers(cycle, &papers.faults)?;
    let contents = archive::contents(setting, &reading.record, papers.files, press.fonts)?;
    Ok(Some(contents))
}

/// The closing itself, under the lock.
pub(super) fn closed(
    console: &Console,
    setting: &Setting,
    lock: RunLock,
    contents: &Files,
) -> Result<Outcome, Stop> {
    let folder = setting.cycle.folder();
    setting.files.write_frozen(&folder, contents)?;
    if let Some(fault) = lock.release() {
        return Err(Stop::from(fault));
    }
    console.line(&format!("{}を確定しました。", setting.cycle.name()));
    let papers = format!("{PAPERS}/");
    let (papers, others): (Vec<_>, Vec<_>) = contents
        .iter()
        .partition(|(path, _)| path.starts_with(&papers));
    for (path, _) in others.iter().filter(|(path, _)| !path.contains('/')) {
        console.line(&format!("  input/{folder}/確定/{path}"));
    }
    console.line(&format!(
        "  input/{folder}/確定/{PAPERS}/ {}件",
        papers.len()
    ));
    console.line("これからは、この中のものだけから資料を作ります。次の回も、この記録と比べます。");
    console.line(&format!(
        "次にすること: {} の資料を公表し、計画台帳の状態を「公表済」にします。output にも同じ資料を作るときは、gyokaku report {} とします。",
        frozen_papers(&folder, Body::Public.label()),
        setting.cycle.name()
    ));
    Ok(Outcome::Clean)
}

/// A record with errors is not frozen.
pub(super) fn hold(cycle: &Cycle, record: &CycleRecord) -> Result<(), Stop> {
    let errors: Vec<Diagnostic> = { record.diagnostics.iter().cloned() }
        .filter(is_error)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(refused(with_errors(cycle, errors.len()), errors))
}

/// Nor are papers that are not whole.
pub(super) fn hold_papers(cycle: &Cycle, faults: &[Diagnostic]) -> Result<(), Stop> {
    if !any_error(faults) {
        return Ok(());
    }
    let faults = { faults.iter().cloned() }.filter(is_error).collect();
    Err(refused(without_papers(cycle), faults))
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

fn refused(why: Diagnostic, faults: Vec<Diagnostic>) -> Stop {
    Stop(std::iter::once(why).chain(faults).collect())
}

fn without_papers(cycle: &Cycle) -> Diagnostic {
    Diagnostic::new(
        Code::CloseRefused,
        format!(
            "{}の資料を全て作ることができないため、確定できません。",
            cycle.name()
        ),
        format!(
            "gyokaku report {} で、全ての資料ができることを確かめてから、もう一度実行してください。",
            cycle.name()
        ),
    )
}

fn already_closed(
    console: &Console,
    cycle: &Cycle,
    frozen: &CycleRecord,
    today: &CycleRecord,
) -> Result<(), Stop> {
    let changed = differences(frozen, today);
    if changed.is_empty() {
        console.line(&format!(
            "{}は、同じ内容で既に確定しています（{}）。",
            cycle.name(),
            frozen_path(cycle)
        ));
        return Ok(());
    }
    Err(Stop::from(differs(cycle, &changed)))
}

fn not_final(cycle: &Cycle) -> Diagnostic {
    Diagnostic::new(
        Code::CloseRefused,
        format!(
            "{}は、計画台帳の状態が「{}」のため、確定できません。",
            cycle.name(),
            cycle.state.label()
        ),
        format!(
            "計画台帳の「進捗調査」で状態を「確定」にし、保存して閉じてから、gyokaku close {} を実行してください。",
            cycle.name()
        ),
    )
}

fn with_errors(cycle: &Cycle, errors: usize) -> Diagnostic {
    Diagnostic::new(
        Code::CloseRefused,
        format!(
            "{}の提出物に誤りが{errors}件あるため、確定できません。",
            cycle.name()
        ),
        "次の誤りを全て直してから、もう一度実行してください。",
    )
}

fn differs(cycle: &Cycle, changed: &[Difference]) -> Diagnostic {
    const NAMED: usize = 5;
    let mut named: Vec<String> = Vec::new();
    for d in changed {
        let name = if d.number.is_empty() {
            format!("{} {}", d.subject, d.field)
        } else {
            format!("{} {}", d.number, d.field)
        };
        if named.len() < NAMED && !named.contains(&name) {
            named.push(name);
        }
    }
    let more = if changed.len() > named.len() {
        "など"
    } else {
        ""
    };
    Diagnostic::new(
        Code::CloseRefused,
        format!(
            "{}は既に確定しています。今の提出物とは{}件（{}{more}）が違いますが、公表した値を守るため、上書きしません。",
            cycle.name(),
            changed.len(),
            named.join("、")
        ),
        format!(
            "違いは gyokaku check {0} で確かめられます。公表したものを訂正するときは、gyokaku correct {0} --date 訂正の日 --reason 理由 を実行してください。",
            cycle.name()
        ),
    )
    .in_file(frozen_path(cycle))
}
