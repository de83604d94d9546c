//! The plan as the register describes it: pillars, measures, items, initiatives, indicators,
//! departments, grades and cycles. Everything that can differ between cities is a value here.
//! Files are touched by [`register`] alone, as bytes.

mod assignments;
mod body;
mod change;
mod cycle;
mod department;
mod item;
mod names;
mod office_decision;
mod office_section;
mod office_texts;
mod opinion;
mod queries;
pub mod register;
mod revision;

use serde::{Deserialize, Serialize};

pub use assignments::{Assignments, Part};
pub use body::{Body, Document, Edition, TypeSize};
pub use change::{Change, ChangeKind, ChangeSubject, Conversion};
pub use cycle::{
    Cycle, CycleKey, CycleRules, CycleState, Meeting, PastResult, YEAR_END, cycle_name,
};
pub use department::Department;
pub use item::{
    Accumulation, Direction, Indicator, IndicatorKind, Initiative, Item, Responsible, Target,
    Termination,
};
pub use names::{BodyNames, EffectCounting, LevelNames, whole_name};
pub use office_decision::{Decision, DecisionKind, DecisionPlaces, OfficeValue};
pub use office_section::OfficeSection;
pub use office_texts::{OfficeText, OfficeTexts, Settled};
pub use opinion::{CycleOpinions, Opinion, OpinionPlaces, OpinionState};

pub use revision::{
    Measure as IndicatorMeasure, Remeasured, Revision, Then, remeasured, revisions,
};

use crate::values::FiscalYear;

/// A whole plan. Made by [`register::read`]; every reference in it has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub profile: Profile,
    pub themes: Vec<Theme>,
    pub pillars: Vec<Pillar>,
    pub measures: Vec<Measure>,
    pub items: Vec<Item>,
    pub initiatives: Vec<Initiative>,
    pub indicators: Vec<Indicator>,
    pub departments: Vec<Department>,
    pub grades: Vec<Grade>,
    pub cycles: Vec<Cycle>,
    pub meetings: Vec<Meeting>,
    pub past_results: Vec<PastResult>,
    pub changes: Vec<Change>,
    pub glossary: Vec<Term>,
    /// Of every 事務局.xlsx: no part of the register.
    pub opinions: Vec<CycleOpinions>,
}

/// Sheet 計画.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// 自治体名
    pub municipality: String,
    /// 計画名
    pub name: String,
    /// 略称
    pub short_name: Option<String>,
    /// 開始年度
    pub start: FiscalYear,
    /// 終了年度
    pub end: FiscalYear,
    /// 策定年度
    pub adopted: Option<FiscalYear>,
    /// 基本理念
    pub philosophy: Option<String>,
    /// 副題
    pub subtitle: Option<String>,
    /// 事務局
    pub office: String,
    /// 連絡先
    pub contact: Option<String>,
    /// 様式名
    pub form_name: String,
    /// 報告書名
    pub report_name: String,
    /// 改革項目の呼び名, 推進施策の呼び名, 実施項目の呼び名, 取組の呼び名
    pub levels: LevelNames,
    /// 推進本部の名称, 幹事会の名称, 懇談会の名称
    pub bodies: BodyNames,
    /// 一次評価の公表: whether open bodies see the department's grade beside the final one.
    pub first_grade_public: bool,
    /// 効果の数え方
    pub effect_counting: EffectCounting,
    /// 見本: every page is marked.
    pub sample: bool,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            municipality: String::new(),
            name: String::new(),
            short_name: None,
            start: FiscalYear::new(2024),
            end: FiscalYear::new(2028),
            adopted: None,
            philosophy: None,
            subtitle: None,
            office: String::new(),
            contact: None,
            form_name: DEFAULT_FORM_NAME.to_owned(),
            report_name: DEFAULT_REPORT_NAME.to_owned(),
            levels: LevelNames::default(),
            bodies: BodyNames::default(),
            first_grade_public: false,
            effect_counting: EffectCounting::default(),
            sample: false,
        }
    }
}

/// 様式名 where the register gives none.
pub const DEFAULT_FORM_NAME: &str = "進捗状況調査票";
/// 報告書名 where the register gives none.
pub const DEFAULT_REPORT_NAME: &str = "推進状況報告書";

/// 基本テーマ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Theme {
    pub number: Option<String>,
    pub name: String,
    pub description: Option<String>,
}

/// 改革項目. `number` as printed; referred to by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pillar {
    pub number: String,
    pub name: String,
}

/// 推進施策, within a pillar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Number of its pillar.
    pub pillar: String,
    pub number: String,
    pub name: String,
}

/// 評価区分.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Grade {
    /// 記号, as printed (`A`, or a plain name).
    pub symbol: String,
    pub name: String,
    pub definition: Option<String>,
    /// 割合に含める: in the denominator of shares.
    pub counted: bool,
    /// 順調とみなす.
    pub on_track: bool,
    /// 色 as `#rrggbb`; it only helps, letters and patterns carry the meaning.
    pub colour: Option<String>,
}

impl Grade {
    /// As the dropdown gives it: `A 計画どおり`, or the symbol alone where it is the name.
    pub fn choice(&self) -> String {
        if self.symbol == self.name {
            self.symbol.clone()
        } else {
            format!("{} {}", self.symbol, self.name)
        }
    }
}

/// 用語.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub term: String,
    pub explanation: String,
}
