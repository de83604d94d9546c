//! 記入要領: for whom and which cycle, how to fill, deadline, grade definitions, contents.

use super::{Beside, GUIDE_SHEET, Input, Row, Sheet};
use crate::form::field::{Field, OfficeField};
use crate::plan::{Cycle, Department, Part, Plan};
use crate::values::date_japanese;

pub(super) fn sheet(
    plan: &Plan,
    cycle: &Cycle,
    department: &Department,
    parts: &[Part<'_>],
    names: &[String],
    beside: &Beside,
) -> Sheet {
    let profile = &plan.profile;
    let mut rows = vec![
        Row::Title(format!("{}　{}", profile.name, profile.form_name)),
        Row::Banner(format!("{}　御中", department.name)),
        Row::Banner(cycle_line(cycle)),
        Row::Subtitle(format!(
            "{}　{}{}",
            profile.municipality,
            profile.office,
            in_brackets(profile.contact.as_deref())
        )),
    ];
    rows.extend(deadlines(cycle, beside.asking.is_some()));
    rows.push(Row::Heading("記入の手順".to_owned()));
    rows.extend(steps(profile.contact.as_deref()));
    rows.push(Row::Heading("記入者・確認者".to_owned()));
    rows.extend(OfficeField::ALL.iter().map(|&field| {
        let mut input = Input::new("", Field::Office(field), beside);
        input.guide = Some("資料には載りません".to_owned());
        Row::Input(Box::new(input))
    }));
    rows.extend(contents(plan, parts, names));
    rows.push(Row::Heading("評価区分".to_owned()));
    rows.extend(plan.grades.iter().map(|grade| {
        Row::Entry {
            code: grade.symbol.clone(),
            label: Some(&grade.name)
                .filter(|name| **name != grade.symbol)
                .cloned()
                .unwrap_or_default(),
            text: grade.definition.clone().unwrap_or_default(),
        }
    }));
    Sheet {
        name: GUIDE_SHEET.to_owned(),
        rows,
        title_rows: 1,
    }
}

/// Until when the form is to come back; one that goes back with questions (`asks`) has a deadline of its own.
fn deadlines(cycle: &Cycle, asks: bool) -> Vec<Row> {
    let row = |label: &str, text: String| Row::Text {
        code: String::new(),
        label: label.to_owned(),
        text,
    };
    if asks {
        let again = cycle.rules.resubmission_due.map(date_japanese);
        let again = again.unwrap_or_else(|| "できるだけ早く提出してください。".to_owned());
        return vec![row("再提出期限", again)];
    }
    let contributors = cycle.contributors_due.map(|due| {
        let until = date_japanese(due);
        let text = format!("{until}（所管課でない項目は、この日までに提出してください。）");
        row("関係課の期限", text)
    });
    let due = row("提出期限", date_japanese(cycle.due));
    std::iter::once(due).chain(contributors).collect()
}

/// What is to be filled, item by item.
fn contents(plan: &Plan, parts: &[Part<'_>], names: &[String]) -> Vec<Row> {
    let levels = &plan.profile.levels;
    let mut rows = vec![
        Row::Heading(levels.reword("記入する実施項目")),
        Row::ColumnHeads(
            ["番号", "役割", &levels.item, "未記入の必須欄", "シート"].map(str::to_owned),
        ),
    ];
    rows.extend(parts.iter().zip(names).map(|(part, name)| Row::Content {
        number: part.item.number.clone(),
        role: role(part).to_owned(),
        title: part.item.title.clone(),
        sheet: name.clone(),
    }));
    rows.push(Row::ContentTotal);
    rows
}

/// A line for the sheet of opinions, before the total.
pub(super) fn add_opinions(sheets: &mut [Sheet], name: &str, count: usize) {
    let Some(guide) = sheets.iter_mut().find(|s| s.name == GUIDE_SHEET) else {
        return;
    };
    let total = |row: &Row| matches!(row, Row::ContentTotal);
    let at = { guide.rows.iter() }.position(total);
    let line = Row::Content {
        number: "意見".to_owned(),
        role: "回答".to_owned(),
        title: format!("会議で出た意見への対応（{count}件）"),
        sheet: name.to_owned(),
    };
    guide.rows.insert(at.unwrap_or(guide.rows.len()), line);
}

fn role(part: &Part<'_>) -> &'static str {
    if part.leads {
        "所管課"
    } else if part.initiatives.is_empty() && part.indicators.is_empty() {
        "関係課（参考）"
    } else {
        "関係課"
    }
}

/// `（内線 100）`, or nothing.
pub(super) fn in_brackets(contact: Option<&str>) -> String {
    contact.map(|c| format!("（{c}）")).unwrap_or_default()
}

pub(super) fn cycle_line(cycle: &Cycle) -> String {
    if cycle.kind == crate::plan::YEAR_END {
        format!("{}の実績", cycle.year.both())
    } else {
        format!("{}（{}）の実績", cycle.year.both(), cycle.kind)
    }
}

fn steps(contact: Option<&str>) -> impl Iterator<Item = Row> {
    let contact = contact.map_or_else(
        || "事務局へ提出してください。".to_owned(),
        |c| format!("事務局（{c}）へ提出してください。"),
    );
    let steps = [
        (
            "開く",
            "画面の上に黄色い帯が出たときは「編集を有効にする」を押してください。".to_owned(),
        ),
        (
            "記入する",
            "下の「記入者・確認者」と、各シートの色の付いた欄に記入してください。濃い色で「● 未記入」と出ている欄は必須です。".to_owned(),
        ),
        (
            "選ぶ・書く",
            "選択する欄は、右端の▼から選んでください。金額の単位は千円です。文章は400字以内を目安とし、改行は Alt+Enter です。".to_owned(),
        ),
        (
            "確かめる",
            "「未記入の必須欄」が全て0欄になったことを確かめ、所属長の確認を受けて「確認者」「確認日」を記入してください。".to_owned(),
        ),
        (
            "提出する",
            format!("ファイルの名前と形式（.xlsx）を変えずに保存し、{contact}"),
        ),
    ];
    (1..).zip(steps).map(|(n, (label, text))| Row::Entry {
        code: n.to_string(),
        label: label.to_owned(),
        text,
    })
}
