//! The workbook of 推進本部, changed between writing and reading: each formula, each stored result and each row is found.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::audience::HeadquartersView;
use crate::plan::Body;
use crate::tables::Place;

struct Book {
    record: CycleRecord,
    view: HeadquartersView,
    written: Written,
}

fn book() -> Book {
    let (plan, record) = (plan(), record());
    let cycle = plan
        .cycle(FiscalYear::new(2024), "年度末")
        .expect("a cycle");
    let sources = Sources {
        plan: &plan,
        cycle,
        record: &record,
        previous: None,
        history: History::none(),
        texts: crate::plan::OfficeTexts::none(),
    };
    let view = HeadquartersView::new(sources, Body::Headquarters);
    let written = workbook_output::headquarters(&view, Path::new("")).expect("a workbook");
    Book {
        record,
        view,
        written,
    }
}

impl Book {
    fn differing(&self, workbook: &Written) -> Vec<CheckRow> {
        let outputs: [Box<dyn Output>; 1] = [Box::new(WorkbookOutput {
            path: "集計表.xlsx".to_owned(),
            written: workbook.clone(),
        })];
        let finished = Finished {
            body: "推進本部",
            record: &self.record,
            names: &FigureNames::default(),
            history: History::none(),
            outputs: &outputs,
        };
        let rows = reconcile(&finished, &self.view);
        let differing = rows.into_iter().filter(|r| r.verdict == Verdict::Differs);
        differing.collect()
    }

    /// The first total of a kind that stands there as a formula.
    fn total(&self, of: impl Fn(&Rule) -> bool) -> (Place, &Rule, &str) {
        let mut totals = self.written.formulas.iter();
        let total = totals.find(|f| of(&f.formula.rule));
        let total = total.expect("a total of this kind");
        (total.at.clone(), &total.formula.rule, &total.formula.text)
    }

    /// The workbook with this formula in a cell, its stored result left as it was; without one, the result alone.
    fn with_formula(&self, at: &Place, formula: Option<&str>) -> Written {
        with_cell(&self.written, &at.sheet, &at.cell(), |cell| {
            let (head, rest) = cell.split_once("<f>").expect("a formula");
            let (_, tail) = rest.split_once("</f>").expect("a formula");
            match formula {
                Some(formula) => {
                    let formula = formula.replace('&', "&amp;").replace('<', "&lt;");
                    format!("{head}<f>{formula}</f>{tail}")
                }
                None => format!("{head}{tail}"),
            }
        })
    }
}

fn at(row: &CheckRow, place: &Place) -> bool {
    row.second_at
        .ends_with(&format!("› {} › {}", place.sheet, place.cell()))
}

#[test]
fn as_it_was_written_it_agrees() {
    let book = book();
    assert_eq!(book.differing(&book.written), []);
    let formulas = book.written.formulas.len();
    assert!(formulas > 500, "{formulas}");
}

#[test]
fn a_changed_formula_is_found_while_its_result_stands() {
    let book = book();
    let (sum, rule, formula) =
        book.total(|r| matches!(r, Rule::Sum { of: Many::Span(of), .. } if of.sheet == "総括"));
    let Rule::Sum {
        of: Many::Span(of), ..
    } = rule
    else {
        unreachable!("a sum was asked for");
    };
    let last = |row| crate::values::a1(row, of.column);
    let shorter = formula.replace(&last(of.last), &last(of.last - 1));
    let (count, _, counting) =
        book.total(|r| matches!(r, Rule::Count { given } if given.len() == 2));
    let other_column = counting.replace("[評価]", "[番号]");
    let (share, _, sharing) = book.total(|r| matches!(r, Rule::Share { .. }));
    let (added, _, adding) =
        book.total(|r| matches!(r, Rule::Added { less, .. } if !less.is_empty()));
    for (place, old, new) in [
        (&sum, formula, Some(shorter)),
        (&sum, formula, Some("23".to_owned())),
        (&sum, formula, Some(format!("{formula}+0"))),
        (&sum, formula, None),
        (&count, counting, Some(other_column)),
        (&share, sharing, Some(sharing.replace("*100", "*101"))),
        (&added, adding, Some(adding.replace('-', "+"))),
        (&added, adding, None),
    ] {
        assert_ne!(new.as_deref(), Some(old), "nothing was changed in {old}");
        let differing = book.differing(&book.with_formula(place, new.as_deref()));
        assert!(!differing.is_empty(), "{place:?} {new:?}");
        let formulas = |r: &CheckRow| r.what == "集計表の数式" && at(r, place);
        assert!(differing.iter().all(formulas), "{differing:#?}");
    }
}

/// A table that leaves out its last row, which every formula over its columns then leaves out too: by the table itself, even
/// where no sum changes.
#[test]
fn a_table_that_became_shorter_is_found() {
    let book = book();
    let longer = book.written.tables.iter().filter(|t| t.last > t.first);
    let mut tried = 0;
    for table in longer {
        tried += 1;
        let name = format!(" name=\"{}\"", table.name);
        let workbook = changed(&book.written, |_, xml| {
            if !xml.contains(&name) || !xml.contains("<table ") {
                return xml;
            }
            let (head, tail) = xml.split_once(" ref=\"").expect("a range");
            let (range, tail) = tail.split_once('"').expect("a range");
            let (first, last) = range.split_once(':').expect("a range");
            let column = last.trim_end_matches(|c: char| c.is_ascii_digit());
            let row: u32 = last[column.len()..].parse().expect("a row");
            format!("{head} ref=\"{first}:{column}{}\"{tail}", row - 1)
        });
        let differing = book.differing(&workbook);
        let reported =
            |r: &CheckRow| r.first_at == "書き込んだ行" && r.second_at.contains(table.name);
        assert!(differing.iter().any(reported), "{}", table.name);
    }
    assert!(tried > 10, "{tried}");
}

/// Every formula of the workbook is watched, not only those that were thought of.
#[test]
fn each_formula_that_became_another_is_found() {
    let book = book();
    let workbook = changed(&book.written, |name, xml| {
        if !name.starts_with("xl/worksheets/sheet") {
            return xml;
        }
        let mut parts = xml.split("<f>");
        let mut new = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (_, tail) = part.split_once("</f>").expect("a formula");
            new = format!("{new}<f>0</f>{tail}");
        }
        new
    });
    let differing = book.differing(&workbook);
    let found: BTreeSet<&str> = differing
        .iter()
        .filter(|r| r.first_at == "書き込んだ数式")
        .map(|r| r.second_at.as_str())
        .collect();
    assert_eq!(found.len(), book.written.formulas.len());
}

#[test]
fn a_formula_where_none_was_written_is_found() {
    let book = book();
    let known: BTreeSet<&Place> = book.written.formulas.iter().map(|c| &c.at).collect();
    let plain = book.written.figures.iter().find(|f| !known.contains(&f.at));
    let place = &plain.expect("a figure without a formula").at;
    let workbook = with_cell(&book.written, &place.sheet, &place.cell(), |cell| {
        cell.replacen("<v>", "<f>1+1</f><v>", 1)
    });
    let differing = book.differing(&workbook);
    assert!(
        differing
            .iter()
            .any(|r| at(r, place) && r.first == "（数式なし）")
    );
}

/// The formula stays, and its stored result is another: for every total of the workbook.
#[test]
fn each_changed_result_is_found() {
    let book = book();
    let places: BTreeSet<&Place> = book.written.formulas.iter().map(|f| &f.at).collect();
    let mut tried = 0;
    for place in places.into_iter().step_by(13) {
        let old = stored(&book.written, &place.sheet, &place.cell());
        let Some(number) = old.and_then(|v| v.parse::<Decimal>().ok()) else {
            continue;
        };
        let workbook = with_number(
            &book.written,
            &place.sheet,
            &place.cell(),
            number + Decimal::ONE,
        );
        let differing = book.differing(&workbook);
        assert!(differing.iter().any(|r| at(r, place)), "{place:?}");
        tried += 1;
    }
    assert!(tried >= 20, "{tried}");
}

/// A figure of a row, in each column that is added up.
#[test]
fn each_changed_row_is_found_by_its_total() {
    let book = book();
    let mut columns = BTreeSet::new();
    for of in summed(&book.written) {
        let number = (of.first..=of.last).find_map(|row| {
            let cell = crate::values::a1(row, of.column);
            let number: Decimal = stored(&book.written, &of.sheet, &cell)?.parse().ok()?;
            Some((cell, number))
        });
        let Some((cell, number)) = number.filter(|_| columns.insert((of.sheet.clone(), of.column)))
        else {
            continue;
        };
        let workbook = with_number(&book.written, &of.sheet, &cell, number + Decimal::ONE);
        let differing = book.differing(&workbook);
        let anew = |r: &&CheckRow| r.first_at.contains("計算し直し");
        assert!(differing.iter().any(|r| anew(&r)), "{} {cell}", of.sheet);
    }
    assert!(columns.len() >= 10, "{columns:?}");
}

/// The grade of an item in the list, which the counts go by.
#[test]
fn a_changed_grade_of_a_row_is_found_by_its_counts() {
    let book = book();
    let (_, rule, _) = book.total(|r| matches!(r, Rule::Count { given } if given.len() == 2));
    let Rule::Count { given } = rule else {
        unreachable!("a count was asked for");
    };
    let read = Read::of(&book.written).expect("a workbook");
    let span = Anew::new(&read).span(given[1].of()).expect("the grades");
    let cell = |row| crate::values::a1(row, span.column);
    let text = |row| stored(&book.written, &span.sheet, &cell(row)).expect("a grade");
    let first = text(span.first);
    let other = (span.first..=span.last).map(text).find(|t| *t != first);
    let other = other
        .expect("another grade")
        .parse()
        .expect("the number of a text");
    let workbook = with_number(&book.written, &span.sheet, &cell(span.first), other);
    let differing = book.differing(&workbook);
    let counts = differing
        .iter()
        .filter(|r| r.first_at.contains("計算し直し"));
    // One grade less and one more, in the pillar and in 課別.
    assert!(counts.count() >= 4, "{differing:#?}");
}
