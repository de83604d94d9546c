//! The live formulas of a workbook: each stands in its cell as its rule was written, so that whoever has Excel calculate
//! again gets the same. One that is gone leaves its last result behind, which would stay right until somebody changes a
//! row. (That calculating gives the stored results is for the tests, with LibreOffice.)

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::WorkbookOutput;
use crate::tables::Place;
use crate::verification::reconciliation::ledger::{Ledger, Value, What};

pub(super) fn compare(output: &WorkbookOutput, ledger: &mut Ledger) {
    let written = &output.written;
    let Some(mut held) = of(&written.bytes) else {
        return;
    };
    let mut tell = |at: &Place, wanted: Option<&str>, held: Option<&str>| {
        let shown = |formula: Option<&str>| {
            let shown = formula.map_or_else(|| "（数式なし）".to_owned(), |f| format!("={f}"));
            Value::Text(shown)
        };
        ledger.compare(
            What::Named("集計表の数式"),
            ("書き込んだ数式", shown(wanted)),
            (&output.place(at), shown(held)),
        );
    };
    for cell in &written.formulas {
        let held = held.remove(&cell.at);
        tell(&cell.at, Some(&cell.formula.text), held.as_deref());
    }
    for (at, formula) in &held {
        tell(at, None, Some(formula));
    }
}

/// Every formula by its cell.
fn of(bytes: &[u8]) -> Option<BTreeMap<Place, String>> {
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
    Some(formulas)
}
