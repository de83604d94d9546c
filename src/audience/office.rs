//! What the office alone sees: 点検結果. Who sent what, and every fault.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::values::CellLocation;

/// Content of 点検結果.xlsx.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeView {
    /// `つくばみらい市 みらい改革プラン 令和7年度`
    pub title: String,
    pub cycle: String,
    /// 照会日, for the document's dates: year, month, day.
    pub date: [i32; 3],
    pub departments: Vec<DepartmentCheck>,
    pub files: Vec<FileCheck>,
    pub diagnostics: Vec<Diagnostic>,
    /// What stands in the inputs of the returned forms.
    pub inputs: BTreeMap<CellLocation, InputCheck>,
    /// The rows of 確認済み.
    pub settled: Vec<SettledCheck>,
}

/// A row of 確認済み and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledCheck {
    pub department: String,
    pub code: &'static str,
    pub number: Option<String>,
    pub field: Option<String>,
    pub typed: Option<String>,
    pub reason: String,
    /// `令和8年6月1日`
    pub date: Option<String>,
    /// One of the words here.
    pub state: &'static str,
}

impl SettledCheck {
    /// It ends a question.
    pub const USED: &'static str = "確認済み";
    /// Nothing is there that it would end.
    pub const UNUSED: &'static str = "当たる確認事項なし";
    /// Of papers, which a check does not make.
    pub const OPEN: &'static str = "資料を作るときに確認";
}

/// An input of a returned form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputCheck {
    /// `1-①-K1`; empty of a field for the office.
    pub number: String,
    /// The label: `実績値`.
    pub field: String,
    /// The value that was taken, where one was.
    pub used: Option<String>,
}

impl OfficeView {
    /// The input in whose cell a diagnostic stands.
    pub fn input(&self, diagnostic: &Diagnostic) -> Option<&InputCheck> {
        self.inputs.get(&CellLocation {
            file: diagnostic.file.clone()?,
            sheet: diagnostic.sheet.clone()?,
            cell: diagnostic.cell.clone()?,
        })
    }

    /// The department that a diagnostic is about: by itself, else the one whose file it is.
    pub fn department<'a>(&'a self, diagnostic: &'a Diagnostic) -> Option<&'a str> {
        let of_file = || {
            let file = diagnostic.file.as_deref()?;
            let mut files = self.files.iter();
            files.find(|f| f.path == file)?.department.as_deref()
        };
        diagnostic.department.as_deref().or_else(of_file)
    }
}

/// 提出状況 of one expected department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentCheck {
    pub code: String,
    pub division: Option<String>,
    pub name: String,
    /// 提出済, 要確認 or 未提出
    pub status: String,
    pub file: Option<String>,
    pub round: Option<u32>,
    pub respondent: Option<String>,
    pub phone: Option<String>,
    pub approver: Option<String>,
    pub note: Option<String>,
    pub errors: usize,
    pub warnings: usize,
    pub corrections: usize,
    /// 提出期限, for the part that it takes: `令和8年5月15日（金）`.
    pub due: String,
    /// Files of its own that could not be taken.
    pub refused: Vec<String>,
    /// Name of its 確認依頼, where there is one.
    pub asking: Option<String>,
}

/// What became of one file in 提出/.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCheck {
    pub path: String,
    /// 受付済, 差替済, 受付不可 or システムファイル
    pub status: String,
    pub department: Option<String>,
}
