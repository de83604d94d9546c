//! 意見と市の対応 of a body.

use super::{Builder, Readers};
use crate::audience::key::FigureKey;
use crate::audience::leaf::{Figure, Text};
use crate::audience::opinions::{OpinionCount, OpinionList, OpinionView};
use crate::cycle::OpinionRecord;
use crate::plan::OpinionState;
use crate::values::date_japanese;

impl Builder<'_> {
    /// What the body sees of the opinions; none where there is nothing to see.
    pub(super) fn opinions(&self) -> Option<OpinionList> {
        let shown: Vec<&OpinionRecord> = self
            .record
            .opinions
            .iter()
            .filter(|o| o.public || self.readers == Readers::Headquarters)
            .filter(|o| !self.was_closed(o))
            .collect();
        if shown.is_empty() {
            return None;
        }
        let of = |open: bool| {
            let wanted = shown.iter().filter(|o| o.state.is_open() == open);
            wanted.map(|o| opinion(o)).collect()
        };
        let count = |state: OpinionState| {
            let count = shown.iter().filter(|o| o.state == state).count();
            let key = FigureKey::Opinions(state.label().to_owned());
            (count > 0).then(|| OpinionCount {
                state: state.label(),
                count: Figure::count(key, count),
            })
        };
        Some(OpinionList {
            open: of(true),
            closed: of(false),
            counts: OpinionState::ALL.into_iter().filter_map(count).collect(),
        })
    }

    /// Whether it was closed in the compared cycle already.
    fn was_closed(&self, opinion: &OpinionRecord) -> bool {
        let before = self.previous.and_then(|p| p.opinion(&opinion.id));
        !opinion.state.is_open() && before.is_some_and(|before| !before.state.is_open())
    }
}

fn opinion(record: &OpinionRecord) -> OpinionView {
    let key = |what: &str| format!("opinions.{}.{what}", record.id);
    OpinionView {
        id: record.id.to_string(),
        number: record.label(),
        occasion: record.occasion(),
        date: record.date.map(date_japanese),
        item: record.item.as_ref().map(ToString::to_string),
        item_number: record.item_number.clone(),
        text: Text::new(key("text"), &record.text),
        answer: record.answer.as_ref().map(|a| Text::new(key("answer"), a)),
        state: record.state.label(),
        internal: !record.public,
    }
}
