//! 正誤表 of the bodies whose papers were corrected: found where their views differ, printed with the pages on which it stands
//! now, and held against what their readers may not see like any other paper. Nothing is written here.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::documents::{self, BodyFiles};
use super::proofs::Proofs;
use super::setting::Setting;
use crate::audience::correction::{Change, changes};
use crate::audience::{CorrectionView, Sources, key};
use crate::cycle::{CycleRecord, Field, ItemRecord};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::plan::{Body, Document};
use crate::typesetting::Press;
use crate::values::date_japanese;
use crate::verification::completeness;
use crate::verification::outputs::{DocumentOutput, Output, WorkbookOutput};
use crate::workbook_output::{self, Written};

/// Why the office changed what it changed itself, by the keys of the views: reasons of 評価・補正.
pub(crate) struct Reasons(BTreeMap<String, String>);

impl Reasons {
    pub fn of(record: &CycleRecord) -> Self {
        let mut reasons = BTreeMap::new();
        for given in record.items.iter().flat_map(ItemRecord::all_answers) {
            let correction = given.answer.as_ref().and_then(|a| a.correction.as_ref());
            if let Some(correction) = correction {
                let key = key_of(&given.field, given.department);
                reasons.insert(key, correction.reason.clone());
            }
        }
        for item in &record.items {
            let second = item.second().and_then(|second| second.reason.as_ref());
            if let Some(reason) = second.and_then(|reason| reason.value.as_ref()) {
                reasons.insert(format!("items.{}.grade", item.id), reason.text());
            }
        }
        Self(reasons)
    }

    /// The reason of the field itself, else the one of its item, initiative or indicator where there is one alone.
    pub fn of_key(&self, key: &str) -> Option<&str> {
        let leaf = key.split_once('#').map_or(key, |(leaf, _)| leaf);
        if let Some(own) = self.0.get(leaf) {
            return Some(own);
        }
        let subject = leaf.rsplit_once('.')?.0;
        let below = format!("{subject}.");
        let mut of_subject = self.0.iter().filter(|(key, _)| key.starts_with(&below));
        match (of_subject.next(), of_subject.next()) {
            (Some((_, only)), None) => Some(only),
            _ => None,
        }
    }
}

/// The key that a view gives to a field.
fn key_of(field: &Field, department: &str) -> String {
    match field {
        Field::Item(id, field) => format!("items.{id}.{}", field.declared().key),
        Field::Indicator(id, field) => format!("indicators.{id}.{}", field.declared().key),
        Field::Initiative(id, field) => {
            let report = key::of_report(&id.to_string(), department);
            format!("{report}.{}", field.declared().key)
        }
        _ => String::new(),
    }
}

/// What the readers of a body see changed between two states of a cycle.
pub(crate) fn seen_otherwise(body: Body, old: Sources<'_>, new: Sources<'_>) -> Vec<Change> {
    changes(&documents::seen(old, body), &documents::seen(new, body))
}

/// The 正誤表 of those of these bodies whose papers were corrected.
pub(crate) fn papers(
    setting: &Setting,
    sources: Sources<'_>,
    press: Press<'_>,
    bodies: &[Body],
) -> BodyFiles {
    let mut all = BodyFiles::default();
    for body in bodies {
        match of_body(setting, sources, press, *body) {
            Ok(made) => all.extend(made),
            Err(faults) => all.faults.extend(documents::placed(*body, faults)),
        }
    }
    all
}

fn of_body(
    setting: &Setting,
    sources: Sources<'_>,
    press: Press<'_>,
    body: Body,
) -> Result<BodyFiles, Vec<Diagnostic>> {
    let mut files = BodyFiles::default();
    let Some((correction, rows)) = sources.record.corrected(body.label()) else {
        return Ok(files);
    };
    // While it is being found out, none is known.
    if rows.is_empty() {
        return Ok(files);
    }
    let mut views = documents::seen(sources, body);
    let own = views.first().cloned().unwrap_or_default();
    let view = CorrectionView::new(
        &own,
        date_japanese(correction.date),
        &correction.reason,
        rows,
    );
    let outputs = outputs(&view, press.with(documents::theme(body)), body)?;
    views.push(serde_json::to_value(&view).unwrap_or(Json::Null));
    let proofs = Proofs::new(setting, sources, body, views, Vec::new());
    for output in outputs {
        let faults = proofs.of(&*output);
        for ((path, bytes), faults) in output.into_files().into_iter().zip(faults) {
            files.add(path, bytes, faults);
        }
    }
    Ok(files)
}

fn outputs(
    view: &CorrectionView,
    press: Press<'_>,
    body: Body,
) -> Result<Vec<Box<dyn Output>>, Vec<Diagnostic>> {
    let path = |ending: &str| format!("{}/正誤表.{ending}", body.label());
    let made = press.typeset(&body.template(Document::Correction), view, &[])?;
    press.forget();
    let traces: Vec<_> = made.traces.iter().collect();
    let faults = completeness::check(view, &traces, press);
    if any_error(&faults) {
        return Err(faults);
    }
    let bytes = workbook_output::correction(view).map_err(|error| {
        vec![
            Diagnostic::new(
                Code::OutputUnwritable,
                "正誤表.xlsx を作れませんでした。",
                "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
            )
            .found(error.to_string()),
        ]
    })?;
    let written = Written {
        bytes,
        ..Written::default()
    };
    Ok(vec![
        Box::new(DocumentOutput {
            path: path("pdf"),
            made,
        }),
        Box::new(WorkbookOutput {
            path: path("xlsx"),
            written,
        }),
    ])
}
