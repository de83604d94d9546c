//! 効果額 a thousand times its like: most often yen typed for 千円.

use rust_decimal::Decimal;

use super::super::previous::Previous;
use super::super::record::{Given, ItemRecord};
use crate::diagnostic::{Code as Fault, Diagnostic};
use crate::plan::{Cycle, Plan, cycle_name};
use crate::submission::{Field, Kind};
use crate::values::{Code, Source, Value, grouped};

/// Last cycle's value of the same field moves by itself, so half a thousand is asked about already.
const AGAINST_LAST: i64 = 500;
/// Of other initiatives' effects, which differ widely among themselves.
const AGAINST_OTHERS: i64 = 1000;
/// Others that it takes to say what is usual.
const OTHERS: usize = 5;

/// One amount as it was typed.
struct Amount<'a> {
    field: Field,
    item: &'a Code,
    label: String,
    department: &'a str,
    value: Decimal,
    source: &'a Source,
}

pub(super) fn check(
    plan: &Plan,
    cycle: &Cycle,
    previous: Option<&Previous>,
    items: &[ItemRecord],
) -> Vec<Diagnostic> {
    let amounts: Vec<Amount<'_>> = items.iter().flat_map(amounts).collect();
    let mut sizes: Vec<Decimal> = amounts.iter().map(|a| a.value.abs()).collect();
    sizes.sort_unstable();
    amounts
        .iter()
        .filter_map(|amount| {
            let before = previous.and_then(|p| {
                let names = Previous::names(plan, amount.department);
                let value = p.value(&names, &amount.field)?.parse::<Decimal>().ok()?;
                (!value.is_zero()).then_some((p, value))
            });
            match before {
                Some((previous, value)) => {
                    (amount.value.abs() / Decimal::from(AGAINST_LAST) >= value.abs()).then(|| {
                        let like = format!("{}の {}千円", previous.cycle, grouped(value, 0));
                        amount.thousandfold(&like)
                    })
                }
                None if largest(plan, cycle, previous, amount.item).is_some() => {
                    let (name, value) = largest(plan, cycle, previous, amount.item)?;
                    (amount.value.abs() / Decimal::from(AGAINST_LAST) >= value.abs()).then(|| {
                        let item = &plan.profile.levels.item;
                        let like = format!("{name}のこの{item}の {}千円", grouped(value, 0));
                        amount.thousandfold(&like)
                    })
                }
                None => {
                    let usual = usual(&sizes, amount.value.abs())?;
                    (amount.value.abs() / Decimal::from(AGAINST_OTHERS) >= usual).then(|| {
                        let like = format!("他の取組の効果額の中央値 {}千円", grouped(usual, 0));
                        amount.thousandfold(&like)
                    })
                }
            }
        })
        .collect()
}

fn amounts(item: &ItemRecord) -> impl Iterator<Item = Amount<'_>> {
    item.all_answers()
        .filter_map(move |given| Amount::of(&item.id, given))
}

/// The largest 効果額 of an item in an earlier cycle, with the name of that cycle: of records and of 過年度実績.
fn largest(
    plan: &Plan,
    cycle: &Cycle,
    previous: Option<&Previous>,
    item: &Code,
) -> Option<(String, Decimal)> {
    let known = previous
        .and_then(|p| p.effects.get(item))
        .into_iter()
        .flatten();
    let listed = plan.past_results.iter().filter_map(|past| {
        let earlier = past.id == *item && past.year < cycle.year;
        Some((
            cycle_name(past.year, &past.kind),
            past.effect.filter(|_| earlier)?,
        ))
    });
    let all = known.cloned().chain(listed);
    all.filter(|(_, value)| !value.is_zero())
        .max_by_key(|(_, value)| value.abs())
}

/// The median of the other amounts' sizes, where there are enough. `sizes` are those of all, in order.
fn usual(sizes: &[Decimal], own: Decimal) -> Option<Decimal> {
    let others = sizes.len().checked_sub(1).filter(|n| *n >= OTHERS)?;
    let middle = others / 2;
    let at = sizes.partition_point(|size| *size < own);
    sizes
        .get(if middle < at { middle } else { middle + 1 })
        .copied()
}

impl<'a> Amount<'a> {
    fn of(item: &'a Code, given: Given<'a>) -> Option<Self> {
        let answer = given.answer.as_ref()?;
        let value = match answer.value {
            Some(Value::Number(n)) if given.field.declared().kind == Kind::Money => n,
            _ => return None,
        };
        (!value.is_zero()).then(|| Self {
            label: format!("{} {}", given.number, given.field.label()),
            field: given.field,
            item,
            department: given.department,
            value,
            source: &answer.source,
        })
    }

    fn thousandfold(&self, like: &str) -> Diagnostic {
        Diagnostic::new(
            Fault::EffectThousandfold,
            format!(
                "{}が {}千円で、{like}に比べて桁が違います。",
                self.label,
                grouped(self.value, 0)
            ),
            "円で記入していないかを確かめてください。単位は千円です。正しければ、そのままで構いません。",
        )
        .about(self.source)
    }
}
