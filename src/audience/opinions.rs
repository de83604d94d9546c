//! 意見と市の対応, as a body may see it: the open bodies see the public ones alone.

use serde::Serialize;

use super::leaf::{Figure, Text};
pub use crate::plan::OpinionState;

/// Opinions that are open, and those closed since the cycle compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpinionList {
    pub open: Vec<OpinionView>,
    pub closed: Vec<OpinionView>,
    /// How many of these stand where, in the order of 状況; those that there are.
    pub counts: Vec<OpinionCount>,
}

impl OpinionList {
    /// The open ones first.
    pub fn all(&self) -> impl Iterator<Item = &OpinionView> {
        self.open.iter().chain(&self.closed)
    }
}

/// How many opinions stand so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpinionCount {
    /// 状況
    pub state: &'static str,
    pub count: Figure,
}

/// One opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpinionView {
    /// Derived from 番号.
    pub id: String,
    /// `意見3`
    pub number: String,
    /// `懇談会 第1回`
    pub occasion: String,
    /// `令和8年8月4日`
    pub date: Option<String>,
    /// Id and printed number of the item that it is about.
    pub item: Option<String>,
    pub item_number: Option<String>,
    pub text: Text,
    /// What the city does; none where that has not been said yet.
    pub answer: Option<Text>,
    /// 状況
    pub state: &'static str,
    /// Whether only the internal bodies see it.
    pub internal: bool,
}
