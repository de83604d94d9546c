//! 効果額 over the whole period of the plan, added up anew: of earlier years from the sums of their records, of this one from its
//! reports. Where 継続 counts in its first year alone, report by report.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::ledger::decimal;
use super::scale::{Figures, put};
use crate::audience::key::{FigureKey, Whole};
use crate::cycle::{CycleRecord, EffectKind, History, Previous};

/// Every year of 計画期間の総括 and its total, where the view has it.
pub(super) fn whole_period(
    record: &CycleRecord,
    history: &History,
    view: &Json,
    figures: &mut Figures,
) {
    let Some(whole) = view.get("whole").filter(|whole| !whole.is_null()) else {
        return;
    };
    let first_only = whole.pointer("/counting/text").and_then(Json::as_str);
    let first_only = first_only.is_some_and(|text| text.contains("だけ"));
    let mut seen: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    let mut totals = [Decimal::ZERO; 5];
    for row in whole["effects"].as_array().into_iter().flatten() {
        let Some(year) = row["western"].as_i64().and_then(|y| i32::try_from(y).ok()) else {
            continue;
        };
        let planned = row["planned"]["figure"].as_str().and_then(decimal);
        let sums = sums(record, history, year, (first_only, &mut seen));
        let achieved = sums.iter().sum();
        let all = [
            planned.unwrap_or_default(),
            sums[0],
            sums[1],
            sums[2],
            achieved,
        ];
        for ((what, value), total) in WHAT.into_iter().zip(all).zip(&mut totals) {
            *total += value;
            if what != Whole::Planned {
                put(figures, FigureKey::WholePeriod(Some(year), what), value);
            }
        }
    }
    for (what, total) in WHAT.into_iter().zip(totals) {
        put(figures, FigureKey::WholePeriod(None, what), total);
    }
}

const WHAT: [Whole; 5] = [
    Whole::Planned,
    Whole::SingleYear,
    Whole::Continuing,
    Whole::Listed,
    Whole::Achieved,
];

/// 単年度, 継続 and what is listed, of a year.
fn sums(
    record: &CycleRecord,
    history: &History,
    year: i32,
    (first_only, seen): (bool, &mut BTreeSet<(String, Vec<String>)>),
) -> [Decimal; 3] {
    let earlier = history.earlier.iter().find(|e| e.year.western() == year);
    let own = year == record.cycle.year.western();
    let now = own.then(|| Previous::from_record(record));
    let values = now.as_ref().or(earlier.map(|e| &e.values));
    let reports = values.map_or(&[][..], |known| known.reports.as_slice());
    let of_kind = |kind| {
        let reports = reports.iter().filter(move |r| r.kind == Some(kind));
        reports.map(|r| r.total).sum::<Decimal>()
    };
    let single = match earlier.and_then(|e| e.effect.as_ref()) {
        Some(effect) => effect.single_year.total,
        None => of_kind(EffectKind::SingleYear),
    };
    let mut continuing = match earlier.and_then(|e| e.effect.as_ref()) {
        Some(effect) => effect.continuing.total,
        None => of_kind(EffectKind::Continuing),
    };
    if first_only {
        continuing = Decimal::ZERO;
        let names = |department: &str| {
            let own = record.departments.iter().find(|d| d.name == department);
            let mut names = own.map(|d| d.former.clone()).unwrap_or_default();
            names.push(department.to_owned());
            names
        };
        for report in reports {
            let id = report.initiative.to_string();
            let names = names(&report.department);
            let known = seen.iter().any(|(initiative, before)| {
                *initiative == id && before.iter().any(|name| names.contains(name))
            });
            if report.kind == Some(EffectKind::Continuing) {
                continuing += if known { Decimal::ZERO } else { report.total };
                seen.insert((id, vec![report.department.clone()]));
            }
        }
    }
    let listed = earlier.and_then(|e| e.effect_listed);
    [single, continuing, listed.unwrap_or_default()]
}
