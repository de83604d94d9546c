//! A typed answer, whatever field it was given in.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::decimal_text;

/// A typed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// A 記号 of the register or a word of a closed list.
    Choice(String),
    Number(Decimal),
    Date(NaiveDate),
}

impl Value {
    /// As record.json holds it.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Choice(text) => text.clone(),
            Self::Number(number) => decimal_text(*number),
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
        }
    }
}

impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}
