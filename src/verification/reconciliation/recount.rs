//! The figures worked out anew from the single answers of the record and of the cycles before. Nothing of the record's
//! own totals and rates is used, and none of the code that made them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::cycle::{
    CycleRecord, DepartmentStatus, GradeChange, GradeCount, History, IndicatorField,
    IndicatorRecord, InitiativeField, ItemField, ItemRecord, ReportRecord,
};
use crate::values::{Value, round_half_away};

/// Which grades are in the denominator, and which are 順調, as the register says.
struct Scale {
    columns: Vec<(String, bool, bool)>,
}

impl Scale {
    fn of(view: &Json) -> Self {
        let columns = view.pointer("/matrix/columns").and_then(Json::as_array);
        let flag = |column: &Json, name: &str| column[name].as_bool().unwrap_or_default();
        Self {
            columns: columns
                .into_iter()
                .flatten()
                .map(|c| {
                    let symbol = c["symbol"].as_str().unwrap_or_default().to_owned();
                    (symbol, flag(c, "counted"), flag(c, "on_track"))
                })
                .collect(),
        }
    }
}

type Figures = BTreeMap<String, Decimal>;

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
    changes(record, &mut figures);
    effects(record, &mut figures);
    indicators(record, history, (view, leaves), &mut figures);
    years(record, history, &scale, &mut figures);
    figures
}

/// What 効果額 is the sum of.
const AMOUNTS: [InitiativeField; 2] = [
    InitiativeField::EffectRevenue,
    InitiativeField::EffectSaving,
];

fn put(figures: &mut Figures, key: String, value: impl Into<Decimal>) {
    figures.insert(key, value.into().normalize());
}

fn symbol(item: &ItemRecord) -> Option<&str> {
    match item.answers[ItemField::Grade].as_ref()?.value.as_ref()? {
        Value::Choice(symbol) => Some(symbol),
        _ => None,
    }
}

fn number(answer: &crate::cycle::Answer) -> Option<Decimal> {
    match answer.as_ref()?.value.as_ref()? {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// `part` × 100 ÷ `whole`, one decimal, half away from zero; none where `whole` is 0.
pub(super) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let tenths = part
        .checked_mul(Decimal::ONE_THOUSAND)?
        .checked_div(whole)?;
    let (below, rest) = (tenths.trunc(), tenths.fract().abs());
    let half = Decimal::new(5, 1);
    let up = match (rest >= half, tenths.is_sign_negative()) {
        (false, _) => Decimal::ZERO,
        (true, false) => Decimal::ONE,
        (true, true) => Decimal::NEGATIVE_ONE,
    };
    below.checked_add(up)?.checked_div(Decimal::TEN)
}

/// Counts of these items under `part`.
fn counts(part: &str, items: &[&ItemRecord], scale: &Scale, figures: &mut Figures) {
    let of = |wanted: &str| items.iter().filter(|i| symbol(i) == Some(wanted)).count();
    let (mut denominator, mut on_track, mut graded) = (0, 0, 0);
    for (symbol, counted, good) in &scale.columns {
        let count = of(symbol);
        graded += count;
        denominator += if *counted { count } else { 0 };
        on_track += if *good { count } else { 0 };
        put(figures, format!("{part}.{symbol}"), count);
    }
    put(figures, format!("{part}.missing"), items.len() - graded);
    put(figures, format!("{part}.denominator"), denominator);
    put(figures, format!("{part}.on_track"), on_track);
    put(figures, format!("{part}.all"), items.len());
    put(figures, format!("{part}.other"), 0);
    let share = |count: usize| percent(count.into(), denominator.into());
    for (symbol, counted, _) in &scale.columns {
        if let (true, Some(share)) = (*counted, share(of(symbol))) {
            put(figures, format!("{part}.{symbol}.share"), share);
        }
    }
    if let Some(share) = share(on_track) {
        put(figures, format!("{part}.on_track.share"), share);
    }
}

fn grades(record: &CycleRecord, history: &History, scale: &Scale, figures: &mut Figures) {
    let all: Vec<&ItemRecord> = record.items.iter().collect();
    counts("grades.total", &all, scale, figures);
    let last = history.previous().and_then(|_| history.earlier.last());
    if let Some(last) = last {
        compared("grades.total", &last.grades.total, scale, figures);
    }
    for number in record.summary.grades.pillars.keys() {
        let here: Vec<&ItemRecord> = all
            .iter()
            .copied()
            .filter(|i| i.pillar == *number)
            .collect();
        let part = format!("grades.pillars.{number}");
        counts(&part, &here, scale, figures);
        if let Some(before) = last.and_then(|l| l.grades.pillars.get(number)) {
            compared(&part, before, scale, figures);
        }
    }
}

/// What last cycle's record counted, and the difference to now.
fn compared(part: &str, before: &GradeCount, scale: &Scale, figures: &mut Figures) {
    for (symbol, _, _) in &scale.columns {
        let then = Decimal::from(before.count(symbol));
        let now = figures.get(&format!("{part}.{symbol}")).copied();
        put(figures, format!("{part}.{symbol}.before"), then);
        if let Some(now) = now {
            put(figures, format!("{part}.{symbol}.change"), now - then);
        }
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
        let part = format!("departments.{}", department.code);
        let of = |wanted: &str| led.iter().filter(|i| symbol(i) == Some(wanted)).count();
        let mut graded = 0;
        for (symbol, _, _) in &scale.columns {
            graded += of(symbol);
            put(figures, format!("{part}.{symbol}"), of(symbol));
        }
        put(figures, format!("{part}.missing"), led.len() - graded);
        put(figures, format!("{part}.leads"), led.len());
    }
    let late = |d: &&crate::cycle::DepartmentRecord| d.status == DepartmentStatus::Missing;
    let (all, late) = (
        record.departments.len(),
        record.departments.iter().filter(late).count(),
    );
    put(figures, "submission.expected".to_owned(), all);
    put(figures, "submission.missing".to_owned(), late);
    put(figures, "submission.submitted".to_owned(), all - late);
}

fn changes(record: &CycleRecord, figures: &mut Figures) {
    for (word, change) in [
        ("up", GradeChange::Up),
        ("down", GradeChange::Down),
        ("same", GradeChange::Same),
    ] {
        let items = record.items.iter().filter(|i| i.change == Some(change));
        put(figures, format!("changes.{word}"), items.count());
    }
}

/// 歳入増 and 歳出減 of a report, as far as they were given; none where one was refused.
fn amounts(report: &ReportRecord) -> Option<(Decimal, Decimal)> {
    let given = AMOUNTS.map(|field| &report.answers[field]);
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
                let own = format!("initiatives.{}.{}", initiative.id, report.department);
                given(&own, report, figures);
                let (Some((revenue, saving)), Some(kind)) = (amounts(report), kind(report)) else {
                    continue;
                };
                let mut parts = vec!["effect".to_owned(), format!("items.{}.effect", item.id)];
                let code = codes.get(report.department.as_str());
                parts.extend(code.map(|code| format!("departments.{code}.effect")));
                for part in parts {
                    for (what, amount) in [
                        ("revenue", revenue),
                        ("saving", saving),
                        ("total", revenue + saving),
                    ] {
                        let sum = figures.entry(format!("{part}.{kind}.{what}")).or_default();
                        *sum = (*sum + amount).normalize();
                    }
                }
            }
        }
    }
}

/// 単年度 or 継続: what is totalled.
fn kind(report: &ReportRecord) -> Option<&str> {
    match report.answers[InitiativeField::EffectKind]
        .as_ref()?
        .value
        .as_ref()?
    {
        Value::Choice(kind) if kind == "単年度" || kind == "継続" => Some(kind),
        _ => None,
    }
}

fn given(own: &str, report: &ReportRecord, figures: &mut Figures) {
    for field in AMOUNTS {
        if let Some(amount) = number(&report.answers[field]) {
            put(figures, format!("{own}.{}", field.key()), amount);
        }
    }
    if let Some((revenue, saving)) = amounts(report) {
        put(figures, format!("{own}.effect"), revenue + saving);
    }
}

/// An actual to the 小数桁 of its record; older records have none, and the figure's own decimals count.
fn printed(
    actual: Decimal,
    indicator: &IndicatorRecord,
    (key, leaves): (&str, &BTreeMap<String, String>),
) -> Decimal {
    let figure = || leaves.get(key).and_then(|text| super::decimal(text));
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
        let own = format!("indicators.{}", indicator.id);
        let actual = number(&indicator.answers[IndicatorField::Actual]);
        let key = |what: &str| format!("{own}.{what}");
        let shown = |what: &str, value| printed(value, indicator, (&key(what), leaves));
        let now = actual.map(|actual| shown("actual", actual));
        let previous = history.previous().and_then(|p| p.actual(&indicator.id));
        let previous: Option<Decimal> = previous.and_then(|p| p.parse().ok());
        let before = previous.map(|previous| shown("previous", previous));
        for (what, value) in [("actual", now), ("previous", before)] {
            if let Some(value) = value {
                put(figures, key(what), value);
            }
        }
        if let (Some(now), Some(before)) = (now, before) {
            let key = format!("changes.{}.difference", indicator.id);
            put(figures, key, now - before);
        }
        for earlier in &history.earlier {
            let then = earlier.values.actual(&indicator.id);
            if let Some(then) = then.and_then(|a| a.parse::<Decimal>().ok()) {
                let key = format!("{own}.{}.actual", earlier.year.western());
                let then = printed(then, indicator, (&key, leaves));
                put(figures, key, then);
            }
        }
        if let Some(view) = views.get(indicator.id.as_str()) {
            rates(&own, indicator, view, actual, figures);
        }
    }
}

/// 達成率 or 進捗率 from the actual, and from the target and base as they are shown.
fn rates(
    own: &str,
    indicator: &IndicatorRecord,
    view: &Json,
    actual: Option<Decimal>,
    figures: &mut Figures,
) {
    let shown = |name: &str| view[name]["figure"].as_str().and_then(super::decimal);
    let target: Option<Decimal> = indicator.target.as_ref().and_then(|t| t.parse().ok());
    let at_most = view["direction"] == "以下";
    if !at_most && view["direction"] != "以上" {
        return;
    }
    if let Some(target) = target {
        put(figures, format!("{own}.target"), target);
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
            rate.map(|rate| ("achievement", rate))
        }
        (Some(actual), None) => shown("final_target")
            .zip(shown("base"))
            .and_then(|(last, base)| Some(("progress", percent(actual - base, last - base)?))),
        _ => None,
    };
    if let Some((what, rate)) = rate {
        put(figures, format!("{own}.{what}"), rate);
    }
}

/// 年度推移: each earlier cycle as its own record has it, and 効果額 added up over the plan's years.
fn years(record: &CycleRecord, history: &History, scale: &Scale, figures: &mut Figures) {
    let mut to_date = [Decimal::ZERO; 3];
    let start = record.plan.start;
    for earlier in &history.earlier {
        let part = format!("years.{}", earlier.year.western());
        let total = &earlier.grades.total;
        let mut today = 0;
        for (symbol, _, _) in &scale.columns {
            today += total.count(symbol);
            put(figures, format!("{part}.{symbol}"), total.count(symbol));
        }
        let graded: usize = total.counts.iter().map(|(_, n)| n).sum();
        put(figures, format!("{part}.other"), graded - today.min(graded));
        put(figures, format!("{part}.missing"), total.missing);
        put(figures, format!("{part}.denominator"), total.denominator);
        put(figures, format!("{part}.on_track"), total.on_track);
        put(figures, format!("{part}.all"), total.all);
        let share = percent(total.on_track.into(), total.denominator.into());
        if let Some(share) = share {
            put(figures, format!("{part}.on_track.share"), share);
        }
        let effect = earlier.effect.clone().unwrap_or_default();
        let sums = [
            ("単年度", effect.single_year.total),
            ("継続", effect.continuing.total),
            ("listed", earlier.effect_listed.unwrap_or_default()),
        ];
        for (at, (what, sum)) in sums.into_iter().enumerate() {
            put(figures, format!("{part}.{what}"), sum);
            if earlier.year >= start {
                to_date[at] += sum;
                put(figures, format!("{part}.to_date.{what}"), to_date[at]);
            }
        }
    }
    let now = |kind: &str| {
        let key = format!("effect.{kind}.total");
        figures.get(&key).copied().unwrap_or_default()
    };
    let sums = [
        ("単年度", now("単年度")),
        ("継続", now("継続")),
        ("listed", Decimal::ZERO),
    ];
    for (at, (what, sum)) in sums.into_iter().enumerate() {
        let key = format!("years.{}.to_date.{what}", record.cycle.year.western());
        put(figures, key, to_date[at] + sum);
    }
}
