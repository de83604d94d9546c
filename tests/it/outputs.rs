//! Outputs are whole and current: stale ones go, other files stay, an edited form is never lost; names of files and
//! departments are compared in NFC.

use crate::fixture::{Work, filled, value};
use crate::plans;

#[test]
fn stale_outputs_go_and_other_files_stay() {
    let mut plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    work.all_returned(&plan, &cycle, |_, form| form);
    work.report().ended(0);
    let old = "output/令和7年度/推進本部/資料1_推進状況報告書.pdf";
    let minutes = "output/令和7年度/推進本部/議事録.docx";
    assert!(work.exists(old));
    work.put(minutes, b"minutes")
        .put("output/メモ.txt", b"memo");

    plan.profile.report_name = "進捗報告書".to_owned();
    plan.meetings
        .retain(|m| m.document.as_deref() != Some("集計表"));
    work.register(&plan);
    work.report().ended(0);
    let files = work.tree("output/令和7年度/推進本部");
    let folder = "output/令和7年度/推進本部";
    // 会議 still numbers 推進状況報告書: what the report was called is known as the report.
    assert_eq!(
        files,
        [
            format!("{folder}/参考資料.pdf"),
            format!("{folder}/実施項目一覧.pdf"),
            format!("{folder}/議事録.docx"),
            format!("{folder}/資料1_進捗報告書.pdf"),
            format!("{folder}/資料2_個票.pdf"),
            format!("{folder}/集計表.xlsx"),
        ]
    );
    assert_eq!(work.bytes(minutes), b"minutes");
    assert_eq!(work.bytes("output/メモ.txt"), b"memo");
    let listed = &work.record()["outputs"];
    let listed: Vec<&str> = listed
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|p| p.as_str())
        .collect();
    assert!(listed.contains(&"推進本部/資料1_進捗報告書.pdf"));
    assert!(!listed.contains(&"推進本部/資料1_推進状況報告書.pdf"));
}

#[test]
fn an_edited_form_is_kept_and_named() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.run(&["forms"])
        .ended(0)
        .says("作成 3、変更なし 0、上書きせず 0");
    let edited = "output/令和7年度/様式/01_総務課_進捗状況調査票.xlsx";
    let issued = work.bytes(edited);
    let filled = filled(&plan, "01", &[]);
    work.put(edited, &filled);

    work.run(&["forms"])
        .ended(0)
        .says("O005")
        .says(edited)
        .says("上書きせず 1");
    assert_eq!(work.bytes(edited), filled);
    // A second time, too: what was kept does not count as written.
    work.run(&["forms"]).ended(0).says("上書きせず 1");
    assert_eq!(work.bytes(edited), filled);
    work.run(&["forms", "--force"])
        .ended(0)
        .says("作成 1、変更なし 2");
    assert_eq!(work.bytes(edited), issued);
}

#[test]
fn a_form_that_is_no_longer_made_goes_unless_it_was_edited() {
    let mut plan = plans::small();
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0);
    let (treasury, citizens) = (
        "output/令和7年度/様式/02_財政課_進捗状況調査票.xlsx",
        "output/令和7年度/様式/03_市民課_進捗状況調査票.xlsx",
    );
    work.put(citizens, &filled(&plan, "03", &[]));
    plan.items.truncate(1);
    plan.initiatives.truncate(1);
    plan.indicators.truncate(2);
    work.register(&plan);
    work.run(&["forms"]).ended(0).says(citizens).says("削除 1");
    assert!(!work.exists(treasury) && work.exists(citizens));
}

/// A Mac sends カ + ゛ where the register has ガ.
#[test]
fn names_are_compared_in_nfc() {
    let mut plan = plans::small();
    plan.departments[0].name = "ガイド課".to_owned();
    plan.items[0].leads = vec!["カ\u{3099}イト\u{3099}課".to_owned()];
    for initiative in &mut plan.initiatives[..2] {
        let guides = vec!["カ\u{3099}イト\u{3099}課".to_owned()];
        initiative.responsible = gyokaku::plan::Responsible::Departments(guides);
    }
    for indicator in &mut plan.indicators[..2] {
        indicator.department = "ガイド課".to_owned();
    }
    let work = Work::new(&plan);
    work.run(&["forms"]).ended(0).says("調査票 2件");
    let form = work.bytes("output/令和7年度/様式/01_ガイド課_進捗状況調査票.xlsx");
    let form = crate::filling::fill_all(&form);
    work.returned("カ\u{3099}イト\u{3099}課（最終）.xlsx", &form);
    work.returned("02.xlsx", &filled(&plans::small(), "02", &[]));
    work.report().ended(0).says("課 2 ＝ 提出済 2 ＋ 未提出 0");
    let record = work.record();
    assert_eq!(value(&record, "1-1", "lead"), "ガイド課");
    assert_eq!(record["departments"][0]["file"], "ガイド課（最終）.xlsx");
    assert_eq!(
        value(&record, "1-1", "grade")["source"]["file"],
        "ガイド課（最終）.xlsx"
    );
}
