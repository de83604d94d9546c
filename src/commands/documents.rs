//! The documents of each body: which there are, typeset side by side, and held against the body's view. Nothing is
//! written here.

use rayon::prelude::*;
use serde::Serialize;

use super::setting::Setting;
use crate::audience::{CouncilView, HeadquartersView, PublicView, Sources};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::plan::Body;
use crate::typesetting::{Fonts, Typeset, typeset};
use crate::values::japanese_text::file_name_safe;
use crate::verification::completeness;
use crate::workbook_output;

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
    document("概要版", "council/digest.typ"),
];
const PUBLIC: &[Document] = &[
    document(REPORT, "public/report.typ"),
    document("概要版", "public/digest.typ"),
];

/// Files as paths below the cycle's folder and bytes, or why they are withheld.
pub(super) type BodyFiles = (Vec<(String, Vec<u8>)>, Vec<Diagnostic>);

/// One body's documents and workbook. With a fault there are none of them.
pub(super) fn make(
    setting: &Setting,
    sources: Sources<'_>,
    fonts: &Fonts,
    body: Body,
) -> BodyFiles {
    let made = match body {
        Body::Secretariat | Body::Headquarters => {
            let view = HeadquartersView::new(sources, body);
            let workbook = workbook_output::headquarters(&view);
            typeset_all(fonts, &view, HEADQUARTERS)
                .map(|pdfs| (pdfs, workbook.map(|w| w.bytes).map_err(|e| e.to_string())))
        }
        Body::Council => {
            let view = CouncilView::new(sources);
            let workbook = workbook_output::council(&view);
            typeset_all(fonts, &view, COUNCIL)
                .map(|pdfs| (pdfs, workbook.map(|w| w.bytes).map_err(|e| e.to_string())))
        }
        Body::Public => {
            let view = PublicView::new(sources);
            let workbook = workbook_output::public(&view);
            typeset_all(fonts, &view, PUBLIC)
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
    fonts: &Fonts,
    view: &V,
    documents: &[Document],
) -> Result<Vec<(&'static str, Vec<u8>)>, Vec<Diagnostic>> {
    let made: Result<Vec<(&'static str, Typeset)>, Vec<Diagnostic>> = documents
        .par_iter()
        .map(|document| Ok((document.name, typeset(fonts, document.template, view)?)))
        .collect();
    let made = made?;
    let traces: Vec<_> = made.iter().flat_map(|(_, t)| &t.traces).collect();
    let faults = completeness::check(view, &traces, fonts);
    if any_error(&faults) {
        return Err(faults);
    }
    Ok(made.into_iter().map(|(name, t)| (name, t.pdf)).collect())
}
