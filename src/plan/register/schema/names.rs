//! The names of the register's sheets and the headings of their columns, each spelled once.

/// Names of the sheets.
pub mod sheet {
    pub const PROFILE: &str = "計画";
    pub const THEMES: &str = "基本テーマ";
    pub const PILLARS: &str = "改革項目";
    pub const MEASURES: &str = "推進施策";
    pub const ITEMS: &str = "実施項目";
    pub const INITIATIVES: &str = "取組";
    pub const INDICATORS: &str = "指標";
    pub const DEPARTMENTS: &str = "組織";
    pub const GRADES: &str = "評価区分";
    pub const CYCLES: &str = "進捗調査";
    pub const MEETINGS: &str = "会議";
    pub const PAST: &str = "過年度実績";
    pub const TERMS: &str = "用語";
    /// The guide in front; never read.
    pub const GUIDE: &str = "説明";
}

/// Headings of the columns.
pub mod heading {
    pub const MUNICIPALITY: &str = "自治体名";
    pub const PLAN_NAME: &str = "計画名";
    pub const SHORT_NAME: &str = "略称";
    pub const START: &str = "開始年度";
    pub const END: &str = "終了年度";
    pub const ADOPTED: &str = "策定年度";
    pub const PHILOSOPHY: &str = "基本理念";
    pub const SUBTITLE: &str = "副題";
    pub const OFFICE: &str = "事務局";
    pub const CONTACT: &str = "連絡先";
    pub const FORM_NAME: &str = "様式名";
    pub const REPORT_NAME: &str = "報告書名";
    pub const SAMPLE: &str = "見本";
    pub const NUMBER: &str = "番号";
    pub const NAME: &str = "名称";
    pub const EXPLANATION: &str = "説明";
    pub const PILLAR: &str = "改革項目";
    pub const MEASURE: &str = "推進施策";
    pub const LEADS: &str = "所管課";
    pub const PARTNERS: &str = "関係課";
    pub const SITUATION: &str = "現状と課題";
    pub const POLICY: &str = "取組方針";
    pub const TERMINATION: &str = "終了区分";
    pub const MERGED_INTO: &str = "統合先";
    pub const ID: &str = "管理番号";
    pub const ITEM: &str = "実施項目";
    pub const TEXT: &str = "取組内容";
    pub const RESPONSIBLE: &str = "担当課";
    pub const YEARS: &str = "年度別";
    pub const INDICATOR: &str = "指標名";
    pub const UNIT: &str = "単位";
    pub const KIND: &str = "種別";
    pub const DIRECTION: &str = "目標の見方";
    pub const ACCUMULATION: &str = "集計";
    pub const PLACES: &str = "小数桁";
    pub const BASE_YEAR: &str = "基準年度";
    pub const BASE: &str = "基準値";
    pub const CODE: &str = "課コード";
    pub const DIVISION: &str = "部";
    pub const DEPARTMENT: &str = "課名";
    pub const STARTS: &str = "開始日";
    pub const ENDS: &str = "終了日";
    pub const SUCCESSORS: &str = "後継課";
    pub const SYMBOL: &str = "記号";
    pub const DEFINITION: &str = "定義";
    pub const COUNTED: &str = "割合に含める";
    pub const ON_TRACK: &str = "順調とみなす";
    pub const COLOUR: &str = "色";
    pub const YEAR: &str = "対象年度";
    pub const CYCLE_KIND: &str = "区分";
    pub const INQUIRY: &str = "照会日";
    pub const CONTRIBUTORS_DUE: &str = "関係課期限";
    pub const DUE: &str = "提出期限";
    pub const STATE: &str = "状態";
    pub const BODY: &str = "会議";
    pub const SESSION: &str = "回";
    pub const DATE: &str = "開催日";
    pub const DOCUMENT: &str = "文書";
    pub const MATERIAL: &str = "資料番号";
    pub const GRADE: &str = "評価";
    pub const ACTUAL: &str = "実績値";
    pub const EFFECT: &str = "効果額";
    pub const REFERENCE: &str = "資料";
    pub const TERM: &str = "用語";
}
