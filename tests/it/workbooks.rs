//! 集計表 of the sample, looked at with other programs' eyes: LibreOffice computes every formula anew and comes to the
//! same values, openpyxl opens the files, and what the map of figures says holds in the cells.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use calamine::{Data, Reader as _, Xlsx};
use gyokaku::audience::{CouncilView, HeadquartersView, PublicView, Sources};
use gyokaku::cycle::{Earlier, History, Origin, Previous, merge};
use gyokaku::plan::{Body, Cycle, OfficeTexts, Target, register};
use gyokaku::project_files::ProjectFiles;
use gyokaku::submission::{Received, intake};
use gyokaku::values::{a1, decimal_from_f64};
use gyokaku::workbook_output::{self, Written};
use rust_decimal::{Decimal, dec};

use crate::filling::Entry;
use crate::fixture::{Work, filled, parts, python};
use crate::plans;
use crate::samples::samples;

/// Path and bytes of each 集計表 that `gyokaku report` makes of the sample.
pub fn sample_workbooks() -> &'static [(String, Vec<u8>)] {
    static MADE: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    MADE.get_or_init(|| {
        let work = samples();
        work.report().ended(0);
        let files = work.tree("output/令和7年度").into_iter();
        let books = files.filter(|path| path.ends_with("集計表.xlsx"));
        let books: Vec<_> = books
            .map(|path| (path.clone(), work.bytes(&path)))
            .collect();
        assert_eq!(books.len(), 4, "one for each body");
        books
    })
}

/// Every cell that holds something, by sheet and place. A number is what a sheet shows of it, at 15 digits.
fn cells(workbook: &[u8]) -> BTreeMap<(String, String), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let mut all = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let row = top + u32::try_from(row).expect("a row");
            let column = left + u32::try_from(column).expect("a column");
            let value = match cell {
                Data::Float(number) => decimal_from_f64(*number).expect("a number").to_string(),
                other => other.to_string(),
            };
            if !value.is_empty() {
                all.insert((sheet.clone(), a1(row, column)), value);
            }
        }
    }
    all
}

/// The workbook with `edit` made to the XML of each sheet.
fn edited(workbook: &[u8], edit: impl Fn(&str, &str) -> String) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(workbook) {
        let options = zip::write::SimpleFileOptions::default();
        package.start_file(name.as_str(), options).expect("a part");
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).expect("UTF-8");
            package
                .write_all(edit(&name, &text).as_bytes())
                .expect("a part");
        } else {
            package.write_all(&bytes).expect("a part");
        }
    }
    package.finish().expect("a package").into_inner()
}

/// Every stored result of a formula that is a number becomes 777.
fn with_wrong_results(workbook: &[u8]) -> Vec<u8> {
    edited(workbook, |_, sheet| {
        let mut text = String::new();
        let mut parts = sheet.split("</f><v>");
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (value, rest) = part.split_once("</v>").expect("a result");
            let wrong = if value.parse::<f64>().is_ok() {
                "777"
            } else {
                value
            };
            text.push_str(&format!("</f><v>{wrong}</v>{rest}"));
        }
        text
    })
}

/// Reports LibreOffice to compute every formula of an .xlsx anew on loading.
const RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

fn recalculated(files: &[(&str, &[u8])]) -> Vec<Vec<u8>> {
    let work = Work::empty();
    work.put(
        "profile/user/registrymodifications.xcu",
        RECALCULATE.as_bytes(),
    );
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        work.root().display()
    );
    let mut args = vec![
        profile.as_str(),
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        "made",
    ];
    for (name, bytes) in files {
        work.put(name, bytes);
        args.push(name);
    }
    work.tool("soffice", &args);
    files
        .iter()
        .map(|(name, _)| work.bytes(&format!("made/{name}")))
        .collect()
}

#[test]
fn libreoffice_comes_to_the_same_values() {
    let books = sample_workbooks();
    let wrong = with_wrong_results(&books[2].1);
    let mut files = vec![("wrong.xlsx", wrong.as_slice())];
    let names = ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"];
    files.extend(
        names
            .into_iter()
            .zip(books.iter().map(|(_, b)| b.as_slice())),
    );
    let made = recalculated(&files);
    // That it computes at all: stored results that are wrong come back right.
    let right = cells(&books[2].1);
    let (before, after) = (cells(&wrong), cells(&made[0]));
    let changed = right
        .iter()
        .filter(|(at, value)| before.get(at) != Some(value));
    assert!(changed.count() > 200, "many results are wrong at first");
    same(&right, &after, "wrong.xlsx");
    for ((path, bytes), made) in books.iter().zip(&made[1..]) {
        same(&cells(bytes), &cells(made), path);
    }
}

/// 0.01 of 0.8 is 1.25 %, which rounds to 1.3; in binary numbers the difference is a little less.
#[test]
fn a_rate_at_a_tie_is_rounded_alike() {
    let mut plan = plans::small();
    let last = plan.profile.end;
    let indicator = &mut plan.indicators[0];
    indicator.base = Some(dec!(95.15));
    indicator.base_year = Some(plan.profile.start);
    indicator.places = Some(2);
    indicator.targets = BTreeMap::from([(last, Target::Number(dec!(95.95)))]);
    let work = Work::new(&plan);
    let entries = [("in.indicator.1_1_k1.actual", Entry::Number(95.16))];
    work.put(
        "input/令和7年度/提出/01.xlsx",
        &filled(&plan, "01", &entries),
    );
    work.report().ended(1);
    let written = work.bytes("output/令和7年度/公表/集計表.xlsx");
    let before = cells(&written);
    let is_rate = |value: &String| value == "1.3";
    assert!(before.values().any(is_rate), "the rate of the record");
    same(
        &before,
        &cells(&recalculated(&[("a.xlsx", &written)])[0]),
        "a.xlsx",
    );
}

/// 歳入増 is refused, so 効果額 is not known: 歳出減 beside it is in no sum of any file.
#[test]
fn a_refused_amount_leaves_the_other_out_of_every_sum() {
    let plan = plans::small();
    let work = Work::new(&plan);
    let entries = [
        ("in.initiative.1_1_1.effect_revenue", "約30".into()),
        ("in.initiative.1_1_1.effect_saving", Entry::Number(500.0)),
        ("in.initiative.1_1_1.effect_kind", "単年度".into()),
    ];
    work.put(
        "input/令和7年度/提出/01.xlsx",
        &filled(&plan, "01", &entries),
    );
    let run = work.report().ended(1);
    assert!(
        run.stdout.contains("V015") && !run.stdout.contains("D006"),
        "{}",
        run.stdout
    );
    let written = work.bytes("output/令和7年度/公表/集計表.xlsx");
    let shown = cells(&written);
    assert!(shown.values().any(|value| value == "（500）"));
    same(
        &shown,
        &cells(&recalculated(&[("a.xlsx", &written)])[0]),
        "a.xlsx",
    );
}

#[track_caller]
fn same(
    wanted: &BTreeMap<(String, String), String>,
    found: &BTreeMap<(String, String), String>,
    path: &str,
) {
    for (at, value) in wanted {
        assert_eq!(found.get(at), Some(value), "{path} {at:?}");
    }
    assert_eq!(found.len(), wanted.len(), "{path}");
}

#[test]
fn openpyxl_opens_them() {
    const SCRIPT: &str = "
import sys, warnings, openpyxl
warnings.simplefilter('ignore')
for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path)
    tables = sum(len(sheet.tables) for sheet in book)
    charts = sum(len(sheet._charts) for sheet in book)
    formulas = sum(cell.data_type == 'f' for sheet in book for row in sheet.iter_rows() for cell in row)
    values = openpyxl.load_workbook(path, data_only=True)
    print(tables, charts, formulas, values['総括']['A1'].value, sep='|')
";
    let work = Work::empty();
    let names = ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"];
    for (name, (_, bytes)) in names.iter().zip(sample_workbooks()) {
        work.put(name, bytes);
    }
    let mut args = vec!["-c", SCRIPT];
    args.extend(names);
    let said = work.tool(python("openpyxl"), &args);
    assert_eq!(said.lines().count(), 4, "{said}");
    for line in said.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        let count = |at: usize| parts[at].parse::<usize>().expect("a count");
        assert!(count(0) >= 14 && count(1) >= 4 && count(2) > 500, "{line}");
        assert!(parts[3].starts_with("総括"), "{line}");
    }
}

/// Every key leads to a cell, and a figure that stands in several is the same in each. (That the rules give what stands in
/// their cells, verification works out at every run, and LibreOffice above.)
#[test]
fn the_keys_of_the_map_lead_to_their_figures() {
    for (path, written) in written_of_the_sample() {
        let numbers = numbers(&written);
        let known = (written.formulas.len(), written.figures.len());
        assert!(known.0 > 500 && known.1 > 700, "{path}: {known:?}");
        let mut by_key: BTreeMap<&str, Decimal> = BTreeMap::new();
        for figure in &written.figures {
            let at = (figure.at.sheet.to_string(), figure.at.cell());
            let found = numbers.get(&at);
            let found = *found.unwrap_or_else(|| panic!("{path} {figure:?}"));
            let first = *by_key.entry(&figure.key).or_insert(found);
            assert_eq!(first, found, "{path}: {figure:?} is one figure");
        }
    }
}

/// The workbooks of the sample with their maps, made as the program makes them.
fn written_of_the_sample() -> Vec<(&'static str, Written)> {
    let work = samples();
    let files = ProjectFiles::new(work.root().to_path_buf());
    let (plan, _) = register::read(&work.bytes("input/計画台帳.xlsx"), register::FILE_NAME);
    let plan = plan.expect("the register");
    let record = |cycle: &Cycle, previous: Option<&Previous>| {
        let (returned, _) = files.returned_files(&cycle.folder());
        let received = returned.into_iter().map(|file| Received {
            bytes: file.bytes(),
            path: file.path,
            superseded_folder: file.superseded_folder,
        });
        let taken = intake(&plan, cycle, received.collect(), &|| {});
        merge(&plan, cycle, &taken, previous, Vec::new())
    };
    let cycle = plan.running_cycle().expect("a cycle");
    let last = plan.previous_cycle(cycle).expect("a cycle before it");
    let history = History {
        earlier: vec![Earlier::of_record(&record(last, None), Origin::Forms)],
        ..History::default()
    };
    let record = record(cycle, history.previous());
    let texts = OfficeTexts::default();
    let sources = Sources {
        plan: &plan,
        cycle,
        record: &record,
        previous: history.previous(),
        history: &history,
        texts: &texts,
    };
    let headquarters = HeadquartersView::new(sources, Body::Headquarters);
    vec![
        (
            "推進本部",
            workbook_output::headquarters(&headquarters, Path::new("")).expect("a workbook"),
        ),
        (
            "懇談会",
            workbook_output::council(&CouncilView::new(sources), Path::new(""))
                .expect("a workbook"),
        ),
        (
            "公表",
            workbook_output::public(&PublicView::new(sources), Path::new("")).expect("a workbook"),
        ),
    ]
}

/// The numbers of a workbook by sheet and cell.
fn numbers(written: &Written) -> BTreeMap<(String, String), Decimal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written.bytes.as_slice())).expect("a workbook");
    let mut numbers = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let row = top + u32::try_from(row).expect("a row");
            let column = left + u32::try_from(column).expect("a column");
            if let Data::Float(number) = cell {
                let number = decimal_from_f64(*number).expect("a number");
                numbers.insert((sheet.clone(), a1(row, column)), number);
            }
        }
    }
    numbers
}
