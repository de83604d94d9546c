//! What the office alone sees: 点検結果. Who sent what, and every fault.

use crate::diagnostic::Diagnostic;

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
}

/// What became of one file in 提出/.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCheck {
    pub path: String,
    /// 受付済, 差替済, 受付不可 or システムファイル
    pub status: String,
    pub department: Option<String>,
}
