//! The 欄 of 事務局.xlsx: places in the documents that the office fills. Which of them a body's documents have stands in the
//! body's row; where they stand on a page is the templates' matter.

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
}
