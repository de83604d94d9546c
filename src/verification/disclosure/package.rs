//! Every part of a workbook: shared strings, sheets (hidden ones too), comments, tables, charts, defined names, document
//! properties. The XML is gone through as it is, for a search wants to know nothing of its meaning; calamine only finds
//! the cell of what was found.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

use super::{Faults, Hit, Place, Search, fold};
use crate::values::a1;

const SHARED_STRINGS: &str = "xl/sharedStrings.xml";
/// Here numbers are numbers, and places of shared strings: no names.
const SHEETS: &str = "xl/worksheets/";

/// Searches the parts of a workbook.
pub(super) fn search(search: &Search, bytes: &[u8], faults: &mut Faults) {
    let Ok(mut package) = ZipArchive::new(Cursor::new(bytes)) else {
        return faults.unreadable("xlsx");
    };
    for index in 0..package.len() {
        let Ok(mut part) = package.by_index(index) else {
            return faults.unreadable("xlsx");
        };
        let Ok(name) = part.name().map(|name| name.into_owned()) else {
            return faults.unreadable("xlsx");
        };
        let mut content = Vec::new();
        if part.read_to_end(&mut content).is_err() {
            return faults.unreadable(&name);
        }
        if let Ok(xml) = String::from_utf8(content) {
            for hit in hits(search, &xml, !name.starts_with(SHEETS)) {
                let place = cell(&name, bytes, &hit).unwrap_or_else(|| Place {
                    sheet: Some(name.clone()),
                    cell: None,
                });
                faults.hit(&hit, place);
            }
        }
    }
}

/// Long ones in the text and in the attributes; short ones as the whole of a text or an attribute.
fn hits<'a>(search: &'a Search, xml: &str, short: bool) -> Vec<Hit<'a>> {
    let (mut texts, mut attributes) = (String::new(), String::new());
    let mut whole = Vec::new();
    let mut take = |text: &str, all: &mut String| {
        let folded = fold(&plain(text));
        if short && let Some(hit) = search.whole(&folded) {
            whole.push(hit);
        }
        all.push_str(&folded);
    };
    for piece in xml.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        take(text, &mut texts);
        for attribute in tag.split('"').skip(1).step_by(2) {
            take(attribute, &mut attributes);
            attributes.push('\0');
        }
        // A shared string, a cell, a comment ends: what follows is another text.
        if ["/si", "/c", "/comment", "/a:p"].contains(&tag) {
            texts.push('\0');
        }
    }
    let mut found = search.inside(&texts);
    found.extend(search.inside(&attributes));
    found.extend(whole);
    found
}

/// The text of XML: its five names, and characters by number.
fn plain(xml: &str) -> String {
    if !xml.contains('&') {
        return xml.to_owned();
    }
    let mut pieces = xml.split('&');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let Some((name, rest)) = piece.split_once(';') else {
            text.push_str(piece);
            continue;
        };
        let number = name.strip_prefix("#x").map_or_else(
            || name.strip_prefix('#').and_then(|n| n.parse().ok()),
            |hex| u32::from_str_radix(hex, 16).ok(),
        );
        match (name, number.and_then(char::from_u32)) {
            (_, Some(c)) => text.push(c),
            ("lt", _) => text.push('<'),
            ("gt", _) => text.push('>'),
            ("amp", _) => text.push('&'),
            ("quot", _) => text.push('"'),
            ("apos", _) => text.push('\''),
            _ => {}
        }
        text.push_str(rest);
    }
    text
}

/// The first cell with what was found among the shared strings.
fn cell(part: &str, bytes: &[u8], hit: &Hit<'_>) -> Option<Place> {
    if part != SHARED_STRINGS {
        return None;
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    for sheet in workbook.sheet_names() {
        let Ok(range) = workbook.worksheet_range(&sheet) else {
            continue;
        };
        let start = range.start().unwrap_or_default();
        let found = range.used_cells().find(|(_, _, value)| {
            let Data::String(text) = value else {
                return false;
            };
            let folded = fold(text);
            if hit.whole {
                folded == hit.folded
            } else {
                folded.contains(hit.folded)
            }
        });
        if let Some((row, column, _)) = found {
            let row = start.0 + u32::try_from(row).ok()?;
            let column = start.1 + u32::try_from(column).ok()?;
            return Some(Place {
                sheet: Some(sheet),
                cell: Some(a1(row, column)),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{Internal, Search};
    use super::{hits, plain};

    #[test]
    fn names_of_xml_are_read() {
        assert_eq!(plain("a&amp;b&#x3042;&#12356;&lt;&unknown;c"), "a&bあい<c");
    }

    #[test]
    fn texts_attributes_and_runs_are_searched() {
        let internal = vec![
            Internal::new("本部限りの特記事項", ""),
            Internal::name("山田太郎", ""),
        ];
        let search = Search::new(internal, "");
        let count = |xml: &str, short| hits(&search, xml, short).len();
        assert_eq!(
            count(
                "<si><r><t>本部限りの</t></r><r><t>特記事項</t></r></si>",
                true
            ),
            1
        );
        assert_eq!(count("<n comment=\"本部限りの特記事項\"/>", true), 1);
        assert_eq!(count("<t>山田太郎</t><t>山田太郎さん</t>", true), 1);
        assert_eq!(count("<v>山田太郎</v>", false), 0);
        assert_eq!(
            count("<si><t>本部限りの</t></si><si><t>特記事項</t></si>", true),
            0
        );
    }
}
