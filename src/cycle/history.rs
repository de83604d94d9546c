//! The ends of the years before, oldest first, for what is shown over the years: each from its frozen record,
//! else from its forms, else from 過年度実績. Where the files lie is not decided here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::effect::EffectSummary;
use super::grades::GradeSummary;
use super::opinion_record::OpinionRecord;
use super::opinions_before::OpinionsBefore;
use super::previous::Previous;
use super::record::CycleRecord;
use crate::plan::{
    Cycle, CycleKey, Plan, Remeasured, Revision, Then, YEAR_END, cycle_name, revisions,
};
use crate::values::japanese_text::match_key;
use crate::values::{Code, FiscalYear};

/// From where an earlier cycle is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// 確定/record.json
    Frozen,
    /// Its 提出/, read again.
    Forms,
    /// 過年度実績 of the register.
    Register,
}

/// One earlier cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub year: FiscalYear,
    /// 区分
    pub kind: String,
    /// `令和6年度`
    pub name: String,
    pub origin: Origin,
    /// Grades and actuals by id.
    pub values: Previous,
    /// Counts and shares as they were then; of 過年度実績, those of the items that it lists.
    pub grades: GradeSummary,
    /// Sums by kind, as they were then; none of 過年度実績, which names no kinds.
    pub effect: Option<EffectSummary>,
    /// Sum of the 効果額 of 過年度実績, 千円; none where it lists none, and none of a record.
    pub effect_listed: Option<Decimal>,
    /// Opinions that were closed when it ended.
    closed_opinions: Vec<OpinionRecord>,
}

impl Earlier {
    /// From the record of a cycle.
    pub fn of_record(record: &CycleRecord, origin: Origin) -> Self {
        Self {
            year: record.cycle.year,
            kind: record.cycle.kind.clone(),
            name: record.cycle.name.clone(),
            origin,
            values: Previous::from_record(record),
            grades: record.summary.grades.clone(),
            effect: Some(record.summary.effect.clone()),
            effect_listed: None,
            closed_opinions: { record.opinions.iter() }
                .filter(|opinion| !opinion.state.is_open())
                .cloned()
                .collect(),
        }
    }

    /// With its actuals as they stand beside today's: converted, or left out.
    pub fn measured_today(mut self, remeasured: BTreeMap<Code, Remeasured>) -> Self {
        self.values.measure_today(remeasured);
        self
    }

    fn is(&self, key: &CycleKey) -> bool {
        self.year == key.year && match_key(&self.kind) == match_key(&key.kind)
    }

    /// From 過年度実績; `None` where it lists nothing of that year and 区分.
    pub fn of_past_results(plan: &Plan, year: FiscalYear, kind: &str) -> Option<Self> {
        let values = Previous::from_past_results(plan, year, kind)?;
        let listed: Vec<Decimal> = plan
            .past_results
            .iter()
            .filter(|p| p.year == year && p.kind == kind)
            .filter_map(|p| p.effect)
            .collect();
        // Its graded items alone.
        let graded: Vec<(&str, Option<&str>)> = plan
            .items
            .iter()
            .filter_map(|item| Some((item.pillar.as_str(), Some(values.grade(&item.id)?))))
            .collect();
        Some(Self {
            year,
            kind: kind.to_owned(),
            name: cycle_name(year, kind),
            origin: Origin::Register,
            grades: GradeSummary::of(plan, &graded),
            values,
            effect: None,
            effect_listed: (!listed.is_empty()).then(|| {
                let add = |sum: Decimal, one: &Decimal| sum.saturating_add(*one);
                listed.iter().fold(Decimal::ZERO, add).normalize()
            }),
            closed_opinions: Vec::new(),
        })
    }
}

/// All that is known of the years before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The ends of years, oldest first, one a year.
    pub earlier: Vec<Earlier>,
    /// Cycles of another 区分 that are asked for: the one compared with (比べる回), and those before in the same year.
    pub others: Vec<Earlier>,
    /// 比べる回, where the register names one; else the latest of `earlier`.
    pub compared: Option<CycleKey>,
    /// Whether the cycle just before could not be read: then nothing is compared, rather than with an older one.
    pub previous_unreadable: bool,
    /// How the plan changed since the cycle compared with.
    pub changes: PlanChanges,
    /// How opinions stood in the cycles before.
    pub opinions: OpinionsBefore,
}

/// How the plan changed since the cycle compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanChanges {
    /// Name of that cycle.
    pub since: Option<String>,
    pub list: Vec<Revision>,
    /// How many items were in force then, where the register of that cycle was kept.
    pub items_then: Option<usize>,
    /// Ids of the items of that register.
    pub ended_items: BTreeSet<Code>,
}

impl PlanChanges {
    /// Since an earlier cycle of this name.
    pub fn since(name: Option<String>, then: &Then, (plan, cycle): (&Plan, &Cycle)) -> Self {
        let before = then.plan.as_ref();
        let items = before.map(|before| before.items_in_force(then.year).count());
        let ids = before.iter().flat_map(|before| &before.items);
        Self {
            since: name,
            list: revisions(then, (plan, cycle.year)),
            items_then: items,
            ended_items: ids.map(|item| item.id.clone()).collect(),
        }
    }
}

impl History {
    /// Nothing known: the first cycle of a plan.
    pub fn none() -> &'static Self {
        static NONE: LazyLock<History> = LazyLock::new(History::default);
        &NONE
    }

    /// The years before `cycle` of which there may be something to know, oldest first: each with its cycle, where the
    /// register still has one. A 中間 too is compared with the ends of years: half a year is not held against half of
    /// another.
    pub fn years<'a>(plan: &'a Plan, cycle: &Cycle) -> Vec<(FiscalYear, Option<&'a Cycle>)> {
        let cycles = plan.cycles.iter().filter(|c| c.kind == YEAR_END);
        let past = plan.past_results.iter().filter(|p| p.kind == YEAR_END);
        let mut years: Vec<FiscalYear> = cycles
            .map(|c| c.year)
            .chain(past.map(|p| p.year))
            .filter(|year| *year < cycle.year)
            .collect();
        years.sort_unstable();
        years.dedup();
        years
            .into_iter()
            .map(|year| (year, plan.cycle(year, YEAR_END)))
            .collect()
    }

    /// The cycles of other 区分 to read besides: the one that the register compares with, and those before this one in the same
    /// year (中間), the oldest first.
    pub fn asked(plan: &Plan, cycle: &Cycle) -> Vec<CycleKey> {
        let compared = cycle.rules.compared.clone();
        let mut asked: Vec<CycleKey> = compared
            .into_iter()
            .filter(|key| key.kind != YEAR_END)
            .collect();
        for key in Self::interim_keys(plan, cycle) {
            if !asked.contains(&key) {
                asked.push(key);
            }
        }
        asked
    }

    /// The cycles before this one that asked about the same year, the oldest first.
    fn interim_keys(plan: &Plan, cycle: &Cycle) -> Vec<CycleKey> {
        let of_year = plan.cycles.iter().filter(|c| {
            c.year == cycle.year && c.kind != YEAR_END && c.inquiry_date < cycle.inquiry_date
        });
        let mut of_year: Vec<&Cycle> = of_year.collect();
        of_year.sort_by_key(|c| c.inquiry_date);
        let key = |c: &Cycle| CycleKey {
            year: c.year,
            kind: c.kind.clone(),
        };
        of_year.into_iter().map(key).collect()
    }

    /// What is known of the cycle in the middle of the year whose end `cycle` is.
    pub fn interim(&self, plan: &Plan, cycle: &Cycle) -> Option<&Previous> {
        if cycle.kind != YEAR_END {
            return None;
        }
        let key = Self::interim_keys(plan, cycle).pop()?;
        let found = self.others.iter().find(|e| e.is(&key));
        found.map(|e| &e.values)
    }

    /// The cycle that this one is compared with: 比べる回, else the latest end of a year that is known.
    pub fn last(&self) -> Option<&Earlier> {
        if self.previous_unreadable {
            return None;
        }
        match &self.compared {
            None => self.earlier.last(),
            Some(key) => self.earlier.iter().chain(&self.others).find(|e| e.is(key)),
        }
    }

    /// Lets the cycle compared with know 効果額 of all other earlier ones too.
    pub fn gather_effects(&mut self) {
        let Some(last) = self.last() else { return };
        let (year, kind) = (last.year, last.kind.clone());
        let is_last = |e: &Earlier| (e.year, &e.kind) == (year, &kind);
        let others = self.earlier.iter().filter(|e| !is_last(e));
        let mut gathered: Vec<(Code, (String, Decimal))> = Vec::new();
        for (item, effects) in others.flat_map(|e| &e.values.effects) {
            gathered.extend(effects.iter().map(|known| (item.clone(), known.clone())));
        }
        let all = self.earlier.iter_mut().chain(&mut self.others);
        for last in all.filter(|e| is_last(e)) {
            for (item, known) in &gathered {
                let effects = last.values.effects.entry(item.clone()).or_default();
                effects.push(known.clone());
            }
        }
    }

    /// Gathers how opinions stood, and those that were closed after the cycle compared with. Where none is known, as in the first
    /// year of a plan, those that were closed earlier in the same year.
    pub fn gather_opinions(&mut self, plan: &Plan) {
        let mut before = OpinionsBefore::default();
        let all = self.in_order(plan);
        let last = self.last();
        let is_last = |e: &Earlier| last.is_some_and(|l| (l.year, &l.kind) == (e.year, &e.kind));
        let compared = all.iter().position(|e| is_last(e));
        for (at, cycle) in all.iter().enumerate() {
            before.take(
                &cycle.values,
                compared.is_none_or(|compared| at >= compared),
            );
        }
        let since = compared.map_or(0, |at| at + 1);
        let closed_then = |id: &Code| {
            let then = last.and_then(|last| last.values.opinion(id));
            then.is_some_and(|then| !then.state.is_open())
        };
        let later = all[since..]
            .iter()
            .filter(|e| last.is_some() || e.kind != YEAR_END);
        for opinion in later.flat_map(|e| &e.closed_opinions) {
            let known = before.closed.iter().any(|one| one.id == opinion.id);
            if !known && !closed_then(&opinion.id) {
                before.closed.push(opinion.clone());
            }
        }
        self.opinions = before;
    }

    /// All cycles that are known, the oldest first; of two of a year, the one that was asked for first.
    pub fn in_order(&self, plan: &Plan) -> Vec<&Earlier> {
        let mut all: Vec<&Earlier> = self.earlier.iter().chain(&self.others).collect();
        // Where the register doesn't say when, the end of a year comes last in it.
        let asked = |e: &Earlier| plan.cycle(e.year, &e.kind).map(|c| c.inquiry_date);
        all.sort_by_key(|e| (e.year, asked(e).is_none(), asked(e)));
        all
    }

    /// What is known of the cycle that this one is compared with.
    pub fn previous(&self) -> Option<&Previous> {
        self.last().map(|e| &e.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PastResult;
    use rust_decimal::dec;

    fn past(year: i32, number: &str, grade: Option<&str>, effect: Option<Decimal>) -> PastResult {
        PastResult {
            year: FiscalYear::new(year),
            kind: "年度末".to_owned(),
            number: number.to_owned(),
            id: crate::values::Code::derive(number).unwrap(),
            grade: grade.map(str::to_owned),
            actual: None,
            effect,
            reference: None,
        }
    }

    #[test]
    fn past_results_are_counted_and_added_up() {
        let mut plan = crate::plan::register::template_plan().expect("the plan of init");
        plan.past_results = vec![
            past(2022, "1-①", Some("A"), Some(dec!(100))),
            past(2022, "1-②", Some("B"), Some(dec!(-30.5))),
            past(2021, "1-①", Some("S"), None),
        ];
        let cycle = plan.running_cycle().expect("a running cycle").clone();
        let years = History::years(&plan, &cycle);
        assert_eq!(years[0], (FiscalYear::new(2021), None));
        let of = |year| Earlier::of_past_results(&plan, FiscalYear::new(year), "年度末");
        let earlier = of(2022).expect("listed");
        assert_eq!(earlier.name, "令和4年度");
        assert_eq!(earlier.effect_listed, Some(dec!(69.5)));
        let total = &earlier.grades.total;
        assert_eq!((total.all, total.count("A"), total.missing), (2, 1, 0));
        assert_eq!(earlier.grades.pillars["1"].all, 2);
        assert_eq!(of(2021).expect("listed").effect_listed, None);
        assert_eq!(of(2020), None);
    }

    #[test]
    fn nothing_is_compared_across_a_cycle_that_cannot_be_read() {
        let mut plan = crate::plan::register::template_plan().expect("the plan of init");
        plan.past_results = vec![past(2022, "1-①", Some("A"), None)];
        let earlier = Earlier::of_past_results(&plan, FiscalYear::new(2022), "年度末");
        let mut history = History {
            earlier: earlier.into_iter().collect(),
            ..History::default()
        };
        assert!(history.previous().is_some());
        history.previous_unreadable = true;
        assert_eq!(history.previous(), None);
    }
}
