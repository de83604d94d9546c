//! The office's own templates: written, changed, used; and what they do wrong is caught before a file is written.

use crate::filling;
use crate::fixture::{Run, Work};
use crate::plans;

const INTERNAL: &str = "内部限りの特記QZ71壱";
const REPORT: &str = "書式/public/report.typ";

/// Every form returned, one with an internal note; the templates written to 書式/.
pub fn work() -> Work {
    work_with(INTERNAL)
}

/// The same with another internal note.
pub fn work_with(note: &str) -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.internal_note", note.into())]),
        _ => form,
    });
    work.run(&["templates", &folder(&work)])
        .ended(0)
        .says("public/report.typ");
    work
}

fn folder(work: &Work) -> String {
    work.root().join("書式").display().to_string()
}

pub fn report(work: &Work) -> Run {
    work.run(&["report", "--templates", &folder(work)])
}

/// Replaces a passage of a written template; an empty one is put at the end.
fn change(work: &Work, path: &str, old: &str, new: &str) {
    let text = String::from_utf8(work.bytes(path)).expect("a template");
    assert!(text.contains(old), "{path}: {old}");
    let text = if old.is_empty() {
        format!("{text}\n{new}\n")
    } else {
        text.replace(old, new)
    };
    work.put(path, text.as_bytes());
}

#[test]
fn a_changed_template_is_used_and_an_unchanged_one_is_not_reported() {
    let work = work();
    report(&work).ended(0).says("差し替えた書式: なし");
    let before = work.outputs();
    change(&work, REPORT, "", "差し替えた書式による追記です。");
    report(&work)
        .ended(0)
        .says("差し替えた書式: ")
        .says("public/report.typ");
    assert!(
        work.pdf_text("公表")
            .contains("差し替えた書式による追記です。")
    );
    let changed: Vec<String> = work
        .outputs()
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    // The page says how large the report is.
    assert_eq!(
        changed,
        [
            "ホームページ/index.html",
            "ホームページ/本文.html",
            "推進状況報告書.pdf"
        ]
        .map(|path| format!("output/令和7年度/公表/{path}"))
    );
    // Written again, it would lose the change.
    work.run(&["templates", &folder(&work)])
        .ended(2)
        .says("O010");
}

#[test]
fn an_override_that_shows_what_is_internal_is_caught() {
    let work = work();
    change(&work, REPORT, "", "#view.items.first().internal_note");
    report(&work)
        .ended(2)
        .says("誤り[D009]")
        .says("行目に誤りがあり")
        .says("internal_note");
    assert!(work.tree("output/令和7年度/公表").is_empty());
    assert!(!work.tree("output/令和7年度/推進本部").is_empty());

    // Typed into the template itself, which no view can prevent; over two lines, with a space.
    work.run(&["templates", &work.root().join("別").display().to_string()])
        .ended(0);
    let text = String::from_utf8(work.bytes("別/public/report.typ")).expect("a template");
    work.put(
        REPORT,
        format!("{text}\n内部限りの\n\n特記 QZ71壱\n").as_bytes(),
    );
    let run = report(&work)
        .ended(2)
        .says("■ 公表/推進状況報告書.pdf（誤り 1）")
        .says("誤り[D008] ")
        .says("元の場所: 01.xlsx › 1-① › ")
        .says(INTERNAL);
    assert!(run.stdout.contains("頁"), "{}", run.stdout);
    let files = work.tree("output/令和7年度/公表");
    assert!(
        !files.iter().any(|p| p.ends_with("推進状況報告書.pdf")),
        "{files:?}"
    );
    assert!(files.iter().any(|p| p.ends_with("概要版.pdf")), "{files:?}");
}

/// In metadata and alternative texts, which no page shows.
#[test]
fn what_is_hidden_in_a_pdf_is_searched_too() {
    for hidden in [
        format!("#set document(description: \"{INTERNAL}\")"),
        format!("#figure(alt: \"図の説明: {INTERNAL}\", rect(width: 1cm))"),
        format!(
            "#pdf.attach(\"/a.txt\", bytes(\"あ{INTERNAL}\"), relationship: \"data\", mime-type: \"text/plain\", description: \"表\")"
        ),
    ] {
        let work = work();
        if hidden.starts_with("#set") {
            change(
                &work,
                REPORT,
                "#show: document-page",
                &format!("{hidden}\n#show: document-page"),
            );
        } else {
            change(&work, REPORT, "", &hidden);
        }
        report(&work)
            .ended(2)
            .says("■ 公表/推進状況報告書.pdf（誤り")
            .says("誤り[D008] ")
            .says(INTERNAL);
    }
}

#[test]
fn an_override_that_drops_a_field_is_caught() {
    let work = work();
    change(
        &work,
        REPORT,
        "#department-table(view.departments, view.matrix)",
        "",
    );
    report(&work)
        .ended(2)
        .says("■ 公表/（誤り")
        .says("誤り[D002] 記録にある項目（departments.01.")
        .says("差し替えた書式が、その項目を");
    assert!(work.tree("output/令和7年度/公表").is_empty());
    assert!(!work.tree("output/令和7年度/懇談会").is_empty());
}

#[test]
fn unknown_unreadable_and_missing_ones_stop_the_run() {
    let work = work();
    work.put("書式/public/extra.typ", b"= x");
    report(&work)
        .ended(2)
        .says("誤り[D009] ")
        .says("public/extra.typ");
    assert!(work.tree("output").is_empty());
    work.remove("書式/public/extra.typ");
    work.put(REPORT, b"\xff\xfe");
    report(&work).ended(2).says("UTF-8");
    work.remove("書式");
    report(&work)
        .ended(2)
        .says("誤り[O010]")
        .says("書式のフォルダーがありません");
}

#[test]
fn a_warning_of_typst_is_reported_and_the_document_made() {
    let work = work();
    change(&work, REPORT, "", "#text(font: \"ない書体\")[付記]");
    report(&work)
        .ended(0)
        .says("■ 公表/推進状況報告書.pdf（確認 1）")
        .says("public/report.typ:")
        .says("unknown font family");
    assert!(work.pdf_text("公表").contains("付記"));
}

/// A little of either is too much here; what is not changed needs no such bounds.
#[test]
fn an_override_beyond_its_bounds_is_caught() {
    let work = work();
    change(&work, REPORT, "", "#pagebreak()\n付録");
    let folder = folder(&work);
    let within = |bounds: &[&str]| {
        let mut args = vec!["report", "--templates", &folder];
        args.extend(bounds);
        work.run(&args)
    };
    within(&["--template-memory", "512", "--template-pages", "100"])
        .ended(0)
        .says("public/report.typ");
    let whole = work.outputs();
    for (bounds, said) in [
        (["--template-pages", "2"], "上限（2ページ）"),
        (["--template-memory", "5"], "メモリーの上限（5MB）"),
    ] {
        within(&bounds)
            .ended(2)
            .says("誤り[D009]")
            .says(said)
            .says("書式/public/report.typ");
        let outputs = work.outputs();
        let paths: Vec<&String> = outputs.keys().collect();
        assert!(!paths.iter().any(|p| p.contains("/公表/")), "{paths:?}");
        for (path, bytes) in whole.iter().filter(|(path, _)| path.contains("部/")) {
            assert_eq!(outputs.get(path), Some(bytes), "{path}");
        }
    }
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let work = Work::empty();
    work.put("書式/日記.txt", "大切".as_bytes());
    work.run(&["templates", &folder(&work)])
        .ended(2)
        .says("誤り[O010]")
        .says("日記.txt");
    assert_eq!(work.tree("書式"), ["書式/日記.txt"]);
}

/// Looks are the office's; what the page drops or adds is found as it is in a document.
#[test]
fn a_page_of_the_web_is_changed_and_held_like_a_document() {
    let work = work();
    change(
        &work,
        "書式/web/style.css",
        "--accent: #1d3557;",
        "--accent: #104020;",
    );
    report(&work).ended(0).says("web/style.css");
    let page = String::from_utf8(work.output("公表/ホームページ/index.html")).expect("UTF-8");
    assert!(page.contains("--accent: #104020;"));
    change(
        &work,
        "書式/web/item.typ",
        "part([評価の理由], reason)",
        "none",
    );
    report(&work).ended(2).says("D002").says("show-text");
}
