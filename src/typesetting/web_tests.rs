//! Tests of pages of the web: every leaf is there, texts stay text, no style but the page's own, the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::tests::leaves;
use super::{Extent, Fonts, LinkedFile, Page, Press, WebPage, fixture};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(&[]).expect("a Japanese font"));

fn page(template: &str, heading: u8, view: &impl Serialize) -> WebPage {
    let press = Press::new(&FONTS);
    let page = Page {
        heading,
        files: &[LinkedFile {
            href: "../報告書.pdf".to_owned(),
            title: "報告書".to_owned(),
            kind: "PDF".to_owned(),
            size: "1.2MB".to_owned(),
        }],
        ..Page::of(template).unwrap_or(Page {
            template,
            extent: Extent::Whole,
            heading,
            files: &[],
        })
    };
    let data = press.data(view).expect("data");
    let made = press.web_page(&page, &data);
    let made = made.unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(made.warnings, Vec::<String>::new(), "{template}");
    made
}

fn text(page: &WebPage) -> &str {
    std::str::from_utf8(&page.bytes).expect("UTF-8")
}

#[test]
fn page_and_fragment_hold_every_leaf() {
    for view in [fixture::public(), fixture::hostile_public()] {
        let mut expected = BTreeSet::new();
        leaves(&serde_json::to_value(&view).expect("JSON"), &mut expected);
        for template in ["web/index.typ", "web/fragment.typ"] {
            let made = page(template, 2, &view);
            let traces = made.traces.into_iter().map(|trace| (trace.key, trace.text));
            assert_eq!(traces.collect::<BTreeSet<_>>(), expected, "{template}");
            assert_eq!(made.typed, [], "{template}");
        }
    }
}

#[test]
fn the_page_is_whole_and_the_fragment_is_its_body() {
    let view = fixture::public();
    let whole = page("web/index.typ", 2, &view);
    let whole = text(&whole);
    assert!(whole.starts_with("<!DOCTYPE html>") && whole.ends_with("</html>\n"));
    assert_eq!(whole.matches("<h1>").count(), 1);
    assert!(whole.contains("default-src 'none'; style-src 'sha256-"));
    assert!(whole.contains("<a href=\"../報告書.pdf\">報告書（PDF、1.2MB）</a>"));
    for (heading, first) in [(2, "<h2>"), (3, "<h3>")] {
        let part = page("web/fragment.typ", heading, &view);
        let part = text(&part);
        for absent in [
            "<html",
            "<head",
            "<body",
            "<style",
            "<script",
            "<h1",
            "<title>題",
        ] {
            assert!(!part.contains(absent), "{absent}");
        }
        let headings = part.split("<h").skip(1).map(|h| format!("<h{}>", &h[..1]));
        assert_eq!(headings.min().as_deref(), Some(first));
    }
    let summary = page("web/summary.typ", 2, &view);
    let summary = text(&summary)
        .strip_prefix('\u{feff}')
        .expect("a mark of UTF-8");
    assert!(summary.contains(&view.sentence.text) && !summary.contains('<'));
    assert_eq!(
        summary.matches('\n').count(),
        summary.matches("\r\n").count()
    );
}

#[test]
fn no_element_has_a_style_of_its_own() {
    let mut view = serde_json::to_value(fixture::public()).expect("JSON");
    typed(&mut view, "  前に  二つ  \n後に  ");
    let made = page("web/index.typ", 2, &view);
    assert!(!text(&made).contains(" style="));
    assert!(text(&made).contains("<span class=\"pre\">"));
}

#[test]
fn the_same_view_gives_the_same_page() {
    let view = fixture::public();
    assert!(page("web/index.typ", 2, &view).bytes == page("web/index.typ", 2, &view).bytes);
}

/// Names of the elements, with their number.
fn elements(html: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for piece in html.split('<').skip(1) {
        let name = piece.split([' ', '>', '\n']).next().unwrap_or_default();
        *found.entry(name.to_owned()).or_default() += 1;
    }
    found
}

/// Puts a text in place of each that departments type.
fn typed(value: &mut Value, text: &str) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|v| typed(v, text)),
        Value::Object(map) => {
            let answer = map.get("key").and_then(Value::as_str).is_some_and(|key| {
                [
                    ".reason",
                    ".issue",
                    ".next",
                    ".public_note",
                    ".result",
                    ".note",
                ]
                .iter()
                .any(|name| key.ends_with(name))
            });
            if answer {
                map.insert("text".to_owned(), text.into());
            } else {
                map.values_mut().for_each(|v| typed(v, text));
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_typed_makes_no_element() {
    let mut view = serde_json::to_value(fixture::public()).expect("JSON");
    let mut made = Vec::new();
    for text in [
        "文章です。",
        "<script>alert('1')</script>&lt;b&gt; \"><img src=x onerror=alert(1)> javascript:alert(1) <!-- ]]> #page(1) {{x}}",
    ] {
        typed(&mut view, text);
        let page = page("web/index.typ", 2, &view);
        made.push(elements(super::web_tests::text(&page)));
    }
    assert_eq!(made[0], made[1]);
    assert_eq!(made[0]["script"], 1);
}

/// The texts of the paragraphs, as a browser shows them.
fn shown(html: &str) -> Vec<String> {
    let paragraphs = html
        .split("<p>")
        .skip(1)
        .map(|p| p.split("</p>").next().unwrap_or_default());
    paragraphs
        .map(|inside| {
            let inside = inside.replace("<br>", "\n");
            let mut pieces = inside.split('<');
            let mut text = pieces.next().unwrap_or_default().to_owned();
            pieces.for_each(|piece| {
                text.push_str(piece.split_once('>').map_or("", |(_, rest)| rest))
            });
            let names = [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&apos;", "'"),
                ("&#x20;", " "),
                ("&#x9;", "\t"),
                ("&amp;", "&"),
            ];
            names
                .iter()
                .fold(text, |text, (name, c)| text.replace(name, c))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_is_shown_as_it_was_typed(
        texts in prop::collection::vec(
            prop::collection::vec(
                prop_oneof![
                    prop::sample::select(vec![
                        "<script>", "</script>", "&", "&amp;", "&#x41;", "\"", "'", "\u{2028}", "javascript:", "</p>", "<br>", "<!--",
                        "▲1", "  ", "\n", "\t", "#eval(1)", "文章",
                    ]).prop_map(str::to_owned),
                    any::<char>().prop_map(String::from),
                ],
                0..12,
            ).prop_map(|pieces| pieces.concat()),
            1..6,
        ),
    ) {
        let leaves: Vec<Value> = texts.iter().enumerate()
            .map(|(n, text)| json!({"key": format!("k{n}"), "text": text}))
            .collect();
        let made = page("test/page.typ", 2, &json!({ "leaves": leaves }));
        let html = text(&made);
        let printable: Vec<String> = texts.iter().map(|text| FONTS.printable(text).into_owned()).collect();
        prop_assert_eq!(shown(html), printable);
        let known: BTreeSet<&str> = ["!DOCTYPE", "html", "/html", "body", "/body", "p", "/p", "br", "span", "/span"].into();
        let found = elements(html);
        prop_assert!(found.keys().all(|name| known.contains(name.as_str())), "{:?}", found);
    }
}
