//! Last cycle, as far as this one is compared with it. Read from a record (frozen, or made anew from
//! its 提出/), or from the register's 過年度実績.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::record::{Answer, CycleRecord, InitiativeRecord};
use crate::plan::{Department, Plan, cycle_name};
use crate::submission::{Field, IndicatorField, InitiativeField, ItemField};
use crate::values::{Code, FiscalYear, grouped};

/// What is known of last cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// `令和6年度`
    pub cycle: String,
    grades: BTreeMap<String, String>,
    actuals: BTreeMap<String, String>,
    /// Values of item and indicator fields as texts, by item or indicator id and key.
    fields: BTreeMap<(String, String), String>,
    /// Values of initiative fields, by initiative id, department name and key.
    reports: BTreeMap<(String, String, String), String>,
}

impl Previous {
    /// What a record holds: frozen, or made anew from the forms.
    pub fn from_record(record: &CycleRecord) -> Self {
        let mut previous = Self {
            cycle: record.cycle.name.clone(),
            ..Self::default()
        };
        for item in &record.items {
            let id = item.id.as_str();
            if let Some(grade) = item.grade_symbol() {
                previous.grades.insert(id.to_owned(), grade.to_owned());
            }
            for &field in ItemField::ALL {
                previous.field(id, field.key(), text_of(item.answer(field)));
            }
            for initiative in &item.initiatives {
                previous.initiative(initiative);
            }
            for indicator in &item.indicators {
                let id = indicator.id.as_str();
                for &field in IndicatorField::ALL {
                    previous.field(id, field.key(), text_of(indicator.answer(field)));
                }
                if let Some(actual) = text_of(&indicator.actual) {
                    previous.actuals.insert(id.to_owned(), actual);
                }
            }
        }
        previous
    }

    fn field(&mut self, id: &str, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.fields.insert((id.to_owned(), key.to_owned()), value);
        }
    }

    fn initiative(&mut self, initiative: &InitiativeRecord) {
        for report in &initiative.reports {
            for &field in InitiativeField::ALL {
                if let Some(value) = text_of(report.answer(field)) {
                    let key = (
                        initiative.id.to_string(),
                        report.department.clone(),
                        field.key().to_owned(),
                    );
                    self.reports.insert(key, value);
                }
            }
        }
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
                previous.grades.insert(item.id.to_string(), grade.clone());
                previous.field(item.id.as_str(), "grade", Some(grade.clone()));
            }
            if let (Some(indicator), Some(actual)) = (
                plan.indicators.iter().find(|i| i.id == past.id),
                &past.actual,
            ) {
                let actual = actual.text();
                previous.field(indicator.id.as_str(), "actual", Some(actual.clone()));
                previous.actuals.insert(indicator.id.to_string(), actual);
            }
        }
        Some(previous)
    }

    /// Symbol of an item's grade.
    pub fn grade(&self, item: &Code) -> Option<&str> {
        self.grades.get(item.as_str()).map(String::as_str)
    }

    /// How many items had this grade.
    pub fn count(&self, symbol: &str, items: impl Iterator<Item = Code>) -> usize {
        items
            .filter(|id| self.grade(id).is_some_and(|g| g == symbol))
            .count()
    }

    /// All graded items of last cycle, by id.
    pub fn grades(&self) -> impl Iterator<Item = (&str, &str)> {
        self.grades.iter().map(|(id, g)| (id.as_str(), g.as_str()))
    }

    /// An indicator's actual, as record.json holds it.
    pub fn actual(&self, indicator: &Code) -> Option<&str> {
        self.actuals.get(indicator.as_str()).map(String::as_str)
    }

    /// The value of a field as record.json holds it. An initiative's is that of the first of these
    /// departments that reported.
    pub(super) fn value(&self, names: &[&str], field: &Field) -> Option<&str> {
        let own = |id: &Code, key: &str| self.fields.get(&(id.to_string(), key.to_owned()));
        match field {
            Field::Office(_) => None,
            Field::Item(id, field) => own(id, field.key()),
            Field::Indicator(id, field) => own(id, field.key()),
            Field::Initiative(id, field) => names.iter().find_map(|name| {
                let key = (id.to_string(), (*name).to_owned(), field.key().to_owned());
                self.reports.get(&key)
            }),
        }
        .map(String::as_str)
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
        if matches!(field, Field::Item(_, ItemField::Contact)) {
            return None;
        }
        let text = self.value(names, field)?;
        let number = || text.parse::<Decimal>().ok();
        let shown = match field {
            Field::Item(_, ItemField::Grade) => plan.grade(text).map(crate::plan::Grade::choice),
            Field::Indicator(id, IndicatorField::Actual) => {
                let indicator = plan.indicators.iter().find(|i| i.id == *id)?;
                let unit = indicator.unit.as_deref().unwrap_or("");
                let places = indicator.places.unwrap_or(0);
                number().map(|n| format!("{}{unit}", grouped(indicator.printed(n), places)))
            }
            Field::Initiative(
                _,
                InitiativeField::EffectRevenue | InitiativeField::EffectSaving,
            ) => number().map(|n| grouped(n, 0)),
            _ => None,
        };
        Some(shown.unwrap_or_else(|| text.to_owned()))
    }
}

/// The value of a field as record.json holds it.
fn text_of(answer: &Answer) -> Option<String> {
    Some(answer.as_ref()?.value.as_ref()?.text())
}
