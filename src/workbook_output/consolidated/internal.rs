//! What stands in the headquarters' workbook alone: internal notes and late items in 実施項目一覧,
//! 提出状況 and 転記元. Everything here takes the headquarters' view, so no other edition can call it.

use rust_xlsxwriter::XlsxError;

use super::super::page::{Book, List, Paper};
use super::super::table::{Cell, Column, Row, Table};
use super::ExtraColumn;
use crate::audience::HeadquartersView;
use crate::audience::headquarters::{ProvenanceRow, SubmissionState};

/// Columns that 実施項目一覧 has for the headquarters alone.
pub(super) fn item_columns(view: &HeadquartersView) -> Vec<ExtraColumn> {
    let late = |id: &String| {
        if view.late.contains(id) {
            Cell::from("該当")
        } else {
            Cell::Blank
        }
    };
    vec![
        ExtraColumn {
            column: Column::centre("遅れ又は目標未達成", 12.0),
            cells: view.items.iter().map(|i| late(&i.item.id)).collect(),
        },
        ExtraColumn {
            column: Column::text("推進本部資料のみに掲載する事項", 34.0),
            cells: view
                .items
                .iter()
                .map(|i| Cell::from(&i.internal_note))
                .collect(),
        },
    ]
}

pub(super) fn write(book: &mut Book, view: &HeadquartersView) -> Result<(), XlsxError> {
    book.list(submission(&view.submission))?;
    book.list(provenance(&view.provenance))?;
    Ok(())
}

fn submission(state: &SubmissionState) -> List {
    let row = |name: &str, figure, names: &str| {
        Row::plain(vec![name.into(), Cell::from(figure), names.into()])
    };
    let missing: Vec<&str> = state
        .missing_names
        .iter()
        .map(|t| t.text.as_str())
        .collect();
    List {
        name: "提出状況",
        notes: vec!["単位：課".to_owned()],
        paper: Paper::A4,
        table: Table {
            columns: vec![
                Column::text("区分", 24.0).key(),
                Column::number("課の数", 12.0),
                Column::text("課名", 90.0),
            ],
            rows: vec![
                row("対象", &state.expected, ""),
                row("提出済", &state.submitted, ""),
                row("未提出", &state.missing, &missing.join("、")),
            ],
        },
    }
}

fn provenance(rows: &[ProvenanceRow]) -> List {
    List {
        name: "転記元",
        notes: vec![
            "調査票に記入された値と、この集計表で使用した値です。「使用せず」は、確認が必要なため使用しなかった値です。"
                .to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: vec![
                Column::centre("番号", 12.0).key(),
                Column::text("対象", 30.0),
                Column::text("課名", 16.0),
                Column::text("欄", 20.0),
                Column::text("使用した値", 44.0),
                Column::text("記入された値", 44.0),
                Column::centre("取扱い", 11.0),
                Column::text("ファイル", 34.0),
                Column::text("シート", 14.0),
                Column::centre("セル", 9.0),
            ],
            rows: rows.iter().map(provenance_row).collect(),
        },
    }
}

fn provenance_row(row: &ProvenanceRow) -> Row {
    let handling = if row.used.is_some() {
        "使用"
    } else {
        "使用せず"
    };
    Row::plain(vec![
        Cell::from(&row.number),
        Cell::from(&row.subject),
        Cell::from(&row.department),
        Cell::from(&row.field),
        Cell::from(&row.used),
        Cell::from(&row.typed),
        Cell::from(handling),
        Cell::from(&row.at.file),
        Cell::from(&row.at.sheet),
        Cell::from(&row.at.cell),
    ])
}
