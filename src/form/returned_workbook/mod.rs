//! Reads what came back, under limits, into plain cells and names. It knows the file formats and the
//! form's hidden sheet, and nothing of what the cells mean.
//!
//! ```text
//! bytes ─ sniff ─▶ package (zip, sizes checked) ─▶ xlsx │ ods ─▶ form_sheet (`_form`, names) ─▶ ReturnedWorkbook
//! ```
//!
//! The packages are read here and not by calamine 0.38, which serves the register that the office keeps: it gives a cell's number
//! format or its formula and not both in one pass, drops the scope of defined names, reserves memory for a count that the file
//! states, and gives up a whole sheet at an error value that it does not know. Its values are held against ours in the tests.
//!
//! Not read: what a picture, chart, SmartArt or embedded document shows; legacy VML shapes other than notes; strike-through by a
//! conditional format. Formulas are never calculated: their stored result is used and reported (V010), or asked for (V006).

mod cell_value;
mod controls;
mod drawing;
mod form_sheet;
mod formula;
mod hidden;
mod legacy_drawing;
mod limits;
mod names;
mod notes;
mod number_format;
mod ods;
mod ods_cells;
mod ods_pages;
mod ods_styles;
mod ods_table;
mod ods_text;
mod overlay;
mod package;
mod page_header;
mod relationships;
mod rich_values;
mod sniff;
mod strings;
mod xlsx;
mod xlsx_cells;
mod xlsx_sheet;
mod xlsx_styles;
mod xml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, NaiveDateTime, Utc};

pub use hidden::{Hidden, Spans};
use package::Package;

/// A returned form: its identity, its cells and its names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReturnedWorkbook {
    pub format: Format,
    /// Single-valued keys of `_form` (`schema`, `plan`, `cycle`, …).
    pub meta: BTreeMap<String, String>,
    /// `label:<name>` rows of `_form`: what stood left of each input as issued.
    pub labels: BTreeMap<String, String>,
    /// The visible sheets of the form as issued, by `_form`, in their order.
    pub issued: Vec<IssuedSheet>,
    /// Visible and hidden sheets in their order, without `_form` and `_list`.
    pub sheets: Vec<ReturnedSheet>,
    /// The form's own hidden sheets: `_list`, and `_form` without its rows of key and value.
    pub own_sheets: Vec<ReturnedSheet>,
    /// Names of people that hold a text instead of a place: the name and the text.
    pub name_texts: Vec<(String, String)>,
    /// When it was last saved, by its own word (docProps/core.xml); none of .ods.
    pub modified: Option<DateTime<Utc>>,
    /// Workbook-level names, by their [`normalized_name`](super::normalized_name).
    pub names: BTreeMap<String, NameTarget>,
}

/// File format, known by the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Xlsx,
    /// With macros, which are ignored.
    Xlsm,
    Ods,
}

/// What `_form` says of one sheet of the form itself, under the name that it was issued with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssuedSheet {
    pub name: String,
    /// `text:` rows: its own texts from left to right and from top to bottom.
    pub texts: Vec<String>,
    /// `formula:` rows.
    pub formulas: Vec<IssuedFormula>,
    /// Names of its inputs (`label:` rows), as written.
    pub inputs: Vec<String>,
}

/// A formula of the form itself. Its text is not kept, since every program that saves rewrites it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedFormula {
    /// Zero-based.
    pub column: u32,
    /// The input in whose row it stands.
    pub input: Option<String>,
    /// The last own text before it, which stands left of it in its row.
    pub beside: String,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReturnedSheet {
    pub name: String,
    pub hidden: bool,
    pub hidden_rows: Spans,
    pub hidden_columns: Spans,
    /// Non-empty cells by zero-based (row, column).
    pub cells: BTreeMap<(u32, u32), Cell>,
    /// Notes and threads on cells, one for each.
    pub notes: Vec<Note>,
    /// Whatever lies over the cells and holds a text or a picture.
    pub shapes: Vec<Shape>,
    /// Texts of its headers and footers, without page numbers and their like.
    pub page_texts: Vec<String>,
    /// The workbook lists the sheet, but what it holds is not in the file.
    pub is_lost: bool,
}

/// A note or a thread of comments on a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Zero-based (row, column).
    pub place: (u32, u32),
    /// A thread has a line `author: text` for each comment.
    pub text: String,
}

/// A text box, picture, chart, control or other object, or a group of them. A picture in a cell counts as lying over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Zero-based (row, column) of the cell under its upper left corner; A1 where it keeps to no cell.
    pub place: (u32, u32),
    /// The text of its boxes, blank where there is none.
    pub text: String,
    /// The name of the picture, chart or object in it, if any.
    pub picture: Option<String>,
    /// What a control is set to, in words.
    pub control: Option<String>,
}

impl Shape {
    fn holds_anything(&self) -> bool {
        !self.text.is_empty() || self.picture.is_some() || self.control.is_some()
    }
}

/// One cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub value: CellValue,
    /// Formula text, where the value is the result of one.
    pub formula: Option<String>,
    /// Whether a number is shown as a percentage.
    pub percent: bool,
    /// Where something is struck through: what remains without it (`""` where all is struck).
    pub struck: Option<String>,
    /// What the cell shows by its format where that is not the plain number or text, and for a date where no day is
    /// shown of it; `""` where nothing is shown.
    pub shown: Option<String>,
}

impl Cell {
    /// LibreOffice keeps a truth value as the formula `TRUE()`, in .ods even with the number 1 as its
    /// result: that is the value again.
    fn new(value: CellValue, formula: Option<String>, percent: bool) -> Self {
        let constant = match formula.as_deref() {
            Some("TRUE()") => true,
            Some("FALSE()") => false,
            _ => {
                return Self {
                    value,
                    formula,
                    percent,
                    struck: None,
                    shown: None,
                };
            }
        };
        Self {
            value: CellValue::Bool(constant),
            formula: None,
            percent: false,
            struck: None,
            shown: None,
        }
    }

    /// Bytes of text that it takes.
    fn text_bytes(&self) -> usize {
        let value = match &self.value {
            CellValue::Text(text) | CellValue::Error(text) => text.len(),
            _ => 0,
        };
        [&self.formula, &self.shown]
            .into_iter()
            .flatten()
            .fold(value, |sum, text| sum + text.len())
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    Text(String),
    Number(f64),
    Bool(bool),
    /// A number shown as a date or time.
    Date(NaiveDateTime),
    /// `#REF!` and friends.
    Error(String),
    /// A formula that was never calculated.
    NotCalculated,
}

/// Where a workbook-level name points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameTarget {
    /// One cell, zero-based.
    Cell {
        sheet: String,
        row: u32,
        column: u32,
    },
    /// `#REF!`, nothing, or a sheet that is not there: as written.
    Broken(String),
    /// A range of several cells: as written.
    Several(String),
}

/// Why a file is no returned form. Each becomes one diagnostic for the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Zero bytes.
    Empty,
    /// Not a workbook at all; what it seems to be, in Japanese (`PDF`, `CSV・テキスト`, `画像` …).
    NotWorkbook(String),
    /// Encrypted with a password.
    Password,
    /// Encrypted by rights management or a sensitivity label.
    Rights,
    /// BIFF `.xls`.
    OldExcel,
    /// Not readable; the reader's own words.
    Damaged(String),
    /// Over a limit; which one, in Japanese with its number.
    TooLarge(String),
    /// A workbook without `_form`.
    NotForm,
}

impl Rejection {
    /// Names the sheet that is too large.
    fn of_sheet(self, sheet: &str) -> Self {
        match self {
            Self::TooLarge(why) => Self::TooLarge(format!("シート「{sheet}」: {why}")),
            other => other,
        }
    }
}

/// Reads a returned form from the bytes of its file: .xlsx, .xlsm or .ods, known by the content and not
/// by a name. The same workbook gives the same result in each format.
///
/// # Errors
///
/// The reason why the file is no returned form. It answers for any bytes, in bounded time and memory; a panic in
/// a library becomes [`Rejection::Damaged`].
pub fn read(bytes: &[u8]) -> Result<ReturnedWorkbook, Rejection> {
    read_when(bytes, &|_| ()).map(|(workbook, ())| workbook)
}

/// [`read`], but `room` is asked for once it is known to how many bytes the texts of the package inflate, before any is
/// inflated; what it gives is handed back with the workbook.
///
/// # Errors
///
/// As [`read`].
pub fn read_when<R>(
    bytes: &[u8],
    room: &dyn Fn(u64) -> R,
) -> Result<(ReturnedWorkbook, R), Rejection> {
    catch_unwind(AssertUnwindSafe(|| {
        sniff::sniff(bytes)?;
        let package = Package::open(bytes)?;
        let room = room(package.texts());
        Ok((read_package(package)?, room))
    }))
    .unwrap_or_else(|_| Err(limits::damaged("読み取り中に内部エラーが起きました")))
}

fn read_package(mut package: Package<'_>) -> Result<ReturnedWorkbook, Rejection> {
    let format = kind_of_package(&mut package)?;
    let (sheets, names) = match format {
        Format::Ods => ods::read(&mut package)?,
        Format::Xlsx | Format::Xlsm => xlsx::read(&mut package)?,
    };
    let mut workbook = form_sheet::assemble(format, sheets, names)?;
    workbook.modified = modified(&mut package);
    Ok(workbook)
}

/// `dcterms:modified` of the document's properties; what can't be read says nothing.
fn modified(package: &mut Package<'_>) -> Option<DateTime<Utc>> {
    let properties = package.part("docProps/core.xml").ok()??;
    let (_, rest) = properties.split_once("dcterms:modified")?;
    let (_, rest) = rest.split_once('>')?;
    let (stamp, _) = rest.split_once('<')?;
    let stamp = DateTime::parse_from_rfc3339(stamp.trim()).ok()?;
    Some(stamp.with_timezone(&Utc))
}

/// The format by the parts of the package, or what other document it is.
fn kind_of_package(package: &mut Package<'_>) -> Result<Format, Rejection> {
    if package.has("[Content_Types].xml") {
        return kind_of_office(&package.required("[Content_Types].xml")?.to_lowercase());
    }
    if package.has("encrypted-package") {
        return Err(Rejection::Password);
    }
    if package.has("content.xml") {
        let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(Rejection::Password);
        }
        let kind = package.part("mimetype")?.unwrap_or_default();
        return match kind
            .trim()
            .strip_prefix("application/vnd.oasis.opendocument.")
        {
            Some("text") => Err(not_workbook("OpenDocument の文書")),
            Some("presentation") => Err(not_workbook("OpenDocument のプレゼンテーション")),
            _ => Ok(Format::Ods),
        };
    }
    if package.has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    let apple = package.has_below("index/") || package.has("index.zip");
    Err(not_workbook(if apple {
        "Numbers 又は Pages の文書"
    } else {
        "圧縮ファイル"
    }))
}

/// The format by the content types (in lower case) of an Office package.
fn kind_of_office(types: &str) -> Result<Format, Rejection> {
    let any = |words: &[&str]| words.iter().any(|word| types.contains(word));
    if any(&[
        "ms-excel.sheet.macroenabled.main",
        "ms-excel.template.macroenabled.main",
    ]) {
        return Ok(Format::Xlsm);
    }
    if any(&["spreadsheetml.sheet.main", "spreadsheetml.template.main"]) {
        return Ok(Format::Xlsx);
    }
    Err(not_workbook(if any(&["ms-excel.sheet.binary"]) {
        "Excel バイナリブック（.xlsb）"
    } else if any(&["wordprocessingml", "ms-word"]) {
        "Word 文書"
    } else if any(&["presentationml", "ms-powerpoint"]) {
        "PowerPoint"
    } else {
        "ほかのソフトの文書"
    }))
}

fn not_workbook(kind: &str) -> Rejection {
    Rejection::NotWorkbook(kind.to_owned())
}
