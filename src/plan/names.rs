//! What a city calls the levels of its plan and the bodies that it reports to.

use serde::Serialize;

/// What the plan calls its levels (計画: 〜の呼び名): used on every form, page, sheet and message in place of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelNames {
    /// 改革項目
    pub pillar: String,
    /// 推進施策
    pub measure: String,
    /// 実施項目
    pub item: String,
    /// 取組
    pub initiative: String,
}

impl Default for LevelNames {
    fn default() -> Self {
        Self {
            pillar: "改革項目".to_owned(),
            measure: "推進施策".to_owned(),
            item: "実施項目".to_owned(),
            initiative: "取組".to_owned(),
        }
    }
}

/// Full names of the bodies (計画: 〜の名称), for covers and texts. Folders keep the short ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyNames {
    /// 推進本部
    pub headquarters: String,
    /// 幹事会
    pub secretariat: String,
    /// 懇談会
    pub council: String,
}

impl Default for BodyNames {
    fn default() -> Self {
        Self {
            headquarters: "推進本部".to_owned(),
            secretariat: "幹事会".to_owned(),
            council: "懇談会".to_owned(),
        }
    }
}

/// 効果の数え方: in how many years a 継続 effect counts in 計画期間の総括.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum EffectCounting {
    /// 毎年: in each year that it lasts.
    #[default]
    #[serde(rename = "毎年")]
    EveryYear,
    /// 初年のみ: in the year that it was first reported.
    #[serde(rename = "初年のみ")]
    FirstYear,
}

impl EffectCounting {
    pub const ALL: [Self; 2] = [Self::EveryYear, Self::FirstYear];

    /// The word in the register.
    pub const fn label(self) -> &'static str {
        match self {
            Self::EveryYear => "毎年",
            Self::FirstYear => "初年のみ",
        }
    }
}
