//! What changed in the plan between two registers: the one that an earlier cycle was frozen with, and today's. The rows of
//! 変更 give the reasons; what no row explains is found all the same.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    Change, ChangeKind, ChangeSubject, Conversion, Indicator, Initiative, Item, Plan, Responsible,
    Target, Termination,
};
use crate::values::{Code, FiscalYear, decimal_text};

/// One change, as papers list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub subject: ChangeSubject,
    pub kind: ChangeKind,
    /// The printed number: today's, or the last one of what is no longer in the register.
    pub number: String,
    pub old: Option<String>,
    pub new: Option<String>,
    /// The reason by 変更.
    pub reason: Option<String>,
    pub date: Option<NaiveDate>,
    /// Whether a row of 変更 explains it.
    pub explained: bool,
    pub public: bool,
}

/// An indicator whose unit or meaning changed, and no row of 変更 says what becomes of its earlier values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitChange<'a> {
    pub before: &'a Indicator,
    pub now: &'a Indicator,
}

/// Every change from `before`, which asked in the year `then`, to `now`, which asks in the year `year`: in the order of the
/// kinds and of the register, each with the row of 変更 that explains it; then the rows that stand for nothing that the
/// registers show. Rows that `before` had already are not listed again.
pub fn revisions(
    (before, then): (&Plan, FiscalYear),
    (now, year): (&Plan, FiscalYear),
) -> Vec<Revision> {
    let mut rows: Vec<&Change> = now
        .changes
        .iter()
        .filter(|row| !before.changes.contains(row))
        .collect();
    let mut found = Found {
        before,
        now,
        list: Vec::new(),
    };
    found.plan();
    found.items(then, year);
    found.initiatives(then, year);
    found.indicators(then, year);
    for revision in &mut found.list {
        let explains =
            |row: &&Change| row.subject == revision.subject && same_kind(row.kind, revision.kind);
        if let Some(at) = rows.iter().position(explains) {
            let row = rows.remove(at);
            revision.explain(row);
        }
    }
    let mut list = found.list;
    list.extend(rows.into_iter().map(|row| {
        let mut revision = Revision::new(row.subject.clone(), row.kind, &row.number);
        revision.explain(row);
        revision
    }));
    list.sort_by_key(|r| r.kind);
    list
}

/// What ended by being merged may be told as either.
fn same_kind(row: ChangeKind, found: ChangeKind) -> bool {
    let ended = |kind| matches!(kind, ChangeKind::Ended | ChangeKind::Merged);
    row == found || (ended(row) && ended(found))
}

/// What becomes of values that were measured before today's unit and meaning of an indicator: the latest row of 変更 that
/// `before` did not have; `None` where nothing says so.
pub fn conversion(before: &Plan, now: &Plan, indicator: &Code) -> Option<Conversion> {
    let subject = ChangeSubject::Entry(indicator.clone());
    now.changes
        .iter()
        .filter(|row| row.subject == subject && !before.changes.contains(row))
        .filter(|row| matches!(row.kind, ChangeKind::Unit | ChangeKind::Other))
        .filter_map(|row| Some((row.date, row.conversion?)))
        .max_by_key(|(date, _)| *date)
        .map(|(_, conversion)| conversion)
}

/// The indicators whose unit, 目標の見方 or 集計 differs from the earlier register, without a row of 変更 with 換算.
pub fn unit_changes<'a>(before: &'a Plan, now: &'a Plan) -> Vec<UnitChange<'a>> {
    now.indicators
        .iter()
        .filter_map(|indicator| {
            let earlier = before.indicators.iter().find(|i| i.id == indicator.id)?;
            let same = measured_alike(earlier, indicator)
                || conversion(before, now, &indicator.id).is_some();
            (!same).then_some(UnitChange {
                before: earlier,
                now: indicator,
            })
        })
        .collect()
}

/// Whether values of the two can stand beside each other.
pub fn measured_alike(one: &Indicator, other: &Indicator) -> bool {
    (&one.unit, one.direction, one.accumulation)
        == (&other.unit, other.direction, other.accumulation)
}

impl Revision {
    fn new(subject: ChangeSubject, kind: ChangeKind, number: &str) -> Self {
        Self {
            subject,
            kind,
            number: number.to_owned(),
            old: None,
            new: None,
            reason: None,
            date: None,
            explained: false,
            public: true,
        }
    }

    /// What a row says of it; its own words go before those of the registers.
    fn explain(&mut self, row: &Change) {
        self.explained = true;
        self.date = Some(row.date);
        self.public = row.public;
        self.reason.clone_from(&row.reason);
        self.old = row.old.clone().or_else(|| self.old.take());
        self.new = row.new.clone().or_else(|| self.new.take());
    }
}

/// The changes found so far.
struct Found<'a> {
    before: &'a Plan,
    now: &'a Plan,
    list: Vec<Revision>,
}

impl Found<'_> {
    fn push(
        &mut self,
        subject: &ChangeSubject,
        kind: ChangeKind,
        number: &str,
        (old, new): (Option<String>, Option<String>),
    ) {
        let mut revision = Revision::new(subject.clone(), kind, number);
        revision.old = old;
        revision.new = new;
        self.list.push(revision);
    }

    /// A change of one text into another.
    fn text(&mut self, subject: &ChangeSubject, kind: ChangeKind, number: &str, texts: [&str; 2]) {
        let [old, new] = texts;
        if old != new {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            self.push(subject, kind, number, (some(old), some(new)));
        }
    }

    fn plan(&mut self) {
        let (before, now) = (&self.before.profile, &self.now.profile);
        let plan = ChangeSubject::Plan;
        let period = |p: &super::Profile| format!("{}から{}まで", p.start, p.end);
        self.text(
            &plan,
            ChangeKind::Renamed,
            "計画",
            [&before.name, &now.name],
        );
        let periods = [period(before), period(now)];
        self.text(
            &plan,
            ChangeKind::Period,
            "計画",
            [&periods[0], &periods[1]],
        );
    }

    fn items(&mut self, then: FiscalYear, year: FiscalYear) {
        let (before, now) = (self.before, self.now);
        for item in &now.items {
            let subject = ChangeSubject::Entry(item.id.clone());
            let was = before.item(&item.id).filter(|i| before.in_force(i, then));
            match (was, now.in_force(item, year)) {
                (None, true) => {
                    let title = (None, Some(item.title.clone()));
                    self.push(&subject, ChangeKind::Added, &item.number, title);
                }
                (Some(was), false) => {
                    let kind = match item.termination {
                        Some(Termination::Merged) => ChangeKind::Merged,
                        _ => ChangeKind::Ended,
                    };
                    let into = item.merged_into.clone();
                    self.push(&subject, kind, &was.number, (Some(was.title.clone()), into));
                }
                (Some(was), true) => self.item(&subject, was, item),
                (None, false) => {}
            }
        }
        for gone in before.items.iter().filter(|i| before.in_force(i, then)) {
            if now.item(&gone.id).is_none() {
                let subject = ChangeSubject::Entry(gone.id.clone());
                let title = (Some(gone.title.clone()), None);
                self.push(&subject, ChangeKind::Ended, &gone.number, title);
            }
        }
    }

    fn item(&mut self, subject: &ChangeSubject, was: &Item, item: &Item) {
        let (before, now) = (self.before, self.now);
        let number = &item.number;
        self.text(
            subject,
            ChangeKind::Renumbered,
            number,
            [&was.number, number],
        );
        self.text(
            subject,
            ChangeKind::Renamed,
            number,
            [&was.title, &item.title],
        );
        let places = [place(before, was), place(now, item)];
        self.text(subject, ChangeKind::Moved, number, [&places[0], &places[1]]);
        self.departments(subject, number, &was.leads, &item.leads);
        let period = |i: &Item, plan: &Plan| {
            let (start, end) = (plan.profile.start, plan.profile.end);
            let period = (i.start.unwrap_or(start), i.end.unwrap_or(end));
            (i.start.is_some() || i.end.is_some())
                .then(|| format!("{}から{}まで", period.0, period.1))
                .unwrap_or_default()
        };
        let periods = [period(was, before), period(item, now)];
        self.text(
            subject,
            ChangeKind::Period,
            number,
            [&periods[0], &periods[1]],
        );
    }

    /// 所管: a department that only goes on under another name is no change of it.
    fn departments(
        &mut self,
        subject: &ChangeSubject,
        number: &str,
        old: &[String],
        new: &[String],
    ) {
        let names = |list: &[String]| -> BTreeSet<String> {
            list.iter()
                .flat_map(|name| self.now.goes_on_as(name))
                .collect()
        };
        if names(old) != names(new) {
            let texts = (Some(old.join("、")), Some(new.join("、")));
            self.push(subject, ChangeKind::Responsible, number, texts);
        }
    }

    fn initiatives(&mut self, then: FiscalYear, year: FiscalYear) {
        let (before, now) = (self.before, self.now);
        for initiative in &now.initiatives {
            let subject = ChangeSubject::Entry(initiative.id.clone());
            let was = before.initiatives.iter().find(|i| i.id == initiative.id);
            let goes_on = self.goes_on(&initiative.item, then, year);
            match was {
                None if goes_on => {
                    let text = (None, Some(initiative.text.clone()));
                    self.push(&subject, ChangeKind::Added, &initiative.number, text);
                }
                Some(was) if now.items_in_force(year).any(|i| i.id == initiative.item) => {
                    self.initiative(&subject, was, initiative);
                }
                _ => {}
            }
        }
        for gone in &before.initiatives {
            let still = now.initiatives.iter().any(|i| i.id == gone.id);
            if !still && self.goes_on(&gone.item, then, year) {
                let subject = ChangeSubject::Entry(gone.id.clone());
                let text = (Some(gone.text.clone()), None);
                self.push(&subject, ChangeKind::Ended, &gone.number, text);
            }
        }
    }

    fn initiative(&mut self, subject: &ChangeSubject, was: &Initiative, initiative: &Initiative) {
        let number = &initiative.number;
        self.numbers(
            subject,
            [&was.number, number],
            [&was.item, &initiative.item],
        );
        self.text(
            subject,
            ChangeKind::Renamed,
            number,
            [&was.text, &initiative.text],
        );
        let names = |responsible: &Responsible| match responsible {
            Responsible::Everyone => vec!["全庁".to_owned()],
            Responsible::Departments(names) => names.clone(),
        };
        let (old, new) = (names(&was.responsible), names(&initiative.responsible));
        self.departments(subject, number, &old, &new);
    }

    fn indicators(&mut self, then: FiscalYear, year: FiscalYear) {
        let (before, now) = (self.before, self.now);
        for indicator in &now.indicators {
            let subject = ChangeSubject::Entry(indicator.id.clone());
            let was = before.indicators.iter().find(|i| i.id == indicator.id);
            match was {
                None if self.goes_on(&indicator.item, then, year) => {
                    let name = (None, Some(indicator.name.clone()));
                    self.push(&subject, ChangeKind::Added, &indicator.number, name);
                }
                Some(was) if now.items_in_force(year).any(|i| i.id == indicator.item) => {
                    self.indicator(&subject, was, indicator);
                }
                _ => {}
            }
        }
        for gone in &before.indicators {
            let still = now.indicators.iter().any(|i| i.id == gone.id);
            if !still && self.goes_on(&gone.item, then, year) {
                let subject = ChangeSubject::Entry(gone.id.clone());
                let name = (Some(gone.name.clone()), None);
                self.push(&subject, ChangeKind::Ended, &gone.number, name);
            }
        }
    }

    fn indicator(&mut self, subject: &ChangeSubject, was: &Indicator, indicator: &Indicator) {
        let number = &indicator.number;
        self.numbers(subject, [&was.number, number], [&was.item, &indicator.item]);
        self.text(
            subject,
            ChangeKind::Renamed,
            number,
            [&was.name, &indicator.name],
        );
        let department = |i: &Indicator| vec![i.department.clone()];
        self.departments(subject, number, &department(was), &department(indicator));
        let unit = |i: &Indicator| i.unit.clone().unwrap_or_default();
        self.text(
            subject,
            ChangeKind::Unit,
            number,
            [&unit(was), &unit(indicator)],
        );
        let meaning =
            |i: &Indicator| format!("{}、{}", i.direction.label(), i.accumulation.label());
        self.text(
            subject,
            ChangeKind::Other,
            number,
            [&meaning(was), &meaning(indicator)],
        );
        // In another unit every target is another number; the change of the unit says so.
        if was.unit == indicator.unit {
            let targets = changed_targets(was, indicator);
            self.text(
                subject,
                ChangeKind::Target,
                number,
                [&targets[0], &targets[1]],
            );
        }
    }

    /// 移動 to another item, or 改番 within one that kept its own number.
    fn numbers(&mut self, subject: &ChangeSubject, numbers: [&str; 2], items: [&Code; 2]) {
        let item = |plan: &Plan, id: &Code| plan.item(id).map(|i| i.number.clone());
        let (old, new) = (item(self.before, items[0]), item(self.now, items[1]));
        if items[0] != items[1] {
            self.push(subject, ChangeKind::Moved, numbers[1], (old, new));
        } else if old == new {
            self.text(subject, ChangeKind::Renumbered, numbers[1], numbers);
        }
    }

    /// Whether an item is in force in both years: what is new or gone with it is told with it.
    fn goes_on(&self, item: &Code, then: FiscalYear, year: FiscalYear) -> bool {
        let in_force = |plan: &Plan, year| plan.items_in_force(year).any(|i| i.id == *item);
        in_force(self.before, then) && in_force(self.now, year)
    }
}

/// Where an item stands in its plan.
fn place(plan: &Plan, item: &Item) -> String {
    let pillar = plan.pillar(&item.pillar).map_or("", |p| p.name.as_str());
    let measure = plan
        .measures
        .iter()
        .find(|m| m.pillar == item.pillar && item.measure.as_ref() == Some(&m.number));
    match measure {
        Some(measure) => format!("{} {pillar}（{}）", item.pillar, measure.name),
        None => format!("{} {pillar}", item.pillar),
    }
}

/// The targets that differ, as `令和8年度 95`, before and now.
fn changed_targets(was: &Indicator, now: &Indicator) -> [String; 2] {
    let years: BTreeSet<&FiscalYear> = was.targets.keys().chain(now.targets.keys()).collect();
    let differ = years
        .into_iter()
        .filter(|year| was.targets.get(year) != now.targets.get(year));
    let text = |target: Option<&Target>| match target {
        Some(Target::Number(number)) => decimal_text(*number),
        Some(Target::Text(text)) => text.clone(),
        None => "なし".to_owned(),
    };
    let (old, new): (Vec<_>, Vec<_>) = differ
        .map(|year| {
            (
                format!("{year} {}", text(was.targets.get(year))),
                format!("{year} {}", text(now.targets.get(year))),
            )
        })
        .unzip();
    [old.join("、"), new.join("、")]
}
