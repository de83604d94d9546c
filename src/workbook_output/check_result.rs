//! 点検結果.xlsx, for the office alone: who sent what, every fault, and what became of each file.

use rust_xlsxwriter::XlsxError;

use super::page::{Book, BookHead, List, Paper};
use super::table::{Cell, Column, Row, Table};
use crate::audience::OfficeView;
use crate::audience::office::{DepartmentCheck, FileCheck};
use crate::diagnostic::{Diagnostic, Severity};

/// 未提出, as the view says it.
const NOT_SUBMITTED: &str = "未提出";

/// 点検結果.xlsx.
///
/// # Errors
/// Where the sheets can't be written (more rows than a sheet holds).
pub fn check_result(view: &OfficeView) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(BookHead {
        title: format!("{} 点検結果", view.title),
        subject: view.cycle.clone(),
        date: view.date,
        line: format!("{}　点検結果", view.title),
        cycle: view.cycle.clone(),
        marks: vec!["事務局限り"],
        ..BookHead::default()
    })?;
    book.list(departments(view))?;
    book.list(faults(view))?;
    book.list(spellings(view))?;
    book.list(missing(view))?;
    book.list(files(&view.files))?;
    book.finish()
}

/// `提出済 3、要確認 1、未提出 2`, in the order in which they come.
fn tally<'a>(statuses: impl Iterator<Item = &'a str>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for status in statuses {
        match counts.iter_mut().find(|(name, _)| *name == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(s, n)| format!("{s} {n}")).collect();
    counts.join("、")
}

fn departments(view: &OfficeView) -> List {
    let statuses = tally(view.departments.iter().map(|d| d.status.as_str()));
    List {
        name: "提出状況",
        notes: vec![
            format!("対象の課 {}（{statuses}）", view.departments.len()),
            "「誤り」「確認」「表記の統一」は件数です。「確認依頼」は「確認依頼」フォルダーのブックで、「案内文」フォルダーの文章を添えて課に送ります。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: vec![
                Column::centre("課コード", 12.0).key(),
                Column::text("課名", 26.0).key(),
                Column::text("部", 18.0),
                Column::centre("状況", 10.0),
                Column::number("誤り", 9.0),
                Column::number("確認", 9.0),
                Column::number("表記の統一", 10.0),
                Column::text("確認依頼", 30.0),
                Column::text("ファイル", 44.0),
                Column::number("回", 7.0),
                Column::text("記入者", 16.0),
                Column::text("内線", 12.0),
                Column::text("確認者（所属長）", 16.0),
                Column::text("事務局への連絡", 44.0),
            ],
            rows: view.departments.iter().map(department).collect(),
        },
    }
}

fn department(check: &DepartmentCheck) -> Row {
    let round = check
        .round
        .map_or(Cell::Blank, |r| Cell::Figure(r.into(), 0));
    Row::plain(vec![
        Cell::from(&check.code),
        Cell::from(&check.name),
        Cell::from(&check.division),
        Cell::from(&check.status),
        Cell::count(check.errors),
        Cell::count(check.warnings),
        Cell::count(check.corrections),
        Cell::from(&check.asking),
        Cell::from(&check.file),
        round,
        Cell::from(&check.respondent),
        Cell::from(&check.phone),
        Cell::from(&check.approver),
        Cell::from(&check.note),
    ])
}

/// Errors and warnings: what to ask the departments.
fn faults(view: &OfficeView) -> List {
    let of = |severity| {
        view.diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    List {
        name: "確認事項",
        notes: vec![format!(
            "誤り {}件、確認 {}件　「誤り」は直していただくもの、「確認」は正しければそのままでよいものです。",
            of(Severity::Error),
            of(Severity::Warning)
        )],
        paper: Paper::A3,
        table: fault_table(view),
    }
}

/// Infos: what was taken with a change of spelling, and what needs no answer.
fn spellings(view: &OfficeView) -> List {
    let infos = view
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Info);
    let rows = infos.enumerate().map(|(at, d)| {
        let mut cells = place(view, at, d);
        cells.extend([
            Cell::from(&d.found),
            Cell::from(&view.input(d).and_then(|input| input.used.clone())),
            Cell::from(&d.message),
        ]);
        Row::plain(cells)
    });
    let rows = rows.collect();
    let mut columns = place_columns();
    columns.extend([
        Column::text("記入内容", 40.0),
        Column::text("使った値", 40.0),
        Column::text("内容", 52.0),
    ]);
    List {
        name: "表記の統一",
        notes: vec!["読み取るときに表記を整えたものなどです。対応は要りません。".to_owned()],
        paper: Paper::A3,
        table: Table { columns, rows },
    }
}

fn fault_table(view: &OfficeView) -> Table {
    let told = view
        .diagnostics
        .iter()
        .filter(|d| d.severity != Severity::Info);
    let rows = told.enumerate().map(|(at, d)| {
        let mut cells = place(view, at, d);
        cells.insert(1, Cell::from(d.severity.label()));
        cells.extend([
            Cell::from(&d.found),
            Cell::from(&d.message),
            Cell::from(&d.hint),
        ]);
        Row::plain(cells)
    });
    let rows = rows.collect();
    let mut columns = place_columns();
    columns.insert(1, Column::centre("区分", 9.0).key());
    columns.extend([
        Column::text("記入内容", 30.0),
        Column::text("内容", 46.0),
        Column::text("対応", 46.0),
    ]);
    Table { columns, rows }
}

/// Which department, which file, which cell, what stands there by the form.
fn place_columns() -> Vec<Column> {
    vec![
        Column::number("番号", 9.0).key(),
        Column::text("課名", 18.0).key(),
        Column::centre("コード", 10.0),
        Column::text("種類", 20.0),
        Column::text("ファイル", 32.0),
        Column::text("シート", 14.0),
        Column::centre("セル", 9.0),
        Column::text("項目", 24.0),
    ]
}

fn place(view: &OfficeView, at: usize, d: &Diagnostic) -> Vec<Cell> {
    vec![
        Cell::count(at + 1),
        view.department(d).map_or(Cell::Blank, Cell::from),
        Cell::from(d.code.id()),
        Cell::from(d.code.title()),
        Cell::from(&d.file),
        Cell::from(&d.sheet),
        Cell::from(&d.cell),
        view.input(d)
            .map_or(Cell::Blank, |input| Cell::from(&input.label)),
    ]
}

fn missing(view: &OfficeView) -> List {
    let rows = view
        .departments
        .iter()
        .filter(|d| d.status == NOT_SUBMITTED);
    let row = |check: &DepartmentCheck| {
        Row::plain(vec![
            Cell::from(&check.code),
            Cell::from(&check.name),
            Cell::from(&check.division),
            Cell::from(&check.due),
            match check.refused.as_slice() {
                [] => Cell::Blank,
                refused => Cell::text(refused.join("\n")),
            },
        ])
    };
    List {
        name: "未提出一覧",
        notes: vec![
            "調査票がまだ届いていない課です。「案内文」フォルダーに、提出をお願いする文章があります。"
                .to_owned(),
        ],
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::centre("課コード", 12.0).key(),
                Column::text("課名", 28.0).key(),
                Column::text("部", 24.0),
                Column::text("提出期限", 24.0),
                Column::text("届いたが読めないファイル", 40.0),
            ],
            rows: rows.map(row).collect(),
        },
    }
}

fn files(files: &[FileCheck]) -> List {
    let row = |check: &FileCheck| {
        Row::plain(vec![
            Cell::from(&check.path),
            Cell::from(&check.status),
            Cell::from(&check.department),
        ])
    };
    let statuses = tally(files.iter().map(|f| f.status.as_str()));
    List {
        name: "ファイル一覧",
        notes: vec![format!(
            "「提出」フォルダーにあったファイル {}（{statuses}）",
            files.len()
        )],
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::text("ファイル", 70.0).key(),
                Column::centre("取扱い", 18.0),
                Column::text("課名", 30.0),
            ],
            rows: files.iter().map(row).collect(),
        },
    }
}
