//! A table of open data: its columns with what they mean, its rows, and the CSV that they become. It must not know what
//! the table is about.

use rust_decimal::Decimal;

use super::PublicationError;
use crate::audience::{Figure, Shown, Text};
use crate::values::{FiscalYear, decimal_text};

/// Excel takes UTF-8 for UTF-8 only behind this mark.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// Put before a text that a spreadsheet would take for a formula.
pub(super) const GUARD: char = '\'';

/// What a column holds, as Table Schema names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Integer,
    /// A western fiscal year.
    Year,
    Date,
    Flag,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub name: &'static str,
    pub description: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// The only values that it may hold.
    pub words: &'static [&'static str],
}

impl Column {
    const fn new(name: &'static str, kind: Kind, description: &'static str) -> Self {
        Self {
            name,
            description,
            kind,
            required: false,
            words: &[],
        }
    }

    pub const fn text(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Text, description)
    }

    pub const fn number(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Number, description)
    }

    pub const fn integer(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Integer, description)
    }

    pub const fn year(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Year, description)
    }

    pub const fn date(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Date, description)
    }

    pub const fn flag(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Flag, description)
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn one_of(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
}

/// A column of this table that holds a key of another.
#[derive(Clone, Debug)]
pub(super) struct ForeignKey {
    pub field: &'static str,
    /// Name of the other table.
    pub table: &'static str,
    pub to: &'static str,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    Blank,
    Text(String),
    Number(Decimal),
    /// A figure of the view.
    Figure(Figure),
    Flag(bool),
}

impl Datum {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text)
        }
    }

    pub(super) fn year(year: i32) -> Self {
        Self::Number(year.into())
    }

    /// The western year of `令和7年度`, R7 and their like.
    pub(super) fn year_of(name: Option<&str>) -> Self {
        let year = name.and_then(FiscalYear::parse);
        year.map_or(Self::Blank, |y| Self::year(y.western()))
    }

    pub(super) fn leaf(text: Option<&Text>) -> Self {
        text.map_or(Self::Blank, |t| Self::text(&t.text))
    }

    pub(super) fn figure(figure: Option<&Figure>) -> Self {
        figure.map_or(Self::Blank, |f| Self::Figure(f.clone()))
    }

    /// The number of what is shown; blank where it is a text.
    pub(super) fn number_of(shown: Option<&Shown>) -> Self {
        match shown {
            Some(Shown::Figure(figure)) => Self::Figure(figure.clone()),
            _ => Self::Blank,
        }
    }

    /// The text of what is shown; blank where it is a number.
    pub(super) fn text_of(shown: Option<&Shown>) -> Self {
        match shown {
            Some(Shown::Text(text)) => Self::text(&text.text),
            _ => Self::Blank,
        }
    }

    /// As it stands in the file.
    fn written(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => harmless(text),
            Self::Number(number) => decimal_text(*number),
            Self::Figure(figure) => decimal_text(figure.value),
            Self::Flag(flag) => if *flag { YES } else { NO }.to_owned(),
        }
    }
}

pub(super) const YES: &str = "はい";
pub(super) const NO: &str = "いいえ";

/// A text that no spreadsheet takes for a formula: one that begins with a sign of one (full width too, which Japanese
/// Excel takes as well), a tab or a line break gets an apostrophe before it, and so does one that begins with an
/// apostrophe, so that taking one away always gives the text back.
pub(super) fn harmless(text: &str) -> String {
    let first = text.chars().next();
    let formula = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '−' | '＠' | GUARD
        )
    };
    if first.is_some_and(formula) {
        format!("{GUARD}{text}")
    } else {
        text.to_owned()
    }
}

/// Where a figure of the view stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureField {
    /// [`Figure::key`].
    pub key: String,
    /// Name of the file.
    pub file: String,
    /// From 0, without the heading.
    pub row: usize,
    /// From 0.
    pub column: usize,
    pub heading: &'static str,
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// For machines: lower case letters and `-`.
    pub name: &'static str,
    /// For people, and the name of the file.
    pub title: &'static str,
    pub description: &'static str,
    pub columns: Vec<Column>,
    pub key: Vec<&'static str>,
    pub foreign: Vec<ForeignKey>,
    pub rows: Vec<Vec<Datum>>,
}

impl Table {
    pub fn file_name(&self) -> String {
        format!("{}.csv", self.title)
    }

    /// UTF-8 with BOM, CRLF, quoted where needed.
    pub fn csv(&self) -> Result<Vec<u8>, PublicationError> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BOM.to_vec());
        writer.write_record(self.columns.iter().map(|c| c.name))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Datum::written))?;
        }
        writer
            .into_inner()
            .map_err(|error| PublicationError::Unfinished(error.to_string()))
    }

    pub fn figures(&self) -> Vec<FigureField> {
        let mut figures = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if let (Datum::Figure(figure), Some(definition)) = (cell, self.columns.get(column))
                {
                    figures.push(FigureField {
                        key: figure.key.to_string(),
                        file: self.file_name(),
                        row,
                        column,
                        heading: definition.name,
                    });
                }
            }
        }
        figures
    }
}
