//! Departments (課, 提出状況) and the totals of the two records, as each holds them.

use rust_decimal::Decimal;

use super::followed::Followed;
use super::{Difference, Matter, Readers, Side, Subject};
use crate::cycle::effect::EffectSum;
use crate::cycle::grades::{GradeCount, MISSING};
use crate::cycle::record::{CycleRecord, Summary};
use crate::submission::EffectKind;

/// One number of a row of counts.
type Counted = fn(&GradeCount) -> usize;

/// One amount of a sum.
type Amount = fn(&EffectSum) -> Decimal;

/// By code, else by 後継課: added, gone, renamed, moved to another 部, and their 提出状況.
pub(super) fn departments(
    old: &CycleRecord,
    new: &CycleRecord,
    followed: &Followed<'_>,
) -> Vec<Difference> {
    let mut all = Vec::new();
    for (old, new) in followed.departments(&old.departments, &new.departments) {
        let Some(one) = new.or(old) else { continue };
        let subject = Subject {
            id: one.code.clone(),
            number: String::new(),
            subject: one.name.clone(),
            department: Some(one.name.clone()),
        };
        let name = |d: Option<&super::super::record::DepartmentRecord>| {
            Side::text(d.map(|d| d.name.as_str()))
        };
        all.extend(subject.difference(Matter::Department, "課名", name(old), name(new)));
        if let (Some(old), Some(new)) = (old, new) {
            all.extend(subject.difference(
                Matter::Department,
                "部",
                Side::text(old.division.as_deref()),
                Side::text(new.division.as_deref()),
            ));
            let status = subject.difference(
                Matter::Department,
                "提出状況",
                Side::text(Some(old.status.label())),
                Side::text(Some(new.status.label())),
            );
            all.extend(status.map(|mut difference| {
                difference.readers = Readers::Headquarters;
                difference
            }));
        }
    }
    all
}

pub(super) fn totals(old: &CycleRecord, new: &CycleRecord) -> Vec<Difference> {
    let (before, now) = (&old.summary, &new.summary);
    let mut all = grades(
        "合計",
        "total",
        Some(&before.grades.total),
        Some(&now.grades.total),
    );
    let pillars = now.grades.pillars.keys().chain(
        before
            .grades
            .pillars
            .keys()
            .filter(|number| !now.grades.pillars.contains_key(*number)),
    );
    for number in pillars {
        all.extend(grades(
            &format!("{}{number}", new.plan.levels.pillar),
            number,
            before.grades.pillars.get(number),
            now.grades.pillars.get(number),
        ));
    }
    for kind in EffectKind::TOTALLED {
        let of = |summary: &Summary| summary.effect.sum(Some(kind)).clone();
        all.extend(effect(kind.label(), &of(before), &of(now)));
    }
    all
}

/// Counts and shares of one pillar, or of all.
fn grades(
    name: &str,
    key: &str,
    old: Option<&GradeCount>,
    new: Option<&GradeCount>,
) -> Vec<Difference> {
    let subject = Subject {
        id: format!("grades.{key}"),
        number: String::new(),
        subject: format!("総括（{name}）"),
        department: None,
    };
    let mut symbols: Vec<&String> = Vec::new();
    for count in [new, old].into_iter().flatten() {
        for (symbol, _) in &count.counts {
            if !symbols.contains(&symbol) {
                symbols.push(symbol);
            }
        }
    }
    let side = |count: Option<usize>| count.map_or(Side::Nothing, Side::number);
    let total =
        |field: &str, old: Side, new: Side| subject.difference(Matter::Total, field, old, new);
    let mut all = Vec::new();
    for symbol in symbols {
        let of = |c: Option<&GradeCount>| c.map(|c| c.count(symbol));
        all.extend(total(
            &format!("{symbol}の件数"),
            side(of(old)),
            side(of(new)),
        ));
    }
    let counts: [(&str, Counted); 3] = [
        (MISSING, |c| c.missing),
        ("分母", |c| c.denominator),
        ("全項目", |c| c.all),
    ];
    for (field, of) in counts {
        all.extend(total(field, side(old.map(of)), side(new.map(of))));
    }
    let share = |c: Option<&GradeCount>| {
        let share = c.and_then(GradeCount::on_track_share);
        share.map_or(Side::Nothing, Side::number)
    };
    all.extend(total("順調の割合（%）", share(old), share(new)));
    all
}

fn effect(kind: &str, old: &EffectSum, new: &EffectSum) -> Vec<Difference> {
    let subject = Subject {
        id: format!("effect.{kind}"),
        number: String::new(),
        subject: format!("効果額（{kind}）"),
        department: None,
    };
    let sums: [(&str, Amount); 3] = [
        ("歳入増（千円）", |s| s.revenue),
        ("歳出減（千円）", |s| s.saving),
        ("効果額（千円）", |s| s.total),
    ];
    sums.into_iter()
        .filter_map(|(field, of)| {
            let (old, new) = (Side::number(of(old)), Side::number(of(new)));
            subject.difference(Matter::Total, field, old, new)
        })
        .collect()
}
