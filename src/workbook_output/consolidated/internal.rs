//! What stands in the headquarters' workbook alone: internal notes and late items in 実施項目一覧,
//! 提出状況 and 転記元. Everything here takes the headquarters' view, so no other edition can call it.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::fault::Fault;
use super::super::page::{Book, List, Paper};
use super::super::style;
use super::super::table::{self, Shape};
use super::links::Links;
use super::{PROVENANCE, Table};
use crate::audience::headquarters::{ProvenanceRow, SubmissionRow, SubmissionState};
use crate::audience::parts::ItemView;
use crate::audience::{Fields, HeadquartersView, ItemField, readable};
use crate::tables::{Cell, Column, Given, Heading, Many, Named, Rule, Span, columns, declared};

pub(super) const SUBMISSION: &str = "提出状況";
const STATUS: Named = Named::new(SUBMISSION, "状況");
const SUBMITTED: &str = "提出済";
const MISSING: &str = "未提出";
const NOT_USED: &str = "使用せず";
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
    pub fn item_columns(&self) -> Vec<Column<'a, &'a ItemView>> {
        let view = self.view;
        let late = match view.head.unjudged {
            true => "遅れ",
            false => "遅れ又は目標未達成",
        };
        let notes = view.items.iter().map(|i| (&i.item.id, &i.internal));
        let notes: Rc<BTreeMap<&String, _>> = Rc::new(notes.collect());
        let mut columns = columns![i: &ItemView;
            Heading::centre(late, 12.0).attention(&["該当"]) => view.late.contains(&i.id).then_some("該当");
        ];
        columns.extend(readable::Internal::fields().map(|field: ItemField| {
            let notes = Rc::clone(&notes);
            declared::inside(field, move |i: &&ItemView| {
                notes.get(&i.id).and_then(|of| of[field].as_ref()).into()
            })
        }));
        columns
    }

    /// Columns that another list has for the headquarters alone; `about` gives the number and the department of a row.
    pub fn columns<F: Fields, T: 'a>(
        &self,
        about: impl Fn(&T) -> (&'a str, &'a str) + Copy + 'a,
    ) -> Vec<Column<'a, T>> {
        let answers = self.view.items.iter().flat_map(|i| &i.internal_answers);
        let by_place = answers.map(|a| ((&*a.number, &*a.department, &*a.label), &a.answer));
        let answers: Rc<BTreeMap<_, _>> = Rc::new(by_place.collect());
        let column = |field: F| {
            let answers = Rc::clone(&answers);
            declared::inside(field, move |row: &T| {
                let (number, department) = about(row);
                let label = field.declared().label;
                answers.get(&(number, department, label)).copied().into()
            })
        };
        readable::Internal::fields().map(column).collect()
    }

    pub fn provenance(&self) -> &'a [ProvenanceRow] {
        &self.view.provenance
    }

    /// 転記元. Lines about the same thing stand together: the first of them leads there.
    pub fn provenance_list(&self, links: &Links<'_>) -> List {
        let rows = self.view.provenance.iter().scan(None, |before, row| {
            let about = (&row.number, &row.department);
            Some((row, before.replace(about) != Some(about)))
        });
        let to = |(row, first): &Source| {
            let own = links.of_number(&row.number, &row.department);
            own.or_else(|| links.of_number(&row.number, ""))
                .filter(|_| *first)
        };
        let mut columns = provenance_columns();
        if self.view.provenance.iter().any(|r| r.correction.is_some()) {
            columns.extend(columns![r: Source;
                Heading::text("補正した日と理由", 40.0) => &r.0.correction;
            ]);
        }
        let columns = columns.into_iter();
        let columns = columns.map(|c| c.linked("番号", to));
        List {
            name: PROVENANCE,
            notes: vec![
                "調査票に記入された値と、この集計表で使用した値です。「使用せず」は、確認が必要なため使用しなかった値です。「訂正」は、読み取るときに表記を整えたことなどを表す、診断のコードです。"
                    .to_owned(),
            ],
            paper: Paper::A3,
            table: Table::of(columns.collect(), rows),
        }
    }

    /// 提出状況: the departments, and their counts beside them.
    pub fn write_submission(&self, book: &mut Book) -> Result<(), Fault> {
        let state = &self.view.submission;
        let departments = departments(state);
        Fault::check_rows(SUBMISSION, departments.rows.len() as u64 + 20)?;
        let sheet = book.sheet(SUBMISSION, Paper::A4)?;
        sheet.write_string_with_format(1, 0, "単位：課", &style::note())?;
        table::set_widths(sheet, 0, &departments.headings)?;
        let counts = counts(state);
        table::set_widths(sheet, COUNTS, &counts.headings)?;
        let mut placed = table::write(sheet, (HEADING, COUNTS), counts, Shape::cells(true))?;
        let named = Shape::table(SUBMISSION, true);
        let mut listed = table::write(sheet, (HEADING, 0), departments, named)?;
        sheet.set_repeat_rows(HEADING, HEADING)?;
        sheet.set_freeze_panes(HEADING + 1, 0)?;
        book.keep(SUBMISSION, &mut placed);
        book.keep(SUBMISSION, &mut listed);
        Ok(())
    }
}

fn counts(state: &SubmissionState) -> Table {
    let counted = |word: &'static str, figure| {
        let given = Given::word(STATUS.all(), word);
        let rule = given.map(|given| Rule::Count { given: vec![given] });
        (word, Cell::ruled(rule, figure))
    };
    let below = Span {
        sheet: SUBMISSION.into(),
        column: (COUNTS + 1).into(),
        first: HEADING + 2,
        last: HEADING + 3,
    };
    let all = Cell::ruled(Rule::sum(Many::Span(below), 0), &state.expected);
    let rows = [
        ("対象", all),
        counted(SUBMITTED, &state.submitted),
        counted(MISSING, &state.missing),
    ];
    let columns = columns![r: (&str, Cell);
        Heading::centre("区分", 12.0) => r.0;
        Heading::number("課の数", 12.0) => r.1.clone();
    ];
    Table::of(columns, rows)
}

fn departments(state: &SubmissionState) -> Table {
    let columns = columns![d: &SubmissionRow;
        Heading::centre("課コード", 12.0).key() => &d.code;
        Heading::text("課名", 40.0).key() => &d.name;
        Heading::text("部", 24.0) => &d.division;
        Heading::centre(&*STATUS.heading, 14.0).attention(&[MISSING]) => if d.submitted { SUBMITTED } else { MISSING };
    ];
    Table::of(columns, &state.departments)
}

/// A line of 転記元, and whether it is the first about its subject.
type Source<'a> = (&'a ProvenanceRow, bool);

fn provenance_columns<'a>() -> Vec<Column<'a, Source<'a>>> {
    columns![r: Source;
        Heading::centre("番号", 12.0).key() => &*r.0.number;
        Heading::text("対象", 30.0) => &*r.0.subject;
        Heading::text("課名", 16.0) => &*r.0.department;
        Heading::text("欄", 20.0) => r.0.field;
        Heading::text("使用した値", 44.0) => &r.0.used;
        Heading::text("記入された値", 44.0) => &r.0.typed;
        Heading::centre("取扱い", 11.0).attention(&[NOT_USED]) => if r.0.used.is_some() { "使用" } else { NOT_USED };
        Heading::centre("訂正", 10.0) => Cell::Text(r.0.codes.join("、"));
        Heading::text("ファイル", 34.0) => &r.0.at.file;
        Heading::text("シート", 14.0) => &r.0.at.sheet;
        Heading::centre("セル", 9.0) => &r.0.at.cell;
    ]
}
