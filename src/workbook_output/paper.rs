//! A sheet on paper: its size, margins, header and footer.

use rust_xlsxwriter::Worksheet;

use super::style::FONT;
use crate::values::japanese_text::cut_utf16;

/// Paper; landscape always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paper {
    A4,
    A3,
}

/// 25 mm on the left for binding.
pub(super) fn set_up_page(sheet: &mut Worksheet, paper: Paper) {
    let inch = |mm: f64| mm / 25.4;
    sheet
        .set_paper_size(match paper {
            Paper::A4 => 9,
            Paper::A3 => 8,
        })
        .set_landscape()
        .set_margins(
            inch(25.0),
            inch(12.0),
            inch(18.0),
            inch(16.0),
            inch(9.0),
            inch(8.0),
        )
        .set_print_fit_to_pages(1, 0)
        .set_screen_gridlines(false);
}

pub(super) fn header(line: &str, marks: &str) -> String {
    let font = format!("&9&\"{FONT},Regular\"");
    let line = printed(line, 75);
    format!("&L{font}{line}&R{font}{}", printed(marks, 40))
}

pub(super) fn footer(name: &str) -> String {
    let font = format!("&9&\"{FONT},Regular\"");
    format!("&L{font}{}&C{font}&P/&N", printed(name, 60))
}

/// Text for a header: `&` would start a code there, and 255 characters are all it takes.
fn printed(text: &str, units: usize) -> String {
    cut_utf16(text, units).replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_stay_within_what_excel_takes() {
        let header = header(&"&".repeat(100), "【見本】【案】【取扱注意】");
        assert!(header.encode_utf16().count() <= 255);
        assert!(header.contains("&&&&") && header.ends_with("【取扱注意】"));
    }
}
