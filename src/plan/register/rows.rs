//! A plan as the rows of each sheet: the reverse of reading. How cells look is not decided here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::schema::{EVERYONE, heading as h, sheet};
use crate::plan::{Accumulation, Direction, Indicator, Item, Plan, Profile, Responsible, Target};
use crate::values::{Code, FiscalYear, Value};

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Text(String),
    /// With the decimals to show, where they are known.
    Number(Decimal, Option<u32>),
    Date(NaiveDate),
}

/// One row: cells by heading and by year; the others stay blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub cells: BTreeMap<&'static str, Written>,
    pub years: BTreeMap<FiscalYear, Written>,
}

/// What may stand in a cell, or leave it blank.
trait IntoCell {
    fn into_cell(self) -> Option<Written>;
}

impl IntoCell for &str {
    fn into_cell(self) -> Option<Written> {
        (!self.is_empty()).then(|| Written::Text(self.to_owned()))
    }
}

impl IntoCell for &String {
    fn into_cell(self) -> Option<Written> {
        self.as_str().into_cell()
    }
}

impl IntoCell for String {
    fn into_cell(self) -> Option<Written> {
        self.as_str().into_cell()
    }
}

impl IntoCell for bool {
    fn into_cell(self) -> Option<Written> {
        if self { "はい" } else { "いいえ" }.into_cell()
    }
}

impl IntoCell for FiscalYear {
    fn into_cell(self) -> Option<Written> {
        self.to_string().into_cell()
    }
}

impl IntoCell for NaiveDate {
    fn into_cell(self) -> Option<Written> {
        Some(Written::Date(self))
    }
}

impl IntoCell for Decimal {
    fn into_cell(self) -> Option<Written> {
        Some(Written::Number(self, None))
    }
}

impl IntoCell for &Value {
    fn into_cell(self) -> Option<Written> {
        match self {
            Value::Number(number) => number.into_cell(),
            other => other.text().into_cell(),
        }
    }
}

impl IntoCell for &[String] {
    fn into_cell(self) -> Option<Written> {
        self.join("、").into_cell()
    }
}

impl<T: IntoCell> IntoCell for Option<T> {
    fn into_cell(self) -> Option<Written> {
        self.and_then(T::into_cell)
    }
}

impl Record {
    fn with(mut self, heading: &'static str, cell: impl IntoCell) -> Self {
        if let Some(cell) = cell.into_cell() {
            self.cells.insert(heading, cell);
        }
        self
    }
}

/// The rows of a sheet; none for a name that is no sheet of the register.
pub(super) fn records(plan: &Plan, name: &str) -> Vec<Record> {
    match name {
        sheet::PROFILE => vec![profile(&plan.profile)],
        sheet::THEMES => themes(plan),
        sheet::PILLARS => pillars(plan),
        sheet::MEASURES => measures(plan),
        sheet::ITEMS => plan.items.iter().map(item).collect(),
        sheet::INITIATIVES => initiatives(plan),
        sheet::INDICATORS => indicators(plan),
        sheet::DEPARTMENTS => departments(plan),
        sheet::GRADES => grades(plan),
        sheet::CYCLES => cycles(plan),
        sheet::MEETINGS => meetings(plan),
        sheet::PAST => past_results(plan),
        sheet::TERMS => terms(plan),
        _ => Vec::new(),
    }
}

fn row() -> Record {
    Record::default()
}

fn profile(p: &Profile) -> Record {
    row()
        .with(h::MUNICIPALITY, &p.municipality)
        .with(h::PLAN_NAME, &p.name)
        .with(h::SHORT_NAME, p.short_name.as_ref())
        .with(h::START, p.start)
        .with(h::END, p.end)
        .with(h::ADOPTED, p.adopted)
        .with(h::PHILOSOPHY, p.philosophy.as_ref())
        .with(h::SUBTITLE, p.subtitle.as_ref())
        .with(h::OFFICE, &p.office)
        .with(h::CONTACT, p.contact.as_ref())
        .with(h::FORM_NAME, &p.form_name)
        .with(h::REPORT_NAME, &p.report_name)
        .with(h::SAMPLE, p.sample)
}

fn themes(plan: &Plan) -> Vec<Record> {
    let theme = |t: &crate::plan::Theme| {
        row()
            .with(h::NUMBER, t.number.as_ref())
            .with(h::NAME, &t.name)
            .with(h::EXPLANATION, t.description.as_ref())
    };
    plan.themes.iter().map(theme).collect()
}

fn pillars(plan: &Plan) -> Vec<Record> {
    let pillar = |p: &crate::plan::Pillar| row().with(h::NUMBER, &p.number).with(h::NAME, &p.name);
    plan.pillars.iter().map(pillar).collect()
}

fn measures(plan: &Plan) -> Vec<Record> {
    let measure = |m: &crate::plan::Measure| {
        row()
            .with(h::PILLAR, &m.pillar)
            .with(h::NUMBER, &m.number)
            .with(h::NAME, &m.name)
    };
    plan.measures.iter().map(measure).collect()
}

/// 管理番号, left blank where it is what the number gives.
fn own_id(number: &str, id: &Code) -> Option<String> {
    (Code::derive(number).as_ref() != Some(id)).then(|| id.to_string())
}

fn item(i: &Item) -> Record {
    row()
        .with(h::NUMBER, &i.number)
        .with(h::NAME, &i.title)
        .with(h::PILLAR, &i.pillar)
        .with(h::MEASURE, i.measure.as_ref())
        .with(h::LEADS, i.leads.as_slice())
        .with(h::PARTNERS, i.partners.as_slice())
        .with(h::SITUATION, i.situation.as_ref())
        .with(h::POLICY, i.policy.as_ref())
        .with(h::START, i.start)
        .with(h::END, i.end)
        .with(h::TERMINATION, i.termination.map(|t| t.label()))
        .with(h::MERGED_INTO, i.merged_into.as_ref())
        .with(h::ID, own_id(&i.number, &i.id))
}

fn item_number<'a>(plan: &'a Plan, id: &'a Code) -> &'a str {
    plan.item(id).map_or(id.as_str(), |i| i.number.as_str())
}

fn initiatives(plan: &Plan) -> Vec<Record> {
    let initiative = |i: &crate::plan::Initiative| {
        let responsible = match &i.responsible {
            Responsible::Everyone => EVERYONE.to_owned(),
            Responsible::Departments(names) => names.join("、"),
        };
        let mut record = row()
            .with(h::NUMBER, &i.number)
            .with(h::ITEM, item_number(plan, &i.item))
            .with(h::TEXT, &i.text)
            .with(h::RESPONSIBLE, responsible)
            .with(h::ID, own_id(&i.number, &i.id));
        for (year, text) in &i.schedule {
            record.years.insert(*year, Written::Text(text.clone()));
        }
        record
    };
    plan.initiatives.iter().map(initiative).collect()
}

fn indicators(plan: &Plan) -> Vec<Record> {
    let indicator = |i: &Indicator| {
        let number = |d: Decimal| Written::Number(d, i.places);
        let mut record = row()
            .with(h::NUMBER, &i.number)
            .with(h::ITEM, item_number(plan, &i.item))
            .with(h::INDICATOR, &i.name)
            .with(h::UNIT, i.unit.as_ref())
            .with(h::KIND, i.kind.map(|k| k.label()))
            .with(h::DIRECTION, i.direction.label())
            .with(h::ACCUMULATION, accumulation(i))
            .with(h::PLACES, i.places.map(Decimal::from))
            .with(h::BASE_YEAR, i.base_year)
            .with(h::RESPONSIBLE, &i.department)
            .with(h::ID, own_id(&i.number, &i.id));
        if let Some(base) = i.base {
            record.cells.insert(h::BASE, number(base));
        }
        for (year, target) in &i.targets {
            let cell = match target {
                Target::Number(n) => number(*n),
                Target::Text(text) => Written::Text(text.clone()),
            };
            record.years.insert(*year, cell);
        }
        record
    };
    plan.indicators.iter().map(indicator).collect()
}

/// 集計, blank where there is nothing to add up.
fn accumulation(i: &Indicator) -> &'static str {
    match (i.direction, i.accumulation) {
        (Direction::Qualitative, Accumulation::SingleYear) => "",
        (_, accumulation) => accumulation.label(),
    }
}

fn departments(plan: &Plan) -> Vec<Record> {
    let department = |d: &crate::plan::Department| {
        row()
            .with(h::CODE, &d.code)
            .with(h::DIVISION, d.division.as_ref())
            .with(h::DEPARTMENT, &d.name)
            .with(h::STARTS, d.starts)
            .with(h::ENDS, d.ends)
            .with(h::SUCCESSORS, d.successors.as_slice())
    };
    plan.departments.iter().map(department).collect()
}

fn grades(plan: &Plan) -> Vec<Record> {
    let grade = |g: &crate::plan::Grade| {
        row()
            .with(h::SYMBOL, &g.symbol)
            .with(h::NAME, &g.name)
            .with(h::DEFINITION, g.definition.as_ref())
            .with(h::COUNTED, g.counted)
            .with(h::ON_TRACK, g.on_track)
            .with(h::COLOUR, g.colour.as_ref())
    };
    plan.grades.iter().map(grade).collect()
}

fn cycles(plan: &Plan) -> Vec<Record> {
    let cycle = |c: &crate::plan::Cycle| {
        row()
            .with(h::YEAR, c.year)
            .with(h::CYCLE_KIND, &c.kind)
            .with(h::INQUIRY, c.inquiry_date)
            .with(h::CONTRIBUTORS_DUE, c.contributors_due)
            .with(h::DUE, c.due)
            .with(h::STATE, c.state.label())
    };
    plan.cycles.iter().map(cycle).collect()
}

fn meetings(plan: &Plan) -> Vec<Record> {
    let meeting = |m: &crate::plan::Meeting| {
        row()
            .with(h::YEAR, m.year)
            .with(h::CYCLE_KIND, &m.kind)
            .with(h::BODY, m.body.label())
            .with(h::SESSION, m.session.as_ref())
            .with(h::DATE, m.date)
            .with(h::DOCUMENT, m.document.as_ref())
            .with(h::MATERIAL, m.material.as_ref())
    };
    plan.meetings.iter().map(meeting).collect()
}

fn past_results(plan: &Plan) -> Vec<Record> {
    let past = |p: &crate::plan::PastResult| {
        row()
            .with(h::YEAR, p.year)
            .with(h::CYCLE_KIND, &p.kind)
            .with(h::NUMBER, &p.number)
            .with(h::GRADE, p.grade.as_ref())
            .with(h::ACTUAL, p.actual.as_ref())
            .with(h::EFFECT, p.effect)
            .with(h::REFERENCE, p.reference.as_ref())
    };
    plan.past_results.iter().map(past).collect()
}

fn terms(plan: &Plan) -> Vec<Record> {
    let term = |t: &crate::plan::Term| {
        row()
            .with(h::TERM, &t.term)
            .with(h::EXPLANATION, &t.explanation)
    };
    plan.glossary.iter().map(term).collect()
}
