//! The public result as pages of the web, in 公表/ホームページ: the page, the part of it that is pasted into a city's own system, and
//! a text. They lead to the files beside them, so they are made when those are.

use serde_json::Value as Json;

use super::attachments;
use crate::diagnostic::{Diagnostic, any_error};
use crate::plan::Body;
use crate::publication;
use crate::typesetting::{Extent, LinkedFile, Page, Press};
use crate::verification::completeness;
use crate::verification::outputs::{Output, PageOutput};

/// The folder of the pages within 公表/.
const FOLDER: &str = "ホームページ";

/// File name and template of each.
const PAGES: [(&str, &str); 3] = [
    ("index.html", "web/index.typ"),
    ("本文.html", "web/fragment.typ"),
    ("概要.txt", "web/summary.typ"),
];

/// The pages of a view beside the `outputs` that there are. Each but the text shows every key of the view. `heading` is the level of the
/// first headings of the part that is pasted.
///
/// # Errors
/// D002, D005 for what a page drops or changes, and what typesetting says.
pub(super) fn make(
    press: Press<'_>,
    body: Body,
    view: &Json,
    outputs: &[Box<dyn Output>],
    heading: u8,
) -> Result<Vec<Box<dyn Output>>, Vec<Diagnostic>> {
    let data = press.data(view)?;
    let files = links(outputs);
    let mut pages: Vec<Box<dyn Output>> = Vec::new();
    for (name, template) in PAGES {
        let Some(mut page) = Page::of(template) else {
            continue;
        };
        page.files = &files;
        if page.extent == Extent::Body {
            page.heading = heading;
        }
        let made = press.web_page(&page, &data)?;
        if page.extent != Extent::Text {
            let traces: Vec<_> = made.traces.iter().collect();
            let faults = completeness::check(view, &traces, press);
            if any_error(&faults) {
                return Err(faults);
            }
        }
        let path = format!("{}/{FOLDER}/{name}", body.label());
        pages.push(Box::new(PageOutput { path, made }));
    }
    press.forget();
    Ok(pages)
}

/// What the pages lead to: documents, workbook and the tables of the open data.
fn links(outputs: &[Box<dyn Output>]) -> Vec<LinkedFile> {
    let files: Vec<(String, &[u8])> = outputs.iter().flat_map(|output| output.files()).collect();
    let described = files
        .iter()
        .filter(|(path, _)| path.ends_with(publication::PACKAGE));
    let described: Vec<_> = described
        .map(|(path, bytes)| (path.clone(), bytes.to_vec()))
        .collect();
    let titles = attachments::titles(&described);
    let linked = files.iter().filter_map(|(path, bytes)| {
        let (_, below) = path.split_once('/')?;
        let name = below.rsplit('/').next()?;
        let (title, ending) = name.rsplit_once('.')?;
        let kind = match ending {
            "pdf" => "PDF",
            "xlsx" => "Excel",
            "csv" => "CSV",
            _ => return None,
        };
        Some(LinkedFile {
            href: format!("../{}", reference(below)),
            title: titles.get(name).map_or(title, String::as_str).to_owned(),
            kind: kind.to_owned(),
            size: size(bytes.len()),
        })
    });
    linked.collect()
}

/// A path as a reference: what means something in one is written by its number.
fn reference(path: &str) -> String {
    let mut reference = String::new();
    for c in path.chars() {
        if c.is_ascii_alphanumeric() || !c.is_ascii() || "/-._~".contains(c) {
            reference.push(c);
        } else {
            reference.push_str(&format!("%{:02X}", u32::from(c)));
        }
    }
    reference
}

/// `98KB`, `1.2MB`.
fn size(bytes: usize) -> String {
    const KB: usize = 1024;
    if bytes < KB * KB {
        return format!("{}KB", bytes.div_ceil(KB));
    }
    let tenths = (bytes * 10 + KB * KB / 2) / (KB * KB);
    format!("{}.{}MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{reference, size};

    #[test]
    fn paths_and_sizes_are_written_for_a_page() {
        assert_eq!(reference("a/資料 1#50%.pdf"), "a/資料%201%2350%25.pdf");
        assert_eq!(
            (size(1).as_str(), size(1_258_292).as_str()),
            ("1KB", "1.2MB")
        );
    }
}
