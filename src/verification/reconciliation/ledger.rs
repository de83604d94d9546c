//! The book of comparisons. Where there are very many of one kind in one place, those that came out the same become one
//! line with their number; what differs always has a line of its own.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::names;
use crate::audience::reconciliation::{CheckRow, Verdict};
use crate::values::grouped;

/// Above so many lines of one kind in one place they are put together.
const MOST_LINES: usize = 300;

pub(super) struct Ledger {
    body: String,
    rows: Vec<(Kind, CheckRow)>,
}

/// What lines are put together by: the two places, and the kind of figure.
type Kind = (String, String, &'static str);

impl Ledger {
    pub fn new(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            rows: Vec::new(),
        }
    }

    /// The same figure in two places.
    pub fn compare(
        &mut self,
        key: &str,
        first_at: &str,
        first: Decimal,
        second_at: &str,
        second: Decimal,
    ) {
        let at = (first_at, second_at);
        self.found(
            key,
            at,
            (shown(first), Some(first)),
            (shown(second), Some(second)),
        );
    }

    /// The same, where the second may be no number at all: then it differs.
    pub fn compare_text(
        &mut self,
        key: &str,
        (first_at, first): (&str, Decimal),
        (second_at, second): (&str, Option<Decimal>),
        text: &str,
    ) {
        let second_shown = second.map_or_else(|| text.to_owned(), shown);
        let at = (first_at, second_at);
        self.found(key, at, (shown(first), Some(first)), (second_shown, second));
    }

    fn found(
        &mut self,
        key: &str,
        (first_at, second_at): (&str, &str),
        first: (String, Option<Decimal>),
        second: (String, Option<Decimal>),
    ) {
        let same = first.1 == second.1;
        let verdict = if same {
            Verdict::Same
        } else {
            Verdict::Differs
        };
        self.put(key, (first_at, &first.0), (second_at, &second.0), verdict);
    }

    /// A comparison with its verdict.
    pub fn put(
        &mut self,
        key: &str,
        (first_at, first): (&str, &str),
        (second_at, second): (&str, &str),
        verdict: Verdict,
    ) {
        let kind = (
            place_kind(first_at),
            place_kind(second_at),
            names::kind(key),
        );
        self.rows.push((
            kind,
            CheckRow {
                body: self.body.clone(),
                what: names::name(key),
                first_at: first_at.to_owned(),
                first: first.to_owned(),
                second_at: second_at.to_owned(),
                second: second.to_owned(),
                verdict,
                count: 1,
            },
        ));
    }

    /// The lines: what differs first, then in the order in which they were found.
    pub fn rows(self) -> Vec<CheckRow> {
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        for (kind, row) in &self.rows {
            if row.verdict == Verdict::Same {
                *counts.entry(kind.clone()).or_default() += row.count;
            }
        }
        let mut rows: Vec<CheckRow> = Vec::new();
        for (kind, row) in self.rows {
            let all = counts.get_mut(&kind);
            match all {
                Some(all) if row.verdict == Verdict::Same && *all > MOST_LINES => {
                    rows.push(together(&kind, row, *all));
                    // The line stands for all of them.
                    *all = 0;
                }
                Some(0) if row.verdict == Verdict::Same => {}
                _ => rows.push(row),
            }
        }
        rows.sort_by_key(|row| row.verdict);
        rows
    }
}

fn together((first_at, second_at, kind): &Kind, row: CheckRow, count: usize) -> CheckRow {
    CheckRow {
        what: (*kind).to_owned(),
        first_at: first_at.clone(),
        first: format!("{count}件"),
        second_at: second_at.clone(),
        second: format!("{count}件"),
        count,
        ..row
    }
}

/// A place without its page or cell: the part before ` › `.
fn place_kind(place: &str) -> String {
    place.split(" › ").next().unwrap_or(place).to_owned()
}

fn shown(value: Decimal) -> String {
    grouped(value, 0)
}
