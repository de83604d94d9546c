//! 検算: the finished files are read again and held against the record. Counts, sums, shares, rates and differences are
//! worked out anew here, from the single answers and by code of its own, and then looked for in the record, in the
//! workbook (its stored results, and each total added up from the workbook's own rows), on the pages (the traces of
//! `fig`) and in the open data. Nothing is ever adjusted: what differs is reported.

mod compared;
pub(super) mod ledger;
mod opinions;
mod recount;
mod rounding;
mod scale;
mod whole;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::completeness::collect;
use super::outputs::Output;
use crate::audience::reconciliation::{CheckRow, Verdict};
use crate::audience::{FigureKey, FigureNames};
use crate::cycle::{CycleRecord, History};
use crate::diagnostic::{Code, Diagnostic};
use ledger::{Comparison, Known, Ledger, What, decimal};

/// The finished files of one body, and what they were made from.
#[derive(Debug)]
pub struct Finished<'a> {
    /// 推進本部, 懇談会 …
    pub body: &'a str,
    pub names: &'a FigureNames,
    pub record: &'a CycleRecord,
    pub history: &'a History,
    pub outputs: &'a [Box<dyn Output>],
}

/// Holds the finished files of a body against the record and each other. `view` is what they were made from.
pub fn reconcile(finished: &Finished<'_>, view: &impl Serialize) -> Vec<CheckRow> {
    let mut ledger = Ledger::new(finished.body, finished.names.clone());
    let json = serde_json::to_value(view).unwrap_or(Json::Null);
    let mut leaves = BTreeMap::new();
    collect(&json, &mut leaves);
    let figures = figures(&json);
    let viewed = leaves
        .iter()
        .filter(|(key, _)| figures.contains(key.as_str()));
    let known = Known {
        viewed: viewed
            .filter_map(|(key, text)| Some((FigureKey::read(key), decimal(text)?)))
            .collect(),
        recounted: recount::all(finished.record, finished.history, &json, &leaves),
    };
    for (key, recounted) in &known.recounted {
        if let Some(viewed) = known.viewed.get(key) {
            let anew = ("記入からの計算し直し", (*recounted).into());
            ledger.compare(What::Figure(key), anew, ("記録", (*viewed).into()));
        }
    }
    rounding::shares(finished.record, &json, &mut ledger);
    let named = rounding::named(&json);
    // As large as all that the view holds, and not needed for the files.
    drop(json);
    rounding::sentence(&leaves, &named, &known, &mut ledger);
    for output in finished.outputs {
        output.compare(&mut Comparison {
            known: &known,
            leaves: &leaves,
            ledger: &mut ledger,
        });
    }
    ledger.rows()
}

/// Keys of the leaves that are figures.
fn figures(json: &Json) -> std::collections::BTreeSet<String> {
    fn walk(json: &Json, keys: &mut std::collections::BTreeSet<String>) {
        match json {
            Json::Array(list) => list.iter().for_each(|j| walk(j, keys)),
            Json::Object(map) => {
                if let (Some(Json::String(key)), Some(_)) = (map.get("key"), map.get("figure")) {
                    keys.insert(key.clone());
                } else {
                    map.values().for_each(|j| walk(j, keys));
                }
            }
            _ => {}
        }
    }
    let mut keys = std::collections::BTreeSet::new();
    walk(json, &mut keys);
    keys
}

/// D006 for what differs, and D007 for what rounding explains. Of many, the first are named one by one.
pub fn faults(rows: &[CheckRow]) -> Vec<Diagnostic> {
    const NAMED: usize = 20;
    let of = |verdict| rows.iter().filter(move |r| r.verdict == verdict);
    let differs = of(Verdict::Differs).count();
    let mut faults: Vec<Diagnostic> = of(Verdict::Differs).take(NAMED).map(disagreement).collect();
    if differs > NAMED {
        faults.push(Diagnostic::new(
            Code::ReconciliationFailed,
            format!("検算の不一致が、ほかに{}件あります。", differs - NAMED),
            "点検フォルダーの検算.xlsx を見てください。資料は書き込みませんでした。",
        ));
    }
    faults.extend(of(Verdict::Rounding).map(rounded));
    faults
}

fn disagreement(row: &CheckRow) -> Diagnostic {
    Diagnostic::new(
        Code::ReconciliationFailed,
        format!(
            "{}が、{}では「{}」、{}では「{}」です。",
            row.what, row.first_at, row.first, row.second_at, row.second
        ),
        "プログラム又は差し替えた書式の不具合と考えられます。資料は書き込みませんでした。点検フォルダーの検算.xlsx を添えて、開発元に御連絡ください。",
    )
    .in_file(format!("{}/", row.body))
}

fn rounded(row: &CheckRow) -> Diagnostic {
    Diagnostic::new(
        Code::RoundingShown,
        format!(
            "{}は、{}で「{}」、{}で「{}」です。四捨五入によるもので、調整していません。",
            row.what, row.first_at, row.first, row.second_at, row.second
        ),
        "",
    )
    .in_file(format!("{}/", row.body))
}

#[cfg(test)]
mod tests;
