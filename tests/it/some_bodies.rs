//! `report --for`: papers of some bodies alone, while those of the others stay as they are.

use crate::fixture::{Run, Work};
use crate::plans;

#[test]
fn only_the_papers_that_are_asked_for_are_made_again() {
    let mut plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    work.all_returned(&plan, &cycle, |_, form| form);
    work.report().ended(0);
    let before = work.outputs();
    let state = |work: &Work, body: &str| work.record()["made_from"][body].clone();
    let first = state(&work, "公表");
    assert!(first.is_string());
    assert_eq!(state(&work, "推進本部"), first);

    plan.items[0].title.push_str("（改称）");
    work.register(&plan);
    let some: Run = work
        .run(&["report", "--for", "懇談会", "推進本部"])
        .ended(0);
    some.says("幹事会、公表の資料は、前に作ったときのままです。その後に記録が変わっている");
    let after = work.outputs();
    let paths = |all: &std::collections::BTreeMap<String, Vec<u8>>| -> Vec<String> {
        all.keys().cloned().collect()
    };
    assert_eq!(paths(&before), paths(&after));
    for (path, bytes) in &after {
        let stays = path.contains("/幹事会/") || path.contains("/公表/");
        let made = path.contains("/懇談会/") || path.contains("/推進本部/");
        assert!(!stays || before[path] == *bytes, "{path}");
        assert!(
            !made || !path.ends_with("個票.pdf") || before[path] != *bytes,
            "{path}"
        );
    }
    assert_eq!(state(&work, "公表"), first);
    assert_ne!(state(&work, "懇談会"), first);
    let listed = work.record()["outputs"].to_string();
    assert!(listed.contains("公表/推進状況報告書.pdf"), "{listed}");

    work.run(&["report", "--for", "議会"]).ended(2).says("議会");
}
