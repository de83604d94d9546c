//! One row of the sheet 評価・補正 of 事務局.xlsx: a second evaluation by the 本部, or a value that the office set right. What
//! field a row names and what its value means is decided where the forms are read.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::values::{CellLocation, words};

words! {
    /// 区分 of a row.
    pub enum DecisionKind {
        /// The grade that the 本部 gives; the 所管課's own stays beside it.
        SecondEvaluation "二次評価",
        /// A value in place of what a department wrote.
        Correction "補正",
    }
}

/// What stands in a cell of the office's, before it is read as the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeValue {
    Text(String),
    Number {
        value: Decimal,
        /// Shown as a percentage: 0.985 stands for 98.5 %.
        percent: bool,
        /// As the cell's format shows it, where that is not the plain number.
        shown: Option<String>,
    },
    Bool(bool),
    Date(NaiveDate),
}

/// One row of 評価・補正.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub kind: DecisionKind,
    /// 番号 of the item, initiative or indicator.
    pub number: String,
    /// 欄: the label of the field.
    pub field: String,
    /// 課: needed where several departments report.
    pub department: Option<String>,
    /// 課の記入: what the department had written when the row was made.
    pub before: Option<OfficeValue>,
    /// 値
    pub value: OfficeValue,
    pub reason: String,
    /// 決定: the meeting and its session.
    pub decided_by: Option<String>,
    pub date: NaiveDate,
    /// Whether every cell that it needs could be read. A row that is not whole is reported and not used; what is wrong with the
    /// rest of it is reported as well.
    pub whole: bool,
    pub places: DecisionPlaces,
}

/// The cells of a row that messages name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionPlaces {
    pub number: CellLocation,
    pub field: CellLocation,
    pub department: CellLocation,
    pub before: CellLocation,
    pub value: CellLocation,
    pub reason: CellLocation,
}
