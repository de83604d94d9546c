//! Where things stand on the pages.

use super::super::on_every_page;
use super::*;
use crate::audience::{IndicatorField, Shown};

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

/// What a drawing shows is described in words, from the same figures.
#[test]
fn drawings_are_reported_in_words() {
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
    let reported = |parts: &[&str]| texts.iter().any(|t| parts.iter().all(|p| t.contains(p)));
    assert!(
        reported(&["全体の評価の割合", "A 12件", "（63.2%）"]),
        "{texts:#?}"
    );
    assert!(reported(&[
        "体系図",
        &view.plan.pillars[0].items[0].title.text
    ]));
    for item in &view.items {
        for indicator in &item.indicators {
            let missing = indicator.missing_label.as_deref().unwrap_or("実績なし");
            let actual = indicator.answers[IndicatorField::Actual]
                .as_ref()
                .map_or(missing, Shown::text);
            let drawn = indicator.trend.iter().any(|p| p.target.is_some());
            if drawn {
                assert!(
                    reported(&[&indicator.number, actual]),
                    "{}",
                    indicator.number
                );
            }
        }
    }
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

/// So that Typst, which remembers what it laid out for 幹事会, need not lay it out again for 推進本部.
#[test]
fn what_twins_do_not_share_stands_on_no_page_but_the_first() {
    let of_body = |body: &str, sheets: &str| {
        let meeting = json!({
            "body": body, "session": body, "date": body, "restricted": true, "sheets_material": sheets,
        });
        let head = json!({ "office": "企画課", "date": [2026, 7, 1], "draft": false });
        on_every_page(&json!({ "head": head, "meeting": meeting, "items": [body] }))
    };
    let shown = of_body("推進本部", "資料2");
    assert_eq!(shown, of_body("幹事会", "資料2"));
    assert_ne!(shown, of_body("幹事会", "資料3"));
    assert_eq!(shown["head"], json!({ "office": "企画課", "draft": false }));
}
