//! How today's register differs from those that earlier cycles were frozen with: what papers list as changes of the plan, what
//! the office is asked a reason for, and indicators of which nothing says what becomes of their earlier values.

use std::collections::{BTreeMap, BTreeSet};

use super::Stop;
use crate::cycle::{CycleRecord, PlanChanges};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::register::{self, Places};
use crate::plan::{ChangeKind, ChangeSubject, Cycle, Plan, Remeasured, Revision, Then, remeasured};
use crate::project_files::{ProjectFiles, REGISTER};
use crate::values::Code as Id;

/// An earlier cycle as it was frozen; `None` while it is not closed, or where its record can't be read (S002 reports that).
pub(crate) fn then(files: &ProjectFiles, plan: &Plan, cycle: &Cycle) -> Option<Then> {
    let folder = cycle.folder();
    let text = files.frozen_record(&folder).ok()??;
    let record = CycleRecord::read(&text).ok()?;
    let own = (record.cycle.year, record.cycle.kind.as_str()) == (cycle.year, cycle.kind.as_str())
        && record.plan.municipality == plan.profile.municipality;
    own.then(|| {
        let name = format!("input/{folder}/確定/{}", register::FILE_NAME);
        let register = files.frozen_register(&folder);
        let plan = register.and_then(|bytes| register::read(&bytes, &name).0);
        let indicators = record.items.iter().flat_map(|item| &item.indicators);
        let units = indicators.map(|i| (i.id.clone(), i.unit.clone()));
        Then::new(cycle, plan, units.collect())
    })
}

/// The indicators that a cycle measured otherwise than today's register.
pub(crate) fn measured_then(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> BTreeMap<Id, Remeasured> {
    then(files, plan, cycle).map_or_else(BTreeMap::new, |then| remeasured(&then, plan))
}

/// # Errors
/// R031 for each indicator whose unit or meaning differs from that of an earlier record, where no row of 変更 says what
/// becomes of the earlier values. Nothing is asked of a cycle that is closed itself.
pub(crate) fn settled(files: &ProjectFiles, plan: &Plan, cycle: &Cycle) -> Result<(), Stop> {
    if !matches!(files.frozen_record(&cycle.folder()), Ok(None)) {
        return Ok(());
    }
    let mut earlier: Vec<&Cycle> = plan.cycles.iter().filter(|c| *c != cycle).collect();
    earlier.retain(|c| c.inquiry_date < cycle.inquiry_date || c.year < cycle.year);
    earlier.sort_by_key(|c| std::cmp::Reverse((c.year, c.inquiry_date)));
    let mut reported: BTreeSet<Id> = BTreeSet::new();
    let mut faults = Vec::new();
    let mut places = None;
    for cycle in earlier {
        let Some(then) = then(files, plan, cycle) else {
            continue;
        };
        for (id, of) in remeasured(&then, plan) {
            if of.conversion.is_none() && reported.insert(id.clone()) {
                let places = places.get_or_insert_with(|| places_of(files));
                faults.push(unsettled(places, plan, &id, &of, cycle));
            }
        }
        for (number, code) in others_numbers(&then, plan) {
            if reported.insert(code.clone()) {
                let places = places.get_or_insert_with(|| places_of(files));
                faults.extend(ambiguous(places, &number, &code, cycle));
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Stop(faults))
    }
}

/// Numbers in 過年度実績 that belonged to something else in an earlier register.
fn others_numbers(then: &Then, plan: &Plan) -> Vec<(String, Id)> {
    let Some(before) = &then.plan else {
        return Vec::new();
    };
    let items = before.items.iter().map(|i| (&i.number, &i.id));
    let indicators = before.indicators.iter().map(|i| (&i.number, &i.id));
    let had: Vec<(Option<Id>, &Id)> = items
        .chain(indicators)
        .map(|(number, id)| (Id::derive(number), id))
        .collect();
    let listed = plan.past_results.iter();
    let others = listed.filter_map(|past| {
        let code = Id::derive(&past.number)?;
        let another =
            |(number, id): &(Option<Id>, &Id)| number.as_ref() == Some(&code) && **id != past.id;
        had.iter().any(another).then(|| (past.number.clone(), code))
    });
    others.collect()
}

/// R007 for each line of 過年度実績 that names such a number without a 管理番号.
fn ambiguous(places: &Places, number: &str, code: &Id, then: &Cycle) -> Vec<Diagnostic> {
    let cells = places.past_results_by_number(code).into_iter();
    cells
        .map(|cell| {
            let cycle = then.name();
            Diagnostic::new(
                Code::RegisterReference,
                format!(
                    "「{number}」は、{cycle}の台帳では別のものに付いていた番号であるため、どちらの実績か分かりません。"
                ),
                "「管理番号」の列に、実績のあった方の管理番号を記入してください。",
            )
            .in_file(REGISTER)
            .on_sheet(register::PAST_RESULTS)
            .at_cell(cell)
            .found(number)
        })
        .collect()
}

fn places_of(files: &ProjectFiles) -> Places {
    Places::read(&files.register().unwrap_or_default())
}

fn unsettled(places: &Places, plan: &Plan, id: &Id, of: &Remeasured, then: &Cycle) -> Diagnostic {
    let indicator = plan.indicators.iter().find(|i| i.id == *id);
    let number = indicator.map_or(id.as_str(), |i| i.number.as_str());
    let cycle = then.name();
    let (kind, message) = if of.before.same_unit(&of.now) {
        let (before, now) = (of.before.meaning_words(), of.now.meaning_words());
        let message = format!(
            "{number}の目標の見方と集計が、{cycle}の確定した記録では「{before}」でしたが、台帳では「{now}」です。"
        );
        (ChangeKind::Other, message)
    } else {
        let (before, now) = (of.before.unit_word(), of.now.unit_word());
        let message = format!(
            "{number}の単位が、{cycle}の確定した記録では「{before}」でしたが、台帳では「{now}」です。"
        );
        (ChangeKind::Unit, message)
    };
    let hint = format!(
        "変えたときは、「変更」のシートに番号「{number}」、種類「{}」の行を加え、換算に、前の値に掛ける数（億円から百万円なら100）を、前の値と比べないときは「比較しない」を記入してください。書き誤りのときは、元に戻してください。",
        kind.label()
    );
    at(
        places,
        &ChangeSubject::Entry(id.clone()),
        kind,
        Diagnostic::new(Code::RegisterRemeasured, message, hint),
    )
}

fn at(places: &Places, subject: &ChangeSubject, kind: ChangeKind, d: Diagnostic) -> Diagnostic {
    let (sheet, cell) = places.of(subject, kind);
    let d = d.in_file(REGISTER).on_sheet(sheet);
    match cell {
        Some(cell) => d.at_cell(cell),
        None => d,
    }
}

/// How the plan changed since the cycle that `cycle` is compared with, and what the office is asked about that.
pub(crate) fn since(
    files: &ProjectFiles,
    plan: &Plan,
    cycle: &Cycle,
) -> (PlanChanges, Vec<Diagnostic>) {
    let compared = plan.previous_cycle(cycle);
    let then = match compared {
        Some(compared) => then(files, plan, compared)
            .unwrap_or_else(|| Then::new(compared, None, BTreeMap::new())),
        None => Then::before(cycle),
    };
    let changes = PlanChanges::since(compared.map(Cycle::name), &then, (plan, cycle));
    let open = matches!(files.frozen_record(&cycle.folder()), Ok(None));
    let mut asked = Vec::new();
    let unexplained = changes.list.iter().filter(|r| !r.explained);
    let unexplained: Vec<&Revision> = unexplained.filter(|_| open).collect();
    let old_results = if open {
        old_results(&then, plan)
    } else {
        Vec::new()
    };
    if let (Some(compared), true) = (compared, open) {
        if !unexplained.is_empty() {
            let places = places_of(files);
            asked.extend(unexplained.iter().map(|r| ask(&places, r, compared)));
        }
        asked.extend(old_results);
    }
    (changes, asked)
}

fn ask(places: &Places, revision: &Revision, compared: &Cycle) -> Diagnostic {
    let kind = revision.kind.label();
    let side = |text: &Option<String>| text.as_ref().map(|t| format!("「{t}」"));
    let moved = match (side(&revision.old), side(&revision.new)) {
        (Some(old), Some(new)) => format!("（{old}から{new}へ）"),
        (Some(one), None) | (None, Some(one)) => format!("（{one}）"),
        (None, None) => String::new(),
    };
    let d = Diagnostic::new(
        Code::PlanChangeUnexplained,
        format!(
            "{}は、{}の台帳から変わっています: {kind}{moved}。理由の記入がないため、資料には理由なしで載せます。",
            revision.number,
            compared.name()
        ),
        format!(
            "「変更」のシートに、番号「{}」、種類「{kind}」の行を加え、年月日と理由を記入してください。",
            revision.number
        ),
    );
    at(places, &revision.subject, revision.kind, d)
}

/// R033 for each line of 過年度実績 that stood there with the same figure when the indicator was measured otherwise.
fn old_results(then: &Then, plan: &Plan) -> Vec<Diagnostic> {
    let Some(before) = &then.plan else {
        return Vec::new();
    };
    let otherwise = remeasured(then, plan);
    let as_before = plan.past_results.iter().filter(|past| {
        let same = |was: &&crate::plan::PastResult| {
            (was.year, &was.kind, &was.id, &was.actual)
                == (past.year, &past.kind, &past.id, &past.actual)
        };
        past.actual.is_some()
            && otherwise.contains_key(&past.id)
            && before.past_results.iter().any(|was| same(&was))
    });
    as_before
        .map(|past| {
            let of = &otherwise[&past.id];
            let found = past.actual.as_ref().map(crate::values::Value::text);
            Diagnostic::new(
                Code::PastResultOfOldUnit,
                format!(
                    "{}の{}の過年度実績が、単位又は数え方を変える前のまま（単位は「{}」）です。過年度実績の値は、今の単位「{}」の値として載せます。",
                    past.number,
                    past.year,
                    of.before.unit_word(),
                    of.now.unit_word()
                ),
                "今の単位の値に直してください。",
            )
            .in_file(REGISTER)
            .on_sheet(register::PAST_RESULTS)
            .found(found.unwrap_or_default())
        })
        .collect()
}
