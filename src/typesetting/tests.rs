//! Tests of typesetting as a whole: texts stay data, every leaf is printed, bytes are fixed.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Fonts, Typeset, fixture};
use crate::audience::{DigestView, IndicatorField, Shown};
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

/// The pages as Typst lays them out.
fn laid_out(template: &str, view: &impl Serialize) -> typst_layout::PagedDocument {
    let data = serde_json::to_vec(view).unwrap();
    let world = super::world::DocumentWorld::new(press(template), template, data).unwrap();
    super::pdf::compile(&world).unwrap().0
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

/// No glyph of the papers of 懇談会 is under 12 pt, but those of the running head and foot.
#[test]
fn the_councils_type_is_large() {
    const MM: f64 = 72.0 / 25.4;
    let council = fixture::council();
    let mut long = serde_json::to_value(&council).unwrap();
    lengthen_figures(&mut long);
    let views = [
        serde_json::to_value(&council).unwrap(),
        long,
        serde_json::to_value(fixture::hostile_council()).unwrap(),
    ];
    let mut digests =
        [(); 2].map(|()| serde_json::to_value(DigestView::of_council(&council)).unwrap());
    lengthen_figures(&mut digests[1]);
    let papers = COUNCIL
        .iter()
        .flat_map(|t| views.iter().map(move |v| (*t, v)))
        .chain(digests.iter().map(|view| ("council/digest.typ", view)));
    for (template, view) in papers {
        for page in laid_out(template, view).pages() {
            let foot = page.frame.height().to_pt() - 18.0 * MM;
            for (size, _, y, text) in runs(&page.frame) {
                let inside = y > 22.0 * MM && y < foot;
                assert!(size >= 11.9 || !inside, "{template}: {size} {text}");
            }
        }
    }
}

#[test]
fn decimal_points_stand_one_under_the_other() {
    let figures = ["6.8", "45", "1,234.56", "▲0.5", "100.0"];
    let view = json!({
        "head": {"date": [2026, 7, 6]},
        "leaves": figures.map(|f| json!({"key": f, "figure": f})),
    });
    let document = laid_out("test/figures.typ", &view);
    // The point may be of another font than the digits: a figure is all runs of its line.
    let mut lines: Vec<(f64, String, Option<f64>)> = Vec::new();
    for (size, x, y, text) in runs(&document.pages()[0].frame) {
        if lines.last().is_none_or(|(last, ..)| (last - y).abs() > 1.0) {
            lines.push((y, String::new(), None));
        }
        let Some((_, line, point)) = lines.last_mut() else {
            continue;
        };
        // Where a point stands, or would stand behind the last digit. A digit is half an em wide, ▲ a whole one.
        if !line.contains('.') {
            let whole = text.split('.').next().unwrap_or_default();
            let ems = whole.chars().map(|c| if c == '▲' { 1.0 } else { 0.5 });
            *point = Some(x + ems.sum::<f64>() * size);
        }
        line.push_str(&text);
    }
    let points: Vec<f64> = lines
        .into_iter()
        .filter(|(_, line, _)| figures.contains(&line.as_str()))
        .filter_map(|(.., point)| point)
        .collect();
    assert_eq!(points.len(), figures.len());
    for point in &points {
        assert!((point - points[0]).abs() < 0.1, "{points:?}");
    }
}

/// However many rows there are, the last is never alone on its page.
#[test]
fn no_row_is_left_alone_on_a_page() {
    let mut broken = 0;
    for rows in 20..90 {
        let view = json!({"head": {"date": [2026, 7, 6]}, "rows": rows, "groups": false});
        let document = laid_out("test/rows.typ", &view);
        let pages: Vec<usize> = document
            .pages()
            .iter()
            .map(|page| runs(&page.frame).iter().filter(|r| r.3 == "行").count())
            .collect();
        assert_eq!(pages.iter().sum::<usize>(), rows, "{pages:?}");
        assert!(pages.last().is_some_and(|last| *last > 1), "{pages:?}");
        broken += usize::from(pages.len() > 1);
    }
    assert!(broken > 10, "tables that go over a page");
}

#[test]
fn what_names_a_group_is_repeated_after_a_page_break() {
    let view = json!({"head": {"date": [2026, 7, 6]}, "rows": 120, "groups": true});
    let document = laid_out("test/rows.typ", &view);
    assert!(document.pages().len() > 1);
    for page in document.pages() {
        let found = runs(&page.frame);
        assert!(found.iter().any(|r| r.3 == "組") && found.iter().any(|r| r.3 == "項目"));
    }
}

/// What a drawing shows is told in words, from the same figures.
#[test]
fn drawings_are_told_in_words() {
    use typst::foundations::{NativeElement as _, Selector, Value};
    use typst::introspection::Introspector as _;
    use typst::model::FigureElem;
    let view = fixture::public();
    let document = laid_out("public/report.typ", &view);
    let texts: Vec<String> = document
        .introspector()
        .query(&Selector::Elem(FigureElem::ELEM, None))
        .iter()
        .map(|figure| match figure.get_by_name("alt") {
            Ok(Value::Str(text)) => text.to_string(),
            other => panic!("a figure without words: {other:?}"),
        })
        .collect();
    let told = |parts: &[&str]| texts.iter().any(|t| parts.iter().all(|p| t.contains(p)));
    assert!(
        told(&["全体の評価の割合", "A 12件", "（63.2%）"]),
        "{texts:#?}"
    );
    assert!(told(&["体系図", &view.plan.pillars[0].items[0].title.text]));
    for item in &view.items {
        for indicator in &item.indicators {
            let missing = indicator.missing_label.as_deref().unwrap_or("実績なし");
            let actual = indicator.answers[IndicatorField::Actual]
                .as_ref()
                .map_or(missing, Shown::text);
            let drawn = indicator.trend.iter().any(|p| p.target.is_some());
            if drawn {
                assert!(told(&[&indicator.number, actual]), "{}", indicator.number);
            }
        }
    }
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
    let errors = typeset(LEAVES, &json!({"head": {}})).unwrap_err();
    assert!(
        errors[0].message.contains("test/leaves.typ:2"),
        "{errors:?}"
    );
    assert_eq!(errors[0].code.id(), "D004");
    assert!(typeset("no/such.typ", &json!({})).is_err());
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
    laid_out(LEAVES, view)
        .pages()
        .iter()
        .flat_map(|page| runs(&page.frame))
        .map(|(.., text)| text)
        .collect()
}

/// Family and text of every run of the first page.
fn families(template: &str, view: &Value) -> Vec<(String, String)> {
    use typst::layout::{Frame, FrameItem};
    fn walk(frame: &Frame, found: &mut Vec<(String, String)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, found),
                FrameItem::Text(run) => {
                    found.push((run.font.info().family.to_string(), run.text.to_string()));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&laid_out(template, view).pages()[0].frame, &mut found);
    found
}

/// BIZ UD has 辻 with one dot (U+E0100), IPAmj明朝 alone the form U+E0102; nobody has U+E01EF, and the plain kanji stands.
#[test]
fn a_variation_selector_finds_the_font_that_has_the_form() {
    let view = json!({
        "head": {"date": [2026, 7, 6]},
        "leaves": [
            {"key": "a", "text": "辻\u{e0100}"},
            {"key": "b", "text": "前辻\u{e0102}後"},
            {"key": "c", "text": "辻\u{e01ef}"},
            {"key": "d", "text": "𠮷髙﨑神"},
        ],
    });
    let found = families(LEAVES, &view);
    let family = |text: &str| {
        let run = found.iter().find(|(_, run)| run.contains(text));
        run.map(|(family, _)| family.as_str())
    };
    assert_eq!(family("辻\u{e0100}"), Some("BIZ UDPGothic"), "{found:?}");
    assert_eq!(family("辻\u{e0102}"), Some("IPAmjMincho"), "{found:?}");
    assert_eq!(family("前"), Some("BIZ UDPGothic"));
    assert_eq!(family("辻\u{e01ef}"), Some("BIZ UDPGothic"));
    assert_eq!(family("𠮷"), Some("IPAmjMincho"));
    assert_eq!(family("髙﨑神"), Some("BIZ UDPGothic"));
    assert_eq!(made(LEAVES, &view).replaced, []);
    let text = "辻\u{e0100}辻\u{e0102}辻\u{e01ef}☂\u{fe0f}\u{e000}\u{e0100}";
    assert_eq!(FONTS.lost_forms(text), [('辻', '\u{e01ef}')]);
    assert_eq!(FONTS.printable("外\u{e000}\u{e0100}字"), "外〓字");
}

#[test]
fn glyphs_beyond_the_page_or_a_clip_are_found() {
    let view = json!({"head": {"date": [2026, 7, 6]}});
    let found: Vec<String> = typeset("test/bounds.typ", &view)
        .unwrap_or_else(|e| panic!("{e:#?}"))
        .cut_off
        .into_iter()
        .map(|run| run.text)
        .collect();
    assert_eq!(found, ["すられる切られる"]);
}

#[test]
fn a_template_of_the_office_reaches_nothing_else() {
    for (text, told) in [
        (
            "#import \"@preview/cetz:0.3.0\": canvas",
            "パッケージは使えません",
        ),
        ("#read(\"/etc/hostname\")", "プログラムの書式にないファイル"),
        ("#image(\"logo.png\")", "プログラムの書式にないファイル"),
        ("#import \"other.typ\": x", "プログラムの書式にないファイル"),
        ("#plugin(\"x.wasm\")", "found none"),
        ("#std.plugin(bytes((0, 97, 115, 109)))", "found none"),
        (
            "#json(\"/data.json\").items.first().internal_note",
            "internal_note",
        ),
    ] {
        let file = super::TemplateFile {
            path: "public/digest.typ".into(),
            shown: "書式/public/digest.typ".into(),
            bytes: format!("\n{text}\n").into_bytes(),
        };
        let templates = super::Templates::replaced_by(vec![file]).unwrap();
        let press = super::Press {
            templates: &templates,
            ..super::Press::new(&FONTS)
        };
        let errors = press
            .typeset("public/digest.typ", &fixture::public(), &[])
            .expect_err(text);
        assert_eq!(errors[0].code.id(), "D009", "{errors:?}");
        assert_eq!(errors[0].file.as_deref(), Some("書式/public/digest.typ"));
        assert!(errors[0].message.contains("2行目"), "{errors:?}");
        let found = errors[0].found.as_deref().unwrap_or_default();
        assert!(found.contains(told), "{text}: {found}");
    }
}

/// Typst stops itself where a header that does not repeat holds a cell of several rows, and moves over a page's end.
#[test]
fn a_template_at_which_typst_stops_is_a_fault_of_its_document() {
    let template = r#"
#set document(title: "表", date: datetime(year: 2026, month: 1, day: 1))
#set page(height: 60mm)
#let cell = table.cell.with(breakable: false)
#let named = pdf.header-cell(scope: "row", cell(rowspan: 2)[名])
#let rows = (named, cell(colspan: 2)[一], cell[二], cell[三])
#let kept = (named, pdf.data-cell(cell(colspan: 2)[一]), pdf.data-cell(cell[二]), pdf.data-cell(cell[三]))
#for n in range(0, 9) {
  table(columns: 3, table.header([a], [b], [c]), ..(rows * n), table.header(level: 2, repeat: false, ..kept), ..rows)
  pagebreak()
}
"#;
    let file = super::TemplateFile {
        path: "public/digest.typ".into(),
        shown: "書式/public/digest.typ".into(),
        bytes: template.into(),
    };
    let templates = super::Templates::replaced_by(vec![file]).unwrap();
    let press = super::Press {
        templates: &templates,
        ..super::Press::new(&FONTS)
    };
    let errors = press
        .typeset("public/digest.typ", &fixture::public(), &[])
        .expect_err("typst stops");
    assert_eq!(errors[0].code.id(), "D004", "{errors:?}");
    assert!(errors[0].message.contains("public/digest.typ"));
}

/// So that Typst, which remembers what it laid out for 幹事会, need not lay it out again for 推進本部.
#[test]
fn what_twins_do_not_share_stands_on_no_page_but_the_first() {
    let of_body = |body: &str, sheets: &str| {
        let meeting = json!({
            "body": body, "session": body, "date": body, "restricted": true, "sheets_material": sheets,
        });
        let head = json!({ "office": "企画課", "date": [2026, 7, 1], "draft": false });
        super::on_every_page(&json!({ "head": head, "meeting": meeting, "items": [body] }))
    };
    let shown = of_body("推進本部", "資料2");
    assert_eq!(shown, of_body("幹事会", "資料2"));
    assert_ne!(shown, of_body("幹事会", "資料3"));
    assert_eq!(shown["head"], json!({ "office": "企画課", "draft": false }));
}
