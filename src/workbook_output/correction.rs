//! 正誤表.xlsx: what stood in a body's papers, what stands in them now, and why.

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::page::{Book, BookHead, List, Paper};
use crate::audience::correction::{CorrectionRow, CorrectionView};
use crate::tables::{Cell, Heading, columns};

const NAME: &str = "正誤表";

/// 正誤表.xlsx.
///
/// # Errors
/// Where the sheet can't be written (more rows than a sheet holds).
pub fn correction(view: &CorrectionView) -> Result<Vec<u8>, XlsxError> {
    let head = |name: &str| view.head[name].as_str().unwrap_or_default().to_owned();
    let day = |at: usize| {
        view.head["date"][at]
            .as_i64()
            .and_then(|n| i32::try_from(n).ok())
    };
    let (plan, correction) = (head("plan"), &view.correction);
    let mut book = Book::new(BookHead {
        title: format!("{plan} {NAME}"),
        subject: head("cycle_both"),
        company: head("municipality"),
        author: head("office"),
        date: [0, 1, 2].map(|at| day(at).unwrap_or(1)),
        line: format!("{}　{plan}　{NAME}", head("municipality")),
        cycle: format!("{}　{}訂正", head("cycle_both"), correction.date),
        ..BookHead::default()
    })?;
    let columns = columns![r: &CorrectionRow;
        Heading::text("場所", 48.0).key() => &r.place.text;
        Heading::text("誤", 50.0) => shown(r.wrong.as_ref().map(|t| t.text.as_str()));
        Heading::text("正", 50.0) => shown(r.right.as_ref().map(|t| t.text.as_str()));
        Heading::text("理由", 36.0) => &r.reason.text;
    ];
    book.list(List {
        name: NAME,
        notes: vec![
            format!("訂正の理由: {}", correction.reason.text),
            "「－」は、記載がないことを表します。場所のページは、訂正した資料のものです。"
                .to_owned(),
        ],
        paper: Paper::A4,
        table: Table::of(columns, &correction.rows),
    })?;
    book.finish()
}

fn shown(text: Option<&str>) -> Cell {
    Cell::from(text.filter(|text| !text.is_empty()).unwrap_or("－"))
}
