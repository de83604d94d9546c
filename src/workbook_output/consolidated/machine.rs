//! 機械判読用: every grade and figure of the lists as a row of its own, for programs. One value a cell; the western
//! year; the plain code beside the number as printed; the unit in a column of its own. Long texts stand in the
//! lists, each in a cell of its own already.

use super::super::page::{List, Paper};
use super::{Edition, Table};
use crate::audience::LevelNames;
use crate::audience::parts::{IndicatorView, ItemView, ReportView};
use crate::audience::{IndicatorField, InitiativeField};
use crate::tables::items::CODE;
use crate::tables::{Cell, Column, Heading, columns, indicators};

pub(super) const NAME: &str = "機械判読用";

/// What a line is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    what: &'static str,
    code: &'a str,
    number: &'a str,
    department: &'a str,
}

/// One value of a subject.
struct Line<'a> {
    of: Subject<'a>,
    name: &'a str,
    value: Cell,
    unit: Option<&'a str>,
}

pub(super) fn list(edition: &Edition) -> List {
    List {
        name: NAME,
        notes: vec![format!(
            "プログラムで処理するための表です。1行に1つの値があり、数値と文字は別の列です。対象年度は西暦で表します（調査区分は{}）。名称と文章は、各一覧の表の同じコードの行にあります。",
            edition.tables.kind
        )],
        paper: Paper::A3,
        table: Table::of(
            columns(edition.tables.year, &edition.head.levels),
            edition.items.iter().flat_map(|item| lines(item)),
        ),
    }
}

fn columns<'a>(year: i32, levels: &'a LevelNames) -> Vec<Column<'a, Line<'a>>> {
    columns![l: Line;
        Heading::number("対象年度", 11.0).key() => Cell::Year(year);
        Heading::centre("対象の種類", 12.0).key() => Cell::Text(levels.reword(l.of.what));
        Heading::text(CODE, 14.0).key() => l.of.code;
        Heading::text("番号", 14.0) => l.of.number;
        Heading::text("課名", 24.0) => l.of.department;
        Heading::text("項目", 18.0) => l.name;
        Heading::number("数値", 18.0) => l.value(true);
        Heading::text("文字", 24.0) => l.value(false);
        Heading::centre("単位", 12.0) => l.unit;
    ]
}

impl Line<'_> {
    /// The value, where it is a number or is none, as wanted.
    fn value(&self, number: bool) -> Cell {
        match self.value.number().is_some() == number {
            true => self.value.clone(),
            false => Cell::Blank,
        }
    }
}

fn lines(item: &ItemView) -> Vec<Line<'_>> {
    let subject = Subject {
        what: "実施項目",
        code: &item.id,
        number: &item.number,
        department: &item.leads,
    };
    let grade = item.grade.as_ref().map(|g| &g.symbol);
    let mut lines = some(subject, [("進捗評価", grade.into(), None)]);
    for initiative in &item.initiatives {
        for report in &initiative.reports {
            let subject = Subject {
                what: "取組",
                code: &initiative.id,
                number: &initiative.number,
                department: &report.department,
            };
            lines.extend(of_report(subject, report));
        }
    }
    lines.extend(item.indicators.iter().flat_map(of_indicator));
    lines
}

fn of_report<'a>(subject: Subject<'a>, report: &'a ReportView) -> Vec<Line<'a>> {
    let money = Some("千円");
    let of = |field| &report.answers[field];
    some(
        subject,
        [
            ("実施状況", of(InitiativeField::Status).into(), None),
            ("歳入増", of(InitiativeField::EffectRevenue).into(), money),
            ("歳出減", of(InitiativeField::EffectSaving).into(), money),
            ("効果額", (&report.effect).into(), money),
            ("効果額の区分", of(InitiativeField::EffectKind).into(), None),
        ],
    )
}

fn of_indicator(indicator: &IndicatorView) -> Vec<Line<'_>> {
    let subject = Subject {
        what: "指標",
        code: &indicator.id,
        number: &indicator.number,
        department: &indicator.department,
    };
    let unit = indicator.unit.as_deref();
    let met = indicator.met.map(indicators::met);
    let rate = indicator.rate_name.as_deref().unwrap_or_default();
    some(
        subject,
        [
            ("目標値", (&indicator.target).into(), unit),
            (
                "実績値",
                (&indicator.answers[IndicatorField::Actual]).into(),
                unit,
            ),
            (
                "実績値の状態",
                (&indicator.answers[IndicatorField::State]).into(),
                None,
            ),
            (rate, (&indicator.rate).into(), Some("％")),
            ("達成の状況", met.into(), None),
        ],
    )
}

/// A line for each value that is there.
fn some<'a, const N: usize>(
    of: Subject<'a>,
    values: [(&'a str, Cell, Option<&'a str>); N],
) -> Vec<Line<'a>> {
    values
        .into_iter()
        .filter(|(_, value, _)| *value != Cell::Blank)
        .map(|(name, value, unit)| Line {
            of,
            name,
            value,
            unit,
        })
        .collect()
}
