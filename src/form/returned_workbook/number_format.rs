//! What a number is by the format of its cell: a number, a share, a date or a time.

use super::CellValue;
use crate::values::number_format::{Kind, NumberFormat, date_of_serial};

/// A number by its format.
#[derive(Debug, PartialEq)]
pub(super) struct Formatted {
    pub value: CellValue,
    /// Whether it is shown as a percentage.
    pub percent: bool,
    /// As [`Cell::shown`](super::Cell::shown).
    pub shown: Option<String>,
}

/// The number as its format shows it.
pub(super) fn formatted(number: f64, format: &NumberFormat, from_1904: bool) -> Formatted {
    let kind = format.kind(number);
    let is_date = matches!(kind, Kind::Date | Kind::Time);
    let date = date_of_serial(number, from_1904).filter(|_| is_date);
    let Some(date) = date else {
        return Formatted {
            value: CellValue::Number(number),
            percent: kind == Kind::Percent,
            shown: format.number(number),
        };
    };
    let shows_date = kind == Kind::Date && format.shows_day(number);
    Formatted {
        value: CellValue::Date(date),
        percent: false,
        shown: if shows_date {
            None
        } else {
            format.date(number, date)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_their_formats() {
        let of = |code: &str, number| formatted(number, &NumberFormat::parse(code), false);
        let text = |text: &str| Some(text.to_owned());
        let share = of("0.0%", 0.985);
        assert_eq!((share.percent, share.shown), (true, text("98.5%")));
        let time = of("[h]:mm", 1.5);
        assert!(matches!(time.value, CellValue::Date(_)));
        assert_eq!(time.shown, text("36:00"));
        let day = of("yyyy/m/d", 46122.0);
        assert!(matches!(day.value, CellValue::Date(_)) && day.shown.is_none());
        assert_eq!(of("yyyy\"年\"m\"月\"", 46122.0).shown, text("2026年4月"));
        let none = of("yyyy/m/d", -1.0);
        assert_eq!((none.value, none.shown), (CellValue::Number(-1.0), None));
        let plain = of("General", 4300.0);
        assert_eq!((plain.percent, plain.shown), (false, None));
    }
}
