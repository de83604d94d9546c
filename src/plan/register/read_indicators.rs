//! Rows of 指標 as records: the target of each year is a number or a text by the 目標の見方.

use std::collections::BTreeMap;

use super::faults::Faults;
use super::parts::{DepartmentNames, Parts, Read, each, name_key};
use super::read_items::{item_ids, item_of_cell, number_and_id, year_in_plan};
use super::row::Row;
use super::schema::{EVERYONE, heading as h, sheet};
use super::table::Tables;
use crate::diagnostic::Code as Fault;
use crate::plan::{Accumulation, Direction, Indicator, IndicatorKind, Target};
use crate::values::{FiscalYear, decimal_text};

pub(super) fn indicators<'a>(
    parts: &Parts<'_>,
    tables: &'a Tables,
    names: &DepartmentNames,
    faults: &mut Faults,
) -> Vec<Read<'a, Indicator>> {
    let ids = item_ids(parts);
    each(tables, sheet::INDICATORS, |row| {
        let number = row.text(h::NUMBER, faults);
        let item = item_of_cell(row, &ids, tables, faults);
        let name = row.needed(h::INDICATOR, faults);
        let unit = row.text(h::UNIT, faults);
        let kind = row.choice(h::KIND, &IndicatorKind::ALL, IndicatorKind::label, faults);
        let direction = row.choice(h::DIRECTION, &Direction::ALL, Direction::label, faults);
        let accumulation = row.choice(
            h::ACCUMULATION,
            &Accumulation::ALL,
            Accumulation::label,
            faults,
        );
        let places = places(row, faults);
        let base_year = row.year(h::BASE_YEAR, faults);
        let base = row.number_in(h::BASE, unit.as_deref(), faults);
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
    let number = row.number(h::PLACES, faults)?;
    let places = decimal_text(number).parse().ok().filter(|p| *p <= 6);
    if places.is_none() {
        faults.push(row.fault(
            Fault::RegisterValue,
            h::PLACES,
            "小数桁として読めません。",
            "0から6までの整数を記入してください。",
        ));
    }
    places
}

fn one_department(row: &Row, names: &DepartmentNames, faults: &mut Faults) -> Option<String> {
    let typed = row.names(h::RESPONSIBLE, &mut Faults::new(""));
    if typed.len() > 1 || typed.iter().any(|n| name_key(n) == EVERYONE) {
        faults.push(row.fault(
            Fault::RegisterValue,
            h::RESPONSIBLE,
            "指標の担当課が1課ではありません。",
            "実績値を取りまとめる1課だけを記入してください。",
        ));
        return None;
    }
    names
        .resolve(row, h::RESPONSIBLE, faults)
        .into_iter()
        .next()
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
