//! Number formats of spreadsheets: what a cell shows of the number, date or text that it stores. A format code is
//! parsed once; the grammar is that of ECMA-376 Part 1, 18.8.30 and 18.8.31, with the Japanese letters (g, e, a, r)
//! of [MS-OI29500] 2.1.739. Colours, fills and the shapes of digits (`[DBNum1]`) are left out: they say nothing.
//! A fraction and a number in powers of ten are shown as plain decimals, since they are the same number.

mod built_in;
mod calendar;
mod digits;
mod section;
mod serial;

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

use super::{decimal_from_f64, decimal_text};
use section::{Part, Section};
pub use serial::date_of_serial;

/// A format code, parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberFormat {
    /// For numbers, in their order.
    numbers: Vec<Section>,
    text: Option<Section>,
}

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Number,
    /// The hundredfold before its sign.
    Percent,
    /// A day, a month or a year.
    Date,
    /// A time of day or a time elapsed, without any day.
    Time,
}

/// Excel allows 255 characters; a longer code is no format.
const LONGEST: usize = 1_000;

impl Default for NumberFormat {
    fn default() -> Self {
        Self::parse("General")
    }
}

impl NumberFormat {
    /// Every text is a format: what has no meaning stands for itself, as in Excel. One that is blank or far too long
    /// is General.
    pub fn parse(code: &str) -> Self {
        let code = if code.is_empty() || code.len() > LONGEST {
            "General"
        } else {
            code
        };
        let mut numbers = section::sections(code);
        if let [only] = numbers.as_mut_slice()
            && only.parts.is_empty()
        {
            only.parts.push(Part::General);
        }
        let at_end = numbers.last().is_some_and(Section::shows_text);
        let text = if numbers.len() > 3 {
            numbers.truncate(4);
            numbers.pop()
        } else if at_end && numbers.len() > 1 {
            numbers.pop()
        } else {
            numbers.first().filter(|_| at_end).cloned()
        };
        Self { numbers, text }
    }

    /// A built-in format by its id as a Japanese Excel shows it.
    pub fn built_in(id: u32) -> Self {
        Self::parse(built_in::code(id))
    }

    /// What the number becomes by the section that it falls into.
    pub fn kind(&self, number: f64) -> Kind {
        self.choose(number)
            .map_or_else(Kind::default, |(section, _)| section.kind())
    }

    /// Whether a date shows its day: without it, `2026-03-01` is not what somebody saw.
    pub fn shows_day(&self, number: f64) -> bool {
        self.choose(number)
            .is_some_and(|(section, _)| section.shows_day())
    }

    /// Whether a date shows its year and nothing smaller: `令和7年度`.
    pub fn shows_only_year(&self, number: f64) -> bool {
        self.choose(number)
            .is_some_and(|(section, _)| section.shows_only_year())
    }

    /// The text that is shown for a number. `None` where it is the plain number, and for a date; `""` where
    /// nothing is shown.
    pub fn number(&self, number: f64) -> Option<String> {
        if matches!(&self.numbers[..], [only] if only.is_plain()) {
            return None;
        }
        let decimal = decimal_from_f64(number)?;
        let (section, signed) = self.choose(number)?;
        let shown = digits::shown(section, decimal, signed)?;
        (shown != decimal_text(decimal)).then_some(shown)
    }

    /// The text that is shown for a date or a time: `serial` counts days, and `date` is the day that it stands for.
    pub fn date(&self, serial: f64, date: NaiveDateTime) -> Option<String> {
        let (section, _) = self.choose(serial)?;
        matches!(section.kind(), Kind::Date | Kind::Time)
            .then(|| calendar::shown(section, serial, date))
    }

    /// The text that is shown for a text, where it is another one.
    pub fn text(&self, text: &str) -> Option<String> {
        let section = self.text.as_ref()?;
        let mut shown = String::new();
        for part in &section.parts {
            match part {
                Part::Literal(literal) => shown.push_str(literal),
                Part::Text | Part::General => shown.push_str(text),
                _ => {}
            }
        }
        (shown.trim() != text.trim()).then_some(shown)
    }

    /// The section that a number falls into, and whether a minus is put before what that one shows.
    fn choose(&self, number: f64) -> Option<(&Section, bool)> {
        let conditions = self.numbers.iter().any(|s| s.condition.is_some());
        let at = if conditions {
            self.numbers
                .iter()
                .enumerate()
                .position(|(at, section)| match &section.condition {
                    Some(condition) => condition.holds(number),
                    None => at > 0 && (at == self.numbers.len() - 1 || number < 0.0),
                })?
        } else {
            match self.numbers.len() {
                0 => return None,
                1 => 0,
                2 => usize::from(number < 0.0),
                _ if number > 0.0 => 0,
                _ if number < 0.0 => 1,
                _ => 2,
            }
        };
        let section = self.numbers.get(at)?;
        let own_sign = match &section.condition {
            Some(condition) => condition.is_below_zero(),
            None if conditions => {
                let before = self.numbers.first().and_then(|s| s.condition.as_ref());
                before.is_some_and(section::Condition::is_from_zero)
            }
            None => at == 1,
        };
        Some((section, number < 0.0 && !own_sign))
    }
}
