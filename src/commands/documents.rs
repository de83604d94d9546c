//! The documents of each body: which there are, typeset side by side, and held against the body's view, the record and
//! each other. Nothing is written here.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value as Json;

use super::attachments;
use super::proofs::Proofs;
use super::setting::Setting;
use crate::audience::reconciliation::CheckRow;
use crate::audience::{CouncilView, DigestView, HeadquartersView, PublicView, Sources};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::plan::Body;
use crate::publication::{self, OpenData, PublicationError};
use crate::typesetting::{Attachment, Press, Typeset};
use crate::values::japanese_text::file_name_safe;
use crate::verification::reconciliation::{Finished, Printed};
use crate::verification::{completeness, reconciliation};
use crate::workbook_output::{self, Fault, Written};

/// A document of a body.
struct Document {
    /// In the file's name, and in 会議.
    name: &'static str,
    template: &'static str,
}

const fn document(name: &'static str, template: &'static str) -> Document {
    Document { name, template }
}

/// Its file is called as the register's 報告書名 says.
const REPORT: &str = "報告書";
/// It is made of what is chosen from the body's view.
const DIGEST: &str = "概要版";
/// The consolidated workbook.
const WORKBOOK: &str = "集計表";

const HEADQUARTERS: &[Document] = &[
    document(REPORT, "headquarters/report.typ"),
    document("実施項目一覧", "headquarters/list.typ"),
    document("個票", "headquarters/sheets.typ"),
    document("参考資料", "headquarters/reference.typ"),
];
const COUNCIL: &[Document] = &[
    document(REPORT, "council/report.typ"),
    document("個票", "council/sheets.typ"),
    document(DIGEST, "council/digest.typ"),
];
const PUBLIC: &[Document] = &[
    document(REPORT, "public/report.typ"),
    document(DIGEST, "public/digest.typ"),
];

/// One body's files, or why they are withheld; and what was held against each other.
#[derive(Default)]
pub(super) struct BodyFiles {
    pub files: Vec<(String, Vec<u8>)>,
    pub faults: Vec<Diagnostic>,
    pub checks: Vec<CheckRow>,
}

impl BodyFiles {
    fn withheld(body: Body, faults: Vec<Diagnostic>) -> Self {
        Self {
            faults: placed(body, faults),
            ..Self::default()
        }
    }

    /// A file with an error is left out; every fault is told.
    fn add(&mut self, path: String, bytes: Vec<u8>, faults: Vec<Diagnostic>) {
        if !any_error(&faults) {
            self.files.push((path, bytes));
        }
        self.faults.extend(faults);
    }
}

/// One body's documents, workbook and open data. With a fault of typesetting or reckoning there are none of them; a file
/// that shows what its readers may not see, or not whole what they should, is withheld by itself.
pub(super) fn make(
    setting: &Setting,
    sources: Sources<'_>,
    press: Press<'_>,
    body: Body,
) -> BodyFiles {
    match body {
        Body::Secretariat | Body::Headquarters => {
            let view = HeadquartersView::new(sources, body);
            let made = Made {
                pdfs: typeset_all(press, &view, None, HEADQUARTERS, &[]),
                workbook: workbook_output::headquarters(&view),
                open_data: None,
            };
            // 転記元 quotes what stood in the inputs, refused answers too.
            let quoted = view
                .provenance
                .iter()
                .map(|row| Json::from(row.typed.as_str()));
            let more = vec![quoted.collect()];
            assembled(setting, sources, body, &view, more, made)
        }
        Body::Council => {
            let view = CouncilView::new(sources);
            let digest = DigestView::of_council(&view);
            let made = Made {
                pdfs: typeset_all(press, &view, Some(&digest), COUNCIL, &[]),
                workbook: workbook_output::council(&view),
                open_data: None,
            };
            // The papers get the items shortened, the workbook whole.
            let more = serde_json::to_value(&view.items).into_iter().collect();
            assembled(setting, sources, body, &view, more, made)
        }
        Body::Public => {
            let view = PublicView::new(sources);
            let digest = DigestView::of_public(&view);
            let open_data = publication::open_data(&view);
            let tables = open_data.as_ref().map_or(&[][..], |data| &data.files);
            let attached = attachments::of(&view, tables);
            let made = Made {
                pdfs: typeset_all(press, &view, Some(&digest), PUBLIC, &attached),
                workbook: workbook_output::public(&view),
                open_data: Some(open_data),
            };
            assembled(setting, sources, body, &view, Vec::new(), made)
        }
    }
}

/// What a body's view became, before it is held against the record.
struct Made {
    pdfs: Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>>,
    workbook: Result<Written, Fault>,
    open_data: Option<Result<OpenData, PublicationError>>,
}

/// The files of a body where all were made and all figures agree. `more` is what its readers may see besides the view.
fn assembled(
    setting: &Setting,
    sources: Sources<'_>,
    body: Body,
    view: &impl Serialize,
    more: Vec<Json>,
    made: Made,
) -> BodyFiles {
    let pdfs = match made.pdfs {
        Ok(pdfs) => pdfs,
        Err(faults) => return BodyFiles::withheld(body, faults),
    };
    let failed = |what, why: String| BodyFiles::withheld(body, vec![not_made(what, why)]);
    let workbook = match made.workbook {
        Ok(workbook) => workbook,
        Err(fault) => return BodyFiles::withheld(body, vec![fault.diagnostic()]),
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
    let mut files = BodyFiles {
        faults: placed(body, reconciliation::faults(&checks)),
        checks,
        ..BodyFiles::default()
    };
    if any_error(&files.faults) {
        return files;
    }
    let told = workbook.told.into_iter();
    files.faults.extend(told.map(|d| d.in_file(&workbook_path)));
    let views: Vec<Json> = serde_json::to_value(view).into_iter().chain(more).collect();
    let published = open_data.iter().flat_map(|data| &data.words);
    let mut words = workbook.words;
    words.extend(published.map(|word| (*word).to_owned()));
    let proofs = Proofs::new(setting, sources, body, views, words);
    for (document, typeset) in pdfs {
        let path = path(setting, body, document, "pdf");
        let faults = proofs.document(&path, &typeset);
        files.add(path, typeset.pdf, faults);
    }
    let data = open_data.into_iter().flat_map(|data| data.files);
    let data = data.map(|(name, bytes)| (format!("{folder}/{name}"), bytes));
    for (path, bytes) in std::iter::once((workbook_path, workbook.bytes)).chain(data) {
        let faults = proofs.file(&path, &bytes);
        files.add(path, bytes, faults);
    }
    files
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
    let (name, called): (&str, Vec<&str>) = match document {
        REPORT => (report_name, vec![report_name, REPORT]),
        "実施項目一覧" => (document, vec![document, "一覧"]),
        _ => (document, vec![document]),
    };
    let material = plan
        .material(&setting.cycle, body, &called)
        .filter(|_| body != Body::Public)
        .map(|m| format!("{m}_"))
        .unwrap_or_default();
    let name = file_name_safe(&format!("{material}{name}"));
    format!("{}/{name}.{ending}", body.label())
}

/// Typesets the documents; together they must show every key of the view.
fn typeset_all<V: Serialize + Sync>(
    press: Press<'_>,
    view: &V,
    digest: Option<&DigestView<'_>>,
    documents: &[Document],
    attached: &[Attachment],
) -> Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>> {
    let made: Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>> = documents
        .par_iter()
        .map(|document| {
            let template = document.template;
            let made = match digest.filter(|_| document.name == DIGEST) {
                Some(digest) => press.typeset(template, digest, attached)?,
                None => press.typeset(template, view, attached)?,
            };
            Ok((document.name, made))
        })
        .collect();
    let made = made?;
    let traces: Vec<_> = made.iter().flat_map(|(_, t)| &t.traces).collect();
    let mut faults = completeness::check(view, &traces, press.fonts);
    if any_error(&faults) {
        if press.templates.any_replaced() {
            blame_templates(&mut faults);
        }
        return Err(faults);
    }
    Ok(made)
}

/// Where the office replaced templates, what a page drops or changes is most likely theirs.
fn blame_templates(faults: &mut [Diagnostic]) {
    for fault in faults {
        fault.hint = "差し替えた書式が、その項目を show-text 又は fig で印字しているかを確かめてください。資料は書き込みませんでした。".to_owned();
    }
}
