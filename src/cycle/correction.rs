//! Corrections of a cycle after its papers were published, as its record keeps them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub date: NaiveDate,
    /// Why, as the office says it.
    pub reason: String,
    /// By body (公表 …), what changed in its papers, in their order. A body whose papers did not change is left out.
    pub bodies: BTreeMap<String, Vec<Corrected>>,
}

/// A line of a 正誤表.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// `1-① 人材の育成　進捗評価（推進状況報告書 5ページ）`
    pub place: String,
    /// As it was printed; none where nothing stood there.
    pub wrong: Option<String>,
    pub right: Option<String>,
    pub reason: String,
}
