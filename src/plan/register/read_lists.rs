//! Rows of the plainer sheets as records: 計画, 基本テーマ, 改革項目, 推進施策, 組織, 評価区分,
//! 進捗調査, 会議, 過年度実績, 用語. What concerns several rows is checked elsewhere.

use super::faults::Faults;
use super::parts::{DepartmentNames, Parts, name_key, numbers};
use super::row::Row;
use super::schema::{EVERYONE, heading as h, sheet};
use super::table::Tables;
use crate::diagnostic::Code as Fault;
use crate::plan::{
    Body, Cycle, CycleState, DEFAULT_FORM_NAME, DEFAULT_REPORT_NAME, Department, Direction, Grade,
    Measure, Meeting, PastResult, Pillar, Profile, Term, Theme, YEAR_END,
};
use crate::values::{Code, FiscalYear, Value};

/// Longest plan that is taken, in years: each year becomes a column.
const MOST_YEARS: i32 = 50;

type Years = Option<(FiscalYear, FiscalYear)>;

pub(super) fn profile(row: &Row, faults: &mut Faults) -> (Profile, Years) {
    let start = row.year(h::START, faults);
    let end = row.year(h::END, faults);
    let years = start.zip(end);
    if let Some((start, end)) = years {
        let length = end.western() - start.western();
        if length < 0 {
            faults.push(row.fault(
                Fault::RegisterValue,
                h::END,
                format!("終了年度が開始年度（{start}）より前です。"),
                "開始年度と終了年度を確かめてください。",
            ));
        } else if length >= MOST_YEARS {
            faults.push(row.fault(
                Fault::RegisterValue,
                h::END,
                format!("計画期間が{MOST_YEARS}年を超えています。"),
                "開始年度と終了年度を確かめてください。",
            ));
        }
    }
    let or = |text: Option<String>, default: &str| text.unwrap_or_else(|| default.to_owned());
    let default = Profile::default();
    let profile = Profile {
        municipality: row.needed(h::MUNICIPALITY, faults),
        name: row.needed(h::PLAN_NAME, faults),
        short_name: row.text(h::SHORT_NAME, faults),
        start: start.unwrap_or(default.start),
        end: end.unwrap_or(default.end),
        adopted: row.year(h::ADOPTED, faults),
        philosophy: row.text(h::PHILOSOPHY, faults),
        subtitle: row.text(h::SUBTITLE, faults),
        office: row.needed(h::OFFICE, faults),
        contact: row.text(h::CONTACT, faults),
        form_name: or(row.text(h::FORM_NAME, faults), DEFAULT_FORM_NAME),
        report_name: or(row.text(h::REPORT_NAME, faults), DEFAULT_REPORT_NAME),
        sample: row.flag(h::SAMPLE, faults),
    };
    (profile, years.filter(|(s, e)| s <= e))
}

pub(super) fn themes(row: &Row, faults: &mut Faults) -> Theme {
    Theme {
        number: row.text(h::NUMBER, faults),
        name: row.needed(h::NAME, faults),
        description: row.text(h::EXPLANATION, faults),
    }
}

pub(super) fn terms(row: &Row, faults: &mut Faults) -> Term {
    Term {
        term: row.needed(h::TERM, faults),
        explanation: row.needed(h::EXPLANATION, faults),
    }
}

/// The code of the number in a cell; R016 where nothing is left of it or it is too long.
pub(super) fn code(row: &Row, heading: &str, number: &str, faults: &mut Faults) -> Option<Code> {
    /// Codes stand in defined names, which Excel limits to 255 characters.
    const LONGEST: usize = 60;
    if number.is_empty() {
        return None;
    }
    let code = Code::derive(number);
    match code {
        Some(code) if code.as_str().chars().count() <= LONGEST => Some(code),
        Some(_) => {
            faults.push(row.fault(
                Fault::RegisterCode,
                heading,
                "番号が長すぎます。",
                format!("{LONGEST}字以内にしてください。"),
            ));
            None
        }
        None => {
            faults.push(row.fault(
                Fault::RegisterCode,
                heading,
                "文字も数字もない番号です。",
                "「1-①」のように、文字又は数字を含む番号にしてください。",
            ));
            None
        }
    }
}

pub(super) fn pillars(row: &Row, faults: &mut Faults) -> Option<Pillar> {
    let number = row.text(h::NUMBER, faults)?;
    code(row, h::NUMBER, &number, faults)?;
    Some(Pillar {
        number,
        name: row.needed(h::NAME, faults),
    })
}

pub(super) fn measures(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<Measure> {
    let pillar = pillar_of_cell(row, parts, tables, faults);
    let number = row.text(h::NUMBER, faults)?;
    Some(Measure {
        pillar: pillar.unwrap_or_default(),
        number,
        name: row.needed(h::NAME, faults),
    })
}

/// The number of the pillar that 改革項目 names by number or name; R007 where there is none.
pub(super) fn pillar_of_cell(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<String> {
    let text = row.text(h::PILLAR, faults)?;
    let code = Code::derive(&text);
    let key = name_key(&text);
    let mut pillars = parts.pillars.iter().map(|p| &p.value);
    let by_number = pillars
        .clone()
        .find(|p| code.is_some() && Code::derive(&p.number) == code);
    let found = by_number
        .or_else(|| pillars.find(|p| name_key(&p.name) == key))
        .map(|p| p.number.clone());
    if found.is_none() && tables.complete(sheet::PILLARS) {
        faults.push(row.fault(
            Fault::RegisterReference,
            h::PILLAR,
            format!("「{}」のシートにない改革項目です。", sheet::PILLARS),
            "改革項目の番号又は名称を記入してください。",
        ));
    }
    found
}

pub(super) fn departments(row: &Row, names: &DepartmentNames, faults: &mut Faults) -> Department {
    let department = Department {
        code: row.needed(h::CODE, faults),
        division: row.text(h::DIVISION, faults),
        name: row.needed(h::DEPARTMENT, faults),
        starts: row.date(h::STARTS, faults),
        ends: row.date(h::ENDS, faults),
        successors: names.resolve(row, h::SUCCESSORS, faults),
    };
    let name = &department.name;
    if name == EVERYONE || name.contains(['、', ',', '，', '､', '\n']) {
        faults.push(row.fault(
            Fault::RegisterValue,
            h::DEPARTMENT,
            "課の名称に使えない言葉又は文字です。",
            "「全庁」、読点、カンマ及び改行は、課の名称には使えません。",
        ));
    }
    if let (Some(starts), Some(ends)) = (department.starts, department.ends)
        && ends < starts
    {
        faults.push(row.fault(
            Fault::RegisterValue,
            h::ENDS,
            "終了日が開始日より前です。",
            "開始日と終了日を確かめてください。",
        ));
    }
    department
}

pub(super) fn grades(row: &Row, faults: &mut Faults) -> Grade {
    let grade = Grade {
        symbol: row.needed(h::SYMBOL, faults),
        name: row.needed(h::NAME, faults),
        definition: row.text(h::DEFINITION, faults),
        counted: row.flag(h::COUNTED, faults),
        on_track: row.flag(h::ON_TRACK, faults),
        colour: row
            .text(h::COLOUR, faults)
            .and_then(|text| colour(row, &text, faults)),
    };
    if grade.on_track && !grade.counted {
        faults.push(row.fault(
            Fault::RegisterGradeShare,
            h::ON_TRACK,
            format!(
                "「{}」は割合に含めない区分であるのに、順調とみなす区分になっています。",
                grade.symbol
            ),
            "「割合に含める」を「はい」にするか、「順調とみなす」を「いいえ」にしてください。",
        ));
    }
    grade
}

fn colour(row: &Row, text: &str, faults: &mut Faults) -> Option<String> {
    let key = name_key(text);
    let digits = key.strip_prefix('#').unwrap_or(&key);
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(format!("#{digits}"));
    }
    faults.push(row.fault(
        Fault::RegisterValue,
        h::COLOUR,
        "色として読めません。",
        "「#2f6f8f」のように、#と16進数6桁で記入してください。",
    ));
    None
}

pub(super) fn cycles(row: &Row, faults: &mut Faults) -> Option<Cycle> {
    let year = row.year(h::YEAR, faults);
    let kind = row.needed(h::CYCLE_KIND, faults);
    let inquiry = row.date(h::INQUIRY, faults);
    let contributors_due = row.date(h::CONTRIBUTORS_DUE, faults);
    let due = row.date(h::DUE, faults);
    let state = row.choice(h::STATE, &CycleState::ALL, CycleState::label, faults);
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
            h::DUE,
            "照会日、関係課期限、提出期限がこの順になっていません。",
            "日付を確かめてください。",
        ));
    }
    Some(cycle)
}

pub(super) fn meetings(row: &Row, faults: &mut Faults) -> Option<Meeting> {
    let year = row.year(h::YEAR, faults);
    let kind = row.text(h::CYCLE_KIND, faults);
    let body = row.choice(h::BODY, &Body::ALL, Body::label, faults);
    let session = row.text(h::SESSION, faults);
    let date = row.date(h::DATE, faults);
    let document = row.text(h::DOCUMENT, faults);
    let material = row.text(h::MATERIAL, faults);
    Some(Meeting {
        year: year?,
        kind: kind.unwrap_or_else(|| YEAR_END.to_owned()),
        body: body?,
        session,
        date,
        document,
        material,
    })
}

pub(super) fn past_results(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<PastResult> {
    let year = row.year(h::YEAR, faults);
    let kind = row.text(h::CYCLE_KIND, faults);
    let number = past_number(row, tables, faults);
    let grade = past_grade(row, parts, tables, faults);
    let derived = number.as_deref().and_then(Code::derive);
    let indicator = parts
        .indicators
        .iter()
        .find(|i| derived.is_some() && Code::derive(&i.value.number) == derived);
    let in_words = indicator.is_some_and(|i| i.value.direction == Direction::Qualitative);
    let actual = if in_words {
        row.text(h::ACTUAL, faults).map(Value::Text)
    } else {
        {
            let unit = indicator.and_then(|i| i.value.unit.as_deref());
            row.number_in(h::ACTUAL, unit, faults).map(Value::Number)
        }
    };
    let effect = row.number_in(h::EFFECT, Some("千円"), faults);
    let reference = row.text(h::REFERENCE, faults);
    Some(PastResult {
        year: year?,
        kind: kind.unwrap_or_else(|| YEAR_END.to_owned()),
        number: number?,
        grade,
        actual,
        effect,
        reference,
    })
}

/// The number of an item or an indicator as its own sheet spells it.
fn past_number(row: &Row, tables: &Tables, faults: &mut Faults) -> Option<String> {
    let text = row.text(h::NUMBER, faults)?;
    let code = Code::derive(&text);
    let find = |sheet| code.as_ref().and_then(|c| numbers(tables, sheet).remove(c));
    let found = find(sheet::ITEMS).or_else(|| find(sheet::INDICATORS));
    if found.is_none() && tables.complete(sheet::ITEMS) && tables.complete(sheet::INDICATORS) {
        faults.push(row.fault(
            Fault::RegisterReference,
            h::NUMBER,
            "実施項目にも指標にもない番号です。",
            "実施項目又は指標の番号を記入してください。",
        ));
    }
    found
}

/// The symbol of a grade given as symbol, name or both.
fn past_grade(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<String> {
    let text = row.text(h::GRADE, faults)?;
    let key = name_key(&text);
    let mut grades = parts.grades.iter().map(|g| &g.value);
    let by_symbol = grades.clone().find(|g| name_key(&g.symbol) == key);
    let found = by_symbol
        .or_else(|| grades.find(|g| name_key(&g.name) == key || name_key(&g.choice()) == key))
        .map(|g| g.symbol.clone());
    if found.is_none() && tables.complete(sheet::GRADES) {
        faults.push(row.fault(
            Fault::RegisterReference,
            h::GRADE,
            format!("「{}」のシートにない評価です。", sheet::GRADES),
            "評価区分の記号を記入してください。",
        ));
    }
    found
}
