//! The embedded template as TOML spells it: plain texts, made into a plan elsewhere.

use serde::Deserialize;

use crate::plan::Term;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    pub profile: ProfileText,
    pub themes: Vec<ThemeText>,
    pub pillars: Vec<PillarText>,
    pub departments: Vec<DepartmentText>,
    pub grades: Vec<GradeText>,
    pub cycles: Vec<CycleText>,
    pub meetings: Vec<MeetingText>,
    pub glossary: Vec<Term>,
    pub items: Vec<ItemText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileText {
    pub municipality: String,
    pub name: String,
    pub short_name: String,
    pub start: i32,
    pub end: i32,
    pub adopted: i32,
    pub philosophy: String,
    pub subtitle: String,
    pub office: String,
    pub contact: String,
    pub sample: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeText {
    pub number: String,
    pub name: String,
    pub description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PillarText {
    pub number: String,
    pub name: String,
    /// Names of its 推進施策 in order, numbered from 1.
    pub measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartmentText {
    pub code: String,
    pub division: Option<String>,
    pub name: String,
    pub starts: Option<String>,
    pub ends: Option<String>,
    #[serde(default)]
    pub successors: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GradeText {
    pub symbol: String,
    pub name: String,
    pub definition: String,
    #[serde(default)]
    pub counted: bool,
    #[serde(default)]
    pub on_track: bool,
    pub colour: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CycleText {
    pub year: i32,
    pub inquiry: String,
    pub contributors_due: String,
    pub due: String,
    pub state: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingText {
    pub year: i32,
    pub body: String,
    pub session: Option<String>,
    pub date: String,
    /// Pairs of document and 資料番号; one line without either where there are none.
    #[serde(default)]
    pub documents: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemText {
    pub number: String,
    pub title: String,
    pub leads: Vec<String>,
    #[serde(default)]
    pub partners: Vec<String>,
    pub situation: String,
    pub policy: String,
    pub initiatives: Vec<InitiativeText>,
    #[serde(default)]
    pub indicators: Vec<IndicatorText>,
}

/// Numbered from 1 within its item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InitiativeText {
    pub text: String,
    /// Departments; empty for 全庁.
    pub by: Vec<String>,
    /// One text per year of the plan; an empty one is a blank year.
    pub plan: Vec<String>,
}

/// Numbered from K1 within its item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorText {
    pub name: String,
    pub unit: Option<String>,
    pub kind: String,
    pub direction: String,
    #[serde(default)]
    pub cumulative: bool,
    pub places: Option<u32>,
    pub base_year: Option<i32>,
    pub base: Option<String>,
    pub by: String,
    /// One target per year of the plan; an empty one is a blank year.
    #[serde(default)]
    pub targets: Vec<String>,
}
