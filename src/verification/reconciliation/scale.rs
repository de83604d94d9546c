//! What every part of the second computation goes by: the scale of grades as the view shows it, the grade of an item, and the
//! book of the figures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::audience::key::FigureKey;
use crate::cycle::{ItemField, ItemRecord};
use crate::values::Value;

/// Which grades are in the denominator, and which are 順調, as the register says.
pub struct Scale {
    /// Symbol, whether it is in the denominator, whether it is 順調.
    pub columns: Vec<(String, bool, bool)>,
}

impl Scale {
    pub fn of(view: &Json) -> Self {
        let columns = view.pointer("/matrix/columns").and_then(Json::as_array);
        let flag = |column: &Json, name: &str| column[name].as_bool().unwrap_or_default();
        Self {
            columns: columns
                .into_iter()
                .flatten()
                .map(|c| {
                    let symbol = c["symbol"].as_str().unwrap_or_default().to_owned();
                    (symbol, flag(c, "counted"), flag(c, "on_track"))
                })
                .collect(),
        }
    }
}

/// The figures by their keys.
pub type Figures = BTreeMap<FigureKey, Decimal>;

/// Notes a figure.
pub fn put(figures: &mut Figures, key: FigureKey, value: impl Into<Decimal>) {
    figures.insert(key, value.into().normalize());
}

/// The symbol of an item's grade.
pub fn symbol(item: &ItemRecord) -> Option<&str> {
    let later = item.answers.also.iter().skip(1).rev();
    let mut given = later.filter_map(|stage| stage.grade.as_deref());
    given.next().or_else(|| first_symbol(item))
}

/// What the 所管課 itself gave.
pub fn first_symbol(item: &ItemRecord) -> Option<&str> {
    match item.answers[ItemField::Grade].as_ref()?.value.as_ref()? {
        Value::Choice(symbol) => Some(symbol),
        _ => None,
    }
}
