//! 集計表.xlsx of each body. What all bodies see is gathered in [`Edition`], which has no field for
//! anything else; the headquarters' own sheets and columns are made in [`internal`] from its view.

mod chart;
mod effect;
mod indicators;
mod initiatives;
mod internal;
mod items;
mod lists;
mod summary;

use rust_xlsxwriter::XlsxError;

use super::measure::text_width;
use super::page::{Book, BookHead};
use super::style;
use super::table::{Cell, Column};
use super::written::Written;
use crate::audience::parts::{
    ChangeSummary, DepartmentRow, EffectTable, GradeColumn, GradeMatrix, Head, ItemView,
    MeetingHead, TermView,
};
use crate::audience::{CouncilView, HeadquartersView, PublicView, Text};

/// 集計表.xlsx for 幹事会 and 推進本部: with internal notes, 提出状況 and 転記元.
///
/// # Errors
/// Where the sheets can't be written (more rows than a sheet holds).
pub fn headquarters(view: &HeadquartersView) -> Result<Written, XlsxError> {
    let edition = Edition {
        head: &view.head,
        meeting: Some(&view.meeting),
        sentence: &view.sentence,
        matrix: &view.matrix,
        changes: view.changes.as_ref(),
        effect: &view.effect,
        items: view.items.iter().map(|i| &i.item).collect(),
        departments: &view.departments,
        glossary: &[],
    };
    let mut book = edition.book()?;
    edition.write(&mut book, internal::item_columns(view))?;
    internal::write(&mut book, view)?;
    book.written()
}

/// 集計表.xlsx for 懇談会.
///
/// # Errors
/// Where the sheets can't be written (more rows than a sheet holds).
pub fn council(view: &CouncilView) -> Result<Written, XlsxError> {
    let edition = Edition {
        head: &view.head,
        meeting: Some(&view.meeting),
        sentence: &view.sentence,
        matrix: &view.matrix,
        changes: view.changes.as_ref(),
        effect: &view.effect,
        items: view.items.iter().collect(),
        departments: &view.departments,
        glossary: &view.glossary,
    };
    let mut book = edition.book()?;
    edition.write(&mut book, Vec::new())?;
    book.written()
}

/// 集計表.xlsx for publication.
///
/// # Errors
/// Where the sheets can't be written (more rows than a sheet holds).
pub fn public(view: &PublicView) -> Result<Written, XlsxError> {
    let edition = Edition {
        head: &view.head,
        meeting: None,
        sentence: &view.sentence,
        matrix: &view.matrix,
        changes: view.changes.as_ref(),
        effect: &view.effect,
        items: view.items.iter().collect(),
        departments: &view.departments,
        glossary: &view.glossary,
    };
    let mut book = edition.book()?;
    edition.write(&mut book, Vec::new())?;
    book.written()
}

/// What every body may see.
struct Edition<'a> {
    head: &'a Head,
    meeting: Option<&'a MeetingHead>,
    sentence: &'a Text,
    matrix: &'a GradeMatrix,
    changes: Option<&'a ChangeSummary>,
    effect: &'a EffectTable,
    items: Vec<&'a ItemView>,
    departments: &'a [DepartmentRow],
    glossary: &'a [TermView],
}

/// A further column of 実施項目一覧, with a cell for each item.
struct ExtraColumn {
    column: Column,
    cells: Vec<Cell>,
}

impl Edition<'_> {
    fn book(&self) -> Result<Book, XlsxError> {
        let head = self.head;
        let restricted = self.meeting.is_some_and(|m| m.restricted);
        let marks = [
            (head.sample, "見本"),
            (head.draft, "案"),
            (restricted, "取扱注意"),
        ];
        Book::new(BookHead {
            title: format!("{} {} 集計表", head.plan, head.report_name),
            subject: head.cycle_both.clone(),
            company: head.municipality.clone(),
            author: head.office.clone(),
            date: head.date,
            line: format!("{}　{}　{}", head.municipality, head.plan, head.report_name),
            cycle: head.cycle_both.clone(),
            marks: marks
                .into_iter()
                .filter_map(|(set, mark)| set.then_some(mark))
                .collect(),
        })
    }

    fn write(&self, book: &mut Book, extra: Vec<ExtraColumn>) -> Result<(), XlsxError> {
        summary::write(book, self)?;
        book.list(items::list(&self.items, extra))?;
        book.list(initiatives::list(&self.items))?;
        book.list(indicators::list(&self.items, self.head))?;
        effect::write(book, self.effect)?;
        book.list(lists::departments(self.departments, self.matrix))?;
        book.list(lists::grades(self.matrix))?;
        book.list(items::plan_list(&self.items))?;
        if !self.glossary.is_empty() {
            book.list(lists::glossary(self.glossary))?;
        }
        Ok(())
    }
}

/// `S 計画を上回る`, or the symbol alone where it is the name.
fn grade_name(grade: &GradeColumn) -> String {
    if grade.symbol == grade.name {
        grade.symbol.clone()
    } else {
        format!("{} {}", grade.symbol, grade.name)
    }
}

/// A column of figures for each grade, wide enough for its name where that is not long.
fn grade_columns(grades: &[GradeColumn]) -> impl Iterator<Item = Column> {
    grades.iter().map(|grade| {
        let fill = style::soft(grade.colour.as_deref(), grade.rank);
        let name = grade_name(grade);
        let width = (text_width(&name) + 2.5).clamp(10.0, 18.0);
        Column::number(name, width).filled(fill)
    })
}
