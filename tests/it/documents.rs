//! The finished documents of the seed's plan: that nothing of the plan is missing, what is attached where, and what
//! becomes of a character that no font has.

use gyokaku::audience::{CouncilView, DigestView, HeadquartersView, PublicView, Sources};
use gyokaku::cycle::merge;
use gyokaku::plan::{Body, OfficeTexts, Plan, register};
use gyokaku::submission::{Received, intake};
use gyokaku::typesetting::{Fonts, Press, Theme, Typeset};
use gyokaku::verification::completeness;

use crate::filling;
use crate::fixture::{Work, codes, filled, folded, form, rows, told, value};
use crate::pdf_structure::Structure;
use crate::plans;
use crate::standards;

fn plan() -> Plan {
    register::template_plan().expect("the plan of the template")
}

/// The seed's plan with every form returned, and one long text among them.
fn seed() -> Work {
    let plan = plan();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| {
        if code != "04" {
            return form;
        }
        let long = LONG.repeat(80);
        filling::fill(&form, &[("in.item.1_1.reason", long.as_str().into())])
    });
    work.report().ended(0);
    work
}

/// A sentence of 22 characters, without those of the watermark 見本, which lies over the pages and may fall into
/// a text.
const LONG: &str = "新しい研修の計画を定め、各課の声を多く聴いた。";

fn unmarked(text: &str) -> String {
    folded(text).replace(['見', '本'], "")
}

#[test]
fn the_documents_of_the_seeds_plan() {
    let work = seed();
    let pdfs = standards::hold(&work);
    data_is_attached_to_the_published_report_alone(&work, &pdfs);
    every_name_is_printed(&work);
    a_long_text_is_printed_whole(&work);
}

fn data_is_attached_to_the_published_report_alone(work: &Work, pdfs: &[String]) {
    for path in pdfs {
        let list = work.tool("pdfdetach", &["-list", path]);
        let expected = usize::from(path.ends_with("公表/推進状況報告書.pdf"));
        assert_eq!(
            list.starts_with("0 embedded"),
            expected == 0,
            "{path}: {list}"
        );
    }
    let report = "output/令和7年度/公表/推進状況報告書.pdf";
    let wanted = "--show-attachment=report.json";
    let json = work.tool("qpdf", &[wanted, report]);
    let view: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        view["items"].as_array().map(Vec::len),
        Some(plan().items.len())
    );
    assert!(view["matrix"]["total"]["all"]["figure"].is_string());
    let structure = Structure::of(work, report);
    let open_data = work.tree("output/令和7年度/公表/オープンデータ");
    assert_eq!(structure.attached.len(), open_data.len() + 1);
    for (relationship, description) in &structure.attached {
        assert!(
            ["/Source", "/Data"].contains(&relationship.as_str()),
            "{relationship}"
        );
        assert!(!description.is_empty());
    }
}

fn every_name_is_printed(work: &Work) {
    let plan = plan();
    let text = work.pdf_text("推進本部");
    let names = [
        plan.profile.name.as_str(),
        "市民に寄り添い みらいつなぐ改革",
    ]
    .into_iter()
    .chain(plan.profile.subtitle.as_deref())
    .chain(plan.themes.iter().map(|t| t.name.as_str()))
    .chain(plan.pillars.iter().map(|p| p.name.as_str()))
    .chain(plan.measures.iter().map(|m| m.name.as_str()))
    .chain(plan.items.iter().map(|i| i.title.as_str()))
    .chain(plan.items.iter().map(|i| i.number.as_str()))
    .chain(plan.initiatives.iter().map(|i| i.text.as_str()))
    .chain(plan.indicators.iter().map(|i| i.name.as_str()));
    let text = unmarked(&text);
    let mut count = 0;
    for name in names {
        assert!(text.contains(&unmarked(name)), "{name}");
        count += 1;
    }
    assert!(count > 150, "{count}");
    assert_eq!((plan.themes.len(), plan.pillars.len()), (3, 5));
    assert_eq!((plan.measures.len(), plan.items.len()), (14, 23));
}

/// It is asked about, and printed whole over as many pages as it needs.
fn a_long_text_is_printed_whole(work: &Work) {
    let record = work.record();
    assert_eq!(told(&record, "C004").len(), 1);
    assert_eq!(value(&record, "1-1", "reason")["value"], LONG.repeat(80));
    // A sentence that a page's head and foot part is not found; few are.
    let text = unmarked(&work.pdf_text("推進本部"));
    let sentences = text.matches(LONG).count();
    assert!(sentences >= 70, "{sentences}");
}

#[test]
fn typst_warns_of_nothing() {
    let plan = plan();
    let cycle = plan.running_cycle().expect("a cycle");
    let received = codes(&plan, cycle)
        .iter()
        .map(|code| Received {
            path: format!("{code}.xlsx"),
            superseded_folder: false,
            bytes: Ok(filling::fill_all(&form(&plan, code))),
        })
        .collect();
    let intake = intake(&plan, cycle, received, &|| {});
    let record = merge(&plan, cycle, &intake, None, Vec::new());
    let texts = OfficeTexts::default();
    let sources = Sources {
        plan: &plan,
        cycle,
        record: &record,
        previous: None,
        history: gyokaku::cycle::History::none(),
        texts: &texts,
    };
    let fonts = Fonts::load(&[]).expect("fonts");
    let press = Press::new(&fonts);
    let citizens = |large| {
        let for_citizens = true;
        press.with(Theme {
            large,
            for_citizens,
        })
    };
    let headquarters = HeadquartersView::new(sources, Body::Headquarters);
    let council = CouncilView::new(sources);
    let public = PublicView::new(sources);
    let of_headquarters = ["report", "list", "sheets", "reference"]
        .map(|t| press.typeset(&format!("headquarters/{t}.typ"), &headquarters, &[]));
    let of_council = ["report", "sheets"]
        .map(|t| citizens(true).typeset(&format!("council/{t}.typ"), &council, &[]));
    let digest = DigestView::of_council(&council);
    let others = [
        citizens(false).typeset("public/report.typ", &public, &[]),
        citizens(true).typeset("council/digest.typ", &digest, &[]),
        citizens(false).typeset("public/digest.typ", &DigestView::of_public(&public), &[]),
    ];
    let all: Vec<Typeset> = of_headquarters
        .into_iter()
        .chain(of_council)
        .chain(others)
        .map(|made| made.expect("a document"))
        .collect();
    for made in &all {
        assert_eq!(made.warnings, Vec::<String>::new());
        assert!(
            made.replaced.is_empty() && made.pages > 1,
            "{:?}",
            made.replaced
        );
    }
    // Each document carries a part of its view: without one of them, keys are missing.
    let traces: Vec<_> = all[..4].iter().flat_map(|made| &made.traces).collect();
    assert!(completeness::check(&headquarters, &traces, press).is_empty());
    let sheets = &all[2];
    let few: Vec<_> = sheets.traces.iter().collect();
    assert!(!completeness::check(&headquarters, &few, press).is_empty());
}

#[test]
fn a_character_without_a_glyph_is_told_and_the_document_made() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    let reason = "外字\u{e000}の氏名";
    let form = filled(&plan, "01", &[("in.item.1_1.reason", reason.into())]);
    let (sheet, cell) = filling::place(&form, "in.item.1_1.reason").expect("a place");
    work.all_returned(&plan, cycle, |code, other| {
        if code == "01" { form.clone() } else { other }
    });
    work.report()
        .ended(0)
        .says(&format!("確認[D001] {sheet} › {cell}: "))
        .says("U+E000");

    let record = work.record();
    assert_eq!(told(&record, "D001").len(), 1);
    assert_eq!(value(&record, "1-1", "reason")["value"], reason);
    for body in ["推進本部", "懇談会", "公表"] {
        assert!(work.pdf_text(body).contains("外字〓の氏名"), "{body}");
    }
    let files = work.tree("output/令和7年度/公表");
    let workbook = files
        .iter()
        .find(|p| p.ends_with(".xlsx"))
        .expect("a workbook");
    let items = rows(&work.bytes(workbook), "実施項目一覧");
    assert!(
        items.iter().any(|r| r.contains(&reason.to_owned())),
        "{items:?}"
    );
}

/// 𠮷 and 辻󠄀 have glyphs, so nobody is asked about them.
#[test]
fn rare_kanji_are_printed() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    let reason = "𠮷田、髙橋、﨑山、～〜－−㈱①";
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.reason", reason.into())]),
        _ => form,
    });
    work.report().ended(0);
    let record = work.record();
    assert_eq!(told(&record, "D001"), Vec::<&serde_json::Value>::new());
    assert!(work.pdf_text("公表").contains(reason));
}
