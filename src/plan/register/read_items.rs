//! Rows of 実施項目 and 取組 as records, with what they refer to found and spelled as the other
//! sheets spell it.

use std::collections::BTreeMap;

use super::faults::Faults;
use super::parts::{DepartmentNames, Parts, Read, each, name_key, numbers};
use super::read_lists::{code, pillar_of_cell};
use super::row::Row;
use super::schema::{EVERYONE, heading as h, sheet};
use super::table::Tables;
use crate::diagnostic::Code as Fault;
use crate::plan::{Initiative, Item, Responsible, Termination};
use crate::values::{Code, FiscalYear};

pub(super) fn items<'a>(
    parts: &Parts<'_>,
    tables: &'a Tables,
    names: &DepartmentNames,
    faults: &mut Faults,
) -> Vec<Read<'a, Item>> {
    let numbers = numbers(tables, sheet::ITEMS);
    each(tables, sheet::ITEMS, |row| {
        let number = row.text(h::NUMBER, faults);
        let (pillar, measure) = place_in_plan(row, number.as_deref(), parts, tables, faults);
        let leads = names.resolve(row, h::LEADS, faults);
        let mut partners = names.resolve(row, h::PARTNERS, faults);
        partners.retain(|p| !leads.contains(p));
        let (start, end) = item_years(row, parts, faults);
        let termination = row.choice(
            h::TERMINATION,
            &Termination::ALL,
            Termination::label,
            faults,
        );
        let merged_into = merged_into(row, &numbers, tables, faults);
        check_termination(row, termination, merged_into.is_some(), faults);
        let title = row.needed(h::NAME, faults);
        let situation = row.text(h::SITUATION, faults);
        let policy = row.text(h::POLICY, faults);
        let (number, id) = number_and_id(row, number, faults)?;
        Some(Item {
            number,
            id,
            title,
            pillar,
            measure,
            leads,
            partners,
            situation,
            policy,
            start,
            end,
            termination,
            merged_into,
        })
    })
}

/// The printed number with the id: 管理番号, or the code derived from the number.
pub(super) fn number_and_id(
    row: &Row,
    number: Option<String>,
    faults: &mut Faults,
) -> Option<(String, Code)> {
    let given = row.text(h::ID, faults);
    let number = number?;
    let derived = code(row, h::NUMBER, &number, faults)?;
    let id = match given {
        Some(given) => code(row, h::ID, &given, faults).unwrap_or(derived),
        None => derived,
    };
    Some((number, id))
}

fn merged_into(
    row: &Row,
    numbers: &BTreeMap<Code, String>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<String> {
    let text = row.text(h::MERGED_INTO, faults)?;
    let found = Code::derive(&text).and_then(|code| numbers.get(&code));
    if found.is_none() && tables.complete(sheet::ITEMS) {
        faults.push(row.fault(
            Fault::RegisterReference,
            h::MERGED_INTO,
            "統合先の実施項目がありません。",
            "実施項目の番号を記入してください。",
        ));
    }
    found.cloned()
}

fn check_termination(
    row: &Row,
    termination: Option<Termination>,
    merged: bool,
    faults: &mut Faults,
) {
    if termination.is_some() && row.value(h::END).is_none() {
        faults.push(row.fault(
            Fault::RegisterTermination,
            h::TERMINATION,
            "終了区分がありますが、終了年度がありません。",
            "終了年度に、最後の年度を記入してください。",
        ));
    }
    if termination == Some(Termination::Merged) && !merged && row.value(h::MERGED_INTO).is_none() {
        faults.push(row.fault(
            Fault::RegisterNote,
            h::TERMINATION,
            "統合先がありません。",
            "統合先の実施項目の番号を記入してください。",
        ));
    }
}

fn item_years(
    row: &Row,
    parts: &Parts<'_>,
    faults: &mut Faults,
) -> (Option<FiscalYear>, Option<FiscalYear>) {
    let start = row.year(h::START, faults);
    let end = row.year(h::END, faults);
    for (heading, year) in [(h::START, start), (h::END, end)] {
        if let (Some(year), Some((first, last))) = (year, parts.years)
            && !(first..=last).contains(&year)
        {
            faults.push(row.fault(
                Fault::RegisterYear,
                heading,
                format!("計画期間（{first}から{last}まで）の外の年度です。"),
                "計画期間の中の年度を記入してください。",
            ));
        }
    }
    if let (Some(first), Some(last)) = (start, end)
        && last < first
    {
        faults.push(row.fault(
            Fault::RegisterValue,
            h::END,
            format!("終了年度が開始年度（{first}）より前です。"),
            "開始年度と終了年度を確かめてください。",
        ));
    }
    (start, end)
}

/// Pillar and measure of an item: the pillar is given, else that of its measure, else that whose
/// number begins the item's.
fn place_in_plan(
    row: &Row,
    number: Option<&str>,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> (String, Option<String>) {
    let by_number = number.and_then(|n| pillar_of_number(n, parts));
    let given = pillar_of_cell(row, parts, tables, faults);
    let measure = measure_of_cell(
        row,
        given.as_deref(),
        by_number.as_deref(),
        parts,
        tables,
        faults,
    );
    let known = given
        .or_else(|| measure.as_ref().map(|(pillar, _)| pillar.clone()))
        .or(by_number);
    let has_code = number.and_then(Code::derive).is_some();
    let told = row.value(h::PILLAR).is_some() || row.value(h::MEASURE).is_some();
    if known.is_none() && !told && has_code && tables.complete(sheet::PILLARS) {
        faults.push(row.fault(
            Fault::RegisterReference,
            h::NUMBER,
            "番号の最初の部分に当たる改革項目がありません。",
            format!(
                "「{}」の列に改革項目の番号を記入するか、番号を直してください。",
                h::PILLAR
            ),
        ));
    }
    (known.unwrap_or_default(), measure.map(|(_, number)| number))
}

/// The pillar whose code begins the number's code; the longest where several do.
fn pillar_of_number(number: &str, parts: &Parts<'_>) -> Option<String> {
    let code = Code::derive(number)?;
    let begins = |pillar: &Code| {
        code.as_str()
            .strip_prefix(pillar.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    parts
        .pillars
        .iter()
        .filter_map(|p| Some((Code::derive(&p.value.number)?, &p.value.number)))
        .filter(|(pillar, _)| begins(pillar))
        .max_by_key(|(pillar, _)| pillar.as_str().len())
        .map(|(_, number)| number.clone())
}

/// Pillar and number of the measure that 推進施策 names by number or name.
fn measure_of_cell(
    row: &Row,
    given: Option<&str>,
    by_number: Option<&str>,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<(String, String)> {
    let text = row.text(h::MEASURE, faults)?;
    let key = name_key(&text);
    let hits: Vec<_> = parts
        .measures
        .iter()
        .map(|m| &m.value)
        .filter(|m| given.is_none_or(|p| p == m.pillar))
        .filter(|m| name_key(&m.number) == key || name_key(&m.name) == key)
        .collect();
    let found = match hits.as_slice() {
        [only] => Some(*only),
        several => several
            .iter()
            .copied()
            .find(|m| by_number == Some(m.pillar.as_str())),
    };
    if found.is_none() && tables.complete(sheet::MEASURES) {
        let (message, hint) = if hits.is_empty() {
            (
                "推進施策がありません。",
                "その改革項目の推進施策の番号又は名称を記入してください。",
            )
        } else {
            (
                "当たる推進施策が2つ以上あります。",
                "「改革項目」の列にも記入してください。",
            )
        };
        faults.push(row.fault(Fault::RegisterReference, h::MEASURE, message, hint));
    }
    found.map(|m| (m.pillar.clone(), m.number.clone()))
}

pub(super) fn initiatives<'a>(
    parts: &Parts<'_>,
    tables: &'a Tables,
    names: &DepartmentNames,
    faults: &mut Faults,
) -> Vec<Read<'a, Initiative>> {
    let ids = item_ids(parts);
    each(tables, sheet::INITIATIVES, |row| {
        let number = row.text(h::NUMBER, faults);
        let item = item_of_cell(row, &ids, tables, faults);
        let text = row.needed(h::TEXT, faults);
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

pub(super) fn item_ids(parts: &Parts<'_>) -> BTreeMap<Code, Code> {
    let mut ids = BTreeMap::new();
    for item in &parts.items {
        if let Some(code) = Code::derive(&item.value.number) {
            ids.entry(code).or_insert_with(|| item.value.id.clone());
        }
    }
    ids
}

pub(super) fn item_of_cell(
    row: &Row,
    ids: &BTreeMap<Code, Code>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<Code> {
    let text = row.text(h::ITEM, faults)?;
    let found = Code::derive(&text).and_then(|code| ids.get(&code).cloned());
    if found.is_none() && tables.complete(sheet::ITEMS) {
        faults.push(row.fault(
            Fault::RegisterReference,
            h::ITEM,
            format!("「{}」のシートにない番号です。", sheet::ITEMS),
            "実施項目の番号を記入してください。",
        ));
    }
    found
}

fn responsible(row: &Row, names: &DepartmentNames, faults: &mut Faults) -> Responsible {
    let typed = row.names(h::RESPONSIBLE, &mut Faults::new(""));
    let everyone = typed.iter().any(|n| name_key(n) == EVERYONE);
    if everyone && typed.len() > 1 {
        faults.push(row.fault(
            Fault::RegisterValue,
            h::RESPONSIBLE,
            "「全庁」と課の名称が並んでいます。",
            "「全庁」だけにするか、課の名称だけにしてください。",
        ));
    }
    if everyone {
        Responsible::Everyone
    } else {
        Responsible::Departments(names.resolve(row, h::RESPONSIBLE, faults))
    }
}

pub(super) fn year_in_plan(
    cell: &super::row::YearCell<'_>,
    parts: &Parts<'_>,
    faults: &mut Faults,
) {
    if let Some((first, last)) = parts.years
        && !(first..=last).contains(&cell.year)
    {
        faults.push(cell.fault(
            Fault::RegisterYear,
            format!("計画期間（{first}から{last}まで）の外の年度の列に記入があります。"),
            "年度の見出しを確かめるか、空白にしてください。",
        ));
    }
}
