//! How wide a column and how high a row must be. Heights are set, since LibreOffice does not fit
//! rows on opening; they are computed so that text is rather given a line too many than cut off.

use unicode_width::UnicodeWidthChar;

/// A line of text at the size of the tables, in points.
const LINE: f64 = 12.75;
/// White space above and below, in points.
const PADDING: f64 = 6.0;
/// Excel's highest row, in points.
const HIGHEST: f64 = 409.0;

/// Pixels of the font's widest digit at 10 points: what a sheet's unit of width is.
const UNIT: f64 = 10.0;
/// Pixels of half an em at 10 points.
const HALF_EM: f64 = 20.0 / 3.0;
/// Digits and Latin letters of BIZ UDPGothic are wide: three quarters of an em.
const LATIN: f64 = 1.5;

/// The column width, in the sheet's units, that holds so many half-ems.
pub(super) fn column_width(half_ems: f64) -> f64 {
    half_ems * HALF_EM / UNIT + 0.7
}

/// Width of a line in half-ems, rather too wide than too narrow.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> f64 {
    match c {
        ',' | '.' | '\'' | ' ' => 0.8,
        c if c.is_ascii_graphic() => LATIN,
        c => c.width_cjk().map_or(0.0, |w| {
            if w > 1 {
                2.0
            } else {
                f64::from(u8::from(w > 0))
            }
        }),
    }
}

/// Height of a row of so many lines, in points.
pub(super) fn row_height(lines: u32) -> f64 {
    (f64::from(lines) * LINE + PADDING).min(HIGHEST)
}

/// Whether a row of so many lines is higher than Excel allows: printed, the end of its text is out of sight.
pub(super) fn too_high(lines: u32) -> bool {
    f64::from(lines) * LINE + PADDING > HIGHEST
}

/// Lines that a text takes in a column of so many half-ems. Japanese breaks anywhere (one character
/// is kept free, for 禁則), words of Latin letters as a whole where they fit a line.
pub(super) fn line_count(text: &str, half_ems: f64) -> u32 {
    let most = (half_ems - 1.5).max(4.0);
    text.split('\n')
        .map(|paragraph| paragraph_lines(paragraph, most))
        .fold(0, u32::saturating_add)
}

fn paragraph_lines(paragraph: &str, most: f64) -> u32 {
    let (mut lines, mut used) = (1_u32, 0.0);
    let mut word = String::new();
    let mut put = |text: &str| {
        let width = text_width(text);
        if used + width <= most {
            used += width;
            return;
        }
        lines = lines.saturating_add(u32::from(used > 0.0));
        used = 0.0;
        for c in text.chars() {
            if used + char_width(c) > most {
                lines = lines.saturating_add(1);
                used = 0.0;
            }
            used += char_width(c);
        }
    };
    let mut buffer = [0; 4];
    for c in paragraph.chars() {
        if c.is_ascii_graphic() {
            word.push(c);
            continue;
        }
        put(&word);
        word.clear();
        put(c.encode_utf8(&mut buffer));
    }
    put(&word);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_never_too_few() {
        assert_eq!(line_count("", 10.0), 1);
        assert_eq!(line_count("評価", 8.0), 1);
        assert_eq!(line_count("割合の母数", 10.0), 2);
        assert_eq!(line_count("a\nb", 9.0), 2);
        // A word that does not fit behind what stands before it begins a line of its own.
        assert_eq!(line_count("あいう abcdefgh", 14.0), 2);
        assert_eq!(line_count(&"a".repeat(100), 16.5), 10);
        assert_eq!(line_count(&"①".repeat(10), 11.5), 2);
    }

    #[test]
    fn heights_stay_within_what_a_sheet_takes() {
        assert!(row_height(1) >= 18.0);
        assert!((row_height(1_000) - HIGHEST).abs() < f64::EPSILON);
    }
}
