//! The cells of a register as calamine streams them, under a cap: a `Range` of a hostile file would
//! end the process. What a cell means is not decided here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, Xlsx, XlsxError};
use chrono::NaiveDate;

use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::trimmed;
use crate::values::number_format::{Kind, NumberFormat, date_of_serial};
use crate::values::{a1, decimal_from_f64, decimal_text};

/// Most cells that are read of a workbook.
const MOST_CELLS: usize = 2_000_000;

/// What stands in a cell that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Trimmed, with `\n` as the only line break.
    Text(String),
    Number {
        value: f64,
        /// Shown as a percentage: 0.985 stands for 98.5 %.
        percent: bool,
        /// As its format shows it, where that is not the plain number; `""` where nothing is shown.
        shown: Option<String>,
    },
    Bool(bool),
    Date(NaiveDate),
    /// `#REF!` and its like.
    Error(String),
    /// A formula that was never calculated.
    NoResult(String),
}

impl Value {
    /// As it is seen in the cell.
    pub fn seen(&self) -> String {
        match self {
            Self::Number {
                shown: Some(shown), ..
            } if !shown.is_empty() => shown.clone(),
            value => value.typed(),
        }
    }

    /// As a message quotes it.
    pub fn typed(&self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::NoResult(formula) => format!("={formula}"),
            Self::Number { value, percent, .. } => {
                let shown = if *percent { value * 100.0 } else { *value };
                let text = decimal_from_f64(shown).map_or_else(|| shown.to_string(), decimal_text);
                if *percent { format!("{text}%") } else { text }
            }
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
            Self::Date(date) => date.format("%Y/%-m/%-d").to_string(),
        }
    }
}

/// The cells of one sheet by row and column, zero-based.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub name: String,
    pub rows: BTreeMap<u32, BTreeMap<u32, Value>>,
    /// Whether day numbers count from 1904.
    pub is_1904: bool,
    /// Cells that hold something and are struck through.
    pub struck: BTreeSet<(u32, u32)>,
    /// Areas merged over rows: first row, and the area as `A2:A4`.
    pub merged: Vec<(u32, String)>,
}

/// Reads the worksheets whose names `wanted` accepts; the names of the others come second.
///
/// # Errors
/// The one diagnostic that says why nothing could be read.
pub(super) fn grids(
    bytes: &[u8],
    what: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<(Vec<Grid>, Vec<String>), Box<Diagnostic>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| unreadable(bytes, what, &e))?;
    let mut others = Vec::new();
    let mut grids = Vec::new();
    let mut left = MOST_CELLS;
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet || !wanted(&sheet.name) {
            others.push(sheet.name);
            continue;
        }
        let grid = grid(&mut book, &sheet.name, &mut left).map_err(|e| match e {
            GridError::TooLarge => too_large(what, &sheet.name),
            GridError::Xlsx(e) => Box::new(unreadable(bytes, what, &e).on_sheet(&sheet.name)),
        })?;
        grids.push(grid);
    }
    Ok((grids, others))
}

enum GridError {
    TooLarge,
    Xlsx(XlsxError),
}

impl From<XlsxError> for GridError {
    fn from(error: XlsxError) -> Self {
        Self::Xlsx(error)
    }
}

fn grid(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, left: &mut usize) -> Result<Grid, GridError> {
    let mut grid = Grid {
        name: name.to_owned(),
        is_1904: book.has_1904_epoch(),
        ..Grid::default()
    };
    let empty_texts = values(book, &mut grid, left)?;
    formulas(book, &mut grid, &empty_texts, left)?;
    grid.rows.retain(|_, cells| !cells.is_empty());
    for area in book.merge_cells_by_sheet_name(name)? {
        if area.end.0 > area.start.0 {
            let (from, to) = (a1(area.start.0, area.start.1), a1(area.end.0, area.end.1));
            grid.merged.push((area.start.0, format!("{from}:{to}")));
        }
    }
    Ok(grid)
}

/// Streams the values in; gives back the cells whose value is an empty text.
fn values(
    book: &mut Xlsx<Cursor<&[u8]>>,
    grid: &mut Grid,
    left: &mut usize,
) -> Result<BTreeSet<(u32, u32)>, GridError> {
    let mut reader = book.worksheet_cells_reader(&grid.name)?;
    let looks: Vec<Look> = reader.styles().iter().map(Look::of).collect();
    let plain = Look::default();
    let mut empty_texts = BTreeSet::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        *left = left.checked_sub(1).ok_or(GridError::TooLarge)?;
        let look = looks.get(style).unwrap_or(&plain);
        if let Some(value) = value(cell.get_value(), &look.format, grid.is_1904) {
            let (row, column) = cell.get_position();
            if look.struck {
                grid.struck.insert((row, column));
            }
            grid.rows.entry(row).or_default().insert(column, value);
        } else if *cell.get_value() != DataRef::Empty {
            empty_texts.insert(cell.get_position());
        }
    }
    Ok(empty_texts)
}

/// Adds the formulas that have no result: they would read as blank.
fn formulas(
    book: &mut Xlsx<Cursor<&[u8]>>,
    grid: &mut Grid,
    empty_texts: &BTreeSet<(u32, u32)>,
    left: &mut usize,
) -> Result<(), GridError> {
    let mut reader = book.worksheet_cells_reader(&grid.name)?;
    while let Some(cell) = reader.next_formula()? {
        *left = left.checked_sub(1).ok_or(GridError::TooLarge)?;
        let (row, column) = cell.get_position();
        let formula = cell.get_value().clone();
        if !formula.is_empty() && !empty_texts.contains(&(row, column)) {
            let cells = grid.rows.entry(row).or_default();
            cells.entry(column).or_insert(Value::NoResult(formula));
        }
    }
    Ok(())
}

/// What a cell's format says of its content.
#[derive(Default)]
struct Look {
    format: NumberFormat,
    struck: bool,
}

impl Look {
    /// calamine gives no code for those built-in formats that depend on the country.
    fn of(style: &calamine::Style) -> Self {
        let format = style.number_format.as_ref();
        let format = match format.map(|f| (f.format_code.as_str(), f.format_id)) {
            Some(("General", Some(id))) => NumberFormat::built_in(id),
            Some((code, _)) => NumberFormat::parse(code),
            None => NumberFormat::default(),
        };
        Self {
            format,
            struck: style.font.as_ref().is_some_and(|f| f.strikethrough),
        }
    }
}

/// A number by its format. A time, and a date that shows a year alone (`令和7年度`), is the text that is shown.
fn number(value: f64, format: &NumberFormat, is_1904: bool) -> Value {
    let kind = format.kind(value);
    let is_date = matches!(kind, Kind::Date | Kind::Time);
    if let Some(date) = date_of_serial(value, is_1904).filter(|_| is_date) {
        let as_text = kind == Kind::Time || format.shows_only_year(value);
        return match format.date(value, date).filter(|_| as_text) {
            Some(shown) => Value::Text(shown),
            None => Value::Date(date.date()),
        };
    }
    Value::Number {
        value,
        percent: kind == Kind::Percent,
        shown: format.number(value).map(|s| trimmed(&s).to_owned()),
    }
}

fn value(data: &DataRef<'_>, format: &NumberFormat, is_1904: bool) -> Option<Value> {
    let text = |text: &str| {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = trimmed(&text);
        (!text.is_empty()).then(|| Value::Text(text.to_owned()))
    };
    match data {
        DataRef::Empty => None,
        DataRef::String(s) => text(s),
        DataRef::SharedString(s) => text(s),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a spreadsheet has no wider integers"
        )]
        DataRef::Int(n) => Some(number(*n as f64, format, is_1904)),
        DataRef::Float(value) => Some(number(*value, format, is_1904)),
        DataRef::Bool(b) => Some(Value::Bool(*b)),
        DataRef::DateTime(d) => Some(number(d.as_f64(), format, is_1904)),
        DataRef::DateTimeIso(s) => {
            let date = s.get(..10).and_then(|d| d.parse().ok());
            date.map(Value::Date).or_else(|| text(s))
        }
        DataRef::DurationIso(s) => text(s),
        DataRef::Error(e) => Some(Value::Error(e.to_string())),
    }
}

fn unreadable(bytes: &[u8], what: &str, error: &XlsxError) -> Box<Diagnostic> {
    const OLD_OR_LOCKED: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
    let (message, hint) = if matches!(error, XlsxError::Password) {
        (
            "にパスワードが掛かっているため、読めません。",
            "Excel で開き、パスワードを解除して保存してください。",
        )
    } else if bytes.starts_with(OLD_OR_LOCKED) {
        (
            "が古い形式のブックであるため、読めません。",
            "Excel で開き、「Excel ブック（.xlsx）」の形式で保存してください。",
        )
    } else if bytes.starts_with(b"PK") {
        (
            "がExcel ブック（.xlsx）でないか、壊れているため、読めません。",
            "Excel で開き、「Excel ブック（.xlsx）」の形式で保存し直してください。",
        )
    } else {
        (
            "がExcel ブック（.xlsx）ではありません。",
            "「Excel ブック（.xlsx）」の形式で保存したものを置いてください。",
        )
    };
    let message = format!("{what}{message}");
    Box::new(Diagnostic::new(Code::RegisterUnreadable, message, hint))
}

fn too_large(what: &str, sheet: &str) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(
            Code::RegisterUnreadable,
            format!("{what}の値のあるセルが{MOST_CELLS}個を超えるため、読めません。"),
            "不要な行と列を削除して保存してください。",
        )
        .on_sheet(sheet),
    )
}
