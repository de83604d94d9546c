//! Dates: 確認日, the only field of that kind.

use chrono::{Datelike as _, Days, NaiveDate};

use super::{Asked, Parsed, nothing};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Cell, CellValue};
use crate::values::{Value, date_from_serial, date_japanese, parse_date};

/// Days before the 照会日, and after the 提出期限, beyond which a date is asked about: a department cannot
/// have confirmed what had not gone out, and late answers come until the figures are settled in autumn.
const EARLY: u64 = 31;
const LATE: u64 = 300;

pub(super) fn date(parsed: &mut Parsed, cell: &Cell, asked: &Asked<'_>) {
    let date = match &cell.value {
        // A time of day is a date of the year 1899 to the spreadsheet.
        CellValue::Date(date) => Some(date.date()).filter(|d| d.year() >= 1900),
        CellValue::Number(number) => {
            let shown = cell.shown.as_deref().and_then(parse_date);
            shown
                .or_else(|| date_from_serial(*number))
                .or_else(|| parse_date(&asked.source.typed))
        }
        CellValue::Text(text) => match (parse_date(text), nothing::whole(text)) {
            (None, Some(word)) => {
                nothing::settle(parsed, asked, word);
                return;
            }
            (date, _) => date,
        },
        _ => None,
    };
    let Some(date) = date else {
        parsed.refuse(unreadable(asked));
        return;
    };
    let words = date_japanese(date);
    if !matches!(cell.value, CellValue::Date(_)) && asked.source.typed != words {
        parsed.corrected(asked, &words);
    }
    parsed.diagnostics.extend(far(asked, date));
    parsed.value = Some(Value::Date(date));
}

fn unreadable(asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValueNotDate,
        format!("{}を日付として読めません。", asked.label),
        "「R8.5.8」「令和8年5月8日」「2026/5/8」のように、年から始まる実際の年月日を記入してください。",
    )
    .about(asked.source)
}

fn far(asked: &Asked<'_>, date: NaiveDate) -> Option<Diagnostic> {
    let cycle = asked.cycle?;
    let first = cycle.inquiry_date.checked_sub_days(Days::new(EARLY))?;
    let last = cycle.due.checked_add_days(Days::new(LATE))?;
    (date < first || last < date).then(|| {
        Diagnostic::new(
            Code::ValueDoubtful,
            format!(
                "{}が{}で、この調査の時期（照会日 {}、提出期限 {}）から離れています。",
                asked.label,
                date_japanese(date),
                date_japanese(cycle.inquiry_date),
                date_japanese(cycle.due)
            ),
            "年の書き誤りでないかを確かめてください。",
        )
        .about(asked.source)
    })
}
