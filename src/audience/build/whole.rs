//! 計画期間の総括, from what the record computed.

use super::{Builder, number_or_text};
use crate::audience::key::{FigureKey, Measure, Whole};
use crate::audience::leaf::{Figure, Shown, Text};
use crate::audience::whole::{WholeEffect, WholeIndicator, WholeItem, WholeView, WholeYear};
use crate::cycle::{EffectOfYear, IndicatorThen, ItemOfPlan, KnownYear, WholePeriod};
use crate::plan::{EffectCounting, Indicator, Target};
use crate::values::Code;

impl Builder<'_> {
    pub(super) fn whole(&self) -> Option<WholeView> {
        let whole = WholePeriod::of(self.plan, self.history, self.record)?;
        let unknown = whole.years.iter().filter(|y| y.known.is_none());
        let unknown: Vec<String> = unknown.map(|y| y.year.to_string()).collect();
        let counting = match whole.counting {
            EffectCounting::EveryYear => "継続の効果額は、報告のあった年度ごとに数えています。",
            EffectCounting::FirstYear => {
                "継続の効果額は、初めて報告のあった年度だけに数えています。"
            }
        };
        Some(WholeView {
            years: { whole.years.iter() }
                .map(|y| WholeYear {
                    short: y.year.short(),
                    name: y.year.to_string(),
                    western: y.year.western(),
                })
                .collect(),
            items: { whole.items.iter() }
                .map(|item| self.whole_item(item, &whole.years))
                .collect(),
            indicators: self.whole_indicators(&whole.years),
            effects: whole
                .effects
                .iter()
                .chain([&whole.total])
                .map(effect)
                .collect(),
            counting: Text::new("whole.counting", counting),
            unknown: (!unknown.is_empty()).then(|| {
                let text = format!(
                    "{}の実績は分からないため、含んでいません。",
                    unknown.join("、")
                );
                Text::new("whole.unknown", text)
            }),
        })
    }

    fn whole_item(&self, item: &ItemOfPlan, years: &[KnownYear]) -> WholeItem {
        let key = |what: &str| format!("whole.items.{}.{what}", item.id);
        let grade = |year: &KnownYear| {
            let grade = year.known.as_ref()?.grade(&item.id)?;
            Some(Text::new(key(&year.year.western().to_string()), grade))
        };
        WholeItem {
            id: item.id.to_string(),
            number: item.number.clone(),
            title: Text::new(key("title"), &item.title),
            grades: years.iter().map(grade).collect(),
            note: self
                .whole_note(&item.id)
                .map(|note| Text::new(key("note"), note)),
        }
    }

    /// `令和6年度で統合（2-①へ）`, `令和7年度から`.
    fn whole_note(&self, id: &Code) -> Option<String> {
        let Some(item) = self.items.get(id) else {
            return Some("計画から除かれた".to_owned());
        };
        let profile = &self.plan.profile;
        let began = item.start.filter(|start| *start > profile.start);
        let ended = item.end.filter(|end| *end < profile.end).map(|end| {
            let how = item.termination.map_or("終了", |t| t.label());
            match &item.merged_into {
                Some(into) => format!("{end}で{how}（{into}へ）"),
                None => format!("{end}で{how}"),
            }
        });
        let began = began.map(|start| format!("{start}から"));
        let notes: Vec<String> = [began, ended].into_iter().flatten().collect();
        (!notes.is_empty()).then(|| notes.join("、"))
    }

    /// Those of the register, then those that only earlier records know.
    fn whole_indicators(&self, years: &[KnownYear]) -> Vec<WholeIndicator> {
        let own = self.plan.indicators.iter();
        let own = own.map(|indicator| self.whole_indicator(indicator, years));
        let mut gone: Vec<(&Code, &IndicatorThen)> = Vec::new();
        for known in years.iter().rev().filter_map(|y| y.known.as_ref()) {
            let indicators = known.indicators.iter().filter(|(id, _)| {
                !self.indicators.contains_key(id) && gone.iter().all(|(known, _)| known != id)
            });
            let indicators: Vec<_> = indicators.collect();
            gone.extend(indicators);
        }
        let gone = gone.into_iter().map(|(id, then)| WholeIndicator {
            id: id.to_string(),
            number: then.number.clone(),
            name: Text::new(format!("whole.indicators.{id}.name"), &then.name),
            unit: then.unit.clone(),
            base: None,
            actuals: actuals(id, None, years),
            target: None,
            note: None,
        });
        own.chain(gone).collect()
    }

    fn whole_indicator(&self, indicator: &Indicator, years: &[KnownYear]) -> WholeIndicator {
        let id = &indicator.id;
        let places = indicator.places.unwrap_or(0);
        let figure = |what, value| {
            let key = FigureKey::Indicator(id.to_string(), what);
            Shown::Figure(Figure::new(key, value, places))
        };
        let last = indicator.targets.iter().next_back();
        WholeIndicator {
            id: id.to_string(),
            number: indicator.number.clone(),
            name: Text::new(format!("whole.indicators.{id}.name"), &indicator.name),
            unit: indicator.unit.clone(),
            base: indicator.base.map(|base| figure(Measure::Base, base)),
            actuals: actuals(id, Some(indicator), years),
            target: last.map(|(year, target)| match target {
                Target::Number(n) if *year == self.cycle.year => figure(Measure::Target, *n),
                Target::Number(n) => figure(Measure::FinalTarget, *n),
                Target::Text(text) => {
                    Text::new(format!("whole.indicators.{id}.target"), text).into()
                }
            }),
            note: { self.measure_note(indicator) }
                .map(|note| Text::new(format!("whole.indicators.{id}.note"), note.text)),
        }
    }
}

fn actuals(id: &Code, indicator: Option<&Indicator>, years: &[KnownYear]) -> Vec<Option<Shown>> {
    let actual = |year: &KnownYear| {
        let known = year.known.as_ref()?;
        let key = FigureKey::ActualOfYear(id.to_string(), year.year.western());
        let shown = number_or_text(known.actual(id)?, key.into(), indicator);
        Some(shown.marked(known.is_converted(id)))
    };
    years.iter().map(actual).collect()
}

fn effect(effect: &EffectOfYear) -> WholeEffect {
    let western = effect.year.map(|y| y.western());
    let figure = |what, value| Figure::new(FigureKey::WholePeriod(western, what), value, 0);
    let by_kind = |what, value| effect.by_kind.then(|| figure(what, value));
    WholeEffect {
        name: effect.year.map_or("合計".to_owned(), |y| y.to_string()),
        western,
        planned: effect
            .planned
            .map(|planned| figure(Whole::Planned, planned)),
        single_year: by_kind(Whole::SingleYear, effect.single_year),
        continuing: by_kind(Whole::Continuing, effect.continuing),
        listed: effect.listed.map(|listed| figure(Whole::Listed, listed)),
        achieved: (effect.known).then(|| figure(Whole::Achieved, effect.achieved)),
    }
}
