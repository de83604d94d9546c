//! 計画期間の総括: what became of every item that was ever in the plan, of its indicators, and of the effects that were planned.
//! Computed here once, at the end of the plan's last year. Amounts are in 千円.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::history::History;
use super::previous::{EffectThen, Previous};
use super::record::CycleRecord;
use crate::plan::{EffectCounting, Plan, YEAR_END};
use crate::submission::EffectKind;
use crate::values::{Code, FiscalYear};

/// The plan's years, looked back upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholePeriod {
    /// Of each year of the plan, in order: what is known of it.
    pub years: Vec<KnownYear>,
    /// Every item that was ever in the plan: those of the register in its order, then those that only records know.
    pub items: Vec<ItemOfPlan>,
    pub effects: Vec<EffectOfYear>,
    pub total: EffectOfYear,
    pub counting: EffectCounting,
}

/// A year of the plan, and its end as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownYear {
    pub year: FiscalYear,
    pub known: Option<Previous>,
}

/// An item, an indicator or whatever else has a number and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemOfPlan {
    pub id: Code,
    pub number: String,
    pub title: String,
}

/// 効果額 of one year, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectOfYear {
    /// None for the total.
    pub year: Option<FiscalYear>,
    /// 目標効果額 of all items; none where none has any.
    pub planned: Option<Decimal>,
    /// 単年度
    pub single_year: Decimal,
    /// 継続, as 効果の数え方 counts it.
    pub continuing: Decimal,
    /// What 過年度実績 lists, which names no kinds.
    pub listed: Option<Decimal>,
    /// All three.
    pub achieved: Decimal,
    /// Whether a record gives the kinds, and so the two sums above.
    pub by_kind: bool,
    /// Whether anything is known of the year.
    pub known: bool,
}

impl WholePeriod {
    /// Of the end of the plan's last year; `None` of any other cycle.
    pub fn of(plan: &Plan, history: &History, record: &CycleRecord) -> Option<Self> {
        let cycle = &record.cycle;
        if cycle.kind != YEAR_END || cycle.year != plan.profile.end {
            return None;
        }
        let now = Previous::from_record(record);
        let earlier = |year| history.earlier.iter().find(|e| e.year == year);
        let years: Vec<KnownYear> = { plan.years().into_iter() }
            .map(|year| KnownYear {
                year,
                known: match year == cycle.year {
                    true => Some(now.clone()),
                    false => earlier(year).map(|e| e.values.clone()),
                },
            })
            .collect();
        let counting = plan.profile.effect_counting;
        let mut counted = BTreeSet::new();
        let effects: Vec<EffectOfYear> = { years.iter() }
            .map(|year| {
                let listed = earlier(year.year).and_then(|e| e.effect_listed);
                effect_of(plan, year, listed, (counting, &mut counted))
            })
            .collect();
        Some(Self {
            items: items(plan, &years),
            total: total(&effects),
            years,
            effects,
            counting,
        })
    }
}

/// Today's items, then those that only earlier records know, by their numbers of then.
fn items(plan: &Plan, years: &[KnownYear]) -> Vec<ItemOfPlan> {
    let own = plan.items.iter().map(|item| ItemOfPlan {
        id: item.id.clone(),
        number: item.number.clone(),
        title: item.title.clone(),
    });
    let mut gone: BTreeMap<&Code, ItemOfPlan> = BTreeMap::new();
    for (id, then) in years
        .iter()
        .filter_map(|y| y.known.as_ref())
        .flat_map(|k| &k.items)
    {
        if plan.item(id).is_none() {
            let item = ItemOfPlan {
                id: id.clone(),
                number: then.number.clone(),
                title: then.title.clone(),
            };
            gone.insert(id, item);
        }
    }
    own.chain(gone.into_values()).collect()
}

/// Initiative and department of every 継続 effect that has counted.
type Counted = BTreeSet<(Code, String)>;

fn effect_of(
    plan: &Plan,
    year: &KnownYear,
    listed: Option<Decimal>,
    (counting, counted): (EffectCounting, &mut Counted),
) -> EffectOfYear {
    let planned = plan
        .items
        .iter()
        .filter_map(|item| item.planned_effects.get(&year.year));
    let mut effect = EffectOfYear {
        year: Some(year.year),
        planned: planned.copied().reduce(Decimal::saturating_add),
        listed,
        by_kind: year.known.as_ref().is_some_and(|known| known.whole),
        known: year.known.is_some(),
        ..EffectOfYear::default()
    };
    for report in year.known.iter().flat_map(|known| &known.reports) {
        match report.kind {
            Some(EffectKind::SingleYear) => add(&mut effect.single_year, report.total),
            Some(EffectKind::Continuing) if counts(plan, report, counting, counted) => {
                add(&mut effect.continuing, report.total);
            }
            _ => {}
        }
    }
    let parts = [
        Some(effect.single_year),
        Some(effect.continuing),
        effect.listed,
    ];
    for part in parts.into_iter().flatten() {
        add(&mut effect.achieved, part);
    }
    effect
}

/// Whether a 継続 effect counts in a year: always, or where neither the department nor one that it followed has reported it
/// before.
fn counts(
    plan: &Plan,
    report: &EffectThen,
    counting: EffectCounting,
    counted: &mut Counted,
) -> bool {
    let before = plan
        .followed_by(&report.department)
        .into_iter()
        .any(|name| {
            let key = (report.initiative.clone(), name.to_owned());
            counted.contains(&key)
        });
    counted.insert((report.initiative.clone(), report.department.clone()));
    counting == EffectCounting::EveryYear || !before
}

fn total(effects: &[EffectOfYear]) -> EffectOfYear {
    let mut total = EffectOfYear::default();
    for year in effects {
        if let Some(planned) = year.planned {
            add(total.planned.get_or_insert_default(), planned);
        }
        add(&mut total.single_year, year.single_year);
        add(&mut total.continuing, year.continuing);
        if let Some(listed) = year.listed {
            add(total.listed.get_or_insert_default(), listed);
        }
        add(&mut total.achieved, year.achieved);
        total.by_kind |= year.by_kind;
        total.known |= year.known;
    }
    total
}

fn add(sum: &mut Decimal, more: Decimal) {
    *sum = sum.saturating_add(more).normalize();
}
