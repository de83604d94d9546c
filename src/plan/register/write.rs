//! Writes a plan as 計画台帳.xlsx for people to edit: headings, dropdowns and prompts come from the
//! schema. Text is always written as a string, never as a formula, and the same plan gives the same
//! bytes.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    IgnoreError, Workbook, Worksheet, XlsxError,
};

use chrono::Datelike as _;

use super::cell_style::{
    HEAD, HEAD_REQUIRED, INK, LINE, body, bordered, created, head, wrapped, write_text,
};
use super::guide;
use super::printed::{Printed, SPARE_ROWS, printed};
use super::prompts;
use super::record::Written;
use super::schema::{CONTENT, Column, FIELD, Kind, Layout, Need, Sheet};
use super::sheets::SHEETS;
use crate::plan::Plan;
use crate::values::{a1, decimal_from_f64, decimal_text, same_on_every_system};

/// Heading of what each line of a [`Layout::Fields`] sheet is for.
const EXPLANATION: &str = "説明";

/// Writes the register.
///
/// # Errors
/// What the writer refuses, such as a text of more than 32,767 characters.
pub fn write(plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&body(), 20, 72)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{} 計画台帳", plan.profile.name))
            .set_creation_datetime(&created(plan)?),
    );
    guide::write(book.add_worksheet(), plan)?;
    for sheet in SHEETS {
        let page = book.add_worksheet();
        page.set_name(sheet.name)?;
        match sheet.layout {
            Layout::Fields => fields(page, sheet, plan)?,
            Layout::Rows => table(page, sheet, plan)?,
        }
        page_setup(page, sheet, plan)?;
    }
    book.save_to_buffer().map(same_on_every_system)
}

fn table(page: &mut Worksheet, sheet: &Sheet, plan: &Plan) -> Result<(), XlsxError> {
    let columns = printed(sheet, plan);
    let records = (sheet.records)(plan);
    page.set_row_height(0, 34)?;
    for (at, column) in (0u16..).zip(&columns) {
        let required = column.column.need == Need::Required;
        page.set_column_width(at, column.column.width)?;
        page.set_column_format(at, &cell_format(column.column.kind, None))?;
        write_text(page, 0, at, &column.heading(), &head(required))?;
    }
    for (row, record) in (1u32..).zip(&records) {
        let mut lines = 1.0_f64;
        for (at, column) in (0u16..).zip(&columns) {
            if let Some(cell) = column.cell(record) {
                write_cell(page, row, at, cell, column.column)?;
                lines = lines.max(lines_of(cell, column.column.width));
            }
        }
        // LibreOffice does not fit rows to wrapped text when it opens a workbook, so heights are set.
        page.set_row_height(row, 6.0 + 13.0 * lines)?;
    }
    let last_row = u32::try_from(records.len()).unwrap_or(0) + SPARE_ROWS;
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    for (at, column) in (0u16..).zip(&columns) {
        let prompt = prompts::validation(column.column, plan)?;
        page.add_data_validation(1, at, last_row, at, &prompt)?;
    }
    lines(page, last_row, last_column)?;
    page.autofilter(0, 0, last_row - SPARE_ROWS, last_column)?;
    page.set_freeze_panes(1, sheet.frozen)?;
    page.set_repeat_rows(0, 0)?;
    page.ignore_error_range(1, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// Lines that a cell takes in a column of this width.
fn lines_of(cell: &Written, width: f64) -> f64 {
    match cell {
        Written::Text(text) => text.lines().map(|line| wrapped(line, width)).sum(),
        Written::Number(..) | Written::Date(_) => 1.0,
    }
}

/// Lines around every row that has something in it, rows added later included.
fn lines(page: &mut Worksheet, last_row: u32, last_column: u16) -> Result<(), XlsxError> {
    let end = a1(0, last_column.into());
    let end = end.trim_end_matches('1');
    let rule = ConditionalFormatFormula::new()
        .set_rule(format!("=COUNTA($A2:${end}2)>0").as_str())
        .set_format(
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_border_color(LINE),
        );
    page.add_conditional_format(1, 0, last_row, last_column, &rule)?;
    Ok(())
}

fn fields(page: &mut Worksheet, sheet: &Sheet, plan: &Plan) -> Result<(), XlsxError> {
    let records = (sheet.records)(plan);
    page.set_row_height(0, 26)?;
    for (at, (heading, width)) in
        (0u16..).zip([(FIELD, 18.0), (CONTENT, 60.0), (EXPLANATION, 76.0)])
    {
        page.set_column_width(at, width)?;
        write_text(page, 0, at, heading, &head(false))?;
    }
    let explanation = bordered(body())
        .set_text_wrap()
        .set_font_color("#5A6772")
        .set_align(FormatAlign::VerticalCenter);
    for (row, column) in (1u32..).zip(sheet.columns) {
        let key = Printed { column, year: None }.heading();
        let required = column.need == Need::Required;
        let key_format = head(required).set_align(FormatAlign::Left).set_indent(1);
        write_text(page, row, 0, &key, &key_format)?;
        page.set_cell_format(row, 1, &field_format(column.kind))?;
        if let Some(cell) = records.first().and_then(|r| r.cells.get(column.heading)) {
            write_value(page, row, 1, cell, &field_format(column.kind))?;
        }
        write_text(page, row, 2, column.explanation, &explanation)?;
        page.set_row_height(row, 27)?;
        page.add_data_validation(row, 1, row, 1, &prompts::validation(column, plan)?)?;
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}

fn field_format(kind: Kind) -> Format {
    bordered(cell_format(kind, None))
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Left)
        .set_text_wrap()
}

/// How the cells of a column look. Text columns are formatted as text, so that Excel does not turn
/// 1-1 into a date.
pub(super) fn cell_format(kind: Kind, places: Option<u32>) -> Format {
    let format = body();
    match kind {
        Kind::Number | Kind::YearTargets | Kind::YearEffects => format
            .set_num_format(number_format(places))
            .set_align(FormatAlign::Right)
            .set_indent(1),
        Kind::Date => format
            .set_num_format("yyyy/mm/dd")
            .set_align(FormatAlign::Center),
        Kind::Flag | Kind::Choice(_) => format.set_num_format("@").set_align(FormatAlign::Center),
        Kind::YearTexts(_) => format
            .set_num_format("@")
            .set_text_wrap()
            .set_align(FormatAlign::Center),
        // A cell formatted as text shows long sentences as ### in some versions of Excel.
        Kind::LongText => format.set_text_wrap(),
        _ => format.set_num_format("@").set_text_wrap(),
    }
}

fn number_format(places: Option<u32>) -> String {
    let Some(places) = places else {
        return "General".to_owned();
    };
    let digits = match places {
        0 => "#,##0".to_owned(),
        n => format!("#,##0.{}", "0".repeat(n as usize)),
    };
    format!("{digits};\"▲\"{digits}")
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Written,
    column: &Column,
) -> Result<(), XlsxError> {
    let mut format = match cell {
        Written::Number(number, places) => {
            let places = places.filter(|p| number.normalize().scale() <= *p);
            cell_format(column.kind, places)
        }
        Written::Text(_) if matches!(column.kind, Kind::YearTargets) => {
            body().set_num_format("@").set_text_wrap()
        }
        _ => cell_format(column.kind, None),
    };
    if let (Kind::Colour, Written::Text(text)) = (column.kind, cell) {
        format = swatch(format, text);
    }
    write_value(page, row, at, cell, &format)
}

/// The colour itself behind its code.
fn swatch(format: Format, text: &str) -> Format {
    let Some(rgb) = text
        .strip_prefix('#')
        .filter(|t| t.len() == 6)
        .and_then(|t| u32::from_str_radix(t, 16).ok())
    else {
        return format;
    };
    let light = ((rgb >> 16) & 0xff) * 3 + ((rgb >> 8) & 0xff) * 6 + (rgb & 0xff);
    format
        .set_background_color(rgb)
        .set_font_color(if light > 1400 { INK } else { "#FFFFFF" })
        .set_align(FormatAlign::Center)
}

pub(super) fn write_value(
    page: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Written,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Written::Text(text) => write_text(page, row, at, text, format),
        Written::Number(number, _) => match exact_float(*number) {
            Some(value) => page
                .write_number_with_format(row, at, value, format)
                .map(|_| ()),
            None => write_text(page, row, at, &decimal_text(*number), format),
        },
        Written::Date(date) => {
            let (month, day) = (date.month(), date.day());
            let excel = u16::try_from(date.year())
                .ok()
                .zip(u8::try_from(month).ok().zip(u8::try_from(day).ok()))
                .and_then(|(y, (m, d))| ExcelDateTime::from_ymd(y, m, d).ok());
            match excel {
                Some(excel) => page
                    .write_datetime_with_format(row, at, &excel, format)
                    .map(|_| ()),
                None => write_text(page, row, at, &date.to_string(), format),
            }
        }
    }
}

/// The number as a spreadsheet holds it, where it reads back as the same.
fn exact_float(number: Decimal) -> Option<f64> {
    let value: f64 = decimal_text(number).parse().ok().or(number.to_f64())?;
    (decimal_from_f64(value) == Some(number.normalize())).then_some(value)
}

fn page_setup(page: &mut Worksheet, sheet: &Sheet, plan: &Plan) -> Result<(), XlsxError> {
    const A3: u8 = 8;
    const A4: u8 = 9;
    page.set_paper_size(if sheet.wide { A3 } else { A4 });
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.6, 0.5, 0.7, 0.6, 0.3, 0.3);
    let name = plan.profile.name.replace('&', "&&");
    let name: String = name.chars().take(60).collect();
    page.set_header(format!("&L{name} 計画台帳&R&A"));
    page.set_footer("&C&P / &N");
    let colour = match sheet.layout {
        Layout::Fields => HEAD_REQUIRED,
        Layout::Rows if sheet.required => "#7FA3BA",
        Layout::Rows => HEAD,
    };
    page.set_tab_color(colour);
    Ok(())
}
