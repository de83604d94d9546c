//! 変更点.xlsx: the 新旧対照表 of two records, for the office, and how the totals moved.

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::page::{Book, BookHead, List, Paper};
use crate::audience::comparison::{ChangeRow, ComparisonView, Piece};
use crate::tables::{Cell, Heading, columns};

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
    type Row<'a> = (usize, &'a ChangeRow);
    let mut columns = columns![r: Row;
        Heading::number("行", 7.0).key() => Cell::count(r.0);
        Heading::centre("区分", 9.0).key() => r.1.matter;
        Heading::centre("番号", 14.0).key() => &r.1.number;
        Heading::text("対象", 30.0) => &r.1.subject;
        Heading::text("課", 20.0) => &r.1.department;
        Heading::text("欄", 18.0) => &r.1.field;
        Heading::text("旧", 62.0) => marked(&r.1.old);
        Heading::text("新", 62.0) => marked(&r.1.new);
        Heading::centre("見る人", 11.0) => r.1.readers;
    ];
    if view.changes.iter().any(|c| !c.corrections.is_empty()) {
        columns.extend(columns![r: Row;
            Heading::text("補正", 44.0) => Cell::text(r.1.corrections.join("\n"));
        ]);
    }
    List {
        name: "新旧対照表",
        notes: vec![
            names(view),
            format!("変更 {}件（{}）", view.changes.len(), counts.join("、")),
            "一部が変わった文章は、変わった字句に下線を引いています。「－」は、空欄又は記載がないことを表します。「見る人」は、その内容を見てよい範囲です。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table::of(columns, (1..).zip(&view.changes)),
    }
}

fn totals(view: &ComparisonView) -> List {
    let columns = columns![c: &ChangeRow;
        Heading::text("集計", 44.0).key() => &c.subject;
        Heading::text("欄", 30.0).key() => &c.field;
        Heading::centre("旧", 22.0) => marked(&c.old);
        Heading::centre("新", 22.0) => marked(&c.new);
    ];
    List {
        name: "集計の変化",
        notes: vec![names(view), "変わった合計だけを挙げています。".to_owned()],
        paper: Paper::A4,
        table: Table::of(columns, &view.totals),
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
