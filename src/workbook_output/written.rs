//! What a finished workbook is made of besides its bytes: which cell holds which figure of the view, and by which rule the
//! figures that are computed follow from other cells. Plain data, for those who read the bytes again and compute anew.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::tables::{Place, Rule};

/// A finished workbook and the map of its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The workbook, as it goes to disk.
    pub bytes: Vec<u8>,
    /// Every cell that holds a figure of the view, sheet by sheet. A figure that stands in several
    /// cells has several lines.
    pub figures: Vec<FigureCell>,
    /// Every cell that holds a formula.
    pub formulas: Vec<FormulaCell>,
    /// Every Excel table, by whose columns rules name cells.
    pub tables: Vec<TablePlace>,
    /// Sheets whose names in the file are the plan's own words: as they are called here, and there.
    pub renamed: Vec<(String, String)>,
    /// Its own words: titles of sheets, notes, headings. They stand in it beside what the view holds.
    pub words: Vec<String>,
    /// What the workbook could not hold as it should (links beyond Excel's limit).
    pub reported: Vec<Diagnostic>,
}

/// The cell that holds a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCell {
    /// [`Figure::key`](crate::audience::Figure::key).
    pub key: Arc<str>,
    pub at: Place,
}

/// A cell whose value follows from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaCell {
    pub at: Place,
    /// Rows of a table share one.
    pub formula: Arc<Formula>,
}

/// A rule, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    pub rule: Rule,
    /// Without the `=` in front.
    pub text: String,
}

impl Formula {
    pub(super) fn new(rule: &Rule, sheet: &str) -> Arc<Self> {
        Arc::new(Self {
            rule: rule.clone(),
            text: rule.formula(sheet),
        })
    }
}

/// Where an Excel table stands: its rows without heading and totals, both included, zero-based.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePlace {
    pub name: &'static str,
    pub sheet: &'static str,
    pub first: u32,
    pub last: u32,
}
