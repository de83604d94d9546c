//! 進捗調査: the reporting cycles.

use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Parts, name_key};
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, Date, Suggest, Text, Year};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::{Cycle, CycleKey, CycleRules, CycleState, Plan, YEAR_END, cycle_name};
use crate::values::FiscalYear;

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

/// Words of 目標の判定.
const JUDGE: &str = "する";
const JUDGE_NOT: &str = "しない";

columns! {
    YEAR "対象年度" Required, Year, 14.0, "実績を調査する年度です。";
    CYCLE_KIND "区分" Required, Suggest(|| vec![YEAR_END, "中間"]), 12.0, "年度末、中間などの区分です。";
    INQUIRY "照会日" Required, Date, 14.0, "照会する日です。この日にある課に照会します。";
    CONTRIBUTORS_DUE "関係課期限" Optional, Date, 14.0, "関係課が所管課へ回答する期限です。";
    DUE "提出期限" Required, Date, 14.0, "事務局への提出期限です。";
    STATE "状態" Required, Choice(|| CycleState::ALL.map(CycleState::label).to_vec()), 12.0, "準備中、実施中、確定、公表済のいずれかです。実施中は1行だけにします。";
    COMPARED "比べる回" Optional, Text, 16.0, "比べる進捗調査です（令和6年度、令和7年度中間など）。空白のときは、同じ区分の前の回（年度末でない区分では、前の年度末）です。";
    JUDGED "目標の判定" Optional, Choice(|| vec![JUDGE, JUDGE_NOT]), 12.0, "実績値を目標と比べて達成、未達を判定するかどうかです。空白のときは、年度末では「する」、その他では「しない」です。";
    RESUBMISSION "再提出期限" Optional, Date, 14.0, "確認依頼を返してもらう期限です。確認のお願いと案内文に載ります。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Option<Cycle> {
    let year = row.year(YEAR, faults);
    let kind = row.needed(CYCLE_KIND, faults);
    let inquiry = row.date(INQUIRY, faults);
    let contributors_due = row.date(CONTRIBUTORS_DUE, faults);
    let due = row.date(DUE, faults);
    let state = row.choice(STATE, &CycleState::ALL, CycleState::label, faults);
    let rules = CycleRules {
        compared: compared(row, year, &kind, faults),
        judged: row.choice(JUDGED, &[true, false], judged_word, faults),
        resubmission_due: row.date(RESUBMISSION, faults),
    };
    let cycle = Cycle {
        year: year?,
        kind,
        inquiry_date: inquiry?,
        contributors_due,
        due: due?,
        state: state?,
        rules,
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

const fn judged_word(judged: bool) -> &'static str {
    if judged { JUDGE } else { JUDGE_NOT }
}

/// 比べる回: an earlier cycle, named as its folder is.
fn compared(
    row: &Row,
    year: Option<FiscalYear>,
    kind: &str,
    faults: &mut Faults,
) -> Option<CycleKey> {
    let text = row.text(COMPARED, faults)?;
    let key = FiscalYear::parse_prefix(&name_key(&text)).map(|(year, kind)| CycleKey {
        year,
        kind: if kind.is_empty() {
            YEAR_END.to_owned()
        } else {
            kind
        },
    });
    let message = match &key {
        None => "進捗調査として読めません。",
        Some(key) if year.is_some_and(|year| key.year > year) => "この回より後の進捗調査です。",
        Some(key) if year == Some(key.year) && name_key(kind) == name_key(&key.kind) => {
            "この回と同じ進捗調査です。"
        }
        Some(_) => return key,
    };
    faults.push(row.fault(
        Fault::RegisterValue,
        COMPARED,
        message,
        "「令和6年度」又は「令和7年度中間」のように、前の回を記入してください。",
    ));
    None
}

/// 比べる回 that 進捗調査 does not have, or that asks later: nothing could be compared with it.
pub fn compared_are_there(parts: &Parts<'_>, faults: &mut Faults) {
    for cycle in &parts.cycles {
        let Some(key) = &cycle.value.rules.compared else {
            continue;
        };
        let named = |c: &Cycle| c.year == key.year && name_key(&c.kind) == name_key(&key.kind);
        let found = parts.cycles.iter().find(|c| named(&c.value));
        if found.is_some_and(|c| c.value.inquiry_date >= cycle.value.inquiry_date) {
            faults.push(cycle.row.fault(
                Fault::RegisterValue,
                COMPARED,
                "この回より後に照会する進捗調査です。",
                "この回より前に照会した進捗調査を記入してください。",
            ));
        }
        if parts.cycles_complete && found.is_none() {
            faults.push(cycle.row.fault(
                Fault::RegisterReference,
                COMPARED,
                "この名前の進捗調査がありません。",
                "「進捗調査」のシートにある回を、「令和6年度」又は「令和7年度中間」のように記入してください。",
            ));
        }
    }
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
            .with(
                COMPARED,
                c.rules
                    .compared
                    .as_ref()
                    .map(|k| cycle_name(k.year, &k.kind)),
            )
            .with(JUDGED, c.rules.judged.map(judged_word))
            .with(RESUBMISSION, c.rules.resubmission_due)
    };
    plan.cycles.iter().map(cycle).collect()
}
