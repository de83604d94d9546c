//! 検算.xlsx: every comparison with both values and what came of it, for the office.

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::page::{Book, BookHead, List, Paper};
use crate::audience::ReconciliationView;
use crate::audience::reconciliation::{CheckRow, Verdict};
use crate::tables::{Cell, Heading, columns};

/// 検算.xlsx.
///
/// # Errors
/// Where the sheets can't be written (more rows than a sheet holds).
pub fn reconciliation(view: &ReconciliationView) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(BookHead {
        title: format!("{} 検算", view.title),
        subject: view.cycle.clone(),
        date: view.date,
        line: format!("{}　検算", view.title),
        cycle: view.cycle.clone(),
        marks: vec!["事務局限り"],
        ..BookHead::default()
    })?;
    book.list(summary(view))?;
    book.list(told(view))?;
    book.list(all(view))?;
    book.finish()
}

/// How many comparisons of each body came out how.
fn summary(view: &ReconciliationView) -> List {
    let mut bodies: Vec<&str> = Vec::new();
    for row in &view.rows {
        if !bodies.contains(&row.body.as_str()) {
            bodies.push(&row.body);
        }
    }
    let count = |body: &str, verdict: Option<Verdict>| {
        let rows = view.rows.iter().filter(|r| r.body == body);
        let rows = rows.filter(|r| verdict.is_none_or(|v| r.verdict == v));
        rows.map(|r| r.count).sum::<usize>()
    };
    let counted = |name: &str, verdict: Option<Verdict>| {
        let all: usize = bodies.iter().map(|body| count(body, verdict)).sum();
        Heading::number(name, 16.0)
            .total(Cell::count(all))
            .of(move |body: &&str| Cell::count(count(body, verdict)))
    };
    let columns = vec![
        Heading::text("資料", 30.0)
            .key()
            .total("合計")
            .of(|body: &&str| (*body).into()),
        counted("突合せ", None),
        counted("一致", Some(Verdict::Same)),
        counted("端数処理", Some(Verdict::Rounding)),
        counted("不一致", Some(Verdict::Differs)),
    ];
    List {
        name: "検算の結果",
        notes: vec![
            "作った資料を読み直し、記録、集計表、報告書などの PDF 及びオープンデータの数値を突き合わせた件数です。"
                .to_owned(),
            "「記入からの計算し直し」は、各課の記入から、合計や率を別の手順で計算し直した値です。「集計表の行からの計算し直し」は、集計表の行を足し直した値です。"
                .to_owned(),
            "「不一致」のある会議の資料は書き込みません。「端数処理」は四捨五入による差で、調整していません。".to_owned(),
        ],
        paper: Paper::A4,
        table: Table::of(columns, bodies.iter().copied()),
    }
}

/// What is to be looked at.
fn told(view: &ReconciliationView) -> List {
    let rows = view.rows.iter().filter(|r| r.verdict != Verdict::Same);
    List {
        name: "不一致と端数処理",
        notes: vec!["不一致は、資料を書き込まなかった理由です。".to_owned()],
        paper: Paper::A3,
        table: table(rows),
    }
}

fn all(view: &ReconciliationView) -> List {
    List {
        name: "全ての突合せ",
        notes: vec![
            "同じ種類の突合せが多いときは、一致したものを1行にまとめ、「件数」に示しています。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: table(view.rows.iter()),
    }
}

fn table<'a>(rows: impl Iterator<Item = &'a CheckRow>) -> Table {
    let columns = columns![c: &CheckRow;
        Heading::centre("資料", 12.0).key() => &c.body;
        Heading::text("何の値か", 50.0).key() => &c.what;
        Heading::text("場所A", 40.0) => &c.first_at;
        Heading::centre("値A", 18.0) => &c.first;
        Heading::text("場所B", 62.0) => &c.second_at;
        Heading::centre("値B", 18.0) => &c.second;
        Heading::centre("結果", 12.0) => c.verdict.label();
        Heading::number("件数", 11.0) => Cell::count(c.count);
    ];
    Table::of(columns, rows)
}
