//! One change as papers list it, and which row of 変更 is about it.

use chrono::NaiveDate;

use crate::plan::{Change, ChangeKind, ChangeSubject, Plan};
use crate::values::Code;

/// One change, as papers list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub subject: ChangeSubject,
    pub kind: ChangeKind,
    /// The printed number: today's, or the last one of what is no longer in the register. 計画 for the plan as a whole.
    pub number: String,
    /// Its name or title: today's, or the last one.
    pub name: String,
    pub old: Option<String>,
    pub new: Option<String>,
    /// The reason by 変更.
    pub reason: Option<String>,
    pub date: Option<NaiveDate>,
    /// Whether the registers show it; a row of 変更 alone does not.
    pub shown: bool,
    /// Whether a row of 変更 explains it.
    pub explained: bool,
    pub public: bool,
}

impl Revision {
    pub(super) fn new(subject: ChangeSubject, kind: ChangeKind, number: &str) -> Self {
        Self {
            subject,
            kind,
            number: number.to_owned(),
            name: String::new(),
            old: None,
            new: None,
            reason: None,
            date: None,
            shown: true,
            explained: false,
            public: true,
        }
    }

    /// Whether a row is about this change. What ended may be called by either word and by its last number, and so may what
    /// moved and got another number.
    pub(super) fn is_of(&self, row: &Change) -> bool {
        use ChangeKind::{Ended, Merged, Moved, Other, Renumbered, Unit};
        let among = |kinds: &[ChangeKind]| kinds.contains(&row.kind) && kinds.contains(&self.kind);
        let ended = among(&[Ended, Merged]);
        let kind =
            row.kind == self.kind || ended || among(&[Moved, Renumbered]) || among(&[Unit, Other]);
        let number = || Code::derive(&row.number) == Code::derive(&self.number);
        kind && (row.subject == self.subject || (ended && number()))
    }

    /// What a row says of it; its own words go before those of the registers.
    pub(super) fn explain(&mut self, row: &Change) {
        self.explained = true;
        self.kind = row.kind;
        self.date = Some(row.date);
        self.public = row.public;
        self.reason.clone_from(&row.reason);
        self.old = row.old.clone().or_else(|| self.old.take());
        self.new = row.new.clone().or_else(|| self.new.take());
    }
}

/// What a subject is called: now, else then.
pub(super) fn name_of(subject: &ChangeSubject, before: Option<&Plan>, now: &Plan) -> String {
    let mut plans = std::iter::once(now).chain(before);
    plans
        .find_map(|plan| name_in(subject, plan))
        .unwrap_or_default()
}

fn name_in(subject: &ChangeSubject, plan: &Plan) -> Option<String> {
    let name = match subject {
        ChangeSubject::Plan => plan.short_name(),
        ChangeSubject::Pillar(number) => &plan.pillar(number)?.name,
        ChangeSubject::Measure(pillar, number) => {
            let mut measures = plan.measures.iter();
            let own = measures.find(|m| m.pillar == *pillar && m.number == *number);
            &own?.name
        }
        ChangeSubject::Entry(id) => {
            let item = || plan.item(id).map(|i| &i.title);
            let initiative = || {
                plan.initiatives
                    .iter()
                    .find(|i| i.id == *id)
                    .map(|i| &i.text)
            };
            let indicator = || {
                plan.indicators
                    .iter()
                    .find(|i| i.id == *id)
                    .map(|i| &i.name)
            };
            item().or_else(initiative).or_else(indicator)?
        }
    };
    Some(name.to_owned())
}
