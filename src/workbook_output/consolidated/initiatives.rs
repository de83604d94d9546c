//! 取組一覧: one row for each initiative and reporting department.

use super::super::page::{List, Paper};
use super::super::table::{Cell, Column, Row, Table};
use crate::audience::parts::{InitiativeView, ItemView, ReportView, YearHead};

pub(super) fn list(items: &[&ItemView]) -> List {
    let years = years(items);
    let rows = items.iter().flat_map(|item| {
        let years = &years;
        item.initiatives
            .iter()
            .flat_map(move |initiative| rows(item, initiative, years))
    });
    let rows = rows.collect();
    List {
        name: "取組一覧",
        notes: vec![
            "単位：千円（歳入増、歳出減及び効果額）。効果額＝歳入増＋歳出減。▲は負の数を表します。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: columns(&years),
            rows,
        },
    }
}

/// The years of every item, in the order in which they come.
fn years(items: &[&ItemView]) -> Vec<YearHead> {
    let mut years: Vec<YearHead> = Vec::new();
    for year in items.iter().flat_map(|i| &i.years) {
        if !years.iter().any(|y| y.label == year.label) {
            years.push(year.clone());
        }
    }
    years
}

fn columns(years: &[YearHead]) -> Vec<Column> {
    let lead = [
        Column::centre("番号", 12.0).key(),
        Column::text("取組内容", 30.0).key(),
        Column::text("報告した課", 15.0).key(),
        Column::centre("コード", 12.0),
        Column::centre("実施項目の番号", 10.0),
        Column::text("実施項目", 20.0),
        Column::text("担当課", 15.0),
    ];
    let schedule = years.iter().map(|year| {
        let mark = if year.present {
            "（報告年度）"
        } else {
            ""
        };
        Column::centre(format!("{}計画{mark}", year.label), 9.0)
    });
    let report = [
        Column::centre("実施状況", 11.0),
        Column::text("取組実績", 48.0),
        Column::number("歳入増（千円）", 16.0),
        Column::number("歳出減（千円）", 16.0),
        Column::number("効果額（千円）", 16.0),
        Column::centre("効果額の区分", 14.0),
        Column::text("算定根拠", 26.0),
    ];
    lead.into_iter().chain(schedule).chain(report).collect()
}

fn rows(item: &ItemView, initiative: &InitiativeView, years: &[YearHead]) -> Vec<Row> {
    let lead = |department: Cell| {
        let plan = years.iter().map(|year| planned(item, initiative, year));
        [
            Cell::from(&initiative.number),
            Cell::from(&initiative.text),
            department,
            Cell::from(&initiative.id),
            Cell::from(&item.number),
            Cell::from(&item.title),
            Cell::from(&initiative.responsible),
        ]
        .into_iter()
        .chain(plan)
    };
    if initiative.reports.is_empty() {
        let blank = std::iter::repeat_n(Cell::Blank, 7);
        return vec![Row::plain(lead(Cell::Blank).chain(blank).collect())];
    }
    let reports = initiative.reports.iter();
    reports
        .map(|r| Row::plain(lead(Cell::from(&r.department)).chain(report(r)).collect()))
        .collect()
}

fn planned(item: &ItemView, initiative: &InitiativeView, year: &YearHead) -> Cell {
    let at = item.years.iter().position(|y| y.label == year.label);
    at.and_then(|at| initiative.schedule.get(at))
        .map_or(Cell::Blank, Cell::from)
}

fn report(report: &ReportView) -> [Cell; 7] {
    let status = match &report.missing_label {
        Some(label) => Cell::from(label),
        None => Cell::from(&report.status),
    };
    [
        status,
        Cell::from(&report.result),
        Cell::from(&report.revenue),
        Cell::from(&report.saving),
        Cell::from(&report.effect),
        Cell::from(&report.effect_kind),
        Cell::from(&report.effect_basis),
    ]
}
