//! 事務局.xlsx: what the office itself writes into the documents of a cycle (sheet 文章), what was decided in place of a
//! department's answer (評価・補正), and what it has looked at and settled (確認済み).

use chrono::NaiveDate;

use super::{Body, Decision, OfficeSection, Opinion};
use crate::diagnostic::Code;
use crate::values::CellLocation;

/// One line of 文章.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeText {
    /// 文書: whose documents carry it.
    pub bodies: Vec<Body>,
    /// 欄
    pub section: OfficeSection,
    /// 本文
    pub text: String,
}

/// One row of 確認済み: a diagnostic that the office has looked at and found harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// 課: whose cell it is about.
    pub department: String,
    pub code: Code,
    /// 番号 of the item, initiative or indicator.
    pub number: Option<String>,
    /// 欄: the field's label.
    pub field: Option<String>,
    /// 記入, as the diagnostic quotes it.
    pub typed: Option<String>,
    pub reason: String,
    /// 年月日
    pub date: Option<NaiveDate>,
    /// The cell of its コード.
    pub at: CellLocation,
}

/// Everything that the office wrote for a cycle, in the order of the sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeTexts {
    pub lines: Vec<OfficeText>,
    pub decisions: Vec<Decision>,
    pub settled: Vec<Settled>,
    pub opinions: Vec<Opinion>,
    /// Rows of 意見 with a cell that could not be read: in no paper, but their departments were asked.
    pub faulty_opinions: Vec<Opinion>,
}

impl OfficeTexts {
    /// Nothing written.
    pub fn none() -> &'static Self {
        static NONE: OfficeTexts = OfficeTexts {
            lines: Vec::new(),
            decisions: Vec::new(),
            settled: Vec::new(),
            opinions: Vec::new(),
            faulty_opinions: Vec::new(),
        };
        &NONE
    }

    /// The texts of one 欄 in a body's documents.
    pub fn of(&self, body: Body, section: OfficeSection) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter(move |l| l.section == section && l.bodies.contains(&body))
            .map(|l| l.text.as_str())
    }
}
