//! 評価区分.

use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::name_key;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Colour, Flag, LongText, Text};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::{Grade, Plan};

/// The name of the sheet.
pub const SHEET_NAME: &str = "評価区分";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: true,
    explanation: "進捗評価の区分です。定義は調査票と全ての資料に載ります。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    SYMBOL "記号" Required, Text, 9.0, "評価の記号です。記号がないときは名称と同じにします。";
    NAME "名称" Required, Text, 20.0, "評価の名称です。";
    DEFINITION "定義" Optional, LongText, 70.0, "評価の定義です。";
    COUNTED "割合に含める" Optional, Flag, 14.0, "「はい」の区分だけを割合の分母に含めます。空白は「いいえ」です。";
    ON_TRACK "順調とみなす" Optional, Flag, 14.0, "「はい」の区分を順調な項目として数えます。割合に含める区分に限ります。空白は「いいえ」です。";
    COLOUR "色" Optional, Colour, 12.0, "グラフの色（#rrggbb）です。色がなくても分かるように、記号と模様も付きます。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Grade {
    let grade = Grade {
        symbol: row.needed(SYMBOL, faults),
        name: row.needed(NAME, faults),
        definition: row.text(DEFINITION, faults),
        counted: row.flag(COUNTED, faults),
        on_track: row.flag(ON_TRACK, faults),
        colour: row
            .text(COLOUR, faults)
            .and_then(|text| colour(row, &text, faults)),
    };
    if grade.on_track && !grade.counted {
        faults.push(row.fault(
            Fault::RegisterGradeShare,
            ON_TRACK,
            format!(
                "「{}」は割合に含めない区分であるのに、順調とみなす区分になっています。",
                grade.symbol
            ),
            "「割合に含める」を「はい」にするか、「順調とみなす」を「いいえ」にしてください。",
        ));
    }
    grade
}

fn colour(row: &Row, text: &str, faults: &mut Faults) -> Option<String> {
    let key = name_key(text);
    let digits = key.strip_prefix('#').unwrap_or(&key);
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(format!("#{digits}"));
    }
    faults.push(row.fault(
        Fault::RegisterValue,
        COLOUR,
        "色として読めません。",
        "「#2f6f8f」のように、#と16進数6桁で記入してください。",
    ));
    None
}

fn records(plan: &Plan) -> Vec<Record> {
    let grade = |g: &Grade| {
        row()
            .with(SYMBOL, &g.symbol)
            .with(NAME, &g.name)
            .with(DEFINITION, g.definition.as_ref())
            .with(COUNTED, g.counted)
            .with(ON_TRACK, g.on_track)
            .with(COLOUR, g.colour.as_ref())
    };
    plan.grades.iter().map(grade).collect()
}
