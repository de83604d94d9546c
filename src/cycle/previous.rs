//! Last cycle, as far as this one is compared with it. Read from a record (frozen, or made anew from
//! its 提出/), or from the register's 過年度実績.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::opinion_record::OpinionThen;
use super::record::{CycleRecord, ItemRecord};
use crate::plan::{Department, Plan, cycle_name};
use crate::submission::{
    Field, Fields as _, IndicatorField, InitiativeField, ItemField, Kind, ListKind, Readers,
};
use crate::values::{Code, FiscalYear, grouped};

/// What is known of last cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// `令和6年度`
    pub cycle: String,
    /// Values of the fields as texts, by who answered. Of items and indicators there is one alone.
    values: BTreeMap<Field, BTreeMap<String, String>>,
    opinions: Vec<OpinionThen>,
}

impl Previous {
    /// What a record holds: frozen, or made anew from the forms.
    pub fn from_record(record: &CycleRecord) -> Self {
        let mut previous = Self {
            cycle: record.cycle.name.clone(),
            opinions: record.opinions.iter().map(OpinionThen::of).collect(),
            ..Self::default()
        };
        for given in record.items.iter().flat_map(ItemRecord::all_answers) {
            let value = given.answer.as_ref().and_then(|a| a.value.as_ref());
            if let Some(value) = value {
                previous.put(given.field, given.department, value.text());
            }
        }
        previous
    }

    fn put(&mut self, field: Field, department: &str, value: String) {
        let of_field = self.values.entry(field).or_default();
        of_field.insert(department.to_owned(), value);
    }

    /// From 過年度実績: what it lists of a year and 区分.
    pub fn from_past_results(plan: &Plan, year: FiscalYear, kind: &str) -> Option<Self> {
        let mut listed = plan
            .past_results
            .iter()
            .filter(|p| p.kind == kind && p.year == year)
            .peekable();
        listed.peek()?;
        let mut previous = Self {
            cycle: cycle_name(year, kind),
            ..Self::default()
        };
        for past in listed {
            if let (Some(item), Some(grade)) = (plan.item(&past.id), &past.grade) {
                previous.put(ItemField::Grade.of(&item.id), "", grade.clone());
            }
            if let (Some(indicator), Some(actual)) = (
                plan.indicators.iter().find(|i| i.id == past.id),
                &past.actual,
            ) {
                previous.put(IndicatorField::Actual.of(&indicator.id), "", actual.text());
            }
        }
        Some(previous)
    }

    /// Opinions as they stood.
    pub fn opinions(&self) -> impl Iterator<Item = &OpinionThen> {
        self.opinions.iter()
    }

    /// How an opinion stood.
    pub fn opinion(&self, id: &Code) -> Option<&OpinionThen> {
        self.opinions.iter().find(|o| o.id == *id)
    }

    /// Symbol of an item's grade.
    pub fn grade(&self, item: &Code) -> Option<&str> {
        self.value(&[], &ItemField::Grade.of(item))
    }

    /// How many items had this grade.
    pub fn count(&self, symbol: &str, items: impl Iterator<Item = Code>) -> usize {
        items
            .filter(|id| self.grade(id).is_some_and(|g| g == symbol))
            .count()
    }

    /// All graded items of last cycle, by id.
    pub fn grades(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.keys().filter_map(|field| match field {
            Field::Item(id, ItemField::Grade) => Some((id.as_str(), self.grade(id)?)),
            _ => None,
        })
    }

    /// An indicator's actual, as record.json holds it.
    pub fn actual(&self, indicator: &Code) -> Option<&str> {
        self.value(&[], &IndicatorField::Actual.of(indicator))
    }

    /// The value of a field as record.json holds it. An initiative's is that of the first of these
    /// departments that reported; others have one alone, whoever answered.
    pub(super) fn value(&self, names: &[&str], field: &Field) -> Option<&str> {
        let given = self.values.get(field)?;
        let value = match field {
            Field::Initiative(..) => names.iter().find_map(|name| given.get(*name)),
            _ => given.values().next(),
        };
        value.map(String::as_str)
    }

    /// A department's name, with those of the departments that it followed.
    pub(super) fn names<'a>(plan: &'a Plan, department: &'a str) -> Vec<&'a str> {
        let followed = plan
            .departments
            .iter()
            .filter(|d| d.successors.iter().any(|s| s == department))
            .map(|d| d.name.as_str());
        std::iter::once(department).chain(followed).collect()
    }

    /// 実施状況 of an initiative, as a department or one that it followed reported it.
    pub fn status(&self, plan: &Plan, initiative: &Code, department: &str) -> Option<&str> {
        let field = Field::Initiative(initiative.clone(), InitiativeField::Status);
        self.value(&Self::names(plan, department), &field)
    }

    /// What stands beside the inputs of a department: its own values, or those of the department
    /// that it followed.
    pub fn beside(
        &self,
        plan: &Plan,
        department: &Department,
        fields: impl Iterator<Item = Field>,
    ) -> BTreeMap<Field, String> {
        let names = Self::names(plan, &department.name);
        fields
            .filter_map(|field| Some((field.clone(), self.shown(plan, &names, &field)?)))
            .collect()
    }

    fn shown(&self, plan: &Plan, names: &[&str], field: &Field) -> Option<String> {
        // Whom the office may call changes with the people.
        if field.declared().readers == Readers::Office {
            return None;
        }
        let text = self.value(names, field)?;
        let number = || text.parse::<Decimal>().ok();
        let shown = match (field.declared().kind, field) {
            (Kind::Choice(ListKind::Grade), _) => plan.grade(text).map(crate::plan::Grade::choice),
            (Kind::Actual, Field::Indicator(id, _)) => {
                let indicator = plan.indicators.iter().find(|i| i.id == *id)?;
                let unit = indicator.unit.as_deref().unwrap_or("");
                let places = indicator.places.unwrap_or(0);
                number().map(|n| format!("{}{unit}", grouped(indicator.printed(n), places)))
            }
            (Kind::Money, _) => number().map(|n| grouped(n, 0)),
            _ => None,
        };
        Some(shown.unwrap_or_else(|| text.to_owned()))
    }
}
