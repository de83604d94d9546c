//! How the workbooks look, in one place: font, colours, borders and number formats. It must not
//! know what stands in a cell.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::tables::{Align, Emphasis, Tint};

/// The font of every cell, of headers and of charts.
pub(super) const FONT: &str = "BIZ UDPGothic";
/// Points.
const SIZE: f64 = 10.0;

const RULE: Color = Color::RGB(0x9A_A5_AE);
const HEADING_FILL: Color = Color::RGB(0xDD_E5_EC);
const TOTAL_FILL: Color = Color::RGB(0xF0_F3_F5);
const QUIET: Color = Color::RGB(0x59_59_59);
/// Dark enough to be read in grey; the underline says that it leads somewhere.
const LINK: Color = Color::RGB(0x0B_4F_8A);
const ATTENTION_FILL: Color = Color::RGB(0xE6_E6_E6);

/// How a row looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// A total: bold, on a ground.
    pub total: bool,
    /// Centred vertically; rows of long texts stand at the top instead.
    pub middle: bool,
}

/// The workbook's default: plain text outside tables.
pub(super) fn plain() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_font_charset(128)
}

/// The sheet's title.
pub(super) fn title() -> Format {
    plain().set_bold().set_font_size(14)
}

/// The sentence that carries the result.
pub(super) fn lead() -> Format {
    plain().set_font_size(11)
}

/// The heading above one of several tables on a sheet.
pub(super) fn section() -> Format {
    plain().set_bold().set_font_size(11)
}

/// Units and notes.
pub(super) fn note() -> Format {
    plain().set_font_color(QUIET)
}

fn ruled() -> Format {
    plain()
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE)
        .set_align(FormatAlign::Top)
}

/// A column's heading, on a grade's ground where it is one. Under a filter it stands at the top,
/// since the button takes the bottom.
pub(super) fn heading(fill: Option<&Tint>, filtered: bool) -> Format {
    ruled()
        .set_bold()
        .set_background_color(fill.map_or(HEADING_FILL, soft))
        .set_align(FormatAlign::Center)
        .set_align(if filtered {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        })
        .set_text_wrap()
}

/// A cell of a table.
pub(super) fn cell(align: Align, look: Look) -> Format {
    let ruled = if look.middle {
        ruled().set_align(FormatAlign::VerticalCenter)
    } else {
        ruled()
    };
    let format = match align {
        Align::Text => ruled.set_align(FormatAlign::Left).set_text_wrap(),
        Align::Centre => ruled.set_align(FormatAlign::Center).set_text_wrap(),
        Align::Number => ruled.set_align(FormatAlign::Right).set_indent(1),
    };
    if look.total {
        format.set_bold().set_background_color(TOTAL_FILL)
    } else {
        format
    }
}

/// A piece of a text, and one that is marked: a line below shows in grey too.
pub(super) fn pieces() -> (Format, Format) {
    let marked = plain().set_underline(FormatUnderline::Single);
    (plain(), marked)
}

/// A grade's letter on its soft ground. Letter and lightness carry the meaning, colour only helps.
pub(super) fn grade(tint: &Tint, look: Look) -> Format {
    cell(Align::Centre, look)
        .set_bold()
        .set_background_color(soft(tint))
}

/// A cell of a table that leads to another.
pub(super) fn link(align: Align, look: Look) -> Format {
    cell(align, look)
        .set_font_color(LINK)
        .set_underline(FormatUnderline::Single)
}

/// A link outside tables.
pub(super) fn plain_link() -> Format {
    plain()
        .set_font_color(LINK)
        .set_underline(FormatUnderline::Single)
}

/// What a conditional format lays over a cell.
pub(super) fn emphasis(emphasis: &Emphasis) -> Format {
    match emphasis {
        Emphasis::Ground(tint) => Format::new().set_bold().set_background_color(soft(tint)),
        Emphasis::Attention => Format::new()
            .set_bold()
            .set_underline(FormatUnderline::Single)
            .set_background_color(ATTENTION_FILL),
    }
}

/// 3-digit commas, ▲ for minus, so many decimals.
pub(super) fn number_format(places: u32) -> String {
    let digits = digits(places);
    format!("{digits};\"▲\"{digits}")
}

/// A format with what the figure is marked as behind it: the cell stays a number.
pub(super) fn marked(format: String, mark: Option<&str>) -> String {
    let Some(mark) = mark else {
        return format;
    };
    let parts = format.split(';');
    let parts: Vec<String> = parts.map(|part| format!("{part}\"（{mark}）\"")).collect();
    parts.join(";")
}

/// The same with `+` for more than before.
pub(super) fn difference_format(places: u32) -> String {
    let digits = digits(places);
    format!("\"+\"{digits};\"▲\"{digits};{digits}")
}

fn digits(places: u32) -> String {
    if places == 0 {
        "#,##0".to_owned()
    } else {
        format!("#,##0.{}", "0".repeat(places as usize))
    }
}

/// The soft ground of a grade: the register's colour brought to a lightness that falls with its
/// place in the scale, so that grades differ in grey too. Black letters stay legible on each.
fn soft(tint: &Tint) -> Color {
    Color::RGB(soft_rgb(tint))
}

fn soft_rgb(Tint { colour, rank }: &Tint) -> u32 {
    shade(colour.as_deref(), lightness(*rank, 0.95, 0.055, 0.62))
}

/// Colours of grades by their place in the scale, where the register names none: those of the pages.
const SCALE: [u32; 6] = [
    0x1D_35_57, 0x8F_B0_CD, 0xF3_E3_C3, 0xB5_66_4F, 0xDF_E6_EA, 0xFF_FF_FF,
];

/// The colour of a grade in the bars of a chart, as on the pages: the first as it is, the second never dark, the others,
/// which are hatched, paler.
pub(super) fn bar(colour: Option<&str>, rank: usize) -> u32 {
    let own = colour
        .and_then(parse)
        .unwrap_or_else(|| parts(SCALE[rank.min(SCALE.len() - 1)]));
    let lighter = match rank {
        0 => 0.0,
        1 if grey(own) < 0.45 => 0.45,
        1 => 0.0,
        _ => 0.35,
    };
    together(own.map(|part| part + (1.0 - part) * lighter))
}

fn lightness(rank: usize, first: f64, step: f64, least: f64) -> f64 {
    let rank = f64::from(u32::try_from(rank).unwrap_or(u32::MAX));
    (first - step * rank).max(least)
}

/// `colour` mixed with white or black until its lightness (0 to 1) is `target`.
fn shade(colour: Option<&str>, target: f64) -> u32 {
    let rgb = colour.and_then(parse).unwrap_or([0.5; 3]);
    let own = grey(rgb);
    together(rgb.map(|part| {
        if own > target {
            part * target / own
        } else {
            1.0 - (1.0 - part) * (1.0 - target) / (1.0 - own).max(0.001)
        }
    }))
}

fn grey(rgb: [f64; 3]) -> f64 {
    0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
}

fn together(rgb: [f64; 3]) -> u32 {
    rgb.iter().fold(0, |sum, part| sum << 8 | byte(*part))
}

/// 0 to 1 as 0 to 255.
fn byte(part: f64) -> u32 {
    let part = part.clamp(0.0, 1.0);
    (0..=255)
        .find(|n| f64::from(*n) + 0.5 >= part * 255.0)
        .unwrap_or(255)
}

/// `#rrggbb`.
fn parse(colour: &str) -> Option<[f64; 3]> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6)?;
    u32::from_str_radix(digits, 16).ok().map(parts)
}

/// Red, green and blue, 0 to 1.
fn parts(value: u32) -> [f64; 3] {
    [value >> 16, value >> 8, value].map(|part| f64::from(part & 0xFF) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(rgb: u32) -> f64 {
        255.0 * super::grey(parts(rgb))
    }

    fn soft(colour: Option<&str>, rank: usize) -> u32 {
        soft_rgb(&Tint::new(colour, rank))
    }

    #[test]
    fn grades_differ_in_grey_and_keep_their_letter_legible() {
        let colours = [Some("#1f77b4"), Some("#2ca02c"), None, Some("#d62728")];
        let greys: Vec<f64> = colours
            .iter()
            .enumerate()
            .map(|(rank, colour)| grey(soft(*colour, rank)))
            .collect();
        for pair in greys.windows(2) {
            assert!(pair[0] - pair[1] > 8.0, "{greys:?}");
        }
        assert!(grey(soft(Some("#000000"), 20)) > 150.0);
        assert_eq!(soft(Some("not a colour"), 1), soft(None, 1));
    }

    #[test]
    fn bars_have_the_colours_of_the_pages() {
        assert_eq!(bar(Some("#1f77b4"), 0), 0x1F_77_B4);
        assert_eq!(bar(None, 0), SCALE[0]);
        assert_eq!(bar(None, 1), SCALE[1]);
        assert!(grey(bar(Some("#1d3557"), 1)) > 115.0);
        assert_eq!(bar(Some("#000000"), 2), 0x59_59_59);
    }

    #[test]
    fn formats_of_figures() {
        assert_eq!(number_format(0), "#,##0;\"▲\"#,##0");
        assert_eq!(number_format(2), "#,##0.00;\"▲\"#,##0.00");
        assert_eq!(difference_format(0), "\"+\"#,##0;\"▲\"#,##0;#,##0");
    }
}
