//! The hidden sheet of the dropdowns' lists and their names; what an input cell accepts and what
//! its prompt says.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Formula, Workbook, Worksheet, XlsxError,
};

use super::{absolute, cell_text, row_number};
use crate::form::layout::{ChoiceList, Input, InputKind, LIST_SHEET};
use crate::values::japanese_text::cut_utf16;

/// Excel's limits of an input prompt, in UTF-16 units.
const PROMPT_TITLE: usize = 32;
const PROMPT_TEXT: usize = 255;

pub(super) fn write(worksheet: &mut Worksheet, lists: &[ChoiceList]) -> Result<(), XlsxError> {
    worksheet.set_name(LIST_SHEET)?;
    for (column, list) in (0u16..).zip(lists) {
        for (at, entry) in list.entries.iter().enumerate() {
            worksheet.write_string(row_number(at), column, cell_text(entry))?;
        }
    }
    worksheet.set_hidden(true);
    worksheet.protect();
    Ok(())
}

pub(super) fn define_names(book: &mut Workbook, lists: &[ChoiceList]) -> Result<(), XlsxError> {
    for (column, list) in (0u16..).zip(lists) {
        let first = absolute(LIST_SHEET, 0, column);
        let last = absolute(
            LIST_SHEET,
            row_number(list.entries.len().saturating_sub(1)),
            column,
        );
        let last = last.rsplit('!').next().unwrap_or_default();
        book.define_name(list.kind.name(), &format!("={first}:{last}"))?;
    }
    Ok(())
}

/// Prompt, and for a choice its dropdown. A word outside the list is asked about, not blocked: the
/// reader forgives spelling.
pub(super) fn validation(input: &Input) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new()
        .set_input_title(cut_utf16(&input.label, PROMPT_TITLE))?
        .set_input_message(cut_utf16(&input.prompt, PROMPT_TEXT))?;
    match &input.kind {
        InputKind::Choice(kind) => rule
            .allow_list_formula(Formula::new(format!("={}", kind.name())))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("選択肢にありません")?
            .set_error_message(
                "右端の▼から選んでください。このまま記入すると、事務局から確認することがあります。",
            ),
        _ => Ok(rule.allow_any_value()),
    }
}
