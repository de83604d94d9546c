//! 計画台帳.xlsx, the office's only configuration: the columns of its [`sheets`] drive
//! reading and writing alike. Bytes in, bytes out; no file is touched here.
//!
//! [`read`] reports every fault of a register in one go, each with its sheet and cell. [`write`]
//! makes a register that reads back as the same plan; `init` writes [`template_plan`] with it.
//!
//! A table of 事務局.xlsx is a file with an [`OfficeTable`](office_table::OfficeTable): its columns are `columns!`, from which
//! headings, prompts, dropdowns (a `reference(LISTS, …)` offers a list of the hidden sheet `_一覧`) and reading follow; its rows
//! stand in `OfficeTexts`, with a line in `office_texts::read` and one in its `write`. What a row means is decided where it is used:
//! 評価・補正 in `submission::decisions` (by the forms' own readers), 確認済み in `office::settled`.

mod additions;
mod cell_style;
mod cells;
mod check;
mod decisions;
mod faults;
mod guide;
mod header;
mod numbers;
mod office_table;
pub mod office_texts;
mod opinions;
mod parts;
mod places;
mod printed;
mod prompts;
mod read;
mod record;
mod row;
mod schema;
mod settled;
mod sheets;
mod table;
mod template;
mod template_text;
mod texts;
mod write;

#[cfg(test)]
mod tests;

pub use additions::{Addition, additions, write_additions};
pub use places::Places;
pub use read::read;
pub use template::{TemplateError, template_plan};
pub use texts::texts;
pub use write::write;

/// The name under which the register lies in input/, and which messages use.
pub const FILE_NAME: &str = "計画台帳.xlsx";
/// The sheet of earlier results, as it is called.
pub const PAST_RESULTS: &str = sheets::past_results::SHEET_NAME;
