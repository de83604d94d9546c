//! The columns of a sheet of the register as they are written: those of the schema, with the plan's years in their place.

use super::record::{Record, Written};
use super::schema::{Column, Need, Sheet};
use crate::plan::Plan;
use crate::values::FiscalYear;

/// Rows below the data that keep their dropdowns and prompts.
pub(super) const SPARE_ROWS: u32 = 300;

/// A column as it is written: one of the schema's, or one year of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    pub column: &'static Column,
    pub year: Option<FiscalYear>,
}

impl Printed {
    pub fn heading(self) -> String {
        match self.year {
            Some(year) => {
                let before = self.column.before_years().unwrap_or_default();
                let heading = format!("{before} {}\n({year})", year.western());
                heading.trim_start().to_owned()
            }
            None if self.column.need == Need::Required => format!("{} *", self.column.heading),
            None => self.column.heading.to_owned(),
        }
    }

    pub fn cell(self, record: &Record) -> Option<&Written> {
        match self.year {
            Some(year) => record.years.get(&year),
            None => record.cells.get(self.column.heading),
        }
    }
}

/// The columns of a sheet with the plan's years in their place.
pub(super) fn printed(sheet: &Sheet, plan: &Plan) -> Vec<Printed> {
    let mut all = Vec::new();
    for column in sheet.columns {
        if column.kind.per_year() {
            all.extend(plan.years().into_iter().map(|year| Printed {
                column,
                year: Some(year),
            }));
        } else {
            all.push(Printed { column, year: None });
        }
    }
    all
}
