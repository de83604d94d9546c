//! The parts that views are made of. All of them may be seen by every body; what only the
//! headquarters may see stands in [`headquarters`](super::headquarters) alone.

use serde::Serialize;

pub use super::grade::{GradeView, TwoStages};
pub use super::head::{Head, MeetingHead};
use super::leaf::{Figure, Shown, Text};
use super::readable::Open;
use crate::cycle::{IndicatorField, InitiativeField, ItemField};

/// What the plan is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanOutline {
    /// 基本理念
    pub philosophy: Option<Text>,
    pub subtitle: Option<Text>,
    pub themes: Vec<ThemeView>,
    pub pillars: Vec<PillarOutline>,
}

/// A 基本テーマ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeView {
    pub number: String,
    pub name: Text,
    pub description: Option<Text>,
}

/// A 改革項目 with its 推進施策 and items, for the outline of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PillarOutline {
    pub number: String,
    pub name: Text,
    /// 推進施策
    pub measures: Vec<MeasureOutline>,
    pub items: Vec<ItemOutline>,
}

/// A 推進施策 of a pillar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureOutline {
    /// Within the pillar.
    pub number: String,
    pub name: Text,
}

/// An item in the outline of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemOutline {
    pub id: String,
    pub number: String,
    pub title: Text,
    /// Number of its 推進施策, where the register links one.
    pub measure: Option<String>,
}

/// A column of grades, in the register's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeColumn {
    pub symbol: String,
    pub name: String,
    pub definition: Option<String>,
    /// In the denominator of shares.
    pub counted: bool,
    pub on_track: bool,
    /// `#rrggbb` of the register.
    pub colour: Option<String>,
    /// 0, 1, 2 …: place in the scale, for pattern and lightness.
    pub rank: usize,
}

/// Pillar × grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeMatrix {
    pub columns: Vec<GradeColumn>,
    /// Head of the column of items without a grade: `未提出`, `未提出・確認中` or `集計中`.
    pub missing_label: String,
    pub rows: Vec<MatrixRow>,
    pub total: MatrixRow,
    /// Whether the 本部 has evaluated items after the 所管課.
    pub reviewed: bool,
    /// The cycle that `changes` compare with.
    pub previous_cycle: Option<String>,
    /// What the differences leave out, or why there are none.
    pub changes_note: Option<Text>,
    /// 1, 17 and 5 of 23 print as 99.9: whether the printed shares of some row do not add to 100.
    pub rounding_note: bool,
}

/// One pillar, or the total.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatrixRow {
    /// Pillar number; blank for the total.
    pub number: String,
    pub name: String,
    /// One count a column.
    pub counts: Vec<Figure>,
    /// The 所管課's own grades, one a column: of a pillar where that is another count, of the total all for the headquarters;
    /// empty where the 本部 has evaluated nothing, or the readers may not know.
    pub firsts: Vec<Option<Figure>>,
    /// One share (%) a column; none where the grade is outside the denominator or that is 0.
    pub shares: Vec<Option<Figure>>,
    /// Difference to last cycle's count, one a column; none where the scale of grades changed.
    pub changes: Vec<Option<Figure>>,
    /// Items without a grade.
    pub missing: Figure,
    /// Items in the denominator.
    pub denominator: Figure,
    /// All items in force.
    pub all: Figure,
    /// Share (%) that is 順調.
    pub on_track_share: Option<Figure>,
}

/// A year of the schedule's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearHead {
    /// `R7`
    pub label: String,
    /// The year reported on.
    pub present: bool,
}

/// Change of a grade since last cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Change {
    #[serde(rename = "up")]
    Up,
    #[serde(rename = "down")]
    Down,
    #[serde(rename = "same")]
    Same,
    /// Not comparable: without a grade before or now, outside the scale, or of another scale.
    #[serde(rename = "other")]
    Other,
}

impl Change {
    /// As people read it in a table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Up => "上昇",
            Self::Down => "低下",
            Self::Same => "同じ",
            Self::Other => "比べられない",
        }
    }
}

/// An item as every body may see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemView {
    pub id: String,
    pub number: String,
    pub title: Text,
    pub pillar_number: String,
    pub pillar_name: String,
    /// Number and name of its 推進施策, where the register links one.
    pub measure_number: Option<String>,
    pub measure: Option<String>,
    /// 所管課, 、-separated.
    pub leads: String,
    pub partners: String,
    pub situation: Option<Text>,
    pub policy: Option<Text>,
    pub years: Vec<YearHead>,
    pub initiatives: Vec<InitiativeView>,
    pub indicators: Vec<IndicatorView>,
    /// The grade that counts.
    pub grade: Option<GradeView>,
    /// Where the 本部 has evaluated it as well, and the readers may know.
    pub stages: Option<TwoStages>,
    /// What stands instead of a grade: `未提出`, `確認中` (refused) or `集計中`.
    pub missing_label: Option<String>,
    /// Symbol of last cycle's grade.
    pub previous_grade: Option<Text>,
    pub change: Option<Change>,
    #[serde(flatten)]
    pub answers: Open<ItemField>,
}

impl ItemView {
    /// The reason of the grade that counts.
    pub fn reason(&self) -> Option<&Text> {
        match &self.stages {
            Some(stages) => Some(&stages.reason),
            None => self.answers.text(ItemField::Reason),
        }
    }
}

/// A 取組 with the report of each 担当課.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InitiativeView {
    pub id: String,
    pub number: String,
    pub text: Text,
    /// 担当課, 、-separated; `全庁` for everyone.
    pub responsible: String,
    /// One a year of [`ItemView::years`].
    pub schedule: Vec<Option<Text>>,
    pub reports: Vec<ReportView>,
}

/// What one department reports of an initiative.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportView {
    pub department: String,
    /// `未提出` or `集計中` where nothing came in.
    pub missing_label: Option<String>,
    /// Amounts are in 千円; a text where one was refused.
    #[serde(flatten)]
    pub answers: Open<InitiativeField>,
    /// 効果額, 千円: 歳入増 + 歳出減; a text where one of them was refused.
    pub effect: Option<Shown>,
}

/// A 指標 with its target, actual and rate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorView {
    pub id: String,
    pub number: String,
    pub item_number: String,
    pub item_title: String,
    pub name: Text,
    pub unit: Option<String>,
    /// 成果 or 活動
    pub kind: Option<String>,
    /// 以上, 以下, 定性, 目標なし
    pub direction: String,
    pub cumulative: bool,
    /// `令和5年度`
    pub base_year: Option<String>,
    pub base: Option<Figure>,
    /// This year's target; where there is none, `final_target` may stand for it.
    pub target: Option<Shown>,
    /// `令和10年度`, with [`final_target`](Self::final_target).
    pub final_year: Option<String>,
    pub final_target: Option<Figure>,
    #[serde(flatten)]
    pub answers: Open<IndicatorField>,
    /// Last cycle's actual.
    pub previous: Option<Shown>,
    /// That earlier actuals are converted, or not compared.
    pub measure_note: Option<Text>,
    /// The plan's years, for the small line of how it went; empty for 定性.
    pub trend: Vec<TrendPoint>,
    /// 達成率 or 進捗率, %.
    pub rate: Option<Figure>,
    /// Which of the two.
    pub rate_name: Option<String>,
    /// 達成: decided on the values. None where it cannot be said.
    pub met: Option<bool>,
    pub department: String,
    /// `未提出` or `集計中` where nothing came in.
    pub missing_label: Option<String>,
}

/// One year of an indicator, to be drawn and described in words. Figures as printed, but no leaves: the year's own stand in
/// [`IndicatorView`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrendPoint {
    /// `R7`
    pub label: String,
    /// The year reported on.
    pub present: bool,
    pub target: Option<String>,
    pub actual: Option<String>,
    /// Whether the actual is converted from another unit or meaning.
    pub converted: bool,
}

/// 効果額, 千円.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectTable {
    pub rows: Vec<EffectRow>,
    /// 単年度 and 継続, apart; a kind that nobody reported has none.
    pub totals: Vec<EffectTotal>,
}

/// One report that gives an effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectRow {
    pub item_id: String,
    pub item_number: String,
    pub item_title: String,
    pub number: String,
    pub department: String,
    /// 単年度, 継続, 参考; blank where the department chose none (outside totals).
    pub kind: String,
    /// Whether it counts in a total.
    pub counted: bool,
    pub revenue: Option<Shown>,
    pub saving: Option<Shown>,
    pub effect: Shown,
    pub basis: Option<Text>,
}

/// Total of 効果額 of one kind, in 千円.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectTotal {
    /// 単年度 or 継続
    pub kind: String,
    pub revenue: Figure,
    pub saving: Figure,
    pub effect: Figure,
}

/// How many grades went up, down, stayed or can't be compared since last cycle: together all items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeSummary {
    /// `令和6年度`
    pub previous_cycle: String,
    /// None of these three where the scale of grades changed.
    pub up: Option<Figure>,
    pub down: Option<Figure>,
    pub same: Option<Figure>,
    pub other: Figure,
}

/// A line of 課別.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DepartmentRow {
    pub code: String,
    pub division: Option<String>,
    pub name: String,
    /// Items that it leads, by grade, one a column of the matrix.
    pub counts: Vec<Figure>,
    /// Items that it leads without a grade.
    pub missing: Figure,
    /// Items that it leads.
    pub leads: Figure,
    /// Items that it only contributes to.
    pub contributes: Figure,
}

/// 用語.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermView {
    pub term: Text,
    pub explanation: Text,
}
