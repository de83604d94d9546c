//! Every part of a workbook: shared strings, sheets (hidden ones too), comments, tables, charts, defined names, document
//! properties. The XML is gone through as it is, for a search wants to know nothing of its meaning; calamine only finds
//! the cell of what was found.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

use super::faults::Faults;
use super::fold::{Folded, fold};
use super::{Disclosure, Hit, Place};
use crate::values::a1;

const SHARED_STRINGS: &str = "xl/sharedStrings.xml";
/// Where a text ends.
const ENDS: [&str; 4] = ["/si", "/c", "/comment", "/a:p"];
/// In these parts numbers are figures, places and measures.
const NO_PROSE: [&str; 4] = ["xl/worksheets/", "xl/drawings/", "xl/charts/", "xl/styles"];

/// Searches the parts of a workbook.
pub(super) fn search(disclosure: &Disclosure, bytes: &[u8], faults: &mut Faults<'_>) {
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
            let prose = !NO_PROSE.iter().any(|folder| name.starts_with(folder));
            let (texts, attributes) = written(&xml, prose);
            let found = disclosure.leaks(&texts).into_iter();
            for hit in found.chain(disclosure.leaks(&attributes)) {
                let place = cell(&name, bytes, &hit).unwrap_or_else(|| Place {
                    sheet: Some(name.clone()),
                    cell: None,
                });
                faults.hit(&hit, place);
            }
        }
    }
}

/// The texts of a part, and its attributes.
fn written(xml: &str, prose: bool) -> (Folded, Folded) {
    let (mut texts, mut attributes) = (Folded::of(prose), Folded::default());
    for piece in xml.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        texts.push(&plain(text));
        for attribute in tag.split('"').skip(1).step_by(2) {
            attributes.push(&plain(attribute));
            attributes.end();
        }
        // A shared string, a cell, a comment, a property ends: what follows is another text.
        if ENDS.contains(&tag) || tag.starts_with("/dc:") || tag.starts_with("/vt:") {
            texts.end();
        }
    }
    (texts, attributes)
}

/// The text of XML: its five names, and characters by number.
pub(super) fn plain(xml: &str) -> String {
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
            fold(text).contains(hit.folded)
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
    use super::super::{Disclosure, Internal};
    use super::{plain, written};

    #[test]
    fn names_of_xml_are_read() {
        assert_eq!(plain("a&amp;b&#x3042;&#12356;&lt;&unknown;c"), "a&bあい<c");
    }

    #[test]
    fn texts_attributes_and_runs_are_searched() {
        let internal = vec![
            Internal::new("本部限りの特記事項", ""),
            Internal::name("山田太郎", ""),
            Internal::name("内線 4821", ""),
        ];
        let disclosure = Disclosure::new(internal, Vec::new(), Vec::new());
        let count = |xml: &str, prose| {
            let (texts, attributes) = written(xml, prose);
            disclosure.leaks(&texts).len() + disclosure.leaks(&attributes).len()
        };
        for (xml, prose, leaks) in [
            (
                "<si><r><t>本部限りの</t></r><r><t>特記事項</t></r></si>",
                true,
                1,
            ),
            ("<n comment=\"本部限りの特記事項\"/>", true, 1),
            ("<t>山田太郎</t>", false, 1),
            (
                "<si><t>山田太郎</t></si><si><t>山田太郎さん</t></si>",
                true,
                1,
            ),
            ("<si><t>4821</t></si>", true, 1),
            ("<c><v>4821</v></c><a count=\"4821\"/>", false, 0),
            ("<c><t>内線4821</t></c>", false, 1),
            (
                "<si><t>本部限りの</t></si><si><t>特記事項</t></si>",
                true,
                0,
            ),
        ] {
            assert_eq!(count(xml, prose), leaks, "{xml}");
        }
    }
}
