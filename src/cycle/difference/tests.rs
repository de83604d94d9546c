//! Two records of the sample, one of them changed by hand.

use rust_decimal::Decimal;

use super::*;
use crate::cycle::ItemField;
use crate::values::{Code, Source, Sourced};

fn frozen() -> CycleRecord {
    CycleRecord::read(include_str!("../../../input/令和6年度/確定/record.json"))
        .expect("the sample's frozen record")
}

fn reported(all: &[Difference]) -> Vec<String> {
    all.iter()
        .map(|d| {
            let side = |side: &Side| side.shown().unwrap_or_else(|| "－".to_owned());
            format!(
                "{}|{}|{}|{}→{}",
                d.matter.label(),
                d.number,
                d.field,
                side(&d.old),
                side(&d.new)
            )
        })
        .collect()
}

#[test]
fn where_and_how_a_value_was_typed_is_no_change() {
    let (old, mut new) = (frozen(), frozen());
    for item in &mut new.items {
        for field in [ItemField::Grade, ItemField::Reason] {
            let Some(answer) = &mut item.answers[field] else {
                continue;
            };
            answer.source.at.cell = "Z99".to_owned();
            answer.source.typed = "Ａ".to_owned();
        }
    }
    new.outputs.clear();
    new.diagnostics.clear();
    assert_eq!(differences(&old, &new), []);
}

#[test]
fn each_kind_of_change_is_found() {
    let (old, mut new) = (frozen(), frozen());
    let item = &mut new.items[0];
    item.title = "人材の確保と育成".to_owned();
    if let Some(grade) = &mut item.answers[ItemField::Grade] {
        grade.value = Some(Value::Choice("A".to_owned()));
    }
    item.answers[ItemField::Issue] = None;
    item.answers[ItemField::InternalNote] = Some(Sourced {
        value: None,
        source: Source {
            typed: "#REF!".to_owned(),
            ..Source::default()
        },
        correction: None,
    });
    item.initiatives.remove(0);
    let gone = new.items.remove(2);
    new.departments[0].name = "広報課".to_owned();
    new.summary.effect.single_year.total += Decimal::from(5);
    let all = differences(&old, &new);
    let reported = reported(&all);
    for wanted in [
        "計画|1-①|実施項目|人材の育成→人材の確保と育成",
        "評価|1-①|進捗評価|B→A",
        "文章|1-①|課題|研修の内容が職場の課題と離れているとの意見があった。→－",
        "文章|1-①|推進本部資料のみに掲載する事項|－→（読めない記入「#REF!」）",
        "課||課名|秘書広報課→広報課",
        "集計||効果額（千円）|55,860→55,865",
    ] {
        assert!(
            reported.contains(&wanted.to_owned()),
            "{wanted}: {reported:#?}"
        );
    }
    let of = |id: &Code| {
        all.iter()
            .filter(|d| d.id == id.as_str())
            .collect::<Vec<_>>()
    };
    assert!(of(&gone.id).iter().all(|d| d.new == Side::Nothing));
    let internal = all.iter().find(|d| d.field.starts_with("推進本部"));
    assert_eq!(internal.map(|d| d.readers), Some(Readers::Headquarters));
    // The grade's cell goes with it.
    let grade = all.iter().find(|d| d.matter == Matter::Grade);
    assert_eq!(
        grade
            .and_then(|d| d.new_at.as_ref())
            .map(|at| at.cell.as_str()),
        Some("C33")
    );
}

/// 98 of one unit is not 98 of another.
#[test]
fn the_same_number_in_another_unit_is_a_change() {
    let (old, mut new) = (frozen(), frozen());
    let mut indicators = new.items.iter_mut().flat_map(|i| &mut i.indicators);
    let changed = indicators.find(|k| k.unit.is_some() && k.target.is_some());
    let changed = changed.expect("an indicator");
    let (number, unit) = (changed.number.clone(), changed.unit.take());
    changed.unit = Some("別の単位".to_owned());
    let unit = unit.expect("a unit");
    let found = reported(&differences(&old, &new));
    for (matter, field) in [("計画", "目標値"), ("数値", "実績値")] {
        let line = format!("{matter}|{number}|{field}|");
        let line = found.iter().find(|l| l.starts_with(&line));
        let line = line.unwrap_or_else(|| panic!("{field}: {found:?}"));
        let (before, now) = line.split_once('→').expect("two sides");
        assert!(
            before.ends_with(&unit) && now.ends_with("別の単位"),
            "{line}"
        );
    }
}
