//! 計画の変更: what changed in the plan since the cycle compared with, and why. Open bodies see the rows that are public.

use serde::Serialize;

use super::leaf::Text;

/// One change of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionView {
    /// As printed; 計画 for the plan as a whole.
    pub number: String,
    pub name: Text,
    /// 新規, 終了, 改番 …
    pub kind: Text,
    pub old: Option<Text>,
    pub new: Option<Text>,
    /// `令和7年4月1日`
    pub date: Option<Text>,
    pub reason: Option<Text>,
}

/// The changes since the cycle compared with, in the order of their kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RevisionsView {
    /// `令和6年度`; none where nothing is compared.
    pub since: Option<String>,
    /// How many items there were and are, and by what.
    pub summary: Option<Text>,
    pub rows: Vec<RevisionView>,
}
