//! Who answers for what in a cycle: worked out once from the plan, asked by the form, the coverage
//! and the record alike.

use std::collections::BTreeMap;

use super::{Cycle, Department, Indicator, Initiative, Item, Plan, Responsible};
use crate::values::Code;

/// What one department answers of one item.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub item: &'a Item,
    /// Whether it is the 所管課, whose form alone has the item's own fields.
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
            for at in item.leads.iter().flat_map(|name| places(name)) {
                here.entry(at).or_insert_with(|| Part::new(item)).leads = true;
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
        Self {
            departments: in_force
                .into_iter()
                .zip(parts)
                .filter(|(_, parts)| !parts.is_empty())
                .collect(),
        }
    }

    /// The expected departments in the register's order, each with its parts in the plan's order.
    pub fn departments(&self) -> &[(&'a Department, Vec<Part<'a>>)] {
        &self.departments
    }

    /// The parts of one expected department.
    pub fn parts(&self, code: &str) -> Option<&[Part<'a>]> {
        self.departments
            .iter()
            .find(|(d, _)| d.code == code)
            .map(|(_, parts)| parts.as_slice())
    }
}
