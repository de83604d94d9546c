//! 計画台帳.xlsx, the office's only configuration: the columns of its [`sheets`] drive
//! reading and writing alike. Bytes in, bytes out; no file is touched here.
//!
//! [`read`] reports every fault of a register in one go, each with its sheet and cell. [`write`]
//! makes a register that reads back as the same plan; `init` writes [`template_plan`] with it.

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
