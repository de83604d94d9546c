//! The same input gives the same bytes, wherever the working directory lies and however many threads work.

use crate::fixture::{Work, contains, parts};
use crate::plans;

#[test]
fn two_runs_and_two_places_give_the_same_bytes() {
    let plan = plans::small();
    let cycle = plan.running_cycle().expect("a cycle");
    let place = || {
        let work = Work::new(&plan);
        work.all_returned(&plan, cycle, |_, form| form);
        // One missing, so that diagnostics are among what is compared.
        work.remove("input/令和7年度/提出/03.xlsx");
        work
    };
    let (here, there) = (place(), place());
    for args in [["forms"], ["report"]] {
        let run = here.run(&args);
        let alone = there
            .command(&args)
            .env("RAYON_NUM_THREADS", "1")
            .env("TZ", "America/New_York")
            .env("LANG", "C")
            .output()
            .expect("the program");
        assert_eq!(run.stdout.as_bytes(), alone.stdout, "{args:?}");
    }
    let first = here.outputs();
    assert!(first.len() > 12, "{:?}", first.keys());
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        there.outputs().keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &first {
        assert!(
            *bytes == there.bytes(path),
            "{path} differs in another place"
        );
    }

    here.run(&["forms"]).ended(0).says("変更なし 3");
    here.report().ended(1);
    for (path, bytes) in &first {
        assert!(*bytes == here.bytes(path), "{path} differs in a second run");
    }
    assert_eq!(first.len(), here.outputs().len());
    nothing_of_the_place(&here);
}

/// No absolute path, and no file left behind.
fn nothing_of_the_place(work: &Work) {
    let root = work.root().display().to_string();
    let folder = work
        .root()
        .parent()
        .expect("a folder")
        .display()
        .to_string();
    for path in work.tree("output") {
        let bytes = work.bytes(&path);
        let mut all = vec![bytes.clone()];
        if path.ends_with(".xlsx") {
            all.extend(parts(&bytes).into_iter().map(|(_, content)| content));
        }
        for place in [&root, &folder] {
            assert!(!all.iter().any(|b| contains(b, place.as_bytes())), "{path}");
        }
        assert!(
            !path.contains(".gyokaku") && !path.contains(".tmp"),
            "{path}"
        );
    }
    assert_eq!(
        work.tree("")
            .iter()
            .filter(|p| !p.starts_with("input/") && !p.starts_with("output/"))
            .count(),
        0
    );
}
