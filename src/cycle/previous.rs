//! Last cycle, as far as this one is compared with it. Read from a record (frozen, or made anew from
//! its 提出/), or from the register's 過年度実績.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::opinion_record::OpinionThen;
use super::record::{CycleRecord, ItemRecord, ReportRecord};
use crate::plan::{Assignments, Cycle, Department, Item, Plan, Remeasured, cycle_name};
use crate::submission::{
    EffectKind, Field, Fields as _, IndicatorField, InitiativeField, ItemField, Kind, ListKind,
    OpinionField, Readers,
};
use crate::values::{Code, FiscalYear, grouped};

/// What stands behind a figure that is converted from another unit or meaning.
pub const CONVERTED: &str = "（換算）";
/// What stands beside an input instead of a figure that is not to be compared.
const NOT_COMPARED: &str = "（単位又は数え方が変わったため、比べません。）";

/// What is known of last cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// `令和6年度`
    pub cycle: String,
    pub year: Option<FiscalYear>,
    /// Values of the fields as texts, by who answered. Of items and indicators there is one alone.
    pub(super) values: BTreeMap<Field, BTreeMap<String, String>>,
    /// 効果額 of each item in earlier cycles, 千円, with the name of the cycle.
    pub effects: BTreeMap<Code, Vec<(String, Decimal)>>,
    /// The reasons of the 本部 for grades that it gave, by the id of the item.
    second_reasons: BTreeMap<Code, String>,
    /// Opinions, as they stood.
    opinions: Vec<OpinionThen>,
    /// 効果額 of every report that gives one.
    pub reports: Vec<EffectThen>,
    /// The indicators of that cycle, with number and name as printed then.
    pub indicators: BTreeMap<Code, IndicatorThen>,
    /// The items of that cycle.
    pub items: BTreeMap<Code, ItemThen>,
    /// Whether [`items`](Self::items) are all that there were; 過年度実績 may list some alone.
    pub whole: bool,
    /// Symbols of the grades in its denominator, as far as they are known.
    pub scale: Vec<String>,
    /// Symbols of all its grades, where they are known.
    pub symbols: Option<Vec<String>>,
    /// The indicators that it measured otherwise than today: their actuals here are converted, or not there.
    pub remeasured: BTreeMap<Code, Remeasured>,
}

/// 効果額 of a report of an earlier cycle, 千円.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectThen {
    pub initiative: Code,
    pub department: String,
    pub kind: Option<EffectKind>,
    pub total: Decimal,
}

/// An indicator as it stood in an earlier cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorThen {
    pub number: String,
    pub name: String,
    pub unit: Option<String>,
}

/// An item as it stood in an earlier cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemThen {
    /// In the order of that cycle, from 0.
    pub place: usize,
    /// As printed then.
    pub number: String,
    pub title: String,
    /// Number of its 改革項目.
    pub pillar: String,
    /// Symbol.
    pub grade: Option<String>,
}

impl Previous {
    /// What a record holds: frozen, or made anew from the forms.
    pub fn from_record(record: &CycleRecord) -> Self {
        let total = &record.summary.grades.total;
        let then = |(place, item): (usize, &ItemRecord)| {
            let then = ItemThen {
                place,
                number: item.number.clone(),
                title: item.title.clone(),
                pillar: item.pillar.clone(),
                grade: item.grade_symbol().map(str::to_owned),
            };
            (item.id.clone(), then)
        };
        let mut previous = Self {
            cycle: record.cycle.name.clone(),
            year: Some(record.cycle.year),
            items: record.items.iter().enumerate().map(then).collect(),
            whole: true,
            scale: total
                .shares
                .iter()
                .map(|(symbol, _)| symbol.clone())
                .collect(),
            symbols: Some(
                total
                    .counts
                    .iter()
                    .map(|(symbol, _)| symbol.clone())
                    .collect(),
            ),
            opinions: record.opinions.iter().map(OpinionThen::of).collect(),
            ..Self::default()
        };
        for item in &record.items {
            previous.gather(item);
        }
        for given in record.items.iter().flat_map(ItemRecord::all_answers) {
            let value = given.answer.as_ref().and_then(|a| a.value.as_ref());
            if let Some(value) = value {
                previous.put(given.field, given.department, value.text());
            }
        }
        for item in &record.items {
            previous.decided(item);
        }
        for opinion in &record.opinions {
            let said = opinion.answer.clone();
            let state = Some(opinion.state.label().to_owned());
            for (field, text) in [(OpinionField::Answer, said), (OpinionField::State, state)] {
                if let Some(text) = text {
                    previous.put(field.of(&opinion.id), "", text);
                }
            }
        }
        previous
    }

    /// Takes over an item's effects and indicators.
    fn gather(&mut self, item: &ItemRecord) {
        self.reports.extend(effects_of(item));
        let indicators = item.indicators.iter().map(|indicator| {
            let then = IndicatorThen {
                number: indicator.number.clone(),
                name: indicator.name.clone(),
                unit: indicator.unit.clone(),
            };
            (indicator.id.clone(), then)
        });
        self.indicators.extend(indicators);
        let reports = item.initiatives.iter().flat_map(|i| &i.reports);
        let effects = reports.filter_map(ReportRecord::effect);
        let sum = effects.fold(Decimal::ZERO, Decimal::saturating_add);
        if !sum.is_zero() {
            let effect = (self.cycle.clone(), sum);
            self.effects.insert(item.id.clone(), vec![effect]);
        }
    }

    /// The grade that the 本部 gave counts, and its reason is shown before the 所管課's own.
    fn decided(&mut self, item: &ItemRecord) {
        let Some(second) = item.second() else { return };
        if let Some(grade) = &second.grade {
            let lead = item.lead.as_deref().unwrap_or_default();
            self.put(ItemField::Grade.of(&item.id), lead, grade.clone());
        }
        if let Some(reason) = second.reason.as_ref().and_then(|r| r.value.as_ref()) {
            self.second_reasons.insert(item.id.clone(), reason.text());
        }
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
            year: Some(year),
            ..Self::default()
        };
        for (place, past) in listed.enumerate() {
            if let (Some(item), Some(grade)) = (plan.item(&past.id), &past.grade) {
                previous.put(ItemField::Grade.of(&item.id), "", grade.clone());
                previous.graded(place, item, grade);
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

    fn graded(&mut self, place: usize, item: &Item, grade: &str) {
        let then = ItemThen {
            place,
            number: item.number.clone(),
            title: item.title.clone(),
            pillar: item.pillar.clone(),
            grade: Some(grade.to_owned()),
        };
        self.items.insert(item.id.clone(), then);
        if !self.scale.iter().any(|known| known == grade) {
            self.scale.push(grade.to_owned());
        }
    }

    /// The item of that cycle that today's goes on: itself; else the only one that was merged into it (統合先), directly or
    /// through others.
    pub fn followed(&self, plan: &Plan, item: &Code) -> Option<Code> {
        if self.items.contains_key(item) {
            return Some(item.clone());
        }
        let mut merged = plan.merged_into(item).into_iter();
        let mut known = merged.by_ref().filter(|id| self.items.contains_key(id));
        let only = known.next()?.clone();
        known.next().is_none().then_some(only)
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

    /// A department's name, with those of the departments that it followed, the latest first.
    pub(super) fn names<'a>(plan: &'a Plan, department: &'a str) -> Vec<&'a str> {
        plan.followed_by(department)
    }

    /// 実施状況 of an initiative, as a department or one that it followed reported it.
    pub fn status(&self, plan: &Plan, initiative: &Code, department: &str) -> Option<&str> {
        let field = Field::Initiative(initiative.clone(), InitiativeField::Status);
        self.value(&Self::names(plan, department), &field)
    }

    /// What stands beside the inputs of a department: its own values, or those of the department
    /// that it followed.
    ///
    /// Of an initiative that was handed to it, those of the department that had it, with that one's name.
    pub fn beside(
        &self,
        plan: &Plan,
        cycle: &Cycle,
        department: &Department,
        fields: impl Iterator<Item = Field>,
    ) -> BTreeMap<Field, String> {
        let names = Self::names(plan, &department.name);
        // Few forms need them.
        let assignments = LazyCell::new(|| Assignments::of(plan, cycle));
        let of = |field: Field| {
            let own = self.shown(plan, &names, &field);
            let shown = own.or_else(|| {
                let initiative = initiative(&field)?;
                let reported = self.reported(initiative);
                if names.iter().any(|name| reported.contains(name)) {
                    return None;
                }
                let now = assignments.reporting(initiative);
                let now: Vec<&str> = { now.iter() }
                    .flat_map(|d| Self::names(plan, &d.name))
                    .collect();
                let former = reported.into_iter().filter(|name| !now.contains(name));
                let lines = former.filter_map(|name| {
                    let shown = self.shown(plan, &[name], &field)?;
                    Some(format!("{name}：{shown}"))
                });
                let lines: Vec<String> = lines.collect();
                (!lines.is_empty()).then(|| lines.join("\n"))
            });
            Some((field, shown?))
        };
        fields.filter_map(of).collect()
    }

    /// The departments that reported an initiative.
    fn reported(&self, id: &Code) -> BTreeSet<&str> {
        let of_initiative = self
            .values
            .iter()
            .filter(|(f, _)| initiative(f) == Some(id));
        let names = of_initiative.flat_map(|(_, given)| given.keys());
        names.map(String::as_str).collect()
    }

    fn shown(&self, plan: &Plan, names: &[&str], field: &Field) -> Option<String> {
        // Whom the office may call changes with the people.
        if field.declared().readers == Readers::Office {
            return None;
        }
        if let Field::Indicator(id, IndicatorField::Actual) = field
            && self.remeasured.contains_key(id)
            && !self.is_converted(id)
        {
            return Some(NOT_COMPARED.to_owned());
        }
        if let Field::Item(id, ItemField::Reason) = field
            && let Some(second) = self.second_reasons.get(id)
        {
            let own = self.value(names, field);
            let own = own.map(|own| format!("\n一次評価（所管課）：{own}"));
            return Some(format!(
                "二次評価（本部）：{second}{}",
                own.unwrap_or_default()
            ));
        }
        let text = self.value(names, field)?;
        let number = || text.parse::<Decimal>().ok();
        let shown = match (field.declared().kind, field) {
            (Kind::Choice(ListKind::Grade), _) => plan.grade(text).map(crate::plan::Grade::choice),
            (Kind::Actual, Field::Indicator(id, _)) => {
                let indicator = plan.indicators.iter().find(|i| i.id == *id)?;
                let unit = indicator.unit.as_deref().unwrap_or("");
                let places = indicator.places.unwrap_or(0);
                let mark = if self.is_converted(id) { CONVERTED } else { "" };
                number().map(|n| format!("{}{unit}{mark}", grouped(indicator.printed(n), places)))
            }
            (Kind::Money, _) => number().map(|n| grouped(n, 0)),
            _ => None,
        };
        Some(shown.unwrap_or_else(|| text.to_owned()))
    }
}

fn effects_of(item: &ItemRecord) -> impl Iterator<Item = EffectThen> {
    item.initiatives.iter().flat_map(|initiative| {
        initiative.reports.iter().filter_map(|report| {
            Some(EffectThen {
                initiative: initiative.id.clone(),
                department: report.department.clone(),
                kind: report.effect_kind(),
                total: report.effect()?,
            })
        })
    })
}

fn initiative(field: &Field) -> Option<&Code> {
    match field {
        Field::Initiative(id, _) => Some(id),
        _ => None,
    }
}
