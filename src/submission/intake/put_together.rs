//! Several files of one department as one submission. Each answer keeps its own file; where two files
//! differ neither is used and both are reported. The fields for the office are no figures: there all texts are kept.

use std::collections::{BTreeMap, BTreeSet};

use super::supersede::same_answer;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::FormLayout;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::submission::form_reading::FormReading;
use crate::submission::{Field, Kind, Readers, Submission};
use crate::values::{CellLocation, Source, Sourced, Value};

/// Puts the standing files of a department together; the first stands for all. Reported are: inputs that no file
/// has, each cell taken from a further file (F019), and each field in which files differ (F020).
///
/// Where all of them answer one 確認依頼, `base` is what that was made from. Several 係 then each correct their own
/// cells and leave the others as they were: what a file left as it was does not stand against a correction.
pub(super) fn put_together(
    layout: &FormLayout,
    readings: &[&FormReading],
    base: Option<&Submission>,
) -> (Submission, Vec<Diagnostic>) {
    let mut diagnostics = absent_everywhere(readings);
    let [first, rest @ ..] = readings else {
        return (Submission::default(), diagnostics);
    };
    if rest.is_empty() {
        return (first.submission.clone(), diagnostics);
    }
    let files: Vec<&Submission> = readings.iter().map(|r| &r.submission).collect();
    let mut merging = Merging {
        labels: layout
            .inputs()
            .map(|(_, input)| (&input.field, input.described()))
            .collect(),
        merged: head(&files),
        files,
        base,
        diagnostics: Vec::new(),
    };
    merging.fields();
    diagnostics.extend(merging.diagnostics);
    (merging.merged, diagnostics)
}

/// Inputs that are lost in one file are no matter where another has them.
fn absent_everywhere(readings: &[&FormReading]) -> Vec<Diagnostic> {
    let mut reported: BTreeMap<&Field, &Diagnostic> = BTreeMap::new();
    for (field, diagnostic) in readings.iter().flat_map(|r| &r.absent) {
        reported.entry(field).or_insert(diagnostic);
    }
    let somewhere = |field: &Field| {
        let mut places = readings.iter().map(|r| &r.submission.places);
        places.any(|places| places.contains_key(field))
    };
    reported
        .into_iter()
        .filter(|(field, _)| !somewhere(field))
        .map(|(_, diagnostic)| diagnostic.clone())
        .collect()
}

/// The files, what they answer, and where each input and each cell lies in the first file that has it.
fn head(files: &[&Submission]) -> Submission {
    let mut merged = Submission {
        department: files[0].department.clone(),
        round: files.iter().map(|s| s.round).max().unwrap_or(1),
        ..Submission::default()
    };
    for file in files {
        merged.files.extend(file.files.iter().cloned());
        for digest in &file.replaces {
            if !merged.replaces.contains(digest) {
                merged.replaces.push(digest.clone());
            }
        }
        let gathered = file.gathered.iter();
        merged
            .gathered
            .extend(gathered.map(|(at, cells)| (at.clone(), cells.clone())));
        for (field, place) in &file.places {
            let places = &mut merged.places;
            places.entry(field.clone()).or_insert_with(|| place.clone());
        }
        for (field, cell) in &file.cells {
            let cells = &mut merged.cells;
            cells.entry(field.clone()).or_insert_with(|| cell.clone());
        }
    }
    merged
}

struct Merging<'a> {
    /// `1-①-1 取組実績`, as messages name a field.
    labels: BTreeMap<&'a Field, String>,
    files: Vec<&'a Submission>,
    base: Option<&'a Submission>,
    merged: Submission,
    diagnostics: Vec<Diagnostic>,
}

/// A field of a file that was written into.
#[derive(Clone, Copy)]
struct Given<'a> {
    file: &'a Submission,
    answer: &'a Sourced<Value>,
}

impl<'a> Merging<'a> {
    fn fields(&mut self) {
        let fields: BTreeSet<&Field> = self.files.iter().flat_map(|s| s.answers.keys()).collect();
        for field in fields {
            let given = self.given(field);
            let Some((&first, rest)) = given.split_first() else {
                continue;
            };
            let differing: Vec<Given<'a>> = rest
                .iter()
                .filter(|other| !same_answer(other.answer, first.answer))
                .copied()
                .collect();
            if differing.is_empty() {
                self.take(field, first);
            } else if for_the_office(field) {
                self.join(field, &given);
            } else {
                self.conflict(field, first, &differing);
            }
        }
    }

    /// What the files say in a field. Where some of them changed what they were asked about, those alone count,
    /// and what the others left as it was is reported.
    fn given(&mut self, field: &Field) -> Vec<Given<'a>> {
        let having = self.files.iter().copied();
        let having = having.filter(|f| f.places.contains_key(field) || f.answer(field).is_some());
        let (left, changed): (Vec<&Submission>, Vec<&Submission>) =
            having.partition(|file| self.left_as_it_was(file, field));
        let given = |files: &[&'a Submission]| -> Vec<Given<'a>> {
            let answers = files.iter().filter_map(|&file| {
                let answer = file.answer(field)?;
                Some(Given { file, answer })
            });
            answers.collect()
        };
        let Some(first) = changed.first() else {
            return given(&left);
        };
        let now = given(&changed);
        let by = now.first().map_or_else(
            || format!("「{}」で空欄", first.file()),
            |g| quoted(&g.answer.source),
        );
        for old in given(&left) {
            let message = format!("{}は、{by}に改められています。", self.label(field));
            self.reported(Code::FilePutTogether, message, "", &old.answer.source);
        }
        if now.is_empty() {
            self.merged.cells.remove(field);
        }
        now
    }

    /// Whether a file says in a field what its 確認依頼 already said, which a field in conflict left blank.
    fn left_as_it_was(&self, file: &Submission, field: &Field) -> bool {
        let Some(base) = self.base else {
            return false;
        };
        let stood = base.answer(field);
        let stood = stood.filter(|a| a.value.is_some() || base.cells.contains_key(field));
        match (file.answer(field), stood) {
            (None, None) => true,
            (Some(now), Some(stood)) => same_answer(now, stood),
            _ => false,
        }
    }

    /// The answer with its cell and its place.
    fn put(&mut self, field: &Field, given: Given<'_>) {
        let merged = &mut self.merged;
        merged.answers.insert(field.clone(), given.answer.clone());
        if let Some(place) = given.file.places.get(field) {
            merged.places.insert(field.clone(), place.clone());
        }
        if let Some(cell) = given.file.cells.get(field) {
            merged.cells.insert(field.clone(), cell.clone());
        }
    }

    /// The one answer that there is; reported where it comes from a further file.
    fn take(&mut self, field: &Field, given: Given<'_>) {
        self.put(field, given);
        if given.file.file() != self.merged.file() {
            let message = format!(
                "{}は、このファイルから採りました（「{}」と取りまとめています。）。",
                self.label(field),
                self.merged.file()
            );
            self.reported(Code::FilePutTogether, message, "", &given.answer.source);
        }
    }

    /// Fields for the office: all texts side by side, each reported; of other values (a date) the first.
    fn join(&mut self, field: &Field, given: &[Given<'a>]) {
        let used = given.iter().find(|g| g.answer.value.is_some());
        let Some(&used) = used.or(given.first()) else {
            return;
        };
        self.put(field, used);
        let others = given.iter().filter(|g| !same_answer(g.answer, used.answer));
        let beside = quoted(&used.answer.source);
        for other in others {
            let label = self.label(field);
            let message = if text_of(*other).is_some() {
                format!("{label}は、{beside}と併記しました。")
            } else {
                format!("{label}は、{beside}を採り、この記入は使いません。")
            };
            self.reported(Code::FilePutTogether, message, "", &other.answer.source);
        }
        if text_of(used).is_some() {
            self.put_joined(field, used, &joined(field, given));
        }
    }

    fn put_joined(&mut self, field: &Field, used: Given<'_>, text: &str) {
        let value = Some(Value::Text(text.to_owned()));
        let answer = Sourced::typed(value, used.answer.source.clone());
        self.merged.answers.insert(field.clone(), answer);
        let cell = Cell {
            value: CellValue::Text(text.to_owned()),
            formula: None,
            percent: false,
            struck: None,
            shown: None,
        };
        self.merged.cells.insert(field.clone(), cell);
    }

    /// Neither text is used. The field counts as refused, at the first file's cell.
    fn conflict(&mut self, field: &Field, first: Given<'_>, differing: &[Given<'_>]) {
        const HINT: &str = "どちらが正しいかを課に確かめ、正しい内容の調査票を出し直してもらうか、正しくない方のファイルを「提出」フォルダーの中の「差替前」フォルダーに移してください。それまでは、どちらの記入も使いません。";
        self.put(field, first);
        if let Some(answer) = self.merged.answers.get_mut(field) {
            answer.value = None;
        }
        // A form that is issued again must not answer the question by itself.
        self.merged.cells.remove(field);
        let others: Vec<String> = differing
            .iter()
            .map(|other| quoted(&other.answer.source))
            .collect();
        let message = format!("{}が、{}と違います。", self.label(field), others.join("、"));
        self.reported(Code::FileConflict, message, HINT, &first.answer.source);
    }

    fn label(&self, field: &Field) -> String {
        let label = self.labels.get(field).cloned();
        label.unwrap_or_else(|| field.label().to_owned())
    }

    fn reported(&mut self, code: Code, message: String, hint: &str, source: &Source) {
        self.diagnostics
            .push(Diagnostic::new(code, message, hint).about(source));
    }
}

fn text_of<'a>(given: Given<'a>) -> Option<&'a str> {
    match &given.answer.value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// Every text once, in the order of the files: names by 、, messages on lines of their own.
fn joined(field: &Field, given: &[Given<'_>]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for text in given.iter().copied().filter_map(text_of) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(match field.declared().kind {
        Kind::LongText => "\n",
        _ => "、",
    })
}

/// 記入者, 内線, 連絡, 確認者, 確認日 and 担当係: of several 係 each writes its own, and none is printed.
fn for_the_office(field: &Field) -> bool {
    field.declared().readers == Readers::Office
}

/// 「b.xlsx」（1-① C12）の「30」
fn quoted(source: &Source) -> String {
    let CellLocation { file, sheet, cell } = &source.at;
    format!("「{file}」（{sheet} {cell}）の「{}」", source.typed)
}
