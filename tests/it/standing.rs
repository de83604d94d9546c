//! What `gyokaku` says without a command: where the work stands, and what to do next.

use crate::fixture::{CYCLE, Run, Work};
use crate::plans;

fn standing(work: &Work) -> Run {
    work.run(&[])
}

#[test]
fn the_next_step_follows_from_what_is_there() {
    let plan = plans::small();
    let work = Work::new(&plan);
    standing(&work)
        .ended(0)
        .says("調査票　まだありません")
        .says("課 3 ＝ 提出済 0（うち要確認 0） ＋ 未提出 3")
        .says("gyokaku forms 又は「1_調査票を作る」");

    work.run(&["forms"]).ended(0);
    let run = standing(&work)
        .ended(0)
        .says("調査票　3件（output/令和7年度/様式/）")
        .says("input/令和7年度/提出/ に置きます");
    assert!(!run.stdout.contains("gyokaku forms"), "{}", run.stdout);

    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.remove("input/令和7年度/提出/03.xlsx");
    standing(&work)
        .says("ファイル 2件")
        .says("未提出の1課に")
        .says("gyokaku check 又は「2_点検する」")
        .says("資料　　まだありません");

    work.all_returned(&plan, cycle, |_, form| form);
    work.report().ended(0);
    let run = standing(&work).ended(0).says("gyokaku close 令和7年度");
    assert!(!run.stdout.contains("資料　　まだ"), "{}", run.stdout);
    assert!(!run.stdout.contains("未提出の"), "{}", run.stdout);
}

#[test]
fn it_is_asked_for_by_a_folder_alone_and_writes_nothing() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let root = work.root().to_str().expect("a text");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_gyokaku"))
        .arg(root)
        .output();
    Run::of(run.expect("the program")).ended(0).says(CYCLE);
    assert_eq!(work.tree("output"), Vec::<String>::new());
}

#[test]
fn without_a_register_it_says_how_to_begin() {
    let work = Work::empty();
    standing(&work)
        .ended(2)
        .says("O001")
        .says("gyokaku init（又は「0_新しく始める」）")
        .says("用法: gyokaku");
    work.put("input/計画台帳.xlsx", b"x");
    standing(&work).ended(2).says("R001");
    // The folder below the one that is meant.
    Work::run_at(&work.root().join("input"), &["check"])
        .ended(2)
        .says("1つ上のフォルダー");
}
