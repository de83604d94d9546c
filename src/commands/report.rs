//! `gyokaku report`: the one command of a cycle. Reads and checks, makes every document in memory, holds
//! them against their views, and writes what holds.

use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use super::console::Console;
use super::reading::Reading;
use super::setting::Setting;
use super::{Outcome, Stop, office_documents, reading};
use crate::audience::reconciliation::{CheckRow, Verdict};
use crate::audience::{CouncilView, HeadquartersView, PublicView, ReconciliationView, Sources};
use crate::cli::ReadArgs;
use crate::diagnostic::{Code, Diagnostic, any_error, in_order};
use crate::plan::Body;
use crate::publication::{self, OpenData, PublicationError};
use crate::typesetting::{Fonts, Typeset, typeset};
use crate::values::japanese_text::file_name_safe;
use crate::verification::reconciliation::{Finished, Printed};
use crate::verification::{completeness, reconciliation};
use crate::workbook_output::{self, Written, XlsxError};

/// Name of the consolidated workbook in 会議 and in the folders.
const WORKBOOK: &str = "集計表";
const SHEETS: &str = "個票";
const REPORT: &str = "報告書";

pub(super) fn run(console: &Console, root: PathBuf, args: &ReadArgs) -> Result<Outcome, Stop> {
    let setting = Setting::open(console, root, &args.cycle)?;
    let _lock = setting.files.lock()?;
    let (extra, font_faults) = setting.files.fonts();
    let fonts = Fonts::load(&extra)?;
    let mut reading = reading::read(console, &setting, Some(&fonts))?;
    reading.record.diagnostics.extend(font_faults);

    let BodyFiles {
        files: documents,
        faults: withheld,
        checks,
    } = bodies(console, &setting, &reading, &fonts);
    let submissions = Outcome::of(&reading.record.diagnostics);
    let record = &mut reading.record;
    record.diagnostics.extend(withheld.iter().cloned());
    record.diagnostics = in_order(std::mem::take(&mut record.diagnostics));

    let mut outputs = office_documents::make(&setting, &reading)?;
    let reckoned = office_documents::reckoned(&setting, checks);
    outputs.push(office_documents::reconciliation(&reckoned)?);
    outputs.extend(documents);
    let faults = write(&setting, &mut reading, outputs)?;
    let mut told = reading.record.diagnostics.clone();
    told.extend(faults.iter().cloned());
    console.checked(&reading, &told);
    console.summary(&reading.intake, &reading.record, &told);
    let folder = setting.cycle.folder();
    console.line(&reckoning(&reckoned));
    console.line(&format!("出力: output/{folder}/"));
    let unwritten = |path: &str| {
        faults
            .iter()
            .any(|f| f.file.as_deref() == Some(&format!("output/{folder}/{path}")))
    };
    let written = reading.record.outputs.iter().filter(|p| !unwritten(p));
    for line in office_documents::shortened(written) {
        console.line(&format!("  {line}"));
    }
    Ok(submissions.and_written(&withheld).and_written(&faults))
}

/// `検算 412件 一致`.
fn reckoning(view: &ReconciliationView) -> String {
    let (all, differs) = (view.all(), view.count(Verdict::Differs));
    if differs > 0 {
        return format!("検算 {all}件のうち {differs}件 不一致（点検/検算.xlsx）");
    }
    match view.count(Verdict::Rounding) {
        0 => format!("検算 {all}件 一致"),
        rounded => format!("検算 {all}件 一致（うち端数処理 {rounded}件）"),
    }
}

/// Writes the documents, removes stale ones, then record.json, which lists what stands.
fn write(
    setting: &Setting,
    reading: &mut Reading,
    outputs: Vec<(String, Vec<u8>)>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let folder = setting.cycle.folder();
    let last = setting.files.last_outputs(&folder);
    let mut paths: Vec<String> = outputs.iter().map(|(path, _)| path.clone()).collect();
    paths.sort();
    let mut faults = setting.files.write_all(&folder, &outputs);
    let (kept, stale) = setting.files.remove_stale(&folder, &last, &paths);
    faults.extend(stale);
    paths.extend(kept);
    let checked: Vec<String> = paths
        .iter()
        .filter(|path| office_documents::is_checked(path))
        .cloned()
        .collect();
    faults.extend(setting.files.list_checked(&folder, &checked));
    reading.record.outputs = paths;
    let mut json = serde_json::to_vec_pretty(&reading.record).map_err(|error| {
        Diagnostic::new(Code::OutputUnwritable, "記録を作れませんでした。", "")
            .found(error.to_string())
    })?;
    json.push(b'\n');
    faults.extend(
        setting
            .files
            .write_all(&folder, &[("record.json".to_owned(), json)]),
    );
    Ok(faults)
}

/// One body's files, or why they are withheld; and what was held against each other.
#[derive(Default)]
struct BodyFiles {
    files: Vec<(String, Vec<u8>)>,
    faults: Vec<Diagnostic>,
    checks: Vec<CheckRow>,
}

impl BodyFiles {
    fn withheld(body: Body, faults: Vec<Diagnostic>) -> Self {
        Self {
            faults: placed(body, faults),
            ..Self::default()
        }
    }
}

/// The documents of every body. A body with a fault gives none.
fn bodies(console: &Console, setting: &Setting, reading: &Reading, fonts: &Fonts) -> BodyFiles {
    let sources = Sources {
        plan: &setting.plan,
        cycle: &setting.cycle,
        record: &reading.record,
        previous: reading.previous.as_ref(),
        history: &reading.history,
    };
    let bar = console.progress(3, "資料の作成");
    let made: Vec<BodyFiles> = [Body::Headquarters, Body::Council, Body::Public]
        .into_par_iter()
        .map(|body| {
            let files = body_files(setting, sources, fonts, body);
            bar.inc(1);
            files
        })
        .collect();
    bar.finish_and_clear();
    let mut all = BodyFiles::default();
    for body in made {
        all.files.extend(body.files);
        all.faults.extend(body.faults);
        all.checks.extend(body.checks);
    }
    all
}

fn body_files(setting: &Setting, sources: Sources<'_>, fonts: &Fonts, body: Body) -> BodyFiles {
    match body {
        Body::Secretariat | Body::Headquarters => {
            let view = HeadquartersView::new(sources, body);
            let made = Made {
                pdfs: documents(fonts, &view, "headquarters", true),
                workbook: workbook_output::headquarters(&view),
                open_data: None,
            };
            assembled(setting, sources, body, &view, made)
        }
        Body::Council => {
            let view = CouncilView::new(sources);
            let made = Made {
                pdfs: documents(fonts, &view, "council", true),
                workbook: workbook_output::council(&view),
                open_data: None,
            };
            assembled(setting, sources, body, &view, made)
        }
        Body::Public => {
            let view = PublicView::new(sources);
            let made = Made {
                pdfs: documents(fonts, &view, "public", false),
                workbook: workbook_output::public(&view),
                open_data: Some(publication::open_data(&view)),
            };
            assembled(setting, sources, body, &view, made)
        }
    }
}

/// What a body's view became, before it is held against the record.
struct Made {
    pdfs: Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>>,
    workbook: Result<Written, XlsxError>,
    open_data: Option<Result<OpenData, PublicationError>>,
}

/// The files of a body where all were made and all figures agree.
fn assembled(
    setting: &Setting,
    sources: Sources<'_>,
    body: Body,
    view: &impl Serialize,
    made: Made,
) -> BodyFiles {
    let pdfs = match made.pdfs {
        Ok(pdfs) => pdfs,
        Err(faults) => return BodyFiles::withheld(body, faults),
    };
    let failed = |what, why: String| BodyFiles::withheld(body, vec![not_made(what, why)]);
    let workbook = match made.workbook {
        Ok(workbook) => workbook,
        Err(why) => return failed("集計表", why.to_string()),
    };
    let open_data = match made.open_data.transpose() {
        Ok(open_data) => open_data,
        Err(why) => return failed("オープンデータ", why.to_string()),
    };
    let folder = format!("{}/{}", body.label(), publication::FOLDER);
    let workbook_path = path(setting, body, WORKBOOK, "xlsx");
    let finished = Finished {
        body: body.label(),
        record: sources.record,
        history: sources.history,
        documents: pdfs
            .iter()
            .map(|(document, typeset)| Printed {
                path: path(setting, body, document, "pdf"),
                traces: &typeset.traces,
                typed: &typeset.typed,
            })
            .collect(),
        workbook: Some((workbook_path.clone(), &workbook)),
        open_data: open_data.as_ref().map(|data| (folder.clone(), data)),
    };
    let checks = reconciliation::reconcile(&finished, view);
    let faults = reconciliation::faults(&checks);
    let mut files = Vec::new();
    if !any_error(&faults) {
        let pdfs = pdfs.into_iter();
        files.extend(pdfs.map(|(name, made)| (path(setting, body, name, "pdf"), made.pdf)));
        files.push((workbook_path, workbook.bytes));
        let data = open_data.into_iter().flat_map(|data| data.files);
        files.extend(data.map(|(name, bytes)| (format!("{folder}/{name}"), bytes)));
    }
    BodyFiles {
        files,
        faults: placed(body, faults),
        checks,
    }
}

fn not_made(what: &str, why: String) -> Diagnostic {
    Diagnostic::new(
        Code::OutputUnwritable,
        format!("{what}を作れませんでした。"),
        "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
    )
    .found(why)
}

/// Where faults of a body's documents stand, its folder is named.
fn placed(body: Body, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults
        .into_iter()
        .map(|d| {
            let folder = format!("{}/", body.label());
            if d.file.is_none() {
                d.in_file(folder)
            } else {
                d
            }
        })
        .collect()
}

/// `推進本部/資料1_推進状況報告書.pdf`.
fn path(setting: &Setting, body: Body, document: &str, ending: &str) -> String {
    let plan = &setting.plan;
    let report_name = plan.profile.report_name.as_str();
    let (name, called): (&str, Vec<&str>) = if document == REPORT {
        (report_name, vec![report_name, REPORT])
    } else {
        (document, vec![document])
    };
    let material = plan
        .material(&setting.cycle, body, &called)
        .map(|m| format!("{m}_"))
        .unwrap_or_default();
    let name = file_name_safe(&format!("{material}{name}"));
    format!("{}/{name}.{ending}", body.label())
}

/// Typesets 報告書 and, where the body has them, 個票; together they must show every key of the view.
fn documents<V: Serialize + Sync>(
    fonts: &Fonts,
    view: &V,
    folder: &str,
    with_sheets: bool,
) -> Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>> {
    let mut wanted = vec![(REPORT, format!("{folder}/report.typ"))];
    if with_sheets {
        wanted.push((SHEETS, format!("{folder}/sheets.typ")));
    }
    let made: Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>> = wanted
        .par_iter()
        .map(|(document, template)| Ok((*document, typeset(fonts, template, view)?)))
        .collect();
    let made = made?;
    let traces: Vec<_> = made.iter().flat_map(|(_, t)| &t.traces).collect();
    let faults = completeness::check(view, &traces, fonts);
    if any_error(&faults) {
        return Err(faults);
    }
    Ok(made)
}
