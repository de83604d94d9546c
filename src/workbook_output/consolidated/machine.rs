//! 機械判読用: every grade and figure of the lists as a row of its own, for programs. One value a cell; the western
//! year; the plain code beside the number as printed; the unit in a column of its own. Long texts stand in the
//! lists, each in a cell of its own already.

use super::super::page::{List, Paper};
use super::{CODE, Cell, Column, Edition, Row, Table};
use crate::audience::Shown;
use crate::audience::parts::{IndicatorView, ItemView, ReportView};
use crate::audience::{IndicatorField, InitiativeField};

pub(super) const NAME: &str = "機械判読用";

pub(super) fn list(edition: &Edition) -> List {
    let lines = Lines {
        year: edition.tables.year,
        rows: Vec::new(),
    };
    List {
        name: NAME,
        notes: vec![format!(
            "プログラムで処理するための表です。1行に1つの値があり、数値と文字は別の列です。対象年度は西暦で表します（調査区分は{}）。名称と文章は、各一覧の表の同じコードの行にあります。",
            edition.tables.kind
        )],
        paper: Paper::A3,
        table: Table {
            columns: columns(),
            rows: lines.of(&edition.items),
        },
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::number("対象年度", 11.0).key(),
        Column::centre("対象の種類", 12.0).key(),
        Column::text(CODE, 14.0).key(),
        Column::text("番号", 14.0),
        Column::text("課名", 24.0),
        Column::text("項目", 18.0),
        Column::number("数値", 18.0),
        Column::text("文字", 24.0),
        Column::centre("単位", 12.0),
    ]
}

/// What a line is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    what: &'static str,
    code: &'a str,
    number: &'a str,
    department: &'a str,
}

struct Lines {
    year: i32,
    rows: Vec<Row>,
}

impl Lines {
    fn of(mut self, items: &[&ItemView]) -> Vec<Row> {
        for item in items {
            let subject = Subject {
                what: "実施項目",
                code: &item.id,
                number: &item.number,
                department: &item.leads,
            };
            if let Some(grade) = &item.grade {
                self.word(subject, "進捗評価", &grade.symbol.text);
            }
            for initiative in &item.initiatives {
                for report in &initiative.reports {
                    let subject = Subject {
                        what: "取組",
                        code: &initiative.id,
                        number: &initiative.number,
                        department: &report.department,
                    };
                    self.report(subject, report);
                }
            }
            for indicator in &item.indicators {
                self.indicator(indicator);
            }
        }
        self.rows
    }

    fn report(&mut self, subject: Subject<'_>, report: &ReportView) {
        if let Some(status) = report.answers.text(InitiativeField::Status) {
            self.word(subject, "実施状況", &status.text);
        }
        for (name, amount) in [
            ("歳入増", &report.answers[InitiativeField::EffectRevenue]),
            ("歳出減", &report.answers[InitiativeField::EffectSaving]),
            ("効果額", &report.effect),
        ] {
            self.value(subject, name, amount.as_ref(), Some("千円"));
        }
        if let Some(kind) = report.answers.text(InitiativeField::EffectKind) {
            self.word(subject, "効果額の区分", &kind.text);
        }
    }

    fn indicator(&mut self, indicator: &IndicatorView) {
        let subject = Subject {
            what: "指標",
            code: &indicator.id,
            number: &indicator.number,
            department: &indicator.department,
        };
        let unit = indicator.unit.as_deref();
        self.value(subject, "目標値", indicator.target.as_ref(), unit);
        self.value(
            subject,
            "実績値",
            indicator.answers[IndicatorField::Actual].as_ref(),
            unit,
        );
        if let Some(state) = indicator.answers.text(IndicatorField::State) {
            self.word(subject, "実績値の状態", &state.text);
        }
        if let (Some(rate), Some(name)) = (&indicator.rate, &indicator.rate_name) {
            let rate = Shown::Figure(rate.clone());
            self.value(subject, name, Some(&rate), Some("％"));
        }
        if let Some(met) = indicator.met {
            let word = if met { "達成" } else { "未達成" };
            self.word(subject, "達成の状況", word);
        }
    }

    fn value(
        &mut self,
        subject: Subject<'_>,
        name: &str,
        value: Option<&Shown>,
        unit: Option<&str>,
    ) {
        let unit = unit.map_or(Cell::Blank, Cell::from);
        match value {
            None => {}
            Some(Shown::Figure(figure)) => {
                self.push(subject, name, Cell::from(figure), Cell::Blank, unit);
            }
            Some(Shown::Text(text)) => {
                self.push(subject, name, Cell::Blank, Cell::from(text), unit);
            }
        }
    }

    fn word(&mut self, subject: Subject<'_>, name: &str, word: &str) {
        self.push(subject, name, Cell::Blank, Cell::from(word), Cell::Blank);
    }

    fn push(&mut self, subject: Subject<'_>, name: &str, number: Cell, word: Cell, unit: Cell) {
        self.rows.push(Row::plain(vec![
            Cell::Year(self.year),
            Cell::from(subject.what),
            Cell::from(subject.code),
            Cell::from(subject.number),
            Cell::from(subject.department),
            Cell::from(name),
            number,
            word,
            unit,
        ]));
    }
}
