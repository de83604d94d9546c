//! `gyokaku close`: the record of a finished cycle is frozen in input/<cycle>/確定/. From then on the cycle is read from
//! there, and what was frozen is never written over.

use std::path::PathBuf;

use crate::cli::CloseArgs;
use crate::console::{Console, Outcome};
use crate::cycle::CycleRecord;
use crate::cycle::difference::{Difference, differences};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::office::earlier_cycles::frozen_path;
use crate::office::setting::Setting;
use crate::office::{Stop, frozen, reading};
use crate::plan::Cycle;
use crate::project_files::RunLock;
use crate::typesetting::Fonts;

pub(super) fn run(console: &Console, root: PathBuf, args: &CloseArgs) -> Result<Outcome, Stop> {
    let setting = Setting::open(console, root, args.cycle.name.as_deref())?;
    if !setting.cycle.state.is_final() {
        return Err(Stop::from(not_final(&setting.cycle)));
    }
    let lock = setting.files.lock()?;
    let fonts = Fonts::load(&setting.files.fonts().0).ok();
    closed(console, &setting, lock, fonts.as_ref())
}

/// The closing itself, under the lock.
pub(super) fn closed(
    console: &Console,
    setting: &Setting,
    lock: RunLock,
    fonts: Option<&Fonts>,
) -> Result<Outcome, Stop> {
    let cycle = &setting.cycle;
    let mut record = reading::from_forms(console, setting, fonts)?.record;
    // What a run has written says nothing of the cycle.
    record.outputs.clear();
    if let Some(frozen) = frozen::record(&setting.files, &setting.plan, cycle)? {
        return already_closed(console, cycle, &frozen, &record);
    }
    let errors: Vec<Diagnostic> = record
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .cloned()
        .collect();
    if !errors.is_empty() {
        let mut reported = vec![with_errors(cycle, errors.len())];
        reported.extend(errors);
        return Err(Stop::from(reported));
    }
    write(setting, &record)?;
    if let Some(fault) = lock.release() {
        return Err(Stop::from(fault));
    }
    let folder = cycle.folder();
    console.line(&format!("{}を確定しました。", cycle.name()));
    console.line(&format!("  {}", frozen_path(cycle)));
    console.line(&format!("  input/{folder}/確定/計画台帳.xlsx"));
    console.line("これからは、この記録から資料を作ります。次の回も、この記録と比べます。");
    Ok(Outcome::Clean)
}

/// The register first: the record is what makes the cycle a closed one.
fn write(setting: &Setting, record: &CycleRecord) -> Result<(), Diagnostic> {
    let mut json = serde_json::to_vec_pretty(record).map_err(|error| {
        Diagnostic::new(Code::OutputUnwritable, "記録を作れませんでした。", "")
            .found(error.to_string())
    })?;
    json.push(b'\n');
    let register = setting.files.register()?;
    setting
        .files
        .write_frozen(&setting.cycle.folder(), &register, &json)
}

fn already_closed(
    console: &Console,
    cycle: &Cycle,
    frozen: &CycleRecord,
    today: &CycleRecord,
) -> Result<Outcome, Stop> {
    let changed = differences(frozen, today);
    if changed.is_empty() {
        console.line(&format!(
            "{}は、同じ内容で既に確定しています（{}）。",
            cycle.name(),
            frozen_path(cycle)
        ));
        return Ok(Outcome::Clean);
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
            "違いは gyokaku check {} で確かめられます。正誤を公表して記録を改めるときだけ、確定フォルダーの2つのファイルを別の場所に移してから、もう一度実行してください。",
            cycle.name()
        ),
    )
    .in_file(frozen_path(cycle))
}
