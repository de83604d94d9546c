//! Who answers for what in a cycle: worked out once from the plan, asked by the form, the coverage
//! and the record alike.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Cycle, Department, Indicator, Initiative, Item, Plan, Responsible};
use crate::values::Code;

/// What one department answers of one item.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub item: &'a Item,
    /// Whether it is the 所管課, whose form alone has the item's own fields. Of several, the one that
    /// the register names first: an item has one evaluation.
    pub leads: bool,
    pub initiatives: Vec<&'a Initiative>,
    pub indicators: Vec<&'a Indicator>,
}

impl<'a> Part<'a> {
    fn new(item: &'a Item) -> Self {
        Self {
            item,
            leads: false,
            initiatives: Vec::new(),
            indicators: Vec::new(),
        }
    }
}

/// Who answers for the departments that the plan names, by their places among those in force; each name is looked up once.
struct Answering<'a> {
    plan: &'a Plan,
    day: NaiveDate,
    places: BTreeMap<&'a str, usize>,
    known: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Answering<'a> {
    fn new(plan: &'a Plan, cycle: &Cycle, in_force: &[&'a Department]) -> Self {
        let places = in_force.iter().enumerate();
        Self {
            plan,
            day: cycle.inquiry_date,
            places: places.map(|(at, d)| (d.code.as_str(), at)).collect(),
            known: BTreeMap::new(),
        }
    }

    fn of(&mut self, name: &'a str) -> Vec<usize> {
        let known = self.known.entry(name).or_insert_with(|| {
            let answering = self.plan.answering(name, self.day).into_iter();
            answering
                .filter_map(|d| self.places.get(d.code.as_str()).copied())
                .collect()
        });
        known.clone()
    }

    fn of_all(&mut self, names: &'a [String]) -> Vec<usize> {
        names.iter().flat_map(|name| self.of(name)).collect()
    }

    /// The parts of one item, by the places of those who answer.
    fn parts(
        &mut self,
        item: &'a Item,
        initiatives: &[&'a Initiative],
        indicators: &[&'a Indicator],
    ) -> BTreeMap<usize, Part<'a>> {
        let mut here: BTreeMap<usize, Part<'a>> = BTreeMap::new();
        let leads = self.of_all(&item.leads);
        let first = leads.first().copied();
        for at in leads.into_iter().chain(self.of_all(&item.partners)) {
            let part = here.entry(at).or_insert_with(|| Part::new(item));
            part.leads = Some(at) == first;
        }
        for &initiative in initiatives {
            let who: BTreeSet<usize> = match &initiative.responsible {
                Responsible::Everyone => (0..self.places.len()).collect(),
                Responsible::Departments(names) => self.of_all(names).into_iter().collect(),
            };
            for at in who {
                let part = here.entry(at).or_insert_with(|| Part::new(item));
                part.initiatives.push(initiative);
            }
        }
        for &indicator in indicators {
            for at in self.of(&indicator.department) {
                let part = here.entry(at).or_insert_with(|| Part::new(item));
                part.indicators.push(indicator);
            }
        }
        here
    }
}

fn by_item<T>(all: &[T], item: fn(&T) -> &Code) -> BTreeMap<&Code, Vec<&T>> {
    let mut found: BTreeMap<&Code, Vec<&T>> = BTreeMap::new();
    for one in all {
        found.entry(item(one)).or_default().push(one);
    }
    found
}

/// Departments expected in a cycle, each with its parts of the items in force.
#[derive(Clone, Debug)]
pub struct Assignments<'a> {
    departments: Vec<(&'a Department, Vec<Part<'a>>)>,
    leads: BTreeMap<&'a Code, &'a Department>,
    initiatives: BTreeMap<&'a Code, Vec<&'a Department>>,
    indicators: BTreeMap<&'a Code, Vec<&'a Department>>,
}

impl<'a> Assignments<'a> {
    /// Works out the parts of every department in force on the cycle's 照会日. Expected are those
    /// that lead an item in force, are its 関係課, or are 担当課 of its initiatives or indicators,
    /// and those that are asked about an opinion.
    pub fn of(plan: &'a Plan, cycle: &Cycle) -> Self {
        let in_force: Vec<&Department> = plan.departments_in_force(cycle.inquiry_date).collect();
        let mut answering = Answering::new(plan, cycle, &in_force);
        let initiatives = by_item(&plan.initiatives, |initiative| &initiative.item);
        let indicators = by_item(&plan.indicators, |indicator| &indicator.item);
        let mut parts: Vec<Vec<Part<'a>>> = vec![Vec::new(); in_force.len()];
        for item in plan.items_in_force(cycle.year) {
            let initiatives = initiatives.get(&item.id).map_or(&[][..], Vec::as_slice);
            let indicators = indicators.get(&item.id).map_or(&[][..], Vec::as_slice);
            for (at, part) in answering.parts(item, initiatives, indicators) {
                parts[at].push(part);
            }
        }
        let departments = in_force
            .into_iter()
            .zip(parts)
            .filter(|(department, parts)| !parts.is_empty() || plan.is_asked(department, cycle))
            .collect();
        Self::indexed(departments)
    }

    fn indexed(departments: Vec<(&'a Department, Vec<Part<'a>>)>) -> Self {
        let mut leads = BTreeMap::new();
        let mut by_initiative: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut by_indicator: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (department, parts) in &departments {
            for part in parts {
                if part.leads {
                    leads.insert(&part.item.id, *department);
                }
                for initiative in &part.initiatives {
                    by_initiative
                        .entry(&initiative.id)
                        .or_default()
                        .push(*department);
                }
                for indicator in &part.indicators {
                    by_indicator
                        .entry(&indicator.id)
                        .or_default()
                        .push(*department);
                }
            }
        }
        Self {
            departments,
            leads,
            initiatives: by_initiative,
            indicators: by_indicator,
        }
    }

    /// The expected departments in the register's order, each with its parts in the plan's order.
    pub fn departments(&self) -> &[(&'a Department, Vec<Part<'a>>)] {
        &self.departments
    }

    /// The department in force that leads an item: the first that the register names.
    pub fn lead(&self, item: &Code) -> Option<&'a Department> {
        self.leads.get(item).copied()
    }

    /// The departments that answer for an initiative, in the register's order.
    pub fn reporting(&self, initiative: &Code) -> &[&'a Department] {
        self.initiatives.get(initiative).map_or(&[], Vec::as_slice)
    }

    /// The departments that answer for an indicator, in the register's order.
    pub fn measuring(&self, indicator: &Code) -> &[&'a Department] {
        self.indicators.get(indicator).map_or(&[], Vec::as_slice)
    }

    /// Whether a department is the 所管課 of an item.
    pub fn leads_any(&self, code: &str) -> bool {
        let parts = self.parts(code).unwrap_or_default();
        parts.iter().any(|part| part.leads)
    }

    /// The parts of one expected department.
    pub fn parts(&self, code: &str) -> Option<&[Part<'a>]> {
        self.departments
            .iter()
            .find(|(d, _)| d.code == code)
            .map(|(_, parts)| parts.as_slice())
    }
}
