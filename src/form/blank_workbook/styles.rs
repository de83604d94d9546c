//! The looks of the cells. Colours only help: a required blank is also framed, bold and named in
//! words, so that a grey copy says the same.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::form::layout::{Input, InputKind};

/// On Windows and, from Morisawa's package, on Linux.
const FONT: &str = "BIZ UDPGothic";

const INK: &str = "#1F2933";
const QUIET: &str = "#595F69";
const ACCENT: &str = "#1F3A5F";
const ALARM: &str = "#A61B1B";
const RULE: &str = "#C9D0D8";
const STRONG_RULE: &str = "#6B7785";
const BAND: &str = "#DCE5EF";
const HEAD: &str = "#EDF1F6";
const LABEL: &str = "#F7F9FB";
const INPUT: &str = "#FFFAE3";
const MISSING: &str = "#FFDD80";
const PREVIOUS: &str = "#F4F4F4";

/// Font sizes, in points.
pub(super) const TITLE: f64 = 16.0;
pub(super) const BANNER: f64 = 18.0;
pub(super) const STRONG: f64 = 13.0;
pub(super) const HEADING: f64 = 12.0;
pub(super) const BODY: f64 = 10.5;
pub(super) const LABEL_SIZE: f64 = 10.0;
pub(super) const SMALL: f64 = 9.0;

/// Points that fit beside each other over the five columns.
const SHEET_POINTS: f64 = 620.0;

/// The size at which a line that may not wrap still fits the sheet; a half-width character takes up
/// to three quarters of the size.
pub(super) fn fitting(text: &str, size: f64) -> f64 {
    let widths = text.chars().map(|c| if c.is_ascii() { 0.75 } else { 1.0 });
    let fits = SHEET_POINTS / widths.sum::<f64>().max(1.0);
    fits.floor().clamp(6.0, size)
}

fn base() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(BODY)
        .set_font_color(INK)
}

pub(super) fn title(text: &str) -> Format {
    base()
        .set_font_size(fitting(text, TITLE))
        .set_bold()
        .set_font_color(ACCENT)
        .set_align(FormatAlign::VerticalCenter)
}

pub(super) fn banner(text: &str) -> Format {
    base()
        .set_font_size(fitting(text, BANNER))
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
}

pub(super) fn subtitle(text: &str) -> Format {
    base()
        .set_font_size(fitting(text, LABEL_SIZE))
        .set_font_color(QUIET)
        .set_align(FormatAlign::VerticalCenter)
}

/// The band of a section, in all five columns.
pub(super) fn heading() -> Format {
    base()
        .set_font_size(HEADING)
        .set_bold()
        .set_font_color(ACCENT)
        .set_background_color(BAND)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_top(FormatBorder::Medium)
        .set_border_top_color(ACCENT)
}

pub(super) fn column_head() -> Format {
    base()
        .set_font_size(LABEL_SIZE)
        .set_bold()
        .set_background_color(HEAD)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(STRONG_RULE)
}

/// How a row of a table stands among the others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// The first of a group: a stronger rule above.
    pub first: bool,
    /// With long text: everything stands at the top, else in the middle.
    pub tall: bool,
}

/// A cell of a table: wrapped, ruled, a little off the rule at its left.
fn ruled(format: Format, look: Look) -> Format {
    format
        .set_text_wrap()
        .set_align(upright(look))
        .set_align(FormatAlign::Left)
        .set_indent(1)
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE)
        .set_border_top_color(if look.first { STRONG_RULE } else { RULE })
}

const fn upright(look: Look) -> FormatAlign {
    if look.tall {
        FormatAlign::Top
    } else {
        FormatAlign::VerticalCenter
    }
}

pub(super) fn code(look: Look) -> Format {
    let format = ruled(base().set_font_size(LABEL_SIZE), look)
        .set_indent(0)
        .set_align(FormatAlign::Center);
    if look.first {
        format.set_bold()
    } else {
        format.set_font_color(QUIET)
    }
}

pub(super) fn label(look: Look) -> Format {
    ruled(base().set_font_size(LABEL_SIZE), look).set_background_color(LABEL)
}

/// Plan text, definitions and titles of a table.
pub(super) fn text(look: Look) -> Format {
    ruled(base(), look)
}

/// What must be seen at once: the deadline.
pub(super) fn strong_text() -> Format {
    ruled(base().set_font_size(STRONG).set_bold(), Look::default())
}

/// The two columns right of a text that has nothing beside it: one space, ruled off below.
pub(super) fn beside(look: Look, last: bool) -> Format {
    ruled(base(), look)
        .set_border_left(FormatBorder::None)
        .set_border_right(if last {
            FormatBorder::Thin
        } else {
            FormatBorder::None
        })
}

/// Laid under the row that opens an initiative or an indicator.
pub(super) fn opening(format: Format) -> Format {
    format.set_bold().set_background_color(HEAD)
}

/// The live count of blanks.
pub(super) fn count() -> Format {
    ruled(base(), Look::default())
        .set_indent(0)
        .set_align(FormatAlign::Center)
        .set_num_format("0\"欄\"")
}

pub(super) fn total(format: Format) -> Format {
    format
        .set_bold()
        .set_background_color(HEAD)
        .set_border_top_color(STRONG_RULE)
}

pub(super) fn link(look: Look) -> Format {
    ruled(base().set_font_size(LABEL_SIZE), look)
        .set_indent(0)
        .set_font_color("#0B4F9E")
        .set_underline(FormatUnderline::Single)
        .set_align(FormatAlign::Center)
}

/// An input by its kind; a marked one has a heavy frame.
pub(super) fn input(input: &Input, look: Look) -> Format {
    let format = ruled(base(), look)
        .set_unlocked()
        .set_background_color(INPUT)
        .set_border_color(STRONG_RULE);
    let format = match &input.kind {
        InputKind::ShortText | InputKind::Date | InputKind::Choice(_) => format.set_num_format("@"),
        // As text, Excel shows over 255 characters as a row of #.
        InputKind::LongText | InputKind::QualitativeActual => format,
        InputKind::Number { unit, places } => format
            .set_align(FormatAlign::Right)
            .set_num_format(number_format(unit.as_deref(), *places)),
    };
    match &input.mark {
        Some(_) => format
            .set_border(FormatBorder::Thick)
            .set_border_color(ALARM),
        None => format,
    }
}

/// Thousands, decimals and ▲. Percentages keep the general format: only there Excel takes a typed
/// `98.5%` as one and shows it so. Without known decimals nothing that was typed may be rounded away.
fn number_format(unit: Option<&str>, places: Option<u32>) -> String {
    let places = match (unit, places) {
        (Some("%" | "％"), _) => return "General".to_owned(),
        (Some("千円"), None) => 0,
        (_, Some(places)) => places.min(10),
        (_, None) => return "General".to_owned(),
    };
    let digits = match places {
        0 => "#,##0".to_owned(),
        n => format!("#,##0.{}", "0".repeat(n as usize)),
    };
    format!("{digits};▲{digits}")
}

pub(super) fn previous(look: Look, right: bool, locked: bool) -> Format {
    let format = ruled(base().set_font_size(SMALL).set_font_color(QUIET), look);
    let format = if right {
        format.set_align(FormatAlign::Right)
    } else {
        format
    };
    if locked {
        format
    } else {
        format.set_unlocked().set_background_color(PREVIOUS)
    }
}

pub(super) fn guide(look: Look) -> Format {
    ruled(base().set_font_size(SMALL).set_font_color(QUIET), look)
}

/// Column E of an input that is asked about.
pub(super) fn marked_guide(look: Look) -> Format {
    guide(look).set_bold().set_font_color(ALARM)
}

/// A text carried over beside the form: free to be changed or taken away.
pub(super) fn leftover() -> Format {
    base()
        .set_unlocked()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
        .set_background_color(INPUT)
        .set_border(FormatBorder::MediumDashed)
        .set_border_color(ALARM)
}

/// Some of the characters of an input.
pub(super) fn run() -> Format {
    base()
}

/// Laid over an input that is required and blank.
pub(super) fn missing_input() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(MISSING)
        .set_border(FormatBorder::Thin)
        .set_border_color("#000000")
}

/// Laid over words that say that something is blank.
pub(super) fn missing_words() -> Format {
    Format::new().set_bold().set_font_color(ALARM)
}
