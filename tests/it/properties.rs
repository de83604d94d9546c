//! Any form, filled with any text and any decimal, reads to the same: as it is, moved about and renamed, and
//! saved by other programs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use gyokaku::form::layout::ListKind;
use gyokaku::form::{Beside, FormLayout, Input, InputKind, blank_workbook};
use gyokaku::plan::{Assignments, Plan, Target};
use gyokaku::submission::{Received, intake};
use gyokaku::values::Value;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;

use crate::filling::{self, Entry};
use crate::fixture::{Work, python};
use crate::plans;

/// What somebody answers, whatever the field: the part that fits its kind is used.
#[derive(Clone, Debug)]
struct Answer {
    text: String,
    /// At most 15 significant digits, as a cell holds.
    number: Decimal,
    as_text: bool,
    day: NaiveDate,
    choice: usize,
}

/// Value and text as typed; nothing for a blank.
type Read = BTreeMap<String, (Value, String)>;

/// Characters and words that spoil texts elsewhere.
const HARD: [&str; 19] = [
    "=1+1",
    "+81-3",
    "-1",
    "@SUM(A1)",
    "'001",
    "_x001B_",
    "_x005F_x0041_",
    "𠮷野家",
    "辻\u{e0100}",
    "髙﨑",
    "か\u{3099}",
    "ｶﾞ㈱①Ⅳ",
    "<v>&amp;</v>]]>",
    "\"\\\\'",
    "👨\u{200d}👩\u{200d}👧",
    "\u{202e}逆",
    "～〜−－",
    "一行目\n二行目\n\n四行目",
    "\t字下げ",
];

/// White space alone, or words around an anchor that is no word for nothing.
fn any_text(character: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(HARD.to_vec()).prop_map(str::to_owned),
        4 => character,
        1 => "[ 　\n]{1,3}",
    ];
    prop_oneof![
        1 => "[ 　\n\t\r]{1,4}",
        9 => (prop::collection::vec(piece, 0..6), any::<bool>()).prop_map(|(pieces, first)| {
            let pieces = pieces.concat();
            if first { format!("行った{pieces}") } else { format!("{pieces}行った") }
        }),
    ]
}

fn any_answer(text: impl Strategy<Value = String>) -> impl Strategy<Value = Answer> {
    let decimal = (-999_999_999_999_999_i64..=999_999_999_999_999, 0_u32..10);
    let small = (-99_999_i64..=99_999, 0_u32..3);
    (
        text,
        prop_oneof![decimal, small],
        any::<bool>(),
        0_i64..700,
        any::<usize>(),
    )
        .prop_map(|(text, (digits, scale), as_text, days, choice)| Answer {
            text,
            number: Decimal::new(digits, scale).normalize(),
            as_text,
            day: plans::day((2025, 4, 1)) + chrono::Days::new(days.unsigned_abs()),
            choice,
        })
}

fn layout(plan: &Plan, department: usize) -> FormLayout {
    let cycle = plan.running_cycle().expect("a cycle");
    let assignments = Assignments::of(plan, cycle);
    let departments = assignments.departments();
    let (department, parts) = &departments[department % departments.len()];
    FormLayout::new(plan, cycle, department, parts, &Beside::default())
}

/// The entry that an answer makes in an input, and what must be read of it.
fn typed(plan: &Plan, input: &Input, answer: &Answer) -> (Entry, Option<(Value, String)>) {
    match &input.kind {
        InputKind::ShortText | InputKind::LongText | InputKind::QualitativeActual => {
            let shown = answer.text.replace("\r\n", "\n").replace('\r', "\n");
            let outer = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
            let value = shown.trim_matches(outer).to_owned();
            let read = (!value.is_empty()).then_some((Value::Text(value), shown));
            (Entry::Text(answer.text.clone()), read)
        }
        InputKind::Number { .. } => {
            let text = answer.number.to_string();
            let entry = if answer.as_text {
                Entry::Text(text.clone())
            } else {
                Entry::Number(text.parse().expect("a number"))
            };
            (entry, Some((Value::Number(answer.number), text)))
        }
        InputKind::Date => {
            let day = answer.day.format("%Y-%m-%d").to_string();
            let parts: Vec<u32> = day.split('-').map(|p| p.parse().expect("a part")).collect();
            let year = i32::try_from(parts[0]).expect("a year");
            (
                Entry::Date(year, parts[1], parts[2]),
                Some((Value::Date(answer.day), day)),
            )
        }
        InputKind::Choice(list) => {
            let words: Vec<(String, String)> = match list {
                ListKind::Grade => plan
                    .grades
                    .iter()
                    .map(|g| (g.choice(), g.symbol.clone()))
                    .collect(),
                list => same(list.words()),
            };
            let (word, value) = words[answer.choice % words.len()].clone();
            (word.as_str().into(), Some((Value::Choice(value), word)))
        }
    }
}

fn same(words: &[&str]) -> Vec<(String, String)> {
    words
        .iter()
        .map(|w| ((*w).to_owned(), (*w).to_owned()))
        .collect()
}

/// The form with these answers in turn, and what must be read of it.
fn filled(plan: &Plan, layout: &FormLayout, answers: &[Answer]) -> (Vec<u8>, Read) {
    let cycle = plan.running_cycle().expect("a cycle");
    let form = blank_workbook::write(layout, cycle.inquiry_date).expect("a form");
    let (mut entries, mut wanted) = (Vec::new(), Read::new());
    for ((_, input), answer) in layout.inputs().zip(answers.iter().cycle()) {
        let (entry, read) = typed(plan, input, answer);
        let name = input.field.name();
        if let Some(read) = read {
            wanted.insert(name.clone(), read);
        }
        entries.push((name, entry));
    }
    let entries: Vec<(&str, Entry)> = entries
        .iter()
        .map(|(n, e)| (n.as_str(), e.clone()))
        .collect();
    (filling::fill(&form, &entries), wanted)
}

fn read(plan: &Plan, name: &str, form: Vec<u8>) -> Read {
    let cycle = plan.running_cycle().expect("a cycle");
    let file = Received {
        path: name.to_owned(),
        superseded_folder: false,
        bytes: Ok(form),
    };
    let intake = intake(plan, cycle, vec![file], &|| {});
    let submission = intake.submissions.first();
    let submission = submission.unwrap_or_else(|| panic!("{:#?}", intake.diagnostics));
    // What was filled stands in the inputs, and nothing of it beside them.
    let beside: Vec<_> = intake
        .diagnostics
        .iter()
        .filter(|d| d.code.id().starts_with('N'))
        .collect();
    assert!(beside.is_empty(), "{beside:#?}");
    let answers = submission.answers.iter();
    answers
        .map(|(field, answer)| {
            let told = || format!("{}: {answer:?} {:#?}", field.name(), intake.diagnostics);
            let value = answer.value.clone().unwrap_or_else(|| panic!("{}", told()));
            (field.name(), (value, answer.source.typed.clone()))
        })
        .collect()
}

/// Fields that were read otherwise than wanted, as both.
fn differing(read: &Read, wanted: &Read) -> Vec<String> {
    let names: BTreeSet<&String> = read.keys().chain(wanted.keys()).collect();
    names
        .into_iter()
        .filter(|name| read.get(*name) != wanted.get(*name))
        .map(|name| format!("{name}: {:?}, not {:?}", read.get(name), wanted.get(name)))
        .collect()
}

/// Rows above everything, and another name for every sheet of an item.
fn moved(layout: &FormLayout, form: &[u8], rows: u32, name: &str) -> Vec<u8> {
    let mut form = form.to_vec();
    for (at, sheet) in layout.sheets.iter().enumerate().skip(1) {
        form = filling::insert_rows_above(&form, &sheet.name, rows);
        form = filling::rename_sheet(&form, &sheet.name, &format!("{at}{name}{at}"));
    }
    form
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_filled_is_read(
        plan in plans::any_plan(),
        department in any::<usize>(),
        answers in prop::collection::vec(any_answer(any_text(any::<char>().prop_map(String::from))), 1..24),
        rows in 1_u32..40,
        name in "[ぁ-んA-Za-z0-9&<>'’（）！#$ 　①-⑳𠮷]{1,20}",
    ) {
        let layout = layout(&plan, department);
        let (form, wanted) = filled(&plan, &layout, &answers);
        let none = Vec::<String>::new();
        prop_assert_eq!(differing(&read(&plan, "01.xlsx", form.clone()), &wanted), none.clone());
        let moved = moved(&layout, &form, rows, &name);
        prop_assert_eq!(differing(&read(&plan, "01.xlsx", moved), &wanted), none);
    }
}

/// As much as a cell of Excel holds.
#[test]
fn a_text_of_32767_characters_is_read_whole() {
    let plan = plans::small();
    let layout = layout(&plan, 0);
    let long: String = "改革を進め、𠮷"
        .chars()
        .cycle()
        .take(28_671)
        .chain(['。'])
        .collect();
    assert_eq!(long.encode_utf16().count(), 32_767);
    let answer = Answer {
        text: long,
        number: Decimal::ONE,
        as_text: false,
        day: plans::day((2026, 5, 8)),
        choice: 0,
    };
    let (form, wanted) = filled(&plan, &layout, &[answer]);
    assert_eq!(
        differing(&read(&plan, "01.xlsx", form), &wanted),
        Vec::<String>::new()
    );
}

/// The texts of a plan that its forms show.
fn texts(plan: &mut Plan) -> impl Iterator<Item = &mut String> {
    let items = plan.items.iter_mut();
    let items = items.flat_map(|i| [Some(&mut i.title), i.situation.as_mut()]);
    let initiatives = plan.initiatives.iter_mut().map(|i| &mut i.text);
    let indicators = plan.indicators.iter_mut().flat_map(|i| {
        let targets = i.targets.values_mut().map(|t| match t {
            Target::Text(text) => Some(text),
            Target::Number(_) => None,
        });
        targets.chain([Some(&mut i.name)])
    });
    let all = items.chain(indicators).flatten();
    all.chain(initiatives).chain([&mut plan.profile.name])
}

/// Three forms of a fixed seed. What the other programs lose themselves is left out: LibreOffice a tab after a
/// line break in an .ods, openpyxl the escape of what looks like one.
fn samples() -> Vec<(Plan, Vec<u8>, Read)> {
    let mut runner = TestRunner::deterministic();
    let letters = "[ぁ-んァ-ヶ一-龠𠀀-𪛖a-zA-Z0-9①-⑳\u{e0100}-\u{e0110}]{1,4}";
    let answers = prop::collection::vec(any_answer(any_text(letters)), 24);
    let strategy = (plans::any_plan(), any::<usize>(), answers, 1_u32..20);
    (0..3)
        .map(|_| {
            let tree = strategy.new_tree(&mut runner).expect("a sample");
            let (mut plan, department, mut answers, rows) = tree.current();
            let typed = answers.iter_mut().map(|a| &mut a.text);
            for text in typed.chain(texts(&mut plan)) {
                *text = text.replace('\t', " ").replace("_x", "_");
            }
            let layout = layout(&plan, department);
            let (form, wanted) = filled(&plan, &layout, &answers);
            let form = moved(&layout, &form, rows, "改名 's");
            (plan, form, wanted)
        })
        .collect()
}

#[test]
fn what_libreoffice_saves_is_read() {
    let work = Work::empty();
    let samples = samples();
    let names: Vec<String> = (0..samples.len()).map(|at| format!("{at}.xlsx")).collect();
    for (name, (_, form, _)) in names.iter().zip(&samples) {
        work.put(name, form);
    }
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        work.root().display()
    );
    for ending in ["ods", "xlsx"] {
        let mut args = vec![
            profile.as_str(),
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            ending,
        ];
        args.extend(names.iter().map(String::as_str));
        work.tool("soffice", &args);
        for (at, (plan, _, wanted)) in samples.iter().enumerate() {
            let name = format!("{at}.{ending}");
            let saved = work.bytes(&format!("{ending}/{name}"));
            let differing = differing(&read(plan, &name, saved), wanted);
            assert!(differing.is_empty(), "{name}\n{}", differing.join("\n"));
        }
    }
}

#[test]
fn what_openpyxl_saves_is_read() {
    const SAVE: &str = "import sys, openpyxl\n\
        for name in sys.argv[1:]:\n    openpyxl.load_workbook(name).save('saved_' + name)";
    let work = Work::empty();
    let samples = samples();
    let names: Vec<String> = (0..samples.len()).map(|at| format!("{at}.xlsx")).collect();
    for (name, (_, form, _)) in names.iter().zip(&samples) {
        work.put(name, form);
    }
    let mut args = vec!["-c", SAVE];
    args.extend(names.iter().map(String::as_str));
    work.tool(python("openpyxl"), &args);
    for (name, (plan, _, wanted)) in names.iter().zip(&samples) {
        let saved = work.bytes(&format!("saved_{name}"));
        let differing = differing(&read(plan, name, saved), wanted);
        assert!(differing.is_empty(), "{name}\n{}", differing.join("\n"));
    }
}
