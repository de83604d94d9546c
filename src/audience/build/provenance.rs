//! 転記元: every value that the headquarters may see, with the cell it was typed in.

use super::Builder;
use crate::audience::headquarters::ProvenanceRow;
use crate::cycle::Answer;
use crate::values::Value;

impl Builder<'_> {
    pub(super) fn provenance(&self) -> Vec<ProvenanceRow> {
        let mut rows = Vec::new();
        for item in &self.record.items {
            let lead = item.lead.as_deref().unwrap_or_default();
            rows.extend(given(&item.number, &item.title, lead, &item.answers()));
            for initiative in &item.initiatives {
                for report in &initiative.reports {
                    rows.extend(given(
                        &initiative.number,
                        &initiative.text,
                        &report.department,
                        &report.answers(),
                    ));
                }
            }
            for indicator in &item.indicators {
                rows.extend(given(
                    &indicator.number,
                    &indicator.name,
                    indicator.department.as_deref().unwrap_or_default(),
                    &indicator.answers(),
                ));
            }
        }
        rows
    }
}

/// The fields that were written into.
fn given(
    number: &str,
    subject: &str,
    department: &str,
    answers: &[(&'static str, &Answer)],
) -> Vec<ProvenanceRow> {
    answers
        .iter()
        .filter_map(|(label, answer)| {
            let answer = answer.as_ref()?;
            Some(ProvenanceRow {
                number: number.to_owned(),
                subject: subject.to_owned(),
                department: department.to_owned(),
                field: (*label).to_owned(),
                used: answer.value.as_ref().map(Value::text),
                typed: answer.source.typed.clone(),
                at: answer.source.at.clone(),
            })
        })
        .collect()
}
