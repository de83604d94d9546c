//! `gyokaku report`: the one command of a cycle. Reads and checks, makes every document in memory, holds
//! them against their views, and writes what holds.

use std::path::{Path, PathBuf};

use super::bodies;
use crate::audience::reconciliation::Verdict;
use crate::audience::{ReconciliationView, Sources};
use crate::cli::ReportArgs;
use crate::console::{Console, Outcome};
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic, any_error, in_order};
use crate::office::documents::{self, BodyFiles};
use crate::office::progress::Progress;
use crate::office::reading::Reading;
use crate::office::setting::Setting;
use crate::office::{
    Stop, archive, asking, check_papers, corrections, fault_list, made_from, own_templates, proofs,
    reading,
};
use crate::plan::{Body, OfficeTexts};
use crate::typesetting::{Fonts, Press, Templates};

pub(super) fn run(
    console: &Console,
    root: PathBuf,
    args: &mut ReportArgs,
) -> Result<Outcome, Stop> {
    let wanted = bodies::asked(args)?;
    let mut setting = Setting::open(console, root.clone(), args.read.cycle.name.as_deref())?;
    setting.today = args.read.today;
    let lock = setting.files.lock()?;
    let (extra, font_faults) = setting.files.fonts();
    let fonts = Fonts::load(&extra)?;
    let limits = (args.template_memory, args.template_pages);
    let own = own_templates(console, &root, args.templates.as_deref(), limits)?;
    let press = Press {
        templates: own.as_ref().unwrap_or(Templates::embedded()),
        ..Press::new(&fonts)
    };
    let mut reading = reading::read(console, &setting, Some(&fonts))?;
    let asked = asking::all(&setting, &mut reading);
    let draft = draft_made(&setting, &reading, &font_faults);
    let mut lines: Vec<String> = draft
        .iter()
        .map(|d| format!("{}{}", d.message, d.hint))
        .collect();
    let diagnostics = &mut reading.record.diagnostics;
    diagnostics.extend(font_faults.into_iter().chain(draft));

    let made = papers(
        console,
        &setting,
        &reading,
        press,
        (&wanted, args.heading_level),
    );
    let otherwise = otherwise(&setting, &made, &wanted, press);
    lines.extend(otherwise.iter().map(|d| format!("{}{}", d.message, d.hint)));
    reading.record.diagnostics.extend(otherwise);
    let submissions = Outcome::of(&reading.record.diagnostics);
    note_faults(&mut reading.record, &reading.texts, &made.faults, &wanted);
    let mut outputs = check_papers::make(&setting, &reading, asked)?;
    let compared = check_papers::compared(&setting, made.checks);
    outputs.push(check_papers::reconciliation(&compared)?);
    outputs.extend(made.files);
    let note = noted(&setting, &mut reading, &wanted);
    lines.extend(note);
    let mut faults = write(&setting, &mut reading.record, &outputs, &wanted)?;
    faults.extend(lock.release());

    let reported = [&reading.record.diagnostics[..], &faults].concat();
    console.either(&reported, &fault_list::text(&reading, &reported));
    console.lines(fault_list::summary(&reading, &reported));
    console.line(&agreement(&compared));
    console.lines(lines);
    console.lines(written(&setting, &reading.record, &faults));
    Ok(submissions.and_written(&made.faults).and_written(&faults))
}

/// The office's templates, where it gives any: at most so many megabytes and pages for one document.
pub(super) fn own_templates(
    console: &Console,
    root: &Path,
    folder: Option<&Path>,
    limits: (Option<u64>, Option<usize>),
) -> Result<Option<Templates>, Vec<Diagnostic>> {
    let Some(folder) = folder else {
        return Ok(None);
    };
    let own = own_templates::read(console, folder)?;
    Ok(Some(own_templates::rehearsed(root, limits, own)))
}

/// Notes in the record from which state of it each body's papers stand.
fn noted(setting: &Setting, reading: &mut Reading, wanted: &[Body]) -> Option<String> {
    let before = before(setting);
    made_from::note(&mut reading.record, &reading.texts, wanted, before.as_ref())
}

/// What the last run wrote.
fn before(setting: &Setting) -> Option<CycleRecord> {
    let text = setting.files.last_record(&setting.cycle.folder())?;
    CycleRecord::read(&text).ok()
}

/// Of a closed cycle, papers that came out otherwise than those that were frozen.
fn otherwise(
    setting: &Setting,
    made: &BodyFiles,
    wanted: &[Body],
    press: Press<'_>,
) -> Option<Diagnostic> {
    let then = setting.closed.as_ref()?;
    then.made_otherwise(&made.files, wanted, press)
}

/// What the papers' proofs found, for the record.
fn note_faults(
    record: &mut CycleRecord,
    texts: &OfficeTexts,
    withheld: &[Diagnostic],
    wanted: &[Body],
) {
    let mut diagnostics = std::mem::take(&mut record.diagnostics);
    // A row may settle what stands in papers that are not made now.
    if wanted.len() == Body::ALL.len() {
        diagnostics.extend(proofs::settling_nothing(texts, withheld));
    }
    diagnostics.extend(withheld.iter().cloned());
    record.diagnostics = in_order(diagnostics);
}

/// Where the outputs stand, and which they are.
fn written(setting: &Setting, record: &CycleRecord, faults: &[Diagnostic]) -> Vec<String> {
    let folder = setting.cycle.folder();
    let unwritten = |path: &str| {
        let path = format!("output/{folder}/{path}");
        faults.iter().any(|f| f.file.as_deref() == Some(&path))
    };
    let written = record.outputs.iter().filter(|path| !unwritten(path));
    let files = check_papers::shortened(written).into_iter();
    let files = files.map(|line| format!("  {line}"));
    std::iter::once(format!("出力: output/{folder}/"))
        .chain(files)
        .collect()
}

/// `検算 412件 一致`; nothing reconciled is no agreement.
fn agreement(view: &ReconciliationView) -> String {
    let (all, differs) = (view.all(), view.count(Verdict::Differs));
    if all == 0 {
        return "検算 なし（突き合わせる資料がありません。）".to_owned();
    }
    if differs > 0 {
        return format!("検算 {all}件のうち {differs}件 不一致（点検/検算.xlsx）");
    }
    match view.count(Verdict::Rounding) {
        0 => format!("検算 {all}件 一致"),
        rounded => format!("検算 {all}件 一致（うち端数処理 {rounded}件）"),
    }
}

/// Writes the documents, removes stale ones but for those of bodies whose papers were not `made`, then record.json, which
/// lists what stands.
pub(super) fn write(
    setting: &Setting,
    record: &mut CycleRecord,
    outputs: &[(String, Vec<u8>)],
    made: &[Body],
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let folder = setting.cycle.folder();
    let last = setting.files.last_outputs(&folder);
    let mut paths: Vec<String> = outputs.iter().map(|(path, _)| path.clone()).collect();
    let not_made = |path: &&String| made_from::of_path(path).is_some_and(|b| !made.contains(&b));
    paths.extend(last.iter().filter(not_made).cloned());
    paths.sort();
    setting.files.announce(&folder, &paths)?;
    let mut faults = setting.files.write_all(&folder, outputs);
    let (kept, stale) = setting.files.remove_stale(&folder, &last, &paths);
    faults.extend(stale);
    paths.extend(kept);
    let checked: Vec<String> = paths
        .iter()
        .filter(|path| check_papers::is_checked(path))
        .cloned()
        .collect();
    faults.extend(setting.files.list_checked(&folder, &checked));
    record.outputs = paths;
    let json = archive::json(record)?;
    faults.extend(
        setting
            .files
            .write_all(&folder, &[("record.json".to_owned(), json)]),
    );
    faults.extend(setting.files.settle(&folder));
    Ok(faults)
}

/// The papers of these bodies. A body with a fault gives none.
pub(super) fn papers(
    console: &Console,
    setting: &Setting,
    reading: &Reading,
    press: Press<'_>,
    (wanted, heading): (&[Body], u8),
) -> BodyFiles {
    let sources = sources(setting, reading);
    let work = Progress::new(console, documents::count(wanted));
    let mut made = documents::make(setting, sources, press, (wanted, heading), &work);
    work.end();
    made.extend(corrections::papers(setting, sources, press, wanted));
    made
}

/// What views are made of; of a closed cycle from the record as it was frozen.
pub(super) fn sources<'a>(setting: &'a Setting, reading: &'a Reading) -> Sources<'a> {
    Sources {
        plan: &setting.plan,
        cycle: &setting.cycle,
        record: reading.as_frozen.as_ref().unwrap_or(&reading.record),
        previous: reading.previous.as_ref(),
        history: &reading.history,
        texts: &reading.texts,
    }
}

/// A final document is never made of a record with errors; `more` are those that come to the record yet.
fn draft_made(setting: &Setting, reading: &Reading, more: &[Diagnostic]) -> Option<Diagnostic> {
    let state = setting.cycle.state;
    let errors = any_error(&reading.record.diagnostics) || any_error(more);
    // What was frozen without errors stays final.
    (state.is_final() && errors && reading.as_frozen.is_none()).then(|| {
        Diagnostic::new(
            Code::DraftMade,
            format!(
                "{}の状態は「{}」ですが、提出物に誤りがあるため、資料を「案」として作りました。",
                setting.cycle.name(),
                state.label()
            ),
            "誤りを解消してから、もう一度 gyokaku report を実行してください。",
        )
    })
}
