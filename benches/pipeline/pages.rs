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
use gyokaku::plan::{self, Body, Edition, Plan, TypeSize};
use gyokaku::publication;
use gyokaku::typesetting::{Attachment, Fonts, Press, Relationship, Theme};

use crate::many_items;
use crate::material::Material;
use crate::papers::Papers;

/// A page of any document must cost no more than so many plain pages.
const MOST_PLAIN_PAGES: f64 = 3.0;
/// A page among many items must cost no more than so many of the plan's own.
const MOST_GROWTH: f64 = 1.3;
/// Rounds for each document, of which the middle one counts.
const ROUNDS: usize = 3;
/// Milliseconds for which something short is done over and over, so that it meets what the machine does besides as often
/// as something long does.
const WINDOW: f64 = 150.0;

const PLAIN_PAGE: &str = "design/plain-page.typ";

/// A document of a body, with everything that it is typeset from.
pub struct Document<'m> {
    pub name: String,
    template: String,
    view: serde_json::Value,
    attached: Vec<Attachment>,
    fonts: &'m Fonts,
    theme: Theme,
}

impl Document<'_> {
    /// Pages of the finished PDF. Nothing is kept from before: a run of the program has nothing to begin with.
    pub fn typeset(&self) -> usize {
        let press = Press::new(self.fonts).with(self.theme);
        match press.typeset(&self.template, &self.view, &self.attached) {
            Ok(document) => black_box(document).pages,
            Err(faults) => panic!("{}: {faults:?}", self.template),
        }
    }
}

impl Document<'_> {
    /// Pages, by Typst alone: nothing is read from them.
    pub fn alone(&self, press: Press<'_>) -> usize {
        let data = press.data(&self.view).expect("JSON");
        let press = press.with(self.theme);
        let pages = press.typst_alone(&self.template, &data, &self.attached);
        pages.expect("a document")
    }
}

/// Forgets what Typst has laid out.
pub fn forget() {
    comemo::evict(0);
}

/// The floor.
pub fn plain_page<'m>(material: &'m Material, papers: &Papers) -> Document<'m> {
    let view = HeadquartersView::new(papers.sources(), Body::Headquarters);
    Document {
        name: "plain page".to_owned(),
        template: PLAIN_PAGE.to_owned(),
        view: serde_json::to_value(view).expect("a view"),
        attached: Vec::new(),
        fonts: &material.fonts,
        theme: Theme::default(),
    }
}

/// Every document of every body, in the order of a run.
pub fn documents<'m>(material: &'m Material, papers: &Papers) -> Vec<Document<'m>> {
    let sources = papers.sources();
    let mut all = Vec::new();
    for body in Body::ALL {
        let of = |document: &plan::Document| match body.edition() {
            Edition::Headquarters => {
                let view = HeadquartersView::new(sources, body);
                made(material, (sources.plan, body), *document, &view, Vec::new())
            }
            Edition::Council => {
                let view = CouncilView::new(sources);
                match document {
                    plan::Document::Digest => {
                        let digest = DigestView::of_council(&view);
                        made(
                            material,
                            (sources.plan, body),
                            *document,
                            &digest,
                            Vec::new(),
                        )
                    }
                    _ => made(material, (sources.plan, body), *document, &view, Vec::new()),
                }
            }
            Edition::Public => {
                let view = PublicView::new(sources);
                let attached = attachments(&view);
                match document {
                    plan::Document::Digest => {
                        let digest = DigestView::of_public(&view);
                        made(material, (sources.plan, body), *document, &digest, attached)
                    }
                    _ => made(material, (sources.plan, body), *document, &view, attached),
                }
            }
        };
        all.extend(body.documents().iter().map(of));
    }
    all
}

fn made<'m>(
    material: &'m Material,
    (plan, body): (&Plan, Body),
    document: plan::Document,
    view: &impl Serialize,
    attached: Vec<Attachment>,
) -> Document<'m> {
    Document {
        name: format!("{body} {}", document.name(&plan.profile)),
        template: body.template(document),
        view: serde_json::to_value(view).expect("a view"),
        attached,
        fonts: &material.fonts,
        theme: Theme {
            large: body.type_size() == TypeSize::Large,
            for_citizens: !body.is_internal(),
        },
    }
}

/// What the 公表 edition carries inside: the view, and the tables of the open data.
fn attachments(view: &PublicView) -> Vec<Attachment> {
    let file = |name: String, text: String| Attachment {
        name,
        mime: "text/plain".into(),
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

/// What a page of a document costs, with the plan's own items and with many.
struct Costs {
    /// Milliseconds.
    own: f64,
    many: f64,
    /// In plain pages.
    own_plain: f64,
    many_plain: f64,
    /// `many` in pages of the plan's own.
    growth: f64,
}

impl Costs {
    /// What was done before and after is held against what was done between.
    fn of_round(plain: &Document<'_>, own: &Document<'_>, many: &Document<'_>) -> Self {
        let before = (a_page(plain), a_page(own));
        let many = a_page(many);
        let after = (a_page(own), a_page(plain));
        let plain = f64::midpoint(before.0, after.1);
        let own = f64::midpoint(before.1, after.0);
        Self {
            own,
            many,
            own_plain: own / plain,
            many_plain: many / plain,
            growth: many / own,
        }
    }

    /// Each by itself in the middle of all rounds.
    fn middle(rounds: &[Self]) -> Self {
        let of = |cost: fn(&Self) -> f64| {
            let mut costs: Vec<f64> = rounds.iter().map(cost).collect();
            costs.sort_by(f64::total_cmp);
            costs[costs.len() / 2]
        };
        Self {
            own: of(|round| round.own),
            many: of(|round| round.many),
            own_plain: of(|round| round.own_plain),
            many_plain: of(|round| round.many_plain),
            growth: of(|round| round.growth),
        }
    }
}

/// Milliseconds of processor time a page, on average over a window; at least one run.
fn a_page(document: &Document<'_>) -> f64 {
    let (mut taken, mut pages) = (0.0, 0);
    while taken < WINDOW {
        forget();
        let start = Start::now();
        pages += document.typeset();
        taken += start.elapsed();
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousand pages at most")]
    let pages = pages as f64;
    taken / pages
}

/// Prints the cost of a page of each document, and whether both targets are kept.
pub fn table(material: &Material) {
    let many = many(material);
    let plain = plain_page(material, &material.papers);
    let own = wanted(documents(material, &material.papers));
    let many = wanted(documents(material, &many));
    println!(
        "\na page of a document, processor time: of the plan's {} items, and of {}",
        material.papers.plan.items.len(),
        many_items::ITEMS
    );
    let mut kept = [true; 2];
    for (own, many) in own.iter().zip(&many) {
        let rounds: [Costs; ROUNDS] = std::array::from_fn(|_| Costs::of_round(&plain, own, many));
        let costs = Costs::middle(&rounds);
        let plain = costs.own_plain <= MOST_PLAIN_PAGES;
        let growth = costs.growth <= MOST_GROWTH;
        kept = [kept[0] && plain, kept[1] && growth];
        println!(
            "{:>6.1} ms {:>5.2} × a plain page: {:<6}   {:>6.1} ms {:>5.2} × a plain page, {:>4.2} × its own: {:<6}   {}",
            costs.own,
            costs.own_plain,
            verdict(plain),
            costs.many,
            costs.many_plain,
            costs.growth,
            verdict(growth),
            own.name,
        );
    }
    println!(
        "a page of each document at most {MOST_PLAIN_PAGES:.1} × a plain page: {}",
        verdict(kept[0])
    );
    println!(
        "a page among {} items at most {MOST_GROWTH:.1} × the plan's own: {}",
        many_items::ITEMS,
        verdict(kept[1])
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

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "MISSED" }
}

/// Processor time of this thread, which is all that the bench uses; the clock's where the kernel does not report it.
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
