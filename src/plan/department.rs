//! 組織: the departments, and which of them is in force on a day.

use chrono::NaiveDate;
use serde::Serialize;

/// One department. A rename or a split ends it and names its successors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Department {
    /// 課コード
    pub code: String,
    /// 部
    pub division: Option<String>,
    /// 課名
    pub name: String,
    /// 開始日: the first day.
    pub starts: Option<NaiveDate>,
    /// 終了日: the last day.
    pub ends: Option<NaiveDate>,
    /// 後継課: names of its successors.
    pub successors: Vec<String>,
    /// メール: where the drafts go.
    #[serde(skip)]
    pub mail: Option<String>,
}

impl Department {
    /// Whether it exists on `day`.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.starts.is_none_or(|s| s <= day) && self.ends.is_none_or(|e| day <= e)
    }
}
