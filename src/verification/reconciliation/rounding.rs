//! Printed shares need not add up to 100, and the sentence must say the numbers of the table.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::ledger::{Known, Ledger, What, decimal};
use crate::audience::key::{Count, FigureKey, Items, Of};
use crate::audience::reconciliation::Verdict;
use crate::cycle::CycleRecord;

/// The shares of each row added up against 100: 端数処理 where rounding explains the difference.
pub(super) fn shares(record: &CycleRecord, view: &Json, ledger: &mut Ledger) {
    let mut rows: Vec<&Json> = view
        .pointer("/matrix/rows")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .collect();
    rows.extend(view.pointer("/matrix/total"));
    for row in rows {
        let shares: Vec<Decimal> = row["shares"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|share| decimal(share["figure"].as_str()?))
            .collect();
        let none = record.summary.grades.total.denominator == 0;
        if shares.is_empty() || none {
            continue;
        }
        let sum: Decimal = shares.iter().sum();
        let off = (sum - Decimal::ONE_HUNDRED).abs();
        // Each share is at most 0.05 off.
        let explained = Decimal::new(5, 2) * Decimal::from(shares.len());
        let verdict = if off.is_zero() {
            Verdict::Same
        } else if off <= explained {
            Verdict::Rounding
        } else {
            Verdict::Differs
        };
        let items = match row["number"].as_str().unwrap_or_default() {
            "" => Items::Total,
            number => Items::Pillar(number.to_owned()),
        };
        let whole = FigureKey::Items(items, Of::ShareSum);
        let sum = format!("{sum:.1}");
        let what = What::Figure(&whole);
        ledger.put(what, ("割合を足した計", &sum), ("全体", "100.0"), verdict);
    }
}

/// What the sentence names: the grades that are on track, in one run as it names them, and what stands for a missing one.
pub(super) fn named(view: &Json) -> Vec<String> {
    let columns = view.pointer("/matrix/columns").and_then(Json::as_array);
    let on_track: Vec<String> = columns
        .into_iter()
        .flatten()
        .filter(|grade| grade["on_track"] == true)
        .map(|grade| {
            let [symbol, name] = ["symbol", "name"].map(|f| grade[f].as_str().unwrap_or_default());
            if symbol == name {
                symbol.to_owned()
            } else {
                format!("{symbol} {name}")
            }
        })
        .collect();
    let missing = view.pointer("/matrix/missing_label").and_then(Json::as_str);
    vec![
        format!("（{}）", on_track.join("、")),
        missing.unwrap_or_default().to_owned(),
    ]
}

/// Every number in the sentence that carries the result is one of the totals.
pub(super) fn sentence(
    leaves: &BTreeMap<String, String>,
    names: &[String],
    known: &Known,
    ledger: &mut Ledger,
) {
    let Some(sentence) = leaves.get("sentence") else {
        return;
    };
    // The cycle's name before it holds a year, and the grades that it names may hold digits of their own.
    let mut text = sentence
        .split_once('は')
        .map_or(sentence.as_str(), |(_, rest)| rest)
        .to_owned();
    for name in names.iter().filter(|name| !name.is_empty()) {
        text = text.replace(name.as_str(), "");
    }
    let text = text.as_str();
    let totals: Vec<&Decimal> = known
        .recounted
        .iter()
        .filter(|(key, _)| matches!(key, FigureKey::Items(Items::Total, _)))
        .map(|(_, value)| value)
        .collect();
    let outside = || {
        let of = |what| known.value(&FigureKey::Items(Items::Total, Of::Count(what)));
        Some(of(Count::All)? - of(Count::Denominator)? - of(Count::Missing)?)
    };
    for number in numbers(text) {
        let found = totals.iter().any(|value| **value == number) || outside() == Some(number);
        let shown = number.to_string();
        ledger.put(
            What::Named("要旨の文の数"),
            ("要旨の文", &shown),
            (
                "総括の合計",
                if found {
                    &shown
                } else {
                    "（ありません）"
                },
            ),
            if found {
                Verdict::Same
            } else {
                Verdict::Differs
            },
        );
    }
}

/// The numbers of a text, those within words such as 1-① left out.
fn numbers(text: &str) -> Vec<Decimal> {
    let mut numbers = Vec::new();
    let mut digits = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() || (!digits.is_empty() && matches!(c, '.' | ',')) {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() && c != '-' {
            numbers.extend(decimal(digits.trim_end_matches(['.', ','])));
        }
        digits.clear();
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::FigureNames;
    use serde_json::json;

    /// A grade may be called 5, or 90% and more: that is no figure of the sentence.
    #[test]
    fn digits_in_the_names_of_grades_are_no_figures() {
        let view = json!({"matrix": {
            "columns": [
                {"symbol": "5", "name": "5", "on_track": true},
                {"symbol": "◎", "name": "達成率90%以上", "on_track": true},
                {"symbol": "1", "name": "1", "on_track": false},
            ],
            "missing_label": "未提出",
        }});
        let names = named(&view);
        assert_eq!(names, ["（5、◎ 達成率90%以上）", "未提出"]);
        let text = "令和7年度は、全8項目のうち評価の対象となる4項目について、3項目（75.0%）が順調（5、◎ 達成率90%以上）に進んでいます。";
        let totals = [
            ("all", 8),
            ("denominator", 4),
            ("missing", 0),
            ("on_track", 3),
            ("on_track.share", 75),
        ];
        let known = Known {
            viewed: BTreeMap::new(),
            recounted: totals
                .map(|(what, value)| {
                    let key = FigureKey::read(&format!("grades.total.{what}"));
                    (key, Decimal::from(value))
                })
                .into(),
        };
        let leaves = BTreeMap::from([("sentence".to_owned(), text.to_owned())]);
        let differing = |names: &[String]| {
            let mut ledger = Ledger::new("公表", FigureNames::default());
            sentence(&leaves, names, &known, &mut ledger);
            let rows = ledger.rows();
            rows.iter()
                .filter(|r| r.verdict == Verdict::Differs)
                .count()
        };
        assert_eq!(differing(&names), 0);
        assert!(differing(&[]) > 0);
    }
}
