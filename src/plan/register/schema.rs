//! What a sheet and a column of the register are. The sheets themselves stand in [`sheets`](super::sheets), one a file.

use super::record::Record;
use crate::plan::Plan;

/// The word in 担当課 for every department in force.
pub const EVERYONE: &str = "全庁";

/// Whether a column must be there and filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Marked `*`: the column must be there, and every row fills it.
    Required,
    /// The sheet may do without, but a row that is used fills it.
    WithRow,
    Optional,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Short text; numbers typed into it are taken as text.
    Text,
    /// Sentences, wrapped.
    LongText,
    Number,
    Year,
    Date,
    /// はい or いいえ.
    Flag,
    /// One word of a closed list.
    Choice(fn() -> Vec<&'static str>),
    /// Any word; these are offered.
    Suggest(fn() -> Vec<&'static str>),
    /// The name of a document; those that are made are offered, by the names that the plan gives them.
    Documents,
    /// What stands in a column of another sheet; several are separated by 、.
    Reference {
        sheet: &'static str,
        heading: &'static str,
    },
    /// `#rrggbb`.
    Colour,
    /// Stands for one column per year of the plan, of text.
    YearTexts(&'static [&'static str]),
    /// Stands for one column per year of the plan, of targets.
    YearTargets,
    /// Stands for one column per year of the plan, of planned effects in 千円: the heading and the year.
    YearEffects,
}

impl Kind {
    /// Whether it stands for one column per year.
    pub const fn per_year(self) -> bool {
        matches!(
            self,
            Self::YearTexts(_) | Self::YearTargets | Self::YearEffects
        )
    }
}

/// One column (in 計画: one line).
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub heading: &'static str,
    pub need: Need,
    pub kind: Kind,
    /// Width in half-width characters.
    pub width: f64,
    /// For the guide and the input prompt; at most 200 characters.
    pub explanation: &'static str,
}

impl Column {
    /// What stands before the year in the headings of its columns, where it stands for one per year.
    pub const fn before_years(&self) -> Option<&'static str> {
        match self.kind {
            Kind::YearTexts(_) | Kind::YearTargets => Some(""),
            Kind::YearEffects => Some(self.heading),
            _ => None,
        }
    }
}

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 項目|内容: one line a value.
    Fields,
    /// A heading row, then one row a record.
    Rows,
}

/// One sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub name: &'static str,
    pub layout: Layout,
    pub required: bool,
    pub explanation: &'static str,
    pub columns: &'static [Column],
    /// Printed on A3; A4 otherwise.
    pub wide: bool,
    /// Columns that stay in sight when scrolling sideways.
    pub frozen: u16,
    /// The rows that a plan has on it.
    pub records: fn(&Plan) -> Vec<Record>,
}

impl Sheet {
    /// A sheet with a heading row, on A4, to be completed.
    pub const ROWS: Self = Self {
        name: "",
        layout: Layout::Rows,
        required: false,
        explanation: "",
        columns: &[],
        wide: false,
        frozen: 0,
        records: |_| Vec::new(),
    };
}

/// A column that refers to another sheet's.
pub const fn reference(sheet: &'static str, heading: &'static str) -> Kind {
    Kind::Reference { sheet, heading }
}

/// The columns of a sheet, one a line: name of the constant, heading, need, kind, width, explanation. Makes a constant of
/// each heading, by which rows are read and written, and `COLUMNS`.
macro_rules! columns {
    ($($name:ident $heading:literal $need:ident, $kind:expr, $width:literal, $explanation:literal;)*) => {
        $(pub const $name: &str = $heading;)*

        const COLUMNS: &[Column] = &[$(Column {
            heading: $name,
            need: Need::$need,
            kind: $kind,
            width: $width,
            explanation: $explanation,
        },)*];
    };
}
pub(super) use columns;

/// Heading of the keys on a [`Layout::Fields`] sheet.
pub const FIELD: &str = "項目";
/// Heading of the values on a [`Layout::Fields`] sheet.
pub const CONTENT: &str = "内容";
