//! 変更: what was changed in the plan while it runs, with the reason that papers print.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::values::Code;

/// 種類 of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum ChangeKind {
    /// 新規: it began.
    #[serde(rename = "新規")]
    Added,
    /// 終了: it ended, completed or stopped.
    #[serde(rename = "終了")]
    Ended,
    /// 統合: it became part of another item.
    #[serde(rename = "統合")]
    Merged,
    /// 移動: to another pillar, measure or item.
    #[serde(rename = "移動")]
    Moved,
    /// 改番: another printed number.
    #[serde(rename = "改番")]
    Renumbered,
    /// 名称: another title or wording.
    #[serde(rename = "名称")]
    Renamed,
    /// 所管: other departments.
    #[serde(rename = "所管")]
    Responsible,
    /// 目標: other targets.
    #[serde(rename = "目標")]
    Target,
    /// 単位: an indicator's unit.
    #[serde(rename = "単位")]
    Unit,
    /// 期間: first or last year, of an item or of the plan.
    #[serde(rename = "期間")]
    Period,
    /// その他: what an indicator measures, or anything else.
    #[serde(rename = "その他")]
    Other,
}

impl ChangeKind {
    pub const ALL: [Self; 11] = [
        Self::Added,
        Self::Ended,
        Self::Merged,
        Self::Moved,
        Self::Renumbered,
        Self::Renamed,
        Self::Responsible,
        Self::Target,
        Self::Unit,
        Self::Period,
        Self::Other,
    ];

    /// The word in the register and on paper.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Added => "新規",
            Self::Ended => "終了",
            Self::Merged => "統合",
            Self::Moved => "移動",
            Self::Renumbered => "改番",
            Self::Renamed => "名称",
            Self::Responsible => "所管",
            Self::Target => "目標",
            Self::Unit => "単位",
            Self::Period => "期間",
            Self::Other => "その他",
        }
    }
}

/// 換算: what becomes of values in the unit, or with the meaning, before the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// The factor from old to new; not zero. Values so converted are marked 換算.
    Factor(Decimal),
    /// 比較しない: trends and comparisons begin anew.
    NotCompared,
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeSubject {
    /// The plan as a whole (番号: 計画).
    Plan,
    /// A pillar, by its printed number.
    Pillar(String),
    /// An item, initiative or indicator, by its id.
    Entry(Code),
}

/// One row of 変更.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// 年月日
    pub date: NaiveDate,
    /// 番号, as the subject's own sheet spells it now.
    pub number: String,
    pub subject: ChangeSubject,
    /// 種類
    pub kind: ChangeKind,
    /// 旧
    pub old: Option<String>,
    /// 新
    pub new: Option<String>,
    /// 換算
    pub conversion: Option<Conversion>,
    /// 理由
    pub reason: Option<String>,
    /// 公開: whether open bodies' papers list it.
    pub public: bool,
}
