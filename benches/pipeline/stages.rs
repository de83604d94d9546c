//! The stages that are timed, and the floors beneath them.

use std::hint::black_box;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use typst::comemo;

use gyokaku::audience::{CouncilView, HeadquartersView, PublicView, Sources};
use gyokaku::cycle::merge;
use gyokaku::form::{Beside, FormLayout, blank_workbook};
use gyokaku::plan::{Assignments, Body, register};
use gyokaku::typesetting::typeset;
use gyokaku::workbook_output;

use crate::many_items::with_many_items;
use crate::material::{Material, day, read, taken};

pub const CALAMINE: &str = "floor/calamine";
pub const PLAIN_PAGE: &str = "floor/plain page";
pub const CHECK: &str = "check";
pub const SHEETS: &str = "typeset/推進本部 個票";
pub const MANY_SHEETS: &str = "typeset/推進本部 個票 500項目";

/// One thing to time.
pub struct Stage<'m> {
    pub name: &'static str,
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
        name,
        floor,
        paged: false,
        prepare: || {},
        run: Box::new(run),
    }
}

fn reading(material: &Material) -> Vec<Stage<'_>> {
    let Material {
        plan, cycle, files, ..
    } = material;
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

fn documents(material: &Material) -> Vec<Stage<'_>> {
    let sources = sources(material);
    let headquarters = || HeadquartersView::new(sources, Body::Headquarters);
    vec![
        document(
            material,
            PLAIN_PAGE,
            None,
            "design/plain-page.typ",
            headquarters(),
        ),
        document(
            material,
            "typeset/推進本部 報告書",
            Some(PLAIN_PAGE),
            "headquarters/report.typ",
            headquarters(),
        ),
        document(
            material,
            SHEETS,
            Some(PLAIN_PAGE),
            "headquarters/sheets.typ",
            headquarters(),
        ),
        document(
            material,
            MANY_SHEETS,
            Some(PLAIN_PAGE),
            "headquarters/sheets.typ",
            with_many_items(headquarters()),
        ),
        document(
            material,
            "typeset/推進本部 一覧",
            Some(PLAIN_PAGE),
            "headquarters/list.typ",
            headquarters(),
        ),
        document(
            material,
            "typeset/推進本部 参考資料",
            Some(PLAIN_PAGE),
            "headquarters/reference.typ",
            headquarters(),
        ),
        document(
            material,
            "typeset/懇談会 報告書",
            Some(PLAIN_PAGE),
            "council/report.typ",
            CouncilView::new(sources),
        ),
        document(
            material,
            "typeset/懇談会 個票",
            Some(PLAIN_PAGE),
            "council/sheets.typ",
            CouncilView::new(sources),
        ),
        document(
            material,
            "typeset/懇談会 概要版",
            Some(PLAIN_PAGE),
            "council/digest.typ",
            CouncilView::new(sources),
        ),
        document(
            material,
            "typeset/公表 報告書",
            Some(PLAIN_PAGE),
            "public/report.typ",
            PublicView::new(sources),
        ),
    ]
}

fn document<'m>(
    material: &'m Material,
    name: &'static str,
    floor: Option<&'static str>,
    template: &'static str,
    view: impl serde::Serialize + 'm,
) -> Stage<'m> {
    Stage {
        name,
        floor,
        paged: true,
        // Typst keeps what it has laid out; a run of the program has nothing to begin with.
        prepare: || comemo::evict(0),
        run: Box::new(move || match typeset(&material.fonts, template, &view) {
            Ok(document) => black_box(document).pages,
            Err(faults) => panic!("{template}: {faults:?}"),
        }),
    }
}

fn writing(material: &Material) -> Vec<Stage<'_>> {
    let sources = sources(material);
    let Material { plan, cycle, .. } = material;
    vec![
        stage("write/集計表", None, move || {
            let headquarters = HeadquartersView::new(sources, Body::Headquarters);
            black_box(workbook_output::headquarters(&headquarters).expect("a workbook"));
            black_box(workbook_output::council(&CouncilView::new(sources)).expect("a workbook"));
            black_box(workbook_output::public(&PublicView::new(sources)).expect("a workbook"));
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
            black_box(serde_json::to_vec_pretty(&material.record).expect("the record"));
            0
        }),
    ]
}

fn sources(material: &Material) -> Sources<'_> {
    Sources {
        plan: &material.plan,
        cycle: &material.cycle,
        record: &material.record,
        previous: None,
        history: gyokaku::cycle::History::none(),
        texts: &material.texts,
    }
}
