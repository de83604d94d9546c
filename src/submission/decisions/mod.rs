//! The rows of 評価・補正 against the forms: which field a row names, whether what it was made for still stands there, and its
//! value, read as a form's cell is. A row that names no field, or whose value can't be read, is an error at its own cell and
//! changes nothing.

mod cell;
mod fields;

use std::collections::BTreeMap;

use cell::{cell, plain, shown};
use fields::{Inputs, unused};

use super::value::{self, Parsed};
use super::{Field, ItemField, Submission};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::Input;
use crate::plan::{Cycle, Decision, DecisionKind, Department, OfficeValue, Plan};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{CellLocation, Code as Id, Correction, Source, Sourced, Value, date_japanese};

/// The rows that name a field, and what is to be reported of the others.
pub(super) struct Decisions<'a> {
    plan: &'a Plan,
    cycle: &'a Cycle,
    found: Vec<Found<'a>>,
}

/// A row with the field that it names.
struct Found<'a> {
    decision: &'a Decision,
    department: &'a Department,
    input: Input,
}

/// A grade that the 本部 gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondEvaluation {
    /// Symbol of the grade, with the cell where it stands.
    pub grade: Sourced<Value>,
    pub reason: Sourced<Value>,
    /// 決定: the meeting and its session.
    pub decision: Option<String>,
    pub date: chrono::NaiveDate,
}

impl<'a> Decisions<'a> {
    /// Finds the field of each row.
    pub fn of(plan: &'a Plan, cycle: &'a Cycle, rows: &'a [Decision]) -> (Self, Vec<Diagnostic>) {
        let mut reported = Vec::new();
        let (mut found, mut partial) = (Vec::new(), Vec::new());
        if !rows.is_empty() {
            let inputs = Inputs::of(plan, cycle);
            for row in rows {
                match inputs.named(plan, row) {
                    Ok((department, input)) => {
                        let kept = if row.whole { &mut found } else { &mut partial };
                        kept.push(Found {
                            decision: row,
                            department,
                            input: input.clone(),
                        });
                    }
                    Err(fault) => reported.push(*fault),
                }
            }
        }
        let found = without_doubles(found, &mut reported);
        let decisions = Self { plan, cycle, found };
        for row in &partial {
            decisions.faults_of(row, &mut reported);
        }
        (decisions, reported)
    }

    /// What else is wrong with a row that is not whole.
    fn faults_of(&self, found: &Found<'_>, reported: &mut Vec<Diagnostic>) {
        let second = found.decision.kind == DecisionKind::SecondEvaluation;
        if second && !matches!(found.input.field, Field::Item(_, ItemField::Grade)) {
            reported.push(no_second(found.decision));
        } else if !shown(&found.decision.value).is_empty() {
            let before = reported.len();
            self.value_of(found, reported);
            let errors = |d: &Diagnostic| d.severity == Severity::Error;
            let faults: Vec<Diagnostic> = reported.drain(before..).filter(errors).collect();
            reported.extend(faults);
        }
    }

    fn of_kind(&self, kind: DecisionKind) -> impl Iterator<Item = &Found<'a>> {
        self.found.iter().filter(move |f| f.decision.kind == kind)
    }

    /// Puts the corrections of a department's fields into its submission. The fields that were corrected come first.
    pub fn correct(&self, submission: &mut Submission) -> (Vec<Field>, Vec<Diagnostic>) {
        let mut reported = Vec::new();
        let mut corrected = Vec::new();
        for found in self.of_kind(DecisionKind::Correction) {
            if found.department.code == submission.department
                && self.correct_one(found, submission, &mut reported)
            {
                corrected.push(found.input.field.clone());
            }
        }
        (corrected, reported)
    }

    fn correct_one(
        &self,
        found: &Found<'_>,
        submission: &mut Submission,
        reported: &mut Vec<Diagnostic>,
    ) -> bool {
        let field = &found.input.field;
        let answer = submission.answers.get(field);
        if let Some(outdated) = self.outdated(found, answer) {
            reported.push(outdated);
            return false;
        }
        let Some(read) = self.value_of(found, reported) else {
            return false;
        };
        let decision = found.decision;
        let Sourced { value, source, .. } = read;
        let typed = answer.map(|a| a.source.clone()).unwrap_or_else(|| Source {
            at: { submission.places.get(field).cloned() }.unwrap_or_else(|| source.at.clone()),
            typed: String::new(),
        });
        if decision.before.is_none() && !typed.typed.is_empty() {
            reported.push(unchecked(found));
        }
        reported.push(applied(found, value.as_ref(), &typed));
        let corrected = Sourced {
            value,
            source: typed,
            correction: Some(Box::new(Correction {
                reason: decision.reason.clone(),
                decision: decision.decided_by.clone(),
                date: decision.date,
                source,
            })),
        };
        submission.answers.insert(field.clone(), corrected);
        true
    }

    /// Corrections of departments that have sent nothing: there is nothing to correct yet.
    pub fn without_form(&self, submissions: &[Submission]) -> Vec<Diagnostic> {
        let sent = |f: &&Found<'_>| {
            let mut all = submissions.iter();
            all.any(|s| s.department == f.department.code)
        };
        let waiting = self.of_kind(DecisionKind::Correction).filter(|f| !sent(f));
        waiting
            .map(|found| {
                Diagnostic::new(
                    Code::DecisionUnused,
                    format!(
                        "{}の調査票が届いていないため、{}の補正を使いません。",
                        found.department.name,
                        found.input.described()
                    ),
                    "調査票が届いてから、記入を見て補正してください。",
                )
                .at(&found.decision.places.number)
                .found(&found.decision.number)
            })
            .collect()
    }

    /// The second evaluations by item, as far as the 所管課's own grade is the one that they were made for.
    pub fn second(
        &self,
        submissions: &[Submission],
    ) -> (BTreeMap<Id, SecondEvaluation>, Vec<Diagnostic>) {
        let (mut second, mut reported) = (BTreeMap::new(), Vec::new());
        for found in self.of_kind(DecisionKind::SecondEvaluation) {
            let Field::Item(item, ItemField::Grade) = &found.input.field else {
                reported.push(no_second(found.decision));
                continue;
            };
            let mut sent = submissions.iter();
            let first = sent.find(|s| s.department == found.department.code);
            let first = first.and_then(|s| s.answers.get(&found.input.field));
            // A grade that was corrected is held against what the department wrote, and against the corrected one.
            if let Some(outdated) = self.outdated(found, first) {
                reported.push(outdated);
                continue;
            }
            let Some(grade) = self.value_of(found, &mut reported) else {
                continue;
            };
            let decision = found.decision;
            let reason = Source {
                at: decision.places.reason.clone(),
                typed: decision.reason.clone(),
            };
            let evaluation = SecondEvaluation {
                grade,
                reason: Sourced::typed(Some(Value::Text(decision.reason.clone())), reason),
                decision: decision.decided_by.clone(),
                date: decision.date,
            };
            second.insert(item.clone(), evaluation);
        }
        (second, reported)
    }

    /// R042 where 課の記入 is not what the department has written; a blank 課の記入 is held against nothing.
    fn outdated(&self, found: &Found<'_>, answer: Option<&Sourced<Value>>) -> Option<Diagnostic> {
        let before = found.decision.before.as_ref()?;
        if answer.is_some_and(|answer| self.same(found, before, answer)) {
            return None;
        }
        let now = match answer {
            Some(answer) => format!("「{}」", answer.source.typed),
            None => "空欄".to_owned(),
        };
        let reported = Diagnostic::new(
            Code::DecisionOutdated,
            format!(
                "{}（{}）の記入は今{now}で、「課の記入」と違うため、この行の{}を使いません。",
                found.input.described(),
                found.department.name,
                found.decision.kind.label()
            ),
            "今の記入でよいときは、この行を消してください。まだ必要なときは、「課の記入」を今の記入に改め、「値」と「理由」を見直してください。",
        );
        let places = &found.decision.places;
        Some(reported.at(&places.before).found(shown(before)))
    }

    /// Whether an answer is the one that a row was made for: as typed, as it was used, or the same value spelled otherwise.
    fn same(&self, found: &Found<'_>, before: &OfficeValue, answer: &Sourced<Value>) -> bool {
        let key = |text: &str| without_space(&match_key(text));
        let texts = [shown(before), plain(before)].map(|text| key(&text));
        let used = answer.value.as_ref().map(Value::text);
        let written = [Some(answer.source.typed.clone()), used];
        if written
            .iter()
            .flatten()
            .any(|text| texts.contains(&key(text)))
        {
            return true;
        }
        // What was typed may be spelled otherwise in the form than in the row: as a value it is the same.
        let (_, parsed) = self.parsed(found, before, &found.decision.places.before);
        let (value, used) = (parsed.value, answer.value.as_ref());
        answer.correction.is_none() && value.is_some() && value.as_ref() == used
    }

    /// The value of a row with its source; where it can't be read, this is reported.
    fn value_of(
        &self,
        found: &Found<'_>,
        reported: &mut Vec<Diagnostic>,
    ) -> Option<Sourced<Value>> {
        let places = &found.decision.places;
        let (source, parsed) = self.parsed(found, &found.decision.value, &places.value);
        let refused = parsed.value.is_none();
        let an_error = |d: &Diagnostic| d.severity == Severity::Error;
        if refused && !parsed.diagnostics.iter().any(an_error) {
            let fault = Diagnostic::new(
                Code::DecisionUnused,
                format!(
                    "「値」を{}として読めないため、この行は使いません。",
                    found.input.described()
                ),
                "その欄に記入するとおりの値を記入してください。",
            );
            reported.push(fault.about(&source));
        }
        reported.extend(parsed.diagnostics);
        Some(Sourced::typed(Some(parsed.value?), source))
    }

    fn parsed(
        &self,
        found: &Found<'_>,
        value: &OfficeValue,
        at: &CellLocation,
    ) -> (Source, Parsed) {
        let cell = cell(value);
        let source = Source {
            at: at.clone(),
            typed: value::typed(&cell).unwrap_or_default(),
        };
        let parsed = value::parse(
            &cell,
            &value::Asked {
                plan: self.plan,
                cycle: Some(self.cycle),
                input: &found.input,
                label: &found.input.described(),
                source: &source,
                needed: true,
                older_form: false,
            },
        );
        (source, parsed)
    }
}

/// R043 for each row but the first of one field, department and kind; none of them is used.
fn without_doubles<'a>(found: Vec<Found<'a>>, reported: &mut Vec<Diagnostic>) -> Vec<Found<'a>> {
    let same = |a: &Found<'_>, b: &Found<'_>| {
        a.decision.kind == b.decision.kind
            && a.department.code == b.department.code
            && a.input.field == b.input.field
    };
    let double: Vec<Option<&CellLocation>> = found
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let mut others = found.iter().enumerate();
            let other = others.find(|(other, f)| *other != at && same(f, one))?;
            Some(&other.1.decision.places.number)
        })
        .collect();
    for (one, other) in found.iter().zip(&double) {
        let Some(other) = other else { continue };
        reported.push(
            Diagnostic::new(
                Code::DecisionDouble,
                format!(
                    "{}の{}の行が、ほかにもあります（セル{}）。どちらも使いません。",
                    one.input.described(),
                    one.decision.kind.label(),
                    other.cell
                ),
                "どちらかの行を消してください。",
            )
            .at(&one.decision.places.number)
            .found(&one.decision.number),
        );
    }
    let double: Vec<bool> = double.iter().map(Option::is_some).collect();
    let kept = found.into_iter().zip(double).filter(|(_, double)| !double);
    kept.map(|(found, _)| found).collect()
}

fn no_second(decision: &Decision) -> Diagnostic {
    unused(
        (&decision.places.field, &decision.field),
        "二次評価は「進捗評価」の欄だけにできます。",
        "ほかの欄を直すときは、区分を「補正」にしてください。",
    )
}

/// R044, at the cell of the department's own.
fn applied(found: &Found<'_>, value: Option<&Value>, typed: &Source) -> Diagnostic {
    let decision = found.decision;
    let by = decision.decided_by.as_deref().unwrap_or("事務局");
    let reported = Diagnostic::new(
        Code::DecisionApplied,
        format!(
            "{}を「{}」に補正しました（{}、{by}）。理由：{}",
            found.input.described(),
            value.map(Value::text).unwrap_or_default(),
            date_japanese(decision.date),
            decision.reason
        ),
        "",
    );
    reported.about(typed)
}

fn unchecked(found: &Found<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::DecisionUnchecked,
        format!(
            "{}の「課の記入」が空白のため、課の記入が変わっても分かりません。",
            found.input.described()
        ),
        "「課の記入」に、補正の前の記入を写してください。",
    )
    .at(&found.decision.places.before)
}
