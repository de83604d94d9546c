//! What stands in the papers beside the results: the office's own texts, the meetings to come, the plan's changes.

use serde::Serialize;

use super::leaf::Text;
use super::opinions::OpinionList;

/// What the office writes into a body's documents (事務局.xlsx); a blank 欄 has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OfficeNotes {
    /// はじめに
    pub foreword: Vec<Text>,
    /// 協議事項
    pub agenda: Vec<Text>,
    /// 前回の指摘・意見への対応
    pub answers: Vec<Text>,
    /// 本日ご意見をいただきたい点
    pub questions: Vec<Text>,
    /// 意見の提出期限
    pub opinions_due: Vec<Text>,
    /// 今後の日程
    pub schedule: Vec<Text>,
    /// 意見と市の対応; none where there are none to see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinions: Option<OpinionList>,
}

/// A later meeting of the cycle, or the publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Upcoming {
    /// `令和8年8月4日`
    pub date: Text,
    /// `行政改革懇談会　第1回`
    pub what: Text,
}

/// An item that the register has added, ended or given other years since the plan began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanChange {
    pub number: String,
    pub title: Text,
    /// 新規, 完了, 中止, 統合 or 期間の変更
    pub kind: Text,
    /// `令和6年度～令和7年度`
    pub period: Text,
    /// Where it went: `1-②に統合`.
    pub note: Option<Text>,
    /// Whether it took effect in the year reported on.
    pub present: bool,
}
