//! 計画期間の総括: every item that was ever in the plan, its indicators and the effects, year by year. For 推進本部 and 公表.

use serde::Serialize;

use super::leaf::{Figure, Shown, Text};

/// The plan's years, looked back upon.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WholeView {
    /// `令和6年度`, one a column.
    pub years: Vec<WholeYear>,
    pub items: Vec<WholeItem>,
    pub indicators: Vec<WholeIndicator>,
    /// One a year, then the total.
    pub effects: Vec<WholeEffect>,
    /// How 継続 effects are counted (効果の数え方).
    pub counting: Text,
    /// Which years nothing is known of.
    pub unknown: Option<Text>,
}

/// A year of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WholeYear {
    /// `R6`
    pub short: String,
    /// `令和6年度`
    pub name: String,
    pub western: i32,
}

/// An item with its grades, one a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WholeItem {
    pub id: String,
    pub number: String,
    pub title: Text,
    pub grades: Vec<Option<Text>>,
    /// How it ended or when it began, where that is within the plan's years.
    pub note: Option<Text>,
}

/// An indicator from its base over the actuals of each year to the last target.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WholeIndicator {
    pub id: String,
    pub number: String,
    pub name: Text,
    pub unit: Option<String>,
    pub base: Option<Shown>,
    pub actuals: Vec<Option<Shown>>,
    pub target: Option<Shown>,
    /// Why earlier actuals are converted, or not there: they were measured otherwise.
    pub note: Option<Text>,
}

/// 効果額 of a year or in total, 千円.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WholeEffect {
    /// `令和6年度`, or `合計`.
    pub name: String,
    /// None for the total.
    pub western: Option<i32>,
    pub planned: Option<Figure>,
    /// None of these where nothing is known of the year.
    pub single_year: Option<Figure>,
    pub continuing: Option<Figure>,
    pub listed: Option<Figure>,
    pub achieved: Option<Figure>,
}
