//! The head of the documents, and of the meeting that they are for.

use serde::Serialize;

use crate::plan::{LevelNames, whole_name};

/// Head of every document of a body. Plain strings: they carry no trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    pub municipality: String,
    pub plan: String,
    pub short_name: String,
    pub report_name: String,
    pub office: String,
    pub contact: Option<String>,
    /// `令和7年度`
    pub cycle: String,
    /// `令和7(2025)年度`, with 区分 behind it where that is not 年度末.
    pub cycle_both: String,
    /// Name of the cycle compared with.
    pub previous_cycle: Option<String>,
    /// 令和8(2026)年4月10日 of the 照会日.
    pub inquiry_date: String,
    /// Year, month, day for the document's date: that of the meeting or the publication, else the 照会日.
    pub date: [i32; 3],
    /// Every page is marked 見本.
    pub sample: bool,
    /// Marked 案.
    pub draft: bool,
    /// Actuals are not judged by their targets (目標の判定).
    pub unjudged: bool,
    /// `令和8年10月1日訂正`, where the papers were published before and changed since.
    pub corrected: Option<String>,
    /// `令和6年度～令和10年度`
    pub period: String,
    /// What the plan calls its levels.
    pub levels: LevelNames,
}

impl Head {
    /// The plan with the city whose it is, which is not named twice.
    pub fn whole_plan(&self, between: &str) -> String {
        whole_name(&self.municipality, &self.plan, between)
    }
}

/// The meeting that a document is for. Not for the public.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MeetingHead {
    /// `行政改革推進本部`
    pub body: String,
    /// `第2回`
    pub session: Option<String>,
    /// `令和8(2026)年7月6日`
    pub date: Option<String>,
    /// 資料番号 of 報告書.
    pub report_material: Option<String>,
    /// 資料番号 of 実施項目一覧.
    pub list_material: Option<String>,
    /// 資料番号 of 個票.
    pub sheets_material: Option<String>,
    /// 資料番号 of 参考資料.
    pub reference_material: Option<String>,
    /// 資料番号 of 概要版.
    pub digest_material: Option<String>,
    /// 取扱注意 is stamped.
    pub restricted: bool,
}
