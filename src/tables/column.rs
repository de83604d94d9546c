//! A column: what heads it on a sheet, its field in the open data, and how a row gives its value.

use super::cell::{Cell, Target, Tint};
use super::rule::Rule;

/// How the content of a column stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text of any length: left, wrapped.
    Text,
    /// A short word or mark: centred, wrapped.
    Centre,
    /// Figures: right, never wrapped.
    Number,
}

/// The look of a cell that holds exactly this word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    pub word: String,
    pub emphasis: Emphasis,
}

/// Both survive printing in grey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// Bold on this ground: a grade.
    Ground(Tint),
    /// Bold and underlined on a grey ground: what needs attention.
    Attention,
}

/// What heads a column on a sheet.
#[derive(Clone, Debug)]
pub struct Heading {
    pub name: String,
    /// In half-ems: a Japanese character has two, a digit one and a half.
    pub width: f64,
    pub align: Align,
    /// Says which thing the row is about: kept in view, and repeated where a row goes on.
    pub key: bool,
    /// Ground of the heading, where it is a grade.
    pub fill: Option<Tint>,
    /// By which the cells below that are [`Cell::Calculated`] follow from others of their row.
    pub rule: Option<Rule>,
    /// What stands below the rows, in a row of totals.
    pub total: Option<Cell>,
    /// Looks of certain words below, kept up by Excel when a cell is changed.
    pub highlights: Vec<Highlight>,
}

impl Heading {
    fn new(name: impl Into<String>, width: f64, align: Align) -> Self {
        Self {
            name: name.into(),
            width,
            align,
            key: false,
            fill: None,
            rule: None,
            total: None,
            highlights: Vec::new(),
        }
    }

    pub fn text(name: impl Into<String>, width: f64) -> Self {
        Self::new(name, width, Align::Text)
    }

    pub fn centre(name: impl Into<String>, width: f64) -> Self {
        Self::new(name, width, Align::Centre)
    }

    pub fn number(name: impl Into<String>, width: f64) -> Self {
        Self::new(name, width, Align::Number)
    }

    #[must_use]
    pub fn key(mut self) -> Self {
        self.key = true;
        self
    }

    #[must_use]
    pub fn filled(mut self, fill: Tint) -> Self {
        self.fill = Some(fill);
        self
    }

    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    #[must_use]
    pub fn total(mut self, total: impl Into<Cell>) -> Self {
        self.total = Some(total.into());
        self
    }

    #[must_use]
    pub fn highlights(mut self, highlights: Vec<Highlight>) -> Self {
        self.highlights = highlights;
        self
    }

    #[must_use]
    pub fn attention(self, words: &[&str]) -> Self {
        let highlights = words.iter().map(|word| Highlight {
            word: (*word).to_owned(),
            emphasis: Emphasis::Attention,
        });
        self.highlights(highlights.collect())
    }

    /// The column under this heading.
    pub fn of<'a, T>(self, get: impl Fn(&T) -> Cell + 'a) -> Column<'a, T> {
        Column {
            heading: Some(self),
            field: None,
            get: Box::new(get),
        }
    }
}

/// What a field of the open data holds, as Table Schema names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Integer,
    /// A western fiscal year.
    Year,
    Date,
    Flag,
}

/// A field of the open data.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub description: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// The only values that it may hold.
    pub words: &'static [&'static str],
}

impl Field {
    pub const fn new(name: &'static str, kind: Kind, description: &'static str) -> Self {
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

    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    #[must_use]
    pub const fn one_of(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }

    /// The column of this field, that no sheet has.
    pub fn of<'a, T>(self, get: impl Fn(&T) -> Cell + 'a) -> Column<'a, T> {
        Column {
            heading: None,
            field: Some(self),
            get: Box::new(get),
        }
    }
}

/// Columns, one a line: what heads it on a sheet, or its field in the open data, or both; and the value of a row.
macro_rules! columns {
    ($row:ident: $of:ty; $($column:expr $(, $field:expr)? => $value:expr;)*) => {
        vec![$(
            $column.of(move |$row: &$of| {
                let _ = $row;
                $crate::tables::Cell::from($value)
            })$(.open($field))?
        ),*]
    };
}
pub(crate) use columns;

/// A column of rows that are `T`.
pub struct Column<'a, T> {
    /// None where the workbook has no such column.
    pub heading: Option<Heading>,
    /// None where the open data has no such field.
    pub field: Option<Field>,
    get: Box<dyn Fn(&T) -> Cell + 'a>,
}

impl<T> Column<'_, T> {
    /// The same value in the open data.
    #[must_use]
    pub fn open(mut self, field: Field) -> Self {
        self.field = Some(field);
        self
    }

    pub fn cell(&self, row: &T) -> Cell {
        (self.get)(row)
    }
}

impl<'a, T: 'a> Column<'a, T> {
    /// The texts under this heading lead where `to` says.
    #[must_use]
    pub fn linked(self, heading: &str, to: impl Fn(&T) -> Option<Target> + 'a) -> Self {
        if self.heading.as_ref().is_none_or(|h| h.name != heading) {
            return self;
        }
        let get = self.get;
        Self {
            get: Box::new(move |row| get(row).linked(to(row))),
            ..self
        }
    }
}

impl<T> std::fmt::Debug for Column<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column")
            .field("heading", &self.heading)
            .field("field", &self.field)
            .finish_non_exhaustive()
    }
}
