//! The figures worked out anew from the single answers of the record and of the cycles before. Nothing of the record's
//! own totals and rates is used, and none of the code that made them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::compared::{compared, same_scale};
use super::ledger::{decimal, percent};
use super::opinions;
use super::scale::{Figures, Scale, first_symbol, put, symbol};
use super::whole::whole_period;
use crate::audience::key::{
    Amount, Changed, Count, FigureKey, Items, LISTED, Measure, Of, Submission, Sum, Turn,
};
use crate::cycle::{
    CycleRecord, DepartmentStatus, GradeChange, GradeCount, History, IndicatorField,
    IndicatorRecord, InitiativeField, InitiativeRecord, ItemRecord, ReportRecord,
};
use crate::values::{Value, round_half_away};

/// Every figure that can be worked out, by its key.
pub(super) fn all(
    record: &CycleRecord,
    history: &History,
    view: &Json,
    leaves: &BTreeMap<String, String>,
) -> Figures {
    let scale = Scale::of(view);
    let mut figures = Figures::new();
    grades(record, history, &scale, &mut figures);
    departments(record, &scale, &mut figures);
    let previous = history.previous();
    let other_scale = previous.is_some_and(|p| !same_scale(p, &scale));
    changes(record, other_scale, &mut figures);
    figures.extend(opinions::counts(record, history, view));
    effects(record, &mut figures);
    indicators(record, history, (view, leaves), &mut figures);
    years(record, history, &scale, &mut figures);
    whole_period(record, history, view, &mut figures);
    figures
}

fn number(answer: &crate::cycle::Answer) -> Option<Decimal> {
    match answer.as_ref()?.value.as_ref()? {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// Counts of these items.
fn counts(of: &Items, items: &[&ItemRecord], scale: &Scale, figures: &mut Figures) {
    let having = |wanted: &str| items.iter().filter(|i| symbol(i) == Some(wanted)).count();
    let mut put = |what, value: Decimal| put(figures, FigureKey::Items(of.clone(), what), value);
    let (mut denominator, mut on_track, mut graded) = (0, 0, 0);
    for (symbol, counted, good) in &scale.columns {
        let count = having(symbol);
        graded += count;
        denominator += if *counted { count } else { 0 };
        on_track += if *good { count } else { 0 };
        put(Of::Grade(symbol.clone()), count.into());
        let first = items.iter().filter(|i| first_symbol(i) == Some(symbol));
        put(Of::First(symbol.clone()), first.count().into());
    }
    put(Of::Count(Count::Missing), (items.len() - graded).into());
    put(Of::Count(Count::Denominator), denominator.into());
    put(Of::Count(Count::OnTrack), on_track.into());
    put(Of::Count(Count::All), items.len().into());
    put(Of::Count(Count::Other), Decimal::ZERO);
    let share = |count: usize| percent(count.into(), denominator.into());
    for (symbol, counted, _) in &scale.columns {
        if let (true, Some(share)) = (*counted, share(having(symbol))) {
            put(Of::Share(symbol.clone()), share);
        }
    }
    if let Some(share) = share(on_track) {
        put(Of::OnTrackShare, share);
    }
}

fn grades(record: &CycleRecord, history: &History, scale: &Scale, figures: &mut Figures) {
    let all: Vec<&ItemRecord> = record.items.iter().collect();
    counts(&Items::Total, &all, scale, figures);
    for number in record.summary.grades.pillars.keys() {
        let here = all.iter().copied().filter(|i| i.pillar == *number);
        let here: Vec<&ItemRecord> = here.collect();
        counts(&Items::Pillar(number.clone()), &here, scale, figures);
    }
    if let Some(previous) = history.previous() {
        compared(record, previous, scale, figures);
    }
}

/// Items that each department evaluates, and 提出状況.
fn departments(record: &CycleRecord, scale: &Scale, figures: &mut Figures) {
    let mut by_lead: BTreeMap<&str, Vec<&ItemRecord>> = BTreeMap::new();
    for item in &record.items {
        if let Some(lead) = &item.lead {
            by_lead.entry(lead).or_default().push(item);
        }
    }
    for department in &record.departments {
        let led = by_lead.remove(department.name.as_str()).unwrap_or_default();
        let key = |of| FigureKey::Items(Items::Department(department.code.clone()), of);
        let having = |wanted: &str| led.iter().filter(|i| symbol(i) == Some(wanted)).count();
        let mut graded = 0;
        for (symbol, _, _) in &scale.columns {
            graded += having(symbol);
            put(figures, key(Of::Grade(symbol.clone())), having(symbol));
        }
        put(figures, key(Of::Count(Count::Missing)), led.len() - graded);
        put(figures, key(Of::Count(Count::Leads)), led.len());
    }
    let late = |d: &&crate::cycle::DepartmentRecord| d.status == DepartmentStatus::Missing;
    let all = record.departments.len();
    let late = record.departments.iter().filter(late).count();
    for (what, count) in [
        (Submission::Expected, all),
        (Submission::Missing, late),
        (Submission::Submitted, all - late),
    ] {
        put(figures, FigureKey::Submission(what), count);
    }
}

fn changes(record: &CycleRecord, other_scale: bool, figures: &mut Figures) {
    let mut rest = record.items.len();
    for (turn, change) in [
        (Turn::Up, GradeChange::Up),
        (Turn::Down, GradeChange::Down),
        (Turn::Same, GradeChange::Same),
    ] {
        let items = record.items.iter().filter(|i| i.change == Some(change));
        let count = if other_scale { 0 } else { items.count() };
        rest -= count;
        put(figures, FigureKey::Changes(turn), count);
    }
    put(figures, FigureKey::Changes(Turn::Other), rest);
}

/// 歳入増 and 歳出減 of a report, as far as they were given; none where one was refused.
fn amounts(report: &ReportRecord) -> Option<(Decimal, Decimal)> {
    let given = [
        &report.answers[InitiativeField::EffectRevenue],
        &report.answers[InitiativeField::EffectSaving],
    ];
    if given.iter().all(|a| a.is_none()) {
        return None;
    }
    let refused = |a: &&crate::cycle::Answer| a.as_ref().is_some_and(|a| a.value.is_none());
    if given.iter().any(refused) {
        return None;
    }
    Some((
        number(given[0]).unwrap_or_default(),
        number(given[1]).unwrap_or_default(),
    ))
}

fn effects(record: &CycleRecord, figures: &mut Figures) {
    let codes: BTreeMap<&str, &str> = record
        .departments
        .iter()
        .map(|d| (d.name.as_str(), d.code.as_str()))
        .collect();
    for item in &record.items {
        for initiative in &item.initiatives {
            for report in &initiative.reports {
                given(initiative, report, figures);
                let (Some((revenue, saving)), Some(kind)) = (amounts(report), kind(report)) else {
                    continue;
                };
                let mut sums = vec![Sum::Total, Sum::Item(item.id.to_string())];
                let code = codes.get(report.department.as_str());
                sums.extend(code.map(|code| Sum::Department((*code).to_owned())));
                for of in sums {
                    for (what, amount) in [
                        (Amount::Revenue, revenue),
                        (Amount::Saving, saving),
                        (Amount::Total, revenue + saving),
                    ] {
                        let key = FigureKey::Effect(of.clone(), kind.to_owned(), what);
                        let sum = figures.entry(key).or_default();
                        *sum = (*sum + amount).normalize();
                    }
                }
            }
        }
    }
}

/// 単年度 or 継続: what is totalled.
fn kind(report: &ReportRecord) -> Option<&str> {
    let kind = report.answers[InitiativeField::EffectKind].as_ref()?;
    match kind.value.as_ref()? {
        Value::Choice(kind) if kind == "単年度" || kind == "継続" => Some(kind),
        _ => None,
    }
}

fn given(initiative: &InitiativeRecord, report: &ReportRecord, figures: &mut Figures) {
    let answer = |field| number(&report.answers[field]);
    let sum = amounts(report).map(|(revenue, saving)| revenue + saving);
    for (what, amount) in [
        (Amount::Revenue, answer(InitiativeField::EffectRevenue)),
        (Amount::Saving, answer(InitiativeField::EffectSaving)),
        (Amount::Total, sum),
    ] {
        if let Some(amount) = amount {
            let (id, department) = (initiative.id.to_string(), report.department.clone());
            put(figures, FigureKey::Report(id, department, what), amount);
        }
    }
}

/// An actual to the 小数桁 of its record; older records have none, and the figure's own decimals count.
fn printed(
    actual: Decimal,
    indicator: &IndicatorRecord,
    (key, leaves): (&FigureKey, &BTreeMap<String, String>),
) -> Decimal {
    let figure = || leaves.get(&key.to_string()).and_then(|text| decimal(text));
    let places = indicator.places.or_else(|| Some(figure()?.scale()));
    places.map_or(actual, |places| round_half_away(actual, places))
}

fn indicators(
    record: &CycleRecord,
    history: &History,
    (view, leaves): (&Json, &BTreeMap<String, String>),
    figures: &mut Figures,
) {
    let items = view["items"].as_array().into_iter().flatten();
    let views: BTreeMap<&str, &Json> = items
        .flat_map(|i| i["indicators"].as_array().into_iter().flatten())
        .filter_map(|i| Some((i["id"].as_str()?, i)))
        .collect();
    for indicator in record.items.iter().flat_map(|i| &i.indicators) {
        let actual = number(&indicator.answers[IndicatorField::Actual]);
        let key = |what| FigureKey::Indicator(indicator.id.to_string(), what);
        let shown = |what, value| printed(value, indicator, (&key(what), leaves));
        let now = actual.map(|actual| shown(Measure::Actual, actual));
        let previous = history.previous().and_then(|p| p.actual(&indicator.id));
        let previous: Option<Decimal> = previous.and_then(|p| p.parse().ok());
        let before = previous.map(|previous| shown(Measure::Previous, previous));
        for (what, value) in [(Measure::Actual, now), (Measure::Previous, before)] {
            if let Some(value) = value {
                put(figures, key(what), value);
            }
        }
        if let (Some(now), Some(before)) = (now, before) {
            let key = FigureKey::Change(indicator.id.to_string(), Changed::Difference);
            put(figures, key, now - before);
        }
        for earlier in &history.earlier {
            let then = earlier.values.actual(&indicator.id);
            if let Some(then) = then.and_then(|a| a.parse::<Decimal>().ok()) {
                let year = earlier.year.western();
                let key = FigureKey::ActualOfYear(indicator.id.to_string(), year);
                let then = printed(then, indicator, (&key, leaves));
                put(figures, key, then);
            }
        }
        if let Some(view) = views.get(indicator.id.as_str()) {
            rates(indicator, view, actual, figures);
        }
    }
}

/// 達成率 or 進捗率 from the actual, and from the target and base as they are shown.
fn rates(indicator: &IndicatorRecord, view: &Json, actual: Option<Decimal>, figures: &mut Figures) {
    let key = |what| FigureKey::Indicator(indicator.id.to_string(), what);
    let shown = |name: &str| view[name]["figure"].as_str().and_then(decimal);
    let target: Option<Decimal> = indicator.target.as_ref().and_then(|t| t.parse().ok());
    let at_most = view["direction"] == "以下";
    if !at_most && view["direction"] != "以上" {
        return;
    }
    if let Some(target) = target {
        put(figures, key(Measure::Target), target);
    }
    let rate = match (actual, target) {
        (Some(actual), Some(target)) => {
            let (part, whole) = if at_most {
                (target, actual)
            } else {
                (actual, target)
            };
            let negative = part < Decimal::ZERO || whole < Decimal::ZERO;
            let rate = percent(part, whole).filter(|_| !negative);
            rate.map(|rate| (Measure::Achievement, rate))
        }
        (Some(actual), None) => {
            shown("final_target")
                .zip(shown("base"))
                .and_then(|(last, base)| {
                    Some((Measure::Progress, percent(actual - base, last - base)?))
                })
        }
        _ => None,
    };
    if let Some((what, rate)) = rate {
        put(figures, key(what), rate);
    }
}

/// 年度推移: each earlier cycle as its own record has it, and 効果額 added up over the plan's years.
fn years(record: &CycleRecord, history: &History, scale: &Scale, figures: &mut Figures) {
    const KINDS: [&str; 3] = ["単年度", "継続", LISTED];
    let mut to_date = [Decimal::ZERO; 3];
    for earlier in &history.earlier {
        let year = earlier.year.western();
        counts_of_year(year, &earlier.grades.total, scale, figures);
        let effect = earlier.effect.clone().unwrap_or_default();
        let sums = [
            effect.single_year.total,
            effect.continuing.total,
            earlier.effect_listed.unwrap_or_default(),
        ];
        for ((kind, sum), to_date) in KINDS.iter().zip(sums).zip(&mut to_date) {
            let kind = || (*kind).to_owned();
            put(figures, FigureKey::EffectOfYear(year, kind()), sum);
            if earlier.year >= record.plan.start {
                *to_date += sum;
                put(figures, FigureKey::EffectToDate(year, kind()), *to_date);
            }
        }
    }
    for (kind, to_date) in KINDS.iter().zip(to_date) {
        let kind = || (*kind).to_owned();
        let now = figures.get(&FigureKey::Effect(Sum::Total, kind(), Amount::Total));
        let sum = to_date + now.copied().unwrap_or_default();
        let year = record.cycle.year.western();
        put(figures, FigureKey::EffectToDate(year, kind()), sum);
    }
}

fn counts_of_year(year: i32, total: &GradeCount, scale: &Scale, figures: &mut Figures) {
    let mut put = |of, value: Decimal| put(figures, FigureKey::Items(Items::Year(year), of), value);
    let mut today = 0;
    for (symbol, _, _) in &scale.columns {
        today += total.count(symbol);
        put(Of::Grade(symbol.clone()), total.count(symbol).into());
    }
    let graded: usize = total.counts.iter().map(|(_, n)| n).sum();
    for (count, value) in [
        (Count::Other, graded - today.min(graded)),
        (Count::Missing, total.missing),
        (Count::Denominator, total.denominator),
        (Count::OnTrack, total.on_track),
        (Count::All, total.all),
    ] {
        put(Of::Count(count), value.into());
    }
    if let Some(share) = percent(total.on_track.into(), total.denominator.into()) {
        put(Of::OnTrackShare, share);
    }
}
