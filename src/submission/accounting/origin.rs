//! Which sheet of a returned form is which sheet as issued, a copy of one, or a new one. Sheets are known by the
//! inputs on them, then by their name, then by their texts, so that renaming and moving them do no harm.

use std::collections::HashMap;

use super::{folded, place_of};
use crate::form::returned_workbook::{CellValue, IssuedSheet, ReturnedSheet, ReturnedWorkbook};

/// Where a sheet comes from; numbers are those of [`ReturnedWorkbook::issued`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Issued(usize),
    Copy(usize),
    Added,
}

/// How an issued sheet is looked for.
type Way = fn(&ReturnedWorkbook, &IssuedSheet) -> Option<usize>;

/// The origin of each sheet of the workbook.
pub(super) fn of_sheets(workbook: &ReturnedWorkbook) -> Vec<Origin> {
    let mut origins: Vec<Option<Origin>> = vec![None; workbook.sheets.len()];
    let mut found = vec![false; workbook.issued.len()];
    for way in [by_inputs as Way, by_name] {
        for ((number, issued), found) in workbook.issued.iter().enumerate().zip(&mut found) {
            let sheet = way(workbook, issued).filter(|_| !*found);
            if let Some(origin) = sheet.and_then(|at| origins.get_mut(at))
                && origin.is_none()
            {
                *origin = Some(Origin::Issued(number));
                *found = true;
            }
        }
    }
    by_texts(workbook, origins, &mut found)
}

/// The sheet that most inputs of an issued one lie on.
fn by_inputs(workbook: &ReturnedWorkbook, issued: &IssuedSheet) -> Option<usize> {
    let mut votes: HashMap<&str, usize> = HashMap::new();
    for name in &issued.inputs {
        if let Some((sheet, _)) = place_of(workbook, name) {
            *votes.entry(sheet).or_default() += 1;
        }
    }
    let most = votes.values().copied().max()?;
    let mut sheets = workbook.sheets.iter();
    sheets.position(|sheet| votes.get(sheet.name.as_str()) == Some(&most))
}

/// The sheet of the same name, as Excel compares names.
fn by_name(workbook: &ReturnedWorkbook, issued: &IssuedSheet) -> Option<usize> {
    let name = issued.name.to_lowercase();
    let mut sheets = workbook.sheets.iter();
    sheets.position(|sheet| sheet.name.to_lowercase() == name)
}

/// The rest by their texts: half of a sheet's own texts must be there.
fn by_texts(
    workbook: &ReturnedWorkbook,
    origins: Vec<Option<Origin>>,
    found: &mut [bool],
) -> Vec<Origin> {
    if origins.iter().all(Option::is_some) {
        return origins.into_iter().flatten().collect();
    }
    let issued: Vec<HashMap<String, usize>> = workbook
        .issued
        .iter()
        .map(|sheet| counted(sheet.texts.iter().map(String::as_str)))
        .collect();
    let mut all = Vec::with_capacity(origins.len());
    for (sheet, origin) in workbook.sheets.iter().zip(origins) {
        let origin = origin.unwrap_or_else(|| match best(&issued, sheet) {
            Some(number) => match found.get_mut(number) {
                Some(found) if !*found => {
                    *found = true;
                    Origin::Issued(number)
                }
                _ => Origin::Copy(number),
            },
            None => Origin::Added,
        });
        all.push(origin);
    }
    all
}

/// The issued sheet that shares most with this one, if it is at least half of that sheet's texts.
fn best(issued: &[HashMap<String, usize>], sheet: &ReturnedSheet) -> Option<usize> {
    let texts = counted(sheet.cells.values().filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some(text.as_str()),
        _ => None,
    }));
    let mut best: Option<(usize, usize)> = None;
    for (number, own) in issued.iter().enumerate() {
        let shared: usize = own
            .iter()
            .map(|(text, count)| texts.get(text).map_or(0, |here| *here.min(count)))
            .sum();
        let all: usize = own.values().sum();
        if shared > 0 && shared * 2 >= all && best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, number));
        }
    }
    best.map(|(_, number)| number)
}

fn counted<'t>(texts: impl Iterator<Item = &'t str>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        *counts.entry(folded(text)).or_default() += 1;
    }
    counts
}
