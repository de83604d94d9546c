//! 事務局.xlsx: what the office itself writes into the documents of a cycle (sheet 文章), and what it has looked at and
//! settled (確認済み). Which 欄 a body's documents have is decided here; where they stand is the templates' matter.

use chrono::NaiveDate;

use super::Body;
use crate::diagnostic::Code;
use crate::values::CellLocation;

/// A place in the documents that the office fills, or leaves blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeSection {
    /// はじめに
    Foreword,
    /// 協議事項
    Agenda,
    /// 前回の指摘・意見への対応
    Answers,
    /// 本日ご意見をいただきたい点
    Questions,
    /// 意見の提出期限
    OpinionsDue,
    /// 今後の日程
    Schedule,
}

impl OfficeSection {
    /// In the order in which the sheet offers them.
    pub const ALL: [Self; 6] = [
        Self::Foreword,
        Self::Agenda,
        Self::Answers,
        Self::Questions,
        Self::OpinionsDue,
        Self::Schedule,
    ];

    /// The word in the sheet, and the heading in the document.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Foreword => "はじめに",
            Self::Agenda => "協議事項",
            Self::Answers => "前回の指摘・意見への対応",
            Self::Questions => "本日ご意見をいただきたい点",
            Self::OpinionsDue => "意見の提出期限",
            Self::Schedule => "今後の日程",
        }
    }

    /// What is written there.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Foreword => "資料の初めに置く、市の考え方や前年度からの経過などです。",
            Self::Agenda => "会議で決めていただく事項です。1件を1行に記入します。",
            Self::Answers => "前回の会議での指摘又は意見と、その対応です。1件を1行に記入します。",
            Self::Questions => "懇談会の委員に特に御意見を伺いたい点です。1件を1行に記入します。",
            Self::OpinionsDue => "意見記入用紙に印刷する期限です（例：令和8年8月17日（月））。",
            Self::Schedule => {
                "今後の予定です。計画台帳の「会議」に開催日のある会議は、記入しなくても載ります。"
            }
        }
    }

    /// The bodies whose documents have it.
    pub fn bodies(self) -> Vec<Body> {
        let all = Body::ALL.into_iter();
        all.filter(|body| body.has_section(self)).collect()
    }
}

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
    pub settled: Vec<Settled>,
}

impl OfficeTexts {
    /// Nothing written.
    pub fn none() -> &'static Self {
        static NONE: OfficeTexts = OfficeTexts {
            lines: Vec::new(),
            settled: Vec::new(),
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
