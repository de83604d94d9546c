//! What the plan is: philosophy, themes, pillars with their measures and items; 用語.

use super::Builder;
use crate::audience::leaf::Text;
use crate::audience::parts::{
    ItemOutline, MeasureOutline, PillarOutline, PlanOutline, TermView, ThemeView,
};

impl Builder<'_> {
    pub(super) fn outline(&self) -> PlanOutline {
        let profile = &self.plan.profile;
        let text = |key: &str, text: &Option<String>| text.as_ref().map(|t| Text::new(key, t));
        PlanOutline {
            philosophy: text("plan.philosophy", &profile.philosophy),
            subtitle: text("plan.subtitle", &profile.subtitle),
            themes: self
                .plan
                .themes
                .iter()
                .enumerate()
                .map(|(at, theme)| ThemeView {
                    number: theme.number.clone().unwrap_or_default(),
                    name: Text::new(format!("plan.themes.{at}.name"), &theme.name),
                    description: text(&format!("plan.themes.{at}.description"), &theme.description),
                })
                .collect(),
            pillars: self.plan.pillars.iter().map(|p| self.pillar(p)).collect(),
        }
    }

    fn pillar(&self, pillar: &crate::plan::Pillar) -> PillarOutline {
        let number = &pillar.number;
        PillarOutline {
            number: number.clone(),
            name: Text::new(format!("plan.pillars.{number}.name"), &pillar.name),
            measures: self
                .plan
                .measures
                .iter()
                .filter(|m| m.pillar == *number)
                .map(|m| {
                    let key = format!("plan.pillars.{number}.measures.{}", m.number);
                    MeasureOutline {
                        number: m.number.clone(),
                        name: Text::new(key, &m.name),
                    }
                })
                .collect(),
            items: self
                .record
                .items
                .iter()
                .filter(|i| i.pillar == *number)
                .map(|i| ItemOutline {
                    id: i.id.to_string(),
                    number: i.number.clone(),
                    title: Text::new(format!("items.{}.title", i.id), &i.title),
                    measure: self.items.get(&i.id).and_then(|i| i.measure.clone()),
                })
                .collect(),
        }
    }

    pub(super) fn glossary(&self) -> Vec<TermView> {
        self.plan
            .glossary
            .iter()
            .enumerate()
            .map(|(at, term)| TermView {
                term: Text::new(format!("glossary.{at}.term"), &term.term),
                explanation: Text::new(format!("glossary.{at}.explanation"), &term.explanation),
            })
            .collect()
    }
}
