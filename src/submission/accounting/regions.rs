//! Which of the cells that somebody wrote are told together: an annex, a table beside the form, what a filter hides.
//! A few remarks here and there stay apart, each with its own cell.

use std::collections::{BTreeMap, HashMap};

use super::written::{Kind, Written};
use crate::form::returned_workbook::Hidden;

/// So many cells of a sheet or range are still told one by one.
pub(in crate::submission) const FEW: usize = 5;
/// So many cells in a single row or column, or far between, are still remarks and no table.
const REMARKS: usize = 20;
/// Cells of one table have at most one blank row or column between them.
const REACH: u32 = 2;

/// Cells by what is told of them together; groups of one among them, all in the order of their first cells.
pub(super) fn gathered<'w, 'a>(written: &'w [Written<'a>]) -> Vec<Vec<&'w Written<'a>>> {
    let mut sheets: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut number = 0;
    for (at, one) in written.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| written.get(before));
        number += usize::from(before.is_some_and(|b| !std::ptr::eq(b.sheet, one.sheet)));
        match Place::of(one) {
            Some(place) => sheets.entry(place(number)).or_default().push(at),
            None => groups.push(vec![at]),
        }
    }
    for (place, cells) in sheets {
        match place {
            Place::Answers => groups.push(cells),
            Place::Beside(_) => groups.extend(tables(written, cells)),
            _ if cells.len() > FEW => groups.push(cells),
            _ => groups.extend(cells.into_iter().map(|at| vec![at])),
        }
    }
    groups.sort_unstable_by_key(|group| group.first().copied());
    let of = |group: Vec<usize>| group.into_iter().filter_map(|at| written.get(at)).collect();
    groups.into_iter().map(of).collect()
}

/// Where cells are told together, with the number of the sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In the inputs of a form that lost all its names, on whatever sheet.
    Answers,
    Beside(usize),
    Added(usize),
    HiddenSheet(usize),
    HiddenRows(usize),
    HiddenColumns(usize),
}

impl Place {
    /// None for what quotes what stood there before.
    fn of(written: &Written<'_>) -> Option<fn(usize) -> Self> {
        Some(match (&written.kind, written.sheet.hides(written.place)) {
            (Kind::OverText(_) | Kind::OverFormula | Kind::OverPrevious(_), _) => return None,
            (Kind::Answer, _) => |_| Self::Answers,
            (_, Some(Hidden::Sheet)) => Self::HiddenSheet,
            (_, Some(Hidden::Row)) => Self::HiddenRows,
            (_, Some(Hidden::Column)) => Self::HiddenColumns,
            (Kind::Added { .. }, None) => Self::Added,
            (Kind::Beside, None) => Self::Beside,
        })
    }
}

/// The tables among the cells beside the form; each other cell by itself.
fn tables(written: &[Written<'_>], cells: Vec<usize>) -> Vec<Vec<usize>> {
    let places: Vec<(u32, u32)> = cells.iter().map(|at| written[*at].place).collect();
    let mut left: HashMap<(u32, u32), usize> = places.iter().copied().zip(cells).collect();
    let mut groups = Vec::new();
    for start in places {
        let mut group: Vec<usize> = left.remove(&start).into_iter().collect();
        let mut next = 0;
        while let Some(at) = group.get(next) {
            let (row, column) = written[*at].place;
            for near_row in row.saturating_sub(REACH)..=row.saturating_add(REACH) {
                for near in column.saturating_sub(REACH)..=column.saturating_add(REACH) {
                    group.extend(left.remove(&(near_row, near)));
                }
            }
            next += 1;
        }
        group.sort_unstable();
        if is_table(written, &group) {
            groups.push(group);
        } else {
            groups.extend(group.into_iter().map(|at| vec![at]));
        }
    }
    groups
}

/// Whether cells that lie near each other are a table: many of them, or some that fill a rectangle for the most part.
fn is_table(written: &[Written<'_>], cells: &[usize]) -> bool {
    let places = cells.iter().map(|at| written[*at].place);
    let rows = extent(places.clone().map(|place| place.0));
    let columns = extent(places.map(|place| place.1));
    let fills = cells.len() as u64 * 2 > rows * columns;
    cells.len() > REMARKS || cells.len() > FEW && rows > 1 && columns > 1 && fills
}

/// How many rows or columns from the first to the last.
fn extent(numbers: impl Iterator<Item = u32> + Clone) -> u64 {
    let (first, last) = (numbers.clone().min(), numbers.max());
    first
        .zip(last)
        .map_or(0, |(first, last)| u64::from(last - first) + 1)
}
