//! Values that every module speaks in: fiscal years, codes, decimals, Japanese text, and where a
//! value was typed. Nothing here reads a file, a clock or the plan.

mod amount;
mod code;
mod date;
mod fiscal_year;
pub mod japanese_text;
mod location;
mod nearest;
pub mod number_format;
mod package;
mod value;
mod word;

pub use amount::{decimal_from_f64, decimal_text, grouped, grouped_rounded, round_half_away};
pub use code::Code;
pub use date::{
    date_both, date_from_serial, date_japanese, date_with_weekday, month_japanese, parse_date,
};
pub use fiscal_year::FiscalYear;
pub use location::{CellLocation, Correction, Source, Sourced, a1, parse_a1};
pub use nearest::{nearest, similar};
pub use package::{same_on_every_system, with_parts};
pub use value::Value;
pub(crate) use word::words;
