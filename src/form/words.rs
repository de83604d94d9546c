//! The closed lists that a form's dropdowns offer. Grades are the register's; every other list stands here.

use crate::plan::OpinionState;
use crate::values::words;

words! {
    /// 実施状況.
    pub enum Status {
        NotStarted "未着手",
        Considering "検討中",
        Preparing "準備中",
        Running "実施中",
        Completed "完了",
        Stopped "中止",
    }
}

words! {
    /// 効果額の区分.
    pub enum EffectKind {
        SingleYear "単年度",
        Continuing "継続",
        /// Shown, in no total.
        Reference "参考",
    }
}

impl EffectKind {
    /// Those that are totalled, each apart.
    pub const TOTALLED: [Self; 2] = [Self::SingleYear, Self::Continuing];

    pub const fn is_totalled(self) -> bool {
        !matches!(self, Self::Reference)
    }
}

words! {
    /// 実績値の状態.
    pub enum IndicatorState {
        Final "確定値",
        Early "速報値",
        Estimated "見込値",
        NotYet "未確定",
        NotApplicable "該当なし",
    }
}

impl IndicatorState {
    /// Whether there is no actual beside it.
    pub const fn has_no_actual(self) -> bool {
        matches!(self, Self::NotYet | Self::NotApplicable)
    }
}

words! {
    /// The widest circle that may read what a field holds.
    pub enum Readers {
        Everyone "公表",
        /// 幹事会 and 推進本部.
        Headquarters "推進本部",
        Office "事務局",
    }
}

/// Which list a choice is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    Grade,
    Status,
    EffectKind,
    IndicatorState,
    OpinionState,
}

impl ListKind {
    pub const ALL: [Self; 5] = [
        Self::Grade,
        Self::Status,
        Self::EffectKind,
        Self::IndicatorState,
        Self::OpinionState,
    ];

    /// Workbook-level name of the list's range.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grade => "list.grade",
            Self::Status => "list.status",
            Self::EffectKind => "list.effect_kind",
            Self::IndicatorState => "list.state",
            Self::OpinionState => "list.opinion_state",
        }
    }

    /// Its words; none for grades, which the register lists.
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Grade => &[],
            Self::Status => &Status::WORDS,
            Self::EffectKind => &EffectKind::WORDS,
            Self::IndicatorState => &IndicatorState::WORDS,
            Self::OpinionState => &OpinionState::WORDS,
        }
    }
}
