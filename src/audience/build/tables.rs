//! The tables that workbooks show beyond the pages. Figures are the record's and those of earlier cycles, copied.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Builder, Readers};
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
            refused_label: self.missing_label(true),
            years: self.years(&yearly),
            unknown_years: unknown.map(|y| y.to_string()).collect(),
            before: self.before(),
            effects: self.effect_breakdown(),
            evaluating: self
                .record
                .items
                .iter()
                .filter_map(|i| Some((i.id.to_string(), i.lead.clone()?)))
                .collect(),
            earlier_grades: self.earlier_grades(),
            earlier_actuals: self.earlier_actuals(),
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
        let part = format!("years.{western}");
        let effect = earlier.effect.as_ref();
        // An earlier record does not distinguish a sum of 0 from one that nobody reported.
        let sum = |kind: EffectKind| {
            let sum = effect.map(|e| e.sum(Some(kind)));
            sum.filter(|s| **s != EffectSum::default())
                .map(|s| Figure::new(format!("{part}.{}", kind.label()), s.total, 0))
        };
        YearRow {
            single_year: sum(EffectKind::SingleYear),
            continuing: sum(EffectKind::Continuing),
            listed: earlier
                .effect_listed
                .map(|v| Figure::new(format!("{part}.listed"), v, 0)),
            to_date: to_date(western, yearly),
            source: self.source(earlier.origin),
            ..self.year_row(western, &earlier.name, &earlier.grades.total, &part)
        }
    }

    fn present_year(&self, yearly: Option<&YearlyEffect>) -> YearRow {
        let western = self.cycle.year.western();
        let total = &self.effect_pair(self.reports(), "effect");
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
                "grades.total",
            )
        }
    }

    /// The counts of a cycle; no 効果額 yet.
    fn year_row(&self, western: i32, name: &str, count: &GradeCount, part: &str) -> YearRow {
        let key = |what: &str| format!("{part}.{what}");
        let grades = &self.plan.grades;
        let today = |symbol: &str| grades.iter().any(|g| g.symbol == symbol);
        let other = count.counts.iter().filter(|(s, _)| !today(s));
        YearRow {
            western,
            name: name.to_owned(),
            source: None,
            counts: grades
                .iter()
                .map(|g| Figure::count(key(&g.symbol), count.count(&g.symbol)))
                .collect(),
            other: Figure::count(key("other"), other.map(|(_, n)| n).sum()),
            missing: Figure::count(key("missing"), count.missing),
            denominator: Figure::count(key("denominator"), count.denominator),
            on_track: Figure::count(key("on_track"), count.on_track),
            all: Figure::count(key("all"), count.all),
            on_track_share: count
                .on_track_share()
                .map(|s| Figure::new(key("on_track.share"), s, 1)),
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

    /// Counts of the cycle compared with, row by row of the matrix.
    fn before(&self) -> Option<Vec<Vec<Figure>>> {
        let last = self.last()?;
        let pillars = self.plan.pillars.iter();
        let pillars =
            pillars.filter(|p| self.record.summary.grades.pillars.contains_key(&p.number));
        let row = |number: &str, part: String| -> Vec<Figure> {
            let grades = self.plan.grades.iter();
            grades
                .map(|g| {
                    let count = before(last, number, &g.symbol);
                    Figure::count(format!("grades.{part}.{}.before", g.symbol), count)
                })
                .collect()
        };
        let mut rows: Vec<Vec<Figure>> = pillars
            .map(|p| row(&p.number, format!("pillars.{}", p.number)))
            .collect();
        rows.push(row("", "total".to_owned()));
        Some(rows)
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
                sums: self.effect_pair(reports, &format!("items.{}.effect", item.id)),
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
                sums: self.effect_pair(
                    reports.copied(),
                    &format!("departments.{}.effect", department.code),
                ),
            }
        });
        EffectBreakdown {
            total: self.effect_pair(self.reports(), "effect"),
            items: items.filter(some).collect(),
            departments: departments.filter(some).collect(),
        }
    }

    fn effect_pair<'r>(
        &self,
        reports: impl Iterator<Item = &'r ReportRecord>,
        part: &str,
    ) -> EffectPair {
        let reports: Vec<&ReportRecord> = reports.collect();
        let [single_year, continuing] = EffectKind::TOTALLED.map(|kind| {
            let sum = effect_of_kind(reports.iter().copied(), kind)?;
            let figure = |what: &str, value: Decimal| {
                Figure::new(format!("{part}.{}.{what}", kind.label()), value, 0)
            };
            Some(EffectFigures {
                revenue: figure("revenue", sum.revenue),
                saving: figure("saving", sum.saving),
                effect: figure("total", sum.total),
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
                    let key = format!("indicators.{}.{}.actual", record.id, earlier.year.western());
                    Some(super::number_or_text(text, key, plan.copied()))
                };
                let actuals = self.history.earlier.iter().map(actual).collect();
                (record.id.to_string(), actuals)
            })
            .collect()
    }
}

/// How many items of a pillar (all for a blank number) had this grade in an earlier cycle.
pub(super) fn before(earlier: &Earlier, pillar: &str, symbol: &str) -> usize {
    let count = if pillar.is_empty() {
        Some(&earlier.grades.total)
    } else {
        earlier.grades.pillars.get(pillar)
    };
    count.map_or(0, |c| c.count(symbol))
}

fn to_date(western: i32, yearly: Option<&YearlyEffect>) -> Option<[Figure; 3]> {
    let sums = &yearly?.to_date;
    let figure =
        |what: &str, value| Figure::new(format!("years.{western}.to_date.{what}"), value, 0);
    Some([
        figure(EffectKind::SingleYear.label(), sums.single_year),
        figure(EffectKind::Continuing.label(), sums.continuing),
        figure("listed", sums.listed),
    ])
}
