//! What a reader calls a figure: with the plan's own names of its levels, the names of departments, and printed numbers.

use std::collections::BTreeMap;

use super::{FigureKey, Items, Of, Sum, named};
use crate::plan::{LevelNames, Plan};

/// Names for the keys of a plan's figures. Empty, a key is named by its own words.
#[derive(Clone, Debug, Default)]
pub struct FigureNames {
    levels: LevelNames,
    /// Names of departments by code.
    departments: BTreeMap<String, String>,
    /// Printed numbers of items, initiatives and indicators by id.
    numbers: BTreeMap<String, String>,
}

impl FigureNames {
    pub fn of(plan: &Plan) -> Self {
        let departments = plan.departments.iter();
        let items = plan.items.iter().map(|i| (&i.id, &i.number));
        let initiatives = plan.initiatives.iter().map(|i| (&i.id, &i.number));
        let indicators = plan.indicators.iter().map(|i| (&i.id, &i.number));
        let numbers = items.chain(initiatives).chain(indicators);
        Self {
            levels: plan.profile.levels.clone(),
            departments: departments
                .map(|d| (d.code.clone(), d.name.clone()))
                .collect(),
            numbers: numbers
                .map(|(id, number)| (id.to_string(), number.clone()))
                .collect(),
        }
    }

    /// Words of ours with the plan's own names.
    pub fn reword(&self, words: &str) -> String {
        self.levels.reword_message(words)
    }

    /// `総括 改革項目3 Aの割合`.
    pub fn name(&self, key: &FigureKey) -> String {
        let number = |id: &'_ String| self.numbers.get(id).unwrap_or(id).clone();
        let department = |code: &'_ String| self.departments.get(code).unwrap_or(code).clone();
        match key {
            FigureKey::Items(Items::Total, of) => format!("総括 合計 {}", of.name()),
            FigureKey::Items(Items::Pillar(number), of) => {
                let pillar = &self.levels.pillar;
                format!("総括 {pillar}{number} {}", of.name())
            }
            FigureKey::Items(Items::Department(code), of) => {
                format!("課別 {} {}", department(code), of.name())
            }
            FigureKey::Items(Items::Year(year), of) => {
                format!("年度推移 {year}年度 {}", of.name())
            }
            FigureKey::Effect(sum, kind, amount) => {
                let of = match sum {
                    Sum::Total => String::new(),
                    Sum::Item(id) => format!("{} ", number(id)),
                    Sum::Department(code) => format!("{} ", department(code)),
                };
                format!("効果額 {of}{kind} {}", amount.label())
            }
            FigureKey::EffectOfYear(year, kind) => format!("年度推移 {year}年度 {}", named(kind)),
            FigureKey::EffectToDate(year, kind) => {
                format!("年度推移 {year}年度までの累計 {}", named(kind))
            }
            FigureKey::Submission(what) => format!("提出状況 {}", what.label()),
            FigureKey::Opinions(state) => format!("意見 {state}の件数"),
            FigureKey::Changes(turn) => format!("前回からの変化 {}", turn.label()),
            FigureKey::Change(id, what) => format!("変更点 {} {}", number(id), what.label()),
            FigureKey::Report(id, department, amount) => {
                let initiative = &self.levels.initiative;
                let of = number(id);
                format!("{initiative} {of} {department} {}", amount.label())
            }
            FigureKey::Indicator(id, what) => format!("指標 {} {}", number(id), what.label()),
            FigureKey::ActualOfYear(id, year) => {
                format!("指標 {} {year}年度 実績値", number(id))
            }
            FigureKey::WholePeriod(Some(year), what) => {
                format!("計画期間の総括 {year}年度 {}", what.label())
            }
            FigureKey::WholePeriod(None, what) => {
                format!("計画期間の総括 合計 {}", what.label())
            }
            FigureKey::Unknown(key) => key.clone(),
        }
    }
}

impl Of {
    fn name(&self) -> String {
        match self {
            Self::Grade(symbol) => format!("{symbol}の件数"),
            Self::Share(symbol) => format!("{symbol}の割合"),
            Self::Change(symbol) => format!("{symbol}の増減"),
            Self::Before(symbol) => format!("{symbol}の前回の件数"),
            Self::First(symbol) => format!("{symbol}の一次評価の件数"),
            Self::Compared(symbol) => format!("{symbol}の比べる件数"),
            Self::OnTrackShare => "順調の割合".to_owned(),
            Self::ShareSum => "割合の計".to_owned(),
            Self::Count(count) => count.label().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::key::{Changed, Count};

    #[test]
    fn a_plan_names_its_figures() {
        let mut plan = crate::plan::register::template_plan().expect("the plan of init");
        plan.profile.levels.pillar = "基本方針".to_owned();
        let first = plan.departments[0].clone();
        let key = |items| FigureKey::Items(items, Of::Count(Count::All));
        let (pillar, department) = (
            key(Items::Pillar("1".to_owned())),
            key(Items::Department(first.code.clone())),
        );
        let names = FigureNames::of(&plan);
        let all = Count::All.label();
        assert_eq!(names.name(&pillar), format!("総括 基本方針1 {all}"));
        assert_eq!(
            names.name(&department),
            format!("課別 {} {all}", first.name)
        );
        let item = &plan.items[0];
        let effect = FigureKey::Change(item.id.to_string(), Changed::Before);
        assert!(names.name(&effect).contains(&item.number));
    }
}
