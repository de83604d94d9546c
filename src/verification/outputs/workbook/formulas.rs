//! The live formulas of a workbook: each stands in its cell as its rule was written, so that whoever has Excel calculate
//! again gets the same. One that is gone leaves its last result behind, which would stay right until somebody changes a
//! row. (That calculating gives the stored results is for the tests, with LibreOffice.)

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::{WorkbookOutput, as_we_call_it};
use crate::tables::Place;
use crate::verification::reconciliation::ledger::{Ledger, Value, What};
use crate::workbook_output::{Written, formula_in_file};

pub(super) fn compare(output: &WorkbookOutput, ledger: &mut Ledger) {
    let written = &output.written;
    let Some(mut held) = of(written) else {
        return;
    };
    let mut report = |at: &Place, wanted: Option<&str>, held: Option<&str>| {
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
        let wanted = formula_in_file(&cell.formula.text, &written.renamed);
        report(&cell.at, Some(&wanted), held.as_deref());
    }
    for (at, formula) in &held {
        report(at, None, Some(formula));
    }
}

/// Every formula by its cell.
fn of(written: &Written) -> Option<BTreeMap<Place, String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written.bytes.as_slice())).ok()?;
    let mut formulas = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_formula(&sheet).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, formula) in range.used_cells() {
            let (row, column) = (u32::try_from(row).ok()?, u32::try_from(column).ok()?);
            let place = Place {
                sheet: as_we_call_it(written, sheet.clone()).into(),
                row: top + row,
                column: left + column,
            };
            formulas.insert(place, formula.clone());
        }
    }
    Some(formulas)
}
