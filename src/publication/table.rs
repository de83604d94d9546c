//! A table of open data: its fields with what they mean, its rows, and the CSV that they become. It must not know what the
//! table is about.

use std::borrow::Cow;
use std::sync::Arc;

use super::PublicationError;
use crate::audience::LevelNames;
use crate::tables::{Cell, Column, Field, Kind};
use crate::values::japanese_text::file_name_safe;
use crate::values::{FiscalYear, decimal_text, parse_date};

/// Excel takes UTF-8 for UTF-8 only behind this mark.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// Put before a text that a spreadsheet would take for a formula.
pub(super) const GUARD: char = '\'';

/// A field of this table that holds a key of another, which has it under the same name.
#[derive(Clone, Copy, Debug)]
pub(super) struct ForeignKey {
    pub field: &'static str,
    /// Name of the other table.
    pub table: &'static str,
}

/// Where a figure of the view stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureField {
    /// [`Figure::key`](crate::audience::Figure::key).
    pub key: Arc<str>,
    /// Name of the file.
    pub file: String,
    /// From 0, without the heading.
    pub row: usize,
    /// From 0.
    pub column: usize,
    pub heading: String,
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// For machines: lower case letters and `-`.
    pub name: &'static str,
    /// For people, and the name of the file.
    pub title: &'static str,
    pub description: &'static str,
    pub fields: Vec<Field>,
    pub key: &'static [&'static str],
    pub foreign: Vec<ForeignKey>,
    pub rows: Vec<Vec<Cell>>,
    /// What the plan calls its levels, in titles, headings and what is said of them.
    pub levels: LevelNames,
}

impl Table {
    pub fn new(name: &'static str, title: &'static str, description: &'static str) -> Self {
        Self {
            name,
            title,
            description,
            fields: Vec::new(),
            key: &[],
            foreign: Vec::new(),
            rows: Vec::new(),
            levels: LevelNames::default(),
        }
    }

    pub fn key(mut self, key: &'static [&'static str]) -> Self {
        self.key = key;
        self
    }

    pub fn foreign(mut self, field: &'static str, table: &'static str) -> Self {
        self.foreign.push(ForeignKey { field, table });
        self
    }

    /// With the columns that are fields, and these rows.
    pub fn of<T>(mut self, columns: Vec<Column<'_, T>>, rows: impl IntoIterator<Item = T>) -> Self {
        let (fields, columns): (Vec<_>, Vec<_>) = columns
            .into_iter()
            .filter_map(|column| Some((column.field.clone()?, column)))
            .unzip();
        let row = |row: T| columns.iter().map(|c| c.cell(&row)).collect();
        self.rows = rows.into_iter().map(row).collect();
        self.fields = fields;
        self
    }

    /// A text of ours in the plan's own words.
    pub fn word(&self, text: &str) -> String {
        self.levels.reword(text)
    }

    pub fn file_name(&self) -> String {
        file_name_safe(&format!("{}.csv", self.word(self.title)))
    }

    /// UTF-8 with BOM, CRLF, quoted where needed.
    pub fn csv(&self) -> Result<Vec<u8>, PublicationError> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BOM.to_vec());
        writer.write_record(self.fields.iter().map(|f| self.word(f.name)))?;
        for row in &self.rows {
            let cells = self.fields.iter().zip(row);
            writer.write_record(cells.map(|(field, cell)| {
                let text = written(field.kind, cell);
                let ours = field.words.contains(&text.as_str());
                if ours { self.word(&text) } else { text }
            }))?;
        }
        writer
            .into_inner()
            .map_err(|error| PublicationError::Unfinished(error.to_string()))
    }

    pub fn figures(&self) -> impl Iterator<Item = FigureField> {
        self.rows.iter().enumerate().flat_map(move |(row, cells)| {
            let cells = self.fields.iter().zip(cells).enumerate();
            cells.filter_map(move |(column, (field, cell))| {
                let key = cell.key().filter(|_| field.kind != Kind::Text)?;
                Some(FigureField {
                    key: Arc::clone(key),
                    file: self.file_name(),
                    row,
                    column,
                    heading: self.word(field.name),
                })
            })
        })
    }
}

/// As it stands in the file. A field of texts takes no number, and one of numbers no text: what may be either has two.
fn written(kind: Kind, cell: &Cell) -> String {
    match (kind, text(cell)) {
        (Kind::Text | Kind::Flag, Some(text)) => harmless(&text),
        (Kind::Year, Some(name)) => {
            FiscalYear::parse(&name).map_or_else(String::new, |y| y.western().to_string())
        }
        (Kind::Date, Some(day)) => {
            parse_date(&day).map_or_else(String::new, |d| d.format("%Y-%m-%d").to_string())
        }
        (Kind::Text | Kind::Flag | Kind::Date, None) | (Kind::Number | Kind::Integer, Some(_)) => {
            String::new()
        }
        (Kind::Number | Kind::Integer | Kind::Year, None) => match cell.value() {
            Cell::Year(year) => year.to_string(),
            value => value
                .number()
                .map_or_else(String::new, |(n, _)| decimal_text(n)),
        },
    }
}

fn text(cell: &Cell) -> Option<Cow<'_, str>> {
    match cell.value() {
        Cell::Text(text) => Some(text.into()),
        Cell::Grade(grade) => Some(grade.0.as_str().into()),
        Cell::Link(link) => Some(link.0.as_str().into()),
        Cell::Marked(pieces) => Some(pieces.iter().map(|(text, _)| text.as_str()).collect()),
        _ => None,
    }
}

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
