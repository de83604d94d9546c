//! Which thing of the record a word on the command line means, in any spelling; and what is near it.

use super::summary::{Column, effect_name};
use super::{Explaining, Explanation};
use crate::cycle::grades::MISSING;
use crate::cycle::record::CycleRecord;
use crate::plan::Plan;
use crate::submission::EffectKind;
use crate::values::japanese_text::match_key;
use crate::values::{Code, nearest};

pub(super) fn find(explaining: &Explaining<'_>, subject: &str) -> Option<Explanation> {
    by_number(explaining, subject).or_else(|| by_word(explaining, subject))
}

/// A number as printed, in any spelling; else a 管理番号.
fn by_number(explaining: &Explaining<'_>, subject: &str) -> Option<Explanation> {
    let code = Code::derive(subject)?;
    let printed = |number: &str| Code::derive(number).as_ref() == Some(&code);
    let items = &explaining.record.items;
    let initiatives = || items.iter().flat_map(|i| &i.initiatives);
    let indicators = || items.iter().flat_map(|i| &i.indicators);
    let by = |item: Option<_>, initiative: Option<_>, indicator: Option<_>| {
        item.map(|i| explaining.item(i))
            .or_else(|| initiative.map(|i| explaining.initiative(i)))
            .or_else(|| indicator.map(|i| explaining.indicator(i)))
    };
    by(
        items.iter().find(|i| printed(&i.number)),
        initiatives().find(|i| printed(&i.number)),
        indicators().find(|i| printed(&i.number)),
    )
    .or_else(|| {
        by(
            items.iter().find(|i| i.id == code),
            initiatives().find(|i| i.id == code),
            indicators().find(|i| i.id == code),
        )
    })
}

/// `効果額`, `効果額.継続`, `総括`, `総括.A`, `総括.3`, `総括.3.A`, `提出状況`.
fn by_word(explaining: &Explaining<'_>, subject: &str) -> Option<Explanation> {
    let words: Vec<String> = subject
        .split(['.', '．', '・', '/', '／'])
        .map(match_key)
        .filter(|word| !word.is_empty())
        .collect();
    let (first, rest) = words.split_first()?;
    match (first.as_str(), rest) {
        ("効果額", []) => Some(explaining.effects(None)),
        ("効果額", [kind]) => {
            let kinds = EffectKind::ALL.into_iter().map(Some).chain([None]);
            let found = { kinds }.find(|k| match_key(effect_name(*k)) == *kind)?;
            Some(explaining.effects(Some(found)))
        }
        ("総括", []) => explaining.matrix(None),
        ("総括", [one]) => match column(explaining.plan, one) {
            Some(column) => explaining.count(None, &column),
            None => explaining.matrix(Some(pillar(explaining.plan, one)?)),
        },
        ("総括", [first, second]) => {
            let column = column(explaining.plan, second)?;
            explaining.count(Some(pillar(explaining.plan, first)?), &column)
        }
        ("提出状況", []) => Some(explaining.submissions()),
        _ => None,
    }
}

fn column<'a>(plan: &'a Plan, word: &str) -> Option<Column<'a>> {
    let grades = &plan.grades;
    let by_symbol = grades.iter().find(|g| match_key(&g.symbol) == word);
    let grade = by_symbol.or_else(|| grades.iter().find(|g| match_key(&g.name) == word));
    match (grade, word) {
        (Some(grade), _) => Some(Column::Grade(&grade.symbol)),
        (None, "分母") => Some(Column::Denominator),
        (None, "順調") => Some(Column::OnTrack),
        (None, word) if word == MISSING => Some(Column::Missing),
        _ => None,
    }
}

fn pillar<'a>(plan: &'a Plan, word: &str) -> Option<&'a str> {
    let found = plan
        .pillars
        .iter()
        .find(|p| match_key(&p.number) == word || match_key(&p.name) == word);
    found.map(|p| p.number.as_str())
}

/// What may have been meant by a subject that nothing has: numbers and words, the nearest first.
pub fn near(plan: &Plan, record: &CycleRecord, subject: &str) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for item in &record.items {
        known.push(item.number.clone());
        known.extend(item.initiatives.iter().map(|i| i.number.clone()));
        known.extend(item.indicators.iter().map(|i| i.number.clone()));
    }
    known.extend(["効果額", "総括", "提出状況"].map(str::to_owned));
    known.extend(plan.grades.iter().map(|g| format!("総括.{}", g.symbol)));
    known.extend(plan.pillars.iter().map(|p| format!("総括.{}", p.number)));
    nearest(known, subject)
}
