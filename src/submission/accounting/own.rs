//! The texts and formulas of the form itself on one sheet. Texts are known by what they say, as often as they were
//! issued; formulas by their place, since each program that saves a workbook writes their texts anew.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Outside, folded, place_of, previous};
use crate::form::layout::{GUIDE_COLUMN, INPUT_COLUMN, PREVIOUS_COLUMN};
use crate::form::returned_workbook::{
    CellValue, IssuedFormula, IssuedSheet, ReturnedSheet, ReturnedWorkbook,
};

/// What of the form itself has not been found yet.
pub(super) struct Own<'a> {
    sheet: &'a ReturnedSheet,
    /// Texts to the letter, with last cycle's values.
    texts: HashMap<&'a str, usize>,
    /// The same without white space, once the letters have been compared.
    loose: HashMap<String, usize>,
    /// Places of formulas beside inputs.
    places: HashSet<(u32, u32)>,
    /// The other formulas: by their column and a text in their row, how many.
    beside: HashMap<(u32, String), usize>,
    /// Forms of old did not say where their formulas are.
    anywhere: bool,
    /// The names of all its inputs are lost.
    is_nameless: bool,
}

impl<'a> Own<'a> {
    /// Of a sheet that is this one as issued, or a copy of it. The names of inputs do not point to a copy.
    pub(super) fn of(
        workbook: &'a ReturnedWorkbook,
        sheet: &'a ReturnedSheet,
        issued: &'a IssuedSheet,
        copied: bool,
    ) -> Self {
        let mut own = Self {
            sheet,
            texts: HashMap::new(),
            loose: HashMap::new(),
            places: HashSet::new(),
            beside: HashMap::new(),
            anywhere: workbook.issued.iter().all(|s| s.formulas.is_empty()),
            is_nameless: !copied
                && issued
                    .inputs
                    .iter()
                    .all(|n| place_of(workbook, n).is_none()),
        };
        let before = issued.inputs.iter().filter_map(|n| previous(workbook, n));
        for text in issued.texts.iter().map(String::as_str).chain(before) {
            *own.texts.entry(text).or_default() += 1;
        }
        let mut placed: BTreeMap<(u32, u32), Vec<&IssuedFormula>> = BTreeMap::new();
        for formula in &issued.formulas {
            let input = formula.input.as_deref().filter(|_| !copied);
            let place = input.and_then(|name| place_of(workbook, name));
            match place {
                Some((on, (row, _))) if on == sheet.name => {
                    placed
                        .entry((row, formula.column))
                        .or_default()
                        .push(formula);
                }
                _ => own.expect_beside(formula),
            }
        }
        for (place, formulas) in placed {
            if formulas.len() == 1 {
                own.places.insert(place);
            } else {
                // Names of two inputs that point to one cell do not say where the formulas are.
                formulas.into_iter().for_each(|f| own.expect_beside(f));
            }
        }
        own
    }

    fn expect_beside(&mut self, formula: &IssuedFormula) {
        let key = (formula.column, folded(&formula.beside));
        *self.beside.entry(key).or_default() += 1;
    }

    /// Takes away what is the form's own; what is left was written by somebody.
    pub(super) fn take_away<'o>(&mut self, outside: &'o [Outside<'o>]) -> Vec<&'o Outside<'o>> {
        let mut rest: Vec<&Outside<'_>> = outside.iter().collect();
        // Of two cells that say the same, the one outside the form's columns is not its own, nor the one among answers.
        rest.sort_by_key(|cell| {
            let answers = self.is_nameless && cell.place.1 == u32::from(INPUT_COLUMN);
            answers || cell.place.1 > u32::from(GUIDE_COLUMN)
        });
        rest.retain(|cell| match (&cell.cell.formula, &cell.cell.value) {
            (Some(formula), _) => !self.takes_formula(cell.place, formula),
            (None, CellValue::Text(text)) => !takes(&mut self.texts, text.as_str()),
            _ => true,
        });
        for (text, count) in &self.texts {
            *self.loose.entry(folded(text)).or_default() += count;
        }
        rest.retain(|cell| {
            cell.cell.formula.is_some() || !takes(&mut self.loose, folded(&cell.typed).as_str())
        });
        rest.sort_by_key(|cell| cell.place);
        rest
    }

    /// How often a text that was issued is not to be found on the sheet.
    pub(super) fn missing(&self, folded: &str) -> usize {
        self.loose.get(folded).copied().unwrap_or(0)
    }

    pub(super) fn misses_any(&self) -> bool {
        self.loose.values().any(|count| *count > 0)
    }

    /// Whether a formula of the form is missing at this place.
    pub(super) fn had_formula(&self, place: (u32, u32)) -> bool {
        self.places.contains(&place) || self.anchor(place).is_some()
    }

    fn takes_formula(&mut self, place: (u32, u32), formula: &str) -> bool {
        if !is_of_a_form(place.1, formula) {
            return false;
        }
        if self.anywhere || self.places.remove(&place) {
            return true;
        }
        let anchor = self.anchor(place);
        anchor.is_some_and(|key| takes(&mut self.beside, &key))
    }

    /// The text left of a place that a formula of the form stands beside.
    fn anchor(&self, (row, column): (u32, u32)) -> Option<(u32, String)> {
        let left = self.sheet.cells.range((row, 0)..(row, column));
        left.filter_map(|(_, cell)| match &cell.value {
            CellValue::Text(text) => Some((column, folded(text))),
            _ => None,
        })
        .find(|key| self.beside.get(key).is_some_and(|count| *count > 0))
    }
}

fn takes<K: std::hash::Hash + Eq + std::borrow::Borrow<Q>, Q: std::hash::Hash + Eq + ?Sized>(
    counts: &mut HashMap<K, usize>,
    key: &Q,
) -> bool {
    match counts.get_mut(key) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

/// Whether a formula can be the form's at all: these two columns count what is blank (`● 未記入`) and what was
/// typed. What somebody puts over one of them, such as a sum of their own, is no formula of the form.
fn is_of_a_form(column: u32, formula: &str) -> bool {
    if column == u32::from(GUIDE_COLUMN) {
        formula.contains("LEN(") && (formula.contains("記入済み") || formula.contains("字\""))
    } else if column == u32::from(PREVIOUS_COLUMN) {
        let sum = formula
            .strip_prefix("SUM(")
            .and_then(|f| f.strip_suffix(')'));
        let of_counts = |range: &str| {
            let letters = |c: &char| c.is_ascii_alphabetic();
            range.chars().filter(letters).all(|c| c == 'D')
                && range
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "$:".contains(c))
        };
        // Forms issued earlier count by COUNTIF.
        sum.is_some_and(of_counts)
            || (formula.starts_with("COUNTIF(") && formula.contains("未記入"))
            || (formula.starts_with("0+(LEFT(") && formula.contains("=\"●\")"))
    } else {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_a_form;

    #[test]
    fn formulas_of_a_form_and_of_others() {
        for (column, formula) in [
            (3, "SUM($D$9:$D$12)"),
            (3, "COUNTIF('1-①'!$E$1:$E$30,\"● 未記入*\")"),
            (3, "0+(LEFT('1-①'!$E$8,1)=\"●\")+(LEFT('1-①'!$E$9,1)=\"●\")"),
            (
                4,
                "IF(IFERROR(LEN(TRIM(C5)),1)>0,\"○ 記入済み\",\"● 未記入\")",
            ),
            (4, "\"任意\"&CHAR(10)&IFERROR(LEN(C9),0)&\"／400字\""),
        ] {
            assert!(is_of_a_form(column, formula), "{formula}");
        }
        for (column, formula) in [
            (3, "SUM(C9:C12)"),
            (3, "D9+D10"),
            (3, "LEFT(C9,1)"),
            (4, "C5*2"),
            (4, "LEN(C5)"),
            (2, "SUM($D$9:$D$12)"),
            (5, "SUM($D$9:$D$12)"),
        ] {
            assert!(!is_of_a_form(column, formula), "{formula}");
        }
    }
}
