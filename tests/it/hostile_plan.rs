//! A plan that no page was laid out for goes through the whole program: texts of 5,000 characters, 300 initiatives in one
//! item, an item with nothing, one pillar, 12 grades, 20 years, departments of 30 characters. Every document comes out,
//! sound and whole, and no proof finds anything. The PDFs are left in the target folder, where `.ci/run` has pdfua look at them.

#![expect(
    clippy::disallowed_methods,
    reason = "the PDFs are copied out of the working directory, which is gone at the end"
)]

use std::fs;
use std::path::Path;

use gyokaku::plan::{Direction, Plan, Target};
use gyokaku::values::FiscalYear;
use rust_decimal::{Decimal, dec};

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Work, folded, value, with_code};
use crate::plans::{self, grade, indicator, initiative, item, pillar};
use crate::standards;
use crate::web;

const FIRST: FiscalYear = FiscalYear::new(2016);
const LAST: FiscalYear = FiscalYear::new(2035);
const LONG: usize = 5_000;

const DEPARTMENTS: [&str; 2] = [
    "未来創造及び地域共生並びに広域連携推進担当特命プロジェクト室",
    "公共施設等総合管理計画推進及び財産有効活用並びに契約適正化室",
];

fn plan() -> Plan {
    let mut plan = plans::plan("試験市", "行財政改革大綱及び実施計画");
    plan.profile.start = FIRST;
    plan.profile.end = LAST;
    plan.pillars = vec![pillar(
        "1",
        "市民に寄り添い未来へつなぐ持続可能な行財政運営の確立",
    )];
    plan.departments = plans::departments(&DEPARTMENTS);
    plan.grades = ('A'..='L')
        .map(|symbol| {
            grade(
                &symbol.to_string(),
                &format!("段階{symbol}に当たる評価"),
                symbol < 'K',
                symbol < 'D',
            )
        })
        .collect();
    plan.items = vec![
        item("1-①", &"長い名称の実施項目".repeat(8), "1", DEPARTMENTS[0]),
        item("1-②", "何もない実施項目", "1", DEPARTMENTS[1]),
        item("1-③", "取組の多い実施項目", "1", DEPARTMENTS[1]),
    ];
    let long = text(LONG);
    plan.items[0].situation = Some(long.clone());
    plan.items[0].policy = Some(long);
    let mut every_year = initiative("1-①-1", "1-①", &DEPARTMENTS);
    let words = ["検討", "準備", "実施", "継続"].into_iter().cycle();
    every_year.schedule = FIRST.through(LAST).zip(words.map(str::to_owned)).collect();
    plan.initiatives = vec![every_year];
    let many = (1..=300).map(|n| initiative(&format!("1-③-{n}"), "1-③", &[DEPARTMENTS[1]]));
    plan.initiatives.extend(many);
    let mut measured = indicator("1-①-K1", "件", Direction::AtLeast, DEPARTMENTS[0], &[]);
    measured.targets = FIRST.through(LAST).zip(targets()).collect();
    plan.indicators = vec![measured];
    plan
}

/// Ever larger, none short.
fn targets() -> impl Iterator<Item = Target> {
    (1_i64..).map(|n| Target::Number(dec!(12345678.9) * Decimal::from(n)))
}

const SENTENCE: &str = "新しい研修の計画を定め、各課の声を多く聴いた。";

/// What 推進本部 alone may read.
const INTERNAL: &str = "庁内の協議が済むまで、外に出さない事項とする。";

/// So many characters of prose, without those of no watermark.
fn text(length: usize) -> String {
    of(SENTENCE, length)
}

fn of(sentence: &str, length: usize) -> String {
    sentence.chars().cycle().take(length).collect()
}

/// The text of one of [`FIELDS`].
fn long(key: &str) -> String {
    of(
        if key == "internal_note" {
            INTERNAL
        } else {
            SENTENCE
        },
        LONG,
    )
}

/// The plan is as hostile as this file says, in all at once.
fn is_hostile(plan: &Plan) {
    assert_eq!(plan.pillars.len(), 1);
    assert_eq!(plan.grades.len(), 12);
    let years = plan.profile.start.through(plan.profile.end);
    assert_eq!(years.count(), 20);
    for name in DEPARTMENTS {
        assert_eq!(name.chars().count(), 30, "{name}");
        assert!(plan.departments.iter().any(|d| d.name == name), "{name}");
    }
    let of = |number: &str| {
        let initiatives = plan.initiatives.iter();
        initiatives
            .filter(|i| i.item == plans::code(number))
            .count()
    };
    assert_eq!((of("1-①"), of("1-②"), of("1-③")), (1, 0, 300));
    let empty = &plan.items[1];
    assert!(empty.situation.is_none() && empty.policy.is_none() && empty.partners.is_empty());
    assert!(plan.indicators.iter().all(|k| k.item != empty.id));
}

/// Fields of the first department's form that hold a text of 5,000 characters.
const FIELDS: [(&str, &str, &str); 6] = [
    ("in.item.1_1.reason", "1-1", "reason"),
    ("in.item.1_1.issue", "1-1", "issue"),
    ("in.item.1_1.next", "1-1", "next"),
    ("in.item.1_1.public_note", "1-1", "public_note"),
    ("in.item.1_1.internal_note", "1-1", "internal_note"),
    ("in.indicator.1_1_k1.note", "1-1-k1", "note"),
];
const RESULT: &str = "in.initiative.1_1_1.result";
/// Late, so that its texts stand in the report too.
const GRADE: &str = "in.item.1_1.grade";

/// The forms as they come back: the first full of text, the second with nothing on its empty item.
fn returned(plan: &Plan) -> Work {
    let work = Work::new(plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(plan, cycle, |code, form| {
        let entries: Vec<(&str, Entry)> = match code {
            "01" => FIELDS
                .iter()
                .map(|(name, _, key)| (*name, Entry::Text(long(key))))
                .chain([(RESULT, Entry::Text(text(LONG)))])
                .chain([(GRADE, "J".into())])
                .collect(),
            _ => EMPTY.map(|name| (name, Entry::Blank)).to_vec(),
        };
        filling::fill(&form, &entries)
    });
    work
}

/// What the empty item's form asks.
const EMPTY: [&str; 5] = [
    "in.item.1_2.grade",
    "in.item.1_2.reason",
    "in.item.1_2.issue",
    "in.item.1_2.next",
    "in.item.1_2.contact",
];

#[test]
fn a_plan_that_no_page_was_laid_out_for() {
    let plan = plan();
    is_hostile(&plan);
    let work = returned(&plan);
    // The empty item is asked about; everything is made all the same.
    work.report().ended(1);
    let record = work.record();
    let errors = record["diagnostics"].as_array().expect("diagnostics");
    let errors = errors.iter().filter(|d| d["severity"] == "error");
    for error in errors {
        assert_eq!(error["sheet"], "1-②", "{error}");
    }
    for code in ["D002", "D005", "D006", "D008", "D010"] {
        assert!(with_code(&record, code).is_empty(), "{code}");
    }
    let pdfs = standards::hold(&work);
    assert!(standards::rows_of_the_list_say_what_goes_on(&work, &plan) > 2);
    it_is_printed_whole(&work, &plan);
    web::hold(&work);
    web::keeps_to_itself(&work, INTERNAL);
    leave(&work, &pdfs);
}

/// Every long text, initiative, grade and department stands in the papers of 推進本部.
fn it_is_printed_whole(work: &Work, plan: &Plan) {
    let record = work.record();
    for (_, id, key) in FIELDS {
        assert_eq!(value(&record, id, key)["value"], long(key), "{id} {key}");
    }
    assert!(value(&record, "1-2", "grade")["value"].is_null());
    let printed = work.pdf_text("推進本部");
    for initiative in &plan.initiatives {
        assert!(
            printed.contains(&folded(&initiative.text)),
            "{}",
            initiative.number
        );
    }
    for grade in &plan.grades {
        assert!(printed.contains(&grade.name), "{}", grade.name);
    }
    for name in DEPARTMENTS {
        assert!(printed.contains(name), "{name}");
    }
    for year in FIRST.through(LAST) {
        assert!(printed.contains(&year.short()), "{year:?}");
    }
    // Of the sentences of 23 characters, those that a page's end or the head over it parts are not found; few are.
    let sentences = printed.matches(SENTENCE).count();
    let written = (FIELDS.len() + 2) * LONG / SENTENCE.chars().count();
    assert!(sentences > written * 9 / 10, "{sentences} of {written}");
    let sentences = printed.matches(INTERNAL).count();
    let written = LONG / INTERNAL.chars().count();
    assert!(sentences > written * 9 / 10, "{sentences} of {written}");
}

/// The PDFs in the target folder, under their bodies.
fn leave(work: &Work, pdfs: &[String]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile_plan");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of the last run");
    }
    for path in pdfs {
        let below = path.trim_start_matches(&format!("output/{CYCLE}/"));
        let to = folder.join(below);
        fs::create_dir_all(to.parent().expect("a body")).expect("a folder");
        fs::write(to, work.bytes(path)).expect("a PDF");
    }
}
