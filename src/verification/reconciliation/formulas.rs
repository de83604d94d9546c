//! The live formulas of a workbook: each stands in its cell as it was written, and each total's formula takes in exactly
//! the rows that it totals and adds nothing of its own, so that whoever has Excel calculate again gets the same total.
//! (That calculating gives the stored results is for the tests, with LibreOffice.)

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::ledger::Ledger;
use crate::audience::reconciliation::Verdict;
use crate::workbook_output::{Place, Rule, Span, Written};

pub(super) fn check(path: &str, written: &Written, ledger: &mut Ledger) {
    let Some(book) = Formulas::of(&written.bytes) else {
        return;
    };
    as_written(path, written, &book, ledger);
    for derived in &written.derived {
        let spans = totalled(&derived.rule);
        let Some(formula) = book.formula(&derived.at).filter(|_| !spans.is_empty()) else {
            continue;
        };
        let ranges = book.ranges(formula, &derived.at.sheet);
        let whole = spans.iter().all(|span| ranges.contains(span));
        let verdict = if whole && !adds_a_number(formula) {
            Verdict::Same
        } else {
            Verdict::Differs
        };
        let at = super::workbook::place(path, &derived.at);
        let rows: Vec<String> = spans.iter().map(shown).collect();
        ledger.put(
            "集計表の数式",
            ("合計する範囲", &rows.join("、")),
            (&at, &format!("={formula}")),
            verdict,
        );
    }
}

/// Each formula against the one that was written into its cell. One that is gone leaves its last result behind, which
/// would stay right until somebody changes a row.
fn as_written(path: &str, written: &Written, book: &Formulas, ledger: &mut Ledger) {
    let mut tell = |at: &Place, wanted: Option<&str>| {
        let held = book.formula(at);
        let verdict = if held == wanted {
            Verdict::Same
        } else {
            Verdict::Differs
        };
        let shown = |formula: Option<&str>| {
            formula.map_or_else(|| "（数式なし）".to_owned(), |f| format!("={f}"))
        };
        let place = super::workbook::place(path, at);
        ledger.put(
            "集計表の数式",
            ("書き込んだ数式", &shown(wanted)),
            (&place, &shown(held)),
            verdict,
        );
    };
    let mut known = BTreeSet::new();
    for cell in &written.formulas {
        tell(&cell.at, Some(&cell.formula));
        known.insert(&cell.at);
    }
    let others = book.formulas.keys().filter(|at| !known.contains(at));
    others.for_each(|at| tell(at, None));
}

/// The cells that a rule takes in, where it takes in whole columns of rows.
fn totalled(rule: &Rule) -> Vec<Range> {
    let of = |span: &Span| Range {
        sheet: span.sheet.to_string(),
        column: span.column.into(),
        first: span.first,
        last: span.last,
    };
    match rule {
        Rule::Sum { of: span, .. } | Rule::Filled { of: span } => vec![of(span)],
        Rule::Count { given } => given.iter().map(|g| of(&g.span)).collect(),
        _ => Vec::new(),
    }
}

/// Cells of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    sheet: String,
    column: u32,
    first: u32,
    last: u32,
}

fn shown(range: &Range) -> String {
    let cell = |row| crate::values::a1(row, range.column);
    format!("{} {}:{}", range.sheet, cell(range.first), cell(range.last))
}

struct Formulas {
    formulas: BTreeMap<Place, String>,
    /// The data of each column of a table, by the way in which a formula names it: `表[列]`.
    columns: Vec<(String, Range)>,
}

impl Formulas {
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
        let mut formulas = BTreeMap::new();
        for sheet in book.sheet_names() {
            let range = book.worksheet_formula(&sheet).ok()?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, formula) in range.used_cells() {
                let (row, column) = (u32::try_from(row).ok()?, u32::try_from(column).ok()?);
                let place = Place {
                    sheet: sheet.clone().into(),
                    row: top + row,
                    column: left + column,
                };
                formulas.insert(place, formula.clone());
            }
        }
        book.load_tables().ok()?;
        let names: Vec<String> = book.table_names().into_iter().cloned().collect();
        let mut columns = Vec::new();
        for name in names {
            let Ok(table) = book.table_by_name(&name) else {
                continue;
            };
            let (Some((first, left)), Some((last, _))) = (table.data().start(), table.data().end())
            else {
                continue;
            };
            for (column, heading) in (left..).zip(table.columns()) {
                let range = Range {
                    sheet: table.sheet_name().to_owned(),
                    column,
                    first,
                    last,
                };
                columns.push((format!("{name}[{heading}]"), range));
            }
        }
        Some(Self { formulas, columns })
    }

    fn formula(&self, at: &Place) -> Option<&str> {
        self.formulas.get(at).map(String::as_str)
    }

    /// Every range of more than one cell's worth that a formula names, of one column each.
    fn ranges(&self, formula: &str, sheet: &str) -> Vec<Range> {
        let plain = without_texts(formula);
        let mut ranges: Vec<Range> = self
            .columns
            .iter()
            .filter(|(name, _)| plain.contains(name.as_str()))
            .map(|(_, range)| range.clone())
            .collect();
        ranges.extend(named_by_cells(&plain, sheet));
        ranges
    }
}

/// The formula without what stands between double quotes.
fn without_texts(formula: &str) -> String {
    let parts = formula.split('"').enumerate();
    parts
        .filter(|(at, _)| at % 2 == 0)
        .map(|(_, part)| part)
        .collect()
}

/// `D5:D20`, `$D$5:$D$20` and `'シート'!D5:D20`.
fn named_by_cells(formula: &str, sheet: &str) -> Vec<Range> {
    let mut ranges = Vec::new();
    for (at, _) in formula.match_indices(':') {
        let before = &formula[..at];
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '$'))
            .map_or(0, |p| {
                p + before[p..].chars().next().map_or(1, char::len_utf8)
            });
        let after = &formula[at + 1..];
        let end = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '$'))
            .unwrap_or(after.len());
        let (first, last) = (cell(&before[start..]), cell(&after[..end]));
        let (Some((first, column)), Some((last, other))) = (first, last) else {
            continue;
        };
        if column != other {
            continue;
        }
        let named = before[..start].strip_suffix('!').map(|name| {
            let name = name.strip_suffix('\'').unwrap_or(name);
            let from = name
                .rfind(['\'', '(', ',', '*', '+', '-', '='])
                .map_or(0, |p| p + 1);
            name[from..].to_owned()
        });
        ranges.push(Range {
            sheet: named.unwrap_or_else(|| sheet.to_owned()),
            column,
            first,
            last,
        });
    }
    ranges
}

/// Zero-based row and column of `$D$5`.
fn cell(name: &str) -> Option<(u32, u32)> {
    super::workbook::position(&name.replace('$', ""))
}

/// Whether a formula adds or takes away a number that stands in no cell.
fn adds_a_number(formula: &str) -> bool {
    let plain = without_texts(formula);
    let mut chars = plain.chars().filter(|c| !c.is_whitespace()).peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let number = next.is_some_and(|n| n.is_ascii_digit() || n == '.');
        let operand = before.is_some_and(|b: char| b.is_alphanumeric() || matches!(b, ')' | ']'));
        if matches!(c, '+' | '-') && number && operand {
            return true;
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_a_formula() {
        let of = |formula| -> Vec<String> {
            named_by_cells(formula, "総括").iter().map(shown).collect()
        };
        assert_eq!(of("SUM(D5:D20)"), ["総括 D5:D20"]);
        assert_eq!(
            of("SUMIFS('効果額'!$F$5:$F$9,'効果額'!$C$5:$C$9,A2)"),
            ["効果額 F5:F9", "効果額 C5:C9"]
        );
        assert_eq!(of("D5+D6"), Vec::<String>::new());
    }

    #[test]
    fn a_number_of_the_formulas_own_is_found() {
        for formula in ["SUM(D5:D20)+5", "SUM(表[列])-0.5"] {
            assert!(adds_a_number(formula), "{formula}");
        }
        for formula in [
            "SUM(D5:D20)",
            "ROUND(A1*100/B1,1)",
            "SUM(D5:D9)+SUM(D12:D15)",
            "IF(A1=\"x+1\",1,0)",
            "SUBTOTAL(109,D5:D9)",
        ] {
            assert!(!adds_a_number(formula), "{formula}");
        }
    }
}
