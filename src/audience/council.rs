//! What 懇談会 may see: no internal note, no 未提出 (集計中 instead), nobody's name.

use serde::Serialize;

use super::leaf::Text;
use super::parts::{
    ChangeSummary, DepartmentRow, EffectTable, GradeMatrix, Head, ItemView, MeetingHead,
    PlanOutline, TermView,
};

/// Everything that the papers of 懇談会 are made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CouncilView {
    pub head: Head,
    pub meeting: MeetingHead,
    pub plan: PlanOutline,
    pub sentence: Text,
    pub matrix: GradeMatrix,
    pub changes: Option<ChangeSummary>,
    pub effect: EffectTable,
    pub items: Vec<ItemView>,
    pub departments: Vec<DepartmentRow>,
    pub glossary: Vec<TermView>,
}
