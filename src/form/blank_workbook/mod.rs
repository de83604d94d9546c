//! Writes a form as an .xlsx: the sheets of a [`FormLayout`], the names of its inputs, the dropdown
//! lists and the hidden `_form`. It decides how a form looks, never what stands in it, and the same
//! layout gives the same bytes.

mod answers;
mod asking;
mod guide_column;
mod heights;
mod lists;
mod meta;
mod package;
mod page;
mod prefilled;
mod sheet;
mod styles;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::layout::{FormLayout, INPUT_COLUMN};
use crate::values::japanese_text::cut_utf16;
use crate::values::same_on_every_system;
use answers::Answers;
use meta::Meta;

/// Excel's limit of a cell's text, in UTF-16 units.
pub const CELL_LIMIT: usize = 32_767;
/// Of a note's, by the spreadsheet library.
const NOTE_LIMIT: usize = CELL_LIMIT - 54;

/// The form as an .xlsx. `issued` (照会日) stands as the time of creation, so the same layout and
/// day give the same bytes.
///
/// # Errors
///
/// What the spreadsheet library refuses: a sheet name that Excel does not take, a name over 255
/// characters, a year outside 1900–9999. A [`FormLayout::new`] gives none of these.
pub fn write(layout: &FormLayout, issued: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let answers = Answers::of(layout);
    let mut meta = Meta::new(&layout.identity);
    let mut book = Workbook::new();
    book.set_properties(&properties(layout, issued)?);
    for sheet in &layout.sheets {
        let worksheet = book.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        sheet::write(worksheet, sheet, &answers, layout, &mut meta)?;
        page::set_up(worksheet, layout, sheet)?;
        asking::leftovers(worksheet, layout, &sheet.name)?;
    }
    asking::added_sheets(&mut book, layout)?;
    lists::write(book.add_worksheet(), &layout.lists)?;
    meta.write(book.add_worksheet())?;
    define_names(&mut book, layout)?;
    package::free_heights(book.save_to_buffer()?).map(same_on_every_system)
}

fn properties(layout: &FormLayout, issued: NaiveDate) -> Result<DocProperties, XlsxError> {
    let year = u16::try_from(issued.year()).unwrap_or(0);
    let [month, day] = [issued.month(), issued.day()].map(|n| u8::try_from(n).unwrap_or(0));
    let created = ExcelDateTime::from_ymd(year, month, day)?;
    Ok(DocProperties::new()
        .set_title(cell_text(&layout.title))
        .set_author(cell_text(&layout.office))
        .set_company(cell_text(&layout.office))
        .set_creation_datetime(&created))
}

fn define_names(book: &mut Workbook, layout: &FormLayout) -> Result<(), XlsxError> {
    for sheet in &layout.sheets {
        for (row, input) in answers::inputs(sheet) {
            let place = format!("={}", absolute(&sheet.name, row, INPUT_COLUMN));
            book.define_name(input.field.name(), &place)?;
        }
    }
    lists::define_names(book, &layout.lists)
}

/// `'1-①'!$C$12`; a quote in the sheet's name is doubled.
fn absolute(sheet: &str, row: u32, column: u16) -> String {
    let letters = crate::values::a1(0, u32::from(column));
    let letters = letters.trim_end_matches('1');
    format!("{}!${letters}${}", quoted(sheet), row + 1)
}

/// A sheet's name as formulas quote it.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Zero-based spreadsheet row of a place in [`Sheet::rows`](super::layout::Sheet::rows).
fn row_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A text as a cell can hold it: line breaks as Excel has them, none of the two characters that
/// XML forbids beyond control characters, at most 32,767 units.
fn cell_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    cut_utf16(&text, CELL_LIMIT).to_owned()
}
