//! What is published: no meeting, no 資料番号, nothing internal.

use serde::Serialize;

use super::leaf::Text;
use super::notes::OfficeNotes;
use super::parts::{
    ChangeSummary, DepartmentRow, EffectTable, GradeMatrix, Head, ItemView, PlanOutline, TermView,
};
use super::revisions::RevisionsView;
use super::tables::Tables;
use super::whole::WholeView;

/// Everything that is published.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublicView {
    pub head: Head,
    /// `令和8(2026)年9月30日`: 開催日 of 公表 in the register.
    pub published: Option<String>,
    pub plan: PlanOutline,
    pub sentence: Text,
    pub matrix: GradeMatrix,
    pub changes: Option<ChangeSummary>,
    pub effect: EffectTable,
    pub items: Vec<ItemView>,
    pub departments: Vec<DepartmentRow>,
    pub glossary: Vec<TermView>,
    pub notes: OfficeNotes,
    /// 計画の変更 since the cycle compared with: its public rows.
    pub revisions: RevisionsView,
    /// 計画期間の総括, at the end of the plan's last year.
    pub whole: Option<WholeView>,
    /// For the workbook; no template sees it.
    #[serde(skip)]
    pub tables: Tables,
}
