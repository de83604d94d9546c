//! What the office writes itself, the meetings still to come, and how the register has changed the plan.

use super::{Builder, Readers};
use crate::audience::key::{FigureKey, Submission};
use crate::audience::leaf::{Figure, Text};
use crate::audience::notes::{OfficeNotes, PlanChange, Upcoming};
use crate::cycle::DepartmentStatus;
use crate::plan::{Body, Item, OfficeSection};
use crate::values::{FiscalYear, date_japanese};

impl Builder<'_> {
    /// The office's texts for the body.
    pub(super) fn notes(&self) -> OfficeNotes {
        let of = |key: &str, section| {
            self.texts
                .of(self.body, section)
                .enumerate()
                .map(|(at, text)| Text::new(format!("notes.{key}.{at}"), text))
                .collect()
        };
        OfficeNotes {
            foreword: of("foreword", OfficeSection::Foreword),
            agenda: of("agenda", OfficeSection::Agenda),
            answers: of("answers", OfficeSection::Answers),
            questions: of("questions", OfficeSection::Questions),
            opinions_due: of("opinions_due", OfficeSection::OpinionsDue),
            schedule: of("schedule", OfficeSection::Schedule),
            opinions: self.opinions(),
        }
    }

    /// Meetings of the cycle after this body's own, in the order of their days; where this one has no day, all of the
    /// other bodies. 懇談会 learns of the publication alone.
    pub(super) fn upcoming(&self) -> Vec<Upcoming> {
        let own = self.meeting_date();
        let mut meetings: Vec<_> = Body::ALL
            .into_iter()
            .filter(|body| *body != self.body)
            .filter(|body| self.readers == Readers::Headquarters || *body == Body::Public)
            .filter_map(|body| {
                let mut lines = self.plan.meetings_of(self.cycle, body);
                let line = lines.find(|m| m.date.is_some())?;
                Some((line.date?, body, line.session.clone()))
            })
            .filter(|(date, ..)| own.is_none_or(|own| *date > own))
            .collect();
        meetings.sort();
        meetings
            .into_iter()
            .map(|(date, body, session)| {
                let key = |what: &str| format!("upcoming.{}.{what}", body.label());
                let session = session.map(|s| format!("　{s}")).unwrap_or_default();
                Upcoming {
                    date: Text::new(key("date"), date_japanese(date)),
                    what: Text::new(
                        key("what"),
                        format!("{}{session}", self.plan.full_name(body)),
                    ),
                }
            })
            .collect()
    }

    /// Departments whose answers are still asked about.
    pub(super) fn doubtful(&self) -> Option<Figure> {
        let doubtful = |d: &&crate::cycle::DepartmentRecord| d.status == DepartmentStatus::Doubtful;
        let count = self.record.departments.iter().filter(doubtful).count();
        (count > 0).then(|| Figure::count(FigureKey::Submission(Submission::Doubtful), count))
    }

    /// Items that the register has added, ended or given other years, up to the year after the cycle's: what is
    /// planned for later is no change yet.
    pub(super) fn plan_changes(&self) -> Vec<PlanChange> {
        self.plan
            .items
            .iter()
            .filter_map(|item| self.plan_change(item))
            .collect()
    }

    fn plan_change(&self, item: &Item) -> Option<PlanChange> {
        let (first, last) = (self.plan.profile.start, self.plan.profile.end);
        let (start, end) = (item.start.unwrap_or(first), item.end.unwrap_or(last));
        let year = self.cycle.year;
        let next = FiscalYear::new(year.western() + 1);
        let key = |what: &str| format!("plan_changes.{}.{what}", item.id);
        let (kind, present) = if let Some(termination) = item.termination {
            (termination.label(), end == year)
        } else if start > first && start <= next {
            ("新規", start == year || start == next)
        } else if end < last {
            ("期間の変更", end == year)
        } else {
            return None;
        };
        let note = item
            .merged_into
            .as_ref()
            .map(|into| Text::new(key("note"), format!("{into}に統合")));
        Some(PlanChange {
            number: item.number.clone(),
            title: Text::new(key("title"), &item.title),
            kind: Text::new(key("kind"), kind),
            period: Text::new(key("period"), format!("{start}～{end}")),
            note,
            present,
        })
    }
}
