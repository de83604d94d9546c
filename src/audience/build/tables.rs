//! The tables that workbooks show beyond the pages. Figures are the record's and those of earlier cycles, copied.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Builder, Readers};
use crate::audience::key::{Amount, Count, FigureKey, Items, LISTED, Of, Sum};
use crate::audience::leaf::{Figure, Shown, Text};
use crate::audience::tables::{
    EffectBreakdown, EffectFigures, EffectGroup, EffectPair, Tables, YearRow,
};
use crate::cycle::{
    Earlier, EffectKind, EffectSum, GradeCount, Origin, ReportRecord, YearlyEffect, effect_of_kind,
    effect_over_years,
};

impl Builder<'_> {
    pub(super) fn tables(&self) -> Tables {
        let year = self.cycle.year;
        let yearly = effect_over_years(self.plan, self.history, self.record);
        let known = |y| y == year || self.history.earlier.iter().any(|e| e.year == y);
        let unknown = self.plan.years().into_iter();
        let unknown = unknown.filter(|y| *y < year && !known(*y));
        Tables {
            year: year.western(),
            kind: self.cycle.kind.clone(),
            unjudged: !self.cycle.judges_targets(),
            refused_label: self.missing_label(true),
            years: self.years(&yearly),
            unknown_years: unknown.map(|y| y.to_string()).collect(),
            before: self.counts_compared(Of::Before, 0),
            compared: self
                .counts_compared(Of::Compared, 1)
                .filter(|_| !self.left_out().is_empty()),
            left_out: self.left_out(),
            effects: self.effect_breakdown(),
            evaluating: self
                .record
                .items
                .iter()
                .filter_map(|i| Some((i.id.to_string(), i.lead.clone()?)))
                .collect(),
            earlier_grades: self.earlier_grades(),
            earlier_actuals: self.earlier_actuals(),
            remeasured: self
                .history
                .earlier
                .iter()
                .any(|e| !e.values.remeasured.is_empty()),
            changes: self.change_rows(),
        }
    }

    fn years(&self, yearly: &[YearlyEffect]) -> Vec<YearRow> {
        let mut rows: Vec<YearRow> = self
            .history
            .earlier
            .iter()
            .map(|e| self.earlier_year(e, yearly.iter().find(|y| y.year == e.year)))
            .collect();
        rows.push(self.present_year(yearly.last()));
        rows
    }

    fn earlier_year(&self, earlier: &Earlier, yearly: Option<&YearlyEffect>) -> YearRow {
        let western = earlier.year.western();
        let key = |kind: &str| FigureKey::EffectOfYear(western, kind.to_owned());
        let effect = earlier.effect.as_ref();
        // An earlier record does not distinguish a sum of 0 from one that nobody reported.
        let sum = |kind: EffectKind| {
            let sum = effect.map(|e| e.sum(Some(kind)));
            sum.filter(|s| **s != EffectSum::default())
                .map(|s| Figure::new(key(kind.label()), s.total, 0))
        };
        YearRow {
            single_year: sum(EffectKind::SingleYear),
            continuing: sum(EffectKind::Continuing),
            listed: earlier
                .effect_listed
                .map(|v| Figure::new(key(LISTED), v, 0)),
            to_date: to_date(western, yearly),
            source: self.source(earlier.origin),
            ..self.year_row(
                western,
                &earlier.name,
                &earlier.grades.total,
                &Items::Year(western),
            )
        }
    }

    fn present_year(&self, yearly: Option<&YearlyEffect>) -> YearRow {
        let western = self.cycle.year.western();
        let total = &self.effect_pair(self.reports(), &Sum::Total);
        let effect = |figures: &Option<EffectFigures>| figures.as_ref().map(|f| f.effect.clone());
        YearRow {
            single_year: effect(&total.single_year),
            continuing: effect(&total.continuing),
            to_date: to_date(western, yearly),
            source: (self.readers == Readers::Headquarters).then(|| "今回の調査票".to_owned()),
            ..self.year_row(
                western,
                &self.cycle.name(),
                &self.record.summary.grades.total,
                &Items::Total,
            )
        }
    }

    /// The counts of a cycle; no 効果額 yet.
    fn year_row(&self, western: i32, name: &str, count: &GradeCount, items: &Items) -> YearRow {
        let key = |of: Of| FigureKey::Items(items.clone(), of);
        let grades = &self.plan.grades;
        let today = |symbol: &str| grades.iter().any(|g| g.symbol == symbol);
        let other = count.counts.iter().filter(|(s, _)| !today(s));
        YearRow {
            western,
            name: name.to_owned(),
            source: None,
            counts: grades
                .iter()
                .map(|g| Figure::count(key(Of::Grade(g.symbol.clone())), count.count(&g.symbol)))
                .collect(),
            other: Figure::count(key(Of::Count(Count::Other)), other.map(|(_, n)| n).sum()),
            missing: Figure::count(key(Of::Count(Count::Missing)), count.missing),
            denominator: Figure::count(key(Of::Count(Count::Denominator)), count.denominator),
            on_track: Figure::count(key(Of::Count(Count::OnTrack)), count.on_track),
            all: Figure::count(key(Of::Count(Count::All)), count.all),
            on_track_share: count
                .on_track_share()
                .map(|s| Figure::new(key(Of::OnTrackShare), s, 1)),
            single_year: None,
            continuing: None,
            listed: None,
            to_date: None,
        }
    }

    /// Who is late is not said to others, and neither is from what they would learn it.
    fn source(&self, origin: Origin) -> Option<String> {
        let source = match origin {
            Origin::Frozen => "確定した記録",
            Origin::Forms => "提出された調査票",
            Origin::Register => "計画台帳の過年度実績",
        };
        (self.readers == Readers::Headquarters).then(|| source.to_owned())
    }

    fn reports(&self) -> impl Iterator<Item = &ReportRecord> {
        let initiatives = self.record.items.iter().flat_map(|i| &i.initiatives);
        initiatives.flat_map(|i| &i.reports)
    }

    fn effect_breakdown(&self) -> EffectBreakdown {
        let some = |group: &EffectGroup| group.sums != EffectPair::default();
        let items = self.record.items.iter().map(|item| {
            let reports = item.initiatives.iter().flat_map(|i| &i.reports);
            EffectGroup {
                code: item.id.to_string(),
                number: item.number.clone(),
                name: item.title.clone(),
                sums: self.effect_pair(reports, &Sum::Item(item.id.to_string())),
            }
        });
        let mut by_name: BTreeMap<&str, Vec<&ReportRecord>> = BTreeMap::new();
        for report in self.reports() {
            by_name.entry(&report.department).or_default().push(report);
        }
        let departments = self.record.departments.iter().map(|department| {
            let reports = by_name.get(department.name.as_str()).into_iter().flatten();
            EffectGroup {
                code: department.code.clone(),
                number: department.division.clone().unwrap_or_default(),
                name: department.name.clone(),
                sums: self.effect_pair(reports.copied(), &Sum::Department(department.code.clone())),
            }
        });
        EffectBreakdown {
            total: self.effect_pair(self.reports(), &Sum::Total),
            items: items.filter(some).collect(),
            departments: departments.filter(some).collect(),
        }
    }

    fn effect_pair<'r>(
        &self,
        reports: impl Iterator<Item = &'r ReportRecord>,
        of: &Sum,
    ) -> EffectPair {
        let reports: Vec<&ReportRecord> = reports.collect();
        let [single_year, continuing] = EffectKind::TOTALLED.map(|kind| {
            let sum = effect_of_kind(reports.iter().copied(), kind)?;
            let figure = |what: Amount, value: Decimal| {
                let key = FigureKey::Effect(of.clone(), kind.label().to_owned(), what);
                Figure::new(key, value, 0)
            };
            Some(EffectFigures {
                revenue: figure(Amount::Revenue, sum.revenue),
                saving: figure(Amount::Saving, sum.saving),
                effect: figure(Amount::Total, sum.total),
            })
        });
        EffectPair {
            single_year,
            continuing,
        }
    }

    fn earlier_grades(&self) -> BTreeMap<String, Vec<Option<Text>>> {
        let grade = |earlier: &Earlier, id: &crate::values::Code| {
            let key = format!("items.{id}.{}.grade", earlier.year.western());
            earlier.values.grade(id).map(|g| Text::new(key, g))
        };
        let items = self.record.items.iter();
        items
            .map(|item| {
                let earlier = self.history.earlier.iter();
                let grades = earlier.map(|e| grade(e, &item.id)).collect();
                (item.id.to_string(), grades)
            })
            .collect()
    }

    fn earlier_actuals(&self) -> BTreeMap<String, Vec<Option<Shown>>> {
        let indicators = self.record.items.iter().flat_map(|i| &i.indicators);
        indicators
            .map(|record| {
                let plan = self.indicators.get(&record.id);
                let actual = |earlier: &Earlier| {
                    let text = earlier.values.actual(&record.id)?;
                    let key =
                        FigureKey::ActualOfYear(record.id.to_string(), earlier.year.western());
                    let converted = earlier.values.is_converted(&record.id);
                    let shown = super::number_or_text(text, key.into(), plan.copied());
                    Some(shown.marked(converted))
                };
                let actuals = self.history.earlier.iter().map(actual).collect();
                (record.id.to_string(), actuals)
            })
            .collect()
    }
}

fn to_date(western: i32, yearly: Option<&YearlyEffect>) -> Option<[Figure; 3]> {
    let sums = &yearly?.to_date;
    let figure = |kind: &str, value| {
        Figure::new(FigureKey::EffectToDate(western, kind.to_owned()), value, 0)
    };
    Some([
        figure(EffectKind::SingleYear.label(), sums.single_year),
        figure(EffectKind::Continuing.label(), sums.continuing),
        figure(LISTED, sums.listed),
    ])
}
