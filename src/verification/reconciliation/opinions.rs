//! Opinions counted anew by 状況.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::audience::key::FigureKey;
use crate::audience::opinions::OpinionState;
use crate::cycle::{CycleRecord, History};

/// Of the internal bodies all, of the others those that are public; without those that were closed in the compared cycle
/// already.
pub(super) fn counts(
    record: &CycleRecord,
    history: &History,
    view: &Json,
) -> impl Iterator<Item = (FigureKey, Decimal)> {
    let internal = view.get("submission").is_some();
    let closed = |state: OpinionState| matches!(state, OpinionState::Done | OpinionState::Declined);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for opinion in &record.opinions {
        let mut before = history.previous().into_iter().flat_map(|p| p.opinions());
        let was_closed = before.any(|o| o.id == opinion.id && closed(o.state));
        if (internal || opinion.public) && !(closed(opinion.state) && was_closed) {
            *counts.entry(opinion.state.label()).or_default() += 1;
        }
    }
    let counts: Vec<_> = counts
        .into_iter()
        .map(|(state, count)| (FigureKey::Opinions(state.to_owned()), Decimal::from(count)))
        .collect();
    counts.into_iter()
}
