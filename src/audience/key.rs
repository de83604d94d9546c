//! Which figure a figure is: the key that its trace on a page and its cells carry, and under which it is worked out a second
//! time. `names` says what the office calls each; `written` alone writes and reads them.

mod names;
mod written;

pub use names::FigureNames;
pub use written::{of_report, text_of_part};

/// Words that stand in a key, each with what people call it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $key:literal $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl $name {
            const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }

            fn read(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// What is counted of items beside their grades.
    Count {
        Missing "missing" "評価のない項目";
        Denominator "denominator" "分母";
        All "all" "全項目";
        OnTrack "on_track" "順調の件数";
        Other "other" "今の区分にない評価";
        Leads "leads" "所管の項目";
        Contributes "contributes" "関係の項目";
    }
}

words! {
    /// 提出状況.
    Submission {
        Expected "expected" "対象の課";
        Submitted "submitted" "提出済";
        Missing "missing" "未提出";
        Doubtful "doubtful" "要確認";
    }
}

words! {
    /// How grades changed.
    Turn {
        Up "up" "上がった項目";
        Down "down" "下がった項目";
        Same "same" "変わらない項目";
        Other "other" "比べられない項目";
    }
}

words! {
    /// A part of 効果額.
    Amount {
        Revenue "revenue" "歳入増";
        Saving "saving" "歳出減";
        Total "total" "効果額";
    }
}

words! {
    /// A value of an indicator in the cycle.
    Measure {
        Target "target" "目標値";
        FinalTarget "final_target" "最終目標値";
        Base "base" "基準値";
        Actual "actual" "実績値";
        Previous "previous" "前回の実績値";
        Achievement "achievement" "達成率";
        Progress "progress" "進捗率";
    }
}

words! {
    /// A part of 効果額 over the whole period of the plan.
    Whole {
        Planned "planned" "目標効果額";
        SingleYear "single_year" "単年度";
        Continuing "continuing" "継続";
        Listed "listed" "過年度実績の効果額";
        Achieved "achieved" "効果額";
    }
}

words! {
    /// A value of a line of 変更点.
    Changed {
        Before "before" "前回";
        Now "now" "今回";
        Difference "difference" "増減";
    }
}

/// Whose items are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Items {
    Total,
    /// Of a 改革項目, by its number.
    Pillar(String),
    /// That a department evaluates, by its code.
    Department(String),
    /// Of an earlier cycle, by the western year.
    Year(i32),
}

/// What of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// The number that have this grade.
    Grade(String),
    /// Their share, %.
    Share(String),
    /// How many more than last cycle.
    Change(String),
    /// How many last cycle, of the items that both cycles have.
    Before(String),
    /// How many had this grade by the 所管課's own evaluation.
    First(String),
    /// How many now, of the items that both cycles have.
    Compared(String),
    /// The share that is 順調, %.
    OnTrackShare,
    /// All shares added up, %: no figure that is shown.
    ShareSum,
    Count(Count),
}

/// Of what 効果額 is summed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sum {
    Total,
    Item(String),
    Department(String),
}

/// The key of a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKey {
    Items(Items, Of),
    /// By kind: 単年度 or 継続.
    Effect(Sum, String, Amount),
    /// 効果額 of an earlier year by kind, or `listed` where 過年度実績 has none.
    EffectOfYear(i32, String),
    /// The same, of all years of the plan up to this one.
    EffectToDate(i32, String),
    Submission(Submission),
    /// Opinions by 状況.
    Opinions(String),
    Changes(Turn),
    /// By the id of what changed.
    Change(String, Changed),
    /// 効果額 of one report, by initiative and department.
    Report(String, String, Amount),
    Indicator(String, Measure),
    /// The actual of an earlier cycle.
    ActualOfYear(String, i32),
    /// 計画期間の総括: 効果額 of a year, or of all.
    WholePeriod(Option<i32>, Whole),
    /// Of no kind that is known here.
    Unknown(String),
}

impl FigureKey {
    /// The kind of figure that many lines may be put together by.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Items(Items::Total | Items::Pillar(_), _) => "総括の値",
            Self::Items(Items::Department(_), _) | Self::Effect(Sum::Department(_), ..) => {
                "課別の値"
            }
            Self::Items(Items::Year(_), _) | Self::EffectOfYear(..) | Self::EffectToDate(..) => {
                "年度推移の値"
            }
            Self::Effect(Sum::Total, ..) => "効果額の合計",
            Self::Effect(Sum::Item(_), ..) => "実施項目ごとの値",
            Self::Submission(_) => "提出状況の値",
            Self::Opinions(_) => "意見の件数",
            Self::Changes(_) | Self::Change(..) => "前回からの変化の値",
            Self::Report(..) => "取組ごとの値",
            Self::Indicator(..) | Self::ActualOfYear(..) => "指標ごとの値",
            Self::WholePeriod(..) => "計画期間の総括の値",
            Self::Unknown(_) => "その他の値",
        }
    }
}

/// A kind of 効果額, or what 過年度実績 lists.
fn named(kind: &str) -> &str {
    match kind {
        LISTED => "過年度実績の効果額",
        kind => kind,
    }
}

/// Stands for a kind where 過年度実績 has none.
pub const LISTED: &str = "listed";
