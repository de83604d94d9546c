//! Every cell that is not empty is an input, the form's own, or reported at its place: each way of writing elsewhere by
//! itself, forms as programs save them, and random cells in random places.

use std::collections::{BTreeMap, BTreeSet};

use gyokaku::diagnostic::{Code, Diagnostic, Severity};
use gyokaku::form::returned_workbook::{self, CellValue, ReturnedWorkbook};
use gyokaku::form::{Beside, Field, FormLayout, ItemField, blank_workbook};
use gyokaku::plan::Plan;
use gyokaku::submission::{Accounted, Submission, account, read_form};
use gyokaku::values::{Code as PlanCode, a1};
use proptest::prelude::*;

use crate::filling::{self, Entry};
use crate::fixture::{Work, codes, layout_of};
use crate::plans;

/// A department's form, filled, with last cycle's values beside two inputs.
struct Form {
    plan: Plan,
    layout: FormLayout,
    bytes: Vec<u8>,
}

/// What a form came to.
struct Reading {
    workbook: ReturnedWorkbook,
    submission: Submission,
    sums: Accounted,
    diagnostics: Vec<Diagnostic>,
}

const ITEM: &str = "1-①";

impl Form {
    fn of(plan: Plan, code: &str, is_filled: bool) -> Self {
        let cycle = plan.running_cycle().expect("a cycle");
        let mut beside = Beside::default();
        for field in [ItemField::Grade, ItemField::Reason] {
            let id = PlanCode::derive("1-①").expect("a code");
            beside
                .previous
                .insert(Field::Item(id, field), format!("前回の{field:?}"));
        }
        let layout = layout_of(&plan, cycle, code, &beside);
        let bytes = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
        let bytes = if is_filled {
            filling::fill_all(&bytes)
        } else {
            bytes
        };
        Self {
            plan,
            layout,
            bytes,
        }
    }

    fn small() -> Self {
        Self::of(plans::small(), "01", true)
    }

    #[track_caller]
    fn read(&self, bytes: &[u8]) -> Reading {
        let workbook = returned_workbook::read(bytes).expect("a form");
        let (submission, diagnostics) =
            read_form(&self.plan, &self.layout, &workbook, "01.xlsx", "");
        let (sums, _) = account(&self.layout, &workbook, "01.xlsx");
        let reading = Reading {
            workbook,
            submission,
            sums,
            diagnostics,
        };
        reading.adds_up();
        reading
    }

    fn place(&self, name: &str) -> (String, String) {
        filling::place(&self.bytes, name).expect("a place")
    }
}

impl Reading {
    /// The three sums are all cells, and as many cells are reported as the third says.
    #[track_caller]
    fn adds_up(&self) {
        let sheets = [&self.workbook.sheets, &self.workbook.own_sheets];
        let sheets = sheets.into_iter().flatten();
        let cells = sheets.flat_map(|sheet| sheet.cells.values());
        let seen = cells.filter(|cell| match &cell.value {
            CellValue::Text(text) => !text.trim().is_empty(),
            _ => true,
        });
        assert_eq!(self.sums.all(), seen.count(), "{:?}", self.sums);
        let reported: Vec<(&str, String)> = self
            .diagnostics
            .iter()
            .filter(|d| self.is_of_a_cell_outside(d))
            .flat_map(|d| self.cells_of(d))
            .collect();
        let apart: BTreeSet<_> = reported.iter().collect();
        assert_eq!(reported.len(), apart.len(), "{:#?}", self.diagnostics);
        assert_eq!(
            reported.len(),
            self.sums.reported,
            "{:#?}",
            self.diagnostics
        );
    }

    /// The cells that a diagnostic reports: its own, or those that it reports together.
    fn cells_of<'a>(&'a self, diagnostic: &'a Diagnostic) -> Vec<(&'a str, String)> {
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        let (sheet, cell) = (text(&diagnostic.sheet), text(&diagnostic.cell));
        let mut gathered = self.submission.gathered.iter();
        match gathered.find(|(at, _)| (at.sheet.as_str(), at.cell.as_str()) == (sheet, cell)) {
            Some((_, cells)) => cells
                .iter()
                .map(|c| (c.sheet.as_str(), a1(c.place.0, c.place.1)))
                .collect(),
            None => vec![(sheet, cell.to_owned())],
        }
    }

    fn is_of_a_cell_outside(&self, diagnostic: &Diagnostic) -> bool {
        let at_input = self.submission.places.values().any(|place| {
            diagnostic.sheet.as_ref() == Some(&place.sheet)
                && diagnostic.cell.as_ref() == Some(&place.cell)
        });
        !at_input
            && diagnostic.cell.is_some()
            && matches!(
                diagnostic.code,
                Code::NameUnknown
                    | Code::WrittenBeside
                    | Code::WrittenOverPlan
                    | Code::WrittenOverPrevious
                    | Code::WrittenHidden
                    | Code::WrittenOnAddedSheet
                    | Code::NamesAllLost
            )
    }

    /// Errors and warnings: code, sheet, cell, what was found.
    fn reported<'a>(&'a self) -> Vec<(&'static str, &'a str, &'a str, &'a str)> {
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        let all = self.diagnostics.iter();
        all.filter(|d| d.severity != Severity::Info)
            .map(|d| (d.code.id(), text(&d.sheet), text(&d.cell), text(&d.found)))
            .collect()
    }
}

#[test]
fn a_clean_form_is_all_inputs_and_own_texts() {
    for (plan, code) in [
        (plans::small(), "01"),
        (plans::small(), "02"),
        (plans::small(), "03"),
        (plans::named(), "01"),
        (plans::named(), "02"),
    ] {
        for is_filled in [false, true] {
            let form = Form::of(plan.clone(), code, is_filled);
            let reading = form.read(&form.bytes);
            assert_eq!(reading.sums.reported, 0, "{code}: {:?}", reading.reported());
            let answers = reading.submission.answers.len();
            assert_eq!(reading.sums.inputs, answers);
            assert!(reading.sums.own > 40, "{code}: {:?}", reading.sums);
            if is_filled {
                assert_eq!(reading.reported(), [], "{code}");
            }
        }
    }
}

#[test]
fn each_way_of_writing_elsewhere_is_reported_once_with_its_text() {
    let form = Form::small();
    let (_, reason) = form.place("in.item.1_1.reason");
    let (_, result) = form.place("in.initiative.1_1_1.result");
    let right = |cell: &str| format!("D{}", &cell[1..]);
    let formula = |text: &str| Entry::Formula {
        text: text.to_owned(),
        cached: Some("12".to_owned()),
    };
    let guide = format!("E{}", &result[1..]);
    for (cell, entry, code, found) in [
        ("H30", "欄外".into(), "N007", "欄外"),
        ("H30", Entry::Number(12.5), "N007", "12.5"),
        ("H30", Entry::Bool(true), "N007", "TRUE"),
        ("H30", Entry::Date(2026, 4, 10), "N007", "2026-04-10"),
        ("H30", Entry::Error("#REF!".to_owned()), "N007", "#REF!"),
        ("H30", formula("6*2"), "N007", "12"),
        ("D4", formula("6*2"), "N007", "12"),
        ("E4", "ここに書いた".into(), "N007", "ここに書いた"),
        ("C4", "計画を書き換えた".into(), "N008", "計画を書き換えた"),
        ("A1", "題を書き換えた".into(), "N008", "題を書き換えた"),
        (
            guide.as_str(),
            "目標を書き換えた".into(),
            "N008",
            "目標を書き換えた",
        ),
        (guide.as_str(), formula("6*2"), "N008", "12"),
        (
            right(&reason).as_str(),
            "今回の理由".into(),
            "N009",
            "今回の理由",
        ),
        (
            right(&result).as_str(),
            "今回の実績".into(),
            "N007",
            "今回の実績",
        ),
    ] {
        let written = filling::set_cell(&form.bytes, ITEM, cell, &entry);
        assert_eq!(
            form.read(&written).reported(),
            [(code, ITEM, cell, found)],
            "{entry:?}"
        );
    }
}

#[test]
fn what_stood_before_is_quoted() {
    let form = Form::small();
    let message = |cell: &str| {
        let written = filling::set_cell(&form.bytes, ITEM, cell, &"別の文".into());
        let mut reading = form.read(&written);
        reading
            .diagnostics
            .retain(|d| d.severity == Severity::Warning);
        reading.diagnostics.remove(0).message
    };
    let stood = filling::cell_text(&form.bytes, ITEM, "C4").expect("a text");
    assert!(message("C4").contains(&format!("「{stood}」")));
    let (_, reason) = form.place("in.item.1_1.reason");
    assert!(message(&format!("D{}", &reason[1..])).contains("「前回のReason」"));
}

#[test]
fn rewriting_what_is_written_over_is_reported_where_rows_have_moved() {
    let form = Form::small();
    let moved = filling::insert_rows_above(&form.bytes, ITEM, 3);
    let moved = filling::rename_sheet(&moved, ITEM, "改名");
    assert_eq!(form.read(&moved).reported(), []);
    let written = filling::set_cell(&moved, "改名", "C7", &"書き換えた".into());
    let reading = form.read(&written);
    assert_eq!(reading.reported(), [("N008", "改名", "C7", "書き換えた")]);
    let stood = filling::cell_text(&form.bytes, ITEM, "C4").expect("a text");
    let reported = reading
        .diagnostics
        .iter()
        .find(|d| d.code == Code::WrittenOverPlan);
    assert!(reported.expect("N008").message.contains(&stood));
}

#[test]
fn hidden_answers_are_used_and_reported_and_hidden_writing_is_reported_once() {
    let form = Form::small();
    let (_, cell) = form.place("in.item.1_1.reason");
    let row: u32 = cell[1..].parse().expect("a row");
    let typed = filling::cell_text(&form.bytes, ITEM, &cell).expect("a text");
    let rows = filling::hide_rows(&form.bytes, ITEM, row, row);
    let reading = form.read(&rows);
    assert_eq!(
        reading.reported(),
        [("N010", ITEM, cell.as_str(), typed.as_str())]
    );
    let answers = reading.submission.answers.iter();
    let used = answers.filter(|(field, _)| field.name() == "in.item.1_1.reason");
    assert!(used.into_iter().all(|(_, answer)| answer.value.is_some()));

    let written = filling::set_cell(&form.bytes, ITEM, "K40", &"隠した".into());
    for hidden in [
        filling::hide_rows(&written, ITEM, 40, 41),
        filling::hide_columns(&written, ITEM, "J", "XFD"),
    ] {
        let reported = form.read(&hidden);
        assert_eq!(reported.reported(), [("N010", ITEM, "K40", "隠した")]);
    }
    let sheet = filling::add_sheet(&form.bytes, "控え", &[("B2", "隠した".into())]);
    for state in ["hidden", "veryHidden"] {
        let hidden = filling::hide_sheet(&sheet, "控え", state);
        assert_eq!(
            form.read(&hidden).reported(),
            [("N010", "控え", "B2", "隠した")]
        );
    }
    // A filter, or a whole sheet, is one thing to ask about.
    let filtered = filling::hide_rows(&form.bytes, ITEM, 1, 200);
    for hidden in [filling::hide_sheet(&form.bytes, ITEM, "hidden"), filtered] {
        let reading = form.read(&hidden);
        let answers = reading.submission.answers.values().map(|a| &a.source);
        let hidden: Vec<String> = answers
            .filter(|source| source.at.sheet == ITEM)
            .map(|source| format!("{}「{}」", source.at.cell, source.typed))
            .collect();
        let reported = reading.reported();
        assert_eq!(reported.len(), 1, "{reported:#?}");
        let (code, sheet, cell, found) = reported[0];
        assert_eq!((code, sheet), ("N010", ITEM));
        assert!(found.starts_with(&format!("{cell}「")), "{found}");
        for answer in &hidden {
            assert!(found.contains(answer), "{answer}: {found}");
        }
        assert_eq!(found.matches('「').count(), hidden.len());
        let reported = reading.diagnostics.iter();
        let reported = reported.filter(|d| d.code == Code::WrittenHidden);
        let count = format!("{}の欄の記入が、非表示の", hidden.len());
        assert!(reported.into_iter().all(|d| d.message.starts_with(&count)));
    }
}

/// Nobody sees these sheets, but somebody may have shown and used them.
#[test]
fn writing_on_the_forms_own_hidden_sheets() {
    let form = Form::small();
    for (sheet, cell) in [
        ("_list", "A30"),
        ("_list", "K2"),
        ("_form", "D3"),
        ("_form", "A900"),
    ] {
        let written = filling::set_cell(&form.bytes, sheet, cell, &"控え".into());
        assert_eq!(
            form.read(&written).reported(),
            [("N010", sheet, cell, "控え")]
        );
    }
}

#[test]
fn added_and_copied_sheets() {
    let form = Form::small();
    let added = filling::add_sheet(
        &form.bytes,
        "別紙",
        &[("A1", "別紙".into()), ("C9", Entry::Number(3.0))],
    );
    assert_eq!(
        form.read(&added).reported(),
        [("N011", "別紙", "A1", "別紙"), ("N011", "別紙", "C9", "3")]
    );
    let copied = form.read(&filling::copy_sheet(&form.bytes, ITEM, "1-① (2)"));
    let expected: BTreeMap<&str, &str> = copied
        .submission
        .answers
        .values()
        .filter(|answer| answer.source.at.sheet == ITEM)
        .map(|answer| (answer.source.at.cell.as_str(), answer.source.typed.as_str()))
        .collect();
    let reported = copied.reported();
    let first = expected
        .keys()
        .min_by_key(|cell| cell.len())
        .expect("a cell");
    assert_eq!(reported.len(), 1, "{reported:#?}");
    assert_eq!((reported[0].0, reported[0].1), ("N011", "1-① (2)"));
    assert!(
        reported[0].3.starts_with(&format!("{}「", reported[0].2)),
        "{first}"
    );
    let found: BTreeMap<&str, &str> = reported[0]
        .3
        .lines()
        .filter_map(|line| line.strip_suffix('」')?.split_once('「'))
        .collect();
    assert_eq!(found, expected);
    let first = filling::move_sheet_first(&form.bytes, ITEM);
    assert_eq!(form.read(&first).reported(), []);
}

/// Cells of one sheet or range, and only those, are one diagnostic with the range, the count and every text.
#[test]
fn a_table_is_reported_once_with_every_cell() {
    let form = Form::small();
    let cells = |sheet: &str, rows: std::ops::Range<u32>, columns: &[&str]| {
        let mut cells: Vec<(String, String, Entry)> = Vec::new();
        for row in rows {
            for column in columns {
                let cell = format!("{column}{row}");
                let text = format!("表の{cell}");
                cells.push((sheet.to_owned(), cell, text.into()));
            }
        }
        cells
    };
    let added = filling::add_sheet(&form.bytes, "別紙", &[]);
    let annex = cells("別紙", 1..31, &["A", "B", "C", "D", "E", "F", "G", "H"]);
    let beside = cells(ITEM, 40..44, &["H", "J"]);
    let line = cells(ITEM, 60..90, &["G"]);
    let remarks = cells(ITEM, 2..8, &["G"]);
    let all = [annex, beside, line, remarks].concat();
    let reading = form.read(&filling::set_cells(&added, &all));
    let reported = reading.reported();
    let reported: Vec<(&str, &str, usize)> = reported
        .iter()
        .map(|t| (t.1, t.2, t.3.lines().count()))
        .collect();
    let mut wanted: Vec<(&str, &str, usize)> = ["G2", "G3", "G4", "G5", "G6", "G7"]
        .map(|cell| (ITEM, cell, 1))
        .to_vec();
    wanted.extend([(ITEM, "H40", 8), (ITEM, "G60", 30), ("別紙", "A1", 240)]);
    assert_eq!(reported, wanted);
    let message = |cell: &str| {
        let mut all = reading.diagnostics.iter();
        let reported = all.find(|d| d.cell.as_deref() == Some(cell));
        reported.expect("it").message.as_str()
    };
    assert_eq!(
        message("A1"),
        "様式にないシート（A1からH30までの範囲）に、240セルの記入があります。"
    );
    assert_eq!(
        message("H40"),
        "様式の欄の外（H40からJ43までの範囲）に、8セルの記入があります。"
    );
    for (_, cell, _) in &all {
        let quoted = format!("{cell}「表の{cell}」");
        let plain = format!("表の{cell}");
        let is_reported = |d: &Diagnostic| {
            let found = d.found.as_deref().unwrap_or_default();
            found == plain || found.lines().any(|line| line == quoted)
        };
        assert!(reading.diagnostics.iter().any(is_reported), "{cell}");
    }
}

/// Remarks far from each other would bury the rest: what comes after the first thousand is reported sheet by sheet, with
/// each cell and its text.
#[test]
fn very_many_cells_are_all_named() {
    let form = Form::small();
    let rows = (1..=1_200_u32).map(|at| at * 5);
    let entries: Vec<(String, String, Entry)> = rows
        .clone()
        .map(|row| {
            (
                ITEM.to_owned(),
                format!("H{row}"),
                format!("貼付{row}").into(),
            )
        })
        .collect();
    let bytes = filling::set_cells(&form.bytes, &entries);
    let workbook = returned_workbook::read(&bytes).expect("a form");
    let (sums, reported) = account(&form.layout, &workbook, "01.xlsx");
    assert_eq!((sums.reported, reported.len()), (entries.len(), 1_001));
    let last = &reported[1_000];
    assert_eq!(last.code, Code::WrittenBeside);
    assert_eq!(last.place(), format!("01.xlsx › {ITEM} › H5005"));
    let found = last.found.as_deref().unwrap_or_default();
    for row in rows.skip(1_000) {
        assert!(found.contains(&format!("H{row}「貼付{row}」")), "{row}");
    }
    let message = &last.message;
    assert!(message.contains("H5005からH6000までの範囲に"), "{message}");
    assert!(message.contains("200セル"), "{message}");
}

/// A form that was saved without the names of its inputs is reported once, with every answer; remarks stay apart.
#[test]
fn a_form_without_names_is_reported_once() {
    let form = Form::small();
    let answers = form.read(&form.bytes).submission.answers.len();
    let noted = filling::set_cell(&form.bytes, ITEM, "H3", &"覚え".into());
    let reading = form.read(&filling::drop_all_names(&noted));
    assert!(reading.submission.answers.is_empty());
    let reported = reading.reported();
    let codes: Vec<(&str, &str)> = reported.iter().map(|t| (t.0, t.2)).collect();
    assert_eq!(
        codes,
        [("N016", reported[0].2), ("N007", "H3")],
        "{reported:#?}"
    );
    assert_eq!(reported[0].3.lines().count(), answers, "{}", reported[0].3);
    let blank = form.read(&filling::drop_all_names(
        &Form::of(plans::small(), "01", false).bytes,
    ));
    let reported: Vec<&str> = blank.reported().iter().map(|t| t.0).collect();
    assert_eq!(reported, ["N016"]);
}

#[test]
fn notes_text_boxes_and_pictures() {
    let form = Form::small();
    let note = filling::add_note(&form.bytes, ITEM, "C12", "総務課:\n32件です");
    let both = filling::add_note(&note, ITEM, "H3", "二つ目");
    let thread = filling::add_thread(
        &both,
        ITEM,
        "C13",
        &[("総務 太郎", "これでよいか"), ("課長", "よい")],
    );
    let boxed = filling::add_text_box(&thread, ITEM, "F20", "図形に\n書いた");
    let empty = filling::add_text_box(&boxed, ITEM, "F30", "");
    let pictured = filling::add_picture(&empty, ITEM, "G8");
    assert_eq!(
        form.read(&pictured).reported(),
        [
            ("N012", ITEM, "H3", "二つ目"),
            ("N012", ITEM, "C12", "総務課:\n32件です"),
            ("N012", ITEM, "C13", "総務 太郎: これでよいか\n課長: よい"),
            ("N013", ITEM, "F20", "図形に\n書いた"),
            ("N014", ITEM, "G8", "図 2（写真）"),
        ]
    );
}

/// A 確認依頼 carries notes of its own, which `_form` reports.
#[test]
fn the_forms_own_notes_are_reported_only_where_they_were_changed() {
    let form = Form::small();
    let name = "in.item.1_1.reason";
    let (_, cell) = form.place(name);
    let key = format!("note:{name}");
    let issued = filling::set_cells(
        &form.bytes,
        &[
            ("_form".to_owned(), "A900".to_owned(), key.as_str().into()),
            (
                "_form".to_owned(),
                "B900".to_owned(),
                "件数を書いてください。\n理由も。".into(),
            ),
        ],
    );
    for own in [
        "件数を書いてください。\n理由も。",
        "件数を書いてください。 理由も。",
        "行政経営課:\n件数を書いてください。\n理由も。",
    ] {
        let noted = filling::add_note(&issued, ITEM, &cell, own);
        assert_eq!(form.read(&noted).reported(), [], "{own}");
    }
    let changed = "件数を書いてください。\n理由も。→32件です";
    let noted = filling::add_note(&issued, ITEM, &cell, changed);
    let reading = form.read(&noted);
    assert_eq!(reading.reported(), [("N012", ITEM, cell.as_str(), changed)]);
    let reported = reading
        .diagnostics
        .iter()
        .find(|d| d.code == Code::CellNote);
    assert!(reported.expect("N012").message.contains("書き換えられ"));
}

#[test]
fn struck_answers_are_refused_and_quoted() {
    let form = Form::small();
    let name = "in.indicator.1_1_k2.actual";
    let (_, cell) = form.place(name);
    let typed = filling::fill(&form.bytes, &[(name, "30件32件".into())]);
    let number = filling::fill(&form.bytes, &[(name, Entry::Number(30.0))]);
    for (struck, found, quoted) in [
        (
            filling::strike(&typed, ITEM, &cell, Some(3)),
            "30件32件",
            "「30件」に取消線が引かれています。取消線のない部分は「32件」",
        ),
        (
            filling::strike(&typed, ITEM, &cell, None),
            "30件32件",
            "「30件32件」の全体に取消線",
        ),
        (
            filling::strike(&number, ITEM, &cell, None),
            "30",
            "「30」の全体に取消線",
        ),
    ] {
        let reading = form.read(&struck);
        assert_eq!(reading.reported(), [("V014", ITEM, cell.as_str(), found)]);
        let reported = reading
            .diagnostics
            .iter()
            .find(|d| d.code == Code::ValueStruck);
        let message = &reported.expect("V014").message;
        assert!(message.contains(quoted), "{message}");
        let mut answers = reading.submission.answers.iter();
        let answer = answers.find(|(field, _)| field.name() == name);
        let (_, answer) = answer.expect("an answer");
        assert_eq!(
            (answer.value.as_ref(), answer.source.typed.as_str()),
            (None, found)
        );
    }
    let own = filling::strike(&form.bytes, ITEM, "C4", None);
    assert_eq!(form.read(&own).reported(), []);
}

/// Moved, renamed, shifted and then saved by LibreOffice in both formats: a clean form raises no alarm, and what was
/// written elsewhere is reported as in the file that it was saved from.
#[test]
fn saving_in_libreoffice_changes_nothing() {
    let form = Form::small();
    let clean = filling::insert_rows_above(&form.bytes, ITEM, 2);
    let clean = filling::rename_sheet(&clean, ITEM, "総務の1");
    let clean = filling::move_sheet_first(&clean, "総務の1");
    let name = "in.indicator.1_1_k2.actual";
    let (sheet, cell) = filling::place(&clean, name).expect("a place");
    let spoiled = filling::fill(&clean, &[(name, "30件32件".into())]);
    let spoiled = filling::strike(&spoiled, &sheet, &cell, Some(3));
    let spoiled = filling::set_cell(&spoiled, &sheet, "H30", &"欄外".into());
    let spoiled = filling::set_cell(&spoiled, &sheet, "C6", &"書換え".into());
    let spoiled = filling::hide_rows(&spoiled, &sheet, 30, 30);
    let spoiled = filling::add_note(&spoiled, &sheet, "G4", "メモ");
    let spoiled = filling::add_text_box(&spoiled, &sheet, "H20", "箱の中");
    let spoiled = filling::add_sheet(&spoiled, "別紙", &[("B2", "別紙の答え".into())]);
    let work = Work::empty();
    work.put("clean.xlsx", &clean).put("spoiled.xlsx", &spoiled);
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        work.root().display()
    );
    let expected = form.read(&spoiled);
    assert_eq!(expected.reported().len(), 6, "{:?}", expected.reported());
    for ending in ["ods", "xlsx"] {
        let folder = format!("saved_{ending}");
        let to = ["--convert-to", ending, "--outdir", &folder];
        let files = ["clean.xlsx", "spoiled.xlsx"];
        work.tool(
            "soffice",
            &[&[&profile, "--headless"], &to[..], &files[..]].concat(),
        );
        let saved = form.read(&work.bytes(&format!("{folder}/clean.{ending}")));
        assert_eq!(saved.reported(), [], "{ending}");
        let saved = form.read(&work.bytes(&format!("{folder}/spoiled.{ending}")));
        assert_eq!(saved.reported(), expected.reported(), "{ending}");
    }
}

/// What somebody writes, and how it is reported.
fn entry() -> impl Strategy<Value = (Entry, String)> {
    prop_oneof![
        "[ぁ-ん一-龠a-z0-9。、𠮷]{1,12}".prop_map(|text| {
            let text = format!("書{text}");
            (Entry::Text(text.clone()), text)
        }),
        (1000_u32..9_000_000).prop_map(|n| {
            let number = f64::from(n) + 0.25;
            (Entry::Number(number), format!("{n}.25"))
        }),
        (1_u32..28).prop_map(|day| { (Entry::Date(2026, 5, day), format!("2026-05-{day:02}")) }),
        (1000_u32..9000).prop_map(|n| {
            let text = format!("C{}*2", n % 90 + 1);
            let cached = Some(n.to_string());
            (Entry::Formula { text, cached }, n.to_string())
        }),
        (1_u32..90).prop_map(|n| {
            let text = format!("SUM(C1:C{n})");
            let reported = format!("={text}");
            (Entry::Formula { text, cached: None }, reported)
        }),
        any::<bool>().prop_map(|b| (Entry::Bool(b), b.to_string().to_uppercase())),
        Just((Entry::Error("#REF!".to_owned()), "#REF!".to_owned())),
    ]
}

/// Rows and columns near the form mostly, and far away.
fn place() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        6 => (0_u32..70, 0_u32..5),
        2 => (0_u32..120, 0_u32..12),
        1 => (0_u32..1_048_576, 0_u32..16_384),
    ]
}

/// A sheet, a zero-based place, and what is written there.
type Write = (prop::sample::Index, (u32, u32), (Entry, String));

#[derive(Clone, Debug)]
struct Spoiling {
    plan: usize,
    department: prop::sample::Index,
    is_filled: bool,
    shifted: u32,
    is_renamed: bool,
    is_added: bool,
    writes: Vec<Write>,
}

fn spoiling() -> impl Strategy<Value = Spoiling> {
    let writes = prop::collection::vec((any::<prop::sample::Index>(), place(), entry()), 1..14);
    (
        (0_usize..2, any::<prop::sample::Index>()),
        (any::<bool>(), 0_u32..4, any::<bool>(), any::<bool>()),
        writes,
    )
        .prop_map(|((plan, department), flags, writes)| Spoiling {
            plan,
            department,
            is_filled: flags.0,
            shifted: flags.1,
            is_renamed: flags.2,
            is_added: flags.3,
            writes,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_cells_in_random_places(spoiling in spoiling()) {
        let plan = [plans::small, plans::named][spoiling.plan]();
        let cycle = plan.running_cycle().expect("a cycle").clone();
        let all = codes(&plan, &cycle);
        let code = &all[spoiling.department.index(all.len())];
        let form = Form::of(plan, code, spoiling.is_filled);
        let mut bytes = form.bytes.clone();
        let sheet = filling::sheet_names(&bytes)[1].clone();
        if spoiling.shifted > 0 {
            bytes = filling::insert_rows_above(&bytes, &sheet, spoiling.shifted);
        }
        if spoiling.is_renamed {
            bytes = filling::rename_sheet(&bytes, &sheet, "改名したシート");
        }
        if spoiling.is_added {
            bytes = filling::add_sheet(&bytes, "加えたシート", &[]);
        }
        let mut sheets = filling::sheet_names(&bytes);
        sheets.retain(|name| !name.starts_with('_'));
        let mut written: BTreeMap<(String, String), (Entry, String)> = BTreeMap::new();
        for (sheet, (row, column), what) in &spoiling.writes {
            let sheet = sheets[sheet.index(sheets.len())].clone();
            written.insert((sheet, a1(*row, *column)), what.clone());
        }
        let entries: Vec<(String, String, Entry)> = written
            .iter()
            .map(|((sheet, cell), (entry, _))| (sheet.clone(), cell.clone(), entry.clone()))
            .collect();
        let reading = form.read(&filling::set_cells(&bytes, &entries));
        for ((sheet, cell), (_, typed)) in &written {
            let mut answers = reading.submission.answers.values();
            let used = answers.any(|answer| {
                let at = &answer.source.at;
                at.sheet == *sheet && at.cell == *cell && answer.source.typed == *typed
            });
            let reported = reading.diagnostics.iter().any(|d| {
                d.sheet.as_ref() == Some(sheet)
                    && d.cell.as_ref() == Some(cell)
                    && d.found.as_ref() == Some(typed)
            });
            let mut gathered = reading.submission.gathered.values().flatten();
            let gathered = gathered.any(|c| {
                c.sheet == *sheet && a1(c.place.0, c.place.1) == *cell && c.typed == *typed
            });
            prop_assert!(used || reported || gathered, "{sheet} {cell} {typed}: {:#?}", reading.diagnostics);
        }
    }
}
