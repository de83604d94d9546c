//! 取組.

use std::collections::BTreeMap;

use super::departments::DepartmentNames;
use super::items::{item_ids, item_number, item_of_cell};
use super::numbering::{number_and_id, own_id, year_in_plan};
use super::{departments, items};
use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Parts, Read, each, name_key};
use crate::plan::register::record::{Record, Written, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{LongText, Text, YearTexts};
use crate::plan::register::schema::{Column, EVERYONE, Need, Sheet, columns, reference};
use crate::plan::register::table::Tables;
use crate::plan::{Initiative, Plan, Responsible};

/// The name of the sheet.
pub const SHEET_NAME: &str = "取組";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "実施項目の下の取組です。担当課が実施状況と取組実績を記入します。",
    columns: COLUMNS,
    wide: true,
    frozen: 1,
    records,
    ..Sheet::ROWS
};

columns! {
    NUMBER "番号" Required, Text, 10.0, "印刷するとおりの番号（1-①-1など）です。";
    ITEM "実施項目" Required, reference(items::SHEET_NAME, items::NUMBER), 10.0, "属する実施項目の番号です。";
    TEXT "取組内容" Required, LongText, 50.0, "取組の内容です。";
    RESPONSIBLE "担当課" Required, departments::ANY, 22.0, "担当課です。複数の課は「、」で区切ると、それぞれの課に照会します。「全庁」とすると、全ての課に照会します。";
    YEARS "年度別" Optional, YearTexts(&["検討", "準備", "実施", "継続", "完了"]), 14.0, "その年度の計画です。検討、準備、実施、継続、完了は記号で表示します。他の文言も記入できます。予定のない年度は空白にします。";
    ID "管理番号" Optional, Text, 10.0, "番号を変えるときに、変える前の番号を記入します。";
}

pub fn read<'a>(
    parts: &Parts<'_>,
    tables: &'a Tables,
    names: &DepartmentNames,
    faults: &mut Faults,
) -> Vec<Read<'a, Initiative>> {
    let ids = item_ids(parts);
    each(tables, SHEET_NAME, |row| {
        let number = row.text(NUMBER, faults);
        let item = item_of_cell(row, ITEM, &ids, tables, faults);
        let text = row.needed(TEXT, faults);
        let responsible = responsible(row, names, faults);
        let mut schedule = BTreeMap::new();
        for cell in row.years() {
            year_in_plan(&cell, parts, faults);
            if let Some(text) = cell.text(faults) {
                schedule.insert(cell.year, text);
            }
        }
        let (number, id) = number_and_id(row, number, faults)?;
        Some(Initiative {
            number,
            id,
            item: item?,
            text,
            responsible,
            schedule,
        })
    })
}

fn responsible(row: &Row, names: &DepartmentNames, faults: &mut Faults) -> Responsible {
    let typed = row.names(RESPONSIBLE, &mut Faults::new(""));
    let everyone = typed.iter().any(|n| name_key(n) == EVERYONE);
    if everyone && typed.len() > 1 {
        faults.push(row.fault(
            Fault::RegisterValue,
            RESPONSIBLE,
            "「全庁」と課の名称が並んでいます。",
            "「全庁」だけにするか、課の名称だけにしてください。",
        ));
    }
    if everyone {
        Responsible::Everyone
    } else {
        Responsible::Departments(names.resolve(row, RESPONSIBLE, faults))
    }
}

fn records(plan: &Plan) -> Vec<Record> {
    let initiative = |i: &Initiative| {
        let responsible = match &i.responsible {
            Responsible::Everyone => EVERYONE.to_owned(),
            Responsible::Departments(names) => names.join("、"),
        };
        let mut record = row()
            .with(NUMBER, &i.number)
            .with(ITEM, item_number(plan, &i.item))
            .with(TEXT, &i.text)
            .with(RESPONSIBLE, responsible)
            .with(ID, own_id(&i.number, &i.id));
        for (year, text) in &i.schedule {
            record.years.insert(*year, Written::Text(text.clone()));
        }
        record
    };
    plan.initiatives.iter().map(initiative).collect()
}
