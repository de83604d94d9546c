//! 変更点.xlsx: the 新旧対照表 of two records, for the office, and how the totals moved.

use rust_xlsxwriter::XlsxError;

use super::page::{Book, BookHead, List, Paper};
use super::table::{Cell, Column, Row, Table};
use crate::audience::comparison::{ChangeRow, ComparisonView, Piece};

/// 変更点.xlsx.
///
/// # Errors
/// Where the sheets can't be written (more rows than a sheet holds).
pub fn changes(view: &ComparisonView) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(BookHead {
        title: format!("{} 変更点", view.title),
        subject: view.cycle.clone(),
        date: view.date,
        line: format!("{}　変更点", view.title),
        cycle: view.cycle.clone(),
        marks: vec!["事務局限り"],
        ..BookHead::default()
    })?;
    book.list(contrast(view))?;
    book.list(totals(view))?;
    book.finish()
}

fn contrast(view: &ComparisonView) -> List {
    let of = |matter: &str| view.changes.iter().filter(|c| c.matter == matter).count();
    let counts: Vec<String> = ["計画", "評価", "数値", "文章", "課"]
        .iter()
        .map(|matter| format!("{matter} {}", of(matter)))
        .collect();
    let row = |(at, change): (usize, &ChangeRow)| {
        Row::plain(vec![
            Cell::count(at + 1),
            Cell::from(change.matter),
            Cell::from(&change.number),
            Cell::from(&change.subject),
            Cell::from(&change.department),
            Cell::from(&change.field),
            marked(&change.old),
            marked(&change.new),
            Cell::from(change.readers),
        ])
    };
    List {
        name: "新旧対照表",
        notes: vec![
            names(view),
            format!("変更 {}件（{}）", view.changes.len(), counts.join("、")),
            "一部が変わった文章は、変わった字句に下線を引いています。「－」は、空欄又は記載がないことを表します。「見る人」は、その内容を見てよい範囲です。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: vec![
                Column::number("行", 7.0).key(),
                Column::centre("区分", 9.0).key(),
                Column::centre("番号", 14.0).key(),
                Column::text("対象", 30.0),
                Column::text("課", 20.0),
                Column::text("欄", 18.0),
                Column::text("旧", 62.0),
                Column::text("新", 62.0),
                Column::centre("見る人", 11.0),
            ],
            rows: view.changes.iter().enumerate().map(row).collect(),
        },
    }
}

fn totals(view: &ComparisonView) -> List {
    let row = |change: &ChangeRow| {
        Row::plain(vec![
            Cell::from(&change.subject),
            Cell::from(&change.field),
            marked(&change.old),
            marked(&change.new),
        ])
    };
    List {
        name: "集計の変化",
        notes: vec![names(view), "変わった合計だけを挙げています。".to_owned()],
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::text("集計", 44.0).key(),
                Column::text("欄", 30.0).key(),
                Column::centre("旧", 22.0),
                Column::centre("新", 22.0),
            ],
            rows: view.totals.iter().map(row).collect(),
        },
    }
}

fn names(view: &ComparisonView) -> String {
    format!("旧: {}　新: {}", view.old, view.new)
}

/// A text with its changed pieces marked, where one cell takes it whole; a longer one goes on below without marks.
fn marked(pieces: &[Piece]) -> Cell {
    const MOST_UNITS: usize = 32_000;
    const MOST_LINES: usize = 250;
    if pieces.is_empty() {
        return Cell::from("－");
    }
    let text: String = pieces.iter().map(|p| p.text.as_str()).collect();
    let fits = text.encode_utf16().count() <= MOST_UNITS && text.lines().count() <= MOST_LINES;
    if !fits || pieces.iter().all(|p| !p.changed) {
        return Cell::Text(text);
    }
    let pieces = pieces.iter().map(|p| (p.text.clone(), p.changed));
    Cell::Marked(pieces.collect())
}
