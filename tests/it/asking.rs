//! The 確認依頼 loop: check → 確認依頼 → corrected → check. Sent back unchanged, a 確認依頼 says what the form said that
//! it was made from; corrected, it takes that form's place with both lying side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use gyokaku::submission::{Field, Intake, Received, intake};

use crate::filling::{self, Entry};
use crate::fixture::{Work, filled, rows, value};
use crate::plans;

const ASKED: &str = "output/令和7年度/点検/確認依頼/01_総務課.xlsx";

fn text(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}

fn formula(text: &str, cached: Option<&str>) -> Entry {
    Entry::Formula {
        text: text.to_owned(),
        cached: cached.map(str::to_owned),
    }
}

fn read(bytes: Vec<u8>) -> Intake {
    let plan = plans::small();
    let cycle = plan.running_cycle().expect("a cycle").clone();
    let file = Received {
        path: "01.xlsx".to_owned(),
        superseded_folder: false,
        bytes: Ok(bytes),
    };
    intake(&plan, &cycle, vec![file], &|| {})
}

/// What each field was read as, with the text as typed.
fn answers(intake: &Intake) -> BTreeMap<Field, (Option<String>, String)> {
    assert_eq!(intake.submissions.len(), 1, "{:#?}", intake.diagnostics);
    let answers = &intake.submissions[0].answers;
    answers
        .iter()
        .map(|(field, answer)| {
            let value = answer.value.as_ref().map(|v| v.text());
            (field.clone(), (value, answer.source.typed.clone()))
        })
        .collect()
}

/// Everything reported of the form's cells: code, sheet, cell, what was found, and the words.
fn reported(intake: &Intake) -> Vec<[String; 5]> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let mut reported: Vec<[String; 5]> = intake
        .diagnostics
        .iter()
        .map(|d| {
            [
                d.code.id().to_owned(),
                text(&d.sheet),
                text(&d.cell),
                text(&d.found),
                d.message.clone(),
            ]
        })
        .collect();
    reported.sort();
    reported
}

/// The 確認依頼 that `check` makes for 総務課 from this form.
fn asked(work: &Work, form: &[u8]) -> Vec<u8> {
    work.returned("01.xlsx", form);
    work.run(&["check"]);
    work.bytes(ASKED)
}

/// A form with nothing to ask about but the blank approver, which makes a 確認依頼 of it, and these entries.
fn clean(entries: &[(&str, Entry)]) -> Vec<u8> {
    let mut all = vec![("in.approval.name", Entry::Blank)];
    all.extend_from_slice(entries);
    filled(&plans::small(), "01", &all)
}

/// The input struck through, wholly or its first characters.
fn struck(name: &str, entry: Entry, characters: Option<usize>) -> Vec<u8> {
    let form = clean(&[(name, entry)]);
    let (sheet, cell) = filling::place(&form, name).expect("a cell");
    filling::strike(&form, &sheet, &cell, characters)
}

/// Faults whose form gives the same when it is sent back as it was sent out.
fn faulty_forms() -> Vec<(&'static str, Vec<u8>)> {
    let one = |name, entry| clean(&[(name, entry)]);
    let actual = "in.indicator.1_1_k2.actual";
    let percent = "in.indicator.1_1_k1.actual";
    let saving = "in.initiative.1_1_1.effect_saving";
    vec![
        ("approver", clean(&[])),
        ("about", one(actual, text("約30件"))),
        ("unit", one(actual, text("30人"))),
        ("spelling", one(actual, text("３０ 件"))),
        ("several", one(actual, text("50\n60"))),
        (
            "two lines and spaces",
            one("in.item.1_1.reason", text("一　行\n 二行目 ")),
        ),
        ("date for a number", one(actual, Entry::Date(2026, 1, 1))),
        ("percent", one(percent, Entry::Percent(0.985))),
        ("percent of a count", one(actual, Entry::Percent(0.3))),
        ("digits", one(percent, Entry::Number(98.765_432_1))),
        ("tiny", one(percent, Entry::Number(0.1 + 0.2))),
        ("negative", one(saving, Entry::Number(-1234.0))),
        ("truth", one(actual, Entry::Bool(true))),
        ("error", one(actual, Entry::Error("#REF!".to_owned()))),
        (
            "error in a text",
            one("in.item.1_1.reason", Entry::Error("#N/A".to_owned())),
        ),
        ("result", one(actual, formula("10+20.5", Some("30.5")))),
        ("never calculated", one(actual, formula("SUM(A1:A9)", None))),
        (
            "formula as text",
            one("in.item.1_1.reason", text("=HYPERLINK(\"http://x\",\"y\")")),
        ),
        ("formula as a number", one(actual, text("=1+1"))),
        (
            "looks like an escape",
            one("in.item.1_1.reason", text("_x001B_ と '001")),
        ),
        ("grade", one("in.item.1_1.grade", text("Ａ　計画どおり"))),
        ("no grade", one("in.item.1_1.grade", text("良好"))),
        (
            "status",
            one("in.initiative.1_1_1.status", text("実施しました")),
        ),
        ("blank", one("in.item.1_1.reason", Entry::Blank)),
        ("no date", one("in.approval.date", text("5月8日"))),
        ("a date", one("in.approval.date", Entry::Date(2026, 5, 8))),
        ("a date as text", one("in.approval.date", text("R8.5.8"))),
        (
            "a date in a text",
            one("in.indicator.1_1_k1.as_of", Entry::Date(2026, 3, 31)),
        ),
        (
            "a number in a text",
            one("in.respondent.phone", Entry::Number(1234.0)),
        ),
        ("state", one(actual, text("未確定"))),
        (
            "rare characters",
            one("in.item.1_1.reason", text("𠮷野家 辻\u{e0100} \u{e000}")),
        ),
        (
            "long",
            one("in.item.1_1.reason", text(&"長い文章です。".repeat(80))),
        ),
        ("struck in part", struck(actual, text("30件32件"), Some(3))),
        (
            "struck",
            struck("in.item.1_1.next", text("取り消した予定"), None),
        ),
        ("a struck number", struck(actual, Entry::Number(30.0), None)),
        (
            "beside",
            filling::set_cell(&clean(&[]), "1-①", "H3", &text("右の覚え書き")),
        ),
        (
            "far below",
            filling::set_cell(&clean(&[]), "1-①", "B200", &text("下の覚え書き")),
        ),
        (
            "beside the guide",
            filling::set_cell(&clean(&[]), "記入要領", "G9", &text("=1+1")),
        ),
    ]
}

#[test]
fn sent_back_unchanged_it_says_the_same() {
    let work = Work::new(&plans::small());
    for (name, form) in faulty_forms() {
        let asked = asked(&work, &form);
        let (first, again) = (read(form), read(asked.clone()));
        assert_eq!(answers(&again), answers(&first), "{name}");
        assert_eq!(reported(&again), reported(&first), "{name}");
        let submission = &again.submissions[0];
        assert_eq!(submission.round, 2, "{name}");
        assert_eq!(
            submission.replaces,
            [first.submissions[0].files[0].digest.clone()]
        );
        // No formula but the form's own: in columns D and E.
        let columns = columns_of_formulas(&asked);
        assert!(
            columns.iter().all(|c| [3, 4].contains(c)),
            "{name}: {columns:?}"
        );
    }
}

/// The zero-based columns in which a workbook has formulas.
fn columns_of_formulas(workbook: &[u8]) -> BTreeSet<usize> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let mut columns = BTreeSet::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_formula(&sheet).expect("a sheet");
        let left = range.start().map_or(0, |(_, column)| column as usize);
        columns.extend(range.used_cells().map(|(_, column, _)| column + left));
    }
    columns
}

/// A third round from the second, and so on: nothing drifts.
#[test]
fn rounds_do_not_drift() {
    let work = Work::new(&plans::small());
    let all: Vec<(&str, Entry)> = vec![
        ("in.indicator.1_1_k2.actual", formula("SUM(A1:A9)", None)),
        (
            "in.indicator.1_1_k1.actual",
            formula("0.5+0.485", Some("0.985")),
        ),
        ("in.item.1_1.reason", Entry::Error("#VALUE!".to_owned())),
    ];
    let form = filling::set_cell(&clean(&all), "1-①", "B5", &text("書き換えた計画"));
    let second = asked(&work, &form);
    work.remove("input/令和7年度/提出/01.xlsx");
    let third = asked(&work, &second);
    let (second, third) = (read(second), read(third));
    assert_eq!(answers(&third), answers(&second));
    assert_eq!(reported(&third), reported(&second));
    assert_eq!(third.submissions[0].round, 3);
}

/// Two errors, a value that Excel took for a date, and a text beside the form.
fn to_be_corrected() -> Vec<u8> {
    let form = clean(&[
        ("in.indicator.1_1_k1.actual", Entry::Percent(0.985)),
        ("in.indicator.1_1_k2.actual", Entry::Date(2026, 1, 1)),
        ("in.initiative.1_1_1.effect_saving", text("約30")),
        ("in.item.1_1.reason", Entry::Blank),
    ]);
    filling::set_cell(&form, "1-①", "G7", &text("覚え書き"))
}

/// As a person corrects what `asked` asks about.
fn corrected(asked: &[u8]) -> Vec<u8> {
    let entries = [
        ("in.approval.name", text("課長")),
        ("in.indicator.1_1_k2.actual", Entry::Number(31.0)),
        ("in.initiative.1_1_1.effect_saving", Entry::Number(30.0)),
        ("in.initiative.1_1_1.effect_kind", text("継続")),
        ("in.initiative.1_1_1.effect_basis", text("契約の見直し")),
        ("in.item.1_1.reason", text("目標に届いた。")),
    ];
    filling::set_cell(&filling::fill(asked, &entries), "1-①", "G7", &Entry::Blank)
}

/// All forms in, that of 総務課 to be corrected.
fn before_correction() -> Work {
    let plan = plans::small();
    let work = Work::new(&plan);
    let cycle = plan.running_cycle().expect("a cycle").clone();
    work.all_returned(&plan, &cycle, |_, form| form);
    work.returned("01.xlsx", &to_be_corrected());
    work.run(&["check"]).ended(1).says("確認依頼 1件");
    work
}

#[track_caller]
fn holds_corrected(work: &Work) {
    work.run(&["check"])
        .ended(0)
        .says("受付済 3 ＋ 差替済 1 ＋ 受付不可 0")
        .says("課 3 ＝ 提出済 3 ＋ 未提出 0")
        .says("誤り 0件")
        .says("確認 0件");
    assert!(!work.exists(ASKED), "{:#?}", work.tree("output"));
    work.report().ended(0);
    let record = work.record();
    assert_eq!(value(&record, "1-1-k1", "actual")["value"], "98.5");
    assert_eq!(value(&record, "1-1-k2", "actual")["value"], "31");
    assert_eq!(value(&record, "1-1", "reason")["value"], "目標に届いた。");
    assert_eq!(record["departments"][0]["round"], 2);
    assert!(work.tree("output").iter().all(|p| !p.contains("確認依頼")));
}

#[test]
fn corrected_it_takes_the_place_of_the_form_beside_it() {
    let work = before_correction();
    let first = work.bytes("input/令和7年度/提出/01.xlsx");
    work.returned("総務課（修正）.xlsx", &corrected(&work.bytes(ASKED)));
    holds_corrected(&work);
    assert_eq!(work.bytes("input/令和7年度/提出/01.xlsx"), first);
}

#[test]
fn saved_by_libreoffice_it_does_so_too() {
    for ending in ["xlsx", "ods"] {
        let work = before_correction();
        let name = format!("01_総務課.{ending}");
        work.put("sent/01_総務課.xlsx", &work.bytes(ASKED));
        let unchanged = saved_by_libreoffice(&work, ending);
        assert_eq!(
            reported(&read(unchanged)),
            reported(&read(work.bytes(ASKED))),
            "{ending}"
        );
        work.put("sent/01_総務課.xlsx", &corrected(&work.bytes(ASKED)));
        let bytes = saved_by_libreoffice(&work, ending);
        work.returned(&name, &bytes);
        holds_corrected(&work);
    }
}

/// sent/01_総務課.xlsx, opened and saved.
fn saved_by_libreoffice(work: &Work, ending: &str) -> Vec<u8> {
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        work.root().display()
    );
    let sent = "sent/01_総務課.xlsx";
    let args = [
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        "saved",
        sent,
    ];
    work.tool("soffice", &[&[profile.as_str()], &args[..]].concat());
    work.bytes(&format!("saved/01_総務課.{ending}"))
}

/// A file that can't be read gives no workbook; the mail says what to do, and which form is awaited.
#[test]
fn mails_say_what_fits_the_state() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let mail = |name: &str| {
        let bytes = work.output(&format!("点検/案内文/{name}.txt"));
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.starts_with("\u{feff}件名：") && text.contains("\r\n"));
        text
    };
    work.run(&["forms"]).ended(0);
    for (name, form) in [
        ("総務課", "01_総務課_進捗状況調査票.xlsx"),
        ("市民課", "03_市民課_進捗状況調査票.xlsx"),
    ] {
        let text = mail(name);
        assert!(text.contains("【依頼】") && text.contains(form), "{text}");
        assert!(text.contains("令和8年5月15日（金）"), "{text}");
    }

    let pdf = b"%PDF-1.7 not a workbook";
    work.returned("01.xlsx", &to_be_corrected())
        .returned("02_財政課.pdf", pdf);
    work.run(&["check"]).ended(1);
    let asked = mail("総務課");
    assert!(asked.contains("【確認のお願い】") && asked.contains("01_総務課.xlsx"));
    assert!(asked.contains("今の記入「約30」"), "{asked}");
    let refused = mail("財政課");
    assert!(refused.contains("【提出のお願い】") && refused.contains("02_財政課.pdf"));
    assert!(!refused.contains("もらって"), "{refused}");
    assert!(mail("市民課").contains("まだ届いていないようです"));
    assert_eq!(
        work.tree("output/令和7年度/点検/確認依頼"),
        ["output/令和7年度/点検/確認依頼/01_総務課.xlsx"]
    );

    // Forms made anew leave the mails of the check alone.
    work.run(&["forms"]).ended(0);
    assert_eq!(mail("総務課"), asked);
    work.returned("01.xlsx", &corrected(&work.bytes(ASKED)));
    work.run(&["check"]).ended(1);
    assert!(mail("総務課").contains("【受領のお礼】"));
    assert!(!work.exists("output/令和7年度/点検/確認依頼"));
}

/// `report` makes them as well, and what `check` wrote does not outlive a report.
#[test]
fn a_report_keeps_them_current() {
    let work = before_correction();
    work.report().ended(1);
    let asked = work.bytes(ASKED);
    let listed = work.record()["outputs"].to_string();
    assert!(listed.contains("点検/確認依頼/01_総務課.xlsx"), "{listed}");
    work.returned("01.xlsx", &corrected(&asked));
    work.report().ended(0);
    assert!(!work.exists(ASKED));
    work.returned("01.xlsx", &to_be_corrected());
    work.run(&["check"]).ended(1);
    assert!(work.exists(ASKED));
    work.returned("01.xlsx", &corrected(&asked));
    work.report().ended(0);
    assert!(!work.exists(ASKED));
    work.returned("01.xlsx", &to_be_corrected());
    work.report().ended(1);
    assert_eq!(work.bytes(ASKED), asked);
    // A check leaves the other documents of a report alone.
    work.returned("01.xlsx", &corrected(&asked));
    let reports = work.tree("output/令和7年度/推進本部");
    work.run(&["check"]).ended(0);
    assert_eq!(work.tree("output/令和7年度/推進本部"), reports);
    assert!(!work.exists(ASKED));
}

#[test]
fn the_first_sheet_lists_what_is_asked_and_each_cell_is_marked() {
    let work = before_correction();
    let asked = work.bytes(ASKED);
    assert_eq!(
        filling::sheet_names(&asked)[..2],
        ["確認のお願い", "記入要領"]
    );
    let list = rows(&asked, "確認のお願い");
    let row = |number: &str| {
        // The steps above are numbered too.
        let found = list.iter().rev().find(|row| row[0] == number);
        found.unwrap_or_else(|| panic!("{number}: {list:#?}"))
    };
    let (_, saving) = filling::place(&asked, "in.initiative.1_1_1.effect_saving").expect("a cell");
    assert_eq!(row("1")[1], "1-①-1 歳出減");
    assert!(row("1")[2].contains("→ 正確な値を"), "{:?}", row("1"));
    assert_eq!(row("1")[3], "約30");
    assert_eq!(row("1")[4], format!("1-① {saving}"));
    assert_eq!(row("5")[3], "「覚え書き」");
    assert_eq!(row("5")[4], "1-① G7");
    let heads: Vec<&str> = list
        .iter()
        .map(|row| row[0].as_str())
        .filter(|t| t.ends_with('件'))
        .collect();
    assert_eq!(heads[0], "直していただくもの　3件");
    assert!(heads[1].starts_with("確認していただくもの") && heads[1].ends_with("　2件"));
    let beside = saving.replace('C', "E");
    let mark = filling::cell_text(&asked, "1-①", &beside).expect("a mark");
    assert!(mark.contains("【確認1】1-①-1 歳出減に"), "{mark}");
    let notes = filling::meta(&asked, "note:in.initiative.1_1_1.effect_saving");
    assert!(
        notes
            .expect("a note")
            .starts_with("【確認1】1-①-1 歳出減に")
    );
    for text in list.iter().flatten() {
        assert!(
            !text.contains("もらって") && !text.contains("課に"),
            "{text}"
        );
    }
}

/// 所管課 see what 関係課 reported, and their own answers; nothing of it is reported as written beside the form.
#[test]
fn forms_with_answers_show_what_partners_reported() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.run(&["forms", "--with-answers"])
        .ended(0)
        .says("関係課の報告 0件を載せました（ほか未提出 1件）。");
    let path = "output/令和7年度/様式/01_総務課_進捗状況調査票.xlsx";
    let waiting = rows(&work.bytes(path), "1-①");
    let has = |rows: &[Vec<String>], text: &str| rows.iter().flatten().any(|t| t.contains(text));
    assert!(has(&waiting, "関係課の報告（参考）") && has(&waiting, "未提出（"));

    let result = ("in.initiative.1_1_2.result", text("窓口で\n試行した。"));
    work.returned("03.xlsx", &filled(&plan, "03", &[result]));
    work.returned(
        "01.xlsx",
        &clean(&[("in.item.1_1.reason", text("自分の理由"))]),
    );
    let others = work.bytes("output/令和7年度/様式/03_市民課_進捗状況調査票.xlsx");
    work.run(&["forms", "--with-answers"])
        .ended(0)
        .says("関係課の報告 1件を載せました（ほか未提出 0件）。");
    let form = work.bytes(path);
    let sheet = rows(&form, "1-①");
    assert!(has(&sheet, "【取組実績】窓口で\n試行した。"), "{sheet:#?}");
    assert!(has(&sheet, "自分の理由"));
    assert_eq!(filling::meta(&form, "round").as_deref(), Some("2"));
    assert_eq!(
        work.bytes("output/令和7年度/様式/03_市民課_進捗状況調査票.xlsx"),
        others
    );
    let mail = String::from_utf8(work.output("点検/案内文/総務課.txt")).expect("UTF-8");
    assert!(mail.contains("関係課から報告のあった内容"), "{mail}");

    let intake = read(filling::fill(&form, &[("in.approval.name", text("課長"))]));
    let reported: Vec<_> = reported(&intake)
        .into_iter()
        .map(|[code, ..]| code)
        .collect();
    assert_eq!(reported, ["V009"], "the day of the approval, as before");
    work.returned("総務課2.xlsx", &form);
    work.run(&["check"])
        .ended(1)
        .says("受付済 2 ＋ 差替済 1 ＋ 受付不可 0");
}

/// Texts beside the form, over its own and on an added sheet stand in the 確認依頼 as they were, though sheets were
/// renamed and rows moved; sent back, they are reported again; taken away, they are not.
#[test]
fn what_stood_beside_the_form_is_carried_over() {
    let (memo, plan_text, added) = ("=SUM(欄外)の覚え", "書き換えた取組内容", "別の表の１行目");
    let form = filling::set_cell(&clean(&[]), "1-①", "H9", &text(memo));
    let form = filling::set_cell(&form, "1-①", "C5", &text(plan_text));
    let form = filling::add_sheet(&form, "別紙", &[("B3", text(added))]);
    let form = filling::insert_rows_above(&form, "1-①", 2);
    let form = filling::rename_sheet(&form, "1-①", "総務係分");
    let work = Work::new(&plans::small());
    let asked = asked(&work, &form);
    assert_eq!(
        filling::cell_text(&asked, "1-①", "H11").as_deref(),
        Some(memo)
    );
    assert_eq!(
        filling::cell_text(&asked, "別紙", "B3").as_deref(),
        Some(added)
    );
    let beside = |bytes: &[u8]| -> Vec<String> {
        let reported = reported(&read(bytes.to_vec())).into_iter();
        let mut found: Vec<String> = reported
            .filter(|[code, ..]| code.starts_with('N'))
            .map(|[_, _, _, found, _]| found)
            .collect();
        found.sort();
        found
    };
    let mut wanted = vec![memo.to_owned(), plan_text.to_owned(), added.to_owned()];
    wanted.sort();
    assert_eq!(beside(&form), wanted);
    assert_eq!(beside(&asked), wanted);
    let mut left = filling::set_cell(&asked, "別紙", "B3", &Entry::Blank);
    for cell in ["H11", "F7"] {
        left = filling::set_cell(&left, "1-①", cell, &Entry::Blank);
    }
    assert_eq!(beside(&left), Vec::<String>::new());
}

/// An answer under another label is not given back as if it were right: it stands beside its field.
#[test]
fn a_misplaced_answer_stands_beside_its_field() {
    let form = clean(&[("in.item.1_1.reason", text("移った理由"))]);
    let (sheet, reason) = filling::place(&form, "in.item.1_1.reason").expect("a cell");
    let form = filling::set_cell(
        &form,
        &sheet,
        &reason.replace('C', "B"),
        &text("別の見出し"),
    );
    let first = reported(&read(form.clone()));
    assert!(first.iter().any(|[code, ..]| code == "N003"), "{first:#?}");
    let work = Work::new(&plans::small());
    let asked = asked(&work, &form);
    assert_eq!(filling::cell_text(&asked, &sheet, &reason), None);
    // The changed label stands before it.
    let beside = reason.replace('C', "G");
    assert_eq!(
        filling::cell_text(&asked, &sheet, &beside).as_deref(),
        Some("移った理由")
    );
    let again = reported(&read(asked));
    for (code, cell) in [("V001", &reason), ("N007", &beside)] {
        let found = again.iter().any(|[c, _, at, ..]| c == code && at == cell);
        assert!(found, "{code} {cell}: {again:#?}");
    }
}

/// Notes and text boxes become texts beside the form, a picture a question; the program's own notes are not reported.
#[test]
fn notes_boxes_and_pictures_are_asked_about() {
    let form = clean(&[]);
    let (sheet, reason) = filling::place(&form, "in.item.1_1.reason").expect("a cell");
    let form = filling::add_note(&form, &sheet, &reason, "課長の書込み");
    let form = filling::add_text_box(&form, &sheet, "C4", "枠の中の説明");
    let form = filling::add_picture(&form, "記入要領", "C3");
    let work = Work::new(&plans::small());
    let asked = asked(&work, &form);
    let beside = |cell: &str| filling::cell_text(&asked, &sheet, cell);
    assert_eq!(
        beside(&reason.replace('C', "F")).as_deref(),
        Some("課長の書込み")
    );
    assert_eq!(beside("F4").as_deref(), Some("枠の中の説明"));
    let list = rows(&asked, "確認のお願い");
    assert!(list.iter().any(|row| row[1].contains("図")), "{list:#?}");
    let again: Vec<_> = reported(&read(asked))
        .into_iter()
        .filter(|[code, ..]| code.starts_with('N'))
        .map(|[_, _, _, found, _]| found)
        .collect();
    assert_eq!(again.len(), 2, "{again:?}");
}

/// Somebody typed on the form's own hidden sheets, or made one of them again: the text comes to stand on a sheet of its
/// own, the others are asked as ever, and nothing ends.
#[test]
fn what_stands_on_hidden_sheets_of_the_form_stops_nothing() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let other = filled(&plan, "02", &[("in.item.2_1.reason", Entry::Blank)]);
    work.returned("02.xlsx", &other);
    let remade = filling::drop_sheet(&clean(&[]), "_list");
    let forms = [
        filling::set_cell(&clean(&[]), "_list", "F5", &text("控え")),
        filling::set_cell(&clean(&[]), "_list", "A1", &text("控え")),
        filling::set_cell(&clean(&[]), "_form", "J5", &text("控え")),
        filling::set_cell(&clean(&[]), "_form", "A900", &text("控え")),
        filling::add_sheet(&remade, "_list", &[("B2", text("控え"))]),
        filling::add_sheet(&remade, "_LIST", &[("B2", text("控え"))]),
    ];
    for form in forms {
        work.returned("01.xlsx", &form);
        work.run(&["check"])
            .ended(1)
            .says("確認依頼 2件")
            .says("控え");
        let asked = work.bytes(ASKED);
        let added = filling::sheet_names(&asked).into_iter();
        let added: Vec<String> = added.filter(|name| name.ends_with("の記入")).collect();
        assert_eq!(added.len(), 1, "{added:?}");
        assert!(work.exists("output/令和7年度/点検/確認依頼/02_財政課.xlsx"));
        let again = reported(&read(asked));
        let found = |t: &&[String; 5]| t[0] == "N011" && t[3] == "控え";
        assert_eq!(again.iter().filter(found).count(), 1, "{again:#?}");
        work.run(&["forms", "--with-answers"]).ended(0);
    }
}

/// An annex is one question; each of its cells stands in the 確認依頼 where it stood.
#[test]
fn an_annex_is_one_question_and_is_carried_over_whole() {
    let cells: Vec<(String, Entry)> = (1..=30)
        .flat_map(|row| ["A", "B", "C", "D"].map(|column| format!("{column}{row}")))
        .map(|cell| (cell.clone(), text(&format!("別紙の{cell}"))))
        .collect();
    let cells: Vec<(&str, Entry)> = cells.iter().map(|(c, e)| (c.as_str(), e.clone())).collect();
    let form = filling::add_sheet(&clean(&[]), "別紙", &cells);
    let work = Work::new(&plans::small());
    let asked = asked(&work, &form);
    for (cell, _) in &cells {
        let stands = filling::cell_text(&asked, "別紙", cell);
        assert_eq!(stands, Some(format!("別紙の{cell}")));
    }
    let list = rows(&asked, "確認のお願い");
    let about: Vec<&Vec<String>> = list.iter().filter(|row| row[3].contains("別紙")).collect();
    assert_eq!(about.len(), 1, "{list:#?}");
    assert_eq!(
        about[0][3],
        "「別紙のA1、別紙のB1、別紙のC1、別紙のD1、別紙のA2　ほか115セル」"
    );
    assert!(
        about[0][2].contains("A1からD30までの範囲"),
        "{:?}",
        about[0]
    );
    assert_eq!(about[0][4], "別紙 A1");
    let mail = String::from_utf8(work.output("点検/案内文/総務課.txt")).expect("UTF-8");
    assert_eq!(mail.matches("別紙のA1").count(), 1, "{mail}");
    assert_eq!(reported(&read(asked)), reported(&read(form)));
}

/// All names lost: one request in words of the form, and every answer beside its field.
#[test]
fn a_form_without_names_comes_back_with_its_answers_beside_the_fields() {
    let form = clean(&[("in.item.1_1.reason", text("理由の文"))]);
    let (sheet, reason) = filling::place(&form, "in.item.1_1.reason").expect("a cell");
    let work = Work::new(&plans::small());
    let asked = asked(&work, &filling::drop_all_names(&form));
    let beside = filling::cell_text(&asked, &sheet, &reason.replace('C', "F"));
    assert_eq!(beside.as_deref(), Some("理由の文"));
    assert_eq!(filling::cell_text(&asked, &sheet, &reason), None);
    let mail = String::from_utf8(work.output("点検/案内文/総務課.txt")).expect("UTF-8");
    assert!(mail.contains("直していただくもの　1件"), "{mail}");
    assert!(
        !mail.contains("in.") && !mail.contains("確認していただくもの"),
        "{mail}"
    );
    // Its own answer, saved so again, does not set the first form aside; nor is anything of it lost.
    work.returned("01.xlsx", &form);
    work.run(&["check"]);
    let first = work.bytes(ASKED);
    let answer = filling::fill(&first, &[("in.item.1_1.reason", text("直した理由"))]);
    work.returned("返送.xlsx", &filling::drop_all_names(&answer));
    work.run(&["check"])
        .says("受付済 2 ＋ 差替済 0")
        .says("N016")
        .says("F022");
    let second = work.bytes(ASKED);
    let stands = |column: &str| filling::cell_text(&second, &sheet, &reason.replace('C', column));
    assert_eq!(stands("C").as_deref(), Some("理由の文"));
    assert_eq!(stands("F").as_deref(), Some("直した理由"));
    // The next one answers both.
    work.returned("返送2.xlsx", &corrected(&second));
    work.run(&["check"]).says("受付済 1 ＋ 差替済 2");
}
