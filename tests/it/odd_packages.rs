//! Packages as programs write them that are not Excel, and as years of copying leave them: each gives the same answers as
//! the form itself, and what people put beside the cells is reported.

use gyokaku::form::returned_workbook::{self, ReturnedWorkbook};
use gyokaku::form::{Beside, blank_workbook};

use crate::cases::package;
use crate::filling;
use crate::fixture::{layout_of, parts};
use crate::plans;

fn form() -> Vec<u8> {
    let plan = plans::small();
    let cycle = plan.running_cycle().expect("a cycle");
    let layout = layout_of(&plan, cycle, "01", &Beside::default());
    let form = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
    filling::fill_all(&form)
}

fn read(bytes: &[u8]) -> ReturnedWorkbook {
    returned_workbook::read(bytes).expect("a form")
}

/// The form with each part of XML changed, by its name and text.
fn rewritten(form: &[u8], change: impl Fn(&str, String) -> (String, Vec<u8>)) -> Vec<u8> {
    let changed: Vec<(String, Vec<u8>)> = parts(form)
        .into_iter()
        .map(|(name, content)| change(&name, String::from_utf8(content).expect("UTF-8")))
        .collect();
    let parts: Vec<(&str, &[u8])> = changed
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    package(&parts)
}

/// The text with every element in a namespace of this prefix.
fn prefixed(text: &str) -> String {
    let mut out = String::new();
    for (at, piece) in text.split('<').enumerate() {
        let (slash, rest) = match piece.strip_prefix('/') {
            Some(rest) => ("/", rest),
            None => ("", piece),
        };
        let name = rest.split([' ', '>', '/']).next().unwrap_or_default();
        let own = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(':');
        if at > 0 {
            out.push('<');
        }
        out.push_str(slash);
        if own && at > 0 {
            out.push_str("x:");
        }
        out.push_str(rest);
    }
    out.replace(" xmlns=\"", " xmlns:x=\"")
}

#[test]
fn packages_of_other_programs_read_alike() {
    let form = form();
    let expected = read(&form);
    let is_sheet = |name: &str| name.starts_with("xl/worksheets/");
    let as_is = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    let ways: [(&str, Vec<u8>); 8] = [
        (
            "targets from the root",
            rewritten(&form, |name, text| {
                let from_root = "Target=\"/xl/";
                let text = match name {
                    "xl/_rels/workbook.xml.rels" => text.replace("Target=\"", from_root),
                    _ => text,
                };
                as_is(name, text)
            }),
        ),
        (
            "strict",
            rewritten(&form, |name, text| {
                let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
                let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
                let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
                let text = text.replace(office, strict);
                as_is(
                    name,
                    text.replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
                )
            }),
        ),
        (
            "capitals",
            rewritten(&form, |name, text| {
                let name = if is_sheet(name) {
                    name.to_uppercase()
                } else {
                    name.to_owned()
                };
                (name, text.into_bytes())
            }),
        ),
        (
            "backslashes",
            rewritten(&form, |name, text| {
                let name = if is_sheet(name) {
                    name.replace('/', "\\")
                } else {
                    name.to_owned()
                };
                (name, text.into_bytes())
            }),
        ),
        (
            "byte order marks",
            rewritten(&form, |name, text| {
                (name.to_owned(), format!("\u{feff}{text}").into_bytes())
            }),
        ),
        (
            "UTF-16",
            rewritten(&form, |name, text| {
                let text = text.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
                let units = format!("\u{feff}{text}");
                let bytes = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
                (name.to_owned(), bytes)
            }),
        ),
        (
            "prefixes",
            rewritten(&form, |name, text| {
                let own = is_sheet(name)
                    || matches!(
                        name,
                        "xl/workbook.xml" | "xl/styles.xml" | "xl/sharedStrings.xml"
                    );
                as_is(name, if own { prefixed(&text) } else { text })
            }),
        ),
        (
            "states",
            rewritten(&form, |name, text| {
                as_is(
                    name,
                    text.replace("\" sheetId=", "\" state=\"show\" sheetId="),
                )
            }),
        ),
    ];
    for (way, changed) in ways {
        // A sheet has one state; where two are written, the form's own stands last.
        assert!(read(&changed) == expected, "{way}");
    }
}

#[test]
fn what_years_of_copying_leave_changes_no_answer() {
    let form = form();
    let expected = read(&form);
    for (what, changed) in [
        ("dead names", filling::add_dead_names(&form, 25_000)),
        (
            "a module's entry",
            filling::list_sheet(&form, "Module1", ""),
        ),
        (
            "a formatted column",
            filling::format_column(&form, "1-①", 'C'),
        ),
        (
            "nothing ticked",
            filling::add_check_box(&form, "1-①", "F12", "", false),
        ),
    ] {
        assert!(read(&changed) == expected, "{what}");
    }
    let lost = read(&filling::list_sheet(&form, "旧集計", "rId900"));
    assert!(lost.sheets.last().is_some_and(|sheet| sheet.is_lost));
    assert_eq!(lost.names, expected.names);
}

#[test]
fn what_lies_over_the_cells_is_found_once() {
    let form = form();
    let shapes = |changed: &[u8]| -> Vec<(Option<String>, String, Option<String>)> {
        let workbook = read(changed);
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == "1-①");
        let shapes = sheet.expect("the sheet").shapes.iter();
        shapes
            .map(|shape| {
                let place = gyokaku::values::a1(shape.place.0, shape.place.1);
                (
                    shape.control.clone(),
                    format!("{place} {}", shape.text),
                    shape.picture.clone(),
                )
            })
            .collect()
    };
    let ticked = Some("チェックあり".to_owned());
    let add = |label: &str| filling::add_check_box(&form, "1-①", "F13", label, true);
    assert_eq!(
        shapes(&add("統合済み")),
        [(ticked.clone(), "F13 統合済み".to_owned(), None)]
    );
    assert_eq!(
        shapes(&add("")),
        [(ticked.clone(), "F13 ".to_owned(), None)]
    );
    let legacy = |kind: &str| filling::add_legacy_shape(&form, "1-①", "F13", kind, "別途送付");
    assert_eq!(
        shapes(&legacy("Shape")),
        [(None, "F13 別途送付".to_owned(), None)]
    );
    assert_eq!(
        shapes(&legacy("Checkbox")),
        [(ticked, "F13 別途送付".to_owned(), None)]
    );
    assert_eq!(shapes(&legacy("Note")), []);
    let active = filling::add_active_x(&form, "1-①", "売却は9月議会の後");
    assert_eq!(
        shapes(&active),
        [(None, "A1 売却は9月議会の後".to_owned(), None)]
    );
    let placed = filling::place_picture(&form, "1-①", "G13", "現場写真");
    assert_eq!(
        shapes(&placed),
        [(None, "G13 ".to_owned(), Some("現場写真".to_owned()))]
    );
}
