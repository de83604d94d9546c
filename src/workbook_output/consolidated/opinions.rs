//! 意見と市の対応: one row an opinion.

use super::super::page::{List, Paper};
use super::Table;
use crate::audience::opinions::OpinionList;
use crate::tables::opinions;

pub(super) const NAME: &str = opinions::NAME;

pub(super) fn list(opinions: &OpinionList, internal: bool) -> List {
    List {
        name: NAME,
        notes: vec!["対応中又は検討中の意見と、前回から後に対応を終えた意見です。".to_owned()],
        paper: Paper::A3,
        table: Table::of(opinions::columns(internal), opinions.all()),
    }
}
