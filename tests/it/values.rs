//! From the cell to the page: spellings, states, refusals with their cell, and the arithmetic.

use serde_json::{Value as Json, json};

use crate::filling::{self, Entry};
use crate::fixture::{Work, filled, folded, rows, value, with_code};
use crate::plans;

/// A report on the small plan, with these entries over plausible ones.
fn reported(code: i32, entries: &[(&str, &str, Entry)]) -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle");
    work.all_returned(&plan, cycle, |department, form| {
        let own: Vec<_> = entries
            .iter()
            .filter(|(code, ..)| *code == department)
            .map(|(_, name, entry)| (*name, entry.clone()))
            .collect();
        filling::fill(&form, &own)
    });
    work.report().ended(code);
    work
}

fn at<'a>(record: &'a Json, file: &str, cell: (&str, &str)) -> Vec<&'a Json> {
    let all = record["diagnostics"].as_array().expect("diagnostics");
    all.iter()
        .filter(|d| d["file"] == file && d["sheet"] == cell.0 && d["cell"] == cell.1)
        .collect()
}

fn cell_of(department: &str, name: &str) -> (String, String) {
    let form = filled(&plans::small(), department, &[]);
    filling::place(&form, name).expect("a place")
}

/// The value of a field, once all that is reported of it as a value is that the spelling was corrected.
#[track_caller]
fn corrected(record: &Json, department: &str, name: &str, stored: &Json) -> String {
    let (sheet, cell) = cell_of(department, name);
    let mut notes = at(record, &format!("{department}.xlsx"), (&sheet, &cell));
    notes.retain(|d| d["code"].as_str().is_some_and(|code| code.starts_with('V')));
    assert_eq!(notes.len(), 1, "{name}: {notes:#?}");
    assert_eq!(
        (&notes[0]["code"], &notes[0]["severity"]),
        (&json!("V009"), &json!("info"))
    );
    assert_eq!(notes[0]["found"], stored["source"]["typed"], "{name}");
    assert_eq!(stored["source"]["cell"], *cell, "{name}");
    stored["value"].as_str().expect("a value").to_owned()
}

#[test]
fn spellings_become_values_and_each_is_reported() {
    let work = reported(
        0,
        &[
            ("01", "in.item.1_1.grade", "計画どおり".into()),
            ("01", "in.indicator.1_1_k1.actual", Entry::Percent(0.985)),
            ("01", "in.indicator.1_1_k2.actual", "３０件".into()),
            (
                "01",
                "in.initiative.1_1_1.effect_revenue",
                "１，２５０千円".into(),
            ),
            ("01", "in.initiative.1_1_1.effect_saving", "▲300".into()),
            ("01", "in.initiative.1_1_1.effect_kind", "単年度".into()),
            ("02", "in.indicator.2_1_k1.actual", "８０．０ 時間".into()),
            ("02", "in.indicator.2_1_k3.actual", "15％".into()),
            ("02", "in.item.2_1.grade", "Ｓ".into()),
        ],
    );
    let record = work.record();
    let read =
        |department: &str, name: &str, stored: &Json| corrected(&record, department, name, stored);
    let field = |id: &str, key: &str| value(&record, id, key);
    assert_eq!(read("01", "in.item.1_1.grade", field("1-1", "grade")), "A");
    assert_eq!(read("02", "in.item.2_1.grade", field("2-1", "grade")), "S");
    assert_eq!(
        read(
            "01",
            "in.indicator.1_1_k1.actual",
            field("1-1-k1", "actual")
        ),
        "98.5"
    );
    assert_eq!(
        read(
            "01",
            "in.indicator.1_1_k2.actual",
            field("1-1-k2", "actual")
        ),
        "30"
    );
    assert_eq!(
        read(
            "02",
            "in.indicator.2_1_k1.actual",
            field("2-1-k1", "actual")
        ),
        "80"
    );
    assert_eq!(
        read(
            "02",
            "in.indicator.2_1_k3.actual",
            field("2-1-k3", "actual")
        ),
        "15"
    );
    assert_eq!(with_code(&record, "C009").len(), 1, "▲300 is asked about");
    let effect = &field("1-1-1", "reports")[0]["effect"];
    assert_eq!(
        read(
            "01",
            "in.initiative.1_1_1.effect_revenue",
            &effect["revenue"]
        ),
        "1250"
    );
    assert_eq!(
        read("01", "in.initiative.1_1_1.effect_saving", &effect["saving"]),
        "-300"
    );
    assert_eq!(effect["total"], "950");

    // 98.5 of 98.0 at least, 30 of 30, 100 of at most 80, (15 − 10) of (30 − 10).
    for (id, rate, progress, met) in [
        ("1-1-k1", json!("100.5"), Json::Null, json!(true)),
        ("1-1-k2", json!("100.0"), Json::Null, json!(true)),
        ("2-1-k1", json!("125.0"), Json::Null, json!(true)),
        ("2-1-k3", Json::Null, json!("25.0"), Json::Null),
    ] {
        assert_eq!(*field(id, "achievement"), rate, "{id}");
        assert_eq!(*field(id, "progress"), progress, "{id}");
        assert_eq!(*field(id, "met"), met, "{id}");
    }
    let text = work.pdf_text("推進本部");
    for printed in ["100.5", "125.0", "25.0", "▲300", "1,250"] {
        assert!(text.contains(printed), "{printed}\n{text}");
    }
}

#[test]
fn what_is_doubtful_is_refused_with_its_cell() {
    let work = reported(
        1,
        &[
            ("01", "in.indicator.1_1_k2.actual", "約30件".into()),
            ("01", "in.initiative.1_1_1.result", Entry::Blank),
            ("02", "in.item.2_1.grade", "まあまあ".into()),
            ("02", "in.indicator.2_1_k1.actual", "80分".into()),
            (
                "03",
                "in.initiative.1_1_2.effect_revenue",
                Entry::Error("#REF!".to_owned()),
            ),
        ],
    );
    let record = work.record();
    let console = work.run(&["check"]).ended(1).stdout;
    for (department, name, code, found) in [
        ("01", "in.indicator.1_1_k2.actual", "V015", json!("約30件")),
        ("01", "in.initiative.1_1_1.result", "V001", Json::Null),
        ("02", "in.item.2_1.grade", "V004", json!("まあまあ")),
        ("02", "in.indicator.2_1_k1.actual", "V003", json!("80分")),
        (
            "03",
            "in.initiative.1_1_2.effect_revenue",
            "V007",
            json!("#REF!"),
        ),
    ] {
        let (sheet, cell) = cell_of(department, name);
        let file = format!("{department}.xlsx");
        let all = at(&record, &file, (&sheet, &cell));
        let errors: Vec<_> = all.iter().filter(|d| d["severity"] == "error").collect();
        assert_eq!(errors.len(), 1, "{name}: {all:#?}");
        assert_eq!(
            (&errors[0]["code"], &errors[0]["found"]),
            (&json!(code), &found),
            "{name}"
        );
        let line = format!("誤り[{code}] {sheet} › {cell}: ");
        assert!(console.contains(&line), "{line}\n{console}");
    }
    let refused = value(&record, "1-1-k2", "actual");
    assert_eq!(
        (&refused["value"], &refused["source"]["typed"]),
        (&Json::Null, &json!("約30件"))
    );
    assert_eq!(value(&record, "1-1-1", "reports")[0]["result"], Json::Null);
    for department in record["departments"].as_array().expect("departments") {
        assert_eq!(department["status"], "要確認", "{department}");
    }
    // A refused value is not printed as if it were one; 推進本部 can look up what was typed.
    assert!(!work.pdf_text("公表").contains(&folded("約30件")));
    let files = work.tree("output/令和7年度/推進本部");
    let workbook = files
        .iter()
        .find(|p| p.ends_with(".xlsx"))
        .expect("a workbook");
    let sources = rows(&work.bytes(workbook), "転記元");
    let (sheet, cell) = cell_of("01", "in.indicator.1_1_k2.actual");
    let row = sources
        .iter()
        .find(|r| r.contains(&"約30件".to_owned()))
        .expect("a row");
    for text in ["使用せず", "01.xlsx", sheet.as_str(), cell.as_str()] {
        assert!(row.contains(&text.to_owned()), "{text}: {row:?}");
    }
}

#[test]
fn states_stand_for_an_actual() {
    let work = reported(
        0,
        &[
            ("01", "in.indicator.1_1_k1.actual", "未確定".into()),
            ("01", "in.indicator.1_1_k1.state", Entry::Blank),
            ("01", "in.indicator.1_1_k2.actual", Entry::Blank),
            ("01", "in.indicator.1_1_k2.state", "該当なし".into()),
            ("02", "in.indicator.2_1_k1.actual", Entry::Blank),
            ("02", "in.indicator.2_1_k1.state", "該当なし".into()),
        ],
    );
    let record = work.record();
    for (id, state, met) in [
        ("1-1-k1", "未確定", Json::Null),
        ("1-1-k2", "該当なし", Json::Null),
        // No burden at all is below any limit.
        ("2-1-k1", "該当なし", json!(true)),
    ] {
        assert_eq!(value(&record, id, "state")["value"], state, "{id}");
        assert_eq!(*value(&record, id, "actual"), Json::Null, "{id}");
        assert_eq!(*value(&record, id, "achievement"), Json::Null, "{id}");
        assert_eq!(*value(&record, id, "met"), met, "{id}");
    }
    assert!(work.pdf_text("公表").contains("未確定"));
}

#[test]
fn words_for_nothing_become_an_explicit_none_a_blank_or_a_question() {
    let work = reported(
        1,
        &[
            ("01", "in.item.1_1.issue", "特になし".into()),
            ("01", "in.item.1_1.public_note", "−".into()),
            ("01", "in.item.1_1.reason", "別紙のとおり".into()),
            ("01", "in.initiative.1_1_1.effect_saving", "なし".into()),
            ("01", "in.indicator.1_1_k1.actual", "－".into()),
            ("01", "in.indicator.1_1_k2.actual", "－".into()),
            ("01", "in.indicator.1_1_k2.state", "該当なし".into()),
        ],
    );
    let record = work.record();
    let item = |key: &str| value(&record, "1-1", key);
    assert_eq!(item("issue")["value"], "該当なし");
    assert_eq!(item("issue")["source"]["typed"], "特になし");
    // Blank, so that the results stand in for it.
    assert_eq!(*item("public_note"), Json::Null);
    assert_eq!(item("reason")["value"], Json::Null);
    assert_eq!(item("reason")["source"]["typed"], "別紙のとおり");
    let effect = &value(&record, "1-1-1", "reports")[0]["effect"];
    assert_eq!(effect["saving"], Json::Null);
    assert_eq!(value(&record, "1-1-k1", "actual")["value"], Json::Null);
    assert_eq!(*value(&record, "1-1-k2", "actual"), Json::Null);
    for (name, code) in [
        ("in.item.1_1.issue", "V018"),
        ("in.item.1_1.public_note", "V018"),
        ("in.item.1_1.reason", "V019"),
        ("in.initiative.1_1_1.effect_saving", "V018"),
        ("in.indicator.1_1_k1.actual", "V019"),
        ("in.indicator.1_1_k2.actual", "V018"),
    ] {
        let (sheet, cell) = cell_of("01", name);
        let notes = at(&record, "01.xlsx", (&sheet, &cell));
        assert_eq!(notes.len(), 1, "{name}: {notes:#?}");
        assert_eq!(notes[0]["code"], code, "{name}");
    }
    assert!(work.pdf_text("公表").contains("該当なし"));
    assert!(!work.pdf_text("公表").contains(&folded("別紙のとおり")));
}

#[test]
fn met_is_decided_on_values_and_a_good_grade_beside_a_missed_target_is_asked_about() {
    let work = reported(
        0,
        &[("01", "in.indicator.1_1_k1.actual", Entry::Number(97.99))],
    );
    let record = work.record();
    assert_eq!(*value(&record, "1-1-k1", "achievement"), "100.0");
    assert_eq!(*value(&record, "1-1-k1", "met"), false);
    let asked = with_code(&record, "C002");
    assert_eq!(asked.len(), 1, "{asked:?}");
    let (sheet, cell) = cell_of("01", "in.item.1_1.grade");
    assert_eq!(
        (&asked[0]["sheet"], &asked[0]["cell"]),
        (&json!(sheet), &json!(cell))
    );
    assert_eq!(asked[0]["severity"], "warning");
    assert_eq!(value(&record, "1-1", "grade")["value"], "A");
}

/// 相馬市: 199,588 + 396,046 = 595,634 千円; 参考 stands outside every total.
#[test]
fn effects_are_totalled_by_kind() {
    let work = reported(
        0,
        &[
            (
                "01",
                "in.initiative.1_1_1.effect_revenue",
                Entry::Number(199_588.0),
            ),
            ("01", "in.initiative.1_1_1.effect_kind", "単年度".into()),
            (
                "02",
                "in.initiative.2_1_1.effect_saving",
                Entry::Number(396_046.0),
            ),
            ("02", "in.initiative.2_1_1.effect_kind", "単年度".into()),
            (
                "02",
                "in.initiative.2_1_2.effect_revenue",
                Entry::Number(70.5),
            ),
            ("02", "in.initiative.2_1_2.effect_saving", "▲100".into()),
            ("02", "in.initiative.2_1_2.effect_kind", "継続".into()),
            (
                "03",
                "in.initiative.1_1_2.effect_saving",
                Entry::Number(777_777.0),
            ),
            ("03", "in.initiative.1_1_2.effect_kind", "参考".into()),
        ],
    );
    let effect = &work.record()["summary"]["effect"];
    let sums = |kind: &str| ["revenue", "saving", "total"].map(|key| effect[kind][key].clone());
    assert_eq!(
        sums("単年度"),
        ["199588", "396046", "595634"].map(Json::from)
    );
    assert_eq!(sums("継続"), ["70.5", "-100", "-29.5"].map(Json::from));
    assert_eq!(sums("参考"), ["0", "777777", "777777"].map(Json::from));
    for body in ["推進本部", "懇談会", "公表"] {
        let text = work.pdf_text(body);
        assert!(text.contains("595,634"), "{body}");
        assert!(text.contains("777,777") && text.contains("▲29.5"), "{body}");
        // 595,634 + 777,777, and with the continuing one.
        assert!(
            !text.contains("1,373,411") && !text.contains("595,605"),
            "{body}"
        );
        effects_of_the_workbook(&work, body);
    }
}

/// The same sums in the cells of 集計表, on 総括, over the years and below the rows that they are sums of.
#[track_caller]
fn effects_of_the_workbook(work: &Work, body: &str) {
    let files = work.tree(&format!("output/令和7年度/{body}"));
    let path = files.iter().find(|p| p.ends_with("集計表.xlsx"));
    let bytes = work.bytes(path.expect("a workbook"));
    let row = |sheet: &str, first: &str| {
        let rows = crate::fixture::rows(&bytes, sheet);
        let row = rows
            .into_iter()
            .rev()
            .find(|r| r.iter().any(|c| c == first));
        row.unwrap_or_else(|| panic!("{body} {sheet}: no {first}"))
    };
    let summary = row("総括", "単年度");
    assert_eq!(summary[2..5], ["199588", "396046", "595634"], "{body}");
    assert_eq!(
        row("総括", "継続")[2..5],
        ["70.5", "-100", "-29.5"],
        "{body}"
    );
    let total = row("効果額", "合計");
    assert_eq!(
        total[3..9],
        ["199588", "396046", "595634", "70.5", "-100", "-29.5"],
        "{body}"
    );
    let year = row("効果額", "2025");
    assert_eq!(year[2..4], ["595634", "-29.5"], "{body}");
    assert_eq!(
        row("効果額明細", "合計")[8..10],
        ["595634", "-29.5"],
        "{body}"
    );
}

#[test]
fn what_is_written_beside_the_form_is_reported_with_its_cell() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let form = filled(&plan, "01", &[]);
    let sheet = filling::sheet_names(&form)[1].clone();
    let beside = filling::set_cell(&form, &sheet, "H30", &"別の欄に書いた".into());
    let over = filling::set_cell(&beside, &sheet, "C4", &"計画の上書き".into());
    work.returned("01.xlsx", &over);
    work.run(&["check"]);
    let run = work.run(&["check", "--format", "json"]);
    let reported: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).expect("JSON");
    let mut beside: Vec<(&str, &str)> = reported
        .iter()
        .filter(|d| d["code"] == "N007" || d["code"] == "N008")
        .map(|d| {
            assert_eq!(d["sheet"], sheet.as_str());
            let text = |key: &str| d[key].as_str().expect("a text");
            (text("cell"), text("found"))
        })
        .collect();
    beside.sort_unstable();
    assert_eq!(beside, [("C4", "計画の上書き"), ("H30", "別の欄に書いた")]);
}
