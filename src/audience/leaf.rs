//! Leaves of a view: a text or a figure with the key that its trace on the page must carry.
//! `show-text` prints a [`Text`], `fig` a [`Figure`].

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::plan::Indicator;
use crate::values::grouped;

/// A text to be shown as it is. JSON: `{"key": …, "text": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    pub key: String,
    pub text: String,
}

impl Text {
    pub fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            text: text.into(),
        }
    }
}

/// The mark of a figure that is converted from another unit or meaning.
pub const CONVERTED: &str = "換算";

/// A figure, formatted for print. JSON: `{"key": …, "figure": "▲1,234.5"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Shared by the copies of a figure: long lists hold several of each.
    #[serde(serialize_with = "shared")]
    pub key: Arc<str>,
    /// As printed.
    #[serde(rename = "figure")]
    pub text: String,
    /// The value, for workbooks.
    #[serde(skip)]
    pub value: Decimal,
    /// Decimals shown.
    #[serde(skip)]
    pub places: u32,
    /// Whether the record has more decimals.
    #[serde(skip)]
    pub rounded: bool,
    /// What is printed behind it: that it is 換算.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<&'static str>,
}

/// serde itself takes no `Arc` without its feature `rc`.
fn shared<S: Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

impl Figure {
    /// A figure shown with at least `places` decimals, commas, ▲ for minus.
    pub fn new(key: impl Into<Arc<str>>, value: Decimal, places: u32) -> Self {
        let value = value.normalize();
        Self {
            key: key.into(),
            text: grouped(value, places),
            value,
            places: places.max(value.scale()),
            rounded: false,
            mark: None,
        }
    }

    /// An actual of an indicator, to its 小数桁.
    pub fn actual(key: impl Into<Arc<str>>, actual: Decimal, of: &Indicator) -> Self {
        let printed = of.printed(actual);
        Self {
            rounded: printed != actual,
            ..Self::new(key, printed, of.places.unwrap_or(0))
        }
    }

    /// The same, marked as converted from another unit or meaning.
    #[must_use]
    pub fn converted(self) -> Self {
        Self {
            mark: Some(CONVERTED),
            ..self
        }
    }

    /// A count.
    pub fn count(key: impl Into<Arc<str>>, count: usize) -> Self {
        Self::new(key, Decimal::from(count), 0)
    }
}

/// A text or a figure: targets and actuals of 定性 indicators are texts, and so is what stands for a
/// number that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    Figure(Figure),
    Text(Text),
}

impl From<Text> for Shown {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Figure> for Shown {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl Shown {
    /// Marked as converted, where it is so and a figure.
    #[must_use]
    pub fn marked(self, converted: bool) -> Self {
        match self {
            Self::Figure(figure) if converted => Self::Figure(figure.converted()),
            other => other,
        }
    }

    /// As printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Figure(f) => &f.text,
            Self::Text(t) => &t.text,
        }
    }
}
