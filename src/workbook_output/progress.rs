//! 進行表.xlsx, for the office alone: who was sent a form, who sent it back, who was asked, who is done.

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::page::{Book, BookHead, List, Paper};
use crate::audience::progress::{DepartmentProgress, ProgressView};
use crate::tables::{Cell, Column, Heading, columns};

/// 進行表.xlsx.
///
/// # Errors
/// Where the sheet can't be written (more rows than a sheet holds).
pub fn progress(view: &ProgressView) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(BookHead {
        title: format!("{} 進行表", view.title),
        subject: view.cycle.clone(),
        date: view.date,
        line: format!("{}　進行表", view.title),
        cycle: view.cycle.clone(),
        marks: vec!["事務局限り"],
        ..BookHead::default()
    })?;
    book.list(list(view))?;
    book.finish()
}

fn list(view: &ProgressView) -> List {
    let counts = ["未提出", "返答待ち", "確認中", "済"].map(|state| {
        let count = view.departments.iter().filter(|d| d.state == state).count();
        format!("{state} {count}")
    });
    List {
        name: "進行表",
        notes: vec![
            format!("対象の課 {}（{}）", view.departments.len(), counts.join("、")),
            view.deadlines.clone(),
            "点検したときの状況です。日付は、計画台帳のものです。「返答待ち」は、その回の確認依頼に返送がないことを表します。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table::of(department_columns(), &view.departments),
    }
}

fn department_columns<'a>() -> Vec<Column<'a, &'a DepartmentProgress>> {
    columns![d: &DepartmentProgress;
        Heading::centre("課コード", 12.0).key() => &d.code;
        Heading::text("課名", 30.0).key() => &d.name;
        Heading::text("部", 18.0) => &d.division;
        Heading::centre("状況", 12.0).attention(&["未提出"]) => d.state;
        Heading::centre("照会", 20.0) => &d.sent;
        Heading::centre("提出期限", 24.0) => &d.due;
        Heading::centre("提出", 18.0) => d.returned_round.map_or(Cell::Blank, |round| Cell::Text(returned(round)));
        Heading::centre("確認依頼", 14.0) => d.asked_round.map_or(Cell::Blank, |round| Cell::Text(format!("{round}回目")));
        Heading::centre("再提出期限", 24.0) => &d.again_due;
        Heading::centre("済", 7.0) => if d.state == "済" { Cell::from("○") } else { Cell::Blank };
        Heading::number("誤り", 9.0) => Cell::count(d.errors);
        Heading::number("確認", 9.0) => Cell::count(d.warnings);
        Heading::text("受け付けられないファイル", 40.0) => Cell::Text(d.refused.join("、"));
    ]
}

/// A form of round 2 answers the first 確認依頼.
fn returned(round: u32) -> String {
    match round {
        0 | 1 => "提出".to_owned(),
        round => format!("{}回目の返送", round - 1),
    }
}
