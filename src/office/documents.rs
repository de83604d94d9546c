//! The documents of each body: which there are, typeset one after another, and held against the body's view, the record and
//! each other. Nothing is written here.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::body_view::View;
use super::progress::Progress;
use super::proofs::Proofs;
use super::setting::Setting;
use super::{attachments, pages, printed};
use crate::audience::correction::Places;
use crate::audience::reconciliation::CheckRow;
use crate::audience::{FigureNames, Sources};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::plan::{Body, Document, Edition, TypeSize};
use crate::publication::{self, OpenData, PublicationError};
use crate::typesetting::{Attachment, Data, LaidOut, Next, Press, Theme, Typeset};
use crate::values::japanese_text::file_name_safe;
use crate::verification::outputs::{
    DocumentOutput, OpenDataOutput, OpinionFormOutput, Output, WorkbookOutput,
};
use crate::verification::reconciliation::Finished;
use crate::verification::{completeness, reconciliation};
use crate::workbook_output;

/// One body's files, or why they are withheld; and what was held against each other.
#[derive(Default)]
pub(crate) struct BodyFiles {
    pub files: Vec<(String, Vec<u8>)>,
    pub faults: Vec<Diagnostic>,
    pub checks: Vec<CheckRow>,
    /// Of a corrected cycle, where the papers print what.
    pub places: BTreeMap<Body, Places>,
}

impl BodyFiles {
    fn withheld(body: Body, faults: Vec<Diagnostic>) -> Self {
        Self {
            faults: placed(body, faults),
            ..Self::default()
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.faults.extend(other.faults);
        self.checks.extend(other.checks);
        self.places.extend(other.places);
    }

    /// A file with an error is left out; every fault is reported.
    pub(super) fn add(&mut self, path: String, bytes: Vec<u8>, faults: Vec<Diagnostic>) {
        if !any_error(&faults) {
            self.files.push((path, bytes));
        }
        self.faults.extend(faults);
    }
}

/// The files of these bodies, one body after another; with a fault of typesetting or of a computation a body has none. A file that
/// shows what its readers may not see, or not whole what they should, is withheld by itself.
///
/// 幹事会 and 推進本部 have the same documents but for their heads, so each is laid out next to its twin, while Typst still
/// remembers what they share; then it forgets, and both become PDFs. So no more than one document is laid out at any moment.
/// `heading` is the level of the first headings of the page that is pasted elsewhere.
pub(crate) fn make(
    setting: &Setting,
    sources: Sources<'_>,
    press: Press<'_>,
    (bodies, heading): (&[Body], u8),
    work: &Progress,
) -> BodyFiles {
    let groups = Body::ALL.chunk_by(|a, b| a.shares_documents(*b));
    // The last body has the longest document: it is laid out while nothing is held of the others.
    let made = groups.rev().map(|group| {
        let wanted = group.iter().filter(|body| bodies.contains(body));
        let papers = wanted.map(|body| Papers::new(sources, *body)).collect();
        make_together(setting, sources, press, (papers, heading), work)
    });
    let made: Vec<BodyFiles> = made.collect();
    let mut all = BodyFiles::default();
    made.into_iter().rev().for_each(|made| all.extend(made));
    all
}

/// The files of bodies that share their documents.
fn make_together(
    setting: &Setting,
    sources: Sources<'_>,
    press: Press<'_>,
    (papers, heading): (Vec<Papers>, u8),
    work: &Progress,
) -> BodyFiles {
    let mut all = BodyFiles::default();
    // One after the other: Typst uses all processors by itself, and a workbook beside it would be the most that a run holds.
    let typeset = typeset_all(setting, press, &papers, work);
    let others: Vec<_> = papers.iter().map(|p| outputs(setting, p)).collect();
    for ((papers, pdfs), others) in papers.into_iter().zip(typeset).zip(others) {
        let pdfs = checked(press, &papers, pdfs);
        if let (Ok(pdfs), Some(_)) = (&pdfs, sources.record.corrected(papers.body.label())) {
            let places = printed::places(&setting.plan.profile, pdfs);
            all.places.insert(papers.body, places);
        }
        let made = pdfs.and_then(|pdfs| {
            let pdfs = pdfs.into_iter().map(|(document, made)| {
                let path = path(setting, papers.body, document, "pdf");
                Box::new(DocumentOutput { path, made }) as Box<dyn Output>
            });
            let others = others.map_err(|fault| vec![fault])?;
            let mut outputs: Vec<Box<dyn Output>> = pdfs.chain(others).collect();
            // They lead to the other files.
            if let View::Public(_) = papers.view {
                let view = papers.view.json();
                let made = pages::make(press, papers.body, &view, &outputs, heading)?;
                outputs.extend(made);
            }
            Ok(outputs)
        });
        all.extend(match made {
            Ok(made) => assembled(setting, sources, papers, made),
            Err(faults) => BodyFiles::withheld(papers.body, faults),
        });
    }
    all
}

/// What the readers of a body see: its view as JSON, and what they see besides.
pub(super) fn seen(sources: Sources<'_>, body: Body) -> Vec<Json> {
    let view = View::new(sources, body);
    std::iter::once(view.json()).chain(view.more()).collect()
}

/// How many documents these bodies have.
pub(crate) fn count(bodies: &[Body]) -> usize {
    bodies.iter().map(|body| body.documents().len()).sum()
}

/// What one body's files are made of.
struct Papers {
    body: Body,
    view: View,
    open_data: Option<Result<OpenData, PublicationError>>,
    attached: Vec<Attachment>,
}

impl Papers {
    fn new(sources: Sources<'_>, body: Body) -> Self {
        let view = View::new(sources, body);
        let (open_data, attached) = match &view {
            View::Public(view) => {
                let data = publication::open_data(view);
                let tables = data.as_ref().map_or(&[][..], |data| &data.files);
                let attached = attachments::of(view, tables);
                (Some(data), attached)
            }
            _ => (None, Vec::new()),
        };
        Self {
            body,
            view,
            open_data,
            attached,
        }
    }
}

/// Makes an output of a view, where its readers get one.
type Maker = fn(&Setting, &Papers) -> Option<Result<Box<dyn Output>, Diagnostic>>;

/// What is made of a view besides its documents: a further format is a line here.
const OUTPUTS: [Maker; 3] = [workbook, open_data, opinion_form];

fn outputs(setting: &Setting, papers: &Papers) -> Result<Vec<Box<dyn Output>>, Diagnostic> {
    let made = OUTPUTS.iter().filter_map(|make| make(setting, papers));
    made.collect()
}

fn workbook(setting: &Setting, papers: &Papers) -> Option<Result<Box<dyn Output>, Diagnostic>> {
    let scratch = setting.files.scratch();
    let written = match &papers.view {
        View::Headquarters(view) => workbook_output::headquarters(view, &scratch),
        View::Council(view) => workbook_output::council(view, &scratch),
        View::Public(view) => workbook_output::public(view, &scratch),
    };
    let path = path(setting, papers.body, Document::Workbook, "xlsx");
    Some(match written {
        Ok(written) => Ok(Box::new(WorkbookOutput { path, written })),
        Err(fault) => Err(fault.diagnostic()),
    })
}

fn open_data(_: &Setting, papers: &Papers) -> Option<Result<Box<dyn Output>, Diagnostic>> {
    let folder = format!("{}/{}", papers.body.label(), publication::FOLDER);
    Some(match papers.open_data.as_ref()? {
        Ok(data) => Ok(Box::new(OpenDataOutput {
            folder,
            data: data.clone(),
        })),
        Err(why) => Err(not_made("オープンデータ", why.to_string())),
    })
}

/// For bodies that are asked for opinions.
fn opinion_form(_: &Setting, papers: &Papers) -> Option<Result<Box<dyn Output>, Diagnostic>> {
    let View::Council(view) = &papers.view else {
        return None;
    };
    let body = papers.body.label();
    let path = format!("{body}/意見記入用紙.xlsx");
    Some(match workbook_output::opinion_form(view, body) {
        Ok(bytes) => Ok(Box::new(OpinionFormOutput { path, bytes })),
        Err(fault) => Err(fault.diagnostic()),
    })
}

impl Papers {
    /// What its documents are made of, and its 概要版.
    fn data(&self, press: Press<'_>) -> Result<(Data, Option<Data>), Vec<Diagnostic>> {
        let digest = self.view.digest();
        let digest = digest.map(|digest| press.data(&digest)).transpose()?;
        Ok((press.data(&self.view.json())?, digest))
    }
}

/// Documents of a body.
type Documents = Vec<(Document, Typeset)>;

/// The files of a body where all were made and all figures agree.
fn assembled(
    setting: &Setting,
    sources: Sources<'_>,
    Papers { body, view, .. }: Papers,
    outputs: Vec<Box<dyn Output>>,
) -> BodyFiles {
    let finished = Finished {
        body: body.label(),
        names: &FigureNames::of(sources.plan),
        record: sources.record,
        history: sources.history,
        outputs: &outputs,
    };
    let more = view.more();
    let json = view.json();
    drop(view);
    let checks = reconciliation::reconcile(&finished, &json);
    let mut files = BodyFiles {
        faults: placed(body, reconciliation::faults(&checks)),
        checks,
        ..BodyFiles::default()
    };
    if any_error(&files.faults) {
        return files;
    }
    let views: Vec<Json> = std::iter::once(json).chain(more).collect();
    let words = outputs.iter().flat_map(|output| output.words()).collect();
    let proofs = Proofs::new(setting, sources, body, views, words);
    for output in outputs {
        files.faults.extend(output.reported());
        let faults = proofs.of(&*output);
        for ((path, bytes), faults) in output.into_files().into_iter().zip(faults) {
            files.add(path, bytes, faults);
        }
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
pub(super) fn placed(body: Body, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
fn path(setting: &Setting, body: Body, document: Document, ending: &str) -> String {
    let plan = &setting.plan;
    let name = document.name(&plan.profile);
    let material = plan
        .material(&setting.cycle, body, document)
        .filter(|_| body.edition() != Edition::Public)
        .map(|m| format!("{m}_"))
        .unwrap_or_default();
    let name = file_name_safe(&format!("{material}{name}"));
    format!("{}/{name}.{ending}", body.label())
}

/// Each body's documents or the first fault of them, in the order of the bodies.
fn typeset_all(
    setting: &Setting,
    press: Press<'_>,
    papers: &[Papers],
    work: &Progress,
) -> Vec<Result<Documents, Vec<Diagnostic>>> {
    let mut made: Vec<_> = papers.iter().map(|_| Ok(Vec::new())).collect();
    let Some(body) = papers.first().map(|papers| papers.body) else {
        return made;
    };
    let press = press.with(theme(body));
    let next = match papers {
        [_] => Next::Another,
        _ => Next::Twin,
    };
    let data: Vec<_> = papers.iter().map(|p| p.data(press)).collect();
    for document in body.documents() {
        let mut laid_out = Vec::new();
        for ((papers, data), made) in papers.iter().zip(&data).zip(&mut made) {
            if made.is_err() {
                continue;
            }
            work.begins(papers.body, &document.name(&setting.plan.profile));
            let laid = data
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|(view, digest)| {
                    let data = digest.as_ref().filter(|_| *document == Document::Digest);
                    let template = papers.body.template(*document);
                    let data = data.unwrap_or(view);
                    press.lay_out(&template, data, &papers.attached, next)
                });
            laid_out.push((made, laid));
        }
        press.forget();
        for (made, laid) in laid_out {
            let typeset = laid.and_then(LaidOut::finished);
            match (typeset, made) {
                (Ok(typeset), Ok(done)) => {
                    work.ended(typeset.pages);
                    done.push((*document, typeset));
                }
                (Err(faults), made) => *made = Err(faults),
                (Ok(_), Err(_)) => {}
            }
        }
    }
    made
}

/// How a body's documents look beside others of the same templates.
pub(crate) fn theme(body: Body) -> Theme {
    Theme {
        large: body.type_size() == TypeSize::Large,
        for_citizens: !body.is_internal(),
    }
}

/// A body's documents, which together show every key of its view.
fn checked(
    press: Press<'_>,
    papers: &Papers,
    made: Result<Documents, Vec<Diagnostic>>,
) -> Result<Documents, Vec<Diagnostic>> {
    let made = made?;
    let traces: Vec<_> = made.iter().flat_map(|(_, t)| &t.traces).collect();
    let faults = completeness::check(&papers.view.json(), &traces, press);
    if any_error(&faults) {
        return Err(faults);
    }
    Ok(made)
}
