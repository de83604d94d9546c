//! The 確認依頼 loop: check → 確認依頼 → corrected → check. Sent back unchanged, a 確認依頼 says what the form said that
//! it was made from; corrected, it takes that form's place with both lying side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use gyokaku::submission::{Field, Intake, Received, intake};

use crate::filling::{self, Entry};
use crate::fixture::{Work, filled};
use crate::plans;

const ASKED: &str = "output/令和7年度/点検/確認依頼/01_総務課.xlsx";

fn text(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}

fn formula(text: &str, cached: Option<&str>) -> Entry {
    Entry::Formula {
        text: text.to_owned(),
        cached: cached.map(str::to_owned),
    }
}

fn read(bytes: Vec<u8>) -> Intake {
    let plan = plans::small();
    let cycle = plan.running_cycle().expect("a cycle").clone();
    let file = Received {
        path: "01.xlsx".to_owned(),
        superseded_folder: false,
        bytes: Ok(bytes),
    };
    intake(&plan, &cycle, vec![file], &|| {})
}

/// What each field was read as, with the text as typed.
fn answers(intake: &Intake) -> BTreeMap<Field, (Option<String>, String)> {
    assert_eq!(intake.submissions.len(), 1, "{:#?}", intake.diagnostics);
    let answers = &intake.submissions[0].answers;
    answers
        .iter()
        .map(|(field, answer)| {
            let value = answer.value.as_ref().map(|v| v.text());
            (field.clone(), (value, answer.source.typed.clone()))
        })
        .collect()
}

/// Everything told of the form's cells: code, sheet, cell, what was found, and the words.
fn told(intake: &Intake) -> Vec<[String; 5]> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let mut told: Vec<[String; 5]> = intake
        .diagnostics
        .iter()
        .map(|d| {
            [
                d.code.id().to_owned(),
                text(&d.sheet),
                text(&d.cell),
                text(&d.found),
                d.message.clone(),
            ]
        })
        .collect();
    told.sort();
    told
}

/// The 確認依頼 that `check` makes for 総務課 from this form.
fn asked(work: &Work, form: &[u8]) -> Vec<u8> {
    work.returned("01.xlsx", form);
    work.run(&["check"]);
    work.bytes(ASKED)
}

/// A form with nothing to ask about but the blank approver, which makes a 確認依頼 of it, and these entries.
fn clean(entries: &[(&str, Entry)]) -> Vec<u8> {
    let mut all = vec![("in.approval.name", Entry::Blank)];
    all.extend_from_slice(entries);
    filled(&plans::small(), "01", &all)
}

/// Faults whose form gives the same when it is sent back as it was sent out.
fn faulty_forms() -> Vec<(&'static str, Vec<u8>)> {
    let one = |name, entry| clean(&[(name, entry)]);
    let actual = "in.indicator.1_1_k2.actual";
    let percent = "in.indicator.1_1_k1.actual";
    let saving = "in.initiative.1_1_1.effect_saving";
    vec![
        ("approver", clean(&[])),
        ("about", one(actual, text("約30件"))),
        ("unit", one(actual, text("30人"))),
        ("spelling", one(actual, text("３０ 件"))),
        ("several", one(actual, text("50\n60"))),
        (
            "two lines and spaces",
            one("in.item.1_1.reason", text("一　行\n 二行目 ")),
        ),
        ("date for a number", one(actual, Entry::Date(2026, 1, 1))),
        ("percent", one(percent, Entry::Percent(0.985))),
        ("percent of a count", one(actual, Entry::Percent(0.3))),
        ("digits", one(percent, Entry::Number(98.765_432_1))),
        ("tiny", one(percent, Entry::Number(0.1 + 0.2))),
        ("negative", one(saving, Entry::Number(-1234.0))),
        ("truth", one(actual, Entry::Bool(true))),
        ("error", one(actual, Entry::Error("#REF!".to_owned()))),
        (
            "error in a text",
            one("in.item.1_1.reason", Entry::Error("#N/A".to_owned())),
        ),
        ("result", one(actual, formula("10+20.5", Some("30.5")))),
        ("never calculated", one(actual, formula("SUM(A1:A9)", None))),
        (
            "formula as text",
            one("in.item.1_1.reason", text("=HYPERLINK(\"http://x\",\"y\")")),
        ),
        ("formula as a number", one(actual, text("=1+1"))),
        (
            "looks like an escape",
            one("in.item.1_1.reason", text("_x001B_ と '001")),
        ),
        ("grade", one("in.item.1_1.grade", text("Ａ　計画どおり"))),
        ("no grade", one("in.item.1_1.grade", text("良好"))),
        (
            "status",
            one("in.initiative.1_1_1.status", text("実施しました")),
        ),
        ("blank", one("in.item.1_1.reason", Entry::Blank)),
        ("no date", one("in.approval.date", text("5月8日"))),
        ("a date", one("in.approval.date", Entry::Date(2026, 5, 8))),
        ("a date as text", one("in.approval.date", text("R8.5.8"))),
        (
            "a date in a text",
            one("in.indicator.1_1_k1.as_of", Entry::Date(2026, 3, 31)),
        ),
        (
            "a number in a text",
            one("in.respondent.phone", Entry::Number(1234.0)),
        ),
        ("state", one(actual, text("未確定"))),
        (
            "rare characters",
            one("in.item.1_1.reason", text("𠮷野家 辻\u{e0100} \u{e000}")),
        ),
        (
            "long",
            one("in.item.1_1.reason", text(&"長い文章です。".repeat(80))),
        ),
        (
            "beside",
            filling::set_cell(&clean(&[]), "1-①", "H3", &text("右の覚え書き")),
        ),
        (
            "far below",
            filling::set_cell(&clean(&[]), "1-①", "B200", &text("下の覚え書き")),
        ),
        (
            "beside the guide",
            filling::set_cell(&clean(&[]), "記入要領", "G9", &text("=1+1")),
        ),
    ]
}

#[test]
fn sent_back_unchanged_it_says_the_same() {
    let work = Work::new(&plans::small());
    for (name, form) in faulty_forms() {
        let asked = asked(&work, &form);
        let (first, again) = (read(form), read(asked.clone()));
        assert_eq!(answers(&again), answers(&first), "{name}");
        assert_eq!(told(&again), told(&first), "{name}");
        let submission = &again.submissions[0];
        assert_eq!(submission.round, 2, "{name}");
        assert_eq!(
            submission.replaces,
            [first.submissions[0].files[0].digest.clone()]
        );
        // No formula but the form's own: in columns D and E.
        let columns = columns_of_formulas(&asked);
        assert!(
            columns.iter().all(|c| [3, 4].contains(c)),
            "{name}: {columns:?}"
        );
    }
}

/// The zero-based columns in which a workbook has formulas.
fn columns_of_formulas(workbook: &[u8]) -> BTreeSet<usize> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let mut columns = BTreeSet::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_formula(&sheet).expect("a sheet");
        let left = range.start().map_or(0, |(_, column)| column as usize);
        columns.extend(range.used_cells().map(|(_, column, _)| column + left));
    }
    columns
}

/// A third round from the second, and so on: nothing drifts.
#[test]
fn rounds_do_not_drift() {
    let work = Work::new(&plans::small());
    let all: Vec<(&str, Entry)> = vec![
        ("in.indicator.1_1_k2.actual", formula("SUM(A1:A9)", None)),
        (
            "in.indicator.1_1_k1.actual",
            formula("0.5+0.485", Some("0.985")),
        ),
        ("in.item.1_1.reason", Entry::Error("#VALUE!".to_owned())),
    ];
    let form = filling::set_cell(&clean(&all), "1-①", "B5", &text("書き換えた計画"));
    let second = asked(&work, &form);
    work.remove("input/令和7年度/提出/01.xlsx");
    let third = asked(&work, &second);
    let (second, third) = (read(second), read(third));
    assert_eq!(answers(&third), answers(&second));
    assert_eq!(told(&third), told(&second));
    assert_eq!(third.submissions[0].round, 3);
}
