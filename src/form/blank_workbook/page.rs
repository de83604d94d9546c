//! How a sheet opens, prints and is protected.

use rust_xlsxwriter::{IgnoreError, ProtectionOptions, Worksheet, XlsxError};

use super::heights::WIDTHS;
use super::{answers, row_number};
use crate::form::layout::{
    ASK_SHEET, CODE_COLUMN, FormLayout, GUIDE_COLUMN, GUIDE_SHEET, INPUT_COLUMN, Sheet,
};

const A4: u8 = 9;
/// Millimetres in an inch.
const INCH: f64 = 25.4;
/// Font and size in a header or footer; the space keeps a digit that follows out of the size.
const FONT_CODE: &str = "&\"BIZ UDPGothic,Regular\"&9 ";

pub(super) fn set_up(
    worksheet: &mut Worksheet,
    layout: &FormLayout,
    sheet: &Sheet,
) -> Result<(), XlsxError> {
    for (column, width) in (CODE_COLUMN..).zip(WIDTHS) {
        worksheet.set_column_width(column, width)?;
    }
    view(worksheet, layout, sheet)?;
    print(worksheet, layout, sheet)?;
    let protection = ProtectionOptions {
        format_rows: true,
        format_columns: true,
        ..ProtectionOptions::new()
    };
    worksheet.protect_with_options(&protection);
    Ok(())
}

/// Whether an input of the sheet is marked.
fn is_asked(sheet: &Sheet) -> bool {
    answers::inputs(sheet).any(|(_, input)| input.mark.is_some())
}

fn view(worksheet: &mut Worksheet, layout: &FormLayout, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_screen_gridlines(false);
    if layout.sheets.first().is_some_and(|s| s.name == sheet.name) {
        worksheet.set_active(true);
    }
    match sheet.name.as_str() {
        GUIDE_SHEET => worksheet.set_tab_color("#1F3A5F"),
        ASK_SHEET => worksheet.set_tab_color("#A61B1B"),
        _ if is_asked(sheet) => worksheet.set_tab_color("#A61B1B"),
        _ => worksheet,
    };
    if sheet.title_rows > 0 {
        worksheet.set_freeze_panes(row_number(sheet.title_rows), 0)?;
    }
    if let Some((row, _)) = answers::inputs(sheet).next() {
        worksheet.set_selection(row, INPUT_COLUMN, row, INPUT_COLUMN)?;
    }
    worksheet.ignore_error_range(
        0,
        INPUT_COLUMN,
        last_row(sheet),
        INPUT_COLUMN,
        IgnoreError::NumberStoredAsText,
    )?;
    Ok(())
}

fn print(worksheet: &mut Worksheet, layout: &FormLayout, sheet: &Sheet) -> Result<(), XlsxError> {
    let mm = |length: f64| length / INCH;
    let [head, foot] = layout.page_texts();
    worksheet
        .set_paper_size(A4)
        .set_portrait()
        .set_print_fit_to_pages(1, 0)
        .set_margins(mm(25.0), mm(14.0), mm(20.0), mm(18.0), mm(10.0), mm(9.0))
        .set_header(header_part("&R", head))
        .set_footer(format!(
            "{}&C{FONT_CODE}&P/&N&R{FONT_CODE}&A",
            header_part("&L", foot)
        ));
    worksheet.set_print_area(0, CODE_COLUMN, last_row(sheet), GUIDE_COLUMN)?;
    if sheet.title_rows > 0 {
        worksheet.set_repeat_rows(0, row_number(sheet.title_rows - 1))?;
    }
    Ok(())
}

/// Text behind its place and size, with `&` as text.
fn header_part(place: &str, text: &str) -> String {
    let text = text.replace('&', "&&");
    format!("{place}{FONT_CODE}{}", text.replace('\n', " "))
}

fn last_row(sheet: &Sheet) -> u32 {
    row_number(sheet.rows.len().saturating_sub(1))
}
