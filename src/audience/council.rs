//! What 懇談会 may see: no internal note, no 未提出 (集計中 instead), nobody's name.
//!
//! Members read much in a week, so their papers show of each item what an opinion needs: what it is for, what was done,
//! how it is graded and why, what stands in the way, what comes next ([`short`]). The rest of the item is in their
//! workbook.

use serde::{Serialize, Serializer};

use super::leaf::{Figure, Shown, Text};
use super::notes::{OfficeNotes, Upcoming};
use super::parts::{
    Change, ChangeSummary, DepartmentRow, EffectTable, GradeMatrix, GradeView, Head, IndicatorView,
    InitiativeView, ItemView, MeetingHead, PlanOutline, ReportView, TermView, TrendPoint,
};
use super::tables::Tables;

/// Everything that the papers of 懇談会 are made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CouncilView {
    pub head: Head,
    pub meeting: MeetingHead,
    pub plan: PlanOutline,
    pub sentence: Text,
    pub matrix: GradeMatrix,
    pub changes: Option<ChangeSummary>,
    pub effect: EffectTable,
    /// Whole for the workbook; the papers get them [`short`].
    #[serde(serialize_with = "short")]
    pub items: Vec<ItemView>,
    pub departments: Vec<DepartmentRow>,
    pub glossary: Vec<TermView>,
    pub notes: OfficeNotes,
    /// The publication, where the register dates it.
    pub upcoming: Vec<Upcoming>,
    /// For the workbook; no template sees it.
    #[serde(skip)]
    pub tables: Tables,
}

/// Items as the papers of 懇談会 show them.
fn short<S: Serializer>(items: &[ItemView], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(items.iter().map(ShortItem::of))
}

/// An item without what is planned year by year and without 現状と課題.
#[derive(Serialize)]
struct ShortItem<'a> {
    id: &'a str,
    number: &'a str,
    title: &'a Text,
    pillar_number: &'a str,
    pillar_name: &'a str,
    leads: &'a str,
    partners: &'a str,
    policy: Option<&'a Text>,
    initiatives: Vec<ShortInitiative<'a>>,
    indicators: Vec<ShortIndicator<'a>>,
    grade: Option<&'a GradeView>,
    missing_label: Option<&'a str>,
    previous_grade: Option<&'a Text>,
    change: Option<Change>,
    reason: Option<&'a Text>,
    issue: Option<&'a Text>,
    next: Option<&'a Text>,
    public_note: Option<&'a Text>,
}

impl<'a> ShortItem<'a> {
    fn of(item: &'a ItemView) -> Self {
        Self {
            id: &item.id,
            number: &item.number,
            title: &item.title,
            pillar_number: &item.pillar_number,
            pillar_name: &item.pillar_name,
            leads: &item.leads,
            partners: &item.partners,
            policy: item.policy.as_ref(),
            initiatives: item.initiatives.iter().map(ShortInitiative::of).collect(),
            indicators: item.indicators.iter().map(ShortIndicator::of).collect(),
            grade: item.grade.as_ref(),
            missing_label: item.missing_label.as_deref(),
            previous_grade: item.previous_grade.as_ref(),
            change: item.change,
            reason: item.reason.as_ref(),
            issue: item.issue.as_ref(),
            next: item.next.as_ref(),
            public_note: item.public_note.as_ref(),
        }
    }
}

/// An initiative without its years.
#[derive(Serialize)]
struct ShortInitiative<'a> {
    number: &'a str,
    text: &'a Text,
    reports: Vec<ShortReport<'a>>,
}

impl<'a> ShortInitiative<'a> {
    fn of(initiative: &'a InitiativeView) -> Self {
        Self {
            number: &initiative.number,
            text: &initiative.text,
            reports: initiative.reports.iter().map(ShortReport::of).collect(),
        }
    }
}

/// A report without its effect, which stands in the table of effects.
#[derive(Serialize)]
struct ShortReport<'a> {
    department: &'a str,
    missing_label: Option<&'a str>,
    status: Option<&'a Text>,
    result: Option<&'a Text>,
}

impl<'a> ShortReport<'a> {
    fn of(report: &'a ReportView) -> Self {
        Self {
            department: &report.department,
            missing_label: report.missing_label.as_deref(),
            status: report.status.as_ref(),
            result: report.result.as_ref(),
        }
    }
}

/// An indicator without its base and date.
#[derive(Serialize)]
struct ShortIndicator<'a> {
    id: &'a str,
    number: &'a str,
    item_number: &'a str,
    item_title: &'a str,
    name: &'a Text,
    unit: Option<&'a str>,
    kind: Option<&'a str>,
    direction: &'a str,
    cumulative: bool,
    target: Option<&'a Shown>,
    final_year: Option<&'a str>,
    final_target: Option<&'a Figure>,
    actual: Option<&'a Shown>,
    state: Option<&'a Text>,
    note: Option<&'a Text>,
    previous: Option<&'a Shown>,
    trend: &'a [TrendPoint],
    rate: Option<&'a Figure>,
    rate_name: Option<&'a str>,
    met: Option<bool>,
    missing_label: Option<&'a str>,
}

impl<'a> ShortIndicator<'a> {
    fn of(indicator: &'a IndicatorView) -> Self {
        Self {
            id: &indicator.id,
            number: &indicator.number,
            item_number: &indicator.item_number,
            item_title: &indicator.item_title,
            name: &indicator.name,
            unit: indicator.unit.as_deref(),
            kind: indicator.kind.as_deref(),
            direction: &indicator.direction,
            cumulative: indicator.cumulative,
            target: indicator.target.as_ref(),
            final_year: indicator.final_year.as_deref(),
            final_target: indicator.final_target.as_ref(),
            actual: indicator.actual.as_ref(),
            state: indicator.state.as_ref(),
            note: indicator.note.as_ref(),
            previous: indicator.previous.as_ref(),
            trend: &indicator.trend,
            rate: indicator.rate.as_ref(),
            rate_name: indicator.rate_name.as_deref(),
            met: indicator.met,
            missing_label: indicator.missing_label.as_deref(),
        }
    }
}
