//! 用語.

use crate::plan::register::faults::Faults;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{LongText, Text};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::{Plan, Term};

/// The name of the sheet.
pub const SHEET_NAME: &str = "用語";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "用語解説です。懇談会と公表の資料に載ります。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    TERM "用語" WithRow, Text, 30.0, "用語です。";
    EXPLANATION "説明" Optional, LongText, 90.0, "市民に分かる言葉での説明です。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Term {
    Term {
        term: row.needed(TERM, faults),
        explanation: row.needed(EXPLANATION, faults),
    }
}

fn records(plan: &Plan) -> Vec<Record> {
    let term = |t: &Term| row().with(TERM, &t.term).with(EXPLANATION, &t.explanation);
    plan.glossary.iter().map(term).collect()
}
