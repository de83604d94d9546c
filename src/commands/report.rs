//! `gyokaku report`: the one command of a cycle. Reads and checks, makes every document in memory, holds
//! them against their views, and writes what holds.

use std::path::PathBuf;

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
    Stop, asking, check_papers, fault_list, made_from, own_templates, proofs, reading,
};
use crate::plan::{Body, OfficeTexts, register};
use crate::project_files::office_texts_name;
use crate::typesetting::{Fonts, Press, Templates};

pub(super) fn run(
    console: &Console,
    root: PathBuf,
    args: &mut ReportArgs,
) -> Result<Outcome, Stop> {
    let wanted = bodies::asked(args)?;
    let setting = Setting::open(console, root.clone(), args.read.cycle.name.as_deref())?;
    let lock = setting.files.lock()?;
    let (extra, font_faults) = setting.files.fonts();
    let fonts = Fonts::load(&extra)?;
    let own = args.templates.as_deref();
    let limits = (args.template_memory, args.template_pages);
    let own = own
        .map(|folder| own_templates::read(console, folder))
        .transpose()?
        .map(|templates| own_templates::rehearsed(&root, limits, templates));
    let press = Press {
        templates: own.as_ref().unwrap_or(Templates::embedded()),
        ..Press::new(&fonts)
    };
    let mut reading = reading::read(console, &setting, Some(&fonts))?;
    let asked = asking::all(&setting, &mut reading);
    reading.record.diagnostics.extend(font_faults);

    let (texts, unused) = office_texts(&setting)?;
    reading.record.diagnostics.extend(unused);
    let draft = draft_made(&setting, &reading);
    let as_draft = draft
        .as_ref()
        .map(|told| format!("{}{}", told.message, told.hint));
    reading.record.diagnostics.extend(draft);

    let BodyFiles {
        files: documents,
        faults: withheld,
        checks,
    } = papers(console, &setting, &reading, &texts, press, &wanted);
    // A row may settle what stands in papers that are not made now.
    let unused = if wanted.len() == Body::ALL.len() {
        proofs::settling_nothing(&texts, &withheld)
    } else {
        Vec::new()
    };
    let submissions = Outcome::of(&reading.record.diagnostics);
    let record = &mut reading.record;
    record.diagnostics.extend(unused);
    record.diagnostics.extend(withheld.iter().cloned());
    record.diagnostics = in_order(std::mem::take(&mut record.diagnostics));

    let mut outputs = check_papers::make(&setting, &reading, asked)?;
    let reckoned = check_papers::reckoned(&setting, checks);
    outputs.push(check_papers::reconciliation(&reckoned)?);
    outputs.extend(documents);
    let before = setting.files.last_record(&setting.cycle.folder());
    let before = before.and_then(|text| CycleRecord::read(&text).ok());
    let others = made_from::note(&mut reading.record, &wanted, before.as_ref());
    let mut faults = write(&setting, &mut reading.record, &outputs, &wanted)?;
    faults.extend(lock.release());
    let mut told = reading.record.diagnostics.clone();
    told.extend(faults.iter().cloned());
    console.either(&told, &fault_list::text(&reading, &told));
    console.lines(fault_list::summary(&reading, &told));
    let folder = setting.cycle.folder();
    console.line(&reckoning(&reckoned));
    if let Some(told) = as_draft {
        console.line(&told);
    }
    if let Some(told) = others {
        console.line(&told);
    }
    console.line(&format!("出力: output/{folder}/"));
    let unwritten = |path: &str| {
        faults
            .iter()
            .any(|f| f.file.as_deref() == Some(&format!("output/{folder}/{path}")))
    };
    let written = reading.record.outputs.iter().filter(|p| !unwritten(p));
    for line in check_papers::shortened(written) {
        console.line(&format!("  {line}"));
    }
    Ok(submissions.and_written(&withheld).and_written(&faults))
}

/// `検算 412件 一致`; nothing reconciled is no agreement.
fn reckoning(view: &ReconciliationView) -> String {
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
    let mut json = serde_json::to_vec_pretty(record).map_err(|error| {
        Diagnostic::new(Code::OutputUnwritable, "記録を作れませんでした。", "")
            .found(error.to_string())
    })?;
    json.push(b'\n');
    faults.extend(
        setting
            .files
            .write_all(&folder, &[("record.json".to_owned(), json)]),
    );
    faults.extend(setting.files.settle(&folder));
    Ok(faults)
}

/// The papers of these bodies. A body with a fault gives none.
fn papers(
    console: &Console,
    setting: &Setting,
    reading: &Reading,
    texts: &OfficeTexts,
    press: Press<'_>,
    wanted: &[Body],
) -> BodyFiles {
    let sources = Sources {
        plan: &setting.plan,
        cycle: &setting.cycle,
        record: &reading.record,
        previous: reading.previous.as_ref(),
        history: &reading.history,
        texts,
    };
    let work = Progress::new(console, documents::count(wanted));
    let made = documents::make(setting, sources, press, wanted, &work);
    work.end();
    made
}

/// 事務局.xlsx of the cycle, where there is one, and a warning for each line that is not used.
fn office_texts(setting: &Setting) -> Result<(OfficeTexts, Vec<Diagnostic>), Diagnostic> {
    let folder = setting.cycle.folder();
    match setting.files.office_texts(&folder)? {
        None => Ok(Default::default()),
        Some(bytes) => register::office_texts::read(&bytes, &office_texts_name(&folder)),
    }
}

/// A final document is never made of a record with errors.
fn draft_made(setting: &Setting, reading: &Reading) -> Option<Diagnostic> {
    let state = setting.cycle.state;
    (state.is_final() && any_error(&reading.record.diagnostics)).then(|| {
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
