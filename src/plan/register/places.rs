//! Where in a register what papers speak of stands: sheet and cell, for messages about a register that was read already.

use super::faults::Faults;
use super::row::Row;
use super::sheets::numbering::{ID, NUMBER};
use super::sheets::{indicators, initiatives, items, measures, pillars, profile};
use super::table::Tables;
use crate::plan::{ChangeKind, ChangeSubject};
use crate::values::Code;

/// The cells of a register.
#[derive(Debug)]
pub struct Places(Option<Tables>);

impl Places {
    /// Of the bytes of a register that was read without an error.
    pub fn read(bytes: &[u8]) -> Self {
        Self(Tables::read(bytes, &mut Faults::new("")))
    }

    /// Sheet and cell of what a change is about; the sheet alone where it is no longer there.
    pub fn of(&self, subject: &ChangeSubject, kind: ChangeKind) -> (&'static str, Option<String>) {
        match subject {
            ChangeSubject::Plan => {
                let heading = match kind {
                    ChangeKind::Period => profile::END,
                    _ => profile::PLAN_NAME,
                };
                let row = self.rows(profile::SHEET_NAME).first();
                (
                    profile::SHEET_NAME,
                    row.map(|row| row.place(heading).to_owned()),
                )
            }
            ChangeSubject::Pillar(number) => {
                let named = |row: &Row| text(row, NUMBER).as_ref() == Some(number);
                self.cell(pillars::SHEET_NAME, NUMBER, named)
            }
            ChangeSubject::Measure(_, number) => {
                let named = |row: &Row| text(row, NUMBER).as_ref() == Some(number);
                self.cell(measures::SHEET_NAME, NUMBER, named)
            }
            ChangeSubject::Entry(id) => self.entry(id, kind),
        }
    }

    fn entry(&self, id: &Code, kind: ChangeKind) -> (&'static str, Option<String>) {
        let own = |row: &Row| id_of(row).as_ref() == Some(id);
        let sheets = [
            (items::SHEET_NAME, items_heading(kind)),
            (initiatives::SHEET_NAME, initiatives_heading(kind)),
            (indicators::SHEET_NAME, indicators_heading(kind)),
        ];
        for (sheet, heading) in sheets {
            if let (_, Some(cell)) = self.cell(sheet, heading, own) {
                return (sheet, Some(cell));
            }
        }
        (items::SHEET_NAME, None)
    }

    fn cell(
        &self,
        sheet: &'static str,
        heading: &str,
        is: impl Fn(&Row) -> bool,
    ) -> (&'static str, Option<String>) {
        let row = self.rows(sheet).iter().find(|row| is(row));
        (sheet, row.map(|row| row.place(heading).to_owned()))
    }

    fn rows(&self, sheet: &str) -> &[Row] {
        self.0.as_ref().map_or(&[], |tables| tables.rows(sheet))
    }
}

fn text(row: &Row, heading: &str) -> Option<String> {
    row.text(heading, &mut Faults::new(""))
}

fn id_of(row: &Row) -> Option<Code> {
    let of = |heading| text(row, heading).and_then(|text| Code::derive(&text));
    of(ID).or_else(|| of(NUMBER))
}

const fn items_heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Renamed => items::NAME,
        ChangeKind::Responsible => items::LEADS,
        ChangeKind::Period | ChangeKind::Ended | ChangeKind::Merged => items::END,
        _ => items::NUMBER,
    }
}

const fn initiatives_heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Renamed => initiatives::TEXT,
        ChangeKind::Responsible => initiatives::RESPONSIBLE,
        _ => initiatives::NUMBER,
    }
}

const fn indicators_heading(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Renamed => indicators::INDICATOR,
        ChangeKind::Responsible => indicators::RESPONSIBLE,
        ChangeKind::Unit => indicators::UNIT,
        ChangeKind::Other => indicators::DIRECTION,
        _ => indicators::NUMBER,
    }
}
