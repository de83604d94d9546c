//! 年度推移: the counts of each cycle and the share that is 順調, with their charts; and each item's grades over the
//! years. This cycle's line is formulas over 総括.

use super::super::fault::Fault;
use super::super::formula::share;
use super::super::measure::text_width;
use super::super::page::{Book, Paper};
use super::super::style;
use super::super::table::{self, Shape};
use super::summary::Totals;
use super::{
    Cell, Column, Derived, Edition, Place, Row, Rule, SUMMARY, Table, grade_columns, trend,
};
use crate::audience::tables::YearRow;
use crate::values::a1;

pub(super) const NAME: &str = "年度推移";
const GRADES_TABLE: &str = "評価推移";
/// Columns before the grades.
const LEAD: u16 = 2;

pub(super) fn write(book: &mut Book, edition: &Edition, totals: &Totals) -> Result<(), Fault> {
    let grades = grades_of_items(edition);
    Fault::check_rows(NAME, grades.rows.len() as u64 + 200)?;
    let sheet = book.sheet(NAME, Paper::A3)?;
    let note = "単位：項目（割合は％）　各年度の数は、その年度の記録にあるものです。効果額の年度別及び累計は、シート「効果額」にあります。";
    sheet.write_string_with_format(1, 0, note, &style::note())?;
    let heading = 3;
    let layout = Layout::of(edition);
    let counts = layout.table(edition, totals, heading);
    let mut widths = counts.columns.clone();
    widths.extend(
        grades
            .columns
            .get(widths.len()..)
            .into_iter()
            .flatten()
            .cloned(),
    );
    for (wide, own) in widths.iter_mut().zip(&grades.columns) {
        wide.width = wide.width.max(own.width);
    }
    table::set_widths(sheet, 0, &widths)?;
    let mut placed = table::write(sheet, (heading, 0), &counts, Shape::table(NAME, false))?;
    let mut row = placed.next + 1;
    if edition.tables.years.len() > 1 {
        row = trend::grades(sheet, edition.matrix, &placed, layout.on_track_share(), row)?;
    }
    sheet.write_string_with_format(row, 0, "実施項目別の評価", &style::section())?;
    sheet.set_row_height(row, 18)?;
    // On the pages that the longer table goes on to.
    sheet.set_repeat_rows(row + 1, row + 1)?;
    let named = Shape::table(GRADES_TABLE, true);
    let mut of_items = table::write(sheet, (row + 1, 0), &grades, named)?;
    book.keep(NAME, &mut placed);
    book.keep(NAME, &mut of_items);
    book.derive(layout.derived(edition, totals, heading));
    Ok(())
}

/// Columns of the counts.
struct Layout {
    grades: u16,
    /// Whether some earlier cycle had grades that today's scale does not have.
    other: bool,
}

impl Layout {
    fn of(edition: &Edition) -> Self {
        let years = &edition.tables.years;
        Self {
            grades: u16::try_from(edition.matrix.columns.len()).unwrap_or(0),
            other: years.iter().any(|y| !y.other.value.is_zero()),
        }
    }

    fn missing(&self) -> u16 {
        LEAD + self.grades + u16::from(self.other)
    }

    fn denominator(&self) -> u16 {
        self.missing() + 1
    }

    fn all(&self) -> u16 {
        self.missing() + 2
    }

    fn on_track(&self) -> u16 {
        self.missing() + 3
    }

    fn on_track_share(&self) -> u16 {
        self.missing() + 4
    }

    fn columns(&self, edition: &Edition) -> Vec<Column> {
        let mut columns = vec![
            Column::centre("西暦年度", 12.0).key(),
            Column::text("年度", 30.0).key(),
        ];
        columns.extend(grade_columns(&edition.matrix.columns));
        if self.other {
            columns.push(Column::number("今の評価区分にないもの", 13.0));
        }
        columns.extend([
            Column::number("評価のないもの", 13.0),
            Column::number("割合の母数", 12.0),
            Column::number("全項目", 12.0),
            Column::number("順調の項目", 12.0),
            Column::number("順調の割合（％）", 13.0),
        ]);
        if edition.tables.years.iter().any(|y| y.source.is_some()) {
            columns.push(Column::text("出所", 26.0));
        }
        columns
    }

    fn table(&self, edition: &Edition, totals: &Totals, heading: u32) -> Table {
        let years = &edition.tables.years;
        let rows = (heading + 1..)
            .zip(years)
            .enumerate()
            .map(|(at, (row, year))| {
                let totals = (at + 1 == years.len()).then_some(totals);
                Row::plain(self.row(edition, year, totals, row))
            });
        Table {
            columns: self.columns(edition),
            rows: rows.collect(),
        }
    }

    /// `totals` for this cycle's own line.
    fn row(
        &self,
        edition: &Edition,
        year: &YearRow,
        totals: Option<&Totals>,
        row: u32,
    ) -> Vec<Cell> {
        let of_total = |at: u16, figure| match totals {
            Some(totals) => Cell::formula(totals.counts.of_total(at), figure),
            None => Cell::from(figure),
        };
        let mut cells = vec![Cell::Year(year.western), Cell::from(&year.name)];
        let counts = (super::matrix::LEAD..).zip(&year.counts);
        cells.extend(counts.map(|(at, figure)| of_total(at, figure)));
        if self.other {
            cells.push(Cell::from(&year.other));
        }
        let own = |at: u16| a1(row, at.into());
        let on_track = match totals {
            Some(totals) => {
                let columns = totals.counts.columns(|g| g.on_track).into_iter();
                let cells: Vec<String> = columns.map(|at| totals.counts.of_total(at)).collect();
                let formula = if cells.is_empty() {
                    "0".to_owned()
                } else {
                    cells.join("+")
                };
                Cell::formula(formula, &year.on_track)
            }
            None => Cell::from(&year.on_track),
        };
        let places = totals.map(|t| [t.counts.missing(), t.counts.denominator(), t.counts.all()]);
        let [missing, denominator, all] = places.unwrap_or_default();
        cells.extend([
            of_total(missing, &year.missing),
            of_total(denominator, &year.denominator),
            of_total(all, &year.all),
            on_track,
            Cell::formula(
                share(&own(self.on_track()), &own(self.denominator())),
                &year.on_track_share,
            ),
        ]);
        if edition.tables.years.iter().any(|y| y.source.is_some()) {
            cells.push(Cell::from(&year.source));
        }
        cells
    }

    fn derived(&self, edition: &Edition, totals: &Totals, heading: u32) -> Vec<Derived> {
        let years = &edition.tables.years;
        let mut all = Vec::new();
        let rows = (heading + 1..).zip(years);
        for (row, _) in rows.clone().filter(|(_, y)| y.on_track_share.is_some()) {
            let place = |column| Place::new(NAME, row, column);
            let (of, whole) = (vec![place(self.on_track())], place(self.denominator()));
            all.push(Derived {
                at: place(self.on_track_share()),
                rule: Rule::Share { of, whole },
            });
        }
        let Some((row, _)) = rows.last() else {
            return all;
        };
        let counts = &totals.counts;
        let grades = (LEAD..LEAD + self.grades).zip(super::matrix::LEAD..);
        let others = [
            (self.missing(), counts.missing()),
            (self.denominator(), counts.denominator()),
            (self.all(), counts.all()),
        ];
        let same = grades.chain(others).map(|(own, of)| (own, vec![of]));
        let on_track = (self.on_track(), counts.columns(|g| g.on_track));
        for (own, of) in same.chain([on_track]) {
            let of = of.into_iter();
            let of = of
                .map(|at| Place::new(SUMMARY, counts.total(), at))
                .collect();
            let less = Vec::new();
            all.push(Derived {
                at: Place::new(NAME, row, own),
                rule: Rule::Added { of, less },
            });
        }
        all
    }
}

/// Each item's grade of every cycle.
fn grades_of_items(edition: &Edition) -> Table {
    let years = &edition.tables.years;
    let mut columns = vec![
        Column::centre("番号", 12.0).key(),
        Column::text("実施項目", 30.0).key(),
    ];
    columns.extend(years.iter().map(|year| {
        let width = (text_width(&year.name) + 4.5).clamp(10.0, 18.0);
        Column::centre(&year.name, width).highlights(edition.grade_highlights())
    }));
    let earlier = years.len().saturating_sub(1);
    let rows = edition.items.iter().map(|item| {
        let known = edition.tables.earlier_grades.get(&item.id);
        let before = (0..earlier).map(|at| {
            known
                .and_then(|k| k.get(at))
                .map_or(Cell::Blank, Cell::from)
        });
        let now = match (&item.grade, &item.missing_label) {
            (Some(grade), _) => Cell::from(&grade.symbol),
            (None, label) => Cell::from(label),
        };
        let lead = [Cell::from(&item.number), Cell::from(&item.title)];
        let now = (!years.is_empty()).then_some(now);
        Row::plain(lead.into_iter().chain(before).chain(now).collect())
    });
    Table {
        columns,
        rows: rows.collect(),
    }
}
