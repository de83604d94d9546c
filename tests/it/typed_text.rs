//! Whatever a department types is data: it comes out as typed, in the record, on the pages and in the workbooks.

use crate::filling::{self, Entry};
use crate::fixture::{Work, folded, parts, value, with_code};
use crate::plans;

/// What would be markup, code, a formula, a link or a comment elsewhere.
const NASTY: [&str; 12] = [
    "#set page(fill: red)",
    "*x*",
    "$a$",
    "=HYPERLINK(\"http://x\",\"y\")",
    "<b>太字</b>",
    "\\",
    "\"二重\"",
    "//注",
    "@ref",
    "#eval(\"1\")",
    "{{ x }}_y_`z`",
    "-1+1",
];

/// Text fields of the small plan's forms, with the department that has them.
const FIELDS: [(&str, &str); 13] = [
    ("01", "in.respondent.note"),
    ("01", "in.item.1_1.reason"),
    ("01", "in.item.1_1.issue"),
    ("01", "in.item.1_1.next"),
    ("01", "in.item.1_1.public_note"),
    ("01", "in.item.1_1.internal_note"),
    ("01", "in.initiative.1_1_1.result"),
    ("01", "in.initiative.1_1_1.effect_basis"),
    ("01", "in.indicator.1_1_k1.as_of"),
    ("01", "in.indicator.1_1_k1.note"),
    ("02", "in.indicator.2_1_k2.actual"),
    ("02", "in.item.2_1.reason"),
    ("03", "in.initiative.1_1_2.result"),
];

/// All of [`NASTY`], each field beginning with another, and the field's own number at the end.
fn typed(at: usize) -> String {
    let mut all = NASTY;
    all.rotate_left(at % NASTY.len());
    format!("{} 第{at}欄", all.join(" "))
}

fn reported() -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| {
        let mut entries: Vec<(&str, Entry)> = FIELDS
            .iter()
            .enumerate()
            .filter(|(_, (department, _))| *department == code)
            .map(|(at, (_, name))| (*name, Entry::Text(typed(at))))
            .collect();
        if code == "01" {
            entries.push(("in.initiative.1_1_1.effect_revenue", Entry::Number(1.0)));
            entries.push(("in.initiative.1_1_1.effect_kind", "継続".into()));
        }
        filling::fill(&form, &entries)
    });
    work.report().ended(0);
    work
}

#[test]
fn text_is_data_everywhere() {
    let work = reported();
    let record = work.record();
    assert!(with_code(&record, "D001").is_empty(), "{record:#}");
    let report = |id: &str| &value(&record, id, "reports")[0];
    for (at, stored) in [
        (0, &record["departments"][0]["respondent"]["note"]),
        (1, value(&record, "1-1", "reason")),
        (2, value(&record, "1-1", "issue")),
        (3, value(&record, "1-1", "next")),
        (4, value(&record, "1-1", "public_note")),
        (5, value(&record, "1-1", "internal_note")),
        (6, &report("1-1-1")["result"]),
        (7, &report("1-1-1")["effect"]["basis"]),
        (8, value(&record, "1-1-k1", "as_of")),
        (9, value(&record, "1-1-k1", "note")),
        (10, value(&record, "2-1-k2", "actual")),
        (11, value(&record, "2-1", "reason")),
        (12, &value(&record, "1-1-2", "reports")[1]["result"]),
    ] {
        assert_eq!(stored["value"], typed(at), "{}", FIELDS[at].1);
        assert_eq!(stored["source"]["typed"], typed(at), "{}", FIELDS[at].1);
    }
    for body in ["推進本部", "懇談会", "公表"] {
        on_the_pages(&work, body);
        in_the_workbook(&work, body);
    }
}

fn seen_by(body: &str, name: &str) -> bool {
    match name {
        "in.respondent.note" => false,
        name => body == "推進本部" || !name.ends_with("internal_note"),
    }
}

fn on_the_pages(work: &Work, body: &str) {
    let text = work.pdf_text(body);
    for (at, (_, name)) in FIELDS.iter().enumerate() {
        let shown = text.contains(&folded(&typed(at)));
        // The short papers of 懇談会 leave the date of an actual to its workbook.
        let short = body == "懇談会" && name.ends_with("as_of");
        let wanted = seen_by(body, name) && !short;
        assert_eq!(shown, wanted, "{body} {name}\n{text}");
    }
}

fn in_the_workbook(work: &Work, body: &str) {
    let files = work.tree(&format!("output/令和7年度/{body}"));
    let path = files.iter().find(|p| p.ends_with("集計表.xlsx"));
    let bytes = work.bytes(path.expect("a workbook"));
    let (texts, formulas) = crate::fixture::texts_and_formulas(&bytes);
    for (at, (_, name)) in FIELDS.iter().enumerate() {
        let shown = texts.contains(&typed(at));
        assert_eq!(shown, seen_by(body, name), "{body} {name}");
    }
    for formula in formulas {
        let typed = (0..FIELDS.len()).any(|at| formula.contains(&typed(at)));
        assert!(!typed && !formula.contains("HYPERLINK"), "{body} {formula}");
    }
    for (name, content) in parts(&bytes) {
        let link = crate::fixture::contains(&content, b"Target=\"http://x");
        assert!(!link, "{body} {name}");
    }
}

/// The same text in the plan itself: the register, the forms and the documents.
#[test]
fn text_of_the_register_is_data_too() {
    let mut plan = plans::small();
    plan.items[0].title = typed(0);
    plan.initiatives[0].text = typed(3);
    plan.profile.contact = Some(typed(1));
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0);
    for path in work.tree("output/令和7年度/様式") {
        let (texts, formulas) = crate::fixture::texts_and_formulas(&work.bytes(&path));
        let title = texts.iter().any(|t| t.contains(&typed(0)));
        assert_eq!(title, !path.contains("02_"), "{path}");
        assert!(formulas.iter().all(|f| !f.contains("HYPERLINK")), "{path}");
    }
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.report().ended(0);
    let text = work.pdf_text("推進本部");
    for at in [0, 1, 3] {
        assert!(text.contains(&folded(&typed(at))), "{at}");
    }
}
