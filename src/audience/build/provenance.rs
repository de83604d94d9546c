//! 転記元: every value that the headquarters may see, with the cell it was typed in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Builder;
use crate::audience::headquarters::ProvenanceRow;
use crate::cycle::{Field, ItemField, Readers, SECOND_STAGE, opinion_label};
use crate::diagnostic::Severity;
use crate::values::{Code, Correction, Source, Sourced, Value, date_japanese};

/// Codes of what was set right in a cell (V), by file, sheet, cell and what was typed there. What is to be asked
/// about it is the office's matter alone; and what has come in for a closed cycle since was typed otherwise.
type Codes<'a> = BTreeMap<[&'a str; 4], Vec<&'static str>>;

impl Builder<'_> {
    pub(super) fn provenance(&self) -> Vec<ProvenanceRow> {
        let codes = self.codes();
        let mut rows: Vec<ProvenanceRow> = Vec::new();
        for given in self.record.answers() {
            if given.field.declared().readers == Readers::Office {
                continue;
            }
            let number = match given.field {
                Field::Opinion(..) => Cow::from(opinion_label(given.number)),
                _ => Cow::from(given.number),
            };
            let about = |field, answer: &Sourced<Value>, last: Option<&ProvenanceRow>| {
                let source = &answer.source;
                ProvenanceRow {
                    number: shared(last.map(|r| &r.number), &number),
                    subject: shared(last.map(|r| &r.subject), given.subject),
                    department: shared(last.map(|r| &r.department), given.department),
                    field,
                    used: answer.value.as_ref().map(Value::text),
                    typed: source.typed.clone(),
                    correction: answer.correction.as_deref().map(why),
                    codes: codes.get(&key(source)).cloned().unwrap_or_default(),
                    at: source.at.clone(),
                }
            };
            if let Some(answer) = given.answer {
                let row = about(given.field.label(), answer, rows.last());
                rows.push(row);
            }
            if let Field::Item(id, ItemField::Grade) = &given.field {
                for (field, answer) in self.second_answers(id) {
                    let row = about(field, &answer, rows.last());
                    rows.push(row);
                }
            }
        }
        rows
    }

    /// What the 本部 gave an item, as answers of their own.
    fn second_answers(&self, item: &Code) -> Vec<(&'static str, Sourced<Value>)> {
        let mut items = self.record.items.iter();
        let second = items.find(|i| i.id == *item).and_then(|i| i.second());
        let Some(second) = second else {
            return Vec::new();
        };
        let grade = second.grade.clone().map(Value::Choice);
        let source = second.source.clone().unwrap_or_default();
        let mut answers = vec![(SECOND_STAGE, Sourced::typed(grade, source))];
        answers.extend(
            second
                .reason
                .clone()
                .map(|reason| ("二次評価の理由", reason)),
        );
        answers
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

/// `令和8年7月1日 推進本部 第1回：桁の誤り`
fn why(correction: &Correction) -> String {
    let date = date_japanese(correction.date);
    let by = correction.decision.as_deref().unwrap_or("事務局");
    format!("{date} {by}：{}", correction.reason)
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
