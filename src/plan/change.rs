//! 変更: what was changed in the plan while it runs, with the reason that papers print.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::values::{Code, words};

words! {
    /// 種類 of a change.
    pub enum ChangeKind {
        /// It began.
        Added "新規",
        /// It ended, completed or stopped.
        Ended "終了",
        /// It became part of another item.
        Merged "統合",
        /// To another pillar, measure or item.
        Moved "移動",
        /// Another printed number.
        Renumbered "改番",
        /// Another title or wording.
        Renamed "名称",
        /// Other departments.
        Responsible "所管",
        /// Other targets.
        Target "目標",
        /// An indicator's unit.
        Unit "単位",
        /// First or last year, of an item or of the plan.
        Period "期間",
        /// What an indicator measures, or anything else.
        Other "その他",
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
    /// A measure, by the printed numbers of its pillar and of itself.
    Measure(String, String),
    /// An item, initiative or indicator, by its id. Of one that is no longer in the register, by the code of its number.
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
