//! What the tables of the workbooks and of the open data hold: each column is declared once, with its heading on a sheet, its
//! field in the open data (or one of the two alone) and the value that a row has in it. [`workbook_output`] and
//! [`publication`] write them; how they are written is not known here.
//!
//! Headings and fields that an output has for itself stand in it; what both have, or what one body has more, stands here.
//! A figure that follows from others has a [`Rule`]: its formula is rendered from it, and verification works the figure out
//! again by it.
//!
//! [`workbook_output`]: crate::workbook_output
//! [`publication`]: crate::publication

pub mod cell;
pub mod column;
pub mod declared;
pub mod indicators;
pub mod initiatives;
pub mod items;
pub mod lists;
pub mod opinions;
pub mod rule;

pub use cell::{Cell, Target, Tint};
pub(crate) use column::columns;
pub use column::{Align, Column, Emphasis, Field, Heading, Highlight, Kind};
pub use rule::{Given, Many, Named, One, Place, Rule, Span};

use crate::audience::parts::GradeMatrix;
use crate::audience::tables::Tables;

/// Names of the Excel tables that rules refer to.
pub const ITEMS: &str = "実施項目";
pub const INITIATIVES: &str = "取組";
pub const INDICATORS: &str = "指標";

/// What columns need to know beside their row.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub matrix: &'a GradeMatrix,
    pub tables: &'a Tables,
}

impl Context<'_> {
    /// What stands for a sum of which a part was refused.
    pub fn refused(&self) -> &str {
        match self.tables.refused_label.as_str() {
            "" => "確認中",
            label => label,
        }
    }
}
