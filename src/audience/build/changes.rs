//! 変更点: what is not as it was last cycle. Grades, actuals, 実施状況, and items that began or ended.

use super::Builder;
use crate::audience::key::{Changed, FigureKey};
use crate::audience::leaf::{Figure, Shown, Text};
use crate::audience::parts::Change;
use crate::audience::tables::{ChangeKind, ChangeRow};
use crate::cycle::{
    GradeChange, IndicatorField, IndicatorRecord, InitiativeField, InitiativeRecord, ItemRecord,
    Previous,
};
use crate::values::Value;

impl Builder<'_> {
    pub(super) fn change_rows(&self) -> Vec<ChangeRow> {
        let Some(previous) = self.previous else {
            return Vec::new();
        };
        let mut rows = self.ended_items();
        for item in &self.record.items {
            rows.extend(self.begun_item(item));
            // Of another scale every grade differs, and none moved.
            if !self.other_scale() {
                rows.extend(grade_change(item));
            }
            for initiative in &item.initiatives {
                rows.extend(self.status_changes(previous, initiative));
            }
            let indicators = item.indicators.iter();
            rows.extend(indicators.filter_map(|i| self.actual_change(i)));
        }
        rows
    }

    /// Items that ended with last cycle's year.
    fn ended_items(&self) -> Vec<ChangeRow> {
        let Some(last) = self.last() else {
            return Vec::new();
        };
        let ended = |i: &&crate::plan::Item| {
            let end = i.end.unwrap_or(self.plan.profile.end);
            last.year <= end && end < self.cycle.year
        };
        let items = self.plan.items.iter().filter(ended);
        items
            .map(|item| {
                let how = item.termination.map_or("終了", |t| t.label());
                let into = item.merged_into.as_ref();
                ChangeRow {
                    kind: ChangeKind::Plan,
                    id: item.id.to_string(),
                    number: item.number.clone(),
                    name: item.title.clone(),
                    department: item.leads.join("、"),
                    unit: None,
                    before: None,
                    now: None,
                    difference: None,
                    note: match into {
                        Some(into) => format!("{how}（{into}へ）"),
                        None => how.to_owned(),
                    },
                }
            })
            .collect()
    }

    /// An item that began after last cycle's year.
    fn begun_item(&self, record: &ItemRecord) -> Option<ChangeRow> {
        let last = self.last()?;
        let start = self.items.get(&record.id)?.start?;
        (start > last.year).then(|| ChangeRow {
            kind: ChangeKind::Plan,
            before: None,
            now: None,
            note: "新規".to_owned(),
            ..about_item(record)
        })
    }

    fn status_changes(&self, previous: &Previous, initiative: &InitiativeRecord) -> Vec<ChangeRow> {
        let reports = initiative.reports.iter();
        reports
            .filter_map(|report| {
                let Some(Value::Choice(now)) =
                    &report.answers[InitiativeField::Status].as_ref()?.value
                else {
                    return None;
                };
                let before = previous.status(self.plan, &initiative.id, &report.department)?;
                let key =
                    |what: &str| format!("changes.{}.{}.{what}", initiative.id, report.department);
                (before != now).then(|| ChangeRow {
                    kind: ChangeKind::Status,
                    id: initiative.id.to_string(),
                    number: initiative.number.clone(),
                    name: initiative.text.clone(),
                    department: report.department.clone(),
                    unit: None,
                    before: Some(Shown::Text(Text::new(key("before"), before))),
                    now: Some(Shown::Text(Text::new(key("now"), now))),
                    difference: None,
                    note: String::new(),
                })
            })
            .collect()
    }

    fn actual_change(&self, record: &IndicatorRecord) -> Option<ChangeRow> {
        let before = record.previous.as_ref()?;
        let now = record.answers[IndicatorField::Actual]
            .as_ref()?
            .value
            .as_ref()?
            .text();
        if *before == now {
            return None;
        }
        let plan = self.indicators.get(&record.id);
        let places = plan.and_then(|i| i.places).unwrap_or(0);
        let key = |what| String::from(FigureKey::Change(record.id.to_string(), what));
        let before = super::number_or_text(before, key(Changed::Before), plan.copied())
            .marked(record.measured_then.is_some());
        let now = super::number_or_text(&now, key(Changed::Now), plan.copied());
        if before.text() == now.text() {
            return None;
        }
        Some(ChangeRow {
            kind: ChangeKind::Actual,
            id: record.id.to_string(),
            number: record.number.clone(),
            name: record.name.clone(),
            department: record.department.clone().unwrap_or_default(),
            unit: record.unit.clone(),
            difference: match (&before, &now) {
                (Shown::Figure(before), Shown::Figure(now)) => now
                    .value
                    .checked_sub(before.value)
                    .map(|d| Figure::new(key(Changed::Difference), d, places)),
                _ => None,
            },
            before: Some(before),
            now: Some(now),
            note: match &record.measured_then {
                Some(_) => "前回は換算".to_owned(),
                None => String::new(),
            },
        })
    }
}

/// A grade that is not last cycle's; one that is missing is no change.
fn grade_change(record: &ItemRecord) -> Option<ChangeRow> {
    let (before, now) = (record.previous_grade.as_ref()?, record.grade_symbol()?);
    let key = |what: &str| format!("changes.{}.{what}", record.id);
    let change = match record.change? {
        GradeChange::Same => return None,
        GradeChange::Up => Change::Up,
        GradeChange::Down => Change::Down,
        GradeChange::Other => Change::Other,
    };
    Some(ChangeRow {
        before: Some(Shown::Text(Text::new(key("before"), before))),
        now: Some(Shown::Text(Text::new(key("now"), now))),
        note: change.label().to_owned(),
        ..about_item(record)
    })
}

fn about_item(record: &ItemRecord) -> ChangeRow {
    ChangeRow {
        kind: ChangeKind::Grade,
        id: record.id.to_string(),
        number: record.number.clone(),
        name: record.title.clone(),
        department: record.lead.clone().unwrap_or_default(),
        unit: None,
        before: None,
        now: None,
        difference: None,
        note: String::new(),
    }
}
