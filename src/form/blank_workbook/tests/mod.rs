//! The written workbook, read back: names, `_form`, protection, formulas, and hostile text.

mod sample;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::answers::Answers;
use super::guide_column::count_of_missing;
use super::write;
use crate::form::field::{Field, IndicatorField, InitiativeField, ItemField};
use crate::form::layout::{
    Beside, FormLayout, GUIDE_SHEET, Held, META_SHEET, Mark, Prefill, Required, Row,
};
use crate::values::a1;
use sample::{code, day, layout};

fn bytes(layout: &FormLayout) -> Vec<u8> {
    write(layout, day(2026, 4, 10)).expect("a workbook")
}

fn book(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("an xlsx")
}

/// Text of the package's part.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    let mut file = package.by_name(name).expect(name);
    file.read_to_string(&mut text).expect("text");
    text
}

fn sheet_xml(bytes: &[u8], number: usize) -> String {
    part(bytes, &format!("xl/worksheets/sheet{number}.xml"))
}

fn cell(bytes: &[u8], sheet: &str, row: u32, column: u32) -> Data {
    let range = book(bytes).worksheet_range(sheet).expect(sheet);
    range
        .get_value((row, column))
        .cloned()
        .unwrap_or(Data::Empty)
}

/// Zero-based row of a field's input.
fn row_of(layout: &FormLayout, sheet: usize, field: &Field) -> u32 {
    let is_it = |row: &Row| matches!(row, Row::Input(input) if input.field == *field);
    let at = layout.sheets[sheet].rows.iter().position(is_it);
    u32::try_from(at.expect("the field")).expect("small")
}

fn form_rows(bytes: &[u8]) -> Vec<(String, String)> {
    let range = book(bytes).worksheet_range(META_SHEET).expect("_form");
    let text = |data: Option<&Data>| data.map(ToString::to_string).unwrap_or_default();
    range
        .rows()
        .map(|row| (text(row.first()), text(row.get(1))))
        .collect()
}

#[test]
fn every_input_has_a_name_that_points_to_it() {
    let layout = layout(&Beside::default());
    let bytes = bytes(&layout);
    let names: BTreeMap<String, String> = book(&bytes).defined_names().iter().cloned().collect();
    let mut inputs = 0;
    for sheet in &layout.sheets {
        for (row, what) in (1..).zip(&sheet.rows) {
            let Row::Input(input) = what else { continue };
            let place = names.get(&input.field.name()).expect("a name");
            let expected = format!("{}!$C${row}", sheet.name);
            assert_eq!(place.replace('\'', ""), expected);
            inputs += 1;
        }
    }
    assert!(inputs > 30, "{inputs}");
    assert!(names.contains_key("in.initiative.1_2_ア.result"));
    assert_eq!(
        names.get("list.grade").map(String::as_str),
        Some("'_list'!$A$1:$A$4")
    );
}

#[test]
fn rows_grow_and_nothing_is_merged() {
    let layout = layout(&Beside::default());
    let bytes = bytes(&layout);
    for sheet in 1..=layout.sheets.len() {
        let xml = sheet_xml(&bytes, sheet);
        assert!(xml.contains("<row r=\"1\""));
        assert!(!xml.contains("customHeight"), "sheet {sheet}");
        let rows = layout.sheets[sheet - 1].rows.len();
        assert_eq!(xml.matches(" ht=").count(), rows, "sheet {sheet}");
        assert!(!xml.contains("mergeCell"), "sheet {sheet}");
    }
}

#[test]
fn sheets_are_protected_without_password_and_heights_stay_free() {
    let layout = layout(&Beside::default());
    let bytes = bytes(&layout);
    for sheet in 1..=layout.sheets.len() {
        let xml = sheet_xml(&bytes, sheet);
        let at = xml.find("<sheetProtection").expect("protected");
        let element = &xml[at..at + xml[at..].find("/>").expect("its end")];
        assert!(element.contains("formatRows=\"0\"") && element.contains("formatColumns=\"0\""));
        assert!(
            !element.contains("password") && !element.contains("hash"),
            "{element}"
        );
        assert!(!element.contains("selectLockedCells"), "{element}");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(
        workbook.contains("name=\"_form\" sheetId=\"5\" state=\"veryHidden\""),
        "{workbook}"
    );
    assert!(
        workbook.contains("name=\"_list\" sheetId=\"4\" state=\"hidden\""),
        "{workbook}"
    );
}

#[test]
fn form_sheet_says_identity_labels_and_own_texts() {
    let grade = Field::Item(code("1-①"), ItemField::Grade);
    let beside = Beside {
        previous: [(grade, "B やや遅れている".to_owned())].into(),
        ..Beside::default()
    };
    let layout = layout(&beside);
    let rows = form_rows(&bytes(&layout));
    let has = |key: &str, value: &str| rows.contains(&(key.to_owned(), value.to_owned()));
    assert!(has("schema", "1") && has("department", "01") && has("round", "1"));
    assert!(has("cycle", "令和7年度") && has("layout", &layout.identity.layout));
    assert!(has("replaces", ""));
    assert!(has("label:in.item.1_1.grade", "1-①｜進捗評価"));
    assert!(has("label:in.respondent.phone", "｜内線"));
    assert!(has("previous:in.item.1_1.grade", "B やや遅れている"));
    assert!(has("text:1-①", "1-①　人材の育成"));
    assert!(has("text:1-①", "目標・確認"));
    assert!(has("text:記入要領", "シートを開く"));
    assert!(rows.iter().any(|(key, _)| key == "formula:1-②"));
}

/// Every filled cell of the visible sheets is noted in `_form`, or is an input's answer.
#[test]
fn nothing_on_a_fresh_form_looks_typed() {
    let beside = Beside {
        previous: [(
            Field::Item(code("1-②"), ItemField::Issue),
            "前回の課題".to_owned(),
        )]
        .into(),
        ..Beside::default()
    };
    let layout = layout(&beside);
    let bytes = bytes(&layout);
    let rows = form_rows(&bytes);
    for sheet in &layout.sheets {
        let range = book(&bytes).worksheet_range(&sheet.name).expect("sheet");
        let (top, left) = range.start().expect("cells");
        for (row, column, data) in range.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            let place = (format!("formula:{}", sheet.name), a1(row, column));
            let text = (format!("text:{}", sheet.name), data.to_string());
            let previous = |r: &(String, String)| r.0.starts_with("previous:") && r.1 == text.1;
            assert!(
                rows.contains(&place) || rows.contains(&text) || rows.iter().any(previous),
                "{place:?} {data:?}"
            );
        }
    }
}

#[test]
fn live_column_has_the_result_of_the_answers() {
    let status = Field::Initiative(code("1-①-1"), InitiativeField::Status);
    let result = Field::Initiative(code("1-①-1"), InitiativeField::Result);
    let reason = Field::Item(code("1-①"), ItemField::Reason);
    let beside = Beside {
        answers: [
            (status.clone(), Prefill::text("未着手 ")),
            (reason.clone(), Prefill::text("あ".repeat(401))),
        ]
        .into(),
        ..Beside::default()
    };
    let layout = layout(&beside);
    let bytes = bytes(&layout);
    let guide = |field: &Field| cell(&bytes, "1-①", row_of(&layout, 1, field), 4).to_string();
    assert_eq!(guide(&status), "○ 記入済み");
    assert!(guide(&result).starts_with("－ 記入不要\n0／400字"));
    assert!(guide(&reason).starts_with("○ 記入済み\n401／400字\n目安を超えています"));
    let actual = Field::Indicator(code("1-①-K1"), IndicatorField::Actual);
    assert_eq!(guide(&actual), "● 未記入\n目標 10.0時間以下");
    // Blank on 1-①: grade and two actuals; on 1-②: status, result, grade, reason.
    let counts = layout.sheets[0]
        .rows
        .iter()
        .position(|r| matches!(r, Row::Content { .. }));
    let at = u32::try_from(counts.expect("contents")).expect("small");
    let count = |row| cell(&bytes, GUIDE_SHEET, row, 3);
    assert_eq!(
        [count(at), count(at + 1), count(at + 2)],
        [3.0, 4.0, 7.0].map(Data::Float)
    );
}

#[test]
fn each_required_input_is_counted_by_itself_and_anew_when_the_form_is_opened() {
    let mut layout = layout(&Beside::default());
    let bytes = bytes(&layout);
    let guide = sheet_xml(&bytes, 1);
    for sheet in &layout.sheets[1..] {
        let required: Vec<String> = (1..)
            .zip(&sheet.rows)
            .filter(|(_, row)| matches!(row, Row::Input(i) if i.required != Required::No))
            .map(|(row, _)| format!("(LEFT('{}'!$E${row},1)=\"●\")", sheet.name))
            .collect();
        assert!(required.len() > 3, "{required:?}");
        let formula = required.join("+").replace('"', "&quot;");
        let plain = guide.replace("&apos;", "'").replace('"', "&quot;");
        assert!(plain.contains(&format!("<f>0+{formula}</f>")), "{formula}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));

    // More than a formula of Excel holds, and nothing at all.
    let input = layout.sheets[1]
        .rows
        .iter()
        .find(|row| matches!(row, Row::Input(i) if i.required == Required::Yes));
    let input = input.expect("a required input").clone();
    layout.sheets[1].rows.resize(500, input);
    layout.sheets[2].rows.truncate(3);
    for (sheet, rows) in [(1, 500), (2, 3)] {
        let name = &layout.sheets[sheet].name;
        let formula = count_of_missing(&layout, &Answers::of(&layout), name);
        let counted = format!("=COUNTIF('{name}'!$E$1:$E${rows},\"● 未記入*\")");
        assert_eq!(formula, counted);
    }
}

#[test]
fn same_layout_gives_same_bytes() {
    let layout = layout(&Beside::default());
    let first = bytes(&layout);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, bytes(&layout));
    assert!(part(&first, "docProps/core.xml").contains("2026-04-10T00:00:00Z"));
}

#[test]
fn text_is_data_and_numbers_are_numbers() {
    let result = Field::Initiative(code("1-①-1"), InitiativeField::Result);
    let revenue = Field::Initiative(code("1-①-1"), InitiativeField::EffectRevenue);
    let saving = Field::Initiative(code("1-①-1"), InitiativeField::EffectSaving);
    let beside = Beside {
        answers: [
            (result.clone(), Prefill::text("=1+1\u{1b}\r\n@SUM(A1)")),
            (revenue.clone(), Held::Number(1200.0).into()),
            (saving.clone(), Prefill::text("約30")),
        ]
        .into(),
        ..Beside::default()
    };
    let layout = layout(&beside);
    let bytes = bytes(&layout);
    let answer = |field: &Field| cell(&bytes, "1-①", row_of(&layout, 1, field), 2);
    assert_eq!(
        answer(&result),
        Data::String("=1+1\u{1b}\n@SUM(A1)".to_owned())
    );
    assert_eq!(answer(&revenue), Data::Float(1200.0));
    assert_eq!(answer(&saving), Data::String("約30".to_owned()));
    let xml = sheet_xml(&bytes, 2);
    assert!(!xml.contains("HYPERLINK") && !xml.contains("<f>1+1"));
}

#[test]
fn quotes_and_long_names_of_sheets_hold() {
    let mut layout = layout(&Beside::default());
    let long = format!("it's {}", "長".repeat(26));
    for row in &mut layout.sheets[0].rows {
        if let Row::Content { sheet, .. } = row
            && sheet == "1-①"
        {
            sheet.clone_from(&long);
        }
    }
    layout.sheets[1].name.clone_from(&long);
    let bytes = bytes(&layout);
    let quoted = long.replace('\'', "''");
    let workbook = part(&bytes, "xl/workbook.xml").replace("&apos;", "'");
    let row = row_of(&layout, 1, &Field::Item(code("1-①"), ItemField::Grade)) + 1;
    assert!(
        workbook.contains(&format!("in.item.1_1.grade\">'{quoted}'!$C${row}<")),
        "{workbook}"
    );
    let guide = sheet_xml(&bytes, 1).replace("&apos;", "'");
    assert!(guide.contains(&format!("<f>0+(LEFT('{quoted}'!$E$")));
    assert!(
        guide.contains(&format!("location=\"'{quoted}'!C")),
        "{guide}"
    );
}

#[test]
fn marks_carry_their_question_into_a_note_and_what_is_the_matter_beside() {
    let reason = Field::Item(code("1-①"), ItemField::Reason);
    let mark = Mark {
        number: 3,
        matter: "件数が\"数字\"でありません。".to_owned(),
        note: "数字だけを記入してください。".to_owned(),
    };
    let beside = Beside {
        marks: [(reason.clone(), mark)].into(),
        ..Beside::default()
    };
    let layout = layout(&beside);
    let bytes = bytes(&layout);
    let beside = cell(&bytes, "1-①", row_of(&layout, 1, &reason), 4).to_string();
    assert!(beside.starts_with("● 未記入\n【確認3】件数が\"数字\"でありません。\n0／400字"));
    assert!(part(&bytes, "xl/comments1.xml").contains("【確認3】数字だけを"));
    let note = Data::String("note:in.item.1_1.reason".to_owned());
    let meta = book(&bytes).worksheet_range(META_SHEET).expect("_form");
    let row = meta.rows().find(|r| r[0] == note).expect("the note's row");
    assert_eq!(row[1], "【確認3】数字だけを記入してください。");
}

#[test]
fn sheets_open_at_their_first_input() {
    let layout = layout(&Beside::default());
    let bytes = bytes(&layout);
    for (at, sheet) in layout.sheets.iter().enumerate() {
        let first = sheet
            .rows
            .iter()
            .position(|r| matches!(r, Row::Input(_)))
            .expect("inputs");
        let selection = format!("activeCell=\"C{}\"", first + 1);
        assert!(
            sheet_xml(&bytes, at + 1).contains(&selection),
            "{selection}"
        );
    }
    assert!(!part(&bytes, "xl/workbook.xml").contains("activeTab"));
}

#[test]
fn dropdowns_and_prompts() {
    let bytes = bytes(&layout(&Beside::default()));
    let xml = sheet_xml(&bytes, 2);
    assert!(xml.contains("<formula1>list.grade</formula1>"));
    assert!(xml.contains("promptTitle=\"歳入増（千円）\""));
    assert!(xml.contains("errorStyle=\"warning\""));
}
