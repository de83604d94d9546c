//! The grades against those of the cycle compared with: how many moved, the differences of the counts, and what is left out.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Builder;
use crate::audience::key::{FigureKey, Items, Of, Turn};
use crate::audience::leaf::{Figure, Text};
use crate::audience::parts::ChangeSummary;
use crate::cycle::LeftOut;

impl Builder<'_> {
    /// Whether the scale of grades is another than last cycle's.
    pub(super) fn other_scale(&self) -> bool {
        self.record.grade_changes().other_scale
    }

    pub(super) fn changes(&self) -> Option<ChangeSummary> {
        let previous = self.previous?;
        let changes = self.record.grade_changes();
        let moved = |turn, count| {
            let figure = Figure::count(FigureKey::Changes(turn), count);
            (!changes.other_scale).then_some(figure)
        };
        Some(ChangeSummary {
            previous_cycle: previous.cycle.clone(),
            up: moved(Turn::Up, changes.up),
            down: moved(Turn::Down, changes.down),
            same: moved(Turn::Same, changes.same),
            other: Figure::count(FigureKey::Changes(Turn::Other), changes.other),
        })
    }

    /// How many more items of a 改革項目 (all for a blank number) have a grade than last cycle, of those that both have.
    pub(super) fn count_change(
        &self,
        number: &str,
        symbol: &str,
        key: FigureKey,
    ) -> Option<Figure> {
        let [before, now] = self.counts.as_ref()?.counts(number, symbol);
        Some(signed(key, now, before))
    }

    /// The counts then (`at` 0) or now (1) of the items that both cycles have, row by row of the matrix.
    pub(super) fn counts_compared(
        &self,
        of: fn(String) -> Of,
        at: usize,
    ) -> Option<Vec<Vec<Figure>>> {
        let counts = self.counts.as_ref()?;
        let pillars = self.plan.pillars.iter();
        let pillars =
            pillars.filter(|p| self.record.summary.grades.pillars.contains_key(&p.number));
        let row = |number: &str, items: Items| -> Vec<Figure> {
            let grades = self.plan.grades.iter();
            grades
                .map(|g| {
                    let count = counts.counts(number, &g.symbol)[at];
                    let key = FigureKey::Items(items.clone(), of(g.symbol.clone()));
                    Figure::count(key, count)
                })
                .collect()
        };
        let mut rows: Vec<Vec<Figure>> = pillars
            .map(|p| row(&p.number, Items::Pillar(p.number.clone())))
            .collect();
        rows.push(row("", Items::Total));
        Some(rows)
    }

    /// Ids of this cycle's items that the differences leave out.
    pub(super) fn left_out(&self) -> BTreeSet<String> {
        let counts = self.counts.iter();
        counts
            .flat_map(|counts| &counts.left_out.ids)
            .map(ToString::to_string)
            .collect()
    }

    /// What the differences of counts leave out, by name; or why there are none.
    pub(super) fn changes_note(&self) -> Option<Text> {
        let previous = &self.previous?.cycle;
        let text = match &self.counts {
            None => format!(
                "{previous}とは評価区分が異なるため、評価を比べず、件数の増減も示していません。"
            ),
            Some(counts) if counts.left_out.is_empty() => return None,
            Some(counts) => {
                format!(
                    "{previous}からの増減には、{}を含めていません。",
                    self.plan.profile.levels.reword(&named(&counts.left_out))
                )
            }
        };
        Some(Text::new("matrix.changes_note", text))
    }
}

/// `加わった項目（3-①）及び終わった項目（2-②、2-③）`.
fn named(left_out: &LeftOut) -> String {
    let kinds = [
        ("加わった項目", &left_out.began),
        ("終わった項目", &left_out.ended),
        ("改革項目を移った項目", &left_out.moved),
        ("前回の評価が分からない項目", &left_out.unknown),
    ];
    let kinds = kinds.into_iter().filter(|(_, numbers)| !numbers.is_empty());
    let mut kinds: Vec<String> = kinds
        .map(|(what, numbers)| format!("{what}（{}）", numbers.join("、")))
        .collect();
    match kinds.pop() {
        Some(last) if !kinds.is_empty() => format!("{}及び{last}", kinds.join("、")),
        last => last.unwrap_or_default(),
    }
}

/// A difference of counts, with its sign: `+2`, `▲1`, `0`.
fn signed(key: FigureKey, now: usize, before: usize) -> Figure {
    let mut figure = Figure::new(key, Decimal::from(now) - Decimal::from(before), 0);
    if now > before {
        figure.text.insert(0, '+');
    }
    figure
}
