//! 年度推移: the counts of each cycle and the share that is 順調, with their charts; and each item's grades over the
//! years. This cycle's line follows from 総括.

use super::super::fault::Fault;
use super::super::measure::text_width;
use super::super::page::{Book, Paper};
use super::super::style;
use super::super::table::{self, Shape};
use super::matrix::Counts;
use super::{Edition, Table, grade_heading, trend};
use crate::audience::Figure;
use crate::audience::parts::ItemView;
use crate::audience::tables::YearRow;
use crate::tables::items::grade_highlights;
use crate::tables::{Cell, Column, Heading, One, Place, Rule, columns};

/// Name of the sheet and of the Excel table of the counts.
pub(super) const NAME: &str = "年度推移";
const GRADES_TABLE: &str = "評価推移";
/// Row of the headings of the counts.
const HEADING: u32 = 3;

pub(super) fn write(book: &mut Book, edition: &Edition, totals: &Counts<'_>) -> Result<(), Fault> {
    let grades = grades_of_items(edition);
    Fault::check_rows(NAME, grades.rows.len() as u64 + 200)?;
    let sheet = book.sheet(NAME, Paper::A3)?;
    let note = "単位：項目（割合は％）　各年度の数は、その年度の記録にあるものです。効果額の年度別及び累計は、シート「効果額」にあります。";
    sheet.write_string_with_format(1, 0, note, &style::note())?;
    let (counts, share) = counts(edition, totals);
    let mut widths = counts.headings.clone();
    widths.extend(grades.headings.iter().skip(widths.len()).cloned());
    for (wide, own) in widths.iter_mut().zip(&grades.headings) {
        wide.width = wide.width.max(own.width);
    }
    table::set_widths(sheet, 0, &widths)?;
    let mut placed = table::write(sheet, (HEADING, 0), counts, Shape::table(NAME, false))?;
    let mut row = placed.next + 1;
    if edition.tables.years.len() > 1 {
        row = trend::grades(sheet, edition.matrix, &placed, share, row)?;
    }
    let levels = &edition.head.levels;
    let title = levels.reword("実施項目別の評価");
    sheet.write_string_with_format(row, 0, title, &style::section())?;
    sheet.set_row_height(row, 18)?;
    // On the pages that the longer table goes on to.
    sheet.set_repeat_rows(row + 1, row + 1)?;
    let named = Shape::table(GRADES_TABLE, true);
    let mut of_items = table::write(sheet, (row + 1, 0), grades.reworded(levels), named)?;
    book.keep(NAME, &mut placed);
    book.keep(NAME, &mut of_items);
    Ok(())
}

/// A cycle, the row on which it stands, and for this cycle's own the totals of 総括.
struct Line<'a> {
    year: &'a YearRow,
    row: u32,
    totals: Option<&'a Counts<'a>>,
}

impl Line<'_> {
    /// The same figure as in this column of the totals; of an earlier cycle the figure alone.
    fn of_total(&self, column: impl Fn(&Counts<'_>) -> u16, figure: Option<&Figure>) -> Cell {
        let rule = self.totals.map(|t| Rule::same(t.of_total(column(t))));
        Cell::ruled(rule, figure)
    }
}

/// The counts of each cycle, and the column of the share that is 順調.
fn counts(edition: &Edition, totals: &Counts<'_>) -> (Table, u16) {
    let years = &edition.tables.years;
    let lines = (HEADING + 1..).zip(years).map(|(row, year)| Line {
        year,
        row,
        totals: years
            .last()
            .filter(|last| std::ptr::eq(*last, year))
            .map(|_| totals),
    });
    let mut columns = columns![l: Line;
        Heading::centre("西暦年度", 12.0).key() => Cell::Year(l.year.western);
        Heading::text("年度", 30.0).key() => &l.year.name;
    ];
    let grades = edition.matrix.columns.iter().enumerate();
    columns.extend(grades.map(|(at, grade)| {
        grade_heading(grade)
            .of(move |l: &Line| l.of_total(|_| Counts::grade(at), l.year.counts.get(at)))
    }));
    // Whether some earlier cycle had grades that today's scale does not have.
    if years.iter().any(|y| !y.other.value.is_zero()) {
        columns.push(
            Heading::number("今の評価区分にないもの", 13.0).of(|l: &Line| (&l.year.other).into()),
        );
    }
    columns.extend(columns![l: Line;
        Heading::number("評価のないもの", 13.0) => l.of_total(|t| t.missing(), Some(&l.year.missing));
        Heading::number("割合の母数", 12.0) => l.of_total(|t| t.denominator(), Some(&l.year.denominator));
        Heading::number("全項目", 12.0) => l.of_total(|t| t.all(), Some(&l.year.all));
        Heading::number("順調の項目", 12.0) => on_track_count(l);
    ]);
    let share = next(&columns);
    let (on_track, denominator) = (share - 1, share - 3);
    columns.push(
        Heading::number("順調の割合（％）", 13.0).of(move |l: &Line| {
            let cell = |column| One::At(Place::new(NAME, l.row, column));
            let rule = Rule::Share {
                of: vec![cell(on_track)],
                whole: cell(denominator),
            };
            Cell::ruled(rule, &l.year.on_track_share)
        }),
    );
    if years.iter().any(|y| y.source.is_some()) {
        columns.push(Heading::text("出所", 26.0).of(|l: &Line| (&l.year.source).into()));
    }
    (Table::of(columns, lines), share)
}

fn on_track_count(line: &Line<'_>) -> Cell {
    let rule = line.totals.map(|totals| Rule::Added {
        of: totals
            .columns(|g| g.on_track)
            .map(|c| totals.of_total(c))
            .collect(),
        less: Vec::new(),
    });
    Cell::ruled(rule, &line.year.on_track)
}

/// Where the next column will stand.
pub(super) fn next<T>(columns: &[Column<'_, T>]) -> u16 {
    u16::try_from(columns.len()).unwrap_or(u16::MAX)
}

/// Each item's grade of every cycle.
fn grades_of_items(edition: &Edition) -> Table {
    let years = &edition.tables.years;
    let mut columns = columns![i: &ItemView;
        Heading::centre("番号", 12.0).key() => &i.number;
        Heading::text("実施項目", 30.0).key() => &i.title;
    ];
    let known = &edition.tables.earlier_grades;
    columns.extend(years.iter().enumerate().map(|(at, year)| {
        let now = at + 1 == years.len();
        let width = (text_width(&year.name) + 4.5).clamp(10.0, 18.0);
        let heading = Heading::centre(&year.name, width);
        heading
            .highlights(grade_highlights(&edition.matrix.columns))
            .of(move |item: &&ItemView| match (&item.grade, now) {
                (Some(grade), true) => (&grade.symbol).into(),
                (None, true) => (&item.missing_label).into(),
                (_, false) => known.get(&item.id).and_then(|k| k.get(at)?.as_ref()).into(),
            })
    }));
    Table::of(columns, edition.items.iter().copied())
}
