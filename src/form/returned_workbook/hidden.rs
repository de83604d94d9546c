//! Which rows and columns of a sheet are hidden, as stretches that are never expanded.

use super::limits::{SPANS, too_large};
use super::{Rejection, ReturnedSheet};

/// What hides a cell. A filter and an outline hide rows as the menu does, and a height of zero hides as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    Sheet,
    Row,
    Column,
}

/// Stretches of rows or columns, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// Whether a zero-based row or column lies in one of them.
    pub fn contains(&self, at: u32) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= at);
        after
            .checked_sub(1)
            .and_then(|index| self.0.get(index))
            .is_some_and(|(_, last)| *last >= at)
    }
}

/// Gathers stretches in whatever order a file has them.
#[derive(Debug, Default)]
pub(super) struct SpansReader(Vec<(u32, u32)>);

impl SpansReader {
    /// Adds from one to another zero-based row or column, both within.
    pub(super) fn add(&mut self, first: u32, last: u32) -> Result<(), Rejection> {
        if last < first {
            return Ok(());
        }
        match self.0.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
            _ => self.0.push((first, last)),
        }
        if self.0.len() > SPANS {
            return Err(too_large("非表示の行又は列のまとまりの数が60万"));
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Spans {
        self.0.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for (first, last) in self.0 {
            match joined.last_mut() {
                Some((_, end)) if end.saturating_add(1) >= first => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Spans(joined)
    }
}

impl ReturnedSheet {
    /// What hides a cell of this sheet from whoever opens it, if anything does.
    pub fn hides(&self, (row, column): (u32, u32)) -> Option<Hidden> {
        if self.hidden {
            Some(Hidden::Sheet)
        } else if self.hidden_rows.contains(row) {
            Some(Hidden::Row)
        } else if self.hidden_columns.contains(column) {
            Some(Hidden::Column)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_in_any_order() {
        let mut reader = SpansReader::default();
        for (first, last) in [
            (5, 5),
            (6, 6),
            (20, 1_048_575),
            (2, 3),
            (3, 4),
            (9, 8),
            (11, 11),
        ] {
            reader.add(first, last).unwrap();
        }
        let spans = reader.finish();
        assert_eq!(spans, Spans(vec![(2, 6), (11, 11), (20, 1_048_575)]));
        let inside = [2, 6, 11, 20, 1_048_575].map(|at| spans.contains(at));
        assert_eq!(inside, [true; 5]);
        let outside = [0, 1, 7, 10, 12, 19, u32::MAX].map(|at| spans.contains(at));
        assert_eq!(outside, [false; 7]);
        assert!(!Spans::default().contains(0));
    }
}
