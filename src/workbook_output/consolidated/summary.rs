//! 総括: the sentence, the matrix of pillars and grades as counts, shares and changes, and its chart.
//! Every figure is the view's; nothing is added up here.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::measure::{column_width, text_width};
use super::super::page::Book;
use super::super::style;
use super::super::table::{self, Cell, Column, Placed, Row, Table};
use super::super::written::{Derived, Place, Rule, Span};
use super::{Edition, chart, grade_columns};
use crate::audience::Figure;
use crate::audience::parts::{ChangeSummary, GradeColumn, GradeMatrix, MatrixRow};

const NAME: &str = "総括";
/// Widths: number, pillar, and each column of figures.
const NUMBER: f64 = 7.0;
const PILLAR: f64 = 44.0;
const FIGURE: f64 = 12.0;
/// Half-ems of the sentence, at its size, in a unit of width.
const ROOM: f64 = 1.35;
/// Columns before the grades.
const LEAD: u16 = 2;

pub(super) fn write(book: &mut Book, edition: &Edition) -> Result<(), XlsxError> {
    let matrix = edition.matrix;
    let counts = counts(matrix);
    let units = counts
        .columns
        .iter()
        .map(|c| column_width(c.width) + 0.8)
        .sum();
    let sheet = book.scaled_sheet(NAME, units)?;
    table::set_widths(sheet, 0, &counts.columns)?;
    let mut row = write_head(sheet, edition, units * ROOM)?;

    row = section(sheet, row, "評価区分別の項目数（単位：項目）")?;
    let placed = table::write(sheet, (row, 0), &counts, false)?;
    row = section(sheet, placed.next + 1, "評価区分別の割合（単位：％）")?;
    let of_shares = table::write(sheet, (row, 0), &shares(matrix), false)?;
    row = of_shares.next;
    let mut all = vec![placed.clone(), of_shares];
    for note in notes(matrix) {
        sheet.write_string_with_format(row, 0, note, &style::note())?;
        row += 1;
    }
    sheet.set_page_breaks(&[row + 1])?;
    if let Some(previous) = &matrix.previous_cycle {
        let title = format!("{previous}からの項目数の増減（単位：項目）");
        row = section(sheet, row + 1, &title)?;
        let placed = table::write(sheet, (row, 0), &differences(matrix), false)?;
        row = placed.next;
        all.push(placed);
    }
    if let Some(changes) = edition.changes {
        let title = format!("{}からの評価の変化（単位：項目）", changes.previous_cycle);
        row = section(sheet, row + 1, &title)?;
        let placed = table::write(sheet, (row, 0), &change_table(changes), false)?;
        row = placed.next;
        all.push(placed);
    }
    let width = pixels(&counts.columns);
    let last = chart::last_row(matrix, row + 1);
    sheet.set_print_area(0, 0, last, placed.last_column)?;
    chart::insert(sheet, matrix, (placed.heading, LEAD), (row + 1, width))?;
    let name = sheet.name();
    for placed in &all {
        book.keep_figures(&name, placed);
    }
    book.derive(derived(&name, matrix, &placed, &all[1]));
    Ok(())
}

/// The last row of the counts is the sum of those above, a denominator that of its row's counted
/// grades, and a share its count in % of the denominator.
fn derived(name: &str, matrix: &GradeMatrix, counts: &Placed, shares: &Placed) -> Vec<Derived> {
    let (first, last) = (counts.heading + 1, counts.last_plain + 1);
    let grades = u16::try_from(matrix.columns.len()).unwrap_or(0);
    let denominator = LEAD + grades + 1;
    let sums = (LEAD..=denominator + 1).map(|column| {
        let of = Span {
            sheet: name.to_owned(),
            column,
            first,
            last: last - 1,
        };
        let given = Vec::new();
        (last, column, Rule::Sum { of, given })
    });
    let mut all: Vec<(u32, u16, Rule)> = sums.collect();
    let below = (shares.heading + 1..).zip(first..=last);
    for (share_row, row) in below {
        let of = |keep: fn(&GradeColumn) -> bool| {
            let kept = (LEAD..).zip(&matrix.columns).filter(|(_, c)| keep(c));
            kept.map(|(column, _)| Place::new(name, row, column))
                .collect::<Vec<Place>>()
        };
        let counted = of(|c| c.counted);
        let less = Vec::new();
        if row < last {
            all.push((row, denominator, Rule::Added { of: counted, less }));
        }
        let whole = Place::new(name, row, denominator);
        for (column, _) in (LEAD..).zip(&matrix.columns).filter(|(_, c)| c.counted) {
            let of = vec![Place::new(name, row, column)];
            let whole = whole.clone();
            all.push((share_row, column, Rule::Share { of, whole }));
        }
        let of = of(|c| c.on_track);
        all.push((share_row, LEAD + grades, Rule::Share { of, whole }));
    }
    all.into_iter()
        .map(|(row, column, rule)| Derived {
            at: Place::new(name, row, column),
            rule,
        })
        .collect()
}

/// Width of these columns in pixels, as the library places drawings (9 a unit and 7 a column), so
/// that the chart ends where the table does.
fn pixels(columns: &[Column]) -> u32 {
    let all: f64 = columns
        .iter()
        .map(|c| column_width(c.width) * 9.0 + 7.0)
        .sum();
    (200..2_000)
        .find(|n| f64::from(*n) >= all - 12.0)
        .unwrap_or(2_000)
}

/// The meeting and the sentence, in as many rows as they need.
fn write_head(sheet: &mut Worksheet, edition: &Edition, room: f64) -> Result<u32, XlsxError> {
    let mut row = 1;
    let meeting = edition.meeting.map(|m| {
        let parts = [Some(&m.body), m.session.as_ref(), m.date.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join("　")
    });
    for line in [meeting, Some(edition.head.office.clone())]
        .into_iter()
        .flatten()
        .filter(|l| !l.is_empty())
    {
        sheet.write_string_with_format(row, 0, line, &style::note())?;
        row += 1;
    }
    row += 1;
    for line in lines(&edition.sentence.text, room) {
        sheet.write_string_with_format(row, 0, line, &style::lead())?;
        sheet.set_row_height(row, 18)?;
        row += 1;
    }
    Ok(row + 1)
}

fn section(sheet: &mut Worksheet, row: u32, title: &str) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, title, &style::section())?;
    sheet.set_row_height(row, 18)?;
    Ok(row + 1)
}

fn columns(matrix: &GradeMatrix, more: impl IntoIterator<Item = String>) -> Vec<Column> {
    let lead = [
        Column::centre("番号", NUMBER).key(),
        Column::text("改革項目", PILLAR).key(),
    ];
    let more = more.into_iter().map(|h| Column::number(h, FIGURE));
    lead.into_iter()
        .chain(grade_columns(&matrix.columns))
        .chain(more)
        .collect()
}

/// A table of the matrix: `cells` gives what follows a row's number and name.
fn matrix_table(
    matrix: &GradeMatrix,
    columns: Vec<Column>,
    cells: impl Fn(&MatrixRow) -> Vec<Cell>,
) -> Table {
    let full = |row: &MatrixRow| {
        let lead = [Cell::from(&row.number), Cell::from(&row.name)];
        lead.into_iter().chain(cells(row)).collect()
    };
    let mut rows: Vec<Row> = matrix.rows.iter().map(|r| Row::plain(full(r))).collect();
    rows.push(Row::total(full(&matrix.total)));
    Table { columns, rows }
}

fn counts(matrix: &GradeMatrix) -> Table {
    let more = [
        matrix.missing_label.clone(),
        "割合の母数".to_owned(),
        "全項目".to_owned(),
    ];
    matrix_table(matrix, columns(matrix, more), |row| {
        let more = [&row.missing, &row.denominator, &row.all];
        row.counts.iter().chain(more).map(Cell::from).collect()
    })
}

fn shares(matrix: &GradeMatrix) -> Table {
    let more = ["順調の割合".to_owned(), "母数（項目）".to_owned()];
    matrix_table(matrix, columns(matrix, more), |row| {
        let shares = row.shares.iter().chain([&row.on_track_share]);
        shares
            .map(Cell::from)
            .chain([Cell::from(&row.denominator)])
            .collect()
    })
}

fn differences(matrix: &GradeMatrix) -> Table {
    matrix_table(matrix, columns(matrix, []), |row| {
        row.changes.iter().map(difference).collect()
    })
}

fn difference(change: &Option<Figure>) -> Cell {
    change.as_ref().map_or(Cell::Blank, Cell::difference)
}

fn change_table(changes: &ChangeSummary) -> Table {
    let row = |mark: &str, name: &str, figure| {
        Row::plain(vec![mark.into(), name.into(), Cell::from(figure)])
    };
    Table {
        columns: vec![
            Column::centre("記号", NUMBER),
            Column::text("変化", PILLAR),
            Column::number("項目数", FIGURE),
        ],
        rows: vec![
            row("↑", "上がった項目", &changes.up),
            row("↓", "下がった項目", &changes.down),
            row("→", "変わらない項目", &changes.same),
        ],
    }
}

fn notes(matrix: &GradeMatrix) -> Vec<String> {
    let outside: Vec<&str> = matrix
        .columns
        .iter()
        .filter(|c| !c.counted)
        .map(|c| c.symbol.as_str())
        .chain([matrix.missing_label.as_str()])
        .collect();
    let mut notes = vec![format!(
        "（注）割合の母数は、全項目から{}を除いた項目数です。",
        outside.join("、")
    )];
    if matrix.rounding_note {
        notes.push("（注）端数処理のため、割合の合計は100％にならないことがあります。".to_owned());
    }
    notes
}

/// The text in lines of at most `room` half-ems, each broken behind 、 or 。 where one
/// stands in its last third. Cells are not merged, so a long sentence needs rows of its own.
fn lines(text: &str, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for c in paragraph.chars() {
            line.push(c);
            if text_width(&line) > room && !matches!(c, '、' | '。' | '）') {
                let rest = line.split_off(break_at(&line));
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        lines.push(line);
    }
    lines
}

fn break_at(line: &str) -> usize {
    let end = line.char_indices().next_back().map_or(0, |(at, _)| at);
    line[..end]
        .char_indices()
        .filter(|(at, c)| matches!(c, '、' | '。') && at * 3 > end * 2)
        .map(|(at, c)| at + c.len_utf8())
        .next_back()
        .filter(|at| *at < line.len())
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_broken_and_nothing_is_lost() {
        let text = "令和7年度は、23項目のうち順調に進んでいるものが18項目、やや遅れているものが4項目です。";
        let broken = lines(text, 40.0);
        assert!(
            broken.len() > 1 && broken.iter().all(|l| text_width(l) <= 42.0),
            "{broken:?}"
        );
        assert_eq!(broken.concat(), text);
        assert!(broken.iter().all(|l| !l.starts_with(['、', '。'])));
        assert_eq!(lines("短い文です。", 40.0), ["短い文です。"]);
    }
}
