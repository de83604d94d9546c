//! What there is to know of a closed cycle: which papers are the ones to publish, what was corrected, and the cycle after it. Its
//! state is that of today's register: the frozen one was written before anything could be published.

use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use crate::office::next_cycle;
use crate::office::reading::Reading;
use crate::office::setting::{self, Setting};
use crate::plan::{Body, Cycle, CycleState, Plan};
use crate::project_files::{NEXT_ROWS, PAPERS, ProjectFiles};

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

/// Today's state of a closed cycle.
pub(super) fn state_today(root: &Path, cycle: &Cycle) -> Option<CycleState> {
    let plan = today(root)?;
    Some(plan.cycle(cycle.year, &cycle.kind)?.state)
}

fn today(root: &Path) -> Option<Plan> {
    let files = ProjectFiles::new(root.to_path_buf());
    Some(setting::plan(&files, true).ok()?.0)
}

pub(super) fn of(root: &Path, setting: &Setting, reading: &Reading) -> Option<Closed> {
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
            format!("input/{folder}/確定/{PAPERS}/{public}/")
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
        after: after(root, setting),
    })
}

fn after(root: &Path, setting: &Setting) -> After {
    let files = ProjectFiles::new(root.to_path_buf());
    let today = today(root);
    let plan = today.as_ref().unwrap_or(&setting.plan);
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
