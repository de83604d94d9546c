//! The finished files of a body searched for what its readers may not see: the text of the pages, everything inside the
//! PDF that is no page (titles, alternative texts, bookmarks, attachments), every part of the workbooks, and open data.
//!
//! The types already keep internal fields out of the views. This is the proof on the bytes: it also finds what a changed
//! template, a property of a workbook or a mistake of the program would let through. Texts that the body's view holds are
//! no secret, and neither are the words of the templates.

mod internal;
mod package;
mod pdf;
mod search;

use serde_json::Value as Json;

pub use internal::{Internal, Readers, of_record};

use crate::diagnostic::{Code, Diagnostic};
use crate::typesetting::{PageText, Typeset};
use search::{Hit, Search, fold};

/// What is searched for in the files of one body.
#[derive(Debug)]
pub struct Disclosure(Search);

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    /// A sheet, a page (`3頁`) or a part.
    sheet: Option<String>,
    cell: Option<String>,
}

impl Disclosure {
    /// `internal` is what may not be seen; `views` hold what may, `words` are those of the templates.
    pub fn new(internal: Vec<Internal>, views: &[Json], words: &str) -> Self {
        let mut allowed = String::new();
        views.iter().for_each(|view| strings(view, &mut allowed));
        allowed.push_str(&fold(words));
        Self(Search::new(internal, &allowed))
    }

    /// Searches a document: D008 for each hit, and none where the document may be published. `file` is its path.
    pub fn document(&self, file: &str, made: &Typeset) -> Vec<Diagnostic> {
        let mut faults = Faults::new(file);
        pages(&self.0, &made.texts, &mut faults);
        pdf::search(&self.0, &made.pdf, &mut faults);
        faults.list
    }

    /// Searches a file by its kind: a workbook in all its parts, any other file as text.
    pub fn file(&self, file: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        let mut faults = Faults::new(file);
        if file.ends_with(".xlsx") {
            package::search(&self.0, bytes, &mut faults);
        } else if file.ends_with(".pdf") {
            pdf::search(&self.0, bytes, &mut faults);
        } else {
            text(&self.0, &String::from_utf8_lossy(bytes), &mut faults);
        }
        faults.list
    }
}

/// Every string of a view, folded and apart from each other; figures with and without their commas.
fn strings(json: &Json, found: &mut String) {
    match json {
        Json::String(text) => {
            found.push('\0');
            found.push_str(&fold(text));
            if text.contains(',') {
                found.push('\0');
                found.push_str(&fold(&text.replace(',', "")));
            }
        }
        Json::Array(list) => list.iter().for_each(|j| strings(j, found)),
        Json::Object(map) => map.values().for_each(|j| strings(j, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// The pages as one text, so that nothing hides at a page's end; short ones by their runs.
fn pages(search: &Search, pages: &[PageText], faults: &mut Faults) {
    let mut all = String::new();
    let mut starts = Vec::new();
    for page in pages {
        starts.push((all.len(), page.page));
        for run in &page.runs {
            let folded = fold(run);
            if let Some(hit) = search.whole(&folded) {
                faults.hit(&hit, on_page(page.page));
            }
            all.push_str(&folded);
        }
    }
    for hit in search.inside(&all) {
        let page = starts.iter().rev().find(|(start, _)| *start <= hit.at);
        faults.hit(&hit, on_page(page.map_or(1, |(_, page)| *page)));
    }
}

/// A text file: long ones anywhere, short ones between the marks that divide CSV, JSON and HTML.
fn text(search: &Search, content: &str, faults: &mut Faults) {
    for hit in search.inside(&fold(content)) {
        faults.hit(&hit, Place::default());
    }
    for field in content.split([',', '"', '<', '>', '\n', '\t']) {
        if let Some(hit) = search.whole(&fold(field)) {
            faults.hit(&hit, Place::default());
        }
    }
}

fn on_page(page: usize) -> Place {
    Place {
        sheet: Some(format!("{page}頁")),
        cell: None,
    }
}

/// Collects the faults of one file; a text is told once for each place.
struct Faults {
    file: String,
    list: Vec<Diagnostic>,
}

impl Faults {
    fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            list: Vec::new(),
        }
    }

    fn hit(&mut self, hit: &Hit<'_>, place: Place) {
        let mut told = Diagnostic::new(
            Code::DisclosureFound,
            format!(
                "この資料の読み手に見せない内容が混じっているため、書き込みませんでした。元の場所: {}",
                hit.internal.place
            ),
            "公開する欄に内部の内容が書かれているとき又は書式を差し替えているときは、それを直してください。\
             ほかの場合は、プログラムの不具合と考えられます。",
        )
        .in_file(&self.file)
        .found(&hit.internal.text);
        told.sheet = place.sheet;
        told.cell = place.cell;
        if !self.list.contains(&told) {
            self.list.push(told);
        }
    }

    /// The file can't be searched, so it can't be given out.
    fn unreadable(&mut self, why: &str) {
        let told = Diagnostic::new(
            Code::DisclosureFound,
            "作成した資料の中を確かめられないため、書き込みませんでした。",
            "プログラムの不具合と考えられます。この表示の全文を添えて、開発元に御連絡ください。",
        );
        self.list.push(told.in_file(&self.file).found(why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOTE: &str = "本部限りの特記事項である。";

    fn disclosure() -> Disclosure {
        let internal = vec![
            Internal::new(NOTE, "01.xlsx › 1-① › C9"),
            Internal::name("山田太郎", "01.xlsx › 記入要領 › C4"),
        ];
        Disclosure::new(internal, &[json!({"a": "公開する文章です。"})], "")
    }

    fn page(page: usize, runs: &[&str]) -> PageText {
        PageText {
            page,
            runs: runs.iter().map(|r| (*r).to_owned()).collect(),
        }
    }

    #[test]
    fn a_hit_names_both_places() {
        let mut faults = Faults::new("公表/報告書.pdf");
        let texts = [
            page(1, &["表紙", "担当 山田太郎"]),
            page(2, &["本部限りの", "特記事項", "である。", "山田 太郎"]),
        ];
        pages(&disclosure().0, &texts, &mut faults);
        let told: Vec<String> = faults.list.iter().map(Diagnostic::place).collect();
        assert_eq!(told, ["公表/報告書.pdf › 2頁"; 2]);
        assert!(faults.list[1].message.contains("01.xlsx › 1-① › C9"));
        assert_eq!(faults.list[1].found.as_deref(), Some(NOTE));
        assert_eq!(faults.list[0].found.as_deref(), Some("山田太郎"));
    }

    #[test]
    fn text_files_are_searched_by_field() {
        let disclosure = disclosure();
        assert_eq!(
            disclosure.file("x.csv", "1,山田太郎,あ\n".as_bytes()).len(),
            1
        );
        assert_eq!(
            disclosure
                .file("x.json", format!("{{\"a\": \"x{NOTE}\"}}").as_bytes())
                .len(),
            1
        );
        assert!(
            disclosure
                .file("x.csv", "1,山田太郎さん,公開する文章です。".as_bytes())
                .is_empty()
        );
    }
}
