//! What stood as issued where something else stands now. `_form` tells the form's texts in their order but not their
//! cells, so a text that is missing is looked for between its neighbours in that order.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::own::Own;
use super::written::Kind;
use super::{Outside, folded, place_of, previous};
use crate::form::layout::GUIDE_COLUMN;
use crate::form::returned_workbook::{IssuedSheet, ReturnedSheet, ReturnedWorkbook};

/// Comparisons that finding the neighbours may take; beyond, a cell is told as written beside the form.
const COMPARISONS: usize = 4_000_000;

/// What each of the cells in `left` stands over, where it stands over anything.
pub(super) fn at_their_places(
    workbook: &ReturnedWorkbook,
    sheet: &ReturnedSheet,
    issued: &IssuedSheet,
    own: &Own<'_>,
    outside: &[Outside<'_>],
    left: &[&Outside<'_>],
) -> BTreeMap<(u32, u32), Kind> {
    if left.is_empty() {
        return BTreeMap::new();
    }
    let mut stood: BTreeMap<(u32, u32), Kind> = BTreeMap::new();
    let lefts: HashSet<(u32, u32)> = left.iter().map(|left| left.place).collect();
    for name in &issued.inputs {
        let place = place_of(workbook, name).filter(|(on, _)| *on == sheet.name);
        if let (Some(before), Some((_, (row, column)))) = (previous(workbook, name), place)
            && lefts.contains(&(row, column + 1))
        {
            let kind = Kind::OverPrevious(before.to_owned());
            stood.insert((row, column + 1), kind);
        }
    }
    for place in &lefts {
        if own.had_formula(*place) {
            stood.entry(*place).or_insert(Kind::OverFormula);
        }
    }
    for (place, text) in over_texts(issued, own, outside, &lefts) {
        stood.entry(place).or_insert(Kind::OverText(text));
    }
    stood
}

/// Texts that are missing, by the cells that stand in their place.
fn over_texts(
    issued: &IssuedSheet,
    own: &Own<'_>,
    outside: &[Outside<'_>],
    left: &HashSet<(u32, u32)>,
) -> Vec<((u32, u32), String)> {
    let within = |place: (u32, u32)| place.1 <= u32::from(GUIDE_COLUMN);
    if !own.misses_any() || !left.iter().any(|place| within(*place)) {
        return Vec::new();
    }
    let wanted: Vec<String> = issued.texts.iter().map(|text| folded(text)).collect();
    let stands: Vec<((u32, u32), String)> = outside
        .iter()
        .filter(|cell| within(cell.place) && cell.cell.formula.is_none())
        .map(|cell| (cell.place, folded(&cell.typed)))
        .collect();
    if wanted.len().saturating_mul(stands.len()) > COMPARISONS {
        return Vec::new();
    }
    let mut missing: HashMap<&str, usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (gap, cells) in gaps(&wanted, &stands) {
        let mut lost = gap.filter(|at| {
            let Some(text) = wanted.get(*at) else {
                return false;
            };
            let count = missing.entry(text).or_insert_with(|| own.missing(text));
            let is_missing = *count > 0;
            *count = count.saturating_sub(1);
            is_missing
        });
        for (place, _) in stands.get(cells).unwrap_or_default() {
            if left.contains(place)
                && let Some(text) = lost.next().and_then(|at| issued.texts.get(at))
            {
                pairs.push((*place, text.clone()));
            }
        }
    }
    pairs
}

type Range = std::ops::Range<usize>;

/// The stretches between what both sequences have in the same order (a longest common subsequence).
fn gaps(wanted: &[String], stands: &[((u32, u32), String)]) -> Vec<(Range, Range)> {
    let width = stands.len() + 1;
    let mut longest = vec![0_u32; (wanted.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for i in (0..wanted.len()).rev() {
        for j in (0..stands.len()).rev() {
            longest[at(i, j)] = if wanted[i] == stands[j].1 {
                longest[at(i + 1, j + 1)] + 1
            } else {
                longest[at(i + 1, j)].max(longest[at(i, j + 1)])
            };
        }
    }
    let mut gaps = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    while i < wanted.len() && j < stands.len() {
        if wanted[i] == stands[j].1 {
            gaps.push((from_i..i, from_j..j));
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if longest[at(i + 1, j)] >= longest[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    gaps.push((from_i..wanted.len(), from_j..stands.len()));
    gaps.retain(|(wanted, stands)| !wanted.is_empty() && !stands.is_empty());
    gaps
}

#[cfg(test)]
mod tests {
    use super::gaps;

    fn between(wanted: &str, stands: &str) -> Vec<(String, String)> {
        let letters = |text: &str| -> Vec<String> { text.chars().map(String::from).collect() };
        let (wanted, stands) = (letters(wanted), letters(stands));
        let placed: Vec<_> = stands.iter().map(|s| ((0, 0), s.clone())).collect();
        gaps(&wanted, &placed)
            .into_iter()
            .map(|(w, s)| (wanted[w].concat(), stands[s].concat()))
            .collect()
    }

    #[test]
    fn what_stands_between_the_same_neighbours() {
        let pair = |w: &str, s: &str| (w.to_owned(), s.to_owned());
        assert_eq!(between("abcde", "abXde"), [pair("c", "X")]);
        assert_eq!(between("abcab", "abXab"), [pair("c", "X")]);
        assert_eq!(between("abc", "Xbc"), [pair("a", "X")]);
        assert_eq!(between("abc", "abXY"), [pair("c", "XY")]);
        assert_eq!(between("abc", "aXbc"), []);
        assert_eq!(between("abc", ""), []);
    }
}
