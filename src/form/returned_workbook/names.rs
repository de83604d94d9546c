//! Defined names: which of them are inputs, and which single cell each points to.

use std::collections::BTreeMap;

use super::formula::cell;
use super::limits::{NAMES, too_large};
use super::notes::is_seen;
use super::{Format, NameTarget, Rejection, ReturnedSheet};
use crate::form::normalized_name;

/// How every input's normalized name begins.
const INPUT_PREFIX: &str = "in_";

/// What is kept of the names of a workbook. Old workbooks drag tens of thousands along that point nowhere.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Those of the workbook that are inputs.
    pub inputs: Vec<RawName>,
    /// Names of people that hold a text instead of a place: the name, and the text with its comment.
    pub texts: Vec<(String, String)>,
}

impl Names {
    /// Keeps a name of the workbook, if it is an input.
    pub(super) fn add(&mut self, name: String, target: String) -> Result<(), Rejection> {
        if normalized_name(&name).starts_with(INPUT_PREFIX) {
            self.inputs.push(RawName { name, target });
        }
        self.within_limit()
    }

    /// Keeps the text that a name stands for (`"…"`), and its comment.
    pub(super) fn add_text(
        &mut self,
        name: &str,
        target: &str,
        comment: &str,
    ) -> Result<(), Rejection> {
        let target = target.trim().trim_start_matches('=');
        let quoted = target.strip_prefix('"');
        let text = quoted.and_then(|text| text.strip_suffix('"'));
        let text = text.unwrap_or_default().replace("\"\"", "\"");
        let parts = [text.trim(), comment.trim()];
        let seen: Vec<&str> = parts.into_iter().filter(|part| is_seen(part)).collect();
        if !seen.is_empty() && !name.starts_with("_xl") {
            self.texts.push((name.to_owned(), seen.join(" ")));
        }
        self.within_limit()
    }

    fn within_limit(&self) -> Result<(), Rejection> {
        if self.inputs.len().max(self.texts.len()) > NAMES {
            return Err(too_large("名前の定義の数が2万"));
        }
        Ok(())
    }
}

/// A workbook-level name as written.
#[derive(Debug)]
pub(super) struct RawName {
    pub name: String,
    pub target: String,
}

/// The inputs among the names, by their normalized form. Two names that normalize alike and point to
/// the same place are one; otherwise neither can be trusted, and the name is [`NameTarget::Several`] with
/// the first two as written.
pub(super) fn inputs(
    names: Vec<RawName>,
    format: Format,
    sheets: &[ReturnedSheet],
) -> BTreeMap<String, NameTarget> {
    let sheets: BTreeMap<String, &str> = sheets
        .iter()
        .map(|sheet| (sheet.name.to_lowercase(), sheet.name.as_str()))
        .collect();
    let mut inputs: BTreeMap<String, Input> = BTreeMap::new();
    for RawName { name, target } in names {
        let key = normalized_name(&name);
        if !key.starts_with(INPUT_PREFIX) {
            continue;
        }
        let found = resolve(&target, format, &sheets);
        match inputs.get_mut(&key) {
            None => {
                let input = Input {
                    target: found,
                    written: target,
                    clashed: false,
                };
                inputs.insert(key, input);
            }
            Some(known) if !known.clashed && known.target != found => {
                known.clashed = true;
                known.target = NameTarget::Several(format!("{} / {target}", known.written));
            }
            Some(_) => {}
        }
    }
    inputs
        .into_iter()
        .map(|(key, input)| (key, input.target))
        .collect()
}

/// A name as first met, and whether a second one contradicts it.
struct Input {
    target: NameTarget,
    written: String,
    clashed: bool,
}

fn resolve(written: &str, format: Format, sheets: &BTreeMap<String, &str>) -> NameTarget {
    let written = written.trim();
    let area = match format {
        Format::Ods => open_document_area(written),
        Format::Xlsx | Format::Xlsm => excel_area(written),
    };
    let Some((sheet, place)) = area else {
        return NameTarget::Broken(written.to_owned());
    };
    match (sheets.get(&sheet.to_lowercase()), place) {
        (None, _) => NameTarget::Broken(written.to_owned()),
        (Some(_), Place::Several) => NameTarget::Several(written.to_owned()),
        (Some(sheet), Place::One(row, column)) => NameTarget::Cell {
            sheet: (*sheet).to_owned(),
            row,
            column,
        },
    }
}

#[derive(Clone, Copy)]
enum Place {
    One(u32, u32),
    Several,
}

/// `'1-①'!$C$12`, `Sheet!C12:D13`, or several of them with commas.
fn excel_area(written: &str) -> Option<(String, Place)> {
    let written = written.strip_prefix('=').unwrap_or(written);
    let written = written
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(written);
    let mut areas = split_outside_quotes(written, ',')
        .into_iter()
        .map(|area| one_area(area, '!'));
    let first = areas.next()??;
    let mut place = first.1;
    for area in areas {
        area?;
        place = Place::Several;
    }
    Some((first.0, place))
}

/// `$'1-①'.$C$12`, or a range `$'1-①'.$C$12:.$D$13`; also inside a named expression `of:=[…]`.
fn open_document_area(written: &str) -> Option<(String, Place)> {
    let written = written.strip_prefix("of:=").unwrap_or(written);
    let written = written
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']'))
        .unwrap_or(written);
    one_area(written.strip_prefix('$').unwrap_or(written), '.')
}

/// A sheet, `mark`, and a cell or range whose second half may repeat the sheet.
fn one_area(area: &str, mark: char) -> Option<(String, Place)> {
    let (sheet, rest) = sheet_and_rest(area.trim(), mark)?;
    let Some((first, last)) = rest.split_once(':') else {
        let (row, column) = cell(rest)?;
        return Some((sheet, Place::One(row, column)));
    };
    let last = match sheet_and_rest(last.strip_prefix('$').unwrap_or(last), mark) {
        Some((other, rest)) if other.is_empty() || other == sheet => rest,
        Some(_) => return None,
        None => last,
    };
    let place = match (cell(first), cell(last)) {
        (Some(first), Some(last)) if first == last => Place::One(first.0, first.1),
        (Some(_), Some(_)) => Place::Several,
        _ if is_line(first) && is_line(last) => Place::Several,
        _ => return None,
    };
    Some((sheet, place))
}

/// The sheet (its quotes resolved) and what stands after the mark.
fn sheet_and_rest(text: &str, mark: char) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('\'') else {
        let (sheet, rest) = text.split_once(mark)?;
        return Some((sheet.to_owned(), rest));
    };
    let mut sheet = String::new();
    let mut rest = quoted;
    loop {
        let (piece, after) = rest.split_once('\'')?;
        sheet.push_str(piece);
        match after.strip_prefix('\'') {
            Some(more) => {
                sheet.push('\'');
                rest = more;
            }
            None => return after.strip_prefix(mark).map(|rest| (sheet, rest)),
        }
    }
}

/// A whole column (`$C`) or row (`$12`).
fn is_line(text: &str) -> bool {
    let text = text.strip_prefix('$').unwrap_or(text);
    !text.is_empty()
        && (text.bytes().all(|b| b.is_ascii_alphabetic())
            || text.bytes().all(|b| b.is_ascii_digit()))
}

fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c: char| {
        quoted ^= c == '\'';
        c == separator && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets() -> Vec<ReturnedSheet> {
        ["1-①", "Sheet", "It's, a.b"]
            .iter()
            .map(|name| ReturnedSheet {
                name: (*name).to_owned(),
                ..ReturnedSheet::default()
            })
            .collect()
    }

    fn target(written: &str, format: Format) -> NameTarget {
        let names = vec![RawName {
            name: "IN.Item.x".to_owned(),
            target: written.to_owned(),
        }];
        inputs(names, format, &sheets())["in_item_x"].clone()
    }

    fn at(sheet: &str, row: u32, column: u32) -> NameTarget {
        NameTarget::Cell {
            sheet: sheet.to_owned(),
            row,
            column,
        }
    }

    #[test]
    fn excel_targets() {
        for (written, cell) in [
            ("'1-①'!$C$12", at("1-①", 11, 2)),
            ("SHEET!C12", at("Sheet", 11, 2)),
            ("=Sheet!$C$12:$C$12", at("Sheet", 11, 2)),
            ("'It''s, a.b'!$A$1", at("It's, a.b", 0, 0)),
        ] {
            assert_eq!(target(written, Format::Xlsx), cell);
        }
        for several in [
            "Sheet!$C$12:$D$12",
            "Sheet!$C:$C",
            "Sheet!$3:$4",
            "Sheet!$A$1,'It''s, a.b'!$B$2",
            "Sheet!$A$1:Sheet!$B$2",
        ] {
            assert_eq!(
                target(several, Format::Xlsx),
                NameTarget::Several(several.to_owned())
            );
        }
        for broken in [
            "#REF!",
            "'1-①'!#REF!",
            "Other!$A$1",
            "12",
            "\"text\"",
            "",
            "'Sheet!A1",
            "Sheet!A0",
            "Sheet!A1:Other!B2",
            "[1]Sheet!$A$1",
            "SUM(Sheet!A1)",
            "Sheet!$A$1,",
            "'",
            "!",
        ] {
            assert_eq!(
                target(broken, Format::Xlsx),
                NameTarget::Broken(broken.to_owned())
            );
        }
    }

    #[test]
    fn open_document_targets() {
        for (written, cell) in [
            ("$'1-①'.$C$12", at("1-①", 11, 2)),
            ("$Sheet.$C$12", at("Sheet", 11, 2)),
            ("of:=[$Sheet.$C$12]", at("Sheet", 11, 2)),
            ("$'It''s, a.b'.$A$1", at("It's, a.b", 0, 0)),
            ("$Sheet.$A$1:.$A$1", at("Sheet", 0, 0)),
        ] {
            assert_eq!(target(written, Format::Ods), cell);
        }
        for several in ["$Sheet.$A$1:.$B$1", "$Sheet.$A$1:$Sheet.$B$1"] {
            assert_eq!(
                target(several, Format::Ods),
                NameTarget::Several(several.to_owned())
            );
        }
        for broken in [
            "$#REF!.$A$1",
            "$Sheet.#REF!",
            "#REF!",
            "of:=1+1",
            "$Other.$A$1",
        ] {
            assert_eq!(
                target(broken, Format::Ods),
                NameTarget::Broken(broken.to_owned())
            );
        }
    }

    #[test]
    fn twins_and_others() {
        let named = |name: &str, target: &str| RawName {
            name: name.to_owned(),
            target: target.to_owned(),
        };
        let found = inputs(
            vec![
                named("in.a", "Sheet!$A$1"),
                named("IN_A", "Sheet!A1"),
                named("in.b", "Sheet!$A$1"),
                named("in_b", "Sheet!$A$2"),
                named("list.grade", "Sheet!$A$1"),
                named("_xlnm.Print_Area", "Sheet!$A$1"),
            ],
            Format::Xlsx,
            &sheets(),
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found["in_a"], at("Sheet", 0, 0));
        assert_eq!(
            found["in_b"],
            NameTarget::Several("Sheet!$A$1 / Sheet!$A$2".to_owned())
        );
    }
}
