//! 転記元: every value that the headquarters may see, with the cell it was typed in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Builder;
use crate::audience::headquarters::ProvenanceRow;
use crate::cycle::{Field, Readers, opinion_label};
use crate::diagnostic::Severity;
use crate::values::{Source, Value};

/// Codes of what was set right in a cell (V), by file, sheet, cell and what was typed there. What is to be asked
/// about it is the office's matter alone; and what has come in for a closed cycle since was typed otherwise.
type Codes<'a> = BTreeMap<[&'a str; 4], Vec<&'static str>>;

impl Builder<'_> {
    pub(super) fn provenance(&self) -> Vec<ProvenanceRow> {
        let codes = self.codes();
        let mut rows: Vec<ProvenanceRow> = Vec::new();
        for given in self.record.answers() {
            let (Some(answer), true) = (
                given.answer,
                given.field.declared().readers != Readers::Office,
            ) else {
                continue;
            };
            let number = match given.field {
                Field::Opinion(..) => Cow::from(opinion_label(given.number)),
                _ => Cow::from(given.number),
            };
            let last = rows.last();
            let source = &answer.source;
            let row = ProvenanceRow {
                number: shared(last.map(|r| &r.number), &number),
                subject: shared(last.map(|r| &r.subject), given.subject),
                department: shared(last.map(|r| &r.department), given.department),
                field: given.field.label(),
                used: answer.value.as_ref().map(Value::text),
                typed: source.typed.clone(),
                codes: codes.get(&key(source)).cloned().unwrap_or_default(),
                at: source.at.clone(),
            };
            rows.push(row);
        }
        rows
    }

    fn codes(&self) -> Codes<'_> {
        let mut codes = Codes::new();
        let corrections = self.record.diagnostics.iter();
        for reported in corrections.filter(|d| d.severity == Severity::Info) {
            let id = reported.code.id();
            if let (Some(file), Some(sheet), Some(cell), Some(typed)) = (
                &reported.file,
                &reported.sheet,
                &reported.cell,
                &reported.found,
            ) && id.starts_with('V')
            {
                let here = codes.entry([file, sheet, cell, typed]).or_default();
                if !here.contains(&id) {
                    here.push(id);
                }
            }
        }
        codes
    }
}

fn key(source: &Source) -> [&str; 4] {
    let at = &source.at;
    [&at.file, &at.sheet, &at.cell, &source.typed].map(String::as_str)
}

/// The text, held once for rows that follow each other.
fn shared(last: Option<&Arc<str>>, text: &str) -> Arc<str> {
    match last {
        Some(last) if **last == *text => Arc::clone(last),
        _ => text.into(),
    }
}
