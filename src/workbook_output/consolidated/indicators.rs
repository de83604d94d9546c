//! 指標一覧: one row an indicator, with target, actual and rate.

use super::super::page::{List, Paper};
use super::super::table::{Cell, Column, Row, Table};
use crate::audience::parts::{Head, IndicatorView, ItemView};

pub(super) fn list(items: &[&ItemView], head: &Head) -> List {
    let rows = items.iter().flat_map(|item| &item.indicators);
    List {
        name: "指標一覧",
        notes: vec![
            "達成率（目標の見方が以上）＝実績値÷目標値×100　達成率（以下）＝目標値÷実績値×100　進捗率＝（実績値－基準値）÷（最終目標値－基準値）×100".to_owned(),
            "達成率及び進捗率は、小数第2位を四捨五入しています。達成・未達成は、四捨五入する前の値で判定しています。▲は負の数を表します。".to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: columns(head),
            rows: rows.map(row).collect(),
        },
    }
}

fn columns(head: &Head) -> Vec<Column> {
    let previous = head.previous_cycle.as_deref().unwrap_or("前回");
    vec![
        Column::centre("番号", 12.0).key(),
        Column::text("指標名", 30.0).key(),
        Column::centre("コード", 12.0),
        Column::centre("実施項目の番号", 10.0),
        Column::text("実施項目", 20.0),
        Column::text("担当課", 15.0),
        Column::centre("単位", 9.0),
        Column::centre("種別", 8.0),
        Column::centre("目標の見方", 12.0),
        Column::centre("集計", 9.0),
        Column::centre("基準年度", 13.0),
        Column::number("基準値", 11.0),
        Column::number(format!("{previous}実績値"), 16.5),
        Column::number("目標値", 13.0),
        Column::number("実績値", 13.0),
        Column::centre("実績値の状態", 14.0),
        Column::centre("時点", 17.0),
        Column::number("達成率・進捗率（％）", 16.0),
        Column::centre("率の種類", 9.0),
        Column::centre("達成の状況", 12.0),
        Column::centre("最終目標の年度", 13.0),
        Column::number("最終目標値", 12.0),
        Column::text("備考", 30.0),
    ]
}

fn row(indicator: &IndicatorView) -> Row {
    let met = match indicator.met {
        Some(true) => Cell::from("達成"),
        Some(false) => Cell::from("未達成"),
        None => Cell::Blank,
    };
    let state = match &indicator.missing_label {
        Some(label) => Cell::from(label),
        None => Cell::from(&indicator.state),
    };
    let accumulation = if indicator.cumulative {
        "累計"
    } else {
        "単年度"
    };
    Row::plain(vec![
        Cell::from(&indicator.number),
        Cell::from(&indicator.name),
        Cell::from(&indicator.id),
        Cell::from(&indicator.item_number),
        Cell::from(&indicator.item_title),
        Cell::from(&indicator.department),
        Cell::from(&indicator.unit),
        Cell::from(&indicator.kind),
        Cell::from(&indicator.direction),
        Cell::from(accumulation),
        Cell::from(&indicator.base_year),
        Cell::from(&indicator.base),
        Cell::from(&indicator.previous),
        Cell::from(&indicator.target),
        Cell::from(&indicator.actual),
        state,
        Cell::from(&indicator.as_of),
        Cell::from(&indicator.rate),
        Cell::from(&indicator.rate_name),
        met,
        Cell::from(&indicator.final_year),
        Cell::from(&indicator.final_target),
        Cell::from(&indicator.note),
    ])
}
