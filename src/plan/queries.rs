//! Questions that several modules ask of a plan.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::names::reworded;
use super::{
    Body, Cycle, CycleState, Department, Document, Grade, Indicator, Initiative, Item, Meeting,
    Pillar, Plan, YEAR_END,
};
use crate::values::japanese_text::match_key;
use crate::values::{Code, FiscalYear};

impl Plan {
    /// The plan's years, first to last.
    pub fn years(&self) -> Vec<FiscalYear> {
        self.profile.start.through(self.profile.end).collect()
    }

    /// 略称, or the plan's name.
    pub fn short_name(&self) -> &str {
        self.profile
            .short_name
            .as_deref()
            .unwrap_or(&self.profile.name)
    }

    /// What distinguishes this plan from another in `_form`.
    pub fn identity(&self) -> String {
        format!("{}／{}", self.profile.municipality, self.profile.name)
    }

    /// The 実施中 cycle. A checked plan has exactly one.
    pub fn running_cycle(&self) -> Option<&Cycle> {
        self.cycles.iter().find(|c| c.state == CycleState::Running)
    }

    /// The cycle of a year and 区分.
    pub fn cycle(&self, year: FiscalYear, kind: &str) -> Option<&Cycle> {
        self.cycles
            .iter()
            .find(|c| c.year == year && match_key(&c.kind) == match_key(kind))
    }

    /// The cycle that `cycle` is compared with: its 比べる回, else the 年度末 of the latest year before it.
    pub fn previous_cycle(&self, cycle: &Cycle) -> Option<&Cycle> {
        if let Some(key) = &cycle.rules.compared {
            return self.cycle(key.year, &key.kind);
        }
        self.cycles
            .iter()
            .filter(|c| c.kind == YEAR_END && c.year < cycle.year)
            .max_by_key(|c| c.year)
    }

    /// Items in force in a year.
    pub fn items_in_force(&self, year: FiscalYear) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |i| self.in_force(i, year))
    }

    /// Whether an item has begun in a year, and has not ended before it.
    pub fn in_force(&self, item: &Item, year: FiscalYear) -> bool {
        item.start.unwrap_or(self.profile.start) <= year
            && year <= item.end.unwrap_or(self.profile.end)
    }

    /// The departments that a department goes on as: itself, or its successors to the last.
    pub fn goes_on_as(&self, name: &str) -> Vec<String> {
        let mut names = vec![name.to_owned()];
        let mut last = Vec::new();
        // As many rounds as there are departments: names of successors may go round in a circle.
        for _ in 0..=self.departments.len() {
            let mut next = Vec::new();
            for name in names {
                let lines = self.departments.iter().filter(|d| d.name == name);
                let successors: Vec<String> =
                    lines.clone().flat_map(|d| d.successors.clone()).collect();
                let ends = lines.clone().all(|d| d.ends.is_some());
                if successors.is_empty() || !ends {
                    last.push(name);
                } else {
                    next.extend(successors);
                }
            }
            next.sort_unstable();
            next.dedup();
            names = next;
        }
        last.extend(names);
        last.sort_unstable();
        last.dedup();
        last
    }

    /// The item of an id.
    pub fn item(&self, id: &Code) -> Option<&Item> {
        self.items.iter().find(|i| i.id == *id)
    }

    /// The item that an initiative or indicator belongs to.
    pub fn item_having(&self, id: &Code) -> Option<&Code> {
        let initiatives = self.initiatives.iter().map(|i| (&i.id, &i.item));
        let indicators = self.indicators.iter().map(|i| (&i.id, &i.item));
        let mut all = initiatives.chain(indicators);
        all.find(|(own, _)| *own == id).map(|(_, item)| item)
    }

    /// The items that went into this one (統合先), directly or through others, in the register's order.
    pub fn merged_into(&self, item: &Code) -> Vec<&Code> {
        let mut found: Vec<&Code> = Vec::new();
        let mut into = vec![item.clone()];
        while let Some(target) = into.pop() {
            for merged in &self.items {
                let named = merged.merged_into.as_deref();
                let target_of = named.and_then(|number| self.item_named(number));
                let own = target_of.is_some_and(|i| i.id == target);
                if own && merged.id != *item && !found.contains(&&merged.id) {
                    found.push(&merged.id);
                    into.push(merged.id.clone());
                }
            }
        }
        found
    }

    /// The item of a printed number, or of a 管理番号.
    pub fn item_named(&self, number: &str) -> Option<&Item> {
        let key = match_key(number);
        let called = self.items.iter().filter(|i| match_key(&i.number) == key);
        // A number that an ended item had may be another's now.
        let lasting = called.min_by_key(|i| Reverse(i.end.unwrap_or(self.profile.end)));
        lasting.or_else(|| self.item(&Code::derive(number)?))
    }

    /// The 改革項目 of a number.
    pub fn pillar(&self, number: &str) -> Option<&Pillar> {
        self.pillars.iter().find(|p| p.number == number)
    }

    /// An item's 取組, in the register's order.
    pub fn initiatives_of(&self, item: &Code) -> impl Iterator<Item = &Initiative> {
        self.initiatives.iter().filter(move |i| i.item == *item)
    }

    /// An item's 指標, in the register's order.
    pub fn indicators_of(&self, item: &Code) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |i| i.item == *item)
    }

    /// The 評価区分 of a symbol.
    pub fn grade(&self, symbol: &str) -> Option<&Grade> {
        self.grades.iter().find(|g| g.symbol == symbol)
    }

    /// Departments in force on a day, in the register's order.
    pub fn departments_in_force(&self, day: NaiveDate) -> impl Iterator<Item = &Department> {
        self.departments.iter().filter(move |d| d.in_force(day))
    }

    /// The departments that answer on `day` for a department that the plan names: itself while in
    /// force; else its successors, or before a reorganisation its predecessors, in force.
    pub fn answering(&self, name: &str, day: NaiveDate) -> Vec<&Department> {
        let here: Vec<_> = self
            .departments_in_force(day)
            .filter(|d| d.name == name)
            .collect();
        if !here.is_empty() {
            return here;
        }
        let mut successors: Vec<&str> = self
            .departments
            .iter()
            .filter(|d| d.name == name)
            .flat_map(|d| &d.successors)
            .map(String::as_str)
            .collect();
        successors.dedup();
        self.departments_in_force(day)
            .filter(|d| {
                successors.contains(&d.name.as_str()) || d.successors.iter().any(|s| s == name)
            })
            .collect()
    }

    /// A department's name, then those of the departments that it followed (後継課), directly or through others, the latest
    /// first.
    pub fn followed_by<'a>(&'a self, department: &'a str) -> Vec<&'a str> {
        let mut names = vec![department];
        let mut at = 0;
        while let Some(&name) = names.get(at) {
            let followed = self.departments.iter();
            let followed = followed.filter(|d| d.successors.iter().any(|s| s == name));
            for department in followed {
                if !names.contains(&department.name.as_str()) {
                    names.push(&department.name);
                }
            }
            at += 1;
        }
        names
    }

    /// The lines of 会議 for a body in a cycle.
    pub fn meetings_of(&self, cycle: &Cycle, body: Body) -> impl Iterator<Item = &Meeting> {
        let (year, kind) = (cycle.year, cycle.kind.clone());
        self.meetings
            .iter()
            .filter(move |m| m.year == year && m.kind == kind && m.body == body)
    }

    /// 資料番号 of a body's document.
    pub fn material(&self, cycle: &Cycle, body: Body, document: Document) -> Option<&str> {
        self.meetings_of(cycle, body).find_map(|m| {
            let named = Document::named(m.document.as_deref()?, &self.profile) == Some(document);
            named.then_some(m.material.as_deref()).flatten()
        })
    }

    /// The full name of a body, as covers have it.
    pub fn full_name(&self, body: Body) -> &str {
        let given = self.profile.bodies.given(body);
        given.unwrap_or_else(|| body.full_name())
    }

    /// A text of ours with the plan's own names of its levels and of the bodies.
    pub fn reword(&self, text: &str) -> String {
        reworded(text, &self.profile.levels, &self.profile.bodies)
    }

    /// What texts call a body: the name that the plan gives it, else the short one.
    pub fn called(&self, body: Body) -> &str {
        let given = self.profile.bodies.given(body);
        given.unwrap_or_else(|| body.label())
    }
}
