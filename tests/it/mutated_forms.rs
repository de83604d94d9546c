//! Two thousand forms, each damaged in its own way, from one fixed seed: every one gets exactly one answer, and
//! nothing in the program or its libraries panics on the way. Most parts are damaged before they are packed, since a
//! damaged package mostly fails its checksums.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use gyokaku::form::returned_workbook::{self, Rejection};
use gyokaku::form::{Beside, FormLayout};
use gyokaku::plan::{Cycle, Plan};
use gyokaku::submission::{FileStatus, Received, account, intake, read_form};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::filling::{self, Entry};
use crate::fixture::{Work, filled, layout_of, parts};
use crate::plans;

/// The body of the fuzz target, which is a crate of its own.
#[path = "../fuzz/returned_form.rs"]
mod returned_form;

const FORMS: usize = 2_000;
const SEED: u64 = 20_260_410;

/// A generator that gives the same numbers on every machine (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

type Parts = Vec<(String, Vec<u8>)>;

/// Values that no program writes into these attributes.
const VALUES: &[&str] = &[
    "",
    "-1",
    "0",
    "1048577",
    "4294967295",
    "18446744073709551616",
    "1e308",
    "NaN",
    "XFE1",
    "A0",
    "ＡＡ１",
    "../../../etc/passwd",
    "#REF!",
    "&#x10FFFF;",
    "&lt;&amp;",
    "shared",
    "s",
    "collapse",
    "rId1",
    "in.item.1_1.grade",
];

/// A form with something of everything that the reader reads.
fn full_form(plan: &Plan) -> Vec<u8> {
    let form = filled(
        plan,
        "01",
        &[
            ("in.indicator.1_1_k1.actual", Entry::Percent(0.985)),
            ("in.approval.date", Entry::Date(2026, 5, 8)),
            (
                "in.indicator.1_1_k2.actual",
                Entry::Formula {
                    text: "10+20".to_owned(),
                    cached: Some("30".to_owned()),
                },
            ),
        ],
    );
    let sheet = "1-①";
    let (_, reason) = filling::place(&form, "in.item.1_1.reason").expect("a place");
    let form = filling::strike(&form, sheet, &reason, Some(2));
    let form = filling::set_cell(&form, sheet, "H30", &"欄外".into());
    let form = filling::hide_rows(&form, sheet, 30, 32);
    let form = filling::hide_columns(&form, sheet, "H", "J");
    let form = filling::add_thread(&form, sheet, "C12", &[("課長", "確認"), ("係長", "済")]);
    let form = filling::add_text_box(&form, sheet, "F20", "箱の中");
    let form = filling::add_picture(&form, sheet, "G8");
    let form = filling::add_sheet(&form, "別紙", &[("B2", "別紙の答え".into())]);
    filling::copy_sheet(&form, sheet, "1-① (2)")
}

/// The same as LibreOffice saves it.
fn as_open_document(form: &[u8]) -> Vec<u8> {
    let work = Work::empty();
    work.put("form.xlsx", form);
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        work.root().display()
    );
    work.tool(
        "soffice",
        &[&profile, "--headless", "--convert-to", "ods", "form.xlsx"],
    );
    work.bytes("form.ods")
}

/// A package of these parts, not compressed: that is quicker, and damages reach the reader the same.
fn packed(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        // A name twice is refused by the writer; the swap of contents covers what it would show.
        if zip.start_file(name, options).is_ok() {
            zip.write_all(content).expect("a part's content");
        }
    }
    zip.finish().expect("a package").into_inner()
}

/// One damaged form; `way` goes round so that each way is taken equally often.
fn mutated(original: &Parts, way: usize, random: &mut Random) -> Vec<u8> {
    let mut parts = original.clone();
    let xml: Vec<usize> = (0..parts.len())
        .filter(|at| {
            [".xml", ".rels"]
                .iter()
                .any(|end| parts[*at].0.ends_with(end))
        })
        .collect();
    let at = *random.of(&xml);
    match way % 10 {
        0 => flip(&mut parts[at].1, random),
        1 => {
            let length = random.below(parts[at].1.len());
            parts[at].1.truncate(length);
        }
        2 => {
            let other = *random.of(&xml);
            let content = std::mem::take(&mut parts[at].1);
            parts[at].1 = std::mem::replace(&mut parts[other].1, content);
        }
        3 => {
            parts.remove(at);
        }
        4 => elements(&mut parts[at].1, random, |before, element, after| {
            [before, element, element, after].concat()
        }),
        5 => elements(&mut parts[at].1, random, |before, _, after| {
            [before, after].concat()
        }),
        6 | 7 => {
            for _ in 0..=random.below(4) {
                attribute(&mut parts[at].1, random);
            }
        }
        8 => {
            let mut package = packed(&parts);
            flip(&mut package, random);
            return package;
        }
        _ => {
            let mut package = packed(&parts);
            package.truncate(random.below(package.len()));
            return package;
        }
    }
    packed(&parts)
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
    }
}

/// Puts a stretch from one `<` to a later one elsewhere or away.
fn elements(
    bytes: &mut Vec<u8>,
    random: &mut Random,
    change: impl Fn(&[u8], &[u8], &[u8]) -> Vec<u8>,
) {
    let opens: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'<').collect();
    if opens.is_empty() {
        return;
    }
    let first = random.below(opens.len());
    let last = (first + 1 + random.below(6)).min(opens.len() - 1);
    let (start, end) = (opens[first], opens[last].max(opens[first]));
    *bytes = change(&bytes[..start], &bytes[start..end], &bytes[end..]);
}

/// Gives an attribute another value.
fn attribute(bytes: &mut Vec<u8>, random: &mut Random) {
    let quotes: Vec<usize> = (1..bytes.len())
        .filter(|at| bytes[*at] == b'"' && bytes[*at - 1] == b'=')
        .collect();
    if quotes.is_empty() {
        return;
    }
    let start = random.of(&quotes) + 1;
    let length = bytes[start..].iter().position(|b| *b == b'"');
    let end = start + length.unwrap_or(0);
    let value = random.of(VALUES).as_bytes();
    *bytes = [&bytes[..start], value, &bytes[end..]].concat();
}

/// What became of a file, in one word.
fn answer(plan: &Plan, cycle: &Cycle, layout: &FormLayout, bytes: Vec<u8>) -> &'static str {
    let read = returned_workbook::read(&bytes);
    if let Ok(workbook) = &read {
        let (submission, _) = read_form(plan, layout, workbook, "01.xlsx", "");
        assert_eq!(submission.file(), "01.xlsx");
        let (sums, _) = account(layout, workbook, "01.xlsx");
        let sheets = workbook.sheets.iter().chain(&workbook.own_sheets);
        let cells: usize = sheets.map(|s| s.cells.len()).sum();
        assert!(sums.all() <= cells, "{sums:?} of {cells}");
    }
    let file = Received {
        path: "01.xlsx".to_owned(),
        superseded_folder: false,
        bytes: Ok(bytes),
    };
    let intake = intake(plan, cycle, vec![file], &|| {});
    assert_eq!(intake.files.len(), 1, "one answer for the file");
    let of_file = |code: char| {
        intake
            .diagnostics
            .iter()
            .any(|d| d.file.as_deref() == Some("01.xlsx") && d.code.id().starts_with(code))
    };
    match (&read, &intake.files[0].status) {
        (Err(Rejection::Damaged(why)), _) => {
            assert!(!why.contains("内部エラー"), "a panic: {why}");
            assert!(of_file('F'));
            "damaged"
        }
        (Err(_), _) => {
            assert!(of_file('F'));
            "refused"
        }
        (Ok(_), FileStatus::Accepted) => {
            assert_eq!(intake.submissions.len(), 1);
            "accepted"
        }
        (Ok(_), _) => {
            assert!(of_file('F'));
            "not this form"
        }
    }
}

#[test]
fn every_mutated_form_gets_one_answer() {
    let plan = plans::small();
    let cycle = plan.running_cycle().expect("a cycle").clone();
    let layout = layout_of(&plan, &cycle, "01", &Beside::default());
    let form = full_form(&plan);
    let originals = [parts(&form), parts(&as_open_document(&form))];
    for original in &originals {
        let read = answer(&plan, &cycle, &layout, packed(original));
        assert_eq!(read, "accepted", "before any damage");
    }
    let mut random = Random(SEED);
    let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 0..FORMS {
        let bytes = mutated(&originals[round % 2], round / 2, &mut random);
        *answers
            .entry(answer(&plan, &cycle, &layout, bytes))
            .or_default() += 1;
    }
    assert_eq!(answers.values().sum::<usize>(), FORMS);
    // The damages reach every layer: some are seen by the package, some by the XML, some by nothing at all.
    for word in ["accepted", "damaged", "refused"] {
        assert!(answers.get(word).is_some_and(|n| *n > 10), "{answers:?}");
    }
}

/// The fuzz target answers for a form, for what is none, and for nothing.
#[test]
fn the_fuzz_target_runs() {
    let form = full_form(&plans::small());
    for bytes in [form.as_slice(), &form[..form.len() / 2], b"PK\x03\x04", b""] {
        returned_form::check(bytes);
    }
}
