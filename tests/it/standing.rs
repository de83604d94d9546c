//! What `gyokaku status` says, also without a command: where the work stands, and what to do next. What it says of the samples on
//! five days stands in tests/status; `GYOKAKU_WRITE_GOLDEN=1` writes that anew.

#![expect(
    clippy::disallowed_methods,
    reason = "goldens are read from tests/status, and written where that is asked for"
)]

use std::path::Path;

use gyokaku::plan::{CycleState, Plan, register};
use serde_json::Value as Json;

use crate::filling::{self, Entry};
use crate::fixture::{CYCLE, Run, Work, form_of};
use crate::plans;
use crate::samples::samples;

fn standing(work: &Work) -> Run {
    work.run(&[])
}

fn sample_plan(work: &Work) -> Plan {
    let read = register::read(&work.bytes("input/計画台帳.xlsx"), "計画台帳.xlsx").0;
    read.expect("the register of the samples")
}

/// What it says on a day is what was approved.
#[track_caller]
fn as_approved(work: &Work, name: &str, day: &str) {
    let said = work.run(&["status", "--today", day]).ended(0).stdout;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/status/{name}.txt"));
    if std::env::var_os("GYOKAKU_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("tests/status");
        std::fs::write(&path, &said).expect("a golden");
    }
    let approved = std::fs::read_to_string(&path).expect("a golden");
    assert_eq!(said, approved, "{name}");
}

#[test]
fn on_five_days_of_the_samples_it_says_what_was_approved() {
    let work = samples();
    let plan = sample_plan(&work);
    let forms = "input/令和7年度/提出";
    let all: Vec<(String, Vec<u8>)> = work
        .tree(forms)
        .into_iter()
        .map(|f| (f.clone(), work.bytes(&f)))
        .collect();
    work.remove(forms);
    as_approved(&work, "1_照会の前", "2026-04-06");

    work.run(&["forms"]).ended(0);
    for (path, bytes) in all
        .iter()
        .filter(|(path, _)| !path.contains("18_") && !path.contains("11_") && !path.contains("02_"))
    {
        work.put(path, bytes);
    }
    as_approved(&work, "2_提出期限の前", "令和8年5月11日");

    // One answer is none, one file can't be read, and the departments were asked.
    let faulty: [(&str, Entry); 1] = [("in.respondent.phone", "9999".into())];
    let cycle = plan.running_cycle().expect("a cycle");
    let form = filling::fill_all(&form_of(&plan, cycle, "02"));
    let form = filling::fill(&form, &faulty);
    let lead = form_with_grade(&plan, &form, "よい");
    work.returned("02_企画政策課.xlsx", &lead);
    work.returned("11_地域推進課.xlsx", b"%PDF-1.7");
    work.run(&["check"]).ended(1);
    as_approved(&work, "3_提出期限の後", "R8.5.18");

    work.remove("input/令和7年度/提出/02_企画政策課.xlsx");
    work.remove("input/令和7年度/提出/11_地域推進課.xlsx");
    for (path, bytes) in &all {
        work.put(path, bytes);
    }
    as_approved(&work, "4_会議の前", "2026-06-15");

    let mut closed = plan.clone();
    for cycle in &mut closed.cycles {
        cycle.state = CycleState::Closed;
    }
    work.register(&closed);
    work.run(&["close", CYCLE]).ended(0);
    as_approved(&work, "5_確定の後", "2026-09-24");
}

/// The form of 02 with this grade of the first item that it leads.
fn form_with_grade(plan: &Plan, form: &[u8], grade: &str) -> Vec<u8> {
    let lead = "企画政策課".to_owned();
    let item = plan.items.iter().find(|i| i.leads.contains(&lead));
    let name = format!("in.item.{}.grade", item.expect("an item").id.in_name());
    filling::fill(form, &[(&name, grade.into())])
}

#[test]
fn as_json_it_says_the_same() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work.remove("input/令和7年度/提出/03.xlsx");
    let run = work.run(&["status", "--format", "json", "--today", "2026-05-18"]);
    let json: Json = serde_json::from_str(&run.ended(0).stdout).expect("JSON alone");
    assert_eq!(json["cycle"], "令和7年度");
    assert_eq!(json["state"], "実施中");
    assert_eq!(json["today"], "2026-05-18");
    let due = json["deadlines"].as_array().expect("deadlines");
    let due = due
        .iter()
        .find(|d| d["name"] == "提出期限")
        .expect("a deadline");
    assert_eq!(
        (&due["date"], &due["days"]),
        (&"2026-05-15".into(), &(-3).into())
    );
    let states = json["departments"].as_array().expect("departments");
    let states: Vec<&str> = states.iter().filter_map(|d| d["state"].as_str()).collect();
    assert_eq!(states[2], "未提出");
    assert!(
        json["blocks"][0]
            .as_str()
            .expect("a text")
            .contains("市民課")
    );
    assert!(
        json["next"][0]
            .as_str()
            .expect("a text")
            .contains("提出をお願いします")
    );

    let empty = Work::empty();
    let run = empty.run(&["status", "--format", "json"]).ended(2);
    let json: Json = serde_json::from_str(&run.stdout).expect("JSON alone");
    assert_eq!(json["cycle"], Json::Null);
    assert!(
        json["next"][1]
            .as_str()
            .expect("a text")
            .contains("gyokaku init")
    );
    assert_eq!(json["diagnostics"][0]["code"], "O001");
}

/// From the asking to the answer: a department moves from 確認中 over 返答待ち to 済.
#[test]
fn a_department_moves_with_what_it_sends_and_is_asked() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.grade", "よい".into())]),
        _ => form,
    });
    let says = |text: &str| {
        work.run(&["status", "--today", "2026-05-18"])
            .ended(0)
            .says(text)
    };
    says("確認中    総務課（誤り 1").says("確認中の1課について");
    work.run(&["check"]).ended(1);
    says("返答待ち  総務課（確認依頼1回目、誤り 1")
        .says("返答待ちの1課に、点検/案内文/ の下書き（.eml）で");

    // Sent back with another fault: the old 確認依頼 asks about something else now.
    let asked = work.output("点検/確認依頼/01_総務課.xlsx");
    let again = filling::fill(&asked, &[("in.item.1_1.grade", "わるい".into())]);
    work.returned("01_再.xlsx", &again);
    says("確認中    総務課（誤り 1");
    work.run(&["check"]).ended(1);
    says("返答待ち  総務課（確認依頼2回目");

    let asked = work.output("点検/確認依頼/01_総務課.xlsx");
    let right = filling::fill(&asked, &[("in.item.1_1.grade", "B".into())]);
    work.returned("01_再々.xlsx", &right);
    says("課 3 ＝ 未提出 0 ＋ 返答待ち 0 ＋ 確認中 0 ＋ 済 3");
}

/// When no cycle runs any more, the one that was closed last is what there is work on.
#[test]
fn without_a_running_cycle_the_last_one_is_shown() {
    let mut plan = plans::small();
    plan.cycles[1].state = CycleState::Closed;
    let work = Work::new(&plan);
    standing(&work).ended(0).says("令和7年度（確定）");
    plan.cycles[1].state = CycleState::Published;
    let mut coming = plan.cycles[1].clone();
    coming.year = gyokaku::values::FiscalYear::new(2026);
    coming.state = CycleState::Preparing;
    plan.cycles.push(coming);
    work.register(&plan);
    standing(&work)
        .ended(0)
        .says("令和8年度（準備中）")
        .says("状態を「実施中」にします");
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
        .says("未提出の1課（市民課）に")
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

/// A draft that `report` made before the closing stays in output/: it is never what the office is sent to.
#[test]
fn after_closing_the_frozen_papers_are_named_and_todays_register_says_the_state() {
    let mut plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    work.all_returned(&plan, &cycle, |_, form| form);
    work.report().ended(0);
    plan.cycles[1].state = CycleState::Closed;
    work.register(&plan);
    work.run(&["close"])
        .ended(2)
        .says("O008")
        .says("対応: gyokaku close 令和7年度 を実行してください。");
    let publish = "input/令和7年度/確定/資料/公表/ の資料を公表";
    work.run(&["close", CYCLE]).ended(0).says(publish);
    let says = |wanted: &[&str], never: &[&str]| {
        let said = standing(&work).ended(0).stdout;
        for text in wanted {
            assert!(said.contains(text), "{text}: {said}");
        }
        for text in never {
            assert!(!said.contains(text), "{text}: {said}");
        }
    };
    let draft = "output/令和7年度/ の資料は、確定したものではありません";
    says(
        &["令和7年度（確定）", publish, draft, "点検　　確定しました"],
        &["output/令和7年度/公表/", "点検　　誤り"],
    );
    work.run(&["report", CYCLE]).ended(0);
    says(&[publish], &[draft]);

    // The last step of the year can be ticked off: 確定/ has the state of the day on which it was closed.
    plan.cycles[1].state = CycleState::Published;
    work.register(&plan);
    says(
        &["令和7年度（公表済）", "（gyokaku next）"],
        &["（確定）", "公表したら", publish],
    );
    work.run(&["next"]).ended(0);
    says(
        &["output/令和8年度/点検/計画台帳に足す行.xlsx の行"],
        &["次の調査回の準備"],
    );
    let mut next = plan.cycles[1].clone();
    next.year = gyokaku::values::FiscalYear::new(2026);
    next.inquiry_date = plans::day((2027, 4, 12));
    next.due = plans::day((2027, 5, 17));
    next.state = CycleState::Running;
    plan.cycles.push(next);
    work.register(&plan);
    says(&["令和8年度（実施中）"], &[]);
    work.run(&["status", CYCLE])
        .ended(0)
        .says("令和7年度（公表済）")
        .says("次の調査回は令和8年度です");
}

#[test]
fn after_a_correction_its_table_is_named() {
    let mut plan = crate::archive::finished();
    let work = crate::archive::returned(&plan);
    work.run(&["close", CYCLE]).ended(0);
    plan.cycles[1].state = CycleState::Published;
    work.register(&plan);
    work.all_returned(&plan, &plan.cycles[1], |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.grade", "B".into())]),
        _ => form,
    });
    let date = ["--date", "令和8年10月1日", "--reason", "集計誤り"];
    let table = "の資料を、正誤表（正誤表.pdf、正誤表.xlsx）とともに公表";
    work.run(&[&["correct", CYCLE], &date[..]].concat())
        .ended(0)
        .says(&format!(
            "次にすること: input/令和7年度/確定/資料/公表/ {table}"
        ));
    let said = standing(&work)
        .ended(0)
        .says("令和8年10月1日付けの訂正を公表していないときは")
        .says(table)
        .says("点検　　確定しました");
    let internal = "幹事会、推進本部、懇談会には、訂正した資料と正誤表を渡します";
    assert!(said.stdout.contains(internal), "{}", said.stdout);
}

/// Papers that are made and hold are not asked for again; what changed since is.
#[test]
fn it_knows_which_papers_are_there() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    work.all_returned(&plan, &cycle, |_, form| form);
    let on = "2026-07-01";
    let says = |text: &str| work.run(&["status", "--today", on]).ended(0).says(text);
    says("の資料を作ります（gyokaku report --for 推進本部");
    work.report().ended(0);
    says("の資料は、できています（output/令和7年度/推進本部/）");
    work.all_returned(&plan, &cycle, |code, form| match code {
        "01" => filling::fill(&form, &[("in.item.1_1.grade", "B".into())]),
        _ => form,
    });
    says("を作り直します。作った後に記録が変わっています（gyokaku report --for 推進本部")
        .says("推進本部、懇談会、公表の資料は、作った後に記録が変わっています");
}
