//! What stands in the headquarters' workbook alone: internal notes and late items in 実施項目一覧,
//! 提出状況 and 転記元. Everything here takes the headquarters' view, so no other edition can call it.

use super::super::fault::Fault;
use super::super::page::{Book, List, Paper};
use super::super::style;
use super::super::table::{self, Shape, rows_below};
use super::{Cell, Column, Derived, ExtraColumn, Given, PROVENANCE, Place, Row, Rule, Table, span};
use crate::audience::HeadquartersView;
use crate::audience::headquarters::{ProvenanceRow, SubmissionState};
use crate::values::a1;

pub(super) const SUBMISSION: &str = "提出状況";
const STATUS: &str = "状況";
const SUBMITTED: &str = "提出済";
const MISSING: &str = "未提出";
/// Row of the headings, and first column of the counts beside the departments.
const HEADING: u32 = 2;
const COUNTS: u16 = 5;

/// The headquarters' own part of the workbook.
pub(super) struct Internal<'a> {
    view: &'a HeadquartersView,
}

impl<'a> Internal<'a> {
    pub fn of(view: &'a HeadquartersView) -> Self {
        Self { view }
    }

    /// Columns that 実施項目一覧 has for the headquarters alone.
    pub fn item_columns(&self) -> Vec<ExtraColumn> {
        let view = self.view;
        let late = |id: &String| {
            if view.late.contains(id) {
                Cell::from("該当")
            } else {
                Cell::Blank
            }
        };
        vec![
            ExtraColumn {
                column: Column::centre("遅れ又は目標未達成", 12.0).attention(&["該当"]),
                cells: view.items.iter().map(|i| late(&i.item.id)).collect(),
            },
            ExtraColumn {
                column: Column::text("推進本部資料のみに掲載する事項", 34.0),
                cells: view
                    .items
                    .iter()
                    .map(|i| Cell::from(&i.internal[crate::audience::ItemField::InternalNote]))
                    .collect(),
            },
        ]
    }

    pub fn provenance(&self) -> &'a [ProvenanceRow] {
        &self.view.provenance
    }

    /// Rows of 転記元 on which its lines begin.
    pub fn provenance_rows(&self) -> Vec<u32> {
        let list = self.provenance_list();
        rows_below(list.heading(), &list.table).0
    }

    /// 転記元, without its links.
    pub fn provenance_list(&self) -> List {
        List {
            name: PROVENANCE,
            notes: vec![
                "調査票に記入された値と、この集計表で使用した値です。「使用せず」は、確認が必要なため使用しなかった値です。「訂正」は、読み取るときに表記を整えたことなどを表す、診断のコードです。"
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
                    Column::centre("取扱い", 11.0).attention(&["使用せず"]),
                    Column::centre("訂正", 10.0),
                    Column::text("ファイル", 34.0),
                    Column::text("シート", 14.0),
                    Column::centre("セル", 9.0),
                ],
                rows: self.view.provenance.iter().map(provenance_row).collect(),
            },
        }
    }

    /// 提出状況: the departments, and their counts beside them.
    pub fn write_submission(&self, book: &mut Book) -> Result<(), Fault> {
        let state = &self.view.submission;
        let departments = departments(state);
        Fault::check_rows(SUBMISSION, departments.rows.len() as u64 + 20)?;
        let sheet = book.sheet(SUBMISSION, Paper::A4)?;
        sheet.write_string_with_format(1, 0, "単位：課", &style::note())?;
        table::set_widths(sheet, 0, &departments.columns)?;
        let counts = counts(state);
        table::set_widths(sheet, COUNTS, &counts.columns)?;
        let mut placed = table::write(sheet, (HEADING, COUNTS), &counts, Shape::cells(true))?;
        let named = Shape::table(SUBMISSION, true);
        let listed = table::write(sheet, (HEADING, 0), &departments, named)?;
        sheet.set_repeat_rows(HEADING, HEADING)?;
        sheet.set_freeze_panes(HEADING + 1, 0)?;
        book.keep(SUBMISSION, &mut placed);
        let status = span(SUBMISSION, &listed, 3);
        let count = |row: Option<&u32>, word: &str| {
            let given = vec![Given {
                span: status.clone(),
                equals: word.to_owned(),
            }];
            Some(Derived {
                at: Place::new(SUBMISSION, *row?, COUNTS + 1),
                rule: Rule::Count { given },
            })
        };
        let counted = [
            count(placed.rows.get(1), SUBMITTED),
            count(placed.rows.get(2), MISSING),
        ];
        book.derive(counted.into_iter().flatten());
        Ok(())
    }
}

fn counts(state: &SubmissionState) -> Table {
    let count = |word: &str, figure| {
        let formula = format!("COUNTIF({SUBMISSION}[{STATUS}],\"{word}\")");
        Row::plain(vec![word.into(), Cell::formula(formula, figure)])
    };
    let count_at = |row| a1(row, u32::from(COUNTS) + 1);
    let all = format!("SUM({}:{})", count_at(HEADING + 2), count_at(HEADING + 3));
    let expected = Cell::formula(all, &state.expected);
    Table {
        columns: vec![Column::centre("区分", 12.0), Column::number("課の数", 12.0)],
        rows: vec![
            Row::plain(vec!["対象".into(), expected]),
            count(SUBMITTED, &state.submitted),
            count(MISSING, &state.missing),
        ],
    }
}

fn departments(state: &SubmissionState) -> Table {
    let rows = state.departments.iter().map(|department| {
        let status = if department.submitted {
            SUBMITTED
        } else {
            MISSING
        };
        Row::plain(vec![
            Cell::from(&department.code),
            Cell::from(&department.name),
            Cell::from(&department.division),
            Cell::from(status),
        ])
    });
    Table {
        columns: vec![
            Column::centre("課コード", 12.0).key(),
            Column::text("課名", 40.0).key(),
            Column::text("部", 24.0),
            Column::centre(STATUS, 14.0).attention(&[MISSING]),
        ],
        rows: rows.collect(),
    }
}

fn provenance_row(row: &ProvenanceRow) -> Row {
    let handling = if row.used.is_some() {
        "使用"
    } else {
        "使用せず"
    };
    Row::plain(vec![
        Cell::from(&*row.number),
        Cell::from(&*row.subject),
        Cell::from(&*row.department),
        Cell::from(row.field),
        Cell::from(&row.used),
        Cell::from(&row.typed),
        Cell::from(handling),
        Cell::Text(row.codes.join("、")),
        Cell::from(&row.at.file),
        Cell::from(&row.at.sheet),
        Cell::from(&row.at.cell),
    ])
}
