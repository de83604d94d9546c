//! `gyokaku report`: the one command of a cycle. Reads and checks, makes every document in memory, holds
//! them against their views, and writes what holds.

use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use super::console::Console;
use super::reading::Reading;
use super::setting::Setting;
use super::{Outcome, Stop, office_documents, reading};
use crate::audience::{CouncilView, HeadquartersView, PublicView, Sources};
use crate::cli::ReadArgs;
use crate::diagnostic::{Code, Diagnostic, any_error, in_order};
use crate::plan::Body;
use crate::typesetting::{Fonts, Typeset, typeset};
use crate::values::japanese_text::file_name_safe;
use crate::verification::completeness;
use crate::workbook_output;

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

    let (documents, withheld) = bodies(console, &setting, &reading, &fonts);
    let submissions = Outcome::of(&reading.record.diagnostics);
    let record = &mut reading.record;
    record.diagnostics.extend(withheld.iter().cloned());
    record.diagnostics = in_order(std::mem::take(&mut record.diagnostics));

    let mut outputs = office_documents::make(&setting, &reading)?;
    outputs.extend(documents);
    let faults = write(&setting, &mut reading, outputs)?;
    let mut told = reading.record.diagnostics.clone();
    told.extend(faults.iter().cloned());
    console.checked(&reading, &told);
    console.summary(&reading.intake, &reading.record, &told);
    let folder = setting.cycle.folder();
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

/// One body's files, or why they are withheld.
type BodyFiles = (Vec<(String, Vec<u8>)>, Vec<Diagnostic>);

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
    for (files, faults) in made {
        all.0.extend(files);
        all.1.extend(faults);
    }
    all
}

fn body_files(setting: &Setting, sources: Sources<'_>, fonts: &Fonts, body: Body) -> BodyFiles {
    let made = match body {
        Body::Secretariat | Body::Headquarters => {
            let view = HeadquartersView::new(sources, body);
            let workbook = workbook_output::headquarters(&view);
            documents(fonts, &view, "headquarters", true)
                .map(|pdfs| (pdfs, workbook.map(|w| w.bytes).map_err(|e| e.to_string())))
        }
        Body::Council => {
            let view = CouncilView::new(sources);
            let workbook = workbook_output::council(&view);
            documents(fonts, &view, "council", true)
                .map(|pdfs| (pdfs, workbook.map(|w| w.bytes).map_err(|e| e.to_string())))
        }
        Body::Public => {
            let view = PublicView::new(sources);
            let workbook = workbook_output::public(&view);
            documents(fonts, &view, "public", false)
                .map(|pdfs| (pdfs, workbook.map(|w| w.bytes).map_err(|e| e.to_string())))
        }
    };
    match made {
        Err(faults) => (Vec::new(), withheld(body, faults)),
        Ok((_, Err(why))) => {
            let fault = Diagnostic::new(
                Code::OutputUnwritable,
                "集計表を作れませんでした。",
                "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
            )
            .found(why);
            (Vec::new(), withheld(body, vec![fault]))
        }
        Ok((pdfs, Ok(workbook))) => {
            let mut files: Vec<(String, Vec<u8>)> = pdfs
                .into_iter()
                .map(|(document, bytes)| (path(setting, body, document, "pdf"), bytes))
                .collect();
            files.push((path(setting, body, WORKBOOK, "xlsx"), workbook));
            (files, Vec::new())
        }
    }
}

/// Where faults of a body's documents stand, its folder is named.
fn withheld(body: Body, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
) -> Result<Vec<(&'static str, Vec<u8>)>, Vec<Diagnostic>> {
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
    Ok(made.into_iter().map(|(name, t)| (name, t.pdf)).collect())
}
