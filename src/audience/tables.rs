//! What the workbooks show beyond the pages: the years, the parts of 効果額, what changed. All of it may be seen by
//! every body. No template sees it, so its leaves need no trace on a page.

use std::collections::{BTreeMap, BTreeSet};

use super::leaf::{Figure, Shown, Text};

/// The tables of a workbook that no page has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// 対象年度: the western year in which it begins.
    pub year: i32,
    /// 区分 of the cycle.
    pub kind: String,
    /// Whether actuals are shown beside their targets and not judged by them (目標の判定).
    pub unjudged: bool,
    /// What stands for a value that was refused: `確認中` or `集計中`.
    pub refused_label: String,
    /// 年度推移, oldest first; the cycle itself stands last.
    pub years: Vec<YearRow>,
    /// Years of the plan before this one of which nothing is known, as printed: no sum over years holds them.
    pub unknown_years: Vec<String>,
    /// Counts of the cycle compared with, by row of the matrix and then its total, one a column of grades: of the items that
    /// both cycles have in the same 改革項目. None where the scale of grades changed.
    pub before: Option<Vec<Vec<Figure>>>,
    /// The same of this cycle, where it has other items too.
    pub compared: Option<Vec<Vec<Figure>>>,
    /// Ids of the items of this cycle that these counts leave out.
    pub left_out: BTreeSet<String>,
    pub effects: EffectBreakdown,
    /// Name of the department that evaluates an item, by the item's id.
    pub evaluating: BTreeMap<String, String>,
    /// Grades of earlier cycles by item id: one for each earlier line of [`years`](Self::years).
    pub earlier_grades: BTreeMap<String, Vec<Option<Text>>>,
    /// Actuals of earlier cycles by indicator id: one for each earlier line of [`years`](Self::years).
    pub earlier_actuals: BTreeMap<String, Vec<Option<Shown>>>,
    /// Whether some indicator was measured otherwise in an earlier cycle.
    pub remeasured: bool,
    /// 変更点 against the cycle compared with, in the plan's order.
    pub changes: Vec<ChangeRow>,
}

/// One cycle of 年度推移.
#[derive(Clone, Debug, PartialEq)]
pub struct YearRow {
    pub western: i32,
    /// `令和6年度`
    pub name: String,
    /// From where it is known; for the headquarters alone.
    pub source: Option<String>,
    /// One count a column of today's grades.
    pub counts: Vec<Figure>,
    /// Items with a grade that today's scale does not have.
    pub other: Figure,
    pub missing: Figure,
    pub denominator: Figure,
    /// Items that are 順調.
    pub on_track: Figure,
    pub all: Figure,
    /// Share (%) that is 順調.
    pub on_track_share: Option<Figure>,
    /// 効果額 of 単年度, 千円.
    pub single_year: Option<Figure>,
    /// 効果額 of 継続, 千円.
    pub continuing: Option<Figure>,
    /// 効果額 that 過年度実績 lists without a kind, 千円.
    pub listed: Option<Figure>,
    /// Sums over the plan's years up to this one: 単年度, 継続, listed. None outside the plan and 年度末.
    pub to_date: Option<[Figure; 3]>,
}

/// 効果額 by item and by department, each kind apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EffectBreakdown {
    pub total: EffectPair,
    /// Items that report an effect, in the plan's order.
    pub items: Vec<EffectGroup>,
    /// Departments that report one, in the register's order.
    pub departments: Vec<EffectGroup>,
}

/// An item or a department with its sums.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectGroup {
    /// Id of the item; code of the department.
    pub code: String,
    /// Number of the item as printed; 部 of a department.
    pub number: String,
    pub name: String,
    pub sums: EffectPair,
}

/// Sums of both kinds; a kind that nobody reported has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EffectPair {
    /// 単年度
    pub single_year: Option<EffectFigures>,
    /// 継続
    pub continuing: Option<EffectFigures>,
}

/// 歳入増, 歳出減 and 効果額, 千円.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectFigures {
    pub revenue: Figure,
    pub saving: Figure,
    pub effect: Figure,
}

/// What a line of 変更点 is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// An item that began or ended.
    Plan,
    /// An item's grade.
    Grade,
    /// An initiative's 実施状況.
    Status,
    /// An indicator's actual.
    Actual,
}

impl ChangeKind {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "計画",
            Self::Grade => "進捗評価",
            Self::Status => "実施状況",
            Self::Actual => "実績値",
        }
    }
}

/// One thing that is not as it was last cycle.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeRow {
    pub kind: ChangeKind,
    pub id: String,
    pub number: String,
    pub name: String,
    /// The department that answers.
    pub department: String,
    pub unit: Option<String>,
    pub before: Option<Shown>,
    pub now: Option<Shown>,
    /// now − before, of actuals.
    pub difference: Option<Figure>,
    /// 上昇, 低下, 新規, 完了 …
    pub note: String,
}
