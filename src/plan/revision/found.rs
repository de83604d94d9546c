//! The changes that two registers show.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::listed::{Revision, name_of};
use super::measure::remeasured;
use super::then::Then;
use crate::plan::{
    ChangeKind, ChangeSubject, Conversion, Indicator, Initiative, Item, Plan, Responsible, Target,
    Termination,
};
use crate::values::{Code, FiscalYear, decimal_text};

/// Every change from the register of a cycle that asked about the year `then` to that of one that asks about `year`.
pub(super) fn all(
    (before, then): (&Plan, FiscalYear),
    (now, year): (&Plan, FiscalYear),
) -> Vec<Revision> {
    let mut found = Found {
        before,
        now,
        list: Vec::new(),
    };
    found.plan();
    found.upper_levels();
    found.items(then, year);
    found.initiatives(then, year);
    found.indicators(then, year);
    found.list
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
        revision.name = name_of(subject, Some(self.before), self.now);
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
        let period = |p: &crate::plan::Profile| format!("{}から{}まで", p.start, p.end);
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

    /// Pillars and measures, by their numbers.
    fn upper_levels(&mut self) {
        let pillars = |plan: &Plan| -> Vec<(ChangeSubject, String, String)> {
            let of = |p: &crate::plan::Pillar| {
                let subject = ChangeSubject::Pillar(p.number.clone());
                (subject, p.number.clone(), p.name.clone())
            };
            plan.pillars.iter().map(of).collect()
        };
        let measures = |plan: &Plan| -> Vec<(ChangeSubject, String, String)> {
            let of = |m: &crate::plan::Measure| {
                let subject = ChangeSubject::Measure(m.pillar.clone(), m.number.clone());
                (
                    subject,
                    format!("{}-{}", m.pillar, m.number),
                    m.name.clone(),
                )
            };
            plan.measures.iter().map(of).collect()
        };
        for (old, new) in [
            (pillars(self.before), pillars(self.now)),
            (measures(self.before), measures(self.now)),
        ] {
            for (subject, number, name) in &new {
                match old.iter().find(|(was, ..)| was == subject) {
                    Some((.., was)) => self.text(subject, ChangeKind::Renamed, number, [was, name]),
                    None => {
                        let text = (None, Some(name.clone()));
                        self.push(subject, ChangeKind::Added, number, text);
                    }
                }
            }
            for (subject, number, name) in &old {
                if !new.iter().any(|(still, ..)| still == subject) {
                    let text = (Some(name.clone()), None);
                    self.push(subject, ChangeKind::Ended, number, text);
                }
            }
        }
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
        if (&was.pillar, &was.measure) == (&item.pillar, &item.measure) {
            let numbers = [was.number.as_str(), number];
            self.text(subject, ChangeKind::Renumbered, number, numbers);
        } else {
            let places = [place(before, was), place(now, item)];
            self.text(subject, ChangeKind::Moved, number, [&places[0], &places[1]]);
        }
        let titles = [was.title.as_str(), &item.title];
        self.text(subject, ChangeKind::Renamed, number, titles);
        self.departments(subject, number, &was.leads, &item.leads);
        let period = |i: &Item, plan: &Plan| {
            let (start, end) = (plan.profile.start, plan.profile.end);
            let period = (i.start.unwrap_or(start), i.end.unwrap_or(end));
            if i.start.is_some() || i.end.is_some() {
                format!("{}から{}まで", period.0, period.1)
            } else {
                String::new()
            }
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
        let targets = changed_targets(was, indicator, self.factor(indicator));
        if let Some([old, new]) = targets {
            self.text(subject, ChangeKind::Target, number, [&old, &new]);
        }
    }

    /// What targets of the earlier register are multiplied by to stand beside today's; `None` where they can't.
    fn factor(&self, indicator: &Indicator) -> Option<Decimal> {
        let then = Then {
            year: self.before.profile.start,
            plan: Some(self.before.clone()),
            units: std::collections::BTreeMap::new(),
            since: chrono::NaiveDate::MIN,
        };
        match remeasured(&then, self.now).get(&indicator.id) {
            None => Some(Decimal::ONE),
            Some(other) => match other.conversion {
                Some(Conversion::Factor(factor)) => Some(factor),
                _ => None,
            },
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

    /// Whether an item is in force in both years: what is new or gone with it is reported with it.
    fn goes_on(&self, item: &Code, then: FiscalYear, year: FiscalYear) -> bool {
        let in_force = |plan: &Plan, year| plan.items_in_force(year).any(|i| i.id == *item);
        in_force(self.before, then) && in_force(self.now, year)
    }
}

/// Where an item stands in its plan: `2-(3)-②（2 財政、推進施策の名）`.
fn place(plan: &Plan, item: &Item) -> String {
    let pillar = plan.pillar(&item.pillar).map_or("", |p| p.name.as_str());
    let mut measures = plan.measures.iter();
    let own =
        measures.find(|m| m.pillar == item.pillar && item.measure.as_ref() == Some(&m.number));
    let measure = own.map_or_else(String::new, |m| format!("、{}", m.name));
    format!("{}（{} {pillar}{measure}）", item.number, item.pillar)
}

/// The targets that differ, as `令和8年度 95%`, before and now; `None` where the earlier ones mean something else.
fn changed_targets(
    was: &Indicator,
    now: &Indicator,
    factor: Option<Decimal>,
) -> Option<[String; 2]> {
    let factor = factor?;
    let today = |target: &Target| match target {
        Target::Number(number) => number.checked_mul(factor).map(Target::Number),
        Target::Text(text) => Some(Target::Text(text.clone())),
    };
    let years: BTreeSet<&FiscalYear> = was.targets.keys().chain(now.targets.keys()).collect();
    let differ = years
        .into_iter()
        .filter(|year| was.targets.get(year).and_then(today) != now.targets.get(year).cloned());
    let text = |indicator: &Indicator, year: &FiscalYear| {
        let target = match indicator.targets.get(year) {
            Some(Target::Number(number)) => {
                let unit = indicator.unit.as_deref().unwrap_or_default();
                format!("{}{unit}", decimal_text(*number))
            }
            Some(Target::Text(text)) => text.clone(),
            None => "なし".to_owned(),
        };
        format!("{year} {target}")
    };
    let (old, new): (Vec<_>, Vec<_>) = differ
        .map(|year| (text(was, year), text(now, year)))
        .unzip();
    Some([old.join("、"), new.join("、")])
}
