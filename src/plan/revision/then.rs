//! An earlier cycle, as far as the plan of today is held against it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::plan::{Change, Cycle, Plan, YEAR_END};
use crate::values::{Code, FiscalYear};

/// An earlier cycle as its register stood then.
#[derive(Clone, Debug)]
pub struct Then {
    /// The year that it asked about.
    pub year: FiscalYear,
    /// The register that it was frozen with, where a copy was kept.
    pub plan: Option<Plan>,
    /// Units by indicator as its record has them, where no register was kept.
    pub units: BTreeMap<Code, Option<String>>,
    /// Without a register: rows of 変更 after this day came after the cycle.
    pub since: NaiveDate,
}

impl Then {
    /// The cycle with what was kept of it.
    pub fn new(cycle: &Cycle, plan: Option<Plan>, units: BTreeMap<Code, Option<String>>) -> Self {
        let year_end = NaiveDate::from_ymd_opt(cycle.year.western() + 1, 3, 31);
        let of_year = year_end.filter(|_| cycle.kind == YEAR_END);
        Self {
            year: cycle.year,
            plan,
            units,
            since: of_year.unwrap_or(cycle.inquiry_date),
        }
    }

    /// Where nothing is compared: the end of the year before a cycle's.
    pub fn before(cycle: &Cycle) -> Self {
        let mut before = Self::new(cycle, None, BTreeMap::new());
        let year_end = NaiveDate::from_ymd_opt(cycle.year.western(), 3, 31);
        before.since = year_end.unwrap_or(cycle.inquiry_date);
        before
    }

    /// The rows of 変更 that came after it, in the order of their days. With a register, those that it did not have: as many
    /// of one subject and kind as it had are the same ones, even where their wording or day was set right since.
    pub(super) fn new_rows<'a>(&self, now: &'a Plan) -> Vec<&'a Change> {
        let mut rows: Vec<&Change> = now.changes.iter().collect();
        rows.sort_by_key(|row| row.date);
        let Some(before) = &self.plan else {
            rows.retain(|row| row.date > self.since);
            return rows;
        };
        let mut had: Vec<&Change> = before.changes.iter().collect();
        let mut drop_like = |like: fn(&Change, &Change) -> bool| {
            rows.retain(|row| {
                let at = had.iter().position(|had| like(had, row));
                at.map(|at| had.remove(at)).is_none()
            });
        };
        drop_like(|had, row| had == row);
        drop_like(|had, row| (&had.subject, had.kind) == (&row.subject, row.kind));
        rows
    }
}
