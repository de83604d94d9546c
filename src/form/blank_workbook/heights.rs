//! Heights of rows as issued. Excel and LibreOffice fit a row while somebody types into it, but
//! LibreOffice does not when it opens a workbook: so each row is given a height that is surely
//! enough, and [`package`](super::package) leaves it free to grow.

use super::answers::shown;
use super::styles::{BODY, HEADING, LABEL_SIZE, SMALL, STRONG, fitting};
use crate::form::layout::{
    CODE_COLUMN, GUIDE_COLUMN, INPUT_COLUMN, LABEL_COLUMN, PREVIOUS_COLUMN, Row,
};

/// Widths of the five columns, in half-width characters of the default font. Together they fit an
/// A4 page at about three quarters of the size on the screen.
pub(super) const WIDTHS: [f64; 5] = [10.0, 16.0, 54.0, 27.0, 18.0];

/// Excel's greatest height of a row, in points.
const GREATEST: f64 = 409.0;
/// Line height in sizes; Excel sets lines wider apart than LibreOffice.
const LINE: f64 = 1.28;
/// Points above and below the text together.
const AIR: f64 = 6.0;
/// Room for a single line in a row of a table, in points.
const LEAST: f64 = 21.0;

/// The height of a row, in points. `beside` is the text of column E as issued; `strong` says that
/// plan text is set large.
pub(super) fn of(row: &Row, beside: &str, strong: bool) -> f64 {
    let body = if strong { STRONG } else { BODY };
    match row {
        Row::Title(text) => line(fitting(text, super::styles::TITLE)) + 2.0 * AIR,
        Row::Banner(text) => line(fitting(text, super::styles::BANNER)) + AIR,
        Row::Subtitle(text) => line(fitting(text, LABEL_SIZE)) + AIR,
        Row::Heading(_) => line(HEADING) + 1.5 * AIR,
        Row::Blank => LEAST,
        Row::ColumnHeads(heads) => tallest(
            (CODE_COLUMN..)
                .zip(heads)
                .map(|(c, text)| (c, text.as_str(), LABEL_SIZE)),
        ),
        Row::Text { code, label, text } => tallest([
            (CODE_COLUMN, code, LABEL_SIZE),
            (LABEL_COLUMN, label, LABEL_SIZE),
            (INPUT_COLUMN, text, body),
        ]),
        Row::Entry { code, label, text } => tallest([
            (CODE_COLUMN, code, LABEL_SIZE),
            (LABEL_COLUMN, label, LABEL_SIZE),
            (INPUT_COLUMN, text, BODY),
        ]),
        Row::Content {
            number,
            role,
            title,
            ..
        } => tallest([
            (CODE_COLUMN, number, LABEL_SIZE),
            (LABEL_COLUMN, role, LABEL_SIZE),
            (INPUT_COLUMN, title, BODY),
        ]),
        Row::ContentTotal => LEAST,
        Row::Question(question) => tallest([
            (LABEL_COLUMN, question.label.as_str(), LABEL_SIZE),
            (INPUT_COLUMN, &question.text, BODY),
            (
                PREVIOUS_COLUMN,
                question.found.as_deref().unwrap_or(""),
                SMALL,
            ),
        ]),
        Row::Input(input) => tallest([
            (CODE_COLUMN, input.code.as_str(), LABEL_SIZE),
            (LABEL_COLUMN, &input.label, LABEL_SIZE),
            (INPUT_COLUMN, &shown(input), BODY),
            (
                PREVIOUS_COLUMN,
                input.previous.as_deref().unwrap_or(""),
                SMALL,
            ),
            (GUIDE_COLUMN, beside, SMALL),
        ]),
    }
}

/// Width of a column of texts carried over beside the form, in half-width characters.
pub(super) const CARRIED_WIDTH: f64 = 36.0;

/// The height that a text carried over beside the form needs, in points.
pub(super) fn carried(text: &str) -> f64 {
    (lines_in(CARRIED_WIDTH, text, BODY) * line(BODY) + AIR).min(GREATEST)
}

/// Height of a note that is 300 pixels wide, in pixels.
pub(super) fn note(text: &str) -> u32 {
    let lines: usize = text.split('\n').map(|part| wrapped(part, 23.0)).sum();
    u32::try_from(lines).unwrap_or(1).clamp(3, 20) * 19 + 12
}

fn tallest<'a, T: AsRef<str> + ?Sized + 'a>(
    cells: impl IntoIterator<Item = (u16, &'a T, f64)>,
) -> f64 {
    cells
        .into_iter()
        .map(|(column, text, size)| lines(column, text.as_ref(), size) * line(size) + AIR)
        .fold(LEAST, f64::max)
        .min(GREATEST)
        .ceil()
}

fn line(size: f64) -> f64 {
    size * LINE
}

/// How many lines a text takes in its column.
fn lines(column: u16, text: &str, size: f64) -> f64 {
    let width = WIDTHS.get(usize::from(column)).copied().unwrap_or(10.0);
    let indent = if column == CODE_COLUMN { 0.0 } else { 9.0 };
    lines_in(width - indent / 7.0, text, size)
}

/// How many lines a text takes in this width, in half-width characters.
fn lines_in(width: f64, text: &str, size: f64) -> f64 {
    // 7 pixels a character of the default font, 9 of indentation, three quarters of a point a
    // pixel; a little is lost at line ends, where punctuation and words do not break.
    let room = (width * 7.0 * 0.75 / size - 0.6).max(1.0);
    let count: usize = text.split('\n').map(|part| wrapped(part, room)).sum();
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Lines of one paragraph, `room` in sizes of the font.
fn wrapped(paragraph: &str, room: f64) -> usize {
    let mut count = 1;
    let mut used = 0.0;
    for c in paragraph.chars() {
        let width = glyph(c);
        if used + width > room {
            count += 1;
            used = 0.0;
        }
        used += width;
    }
    count
}

/// Width of a character of BIZ UDPGothic in sizes, rather too wide than too narrow.
fn glyph(c: char) -> f64 {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => 0.78,
        ' '..='~' => 0.5,
        '、' | '。' | '「' | '」' | '（' | '）' => 0.65,
        'ぁ'..='ヿ' => 0.97,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_grow_with_text_up_to_excels_limit() {
        let entry = |text: &str| Row::Entry {
            code: "1".to_owned(),
            label: String::new(),
            text: text.to_owned(),
        };
        let height = |count| of(&entry(&"あ".repeat(count)), "", false);
        assert!((height(10) - LEAST).abs() < 0.1);
        assert!(height(400) > 15.0 * BODY * LINE && height(400) < 20.0 * BODY * LINE);
        assert!((height(5000) - GREATEST).abs() < 0.1);
        assert!(of(&entry("一\n二\n三"), "", false) > 3.0 * BODY * LINE);
    }
}
