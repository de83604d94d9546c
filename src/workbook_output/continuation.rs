//! Rows whose text is too long for a cell: it goes on in rows below, marked （つづき）, and nothing of
//! it is lost. It must not know how a row is written.

use std::borrow::Cow;

use crate::tables::{Cell, Heading};
use crate::values::japanese_text::cut_utf16;

/// Head of a text that goes on from the row above.
pub(super) const CONTINUED: &str = "（つづき）";
/// UTF-16 units of text that a cell takes, less the room for [`CONTINUED`].
const MOST_UNITS: usize = 32_000;
/// Line breaks that Excel takes in a cell (253), with room to spare.
const MOST_LINES: usize = 250;

/// How many rows a row of cells takes.
pub(super) fn count(cells: &[Cell]) -> usize {
    let counts = cells.iter().map(|cell| match cell {
        Cell::Text(text) if text.len() > MOST_LINES => pieces(text).len(),
        _ => 1,
    });
    counts.max().unwrap_or(1)
}

/// The rows that one row of cells takes: more than one where a text is too long for a cell.
pub(super) fn parts<'a>(headings: &[Heading], cells: &'a [Cell]) -> Vec<Cow<'a, [Cell]>> {
    if count(cells) < 2 {
        return vec![Cow::Borrowed(cells)];
    }
    let texts: Vec<Vec<&str>> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => pieces(text),
            _ => Vec::new(),
        })
        .collect();
    let count = texts.iter().map(Vec::len).max().unwrap_or(0);
    (0..count)
        .map(|at| {
            let one =
                |((cell, pieces), column): ((&Cell, &Vec<&str>), &Heading)| match pieces.get(at) {
                    Some(piece) if at == 0 => Cell::text(*piece),
                    Some(piece) => Cell::Text(format!("{CONTINUED}{piece}")),
                    None if at == 0 || (column.key && pieces.len() < 2) => cell.clone(),
                    None => Cell::Blank,
                };
            Cow::Owned(cells.iter().zip(&texts).zip(headings).map(one).collect())
        })
        .collect()
}

/// The text in pieces that a cell takes each; together they are the text.
fn pieces(mut text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    loop {
        let cut = cut(text);
        let (piece, rest) = text.split_at(cut);
        pieces.push(piece);
        if rest.is_empty() {
            return pieces;
        }
        text = rest;
    }
}

/// Where to cut: at the text's end, else behind the last line or sentence that fits, and never
/// before a variation selector.
fn cut(text: &str) -> usize {
    let mut most = cut_utf16(text, MOST_UNITS).len();
    if let Some((at, _)) = text.match_indices('\n').nth(MOST_LINES - 1) {
        most = most.min(at + 1);
    }
    if most == text.len() {
        return most;
    }
    let head = &text[..most];
    if let Some(at) = head.rfind(['\n', '。']).filter(|at| *at > most / 2) {
        return at + head[at..].chars().next().map_or(0, char::len_utf8);
    }
    let joined = |c: char| matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{3099}' | '\u{309a}' | '\u{200d}');
    if text[most..].starts_with(joined) {
        let last = head.char_indices().next_back().map_or(0, |(at, _)| at);
        return if last == 0 { most } else { last };
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_go_on_in_rows_below() {
        let columns = [
            Heading::text("番号", 8.0).key(),
            Heading::number("値", 8.0),
            Heading::text("内容", 40.0),
        ];
        let long = "𠮷".repeat(20_000);
        let cells = [Cell::from("1-①"), Cell::count(3), Cell::text(&long)];
        let parts = parts(&columns, &cells);
        assert_eq!((parts.len(), count(&cells)), (2, 2));
        assert_eq!(parts[1][..2], [Cell::from("1-①"), Cell::Blank]);
        let text = |row: &Cow<'_, [Cell]>| match &row[2] {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        let second = text(&parts[1]);
        assert_eq!(
            text(&parts[0]) + second.strip_prefix(CONTINUED).expect("marked"),
            long
        );
    }

    #[test]
    fn cuts_fall_behind_a_sentence_and_never_before_a_variation_selector() {
        let sentences = format!("{}。{}", "あ".repeat(20_000), "い".repeat(20_000));
        assert!(pieces(&sentences)[0].ends_with("あ。"));
        let names = format!("{}{}", "あ".repeat(31_999), "辻\u{e0100}".repeat(5));
        assert!(pieces(&names)[1].starts_with('辻'));
        let lines = "行\n".repeat(600);
        assert_eq!(pieces(&lines).len(), 3);
        assert_eq!(pieces(&lines).concat(), lines);
        assert_eq!(pieces(""), [""]);
    }
}
