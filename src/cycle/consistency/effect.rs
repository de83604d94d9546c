//! 効果額 a thousand times its like: most often yen typed for 千円 (domain: What officers say).

use rust_decimal::Decimal;

use super::super::previous::Previous;
use super::super::record::{Answer, ItemRecord, ReportRecord};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::submission::{Field, InitiativeField};
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
        .flat_map(|item| &item.initiatives)
        .flat_map(|initiative| {
            initiative.reports.iter().flat_map(|report| {
                amounts_of(
                    report,
                    |f| Field::Initiative(initiative.id.clone(), f),
                    &initiative.number,
                )
            })
        })
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

fn amounts_of<'a>(
    report: &'a ReportRecord,
    field: impl Fn(InitiativeField) -> Field + 'a,
    number: &'a str,
) -> impl Iterator<Item = Amount<'a>> {
    let effect = &report.effect;
    [
        (InitiativeField::EffectRevenue, &effect.revenue),
        (InitiativeField::EffectSaving, &effect.saving),
    ]
    .into_iter()
    .filter_map(move |(f, answer)| {
        let (value, source) = number_of(answer)?;
        Some(Amount {
            field: field(f),
            label: format!("{number} {}", f.label()),
            department: &report.department,
            value,
            source,
        })
    })
}

fn number_of(answer: &Answer) -> Option<(Decimal, &Source)> {
    let answer = answer.as_ref()?;
    match answer.value {
        Some(Value::Number(n)) if !n.is_zero() => Some((n, &answer.source)),
        _ => None,
    }
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

impl Amount<'_> {
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
