//! The workbooks read back, held against the views that they were made of.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, DataType, Range, Reader, Xlsx, open_workbook_from_rs};

use super::content::Table;
use super::continuation::CONTINUED;
use super::fixture::{self, FORMULA, MARKUP, SECRET};
use super::table::NONE;
use super::{Fault, check_result, council, headquarters, page, public};
use crate::audience::{OfficeView, Text};
use crate::diagnostic::Code;
use crate::tables::{Cell, Heading, Place, Target};

struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    fn open(bytes: &[u8]) -> Self {
        Self(open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook"))
    }

    fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    fn sheet(&mut self, name: &str) -> Sheet {
        let range = self.0.worksheet_range(name).expect("a sheet");
        assert_eq!(range.start(), Some((0, 0)));
        Sheet(range)
    }

    /// What stands in a cell.
    fn at(&mut self, place: &Place) -> f64 {
        let range = self.0.worksheet_range(&place.sheet).expect("a sheet");
        let cell = range.get_value((place.row, place.column));
        let data = cell.unwrap_or_else(|| panic!("no cell {place:?}"));
        data.get_float().unwrap_or_else(|| panic!("{data:?}"))
    }
}

struct Sheet(Range<Data>);

impl Sheet {
    /// The cell under `heading` in the first row whose first cell is `key`.
    fn cell(&self, key: &str, heading: &str) -> Data {
        let rows: Vec<&[Data]> = self.0.rows().collect();
        let of = |row: &[Data], text: &str| row.iter().position(|c| c.get_string() == Some(text));
        let (head, column) = rows
            .iter()
            .enumerate()
            .find_map(|(at, row)| of(row, heading).map(|column| (at, column)))
            .unwrap_or_else(|| panic!("no heading {heading}"));
        rows[head + 1..]
            .iter()
            .find(|row| row[0].get_string() == Some(key))
            .unwrap_or_else(|| panic!("no row {key}"))[column]
            .clone()
    }

    fn texts(&self) -> Vec<String> {
        self.0
            .used_cells()
            .filter_map(|(_, _, c)| c.as_string())
            .collect()
    }
}

/// Every part of the package, unpacked.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..package.len())
        .map(|at| {
            let mut part = package.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("xml");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// The text is whole in its cell, and that paper does not show it whole is reported.
#[test]
fn a_row_higher_than_excel_allows_is_reported() {
    let mut view = fixture::headquarters();
    assert_eq!(headquarters(&view, Path::new("")).unwrap().reported, []);
    let long = "長い理由です。".repeat(200);
    let reason = Text::new("items.1-1.reason", &long);
    let answers = &mut view.items[0].item.answers;
    answers.set(crate::audience::ItemField::Reason, Some(reason.into()));
    let reported = headquarters(&view, Path::new("")).unwrap().reported;
    assert_eq!(reported.len(), 1);
    assert_eq!(reported[0].code.id(), "D014");
    assert_eq!(reported[0].sheet.as_deref(), Some("実施項目一覧"));
}

#[test]
fn figures_are_numbers_and_texts_are_as_typed() {
    let view = fixture::headquarters();
    let mut book = Book::open(&headquarters(&view, Path::new("")).unwrap().bytes);
    let items = book.sheet("実施項目一覧");
    assert_eq!(items.cell("1-①", "コード"), "1-1");
    assert_eq!(items.cell("1-①", "評価"), "A");
    assert_eq!(items.cell("1-①", "課題"), FORMULA);
    assert_eq!(items.cell("1-①", "今後の取組"), MARKUP);
    let reason = view.items[0]
        .item
        .answers
        .text(crate::audience::ItemField::Reason)
        .unwrap();
    assert_eq!(items.cell("1-①", "評価の理由"), reason.text.as_str());
    assert_eq!(items.cell("1-③", "遅れ又は目標未達成"), "該当");
    let initiatives = book.sheet("取組一覧");
    assert_eq!(initiatives.cell("1-①-1", "歳出減（千円）"), -1_234_567.0);
    assert_eq!(initiatives.cell("1-①-1", "R7計画（報告年度）"), "実施");
    let indicators = book.sheet("指標一覧");
    assert_eq!(indicators.cell("1-①-K1", "実績値"), 98.52);
    assert_eq!(indicators.cell("1-①-K1", "達成の状況"), "達成");
    assert_eq!(indicators.cell("1-①-K2", "目標値"), "改定の案を作成する");
    assert_eq!(indicators.cell("1-①-K2", "実績値"), Data::Empty);
    assert_eq!(indicators.cell("1-①-K2", "実績値の状態"), "未提出");
    let effect = book.sheet("効果額明細");
    assert_eq!(effect.cell("1-①-1", "効果額（千円）"), 199_588.0);
    assert_eq!(effect.cell("1-①-1", "うち単年度（千円）"), 199_588.0);
    let sources = book.sheet("転記元");
    assert_eq!(sources.cell("1-①", "使用した値"), "A");
    assert_eq!(sources.cell("1-①", "記入された値"), "Ａ");
    assert_eq!(sources.cell("1-①", "セル"), "C12");
}

#[test]
fn the_summary_says_what_the_view_says() {
    let view = fixture::headquarters();
    let mut book = Book::open(&headquarters(&view, Path::new("")).unwrap().bytes);
    let summary = book.sheet("総括");
    let texts = summary.texts();
    assert!(texts.concat().contains(&view.sentence.text));
    assert!(
        texts
            .iter()
            .any(|t| t.contains("【見本】【案】【取扱注意】"))
    );
    assert!(texts.iter().any(|t| t.contains("端数処理のため")));
    let rows: Vec<&[Data]> = summary.0.rows().collect();
    let at = rows.iter().position(|r| r[1] == "全体").unwrap();
    let total = &view.matrix.total;
    let figures = total
        .counts
        .iter()
        .chain([&total.missing, &total.denominator, &total.all]);
    for (figure, cell) in figures.zip(&rows[at][2..]) {
        assert_eq!(
            cell.get_float().unwrap().to_string(),
            figure.value.to_string()
        );
    }
    let shares = rows.iter().filter(|r| r[1] == "全体").nth(1).unwrap();
    let share = total.shares[0].as_ref().unwrap();
    assert_eq!(
        shares[2].get_float().unwrap().to_string(),
        share.value.to_string()
    );
    assert_eq!(shares[6], Data::Empty, "中止 is outside the denominator");
}

#[test]
fn other_editions_hold_nothing_internal() {
    let contains = |bytes: &[u8]| parts(bytes).iter().any(|(_, part)| part.contains(SECRET));
    assert!(contains(
        &headquarters(&fixture::headquarters(), Path::new(""))
            .unwrap()
            .bytes
    ));
    let bytes = council(&fixture::council(), Path::new("")).unwrap().bytes;
    assert!(!contains(&bytes));
    let names = Book::open(&bytes).names();
    let expected = [
        "総括",
        "実施項目一覧",
        "取組一覧",
        "指標一覧",
        "効果額",
        "効果額明細",
        "課別",
        "年度推移",
        "変更点",
        "評価区分",
        "計画内容一覧",
        "用語",
        "機械判読用",
    ];
    assert_eq!(names, expected);
    let texts = Book::open(&bytes).sheet("実施項目一覧").texts();
    assert!(
        !texts
            .iter()
            .any(|t| t.contains("推進本部資料のみ") || t.contains("取扱注意"))
    );
}

/// What a department typed is text: no formula and no link holds any of it.
#[test]
fn typed_text_is_no_formula_and_no_link_and_no_cell_is_merged() {
    for bytes in [
        headquarters(&fixture::headquarters(), Path::new(""))
            .unwrap()
            .bytes,
        check_result(&fixture::office()).unwrap(),
    ] {
        for (name, part) in parts(&bytes) {
            assert!(!part.contains("<mergeCell"), "{name}");
            assert!(!part.contains("TargetMode=\"External\""), "{name}");
            for formula in part.split("<f>").skip(1) {
                let formula = formula.split("</f>").next().unwrap();
                let typed = ["HYPERLINK", "example.com", SECRET, "DDE", "WEBSERVICE"];
                assert!(!typed.iter().any(|t| formula.contains(t)), "{formula}");
            }
        }
    }
}

#[test]
fn the_same_view_gives_the_same_bytes_dated_by_the_view() {
    let view = fixture::headquarters();
    let bytes = headquarters(&view, Path::new("")).unwrap().bytes;
    assert_eq!(bytes, headquarters(&view, Path::new("")).unwrap().bytes);
    let core = parts(&bytes)
        .into_iter()
        .find(|(n, _)| n == "docProps/core.xml");
    assert!(core.unwrap().1.contains("2026-07-06T"));
}

#[test]
fn an_empty_cycle_makes_a_workbook_too() {
    let mut book = Book::open(
        &public(&fixture::empty_public(), Path::new(""))
            .unwrap()
            .bytes,
    );
    for name in ["実施項目一覧", "取組一覧", "指標一覧", "効果額明細", "課別"]
    {
        assert!(
            book.sheet(name).texts().contains(&NONE.to_owned()),
            "{name}"
        );
    }
    let empty = OfficeView {
        departments: Vec::new(),
        files: Vec::new(),
        diagnostics: Vec::new(),
        ..fixture::office()
    };
    let mut book = Book::open(&check_result(&empty).unwrap());
    assert!(book.sheet("確認事項").texts().contains(&NONE.to_owned()));
}

#[test]
fn a_text_beyond_a_cell_goes_on_below() {
    let mut view = fixture::council();
    let long = "長い理由です。".repeat(10_000);
    let reason = Some(Text::new("k", &long).into());
    view.items[0]
        .answers
        .set(crate::audience::ItemField::Reason, reason);
    let mut book = Book::open(&council(&view, Path::new("")).unwrap().bytes);
    let items = book.sheet("実施項目一覧");
    let rows = items.0.rows().filter(|r| r[0] == "1-①");
    let read: String = rows
        .map(|r| {
            let text = r[11].get_string().unwrap();
            text.strip_prefix(CONTINUED).unwrap_or(text)
        })
        .collect();
    assert_eq!(read, long);
}

#[test]
fn check_result_lists_departments_faults_and_files() {
    let mut book = Book::open(&check_result(&fixture::office()).unwrap());
    assert_eq!(
        book.names(),
        [
            "提出状況",
            "確認事項",
            "表記の統一",
            "確認済み",
            "未提出一覧",
            "ファイル一覧"
        ]
    );
    let departments = book.sheet("提出状況");
    assert_eq!(departments.cell("01", "内線"), "0123");
    assert_eq!(departments.cell("01", "事務局への連絡"), FORMULA);
    assert_eq!(departments.cell("02", "ファイル"), Data::Empty);
    assert!(
        departments
            .texts()
            .iter()
            .any(|t| t == "対象の課 3（要確認 1、未提出 1、提出済 1）")
    );
    let faults = book.sheet("確認事項");
    let row: Vec<&[Data]> = faults.0.rows().filter(|r| r[3] == "V002").collect();
    assert_eq!(row[0][1], "誤り");
    // After 課, by the headings of 確認済み in their order.
    assert_eq!(
        row[0][3..7],
        ["V002", "1-①-1", "歳出減", "約30件"].map(|text| Data::String(text.to_owned()))
    );
    assert_eq!(row[0][12], "F20");
    let settled = book.sheet("確認済み");
    assert_eq!(settled.cell("総務課", "状態"), "確認済み");
    let missing = book.sheet("未提出一覧").texts();
    assert!(missing.contains(&"財政課".to_owned()) && !missing.contains(&"総務課".to_owned()));
    assert!(
        book.sheet("ファイル一覧")
            .texts()
            .contains(&"~$01_総務課.xlsx".to_owned())
    );
}

/// The map is held against the bytes: each key's cell shows its figure, and each rule gives what
/// stands in its cell.
#[test]
fn the_map_of_figures_points_to_them() {
    let view = fixture::headquarters();
    let written = headquarters(&view, Path::new("")).unwrap();
    let mut book = Book::open(&written.bytes);
    let total = &view.matrix.total;
    let effect = &view.effect.totals[0];
    for figure in [&total.all, &total.denominator, &effect.effect] {
        let cells: Vec<_> = written
            .figures
            .iter()
            .filter(|f| f.key == figure.key)
            .collect();
        assert!(!cells.is_empty(), "{}", figure.key);
        for cell in cells {
            let found = book.at(&cell.at);
            assert_eq!(found.to_string(), figure.value.to_string(), "{cell:?}");
        }
    }
}

/// Links beyond the limit become plain text, and the office learns of it; nothing else is lost.
#[test]
fn links_beyond_the_limit_are_plain_text_and_reported() {
    let mut book = page::Book::new(page::BookHead::default()).unwrap();
    book.most_links(2);
    let target = Target {
        sheet: "表",
        row: 0,
        column: 0,
    };
    let number = |n: &usize| Cell::text(format!("{n}番")).linked(Some(target.clone()));
    let list = page::List {
        name: "表",
        notes: Vec::new(),
        paper: page::Paper::A4,
        table: Table::of(vec![Heading::text("番号", 20.0).of(number)], 1..=5),
    };
    book.table(list, "番号表").unwrap();
    let written = book.written().unwrap();
    let sheet = parts(&written.bytes)
        .into_iter()
        .find(|(n, _)| n == "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.unwrap().1.matches("<hyperlink ").count(), 2);
    let texts = Book::open(&written.bytes).sheet("表").texts();
    assert!((1..=5).all(|n| texts.contains(&format!("{n}番"))));
    let [reported] = written.reported.as_slice() else {
        panic!("{:?}", written.reported);
    };
    assert_eq!(reported.code, Code::LinksLeftOut);
    assert!(reported.message.contains("3件"), "{}", reported.message);
}

#[test]
fn more_rows_than_a_sheet_has_are_a_fault() {
    assert!(Fault::check_rows("表", 1_048_576).is_ok());
    let fault = Fault::check_rows("表", 1_048_577).unwrap_err();
    let reported = fault.diagnostic();
    assert_eq!(
        (reported.code, reported.sheet.as_deref()),
        (Code::SheetLimit, Some("表"))
    );
    assert!(
        reported.message.contains("1048577行"),
        "{}",
        reported.message
    );
}
