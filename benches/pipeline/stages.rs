//! The stages that are timed, and the floors beneath them.

use std::hint::black_box;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use gyokaku::audience::{CouncilView, HeadquartersView, PublicView};
use gyokaku::cycle::merge;
use gyokaku::form::{Beside, FormLayout, blank_workbook};
use gyokaku::plan::{Assignments, Body, register};
use gyokaku::workbook_output;

use crate::material::{Material, day, read, taken};
use crate::pages::{self, Document};
use crate::papers::Papers;

pub const CALAMINE: &str = "floor/calamine";
pub const PLAIN_PAGE: &str = "floor/plain page";
pub const CHECK: &str = "check";

/// One thing to time.
pub struct Stage<'m> {
    pub name: String,
    /// The stage that it is held against; none for a floor.
    pub floor: Option<&'static str>,
    /// Whether it is held against its floor page by page.
    pub paged: bool,
    /// Runs before each round, outside the clock.
    pub prepare: fn(),
    /// Gives the number of pages, where there are any.
    pub run: Box<dyn Fn() -> usize + 'm>,
}

/// Every stage, in the order of a run.
pub fn all(material: &Material) -> Vec<Stage<'_>> {
    let mut all = reading(material);
    all.extend(documents(material));
    all.extend(writing(material));
    all
}

fn stage<'m>(
    name: &'static str,
    floor: Option<&'static str>,
    run: impl Fn() -> usize + 'm,
) -> Stage<'m> {
    Stage {
        name: name.to_owned(),
        floor,
        paged: false,
        prepare: || {},
        run: Box::new(run),
    }
}

fn reading(material: &Material) -> Vec<Stage<'_>> {
    let Material { files, .. } = material;
    let Papers { plan, cycle, .. } = &material.papers;
    vec![
        stage(CALAMINE, None, move || {
            files.iter().for_each(|(_, bytes)| bare_calamine(bytes));
            0
        }),
        stage("read", Some(CALAMINE), move || {
            for (_, bytes) in files {
                black_box(read(bytes));
            }
            0
        }),
        // Reads as well: from bytes to the merged record.
        stage(CHECK, Some(CALAMINE), move || {
            let taken = taken(plan, cycle, files);
            black_box(merge(plan, cycle, &taken, None, Vec::new()));
            0
        }),
        stage("register", None, move || {
            black_box(register::read(&material.register, register::FILE_NAME));
            0
        }),
    ]
}

/// What reading costs at least: every cell of every sheet, and the defined names.
fn bare_calamine(bytes: &[u8]) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    black_box(book.defined_names());
    for sheet in book.sheet_names() {
        black_box(book.worksheet_range(&sheet).expect("a sheet"));
    }
}

/// Each document of the plan's own items, against the plain page.
fn documents(material: &Material) -> Vec<Stage<'_>> {
    let papers = &material.papers;
    let plain = paged(
        pages::plain_page(material, papers),
        PLAIN_PAGE.to_owned(),
        None,
    );
    let all = pages::documents(material, papers)
        .into_iter()
        .map(|document| {
            let name = format!("typeset/{}", document.name);
            paged(document, name, Some(PLAIN_PAGE))
        });
    std::iter::once(plain).chain(all).collect()
}

fn paged<'m>(document: Document<'m>, name: String, floor: Option<&'static str>) -> Stage<'m> {
    Stage {
        name,
        floor,
        paged: true,
        prepare: pages::forget,
        run: Box::new(move || document.typeset()),
    }
}

fn writing(material: &Material) -> Vec<Stage<'_>> {
    let sources = material.papers.sources();
    let Papers { plan, cycle, .. } = &material.papers;
    vec![
        stage("write/集計表", None, move || {
            let headquarters = HeadquartersView::new(sources, Body::Headquarters);
            black_box(
                workbook_output::headquarters(&headquarters, &std::env::temp_dir())
                    .expect("a workbook"),
            );
            black_box(
                workbook_output::council(&CouncilView::new(sources), &std::env::temp_dir())
                    .expect("a workbook"),
            );
            black_box(
                workbook_output::public(&PublicView::new(sources), &std::env::temp_dir())
                    .expect("a workbook"),
            );
            0
        }),
        stage("write/様式", None, move || {
            for (department, parts) in Assignments::of(plan, cycle).departments() {
                let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
                black_box(blank_workbook::write(&layout, day()).expect("a form"));
            }
            0
        }),
        stage("write/record.json", None, move || {
            black_box(serde_json::to_vec_pretty(&material.papers.record).expect("the record"));
            0
        }),
    ]
}
