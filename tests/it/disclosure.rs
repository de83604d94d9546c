//! Who may see what: internal fields stay where the office or 推進本部 reads them, down to the bytes.

use gyokaku::diagnostic::Code;
use gyokaku::plan::register::office_texts;
use gyokaku::plan::{OfficeTexts, Settled};

use crate::filling;
use crate::fixture::{Work, contains, folded, parts, told};
use crate::{plans, templates};

const INTERNAL: &str = "内部限りの特記QZ71壱";
/// Fields for the office alone, with what stands in them.
const OFFICE: [(&str, &str); 5] = [
    ("in.respondent.name", "記入した者QZ72弐"),
    ("in.respondent.phone", "内線QZ73参"),
    ("in.respondent.note", "事務局への連絡QZ74四"),
    ("in.approval.name", "確認した者QZ75五"),
    ("in.item.1_1.contact", "担当係QZ76六"),
];

fn reported() -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| {
        if code != "01" {
            return form;
        }
        let mut entries: Vec<_> = OFFICE.iter().map(|(n, t)| (*n, (*t).into())).collect();
        entries.push(("in.item.1_1.internal_note", INTERNAL.into()));
        filling::fill(&form, &entries)
    });
    work.report().ended(0);
    work
}

/// Whether the text stands anywhere in a file: its bytes, its parts, its streams, its strings in the
/// encodings of a PDF, or the text of its pages.
fn holds(work: &Work, path: &str, text: &str) -> bool {
    let bytes = work.bytes(path);
    let mut all = vec![bytes.clone()];
    if path.ends_with(".xlsx") {
        all.extend(parts(&bytes).into_iter().map(|(_, content)| content));
    } else if path.ends_with(".pdf") {
        let plain = ["--qdf", "--object-streams=disable", path, "plain.pdf"];
        work.tool("qpdf", &plain);
        all.push(work.bytes("plain.pdf"));
        work.remove("plain.pdf");
        let text = work.tool("pdftotext", &["-raw", path, "-"]);
        all.push(folded(&text).into_bytes());
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex = |case: fn(&u8) -> String| wide.iter().map(case).collect::<String>().into_bytes();
    let spellings = [
        text.as_bytes().to_vec(),
        hex(|b| format!("{b:02x}")),
        hex(|b| format!("{b:02X}")),
        wide.clone(),
    ];
    all.iter()
        .any(|bytes| spellings.iter().any(|s| contains(bytes, s)))
}

/// The files of output/ that hold the text, as the first folder below the cycle's and the ending.
fn where_it_stands(work: &Work, text: &str) -> Vec<String> {
    let mut places: Vec<String> = work
        .tree("output/令和7年度")
        .into_iter()
        .filter(|path| holds(work, path, text))
        .map(|path| {
            let below = path.trim_start_matches("output/令和7年度/");
            let ending = below.rsplit('.').next().unwrap_or_default();
            format!("{} {ending}", below.split('/').next().unwrap_or_default())
        })
        .collect();
    places.sort();
    places.dedup();
    places
}

#[test]
fn internal_fields_stay_with_their_readers() {
    let work = reported();
    let internal = [
        "record.json json",
        "幹事会 pdf",
        "幹事会 xlsx",
        "推進本部 pdf",
        "推進本部 xlsx",
    ];
    // The whole text and its ASCII core, which no line break and no font can hide.
    for text in [INTERNAL, "QZ71"] {
        assert_eq!(where_it_stands(&work, text), internal, "{text}");
    }
    for (name, text) in OFFICE {
        let core = &text[text.find("QZ").expect("a core")..][..4];
        for text in [text, core] {
            for place in where_it_stands(&work, text) {
                let office = place == "record.json json" || place.starts_with("点検 ");
                assert!(office, "{name} stands in {place}");
            }
            assert!(holds(&work, "output/令和7年度/record.json", text), "{name}");
        }
    }
    // The search itself can find what stands in metadata alone, and what the office sees.
    let public = work.tree("output/令和7年度/公表");
    for path in public.iter().filter(|path| !path.ends_with(".csv")) {
        assert!(holds(&work, path, "改革計画"), "{path}");
    }
    let result = "output/令和7年度/点検/点検結果.xlsx";
    assert!(holds(&work, result, OFFICE[0].1));
}

#[test]
fn who_is_late_is_told_to_the_headquarters_alone() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.remove("input/令和7年度/提出/02.xlsx");
    work.report().ended(1);
    let headquarters = work.pdf_text("推進本部");
    assert!(headquarters.contains("未提出") && !headquarters.contains("集計中"));
    for body in ["懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(
            text.contains("集計中") && !text.contains("未提出"),
            "{body}"
        );
    }
    for path in work.tree("output/令和7年度") {
        let open = path.contains("/懇談会/") || path.contains("/公表/");
        assert!(!(open && holds(&work, &path, "未提出")), "{path}");
    }
}

/// A page shows what prints a character that no font has: what was typed is found by it.
#[test]
fn a_text_that_twins_print_is_found() {
    let typed = "⻁の⼦の基⾦☑を〱ﾃﾞｼﾞﾀﾙ機器に充てる方針";
    let work = templates::work_with(typed);
    let report = "書式/public/report.typ";
    let text = String::from_utf8(work.bytes(report)).expect("a template");
    let printed = "虎の子の基金✓を／＼デジタル機器に充てる方針";
    work.put(report, format!("{text}\n{printed}\n").as_bytes());
    templates::report(&work)
        .ended(2)
        .says("誤り[D008]")
        .says("コード「D008」、記入「⻁の");
}

/// What the office has confirmed on 確認済み is written, and said; a row that nothing stands for is reported.
#[test]
fn a_confirmed_text_withholds_nothing() {
    let work = templates::work();
    let report = "書式/public/report.typ";
    let text = String::from_utf8(work.bytes(report)).expect("a template");
    work.put(report, format!("{text}\n{INTERNAL}\n").as_bytes());
    let department = plans::small().departments[0].name.clone();
    templates::report(&work)
        .ended(2)
        .says(&format!("（{department}）"))
        .says(&format!(
            "課「{department}」、コード「D008」、記入「{INTERNAL}」"
        ));

    let row = |department: &str, typed: &str| Settled {
        department: department.to_owned(),
        code: Code::DisclosureFound,
        number: None,
        field: None,
        typed: Some(typed.to_owned()),
        reason: "公表済みのため".to_owned(),
        date: None,
        at: Default::default(),
    };
    let confirm = |settled: Vec<Settled>| {
        let plan = plans::small();
        let cycle = plan.running_cycle().expect("a cycle");
        let texts = OfficeTexts {
            settled,
            ..OfficeTexts::default()
        };
        let bytes = office_texts::filled(&plan, cycle, &texts).expect("a workbook");
        work.put("input/令和7年度/事務局.xlsx", &bytes);
    };
    // By another department, and another text.
    confirm(vec![row("会計課", INTERNAL), row("01", "別の文章")]);
    templates::report(&work).ended(2);
    assert_eq!(told(&work.record(), "R022").len(), 2);
    confirm(vec![row("01", INTERNAL), row(&department, "別の文章")]);
    templates::report(&work).ended(0);
    let record = work.record();
    assert_eq!(told(&record, "D008")[0]["severity"], "info");
    assert_eq!(told(&record, "D008")[0]["cell"], "B2");
    assert_eq!(told(&record, "R022")[0]["cell"], "B3");
    assert!(work.pdf_text("公表").contains(INTERNAL));
}
