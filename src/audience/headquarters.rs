//! What 幹事会 and 推進本部 may see: everything but the respondents and the checking.

use std::sync::Arc;

use serde::Serialize;

use super::leaf::{Figure, Shown, Text};
use super::notes::{OfficeNotes, PlanChange, Upcoming};
use super::parts::{
    ChangeSummary, DepartmentRow, EffectTable, GradeMatrix, Head, ItemView, MeetingHead,
    PlanOutline,
};
use super::readable::Internal;
use super::revisions::RevisionsView;
use super::tables::Tables;
use super::whole::WholeView;
use crate::cycle::ItemField;
use crate::values::CellLocation;

/// Everything that the papers of 幹事会 and 推進本部 are made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeadquartersView {
    pub head: Head,
    pub meeting: MeetingHead,
    pub plan: PlanOutline,
    /// The result in one sentence.
    pub sentence: Text,
    pub submission: SubmissionState,
    pub matrix: GradeMatrix,
    pub changes: Option<ChangeSummary>,
    /// Ids of items that are late (counted and not 順調) or miss a target, in the plan's order.
    pub late: Vec<String>,
    /// What these are called.
    pub late_heading: Text,
    pub effect: EffectTable,
    pub items: Vec<HeadquartersItem>,
    pub departments: Vec<DepartmentRow>,
    pub notes: OfficeNotes,
    /// Later meetings of the cycle that the register dates.
    pub upcoming: Vec<Upcoming>,
    /// 計画の変更
    pub plan_changes: Vec<PlanChange>,
    /// 計画の変更 since the cycle compared with.
    pub revisions: RevisionsView,
    /// 計画期間の総括, at the end of the plan's last year.
    pub whole: Option<WholeView>,
    /// For the workbook; no template sees it.
    #[serde(skip)]
    pub tables: Tables,
    /// 転記元, for the workbook; no template sees it.
    #[serde(skip)]
    pub provenance: Vec<ProvenanceRow>,
}

/// An item with what only the headquarters may see.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeadquartersItem {
    #[serde(flatten)]
    pub item: ItemView,
    #[serde(flatten)]
    pub internal: Internal<ItemField>,
    /// Of its initiatives and indicators, in the order of the form.
    pub internal_answers: Vec<InternalAnswer>,
}

/// What was answered of an initiative or an indicator for the headquarters alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InternalAnswer {
    /// `1-①-1`, `1-①-K1`
    pub number: String,
    pub department: String,
    /// The label of the field.
    pub label: String,
    pub answer: Shown,
}

/// 提出状況.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SubmissionState {
    pub expected: Figure,
    pub submitted: Figure,
    pub missing: Figure,
    /// Departments whose answers the office still asks about (要確認); none where there are none.
    pub doubtful: Option<Figure>,
    pub missing_names: Vec<Text>,
    /// Every expected department, for the workbook; no template sees it.
    #[serde(skip)]
    pub departments: Vec<SubmissionRow>,
}

/// Whether a department has sent its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionRow {
    pub code: String,
    pub name: String,
    pub division: Option<String>,
    /// 提出済; what is to be asked about its form is the office's matter.
    pub submitted: bool,
}

/// Where a value of the record was typed. What the rows about one thing have in common is held once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenanceRow {
    /// `1-①`, `1-①-1`, `1-①-K1` as printed.
    pub number: Arc<str>,
    /// What it is the value of: title, initiative or indicator.
    pub subject: Arc<str>,
    pub department: Arc<str>,
    /// Label of the field.
    pub field: &'static str,
    /// As used; `None` where it was refused.
    pub used: Option<String>,
    pub typed: String,
    /// Why the office put another value in place of the typed one, and when.
    pub correction: Option<String>,
    /// Codes of what was set right on reading (V009 …).
    pub codes: Vec<&'static str>,
    pub at: CellLocation,
}
