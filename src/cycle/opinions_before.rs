//! What is known of opinions from the cycles before: how each stood last, and which were closed since the cycle compared with.

use std::collections::{BTreeMap, BTreeSet};

use super::opinion_record::{OpinionRecord, OpinionThen};
use super::previous::Previous;
use crate::values::Code;

/// The opinions of the cycles before one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpinionsBefore {
    /// By id, as the latest cycle that has it left it, with the name of that cycle.
    last: BTreeMap<Code, (String, OpinionThen)>,
    /// Those of the cycle compared with, or of a later one.
    recent: BTreeSet<Code>,
    /// Those that were closed after the cycle compared with: in no paper of it, and not carried forward.
    pub(super) closed: Vec<OpinionRecord>,
}

impl OpinionsBefore {
    /// Where the cycle compared with is all that is known.
    pub fn of(previous: &Previous) -> Self {
        let mut before = Self::default();
        before.take(previous, true);
        before
    }

    /// Takes over how a cycle left its opinions; later cycles come later. `recent`: it is the one compared with, or later.
    pub(super) fn take(&mut self, cycle: &Previous, recent: bool) {
        for opinion in cycle.opinions() {
            let left = (cycle.cycle.clone(), opinion.clone());
            self.last.insert(opinion.id.clone(), left);
            if recent {
                self.recent.insert(opinion.id.clone());
            }
        }
    }

    /// How an opinion stood last.
    pub fn last(&self, id: &Code) -> Option<&OpinionThen> {
        self.last.get(id).map(|(_, then)| then)
    }

    /// The same with the name of the cycle that left it so.
    pub(super) fn left(&self, id: &Code) -> Option<(&str, &OpinionThen)> {
        let (cycle, then) = self.last.get(id)?;
        Some((cycle, then))
    }

    /// Those that should stand in this cycle too, with the names of the cycles that left them open. One that had gone from an
    /// earlier cycle was asked about then.
    pub(super) fn open(&self) -> impl Iterator<Item = (&str, &OpinionThen)> {
        let recent = self.last.iter().filter(|(id, _)| self.recent.contains(*id));
        let left = recent.map(|(_, (cycle, then))| (cycle.as_str(), then));
        left.filter(|(_, then)| then.state.is_open())
    }
}
