//! What concerns several rows at once: numbers that stand twice, years outside the plan, the one
//! 実施中 cycle, and departments that are not in force on its 照会日.

use std::collections::BTreeMap;

use super::faults::Faults;
use super::parts::{Parts, Read, name_key};
use super::row::Row;
use super::sheets::numbering::{ID, NUMBER};
use super::sheets::{
    cycles, departments, grades, indicators, initiatives, items, meetings, past_results, profile,
};
use crate::diagnostic::{Code as Fault, Diagnostic};
use crate::plan::{Cycle, CycleState, Document, Indicator, Initiative, Item, Responsible};
use crate::values::{Code, FiscalYear, date_japanese};

/// Every check over rows.
pub(super) fn all(parts: &Parts<'_>, faults: &mut Faults) {
    all_doubles(parts, faults);
    department_periods(parts, faults);
    years(parts, faults);
    documents(parts, faults);
    past_results::other_scales(parts, faults);
    if parts.cycles_complete {
        running_cycle(parts, faults);
    }
    departments_in_force(parts, faults);
}

fn code_key(number: &str) -> Option<String> {
    Code::derive(number).map(|c| c.as_str().to_owned())
}

/// R006 for each record whose key an earlier one has.
fn doubles<T>(
    records: &[Read<'_, T>],
    heading: &str,
    what: &str,
    key: impl Fn(&T) -> Option<String>,
    faults: &mut Faults,
) {
    let mut first: BTreeMap<String, &Row> = BTreeMap::new();
    for record in records {
        let Some(key) = key(&record.value).filter(|k| !k.is_empty()) else {
            continue;
        };
        if let Some(earlier) = first.get(&key) {
            let (one, other) = (earlier.place(heading), record.row.place(heading));
            faults.push(record.row.fault(
                Fault::RegisterDouble,
                heading,
                format!("{what}がセル{one}とセル{other}で重複しています。"),
                "どちらかを直すか、不要な行を削除してください（全角と半角、丸数字と数字の違いは区別しません）。",
            ));
        } else {
            first.insert(key, record.row);
        }
    }
}

fn all_doubles(parts: &Parts<'_>, faults: &mut Faults) {
    doubles(
        &parts.pillars,
        NUMBER,
        "番号",
        |p| code_key(&p.number),
        faults,
    );
    doubles(
        &parts.measures,
        NUMBER,
        "改革項目の中の番号",
        |m| Some(format!("{}\n{}", m.pillar, name_key(&m.number))),
        faults,
    );
    doubles(
        &parts.departments,
        departments::CODE,
        "課コード",
        |d| Some(name_key(&d.code)),
        faults,
    );
    doubles(
        &parts.grades,
        grades::SYMBOL,
        "記号",
        |g| Some(name_key(&g.symbol)),
        faults,
    );
    doubles(
        &parts.cycles,
        cycles::YEAR,
        "同じ対象年度と区分の調査",
        |c| Some(format!("{}\n{}", c.year.western(), name_key(&c.kind))),
        faults,
    );
    numbered(&parts.items, parts, faults);
    numbered(&parts.initiatives, parts, faults);
    numbered(&parts.indicators, parts, faults);
}

/// What bears a printed number of its own.
trait Numbered {
    /// Number, id, and id of the item that it belongs to.
    fn numbered(&self) -> (&String, &Code, &Code);
}

impl Numbered for Item {
    fn numbered(&self) -> (&String, &Code, &Code) {
        (&self.number, &self.id, &self.id)
    }
}

impl Numbered for Initiative {
    fn numbered(&self) -> (&String, &Code, &Code) {
        (&self.number, &self.id, &self.item)
    }
}

impl Numbered for Indicator {
    fn numbered(&self) -> (&String, &Code, &Code) {
        (&self.number, &self.id, &self.item)
    }
}

/// Numbers by derived code, and ids where these differ from the numbers. A number may stand again where who bore it ended
/// before the other began; the ids distinguish them.
fn numbered<T: Numbered>(records: &[Read<'_, T>], parts: &Parts<'_>, faults: &mut Faults) {
    let mut bearers: BTreeMap<Code, Vec<&Read<'_, T>>> = BTreeMap::new();
    let mut first: BTreeMap<&Code, &Read<'_, T>> = BTreeMap::new();
    for record in records {
        let (number, id, item) = record.value.numbered();
        let clashes = |earlier: &&&Read<'_, T>| {
            let (_, other, its_item) = earlier.value.numbered();
            other == id || parts.together(item, its_item)
        };
        let before = Code::derive(number).map(|key| bearers.entry(key).or_default());
        let same_number = before
            .as_ref()
            .and_then(|b| b.iter().find(clashes).copied());
        let same_id = first.get(id).copied();
        if let Some(earlier) = same_number {
            let (_, _, its_item) = earlier.value.numbered();
            let ended = parts.has_ended(item) || parts.has_ended(its_item);
            faults.push(double_number(earlier, record, ended));
        } else if let Some(earlier) = same_id {
            faults.push(double_id(earlier, record));
        }
        if let Some(before) = before {
            before.push(record);
        }
        first.entry(id).or_insert(record);
    }
}

/// Where one of the two has ended, no row is to be deleted: with it, its history would go.
fn double_number<T>(earlier: &Read<'_, T>, record: &Read<'_, T>, ended: bool) -> Diagnostic {
    let (one, other) = (earlier.row.place(NUMBER), record.row.place(NUMBER));
    record.row.fault(
        Fault::RegisterDouble,
        NUMBER,
        format!("番号がセル{one}とセル{other}で重複しています。"),
        if ended {
            "終了したものの番号を別のものに付けるときは、終了した行を消さずに（消すと過去の実績とのつながりがなくなります。）、終了年度と開始年度が重ならないようにし、新しい行に、まだ使っていない管理番号（3-1-bなど）を記入してください。"
        } else {
            "どちらかの番号を直してください（全角と半角、丸数字と数字の違いは区別しません）。同じものを2回記入したときは、片方の行を削除してください。終了したものの番号を別のものに付けるときは、終了した行を消さずに終了年度を記入し、新しい行に開始年度と、まだ使っていない管理番号（3-1-bなど）を記入してください。"
        },
    )
}

fn double_id<T>(earlier: &Read<'_, T>, record: &Read<'_, T>) -> Diagnostic {
    let heading = |r: &Read<'_, T>| {
        if r.row.value(ID).is_some() {
            ID
        } else {
            NUMBER
        }
    };
    let (one, other) = (
        earlier.row.place(heading(earlier)),
        record.row.place(heading(record)),
    );
    record.row.fault(
        Fault::RegisterDouble,
        heading(record),
        format!("管理番号がセル{one}とセル{other}で重複しています。"),
        "管理番号が空白の行では、番号から作るコード（1-①は1-1）が管理番号になります。どちらかの管理番号を改めてください。",
    )
}

/// Two lines of one name whose periods overlap: nobody could say which is meant.
fn department_periods(parts: &Parts<'_>, faults: &mut Faults) {
    for (at, later) in parts.departments.iter().enumerate() {
        let (name, from, to) = (&later.value.name, later.value.starts, later.value.ends);
        let overlaps = parts.departments[..at].iter().find(|earlier| {
            let d = &earlier.value;
            !name.is_empty()
                && name_key(&d.name) == name_key(name)
                && d.ends.zip(from).is_none_or(|(end, start)| start <= end)
                && to.zip(d.starts).is_none_or(|(end, start)| start <= end)
        });
        if let Some(earlier) = overlaps {
            let one = earlier.row.place(departments::DEPARTMENT);
            let other = later.row.place(departments::DEPARTMENT);
            faults.push(later.row.fault(
                Fault::RegisterDouble,
                departments::DEPARTMENT,
                format!("同じ名称の課がセル{one}とセル{other}にあり、期間が重なっています。"),
                "開始日と終了日を確かめるか、不要な行を削除してください。",
            ));
        }
    }
}

/// A 資料番号 for a document that nothing writes would get lost without a word.
fn documents(parts: &Parts<'_>, faults: &mut Faults) {
    for meeting in &parts.meetings {
        let (Some(document), Some(_)) = (&meeting.value.document, &meeting.value.material) else {
            continue;
        };
        if Document::named(document, &parts.profile).is_none() {
            let names = Document::ALL.map(|document| document.name(&parts.profile));
            faults.push(meeting.row.fault(
                Fault::RegisterNote,
                meetings::DOCUMENT,
                "作成する文書の名前ではないため、この資料番号は使いません。",
                format!("「{}」のいずれかを記入してください。", names.join("」、「")),
            ));
        }
    }
}

fn years(parts: &Parts<'_>, faults: &mut Faults) {
    let Some((first, last)) = parts.years else {
        return;
    };
    let adopted = parts.profile.adopted;
    if let (Some(year), Some(row)) = (adopted, parts.profile_row)
        && year > last
    {
        faults.push(outside(row, profile::ADOPTED, first, last));
    }
    cycles::compared_are_there(parts, faults);
    let inside = |year: FiscalYear| (first..=last).contains(&year) || Some(year) == adopted;
    for cycle in parts.cycles.iter().filter(|c| !inside(c.value.year)) {
        faults.push(outside(cycle.row, cycles::YEAR, first, last));
    }
    for meeting in &parts.meetings {
        let (year, kind) = (meeting.value.year, name_key(&meeting.value.kind));
        if !inside(year) {
            faults.push(outside(meeting.row, meetings::YEAR, first, last));
        } else if parts.cycles_complete
            && !parts
                .cycles
                .iter()
                .any(|c| c.value.year == year && name_key(&c.value.kind) == kind)
        {
            faults.push(meeting.row.fault(
                Fault::RegisterNote,
                meetings::YEAR,
                "この対象年度と区分の進捗調査がないため、この会議の行は使いません。",
                "対象年度と区分を確かめるか、進捗調査のシートに加えてください。",
            ));
        }
    }
    for past in parts.past_results.iter().filter(|p| p.value.year > last) {
        faults.push(outside(past.row, past_results::YEAR, first, last));
    }
}

fn outside(row: &Row, heading: &str, first: FiscalYear, last: FiscalYear) -> Diagnostic {
    row.fault(
        Fault::RegisterYear,
        heading,
        format!("計画期間（{first}から{last}まで）の外の年度です。"),
        "年度を確かめてください。",
    )
}

fn running<'p, 'a>(parts: &'p Parts<'a>) -> Vec<&'p Read<'a, Cycle>> {
    parts
        .cycles
        .iter()
        .filter(|c| c.value.state == CycleState::Running)
        .collect()
}

fn running_cycle(parts: &Parts<'_>, faults: &mut Faults) {
    match running(parts).as_slice() {
        [] => faults.push(
            Diagnostic::new(
                Fault::RegisterNoCycle,
                "状態が「実施中」の進捗調査がありません。",
                "調査を行う行の状態を「実施中」にしてください。終わった調査回の資料は、「gyokaku report 令和6年度」のように調査回を指定すると作れます。",
            )
            .on_sheet(cycles::SHEET_NAME),
        ),
        [_] => {}
        several => {
            let cells: Vec<&str> = several.iter().map(|c| c.row.place(cycles::STATE)).collect();
            for cycle in &several[1..] {
                faults.push(cycle.row.fault(
                    Fault::RegisterTwoCycles,
                    cycles::STATE,
                    format!(
                        "「実施中」の進捗調査が{}件あります（セル{}）。",
                        several.len(),
                        cells.join("、")
                    ),
                    "1行だけを「実施中」にし、終わったものは「確定」又は「公表済」にしてください。",
                ));
            }
        }
    }
}

/// R010 for what the running cycle asks: the departments must exist on its 照会日.
fn departments_in_force(parts: &Parts<'_>, faults: &mut Faults) {
    let cycles = running(parts);
    let [cycle] = cycles.as_slice() else {
        return;
    };
    let cycle = &cycle.value;
    let start = parts.profile.start;
    let end = parts.profile.end;
    let asked = |item: &Item| {
        item.start.unwrap_or(start) <= cycle.year && cycle.year <= item.end.unwrap_or(end)
    };
    let ids: Vec<&Code> = parts
        .items
        .iter()
        .filter(|i| asked(&i.value))
        .map(|i| &i.value.id)
        .collect();
    let mut held = |row: &Row, heading: &str, names: &[String]| {
        in_force(row, heading, names, cycle, parts, faults);
    };
    for item in parts.items.iter().filter(|i| asked(&i.value)) {
        held(item.row, items::LEADS, &item.value.leads);
        held(item.row, items::PARTNERS, &item.value.partners);
    }
    let of_these = |item: &Code| ids.contains(&item);
    for initiative in parts.initiatives.iter() {
        if let Responsible::Departments(names) = &initiative.value.responsible
            && of_these(&initiative.value.item)
        {
            held(initiative.row, initiatives::RESPONSIBLE, names);
        }
    }
    for indicator in parts.indicators.iter() {
        if of_these(&indicator.value.item) {
            let name = std::slice::from_ref(&indicator.value.department);
            held(indicator.row, indicators::RESPONSIBLE, name);
        }
    }
}

fn in_force(
    row: &Row,
    heading: &str,
    names: &[String],
    cycle: &Cycle,
    parts: &Parts<'_>,
    faults: &mut Faults,
) {
    for name in names.iter().filter(|n| !n.is_empty()) {
        let lines: Vec<_> = parts
            .departments
            .iter()
            .map(|d| &d.value)
            .filter(|d| name_key(&d.name) == name_key(name))
            .collect();
        if lines.iter().any(|d| d.in_force(cycle.inquiry_date)) {
            continue;
        }
        let successors: Vec<&str> = lines
            .iter()
            .flat_map(|d| &d.successors)
            .map(String::as_str)
            .collect();
        let hint = if successors.is_empty() {
            "照会日にある課に改めるか、組織のシートの開始日と終了日を確かめてください。".to_owned()
        } else {
            format!("後継課（{}）に改めてください。", successors.join("、"))
        };
        faults.push(row.fault(
            Fault::RegisterDepartmentNotInForce,
            heading,
            format!(
                "「{name}」は、{}の照会日（{}）にはない課です。",
                cycle.name(),
                date_japanese(cycle.inquiry_date)
            ),
            hint,
        ));
    }
}
