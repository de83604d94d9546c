//! What a city calls the levels of its plan and the bodies that it reports to.

use serde::Serialize;

use super::Body;
use crate::values::words;

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

/// Full names of the bodies where the plan gives them (計画: 〜の名称), for covers and texts. Folders keep the short ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BodyNames {
    /// 推進本部の名称
    pub headquarters: Option<String>,
    /// 幹事会の名称
    pub steering_committee: Option<String>,
    /// 懇談会の名称
    pub council: Option<String>,
}

impl BodyNames {
    /// The name that the plan gives a body.
    pub fn given(&self, body: Body) -> Option<&str> {
        let name = match body {
            Body::Headquarters => &self.headquarters,
            Body::SteeringCommittee => &self.steering_committee,
            Body::Council => &self.council,
            Body::Public => &None,
        };
        name.as_deref()
    }
}

words! {
    /// 効果の数え方: in how many years a 継続 effect counts in 計画期間の総括.
    #[derive(Default)]
    pub enum EffectCounting {
        /// In each year that it lasts.
        #[default]
        EveryYear "毎年",
        /// In the year that it was first reported.
        FirstYear "初年のみ",
    }
}
