//! 点検結果.xlsx, for the office alone: who sent what, every fault, and what became of each file.

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::page::{Book, BookHead, List, Paper};
use crate::audience::OfficeView;
use crate::audience::office::{DepartmentCheck, FileCheck};
use crate::diagnostic::{Diagnostic, Severity};
use crate::tables::{Cell, Column, Heading};

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
        table: Table::of(department_columns(), &view.departments),
    }
}

fn department_columns<'a>() -> Vec<Column<'a, &'a DepartmentCheck>> {
    let round = |d: &DepartmentCheck| d.round.map_or(Cell::Blank, |r| Cell::Number(r.into(), 0));
    vec![
        Heading::centre("課コード", 12.0)
            .key()
            .of(|d: &&DepartmentCheck| (&d.code).into()),
        Heading::text("課名", 26.0)
            .key()
            .of(|d: &&DepartmentCheck| (&d.name).into()),
        Heading::text("部", 18.0).of(|d: &&DepartmentCheck| (&d.division).into()),
        Heading::centre("状況", 10.0).of(|d: &&DepartmentCheck| (&d.status).into()),
        Heading::number("誤り", 9.0).of(|d: &&DepartmentCheck| Cell::count(d.errors)),
        Heading::number("確認", 9.0).of(|d: &&DepartmentCheck| Cell::count(d.warnings)),
        Heading::number("表記の統一", 10.0).of(|d: &&DepartmentCheck| Cell::count(d.corrections)),
        Heading::text("確認依頼", 30.0).of(|d: &&DepartmentCheck| (&d.asking).into()),
        Heading::text("ファイル", 44.0).of(|d: &&DepartmentCheck| (&d.file).into()),
        Heading::number("回", 7.0).of(move |d: &&DepartmentCheck| round(d)),
        Heading::text("記入者", 16.0).of(|d: &&DepartmentCheck| (&d.respondent).into()),
        Heading::text("内線", 12.0).of(|d: &&DepartmentCheck| (&d.phone).into()),
        Heading::text("確認者（所属長）", 16.0).of(|d: &&DepartmentCheck| (&d.approver).into()),
        Heading::text("事務局への連絡", 44.0).of(|d: &&DepartmentCheck| (&d.note).into()),
    ]
}

/// A diagnostic with its number in the list.
type Told<'a> = (usize, &'a Diagnostic);

/// Those of these severities, numbered.
fn told<'a>(
    view: &'a OfficeView,
    columns: Vec<Column<'a, Told<'a>>>,
    listed: impl Fn(Severity) -> bool,
) -> Table {
    let told = view.diagnostics.iter().filter(|d| listed(d.severity));
    Table::of(columns, (1..).zip(told))
}

/// Errors and warnings: what to ask the departments.
fn faults(view: &OfficeView) -> List {
    let of = |severity| {
        let all = view.diagnostics.iter();
        all.filter(|d| d.severity == severity).count()
    };
    let mut columns = place(view);
    let severity = Heading::centre("区分", 9.0).key();
    columns.insert(1, severity.of(|(_, d): &Told| d.severity.label().into()));
    columns.extend([
        Heading::text("記入内容", 30.0).of(|(_, d): &Told| (&d.found).into()),
        Heading::text("内容", 46.0).of(|(_, d): &Told| (&d.message).into()),
        Heading::text("対応", 46.0).of(|(_, d): &Told| (&d.hint).into()),
    ]);
    List {
        name: "確認事項",
        notes: vec![format!(
            "誤り {}件、確認 {}件　「誤り」は直していただくもの、「確認」は正しければそのままでよいものです。",
            of(Severity::Error),
            of(Severity::Warning)
        )],
        paper: Paper::A3,
        table: told(view, columns, |severity| severity != Severity::Info),
    }
}

/// Infos: what was taken with a change of spelling, and what needs no answer.
fn spellings(view: &OfficeView) -> List {
    let used = |d: &Diagnostic| view.input(d).and_then(|input| input.used.as_ref());
    let mut columns = place(view);
    columns.extend([
        Heading::text("記入内容", 40.0).of(|(_, d): &Told| (&d.found).into()),
        Heading::text("使った値", 40.0).of(move |(_, d): &Told| used(d).into()),
        Heading::text("内容", 52.0).of(|(_, d): &Told| (&d.message).into()),
    ]);
    List {
        name: "表記の統一",
        notes: vec!["読み取るときに表記を整えたものなどです。対応は要りません。".to_owned()],
        paper: Paper::A3,
        table: told(view, columns, |severity| severity == Severity::Info),
    }
}

/// Which department, which file, which cell, what stands there by the form.
fn place(view: &OfficeView) -> Vec<Column<'_, Told<'_>>> {
    let label = |d: &Diagnostic| view.input(d).map(|input| &input.label);
    vec![
        Heading::number("番号", 9.0)
            .key()
            .of(|(at, _): &Told| Cell::count(*at)),
        Heading::text("課名", 18.0)
            .key()
            .of(|(_, d): &Told| view.department(d).into()),
        Heading::centre("コード", 10.0).of(|(_, d): &Told| d.code.id().into()),
        Heading::text("種類", 20.0).of(|(_, d): &Told| d.code.title().into()),
        Heading::text("ファイル", 32.0).of(|(_, d): &Told| (&d.file).into()),
        Heading::text("シート", 14.0).of(|(_, d): &Told| (&d.sheet).into()),
        Heading::centre("セル", 9.0).of(|(_, d): &Told| (&d.cell).into()),
        Heading::text("項目", 24.0).of(move |(_, d): &Told| label(d).into()),
    ]
}

fn missing(view: &OfficeView) -> List {
    let rows = view
        .departments
        .iter()
        .filter(|d| d.status == NOT_SUBMITTED);
    let refused = |d: &DepartmentCheck| match d.refused.as_slice() {
        [] => Cell::Blank,
        refused => Cell::text(refused.join("\n")),
    };
    let columns = vec![
        Heading::centre("課コード", 12.0)
            .key()
            .of(|d: &&DepartmentCheck| (&d.code).into()),
        Heading::text("課名", 28.0)
            .key()
            .of(|d: &&DepartmentCheck| (&d.name).into()),
        Heading::text("部", 24.0).of(|d: &&DepartmentCheck| (&d.division).into()),
        Heading::text("提出期限", 24.0).of(|d: &&DepartmentCheck| (&d.due).into()),
        Heading::text("届いたが読めないファイル", 40.0).of(move |d: &&DepartmentCheck| refused(d)),
    ];
    List {
        name: "未提出一覧",
        notes: vec![
            "調査票がまだ届いていない課です。「案内文」フォルダーに、提出をお願いする文章があります。"
                .to_owned(),
        ],
        paper: Paper::A4,
        table: Table::of(columns, rows),
    }
}

fn files(files: &[FileCheck]) -> List {
    let columns = vec![
        Heading::text("ファイル", 70.0)
            .key()
            .of(|f: &&FileCheck| (&f.path).into()),
        Heading::centre("取扱い", 18.0).of(|f: &&FileCheck| (&f.status).into()),
        Heading::text("課名", 30.0).of(|f: &&FileCheck| (&f.department).into()),
    ];
    let statuses = tally(files.iter().map(|f| f.status.as_str()));
    List {
        name: "ファイル一覧",
        notes: vec![format!(
            "「提出」フォルダーにあったファイル {}（{statuses}）",
            files.len()
        )],
        paper: Paper::A4,
        table: Table::of(columns, files),
    }
}
