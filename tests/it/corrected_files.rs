//! Corrected forms beside those that they answer, over several rounds and from several 係.

use gyokaku::diagnostic::Diagnostic;

use crate::filling::{self, Entry};
use crate::fixture::filled;
use crate::plans;
use crate::several_files::{digest, errors, reported, statuses, taken, two_sections, value};

#[test]
fn a_correction_supersedes_all_files_that_it_answers() {
    let plan = plans::small();
    let (first, second) = two_sections(&plan);
    let answers = |round: &str, replaces: &str, result: &str| {
        let entries = [("in.initiative.2_1_1.result", result.into())];
        let corrected = filled(&plan, "02", &entries);
        let corrected = filling::set_meta(&corrected, "round", round);
        filling::set_meta(&corrected, "replaces", replaces)
    };
    let both = format!("{} {}", digest(&first).to_uppercase(), digest(&second));
    let third = answers("2", &both, "直した。");
    let fourth = answers("3", &digest(&third), "もう一度直した。");
    let intake = taken(
        &plan,
        &[
            ("b.xlsx", &first),
            ("c.xlsx", &second),
            ("a.xlsx", &third),
            ("d.xlsx", &fourth),
        ],
    );
    assert_eq!(
        statuses(&intake),
        [
            ("a.xlsx", "差替済"),
            ("b.xlsx", "差替済"),
            ("c.xlsx", "差替済"),
            ("d.xlsx", "受付済")
        ]
    );
    assert!(
        reported(&intake, "F010")
            .iter()
            .all(|d| d.message.contains("「d.xlsx」"))
    );
    let submission = &intake.submissions[0];
    assert_eq!(submission.round, 3);
    assert_eq!(submission.replaces, [digest(&third)]);
    let result = value(submission, "in.initiative.2_1_1.result");
    assert_eq!(result.as_deref(), Some("もう一度直した。"));
    assert_eq!(errors(&intake), Vec::<&Diagnostic>::new());
}

#[test]
fn two_sections_that_each_corrected_their_own_cells_are_put_together() {
    let plan = plans::small();
    let gone = "in.item.2_1.issue";
    let (first, second) = two_sections(&plan);
    let first = filling::fill(&first, &[(gone, "もうない課題".into())]);
    let both = format!("{} {}", digest(&first), digest(&second));
    let whole = [
        (gone, "もうない課題".into()),
        ("in.respondent.name", "田中、鈴木".into()),
        ("in.respondent.phone", "211、212".into()),
        ("in.respondent.note", "2-①だけです。\n2-②だけです。".into()),
        ("in.approval.name", "財政課長".into()),
        ("in.approval.date", Entry::Date(2026, 5, 8)),
    ];
    let issued = filling::set_meta(&filled(&plan, "02", &whole), "round", "2");
    let issued = filling::set_meta(&issued, "replaces", &both);
    let (one, two) = ("in.item.2_1.reason", "in.item.2_2.reason");
    let result = "in.initiative.2_2_1.result";
    let corrected = |entries: &[(&str, Entry)]| filling::fill(&issued, entries);
    let c1 = corrected(&[(one, "財政係が直した。".into()), (gone, Entry::Blank)]);
    let c2 = corrected(&[
        (two, "管財係が直した。".into()),
        (result, "同じ直し".into()),
    ]);
    let c3 = corrected(&[(result, "同じ直し".into())]);
    let files: &[(&str, &[u8])] = &[
        ("a.xlsx", &first),
        ("b.xlsx", &second),
        ("c1.xlsx", &c1),
        ("c2.xlsx", &c2),
        ("c3.xlsx", &c3),
    ];
    let intake = taken(&plan, files);
    assert_eq!(errors(&intake), Vec::<&Diagnostic>::new());
    let submission = &intake.submissions[0];
    assert_eq!(value(submission, one).as_deref(), Some("財政係が直した。"));
    assert_eq!(value(submission, two).as_deref(), Some("管財係が直した。"));
    assert_eq!(value(submission, result).as_deref(), Some("同じ直し"));
    assert!(!submission.answers.keys().any(|field| field.name() == gone));
    assert!(!submission.cells.keys().any(|field| field.name() == gone));
    // What stands as it was is reported at its own cell.
    let old: Vec<&str> = reported(&intake, "F019")
        .iter()
        .filter(|d| d.file.as_deref() == Some("c2.xlsx"))
        .map(|d| d.message.as_str())
        .collect();
    let cell = filling::place(&c1, one).expect("a place").1;
    let changed = format!(
        "2-① 評価の理由は、「c1.xlsx」（2-① {cell}）の「財政係が直した。」に改められています。"
    );
    assert!(old.contains(&changed.as_str()), "{old:?}");
    assert!(
        old.contains(&"2-① 課題は、「c1.xlsx」で空欄に改められています。"),
        "{old:?}"
    );

    // Two different corrections of one cell are a conflict as ever.
    let c4 = corrected(&[(one, "別の直し".into())]);
    let files: &[(&str, &[u8])] = &[
        ("a.xlsx", &first),
        ("b.xlsx", &second),
        ("c1.xlsx", &c1),
        ("c4.xlsx", &c4),
    ];
    let intake = taken(&plan, files);
    let conflicts: Vec<Option<&str>> = reported(&intake, "F020")
        .iter()
        .map(|d| d.found.as_deref())
        .collect();
    assert_eq!(conflicts, [Some("財政係が直した。")]);
}

#[test]
fn a_correction_that_took_something_out_is_not_contained_in_its_original() {
    let plan = plans::small();
    let whole = filled(&plan, "02", &[("in.item.2_1.issue", "不要な記入".into())]);
    let corrected = filled(&plan, "02", &[]);
    let corrected = filling::set_meta(&corrected, "round", "2");
    let intake = taken(&plan, &[("a.xlsx", &whole), ("b.xlsx", &corrected)]);
    assert_eq!(
        statuses(&intake),
        [("a.xlsx", "受付済"), ("b.xlsx", "受付済")]
    );
    // The later round stands for both, and what is taken from the earlier one is reported.
    assert_eq!(intake.submissions[0].file(), "b.xlsx");
    let from: Vec<Option<&str>> = reported(&intake, "F019")
        .iter()
        .map(|d| d.found.as_deref())
        .collect();
    assert_eq!(from, [Some("不要な記入")]);
}
