//! How runs end: exit codes, Japanese messages that name the place, and diagnostics as JSON.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value as Json;

use crate::filling;
use crate::fixture::{CYCLE, Run, Work, rows, with_code};
use crate::plans;

fn complete() -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |_, form| form);
    work
}

fn json(run: &Run) -> Vec<Json> {
    serde_json::from_str(&run.stdout).expect("a JSON array and nothing else")
}

#[test]
fn a_clean_run_ends_with_0() {
    let work = complete();
    work.run(&["check"])
        .ended(0)
        .says("ファイル 3件 ＝ 受付済 3 ＋ 差替済 0 ＋ 受付不可 0")
        .says("課 3 ＝ 提出済 3 ＋ 未提出 0")
        .says("誤り 0件")
        .says("点検結果: output/令和7年度/点検/");
    work.report().ended(0);
    for cycle in ["R7", "2025", "令和7年度", "令和７年度"] {
        work.run(&["check", cycle]).ended(0);
    }
}

#[test]
fn a_faulty_register_is_2_with_sheet_and_cell() {
    let mut plan = plans::small();
    plan.items[1].leads = vec!["どこにもない課".to_owned()];
    plan.initiatives[0].number = "1-①-2".to_owned();
    let work = Work::new(&plan);
    for command in ["forms", "check", "report"] {
        work.run(&[command])
            .ended(2)
            .says("誤り[R008] 計画台帳.xlsx › 実施項目 › ")
            .says("どこにもない課")
            .says("誤り[R006]")
            .says("処理を中止しました。");
    }
    assert_eq!(work.tree("output"), Vec::<String>::new());

    let run = work.run(&["report", "--format", "json"]).ended(2);
    let all = json(&run);
    let fault = all.iter().find(|d| d["code"] == "R008").expect("R008");
    let (sheet, cell) = (fault["sheet"].as_str(), fault["cell"].as_str());
    let there = cell_of_register(&work, sheet.expect("a sheet"), cell.expect("a cell"));
    assert_eq!(there, "どこにもない課");
}

fn cell_of_register(work: &Work, sheet: &str, cell: &str) -> String {
    let bytes = work.bytes("input/計画台帳.xlsx");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("the register");
    let range = book.worksheet_range(sheet).expect("the sheet");
    let letters: u32 = cell
        .bytes()
        .take_while(u8::is_ascii_uppercase)
        .fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
    let row: u32 = cell
        .trim_start_matches(|c: char| c.is_ascii_uppercase())
        .parse()
        .expect("a row");
    let found = range.get_value((row - 1, letters - 1));
    found.map(Data::to_string).unwrap_or_default()
}

#[test]
fn an_empty_submission_folder_is_1_with_drafts() {
    let work = Work::new(&plans::small());
    work.report()
        .ended(1)
        .says("ファイル 0件 ＝ 受付済 0 ＋ 差替済 0 ＋ 受付不可 0")
        .says("課 3 ＝ 提出済 0 ＋ 未提出 3")
        .says("誤り[S001]")
        .says("総務課（課コード 01）の調査票が提出されていません。");
    for body in ["推進本部", "懇談会", "公表"] {
        assert!(work.pdf_text(body).contains('案'), "{body}");
    }
    work.remove("input/令和7年度");
    work.report().ended(1).says("F017");
}

/// 市民課 leads nothing: 関係課期限 is its deadline. 点検結果 names the departments of which there is no file.
#[test]
fn who_has_sent_nothing_is_named_with_its_own_deadline() {
    let mut plan = plans::small();
    plan.cycles[1].contributors_due = Some(plans::day((2026, 4, 30)));
    let work = Work::new(&plan);
    work.run(&["check"]).ended(1);
    let all = rows(&work.output("点検/点検結果.xlsx"), "確認事項");
    let heads = { all.iter() }.find(|row| row.contains(&"コード".to_owned()));
    let heads = heads.expect("headings");
    let at = |head: &str| heads.iter().position(|h| h == head).expect("a column");
    let missing: Vec<(&str, bool)> = { all.iter() }
        .filter(|row| row[at("コード")] == "S001")
        .map(|row| {
            let early = row.iter().any(|cell| cell.contains("令和8年4月30日"));
            (row[at("課")].as_str(), early)
        })
        .collect();
    assert_eq!(
        missing,
        [("総務課", false), ("財政課", false), ("市民課", true)]
    );
}

/// 案 is no decoration: a closed cycle without errors does not carry it.
#[test]
fn the_final_report_of_a_closed_cycle_is_no_draft() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |_, form| form);
    work.run(&["report", "令和6年度"]).ended(0);
    let path = "output/令和6年度/公表/推進状況報告書.pdf";
    let closed = work.tool("pdftotext", &["-raw", path, "-"]);
    let complete = complete();
    complete.report().ended(0);
    let stamps = |text: &str| {
        text.lines()
            .filter(|l| l.split_whitespace().any(|w| w == "案"))
            .count()
    };
    let running = complete.tool("pdftotext", &["-raw", &path.replace('6', "7"), "-"]);
    assert!(stamps(&running) > 0, "{running}");
    assert_eq!(stamps(&closed), 0, "{closed}");
}

#[test]
fn missing_input_is_2() {
    let work = Work::empty();
    work.report()
        .ended(2)
        .says("input フォルダーがありません")
        .says("gyokaku init");
    work.put("input/計画台帳 (1).xlsx", b"x");
    work.report()
        .ended(2)
        .says("計画台帳がありません。")
        .says("計画台帳 (1).xlsx");
    work.put("input/計画台帳.xlsx", b"x");
    work.report().ended(2).says("R001");
    Work::run_at(&work.root().join("ない"), &["report"])
        .ended(2)
        .says("O001")
        .says("がありません。");
}

#[test]
fn an_output_that_cannot_be_written_is_2() {
    let work = complete();
    work.put("output", b"a file in its place");
    work.report().ended(2).says("O002").says("output");
    assert_eq!(work.bytes("output"), b"a file in its place");
    work.remove("output");

    // A folder where one document should be: it is named, and the others are written.
    let path = "output/令和7年度/公表/推進状況報告書.pdf";
    work.put(&format!("{path}/中身.txt"), b"x");
    work.report().ended(2).says(path);
    assert!(work.exists("output/令和7年度/公表/集計表.xlsx"));
    assert!(work.exists("output/令和7年度/推進本部/資料1_推進状況報告書.pdf"));
    assert!(work.exists("output/令和7年度/record.json"));
    assert_eq!(work.bytes(&format!("{path}/中身.txt")), b"x");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the lock of another run is held")]
fn of_two_runs_the_second_is_refused() {
    let work = complete();
    work.put("output/.gyokaku.lock", b"");
    let path = work.root().join("output/.gyokaku.lock");
    let held = std::fs::OpenOptions::new()
        .write(true)
        .open(path)
        .expect("the lock file");
    held.try_lock().expect("the lock");
    work.report()
        .ended(2)
        .says("O004")
        .says("既に動いています。");
    assert_eq!(work.tree("output"), ["output/.gyokaku.lock"]);
    drop(held);
    work.report().ended(0);
    assert!(!work.exists("output/.gyokaku.lock"));
}

#[test]
fn a_wrong_command_line_is_2() {
    let work = complete();
    for cycle in ["令和9年度", "令和7年度中間", "きのう"] {
        work.run(&["report", cycle])
            .ended(2)
            .says(&format!(
                "調査回「{cycle}」は計画台帳の「進捗調査」にありません。"
            ))
            .says("令和6年度、令和7年度");
    }
    work.run(&["reprot"])
        .ended(2)
        .says("「reprot」というコマンドはありません。");
    work.run(&["report", "--fast"])
        .ended(2)
        .says("「--fast」というオプションはありません。");
    let help = work.run(&["--help"]).ended(0);
    assert!(
        help.stdout.contains("用法:") && help.stderr.is_empty(),
        "{help:?}"
    );
}

/// A full disk is no success; a reader that has seen enough (`| head`) is.
#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "a place that is always full")]
fn results_that_reach_nobody_are_2() {
    use std::process::Stdio;
    let work = complete();
    for args in [&["check"][..], &["fonts"], &["--help"], &["--version"]] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let mut command = work.command(args);
        let run = Run::of(command.stdout(full).output().expect("the program"));
        assert!(run.stdout.is_empty());
        run.ended(2).says("誤り[O013]").says("OSのエラー番号 28");

        let mut command = work.command(args);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program");
        drop(child.stdout.take());
        let status = child.wait().expect("the program");
        assert_eq!(status.code(), Some(0), "{args:?}");
    }
    // What was to be written was.
    assert!(work.exists("output/令和7年度/点検/点検結果.xlsx"));
}

#[test]
fn json_is_the_check_result_and_nothing_else() {
    let work = complete();
    let faulty = crate::fixture::filled(
        &plans::small(),
        "01",
        &[("in.indicator.1_1_k2.actual", "約30件".into())],
    );
    work.returned("01.xlsx", &faulty);
    work.remove("input/令和7年度/提出/03.xlsx");
    for command in ["check", "report"] {
        let run = work.run(&[command, "--format", "json"]).ended(1);
        let result = work.bytes(&format!("output/{CYCLE}/点検/点検結果.json"));
        assert_eq!(run.stdout.as_bytes(), result, "{command}");
        let all = json(&run);
        let codes: Vec<&str> = all.iter().filter_map(|d| d["code"].as_str()).collect();
        assert!(
            codes.contains(&"V015") && codes.contains(&"S001"),
            "{codes:?}"
        );
        for key in [
            "code", "severity", "file", "sheet", "cell", "found", "message", "hint",
        ] {
            assert!(all.iter().all(|d| d.get(key).is_some()), "{key}");
        }
    }
    assert_eq!(
        work.record()["diagnostics"].as_array().cloned(),
        Some(json(&work.run(&["check", "--format", "json"])))
    );
    let stopped = Work::empty().run(&["report", "--format", "json"]).ended(2);
    assert_eq!(json(&stopped)[0]["code"], "O001");
}

/// The office runs `init` first, and what it makes goes through.
#[test]
fn a_new_working_directory_goes_through() {
    let work = Work::empty();
    let root = work.root().join("行革");
    let init = ["init", root.to_str().expect("a path")];
    work.run(&init).ended(0).says("計画台帳.xlsx");
    work.run(&init).ended(2).says("計画台帳");
    Work::run_at(&root, &["forms"]).ended(0).says("調査票 20件");
    let forms = work.tree("行革/output/令和7年度/様式");
    assert_eq!(forms.len(), 20);
    for path in &forms {
        let name = path.rsplit('/').next().expect("a name");
        let to = format!("行革/input/令和7年度/提出/{name}");
        work.put(&to, &filling::fill_all(&work.bytes(path)));
    }
    Work::run_at(&root, &["report"])
        .ended(0)
        .says("課 20 ＝ 提出済 20 ＋ 未提出 0");
    let record: Json =
        serde_json::from_slice(&work.bytes("行革/output/令和7年度/record.json")).expect("a record");
    assert_eq!(record["items"].as_array().map(Vec::len), Some(23));
    assert!(with_code(&record, "S001").is_empty());
}
