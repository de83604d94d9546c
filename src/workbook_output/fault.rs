//! Why a workbook could not be made.

use rust_xlsxwriter::XlsxError;

use crate::diagnostic::{Code, Diagnostic};

/// Rows of a sheet.
const MOST_ROWS: u64 = 1_048_576;

/// Why a workbook could not be made. Nothing is ever left out instead.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A table with more rows than a sheet has.
    #[error("シート「{sheet}」が{rows}行になり、Excel の上限（1,048,576行）を超えます。")]
    Rows { sheet: String, rows: u64 },
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// The spreadsheet library stopped itself, with these words: a list that waits outside of memory could not be written there.
    #[error("作業フォルダーに一時的な内容を書き込めません。")]
    Stopped(String),
}

impl Fault {
    /// A sheet can hold so many rows.
    pub(super) fn check_rows(sheet: &str, rows: u64) -> Result<(), Self> {
        if rows > MOST_ROWS {
            let sheet = sheet.to_owned();
            return Err(Self::Rows { sheet, rows });
        }
        Ok(())
    }

    /// As the office gets it: D012, or O002 for what is no matter of its data.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Rows { sheet, .. } => Diagnostic::new(
                Code::SheetLimit,
                format!("{self}集計表を作れません。"),
                "計画台帳を分けて、別々の作業フォルダーで作ってください。",
            )
            .on_sheet(sheet),
            Self::Stopped(words) => Diagnostic::new(
                Code::OutputUnwritable,
                format!("集計表を作れませんでした。{self}"),
                "ディスクの空き容量を確かめてから、もう一度実行してください。それでも作れないときは、この表示の全文を添えて、開発元に御連絡ください。",
            )
            .found(words),
            Self::Xlsx(error) => Diagnostic::new(
                Code::OutputUnwritable,
                "集計表を作れませんでした。",
                "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
            )
            .found(error.to_string()),
        }
    }
}
