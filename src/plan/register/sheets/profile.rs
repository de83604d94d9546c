//! 計画: what holds for all papers, one line a value.

use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Flag, Text, Year};
use crate::plan::register::schema::{Column, Layout, Need, Sheet, columns};
use crate::plan::{DEFAULT_FORM_NAME, DEFAULT_REPORT_NAME, Plan, Profile};
use crate::values::FiscalYear;

/// Longest plan that is taken, in years: each year becomes a column.
const MOST_YEARS: i32 = 50;

type Years = Option<(FiscalYear, FiscalYear)>;

/// The name of the sheet.
pub const SHEET_NAME: &str = "計画";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    layout: Layout::Fields,
    required: true,
    explanation: "計画の名称、期間、事務局など、全ての資料に共通する事項です。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

columns! {
    MUNICIPALITY "自治体名" Required, Text, 60.0, "市区町村の名称です。";
    PLAN_NAME "計画名" Required, Text, 60.0, "計画の正式な名称です。";
    SHORT_NAME "略称" Optional, Text, 60.0, "計画の短い名称です。空白のときは計画名を使います。";
    START "開始年度" Required, Year, 60.0, "計画期間の最初の年度です。令和6年度、R6、2024のいずれの書き方でも構いません。";
    END "終了年度" Required, Year, 60.0, "計画期間の最後の年度です。";
    ADOPTED "策定年度" Optional, Year, 60.0, "計画を策定した年度です。";
    PHILOSOPHY "基本理念" Optional, Text, 60.0, "計画の基本理念です。";
    SUBTITLE "副題" Optional, Text, 60.0, "基本理念の副題です。";
    OFFICE "事務局" Required, Text, 60.0, "事務局の部署名です。調査票の提出先になります。";
    CONTACT "連絡先" Optional, Text, 60.0, "事務局の内線番号などです。調査票に載ります。";
    FORM_NAME "様式名" Optional, Text, 60.0, "課へ配る様式の名称です。空白のときは「進捗状況調査票」です。";
    REPORT_NAME "報告書名" Optional, Text, 60.0, "報告書の名称です。空白のときは「推進状況報告書」です。";
    SAMPLE "見本" Optional, Flag, 60.0, "「はい」とすると、全てのページに「見本」と表示します。実際に使うときは「いいえ」にします。";
}

/// The values, with the plan's first and last year where both could be read.
pub fn read(row: &Row, faults: &mut Faults) -> (Profile, Years) {
    let start = row.year(START, faults);
    let end = row.year(END, faults);
    let years = start.zip(end);
    if let Some((start, end)) = years {
        let length = end.western() - start.western();
        if length < 0 {
            faults.push(row.fault(
                Fault::RegisterValue,
                END,
                format!("終了年度が開始年度（{start}）より前です。"),
                "開始年度と終了年度を確かめてください。",
            ));
        } else if length >= MOST_YEARS {
            faults.push(row.fault(
                Fault::RegisterValue,
                END,
                format!("計画期間が{MOST_YEARS}年を超えています。"),
                "開始年度と終了年度を確かめてください。",
            ));
        }
    }
    let or = |text: Option<String>, default: &str| text.unwrap_or_else(|| default.to_owned());
    let default = Profile::default();
    let profile = Profile {
        municipality: row.needed(MUNICIPALITY, faults),
        name: row.needed(PLAN_NAME, faults),
        short_name: row.text(SHORT_NAME, faults),
        start: start.unwrap_or(default.start),
        end: end.unwrap_or(default.end),
        adopted: row.year(ADOPTED, faults),
        philosophy: row.text(PHILOSOPHY, faults),
        subtitle: row.text(SUBTITLE, faults),
        office: row.needed(OFFICE, faults),
        contact: row.text(CONTACT, faults),
        form_name: or(row.text(FORM_NAME, faults), DEFAULT_FORM_NAME),
        report_name: or(row.text(REPORT_NAME, faults), DEFAULT_REPORT_NAME),
        sample: row.flag(SAMPLE, faults),
    };
    (profile, years.filter(|(s, e)| s <= e))
}

fn records(plan: &Plan) -> Vec<Record> {
    let p = &plan.profile;
    let values = row()
        .with(MUNICIPALITY, &p.municipality)
        .with(PLAN_NAME, &p.name)
        .with(SHORT_NAME, p.short_name.as_ref())
        .with(START, p.start)
        .with(END, p.end)
        .with(ADOPTED, p.adopted)
        .with(PHILOSOPHY, p.philosophy.as_ref())
        .with(SUBTITLE, p.subtitle.as_ref())
        .with(OFFICE, &p.office)
        .with(CONTACT, p.contact.as_ref())
        .with(FORM_NAME, &p.form_name)
        .with(REPORT_NAME, &p.report_name)
        .with(SAMPLE, p.sample);
    vec![values]
}
