//! 検算 and open data as a run of the program gives them, and 転記元 held against the files themselves.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Ods, Reader as _, Xlsx};
use gyokaku::plan::CycleState;
use serde_json::Value as Json;

use crate::fixture::{CYCLE, Work, rows, with_code};
use crate::plans;
use crate::samples::samples;

#[test]
fn every_run_reconciles_and_says_so() {
    let plan = plans::small();
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |_, form| form);
    work.all_returned(&plan, &plan.cycles[1], |_, form| form);
    work.report().ended(0).says("件 一致");
    let book = work.output("点検/検算.xlsx");
    let all = rows(&book, "全ての突合せ");
    let has = |body: &str, second: &str| {
        all.iter()
            .any(|row| row[0] == body && row[4].contains(second) && row[6] == "一致")
    };
    for (body, second) in [
        ("推進本部", "報告書.pdf"),
        ("推進本部", "集計表.xlsx"),
        ("懇談会", "個票.pdf"),
        ("公表", "オープンデータ"),
    ] {
        assert!(has(body, second), "{body} {second}");
    }
    // Last year's figures come from its own record.
    let previous = |row: &&Vec<String>| row[1].contains("前回の実績値") && row[6] == "一致";
    assert!(all.iter().any(|row| previous(&row)));
    assert_eq!(with_code(&work.record(), "D006"), Vec::<&Json>::new());
    let package: Json =
        serde_json::from_slice(&work.output("公表/オープンデータ/datapackage.json"))
            .expect("a description");
    for resource in package["resources"].as_array().expect("resources") {
        let path = resource["path"].as_str().expect("a path");
        let bytes = work.output(&format!("公表/オープンデータ/{path}"));
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
    }
    // What is no longer made is removed.
    let listed = work.record()["outputs"].clone();
    let listed: Vec<&str> = listed
        .as_array()
        .expect("outputs")
        .iter()
        .filter_map(Json::as_str)
        .collect();
    assert!(listed.contains(&"公表/オープンデータ/実施項目.csv"));
    assert!(listed.contains(&"点検/検算.xlsx"));
}

/// Last year's published figure stands in this year's report, whatever has come into its 提出/ since.
#[test]
fn last_years_figures_are_those_that_were_frozen() {
    let mut plan = plans::small();
    plan.cycles[0].state = CycleState::Published;
    let work = Work::new(&plan);
    work.all_returned(&plan, &plan.cycles[0], |_, form| form);
    work.all_returned(&plan, &plan.cycles[1], |_, form| form);
    work.run(&["close", "R6"]).ended(0);
    work.report().ended(0);
    let before = work.output("推進本部/資料1_推進状況報告書.pdf");
    work.remove("input/令和6年度/提出");
    work.report().ended(0).says("件 一致");
    assert_eq!(work.output("推進本部/資料1_推進状況報告書.pdf"), before);
}

/// Cells of a returned file by sheet, row and column, whatever its kind.
struct Returned(BTreeMap<(String, u32, u32), Data>);

impl Returned {
    fn open(path: &str, bytes: &[u8]) -> Self {
        let mut cells = BTreeMap::new();
        let mut take = |sheet: String, range: calamine::Range<Data>| {
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, data) in range.used_cells() {
                let at = (sheet.clone(), top + row as u32, left + column as u32);
                cells.insert(at, data.clone());
            }
        };
        if path.ends_with(".ods") {
            let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).expect("a workbook");
            for sheet in book.sheet_names() {
                let range = book.worksheet_range(&sheet).expect("a sheet");
                take(sheet, range);
            }
        } else {
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
            for sheet in book.sheet_names() {
                let range = book.worksheet_range(&sheet).expect("a sheet");
                take(sheet, range);
            }
        }
        Self(cells)
    }

    fn at(&self, sheet: &str, cell: &str) -> Option<&Data> {
        let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        let row: u32 = cell[letters.len()..].parse().expect("a row");
        let column = letters
            .bytes()
            .fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
        self.0.get(&(sheet.to_owned(), row - 1, column - 1))
    }
}

/// Whether a cell holds what is said to have been typed there.
fn holds(cell: &Data, typed: &str) -> bool {
    let number: Option<f64> = typed.trim_end_matches('%').parse().ok();
    match cell {
        Data::String(text) => text.replace("\r\n", "\n") == typed,
        Data::Float(held) => number.is_some_and(|n| {
            let n = if typed.ends_with('%') { n / 100.0 } else { n };
            (n - held).abs() < 1e-9
        }),
        Data::Int(held) => typed == held.to_string(),
        Data::DateTime(held) => {
            let (year, month, day, ..) = held.to_ymd_hms_milli();
            typed.starts_with(&format!("{year:04}-{month:02}-{day:02}"))
        }
        Data::DateTimeIso(day) => day.starts_with(typed),
        Data::Bool(held) => typed == held.to_string().to_uppercase(),
        _ => false,
    }
}

#[test]
fn every_value_of_the_provenance_is_in_its_cell() {
    let work = samples();
    work.report().ended(0).says("件 一致");
    let book = work.output("推進本部/資料3_集計表.xlsx");
    let all = rows(&book, "転記元");
    let head = all
        .iter()
        .position(|row| row.iter().any(|cell| cell == "セル"))
        .expect("the headings");
    let column = |name: &str| {
        let at = all[head].iter().position(|cell| cell.contains(name));
        at.unwrap_or_else(|| panic!("{name}: {:?}", all[head]))
    };
    let (file, sheet, cell) = (column("ファイル"), column("シート"), column("セル"));
    let typed = column("記入");
    let mut files: BTreeMap<String, Returned> = BTreeMap::new();
    let mut found = 0;
    for row in all[head + 1..].iter().filter(|row| !row[cell].is_empty()) {
        let path = &row[file];
        let returned = files.entry(path.clone()).or_insert_with(|| {
            Returned::open(path, &work.bytes(&format!("input/{CYCLE}/提出/{path}")))
        });
        let held = returned.at(&row[sheet], &row[cell]);
        let held = held.unwrap_or_else(|| panic!("nothing there: {row:?}"));
        assert!(holds(held, &row[typed]), "{held:?} {row:?}");
        found += 1;
    }
    assert!(found > 500, "{found}");
    assert!(files.len() >= 20, "{}", files.len());
}
