//! `next`: after a cycle is closed, the next one's folder and the rows that the register needs, and nothing written over.

use gyokaku::plan::register;

use crate::archive::{finished, returned};
use crate::fixture::{CYCLE, rows};

const ROWS: &str = "output/令和8年度/点検/計画台帳に足す行.xlsx";

#[test]
fn the_next_cycle_is_begun_with_rows_to_copy() {
    let mut plan = finished();
    plan.cycles[1].contributors_due = Some(crate::plans::day((2026, 4, 30)));
    let work = returned(&plan);
    work.run(&["next"])
        .ended(2)
        .says("O018")
        .says("確定した調査回が、まだありません");
    work.run(&["next", CYCLE])
        .ended(2)
        .says("まだ確定していません");
    work.run(&["close", CYCLE]).ended(0);
    let register = work.bytes("input/計画台帳.xlsx");
    // The plan ends with 令和8年度. 2027-04-10 is a Saturday, 2027-05-15 too; 2027-04-30 is a Friday.
    let said = work
        .run(&["next"])
        .ended(0)
        .says("次の回: 令和8年度（令和7年度の次）");
    let row = "令和8年度\t年度末\t2027/4/12\t2027/4/30\t2027/5/17\t実施中";
    assert!(said.stdout.contains(row), "{}", said.stdout);
    // 2027-07-06 is a Tuesday.
    let said = said.says("令和8年度\t年度末\t推進本部\t第1回\t2027/7/6\t個票\t資料2");
    assert!(
        said.stdout.contains("【会議】\n対象年度"),
        "{}",
        said.stdout
    );
    assert_eq!(work.bytes("input/計画台帳.xlsx"), register);
    assert!(work.root().join("input/令和8年度/提出").is_dir());
    let workbook = work.bytes(ROWS);
    assert_eq!(rows(&workbook, "進捗調査")[1][..2], ["令和8年度", "年度末"]);
    assert_eq!(rows(&workbook, "会議").len(), plan.meetings.len() + 1);

    // Nothing that is there is written over.
    work.put("input/令和8年度/事務局.xlsx", b"mine");
    work.run(&["next"]).ended(0).says("既にあるため、そのまま");
    assert_eq!(work.bytes("input/令和8年度/事務局.xlsx"), b"mine");
    work.remove("input/令和8年度/事務局.xlsx");
    work.run(&["next"]).ended(0).says("新規作成");
    let office = work.bytes("input/令和8年度/事務局.xlsx");
    assert!(register::office_texts::read(&office, "x").is_ok());

    // Once the rows stand in the register there are none to add.
    let mut later = plan.clone();
    let mut next = plan.cycles[1].clone();
    next.year = gyokaku::values::FiscalYear::new(2026);
    next.inquiry_date = crate::plans::day((2027, 4, 12));
    next.contributors_due = None;
    next.due = crate::plans::day((2027, 5, 17));
    next.state = gyokaku::plan::CycleState::Running;
    later.cycles.push(next);
    let meetings = plan.meetings.iter().cloned();
    let meetings: Vec<_> = meetings
        .map(|mut meeting| {
            meeting.year = gyokaku::values::FiscalYear::new(2026);
            meeting
        })
        .collect();
    later.meetings.extend(meetings);
    work.register(&later);
    work.run(&["next"]).ended(0).says("行が既にあります");

    // After the last year of the plan there is none.
    let mut shorter = plan.clone();
    shorter.profile.end = gyokaku::values::FiscalYear::new(2025);
    for indicator in &mut shorter.indicators {
        indicator.targets.retain(|year, _| year.western() < 2026);
    }
    work.register(&shorter);
    work.run(&["next"]).ended(2).says("最後の調査回");
}
