//! How far each department has come, from what lies in 提出/ and what it was asked: for `status` and 進行表.xlsx. No clock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::asking::{Asks, FOLDER};
use super::letters;
use super::reading::Reading;
use super::setting::Setting;
use crate::cycle::DepartmentStatus;
use crate::diagnostic::{Diagnostic, Severity};
use crate::form::returned_workbook;
use crate::plan::Assignments;

/// Where a department's form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Stage {
    /// Nothing that could be taken has come.
    #[serde(rename = "未提出")]
    Missing,
    /// It was asked about what it sent last, and has not answered.
    #[serde(rename = "返答待ち")]
    Waiting,
    /// It sent something about which the office has to ask or to look.
    #[serde(rename = "確認中")]
    Checking,
    /// Nothing is wrong, and nothing is asked.
    #[serde(rename = "済")]
    Settled,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Missing, Self::Waiting, Self::Checking, Self::Settled];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Missing => "未提出",
            Self::Waiting => "返答待ち",
            Self::Checking => "確認中",
            Self::Settled => "済",
        }
    }
}

/// One department.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DepartmentStanding {
    pub code: String,
    pub name: String,
    #[serde(rename = "state")]
    pub stage: Stage,
    /// By when its form is due.
    pub due: NaiveDate,
    /// The round of the form that counts: 1 is the form as first issued.
    pub returned_round: Option<u32>,
    /// Which 確認依頼 it has not answered: 1 is the first.
    pub asked_round: Option<u32>,
    /// Of its files.
    pub errors: usize,
    pub warnings: usize,
    /// Files of the department that could not be taken.
    pub refused: Vec<String>,
}

/// Every department in the register's order. `asked` is what there is to ask; `sent`, of whom a 確認依頼 of just this
/// stands in 点検/確認依頼/.
pub(crate) fn departments(
    setting: &Setting,
    reading: &Reading,
    asked: &[Asks],
    sent: &dyn Fn(&Asks) -> bool,
) -> Vec<DepartmentStanding> {
    let assignments = Assignments::of(&setting.plan, &setting.cycle);
    let of_file = by_file(&reading.record.diagnostics);
    let records = reading.record.departments.iter();
    records
        .map(|record| {
            let parts = assignments.parts(&record.code).unwrap_or_default();
            let asks = asked.iter().find(|a| a.department == record.code);
            let files = reading.intake.files.iter();
            let own = files.filter(|f| f.department.as_deref() == Some(&record.code));
            let own = own.filter(|_| !reading.frozen);
            let [errors, warnings] = own
                .filter_map(|f| of_file.get(f.path.as_str()))
                .fold([0, 0], |[e, w], [errors, warnings]| {
                    [e + errors, w + warnings]
                });
            // The first 確認依頼 asks about a form of round 1.
            let round = record.round.unwrap_or(1);
            let stage = match (record.status, asks) {
                _ if reading.frozen => Stage::Settled,
                (DepartmentStatus::Missing, _) => Stage::Missing,
                (_, Some(asks)) if sent(asks) => Stage::Waiting,
                (_, Some(_)) | (DepartmentStatus::Doubtful, None) => Stage::Checking,
                (DepartmentStatus::Submitted, None) => Stage::Settled,
            };
            DepartmentStanding {
                code: record.code.clone(),
                name: record.name.clone(),
                stage,
                due: setting.cycle.due_of(letters::taking(parts).leads),
                returned_round: record.round,
                asked_round: (stage == Stage::Waiting).then_some(round),
                errors,
                warnings,
                refused: letters::refused_files(reading, &record.code)
                    .map(|f| f.path.clone())
                    .collect(),
            }
        })
        .collect()
}

/// Errors and warnings of each file.
fn by_file(diagnostics: &[Diagnostic]) -> BTreeMap<&str, [usize; 2]> {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for diagnostic in diagnostics {
        let at = match diagnostic.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => continue,
        };
        if let Some(file) = diagnostic.file.as_deref() {
            counts.entry(file).or_default()[at] += 1;
        }
    }
    counts
}

/// Whether a 確認依頼 that asks about just what a department sent last stands in 点検/確認依頼/.
pub(crate) fn was_asked(setting: &Setting, reading: &Reading, asks: &Asks) -> bool {
    let path = format!("{}/{}", FOLDER, asks.name);
    let Some(bytes) = setting.files.output(&setting.cycle.folder(), &path) else {
        return false;
    };
    let Ok(issued) = returned_workbook::read(&bytes) else {
        return false;
    };
    let mut submissions = reading.intake.submissions.iter();
    let Some(submission) = submissions.find(|s| s.department == asks.department) else {
        return false;
    };
    let answered = issued.meta.get("replaces").map_or("", String::as_str);
    let answered: BTreeSet<String> = answered.split_whitespace().map(str::to_lowercase).collect();
    let digests = submission.files.iter().map(|f| f.digest.clone());
    answered == digests.collect()
}
