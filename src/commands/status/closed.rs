//! What there is to know of a closed cycle: which papers are the ones to publish, what was corrected, and the cycle after it. Its
//! state is that of today's register: the frozen one was written before anything could be published.

use chrono::NaiveDate;
use serde::Serialize;

use crate::office::next_cycle;
use crate::office::reading::Reading;
use crate::office::setting::Setting;
use crate::plan::{Body, Plan};
use crate::project_files::{NEXT_ROWS, PAPERS, ProjectFiles, frozen_papers};

/// A closed cycle.
#[derive(Debug, Serialize)]
pub(super) struct Closed {
    /// The folder of what is published.
    pub publish: String,
    /// Papers in 確定/; none where an earlier version closed it.
    pub frozen_papers: usize,
    /// Whether the papers in output/ are those of 確定/.
    pub output_is_frozen: bool,
    pub corrected: Option<Corrected>,
    pub after: After,
}

/// The last correction.
#[derive(Debug, Serialize)]
pub(super) struct Corrected {
    pub date: NaiveDate,
    /// Whose papers changed.
    pub bodies: Vec<String>,
}

/// What is known of the cycle after it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) enum After {
    /// The plan ends with this one.
    #[serde(rename = "なし")]
    None,
    /// `next` was not run yet.
    #[serde(rename = "未着手")]
    Begin,
    /// `next` was run, and the register does not have the rows yet.
    #[serde(rename = "台帳に未記入")]
    Rows(String),
    /// It stands in the register.
    #[serde(rename = "台帳に記入済み")]
    Registered(String),
}

/// `files` are those of today and `register` is today's, where it can be read.
pub(super) fn of(
    (files, register): (&ProjectFiles, Option<&Plan>),
    setting: &Setting,
    reading: &Reading,
) -> Option<Closed> {
    if !reading.frozen {
        return None;
    }
    let folder = setting.cycle.folder();
    let public = Body::Public.label();
    let frozen: Vec<&str> = match &setting.closed {
        Some(inventory) => inventory.papers(&Body::ALL).collect(),
        None => Vec::new(),
    };
    let same = |path: &&str| {
        let then = setting
            .files
            .frozen_file(&folder, &format!("{PAPERS}/{path}"));
        setting.files.output(&folder, path) == then
    };
    let last = reading.record.corrections.last();
    Some(Closed {
        publish: if frozen.is_empty() {
            format!("output/{folder}/{public}/")
        } else {
            frozen_papers(&folder, public)
        },
        frozen_papers: frozen.len(),
        output_is_frozen: frozen.iter().all(same),
        corrected: last.map(|last| Corrected {
            date: last.date,
            bodies: { Body::ALL.iter() }
                .map(|body| body.label().to_owned())
                .filter(|body| last.bodies.contains_key(body))
                .collect(),
        }),
        after: after(files, register.unwrap_or(&setting.plan), setting),
    })
}

fn after(files: &ProjectFiles, plan: &Plan, setting: &Setting) -> After {
    let cycle = &setting.cycle;
    let later = plan.cycles.iter();
    let later = later.filter(|c| c.inquiry_date > cycle.inquiry_date);
    if let Some(next) = later.min_by_key(|c| c.inquiry_date) {
        return After::Registered(next.name());
    }
    let next = next_cycle::after(plan, cycle, |c| c.state.is_final()).cycle;
    let folder = next.folder();
    if next.year > plan.profile.end {
        After::None
    } else if matches!(files.office_texts(&folder), Ok(Some(_))) {
        After::Rows(format!("output/{folder}/{NEXT_ROWS}"))
    } else {
        After::Begin
    }
}
