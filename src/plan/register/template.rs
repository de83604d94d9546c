//! The register that `init` begins with: the みらい改革プラン, embedded as text. What the plan itself
//! does not say (取組, 指標, owners, sentences) is made up, so it is marked as 見本.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use thiserror::Error;

use super::template_text::{
    CycleText, DepartmentText, GradeText, IndicatorText, InitiativeText, ItemText, MeetingText,
    ProfileText, Template, ThemeText,
};
use crate::plan::{
    Accumulation, Body, Cycle, CycleRules, CycleState, Department, Direction, Grade, Indicator,
    IndicatorKind, Initiative, Item, Measure, Meeting, Pillar, Plan, Profile, Responsible, Target,
    Theme, YEAR_END,
};
use crate::values::{Code, FiscalYear, parse_date};

const TEMPLATE: &str = include_str!("../../../templates/plan/mirai.toml");

/// The embedded template is at fault; tests hold that it never is.
#[derive(Debug, Error)]
pub enum TemplateError {
    #[error("計画のひな形を読めません: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("計画のひな形の値を読めません: {0}")]
    Value(String),
}

/// The plan of the embedded template.
///
/// # Errors
/// Only if the template itself is at fault.
pub fn template_plan() -> Result<Plan, TemplateError> {
    toml::from_str::<Template>(TEMPLATE)?.into_plan()
}

fn bad(value: &str) -> TemplateError {
    TemplateError::Value(value.to_owned())
}

impl Template {
    fn into_plan(self) -> Result<Plan, TemplateError> {
        let profile = self.profile.into_profile();
        let years: Vec<FiscalYear> = profile.start.through(profile.end).collect();
        let mut plan = Plan {
            profile,
            themes: self.themes.into_iter().map(ThemeText::into_theme).collect(),
            departments: each(self.departments, DepartmentText::into_department)?,
            grades: self.grades.into_iter().map(GradeText::into_grade).collect(),
            cycles: each(self.cycles, CycleText::into_cycle)?,
            glossary: self.glossary,
            ..Plan::default()
        };
        for meeting in self.meetings {
            plan.meetings.extend(meeting.into_meetings()?);
        }
        for pillar in self.pillars {
            for (at, name) in (1..).zip(pillar.measures) {
                plan.measures.push(Measure {
                    pillar: pillar.number.clone(),
                    number: format!("{at}"),
                    name,
                });
            }
            plan.pillars.push(Pillar {
                number: pillar.number,
                name: pillar.name,
            });
        }
        for item in self.items {
            item.add_to(&mut plan, &years)?;
        }
        Ok(plan)
    }
}

fn each<T, U>(
    texts: Vec<T>,
    value: impl Fn(T) -> Result<U, TemplateError>,
) -> Result<Vec<U>, TemplateError> {
    texts.into_iter().map(value).collect()
}

fn date(text: &str) -> Result<NaiveDate, TemplateError> {
    parse_date(text).ok_or_else(|| bad(text))
}

fn code(number: &str) -> Result<Code, TemplateError> {
    Code::derive(number).ok_or_else(|| bad(number))
}

fn word<T: Copy>(
    text: &str,
    all: &[T],
    label: impl Fn(T) -> &'static str,
) -> Result<T, TemplateError> {
    all.iter()
        .copied()
        .find(|c| label(*c) == text)
        .ok_or_else(|| bad(text))
}

/// The texts that are not empty, by year.
fn by_year(
    texts: Vec<String>,
    years: &[FiscalYear],
) -> Result<BTreeMap<FiscalYear, String>, TemplateError> {
    if !texts.is_empty() && texts.len() != years.len() {
        return Err(TemplateError::Value(texts.join("、")));
    }
    let filled = years.iter().copied().zip(texts);
    Ok(filled.filter(|(_, text)| !text.is_empty()).collect())
}

impl ProfileText {
    fn into_profile(self) -> Profile {
        Profile {
            municipality: self.municipality,
            name: self.name,
            short_name: Some(self.short_name),
            start: FiscalYear::new(self.start),
            end: FiscalYear::new(self.end),
            adopted: Some(FiscalYear::new(self.adopted)),
            philosophy: Some(self.philosophy),
            subtitle: Some(self.subtitle),
            office: self.office,
            contact: Some(self.contact),
            sample: self.sample,
            ..Profile::default()
        }
    }
}

impl ThemeText {
    fn into_theme(self) -> Theme {
        Theme {
            number: Some(self.number),
            name: self.name,
            description: Some(self.description),
        }
    }
}

impl DepartmentText {
    fn into_department(self) -> Result<Department, TemplateError> {
        Ok(Department {
            code: self.code,
            division: self.division,
            name: self.name,
            starts: self.starts.as_deref().map(date).transpose()?,
            ends: self.ends.as_deref().map(date).transpose()?,
            successors: self.successors,
            mail: None,
        })
    }
}

impl GradeText {
    fn into_grade(self) -> Grade {
        Grade {
            symbol: self.symbol,
            name: self.name,
            definition: Some(self.definition),
            counted: self.counted,
            on_track: self.on_track,
            colour: Some(self.colour),
        }
    }
}

impl CycleText {
    fn into_cycle(self) -> Result<Cycle, TemplateError> {
        Ok(Cycle {
            year: FiscalYear::new(self.year),
            kind: YEAR_END.to_owned(),
            inquiry_date: date(&self.inquiry)?,
            contributors_due: Some(date(&self.contributors_due)?),
            due: date(&self.due)?,
            state: word(&self.state, &CycleState::ALL, CycleState::label)?,
            rules: CycleRules::default(),
        })
    }
}

impl MeetingText {
    fn into_meetings(self) -> Result<Vec<Meeting>, TemplateError> {
        let line = Meeting {
            year: FiscalYear::new(self.year),
            kind: YEAR_END.to_owned(),
            body: word(&self.body, &Body::ALL, Body::label)?,
            session: self.session,
            date: Some(date(&self.date)?),
            document: None,
            material: None,
        };
        if self.documents.is_empty() {
            return Ok(vec![line]);
        }
        let with = |(document, material)| Meeting {
            document: Some(document),
            material: Some(material),
            ..line.clone()
        };
        Ok(self.documents.into_iter().map(with).collect())
    }
}

impl ItemText {
    fn add_to(self, plan: &mut Plan, years: &[FiscalYear]) -> Result<(), TemplateError> {
        let id = code(&self.number)?;
        let (pillar, _) = self
            .number
            .split_once('-')
            .ok_or_else(|| bad(&self.number))?;
        for (at, text) in (1..).zip(self.initiatives) {
            let number = format!("{}-{at}", self.number);
            plan.initiatives
                .push(text.into_initiative(number, &id, years)?);
        }
        for (at, text) in (1..).zip(self.indicators) {
            let number = format!("{}-K{at}", self.number);
            plan.indicators
                .push(text.into_indicator(number, &id, years)?);
        }
        plan.items.push(Item {
            pillar: pillar.to_owned(),
            title: self.title,
            leads: self.leads,
            partners: self.partners,
            situation: Some(self.situation),
            policy: Some(self.policy),
            ..Item::new(self.number, id)
        });
        Ok(())
    }
}

impl InitiativeText {
    fn into_initiative(
        self,
        number: String,
        item: &Code,
        years: &[FiscalYear],
    ) -> Result<Initiative, TemplateError> {
        Ok(Initiative {
            id: code(&number)?,
            number,
            item: item.clone(),
            text: self.text,
            responsible: if self.by.is_empty() {
                Responsible::Everyone
            } else {
                Responsible::Departments(self.by)
            },
            schedule: by_year(self.plan, years)?,
        })
    }
}

impl IndicatorText {
    fn into_indicator(
        self,
        number: String,
        item: &Code,
        years: &[FiscalYear],
    ) -> Result<Indicator, TemplateError> {
        let direction = word(&self.direction, &Direction::ALL, Direction::label)?;
        let decimal = |text: &str| text.parse::<Decimal>().map_err(|_| bad(text));
        let mut targets = BTreeMap::new();
        for (year, text) in by_year(self.targets, years)? {
            let target = match direction {
                Direction::Qualitative => Target::Text(text),
                _ => Target::Number(decimal(&text)?),
            };
            targets.insert(year, target);
        }
        Ok(Indicator {
            id: code(&number)?,
            number,
            item: item.clone(),
            name: self.name,
            unit: self.unit,
            kind: Some(word(&self.kind, &IndicatorKind::ALL, IndicatorKind::label)?),
            direction,
            accumulation: if self.cumulative {
                Accumulation::Cumulative
            } else {
                Accumulation::SingleYear
            },
            places: self.places,
            base_year: self.base_year.map(FiscalYear::new),
            base: self.base.as_deref().map(decimal).transpose()?,
            department: self.by,
            targets,
        })
    }
}
