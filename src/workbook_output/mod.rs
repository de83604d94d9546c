//! The consolidated workbooks of each body (集計表.xlsx) and the office's 点検結果.xlsx, as bytes.
//!
//! A workbook sees a view and nothing else, so it holds nothing that its readers must not know.
//! Nothing is computed here: figures and totals come from the view. What a department typed is
//! written as a string always, never as a formula or a link. The same view gives the same bytes.
//!
//! A consolidated workbook comes as [`Written`]: its bytes, the cell of every figure of the view, and
//! the rule by which figures follow from other cells. Whoever reads the bytes again can so find each figure by its
//! key, and work out each that follows anew from the rows.

mod changes;
mod check_result;
mod consolidated;
mod content;
mod continuation;
mod correction;
mod fault;
mod measure;
mod opinion_form;
mod package;
mod page;
mod paper;
mod progress;
mod reconciliation;
mod sheet_names;
mod style;
mod table;
mod waiting;
mod write_cell;
mod written;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use changes::changes;
pub use check_result::check_result;
pub use consolidated::{council, headquarters, public};
pub use correction::correction;
pub use fault::Fault;
pub use opinion_form::{opinion_form, opinion_form_words};
pub use progress::progress;
pub use reconciliation::reconciliation;
pub use rust_xlsxwriter::XlsxError;
pub use sheet_names::formula_in_file;
pub use written::{FigureCell, Formula, FormulaCell, TablePlace, Written};
