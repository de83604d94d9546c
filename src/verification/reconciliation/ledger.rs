//! The book of comparisons. Where there are very many of one kind in one place, those that came out the same become one
//! line with their number; what differs always has a line of its own.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use crate::audience::reconciliation::{CheckRow, Verdict};
use crate::audience::{FigureKey, FigureNames};
use crate::values::grouped;

/// Above so many lines of one kind in one place they are put together.
const MOST_LINES: usize = 300;

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    Figure(&'a FigureKey),
    /// What is no figure of the view.
    Named(&'static str),
}

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    Text(String),
    Blank,
}

impl Value {
    /// What a text shows: a number, where it is one.
    pub fn of_text(text: &str) -> Self {
        decimal(text).map_or_else(|| Self::Text(text.to_owned()), Self::from)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number.normalize())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&grouped(*number, 0)),
            Self::Text(text) => f.write_str(text),
            Self::Blank => f.write_str("空欄"),
        }
    }
}

#[derive(Debug)]
pub struct Ledger {
    body: String,
    names: FigureNames,
    /// With the place of its kind among `kinds`. Of those that came out the same, no more of a kind than may stand.
    rows: Vec<(usize, CheckRow)>,
    /// Each kind with the number of lines that came out the same.
    kinds: Vec<(Kind, usize)>,
    known: BTreeMap<Kind, usize>,
}

/// What lines are put together by: the two places, and the kind of figure.
type Kind = (String, String, &'static str);

impl Ledger {
    pub fn new(body: &str, names: FigureNames) -> Self {
        Self {
            body: body.to_owned(),
            names,
            rows: Vec::new(),
            kinds: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// The same value in two places.
    pub fn compare(
        &mut self,
        what: What<'_>,
        (first_at, first): (&str, Value),
        (second_at, second): (&str, Value),
    ) {
        let verdict = if first == second {
            Verdict::Same
        } else {
            Verdict::Differs
        };
        let (first, second) = (first.to_string(), second.to_string());
        self.put(what, (first_at, &first), (second_at, &second), verdict);
    }

    /// A comparison with its verdict.
    pub fn put(
        &mut self,
        what: What<'_>,
        (first_at, first): (&str, &str),
        (second_at, second): (&str, &str),
        verdict: Verdict,
    ) {
        let (name, kind) = match what {
            What::Figure(key) => (self.names.name(key), key.kind()),
            What::Named(name) => (name.to_owned(), name),
        };
        let kind = (place_kind(first_at), place_kind(second_at), kind);
        let kind = self.number(kind);
        if verdict == Verdict::Same && self.is_enough(kind) {
            return;
        }
        self.rows.push((
            kind,
            CheckRow {
                body: self.body.clone(),
                what: name,
                first_at: first_at.to_owned(),
                first: first.to_owned(),
                second_at: second_at.to_owned(),
                second: second.to_owned(),
                verdict,
                count: 1,
            },
        ));
    }

    /// The place of a kind among all.
    fn number(&mut self, kind: Kind) -> usize {
        *self.known.entry(kind).or_insert_with_key(|kind| {
            self.kinds.push((kind.clone(), 0));
            self.kinds.len() - 1
        })
    }

    /// Counts one more line of a kind that came out the same; whether there are too many for lines of their own.
    fn is_enough(&mut self, kind: usize) -> bool {
        self.kinds.get_mut(kind).is_some_and(|(_, count)| {
            *count += 1;
            *count > MOST_LINES
        })
    }

    /// The lines: what differs first, then in the order in which they were found.
    pub fn rows(self) -> Vec<CheckRow> {
        let mut kinds = self.kinds;
        let mut rows: Vec<CheckRow> = Vec::new();
        for (kind, row) in self.rows {
            match kinds.get_mut(kind) {
                Some((kind, all)) if row.verdict == Verdict::Same && *all > MOST_LINES => {
                    rows.push(together(kind, &self.names, row, *all));
                    // The line stands for all of them.
                    *all = 0;
                }
                Some((_, 0)) if row.verdict == Verdict::Same => {}
                _ => rows.push(row),
            }
        }
        rows.sort_by_key(|row| row.verdict);
        for row in &mut rows {
            for place in [&mut row.first_at, &mut row.second_at] {
                // Files are named as they are; sheets get the plan's own names once the package is finished.
                if let Some((file, sheet)) = place.split_once(" › ") {
                    *place = format!("{file} › {}", self.names.reword(sheet));
                }
            }
        }
        rows
    }
}

fn together(
    (first_at, second_at, kind): &Kind,
    names: &FigureNames,
    row: CheckRow,
    count: usize,
) -> CheckRow {
    CheckRow {
        what: names.reword(kind),
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

/// What is known of the figures before any file is looked at.
#[derive(Debug)]
pub struct Known {
    /// By key, as the view has them.
    pub viewed: BTreeMap<FigureKey, Decimal>,
    /// By key, worked out anew from the single answers.
    pub recounted: BTreeMap<FigureKey, Decimal>,
}

impl Known {
    /// The figure of a key: worked out anew where that can be, else the view's.
    pub fn value(&self, key: &FigureKey) -> Option<Decimal> {
        let recounted = self.recounted.get(key);
        recounted.or_else(|| self.viewed.get(key)).copied()
    }
}

/// The comparisons of one output with what is known.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub(super) known: &'a Known,
    /// Every leaf of the view by its key.
    pub(super) leaves: &'a BTreeMap<String, String>,
    pub ledger: &'a mut Ledger,
}

impl Comparison<'_> {
    /// A figure as it was found in a finished file. Texts are held against the view by completeness; a key that no view
    /// has is a template's own.
    pub fn figure(&mut self, key: &str, at: &str, found: Value) {
        let figure = FigureKey::read(key);
        if !self.known.viewed.contains_key(&figure) && self.leaves.contains_key(key) {
            return;
        }
        if let Some(value) = self.known.value(&figure) {
            let what = What::Figure(&figure);
            self.ledger
                .compare(what, ("記録", value.into()), (at, found));
        }
    }
}

/// The number of a figure as it is printed: commas, ▲ and + taken away.
pub fn decimal(text: &str) -> Option<Decimal> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '+' | '%'))
        .map(|c| {
            if matches!(c, '▲' | '△' | '−') {
                '-'
            } else {
                c
            }
        })
        .collect();
    plain.parse().ok()
}

/// `part` × 100 ÷ `whole`, one decimal, half away from zero; none where `whole` is 0.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let tenths = part
        .checked_mul(Decimal::ONE_THOUSAND)?
        .checked_div(whole)?;
    let (below, rest) = (tenths.trunc(), tenths.fract().abs());
    let half = Decimal::new(5, 1);
    let up = match (rest >= half, tenths.is_sign_negative()) {
        (false, _) => Decimal::ZERO,
        (true, false) => Decimal::ONE,
        (true, true) => Decimal::NEGATIVE_ONE,
    };
    below.checked_add(up)?.checked_div(Decimal::TEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn very_many_of_one_kind_become_one_line_but_what_differs() {
        let mut ledger = Ledger::new("公表", FigureNames::default());
        let mut compare = |key: &str, at: &str, found: Decimal| {
            let key = FigureKey::read(key);
            ledger.compare(
                What::Figure(&key),
                ("記録", dec!(1).into()),
                (at, found.into()),
            );
        };
        for at in 0..=MOST_LINES {
            let place = format!("集計表.xlsx › 総括 › C{at}");
            compare("grades.total.A", &place, dec!(1));
            compare("effect.継続.total", "指標.csv", dec!(1));
        }
        compare("grades.total.A", "集計表.xlsx › a", dec!(2));
        compare("changes.up", "集計表.xlsx", dec!(1));
        let rows = ledger.rows();
        let lines: Vec<(&str, &str, usize)> = rows
            .iter()
            .map(|r| (r.what.as_str(), r.second.as_str(), r.count))
            .collect();
        assert_eq!(
            lines,
            [
                ("総括 合計 Aの件数", "2", 1),
                ("総括の値", "301件", 301),
                ("効果額の合計", "301件", 301),
                ("前回からの変化 上がった項目", "1", 1),
            ]
        );
    }
}
