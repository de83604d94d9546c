//! The tables of 総括 that cross pillars with grades: counts over the rows of 実施項目一覧, shares of them, last
//! cycle's counts and the differences. Each follows by a rule, with the view's figure as its result.

use super::super::content::{Row, Table};
use super::{SUMMARY, grade_heading};
use crate::audience::Figure;
use crate::audience::parts::{GradeColumn, GradeMatrix, MatrixRow};
use crate::tables::cell::YES;
use crate::tables::items::{COMPARED, GRADE, PILLAR};
use crate::tables::{Cell, Column, Given, Heading, Many, Named, One, Place, Rule, Span};

/// Names of the Excel tables.
pub(super) const COUNTS: &str = "項目数";
pub(super) const SHARES: &str = "割合";

/// Widths: number, pillar, and each column of figures.
pub(super) const NUMBER: f64 = 7.0;
pub(super) const NAME: f64 = 44.0;
pub(super) const FIGURE: f64 = 12.0;
/// Columns before the grades.
pub(super) const LEAD: u16 = 2;

/// Where the counts stand on 総括.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts<'a> {
    matrix: &'a GradeMatrix,
    /// Row of the headings.
    heading: u32,
}

/// A pillar or the total, and the row of its counts. A matrix without pillars has a line of nothing.
#[derive(Clone, Copy)]
struct Line<'a> {
    at: u32,
    of: Option<&'a MatrixRow>,
}

impl<'a> Line<'a> {
    /// What the row has of it.
    fn cell(&self, get: impl Fn(&'a MatrixRow) -> Cell) -> Cell {
        self.of.map_or(Cell::Blank, get)
    }
}

impl<'a> Counts<'a> {
    pub fn at(matrix: &'a GradeMatrix, heading: u32) -> Self {
        Self { matrix, heading }
    }

    pub fn grade(at: usize) -> u16 {
        LEAD + u16::try_from(at).unwrap_or(u16::MAX - LEAD)
    }

    pub fn missing(&self) -> u16 {
        Self::grade(self.matrix.columns.len())
    }

    pub fn denominator(&self) -> u16 {
        self.missing() + 1
    }

    pub fn all(&self) -> u16 {
        self.missing() + 2
    }

    /// Row of the headings.
    pub fn heading(&self) -> u32 {
        self.heading
    }

    fn first(&self) -> u32 {
        self.heading + 1
    }

    /// The row of the total.
    fn total(&self) -> u32 {
        let rows = u32::try_from(self.matrix.rows.len()).unwrap_or(0);
        self.first() + rows.max(1)
    }

    /// A cell of the total.
    pub fn of_total(&self, column: u16) -> One {
        cell(self.total(), column)
    }

    /// The columns of the grades that `keep` keeps.
    pub fn columns(&self, keep: fn(&GradeColumn) -> bool) -> impl Iterator<Item = u16> + use<'a> {
        let grades = self.matrix.columns.iter().enumerate();
        grades
            .filter(move |(_, g)| keep(g))
            .map(|(at, _)| Self::grade(at))
    }

    /// The table of these columns behind number and name.
    fn table(&self, columns: impl IntoIterator<Item = Column<'a, Line<'a>>>) -> Table {
        let lead = [
            Heading::centre("番号", NUMBER)
                .key()
                .of(|l: &Line| l.cell(|r| (&r.number).into())),
            Heading::text("改革項目", NAME)
                .key()
                .of(|l: &Line| l.cell(|r| (&r.name).into())),
        ];
        let mut rows: Vec<Option<&MatrixRow>> = self.matrix.rows.iter().map(Some).collect();
        if rows.is_empty() {
            rows.push(None);
        }
        rows.push(Some(&self.matrix.total));
        let lines = (self.first()..).zip(rows).map(|(at, of)| Line { at, of });
        let mut table = Table::of(lead.into_iter().chain(columns).collect(), lines);
        if let Some(Row { total, .. }) = table.rows.last_mut() {
            *total = true;
        }
        table
    }

    /// A column for each grade.
    fn grades(
        &self,
        get: impl Fn(&Line<'a>, usize, &'a GradeColumn) -> Cell + Copy + 'a,
    ) -> impl Iterator<Item = Column<'a, Line<'a>>> {
        let grades = self.matrix.columns.iter().enumerate();
        grades.map(move |(at, grade)| {
            grade_heading(grade).of(move |line: &Line<'a>| get(line, at, grade))
        })
    }

    pub fn counts(self) -> Table {
        let grades = self.grades(move |line, at, grade| {
            let symbol = Given::word(GRADE.all(), &grade.symbol);
            let rule = symbol.map(|symbol| Rule::Count {
                given: vec![of_pillar(), symbol],
            });
            self.counted(line, Self::grade(at), rule, |r| r.counts.get(at))
        });
        let added = move |line: &Line<'_>, keep| {
            let columns = self.columns(keep);
            columns.map(|c| cell(line.at, c)).collect::<Vec<One>>()
        };
        let more = [
            Heading::number(&self.matrix.missing_label, FIGURE).of(move |line: &Line<'a>| {
                let rule = Rule::Added {
                    of: vec![cell(line.at, self.all())],
                    less: added(line, |_| true),
                };
                self.counted(line, self.missing(), Some(rule), |r| Some(&r.missing))
            }),
            Heading::number("割合の母数", FIGURE).of(move |line: &Line<'a>| {
                let rule = Rule::Added {
                    of: added(line, |g| g.counted),
                    less: Vec::new(),
                };
                self.counted(line, self.denominator(), Some(rule), |r| {
                    Some(&r.denominator)
                })
            }),
            Heading::number("全項目", FIGURE).of(move |line: &Line<'a>| {
                let rule = Rule::Count {
                    given: vec![of_pillar()],
                };
                self.counted(line, self.all(), Some(rule), |r| Some(&r.all))
            }),
        ];
        self.table(grades.chain(more))
    }

    /// A pillar's count by this rule; the total's is the sum of those above.
    fn counted(
        &self,
        line: &Line<'a>,
        column: u16,
        of_pillar: Option<Rule>,
        figure: impl Fn(&'a MatrixRow) -> Option<&'a Figure>,
    ) -> Cell {
        let above = Span {
            sheet: SUMMARY.into(),
            column: column.into(),
            first: self.first(),
            last: self.total() - 1,
        };
        let rule = if line.at == self.total() {
            Some(Rule::sum(Many::Span(above), 0))
        } else {
            of_pillar
        };
        line.cell(|row| Cell::ruled(rule.clone(), figure(row)))
    }

    pub fn shares(self) -> Table {
        let share = move |line: &Line<'a>, of: Vec<u16>| Rule::Share {
            of: of.into_iter().map(|column| cell(line.at, column)).collect(),
            whole: cell(line.at, self.denominator()),
        };
        let grades = self.grades(move |line, at, grade| {
            let share = share(line, vec![Self::grade(at)]);
            let share = |row: &'a MatrixRow| {
                let figure = row.shares.get(at).and_then(Option::as_ref);
                Cell::ruled(share.clone(), figure)
            };
            if grade.counted {
                line.cell(share)
            } else {
                Cell::Blank
            }
        });
        let more = [
            Heading::number("順調の割合", FIGURE).of(move |line: &Line<'a>| {
                let share = share(line, self.columns(|g| g.on_track).collect());
                line.cell(|row| Cell::ruled(share.clone(), &row.on_track_share))
            }),
            Heading::number("母数（項目）", FIGURE).of(move |line: &Line<'a>| {
                let whole = Rule::same(cell(line.at, self.denominator()));
                line.cell(|row| Cell::ruled(whole.clone(), &row.denominator))
            }),
        ];
        self.table(grades.chain(more))
    }

    /// Last cycle's counts, row by row.
    pub fn before(self, before: &'a [Vec<Figure>]) -> Table {
        self.table(self.grades(move |line, at, _| {
            let row = if line.at == self.total() {
                before.last()
            } else {
                before.get((line.at - self.first()) as usize)
            };
            row.and_then(|row| row.get(at)).into()
        }))
    }

    /// This cycle's counts of the items that both cycles have.
    pub fn compared(self, now: &'a [Vec<Figure>]) -> Table {
        self.table(self.grades(move |line, at, grade| {
            let symbol = Given::word(GRADE.all(), &grade.symbol);
            let included = Given::word(COMPARED.all(), YES);
            let pillar = Given::Like(PILLAR.all(), cell(line.at, 0));
            let rule = symbol.zip(included).map(|(symbol, included)| Rule::Count {
                given: vec![pillar, symbol, included],
            });
            let figures = match line.at == self.total() {
                true => now.last(),
                false => now.get((line.at - self.first()) as usize),
            };
            let figure = figures.and_then(|figures| figures.get(at));
            self.counted(line, Self::grade(at), rule, |_| figure)
        }))
    }

    /// This cycle's counts less last cycle's, whose headings stand on these two rows.
    pub fn differences(self, (now, before): (u32, u32)) -> Table {
        self.table(self.grades(move |line, at, _| {
            line.cell(|row| {
                let column = Self::grade(at);
                let below = line.at - self.heading;
                let rule = Rule::Added {
                    of: vec![cell(now + below, column)],
                    less: vec![cell(before + below, column)],
                };
                match row.changes.get(at) {
                    Some(Some(change)) => Cell::ruled(Some(rule), Cell::difference(change)),
                    _ => Cell::Blank,
                }
            })
        }))
    }
}

fn of_pillar() -> Given {
    Given::Like(PILLAR.all(), Named::new(COUNTS, "番号").here())
}

fn cell(row: u32, column: u16) -> One {
    One::At(Place::new(SUMMARY, row, column))
}
