//! 効果額: one row for each report that gives one, and the record's totals.

use super::Builder;
use crate::audience::key::{Amount, FigureKey, Sum};
use crate::audience::leaf::{Figure, Shown, Text};
use crate::audience::parts::{EffectRow, EffectTable, EffectTotal};
use crate::cycle::{Effect, EffectSum, InitiativeRecord, ItemRecord, ReportRecord};

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
        let reported = |kind: &str| rows.iter().any(|r: &EffectRow| r.kind == kind);
        let totals = [
            ("単年度", &summary.single_year),
            ("継続", &summary.continuing),
        ]
        .into_iter()
        .filter(|(kind, _)| reported(kind))
        .map(|(kind, sum)| total(kind, sum))
        .collect();
        EffectTable { rows, totals }
    }

    /// 効果額 of one report; a text where a part of it was refused.
    pub(super) fn effect_sum(&self, effect: &Effect, key: String) -> Option<Shown> {
        match effect.total {
            Some(total) => Some(Shown::Figure(Figure::new(key, total, 0))),
            None if effect.refused() => Some(Shown::Text(Text::new(key, self.missing_label(true)))),
            None => None,
        }
    }

    fn effect_row(
        &self,
        item: &ItemRecord,
        initiative: &InitiativeRecord,
        report: &ReportRecord,
    ) -> Option<EffectRow> {
        let effect = &report.effect;
        let key = |what: &str| format!("{}.{what}", report_key(initiative, report));
        let amount = |what| report_amount(initiative, report, what);
        let kind = effect.kind_word().unwrap_or_default();
        Some(EffectRow {
            item_id: item.id.to_string(),
            item_number: item.number.clone(),
            item_title: item.title.clone(),
            number: initiative.number.clone(),
            department: report.department.clone(),
            kind: kind.to_owned(),
            counted: matches!(kind, "単年度" | "継続"),
            revenue: self.shown(&effect.revenue, amount(Amount::Revenue), 0),
            saving: self.shown(&effect.saving, amount(Amount::Saving), 0),
            effect: self.effect_sum(effect, amount(Amount::Total))?,
            basis: self.text(&effect.basis, key("effect_basis")),
        })
    }
}

/// Key of one report of an initiative.
pub(super) fn report_key(initiative: &InitiativeRecord, report: &ReportRecord) -> String {
    format!("initiatives.{}.{}", initiative.id, report.department)
}

/// The same, of an amount.
pub(super) fn report_amount(
    initiative: &InitiativeRecord,
    report: &ReportRecord,
    amount: Amount,
) -> String {
    FigureKey::Report(initiative.id.to_string(), report.department.clone(), amount).into()
}

fn total(kind: &str, sum: &EffectSum) -> EffectTotal {
    let figure = |what: Amount, value| {
        Figure::new(
            FigureKey::Effect(Sum::Total, kind.to_owned(), what),
            value,
            0,
        )
    };
    EffectTotal {
        kind: kind.to_owned(),
        revenue: figure(Amount::Revenue, sum.revenue),
        saving: figure(Amount::Saving, sum.saving),
        effect: figure(Amount::Total, sum.total),
    }
}
