//! One value of a row. It must not know how it is written.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::rule::Rule;
use crate::audience::{Figure, Shown, Text};

/// What a cell says of what is so.
pub const YES: &str = "はい";

/// The ground of a grade: the register's colour, and its place in the scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tint {
    /// `#rrggbb`.
    pub colour: Option<String>,
    pub rank: usize,
}

impl Tint {
    pub fn new(colour: Option<&str>, rank: usize) -> Self {
        Self {
            colour: colour.map(str::to_owned),
            rank,
        }
    }
}

/// A cell of another sheet of the workbook; row and column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub sheet: &'static str,
    pub row: u32,
    pub column: u16,
}

/// One cell. Rare and large contents are boxed: long lists hold a million cells.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    /// A text in pieces, the marked ones underlined.
    Marked(Vec<(String, bool)>),
    /// A number that is no figure of the view, with its decimals.
    Number(Decimal, u32),
    /// A figure of the view, known by its key where it came to stand.
    Figure(Box<Figure>),
    /// A change: + or ▲.
    Difference(Box<Figure>),
    /// A western year, without a comma.
    Year(i32),
    /// A grade's symbol on its ground.
    Grade(Box<(String, Tint)>),
    /// By the rule of the column, with the record's value as its result.
    Calculated(Box<Cell>),
    /// By a rule of its own, with the record's value as its result.
    Ruled(Box<(Rule, Cell)>),
    /// A text of ours or a number of the register that leads elsewhere in the workbook.
    Link(Box<(String, Target)>),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count), 0)
    }

    pub fn yes_or_no(yes: bool) -> Self {
        Self::from(if yes { YES } else { "いいえ" })
    }

    pub fn grade(symbol: &str, colour: Option<&str>, rank: usize) -> Self {
        Self::Grade(Box::new((symbol.to_owned(), Tint::new(colour, rank))))
    }

    pub fn difference(figure: &Figure) -> Self {
        Self::Difference(Box::new(figure.clone()))
    }

    /// By the rule of its column.
    pub fn calculated(result: impl Into<Self>) -> Self {
        Self::Calculated(Box::new(result.into()))
    }

    /// By a rule of its own; without one, the result alone.
    pub fn ruled(rule: impl Into<Option<Rule>>, result: impl Into<Self>) -> Self {
        match rule.into() {
            Some(rule) => Self::Ruled(Box::new((rule, result.into()))),
            None => result.into(),
        }
    }

    /// The same text, leading to `target`. What holds no text stays as it is.
    #[must_use]
    pub fn linked(self, target: Option<Target>) -> Self {
        match (self, target) {
            (Self::Text(text), Some(target)) if !text.is_empty() => {
                Self::Link(Box::new((text, target)))
            }
            (other, _) => other,
        }
    }

    /// The value, whatever it follows from.
    pub fn value(&self) -> &Self {
        match self {
            Self::Calculated(result) => result.value(),
            Self::Ruled(ruled) => ruled.1.value(),
            other => other,
        }
    }

    /// Value and decimals of a cell that holds a number.
    pub fn number(&self) -> Option<(Decimal, u32)> {
        match self.value() {
            Self::Number(value, places) => Some((*value, *places)),
            Self::Figure(figure) | Self::Difference(figure) => Some((figure.value, figure.places)),
            _ => None,
        }
    }

    /// Key of a figure of the view.
    pub fn key(&self) -> Option<&Arc<str>> {
        match self.value() {
            Self::Figure(figure) | Self::Difference(figure) => Some(&figure.key),
            _ => None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Text> for Cell {
    fn from(text: &Text) -> Self {
        Self::Text(text.text.clone())
    }
}

impl From<&Figure> for Cell {
    fn from(figure: &Figure) -> Self {
        Self::Figure(Box::new(figure.clone()))
    }
}

impl From<&Shown> for Cell {
    fn from(shown: &Shown) -> Self {
        match shown {
            Shown::Figure(figure) => figure.into(),
            Shown::Text(text) => text.into(),
        }
    }
}

macro_rules! blank_where_none {
    ($($value:ty),*) => {$(
        impl From<Option<&$value>> for Cell {
            fn from(value: Option<&$value>) -> Self {
                value.map_or(Self::Blank, Self::from)
            }
        }
    )*};
}

macro_rules! blank_where_none_is_held {
    ($($value:ty),*) => {$(
        impl From<&Option<$value>> for Cell {
            fn from(value: &Option<$value>) -> Self {
                value.as_ref().into()
            }
        }
    )*};
}

blank_where_none!(str, String, Text, Figure, Shown);
blank_where_none_is_held!(String, Text, Figure, Shown);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_no_text_and_leads_nowhere() {
        assert_eq!(Cell::from(&None::<Text>), Cell::Blank);
        assert_eq!(Cell::from(None::<&str>), Cell::Blank);
        let target = Some(Target {
            sheet: "表",
            row: 0,
            column: 0,
        });
        assert_eq!(Cell::Blank.linked(target.clone()), Cell::Blank);
        assert_eq!(Cell::text("").linked(target.clone()), Cell::text(""));
        assert!(matches!(Cell::text("a").linked(target), Cell::Link(_)));
    }
}
