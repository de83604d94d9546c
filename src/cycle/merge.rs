//! Merges the submissions of a cycle into one record.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::answers::{Answer, Answers, Evaluation, Recorded};
use super::comparison::other_scale;
use super::effect::EffectSummary;
use super::grades::{GradeChange, GradeChanges, GradeSummary, grade_change};
use super::history::History;
use super::indicator::{Assessment, MeasuredThen, assess};
use super::opinions_before::OpinionsBefore;
use super::previous::Previous;
use super::record::{
    CycleHead, CycleRecord, DepartmentRecord, DepartmentStatus, EndedItem, Ending, IndicatorRecord,
    InitiativeRecord, ItemRecord, PlanHead, ReportRecord, SCHEMA, Summary,
};
use super::{consistency, effect, missing, opinions};
use crate::diagnostic::{Diagnostic, Severity, in_order};
use crate::plan::{
    Assignments, Conversion, Cycle, Department, Indicator, Initiative, Item, Plan, Remeasured,
    Target, register,
};
use crate::submission::{Field, IndicatorField, IndicatorState, ItemField, SecondEvaluation};
use crate::submission::{Intake, Submission};
use crate::values::{Code as Id, decimal_text};

/// Makes the record of a cycle. The intake's diagnostics go into it, with what the merge itself finds:
/// departments without a form, grades that stand against targets, and what differs strangely from last cycle.
pub fn merge(
    plan: &Plan,
    cycle: &Cycle,
    intake: &Intake,
    previous: Option<&Previous>,
    earlier: Vec<Diagnostic>,
) -> CycleRecord {
    let opinions = previous.map(OpinionsBefore::of).unwrap_or_default();
    merged(plan, cycle, intake, (previous, &opinions), earlier)
}

/// The same after all that is known of the cycles before.
pub fn merge_after(
    plan: &Plan,
    cycle: &Cycle,
    intake: &Intake,
    history: &History,
    earlier: Vec<Diagnostic>,
) -> CycleRecord {
    let before = (history.previous(), &history.opinions);
    merged(plan, cycle, intake, before, earlier)
}

fn merged(
    plan: &Plan,
    cycle: &Cycle,
    intake: &Intake,
    (previous, before): (Option<&Previous>, &OpinionsBefore),
    earlier: Vec<Diagnostic>,
) -> CycleRecord {
    let assignments = Assignments::of(plan, cycle);
    let merging = Merging {
        second: &intake.second,
        plan,
        cycle,
        assignments: &assignments,
        submissions: by_department(intake),
        previous,
        other_scale: previous.is_some_and(|p| other_scale(plan, p)),
    };
    let initiatives = by_item(&plan.initiatives, |i| &i.item);
    let indicators = by_item(&plan.indicators, |i| &i.item);
    let opinions = opinions::merged(plan, cycle, &merging.submissions, before);
    let items: Vec<ItemRecord> = plan
        .items_in_force(cycle.year)
        .map(|item| merging.item(item, &initiatives, &indicators))
        .collect();

    let mut diagnostics = earlier;
    diagnostics.extend(intake.diagnostics.iter().cloned());
    let departments = merging.departments(&faulty_departments(intake, &diagnostics));
    diagnostics.extend(missing::not_submitted(
        cycle,
        &assignments,
        &departments,
        intake,
    ));
    let questions = consistency::check(plan, cycle, previous, &items, &diagnostics);
    diagnostics.extend(questions);
    diagnostics.extend(opinions::forgotten(plan, cycle, &opinions, before));
    diagnostics.extend(opinions::of_another_item(plan, cycle, before));
    let diagnostics = reworded(plan, diagnostics);

    CycleRecord {
        schema: SCHEMA,
        plan: PlanHead::of(plan),
        cycle: CycleHead::of(cycle, previous.map(|p| p.cycle.clone())),
        summary: Summary {
            changes: previous
                .map(|_| GradeChanges::of(items.iter().map(|i| i.change), merging.other_scale)),
            ..summary(plan, &items, &departments)
        },
        items,
        ended: EndedItem::before(plan, cycle.year),
        departments,
        opinions,
        outputs: Vec::new(),
        made_from: BTreeMap::new(),
        corrections: Vec::new(),
        diagnostics: in_order(diagnostics),
    }
}

fn by_department(intake: &Intake) -> BTreeMap<&str, &Submission> {
    let all = intake.submissions.iter();
    all.map(|s| (s.department.as_str(), s)).collect()
}

/// What departments and the office are asked, with the plan's own names of its levels. Messages of the register speak in the
/// words of its sheets.
fn reworded(plan: &Plan, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let levels = &plan.profile.levels;
    let of_register = |d: &Diagnostic| {
        let file = d.file.as_deref();
        d.code.id().starts_with('R') && file.is_none_or(|file| file == register::FILE_NAME)
    };
    let reword = |d: Diagnostic| match of_register(&d) {
        true => d,
        false => d.worded(|text| levels.reword_message(text)),
    };
    diagnostics.into_iter().map(reword).collect()
}

/// The totals.
fn summary(plan: &Plan, items: &[ItemRecord], departments: &[DepartmentRecord]) -> Summary {
    let missing = |d: &&DepartmentRecord| d.status == DepartmentStatus::Missing;
    let missing = departments.iter().filter(missing).count();
    let graded = |symbol: fn(&ItemRecord) -> Option<&str>| -> GradeSummary {
        let items = items.iter().map(|i| (i.pillar.as_str(), symbol(i)));
        GradeSummary::of(plan, &items.collect::<Vec<_>>())
    };
    let evaluated_twice = items.iter().any(|item| item.second().is_some());
    let reports = items.iter().flat_map(|item| &item.initiatives);
    let reports = reports.flat_map(|initiative| &initiative.reports);
    Summary {
        grades: graded(ItemRecord::grade_symbol),
        first_grades: evaluated_twice.then(|| graded(ItemRecord::first_grade)),
        changes: None,
        effect: EffectSummary::of(reports.map(|report| &report.answers)),
        expected: departments.len(),
        submitted: departments.len() - missing,
        missing,
    }
}

fn by_item<T>(all: &[T], item: fn(&T) -> &Id) -> BTreeMap<&Id, Vec<&T>> {
    let mut map: BTreeMap<&Id, Vec<&T>> = BTreeMap::new();
    for one in all {
        map.entry(item(one)).or_default().push(one);
    }
    map
}

/// Codes of the departments one of whose files has an error.
fn faulty_departments<'a>(intake: &'a Intake, diagnostics: &[Diagnostic]) -> BTreeSet<&'a str> {
    let files: BTreeSet<&str> = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .filter_map(|d| d.file.as_deref())
        .collect();
    intake
        .files
        .iter()
        .filter(|f| files.contains(f.path.as_str()))
        .filter_map(|f| f.department.as_deref())
        .collect()
}

struct Merging<'a> {
    second: &'a BTreeMap<Id, SecondEvaluation>,
    plan: &'a Plan,
    cycle: &'a Cycle,
    assignments: &'a Assignments<'a>,
    submissions: BTreeMap<&'a str, &'a Submission>,
    previous: Option<&'a Previous>,
    /// Whether its grades are of another scale.
    other_scale: bool,
}

impl Merging<'_> {
    fn answer(&self, department: &str, field: Field) -> Answer {
        self.submissions.get(department)?.answer(&field).cloned()
    }

    /// What the department that answers for it wrote into the fields of a subject.
    fn answers<F: Recorded>(&self, id: &Id, department: Option<&Department>) -> Answers<F> {
        Answers::of(|field: F| self.answer(&department?.code, field.of(id)))
    }

    fn item(
        &self,
        item: &Item,
        initiatives: &BTreeMap<&Id, Vec<&Initiative>>,
        indicators: &BTreeMap<&Id, Vec<&Indicator>>,
    ) -> ItemRecord {
        let lead = self.assignments.lead(&item.id);
        let mut answers = self.answers(&item.id, lead);
        let first = answers.word(ItemField::Grade).map(str::to_owned);
        let second = self.second.get(&item.id).map(Evaluation::second);
        // What the 本部 gives counts.
        let symbol = second
            .as_ref()
            .and_then(|e| e.grade.clone())
            .or(first.clone());
        answers.also = vec![Evaluation::first(first, answers[ItemField::Reason].clone())];
        answers.also.extend(second);
        let followed = self.previous.and_then(|p| p.followed(self.plan, &item.id));
        let follows = followed.filter(|id| *id != item.id);
        let before = follows.as_ref().unwrap_or(&item.id);
        let previous_grade = self.previous.and_then(|p| p.grade(before));
        ItemRecord {
            id: item.id.clone(),
            number: item.number.clone(),
            title: item.title.clone(),
            pillar: item.pillar.clone(),
            lead: lead.map(|d| d.name.clone()),
            answers,
            change: previous_grade
                .zip(symbol.as_deref())
                .map(|(before, now)| self.change(before, now)),
            ends: Ending::of(item),
            follows: follows.clone(),
            previous_grade: previous_grade.map(str::to_owned),
            initiatives: initiatives
                .get(&item.id)
                .into_iter()
                .flatten()
                .map(|i| self.initiative(i))
                .collect(),
            indicators: indicators
                .get(&item.id)
                .into_iter()
                .flatten()
                .map(|i| self.indicator(i))
                .collect(),
        }
    }

    fn change(&self, before: &str, now: &str) -> GradeChange {
        match self.other_scale {
            true => GradeChange::Other,
            false => grade_change(self.plan, before, now),
        }
    }

    fn initiative(&self, initiative: &Initiative) -> InitiativeRecord {
        let reports = self
            .assignments
            .reporting(&initiative.id)
            .iter()
            .map(|department| {
                let mut answers = self.answers(&initiative.id, Some(department));
                answers.also = effect::total(&answers);
                ReportRecord {
                    department: department.name.clone(),
                    submitted: self.submissions.contains_key(department.code.as_str()),
                    answers,
                }
            })
            .collect();
        InitiativeRecord {
            id: initiative.id.clone(),
            number: initiative.number.clone(),
            text: initiative.text.clone(),
            planned: initiative.schedule.get(&self.cycle.year).cloned(),
            reports,
        }
    }

    fn indicator(&self, indicator: &Indicator) -> IndicatorRecord {
        let department = self.assignments.measuring(&indicator.id).first().copied();
        let answers = self.answers(&indicator.id, department);
        let number = answers.number(IndicatorField::Actual);
        let not_applicable =
            answers.word(IndicatorField::State) == Some(IndicatorState::NotApplicable.label());
        let year = self.cycle.year;
        let Assessment {
            achievement,
            progress,
            met,
        } = assess(indicator, year, number, not_applicable);
        let met = met.filter(|_| self.cycle.judges_targets());
        let one_decimal = |rate: Decimal| format!("{rate:.1}");
        IndicatorRecord {
            id: indicator.id.clone(),
            number: indicator.number.clone(),
            name: indicator.name.clone(),
            unit: indicator.unit.clone(),
            places: indicator.places,
            department: department.map(|d| d.name.clone()),
            submitted: department.is_some_and(|d| self.submissions.contains_key(d.code.as_str())),
            answers,
            target: indicator.targets.get(&year).map(|t| match t {
                Target::Number(n) => decimal_text(*n),
                Target::Text(text) => text.clone(),
            }),
            achievement: achievement.map(one_decimal),
            progress: progress.map(one_decimal),
            met,
            previous: self
                .previous
                .and_then(|p| p.actual(&indicator.id))
                .map(str::to_owned),
            measured_then: self
                .previous
                .and_then(|p| p.remeasured.get(&indicator.id))
                .map(measured_then),
        }
    }

    fn departments(&self, faulty: &BTreeSet<&str>) -> Vec<DepartmentRecord> {
        self.assignments
            .departments()
            .iter()
            .map(|(department, _)| {
                let submission = self.submissions.get(department.code.as_str());
                DepartmentRecord {
                    code: department.code.clone(),
                    name: department.name.clone(),
                    division: department.division.clone(),
                    former: { self.plan.followed_by(&department.name).into_iter() }
                        .skip(1)
                        .map(str::to_owned)
                        .collect(),
                    status: match submission {
                        None => DepartmentStatus::Missing,
                        Some(_) if faulty.contains(department.code.as_str()) => {
                            DepartmentStatus::Doubtful
                        }
                        Some(_) => DepartmentStatus::Submitted,
                    },
                    file: submission.map(|s| s.file().to_owned()),
                    files: submission
                        .filter(|s| s.files.len() > 1)
                        .map(|s| s.files.iter().map(|f| f.path.clone()).collect())
                        .unwrap_or_default(),
                    round: submission.map(|s| s.round),
                    answers: Answers::of(|field| {
                        self.answer(&department.code, Field::Office(field))
                    }),
                }
            })
            .collect()
    }
}

fn measured_then(of: &Remeasured) -> MeasuredThen {
    MeasuredThen {
        unit: of.before.unit.clone(),
        factor: match of.conversion {
            Some(Conversion::Factor(factor)) => Some(decimal_text(factor)),
            _ => None,
        },
    }
}
