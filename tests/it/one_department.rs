//! `forms --department` and `check --department`: one department's files alone; those of the others stay.

use std::collections::BTreeMap;

use crate::filling::{self, Entry};
use crate::fixture::Work;
use crate::plans;

fn below(work: &Work, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let files = work.tree(folder).into_iter();
    files
        .map(|path| (path.clone(), work.bytes(&path)))
        .collect()
}

#[test]
fn forms_of_one_department_leave_the_others() {
    let plan = plans::small();
    let work = Work::new(&plan);
    for asked in ["02", "財政課", "２"] {
        let run = work.run(&["forms", "--department", asked]);
        if asked == "２" {
            run.ended(2).says("O019");
            continue;
        }
        run.ended(0).says("調査票 1件");
        assert_eq!(
            work.tree("output/令和7年度/様式"),
            ["output/令和7年度/様式/02_財政課_進捗状況調査票.xlsx"]
        );
        let letters = work.tree("output/令和7年度/点検");
        assert!(!letters.is_empty() && letters.iter().all(|path| path.contains("財政課")));
    }
    work.run(&["forms"]).ended(0);
    let all = below(&work, "output/令和7年度");
    // The register changes; one department's form is made anew.
    let mut later = plan.clone();
    later.items[0].title = "人材の確保".to_owned();
    later.items[1].title = "歳入の増加".to_owned();
    work.register(&later);
    work.run(&["forms", "--department", "財政課"]).ended(0);
    let now = below(&work, "output/令和7年度");
    let changed: Vec<&String> = all.keys().filter(|path| all[*path] != now[*path]).collect();
    let form = "output/令和7年度/様式/02_財政課_進捗状況調査票.xlsx".to_owned();
    assert!(changed.contains(&&form), "{changed:?}");
    let own = |path: &&&String| path.contains("財政課") || path.ends_with("/forms.json");
    assert!(changed.iter().all(|path| own(&path)), "{changed:?}");
    // The digests of the others are still known: none of them counts as edited.
    work.register(&plan);
    work.run(&["forms"]).ended(0).says("上書きせず 0");
    assert_eq!(below(&work, "output/令和7年度"), all);
    let unknown = work.run(&["forms", "--department", "財務課"]).ended(2);
    unknown.says("O019").says("似た名前の課: 財政課");
}

#[test]
fn the_check_of_one_department_leaves_the_others() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let wrong: [(&str, Entry); 1] = [("in.item.1_1.grade", "なし".into())];
    let wrong_too: [(&str, Entry); 1] = [("in.item.2_1.grade", "なし".into())];
    let cycle = &plan.cycles[1];
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &wrong),
        "02" => filling::fill(&form, &wrong_too),
        _ => form,
    });
    work.run(&["check"]).ended(1);
    let before = below(&work, "output/令和7年度");
    let asking = "output/令和7年度/点検/確認依頼/01_総務課.xlsx";
    assert!(before.contains_key(asking));
    // 総務課 is right now; its 確認依頼 goes, that of 財政課 stays.
    work.all_returned(&plan, cycle, |code, form| match code {
        "02" => filling::fill(&form, &wrong_too),
        _ => form,
    });
    let run = work
        .run(&["check", "--department", "総務課"])
        .ended(0)
        .says("総務課　提出済");
    assert!(!run.stdout.contains("財政課"), "{}", run.stdout);
    let after = below(&work, "output/令和7年度");
    assert!(!after.contains_key(asking));
    let letter = "output/令和7年度/点検/案内文/総務課.txt";
    assert_ne!(before[letter], after[letter]);
    for path in before
        .keys()
        .filter(|path| !path.contains("総務課") && !path.ends_with(".json"))
    {
        assert_eq!(before[path], after[path], "{path}");
    }
    let run = work
        .run(&["check", "--department", "02"])
        .ended(1)
        .says("V004");
    assert!(!run.stdout.contains("総務課"), "{}", run.stdout);
    // The next check of all removes what it no longer writes, and knows the rest.
    work.all_returned(&plan, cycle, |_, form| form);
    work.run(&["check"]).ended(0);
    assert!(!work.exists("output/令和7年度/点検/確認依頼"));
}
