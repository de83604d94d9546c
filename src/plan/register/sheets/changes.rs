//! 変更: what was changed in the plan, one row each.

use super::numbering::NUMBER as NUMBERS;
use crate::diagnostic::Code as Fault;
use crate::plan::register::parts::{Parts, name_key};
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, Date, Flag, LongText, Suggest, Text};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::register::table::{Faults, Tables};
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
    NUMBER "番号" WithRow, Text, 12.0, "実施項目、取組又は指標の、今の番号です。計画期間の変更では「計画」と記入します。";
    KIND "種類" WithRow, Choice(|| ChangeKind::ALL.map(ChangeKind::label).to_vec()), 10.0, "変更の種類です。";
    OLD "旧" Optional, LongText, 32.0, "変更の前の内容です。";
    NEW "新" Optional, LongText, 32.0, "変更の後の内容です。";
    CONVERSION "換算" Optional, Suggest(&[NOT_COMPARED]), 12.0, "指標の単位を変えたときに、前の値に掛ける数（億円から百万円なら100）を記入します。前の値と比べないときは「比較しない」とします。";
    REASON "理由" Optional, LongText, 44.0, "変更の理由です。資料に載ります。";
    PUBLIC "公開" Optional, Flag, 8.0, "懇談会と公表の資料に載せるときは「はい」、載せないときは「いいえ」です。空白は「はい」です。";
}

/// The change of a row.
pub fn read(row: &Row, parts: &Parts<'_>, tables: &Tables, faults: &mut Faults) -> Option<Change> {
    let date = row.date(DATE, faults);
    let kind = row.choice(KIND, &ChangeKind::ALL, ChangeKind::label, faults);
    let subject = subject(row, parts, tables, faults);
    let conversion = conversion(row, faults);
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

/// What 番号 names, with the number as its own sheet spells it; R007 where there is nothing of that number.
fn subject(
    row: &Row,
    parts: &Parts<'_>,
    tables: &Tables,
    faults: &mut Faults,
) -> Option<(ChangeSubject, String)> {
    use super::{indicators, initiatives, items};
    let text = row.text(NUMBER, faults)?;
    if name_key(&text) == WHOLE_PLAN {
        return Some((ChangeSubject::Plan, text));
    }
    let code = Code::derive(&text);
    let found = code
        .as_ref()
        .and_then(|code| parts.entry(code))
        .map(|(id, number)| (ChangeSubject::Entry(id), number));
    let pillar = || {
        let mut pillars = parts.pillars.iter().map(|p| &p.value.number);
        pillars
            .find(|number| code.is_some() && Code::derive(number) == code)
            .map(|number| (ChangeSubject::Pillar(number.clone()), number.clone()))
    };
    let found = found.or_else(pillar);
    let sheets = [
        items::SHEET_NAME,
        initiatives::SHEET_NAME,
        indicators::SHEET_NAME,
    ];
    if found.is_none() && sheets.iter().all(|sheet| tables.complete(sheet)) {
        faults.push(row.fault(
            Fault::RegisterReference,
            NUMBERS,
            "実施項目、取組、指標のいずれにもない番号です。",
            "今の番号を記入してください。終了したものも、行を消さずに番号を残してください。",
        ));
    }
    found
}

/// 換算: a factor, or 比較しない.
fn conversion(row: &Row, faults: &mut Faults) -> Option<Conversion> {
    let value = row.value(CONVERSION)?;
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
