//! 指標: the target of each year is a number or a text by the 目標の見方.

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
use crate::plan::register::schema::Kind::{Choice, LongText, Number, Text, Year, YearTargets};
use crate::plan::register::schema::{Column, EVERYONE, Need, Sheet, columns, reference};
use crate::plan::register::table::Tables;
use crate::plan::{Accumulation, Direction, Indicator, IndicatorKind, Plan, Target};
use crate::values::{FiscalYear, decimal_text};
use rust_decimal::Decimal;

/// The name of the sheet.
pub const SHEET_NAME: &str = "指標";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "実施項目の指標です。担当課が実績値を記入します。",
    columns: COLUMNS,
    wide: true,
    frozen: 3,
    records,
    ..Sheet::ROWS
};

columns! {
    NUMBER "番号" Required, Text, 11.0, "印刷するとおりの番号（1-①-K1など）です。";
    ITEM "実施項目" Required, reference(items::SHEET_NAME, items::NUMBER), 10.0, "属する実施項目の番号です。";
    INDICATOR "指標名" Required, LongText, 36.0, "指標の名称です。";
    UNIT "単位" Optional, Text, 9.0, "単位です。金額は千円に統一すると集計しやすくなります。";
    KIND "種別" Optional, Choice(|| IndicatorKind::ALL.map(IndicatorKind::label).to_vec()), 8.0, "成果指標か活動指標かの別です。";
    DIRECTION "目標の見方" Required, Choice(|| Direction::ALL.map(Direction::label).to_vec()), 11.0, "以上（多いほどよい）、以下（少ないほどよい）、定性（目標が文章）、目標なし（推移だけを見る）のいずれかです。";
    ACCUMULATION "集計" Optional, Choice(|| Accumulation::ALL.map(Accumulation::label).to_vec()), 9.0, "累計は、計画の初年度からの合計を目標と実績に使うものです。空白のときは単年度です。";
    PLACES "小数桁" Optional, Number, 8.0, "表示する小数点以下の桁数です。0から6までの整数です。";
    BASE_YEAR "基準年度" Optional, Year, 11.0, "基準値の年度です。計画期間の前の年度でも構いません。";
    BASE "基準値" Optional, Number, 12.0, "基準年度の値です。数値だけを記入します。";
    RESPONSIBLE "担当課" Required, departments::ANY, 22.0, "実績値を記入する課です。1課だけを記入します。";
    YEARS "年度別" Optional, YearTargets, 13.0, "その年度の目標値です。数値だけを記入します（98.5%は98.5）。目標の見方が「定性」のときは文章です。目標のない年度は空白にします。";
    ID "管理番号" Optional, Text, 11.0, "番号を変えるときに、変える前の番号を記入します。";
}

pub fn read<'a>(
    parts: &Parts<'_>,
    tables: &'a Tables,
    names: &DepartmentNames,
    faults: &mut Faults,
) -> Vec<Read<'a, Indicator>> {
    let ids = item_ids(parts);
    each(tables, SHEET_NAME, |row| {
        let number = row.text(NUMBER, faults);
        let item = item_of_cell(row, ITEM, &ids, tables, faults);
        let name = row.needed(INDICATOR, faults);
        let unit = row.text(UNIT, faults);
        let kind = row.choice(KIND, &IndicatorKind::ALL, IndicatorKind::label, faults);
        let direction = row.choice(DIRECTION, &Direction::ALL, Direction::label, faults);
        let accumulation = row.choice(
            ACCUMULATION,
            &Accumulation::ALL,
            Accumulation::label,
            faults,
        );
        let places = places(row, faults);
        let base_year = row.year(BASE_YEAR, faults);
        let base = row.number_in(BASE, unit.as_deref(), faults);
        let department = one_department(row, names, faults);
        let targets = targets(row, (direction, unit.as_deref()), parts, faults);
        let (number, id) = number_and_id(row, number, faults)?;
        Some(Indicator {
            number,
            id,
            item: item?,
            name,
            unit,
            kind,
            direction: direction?,
            accumulation: accumulation.unwrap_or_default(),
            places,
            base_year,
            base,
            department: department.unwrap_or_default(),
            targets,
        })
    })
}

/// 小数桁: a whole number from 0 to 6.
fn places(row: &Row, faults: &mut Faults) -> Option<u32> {
    let number = row.number(PLACES, faults)?;
    let places = decimal_text(number).parse().ok().filter(|p| *p <= 6);
    if places.is_none() {
        faults.push(row.fault(
            Fault::RegisterValue,
            PLACES,
            "小数桁として読めません。",
            "0から6までの整数を記入してください。",
        ));
    }
    places
}

fn one_department(row: &Row, names: &DepartmentNames, faults: &mut Faults) -> Option<String> {
    let typed = row.names(RESPONSIBLE, &mut Faults::new(""));
    if typed.len() > 1 || typed.iter().any(|n| name_key(n) == EVERYONE) {
        faults.push(row.fault(
            Fault::RegisterValue,
            RESPONSIBLE,
            "指標の担当課が1課ではありません。",
            "実績値を取りまとめる1課だけを記入してください。",
        ));
        return None;
    }
    names.resolve(row, RESPONSIBLE, faults).into_iter().next()
}

/// Targets by year: numbers for 以上 and 以下, texts for 定性, none for 目標なし.
fn targets(
    row: &Row,
    (direction, unit): (Option<Direction>, Option<&str>),
    parts: &Parts<'_>,
    faults: &mut Faults,
) -> BTreeMap<FiscalYear, Target> {
    let mut targets = BTreeMap::new();
    for cell in row.years() {
        year_in_plan(&cell, parts, faults);
        let target = match direction {
            Some(Direction::AtLeast | Direction::AtMost) => {
                cell.number(unit, faults).map(Target::Number)
            }
            Some(Direction::Qualitative) => cell.text(faults).map(Target::Text),
            Some(Direction::NoTarget) => {
                faults.push(cell.fault(
                    Fault::RegisterValue,
                    "目標の見方が「目標なし」の指標に、目標値があります。",
                    "目標の見方を直すか、目標値を空白にしてください。",
                ));
                None
            }
            None => None,
        };
        if let Some(target) = target {
            targets.insert(cell.year, target);
        }
    }
    targets
}

fn records(plan: &Plan) -> Vec<Record> {
    let indicator = |i: &Indicator| {
        let number = |d: Decimal| Written::Number(d, i.places);
        let mut record = row()
            .with(NUMBER, &i.number)
            .with(ITEM, item_number(plan, &i.item))
            .with(INDICATOR, &i.name)
            .with(UNIT, i.unit.as_ref())
            .with(KIND, i.kind.map(|k| k.label()))
            .with(DIRECTION, i.direction.label())
            .with(ACCUMULATION, accumulation(i))
            .with(PLACES, i.places.map(Decimal::from))
            .with(BASE_YEAR, i.base_year)
            .with(RESPONSIBLE, &i.department)
            .with(ID, own_id(&i.number, &i.id));
        if let Some(base) = i.base {
            record.cells.insert(BASE, number(base));
        }
        for (year, target) in &i.targets {
            let cell = match target {
                Target::Number(n) => number(*n),
                Target::Text(text) => Written::Text(text.clone()),
            };
            record.years.insert(*year, cell);
        }
        record
    };
    plan.indicators.iter().map(indicator).collect()
}

/// 集計, blank where there is nothing to add up.
fn accumulation(i: &Indicator) -> &'static str {
    match (i.direction, i.accumulation) {
        (Direction::Qualitative, Accumulation::SingleYear) => "",
        (_, accumulation) => accumulation.label(),
    }
}
