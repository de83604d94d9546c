//! 検算: which figures were held against each other, and what came of it. For the office alone.

/// What came of one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 不一致
    Differs,
    /// 端数処理: rounded parts do not add up to the rounded whole. Reported, never adjusted.
    Rounding,
    /// 一致
    Same,
}

impl Verdict {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Same => "一致",
            Self::Rounding => "端数処理",
            Self::Differs => "不一致",
        }
    }
}

/// One comparison, or several of one kind that all came out the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// 推進本部, 懇談会 …
    pub body: String,
    /// What is compared: `総括 改革項目3 Aの件数`.
    pub what: String,
    /// Where the first value stands, and the value as people read it.
    pub first_at: String,
    pub first: String,
    pub second_at: String,
    pub second: String,
    pub verdict: Verdict,
    /// How many comparisons this line stands for.
    pub count: usize,
}

/// Content of 検算.xlsx.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReconciliationView {
    /// `つくばみらい市 みらい改革プラン 令和7年度`
    pub title: String,
    pub cycle: String,
    /// 照会日, for the document's dates: year, month, day.
    pub date: [i32; 3],
    pub rows: Vec<CheckRow>,
}

impl ReconciliationView {
    /// How many comparisons came out so.
    pub fn count(&self, verdict: Verdict) -> usize {
        let rows = self.rows.iter().filter(|r| r.verdict == verdict);
        rows.map(|r| r.count).sum()
    }

    /// How many comparisons there were.
    pub fn all(&self) -> usize {
        self.rows.iter().map(|r| r.count).sum()
    }
}
