//! Rare characters, and the fonts that print them.

use super::*;

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
