//! 実施項目: each with its place in the plan found, and what it refers to spelled as the other sheets spell it.

use std::collections::BTreeMap;

use super::departments::DepartmentNames;
use super::numbering::{number_and_id, own_id, year_in_plan};
use super::pillars::pillar_of_cell;
use super::{departments, measures, pillars};
use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Parts, Read, each, name_key};
use crate::plan::register::record::{Record, Written, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, LongText, Text, Year, YearEffects};
use crate::plan::register::schema::{Column, Need, Sheet, columns, reference};
use crate::plan::register::table::Tables;
use crate::plan::{Item, Plan, Termination};
use crate::values::{Code, FiscalYear};
use rust_decimal::Decimal;

/// The name of the sheet.
pub const SHEET_NAME: &str = "実施項目";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: true,
    explanation: "実施項目です。調査票は実施項目ごとに1シートとなり、所管課が評価を記入します。",
    columns: COLUMNS,
    wide: true,
    frozen: 2,
    records,
    ..Sheet::ROWS
};

columns! {
    NUMBER "番号" Required, Text, 9.0, "印刷するとおりの番号（1-①など）です。";
    NAME "名称" Required, Text, 26.0, "実施項目の名称です。";
    PILLAR "改革項目" Optional, reference(pillars::SHEET_NAME, pillars::NUMBER), 10.0, "改革項目の番号又は名称です。空白のときは、推進施策又は番号の最初の部分から判断します。";
    MEASURE "推進施策" Optional, reference(measures::SHEET_NAME, measures::NAME), 16.0, "推進施策の番号又は名称です。計画で対応付けていないときは空白にします。";
    LEADS "所管課" Required, departments::ANY, 20.0, "評価を記入する課です。複数の課は「、」で区切ります。";
    PARTNERS "関係課" Optional, departments::ANY, 22.0, "関係する課です。複数の課は「、」で区切ります。";
    SITUATION "現状と課題" Optional, LongText, 44.0, "現状と課題です。調査票と個票に載ります。";
    POLICY "取組方針" Optional, LongText, 44.0, "取組の方針です。調査票と個票に載ります。";
    START "開始年度" Optional, Year, 11.0, "途中から始める実施項目の開始年度です。空白のときは計画の開始年度です。";
    END "終了年度" Optional, Year, 11.0, "途中で終わる実施項目の最後の年度です。翌年度から調査の対象外になります。";
    TERMINATION "終了区分" Optional, Choice(|| Termination::ALL.map(Termination::label).to_vec()), 10.0, "途中で終わる理由です。終了年度も記入します。";
    MERGED_INTO "統合先" Optional, reference(SHEET_NAME, NUMBER), 9.0, "終了区分が「統合」のとき、統合先の実施項目の番号です。";
    EFFECTS "目標効果額" Optional, YearEffects, 12.0, "その年度に見込む効果額（千円）です。見出しは「目標効果額 2025」のように、年度を付けます。";
    ID "管理番号" Optional, Text, 10.0, "番号を変えても変わらない管理用の番号です。番号を変えるときに、変える前の番号を記入します。";
}

pub fn read<'a>(
    parts: &Parts<'_>,
    tables: &'a Tables,
    names: &DepartmentNames,
    faults: &mut Faults,
) -> Vec<Read<'a, Item>> {
    let numbers = numbers(tables, SHEET_NAME);
    each(tables, SHEET_NAME, |row| {
        let number = row.text(NUMBER, faults);
        let (pillar, measure) = place_in_plan(row, number.as_deref(), parts, tables, faults);
        let leads = names.resolve(row, LEADS, faults);
        let mut partners = names.resolve(row, PARTNERS, faults);
        partners.retain(|p| !leads.contains(p));
        let (start, end) = item_years(row, parts, faults);
        let termination = row.choice(TERMINATION, &Termination::ALL, Termination::label, faults);
        let merged_into = merged_into(row, &numbers, tables, faults);
        check_termination(row, termination, merged_into.is_some(), faults);
        let title = row.needed(NAME, faults);
        let situation = row.text(SITUATION, faults);
        let policy = row.text(POLICY, faults);
        let planned_effects = planned_effects(row, parts, faults);
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
            planned_effects,
        })
    })
}

/// The printed numbers of a sheet by derived code. From the rows: 統合先 may point further down, and
/// a row with another fault is still there to be referred to.
pub fn numbers(tables: &Tables, sheet: &str) -> BTreeMap<Code, String> {
    let mut silent = Faults::new("");
    let mut numbers = BTreeMap::new();
    for row in tables.rows(sheet) {
        if let Some(number) = row.text(NUMBER, &mut silent)
            && let Some(code) = Code::derive(&number)
        {
            numbers.entry(code).or_insert(number);
        }
    }
    numbers
}

/// 目標効果額 by year, 千円.
fn planned_effects(
    row: &Row,
    parts: &Parts<'_>,
    faults: &mut Faults,
) -> BTreeMap<FiscalYear, Decimal> {
    let mut effects = BTreeMap::new();
    for cell in row.years() {
        year_in_plan(&cell, parts, faults);
        if let Some(effect) = cell.number(Some("千円"), faults) {
            effects.insert(cell.year, effect);
        }
    }
    effects
}

fn merged_into(
    row: &Row,
    numbers: &BTreeMap<Code, String>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<String> {
    let text = row.text(MERGED_INTO, faults)?;
    let found = Code::derive(&text).and_then(|code| numbers.get(&code));
    if found.is_none() && tables.complete(SHEET_NAME) {
        faults.push(row.fault(
            Fault::RegisterReference,
            MERGED_INTO,
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
    if termination.is_some() && row.value(END).is_none() {
        faults.push(row.fault(
            Fault::RegisterTermination,
            TERMINATION,
            "終了区分がありますが、終了年度がありません。",
            "終了年度に、最後の年度を記入してください。",
        ));
    }
    if termination == Some(Termination::Merged) && !merged && row.value(MERGED_INTO).is_none() {
        faults.push(row.fault(
            Fault::RegisterNote,
            TERMINATION,
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
    let start = row.year(START, faults);
    let end = row.year(END, faults);
    for (heading, year) in [(START, start), (END, end)] {
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
            END,
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
    let given = pillar_of_cell(row, PILLAR, parts, tables, faults);
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
    let reported = row.value(PILLAR).is_some() || row.value(MEASURE).is_some();
    if known.is_none() && !reported && has_code && tables.complete(pillars::SHEET_NAME) {
        faults.push(row.fault(
            Fault::RegisterReference,
            NUMBER,
            "番号の最初の部分に当たる改革項目がありません。",
            format!(
                "「{}」の列に改革項目の番号を記入するか、番号を直してください。",
                PILLAR
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
    let text = row.text(MEASURE, faults)?;
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
    if found.is_none() && tables.complete(measures::SHEET_NAME) {
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
        faults.push(row.fault(Fault::RegisterReference, MEASURE, message, hint));
    }
    found.map(|m| (m.pillar.clone(), m.number.clone()))
}

/// Ids of the items by derived number and by 管理番号. Where an ended item's number was used again, the one that goes on is
/// meant.
pub fn item_ids(parts: &Parts<'_>) -> BTreeMap<Code, Code> {
    let mut items: Vec<&Item> = parts.items.iter().map(|i| &i.value).collect();
    items.sort_by_key(|i| std::cmp::Reverse((i.end.is_none(), i.end)));
    let mut ids = BTreeMap::new();
    for item in &items {
        if let Some(code) = Code::derive(&item.number) {
            ids.entry(code).or_insert_with(|| item.id.clone());
        }
    }
    for item in &items {
        ids.entry(item.id.clone())
            .or_insert_with(|| item.id.clone());
    }
    ids
}

/// The id of the item that a cell of another sheet names; R007 where there is none.
pub fn item_of_cell(
    row: &Row,
    heading: &str,
    ids: &BTreeMap<Code, Code>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<Code> {
    let text = row.text(heading, faults)?;
    let found = Code::derive(&text).and_then(|code| ids.get(&code).cloned());
    if found.is_none() && tables.complete(SHEET_NAME) {
        faults.push(row.fault(
            Fault::RegisterReference,
            heading,
            format!("「{}」のシートにない番号です。", SHEET_NAME),
            "実施項目の番号を記入してください。",
        ));
    }
    found
}

fn records(plan: &Plan) -> Vec<Record> {
    plan.items.iter().map(record).collect()
}

fn record(i: &Item) -> Record {
    let mut record = row()
        .with(NUMBER, &i.number)
        .with(NAME, &i.title)
        .with(PILLAR, &i.pillar)
        .with(MEASURE, i.measure.as_ref())
        .with(LEADS, i.leads.as_slice())
        .with(PARTNERS, i.partners.as_slice())
        .with(SITUATION, i.situation.as_ref())
        .with(POLICY, i.policy.as_ref())
        .with(START, i.start)
        .with(END, i.end)
        .with(TERMINATION, i.termination.map(|t| t.label()))
        .with(MERGED_INTO, i.merged_into.as_ref())
        .with(ID, own_id(&i.number, &i.id));
    for (year, effect) in &i.planned_effects {
        record.years.insert(*year, Written::Number(*effect, None));
    }
    record
}

/// The printed number of an item.
pub fn item_number<'a>(plan: &'a Plan, id: &'a Code) -> &'a str {
    plan.item(id).map_or(id.as_str(), |i| i.number.as_str())
}
