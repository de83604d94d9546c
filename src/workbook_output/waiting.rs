//! Sheets whose rows are not held until the workbook is finished, but wait in a file without a name: the spreadsheet library
//! takes some 200 bytes for each cell that it holds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::fault::Fault;
use super::style;

/// From now on the rows of a sheet that is still empty wait in a file of this folder, which the system removes when the
/// workbook is dropped. They must be written from top to bottom.
pub(super) fn let_wait(
    workbook: &mut Workbook,
    sheet: &str,
    folder: &Path,
) -> Result<(), XlsxError> {
    workbook.set_tempdir(folder)?;
    workbook.add_worksheet_with_low_memory()?;
    let sheets = workbook.worksheets_mut();
    let waiting = sheets.pop();
    let empty = sheets.iter_mut().find(|s| s.name() == sheet);
    if let (Some(mut waiting), Some(empty)) = (waiting, empty) {
        waiting.set_name(sheet)?;
        *empty = waiting;
    }
    Ok(())
}

/// Ends the rows of a sheet that waits, of which `next` is the first free one: without a row below that has no height of its own,
/// the library (0.102) writes the last one twice.
pub(super) fn end(sheet: &mut Worksheet, next: u32) -> Result<(), XlsxError> {
    sheet.write_blank(next, 0, &style::plain())?;
    Ok(())
}

/// The library stops itself where such a file can't be written on, as on a full disk.
///
/// # Errors
/// As `make`, or that it stopped.
pub(super) fn guarded<T>(make: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or(panic.downcast_ref::<&str>().copied());
        Err(Fault::Stopped(text.unwrap_or_default().to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::page::{Book, BookHead, List, Paper};
    use super::super::table::Table;
    use super::super::tests::parts;
    use super::*;
    use crate::tables::{Cell, Heading, Named, One, Rule, Target};

    const TABLE: &str = "明細";

    fn list(name: &'static str) -> List {
        let target = Target {
            sheet: "後",
            row: 0,
            column: 0,
        };
        let number = move |n: &i32| Cell::text(format!("{n}番")).linked(Some(target.clone()));
        let count = |n: i32| Cell::Number(n.into(), 0);
        let here = |heading: &'static str| {
            One::Here(Named {
                table: TABLE,
                heading: heading.into(),
            })
        };
        let less = Rule::Difference {
            now: here("今回"),
            before: here("前回"),
            places: 0,
        };
        let columns = vec![
            Heading::text("番号", 20.0).key().of(number),
            Heading::number("今回", 9.0).of(move |n: &i32| count(*n)),
            Heading::number("前回", 9.0).of(move |_: &i32| count(1)),
            Heading::number("増減", 9.0)
                .rule(less)
                .of(move |n: &i32| Cell::calculated(count(*n - 1))),
            Heading::text("理由", 20.0)
                .of(|n: &i32| Cell::text("長い文章".repeat(usize::try_from(*n).unwrap_or(0) * 9))),
        ];
        List {
            name,
            notes: vec!["注記".to_owned()],
            paper: Paper::A4,
            table: Table::of(columns, 1..=5),
        }
    }

    /// What stands behind each `start` up to `end`.
    fn between(text: &str, start: &str, end: &str) -> Vec<String> {
        let parts = text.split(start).skip(1);
        parts
            .filter_map(|part| Some(part.split(end).next()?.to_owned()))
            .collect()
    }

    /// The text with each number in this attribute or element as what it numbers.
    fn named(text: &str, (start, end): (&str, &str), names: &[String]) -> String {
        let mut parts = text.split(start);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(end).unwrap_or((part, ""));
            let name = number.parse().ok().and_then(|n: usize| names.get(n));
            out.extend([start, name.map_or(number, String::as_str), end, rest]);
        }
        out
    }

    /// The sheets with what is numbered in the order of writing, texts and looks, by itself; without the hint which columns a row
    /// has, which a sheet that waited lacks.
    fn unnumbered(parts: Vec<(String, String)>) -> Vec<(String, String)> {
        let part = |name: &str| {
            let found = parts.iter().find(|(n, _)| n == name);
            found.map_or("", |(_, text)| text)
        };
        let texts = between(part("xl/sharedStrings.xml"), "<si>", "</si>");
        let styles = part("xl/styles.xml");
        let fonts = between(styles, "<font>", "</font>");
        let cells = between(styles, "<cellXfs ", "</cellXfs>").concat();
        let looks = between(&cells, "<xf ", "<xf ").into_iter();
        let looks: Vec<String> = looks
            .map(|look| named(&look, ("fontId=\"", "\""), &fonts))
            .collect();
        let cell = |cell: &str| {
            let cell = named(cell, (" s=\"", "\""), &looks);
            if cell.contains(" t=\"s\"") {
                named(&cell, ("<v>", "</v>"), &texts)
            } else {
                cell
            }
        };
        let sheets = parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        let sheets = sheets.map(|(name, text)| {
            let cells: Vec<String> = text.split("<c ").map(cell).collect();
            (
                name.clone(),
                cells.join("\n").replace(r#" spans="1:5""#, ""),
            )
        });
        sheets.collect()
    }

    fn made(scratch: Option<&Path>) -> Vec<(String, String)> {
        let mut book = Book::new(BookHead::default()).expect("a workbook");
        if let Some(scratch) = scratch {
            book = book.waiting_in(scratch);
            book.most_held(4);
        }
        book.reserve(&["前", "表", "後"]).expect("sheets");
        book.table(list("表"), TABLE).expect("a table");
        book.list(list("後")).expect("a list");
        book.list(list("前")).expect("a list");
        book.list(list("別")).expect("a list");
        unnumbered(parts(&book.written().expect("a workbook").bytes))
    }

    #[test]
    fn a_list_that_waited_is_the_same_and_leaves_no_file() {
        let scratch = tempfile::tempdir().expect("a folder");
        let (waited, held) = (made(Some(scratch.path())), made(None));
        assert_eq!(waited.len(), 4);
        for ((name, waited), (_, held)) in waited.iter().zip(&held) {
            // So that the last row is not written twice.
            let waited = waited
                .replace(r#"<row r="9"></row>"#, "")
                .replace("A1:E9", "A1:E8");
            for (waited, held) in waited.lines().zip(held.lines()) {
                assert_eq!(waited, held, "{name}");
            }
            assert_eq!(waited.len(), held.len(), "{name}");
        }
        let left = scratch.path().read_dir().expect("the folder").count();
        assert_eq!(left, 0);
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_fault() {
        let mut book = Book::new(BookHead::default()).expect("a workbook");
        let scratch = tempfile::tempdir().expect("a folder");
        book = book.waiting_in(&scratch.path().join("ない"));
        book.most_held(4);
        let fault = book.table(list("表"), TABLE).expect_err("no folder");
        assert_eq!(fault.diagnostic().code.id(), "O002");
    }

    #[test]
    fn where_the_library_stops_itself_it_is_a_fault() {
        let fault = guarded(|| -> Result<(), _> { std::panic::panic_any("no space") });
        let fault = fault.expect_err("it stopped").diagnostic();
        assert_eq!(fault.code.id(), "O002");
        assert_eq!(fault.found.as_deref(), Some("no space"));
    }
}
