//! 点検結果.xlsx, for the office alone: who sent what, every fault, and what became of each file.

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::page::{Book, BookHead, List, Paper};
use crate::audience::OfficeView;
use crate::audience::office::{DepartmentCheck, FileCheck, SettledCheck};
use crate::diagnostic::{Diagnostic, Severity};
use crate::tables::{Cell, Column, Heading, columns};

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
    book.list(settled(view))?;
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
    columns![d: &DepartmentCheck;
        Heading::centre("課コード", 12.0).key() => &d.code;
        Heading::text("課名", 26.0).key() => &d.name;
        Heading::text("部", 18.0) => &d.division;
        Heading::centre("状況", 10.0) => &d.status;
        Heading::number("誤り", 9.0) => Cell::count(d.errors);
        Heading::number("確認", 9.0) => Cell::count(d.warnings);
        Heading::number("表記の統一", 10.0) => Cell::count(d.corrections);
        Heading::text("確認依頼", 30.0) => &d.asking;
        Heading::text("ファイル", 44.0) => &d.file;
        Heading::number("回", 7.0) => d.round.map_or(Cell::Blank, |r| Cell::Number(r.into(), 0));
        Heading::text("記入者", 16.0) => &d.respondent;
        Heading::text("内線", 12.0) => &d.phone;
        Heading::text("確認者（所属長）", 16.0) => &d.approver;
        Heading::text("事務局への連絡", 44.0) => &d.note;
    ]
}

/// A diagnostic with its number in the list.
type Reported<'a> = (usize, &'a Diagnostic);

/// Those of these severities, numbered.
fn reported<'a>(
    view: &'a OfficeView,
    columns: Vec<Column<'a, Reported<'a>>>,
    listed: impl Fn(Severity) -> bool,
) -> Table {
    let reported = view.diagnostics.iter().filter(|d| listed(d.severity));
    Table::of(columns, (1..).zip(reported))
}

/// Errors and warnings: what to ask the departments.
fn faults(view: &OfficeView) -> List {
    let of = |severity| {
        let all = view.diagnostics.iter();
        all.filter(|d| d.severity == severity).count()
    };
    let mut columns = about(view);
    let severity = Heading::centre("区分", 9.0).key();
    columns.insert(
        1,
        severity.of(|d: &Reported<'_>| d.1.severity.label().into()),
    );
    columns.extend(columns![d: Reported;
        Heading::text("内容", 46.0) => &d.1.message;
        Heading::text("対応", 46.0) => &d.1.hint;
    ]);
    columns.extend(place());
    List {
        name: "確認事項",
        notes: vec![
            format!(
                "誤り {}件、確認 {}件　「誤り」は直していただくもの、「確認」は正しければそのままでよいものです。",
                of(Severity::Error),
                of(Severity::Warning)
            ),
            "差し支えない「確認」は、「課」から「記入」までを事務局.xlsx の「確認済み」に写し、理由を記入すると、記入が変わるまで確認しません。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: reported(view, columns, |severity| severity != Severity::Info),
    }
}

/// Infos: what was taken with a change of spelling, and what needs no answer.
fn spellings(view: &OfficeView) -> List {
    let mut columns = about(view);
    columns.extend(columns![d: Reported;
        Heading::text("使った値", 40.0) => view.input(d.1).and_then(|input| input.used.as_ref());
        Heading::text("内容", 52.0) => &d.1.message;
        Heading::text("取扱い", 30.0) => &d.1.hint;
    ]);
    columns.extend(place());
    List {
        name: "表記の統一",
        notes: vec!["読み取るときに表記を整えたもの、事務局で補正したもの、確認済みとしたものなどです。対応は要りません。".to_owned()],
        paper: Paper::A3,
        table: reported(view, columns, |severity| severity == Severity::Info),
    }
}

/// Whose, which code, which field and what stands there, by the headings of 確認済み in 事務局.xlsx and in their order, so that
/// the cells can be copied there.
fn about(view: &OfficeView) -> Vec<Column<'_, Reported<'_>>> {
    columns![d: Reported;
        Heading::number("行", 7.0).key() => Cell::count(d.0);
        Heading::text("課", 18.0).key() => view.department(d.1);
        Heading::centre("コード", 10.0) => d.1.code.id();
        Heading::centre("番号", 12.0) => view.input(d.1).map(|input| &input.number);
        Heading::text("欄", 18.0) => view.input(d.1).map(|input| &input.field);
        Heading::text("記入", 34.0) => &d.1.found;
    ]
}

/// Which kind, which file, which cell.
fn place<'a>() -> Vec<Column<'a, Reported<'a>>> {
    columns![d: Reported;
        Heading::text("種類", 20.0) => d.1.code.title();
        Heading::text("ファイル", 32.0) => &d.1.file;
        Heading::text("シート", 14.0) => &d.1.sheet;
        Heading::centre("セル", 9.0) => &d.1.cell;
    ]
}

/// What the office has looked at, and whether it still settles something.
fn settled(view: &OfficeView) -> List {
    let columns = columns![s: &SettledCheck;
        Heading::text("課", 18.0).key() => &s.department;
        Heading::centre("コード", 10.0).key() => s.code;
        Heading::centre("番号", 12.0) => &s.number;
        Heading::text("欄", 18.0) => &s.field;
        Heading::text("記入", 44.0) => &s.typed;
        Heading::text("理由", 44.0) => &s.reason;
        Heading::centre("年月日", 18.0) => &s.date;
        Heading::text("状態", 26.0).attention(&[SettledCheck::UNUSED]) => s.state;
    ];
    List {
        name: "確認済み",
        notes: vec![
            "事務局.xlsx の「確認済み」に記入されたものです。記入が変わると、「当たる確認事項なし」となり、もう一度確認します。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table::of(columns, &view.settled),
    }
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
    let columns = columns![d: &DepartmentCheck;
        Heading::centre("課コード", 12.0).key() => &d.code;
        Heading::text("課名", 28.0).key() => &d.name;
        Heading::text("部", 24.0) => &d.division;
        Heading::text("提出期限", 24.0) => &d.due;
        Heading::text("届いたが読めないファイル", 40.0) => refused(d);
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
    let columns = columns![f: &FileCheck;
        Heading::text("ファイル", 70.0).key() => &f.path;
        Heading::centre("取扱い", 18.0) => &f.status;
        Heading::text("課名", 30.0) => &f.department;
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
