//! One item with its initiatives and indicators.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::effect::report_key;
use super::{Builder, Readers};
use crate::audience::headquarters::InternalAnswer;
use crate::audience::key::{FigureKey, Measure};
use crate::audience::leaf::{Figure, Shown, Text};
use crate::audience::parts::{
    Change, GradeView, IndicatorView, InitiativeView, ItemView, ReportView, TrendPoint, TwoStages,
    YearHead,
};
use crate::audience::readable::{Internal, Open};
use crate::cycle::{
    Answers, GradeChange, IndicatorField, IndicatorRecord, InitiativeRecord, ItemField, ItemRecord,
    Recorded, ReportRecord,
};
use crate::plan::{Accumulation, Direction, Indicator, Responsible, Target};
use crate::values::{FiscalYear, Value, date_japanese, grouped};

impl Builder<'_> {
    pub(super) fn item(&self, record: &ItemRecord) -> ItemView {
        let item = self.items.get(&record.id);
        let key = |what: &str| format!("items.{}.{what}", record.id);
        let own = |what: &str, text: Option<&String>| text.map(|t| Text::new(key(what), t));
        let pillar = self.plan.pillar(&record.pillar);
        let grade = self.grade(record);
        let stages = self.stages(record);
        ItemView {
            id: record.id.to_string(),
            number: record.number.clone(),
            title: Text::new(key("title"), &record.title),
            pillar_number: record.pillar.clone(),
            pillar_name: pillar.map(|p| p.name.clone()).unwrap_or_default(),
            measure_number: item.and_then(|i| i.measure.clone()),
            measure: item.and_then(|i| self.measure(i)),
            leads: item.map(|i| i.leads.join("、")).unwrap_or_default(),
            partners: item.map(|i| i.partners.join("、")).unwrap_or_default(),
            situation: own("situation", item.and_then(|i| i.situation.as_ref())),
            policy: own("policy", item.and_then(|i| i.policy.as_ref())),
            years: self
                .plan
                .years()
                .into_iter()
                .map(|year| YearHead {
                    label: year.short(),
                    present: year == self.cycle.year,
                })
                .collect(),
            initiatives: record
                .initiatives
                .iter()
                .map(|i| self.initiative(i))
                .collect(),
            indicators: record
                .indicators
                .iter()
                .filter_map(|i| self.indicator(record, i))
                .collect(),
            missing_label: grade
                .is_none()
                .then(|| self.missing_label(self.lead_submitted(record.lead.as_deref()))),
            grade,
            stages,
            previous_grade: own("previous_grade", record.previous_grade.as_ref()),
            change: record.change.map(|change| match change {
                GradeChange::Up => Change::Up,
                GradeChange::Down => Change::Down,
                GradeChange::Same => Change::Same,
                GradeChange::Other => Change::Other,
            }),
            answers: self.readable(&self.answers_to_show(record), key),
        }
    }

    /// The answers of an item. Where the readers may not know that there was another grade, the reason is that of the grade
    /// which they see.
    fn answers_to_show<'r>(&self, record: &'r ItemRecord) -> Cow<'r, Answers<ItemField>> {
        let mut answers = Cow::Borrowed(&record.answers);
        if let Some(second) = record.second().filter(|_| !self.shows_first()) {
            answers.to_mut()[ItemField::Reason].clone_from(&second.reason);
        }
        answers
    }

    /// Whether the readers may know the 所管課's own grade beside that of the 本部.
    pub(super) fn shows_first(&self) -> bool {
        self.readers == Readers::Headquarters || self.plan.profile.first_grade_public
    }

    fn stages(&self, record: &ItemRecord) -> Option<TwoStages> {
        let second = record.second().filter(|_| self.shows_first())?;
        let key = |what: &str| format!("items.{}.{what}", record.id);
        let by = [second.decision.clone(), second.date.map(date_japanese)];
        let by: Vec<String> = by.into_iter().flatten().collect();
        let reason = second.reason.as_ref().and_then(|r| r.value.as_ref());
        Some(TwoStages {
            first: self.grade_view(key("first_grade"), record.first_grade()),
            reason: Text::new(
                key("second_reason"),
                reason.map(Value::text).unwrap_or_default(),
            ),
            decided: (!by.is_empty()).then(|| Text::new(key("decided"), by.join("、"))),
            differs: record.first_grade() != record.grade_symbol(),
        })
    }

    fn measure(&self, item: &crate::plan::Item) -> Option<String> {
        let number = item.measure.as_ref()?;
        self.plan
            .measures
            .iter()
            .find(|m| m.pillar == item.pillar && m.number == *number)
            .map(|m| m.name.clone())
    }

    fn grade(&self, record: &ItemRecord) -> Option<GradeView> {
        self.grade_view(format!("items.{}.grade", record.id), record.grade_symbol())
    }

    fn grade_view(&self, key: String, symbol: Option<&str>) -> Option<GradeView> {
        let symbol = symbol?;
        let mut grades = self.plan.grades.iter().enumerate();
        let (rank, grade) = grades.find(|(_, g)| g.symbol == symbol)?;
        Some(GradeView {
            symbol: Text::new(key, symbol),
            name: grade.name.clone(),
            on_track: grade.on_track,
            counted: grade.counted,
            colour: grade.colour.clone(),
            rank,
        })
    }

    fn initiative(&self, record: &InitiativeRecord) -> InitiativeView {
        let initiative = self.initiatives.get(&record.id);
        let key = |what: &str| format!("initiatives.{}.{what}", record.id);
        InitiativeView {
            id: record.id.to_string(),
            number: record.number.clone(),
            text: Text::new(key("text"), &record.text),
            responsible: initiative
                .map(|i| match &i.responsible {
                    Responsible::Everyone => "全庁".to_owned(),
                    Responsible::Departments(names) => names.join("、"),
                })
                .unwrap_or_default(),
            schedule: self
                .plan
                .years()
                .into_iter()
                .map(|year| {
                    let text = initiative?.schedule.get(&year)?;
                    Some(Text::new(key(&year.western().to_string()), text))
                })
                .collect(),
            reports: record
                .reports
                .iter()
                .map(|r| self.report(record, r))
                .collect(),
        }
    }

    fn report(&self, initiative: &InitiativeRecord, report: &ReportRecord) -> ReportView {
        let key = |what: &str| format!("{}.{what}", report_key(initiative, report));
        ReportView {
            department: report.department.clone(),
            missing_label: (!report.submitted).then(|| self.missing_label(false)),
            answers: self.readable(&report.answers, key),
            effect: self.effect_sum(report, key("effect")),
        }
    }

    /// What was answered of the initiatives and indicators of an item for the headquarters alone.
    pub(super) fn internal_answers(&self, item: &ItemRecord) -> Vec<InternalAnswer> {
        let mut all = Vec::new();
        for initiative in &item.initiatives {
            for report in &initiative.reports {
                let about = (initiative.number.as_str(), report.department.as_str());
                let key = |field: &str| format!("{}.{field}", report_key(initiative, report));
                all.extend(self.internal(about, &report.answers, key));
            }
        }
        for indicator in &item.indicators {
            let department = indicator.department.as_deref().unwrap_or_default();
            let key = |field: &str| format!("indicators.{}.{field}", indicator.id);
            all.extend(self.internal((&indicator.number, department), &indicator.answers, key));
        }
        all
    }

    fn internal<F: Recorded>(
        &self,
        (number, department): (&str, &str),
        answers: &Answers<F>,
        key: impl Fn(&str) -> String,
    ) -> impl Iterator<Item = InternalAnswer> {
        let answers: Internal<F> = self.readable(answers, key);
        Internal::<F>::fields().filter_map(move |field| {
            Some(InternalAnswer {
                number: number.to_owned(),
                department: department.to_owned(),
                label: field.declared().label.to_owned(),
                answer: answers[field].clone()?,
            })
        })
    }

    fn indicator(&self, item: &ItemRecord, record: &IndicatorRecord) -> Option<IndicatorView> {
        let indicator = self.indicators.get(&record.id)?;
        let places = indicator.places.unwrap_or(0);
        let key = |what: &str| format!("indicators.{}.{what}", record.id);
        let measure = |what| FigureKey::Indicator(record.id.to_string(), what);
        let year = self.cycle.year;
        let target = indicator.targets.get(&year).map(|target| match target {
            Target::Number(n) => Shown::Figure(Figure::new(measure(Measure::Target), *n, places)),
            Target::Text(text) => Shown::Text(Text::new(key("target"), text)),
        });
        let later = indicator
            .final_target()
            .filter(|(last, _)| target.is_none() && *last > year);
        let (rate, rate_name) = rate(record).unzip();
        let blank = |field| record.answers[field].is_none();
        let open = blank(IndicatorField::Actual) && blank(IndicatorField::State);
        Some(IndicatorView {
            id: record.id.to_string(),
            number: record.number.clone(),
            item_number: item.number.clone(),
            item_title: item.title.clone(),
            name: Text::new(key("name"), &record.name),
            unit: record.unit.clone(),
            kind: indicator.kind.map(|k| k.label().to_owned()),
            direction: indicator.direction.label().to_owned(),
            cumulative: indicator.accumulation == Accumulation::Cumulative,
            base_year: indicator.base_year.map(|y| y.to_string()),
            base: indicator
                .base
                .map(|b| Figure::new(measure(Measure::Base), b, places)),
            target,
            final_year: later.map(|(last, _)| last.to_string()),
            final_target: later.map(|(_, n)| Figure::new(measure(Measure::FinalTarget), n, places)),
            answers: Open::of(|field: IndicatorField| {
                let leaf = self.shown(&record.answers[field], key(field.key()), places);
                match (field, leaf) {
                    (IndicatorField::Actual, Some(Shown::Figure(f))) => {
                        Some(Figure::actual(f.key, f.value, indicator).into())
                    }
                    (_, leaf) => leaf,
                }
            }),
            previous: record.previous.as_ref().map(|text| {
                let converted = record.measured_then.is_some();
                super::number_or_text(text, measure(Measure::Previous).into(), Some(indicator))
                    .marked(converted)
            }),
            measure_note: self.measure_note(indicator),
            trend: self.trend(indicator, record),
            rate,
            rate_name,
            met: record.met,
            department: record.department.clone().unwrap_or_default(),
            missing_label: open.then(|| self.missing_label(record.submitted)),
        })
    }

    /// Target and actual of each year of the plan, as far as they are numbers and known.
    fn trend(&self, indicator: &Indicator, record: &IndicatorRecord) -> Vec<TrendPoint> {
        if indicator.direction == Direction::Qualitative {
            return Vec::new();
        }
        let places = indicator.places.unwrap_or(0);
        let printed = |number: Decimal| grouped(number.normalize(), places);
        let present = self.cycle.year;
        let now = record.answers.number(IndicatorField::Actual);
        let before = |year: FiscalYear| -> Option<Decimal> {
            let earlier = self.history.earlier.iter().find(|e| e.year == year)?;
            earlier.values.actual(&record.id)?.parse().ok()
        };
        self.plan
            .years()
            .into_iter()
            .map(|year| TrendPoint {
                label: year.short(),
                present: year == present,
                target: indicator.target_number(year).map(printed),
                converted: year != present
                    && self
                        .history
                        .earlier
                        .iter()
                        .any(|e| e.year == year && e.values.is_converted(&record.id)),
                actual: if year == present { now } else { before(year) }
                    .map(|actual| printed(indicator.printed(actual))),
            })
            .collect()
    }
}

/// 達成率 or 進捗率 of an indicator, with its name.
fn rate(record: &IndicatorRecord) -> Option<(Figure, String)> {
    let rates = [
        (&record.achievement, Measure::Achievement, "達成率"),
        (&record.progress, Measure::Progress, "進捗率"),
    ];
    rates.into_iter().find_map(|(rate, what, name)| {
        let rate: Decimal = rate.as_ref()?.parse().ok()?;
        let key = FigureKey::Indicator(record.id.to_string(), what);
        Some((Figure::new(key, rate, 1), name.to_owned()))
    })
}
