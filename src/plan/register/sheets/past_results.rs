//! 過年度実績: results of cycles before this program.

use std::collections::BTreeMap;

use super::numbering::own_id;
use super::{grades, indicators, items};
use crate::diagnostic::{Code as Fault, Diagnostic};
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Parts, name_key};
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Number, Suggest, Text, Year};
use crate::plan::register::schema::{Column, Need, Sheet, columns, reference};
use crate::plan::register::table::Tables;
use crate::plan::{Direction, Item, PastResult, Plan, YEAR_END, cycle_name};
use crate::values::{Code, FiscalYear, Value};

/// How many cells a message names.
const CELLS_NAMED: usize = 5;

/// The name of the sheet.
pub const SHEET_NAME: &str = "過年度実績";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "このツールを使う前の年度の実績です。計画の途中から使う場合に記入します。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    YEAR "対象年度" WithRow, Year, 14.0, "実績の年度です。";
    CYCLE_KIND "区分" Optional, Suggest(|| vec![YEAR_END, "中間"]), 12.0, "実績の区分です。空白のときは年度末です。";
    NUMBER "番号" Optional, Text, 12.0, "実施項目又は指標の今の番号です。番号か管理番号のどちらかを記入します。";
    ID "管理番号" Optional, Text, 12.0, "番号を改めたり、終了した項目の番号を別の項目に付けたりしたときに、どの項目の実績かを示します。";
    GRADE "評価" Optional, reference(grades::SHEET_NAME, grades::SYMBOL), 10.0, "実施項目の評価の記号です。評価区分を改める前の評価は、そのときの記号のまま記入します。";
    ACTUAL "実績値" Optional, Number, 14.0, "指標の実績値です。";
    EFFECT "効果額" Optional, Number, 14.0, "実施項目の効果額（千円）です。";
    REFERENCE "資料" Optional, Text, 44.0, "数値の出典の資料名です。";
}

pub fn read(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<PastResult> {
    let year = row.year(YEAR, faults);
    let kind = row.text(CYCLE_KIND, faults);
    let subject = subject(row, parts, tables, faults);
    let grade = past_grade(row, parts, faults);
    let indicator = subject.as_ref().and_then(|(id, _)| {
        let mut indicators = parts.indicators.iter();
        indicators.find(|i| i.value.id == *id)
    });
    let in_words = indicator.is_some_and(|i| i.value.direction == Direction::Qualitative);
    let actual = if in_words {
        row.text(ACTUAL, faults).map(Value::Text)
    } else {
        {
            let unit = indicator.and_then(|i| i.value.unit.as_deref());
            row.number_in(ACTUAL, unit, faults).map(Value::Number)
        }
    };
    let effect = row.number_in(EFFECT, Some("千円"), faults);
    let reference = row.text(REFERENCE, faults);
    let (id, number) = subject?;
    Some(PastResult {
        year: year?,
        kind: kind.unwrap_or_else(|| YEAR_END.to_owned()),
        number,
        id,
        grade,
        actual,
        effect,
        reference,
    })
}

/// Whose result it is, by 管理番号 or number: its id, and its number as printed now.
fn subject(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<(Code, String)> {
    let number = row.text(NUMBER, faults);
    let given = row.text(ID, faults);
    let (heading, text) = match (&given, &number) {
        (Some(id), _) => (ID, id),
        (None, Some(number)) => (NUMBER, number),
        (None, None) => {
            faults.push(row.fault(
                Fault::RegisterBlank,
                NUMBER,
                "番号も管理番号も空白です。",
                "実施項目又は指標の番号を記入してください。",
            ));
            return None;
        }
    };
    let code = Code::derive(text);
    if given.is_none()
        && let Some(fault) = code.as_ref().and_then(|code| of_several(row, parts, code))
    {
        faults.push(fault);
        return None;
    }
    let found = code.as_ref().and_then(|code| {
        let by_id = || parts.by_id(code);
        let by_number = || parts.entry(code);
        let found = if heading == ID { by_id() } else { by_number() };
        found.filter(|(id, _)| parts.initiatives.iter().all(|i| i.value.id != *id))
    });
    if given.is_some()
        && let (Some(found), Some(number)) = (&found, &number)
        && let Some(fault) = of_another(row, parts, found, number)
    {
        faults.push(fault);
        return None;
    }
    // A row with a fault of its own is no record; its number is there to be referred to.
    let all_read =
        |sheet, records: usize| tables.complete(sheet) && tables.rows(sheet).len() == records;
    if found.is_none()
        && all_read(items::SHEET_NAME, parts.items.len())
        && all_read(indicators::SHEET_NAME, parts.indicators.len())
    {
        faults.push(row.fault(
            Fault::RegisterReference,
            heading,
            "実施項目にも指標にもない番号です。",
            "実施項目又は指標の番号を記入してください。",
        ));
    }
    found
}

/// R007 for a number that several things bore, without a 管理番号.
fn of_several(row: &Row, parts: &Parts<'_>, code: &Code) -> Option<Diagnostic> {
    let several = parts.once_called(code).len() > 1;
    several.then(|| {
        row.fault(
            Fault::RegisterReference,
            NUMBER,
            "前に別のものに付いていた番号であるため、どちらの実績か分かりません。",
            format!("「{ID}」の列に、実績のあった方の管理番号を記入してください。"),
        )
    })
}

/// R007 where 番号 names another thing than 管理番号.
fn of_another(
    row: &Row,
    parts: &Parts<'_>,
    (id, now): &(Code, String),
    number: &str,
) -> Option<Diagnostic> {
    let bearers = parts.once_called(&Code::derive(number)?);
    if bearers.is_empty() || bearers.contains(id) {
        return None;
    }
    Some(row.fault(
        Fault::RegisterReference,
        NUMBER,
        format!("「{ID}」の示すもの（今の番号は{now}）とは別のものの番号です。"),
        format!(
            "「{NUMBER}」と「{ID}」のどちらかを直してください。「{ID}」があれば、「{NUMBER}」は空白で構いません。"
        ),
    ))
}

/// The symbol of a grade given as symbol, name or both. One that 評価区分 lacks is of an earlier scale and stays as it was typed.
fn past_grade(row: &Row, parts: &Parts<'_>, faults: &mut Faults) -> Option<String> {
    let text = row.text(GRADE, faults)?;
    let key = name_key(&text);
    let mut grades = parts.grades.iter().map(|g| &g.value);
    let by_symbol = grades.clone().find(|g| name_key(&g.symbol) == key);
    let found = by_symbol
        .or_else(|| grades.find(|g| name_key(&g.name) == key || name_key(&g.choice()) == key))
        .map(|g| g.symbol.clone());
    Some(found.unwrap_or(text))
}

/// R034 for each cycle with grades that 評価区分 lacks.
pub fn other_scales(parts: &Parts<'_>, faults: &mut Faults) {
    if !parts.grades_complete {
        return;
    }
    let mut others: BTreeMap<(FiscalYear, &str), Vec<(&Row, &str)>> = BTreeMap::new();
    for past in &parts.past_results {
        let today = |symbol: &str| parts.grades.iter().any(|g| g.value.symbol == symbol);
        if let Some(symbol) = past.value.grade.as_deref().filter(|symbol| !today(symbol)) {
            let cycle = (past.value.year, past.value.kind.as_str());
            others.entry(cycle).or_default().push((past.row, symbol));
        }
    }
    for ((year, kind), rows) in others {
        let mut symbols: Vec<String> = rows.iter().map(|(_, s)| format!("「{s}」")).collect();
        symbols.sort_unstable();
        symbols.dedup();
        let cells: Vec<String> = { rows.iter().take(CELLS_NAMED) }
            .map(|(row, _)| row.place(GRADE).to_string())
            .collect();
        let more = match rows.len().saturating_sub(CELLS_NAMED) {
            0 => String::new(),
            more => format!("ほか{more}件"),
        };
        faults.push(rows[0].0.fault(
            Fault::PastGradesOfOtherScale,
            GRADE,
            format!(
                "{}の評価{}が、今の「{}」にありません（セル{}{more}）。前の区分による評価として、そのまま載せ、今の評価とは比べません。",
                cycle_name(year, kind),
                symbols.concat(),
                grades::SHEET_NAME,
                cells.join("、"),
            ),
            "書き誤りは、直してください。前の評価区分によるときは、そのままで差し支えありません。",
        ));
    }
}

/// 管理番号, where the number gives another or may mean several.
fn id(plan: &Plan, past: &PastResult) -> Option<String> {
    let code = Code::derive(&past.number);
    let bears = |item: &&Item| code.is_some() && Code::derive(&item.number) == code;
    let several = plan.items.iter().filter(bears).count() > 1;
    let own = own_id(&past.number, &past.id);
    own.or_else(|| several.then(|| past.id.to_string()))
}

fn records(plan: &Plan) -> Vec<Record> {
    let past = |p: &PastResult| {
        row()
            .with(YEAR, p.year)
            .with(CYCLE_KIND, &p.kind)
            .with(NUMBER, &p.number)
            .with(ID, id(plan, p))
            .with(GRADE, p.grade.as_ref())
            .with(ACTUAL, p.actual.as_ref())
            .with(EFFECT, p.effect)
            .with(REFERENCE, p.reference.as_ref())
    };
    plan.past_results.iter().map(past).collect()
}
