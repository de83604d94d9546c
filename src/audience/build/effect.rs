//! 効果額: one row for each report that gives one, and the record's totals.

use super::{Builder, answer_figure, answer_text};
use crate::audience::leaf::Figure;
use crate::audience::parts::{EffectRow, EffectTable, EffectTotal};
use crate::cycle::{EffectSum, InitiativeRecord, ItemRecord, ReportRecord};

impl Builder<'_> {
    pub(super) fn effect(&self) -> EffectTable {
        let mut rows = Vec::new();
        for item in &self.record.items {
            for initiative in &item.initiatives {
                for report in &initiative.reports {
                    rows.extend(row(item, initiative, report));
                }
            }
        }
        let summary = &self.record.summary.effect;
        EffectTable {
            rows,
            totals: vec![
                total("単年度", &summary.single_year),
                total("継続", &summary.continuing),
            ],
        }
    }
}

/// Key of one report of an initiative.
pub(super) fn report_key(initiative: &InitiativeRecord, report: &ReportRecord) -> String {
    format!("initiatives.{}.{}", initiative.id, report.department)
}

fn row(
    item: &ItemRecord,
    initiative: &InitiativeRecord,
    report: &ReportRecord,
) -> Option<EffectRow> {
    let effect = &report.effect;
    let key = |what: &str| format!("{}.{what}", report_key(initiative, report));
    let kind = effect.kind_word().unwrap_or_default();
    Some(EffectRow {
        item_id: item.id.to_string(),
        item_number: item.number.clone(),
        item_title: item.title.clone(),
        number: initiative.number.clone(),
        department: report.department.clone(),
        kind: kind.to_owned(),
        counted: matches!(kind, "単年度" | "継続"),
        revenue: answer_figure(&effect.revenue, key("effect_revenue"), 0),
        saving: answer_figure(&effect.saving, key("effect_saving"), 0),
        effect: Figure::new(key("effect"), effect.total?, 0),
        basis: answer_text(&effect.basis, key("effect_basis")),
    })
}

fn total(kind: &str, sum: &EffectSum) -> EffectTotal {
    let figure = |what: &str, value| Figure::new(format!("effect.{kind}.{what}"), value, 0);
    EffectTotal {
        kind: kind.to_owned(),
        revenue: figure("revenue", sum.revenue),
        saving: figure("saving", sum.saving),
        effect: figure("total", sum.total),
    }
}
