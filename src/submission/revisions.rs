//! The rows of 評価・補正 against the forms: which field a row names, whether what it was made for still stands there, and its
//! value, read as a form's cell is. A row that names no field, or whose value can't be read, is an error at its own cell and
//! changes nothing.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::value::{self, Parsed};
use super::{Field, ItemField, Submission};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::returned_workbook::{Cell, CellValue};
use crate::form::{Beside, FormLayout, Input};
use crate::plan::{
    Assignments, Cycle, Department, OfficeRevision, OfficeValue, Plan, RevisionKind,
};
use crate::values::japanese_text::{match_key, without_space};
use crate::values::{
    CellLocation, Code as Id, Correction, Source, Sourced, Value, date_japanese, decimal_text,
};

/// The rows that name a field, and what is to be reported of the others.
pub(super) struct Revisions<'a> {
    plan: &'a Plan,
    cycle: &'a Cycle,
    found: Vec<Found<'a>>,
}

/// A row with the field that it names.
struct Found<'a> {
    revision: &'a OfficeRevision,
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

impl<'a> Revisions<'a> {
    /// Finds the field of each row.
    pub fn of(
        plan: &'a Plan,
        cycle: &'a Cycle,
        rows: &'a [OfficeRevision],
    ) -> (Self, Vec<Diagnostic>) {
        let mut reported = Vec::new();
        let mut found = Vec::new();
        if !rows.is_empty() {
            let inputs = Inputs::of(plan, cycle);
            for row in rows {
                match inputs.named(plan, row) {
                    Ok((department, input)) => found.push(Found {
                        revision: row,
                        department,
                        input: input.clone(),
                    }),
                    Err(fault) => reported.push(*fault),
                }
            }
        }
        let found = without_doubles(found, &mut reported);
        (Self { plan, cycle, found }, reported)
    }

    fn of_kind(&self, kind: RevisionKind) -> impl Iterator<Item = &Found<'a>> {
        self.found.iter().filter(move |f| f.revision.kind == kind)
    }

    /// Puts the corrections of a department's fields into its submission. The fields that were corrected come first.
    pub fn correct(&self, submission: &mut Submission) -> (Vec<Field>, Vec<Diagnostic>) {
        let mut reported = Vec::new();
        let mut corrected = Vec::new();
        for found in self.of_kind(RevisionKind::Correction) {
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
        let revision = found.revision;
        let Sourced { value, source, .. } = read;
        let typed = answer.map(|a| a.source.clone()).unwrap_or_else(|| Source {
            at: { submission.places.get(field).cloned() }.unwrap_or_else(|| source.at.clone()),
            typed: String::new(),
        });
        if revision.before.is_none() && !typed.typed.is_empty() {
            reported.push(unchecked(found));
        }
        reported.push(applied(found, value.as_ref(), &typed));
        let corrected = Sourced {
            value,
            source: typed,
            correction: Some(Box::new(Correction {
                reason: revision.reason.clone(),
                decision: revision.decision.clone(),
                date: revision.date,
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
        let waiting = self.of_kind(RevisionKind::Correction).filter(|f| !sent(f));
        waiting
            .map(|found| {
                Diagnostic::new(
                    Code::RevisionUnused,
                    format!(
                        "{}の調査票が届いていないため、{}の補正を使いません。",
                        found.department.name,
                        found.input.described()
                    ),
                    "調査票が届いてから、記入を見て補正してください。",
                )
                .at(&found.revision.places.number)
                .found(&found.revision.number)
            })
            .collect()
    }

    /// The second evaluations by item, as far as the 所管課's own grade is the one that they were made for.
    pub fn second(
        &self,
        submissions: &[Submission],
    ) -> (BTreeMap<Id, SecondEvaluation>, Vec<Diagnostic>) {
        let (mut second, mut reported) = (BTreeMap::new(), Vec::new());
        for found in self.of_kind(RevisionKind::SecondEvaluation) {
            let Field::Item(item, ItemField::Grade) = &found.input.field else {
                reported.push(no_second(found.revision));
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
            let revision = found.revision;
            let reason = Source {
                at: revision.places.reason.clone(),
                typed: revision.reason.clone(),
            };
            let evaluation = SecondEvaluation {
                grade,
                reason: Sourced::typed(Some(Value::Text(revision.reason.clone())), reason),
                decision: revision.decision.clone(),
                date: revision.date,
            };
            second.insert(item.clone(), evaluation);
        }
        (second, reported)
    }

    /// R042 where 課の記入 is not what the department has written; a blank 課の記入 is held against nothing.
    fn outdated(&self, found: &Found<'_>, answer: Option<&Sourced<Value>>) -> Option<Diagnostic> {
        let before = found.revision.before.as_ref()?;
        if answer.is_some_and(|answer| self.same(found, before, answer)) {
            return None;
        }
        let now = match answer {
            Some(answer) => format!("「{}」", answer.source.typed),
            None => "空欄".to_owned(),
        };
        let reported = Diagnostic::new(
            Code::RevisionOutdated,
            format!(
                "{}（{}）の記入は今{now}で、「課の記入」と違うため、この行の{}を使いません。",
                found.input.described(),
                found.department.name,
                found.revision.kind.label()
            ),
            "今の記入でよいときは、この行を消してください。まだ必要なときは、「課の記入」を今の記入に改め、「値」と「理由」を見直してください。",
        );
        let places = &found.revision.places;
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
        let (_, parsed) = self.parsed(found, before, &found.revision.places.before);
        let (value, used) = (parsed.value, answer.value.as_ref());
        answer.correction.is_none() && value.is_some() && value.as_ref() == used
    }

    /// The value of a row with its source; where it can't be read, this is reported.
    fn value_of(
        &self,
        found: &Found<'_>,
        reported: &mut Vec<Diagnostic>,
    ) -> Option<Sourced<Value>> {
        let places = &found.revision.places;
        let (source, parsed) = self.parsed(found, &found.revision.value, &places.value);
        let refused = parsed.value.is_none();
        let an_error = |d: &Diagnostic| d.severity == Severity::Error;
        if refused && !parsed.diagnostics.iter().any(an_error) {
            let fault = Diagnostic::new(
                Code::RevisionUnused,
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

/// Every input of the cycle's forms, by field, with the departments that have it.
struct Inputs<'a>(BTreeMap<Field, Vec<(&'a Department, Input)>>);

impl<'a> Inputs<'a> {
    fn of(plan: &'a Plan, cycle: &Cycle) -> Self {
        let mut inputs: BTreeMap<Field, Vec<(&Department, Input)>> = BTreeMap::new();
        for (department, parts) in Assignments::of(plan, cycle).departments() {
            let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
            for (_, input) in layout.inputs() {
                let own = inputs.entry(input.field.clone()).or_default();
                own.push((*department, input.clone()));
            }
        }
        Self(inputs)
    }

    /// The department and the input that a row names.
    fn named(
        &self,
        plan: &Plan,
        row: &OfficeRevision,
    ) -> Result<(&'a Department, &Input), Box<Diagnostic>> {
        let ids = ids(plan, &row.number);
        let of_number: Vec<&Field> = self
            .0
            .keys()
            .filter(|field| subject(field).is_some_and(|id| ids.contains(&id)))
            .collect();
        if of_number.is_empty() {
            return Err(Box::new(unused(
                (&row.places.number, &row.number),
                "この番号の実施項目、取組又は指標は、この調査にありません。",
                "計画台帳の番号のとおりに記入してください。",
            )));
        }
        let label = match_key(&row.field);
        let mut named = of_number
            .iter()
            .filter_map(|field| self.0.get(*field))
            .filter(|own| {
                let input = own.first().map(|(_, input)| input);
                input.is_some_and(|i| {
                    [i.field.label(), &i.label]
                        .iter()
                        .any(|l| match_key(l) == label)
                })
            });
        let Some(own) = named.next() else {
            let labels: Vec<&str> = of_number.iter().map(|field| field.label()).collect();
            return Err(Box::new(unused(
                (&row.places.field, &row.field),
                "この番号には、この名前の欄がありません。",
                &format!("{}のどれかを記入してください。", labels.join("、")),
            )));
        };
        department(own, row).map(|(department, input)| (*department, input))
    }
}

/// The department that a row means, of those that have the field.
fn department<'i, 'a>(
    own: &'i [(&'a Department, Input)],
    row: &OfficeRevision,
) -> Result<&'i (&'a Department, Input), Box<Diagnostic>> {
    let names = || {
        let names: Vec<&str> = own.iter().map(|(d, _)| d.name.as_str()).collect();
        names.join("、")
    };
    let place = &row.places.department;
    match &row.department {
        Some(typed) => {
            let is = |text: &str| match_key(text) == match_key(typed);
            let mut named = own.iter();
            named
                .find(|(d, _)| is(&d.name) || is(&d.code))
                .ok_or_else(|| {
                    Box::new(unused(
                        (place, typed),
                        "この欄に答える課でないため、この行は使いません。",
                        &format!("この欄に答えるのは、{}です。", names()),
                    ))
                })
        }
        None => match own {
            [only] => Ok(only),
            _ => Err(Box::new(unused(
                (place, ""),
                "この欄には複数の課が答えるため、どの課の記入かが分かりません。",
                &format!("{}のどれかを「課」に記入してください。", names()),
            ))),
        },
    }
}

/// The ids that a number may mean: of what is printed under it, else of what has it as its 管理番号.
fn ids<'p>(plan: &'p Plan, number: &str) -> Vec<&'p Id> {
    let Some(code) = Id::derive(number) else {
        return Vec::new();
    };
    let all = || {
        let items = plan.items.iter().map(|i| (&i.number, &i.id));
        let initiatives = plan.initiatives.iter().map(|i| (&i.number, &i.id));
        let indicators = plan.indicators.iter().map(|i| (&i.number, &i.id));
        items.chain(initiatives).chain(indicators)
    };
    let printed: Vec<&Id> = all()
        .filter(|(printed, _)| Id::derive(printed).as_ref() == Some(&code))
        .map(|(_, id)| id)
        .collect();
    if !printed.is_empty() {
        return printed;
    }
    all().map(|(_, id)| id).filter(|id| **id == code).collect()
}

fn subject(field: &Field) -> Option<&Id> {
    match field {
        Field::Office(_) => None,
        Field::Item(id, _)
        | Field::Initiative(id, _)
        | Field::Indicator(id, _)
        | Field::Opinion(id, _) => Some(id),
    }
}

/// R043 for each row but the first of one field, department and kind; none of them is used.
fn without_doubles<'a>(found: Vec<Found<'a>>, reported: &mut Vec<Diagnostic>) -> Vec<Found<'a>> {
    let same = |a: &Found<'_>, b: &Found<'_>| {
        a.revision.kind == b.revision.kind
            && a.department.code == b.department.code
            && a.input.field == b.input.field
    };
    let double: Vec<Option<&CellLocation>> = found
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let mut others = found.iter().enumerate();
            let other = others.find(|(other, f)| *other != at && same(f, one))?;
            Some(&other.1.revision.places.number)
        })
        .collect();
    for (one, other) in found.iter().zip(&double) {
        let Some(other) = other else { continue };
        reported.push(
            Diagnostic::new(
                Code::RevisionDouble,
                format!(
                    "{}の{}の行が、ほかにもあります（セル{}）。どちらも使いません。",
                    one.input.described(),
                    one.revision.kind.label(),
                    other.cell
                ),
                "どちらかの行を消してください。",
            )
            .at(&one.revision.places.number)
            .found(&one.revision.number),
        );
    }
    let double: Vec<bool> = double.iter().map(Option::is_some).collect();
    let kept = found.into_iter().zip(double).filter(|(_, double)| !double);
    kept.map(|(found, _)| found).collect()
}

fn unused((at, found): (&CellLocation, &str), message: &str, hint: &str) -> Diagnostic {
    let reported = Diagnostic::new(Code::RevisionUnused, message, hint).at(at);
    if found.is_empty() {
        reported
    } else {
        reported.found(found)
    }
}

fn no_second(revision: &OfficeRevision) -> Diagnostic {
    unused(
        (&revision.places.field, &revision.field),
        "二次評価は「進捗評価」の欄だけにできます。",
        "ほかの欄を直すときは、区分を「補正」にしてください。",
    )
}

/// R044, at the cell of the department's own.
fn applied(found: &Found<'_>, value: Option<&Value>, typed: &Source) -> Diagnostic {
    let revision = found.revision;
    let by = revision.decision.as_deref().unwrap_or("事務局");
    let reported = Diagnostic::new(
        Code::RevisionApplied,
        format!(
            "{}を「{}」に補正しました（{}、{by}）。理由：{}",
            found.input.described(),
            value.map(Value::text).unwrap_or_default(),
            date_japanese(revision.date),
            revision.reason
        ),
        "",
    );
    reported.about(typed)
}

fn unchecked(found: &Found<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::RevisionUnchecked,
        format!(
            "{}の「課の記入」が空白のため、課の記入が変わっても分かりません。",
            found.input.described()
        ),
        "「課の記入」に、補正の前の記入を写してください。",
    )
    .at(&found.revision.places.before)
}

/// As a cell of a form, so that one reader reads both.
fn cell(value: &OfficeValue) -> Cell {
    let (value, percent, shown) = match value {
        OfficeValue::Text(text) => (CellValue::Text(text.clone()), false, None),
        OfficeValue::Number {
            value,
            percent,
            shown,
        } => {
            let number = value.to_f64().unwrap_or_default();
            (CellValue::Number(number), *percent, shown.clone())
        }
        OfficeValue::Bool(value) => (CellValue::Bool(*value), false, None),
        OfficeValue::Date(date) => (CellValue::Date(date.and_time(NaiveTime::MIN)), false, None),
    };
    Cell {
        value,
        formula: None,
        percent,
        struck: None,
        shown,
    }
}

/// As it is seen in the cell.
fn shown(value: &OfficeValue) -> String {
    match value {
        OfficeValue::Number {
            shown: Some(shown), ..
        } if !shown.is_empty() => shown.clone(),
        other => plain(other),
    }
}

/// Without a format.
fn plain(value: &OfficeValue) -> String {
    match value {
        OfficeValue::Text(text) => text.clone(),
        OfficeValue::Number {
            value,
            percent: true,
            ..
        } => format!("{}%", decimal_text(*value * Decimal::ONE_HUNDRED)),
        OfficeValue::Number { value, .. } => decimal_text(*value),
        OfficeValue::Bool(true) => "TRUE".to_owned(),
        OfficeValue::Bool(false) => "FALSE".to_owned(),
        OfficeValue::Date(date) => date.format("%Y-%m-%d").to_string(),
    }
}
