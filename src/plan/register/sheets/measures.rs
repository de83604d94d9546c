//! 推進施策.

use super::pillars;
use super::pillars::pillar_of_cell;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::Parts;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::Text;
use crate::plan::register::schema::{Column, Need, Sheet, columns, reference};
use crate::plan::register::table::Tables;
use crate::plan::{Measure, Plan};

/// The name of the sheet.
pub const SHEET_NAME: &str = "推進施策";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "推進施策です。改革項目の中の区分です。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    PILLAR "改革項目" Required, reference(pillars::SHEET_NAME, pillars::NUMBER), 12.0, "属する改革項目の番号又は名称です。";
    NUMBER "番号" Required, Text, 10.0, "改革項目の中での番号です。";
    NAME "名称" Required, Text, 60.0, "推進施策の名称です。";
}

pub fn read(row: &Row, parts: &Parts<'_>, tables: &Tables, faults: &mut Faults) -> Option<Measure> {
    let pillar = pillar_of_cell(row, PILLAR, parts, tables, faults);
    let number = row.text(NUMBER, faults)?;
    Some(Measure {
        pillar: pillar.unwrap_or_default(),
        number,
        name: row.needed(NAME, faults),
    })
}

fn records(plan: &Plan) -> Vec<Record> {
    let measure = |m: &Measure| {
        row()
            .with(PILLAR, &m.pillar)
            .with(NUMBER, &m.number)
            .with(NAME, &m.name)
    };
    plan.measures.iter().map(measure).collect()
}
