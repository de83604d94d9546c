//! 効果額 a thousand times its like: most often yen typed for 千円 (domain: What officers say).

use rust_decimal::Decimal;

use super::super::previous::Previous;
use super::super::record::{Given, ItemRecord};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::submission::{Field, Kind};
use crate::values::{Source, Value, grouped};

/// Last cycle's value of the same field moves by itself, so half a thousand is asked about already.
const AGAINST_LAST: i64 = 500;
/// Of other initiatives' effects, which differ widely among themselves.
const AGAINST_OTHERS: i64 = 1000;
/// Others that it takes to tell what is usual.
const OTHERS: usize = 5;

/// One amount as it was typed.
struct Amount<'a> {
    field: Field,
    label: String,
    department: &'a str,
    value: Decimal,
    source: &'a Source,
}

pub(super) fn check(
    plan: &Plan,
    previous: Option<&Previous>,
    items: &[ItemRecord],
) -> Vec<Diagnostic> {
    let amounts: Vec<Amount<'_>> = items
        .iter()
        .flat_map(ItemRecord::all_answers)
        .filter_map(Amount::of)
        .collect();
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
    fn of(given: Given<'a>) -> Option<Self> {
        let answer = given.answer.as_ref()?;
        let value = match answer.value {
            Some(Value::Number(n)) if given.field.declared().kind == Kind::Money => n,
            _ => return None,
        };
        (!value.is_zero()).then(|| Self {
            label: format!("{} {}", given.number, given.field.label()),
            field: given.field,
            department: given.department,
            value,
            source: &answer.source,
        })
    }

    fn thousandfold(&self, like: &str) -> Diagnostic {
        Diagnostic::new(
            Code::EffectThousandfold,
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
