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

#[test]
fn headquarters_prints_every_leaf() {
    let view = fixture::headquarters();
    let report = made("headquarters/report.typ", &view);
    let sheets = made("headquarters/sheets.typ", &view);
    assert_complete(&view, &[&report, &sheets]);
    assert!(sheets.pages > view.items.len());
}

#[test]
fn council_prints_every_leaf() {
    let view = fixture::council();
    let report = made("council/report.typ", &view);
    let sheets = made("council/sheets.typ", &view);
    assert_complete(&view, &[&report, &sheets]);
}

#[test]
fn public_prints_every_leaf_in_one_document() {
    let view = fixture::public();
    assert_complete(&view, &[&made("public/report.typ", &view)]);
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
    view.meeting = Default::default();
    view.head.contact = None;
    view.head.sample = false;
    assert!(
        typeset(&FONTS, "headquarters/report.typ", &view)
            .unwrap()
            .warnings
            .is_empty()
    );
    assert!(
        typeset(&FONTS, "headquarters/sheets.typ", &view)
            .unwrap()
            .warnings
            .is_empty()
    );
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
