//! 会議: the meetings of the bodies, and the numbers of their documents.

use crate::plan::register::faults::Faults;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, Date, Documents, Suggest, Text, Year};
use crate::plan::register::schema::{Column, Need, Sheet, columns};
use crate::plan::{Body, Meeting, Plan, YEAR_END};

/// The name of the sheet.
pub const SHEET_NAME: &str = "会議";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: false,
    explanation: "報告先の会議と、会議ごとの資料番号です。1つの資料を1行に記入します。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    YEAR "対象年度" WithRow, Year, 14.0, "報告する進捗調査の対象年度です。";
    CYCLE_KIND "区分" Optional, Suggest(|| vec![YEAR_END, "中間"]), 12.0, "報告する進捗調査の区分です。空白のときは年度末です。";
    BODY "会議" WithRow, Choice(|| Body::ALL.map(Body::label).to_vec()), 14.0, "会議又は公表の別です。選択肢から選びます。";
    SESSION "回" Optional, Text, 10.0, "「第1回」のように印刷するとおりに記入します。";
    DATE "開催日" Optional, Date, 14.0, "会議を開く日又は公表する日です。";
    DOCUMENT "文書" Optional, Documents, 24.0, "資料番号を付ける文書です。";
    MATERIAL "資料番号" Optional, Text, 12.0, "「資料1」のように印刷するとおりに記入します。ファイル名の先頭にも付きます。";
}

pub fn read(row: &Row, faults: &mut Faults) -> Option<Meeting> {
    let year = row.year(YEAR, faults);
    let kind = row.text(CYCLE_KIND, faults);
    let body = row.choice(BODY, &Body::ALL, Body::label, faults);
    let session = row.text(SESSION, faults);
    let date = row.date(DATE, faults);
    let document = row.text(DOCUMENT, faults);
    let material = row.text(MATERIAL, faults);
    Some(Meeting {
        year: year?,
        kind: kind.unwrap_or_else(|| YEAR_END.to_owned()),
        body: body?,
        session,
        date,
        document,
        material,
    })
}

fn records(plan: &Plan) -> Vec<Record> {
    let meeting = |m: &Meeting| {
        row()
            .with(YEAR, m.year)
            .with(CYCLE_KIND, &m.kind)
            .with(BODY, m.body.label())
            .with(SESSION, m.session.as_ref())
            .with(DATE, m.date)
            .with(DOCUMENT, m.document.as_ref())
            .with(MATERIAL, m.material.as_ref())
    };
    plan.meetings.iter().map(meeting).collect()
}
