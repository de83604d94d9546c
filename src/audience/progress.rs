//! What the office alone sees of how far the departments have come: 進行表. Days are those of the register; there is no clock.

/// Content of 進行表.xlsx.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressView {
    /// `つくばみらい市 みらい改革プラン 令和7年度`
    pub title: String,
    pub cycle: String,
    /// 照会日, for the document's dates: year, month, day.
    pub date: [i32; 3],
    /// The deadlines of the register in one line.
    pub deadlines: String,
    pub departments: Vec<DepartmentProgress>,
}

/// One expected department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentProgress {
    pub code: String,
    pub division: Option<String>,
    pub name: String,
    /// 未提出, 返答待ち, 確認中 or 済
    pub state: &'static str,
    /// 照会日, where its form was made.
    pub sent: Option<String>,
    /// By when its form is due.
    pub due: String,
    /// The round of the form that counts.
    pub returned_round: Option<u32>,
    /// Which 確認依頼 it has not answered: 1 is the first.
    pub asked_round: Option<u32>,
    /// By when it is to answer that, where the register says so.
    pub again_due: Option<String>,
    pub errors: usize,
    pub warnings: usize,
    /// Files of its own that could not be taken.
    pub refused: Vec<String>,
}
