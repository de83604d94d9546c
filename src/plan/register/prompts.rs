//! What Excel says and offers when a cell is chosen: the schema's explanation, and a dropdown where
//! the column has a list. Lists that are only offered never refuse what is typed.

use rust_xlsxwriter::{DataValidation, Formula, XlsxError};

use super::guide::documents;
use super::printed::{SPARE_ROWS, printed};
use super::schema::{Column, Kind, Need};
use super::sheets::find;
use crate::plan::Plan;
use crate::values::a1;
use crate::values::japanese_text::cut_utf16;

/// The validation of a column's cells.
pub(super) fn validation(column: &Column, plan: &Plan) -> Result<DataValidation, XlsxError> {
    let required = match column.need {
        Need::Required => "（必須）",
        Need::WithRow | Need::Optional => "",
    };
    let message = format!("{required}{}", column.explanation);
    let validation = dropdown(column.kind, plan)?;
    validation
        .set_input_title(cut_utf16(column.heading, 32))?
        .set_input_message(cut_utf16(&message, 255))
}

fn dropdown(kind: Kind, plan: &Plan) -> Result<DataValidation, XlsxError> {
    let any = DataValidation::new();
    match kind {
        Kind::Choice(words) => closed(&words()),
        Kind::Flag => closed(&["はい", "いいえ"]),
        Kind::Suggest(words) => offered(&words()),
        Kind::YearTexts(words) => offered(words),
        Kind::Documents => offered(&documents(plan)),
        Kind::Year => offered(&years(plan)),
        Kind::Reference { sheet, heading, .. } => match source(sheet, heading, plan) {
            Some(range) => Ok(any
                .allow_list_formula(Formula::new(range))
                .show_error_message(false)),
            None => Ok(any.allow_any_value()),
        },
        _ => Ok(any.allow_any_value()),
    }
}

fn closed(words: &[&str]) -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_strings(words)?
        .set_error_title("選択肢にない言葉です")?
        .set_error_message("一覧から選んでください。")
}

fn offered<S: AsRef<str>>(words: &[S]) -> Result<DataValidation, XlsxError> {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    if words.is_empty() {
        return Ok(DataValidation::new().allow_any_value());
    }
    Ok(DataValidation::new()
        .allow_list_strings(&words)?
        .show_error_message(false))
}

/// The adoption year and the plan's years, as many as the 255 characters of a list hold.
fn years(plan: &Plan) -> Vec<String> {
    const MOST: usize = 30;
    let adopted = plan.profile.adopted.filter(|y| *y < plan.profile.start);
    adopted
        .into_iter()
        .chain(plan.years())
        .take(MOST)
        .map(|year| year.to_string())
        .collect()
}

/// The cells of another sheet's column, spare rows included.
fn source(sheet: &str, heading: &str, plan: &Plan) -> Option<String> {
    let schema = find(sheet)?;
    let at = printed(schema, plan)
        .iter()
        .position(|p| p.year.is_none() && p.column.heading == heading)?;
    let cell = a1(0, u32::try_from(at).ok()?);
    let letters = cell.trim_end_matches('1');
    let rows = (schema.records)(plan).len();
    let last = u32::try_from(rows).ok()? + SPARE_ROWS;
    Some(format!("='{sheet}'!${letters}$2:${letters}${last}"))
}
