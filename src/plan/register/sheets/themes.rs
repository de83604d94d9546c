//! 基本テーマ.

use crate::plan::register::faults::Faults;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{LongText, Text};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::{Plan, Theme};

/// The name of the sheet.
pub const SHEET_NAME: &str = "基本テーマ";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "計画の基本テーマです。資料の冒頭に載ります。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    NUMBER "番号" Optional, Text, 8.0, "印刷するとおりの番号（①など）です。";
    NAME "名称" WithRow, Text, 24.0, "基本テーマの名称です。";
    EXPLANATION "説明" Optional, LongText, 90.0, "基本テーマの説明です。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Theme {
    Theme {
        number: row.text(NUMBER, faults),
        name: row.needed(NAME, faults),
        description: row.text(EXPLANATION, faults),
    }
}

fn records(plan: &Plan) -> Vec<Record> {
    let theme = |t: &Theme| {
        row()
            .with(NUMBER, t.number.as_ref())
            .with(NAME, &t.name)
            .with(EXPLANATION, t.description.as_ref())
    };
    plan.themes.iter().map(theme).collect()
}
