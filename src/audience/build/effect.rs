//! 効果額: one row for each report that gives one, and the record's totals.

use super::Builder;
use crate::audience::key::{self, Amount, FigureKey, Sum};
use crate::audience::leaf::{Figure, Shown, Text};
use crate::audience::parts::{EffectRow, EffectTable, EffectTotal};
use crate::cycle::{
    EffectKind, EffectSum, InitiativeField, InitiativeRecord, ItemRecord, ReportRecord,
};

impl Builder<'_> {
    pub(super) fn effect(&self) -> EffectTable {
        let mut rows = Vec::new();
        for item in &self.record.items {
            for initiative in &item.initiatives {
                for report in &initiative.reports {
                    rows.extend(self.effect_row(item, initiative, report));
                }
            }
        }
        let summary = &self.record.summary.effect;
        let reported = |kind: &EffectKind| rows.iter().any(|r: &EffectRow| r.kind == kind.label());
        let totals = EffectKind::TOTALLED
            .into_iter()
            .filter(reported)
            .map(|kind| total(kind.label(), summary.sum(Some(kind))))
            .collect();
        EffectTable { rows, totals }
    }

    /// 効果額 of one report; a text where a part of it was refused.
    pub(super) fn effect_sum(&self, report: &ReportRecord, key: String) -> Option<Shown> {
        match report.effect() {
            Some(total) => Some(Shown::Figure(Figure::new(key, total, 0))),
            None if report.effect_refused() => {
                Some(Shown::Text(Text::new(key, self.missing_label(true))))
            }
            None => None,
        }
    }

    fn effect_row(
        &self,
        item: &ItemRecord,
        initiative: &InitiativeRecord,
        report: &ReportRecord,
    ) -> Option<EffectRow> {
        let key = |what: &str| format!("{}.{what}", report_key(initiative, report));
        let kind = report.effect_kind();
        Some(EffectRow {
            item_id: item.id.to_string(),
            item_number: item.number.clone(),
            item_title: item.title.clone(),
            number: initiative.number.clone(),
            department: report.department.clone(),
            kind: kind.map_or("", EffectKind::label).to_owned(),
            counted: kind.is_some_and(EffectKind::is_totalled),
            revenue: self.shown(
                &report.answers[InitiativeField::EffectRevenue],
                key("effect_revenue"),
                0,
            ),
            saving: self.shown(
                &report.answers[InitiativeField::EffectSaving],
                key("effect_saving"),
                0,
            ),
            effect: self.effect_sum(report, key("effect"))?,
            basis: self.text(
                &report.answers[InitiativeField::EffectBasis],
                key("effect_basis"),
            ),
        })
    }
}

/// Key of one report of an initiative.
pub(super) fn report_key(initiative: &InitiativeRecord, report: &ReportRecord) -> String {
    key::of_report(&initiative.id.to_string(), &report.department)
}

fn total(kind: &str, sum: &EffectSum) -> EffectTotal {
    let figure = |what: Amount, value| {
        let key = FigureKey::Effect(Sum::Total, kind.to_owned(), what);
        Figure::new(key, value, 0)
    };
    EffectTotal {
        kind: kind.to_owned(),
        revenue: figure(Amount::Revenue, sum.revenue),
        saving: figure(Amount::Saving, sum.saving),
        effect: figure(Amount::Total, sum.total),
    }
}
