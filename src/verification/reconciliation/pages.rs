//! The pages: each trace of `fig` against the figure of its key. A figure that stands on several pages is the same on
//! each of them.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use super::{Known, Printed, value};
use crate::audience::reconciliation::Verdict;

/// What one document prints of a key: the texts, with the pages of each.
type Places<'a> = BTreeMap<&'a str, Vec<usize>>;

pub(super) fn check(
    printed: &Printed<'_>,
    known: &Known,
    leaves: &BTreeMap<String, String>,
    ledger: &mut Ledger,
) {
    for typed in printed.typed {
        ledger.put(
            "書式に直接書かれた数値",
            ("記録から載せる数値", "（ありません）"),
            (&format!("{} › {}", printed.path, typed.place), &typed.text),
            Verdict::Differs,
        );
    }
    let mut by_key: BTreeMap<&str, Places<'_>> = BTreeMap::new();
    for trace in printed.traces {
        let pages = by_key
            .entry(trace.key.as_str())
            .or_default()
            .entry(trace.text.as_str())
            .or_default();
        if pages.last() != Some(&trace.page) {
            pages.push(trace.page);
        }
    }
    for (key, places) in by_key {
        // Texts are held against the view by completeness; a key that no view has is a template's own.
        if !known.viewed.contains_key(key)
            && (leaves.contains_key(key) || known.value(key).is_none())
        {
            continue;
        }
        let Some(figure) = known.value(key) else {
            continue;
        };
        for (text, pages) in places {
            let pages: Vec<String> = pages.iter().map(|p| format!("p.{p}")).collect();
            let at = format!("{} › {}", printed.path, pages.join("、"));
            ledger.compare(key, ("記録", figure.into()), (&at, value(text)));
        }
    }
}
