//! Reads a record.json back: the frozen record of a closed cycle, or one of two that are compared. No file is touched.

use serde::{Deserialize, Deserializer};

use super::record::{CycleRecord, SCHEMA};
use crate::diagnostic::Diagnostic;
use crate::plan::{Direction, Plan};
use crate::submission::IndicatorField;
use crate::values::Value;

/// Why a text is no record of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavedFault {
    /// Not the JSON of a record from this line and column on.
    #[error("{0}行目の{1}文字目")]
    NotARecord(usize, usize),
    /// Written by a version with another shape.
    #[error("版の番号 {0}")]
    OtherSchema(u64),
}

#[derive(Deserialize)]
struct Head {
    schema: u64,
}

impl CycleRecord {
    /// Reads the text of a record.json.
    ///
    /// # Errors
    /// [`SavedFault`] where it is no record, or one of another schema.
    pub fn read(text: &str) -> Result<Self, SavedFault> {
        let fault = |error: serde_json::Error| SavedFault::NotARecord(error.line(), error.column());
        let head: Head = serde_json::from_str(text).map_err(fault)?;
        if head.schema != u64::from(SCHEMA) {
            return Err(SavedFault::OtherSchema(head.schema));
        }
        serde_json::from_str(text).map_err(fault)
    }

    /// The actuals of 定性 indicators as the texts that they are: a record does not tell `30` typed there from the
    /// number 30, the plan does.
    pub fn with_kinds_of(mut self, plan: &Plan) -> Self {
        let indicators = self.items.iter_mut().flat_map(|i| &mut i.indicators);
        for record in indicators {
            let qualitative = plan
                .indicators
                .iter()
                .any(|i| i.id == record.id && i.direction == Direction::Qualitative);
            if let (true, Some(answer)) = (qualitative, &mut record.answers[IndicatorField::Actual])
            {
                let text = answer.value.as_ref().map(Value::text);
                answer.value = text.map(Value::Text);
            }
        }
        self
    }
}

/// Diagnostics; those with a code that this version does not know any more are left out.
pub(super) fn diagnostics<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Diagnostic>, D::Error> {
    let all = Vec::<serde_json::Value>::deserialize(deserializer)?;
    let known = all.into_iter().map(serde_json::from_value);
    Ok(known.filter_map(Result::ok).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROZEN: &str = include_str!("../../input/令和6年度/確定/record.json");

    #[test]
    fn what_is_read_is_what_was_written() {
        let record = CycleRecord::read(FROZEN).expect("the sample's frozen record");
        let again = serde_json::to_string_pretty(&record).expect("JSON");
        let (again, was): (serde_json::Value, serde_json::Value) = (
            serde_json::from_str(&again).expect("JSON"),
            serde_json::from_str(FROZEN).expect("JSON"),
        );
        for key in ["plan", "cycle", "items", "departments", "summary"] {
            assert_eq!(again[key], was[key], "{key}");
        }
    }

    #[test]
    fn what_is_no_record_is_told() {
        assert!(matches!(
            CycleRecord::read("{"),
            Err(SavedFault::NotARecord(..))
        ));
        assert!(matches!(
            CycleRecord::read(r#"{"schema":1}"#),
            Err(SavedFault::NotARecord(..))
        ));
        assert_eq!(
            CycleRecord::read(r#"{"schema":2}"#).err(),
            Some(SavedFault::OtherSchema(2))
        );
    }
}
