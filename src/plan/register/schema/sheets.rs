//! Every sheet of the register with its columns: what the office reads about them stands here.

use super::names::{heading, sheet};
use super::{Column, Kind, Layout, Need, Sheet};
use crate::plan::{
    Accumulation, Body, CycleState, Direction, Document, IndicatorKind, Termination, YEAR_END,
};

/// Columns, one a line: heading, need, kind, width, explanation.
macro_rules! columns {
    ($($heading:ident $need:ident, $kind:expr, $width:literal, $explanation:literal;)*) => {
        &[$(Column {
            heading: heading::$heading,
            need: Need::$need,
            kind: $kind,
            width: $width,
            explanation: $explanation,
        },)*]
    };
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
        columns! {
            NUMBER Optional, Text, 8.0, "印刷するとおりの番号（①など）です。";
            NAME WithRow, Text, 24.0, "基本テーマの名称です。";
            EXPLANATION Optional, LongText, 90.0, "基本テーマの説明です。";
        },
    ),
    rows(
        sheet::PILLARS,
        true,
        "改革項目（計画の柱）です。集計はこの区分で行います。",
        columns! {
            NUMBER Required, Text, 10.0, "印刷するとおりの番号です。実施項目の番号の最初の部分と合わせます。";
            NAME Required, Text, 60.0, "改革項目の名称です。";
        },
    ),
    rows(
        sheet::MEASURES,
        false,
        "推進施策です。改革項目の中の区分です。",
        columns! {
            PILLAR Required, reference(sheet::PILLARS, heading::NUMBER, false), 12.0, "属する改革項目の番号又は名称です。";
            NUMBER Required, Text, 10.0, "改革項目の中での番号です。";
            NAME Required, Text, 60.0, "推進施策の名称です。";
        },
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
        "進捗調査（年度末、中間など）の一覧です。状態が「実施中」の行を1行だけにします。",
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
        columns! {
            TERM WithRow, Text, 30.0, "用語です。";
            EXPLANATION Optional, LongText, 90.0, "市民に分かる言葉での説明です。";
        },
    ),
];

const PROFILE: &[Column] = columns! {
    MUNICIPALITY Required, Text, 60.0, "市区町村の名称です。";
    PLAN_NAME Required, Text, 60.0, "計画の正式な名称です。";
    SHORT_NAME Optional, Text, 60.0, "計画の短い名称です。空白のときは計画名を使います。";
    START Required, Year, 60.0, "計画期間の最初の年度です。令和6年度、R6、2024のいずれの書き方でも構いません。";
    END Required, Year, 60.0, "計画期間の最後の年度です。";
    ADOPTED Optional, Year, 60.0, "計画を策定した年度です。";
    PHILOSOPHY Optional, Text, 60.0, "計画の基本理念です。";
    SUBTITLE Optional, Text, 60.0, "基本理念の副題です。";
    OFFICE Required, Text, 60.0, "事務局の部署名です。調査票の提出先になります。";
    CONTACT Optional, Text, 60.0, "事務局の内線番号などです。調査票に載ります。";
    FORM_NAME Optional, Text, 60.0, "課へ配る様式の名称です。空白のときは「進捗状況調査票」です。";
    REPORT_NAME Optional, Text, 60.0, "報告書の名称です。空白のときは「推進状況報告書」です。";
    SAMPLE Optional, Flag, 60.0, "「はい」とすると、全てのページに「見本」と表示します。実際に使うときは「いいえ」にします。";
};

const ITEMS: &[Column] = columns! {
    NUMBER Required, Text, 9.0, "印刷するとおりの番号（1-①など）です。";
    NAME Required, Text, 26.0, "実施項目の名称です。";
    PILLAR Optional, reference(sheet::PILLARS, heading::NUMBER, false), 10.0, "改革項目の番号又は名称です。空白のときは、推進施策又は番号の最初の部分から判断します。";
    MEASURE Optional, reference(sheet::MEASURES, heading::NAME, false), 16.0, "推進施策の番号又は名称です。計画で対応付けていないときは空白にします。";
    LEADS Required, ANY_DEPARTMENTS, 20.0, "評価を記入する課です。複数の課は「、」で区切ります。";
    PARTNERS Optional, ANY_DEPARTMENTS, 22.0, "関係する課です。複数の課は「、」で区切ります。";
    SITUATION Optional, LongText, 44.0, "現状と課題です。調査票と個票に載ります。";
    POLICY Optional, LongText, 44.0, "取組の方針です。調査票と個票に載ります。";
    START Optional, Year, 11.0, "途中から始める実施項目の開始年度です。空白のときは計画の開始年度です。";
    END Optional, Year, 11.0, "途中で終わる実施項目の最後の年度です。翌年度から調査の対象外になります。";
    TERMINATION Optional, Choice(|| Termination::ALL.map(Termination::label).to_vec()), 10.0, "途中で終わる理由です。終了年度も記入します。";
    MERGED_INTO Optional, reference(sheet::ITEMS, heading::NUMBER, false), 9.0, "終了区分が「統合」のとき、統合先の実施項目の番号です。";
    ID Optional, Text, 10.0, "番号を変えても変わらない管理用の番号です。番号を変えるときに、変える前の番号を記入します。";
};

const INITIATIVES: &[Column] = columns! {
    NUMBER Required, Text, 10.0, "印刷するとおりの番号（1-①-1など）です。";
    ITEM Required, reference(sheet::ITEMS, heading::NUMBER, false), 10.0, "属する実施項目の番号です。";
    TEXT Required, LongText, 50.0, "取組の内容です。";
    RESPONSIBLE Required, ANY_DEPARTMENTS, 22.0, "担当課です。複数の課は「、」で区切ると、それぞれの課に照会します。「全庁」とすると、全ての課に照会します。";
    YEARS Optional, YearTexts(&["検討", "準備", "実施", "継続", "完了"]), 14.0, "その年度の計画です。検討、準備、実施、継続、完了は記号で表示します。他の文言も記入できます。予定のない年度は空白にします。";
    ID Optional, Text, 10.0, "番号を変えるときに、変える前の番号を記入します。";
};

const INDICATORS: &[Column] = columns! {
    NUMBER Required, Text, 11.0, "印刷するとおりの番号（1-①-K1など）です。";
    ITEM Required, reference(sheet::ITEMS, heading::NUMBER, false), 10.0, "属する実施項目の番号です。";
    INDICATOR Required, LongText, 36.0, "指標の名称です。";
    UNIT Optional, Text, 9.0, "単位です。金額は千円に統一すると集計しやすくなります。";
    KIND Optional, Choice(|| IndicatorKind::ALL.map(IndicatorKind::label).to_vec()), 8.0, "成果指標か活動指標かの別です。";
    DIRECTION Required, Choice(|| Direction::ALL.map(Direction::label).to_vec()), 11.0, "以上（多いほどよい）、以下（少ないほどよい）、定性（目標が文章）、目標なし（推移だけを見る）のいずれかです。";
    ACCUMULATION Optional, Choice(|| Accumulation::ALL.map(Accumulation::label).to_vec()), 9.0, "累計は、計画の初年度からの合計を目標と実績に使うものです。空白のときは単年度です。";
    PLACES Optional, Number, 8.0, "表示する小数点以下の桁数です。0から6までの整数です。";
    BASE_YEAR Optional, Year, 11.0, "基準値の年度です。計画期間の前の年度でも構いません。";
    BASE Optional, Number, 12.0, "基準年度の値です。数値だけを記入します。";
    RESPONSIBLE Required, reference(sheet::DEPARTMENTS, heading::DEPARTMENT, false), 22.0, "実績値を記入する課です。1課だけを記入します。";
    YEARS Optional, YearTargets, 13.0, "その年度の目標値です。数値だけを記入します（98.5%は98.5）。目標の見方が「定性」のときは文章です。目標のない年度は空白にします。";
    ID Optional, Text, 11.0, "番号を変えるときに、変える前の番号を記入します。";
};

const DEPARTMENTS: &[Column] = columns! {
    CODE Required, Text, 10.0, "課ごとに異なるコードです。調査票のファイル名の先頭に付きます。";
    DIVISION Optional, Text, 18.0, "属する部です。";
    DEPARTMENT Required, Text, 34.0, "課の名称です。他のシートにはこのとおりに記入します。";
    STARTS Optional, Date, 13.0, "課ができた日です。以前からある課は空白で構いません。2026/4/1、R8.4.1のいずれの書き方でも構いません。";
    ENDS Optional, Date, 13.0, "課がなくなった日（最後の日）です。";
    SUCCESSORS Optional, ANY_DEPARTMENTS, 34.0, "事務を引き継いだ課です。複数の課は「、」で区切ります。";
};

const GRADES: &[Column] = columns! {
    SYMBOL Required, Text, 9.0, "評価の記号です。記号がないときは名称と同じにします。";
    NAME Required, Text, 20.0, "評価の名称です。";
    DEFINITION Optional, LongText, 70.0, "評価の定義です。";
    COUNTED Optional, Flag, 14.0, "「はい」の区分だけを割合の分母に含めます。空白は「いいえ」です。";
    ON_TRACK Optional, Flag, 14.0, "「はい」の区分を順調な項目として数えます。割合に含める区分に限ります。空白は「いいえ」です。";
    COLOUR Optional, Colour, 12.0, "グラフの色（#rrggbb）です。色がなくても分かるように、記号と模様も付きます。";
};

const CYCLES: &[Column] = columns! {
    YEAR Required, Year, 14.0, "実績を調査する年度です。";
    CYCLE_KIND Required, Suggest(&[YEAR_END, "中間"]), 12.0, "年度末、中間などの区分です。";
    INQUIRY Required, Date, 14.0, "照会する日です。この日にある課に照会します。";
    CONTRIBUTORS_DUE Optional, Date, 14.0, "関係課が所管課へ回答する期限です。";
    DUE Required, Date, 14.0, "事務局への提出期限です。";
    STATE Required, Choice(|| CycleState::ALL.map(CycleState::label).to_vec()), 12.0, "準備中、実施中、確定、公表済のいずれかです。実施中は1行だけにします。";
};

const MEETINGS: &[Column] = columns! {
    YEAR WithRow, Year, 14.0, "報告する進捗調査の対象年度です。";
    CYCLE_KIND Optional, Suggest(&[YEAR_END, "中間"]), 12.0, "報告する進捗調査の区分です。空白のときは年度末です。";
    BODY WithRow, Choice(|| Body::ALL.map(Body::label).to_vec()), 14.0, "幹事会、推進本部、懇談会、公表のいずれかです。";
    SESSION Optional, Text, 10.0, "「第1回」のように印刷するとおりに記入します。";
    DATE Optional, Date, 14.0, "会議を開く日又は公表する日です。";
    DOCUMENT Optional, Suggest(&Document::SUGGESTED), 24.0, "資料番号を付ける文書です。";
    MATERIAL Optional, Text, 12.0, "「資料1」のように印刷するとおりに記入します。ファイル名の先頭にも付きます。";
};

const PAST: &[Column] = columns! {
    YEAR WithRow, Year, 14.0, "実績の年度です。";
    CYCLE_KIND Optional, Suggest(&[YEAR_END, "中間"]), 12.0, "実績の区分です。空白のときは年度末です。";
    NUMBER WithRow, Text, 12.0, "実施項目又は指標の番号です。";
    GRADE Optional, reference(sheet::GRADES, heading::SYMBOL, false), 10.0, "実施項目の評価の記号です。";
    ACTUAL Optional, Number, 14.0, "指標の実績値です。";
    EFFECT Optional, Number, 14.0, "実施項目の効果額（千円）です。";
    REFERENCE Optional, Text, 44.0, "数値の出典の資料名です。";
};
