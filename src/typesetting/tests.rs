//! Tests of typesetting as a whole: texts stay data, every leaf is printed, bytes are fixed.

mod characters;
mod layout;
mod templates;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Fonts, Typeset, fixture};
use crate::audience::DigestView;
use crate::diagnostic::Diagnostic;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(&[]).expect("a Japanese font"));

/// Prints the leaves of `leaves`, one a paragraph.
const LEAVES: &str = "test/leaves.typ";

/// With the theme of the templates' body.
fn press(template: &str) -> super::Press<'static> {
    let large = template.starts_with("council/");
    super::Press::new(&FONTS).with(super::Theme {
        large,
        for_citizens: large || template.starts_with("public/"),
    })
}

fn typeset(template: &str, view: &impl Serialize) -> Result<Typeset, Vec<Diagnostic>> {
    press(template).typeset(template, view, &[])
}

fn made(template: &str, view: &impl Serialize) -> Typeset {
    let made = typeset(template, view).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(made.warnings, Vec::<String>::new(), "{template}");
    keep(template, &made.pdf);
    assert_eq!(made.cut_off, [], "{template}");
    made
}

/// Keeps the PDF for looking at, where an environment variable names a folder.
#[expect(
    clippy::disallowed_methods,
    reason = "only for a developer who asks for the pages"
)]
fn keep(template: &str, pdf: &[u8]) {
    if let Ok(folder) = std::env::var("GYOKAKU_KEEP_PDF") {
        let name = template.replace('/', "_").replace(".typ", ".pdf");
        std::fs::write(std::path::Path::new(&folder).join(name), pdf).unwrap();
    }
}

/// Key and printed text of every leaf of a view.
pub(super) fn leaves(value: &Value, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| leaves(v, found)),
        Value::Object(map) => {
            let printed = map.get("text").or_else(|| map.get("figure"));
            if let (Some(Value::String(key)), Some(Value::String(text))) = (map.get("key"), printed)
            {
                found.insert((key.clone(), text.clone()));
            }
            map.values().for_each(|v| leaves(v, found));
        }
        _ => {}
    }
}

/// Every leaf is printed as it is, and nothing else is claimed to be.
fn assert_complete(view: &impl Serialize, documents: &[&Typeset]) {
    let mut expected = BTreeSet::new();
    leaves(&serde_json::to_value(view).unwrap(), &mut expected);
    let printed: BTreeSet<_> = documents
        .iter()
        .flat_map(|d| &d.traces)
        .map(|t| (t.key.clone(), t.text.clone()))
        .collect();
    let lost: Vec<_> = expected.difference(&printed).collect();
    assert!(lost.is_empty(), "not printed: {lost:#?}");
    let invented: Vec<_> = printed.difference(&expected).collect();
    assert!(invented.is_empty(), "not in the view: {invented:#?}");
}

const HEADQUARTERS: [&str; 4] = [
    "headquarters/report.typ",
    "headquarters/list.typ",
    "headquarters/sheets.typ",
    "headquarters/reference.typ",
];
const COUNCIL: [&str; 2] = ["council/report.typ", "council/sheets.typ"];
const PUBLIC: [&str; 1] = ["public/report.typ"];

/// The documents of a body, which together print every leaf of its view.
fn complete(view: &impl Serialize, templates: &[&str]) -> Vec<Typeset> {
    let all: Vec<Typeset> = templates.iter().map(|t| made(t, view)).collect();
    assert_complete(view, &all.iter().collect::<Vec<_>>());
    all
}

#[test]
fn headquarters_prints_every_leaf() {
    let view = fixture::headquarters();
    let all = complete(&view, &HEADQUARTERS);
    assert!(all[2].pages > view.items.len(), "an item begins a page");
}

#[test]
fn council_prints_every_leaf() {
    complete(&fixture::council(), &COUNCIL);
}

#[test]
fn public_prints_every_leaf() {
    complete(&fixture::public(), &PUBLIC);
}

/// Makes each figure of an indicator one that is wider than its column.
fn lengthen_figures(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(lengthen_figures),
        Value::Object(map) => {
            let key = map.get("key").and_then(Value::as_str).unwrap_or_default();
            if key.starts_with("indicators.")
                && let Some(figure) = map.get_mut("figure")
            {
                *figure = "1,234,567,890.25".into();
            }
            map.values_mut().for_each(lengthen_figures);
        }
        _ => {}
    }
}

/// Makes each text that departments write at length, and those of the plan beside it, this one.
fn lengthen(value: &mut Value, answer: &str) {
    const ANSWERS: [&str; 9] = [
        "reason",
        "issue",
        "next",
        "public_note",
        "internal_note",
        "result",
        "effect_basis",
        "note",
        "policy",
    ];
    match value {
        Value::Array(list) => list.iter_mut().for_each(|v| lengthen(v, answer)),
        Value::Object(map) => {
            let key = map.get("key").and_then(Value::as_str).unwrap_or_default();
            let field = key.rsplit('.').next().unwrap_or_default().to_owned();
            if let Some(text) = map.get_mut("text")
                && ANSWERS.contains(&field.as_str())
            {
                *text = answer.into();
            }
            map.values_mut().for_each(|v| lengthen(v, answer));
        }
        _ => {}
    }
}

/// Typesets every document of every body with such answers; what is cut off fails.
fn answered(answer: &str) {
    let (council, public) = (fixture::council(), fixture::public());
    let views = [
        (
            serde_json::to_value(fixture::headquarters()).unwrap(),
            HEADQUARTERS.as_slice(),
        ),
        (serde_json::to_value(&council).unwrap(), COUNCIL.as_slice()),
        (serde_json::to_value(&public).unwrap(), PUBLIC.as_slice()),
        (
            serde_json::to_value(DigestView::of_council(&council)).unwrap(),
            &["council/digest.typ"],
        ),
        (
            serde_json::to_value(DigestView::of_public(&public)).unwrap(),
            &["public/digest.typ"],
        ),
    ];
    for (mut view, documents) in views {
        let before = view.clone();
        lengthen(&mut view, answer);
        assert_ne!(view, before);
        for document in documents {
            made(document, &view);
        }
    }
}

/// What may not break over pages is never more than a page, be it few characters on many lines.
#[test]
fn texts_of_many_short_lines_stay_on_their_pages() {
    for lines in [16, 30, 250] {
        answered(&vec!["あ"; lines].join("\n"));
    }
}

/// A ruled line or an address has no place to break of its own.
#[test]
fn runs_without_a_place_to_break_stay_in_their_columns() {
    let runs = ["─", "=", "…", "、", ".", "※", "ー"].map(|c| c.repeat(120));
    answered(&runs.join("\n"));
    answered(&format!("https://example.jp/{}", "kaikaku".repeat(40)));
}

/// Charts and trees go over as many pages as they need.
#[test]
fn a_plan_of_many_pillars_or_of_many_items_in_one_is_drawn_whole() {
    let view = fixture::public();
    let mut view = serde_json::to_value(view).unwrap();
    let rows = view["matrix"]["rows"].as_array_mut().unwrap();
    *rows = (0..90).map(|at| rows[at % rows.len()].clone()).collect();
    let items = view["plan"]["pillars"][0]["items"].as_array_mut().unwrap();
    *items = (0..90).map(|at| items[at % items.len()].clone()).collect();
    for document in PUBLIC {
        made(document, &view);
    }
}

/// Both are two pages, of a plan however large, and print what was chosen and nothing else.
#[test]
fn a_digest_is_two_pages() {
    for view in [fixture::council(), fixture::hostile_council()] {
        is_two_pages("council/digest.typ", &DigestView::of_council(&view));
    }
    for view in [fixture::public(), fixture::hostile_public()] {
        is_two_pages("public/digest.typ", &DigestView::of_public(&view));
    }
}

#[track_caller]
fn is_two_pages(template: &str, view: &DigestView<'_>) {
    let made = made(template, view);
    assert_eq!(made.pages, 2, "{template}");
    let mut given = BTreeSet::new();
    leaves(&serde_json::to_value(view).unwrap(), &mut given);
    let printed = made.traces.iter().map(|t| (t.key.clone(), t.text.clone()));
    let invented: Vec<_> = printed.filter(|leaf| !given.contains(leaf)).collect();
    assert!(invented.is_empty(), "not in the view: {invented:#?}");
}

/// Texts of 5,000 characters, 300 initiatives in one item, 12 grades, 20 years: nothing is lost.
#[test]
fn a_hostile_plan_is_typeset_whole() {
    complete(&fixture::hostile(), &HEADQUARTERS);
    complete(&fixture::hostile_council(), &COUNCIL);
    complete(&fixture::hostile_public(), &PUBLIC);
}

#[test]
fn empty_views_are_typeset() {
    let mut view = fixture::headquarters();
    view.items.clear();
    view.late.clear();
    view.effect.rows.clear();
    view.effect.totals.clear();
    view.changes = None;
    view.matrix.previous_cycle = None;
    view.plan.themes.clear();
    view.plan.philosophy = None;
    view.plan.subtitle = None;
    view.departments.clear();
    view.submission.missing_names.clear();
    view.notes = Default::default();
    view.upcoming.clear();
    view.plan_changes.clear();
    view.meeting = Default::default();
    view.head.contact = None;
    view.head.sample = false;
    for template in HEADQUARTERS {
        let made = typeset(template, &view).unwrap_or_else(|e| panic!("{e:#?}"));
        assert_eq!(made.warnings, Vec::<String>::new(), "{template}");
    }
    let mut public = fixture::public();
    public.items.clear();
    public.glossary.clear();
    public.notes = Default::default();
    public.changes = None;
    for template in PUBLIC {
        assert_eq!(
            typeset(template, &public)
                .unwrap_or_else(|e| panic!("{e:#?}"))
                .warnings,
            Vec::<String>::new()
        );
    }
    is_two_pages("public/digest.typ", &DigestView::of_public(&public));
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let view = fixture::public();
    let pdf = || typeset("public/report.typ", &view).unwrap().pdf;
    assert!(pdf() == pdf());
}

#[test]
fn text_is_data() {
    let hostile = [
        "#page(fill: red)",
        "*x* _y_ `z`",
        "$a$",
        "<b>&amp;",
        "=HYPERLINK(\"x\")",
        "= 見出し",
        "//x /* y */",
        "\"quoted\" 'single'",
        "- 一\n+ 二\n\n/ 三: 四",
        "#import \"/data.json\"",
        "@ref <label>",
        "a  b　c",
        "\\u{41} \\",
        "https://example.jp/",
        "～〜－−―--- ...",
        "",
    ];
    let view = json!({
        "head": {"date": [2026, 7, 6]},
        "leaves": hostile.iter().enumerate()
            .map(|(n, text)| json!({"key": format!("k{n}"), "text": text}))
            .collect::<Vec<_>>(),
    });
    let made = made(LEAVES, &view);
    assert_eq!(made.pages, 1);
    let traced: Vec<&str> = made.traces.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(traced, hostile);
    assert_eq!(made.replaced, []);
    let on_page = printed(&view);
    for line in hostile.iter().flat_map(|text| text.lines()) {
        assert!(on_page.contains(line), "{line:?} is not in {on_page}");
    }
}

/// The pages as Typst lays them out.
fn laid_out(template: &str, view: &impl Serialize) -> typst_layout::PagedDocument {
    let data = serde_json::to_vec(view).unwrap();
    let world = super::world::DocumentWorld::new(press(template), template, data).unwrap();
    super::pdf::compile(&world, super::Next::Another).unwrap().0
}

/// Size, x, y (points) and text of every run of a page.
fn runs(frame: &typst::layout::Frame) -> Vec<(f64, f64, f64, String)> {
    use typst::layout::{Frame, FrameItem, Point};
    fn walk(frame: &Frame, at: Point, found: &mut Vec<(f64, f64, f64, String)>) {
        for (place, item) in frame.items() {
            let at = at + *place;
            match item {
                FrameItem::Group(group) => walk(&group.frame, at, found),
                FrameItem::Text(run) => {
                    let size = run.size.to_pt();
                    found.push((size, at.x.to_pt(), at.y.to_pt(), run.text.to_string()));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(frame, Point::zero(), &mut found);
    found
}

/// Every text run on the pages, in their order.
fn printed(view: &Value) -> String {
    laid_out(LEAVES, view)
        .pages()
        .iter()
        .flat_map(|page| runs(&page.frame))
        .map(|(.., text)| text)
        .collect()
}
