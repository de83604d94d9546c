//! What a finished workbook is made of besides its bytes: which cell holds which figure of the view,
//! and how the figures that are reckoned follow from other cells. Plain data, for those who read the
//! bytes again and reckon anew. Nothing is computed here.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::values::a1;

/// A finished workbook and the map of its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The workbook, as it goes to disk.
    pub bytes: Vec<u8>,
    /// Every cell that holds a figure of the view, sheet by sheet. A figure that stands in several
    /// cells has several lines.
    pub figures: Vec<FigureCell>,
    /// Every cell whose value follows from other cells of the workbook.
    pub derived: Vec<Derived>,
    /// Every cell that holds a formula, with the formula as it was written.
    pub formulas: Vec<FormulaCell>,
    /// Its own words: titles of sheets, notes, headings. They stand in it beside what the view holds.
    pub words: Vec<String>,
    /// What the workbook could not hold as it should (links beyond Excel's limit).
    pub told: Vec<Diagnostic>,
}

/// The cell that holds a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCell {
    /// [`Figure::key`](crate::audience::Figure::key).
    pub key: Arc<str>,
    pub at: Place,
}

/// A cell that holds a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaCell {
    pub at: Place,
    /// Without the `=` in front. Rows of a table share one text.
    pub formula: Arc<str>,
}

/// A cell of the workbook. Long lists have some hundred thousand of them: nothing is held for each but where it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the sheet, as the workbook has it.
    pub sheet: Cow<'static, str>,
    /// Zero-based.
    pub row: u32,
    /// Zero-based.
    pub column: u32,
}

/// Cells of one column, from the first to the last row, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Name of the sheet.
    pub sheet: Cow<'static, str>,
    /// Zero-based column.
    pub column: u16,
    /// Zero-based rows.
    pub first: u32,
    pub last: u32,
}

/// A condition on the rows of a sum or a count: the cell of this column holds exactly this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub span: Span,
    pub equals: String,
}

/// A cell whose value follows from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    pub at: Place,
    pub rule: Rule,
}

/// How the value follows. Cells that hold no number count as nothing; the spans of a rule cover the
/// same rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The sum of the numbers in `of`, in the rows where every condition holds.
    Sum { of: Span, given: Vec<Given> },
    /// The number of rows where every condition holds.
    Count { given: Vec<Given> },
    /// The number of rows whose cell in `of` is not blank.
    Filled { of: Span },
    /// These cells added up, less those of `less`.
    Added { of: Vec<Place>, less: Vec<Place> },
    /// `of` added up × 100 ÷ `whole`, one decimal, half away from zero. Blank where `whole` is 0.
    Share { of: Vec<Place>, whole: Place },
    /// (`now` − `base`) × 100 ÷ (`target` − `base`), one decimal, half away from zero.
    Progress {
        now: Place,
        base: Place,
        target: Place,
    },
}

impl Place {
    /// Of a zero-based row and column.
    pub fn new(sheet: impl Into<Cow<'static, str>>, row: u32, column: u16) -> Self {
        Self {
            sheet: sheet.into(),
            row,
            column: column.into(),
        }
    }

    /// `C12`.
    pub fn cell(&self) -> String {
        a1(self.row, self.column)
    }
}
