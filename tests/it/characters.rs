//! Characters of every text are held against the fonts before typesetting, each with its cell; rare ones print, and those
//! that no font has are printed by their twins.

use crate::filling;
use crate::fixture::{Work, folded, value, with_code};
use crate::plans;

#[test]
fn a_character_of_the_register_is_reported_with_its_cell() {
    let mut plan = plans::small();
    plan.items[0].title = "外字\u{e123}の育成".to_owned();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.report().ended(0).says("U+E123（外字）");
    let record = work.record();
    let places: Vec<(&str, &str)> = with_code(&record, "D001")
        .iter()
        .map(|d| {
            (
                d["file"].as_str().unwrap_or(""),
                d["sheet"].as_str().unwrap_or(""),
            )
        })
        .collect();
    assert_eq!(places, [("計画台帳.xlsx", "実施項目")]);
    assert!(with_code(&record, "D001")[0]["cell"].is_string());
    assert!(work.pdf_text("公表").contains("外字〓の育成"));
    work.run(&["fonts"])
        .ended(0)
        .says("印字できないもの 1種類（U+E123（外字））")
        .says("JIS第1水準漢字");
}

/// What no font has and a twin prints: ₂ and ☑ drawn, radicals as kanji, half-width kana in full width. The record keeps what
/// was typed, and each cell is reported once, as spelling.
#[test]
fn twins_are_printed_kept_and_reported() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    let reason = "CO₂を減らし☑、⼈⻁を⾏かせ、ﾃﾞｼﾞﾀﾙ化した。";
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.reason", reason.into())]),
        _ => form,
    });
    work.report().ended(0);
    let record = work.record();
    assert_eq!(value(&record, "1-1", "reason")["value"], reason);
    assert!(with_code(&record, "D001").is_empty());
    let [reported] = with_code(&record, "D017")[..] else {
        panic!("{:?}", with_code(&record, "D017"))
    };
    assert_eq!(
        (&reported["severity"], &reported["found"]),
        (&"info".into(), &reason.into())
    );
    assert!(
        reported["cell"].is_string() && reported["sheet"] == "1-①",
        "{reported}"
    );
    let message = reported["message"].as_str().expect("a message");
    for twin in [
        "「₂ U+2082」は「下付きの2」",
        "「☑ U+2611」は「枠付きの✓」",
        "「⼈ U+2F08」は「人」",
        "「⻁ U+2EC1」は「虎」",
        "「⾏ U+2F8F」は「行」",
        "「ﾃﾞｼﾞﾀﾙ」は「デジタル」",
    ] {
        assert!(message.contains(twin), "{twin}: {message}");
    }
    for body in ["推進本部", "幹事会", "懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(!text.contains('〓'), "{body}");
        let printed = "CO2を減らし✓、人虎を行かせ、デジタル化した。";
        assert!(text.contains(printed), "{body}");
    }
}

/// The program that carries its fonts sets every page as it does with the system's: it has each family that the templates name.
#[test]
fn every_family_of_the_templates_is_embedded() {
    let quoted = |line: &str| -> Vec<String> {
        let parts = line.split('"').skip(1).step_by(2);
        parts.map(str::to_lowercase).collect()
    };
    let tokens = include_str!("../../templates/design/tokens.typ");
    let line = tokens
        .lines()
        .find(|line| line.contains("let of-one-width"));
    let mut families = quoted(line.expect("the faces of one width"));
    families.sort();
    let script = include_str!("../../build.rs");
    let wanted = script.split("const WANTED").nth(1).expect("the list");
    let wanted = wanted.split("\n    ];").next().expect("its end");
    let mut embedded: Vec<String> = quoted(wanted)
        .iter()
        .filter_map(|file| file.strip_suffix("-regular.ttf"))
        .map(|family| family.replacen("biz", "biz ", 1))
        .collect();
    embedded.sort();
    assert_eq!(embedded, families);
    assert!(quoted(wanted).contains(&"bizudpgothic-bold.ttf".to_owned()));
    assert!(quoted(wanted).contains(&"bizudgothic-bold.ttf".to_owned()));
}

/// 辻󠄀 in the forms of BIZ UD and of IPAmj明朝, 𠮷 beyond the first plane, ideographs for compatibility: on the page, and
/// as text for those who copy or search it. A form that no font has is reported, and the plain kanji stands.
#[test]
fn rare_kanji_and_their_forms_are_printed() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    let reason = "辻\u{e0100}、辻\u{e0102}、葛\u{e0101}、𠮷、髙、﨑、神";
    let issue = "辻\u{e01ef}の字";
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(
            &form,
            &[
                ("in.item.1_1.reason", reason.into()),
                ("in.item.1_1.issue", issue.into()),
            ],
        ),
        _ => form,
    });
    work.report().ended(0);
    let record = work.record();
    let reported = with_code(&record, "D001");
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert_eq!(reported[0]["found"], issue);
    let message = reported[0]["message"].as_str().expect("a message");
    assert!(message.contains("辻 U+8FBB U+E01EF"), "{message}");
    let report = "output/令和7年度/公表/推進状況報告書.pdf";
    let text = folded(&work.tool("pdftotext", &["-raw", report, "-"]));
    for kanji in [
        "辻\u{e0100}",
        "辻\u{e0102}",
        "葛\u{e0101}",
        "𠮷、髙、﨑、神",
        "辻\u{e01ef}の字",
    ] {
        assert!(text.contains(kanji), "{kanji}");
    }
    assert!(work.tool("pdffonts", &[report]).contains("IPAmjMincho"));
}
