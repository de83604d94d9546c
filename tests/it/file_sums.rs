//! Files found = 受付済 + 差替済 + 受付不可, and nothing that a department wrote is lost, for any mixture of files
//! in any order.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use gyokaku::plan::Plan;
use gyokaku::submission::{Field, FileStatus, Intake, Received, intake};
use gyokaku::values::{Source, Sourced, Value};
use proptest::prelude::*;

use crate::filling::{self, Entry};
use crate::fixture::{filled, form, form_of};
use crate::plans;
use crate::several_files::{digest, only};

/// A file's bytes and what it gives alone.
struct Sample {
    bytes: Vec<u8>,
    answers: Vec<(Field, Sourced<Value>)>,
}

static PLAN: LazyLock<Plan> = LazyLock::new(plans::small);

/// Good forms, their parts, variants and corrections, and what is none.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let plan = &*PLAN;
    let mut all = vec![
        Vec::new(),
        b"%PDF-1.7\n".to_vec(),
        "課,値\n".into(),
        b"\x00\x01\x02".to_vec(),
        filled(&plans::named(), "01", &[]),
        form_of(plan, &plan.cycles[0], "02"),
    ];
    for (code, item) in [("01", "1_1"), ("02", "2_1"), ("02", "2_2")] {
        let reason = format!("in.item.{item}.reason");
        let name = "in.respondent.name";
        let whole = filled(plan, code, &[]);
        let part = only(plan, code, &[item], &[(name, "田中".into())]);
        let other = only(
            plan,
            code,
            &[item],
            &[(&reason, "違う理由".into()), (name, "鈴木".into())],
        );
        let corrected = filled(plan, code, &[(&reason, "直した理由".into())]);
        let corrected = filling::set_meta(&corrected, "round", "2");
        let both = format!("{} {}", digest(&part), digest(&other));
        let second = filling::set_meta(&corrected, "replaces", &both);
        let third = filling::set_meta(&corrected, "replaces", &digest(&second));
        let issue = format!("in.item.{item}.issue");
        let beside = filling::fill(&second, &[(&reason, Entry::Blank), (&issue, "課題".into())]);
        all.extend([
            whole[..900].to_vec(),
            whole,
            part,
            other,
            second,
            beside,
            third,
            form(plan, code),
        ]);
    }
    all.into_iter()
        .map(|bytes| {
            let alone = read(&[(String::from("a.xlsx"), bytes.clone(), false)]);
            let answers = alone.submissions.into_iter().flat_map(|s| s.answers);
            Sample {
                answers: answers.collect(),
                bytes,
            }
        })
        .collect()
});

fn read(files: &[(String, Vec<u8>, bool)]) -> Intake {
    let received = files
        .iter()
        .map(|(path, bytes, superseded_folder)| Received {
            path: path.clone(),
            superseded_folder: *superseded_folder,
            bytes: Ok(bytes.clone()),
        })
        .collect();
    intake(
        &PLAN,
        PLAN.running_cycle().expect("a cycle"),
        received,
        &|| {},
    )
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "01_総務課.xlsx",
        "調査票（最終）.xlsx",
        "財政課/ホ\u{309A}イント - コピー (1).xlsx",
        "０２＿修正版2.ods",
        "a b.pdf",
    ])
}

/// Whether what a file says in a field is in the record, or reported with its words.
fn kept(intake: &Intake, field: &Field, answer: &Sourced<Value>, file: &str) -> bool {
    // The texts for the office stand side by side.
    let beside = matches!(field, Field::Office(_));
    let used = intake
        .submissions
        .iter()
        .filter_map(|s| Some((s.answer(field)?.value.as_ref()?, answer.value.as_ref()?)))
        .any(|(merged, own)| merged == own || (beside && merged.text().contains(&own.text())));
    let Source { typed, .. } = &answer.source;
    let reported = intake.diagnostics.iter().any(|d| match d.code.id() {
        "F019" => d.file.as_deref() == Some(file) && d.found.as_ref() == Some(typed),
        "F020" => d.found.as_ref() == Some(typed) || d.message.contains(&format!("「{typed}」")),
        _ => false,
    });
    used || reported
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_file_is_counted_once_and_no_answer_is_lost(
        picked in prop::collection::vec((0..SAMPLES.len(), name(), prop::bool::weighted(0.1)), 0..14),
        turn in 0_usize..14,
    ) {
        let mut files: Vec<(String, Vec<u8>, bool)> = picked
            .iter()
            .enumerate()
            .map(|(at, (sample, name, aside))| {
                (format!("{at:02}/{name}"), SAMPLES[*sample].bytes.clone(), *aside)
            })
            .collect();
        let result = read(&files);
        let count = |status| result.files.iter().filter(|f| f.status == status).count();
        let all = count(FileStatus::Accepted) + count(FileStatus::Superseded) + count(FileStatus::Refused);
        prop_assert_eq!(all, files.len());
        let paths: BTreeSet<&str> = result.files.iter().map(|f| f.path.as_str()).collect();
        prop_assert_eq!(paths.len(), files.len());

        // What was not accepted is named; what was accepted stands in one submission, at most one for a department.
        for file in result.files.iter().filter(|f| f.status != FileStatus::Accepted) {
            prop_assert!(result.diagnostics.iter().any(|d| d.file.as_ref() == Some(&file.path)));
        }
        let departments: BTreeSet<&str> = result.submissions.iter().map(|s| s.department.as_str()).collect();
        prop_assert_eq!(departments.len(), result.submissions.len());
        let mut merged: Vec<&str> = result
            .submissions
            .iter()
            .flat_map(|s| s.files.iter().map(|f| f.path.as_str()))
            .collect();
        merged.sort_unstable();
        let accepted = result.files.iter().filter(|f| f.status == FileStatus::Accepted);
        prop_assert_eq!(merged, accepted.map(|f| f.path.as_str()).collect::<Vec<_>>());

        // A department is never left without a file because its files answer each other.
        for file in result.files.iter().filter(|f| f.status == FileStatus::Superseded) {
            let at = result.files.iter().position(|f| f.path == file.path).expect("it");
            let answered = || file.department.as_deref().is_some_and(|d| departments.contains(d));
            prop_assert!(picked[at].2 || answered(), "{}", file.path);
        }

        // Answers of files that nothing answers and nobody set aside.
        for (at, file) in result.files.iter().enumerate() {
            let replaced = result.diagnostics.iter().any(|d| {
                d.code.id() == "F010" && d.file.as_ref() == Some(&file.path) && d.message.contains("差")
            });
            if replaced {
                continue;
            }
            for (field, answer) in &SAMPLES[picked[at].0].answers {
                let lost = !kept(&result, field, answer, &file.path);
                prop_assert!(!lost, "{}: {:?} {:?}", file.path, field, answer);
            }
        }

        // The order in which the files are found is no matter.
        let turned = turn.min(files.len());
        files.rotate_left(turned);
        let again = read(&files);
        prop_assert_eq!(format!("{result:?}"), format!("{again:?}"));
    }
}
