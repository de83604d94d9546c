//! What stands in the inputs as issued, and which required ones are still blank: the live formulas'
//! rules in Rust, for their cached results. The rules themselves are the layout's.

use std::collections::BTreeMap;

use super::{cell_text, row_number};
use crate::form::field::Field;
use crate::form::layout::{FormLayout, Input, Required, Row, Sheet};

/// Where each input stands and what it holds, for the whole form.
#[derive(Debug)]
pub(super) struct Answers<'a> {
    places: BTreeMap<&'a Field, Place<'a>>,
    missing: BTreeMap<&'a str, u32>,
    rows: BTreeMap<&'a str, u32>,
}

#[derive(Clone, Debug)]
struct Place<'a> {
    sheet: &'a str,
    row: u32,
    answer: String,
}

/// Whether an input needs an answer and has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Optional,
    Filled,
    /// Another input says that this one may stay blank.
    NotNeeded,
    Missing,
}

impl<'a> Answers<'a> {
    pub fn of(layout: &'a FormLayout) -> Self {
        let mut answers = Self {
            places: BTreeMap::new(),
            missing: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        for sheet in &layout.sheets {
            answers
                .rows
                .insert(&sheet.name, row_number(sheet.rows.len()));
            for (row, input) in inputs(sheet) {
                let place = Place {
                    sheet: &sheet.name,
                    row,
                    answer: shown(input),
                };
                answers.places.insert(&input.field, place);
            }
        }
        for (sheet, input) in layout.inputs() {
            let count = u32::from(answers.state(sheet, input) == State::Missing);
            *answers.missing.entry(sheet).or_insert(0) += count;
        }
        answers
    }

    /// Row of another input of the same sheet.
    pub fn row_of(&self, sheet: &str, field: &Field) -> Option<u32> {
        self.places
            .get(field)
            .filter(|place| place.sheet == sheet)
            .map(|place| place.row)
    }

    /// Sheet and zero-based row of an input.
    pub fn place_of(&self, field: &Field) -> Option<(&'a str, u32)> {
        self.places.get(field).map(|place| (place.sheet, place.row))
    }

    /// As the form shows it when it is opened.
    pub fn state(&self, sheet: &str, input: &Input) -> State {
        if input.required == Required::No {
            return State::Optional;
        }
        if !is_blank(&shown(input)) {
            return State::Filled;
        }
        match &input.required {
            Required::UnlessIs(other, words) => {
                let answer = self
                    .places
                    .get(other)
                    .filter(|place| place.sheet == sheet)
                    .map_or("", |place| place.answer.trim_matches(' '));
                if words.contains(&answer) {
                    State::NotNeeded
                } else {
                    State::Missing
                }
            }
            _ => State::Missing,
        }
    }

    /// How many required inputs of a sheet are blank.
    pub fn missing_on(&self, sheet: &str) -> u32 {
        self.missing.get(sheet).copied().unwrap_or(0)
    }

    /// How many rows a sheet has.
    pub fn rows_of(&self, sheet: &str) -> u32 {
        self.rows.get(sheet).copied().unwrap_or(1).max(1)
    }

    /// Row of the first input of a sheet.
    pub fn first_input(&self, sheet: &str) -> Option<u32> {
        let rows = self.places.values().filter(|place| place.sheet == sheet);
        rows.map(|place| place.row).min()
    }
}

/// The inputs of a sheet with their zero-based rows.
pub(super) fn inputs(sheet: &Sheet) -> impl Iterator<Item = (u32, &Input)> {
    sheet.rows.iter().enumerate().filter_map(|(at, row)| {
        let Row::Input(input) = row else { return None };
        Some((row_number(at), input.as_ref()))
    })
}

/// What stands in an input as issued.
pub(super) fn shown(input: &Input) -> String {
    input
        .prefill
        .as_ref()
        .map_or_else(String::new, |prefill| cell_text(&prefill.shown()))
}

/// What the formula of column E takes for blank: spaces of both widths and line breaks.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' ' | '　' | '\n'))
}
