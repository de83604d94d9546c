//! How much a returned file may hold, and the words for what exceeds it. A form of one department
//! stays far below every limit; what is above one is a mistake or an attack, and is never read.
//!
//! Each is checked before anything is allocated; beyond one the file is F011 and the others go on. Besides: a file as found in
//! 提出/ has at most 50 MB (`project_files`), folders below it are 8 deep, and all files that are read at one time have 50 MB and
//! their texts 96 MB, counted threefold (`submission::intake::room`); what is larger is read alone.
//!
//! The kind of file is known by its first bytes, never by its name. A part of 4 MB and more is read as a stream
//! (`Package::parse`): where somebody formats columns to the last row, Excel writes a million rows that hold nothing.
//! Repeats of an ods are counted in its XML first, hidden rows and columns are kept as stretches and never expanded, document type
//! declarations are refused, and relationships are followed from the workbook to its sheets and from a sheet to its notes
//! and drawings, and no further. `tests/it/mutated_forms.rs` reads 2,000 damaged forms from a fixed seed.

use super::Rejection;

/// Bytes of the file itself.
pub(super) const FILE_BYTES: usize = 100 << 20;
/// Entries of the package (zip).
pub(super) const ENTRIES: usize = 10_000;
/// Bytes of all parts together, with pictures, as declared.
pub(super) const TOTAL_BYTES: u64 = 1 << 30;
/// Bytes of the parts that are read whole, as inflated.
pub(super) const READ_BYTES: u64 = 100 << 20;
/// Bytes of the parts that are read as a stream: columns that are formatted to the last row of a sheet take some 40 MB
/// each.
pub(super) const STREAM_BYTES: u64 = 500 << 20;
/// From so many bytes on, the cells of a sheet are read as a stream.
pub(super) const STREAM_FROM: u64 = 4 << 20;
/// Bytes of one tag or text of a stream.
pub(super) const PIECE_BYTES: usize = 8 << 20;
/// Nested XML elements.
pub(super) const DEPTH: usize = 200;
/// Sheets, with hidden ones.
pub(super) const SHEETS: usize = 300;
/// Defined names of inputs, and those that hold a text.
pub(super) const NAMES: usize = 20_000;
/// Cells with content, in all sheets.
pub(super) const CELLS: u64 = 200_000;
/// Bytes of text in cells: one shared string may stand in every cell.
pub(super) const TEXT_BYTES: u64 = 64 << 20;
/// Bytes of shared formulas, moved to each cell that shares them: slower to make than plain text.
pub(super) const FORMULA_BYTES: u64 = 8 << 20;
/// Strings of the shared string table.
pub(super) const SHARED_STRINGS: usize = 1_000_000;
/// Cell formats, number formats, relationships: small tables that a form needs a few of.
pub(super) const TABLE_ROWS: usize = 100_000;

/// Notes, threads, text boxes, pictures and other objects, in all sheets.
pub(super) const MARKS: u64 = 10_000;
/// Stretches of hidden rows or columns of one sheet.
pub(super) const SPANS: usize = 600_000;

/// Rows and columns of a sheet, the same in Excel and in LibreOffice.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

pub(super) fn too_large(what: &str) -> Rejection {
    Rejection::TooLarge(format!("{what}を超えています。"))
}

pub(super) fn damaged(words: impl Into<String>) -> Rejection {
    Rejection::Damaged(words.into())
}

/// What a workbook may still hold.
#[derive(Debug)]
pub(super) struct Budget {
    cells: u64,
    text: u64,
    formulas: u64,
    marks: u64,
}

impl Budget {
    pub(super) const fn new() -> Self {
        Self {
            cells: CELLS,
            text: TEXT_BYTES,
            formulas: FORMULA_BYTES,
            marks: MARKS,
        }
    }

    /// Takes a note or a shape of so many bytes of text.
    pub(super) fn take_mark(&mut self, text: usize) -> Result<(), Rejection> {
        self.marks = self
            .marks
            .checked_sub(1)
            .ok_or_else(|| too_large("メモと図形の数が1万"))?;
        self.take(0, u64::try_from(text).unwrap_or(u64::MAX))
    }

    /// Takes so many cells of so many bytes of text in all; call it *before* they are made.
    pub(super) fn take(&mut self, cells: u64, text: u64) -> Result<(), Rejection> {
        self.cells = self
            .cells
            .checked_sub(cells)
            .ok_or_else(|| too_large("入力されているセルの数が20万"))?;
        self.text = self
            .text
            .checked_sub(text)
            .ok_or_else(|| too_large("セルの文字の合計が64MB"))?;
        Ok(())
    }

    /// Takes one moved formula of so many bytes.
    pub(super) fn take_formula(&mut self, bytes: usize) -> Result<(), Rejection> {
        self.formulas = self
            .formulas
            .checked_sub(u64::try_from(bytes).unwrap_or(u64::MAX))
            .ok_or_else(|| too_large("共有された数式の長さの合計が8MB"))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_ends_at_its_limit() {
        let mut budget = Budget::new();
        assert_eq!(budget.take(CELLS, TEXT_BYTES), Ok(()));
        assert!(
            matches!(budget.take(1, 0), Err(Rejection::TooLarge(words)) if words.contains("20万"))
        );
        assert!(
            matches!(budget.take(0, 1), Err(Rejection::TooLarge(words)) if words.contains("64MB"))
        );
    }
}
