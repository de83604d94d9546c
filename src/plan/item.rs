//! 実施項目, 取組 and 指標, as the register gives them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::values::{Code, FiscalYear, round_half_away, words};

/// 実施項目.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// 番号 as printed: `1-①`.
    pub number: String,
    /// 管理番号, or the code derived from the number: what names, record and comparison go by.
    pub id: Code,
    /// 名称
    pub title: String,
    /// Number of its pillar: given, else of its measure, else the number's first part.
    pub pillar: String,
    /// Number of its 推進施策 within the pillar; the register may link none.
    pub measure: Option<String>,
    /// 所管課: one or several; each leads.
    pub leads: Vec<String>,
    /// 関係課
    pub partners: Vec<String>,
    /// 現状と課題
    pub situation: Option<String>,
    /// 取組方針
    pub policy: Option<String>,
    pub start: Option<FiscalYear>,
    pub end: Option<FiscalYear>,
    /// 終了区分
    pub termination: Option<Termination>,
    /// 統合先: number of the item that it was merged into.
    pub merged_into: Option<String>,
    /// 目標効果額 of each year, 千円; a blank year is absent.
    pub planned_effects: BTreeMap<FiscalYear, Decimal>,
}

impl Item {
    /// With nothing but what it is called by. A column of the register has its place in the declaration above, here, and in its
    /// sheet's file.
    pub const fn new(number: String, id: Code) -> Self {
        Self {
            number,
            id,
            title: String::new(),
            pillar: String::new(),
            measure: None,
            leads: Vec::new(),
            partners: Vec::new(),
            situation: None,
            policy: None,
            start: None,
            end: None,
            termination: None,
            merged_into: None,
            planned_effects: BTreeMap::new(),
        }
    }
}

words! {
    /// 終了区分.
    pub enum Termination {
        Completed "完了",
        Stopped "中止",
        Merged "統合",
    }
}

/// Who answers for an initiative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Responsible {
    /// 全庁: every department in force answers for itself.
    Everyone,
    /// These departments, each for itself.
    Departments(Vec<String>),
}

/// 取組.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initiative {
    /// 番号 as printed: `1-①-1`.
    pub number: String,
    pub id: Code,
    /// Id of its 実施項目.
    pub item: Code,
    /// 取組内容
    pub text: String,
    /// 担当課
    pub responsible: Responsible,
    /// 年度別計画: what is planned for each year. A blank year is absent.
    pub schedule: BTreeMap<FiscalYear, String>,
}

words! {
    /// 種別 of an indicator.
    pub enum IndicatorKind {
        Outcome "成果",
        Activity "活動",
    }
}

words! {
    /// 目標の見方.
    pub enum Direction {
        /// Higher is better.
        AtLeast "以上",
        /// Lower is better.
        AtMost "以下",
        /// The target is a text.
        Qualitative "定性",
        /// Observed only.
        NoTarget "目標なし",
    }
}

words! {
    /// 集計 of an indicator.
    #[derive(Default)]
    pub enum Accumulation {
        #[default]
        SingleYear "単年度",
        /// Actual and target count from the plan's start.
        Cumulative "累計",
    }
}

/// The target of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Number(Decimal),
    /// For 定性.
    Text(String),
}

/// 指標.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// 番号 as printed: `1-①-K1`.
    pub number: String,
    pub id: Code,
    /// Id of its 実施項目.
    pub item: Code,
    /// 指標名
    pub name: String,
    /// 単位
    pub unit: Option<String>,
    /// 種別
    pub kind: Option<IndicatorKind>,
    /// 目標の見方
    pub direction: Direction,
    /// 集計
    pub accumulation: Accumulation,
    /// 小数桁
    pub places: Option<u32>,
    /// 基準年度
    pub base_year: Option<FiscalYear>,
    /// 基準値
    pub base: Option<Decimal>,
    /// 担当課: exactly one.
    pub department: String,
    /// Target of each year; a blank year is absent.
    pub targets: BTreeMap<FiscalYear, Target>,
}

impl Indicator {
    /// An actual as papers, workbooks and open data have it: to 小数桁, half away from zero. Without one it is printed
    /// as it is. Rates and 達成 are worked out of the actual itself.
    pub fn printed(&self, actual: Decimal) -> Decimal {
        self.places
            .map_or(actual, |places| round_half_away(actual, places))
    }

    /// The numeric target of a year.
    pub fn target_number(&self, year: FiscalYear) -> Option<Decimal> {
        match self.targets.get(&year) {
            Some(Target::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// The last year that has a numeric target, with it.
    pub fn final_target(&self) -> Option<(FiscalYear, Decimal)> {
        self.targets.iter().rev().find_map(|(year, t)| match t {
            Target::Number(n) => Some((*year, *n)),
            Target::Text(_) => None,
        })
    }
}
