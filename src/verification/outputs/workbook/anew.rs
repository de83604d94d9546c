//! What a rule comes to, worked out from the cells of the finished workbook by code of its own.

use std::cell::RefCell;
use std::collections::BTreeMap;

use calamine::Data;
use rust_decimal::Decimal;

use super::{Read, number};
use crate::tables::rule::Indicator;
use crate::tables::{Given, Many, Named, One, Place, Rule, Span};
use crate::verification::reconciliation::ledger::{Value, percent};

/// A workbook whose rules are worked out.
pub struct Anew<'a> {
    read: &'a Read,
    /// Totals by the same columns are added up in one passage over the rows, so that as many totals as rows do not take
    /// rows times rows.
    groups: RefCell<BTreeMap<Columns, Groups>>,
}

/// Sums and numbers of rows, by the texts in the columns of the conditions.
type Groups = BTreeMap<Vec<String>, (Decimal, usize)>;

/// What is summed, and the columns of the conditions, each with whether it is asked for a number.
type Columns = (Option<Span>, Vec<(Span, bool)>);

impl<'a> Anew<'a> {
    pub fn new(read: &'a Read) -> Self {
        Self {
            read,
            groups: RefCell::default(),
        }
    }

    /// The value of a rule for the cell `at`; `None` where the workbook has no cells that it names.
    pub fn value(&self, rule: &Rule, at: &Place) -> Option<Value> {
        let number = |one: &One| Some(self.number(self.cell(one, at)?));
        let sum = |all: &[One]| -> Option<Decimal> {
            let numbers = all.iter().map(|one| Some(number(one)?.unwrap_or_default()));
            numbers.sum()
        };
        let value = match rule {
            Rule::Count { given } => {
                let (_, rows) = self.grouped(None, given, at)?;
                Some(Decimal::from(rows))
            }
            Rule::Sum {
                of, given, blank, ..
            } => {
                let (sum, rows) = match given.as_slice() {
                    [] => self.column(&self.span(of)?),
                    given => self.grouped(Some(self.span(of)?), given, at)?,
                };
                (rows > 0 || !blank).then_some(sum)
            }
            Rule::Added { of, less } => Some(sum(of)? - sum(less)?),
            Rule::Difference { now, before, .. } => {
                let (now, before) = (number(now)?, number(before)?);
                now.zip(before).map(|(now, before)| now - before)
            }
            Rule::Effect { .. } => return self.effect(rule, at),
            Rule::OfKind { of, kind, word } => {
                let own = self.text(self.cell(kind, at)?) == *word;
                number(of)?.filter(|_| own)
            }
            Rule::Share { of, whole } => {
                let whole = number(whole)?.unwrap_or_default();
                percent(sum(of)?, whole)
            }
            Rule::Rate(of) | Rule::Progress(of) | Rule::Met(of) => {
                return self.indicator(rule, of, at);
            }
        };
        Some(value.map_or(Value::Blank, Value::from))
    }

    fn effect(&self, rule: &Rule, at: &Place) -> Option<Value> {
        let Rule::Effect {
            table,
            first,
            last,
            refused,
            ..
        } = rule
        else {
            return None;
        };
        let [first, last] = [first, last].map(|heading| Named::new(table, heading).here());
        let given = [self.cell(&first, at)?, self.cell(&last, at)?];
        let given = given.map(|at| (self.number(at), self.text(at)));
        Some(if given.iter().all(|(_, text)| text.is_empty()) {
            Value::Blank
        } else if given
            .iter()
            .any(|(n, text)| n.is_none() && !text.is_empty())
        {
            Value::Text(refused.clone())
        } else {
            let sum: Decimal = given.iter().filter_map(|(n, _)| *n).sum();
            Value::from(sum)
        })
    }

    fn indicator(&self, rule: &Rule, of: &Indicator, at: &Place) -> Option<Value> {
        let number = |one| Some(self.number(self.cell(one, at)?));
        let text = |one| Some(self.text(self.cell(one, at)?));
        let (base, actual, target, last) = (
            number(&of.base)?,
            number(&of.actual)?,
            number(&of.target)?,
            number(&of.last)?,
        );
        let at_least = match text(&of.direction)?.as_str() {
            "以上" => true,
            "以下" => false,
            _ => return Some(Value::Blank),
        };
        let rate = match rule {
            Rule::Progress(_) if text(&of.target)?.is_empty() => {
                let known = base.zip(actual).zip(last);
                known.and_then(|((base, actual), last)| percent(actual - base, last - base))
            }
            Rule::Rate(_) => {
                let known = actual
                    .zip(target)
                    .filter(|(a, t)| a.min(t) >= &Decimal::ZERO);
                known.and_then(|(actual, target)| match at_least {
                    true => percent(actual, target),
                    false => percent(target, actual),
                })
            }
            Rule::Met(_) => {
                let met = match (actual, target) {
                    (Some(actual), Some(target)) if at_least => Some(actual >= target),
                    (Some(actual), Some(target)) => Some(actual <= target),
                    (None, Some(_)) if !at_least => {
                        (text(&of.state)? == "該当なし").then_some(true)
                    }
                    _ => None,
                };
                let word = met.map(|met| if met { "達成" } else { "未達成" });
                return Some(word.map_or(Value::Blank, |w| Value::Text(w.to_owned())));
            }
            _ => None,
        };
        Some(rate.map_or(Value::Blank, Value::from))
    }

    /// Sheet, row and column of a cell that a rule for the cell `at` names.
    fn cell<'p>(&'p self, one: &'p One, at: &Place) -> Option<(&'p str, u32, u32)> {
        match one {
            One::At(place) => Some((&place.sheet, place.row, place.column)),
            One::Here(named) => {
                let table = self.read.tables.get(named.table)?;
                let column = table.columns.get(&*named.heading)?;
                Some((&table.sheet, at.row, *column))
            }
        }
    }

    /// Where these cells stand.
    pub fn span(&self, of: &Many) -> Option<Span> {
        match of {
            Many::Span(span) => Some(span.clone()),
            Many::Of(named) => {
                let table = self.read.tables.get(named.table)?;
                Some(Span {
                    sheet: table.sheet.clone().into(),
                    column: *table.columns.get(&*named.heading)?,
                    first: table.first,
                    last: table.last,
                })
            }
        }
    }

    fn data(&self, (sheet, row, column): (&str, u32, u32)) -> Option<&Data> {
        self.read.sheets.get(sheet)?.get(&(row, column))
    }

    fn number(&self, at: (&str, u32, u32)) -> Option<Decimal> {
        self.data(at).and_then(number)
    }

    fn text(&self, at: (&str, u32, u32)) -> String {
        self.data(at).map_or_else(String::new, ToString::to_string)
    }

    /// Sum of a column, and how many numbers it has.
    fn column(&self, span: &Span) -> (Decimal, usize) {
        let rows = span.first..=span.last;
        let numbers = rows.filter_map(|row| self.number((&span.sheet, row, span.column)));
        numbers.fold((Decimal::ZERO, 0), |(sum, count), n| (sum + n, count + 1))
    }

    /// Sum of `of` and number of rows where every condition holds.
    fn grouped(&self, of: Option<Span>, given: &[Given], at: &Place) -> Option<(Decimal, usize)> {
        let (mut columns, mut wanted) = (Vec::new(), Vec::new());
        for given in given {
            let of = self.span(given.of())?;
            columns.push((of, matches!(given, Given::Number(_))));
            wanted.push(match given {
                Given::Word(_, word) => word.clone(),
                Given::Like(_, one) => self.text(self.cell(one, at)?),
                Given::Number(_) => true.to_string(),
            });
        }
        let mut known = self.groups.borrow_mut();
        let groups = known
            .entry((of, columns))
            .or_insert_with_key(|columns| self.groups_of(columns));
        Some(groups.get(&wanted).copied().unwrap_or_default())
    }

    fn groups_of(&self, (of, given): &Columns) -> Groups {
        let mut groups = Groups::new();
        let Some((span, _)) = given.first() else {
            return groups;
        };
        for offset in 0..=span.last.saturating_sub(span.first) {
            let key = |(span, number): &(Span, bool)| match number {
                true => self.number(below(span, offset)).is_some().to_string(),
                false => self.text(below(span, offset)),
            };
            let group = groups.entry(given.iter().map(key).collect()).or_default();
            let summed = of
                .as_ref()
                .and_then(|span| self.number(below(span, offset)));
            group.0 += summed.unwrap_or_default();
            group.1 += 1;
        }
        groups
    }
}

/// The cell so many rows below a span's first.
fn below(span: &Span, offset: u32) -> (&str, u32, u32) {
    (&span.sheet, span.first + offset, span.column)
}
