//! Something that was written outside the inputs, and where.

use crate::form::returned_workbook::ReturnedSheet;

/// Something written outside the inputs.
pub(super) struct Written<'a> {
    pub sheet: &'a ReturnedSheet,
    pub place: (u32, u32),
    pub typed: String,
    pub kind: Kind,
}

/// Where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Beside,
    /// Where an input should be, in a form that lost the names of all.
    Answer,
    /// Over this text of the form.
    OverText(String),
    OverFormula,
    /// Over this value of last cycle.
    OverPrevious(String),
    /// On a sheet that was not issued, perhaps a copy of one that was.
    Added {
        copied: bool,
    },
}
