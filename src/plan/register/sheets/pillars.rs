//! 改革項目.

use super::numbering::code;
use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Parts, name_key};
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::Text;
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::register::table::Tables;
use crate::plan::{Pillar, Plan};
use crate::values::Code;

/// The name of the sheet.
pub const SHEET_NAME: &str = "改革項目";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: true,
    explanation: "改革項目（計画の柱）です。集計はこの区分で行います。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    NUMBER "番号" Required, Text, 10.0, "印刷するとおりの番号です。実施項目の番号の最初の部分と合わせます。";
    NAME "名称" Required, Text, 60.0, "改革項目の名称です。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Option<Pillar> {
    let number = row.text(NUMBER, faults)?;
    code(row, NUMBER, &number, faults)?;
    Some(Pillar {
        number,
        name: row.needed(NAME, faults),
    })
}

/// The number of the pillar that a cell names by number or name; R007 where there is none.
pub fn pillar_of_cell(
    row: &Row,
    heading: &str,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<String> {
    let text = row.text(heading, faults)?;
    let code = Code::derive(&text);
    let key = name_key(&text);
    let mut pillars = parts.pillars.iter().map(|p| &p.value);
    let by_number = pillars
        .clone()
        .find(|p| code.is_some() && Code::derive(&p.number) == code);
    let found = by_number
        .or_else(|| pillars.find(|p| name_key(&p.name) == key))
        .map(|p| p.number.clone());
    if found.is_none() && tables.complete(SHEET_NAME) {
        faults.push(row.fault(
            Fault::RegisterReference,
            heading,
            format!("「{}」のシートにない改革項目です。", SHEET_NAME),
            "改革項目の番号又は名称を記入してください。",
        ));
    }
    found
}

fn records(plan: &Plan) -> Vec<Record> {
    let pillar = |p: &Pillar| row().with(NUMBER, &p.number).with(NAME, &p.name);
    plan.pillars.iter().map(pillar).collect()
}
