//! 計画: what holds for all papers, one line a value.

use crate::diagnostic::Code as Fault;
use crate::plan::register::faults::Faults;
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Choice, Flag, Text, Year};
use crate::plan::register::schema::{Column, Layout, Need, Sheet, columns};
use crate::plan::{
    Body, BodyNames, DEFAULT_FORM_NAME, DEFAULT_REPORT_NAME, EffectCounting, LevelNames, Plan,
    Profile,
};
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
    PILLAR_LEVEL "改革項目の呼び名" Optional, Text, 60.0, "計画の柱の呼び名（基本方針など）です。調査票と全ての資料で使います。空白のときは「改革項目」です。";
    MEASURE_LEVEL "推進施策の呼び名" Optional, Text, 60.0, "柱の中の区分の呼び名です。空白のときは「推進施策」です。";
    ITEM_LEVEL "実施項目の呼び名" Optional, Text, 60.0, "評価する項目の呼び名（推進項目など）です。空白のときは「実施項目」です。";
    INITIATIVE_LEVEL "取組の呼び名" Optional, Text, 60.0, "項目の下の取組の呼び名です。空白のときは「取組」です。";
    HEADQUARTERS "推進本部の名称" Optional, Text, 60.0, "推進本部の正式な名称です。表紙と文章に載ります。空白のときは「行政改革推進本部」です。";
    COMMITTEE "幹事会の名称" Optional, Text, 60.0, "幹事会の正式な名称です。空白のときは「行政改革推進本部幹事会」です。";
    COUNCIL "懇談会の名称" Optional, Text, 60.0, "懇談会の正式な名称です。空白のときは「行政改革懇談会」です。";
    FIRST_GRADE "一次評価の公表" Optional, Flag, 60.0, "二次評価で評価が変わったときに、懇談会と公表の資料に課の評価も載せるかどうかです。空白のときは「いいえ」です。";
    COUNTING "効果の数え方" Optional, Choice(|| EffectCounting::ALL.map(EffectCounting::label).to_vec()), 60.0, "計画期間の総括で、「継続」の効果額を毎年数えるか、初年のみ数えるかです。空白のときは「毎年」です。";
    SAMPLE "見本" Optional, Flag, 60.0, "「はい」とすると、全てのページに「見本」と表示します。実際に使うときは「いいえ」にします。";
}

/// The bodies that a plan may call otherwise.
const NAMED: [(Body, &str); 3] = [
    (Body::Headquarters, HEADQUARTERS),
    (Body::SteeringCommittee, COMMITTEE),
    (Body::Council, COUNCIL),
];

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
        levels: levels(row, faults),
        bodies: bodies(row, faults),
        first_grade_public: row.flag(FIRST_GRADE, faults),
        effect_counting: row
            .choice(
                COUNTING,
                &EffectCounting::ALL,
                EffectCounting::label,
                faults,
            )
            .unwrap_or_default(),
        sample: row.flag(SAMPLE, faults),
    };
    (profile, years.filter(|(s, e)| s <= e))
}

fn levels(row: &Row, faults: &mut Faults) -> LevelNames {
    let ours = LevelNames::default();
    let mut or = |heading: &str, ours: String| row.text(heading, faults).unwrap_or(ours);
    LevelNames {
        pillar: or(PILLAR_LEVEL, ours.pillar),
        measure: or(MEASURE_LEVEL, ours.measure),
        item: or(ITEM_LEVEL, ours.item),
        initiative: or(INITIATIVE_LEVEL, ours.initiative),
    }
}

fn bodies(row: &Row, faults: &mut Faults) -> BodyNames {
    let mut names = BodyNames::default();
    for (body, heading) in NAMED {
        if let Some(name) = row.text(heading, faults) {
            names.give(body, name);
        }
    }
    names
}

fn records(plan: &Plan) -> Vec<Record> {
    let p = &plan.profile;
    let ours = LevelNames::default();
    let counting =
        (p.effect_counting != EffectCounting::default()).then(|| p.effect_counting.label());
    let other = |name: &str, ours: &str| (name != ours).then(|| name.to_owned());
    let mut values = row()
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
        .with(PILLAR_LEVEL, other(&p.levels.pillar, &ours.pillar))
        .with(MEASURE_LEVEL, other(&p.levels.measure, &ours.measure))
        .with(ITEM_LEVEL, other(&p.levels.item, &ours.item))
        .with(
            INITIATIVE_LEVEL,
            other(&p.levels.initiative, &ours.initiative),
        )
        .with(FIRST_GRADE, p.first_grade_public.then_some(true))
        .with(COUNTING, counting)
        .with(SAMPLE, p.sample);
    for (body, heading) in NAMED {
        values = values.with(heading, p.bodies.given(body));
    }
    vec![values]
}
