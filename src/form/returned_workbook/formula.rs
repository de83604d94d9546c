//! Formula texts as people know them: shared formulas moved to their cell, OpenDocument formulas in
//! Excel's spelling. Texts only: nothing is calculated.

use super::limits::{COLUMNS, ROWS};
use crate::values::a1;

/// The text of a shared formula in a cell so many rows and columns from where it was written.
pub(super) fn moved(formula: &str, rows: i64, columns: i64) -> String {
    let mut text = String::with_capacity(formula.len() + 8);
    for (piece, quoted) in pieces(formula) {
        if quoted {
            text.push_str(piece);
        } else {
            move_references(piece, rows, columns, &mut text);
        }
    }
    text
}

/// The text without a quoted part is code; a string or a quoted sheet name is not.
fn pieces(formula: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = &rest[at..=at];
        let end = rest[at + 1..]
            .find(quote)
            .map_or(rest.len(), |length| at + length + 2);
        found.push((&rest[..at], false));
        found.push((&rest[at..end], true));
        rest = &rest[end..];
    }
    found.push((rest, false));
    found
}

/// Words of a piece of code are moved where they are references and not names or functions.
fn move_references(code: &str, rows: i64, columns: i64, text: &mut String) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '$' | '_' | '.');
    let mut rest = code;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let called = after.starts_with(['(', '!']);
        match reference(word, rows, columns) {
            Some(moved) if !called => text.push_str(&moved),
            _ => text.push_str(word),
        }
        let next = after.chars().next();
        text.extend(next);
        rest = &after[next.map_or(0, char::len_utf8)..];
    }
}

fn reference(word: &str, rows: i64, columns: i64) -> Option<String> {
    let (row, column) = cell(word)?;
    let fixed_column = word.starts_with('$');
    let fixed_row = word.get(1..)?.contains('$');
    let shifted = |at: u32, by: i64, fixed: bool, end: u32| {
        let moved = i64::from(at) + if fixed { 0 } else { by };
        u32::try_from(moved).ok().filter(|m| *m < end)
    };
    let (Some(row), Some(column)) = (
        shifted(row, rows, fixed_row, ROWS),
        shifted(column, columns, fixed_column, COLUMNS),
    ) else {
        return Some("#REF!".to_owned());
    };
    let plain = a1(row, column);
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    let mark = |fixed: bool| if fixed { "$" } else { "" };
    let (letters, number) = plain.split_at(digits);
    Some(format!(
        "{}{letters}{}{number}",
        mark(fixed_column),
        mark(fixed_row)
    ))
}

/// Whether a formula does nothing but show a picture: `IMAGE(…)`, or `DISPIMG(…)` of WPS, with what programs put before
/// the names of functions that they do not know.
pub(super) fn shows_picture(formula: &str) -> bool {
    let formula = formula.trim_start_matches(['=', '+', ' ']);
    let Some((name, _)) = formula.split_once('(') else {
        return false;
    };
    let name = name.rsplit('.').next().unwrap_or(name).trim();
    name.eq_ignore_ascii_case("IMAGE") || name.eq_ignore_ascii_case("DISPIMG")
}

/// Zero-based row and column of `C12`, `$C$12`, in either case.
pub(super) fn cell(text: &str) -> Option<(u32, u32)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at_checked(letters)?;
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) || !plain {
        return None;
    }
    let column = letters.bytes().fold(0_u32, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = digits.parse().ok()?;
    (column <= COLUMNS && row <= ROWS).then(|| (row - 1, column - 1))
}

/// An OpenDocument formula as Excel would write it: `of:=SUM([.A1:.A3];[$'1-①'.B2])` becomes
/// `SUM(A1:A3,'1-①'!B2)`.
pub(super) fn from_open_document(formula: &str) -> String {
    let formula = match formula.split_once(":=") {
        Some((prefix, rest)) if prefix.bytes().all(|b| b.is_ascii_alphanumeric()) => rest,
        _ => formula.strip_prefix('=').unwrap_or(formula),
    };
    let mut text = String::with_capacity(formula.len());
    let mut inside = false;
    for (piece, quoted) in pieces(formula) {
        if quoted {
            text.push_str(piece);
            continue;
        }
        for (at, c) in piece.char_indices() {
            match c {
                '[' | ']' => inside = c == '[',
                ';' if !inside => text.push(','),
                '.' if inside && !ends_in_sheet(&text) => {}
                '.' if inside => text.push('!'),
                '$' if inside && starts_sheet(piece, at) => {}
                c => text.push(c),
            }
        }
    }
    text
}

/// Whether a sheet name stands before a dot inside a reference.
fn ends_in_sheet(text: &str) -> bool {
    text.ends_with(|c: char| c == '\'' || c.is_alphanumeric() || c == '_')
}

/// Whether the `$` at a place inside a reference belongs to a sheet name and not to a column or row.
fn starts_sheet(piece: &str, at: usize) -> bool {
    let after = &piece[at + 1..];
    let end = after.find([':', ']']).unwrap_or(after.len());
    after.is_empty() || after[..end].contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_formulas_move() {
        assert_eq!(
            moved("SUM(A1:$B$2)+'A1'!C3&\"A1\"+LOG10(x1y)+Sheet1!a1", 2, 1),
            "SUM(B3:$B$2)+'A1'!D5&\"A1\"+LOG10(x1y)+Sheet1!B3"
        );
        assert_eq!(moved("$A1+A$1", 1, 1), "$A2+B$1");
        assert_eq!(moved("A1", -1, 0), "#REF!");
        assert_eq!(moved("\"unfinished A1", 1, 0), "\"unfinished A1");
    }

    #[test]
    fn cells() {
        assert_eq!(cell("$C$12"), Some((11, 2)));
        assert_eq!(cell("XFD1048576"), Some((1_048_575, 16_383)));
        for none in [
            "XFE1", "A1048577", "A0", "A", "1", "", "AAAA1", "A1B", "A01", "あ1", "$", "A$",
        ] {
            assert_eq!(cell(none), None, "{none}");
        }
    }

    #[test]
    fn open_document_formulas() {
        for (open, excel) in [
            ("of:=SUM([.A1:.A3];[$'1-①'.$B$2])", "SUM(A1:A3,'1-①'!$B$2)"),
            ("of:=[.$B$2]*2.5", "$B$2*2.5"),
            ("of:=[$Sheet1.A1:.B2]&\"a;b.c\"", "Sheet1!A1:B2&\"a;b.c\""),
            ("msoxl:=1+1", "1+1"),
            ("=1", "1"),
        ] {
            assert_eq!(from_open_document(open), excel);
        }
    }
}
