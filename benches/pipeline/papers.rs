//! What the documents are made from: a plan with its record and what went before, as `report` has them. It measures
//! nothing.

use gyokaku::audience::Sources;
use gyokaku::cycle::{CycleRecord, Earlier, History, Origin, Previous, merge};
use gyokaku::plan::{Cycle, OfficeTexts, Plan};
use gyokaku::submission::Intake;

/// A plan's cycle, merged and compared with the one before.
pub struct Papers {
    pub plan: Plan,
    pub cycle: Cycle,
    pub record: CycleRecord,
    history: History,
    texts: OfficeTexts,
}

impl Papers {
    /// `last` is the record of the cycle before, where there is one.
    pub fn new(
        plan: Plan,
        cycle: Cycle,
        intake: &Intake,
        last: Option<&CycleRecord>,
        texts: OfficeTexts,
    ) -> Self {
        let mut history = History::default();
        let earlier = last.map(|record| Earlier::of_record(record, Origin::Frozen));
        history.earlier.extend(earlier);
        let record = merge(&plan, &cycle, intake, history.previous(), Vec::new());
        Self {
            plan,
            cycle,
            record,
            history,
            texts,
        }
    }

    pub fn sources(&self) -> Sources<'_> {
        Sources {
            plan: &self.plan,
            cycle: &self.cycle,
            record: &self.record,
            previous: self.previous(),
            history: &self.history,
            texts: &self.texts,
        }
    }

    fn previous(&self) -> Option<&Previous> {
        self.history.previous()
    }
}
