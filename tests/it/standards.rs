//! What every finished PDF must hold, of whatever plan: sound by qpdf, the claims of PDF/A-3a and PDF/UA-1, A4 or A3, page
//! numbers, embedded fonts with Unicode maps, and all that tests/pdf/assertions.py asserts of its tags. Here for the samples
//! in input/, with the links from contents and 総括; other plans are held to the same by [`hold`].

use std::path::Path;
use std::process::{Command, Output};

use gyokaku::plan::{Plan, register};

use crate::fixture::{CYCLE, Work, folded, python};
use crate::pdf_structure::Structure;
use crate::plans;
use crate::samples::samples;

/// Holds every PDF of the running cycle to the standards, and gives their paths.
#[track_caller]
pub fn hold(work: &Work) -> Vec<String> {
    let files = work.tree(&format!("output/{CYCLE}")).into_iter();
    let pdfs: Vec<String> = files.filter(|path| path.ends_with(".pdf")).collect();
    // 推進本部 and 幹事会 four each, 懇談会 three, 公表 two.
    assert_eq!(pdfs.len(), 13, "{pdfs:?}");
    hold_these(work, &pdfs);
    pdfs
}

/// The same for these PDFs.
#[track_caller]
pub fn hold_these(work: &Work, pdfs: &[String]) {
    for path in pdfs {
        is_sound_and_archivable(work, path);
    }
    let run = assertions(work, "assertions.py", pdfs);
    assert!(
        run.status.success(),
        "\n{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}

/// A script of tests/pdf on files of the working directory.
pub fn assertions(work: &Work, script: &str, files: &[String]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf");
    Command::new(python("pikepdf"))
        // Nothing is written beside the scripts.
        .arg("-B")
        .arg(folder.join(script))
        .args(files)
        .current_dir(work.root())
        .output()
        .expect("Python")
}

#[track_caller]
fn is_sound_and_archivable(work: &Work, path: &str) {
    work.tool("qpdf", &["--check", path]);
    let metadata = work.tool("pdfinfo", &["-meta", path]);
    for claim in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(metadata.contains(claim), "{path}: {claim}\n{metadata}");
    }
    let info = work.tool("pdfinfo", &[path]);
    let of = |key: &str| {
        let line = info.lines().find(|l| l.starts_with(key));
        line.unwrap_or_default()[key.len()..].trim().to_owned()
    };
    assert!(!of("Title:").is_empty(), "{path}");
    assert_eq!(of("Tagged:"), "yes", "{path}");
    let paper = if path.contains("一覧") {
        "(A3)"
    } else {
        "(A4)"
    };
    assert!(of("Page size:").ends_with(paper), "{path}: {info}");
    numbered(work, path, of("Pages:").parse().expect("a count"));
    fonts_are_embedded(work, path);
}

/// `n/N` stands on every page.
#[track_caller]
fn numbered(work: &Work, path: &str, pages: usize) {
    let text = work.tool("pdftotext", &["-raw", path, "-"]);
    let texts: Vec<&str> = text.split('\u{c}').take(pages).collect();
    assert_eq!(texts.len(), pages, "{path}");
    for (number, page) in (1..).zip(texts) {
        let page = folded(page);
        let wanted = format!("{number}/{pages}");
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let stands = page.match_indices(&wanted).any(|(at, _)| {
            let after = page[at + wanted.len()..].chars().next();
            !digit(page[..at].chars().next_back()) && !digit(after)
        });
        assert!(stands, "{path} {wanted}\n{page}");
    }
}

#[track_caller]
fn fonts_are_embedded(work: &Work, path: &str) {
    let table = work.tool("pdffonts", &[path]);
    let fonts: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .map(|l| l.split_whitespace().collect())
        .collect();
    assert!(!fonts.is_empty(), "{path}");
    for font in fonts {
        // name, type (one or two words), encoding, emb, sub, uni, object
        let yes = font.iter().filter(|word| **word == "yes").count();
        assert_eq!(yes, 3, "{path} {font:?}");
        assert!(
            font[0].contains("BIZUD") || font[0].contains("IPAmj"),
            "{path} {font:?}"
        );
    }
}

#[test]
fn the_sample_holds_the_standards() {
    let work = samples();
    work.report().ended(0);
    hold(&work);
    items_are_reached_from_bookmarks_and_links(&work);
    the_list_has_bookmarks_by_pillar(&work);
    parts_are_reached_from_the_contents(&work);
    the_whole_leads_to_what_it_counts(&work);
    running_heads_name_what_goes_on(&work);
    let plan = register::template_plan().expect("the plan of the template");
    assert_eq!(rows_of_the_list_say_what_goes_on(&work, &plan), 2);
    no_last_line_is_one_character(&work);
    titles_name_plan_year_and_body(&work);
}

/// A page whose head says 「…（つづき）」 begins with no item, and that item's heading is the last before it; in 個票 every page
/// that begins with no item has such a head.
fn running_heads_name_what_goes_on(work: &Work) {
    let items: Vec<String> = items().iter().map(|item| folded(item)).collect();
    let mut gone_on = 0;
    for path in work.tree(&format!("output/{CYCLE}")) {
        if !path.ends_with("報告書.pdf") && !path.ends_with("個票.pdf") {
            continue;
        }
        let text = work.tool("pdftotext", &["-raw", &path, "-"]);
        let pages: Vec<String> = text.split('\u{c}').map(folded).collect();
        let mut before = String::new();
        for (number, page) in (1..).zip(&pages) {
            let (head, body) = page.split_once("見本").unwrap_or((page, ""));
            let body = ["案", "取扱注意", "資料1", "資料2"]
                .iter()
                .fold(body, |rest, stamp| rest.strip_prefix(stamp).unwrap_or(rest));
            let begins = items.iter().any(|item| body.starts_with(item.as_str()));
            let last = items
                .iter()
                .filter_map(|item| Some((before.rfind(item.as_str())?, item)))
                .max();
            if let Some(end) = head.find("（つづき）") {
                assert!(!begins, "{path}, page {number}: {head}");
                let (_, item) = last.unwrap_or_else(|| panic!("{path}, page {number}: {head}"));
                assert!(
                    head[..end].ends_with(item.as_str()),
                    "{path}, page {number}: {head}"
                );
                gone_on += 1;
            } else if path.ends_with("個票.pdf") && number > 1 && !head.is_empty() {
                let terms = body.starts_with("用語の解説");
                assert!(begins || terms, "{path}, page {number}: {body}");
            }
            before.push_str(body);
        }
    }
    assert!(gone_on > 0);
}

/// On each page of 実施項目一覧 the first row begins with its item's number, and with （つづき） where it began before; gives how
/// many go on.
#[track_caller]
pub fn rows_of_the_list_say_what_goes_on(work: &Work, plan: &Plan) -> usize {
    let mut gone_on = 0;
    for body in ["推進本部", "幹事会"] {
        let path = format!("output/{CYCLE}/{body}/実施項目一覧.pdf");
        let text = work.tool("pdftotext", &["-raw", &path, "-"]);
        let mut begun: Vec<String> = Vec::new();
        for (number, page) in (1..).zip(text.split_terminator('\u{c}').map(folded)) {
            let (_, rows) = page.split_once("今後の取組").expect("the table's head");
            let pillars = plan.pillars.iter();
            let mut heads = pillars.map(|p| folded(&format!("{}{}", p.number, p.name)));
            let pillar = heads.find(|head| rows.starts_with(head.as_str()));
            let rows = &rows[pillar.expect("a pillar over its rows").len()..];
            let first = plan.items.iter().map(|i| i.number.to_string());
            let first = first.into_iter().find(|n| rows.starts_with(n.as_str()));
            let first = first.unwrap_or_else(|| panic!("{path}, page {number}: {rows}"));
            let goes_on = rows[first.len()..].starts_with("（つづき）");
            assert_eq!(
                goes_on,
                begun.contains(&first),
                "{path}, page {number}: {first}"
            );
            gone_on += usize::from(goes_on);
            let titles = plan.items.iter().map(|i| (i.number.to_string(), &i.title));
            let here = titles.filter(|(n, title)| rows.contains(&folded(&format!("{n}{title}"))));
            begun.extend(here.map(|(n, _)| n));
        }
        assert_eq!(begun.len(), plan.items.len(), "{path}: {begun:?}");
    }
    gone_on
}

/// 「…できまし/た。」 and its like: no sentence leaves one character for its last line. (What follows a 。 on the same line and
/// begins with a bracket is a line of its own to pdftotext.)
fn no_last_line_is_one_character(work: &Work) {
    for path in work.tree(&format!("output/{CYCLE}")) {
        if !path.ends_with(".pdf") {
            continue;
        }
        let text = work.tool("pdftotext", &["-raw", &path, "-"]);
        let lines: Vec<&str> = text.lines().collect();
        let alone = lines.windows(2).filter(|two| {
            two[0].chars().count() == 2 && two[0].ends_with('。') && !two[1].starts_with('「')
        });
        assert_eq!(alone.count(), 0, "{path}");
    }
}

/// What a list of files shows reports the papers apart.
fn titles_name_plan_year_and_body(work: &Work) {
    let plan = register::template_plan().expect("the plan of the template");
    let mut titles = Vec::new();
    for path in work.tree(&format!("output/{CYCLE}")) {
        if !path.ends_with(".pdf") {
            continue;
        }
        let info = work.tool("pdfinfo", &[&path]);
        let title = info.lines().find_map(|l| l.strip_prefix("Title:"));
        let title = folded(title.unwrap_or_default());
        let short = plan.short_name();
        assert!(title.contains(&folded(short)), "{path}: {title}");
        assert!(title.contains("令和7(2025)年度"), "{path}: {title}");
        let name = path.rsplit(['/', '_']).next().unwrap_or_default();
        assert!(
            title.contains(name.trim_end_matches(".pdf")) || title.contains("個票"),
            "{path}: {title}"
        );
        titles.push(title);
    }
    let count = titles.len();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), count, "{titles:?}");
}

fn structure(work: &Work, path: &str) -> Structure {
    Structure::of(work, &format!("output/{CYCLE}/{path}"))
}

/// Number and title of every item of the sample, as its heading has them.
fn items() -> Vec<String> {
    let plan = register::template_plan().expect("the plan of the template");
    let items = plan.items.iter();
    items
        .map(|i| format!("{}\u{3000}{}", i.number, i.title))
        .collect()
}

/// What holds the items has a bookmark for each, and a list that leads to it.
fn items_are_reached_from_bookmarks_and_links(work: &Work) {
    for (path, level) in [
        ("推進本部/資料2_個票.pdf", 1),
        ("幹事会/資料2_個票.pdf", 1),
        ("懇談会/資料2_個票.pdf", 1),
        ("公表/推進状況報告書.pdf", 2),
    ] {
        let structure = structure(work, path);
        for item in items() {
            let mark = (level, item.clone());
            assert!(structure.bookmarks.contains(&mark), "{path}: {item}");
            assert!(structure.links_to(&item) > 0, "{path}: {item}");
        }
    }
}

/// The list's title, then each pillar once with its items below it, whatever pages it goes over.
fn the_list_has_bookmarks_by_pillar(work: &Work) {
    let plan = register::template_plan().expect("the plan of the template");
    let mut wanted = vec![(1, "実施項目一覧".to_owned())];
    for pillar in &plan.pillars {
        wanted.push((2, format!("{}\u{3000}{}", pillar.number, pillar.name)));
        let items = plan.items.iter().filter(|i| i.pillar == pillar.number);
        wanted.extend(items.map(|i| (3, format!("{}\u{3000}{}", i.number, i.title))));
    }
    for body in ["推進本部", "幹事会"] {
        let list = structure(work, &format!("{body}/実施項目一覧.pdf"));
        assert_eq!(list.bookmarks, wanted, "{body}");
    }
}

/// What has contents leads from them to each of its parts.
fn parts_are_reached_from_the_contents(work: &Work) {
    for path in [
        "推進本部/資料1_推進状況報告書.pdf",
        "幹事会/資料1_推進状況報告書.pdf",
        "懇談会/資料1_推進状況報告書.pdf",
        "公表/推進状況報告書.pdf",
    ] {
        let structure = structure(work, path);
        let parts = structure.bookmarks.iter().filter(|(level, _)| *level == 1);
        let parts: Vec<&String> = parts.map(|(_, title)| title).collect();
        assert!(parts.len() >= 8, "{path}: {parts:?}");
        for part in parts {
            // A bookmark has the number, which the link has before the quoted title.
            let title = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            assert_eq!(
                structure.links_to(&format!("“{title}”")),
                1,
                "{path}: {part}"
            );
        }
    }
}

/// 総括 leads to the late items where the report holds those, to the items of each pillar where it holds all, and to each
/// pillar's list where the items stand in another file.
fn the_whole_leads_to_what_it_counts(work: &Work) {
    for body in ["推進本部", "幹事会"] {
        let report = structure(work, &format!("{body}/資料1_推進状況報告書.pdf"));
        let late: Vec<String> = items()
            .into_iter()
            .filter(|item| report.bookmarks.contains(&(2, item.clone())))
            .collect();
        assert!(late.len() >= 3, "{:?}", report.bookmarks);
        for item in late {
            // From the list on the first page, and from 総括.
            assert_eq!(report.links_to(&item), 2, "{body}: {item}");
        }
    }
    let plan = register::template_plan().expect("the plan of the template");
    let council = structure(work, "懇談会/資料1_推進状況報告書.pdf");
    for pillar in &plan.pillars {
        let name = format!("{}\u{3000}{}", pillar.number, pillar.name);
        assert_eq!(council.links_to(&name), 1, "{name}");
    }
    let public = structure(work, "公表/推進状況報告書.pdf");
    for pillar in &plan.pillars {
        let first = plan.items.iter().find(|i| i.pillar == pillar.number);
        let number = &first.expect("an item").number;
        // From 評価の結果 and from 実施項目一覧.
        assert_eq!(public.links_to(&format!("{number}\u{3000}")), 2, "{number}");
    }
}

/// The assertions see what they are there to see: a sound document is broken once for each of them.
#[test]
fn a_broken_document_is_seen() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.report().ended(0);
    let report = format!("output/{CYCLE}/公表/推進状況報告書.pdf");
    let run = assertions(&work, "broken_documents.py", &[report]);
    let said = String::from_utf8_lossy(&run.stdout);
    let failed = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "\n{said}{failed}");
}
