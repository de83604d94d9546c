//! What already stands in an input when a form is issued, and what stood beside a returned form: plain
//! types, so that the layout knows nothing of the file formats that they came from or go to.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use super::{GUIDE_COLUMN, Sheet};
use crate::values::{decimal_from_f64, decimal_text};

/// An answer that stands in an input already, as its department left it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prefill {
    pub held: Held,
    /// The formula (without `=`) whose result this is, or that was never calculated.
    pub formula: Option<String>,
    /// Where something is struck through: what remains without it.
    pub remains: Option<String>,
    /// What the cell showed by its format where that said more than the number, or something else.
    pub seen: Option<String>,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    Text(String),
    Number(f64),
    /// A number shown as a percentage: 0.985 for 98.5%.
    Percent(f64),
    Bool(bool),
    Date(NaiveDateTime),
    /// `#REF!` and friends.
    Error(String),
    /// A formula without a result.
    NotCalculated,
}

impl Prefill {
    /// A plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Held::Text(text.into()).into()
    }

    /// As a cell shows it; what no cell can hold without a formula, as it is written instead.
    pub fn shown(&self) -> String {
        if let Some(seen) = &self.seen {
            return seen.clone();
        }
        match &self.held {
            Held::Text(text) | Held::Error(text) => text.clone(),
            Held::Number(number) => number_shown(*number),
            Held::Percent(number) => match hundredfold(*number) {
                Some(number) => format!("{}%", decimal_text(number)),
                None => number_shown(*number),
            },
            Held::Bool(true) => "TRUE".to_owned(),
            Held::Bool(false) => "FALSE".to_owned(),
            Held::Date(date) => date_shown(*date),
            Held::NotCalculated => {
                format!("={}", self.formula.as_deref().unwrap_or_default())
            }
        }
    }
}

impl From<Held> for Prefill {
    fn from(held: Held) -> Self {
        Self {
            held,
            formula: None,
            remains: None,
            seen: None,
        }
    }
}

fn number_shown(number: f64) -> String {
    decimal_from_f64(number).map_or_else(|| number.to_string(), decimal_text)
}

/// A share as the number before its `%`.
pub(in crate::form) fn hundredfold(share: f64) -> Option<Decimal> {
    decimal_from_f64(share)?
        .checked_mul(Decimal::ONE_HUNDRED)
        .map(|number| number.normalize())
}

fn date_shown(date: NaiveDateTime) -> String {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default();
    let format = if date.date() < first {
        "%H:%M:%S"
    } else if date.time() == NaiveTime::MIN {
        "%Y/%m/%d"
    } else {
        "%Y/%m/%d %H:%M:%S"
    };
    date.format(format).to_string()
}

/// A text that stood beside a returned form. It is carried over as it was, so that it is reported again for as
/// long as nobody takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// A sheet of the form, or one that was added to it.
    pub sheet: String,
    /// Zero-based.
    pub row: u32,
    pub column: u16,
    pub text: String,
}

/// Excel's last row and column.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u16 = 16_383;

/// Gives each leftover a cell of its own: where it stood, or where the form itself or another has something, the next
/// free cell to the right in that row; beyond the last column, the next one right of the form in the row below.
pub fn placed(sheets: &[Sheet], leftovers: Vec<Leftover>) -> Vec<Leftover> {
    let mut taken: BTreeSet<(String, u32, u16)> = BTreeSet::new();
    let mut placed = leftovers;
    for leftover in &mut placed {
        let form = sheets.iter().find(|s| s.name == leftover.sheet);
        let within = form.is_some_and(|s| {
            let rows = u32::try_from(s.rows.len()).unwrap_or(u32::MAX);
            leftover.column <= GUIDE_COLUMN && (leftover.row < rows || s.name == super::ASK_SHEET)
        });
        let beside = GUIDE_COLUMN + 1;
        if within || leftover.column > LAST_COLUMN {
            leftover.column = beside;
        }
        let place = |l: &Leftover| (l.sheet.clone(), l.row, l.column);
        while !taken.insert(place(leftover)) {
            if leftover.column < LAST_COLUMN {
                leftover.column += 1;
            } else {
                leftover.column = beside;
                leftover.row = (leftover.row + 1) % (LAST_ROW + 1);
            }
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::layout::Row;

    #[test]
    fn contents_are_shown_as_a_cell_shows_them() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 8).expect("a day");
        for (held, shown) in [
            (Held::Number(0.1 + 0.2), "0.3"),
            (Held::Percent(0.985), "98.5%"),
            (Held::Bool(true), "TRUE"),
            (Held::Date(day.and_time(NaiveTime::MIN)), "2026/05/08"),
            (Held::Error("#REF!".to_owned()), "#REF!"),
        ] {
            assert_eq!(Prefill::from(held).shown(), shown);
        }
        let waiting = Prefill {
            held: Held::NotCalculated,
            formula: Some("SUM(A1:A2)".to_owned()),
            remains: None,
            seen: None,
        };
        assert_eq!(waiting.shown(), "=SUM(A1:A2)");
    }

    #[test]
    fn leftovers_make_way_for_the_form_and_for_each_other() {
        let sheets = [Sheet {
            name: "1-①".to_owned(),
            rows: vec![Row::Blank, Row::Blank],
            title_rows: 0,
        }];
        let at = |sheet: &str, row, column| Leftover {
            sheet: sheet.to_owned(),
            row,
            column,
            text: "覚え".to_owned(),
        };
        let all = vec![
            at("1-①", 1, 1),
            at("1-①", 1, 5),
            at("1-①", 9, 1),
            at("足したシート", 0, 0),
            at("1-①", 9, 16_383),
            at("1-①", 9, 16_383),
            at("1-①", 9, u16::MAX),
        ];
        let places: Vec<_> = placed(&sheets, all)
            .into_iter()
            .map(|l| (l.row, l.column))
            .collect();
        assert_eq!(
            places,
            [(1, 5), (1, 6), (9, 1), (0, 0), (9, 16_383), (10, 5), (9, 5)]
        );
    }
}
