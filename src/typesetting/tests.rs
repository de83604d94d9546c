//! Tests of typesetting as a whole: texts stay data, every leaf is printed, bytes are fixed.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Fonts, Typeset, fixture, typeset};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(&[]).expect("a Japanese font"));

/// Prints the leaves of `leaves`, one a paragraph.
const LEAVES: &str = "test/leaves.typ";

fn made(template: &str, view: &impl Serialize) -> Typeset {
    let made = typeset(&FONTS, template, view).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(made.warnings, Vec::<String>::new(), "{template}");
    keep(template, &made.pdf);
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
fn leaves(value: &Value, found: &mut BTreeSet<(String, String)>) {
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
const COUNCIL: [&str; 3] = [
    "council/report.typ",
    "council/sheets.typ",
    "council/digest.typ",
];
const PUBLIC: [&str; 2] = ["public/report.typ", "public/digest.typ"];

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
    let all = complete(&fixture::council(), &COUNCIL);
    assert_eq!(all[2].pages, 2, "概要版");
}

#[test]
fn public_prints_every_leaf() {
    let all = complete(&fixture::public(), &PUBLIC);
    assert_eq!(all[1].pages, 2, "概要版");
}

/// Texts of 5,000 characters, 300 initiatives in one item, 12 grades, 20 years: nothing is lost, and 概要版 keeps to its
/// two pages.
#[test]
fn a_hostile_plan_is_typeset_whole() {
    complete(&fixture::hostile(), &HEADQUARTERS);
    let council = complete(&fixture::hostile_council(), &COUNCIL);
    let public = complete(&fixture::hostile_public(), &PUBLIC);
    assert_eq!((council[2].pages, public[1].pages), (2, 2));
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
        let made = typeset(&FONTS, template, &view).unwrap_or_else(|e| panic!("{e:#?}"));
        assert_eq!(made.warnings, Vec::<String>::new(), "{template}");
    }
    let mut public = fixture::public();
    public.items.clear();
    public.glossary.clear();
    public.notes = Default::default();
    public.changes = None;
    for template in PUBLIC {
        assert_eq!(
            typeset(&FONTS, template, &public)
                .unwrap_or_else(|e| panic!("{e:#?}"))
                .warnings,
            Vec::<String>::new()
        );
    }
}

/// No glyph of the papers of 懇談会 is under 12 pt, but those of the running head and foot.
#[test]
fn the_councils_type_is_large() {
    use typst::layout::{Abs, Frame, FrameItem, Point};
    fn walk(frame: &Frame, at: Point, found: &mut Vec<(f64, f64, String)>) {
        for (place, item) in frame.items() {
            let at = at + *place;
            match item {
                FrameItem::Group(group) => walk(&group.frame, at, found),
                FrameItem::Text(run) => {
                    found.push((run.size.to_pt(), at.y.to_pt(), run.text.to_string()));
                }
                _ => {}
            }
        }
    }
    for template in COUNCIL {
        let data = serde_json::to_vec(&fixture::council()).unwrap();
        let world = super::world::DocumentWorld::new(&FONTS, template, data).unwrap();
        let (document, _) = super::pdf::compile(&world).unwrap();
        for page in document.pages() {
            let mut runs = Vec::new();
            walk(&page.frame, Point::zero(), &mut runs);
            let foot = page.frame.height() - Abs::mm(18.0);
            for (size, y, text) in runs {
                let inside = y > Abs::mm(22.0).to_pt() && y < foot.to_pt();
                assert!(size >= 11.9 || !inside, "{template}: {size} {text}");
            }
        }
    }
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let view = fixture::public();
    let pdf = || typeset(&FONTS, "public/report.typ", &view).unwrap().pdf;
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

#[test]
fn rare_kanji_are_printed_and_the_unprintable_named() {
    let view = json!({
        "head": {"date": [2026, 7, 6]},
        "leaves": [
            {"key": "kanji", "text": "髙﨑𠮷辻\u{e0100}㈱①"},
            {"key": "others", "text": "a\u{202e}b\u{feff}\u{0}c\u{1b}\td"},
            {"key": "bad", "text": "外字\u{e000}と😀と\u{e000}"},
        ],
    });
    let made = made(LEAVES, &view);
    let replaced: Vec<_> = made
        .replaced
        .iter()
        .map(|r| (r.key.as_str(), r.character))
        .collect();
    assert_eq!(replaced, [("bad", '\u{e000}'), ("bad", '😀')]);
    assert_eq!(made.traces[0].text, "髙﨑𠮷辻\u{e0100}㈱①");
    assert_eq!(made.traces[1].text, "abc d");
    assert_eq!(made.traces[2].text, "外字〓と〓と〓");
}

#[test]
fn a_fault_of_a_template_names_its_line() {
    let errors = typeset(&FONTS, LEAVES, &json!({"head": {}})).unwrap_err();
    assert!(
        errors[0].message.contains("test/leaves.typ:2"),
        "{errors:?}"
    );
    assert_eq!(errors[0].code.id(), "D004");
    assert!(typeset(&FONTS, "no/such.typ", &json!({})).is_err());
}

#[test]
fn the_fonts_are_those_of_the_program() {
    let list = FONTS.list();
    assert!(
        list.iter()
            .any(|f| f.family == "BIZ UDPGothic" && f.weight == 700),
        "{list:?}"
    );
    assert!(list.iter().all(|f| f.version.is_some()));
    assert_eq!(FONTS.printable("a\tb\u{e000}"), "a b〓");
    assert_eq!(FONTS.missing("行革 Reform\n１㍉\u{e000}"), ['\u{e000}']);
}

/// Every text run on the pages, in their order.
fn printed(view: &Value) -> String {
    use typst::layout::{Frame, FrameItem};
    fn walk(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, text),
                FrameItem::Text(run) => text.push_str(&run.text),
                _ => {}
            }
        }
    }
    let data = serde_json::to_vec(view).unwrap();
    let world = super::world::DocumentWorld::new(&FONTS, LEAVES, data).unwrap();
    let (document, _) = super::pdf::compile(&world).unwrap();
    let mut text = String::new();
    document
        .pages()
        .iter()
        .for_each(|page| walk(&page.frame, &mut text));
    text
}
