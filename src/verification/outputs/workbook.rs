//! The workbook, read again: its stored results against the figures, and each that follows from others worked out anew from
//! its own rows.

mod anew;
mod formulas;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use rust_decimal::Decimal;

use super::Output;
use crate::audience::FigureKey;
use crate::audience::reconciliation::Verdict;
use crate::diagnostic::Diagnostic;
use crate::tables::Place;
use crate::values::decimal_from_f64;
use crate::verification::reconciliation::ledger::{Comparison, Ledger, Value, What, decimal};
use crate::workbook_output::Written;
pub use anew::Anew;

/// Significant digits of a number that a sheet keeps.
const MOST_DIGITS: u32 = 15;

/// The cells of one sheet that hold something, by zero-based row and column.
type Cells = BTreeMap<(u32, u32), Data>;

/// The consolidated workbook.
#[derive(Clone, Debug)]
pub struct WorkbookOutput {
    pub path: String,
    pub written: Written,
}

impl Output for WorkbookOutput {
    fn files(&self) -> Vec<(String, &[u8])> {
        vec![(self.path.clone(), &self.written.bytes)]
    }

    fn into_files(self: Box<Self>) -> Vec<(String, Vec<u8>)> {
        vec![(self.path, self.written.bytes)]
    }

    fn compare(&self, with: &mut Comparison<'_>) {
        let written = &self.written;
        let read = match Read::of(written) {
            Ok(read) => read,
            Err(why) => {
                return with.ledger.put(
                    What::Named("集計表"),
                    (&self.path, &why),
                    ("読み直し", "（読めません）"),
                    Verdict::Differs,
                );
            }
        };
        for figure in &written.figures {
            with.figure(&figure.key, &self.place(&figure.at), read.at(&figure.at));
        }
        self.compare_rules(&read, with.ledger);
        self.compare_tables(&read, with.ledger);
        // All cells of the workbook: the formulas are read for themselves.
        drop(read);
        formulas::compare(self, with.ledger);
    }

    fn words(&self) -> Vec<String> {
        self.written.words.clone()
    }

    fn reported(&self) -> Vec<Diagnostic> {
        let reported = self.written.reported.iter().cloned();
        reported.map(|d| d.in_file(&self.path)).collect()
    }
}

impl WorkbookOutput {
    /// A cell as people read it.
    fn place(&self, at: &Place) -> String {
        format!("{} › {} › {}", self.path, at.sheet, at.cell())
    }

    /// Each figure that follows from others, worked out anew from the workbook's own rows.
    fn compare_rules(&self, read: &Read, ledger: &mut Ledger) {
        let figures = self.written.figures.iter();
        let keys: BTreeMap<&Place, &str> = figures.map(|f| (&f.at, &*f.key)).collect();
        let anew = Anew::new(read);
        for cell in &self.written.formulas {
            let key = keys.get(&cell.at).map(|key| FigureKey::read(key));
            let what = key
                .as_ref()
                .map_or(What::Named("集計表の合計"), What::Figure);
            let value = anew.value(&cell.formula.rule, &cell.at);
            let value = value.unwrap_or_else(|| Value::Text("（表がありません）".to_owned()));
            ledger.compare(
                what,
                ("集計表の行からの計算し直し", value),
                (&self.place(&cell.at), read.at(&cell.at)),
            );
        }
    }

    /// Each table takes in exactly the rows that were written into it, so that no formula over its columns leaves one out.
    fn compare_tables(&self, read: &Read, ledger: &mut Ledger) {
        let rows = |first: u32, last: u32| Value::Text(format!("{}～{}行", first + 1, last + 1));
        for table in &self.written.tables {
            let found = read.tables.get(table.name);
            let found = found.filter(|found| found.sheet == table.sheet);
            let found = found.map_or(Value::Blank, |found| rows(found.first, found.last));
            ledger.compare(
                What::Named("集計表の表の範囲"),
                ("書き込んだ行", rows(table.first, table.last)),
                (
                    &format!("{} › {} › {}", self.path, table.sheet, table.name),
                    found,
                ),
            );
        }
    }
}

/// A workbook as it stands in its bytes.
pub struct Read {
    pub sheets: BTreeMap<String, Cells>,
    /// The Excel tables by their names.
    pub tables: BTreeMap<String, TableRead>,
}

/// An Excel table as the workbook defines it.
pub struct TableRead {
    pub sheet: String,
    /// Rows of its data, both included, zero-based.
    pub first: u32,
    pub last: u32,
    /// Zero-based, by heading.
    pub columns: BTreeMap<String, u32>,
}

impl Read {
    pub fn of(written: &Written) -> Result<Self, String> {
        let bytes = written.bytes.as_slice();
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
            sheets.insert(as_we_call_it(written, name), cells.collect());
        }
        book.load_tables().map_err(|e| e.to_string())?;
        let names: Vec<String> = book.table_names().into_iter().cloned().collect();
        let mut tables = BTreeMap::new();
        for name in names {
            let table = book.table_by_name(&name).map_err(|e| e.to_string())?;
            let data = table.data();
            if let (Some((first, left)), Some((last, _))) = (data.start(), data.end()) {
                let sheet = as_we_call_it(written, table.sheet_name().to_owned());
                let columns = table.columns().iter().cloned().zip(left..).collect();
                let read = TableRead {
                    sheet,
                    first,
                    last,
                    columns,
                };
                tables.insert(name, read);
            }
        }
        Ok(Self { sheets, tables })
    }

    fn at(&self, place: &Place) -> Value {
        let cells = self.sheets.get(&*place.sheet);
        let cell = cells.and_then(|cells| cells.get(&(place.row, place.column)));
        match (cell.and_then(number), cell.map(ToString::to_string)) {
            (Some(number), _) => number.into(),
            (None, Some(text)) if !text.is_empty() => Value::Text(text),
            _ => Value::Blank,
        }
    }
}

/// The sheet of this name in the file, by our own name.
fn as_we_call_it(written: &Written, name: String) -> String {
    let ours = written.renamed.iter().find(|(_, theirs)| *theirs == name);
    ours.map_or(name, |(ours, _)| ours.clone())
}

/// A number, also where it stands as a text since a sheet would change its digits.
fn number(cell: &Data) -> Option<Decimal> {
    match cell {
        Data::Float(n) => decimal_from_f64(*n),
        Data::Int(n) => Some(Decimal::from(*n)),
        Data::String(text) => {
            let digits = 10_u128.pow(MOST_DIGITS);
            decimal(text).filter(|n| n.normalize().mantissa().unsigned_abs() >= digits)
        }
        _ => None,
    }
}
