//! 転記元: every value that the headquarters may see, with the cell it was typed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Builder;
use crate::audience::headquarters::ProvenanceRow;
use crate::cycle::Answer;
use crate::diagnostic::Severity;
use crate::values::{Source, Value};

/// Codes of what was set right in a cell (V), by file, sheet, cell and what was typed there. What is to be asked
/// about it is the office's matter alone; and what has come in for a closed cycle since was typed otherwise.
type Codes<'a> = BTreeMap<[&'a str; 4], Vec<&'static str>>;

impl Builder<'_> {
    pub(super) fn provenance(&self) -> Vec<ProvenanceRow> {
        let codes = self.codes();
        let mut rows = Vec::new();
        for item in &self.record.items {
            let lead = item.lead.as_deref().unwrap_or_default();
            let about = [&item.number, &item.title].map(String::as_str);
            rows.extend(given(about, lead, &item.answers(), &codes));
            for initiative in &item.initiatives {
                for report in &initiative.reports {
                    let about = [&initiative.number, &initiative.text].map(String::as_str);
                    let answers = report.answers();
                    rows.extend(given(about, &report.department, &answers, &codes));
                }
            }
            for indicator in &item.indicators {
                let about = [&indicator.number, &indicator.name].map(String::as_str);
                let department = indicator.department.as_deref().unwrap_or_default();
                rows.extend(given(about, department, &indicator.answers(), &codes));
            }
        }
        rows
    }

    fn codes(&self) -> Codes<'_> {
        let mut codes = Codes::new();
        let corrections = self.record.diagnostics.iter();
        for told in corrections.filter(|d| d.severity == Severity::Info) {
            let id = told.code.id();
            if let (Some(file), Some(sheet), Some(cell), Some(typed)) =
                (&told.file, &told.sheet, &told.cell, &told.found)
                && id.starts_with('V')
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

/// The fields that were written into.
fn given(
    [number, subject]: [&str; 2],
    department: &str,
    answers: &[(&'static str, &Answer)],
    codes: &Codes<'_>,
) -> Vec<ProvenanceRow> {
    let [number, subject, department] = [number, subject, department].map(Arc::<str>::from);
    let of = |source: &Source| {
        let at = &source.at;
        let key = [&at.file, &at.sheet, &at.cell, &source.typed].map(String::as_str);
        codes.get(&key).cloned().unwrap_or_default()
    };
    answers
        .iter()
        .filter_map(|(label, answer)| {
            let answer = answer.as_ref()?;
            Some(ProvenanceRow {
                number: Arc::clone(&number),
                subject: Arc::clone(&subject),
                department: Arc::clone(&department),
                field: label,
                used: answer.value.as_ref().map(Value::text),
                typed: answer.source.typed.clone(),
                codes: of(&answer.source),
                at: answer.source.at.clone(),
            })
        })
        .collect()
}
