//! 進捗調査 (reporting cycles), 会議 (meetings of the bodies) and 過年度実績.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::Body;
use crate::values::japanese_text::file_name_safe;
use crate::values::{Code, FiscalYear, Value, words};

/// The kind of cycle whose folder and name carry the year alone.
pub const YEAR_END: &str = "年度末";

/// One reporting cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cycle {
    /// 対象年度: the year reported on.
    pub year: FiscalYear,
    /// 区分: 年度末, 中間 or any word.
    pub kind: String,
    /// 照会日: departments in force are those of this day.
    pub inquiry_date: NaiveDate,
    /// 関係課期限
    pub contributors_due: Option<NaiveDate>,
    /// 提出期限
    pub due: NaiveDate,
    /// 状態
    pub state: CycleState,
    #[serde(skip)]
    pub rules: CycleRules,
}

/// What a row of 進捗調査 may settle beside its dates; blank is the rule of the 区分.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CycleRules {
    /// 比べる回
    pub compared: Option<CycleKey>,
    /// 目標の判定
    pub judged: Option<bool>,
    /// 再提出期限
    pub resubmission_due: Option<NaiveDate>,
}

/// Year and 区分, by which a cycle is named whether or not 進捗調査 still has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleKey {
    pub year: FiscalYear,
    pub kind: String,
}

impl Cycle {
    /// `令和7年度` for 年度末, `令和7年度中間` otherwise.
    pub fn name(&self) -> String {
        cycle_name(self.year, &self.kind)
    }

    /// 目標の判定: whether an indicator may be called 未達 or late for its target. Blank: at the year's end alone.
    pub fn judges_targets(&self) -> bool {
        self.rules.judged.unwrap_or(self.kind == YEAR_END)
    }

    /// By when the form of a department is due, which leads an item or not: 関係課 answer earlier where the register says so.
    pub fn due_of(&self, leads: bool) -> NaiveDate {
        let early = self.contributors_due.filter(|_| !leads);
        early.unwrap_or(self.due)
    }

    /// [`name`](Self::name) as a folder name.
    pub fn folder(&self) -> String {
        file_name_safe(&self.name())
    }
}

/// The name of the cycle of a year and 区分.
pub fn cycle_name(year: FiscalYear, kind: &str) -> String {
    if kind == YEAR_END {
        year.to_string()
    } else {
        format!("{year}{kind}")
    }
}

words! {
    /// 状態 of a cycle.
    pub enum CycleState {
        Preparing "準備中",
        Running "実施中",
        Closed "確定",
        Published "公表済",
    }
}

impl CycleState {
    /// Whether the figures of the cycle are final.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Published)
    }
}

/// A line of 会議: a meeting, or one document of it with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub year: FiscalYear,
    pub kind: String,
    pub body: Body,
    /// 回, as printed (`第1回`).
    pub session: Option<String>,
    /// 開催日
    pub date: Option<NaiveDate>,
    /// 文書: the document that `material` numbers (`推進状況報告書`, `個票`, `集計表`).
    pub document: Option<String>,
    /// 資料番号 (`資料1`).
    pub material: Option<String>,
}

/// A line of 過年度実績, for cycles with neither forms nor a frozen record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastResult {
    pub year: FiscalYear,
    pub kind: String,
    /// 番号 of an item or an indicator, as its own sheet prints it now.
    pub number: String,
    /// Id of that item or indicator: what comparisons go by.
    pub id: Code,
    /// 評価: a grade's symbol.
    pub grade: Option<String>,
    /// 実績値: a number, or the words of a 定性 indicator.
    pub actual: Option<Value>,
    /// 効果額, 千円.
    pub effect: Option<Decimal>,
    /// 資料: where the figure was published.
    pub reference: Option<String>,
}
