//! What the departments answer in one year, read from a .toml, and typed into their forms. Each answer must
//! find its field, or the run fails: nothing that was written here is dropped.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail, ensure};
use toml::{Table, Value};

use crate::filling::{self, Entry};

/// The keys of the lists' entries, in their order.
const OFFICE: [&str; 5] = [
    "respondent.name",
    "respondent.phone",
    "approval.name",
    "approval.date",
    "respondent.note",
];
const REPORT: [&str; 6] = [
    "status",
    "result",
    "effect_revenue",
    "effect_saving",
    "effect_kind",
    "effect_basis",
];
const INDICATOR: [&str; 4] = ["actual", "state", "as_of", "note"];

/// Stands for every department that is not named.
const OTHERS: &str = "*";

pub struct Answers {
    table: Table,
    used: BTreeSet<(String, String)>,
}

impl Answers {
    pub fn read(text: &str) -> Result<Self> {
        Ok(Self {
            table: text.parse()?,
            used: BTreeSet::new(),
        })
    }

    /// The form with all that the department answers.
    pub fn fill(&mut self, department: &str, form: &[u8]) -> Result<Vec<u8>> {
        let mut entries = Vec::new();
        for name in filling::names(form) {
            let answer = self
                .answer(department, &name)
                .with_context(|| format!("{department} {name}"))?;
            let Some(value) = answer else { continue };
            let entry = if name.ends_with(".grade") {
                grade(form, value)
            } else {
                entry(value)?
            };
            if entry != Entry::Text(String::new()) {
                entries.push((name, entry));
            }
        }
        let entries: Vec<(&str, Entry)> = entries
            .iter()
            .map(|(name, entry)| (name.as_str(), entry.clone()))
            .collect();
        Ok(filling::fill(form, &entries))
    }

    /// Fails where an answer found no form.
    pub fn all_used(&self) -> Result<()> {
        for (group, answers) in &self.table {
            let keys = answers.as_table().context("a table")?.keys();
            for key in keys {
                let used = self.used.contains(&(group.clone(), key.clone()));
                ensure!(used, "{group} \"{key}\" belongs to no form");
            }
        }
        Ok(())
    }

    /// The answer to a field, `None` for one that may stay blank.
    fn answer(&mut self, department: &str, name: &str) -> Result<Option<&Value>> {
        let field = name.strip_prefix("in.").context("a name of an input")?;
        let parts: Vec<&str> = field.split('.').collect();
        let (group, id, key) = match parts.as_slice() {
            [group, id, key] => (*group, id.replace('_', "-"), *key),
            _ => ("", String::new(), ""),
        };
        match group {
            "item" => {
                let item = self.found("items", &id)?.as_table().context("a table")?;
                Ok(item.get(key))
            }
            "initiative" => {
                let own = format!("{id} {department}");
                let others = format!("{id} {OTHERS}");
                let known = self.get("reports", &own).is_some();
                let answer = self.found("reports", if known { &own } else { &others })?;
                at(answer, &REPORT, key)
            }
            "indicator" => at(self.found("indicators", &id)?, &INDICATOR, key),
            _ => at(self.found("departments", department)?, &OFFICE, field),
        }
    }

    fn get(&self, group: &str, key: &str) -> Option<&Value> {
        self.table.get(group)?.get(key)
    }

    fn found(&mut self, group: &str, key: &str) -> Result<&Value> {
        self.used.insert((group.to_owned(), key.to_owned()));
        self.get(group, key)
            .with_context(|| format!("{group} \"{key}\" is missing"))
    }
}

/// The place of `key` among `keys` says the place in the list.
fn at<'a>(answer: &'a Value, keys: &[&str], key: &str) -> Result<Option<&'a Value>> {
    let place = keys
        .iter()
        .position(|k| *k == key)
        .context(key.to_owned())?;
    Ok(answer.as_array().context("a list")?.get(place))
}

/// The dropdown's entry of a symbol; anything else as somebody typed it.
fn grade(form: &[u8], value: &Value) -> Entry {
    let typed = value.as_str().unwrap_or_default();
    let symbol = |entry: &str| entry.split([' ', '　']).next() == Some(typed);
    let entries = filling::list(form, "list.grade");
    let chosen = entries.into_iter().find(|entry| symbol(entry));
    Entry::Text(chosen.unwrap_or_else(|| typed.to_owned()))
}

fn entry(value: &Value) -> Result<Entry> {
    Ok(match value {
        Value::String(text) => Entry::Text(text.clone()),
        Value::Float(number) => Entry::Number(*number),
        Value::Integer(number) => Entry::Number(i32::try_from(*number)?.into()),
        Value::Datetime(day) => {
            let day = day.date.context("a date")?;
            Entry::Date(day.year.into(), day.month.into(), day.day.into())
        }
        Value::Table(table) => special(table)?,
        other => bail!("not an answer: {other}"),
    })
}

fn special(table: &Table) -> Result<Entry> {
    if let Some(number) = table.get("percent").and_then(Value::as_float) {
        return Ok(Entry::Percent(number));
    }
    let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(Entry::Formula {
        text: text("formula").context("a formula")?,
        cached: text("value"),
    })
}
