//! 変更: what was changed in the plan, one row each.

use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Parts, name_key};
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, Date, Flag, LongText, Suggest, Text};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::register::table::Tables;
use crate::plan::{Change, ChangeKind, ChangeSubject, Conversion, Plan};
use crate::values::{Code, decimal_text};

/// The name of the sheet.
pub const SHEET_NAME: &str = "変更";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    explanation: "計画期間中の変更です。前回の調査から変わった事項と理由を、全ての資料に載せます。",
    columns: COLUMNS,
    wide: true,
    records,
    ..Sheet::ROWS
};

/// The word in 換算 for values that are not to be compared.
const NOT_COMPARED: &str = "比較しない";
/// The word in 番号 for the plan as a whole.
const WHOLE_PLAN: &str = "計画";

columns! {
    DATE "年月日" WithRow, Date, 14.0, "変更した日です。";
    NUMBER "番号" WithRow, Text, 12.0, "変更したものの、今の番号です（終了したものは最後の番号）。計画期間など計画全体の変更では「計画」と記入します。";
    KIND "種類" WithRow, Choice(|| ChangeKind::ALL.map(ChangeKind::label).to_vec()), 10.0, "変更の種類です。";
    OLD "旧" Optional, LongText, 32.0, "変更の前の内容です。";
    NEW "新" Optional, LongText, 32.0, "変更の後の内容です。";
    CONVERSION "換算" Optional, Suggest(|| vec![NOT_COMPARED]), 12.0, "指標の単位、目標の見方又は集計を変えたときに、前の値に掛ける数（億円から百万円なら100）を記入します。前の値と比べないときは「比較しない」とします。";
    REASON "理由" Optional, LongText, 44.0, "変更の理由です。資料に載ります。";
    PUBLIC "公開" Optional, Flag, 8.0, "懇談会と公表の資料に載せるときは「はい」、載せないときは「いいえ」です。空白は「はい」です。";
}

/// The change of a row.
pub fn read(row: &Row, parts: &Parts<'_>, tables: &Tables, faults: &mut Faults) -> Option<Change> {
    let date = row.date(DATE, faults);
    let kind = row.choice(KIND, &ChangeKind::ALL, ChangeKind::label, faults);
    let subject = subject(row, kind, parts, tables, faults);
    let conversion = conversion(row, kind, faults);
    let old = row.shown_text(OLD);
    let new = row.shown_text(NEW);
    let reason = row.text(REASON, faults);
    let public = row.flag_or(PUBLIC, true, faults);
    let (subject, number) = subject?;
    Some(Change {
        date: date?,
        number,
        subject,
        kind: kind?,
        old,
        new,
        conversion,
        reason,
        public,
    })
}

/// What 番号 names, with the number as its own sheet spells it; R007 where there is nothing of that number. What ended may be
/// gone from the register, and its number may be another's now.
fn subject(
    row: &Row,
    kind: Option<ChangeKind>,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<(ChangeSubject, String)> {
    use super::{indicators, initiatives, items};
    let text = row.text(NUMBER, faults)?;
    if name_key(&text) == WHOLE_PLAN {
        return Some((ChangeSubject::Plan, WHOLE_PLAN.to_owned()));
    }
    let code = Code::derive(&text)?;
    let gone = is_gone(kind);
    let entry = if gone {
        parts.ended(&code).or_else(|| parts.entry(&code))
    } else {
        parts.entry(&code)
    };
    let found = entry
        .map(|(id, number)| (ChangeSubject::Entry(id), number))
        .or_else(|| upper_level(&code, parts))
        .or_else(|| {
            let known = gone || has_ended(&code, tables);
            known.then_some((ChangeSubject::Entry(code), text))
        });
    let sheets = [
        items::SHEET_NAME,
        initiatives::SHEET_NAME,
        indicators::SHEET_NAME,
    ];
    if found.is_none() && sheets.iter().all(|sheet| tables.complete(sheet)) {
        faults.push(row.fault(
            Fault::RegisterReference,
            NUMBER,
            "改革項目、推進施策、実施項目、取組、指標のいずれにもない番号です。",
            "今の番号を記入してください。計画全体の変更は「計画」と記入してください。",
        ));
    }
    found
}

const fn is_gone(kind: Option<ChangeKind>) -> bool {
    matches!(kind, Some(ChangeKind::Ended | ChangeKind::Merged))
}

/// Whether some row says that what had this number ended: its earlier rows stay.
fn has_ended(code: &Code, tables: &Tables) -> bool {
    let mut silent = Faults::new("");
    let mut rows = tables.rows(SHEET_NAME).iter();
    rows.any(|row| {
        let number = row.text(NUMBER, &mut silent);
        let kind = row.choice(KIND, &ChangeKind::ALL, ChangeKind::label, &mut silent);
        is_gone(kind) && number.and_then(|n| Code::derive(&n)).as_ref() == Some(code)
    })
}

/// The pillar, or the measure of a pillar, that has this number.
fn upper_level(code: &Code, parts: &Parts<'_>) -> Option<(ChangeSubject, String)> {
    let named = |number: &str| Code::derive(number).as_ref() == Some(code);
    let mut pillars = parts.pillars.iter().map(|p| &p.value.number);
    if let Some(pillar) = pillars.find(|number| named(number)) {
        return Some((ChangeSubject::Pillar(pillar.clone()), pillar.clone()));
    }
    let mut measures = parts.measures.iter().map(|m| &m.value);
    let measure =
        measures.find(|m| named(&m.number) || named(&format!("{}-{}", m.pillar, m.number)))?;
    let subject = ChangeSubject::Measure(measure.pillar.clone(), measure.number.clone());
    Some((subject, format!("{}-{}", measure.pillar, measure.number)))
}

/// 換算: a factor, or 比較しない.
fn conversion(row: &Row, kind: Option<ChangeKind>, faults: &mut Faults) -> Option<Conversion> {
    let value = row.value(CONVERSION)?;
    let used = matches!(kind, None | Some(ChangeKind::Unit | ChangeKind::Other));
    if !used {
        faults.push(row.fault(
            Fault::RegisterNote,
            CONVERSION,
            "種類が「単位」又は「その他」でないため、この換算は使いません。",
            "種類を確かめるか、換算を空白にしてください。",
        ));
    }
    if name_key(&value.seen()) == NOT_COMPARED {
        return Some(Conversion::NotCompared);
    }
    let factor = row.number(CONVERSION, faults)?;
    if factor.is_zero() {
        faults.push(row.fault(
            Fault::RegisterValue,
            CONVERSION,
            "換算が0です。",
            "前の値に掛ける数（億円から百万円なら100）を記入してください。",
        ));
        return None;
    }
    Some(Conversion::Factor(factor))
}

fn records(plan: &Plan) -> Vec<Record> {
    let change = |c: &Change| {
        let conversion = c.conversion.map(|conversion| match conversion {
            Conversion::Factor(factor) => decimal_text(factor),
            Conversion::NotCompared => NOT_COMPARED.to_owned(),
        });
        row()
            .with(DATE, c.date)
            .with(NUMBER, &c.number)
            .with(KIND, c.kind.label())
            .with(OLD, c.old.as_ref())
            .with(NEW, c.new.as_ref())
            .with(CONVERSION, conversion)
            .with(REASON, c.reason.as_ref())
            .with(PUBLIC, c.public)
    };
    plan.changes.iter().map(change).collect()
}
