//! 進捗調査: the reporting cycles.

use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, Date, Suggest, Year};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::{Cycle, CycleState, Plan, YEAR_END};

/// The name of the sheet.
pub const SHEET_NAME: &str = "進捗調査";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: true,
    explanation: "進捗調査（年度末、中間など）の一覧です。状態が「実施中」の行を1行だけにします。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    YEAR "対象年度" Required, Year, 14.0, "実績を調査する年度です。";
    CYCLE_KIND "区分" Required, Suggest(&[YEAR_END, "中間"]), 12.0, "年度末、中間などの区分です。";
    INQUIRY "照会日" Required, Date, 14.0, "照会する日です。この日にある課に照会します。";
    CONTRIBUTORS_DUE "関係課期限" Optional, Date, 14.0, "関係課が所管課へ回答する期限です。";
    DUE "提出期限" Required, Date, 14.0, "事務局への提出期限です。";
    STATE "状態" Required, Choice(|| CycleState::ALL.map(CycleState::label).to_vec()), 12.0, "準備中、実施中、確定、公表済のいずれかです。実施中は1行だけにします。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Option<Cycle> {
    let year = row.year(YEAR, faults);
    let kind = row.needed(CYCLE_KIND, faults);
    let inquiry = row.date(INQUIRY, faults);
    let contributors_due = row.date(CONTRIBUTORS_DUE, faults);
    let due = row.date(DUE, faults);
    let state = row.choice(STATE, &CycleState::ALL, CycleState::label, faults);
    let cycle = Cycle {
        year: year?,
        kind,
        inquiry_date: inquiry?,
        contributors_due,
        due: due?,
        state: state?,
    };
    let last = cycle.contributors_due.unwrap_or(cycle.inquiry_date);
    if last < cycle.inquiry_date || cycle.due < last {
        faults.push(row.fault(
            Fault::RegisterNote,
            DUE,
            "照会日、関係課期限、提出期限がこの順になっていません。",
            "日付を確かめてください。",
        ));
    }
    Some(cycle)
}

fn records(plan: &Plan) -> Vec<Record> {
    let cycle = |c: &Cycle| {
        row()
            .with(YEAR, c.year)
            .with(CYCLE_KIND, &c.kind)
            .with(INQUIRY, c.inquiry_date)
            .with(CONTRIBUTORS_DUE, c.contributors_due)
            .with(DUE, c.due)
            .with(STATE, c.state.label())
    };
    plan.cycles.iter().map(cycle).collect()
}
