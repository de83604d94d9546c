//! The cycle after one that is closed: the register's next, else the one that its cycles so far suggest, with days a year later.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use crate::plan::{Cycle, CycleState, Meeting, Plan, YEAR_END};
use crate::values::FiscalYear;

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Next {
    pub cycle: Cycle,
    /// Whether the register has it.
    pub registered: bool,
    /// Its meetings, where the register has none yet.
    pub meetings: Vec<Meeting>,
}

/// The cycle after `base`. `closed` says which cycles are.
pub(crate) fn after(plan: &Plan, base: &Cycle, closed: impl Fn(&Cycle) -> bool) -> Next {
    let mut later: Vec<&Cycle> = plan.cycles.iter().collect();
    later.retain(|c| c.inquiry_date > base.inquiry_date && !closed(c));
    let registered = later.into_iter().min_by_key(|c| c.inquiry_date);
    let cycle = registered.cloned().unwrap_or_else(|| suggested(plan, base));
    let there = |m: &Meeting| (m.year, &m.kind) == (cycle.year, &cycle.kind);
    let meetings = if plan.meetings.iter().any(there) {
        Vec::new()
    } else {
        meetings(plan, &cycle)
    };
    Next {
        registered: registered.is_some(),
        cycle,
        meetings,
    }
}

/// The cycle whose like comes next, and how many years later: what came after the last one of this 区分, else the closed one
/// itself.
fn model<'a>(plan: &'a Plan, base: &'a Cycle) -> (&'a Cycle, i32) {
    let mut ordered: Vec<&Cycle> = plan.cycles.iter().collect();
    ordered.retain(|c| c.inquiry_date < base.inquiry_date);
    ordered.sort_by_key(|c| c.inquiry_date);
    let Some(at) = ordered.iter().rposition(|c| c.kind == base.kind) else {
        // After the first of another 区分 the year ends, as the year before it did.
        let ends = ordered.iter().rfind(|c| c.kind == YEAR_END);
        let years = |c: &Cycle| base.year.western() - c.year.western();
        return ends
            .filter(|c| base.kind != YEAR_END && years(c) >= 1)
            .map_or((base, 1), |c| (*c, years(c)));
    };
    let years = base.year.western() - ordered[at].year.western();
    (ordered.get(at + 1).copied().unwrap_or(base), years.max(1))
}

fn suggested(plan: &Plan, base: &Cycle) -> Cycle {
    let (model, years) = model(plan, base);
    let running = plan.running_cycle().is_some_and(|running| running != base);
    let mut next = model.clone();
    next.year = FiscalYear::new(model.year.western() + years);
    next.inquiry_date = later(model.inquiry_date, years);
    next.contributors_due = model.contributors_due.map(|day| later(day, years));
    next.due = later(model.due, years);
    next.rules.resubmission_due = model.rules.resubmission_due.map(|day| later(day, years));
    if let Some(compared) = &mut next.rules.compared {
        compared.year = FiscalYear::new(compared.year.western() + years);
    }
    next.state = if running {
        CycleState::Preparing
    } else {
        CycleState::Running
    };
    next
}

/// Those of the last cycle of its 区分 that had any, with days as many years later.
fn meetings(plan: &Plan, cycle: &Cycle) -> Vec<Meeting> {
    let of_kind = plan
        .meetings
        .iter()
        .filter(|m| m.kind == cycle.kind && m.year < cycle.year);
    let Some(year) = of_kind.clone().map(|m| m.year).max() else {
        return Vec::new();
    };
    let years = cycle.year.western() - year.western();
    let last = of_kind.filter(|m| m.year == year);
    last.map(|m| Meeting {
        year: cycle.year,
        date: m.date.map(|day| later(day, years)),
        ..m.clone()
    })
    .collect()
}

/// The same day so many years later; on the Monday after it where it is a Saturday or a Sunday.
fn later(day: NaiveDate, years: i32) -> NaiveDate {
    let months = Months::new(12 * u32::try_from(years).unwrap_or(0));
    let day = day.checked_add_months(months).unwrap_or(day);
    let rest = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    day.checked_add_days(Days::new(rest)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::register;

    fn cycle(plan: &Plan, year: i32, kind: &str, inquiry: (i32, u32, u32)) -> Cycle {
        let day = NaiveDate::from_ymd_opt(inquiry.0, inquiry.1, inquiry.2).expect("a day");
        let mut cycle = plan.cycles[0].clone();
        cycle.year = FiscalYear::new(year);
        cycle.kind = kind.to_owned();
        cycle.inquiry_date = day;
        cycle.contributors_due = None;
        cycle.due = day + Days::new(30);
        cycle.state = CycleState::Closed;
        cycle
    }

    #[test]
    fn the_year_ends_after_its_first_interim_report() {
        let mut plan = register::template_plan().expect("the plan of init");
        plan.cycles = vec![
            cycle(&plan, 2024, YEAR_END, (2025, 4, 7)),
            cycle(&plan, 2025, "中間", (2025, 10, 6)),
        ];
        let next = after(&plan, &plan.cycles[1], |_| true);
        assert_eq!(next.cycle.name(), "令和7年度");
        // A year after 7 April 2025, which is a Tuesday.
        assert_eq!(next.cycle.inquiry_date.to_string(), "2026-04-07");
    }

    #[test]
    fn the_order_of_a_year_goes_on() {
        let mut plan = register::template_plan().expect("the plan of init");
        let end = cycle(&plan, 2024, YEAR_END, (2025, 4, 10));
        plan.cycles = vec![end.clone()];
        let next = |plan: &Plan, base: &Cycle| {
            let next = after(plan, base, |c| c.state.is_final());
            (
                next.cycle.name(),
                next.registered,
                next.cycle.inquiry_date.to_string(),
            )
        };
        // 2026-04-10 is a Friday.
        let year_end = ("令和7年度".to_owned(), false, "2026-04-10".to_owned());
        assert_eq!(next(&plan, &end), year_end);
        let middle = cycle(&plan, 2025, "中間", (2025, 10, 15));
        let end_2 = cycle(&plan, 2025, YEAR_END, (2026, 4, 10));
        plan.cycles = vec![end, middle.clone(), end_2.clone()];
        // 2026-10-15 is a Thursday.
        let half = ("令和8年度中間".to_owned(), false, "2026-10-15".to_owned());
        assert_eq!(next(&plan, &end_2), half);
        let mut registered = cycle(&plan, 2026, "中間", (2026, 11, 2));
        registered.state = CycleState::Preparing;
        plan.cycles.push(registered);
        let there = ("令和8年度中間".to_owned(), true, "2026-11-02".to_owned());
        assert_eq!(next(&plan, &end_2), there);
        // After the 中間 of a year comes its end, as the year before.
        let middle_2 = cycle(&plan, 2026, "中間", (2026, 10, 15));
        plan.cycles = vec![middle, end_2, middle_2.clone()];
        // 2027-04-10 is a Saturday.
        let end_3 = ("令和8年度".to_owned(), false, "2027-04-12".to_owned());
        assert_eq!(next(&plan, &middle_2), end_3);
    }
}
