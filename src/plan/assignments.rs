//! Who answers for what in a cycle: worked out once from the plan, asked by the form, the coverage
//! and the record alike.

use std::collections::BTreeMap;

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
    /// that lead an item in force, are its 関係課, or are 担当課 of its initiatives or indicators.
    pub fn of(plan: &'a Plan, cycle: &Cycle) -> Self {
        let day = cycle.inquiry_date;
        let in_force: Vec<&Department> = plan.departments_in_force(day).collect();
        let place: BTreeMap<&str, usize> = in_force
            .iter()
            .enumerate()
            .map(|(at, d)| (d.code.as_str(), at))
            .collect();
        let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut places = |name: &str| -> Vec<usize> {
            known
                .entry(name.to_owned())
                .or_insert_with(|| {
                    plan.answering(name, day)
                        .iter()
                        .filter_map(|d| place.get(d.code.as_str()).copied())
                        .collect()
                })
                .clone()
        };

        let mut initiatives: BTreeMap<&Code, Vec<&Initiative>> = BTreeMap::new();
        for initiative in &plan.initiatives {
            initiatives
                .entry(&initiative.item)
                .or_default()
                .push(initiative);
        }
        let mut indicators: BTreeMap<&Code, Vec<&Indicator>> = BTreeMap::new();
        for indicator in &plan.indicators {
            indicators
                .entry(&indicator.item)
                .or_default()
                .push(indicator);
        }

        let mut parts: Vec<Vec<Part<'a>>> = vec![Vec::new(); in_force.len()];
        for item in plan.items_in_force(cycle.year) {
            let mut here: BTreeMap<usize, Part<'a>> = BTreeMap::new();
            let mut leads = item.leads.iter().flat_map(|name| places(name));
            if let Some(first) = leads.next() {
                here.entry(first).or_insert_with(|| Part::new(item)).leads = true;
            }
            for at in leads {
                here.entry(at).or_insert_with(|| Part::new(item));
            }
            for at in item.partners.iter().flat_map(|name| places(name)) {
                here.entry(at).or_insert_with(|| Part::new(item));
            }
            for &initiative in initiatives.get(&item.id).into_iter().flatten() {
                let mut who: Vec<usize> = match &initiative.responsible {
                    Responsible::Everyone => (0..in_force.len()).collect(),
                    Responsible::Departments(names) => {
                        names.iter().flat_map(|name| places(name)).collect()
                    }
                };
                who.sort_unstable();
                who.dedup();
                for at in who {
                    let part = here.entry(at).or_insert_with(|| Part::new(item));
                    part.initiatives.push(initiative);
                }
            }
            for &indicator in indicators.get(&item.id).into_iter().flatten() {
                for at in places(&indicator.department) {
                    let part = here.entry(at).or_insert_with(|| Part::new(item));
                    part.indicators.push(indicator);
                }
            }
            for (at, part) in here {
                parts[at].push(part);
            }
        }
        let departments = in_force
            .into_iter()
            .zip(parts)
            .filter(|(_, parts)| !parts.is_empty())
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

    /// The parts of one expected department.
    pub fn parts(&self, code: &str) -> Option<&[Part<'a>]> {
        self.departments
            .iter()
            .find(|(d, _)| d.code == code)
            .map(|(_, parts)| parts.as_slice())
    }
}
