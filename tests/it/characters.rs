//! Characters of every text are held against the fonts before typesetting, each with its cell; and rare ones print.

use crate::filling;
use crate::fixture::{Work, folded, told};
use crate::plans;

#[test]
fn a_character_of_the_register_is_told_with_its_cell() {
    let mut plan = plans::small();
    plan.items[0].title = "外字\u{e123}の育成".to_owned();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.report().ended(0).says("U+E123（外字）");
    let record = work.record();
    let places: Vec<(&str, &str)> = told(&record, "D001")
        .iter()
        .map(|d| {
            (
                d["file"].as_str().unwrap_or(""),
                d["sheet"].as_str().unwrap_or(""),
            )
        })
        .collect();
    assert_eq!(places, [("計画台帳.xlsx", "実施項目")]);
    assert!(told(&record, "D001")[0]["cell"].is_string());
    assert!(work.pdf_text("公表").contains("外字〓の育成"));
    work.run(&["fonts"])
        .ended(0)
        .says("印字できないもの 1種類（U+E123（外字））")
        .says("JIS第1水準漢字");
}

/// 辻󠄀 in the forms of BIZ UD and of IPAmj明朝, 𠮷 beyond the first plane, ideographs for compatibility: on the page, and
/// as text for those who copy or search it. A form that no font has is told, and the plain kanji stands.
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
    let told = told(&record, "D001");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["found"], issue);
    let message = told[0]["message"].as_str().expect("a message");
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
