//! How the cells of the workbooks that the office keeps look.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::plan::Plan;
use crate::values::japanese_text::width;

pub(super) const FONT: &str = "BIZ UDPGothic";
pub(super) const INK: &str = "#1F2D3A";
pub(super) const LINE: &str = "#B4C0C9";
pub(super) const HEAD: &str = "#DCE6EC";
pub(super) const HEAD_REQUIRED: &str = "#2F5D7C";

/// The date of a workbook that the office keeps, which belongs to no one day: the plan's first.
pub(super) fn created(plan: &Plan) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(plan.profile.start.western());
    ExcelDateTime::from_ymd(year.unwrap_or_default().clamp(1900, 9999), 4, 1)
}

/// The format that all others begin with.
pub(super) fn body() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_font_charset(128)
        .set_font_color(INK)
        .set_align(FormatAlign::VerticalCenter)
}

pub(super) fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// A heading: dark where a row must fill it, light otherwise; the `*` says so without colour.
pub(super) fn head(required: bool) -> Format {
    let format = bordered(body())
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    if required {
        format
            .set_background_color(HEAD_REQUIRED)
            .set_font_color("#FFFFFF")
    } else {
        format.set_background_color(HEAD)
    }
}

/// Lines that one paragraph takes. A proportional font sets Japanese text narrower than its width
/// in half-width columns; 0.85 is on the safe side of what was seen.
pub(super) fn wrapped(text: &str, column: f64) -> f64 {
    let width = u32::try_from(width(text)).map_or(1.0, f64::from);
    (width * 0.85 / (column - 1.0)).ceil().max(1.0)
}

pub(super) fn write_text(
    page: &mut Worksheet,
    row: u32,
    at: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    page.write_string_with_format(row, at, text, format)?;
    Ok(())
}
