//! What a form that goes back with questions has besides a blank one: where a question leads, and the texts
//! that stood beside the returned form, carried over as they were.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::answers::Answers;
use super::heights::CARRIED_WIDTH;
use super::{cell_text, styles};
use crate::form::layout::{FormLayout, GUIDE_COLUMN, INPUT_COLUMN, Question, Target};

/// Sheet, row and column that a question leads to.
pub(super) fn place(answers: &Answers<'_>, question: &Question) -> Option<(String, u32, u16)> {
    match &question.target {
        Target::Field(field) => answers
            .place_of(field)
            .map(|(sheet, row)| (sheet.to_owned(), row, INPUT_COLUMN)),
        Target::Cell { sheet, row, column } => Some((sheet.clone(), *row, *column)),
        Target::Nowhere => None,
    }
}

/// The texts carried over on a sheet. They are not the form's own: `_form` says nothing of them.
pub(super) fn leftovers(
    worksheet: &mut Worksheet,
    layout: &FormLayout,
    sheet: &str,
) -> Result<(), XlsxError> {
    for leftover in layout.leftovers.iter().filter(|l| l.sheet == sheet) {
        if leftover.column > GUIDE_COLUMN {
            worksheet.set_column_width(leftover.column, CARRIED_WIDTH)?;
        }
        let text = cell_text(&leftover.text);
        worksheet.write_string_with_format(
            leftover.row,
            leftover.column,
            text,
            &styles::leftover(),
        )?;
    }
    Ok(())
}

/// Sheets that somebody had added to the form, with their texts.
pub(super) fn added_sheets(book: &mut Workbook, layout: &FormLayout) -> Result<(), XlsxError> {
    let mut added: Vec<&str> = Vec::new();
    for leftover in &layout.leftovers {
        let sheet = leftover.sheet.as_str();
        let own = layout.sheets.iter().any(|s| s.name == sheet);
        if own || added.contains(&sheet) {
            continue;
        }
        added.push(sheet);
        let worksheet = book.add_worksheet();
        worksheet.set_name(sheet)?;
        worksheet.set_column_range_width(0, GUIDE_COLUMN, CARRIED_WIDTH / 2.0)?;
        leftovers(worksheet, layout, sheet)?;
    }
    Ok(())
}
