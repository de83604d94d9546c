//! Pillar × grade, 課別.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Builder, Readers};
use crate::audience::key::{Count, FigureKey, Items, Of};
use crate::audience::leaf::{Figure, Text};
use crate::audience::parts::{DepartmentRow, GradeColumn, GradeMatrix, MatrixRow};
use crate::cycle::GradeCount;
use crate::plan::Assignments;
use crate::values::Code;

impl Builder<'_> {
    /// Head of the column of items without a grade.
    pub(super) fn matrix_missing_label(&self) -> String {
        let refused =
            self.record.items.iter().any(|item| {
                item.grade_symbol().is_none() && self.lead_submitted(item.lead.as_deref())
            });
        match self.readers {
            Readers::Headquarters if refused => "未提出・確認中".to_owned(),
            _ => self.missing_label(false),
        }
    }

    pub(super) fn lead_submitted(&self, lead: Option<&str>) -> bool {
        self.record.departments.iter().any(|d| {
            Some(d.name.as_str()) == lead && d.status != crate::cycle::DepartmentStatus::Missing
        })
    }

    pub(super) fn matrix(&self) -> GradeMatrix {
        let grades = &self.record.summary.grades;
        let rows: Vec<MatrixRow> = self
            .plan
            .pillars
            .iter()
            .filter_map(|p| {
                let count = grades.pillars.get(&p.number)?;
                let of = Items::Pillar(p.number.clone());
                Some(self.row(&p.number, &p.name, count, &of))
            })
            .collect();
        GradeMatrix {
            columns: self.columns(),
            missing_label: self.matrix_missing_label(),
            reviewed: self.record.summary.first_grades.is_some(),
            rounding_note: grades.total.rounding_shows()
                || grades.pillars.values().any(GradeCount::rounding_shows),
            rows,
            total: self.row("", "合計", &grades.total, &Items::Total),
            previous_cycle: self.previous.map(|p| p.cycle.clone()),
            changes_note: self.changes_note(),
        }
    }

    fn columns(&self) -> Vec<GradeColumn> {
        self.plan
            .grades
            .iter()
            .enumerate()
            .map(|(rank, g)| GradeColumn {
                symbol: g.symbol.clone(),
                name: g.name.clone(),
                definition: g.definition.clone(),
                counted: g.counted,
                on_track: g.on_track,
                colour: g.colour.clone(),
                rank,
            })
            .collect()
    }

    /// One row; `number` is blank for the total.
    fn row(&self, number: &str, name: &str, count: &GradeCount, items: &Items) -> MatrixRow {
        let key = |of: Of| FigureKey::Items(items.clone(), of);
        let share = |of: Of, share: Option<Decimal>| share.map(|s| Figure::new(key(of), s, 1));
        let grades = &self.plan.grades;
        MatrixRow {
            number: number.to_owned(),
            name: name.to_owned(),
            counts: grades
                .iter()
                .map(|g| Figure::count(key(Of::Grade(g.symbol.clone())), count.count(&g.symbol)))
                .collect(),
            firsts: self.firsts(number, count, items),
            shares: grades
                .iter()
                .map(|g| share(Of::Share(g.symbol.clone()), count.share(&g.symbol)))
                .collect(),
            changes: grades
                .iter()
                .map(|g| self.count_change(number, &g.symbol, key(Of::Change(g.symbol.clone()))))
                .collect(),
            missing: Figure::count(key(Of::Count(Count::Missing)), count.missing),
            denominator: Figure::count(key(Of::Count(Count::Denominator)), count.denominator),
            all: Figure::count(key(Of::Count(Count::All)), count.all),
            on_track_share: share(Of::OnTrackShare, count.on_track_share()),
        }
    }

    /// The 所管課's own grades of a row, where the readers may know them.
    fn firsts(&self, number: &str, second: &GradeCount, items: &Items) -> Vec<Option<Figure>> {
        let first = self.record.summary.first_grades.as_ref();
        let Some(first) = first.filter(|_| self.shows_first()) else {
            return Vec::new();
        };
        let first = match number {
            "" => Some(&first.total),
            number => first.pillars.get(number),
        };
        // The headquarters get a line of all grades of the two stages beside the table.
        let all = number.is_empty() && self.readers == Readers::Headquarters;
        let figure = |symbol: &String| {
            let count = first?.count(symbol);
            let key = FigureKey::Items(items.clone(), Of::First(symbol.clone()));
            (all || count != second.count(symbol)).then(|| Figure::count(key, count))
        };
        let grades = self.plan.grades.iter();
        grades.map(|grade| figure(&grade.symbol)).collect()
    }

    /// Ids of items that are counted and not 順調, or that miss a target.
    pub(super) fn late(&self) -> Vec<String> {
        self.record
            .items
            .iter()
            .filter(|item| {
                let grade = item.grade_symbol().and_then(|s| self.plan.grade(s));
                grade.is_some_and(|g| g.counted && !g.on_track)
                    || item.indicators.iter().any(|i| i.met == Some(false))
            })
            .map(|item| item.id.to_string())
            .collect()
    }

    pub(super) fn late_heading(&self) -> Text {
        let heading = match self.cycle.judges_targets() {
            true => "遅れている項目及び目標に達していない指標のある項目",
            false => "遅れている項目",
        };
        Text::new("late", heading)
    }

    pub(super) fn departments(&self) -> Vec<DepartmentRow> {
        let items = self.record.items.iter();
        let grades: BTreeMap<&Code, Option<&str>> =
            items.map(|i| (&i.id, i.grade_symbol())).collect();
        Assignments::of(self.plan, self.cycle)
            .departments()
            .iter()
            .map(|(department, parts)| {
                let items = Items::Department(department.code.clone());
                let key = |of: Of| FigureKey::Items(items.clone(), of);
                let led: Vec<_> = parts
                    .iter()
                    .filter(|p| p.leads)
                    .map(|p| grades.get(&p.item.id).copied().flatten())
                    .collect();
                DepartmentRow {
                    code: department.code.clone(),
                    division: department.division.clone(),
                    name: department.name.clone(),
                    counts: self
                        .plan
                        .grades
                        .iter()
                        .map(|g| {
                            let count = led.iter().filter(|s| **s == Some(g.symbol.as_str()));
                            Figure::count(key(Of::Grade(g.symbol.clone())), count.count())
                        })
                        .collect(),
                    missing: Figure::count(
                        key(Of::Count(Count::Missing)),
                        led.iter().filter(|s| s.is_none()).count(),
                    ),
                    leads: Figure::count(key(Of::Count(Count::Leads)), led.len()),
                    contributes: Figure::count(
                        key(Of::Count(Count::Contributes)),
                        parts.len() - led.len(),
                    ),
                }
            })
            .collect()
    }
}
