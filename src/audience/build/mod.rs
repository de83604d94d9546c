//! Makes views from the record. Each part is made once, for all bodies alike; what differs between
//! bodies is the label of what is missing, and which fields the body's view has at all.

mod changes;
mod compared;
mod effect;
mod head;
mod item;
mod matrix;
mod office;
mod opinions;
mod outline;
mod provenance;
mod revisions;
mod tables;
mod whole;

use std::collections::BTreeMap;

use crate::cycle::{
    Answer, Answers, CountChanges, CycleRecord, DepartmentRecord, Earlier, History, Previous,
    Recorded,
};
use crate::diagnostic::any_error;
use crate::plan::{Body, Cycle, Indicator, OfficeTexts, Plan};
use crate::values::{Code, Value};

use super::council::CouncilView;
use super::headquarters::{HeadquartersItem, HeadquartersView, SubmissionRow, SubmissionState};
use super::key::{FigureKey, Submission};
use super::leaf::{Figure, Shown, Text};
use super::parts::ItemView;
use super::public::PublicView;
use super::readable::{Circle, Readable};

/// What every view is made from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    pub plan: &'a Plan,
    pub cycle: &'a Cycle,
    pub record: &'a CycleRecord,
    pub previous: Option<&'a Previous>,
    /// The cycles before, for what is shown over the years.
    pub history: &'a History,
    /// What the office writes into the documents.
    pub texts: &'a OfficeTexts,
}

/// What stands for a value that has not come in, for bodies that may not see who is late.
const PENDING: &str = "集計中";

impl HeadquartersView {
    /// The view of 幹事会 or 推進本部.
    pub fn new(sources: Sources<'_>, body: Body) -> Self {
        let builder = Builder::new(sources, body);
        let record = sources.record;
        Self {
            head: builder.head(),
            meeting: builder.meeting(),
            plan: builder.outline(),
            sentence: builder.sentence(),
            submission: builder.submission(),
            matrix: builder.matrix(),
            changes: builder.changes(),
            late: builder.late(),
            late_heading: builder.late_heading(),
            effect: builder.effect(),
            items: record
                .items
                .iter()
                .map(|item| HeadquartersItem {
                    item: builder.item(item),
                    internal: builder
                        .readable(&item.answers, |field| format!("items.{}.{field}", item.id)),
                    internal_answers: builder.internal_answers(item),
                })
                .collect(),
            departments: builder.departments(),
            notes: builder.notes(),
            upcoming: builder.upcoming(),
            plan_changes: builder.plan_changes(),
            revisions: builder.revisions(),
            whole: builder.whole(),
            tables: builder.tables(),
            provenance: builder.provenance(),
        }
    }
}

fn submission_row(department: &DepartmentRecord) -> SubmissionRow {
    SubmissionRow {
        code: department.code.clone(),
        name: department.name.clone(),
        division: department.division.clone(),
        submitted: department.status != crate::cycle::DepartmentStatus::Missing,
    }
}

impl CouncilView {
    /// The view of 懇談会.
    pub fn new(sources: Sources<'_>) -> Self {
        Self::of(sources, Body::Council)
    }

    /// The view of a body that reads what 懇談会 does.
    pub fn of(sources: Sources<'_>, body: Body) -> Self {
        let builder = Builder::new(sources, body);
        Self {
            head: builder.head(),
            meeting: builder.meeting(),
            plan: builder.outline(),
            sentence: builder.sentence(),
            matrix: builder.matrix(),
            changes: builder.changes(),
            effect: builder.effect(),
            items: builder.every_item(),
            departments: builder.departments(),
            glossary: builder.glossary(),
            notes: builder.notes(),
            upcoming: builder.upcoming(),
            revisions: builder.revisions(),
            tables: builder.tables(),
        }
    }
}

impl PublicView {
    /// What is published.
    pub fn new(sources: Sources<'_>) -> Self {
        Self::of(sources, Body::Public)
    }

    /// The view of a body that reads what is published.
    pub fn of(sources: Sources<'_>, body: Body) -> Self {
        let builder = Builder::new(sources, body);
        Self {
            head: builder.head(),
            published: builder.meeting_date().map(crate::values::date_both),
            plan: builder.outline(),
            sentence: builder.sentence(),
            matrix: builder.matrix(),
            changes: builder.changes(),
            effect: builder.effect(),
            items: builder.every_item(),
            departments: builder.departments(),
            glossary: builder.glossary(),
            notes: builder.notes(),
            revisions: builder.revisions(),
            whole: builder.whole(),
            tables: builder.tables(),
        }
    }
}

/// Who will read the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// May know who has not answered.
    Headquarters,
    /// 懇談会 and the public.
    Open,
}

struct Builder<'a> {
    plan: &'a Plan,
    cycle: &'a Cycle,
    record: &'a CycleRecord,
    previous: Option<&'a Previous>,
    history: &'a History,
    texts: &'a OfficeTexts,
    body: Body,
    readers: Readers,
    /// By how much the counts of grades moved; none where there is nothing to compare with, or the scale changed.
    counts: Option<CountChanges>,
    items: BTreeMap<&'a Code, &'a crate::plan::Item>,
    initiatives: BTreeMap<&'a Code, &'a crate::plan::Initiative>,
    indicators: BTreeMap<&'a Code, &'a Indicator>,
}

impl Builder<'_> {
    fn every_item(&self) -> Vec<ItemView> {
        self.record.items.iter().map(|i| self.item(i)).collect()
    }

    /// Who has answered, for those who may know.
    fn submission(&self) -> SubmissionState {
        SubmissionState {
            expected: Figure::count(
                FigureKey::Submission(Submission::Expected),
                self.record.summary.expected,
            ),
            submitted: Figure::count(
                FigureKey::Submission(Submission::Submitted),
                self.record.summary.submitted,
            ),
            missing: Figure::count(
                FigureKey::Submission(Submission::Missing),
                self.record.summary.missing,
            ),
            doubtful: self.doubtful(),
            missing_names: self
                .record
                .departments
                .iter()
                .filter(|d| d.status == crate::cycle::DepartmentStatus::Missing)
                .map(|d| Text::new(format!("submission.{}.name", d.code), &d.name))
                .collect(),
            departments: self.record.departments.iter().map(submission_row).collect(),
        }
    }
}

impl<'a> Builder<'a> {
    fn new(sources: Sources<'a>, body: Body) -> Self {
        let readers = if body.is_internal() {
            Readers::Headquarters
        } else {
            Readers::Open
        };
        let plan = sources.plan;
        let scale = sources.record.grade_changes().other_scale;
        let previous = sources.previous.filter(|_| !scale);
        Self {
            counts: previous.map(|p| CountChanges::of(plan, sources.record, p)),
            plan,
            cycle: sources.cycle,
            record: sources.record,
            previous: sources.previous,
            history: sources.history,
            texts: sources.texts,
            body,
            readers,
            items: plan.items.iter().map(|i| (&i.id, i)).collect(),
            initiatives: plan.initiatives.iter().map(|i| (&i.id, i)).collect(),
            indicators: plan.indicators.iter().map(|i| (&i.id, i)).collect(),
        }
    }

    /// The cycle compared with, with its counts.
    fn last(&self) -> Option<&'a Earlier> {
        self.previous.and_then(|_| self.history.last())
    }

    /// Draft until the figures are final and without errors.
    fn draft(&self) -> bool {
        self.body.gets_drafts()
            || !self.cycle.state.is_final()
            || any_error(&self.record.diagnostics)
    }

    /// What stands for something that a department has not sent, or that was refused.
    fn missing_label(&self, submitted: bool) -> String {
        match (self.readers, submitted) {
            (Readers::Open, _) => PENDING,
            (Readers::Headquarters, true) => "確認中",
            (Readers::Headquarters, false) => "未提出",
        }
        .to_owned()
    }

    /// A field as a text leaf; a refused one says so instead.
    fn text(&self, answer: &Answer, key: String) -> Option<Text> {
        let text = match &answer.as_ref()?.value {
            None => self.missing_label(true),
            Some(Value::Date(date)) => crate::values::date_japanese(*date),
            Some(other) => other.text(),
        };
        Some(Text::new(key, text))
    }

    /// The fields that a circle may read.
    fn readable<F: Recorded, C: Circle>(
        &self,
        answers: &Answers<F>,
        key: impl Fn(&str) -> String,
    ) -> Readable<F, C> {
        Readable::of(|field: F| self.shown(&answers[field], key(field.declared().key), 0))
    }

    /// A field as a figure where it holds a number, else as a text.
    fn shown(&self, answer: &Answer, key: String, places: u32) -> Option<Shown> {
        match &answer.as_ref()?.value {
            Some(Value::Number(number)) => Some(Shown::Figure(Figure::new(key, *number, places))),
            _ => self.text(answer, key).map(Shown::Text),
        }
    }
}

/// An actual of record.json as a figure where it is a number, else as a text.
fn number_or_text(text: &str, key: String, indicator: Option<&Indicator>) -> Shown {
    match (text.parse::<rust_decimal::Decimal>(), indicator) {
        (Ok(number), Some(indicator)) => Shown::Figure(Figure::actual(key, number, indicator)),
        (Ok(number), None) => Shown::Figure(Figure::new(key, number, 0)),
        (Err(_), _) => Shown::Text(Text::new(key, text)),
    }
}
