//! 取組一覧: one row for each initiative and reporting department.

use super::super::formula::{here_through, sum};
use super::super::page::{List, Paper};
use super::{
    CODE, Cell, Column, Derived, Edition, INITIATIVE_TABLE, INITIATIVES, Place, Placed, Row, Rule,
    Table,
};
use crate::audience::InitiativeField;
use crate::audience::Shown;
use crate::audience::parts::{InitiativeView, ItemView, ReportView, YearHead};

const REVENUE: &str = "歳入増（千円）";
const SAVING: &str = "歳出減（千円）";
/// Heading of the item's number, which leads back to 実施項目一覧.
pub(super) const ITEM: &str = "実施項目の番号";

/// Which row of the list is about what.
pub(super) struct About<'a> {
    pub item: &'a str,
    pub number: &'a str,
    pub department: &'a str,
}

/// The rows of [`list`], in their order.
pub(super) fn about<'a>(items: &[&'a ItemView]) -> Vec<About<'a>> {
    let mut all = Vec::new();
    for item in items {
        for initiative in &item.initiatives {
            let about = |department| About {
                item: &item.id,
                number: &initiative.number,
                department,
            };
            if initiative.reports.is_empty() {
                all.push(about(""));
            }
            all.extend(initiative.reports.iter().map(|r| about(&r.department)));
        }
    }
    all
}

pub(super) fn list(edition: &Edition) -> List {
    let items = &edition.items;
    let years = years(items);
    let rows = items.iter().flat_map(|item| {
        let years = &years;
        item.initiatives
            .iter()
            .flat_map(move |initiative| rows(item, initiative, years))
    });
    let rows = rows.collect();
    let mut table = Table {
        columns: columns(&years),
        rows,
    };
    let places = table.places(REVENUE).max(table.places(SAVING));
    let mut reports = items.iter().flat_map(|i| &i.initiatives);
    let refused = reports.any(|i| i.reports.iter().any(|r| refused(r.effect.as_ref())));
    let refused = refused.then(|| edition.refused());
    let formula = effect_formula(INITIATIVE_TABLE, [REVENUE, SAVING], places, refused);
    if let Some(column) = table.columns.iter_mut().find(|c| c.heading == EFFECT) {
        column.formula = Some(formula);
    }
    List {
        name: INITIATIVES,
        notes: vec![
            "単位：千円（歳入増、歳出減及び効果額）。効果額＝歳入増＋歳出減。▲は負の数を表します。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table,
    }
}

const EFFECT: &str = "効果額（千円）";

/// 歳入増 + 歳出減 of what was given: blank where neither was, `refused` where a text stands for one of them.
pub(super) fn effect_formula(
    table: &str,
    [revenue, saving]: [&str; 2],
    places: u32,
    refused: Option<&str>,
) -> String {
    let parts = here_through(table, revenue, saving);
    let sum = sum(&parts, places);
    let sum = match refused {
        Some(label) => format!("IF(COUNT({parts})<COUNTA({parts}),\"{label}\",{sum})"),
        None => sum,
    };
    format!("IF(COUNTA({parts})=0,\"\",{sum})")
}

/// How each 効果額 follows from what stands left of it.
pub(super) fn derived(list: &List, placed: &Placed) -> Vec<Derived> {
    let at = list.table.columns.iter().position(|c| c.heading == EFFECT);
    let Some(column) = at.and_then(|at| u16::try_from(at).ok()) else {
        return Vec::new();
    };
    let rows = placed.rows.iter().zip(&list.table.rows);
    let known = rows.filter(|(_, row)| {
        let cell = row.cells.get(usize::from(column));
        cell.is_some_and(|c| c.number().is_some())
    });
    known
        .map(|(row, _)| {
            let place = |column| Place::new(INITIATIVES, *row, column);
            let of = vec![place(column - 2), place(column - 1)];
            let less = Vec::new();
            Derived {
                at: place(column),
                rule: Rule::Added { of, less },
            }
        })
        .collect()
}

/// Whether a text stands for an amount.
pub(super) const fn refused(amount: Option<&Shown>) -> bool {
    matches!(amount, Some(Shown::Text(_)))
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
        Column::centre(CODE, 12.0),
        Column::centre(ITEM, 10.0),
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
        Column::centre("実施状況", 11.0).attention(&["未着手", "中止"]),
        Column::text("取組実績", 48.0),
        Column::number(REVENUE, 16.0),
        Column::number(SAVING, 16.0),
        Column::number(EFFECT, 16.0),
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
        let none = [
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::calculated(Cell::Blank),
            Cell::Blank,
            Cell::Blank,
        ];
        return vec![Row::plain(lead(Cell::Blank).chain(none).collect())];
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
        None => Cell::from(&report.answers[InitiativeField::Status]),
    };
    [
        status,
        Cell::from(&report.answers[InitiativeField::Result]),
        Cell::from(&report.answers[InitiativeField::EffectRevenue]),
        Cell::from(&report.answers[InitiativeField::EffectSaving]),
        Cell::calculated(&report.effect),
        Cell::from(&report.answers[InitiativeField::EffectKind]),
        Cell::from(&report.answers[InitiativeField::EffectBasis]),
    ]
}
