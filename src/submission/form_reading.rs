//! One returned workbook against the layout of its department: names to cells, cells to values.

mod names;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use names::{ASK, names_all_lost};

use super::appearance::{self, HiddenAnswer};
use super::value::{self, Parsed};
use super::{Submission, SubmissionFile, accounting, whole};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::{Cell, ReturnedSheet, ReturnedWorkbook};
use crate::form::{Field, FormLayout, IndicatorField, Input, reissue};
use crate::plan::{Cycle, Plan};
use crate::values::{CellLocation, Source, Sourced, Value};

/// What one file gives before it is known whether others of its department stand beside it.
pub(super) struct FormReading {
    pub submission: Submission,
    /// Inputs of today's layout that the file lacks, each with what is to be reported of it where no other
    /// file of the department has them.
    pub absent: BTreeMap<Field, Diagnostic>,
    pub diagnostics: Vec<Diagnostic>,
    /// Digest of the layout that it was issued with.
    pub issued: String,
    /// When the workbook was last saved, by its own word.
    pub modified: Option<DateTime<Utc>>,
}

/// Reads one form that stands alone. `file` is its path below 提出/, `digest` its SHA-256.
///
/// Every input of the layout ends as an answer, as blank, or in a diagnostic.
pub fn read_form(
    plan: &Plan,
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    file: &str,
    digest: &str,
) -> (Submission, Vec<Diagnostic>) {
    let reading = read_cells(plan, layout, workbook, file, digest);
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(reading.absent.into_values());
    diagnostics.extend(whole::check(plan, layout, &reading.submission));
    (reading.submission, diagnostics)
}

/// Reads the cells of one form. `file` is its path below 提出/, `digest` its SHA-256.
///
/// Every input of the layout ends as an answer, as blank, as absent or in a diagnostic. What needs the whole
/// submission is left to [`whole`](super::whole).
pub(super) fn read_cells(
    plan: &Plan,
    layout: &FormLayout,
    workbook: &ReturnedWorkbook,
    file: &str,
    digest: &str,
) -> FormReading {
    let cycle = plan
        .cycles
        .iter()
        .find(|c| c.name() == layout.identity.cycle);
    let mut reading = Reading {
        plan,
        cycle,
        older_form: meta(workbook, "layout").is_some_and(|l| *l != layout.identity.layout),
        workbook,
        file,
        sheets: workbook
            .sheets
            .iter()
            .map(|s| (s.name.as_str(), s))
            .collect(),
        taken: BTreeMap::new(),
        known: Vec::new(),
        absent: BTreeMap::new(),
        hidden: Vec::new(),
        submission: begun(layout, workbook, file, digest),
        diagnostics: Vec::new(),
    };
    for (sheet, input) in layout.inputs() {
        reading.input(sheet, input);
    }
    reading.unknown_names();
    let (_, reported, gathered) = accounting::accounted(layout, workbook, file);
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(appearance::hidden(&reading.hidden));
    diagnostics.extend(reported);
    let mut submission = reading.submission;
    submission.gathered = gathered;
    let mut absent = reading.absent;
    if submission.places.is_empty() {
        diagnostics.extend(names_all_lost(layout, &diagnostics, file));
        absent.clear();
    }
    FormReading {
        submission,
        absent,
        diagnostics,
        issued: meta(workbook, "layout").cloned().unwrap_or_default(),
        modified: workbook.modified,
    }
}

fn meta<'w>(workbook: &'w ReturnedWorkbook, key: &str) -> Option<&'w String> {
    workbook.meta.get(key).filter(|v| !v.is_empty())
}

/// What the file says of itself, without answers yet.
fn begun(layout: &FormLayout, workbook: &ReturnedWorkbook, file: &str, digest: &str) -> Submission {
    Submission {
        files: vec![SubmissionFile {
            path: file.to_owned(),
            digest: digest.to_owned(),
        }],
        department: layout.identity.department.clone(),
        round: meta(workbook, "round")
            .and_then(|r| r.parse().ok())
            .unwrap_or(1),
        replaces: meta(workbook, "replaces")
            .map(|r| r.split_whitespace().map(str::to_lowercase).collect())
            .unwrap_or_default(),
        ..Submission::default()
    }
}

struct Reading<'a> {
    plan: &'a Plan,
    /// The cycle that the form is of.
    cycle: Option<&'a Cycle>,
    /// Issued in another layout than today's.
    older_form: bool,
    workbook: &'a ReturnedWorkbook,
    file: &'a str,
    sheets: BTreeMap<&'a str, &'a ReturnedSheet>,
    /// Which field each cell has been read for.
    taken: BTreeMap<CellLocation, Field>,
    /// Normalized names of the layout's inputs.
    known: Vec<String>,
    absent: BTreeMap<Field, Diagnostic>,
    /// Answers in hidden places.
    hidden: Vec<HiddenAnswer>,
    submission: Submission,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn input(&mut self, sheet: &str, input: &Input) {
        let Some((place, (row, column))) = self.located(sheet, input) else {
            return;
        };
        if let Some(other) = self.taken.get(&place) {
            let message = format!(
                "{}の欄が、{}の欄と同じセルになっています。",
                input.described(),
                other.label()
            );
            let shared = Diagnostic::new(Code::NameShared, message, ASK).at(&place);
            self.diagnostics.push(shared);
            return;
        }
        self.taken.insert(place.clone(), input.field.clone());
        { &mut self.submission.places }.insert(input.field.clone(), place.clone());
        let Some(sheet) = self.sheets.get(place.sheet.as_str()).copied() else {
            return;
        };
        let name = input.field.name();
        let cell = { sheet.cells.get(&(row, column)) }
            .map(|cell| reissue::as_it_was(&self.workbook.meta, &name, cell));
        let Some((typed, cell)) = cell.and_then(|c| Some((value::typed(&c)?, c))) else {
            return;
        };
        let cells = &mut self.submission.cells;
        cells.insert(input.field.clone(), cell.clone().into_owned());
        let source = Source { at: place, typed };
        if let Some(by) = sheet.hides((row, column)) {
            self.hidden.push(HiddenAnswer {
                what: input.described(),
                by,
                place: (row, column),
                source: source.clone(),
            });
        }
        let parsed = match self.unread(input, &cell, &sheet.cells, (row, column), &source) {
            Some(fault) => {
                self.diagnostics.push(fault);
                Parsed::default()
            }
            None => value::parse(
                &cell,
                &value::Asked {
                    plan: self.plan,
                    cycle: self.cycle,
                    input,
                    label: &input.described(),
                    source: &source,
                    needed: whole::needed(&self.submission, input),
                    older_form: self.older_form,
                },
            ),
        };
        self.store(&input.field, parsed, source);
    }

    /// Why what stands in the cell is not read: another label beside it, or strike-through.
    fn unread(
        &self,
        input: &Input,
        cell: &Cell,
        cells: &BTreeMap<(u32, u32), Cell>,
        place: (u32, u32),
        source: &Source,
    ) -> Option<Diagnostic> {
        self.label_fault(input, cells, place, source).or_else(|| {
            let rest = cell.struck.as_ref()?;
            Some(appearance::struck(&input.described(), rest, source))
        })
    }

    fn store(&mut self, field: &Field, parsed: Parsed, source: Source) {
        if let (Some(word), Field::Indicator(id, IndicatorField::Actual)) = (parsed.state, field) {
            let state = Field::Indicator(id.clone(), IndicatorField::State);
            self.state_typed_as_actual(field, &state, word.label(), source);
            return;
        }
        self.diagnostics.extend(parsed.diagnostics);
        if parsed.blank {
            return;
        }
        let value = parsed.value;
        self.submission
            .answers
            .insert(field.clone(), Sourced::typed(value, source));
    }

    /// 未確定 or 該当なし typed as the actual is the indicator's state, unless another one stands.
    fn state_typed_as_actual(&mut self, actual: &Field, state: &Field, word: &str, source: Source) {
        let chosen = self.submission.text(state);
        if chosen.as_deref().is_none_or(|c| c == word) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::ValueSpelling,
                    format!(
                        "実績値の「{}」を、実績値の状態「{word}」として読みました。",
                        source.typed.trim()
                    ),
                    "",
                )
                .about(&source),
            );
            let value = Some(Value::Choice(word.to_owned()));
            self.submission
                .answers
                .entry(state.clone())
                .or_insert(Sourced::typed(value, source));
        } else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::ValueNotNumber,
                    format!(
                        "実績値が「{}」ですが、状態は「{}」です。",
                        source.typed.trim(),
                        chosen.unwrap_or_default()
                    ),
                    "どちらが正しいかを確かめ、状態と実績値をそろえてください。",
                )
                .about(&source),
            );
            // Refused, not blank: the word stays in the record, and is asked about once.
            let value = None;
            self.submission
                .answers
                .insert(actual.clone(), Sourced::typed(value, source));
        }
    }
}

#[cfg(test)]
mod tests;
