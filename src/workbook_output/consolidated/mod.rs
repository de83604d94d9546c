//! 集計表.xlsx of each body. What all bodies see is gathered in [`Edition`], which has no field for
//! anything else; the headquarters' own sheets and columns are made in [`internal`] from its view.
//!
//! Counts, sums, shares and rates are formulas over the lists of the same workbook, so that whoever changes a cell
//! sees what follows; their stored results are the view's figures, so that a program that never calculates shows
//! the right ones. The names of sheets and tables here are what formulas and readers go by.

mod changes;
mod chart;
mod departments;
mod effect;
mod effect_rows;
mod indicators;
mod initiatives;
mod internal;
mod items;
mod linked_lists;
mod links;
mod lists;
mod machine;
mod matrix;
mod opinions;
mod revisions;
mod summary;
mod trend;
mod whole;
mod years;

use std::path::Path;

use rust_xlsxwriter::XlsxError;

use super::content::Table;
use super::fault::Fault;
use super::measure::text_width;
use super::page::{Book, BookHead};
use super::waiting;
use super::written::Written;
use crate::audience::opinions::OpinionList;
use crate::audience::parts::{
    ChangeSummary, DepartmentRow, EffectTable, GradeColumn, GradeMatrix, Head, ItemView,
    MeetingHead, TermView,
};
use crate::audience::revisions::RevisionsView;
use crate::audience::tables::Tables;
use crate::audience::whole::WholeView;
use crate::audience::{CouncilView, HeadquartersView, PublicView, Text};
use crate::tables::{Context, Heading, Tint};

/// Names of the sheets that others refer to.
const SUMMARY: &str = "総括";
const ITEMS: &str = "実施項目一覧";
const INITIATIVES: &str = "取組一覧";
const INDICATORS: &str = "指標一覧";
const PROVENANCE: &str = "転記元";

/// Heading of an item's number in other lists, which leads back to 実施項目一覧.
const ITEM_NUMBER: &str = "実施項目の番号";

/// 集計表.xlsx for 幹事会 and 推進本部: with internal notes, 提出状況 and 転記元.
/// Very long lists wait in `scratch` until all is written.
///
/// # Errors
/// Where a table has more rows than a sheet holds.
pub fn headquarters(view: &HeadquartersView, scratch: &Path) -> Result<Written, Fault> {
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
        whole: view.whole.as_ref(),
        tables: &view.tables,
        revisions: &view.revisions,
        opinions: view.notes.opinions.as_ref(),
    };
    edition.made(Some(&internal::Internal::of(view)), scratch)
}

/// 集計表.xlsx for 懇談会; as [`headquarters`].
///
/// # Errors
/// Where a table has more rows than a sheet holds.
pub fn council(view: &CouncilView, scratch: &Path) -> Result<Written, Fault> {
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
        whole: None,
        tables: &view.tables,
        revisions: &view.revisions,
        opinions: view.notes.opinions.as_ref(),
    };
    edition.made(None, scratch)
}

/// 集計表.xlsx for publication; as [`headquarters`].
///
/// # Errors
/// Where a table has more rows than a sheet holds.
pub fn public(view: &PublicView, scratch: &Path) -> Result<Written, Fault> {
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
        whole: view.whole.as_ref(),
        tables: &view.tables,
        revisions: &view.revisions,
        opinions: view.notes.opinions.as_ref(),
    };
    edition.made(None, scratch)
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
    whole: Option<&'a WholeView>,
    tables: &'a Tables,
    revisions: &'a RevisionsView,
    opinions: Option<&'a OpinionList>,
}

/// Each sheet with what it is for, in the order of the workbook; those of the headquarters alone are marked.
const SHEETS: [(&str, &str, bool); 18] = [
    (
        SUMMARY,
        "改革項目別の評価、割合、前回からの増減及び効果額",
        false,
    ),
    (
        ITEMS,
        "実施項目ごとの評価、評価の理由、課題及び今後の取組",
        false,
    ),
    (INITIATIVES, "取組ごとの実施状況、取組実績及び効果額", false),
    (
        INDICATORS,
        "指標ごとの目標値、実績値、達成率及びこれまでの推移",
        false,
    ),
    (
        effect::NAME,
        "効果額の年度別、実施項目別及び課別の集計",
        false,
    ),
    (
        effect_rows::NAME,
        "効果額の内訳（課から報告された1件ごと）",
        false,
    ),
    (departments::NAME, "課ごとの評価区分別の項目数", false),
    (
        years::NAME,
        "評価区分別の項目数及び実施項目ごとの評価の推移",
        false,
    ),
    (
        whole::NAME,
        "計画期間の効果額、全ての実施項目の評価及び指標の推移",
        false,
    ),
    (changes::NAME, "前回から変わったところ", false),
    (revisions::NAME, "前回から計画を改めた事項とその理由", false),
    (opinions::NAME, "意見と、それに対する市の対応", false),
    (internal::SUBMISSION, "調査票の提出状況", true),
    (
        PROVENANCE,
        "使用した値と、その値が記入されたファイル、シート及びセル",
        true,
    ),
    (lists::GRADES, "評価区分の定義", false),
    (items::PLAN, "計画に定めた内容", false),
    (lists::GLOSSARY, "用語の説明", false),
    (
        machine::NAME,
        "機械で処理するための、1行に1つの値の表",
        false,
    ),
];

impl<'a> Edition<'a> {
    fn made(
        &self,
        internal: Option<&internal::Internal<'_>>,
        scratch: &Path,
    ) -> Result<Written, Fault> {
        waiting::guarded(|| {
            let mut book = self.book()?.waiting_in(scratch);
            self.write(&mut book, internal)?;
            Ok(book.written()?)
        })
    }

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
            line: format!("{}　{}", head.whole_plan("　"), head.report_name),
            cycle: match &head.corrected {
                Some(corrected) => format!("{}　{corrected}", head.cycle_both),
                None => head.cycle_both.clone(),
            },
            levels: head.levels.clone(),
            marks: marks
                .into_iter()
                .filter_map(|(set, mark)| set.then_some(mark))
                .collect(),
        })
    }

    /// The sheets that this edition has.
    fn sheets(&self, internal: bool) -> Vec<(&'static str, &'static str)> {
        let has = |name: &str, only_internal: bool| {
            (internal || !only_internal)
                && (name != lists::GLOSSARY || !self.glossary.is_empty())
                && (name != revisions::NAME || !self.revisions.rows.is_empty())
                && (name != whole::NAME || self.whole.is_some())
                && (name != changes::NAME || self.matrix.previous_cycle.is_some())
                && (name != opinions::NAME || self.opinions.is_some())
        };
        let sheets = SHEETS.iter().filter(|(name, _, only)| has(name, *only));
        sheets.map(|(name, about, _)| (*name, *about)).collect()
    }

    fn write(
        &self,
        book: &mut Book,
        internal: Option<&internal::Internal<'_>>,
    ) -> Result<(), Fault> {
        let sheets = self.sheets(internal.is_some());
        let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
        book.reserve(&names)?;
        let totals = summary::write(book, self, &sheets)?;
        linked_lists::write(book, self, internal)?;
        effect::write(book, self)?;
        departments::write(book, self)?;
        years::write(book, self, &totals)?;
        if let Some(whole) = self.whole {
            whole::write(book, whole)?;
        }
        if self.matrix.previous_cycle.is_some() {
            book.table(changes::list(self), changes::NAME)?;
        }
        if !self.revisions.rows.is_empty() {
            book.table(revisions::list(self), revisions::NAME)?;
        }
        if let Some(opinions) = self.opinions {
            book.table(opinions::list(opinions, internal.is_some()), opinions::NAME)?;
        }
        if let Some(internal) = internal {
            internal.write_submission(book)?;
        }
        book.table(lists::grades(self.matrix), "評価区分")?;
        book.table(items::plan_list(&self.items), "計画内容")?;
        if !self.glossary.is_empty() {
            book.table(lists::glossary(self.glossary), "用語")?;
        }
        book.long_list(machine::list(self), "機械判読")?;
        Ok(())
    }

    fn context(&self) -> Context<'a> {
        Context {
            matrix: self.matrix,
            tables: self.tables,
        }
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

/// The heading of a grade's figures, wide enough for its name where that is not long.
fn grade_heading(grade: &GradeColumn) -> Heading {
    let name = grade_name(grade);
    let width = (text_width(&name) + 2.5).clamp(10.0, 18.0);
    Heading::number(name, width).filled(Tint::new(grade.colour.as_deref(), grade.rank))
}
