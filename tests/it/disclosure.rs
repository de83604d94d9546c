//! Who may see what: internal fields stay where the office or 推進本部 reads them, down to the bytes.

use gyokaku::diagnostic::Code;
use gyokaku::form::{
    Beside, Declaration, Fields, IndicatorField, InitiativeField, ItemField, Kind, OfficeField,
    Readers,
};
use gyokaku::plan::register::office_texts;
use gyokaku::plan::{OfficeTexts, Plan, Settled};
use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{Work, contains, folded, layout_of, parts, rows, with_code};
use crate::{plans, templates};

const INTERNAL: &str = "内部限りの特記QZ71壱";
/// A field that not everyone may read, with what stands in it.
struct Secret {
    name: String,
    declared: &'static Declaration,
    entry: Entry,
    /// What must be found of it nowhere else, as it may be spelled.
    spellings: Vec<String>,
}

/// One for every field that is declared for fewer readers than everyone.
fn secrets(plan: &Plan) -> Vec<Secret> {
    let cycle = plan.running_cycle().expect("a cycle");
    let layout = layout_of(plan, cycle, "01", &Beside::default());
    let mut secrets: Vec<Secret> = Vec::new();
    for (_, input) in layout.inputs() {
        let declared = input.field.declared();
        let known = |s: &Secret| std::ptr::eq(s.declared, declared);
        if declared.readers != Readers::Everyone && !secrets.iter().any(known) {
            let (entry, spellings) = secret(declared, 71 + secrets.len());
            secrets.push(Secret {
                name: input.field.name(),
                declared,
                entry,
                spellings,
            });
        }
    }
    secrets
}

fn secret(declared: &Declaration, number: usize) -> (Entry, Vec<String>) {
    let core = format!("QZ{number}");
    match declared.kind {
        Kind::ShortText | Kind::LongText => {
            let text = format!("{}{core}壱", declared.label.replace(['（', '）', '・'], ""));
            // The whole text and its ASCII core, which no line break and no font can hide.
            (text.as_str().into(), vec![text, core])
        }
        Kind::Date => {
            let days = ["2017-03-09", "2017/03/09", "2017/3/9", "平成29年3月9日"];
            (Entry::Date(2017, 3, 9), days.map(str::to_owned).to_vec())
        }
        Kind::Money | Kind::Actual => {
            let figures = [format!("9182{number}"), format!("918,2{number}")];
            (figures[0].as_str().into(), figures.to_vec())
        }
        Kind::Choice(_) => panic!("a word of a list is no secret that can be searched for"),
    }
}

fn reported(secrets: &[Secret]) -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| {
        if code != "01" {
            return form;
        }
        let entries: Vec<_> = { secrets.iter() }
            .map(|s| (s.name.as_str(), s.entry.clone()))
            .collect();
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

fn declared<F: Fields>() -> impl Iterator<Item = &'static Declaration> {
    F::ALL.iter().map(|field| field.declared())
}

/// What is declared for fewer readers than everyone stands in no file of the others, whichever field it is.
#[test]
fn internal_fields_stay_with_their_readers() {
    let secrets = secrets(&plans::small());
    let every = declared::<OfficeField>()
        .chain(declared::<ItemField>())
        .chain(declared::<InitiativeField>())
        .chain(declared::<IndicatorField>());
    let internal = every.filter(|d| d.readers != Readers::Everyone);
    assert_eq!(secrets.len(), internal.count(), "each is asked of 01");
    let work = reported(&secrets);
    for secret in &secrets {
        let (name, declared) = (&secret.name, secret.declared);
        for text in &secret.spellings {
            let places = where_it_stands(&work, text);
            let inside = |place: &String| {
                let folder = place.split(' ').next().unwrap_or_default();
                let headquarters = declared.readers == Readers::Headquarters;
                ["record.json", "点検"].contains(&folder)
                    || headquarters && ["幹事会", "推進本部"].contains(&folder)
            };
            assert!(places.iter().all(inside), "{name} {text}: {places:?}");
            if declared.readers == Readers::Headquarters {
                for reached in ["幹事会 pdf", "幹事会 xlsx", "推進本部 pdf", "推進本部 xlsx"]
                {
                    assert!(
                        places.iter().any(|p| p == reached),
                        "{name} not in {reached}"
                    );
                }
            }
        }
        let kept = |text| holds(&work, "output/令和7年度/record.json", text);
        assert!(secret.spellings.iter().any(|text| kept(text)), "{name}");
    }
    // The search itself can find what stands in metadata alone, and what the office sees.
    let public = work.tree("output/令和7年度/公表");
    // The part of a page that is pasted elsewhere has no title.
    let untitled = [".csv", "本文.html"];
    let titled = |path: &&String| !untitled.iter().any(|ending| path.ends_with(ending));
    for path in public.iter().filter(titled) {
        assert!(holds(&work, path, "改革計画"), "{path}");
    }
    let result = "output/令和7年度/点検/点検結果.xlsx";
    assert!(holds(&work, result, &secrets[0].spellings[0]));
}

#[test]
fn who_is_late_is_reported_to_the_headquarters_alone() {
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
    let status = |format: &str| {
        let args = ["status", "--today", "2026-07-01", "--format", format];
        work.run(&args).ended(0)
    };
    status("text").says("・作れなかった資料があります（公表）。");
    let standing: Json = serde_json::from_str(&status("json").stdout).expect("JSON");
    let bodies = standing["bodies"].as_array().expect("a list").iter();
    let withheld: Vec<&Json> = bodies
        .filter(|body| body["withheld"] != json!([]))
        .map(|body| &body["withheld"])
        .collect();
    assert_eq!(withheld, [&json!(["推進状況報告書.pdf（D008）"])]);

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
    assert_eq!(with_code(&work.record(), "R022").len(), 2);
    confirm(vec![row("01", INTERNAL), row(&department, "別の文章")]);
    templates::report(&work).ended(0);
    let record = work.record();
    assert_eq!(with_code(&record, "D008")[0]["severity"], "info");
    assert_eq!(with_code(&record, "D008")[0]["cell"], "B2");
    assert_eq!(with_code(&record, "R022")[0]["cell"], "B3");
    assert!(work.pdf_text("公表").contains(INTERNAL));
}

/// 転記元 names the files of 提出/, and a file that a newer one stands in for is reported with the newer one's name: no
/// secret, however long it is.
#[test]
fn the_names_of_returned_files_are_no_secret_of_the_headquarters() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.grade", "よい".into())]),
        _ => form,
    });
    work.run(&["check"]).ended(1);
    let answer = work.output("点検/確認依頼/01_総務課.xlsx");
    let answered = "回答_01_総務課（御確認済み）.xlsx";
    let entries = [("in.item.1_1.grade", "A".into())];
    work.returned(answered, &filling::fill(&answer, &entries));
    work.report().ended(0);
    let record = work.record();
    assert_eq!(with_code(&record, "F010").len(), 1);
    assert!(with_code(&record, "D008").is_empty());
    let sources = rows(&work.output("推進本部/資料3_集計表.xlsx"), "転記元");
    let named = sources.iter().flatten().any(|cell| cell.contains(answered));
    assert!(named, "転記元 names the newer file");
}
