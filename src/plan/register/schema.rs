//! The sheets and columns of the register: the one description that reading, writing, the guide
//! sheet and the input prompts go by. No cell is read or written here.

use super::super::{
    Accumulation, Body, CycleState, DEFAULT_REPORT_NAME, Direction, IndicatorKind, Termination,
    YEAR_END,
};

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

/// The word in 担当課 for every department in force.
pub const EVERYONE: &str = "全庁";

/// Whether a column must be there and filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Marked `*`: the column must be there, and every row fills it.
    Required,
    /// The sheet may do without, but a row that is used fills it.
    WithRow,
    Optional,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Short text; numbers typed into it are taken as text.
    Text,
    /// Sentences, wrapped.
    LongText,
    Number,
    Year,
    Date,
    /// はい or いいえ.
    Flag,
    /// One word of a closed list.
    Choice(fn() -> Vec<&'static str>),
    /// Any word; these are offered.
    Suggest(&'static [&'static str]),
    /// What stands in a column of another sheet; several separated by 、 where `many`.
    Reference {
        sheet: &'static str,
        heading: &'static str,
        many: bool,
    },
    /// `#rrggbb`.
    Colour,
    /// Stands for one column per year of the plan, of text.
    YearTexts(&'static [&'static str]),
    /// Stands for one column per year of the plan, of targets.
    YearTargets,
}

impl Kind {
    /// Whether it stands for one column per year.
    pub const fn per_year(self) -> bool {
        matches!(self, Self::YearTexts(_) | Self::YearTargets)
    }
}

/// One column (in 計画: one line).
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub heading: &'static str,
    pub need: Need,
    pub kind: Kind,
    /// Width in half-width characters.
    pub width: f64,
    /// For the guide and the input prompt; at most 200 characters.
    pub explanation: &'static str,
}

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 項目|内容: one line a value.
    Fields,
    /// A heading row, then one row a record.
    Rows,
}

/// One sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub name: &'static str,
    pub layout: Layout,
    pub required: bool,
    pub explanation: &'static str,
    pub columns: &'static [Column],
    /// Printed on A3; A4 otherwise.
    pub wide: bool,
    /// Columns that stay in sight when scrolling sideways.
    pub frozen: u16,
}

/// Heading of the keys on a [`Layout::Fields`] sheet.
pub const FIELD: &str = "項目";
/// Heading of the values on a [`Layout::Fields`] sheet.
pub const CONTENT: &str = "内容";

const fn column(
    heading: &'static str,
    need: Need,
    kind: Kind,
    width: f64,
    explanation: &'static str,
) -> Column {
    Column {
        heading,
        need,
        kind,
        width,
        explanation,
    }
}

const fn reference(sheet: &'static str, heading: &'static str, many: bool) -> Kind {
    Kind::Reference {
        sheet,
        heading,
        many,
    }
}

const fn rows(
    name: &'static str,
    required: bool,
    explanation: &'static str,
    columns: &'static [Column],
) -> Sheet {
    Sheet {
        name,
        layout: Layout::Rows,
        required,
        explanation,
        columns,
        wide: false,
        frozen: 0,
    }
}

const fn wide(mut sheet: Sheet, frozen: u16) -> Sheet {
    sheet.wide = true;
    sheet.frozen = frozen;
    sheet
}

const ANY_DEPARTMENTS: Kind = reference(sheet::DEPARTMENTS, heading::DEPARTMENT, true);

use Kind::{
    Choice, Colour, Date, Flag, LongText, Number, Suggest, Text, Year, YearTargets, YearTexts,
};
use Need::{Optional, Required, WithRow};
use heading as h;

/// Every sheet, in the order in which they are written.
pub const SHEETS: &[Sheet] = &[
    Sheet {
        name: sheet::PROFILE,
        layout: Layout::Fields,
        required: true,
        explanation: "計画の名称、期間、事務局など、全ての資料に共通する事項です。",
        columns: PROFILE,
        wide: false,
        frozen: 0,
    },
    rows(
        sheet::THEMES,
        false,
        "計画の基本テーマです。資料の冒頭に載ります。",
        &[
            column(
                h::NUMBER,
                Optional,
                Text,
                8.0,
                "印刷するとおりの番号(①など)です。",
            ),
            column(h::NAME, WithRow, Text, 24.0, "基本テーマの名称です。"),
            column(
                h::EXPLANATION,
                Optional,
                LongText,
                90.0,
                "基本テーマの説明です。",
            ),
        ],
    ),
    rows(
        sheet::PILLARS,
        true,
        "改革項目(計画の柱)です。集計はこの区分で行います。",
        &[
            column(
                h::NUMBER,
                Required,
                Text,
                10.0,
                "印刷するとおりの番号です。実施項目の番号の最初の部分と合わせます。",
            ),
            column(h::NAME, Required, Text, 60.0, "改革項目の名称です。"),
        ],
    ),
    rows(
        sheet::MEASURES,
        false,
        "推進施策です。改革項目の中の区分です。",
        &[
            column(
                h::PILLAR,
                Required,
                reference(sheet::PILLARS, h::NUMBER, false),
                12.0,
                "属する改革項目の番号又は名称です。",
            ),
            column(
                h::NUMBER,
                Required,
                Text,
                10.0,
                "改革項目の中での番号です。",
            ),
            column(h::NAME, Required, Text, 60.0, "推進施策の名称です。"),
        ],
    ),
    wide(
        rows(
            sheet::ITEMS,
            true,
            "実施項目です。調査票は実施項目ごとに1シートとなり、所管課が評価を記入します。",
            ITEMS,
        ),
        2,
    ),
    wide(
        rows(
            sheet::INITIATIVES,
            false,
            "実施項目の下の取組です。担当課が実施状況と取組実績を記入します。",
            INITIATIVES,
        ),
        1,
    ),
    wide(
        rows(
            sheet::INDICATORS,
            false,
            "実施項目の指標です。担当課が実績値を記入します。",
            INDICATORS,
        ),
        3,
    ),
    rows(
        sheet::DEPARTMENTS,
        true,
        "課の一覧です。組織改編では行を消さずに、終了日と後継課を記入し、新しい課の行を加えます。",
        DEPARTMENTS,
    ),
    rows(
        sheet::GRADES,
        true,
        "進捗評価の区分です。定義は調査票と全ての資料に載ります。",
        GRADES,
    ),
    rows(
        sheet::CYCLES,
        true,
        "進捗調査(年度末、中間など)の一覧です。状態が「実施中」の行を1行だけにします。",
        CYCLES,
    ),
    rows(
        sheet::MEETINGS,
        false,
        "報告先の会議と、会議ごとの資料番号です。1つの資料を1行に記入します。",
        MEETINGS,
    ),
    rows(
        sheet::PAST,
        false,
        "このツールを使う前の年度の実績です。計画の途中から使う場合に記入します。",
        PAST,
    ),
    rows(
        sheet::TERMS,
        false,
        "用語解説です。懇談会と公表の資料に載ります。",
        &[
            column(h::TERM, WithRow, Text, 30.0, "用語です。"),
            column(
                h::EXPLANATION,
                Optional,
                LongText,
                90.0,
                "市民に分かる言葉での説明です。",
            ),
        ],
    ),
];

const PROFILE: &[Column] = &[
    column(
        h::MUNICIPALITY,
        Required,
        Text,
        60.0,
        "市区町村の名称です。",
    ),
    column(h::PLAN_NAME, Required, Text, 60.0, "計画の正式な名称です。"),
    column(
        h::SHORT_NAME,
        Optional,
        Text,
        60.0,
        "計画の短い名称です。空白のときは計画名を使います。",
    ),
    column(
        h::START,
        Required,
        Year,
        60.0,
        "計画期間の最初の年度です。令和6年度、R6、2024のいずれの書き方でも構いません。",
    ),
    column(h::END, Required, Year, 60.0, "計画期間の最後の年度です。"),
    column(h::ADOPTED, Optional, Year, 60.0, "計画を策定した年度です。"),
    column(h::PHILOSOPHY, Optional, Text, 60.0, "計画の基本理念です。"),
    column(h::SUBTITLE, Optional, Text, 60.0, "基本理念の副題です。"),
    column(
        h::OFFICE,
        Required,
        Text,
        60.0,
        "事務局の部署名です。調査票の提出先になります。",
    ),
    column(
        h::CONTACT,
        Optional,
        Text,
        60.0,
        "事務局の内線番号などです。調査票に載ります。",
    ),
    column(
        h::FORM_NAME,
        Optional,
        Text,
        60.0,
        "課へ配る様式の名称です。空白のときは「進捗状況調査票」です。",
    ),
    column(
        h::REPORT_NAME,
        Optional,
        Text,
        60.0,
        "報告書の名称です。空白のときは「推進状況報告書」です。",
    ),
    column(
        h::SAMPLE,
        Optional,
        Flag,
        60.0,
        "「はい」とすると、全てのページに「見本」と表示します。実際に使うときは「いいえ」にします。",
    ),
];

const ITEMS: &[Column] = &[
    column(
        h::NUMBER,
        Required,
        Text,
        9.0,
        "印刷するとおりの番号(1-①など)です。",
    ),
    column(h::NAME, Required, Text, 26.0, "実施項目の名称です。"),
    column(
        h::PILLAR,
        Optional,
        reference(sheet::PILLARS, h::NUMBER, false),
        10.0,
        "改革項目の番号又は名称です。空白のときは、推進施策又は番号の最初の部分から判断します。",
    ),
    column(
        h::MEASURE,
        Optional,
        reference(sheet::MEASURES, h::NAME, false),
        16.0,
        "推進施策の番号又は名称です。計画で対応付けていないときは空白にします。",
    ),
    column(
        h::LEADS,
        Required,
        ANY_DEPARTMENTS,
        20.0,
        "評価を記入する課です。複数の課は「、」で区切ります。",
    ),
    column(
        h::PARTNERS,
        Optional,
        ANY_DEPARTMENTS,
        22.0,
        "関係する課です。複数の課は「、」で区切ります。",
    ),
    column(
        h::SITUATION,
        Optional,
        LongText,
        44.0,
        "現状と課題です。調査票と個票に載ります。",
    ),
    column(
        h::POLICY,
        Optional,
        LongText,
        44.0,
        "取組の方針です。調査票と個票に載ります。",
    ),
    column(
        h::START,
        Optional,
        Year,
        11.0,
        "途中から始める実施項目の開始年度です。空白のときは計画の開始年度です。",
    ),
    column(
        h::END,
        Optional,
        Year,
        11.0,
        "途中で終わる実施項目の最後の年度です。翌年度から調査の対象外になります。",
    ),
    column(
        h::TERMINATION,
        Optional,
        Choice(|| Termination::ALL.map(Termination::label).to_vec()),
        10.0,
        "途中で終わる理由です。終了年度も記入します。",
    ),
    column(
        h::MERGED_INTO,
        Optional,
        reference(sheet::ITEMS, h::NUMBER, false),
        9.0,
        "終了区分が「統合」のとき、統合先の実施項目の番号です。",
    ),
    column(
        h::ID,
        Optional,
        Text,
        10.0,
        "番号を変えても変わらない管理用の番号です。番号を変えるときに、変える前の番号を記入します。",
    ),
];

const INITIATIVES: &[Column] = &[
    column(
        h::NUMBER,
        Required,
        Text,
        10.0,
        "印刷するとおりの番号(1-①-1など)です。",
    ),
    column(
        h::ITEM,
        Required,
        reference(sheet::ITEMS, h::NUMBER, false),
        10.0,
        "属する実施項目の番号です。",
    ),
    column(h::TEXT, Required, LongText, 50.0, "取組の内容です。"),
    column(
        h::RESPONSIBLE,
        Required,
        ANY_DEPARTMENTS,
        22.0,
        "担当課です。複数の課は「、」で区切ると、それぞれの課に照会します。「全庁」とすると、全ての課に照会します。",
    ),
    column(
        h::YEARS,
        Optional,
        YearTexts(&["検討", "準備", "実施", "継続", "完了"]),
        14.0,
        "その年度の計画です。検討、準備、実施、継続、完了は記号で表示します。他の文言も記入できます。予定のない年度は空白にします。",
    ),
    column(
        h::ID,
        Optional,
        Text,
        10.0,
        "番号を変えるときに、変える前の番号を記入します。",
    ),
];

const INDICATORS: &[Column] = &[
    column(
        h::NUMBER,
        Required,
        Text,
        11.0,
        "印刷するとおりの番号(1-①-K1など)です。",
    ),
    column(
        h::ITEM,
        Required,
        reference(sheet::ITEMS, h::NUMBER, false),
        10.0,
        "属する実施項目の番号です。",
    ),
    column(h::INDICATOR, Required, LongText, 36.0, "指標の名称です。"),
    column(
        h::UNIT,
        Optional,
        Text,
        9.0,
        "単位です。金額は千円に統一すると集計しやすくなります。",
    ),
    column(
        h::KIND,
        Optional,
        Choice(|| IndicatorKind::ALL.map(IndicatorKind::label).to_vec()),
        8.0,
        "成果指標か活動指標かの別です。",
    ),
    column(
        h::DIRECTION,
        Required,
        Choice(|| Direction::ALL.map(Direction::label).to_vec()),
        11.0,
        "以上(多いほどよい)、以下(少ないほどよい)、定性(目標が文章)、目標なし(推移だけを見る)のいずれかです。",
    ),
    column(
        h::ACCUMULATION,
        Optional,
        Choice(|| Accumulation::ALL.map(Accumulation::label).to_vec()),
        9.0,
        "累計は、計画の初年度からの合計を目標と実績に使うものです。空白のときは単年度です。",
    ),
    column(
        h::PLACES,
        Optional,
        Number,
        8.0,
        "表示する小数点以下の桁数です。0から6までの整数です。",
    ),
    column(
        h::BASE_YEAR,
        Optional,
        Year,
        11.0,
        "基準値の年度です。計画期間の前の年度でも構いません。",
    ),
    column(
        h::BASE,
        Optional,
        Number,
        12.0,
        "基準年度の値です。数値だけを記入します。",
    ),
    column(
        h::RESPONSIBLE,
        Required,
        reference(sheet::DEPARTMENTS, h::DEPARTMENT, false),
        22.0,
        "実績値を記入する課です。1課だけを記入します。",
    ),
    column(
        h::YEARS,
        Optional,
        YearTargets,
        13.0,
        "その年度の目標値です。数値だけを記入します(98.5%は98.5)。目標の見方が「定性」のときは文章です。目標のない年度は空白にします。",
    ),
    column(
        h::ID,
        Optional,
        Text,
        11.0,
        "番号を変えるときに、変える前の番号を記入します。",
    ),
];

const DEPARTMENTS: &[Column] = &[
    column(
        h::CODE,
        Required,
        Text,
        10.0,
        "課ごとに異なるコードです。調査票のファイル名の先頭に付きます。",
    ),
    column(h::DIVISION, Optional, Text, 18.0, "属する部です。"),
    column(
        h::DEPARTMENT,
        Required,
        Text,
        34.0,
        "課の名称です。他のシートにはこのとおりに記入します。",
    ),
    column(
        h::STARTS,
        Optional,
        Date,
        13.0,
        "課ができた日です。以前からある課は空白で構いません。2026/4/1、R8.4.1のいずれの書き方でも構いません。",
    ),
    column(
        h::ENDS,
        Optional,
        Date,
        13.0,
        "課がなくなった日(最後の日)です。",
    ),
    column(
        h::SUCCESSORS,
        Optional,
        ANY_DEPARTMENTS,
        34.0,
        "事務を引き継いだ課です。複数の課は「、」で区切ります。",
    ),
];

const GRADES: &[Column] = &[
    column(
        h::SYMBOL,
        Required,
        Text,
        9.0,
        "評価の記号です。記号がないときは名称と同じにします。",
    ),
    column(h::NAME, Required, Text, 20.0, "評価の名称です。"),
    column(h::DEFINITION, Optional, LongText, 70.0, "評価の定義です。"),
    column(
        h::COUNTED,
        Optional,
        Flag,
        14.0,
        "「はい」の区分だけを割合の分母に含めます。空白は「いいえ」です。",
    ),
    column(
        h::ON_TRACK,
        Optional,
        Flag,
        14.0,
        "「はい」の区分を順調な項目として数えます。割合に含める区分に限ります。空白は「いいえ」です。",
    ),
    column(
        h::COLOUR,
        Optional,
        Colour,
        12.0,
        "グラフの色(#rrggbb)です。色がなくても分かるように、記号と模様も付きます。",
    ),
];

const CYCLES: &[Column] = &[
    column(h::YEAR, Required, Year, 14.0, "実績を調査する年度です。"),
    column(
        h::CYCLE_KIND,
        Required,
        Suggest(&[YEAR_END, "中間"]),
        12.0,
        "年度末、中間などの区分です。",
    ),
    column(
        h::INQUIRY,
        Required,
        Date,
        14.0,
        "照会する日です。この日にある課に照会します。",
    ),
    column(
        h::CONTRIBUTORS_DUE,
        Optional,
        Date,
        14.0,
        "関係課が所管課へ回答する期限です。",
    ),
    column(h::DUE, Required, Date, 14.0, "事務局への提出期限です。"),
    column(
        h::STATE,
        Required,
        Choice(|| CycleState::ALL.map(CycleState::label).to_vec()),
        12.0,
        "準備中、実施中、確定、公表済のいずれかです。実施中は1行だけにします。",
    ),
];

const MEETINGS: &[Column] = &[
    column(
        h::YEAR,
        WithRow,
        Year,
        14.0,
        "報告する進捗調査の対象年度です。",
    ),
    column(
        h::CYCLE_KIND,
        Optional,
        Suggest(&[YEAR_END, "中間"]),
        12.0,
        "報告する進捗調査の区分です。空白のときは年度末です。",
    ),
    column(
        h::BODY,
        WithRow,
        Choice(|| Body::ALL.map(Body::label).to_vec()),
        14.0,
        "幹事会、推進本部、懇談会、公表のいずれかです。",
    ),
    column(
        h::SESSION,
        Optional,
        Text,
        10.0,
        "「第1回」のように印刷するとおりに記入します。",
    ),
    column(
        h::DATE,
        Optional,
        Date,
        14.0,
        "会議を開く日又は公表する日です。",
    ),
    column(
        h::DOCUMENT,
        Optional,
        Suggest(&[DEFAULT_REPORT_NAME, "個票", "集計表"]),
        24.0,
        "資料番号を付ける文書です。",
    ),
    column(
        h::MATERIAL,
        Optional,
        Text,
        12.0,
        "「資料1」のように印刷するとおりに記入します。ファイル名の先頭にも付きます。",
    ),
];

const PAST: &[Column] = &[
    column(h::YEAR, WithRow, Year, 14.0, "実績の年度です。"),
    column(
        h::CYCLE_KIND,
        Optional,
        Suggest(&[YEAR_END, "中間"]),
        12.0,
        "実績の区分です。空白のときは年度末です。",
    ),
    column(
        h::NUMBER,
        WithRow,
        Text,
        12.0,
        "実施項目又は指標の番号です。",
    ),
    column(
        h::GRADE,
        Optional,
        reference(sheet::GRADES, h::SYMBOL, false),
        10.0,
        "実施項目の評価の記号です。",
    ),
    column(h::ACTUAL, Optional, Number, 14.0, "指標の実績値です。"),
    column(
        h::EFFECT,
        Optional,
        Number,
        14.0,
        "実施項目の効果額(千円)です。",
    ),
    column(
        h::REFERENCE,
        Optional,
        Text,
        44.0,
        "数値の出典の資料名です。",
    ),
];

/// The sheet of a name.
pub fn find(name: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|s| s.name == name)
}

#[cfg(test)]
mod tests {
    use super::SHEETS;

    const MANUAL: &str = include_str!("../../../docs/手引き.md");

    /// Section 4 of the manual names each column in the part of its sheet (`**取組**` to the next).
    #[test]
    fn the_manual_names_every_column() {
        let (_, rest) = MANUAL.split_once("\n## 4 ").expect("section 4");
        let (section, _) = rest.split_once("\n## 5 ").expect("section 5");
        let mut missing = Vec::new();
        for sheet in SHEETS {
            let part = section
                .split("\n**")
                .flat_map(|part| part.split("\n### "))
                .find(|part| {
                    part.strip_prefix(sheet.name)
                        .is_some_and(|after| after.starts_with("**"))
                        || (sheet.name == super::sheet::DEPARTMENTS && part.contains("組織と、"))
                });
            for column in sheet.columns {
                if !part.is_some_and(|part| part.contains(column.heading)) {
                    missing.push(format!("{}: {}", sheet.name, column.heading));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
