//! The workbook, read again: its stored results against the figures, and each total added up anew from its own rows.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use rust_decimal::Decimal;

use super::ledger::Ledger;
use super::recount::percent;
use super::{Known, decimal, formulas};
use crate::audience::reconciliation::Verdict;
use crate::values::decimal_from_f64;
use crate::workbook_output::{Given, Place, Rule, Span, Written};

/// The cells of one sheet that hold something, by zero-based row and column.
type Cells = BTreeMap<(u32, u32), Data>;

pub(super) fn check(path: &str, written: &Written, known: &Known, ledger: &mut Ledger) {
    let read = match Read::of(&written.bytes) {
        Ok(read) => read,
        Err(why) => {
            ledger.put(
                "集計表",
                (path, &why),
                ("読み直し", "（読めません）"),
                Verdict::Differs,
            );
            return;
        }
    };
    for figure in &written.figures {
        let Some(value) = known.value(&figure.key) else {
            continue;
        };
        let at = place(path, &figure.at);
        let (number, text) = read.at(&figure.at);
        ledger.compare_text(&figure.key, ("記録", value), (&at, number), &text);
    }
    let keys: BTreeMap<&Place, &str> = written.figures.iter().map(|f| (&f.at, &*f.key)).collect();
    for derived in &written.derived {
        let at = place(path, &derived.at);
        let key = keys.get(&derived.at).copied().unwrap_or("集計表の合計");
        let anew = read.reckon(&derived.rule);
        let (stored, text) = read.at(&derived.at);
        match anew {
            Some(anew) => {
                ledger.compare_text(
                    key,
                    ("集計表の行からの計算し直し", anew),
                    (&at, stored),
                    &text,
                );
            }
            None => {
                let blank = stored.is_none();
                let verdict = if blank {
                    Verdict::Same
                } else {
                    Verdict::Differs
                };
                ledger.put(
                    key,
                    ("集計表の行からの計算し直し", "空欄"),
                    (&at, &text),
                    verdict,
                );
            }
        }
    }
    // All cells of the workbook: the formulas are read for themselves.
    drop(read);
    formulas::check(path, written, ledger);
}

pub(super) fn place(path: &str, at: &Place) -> String {
    format!("{path} › {} › {}", at.sheet, at.cell())
}

/// A workbook as it stands in its bytes.
struct Read {
    sheets: BTreeMap<String, Cells>,
    groups: RefCell<BTreeMap<Columns, Groups>>,
}

impl Read {
    fn of(bytes: &[u8]) -> Result<Self, String> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
        let mut sheets = BTreeMap::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).map_err(|e| e.to_string())?;
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(row, column, data)| {
                let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
                let column = left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
                ((row, column), data.clone())
            });
            sheets.insert(name, cells.collect());
        }
        Ok(Self {
            sheets,
            groups: RefCell::default(),
        })
    }

    fn cell(&self, sheet: &str, row: u32, column: u32) -> Option<&Data> {
        self.sheets.get(sheet)?.get(&(row, column))
    }

    /// Number and text of a place.
    fn at(&self, place: &Place) -> (Option<Decimal>, String) {
        let cell = self.cell(&place.sheet, place.row, place.column);
        let text = cell.map_or_else(|| "（空白）".to_owned(), ToString::to_string);
        (cell.and_then(number), text)
    }

    /// What a rule comes to, from the cells that it names; `None` where that is a blank.
    fn reckon(&self, rule: &Rule) -> Option<Decimal> {
        let sum =
            |places: &[Place]| -> Decimal { places.iter().filter_map(|p| self.at(p).0).sum() };
        let sum = match rule {
            Rule::Sum { of, given } => self.grouped(Some(of), given).0,
            Rule::Count { given } => {
                given.first()?;
                Decimal::from(self.grouped(None, given).1)
            }
            Rule::Filled { of } => {
                let filled = rows(of).filter(|row| {
                    let cell = self.cell(&of.sheet, *row, of.column.into());
                    cell.is_some_and(|c| !c.to_string().is_empty())
                });
                Decimal::from(filled.count())
            }
            Rule::Added { of, less } => sum(of) - sum(less),
            Rule::Share { of, whole } => percent(sum(of), self.at(whole).0?)?,
            Rule::Progress { now, base, target } => {
                let [now, base, target] = [now, base, target].map(|place| self.at(place).0);
                percent(now? - base?, target? - base?)?
            }
        };
        Some(sum.normalize())
    }

    /// Sum of `of` and number of rows where every condition holds. Totals by the same columns are added up in one
    /// passage over the rows, so that as many totals as rows do not take rows times rows.
    fn grouped(&self, of: Option<&Span>, given: &[Given]) -> (Decimal, usize) {
        let spans = of.into_iter().chain(given.iter().map(|g| &g.span));
        let columns: Columns = (of.is_some(), spans.map(column).collect());
        let wanted: Vec<String> = given.iter().map(|g| g.equals.clone()).collect();
        let mut known = self.groups.borrow_mut();
        let groups = known
            .entry(columns)
            .or_insert_with(|| self.groups_of(of, given));
        groups.get(&wanted).copied().unwrap_or_default()
    }

    fn groups_of(&self, of: Option<&Span>, given: &[Given]) -> Groups {
        let mut groups = Groups::new();
        let Some(span) = of.or(given.first().map(|g| &g.span)) else {
            return groups;
        };
        for offset in 0..=span.last.saturating_sub(span.first) {
            let at = |span: &Span| self.cell(&span.sheet, span.first + offset, span.column.into());
            let text = |g: &Given| at(&g.span).map_or_else(String::new, ToString::to_string);
            let group = groups.entry(given.iter().map(text).collect()).or_default();
            group.0 += of.and_then(at).and_then(number).unwrap_or_default();
            group.1 += 1;
        }
        groups
    }
}

/// Sums and numbers of rows, by the texts in the columns of the conditions.
type Groups = BTreeMap<Vec<String>, (Decimal, usize)>;

/// Whether the first is summed, and the columns.
type Columns = (bool, Vec<(Cow<'static, str>, u16, u32, u32)>);

fn column(span: &Span) -> (Cow<'static, str>, u16, u32, u32) {
    (span.sheet.clone(), span.column, span.first, span.last)
}

fn rows(span: &Span) -> impl Iterator<Item = u32> + use<> {
    span.first..=span.last
}

/// A number, also where it stands as a text since a sheet would change its digits.
fn number(cell: &Data) -> Option<Decimal> {
    match cell {
        Data::Float(n) => decimal_from_f64(*n),
        Data::Int(n) => Some(Decimal::from(*n)),
        Data::String(text) => decimal(text),
        _ => None,
    }
}

/// Zero-based row and column of `C12`.
pub(super) fn position(cell: &str) -> Option<(u32, u32)> {
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let row: u32 = cell.get(letters.len()..)?.parse().ok()?;
    let column = letters.bytes().try_fold(0_u32, |sum, b| {
        let digit = u32::from(b.checked_sub(b'A')?) + 1;
        sum.checked_mul(26)?.checked_add(digit)
    })?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::a1;

    #[test]
    fn positions_are_those_of_their_names() {
        for (row, column) in [(0, 0), (11, 2), (0, 26), (1_048_575, 16_383)] {
            assert_eq!(position(&a1(row, column)), Some((row, column)));
        }
        assert_eq!(position("12"), None);
    }
}
