//! How a figure follows from other cells. A rule is said once: the formula of its cell is rendered from it, and verification
//! works the figure out again by it, from the cells of the finished file. Nothing is computed here.
//!
//! Functions of Excel 2016 only; references to tables are written in full (`表[[#This Row],[列]]`), since `[@列]` comes out
//! malformed. Texts of departments never come into a rule.

mod formula;

use std::borrow::Cow;

use crate::values::a1;
pub use formula::exactly;
use formula::quoted;

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Name of the sheet.
    pub sheet: Cow<'static, str>,
    /// Zero-based.
    pub column: u32,
    /// Zero-based rows.
    pub first: u32,
    pub last: u32,
}

/// A column of an Excel table, by its heading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    pub table: &'static str,
    pub heading: Cow<'static, str>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum One {
    /// That of this column, in the row of the rule's own cell.
    Here(Named),
    At(Place),
}

/// Cells of a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Many {
    /// The rows of a table, without its heading and totals.
    Of(Named),
    Span(Span),
}

/// A condition on the rows of a sum or a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The cell holds exactly what this one does.
    Like(Many, One),
    /// The cell holds exactly this text.
    Word(Many, String),
    /// The cell holds a number.
    Number(Many),
}

/// How the value follows. Cells that hold no number count as nothing; all cells of a rule cover the same rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The number of rows where every condition holds.
    Count { given: Vec<Given> },
    /// The sum of the numbers in `of`, in the rows where every condition holds, to so many decimals.
    Sum {
        of: Many,
        given: Vec<Given>,
        places: u32,
        /// Blank where there is no such row, or no number where nothing is given.
        blank: bool,
        /// Of the rows that a filter shows.
        shown: bool,
    },
    /// These cells added up, less those of `less`.
    Added { of: Vec<One>, less: Vec<One> },
    /// `now` less `before`; blank where one of them is no number.
    Difference { now: One, before: One, places: u32 },
    /// Two neighbouring amounts of the row added up: blank where neither was given, `refused` where a text stands for one.
    Effect {
        table: &'static str,
        first: &'static str,
        last: &'static str,
        places: u32,
        refused: String,
    },
    /// `of`, where it is a number and `kind` holds this word; else blank.
    OfKind {
        of: One,
        kind: One,
        word: &'static str,
    },
    /// `of` added up × 100 ÷ `whole`, one decimal, half away from zero. Blank where `whole` is 0.
    Share { of: Vec<One>, whole: One },
    /// 達成率 of an indicator: none where one of the two is missing, the divisor is 0 or one is negative.
    Rate(Indicator),
    /// 進捗率: where the year has no target but a later one has.
    Progress(Indicator),
    /// 達成, decided on the values; 該当なし under 以下 counts as met.
    Met(Indicator),
}

/// Cells of an indicator's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// 以上 or 以下, else no rate.
    pub direction: One,
    pub base: One,
    pub actual: One,
    pub target: One,
    pub last: One,
    pub state: One,
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

impl Named {
    pub const fn new(table: &'static str, heading: &'static str) -> Self {
        Self {
            table,
            heading: Cow::Borrowed(heading),
        }
    }

    fn renamed(&self, word: &impl Fn(&str) -> String) -> Self {
        Self {
            table: self.table,
            heading: word(&self.heading).into(),
        }
    }

    pub const fn here(self) -> One {
        One::Here(self)
    }

    pub const fn all(self) -> Many {
        Many::Of(self)
    }
}

impl Given {
    /// None where Excel would not take the text.
    pub fn word(of: Many, text: &str) -> Option<Self> {
        quoted(text).map(|_| Self::Word(of, text.to_owned()))
    }

    /// The cells that it looks at.
    pub fn of(&self) -> &Many {
        let (Self::Like(of, _) | Self::Word(of, _) | Self::Number(of)) = self;
        of
    }
}

impl Rule {
    /// All of `of`.
    pub const fn sum(of: Many, places: u32) -> Self {
        Self::Sum {
            of,
            given: Vec::new(),
            places,
            blank: false,
            shown: false,
        }
    }

    /// The same, blank where there is no number.
    pub const fn sum_or_blank(of: Many, places: u32) -> Self {
        Self::Sum {
            of,
            given: Vec::new(),
            places,
            blank: true,
            shown: false,
        }
    }

    /// The same of the rows that a filter shows.
    pub const fn total(of: Many, places: u32) -> Self {
        Self::Sum {
            of,
            given: Vec::new(),
            places,
            blank: true,
            shown: true,
        }
    }

    /// The same with other words for the headings that its conditions name.
    #[must_use]
    pub fn renamed(&self, word: &impl Fn(&str) -> String) -> Self {
        let many = |of: &Many| match of {
            Many::Of(named) => Many::Of(named.renamed(word)),
            span => span.clone(),
        };
        let one = |of: &One| match of {
            One::Here(named) => One::Here(named.renamed(word)),
            at => at.clone(),
        };
        let each = |given: &[Given]| {
            let renamed = |given: &Given| match given {
                Given::Like(of, like) => Given::Like(many(of), one(like)),
                Given::Word(of, text) => Given::Word(many(of), text.clone()),
                Given::Number(of) => Given::Number(many(of)),
            };
            given.iter().map(renamed).collect()
        };
        match self {
            Self::Count { given } => Self::Count { given: each(given) },
            Self::Sum {
                of,
                given,
                places,
                blank,
                shown,
            } => Self::Sum {
                of: many(of),
                given: each(given),
                places: *places,
                blank: *blank,
                shown: *shown,
            },
            other => other.clone(),
        }
    }

    /// The same figure as in that cell.
    pub fn same(of: One) -> Self {
        Self::Added {
            of: vec![of],
            less: Vec::new(),
        }
    }
}
