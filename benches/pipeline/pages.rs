//! What a page costs: every document of every body against one plain page, and with many items against itself.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reports on the terminal, and asks the kernel what it took"
)]

use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;
use typst::comemo;

use gyokaku::audience::{CouncilView, DigestView, HeadquartersView, PublicView};
use gyokaku::plan::Body;
use gyokaku::publication;
use gyokaku::typesetting::{Attachment, Fonts, Press, Relationship};

use crate::many_items;
use crate::material::Material;
use crate::papers::Papers;

/// A page of any document must cost no more than so many plain pages.
const MOST_PLAIN_PAGES: f64 = 3.0;
/// A page among many items must cost no more than so many of the plan's own.
const MOST_GROWTH: f64 = 1.3;
/// Rounds over all documents, with the plan's own items and with many. The fastest of each says most.
const ROUNDS: [usize; 2] = [5, 2];

const PLAIN_PAGE: &str = "design/plain-page.typ";

/// A document of a body, with everything that it is typeset from.
pub struct Document<'m> {
    pub name: String,
    template: &'static str,
    view: serde_json::Value,
    attached: Vec<Attachment>,
    fonts: &'m Fonts,
}

impl Document<'_> {
    /// Pages of the finished PDF. Nothing is kept from before: a run of the program has nothing to begin with.
    pub fn typeset(&self) -> usize {
        let press = Press::new(self.fonts);
        match press.typeset(self.template, &self.view, &self.attached) {
            Ok(document) => black_box(document).pages,
            Err(faults) => panic!("{}: {faults:?}", self.template),
        }
    }
}

/// Forgets what Typst has laid out.
pub fn forget() {
    comemo::evict(0);
}

/// The floor.
pub fn plain_page<'m>(material: &'m Material, papers: &Papers) -> Document<'m> {
    let view = HeadquartersView::new(papers.sources(), Body::Headquarters);
    document(material, "", PLAIN_PAGE, &view)
}

/// Every document of every body, in the order of a run.
pub fn documents<'m>(material: &'m Material, papers: &Papers) -> Vec<Document<'m>> {
    const HEADQUARTERS: [&str; 4] = ["report", "list", "sheets", "reference"];
    const COUNCIL: [&str; 2] = ["report", "sheets"];
    let mut all = Vec::new();
    for body in [Body::Secretariat, Body::Headquarters] {
        let view = HeadquartersView::new(papers.sources(), body);
        let of = |name| {
            document(
                material,
                body.label(),
                template("headquarters", name),
                &view,
            )
        };
        all.extend(HEADQUARTERS.map(of));
    }
    let view = CouncilView::new(papers.sources());
    let of = |name| {
        document(
            material,
            Body::Council.label(),
            template("council", name),
            &view,
        )
    };
    all.extend(COUNCIL.map(of));
    let digest = DigestView::of_council(&view);
    all.push(document(
        material,
        Body::Council.label(),
        template("council", "digest"),
        &digest,
    ));
    let view = PublicView::new(papers.sources());
    let digest = DigestView::of_public(&view);
    let public = |mut document: Document<'m>| {
        document.attached = attachments(&view);
        document
    };
    let body = Body::Public.label();
    all.push(public(document(
        material,
        body,
        template("public", "report"),
        &view,
    )));
    all.push(public(document(
        material,
        body,
        template("public", "digest"),
        &digest,
    )));
    all
}

fn document<'m>(
    material: &'m Material,
    body: &str,
    template: &'static str,
    view: &impl Serialize,
) -> Document<'m> {
    Document {
        name: format!("{body} {}", called(template)),
        template,
        view: serde_json::to_value(view).expect("a view"),
        attached: Vec::new(),
        fonts: &material.fonts,
    }
}

fn template(body: &str, name: &str) -> &'static str {
    const ALL: [&str; 9] = [
        "headquarters/report.typ",
        "headquarters/list.typ",
        "headquarters/sheets.typ",
        "headquarters/reference.typ",
        "council/report.typ",
        "council/sheets.typ",
        "council/digest.typ",
        "public/report.typ",
        "public/digest.typ",
    ];
    let path = format!("{body}/{name}.typ");
    let known = ALL.into_iter().find(|known| *known == path);
    known.expect("a template")
}

fn called(template: &str) -> &'static str {
    match template.rsplit('/').next() {
        Some("report.typ") => "報告書",
        Some("list.typ") => "実施項目一覧",
        Some("sheets.typ") => "個票",
        Some("reference.typ") => "参考資料",
        Some("digest.typ") => "概要版",
        _ => "plain page",
    }
}

/// What the 公表 edition carries inside: the view, and the tables of the open data.
fn attachments(view: &PublicView) -> Vec<Attachment> {
    let file = |name: String, text: String| Attachment {
        name,
        mime: "text/plain",
        relationship: Relationship::Data,
        description: "データ".to_owned(),
        text,
    };
    let json = serde_json::to_string_pretty(view).expect("a view");
    let tables = publication::open_data(view).expect("open data").files;
    let text = |bytes| String::from_utf8(bytes).expect("a text");
    std::iter::once(file("report.json".to_owned(), json))
        .chain(
            tables
                .into_iter()
                .map(|(name, bytes)| file(name, text(bytes))),
        )
        .collect()
}

/// What the fastest round of a document took.
struct Taken {
    milliseconds: f64,
    pages: usize,
}

impl Taken {
    #[expect(clippy::cast_precision_loss, reason = "some thousand pages at most")]
    fn a_page(&self) -> f64 {
        self.milliseconds / self.pages.max(1) as f64
    }
}

/// Prints the cost of a page of each document, and whether both targets are kept.
pub fn table(material: &Material) {
    let many = many(material);
    let plain = plain_page(material, &material.papers);
    let own = wanted(documents(material, &material.papers));
    let many = wanted(documents(material, &many));
    let mut floor = fastest_of(&[&plain], 2 * ROUNDS[0]);
    let own: Vec<&Document<'_>> = own.iter().collect();
    let taken = fastest_of(&own, ROUNDS[0]);
    let many: Vec<&Document<'_>> = many.iter().collect();
    let taken_many = fastest_of(&many, ROUNDS[1]);
    // Once more at the end: the machine may have become faster meanwhile.
    floor.extend(fastest_of(&[&plain], 2 * ROUNDS[0]));
    let floor = floor.iter().map(Taken::a_page).fold(f64::MAX, f64::min);
    println!("\nprocessor time; a plain page: {floor:.1} ms");
    println!(
        "{} items                                   {} items",
        material.papers.plan.items.len(),
        many_items::ITEMS
    );
    let mut missed = 0;
    for ((document, own), many) in own.iter().zip(&taken).zip(&taken_many) {
        let plain_pages = own.a_page() / floor;
        let many_plain = many.a_page() / floor;
        let growth = many.a_page() / own.a_page();
        let kept = [
            plain_pages.max(many_plain) <= MOST_PLAIN_PAGES,
            growth <= MOST_GROWTH,
        ];
        missed += kept.iter().filter(|kept| !**kept).count();
        println!(
            "{:>3} pages {:>6.1} ms a page {plain_pages:>5.2} × plain  {:>4} pages {:>6.1} ms a page {many_plain:>5.2} × plain: {}  {growth:>5.2} × own: {}  {}",
            own.pages,
            own.a_page(),
            many.pages,
            many.a_page(),
            verdict(kept[0]),
            verdict(kept[1]),
            document.name,
        );
    }
    println!(
        "a page of each document at most {MOST_PLAIN_PAGES:.1} × a plain page: {}",
        verdict(missed == 0)
    );
}

/// Those whose names hold one of the words behind `pages`; all where there are none.
fn wanted(documents: Vec<Document<'_>>) -> Vec<Document<'_>> {
    let words: Vec<String> = std::env::args()
        .skip_while(|argument| argument != "pages")
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let holds = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    documents
        .into_iter()
        .filter(|document| holds(&document.name))
        .collect()
}

fn many(material: &Material) -> Papers {
    let own = &material.papers;
    let last = material.last.as_ref();
    let last = last.map(|record| many_items::record(&own.plan, record));
    Papers::new(
        many_items::plan(&own.plan),
        own.cycle.clone(),
        &many_items::intake(&own.plan, &material.intake),
        last.as_ref(),
        material.texts.clone(),
    )
}

/// All documents in turn, so that whatever else the machine does falls on all alike.
fn fastest_of(documents: &[&Document<'_>], rounds: usize) -> Vec<Taken> {
    let mut fastest: Vec<Taken> = Vec::new();
    for round in 0..rounds {
        for (at, document) in documents.iter().enumerate() {
            forget();
            let start = Start::now();
            let pages = document.typeset();
            let milliseconds = start.elapsed();
            if round == 0 {
                fastest.push(Taken {
                    milliseconds,
                    pages,
                });
            }
            fastest[at].milliseconds = fastest[at].milliseconds.min(milliseconds);
        }
    }
    fastest
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "MISSED" }
}

/// Processor time of this thread, which is all that the bench uses; the clock's where the kernel does not tell it.
struct Start {
    processor: Option<f64>,
    clock: Instant,
}

impl Start {
    fn now() -> Self {
        Self {
            processor: processor_time(),
            clock: Instant::now(),
        }
    }

    /// Milliseconds.
    fn elapsed(&self) -> f64 {
        match (self.processor, processor_time()) {
            (Some(before), Some(now)) => now - before,
            _ => self.clock.elapsed().as_secs_f64() * 1000.0,
        }
    }
}

/// Milliseconds that this thread has had of a processor (Linux).
fn processor_time() -> Option<f64> {
    // Until a thread gives way, the kernel's figure may be a tick old.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = stat.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}
