//! The finished files of a body searched for what its readers may not see: the text of the pages, everything inside the
//! PDF that is no page (titles, alternative texts, bookmarks, attachments), every part of the workbooks, and open data.
//!
//! The types already keep internal fields out of the views. This is the proof on the bytes: it also finds what a changed
//! template, a property of a workbook or a mistake of the program would let through.
//!
//! # What a secret is
//!
//! Internal ([`of_record`]) is what was written into fields for the office or 推進本部, beside the form, and what the
//! checking said. All of it is compared as [`fold`] gives it. Looked for are
//!
//! - of any internal text the whole, its sentences and lines from 8 characters on, its clauses from 12 on, unless they are dates,
//!   amounts or counts alone;
//! - of fields for names (記入者, 内線, 確認者, 担当係・内線, 提出状況) also each name from 2 characters on that is no part of the office, no
//!   rank and no word for nothing ([`everyday`]), and each number from 3 digits on that is no year.
//!
//! What is found is a leak unless the readers may see it anyway ([`public`]). The pieces of what they may see are every string
//! and number of the body's view, the words of the program's own templates, workbooks and open data. Then
//!
//! - a **text** is public where it stands in a piece, or is a join of them: the end of a piece, whole pieces, the beginning of a
//!   piece, with marks between (`3-④は、B やや遅れている。`). Public words in a sentence of another order are no join: `廃止を検討` is a secret
//!   though 廃止 and 検討 are printed;
//! - a **name** is a leak as a word of its own that is no word of a piece; within a longer word only where it is a full name (3
//!   characters) or someone is addressed (`記入者山田`, `山田課長`), and the longer word is not public;
//! - a **number** is a leak after a word for a telephone (`内線4821`) unless the two stand in a piece, and as the whole of a run, cell or
//!   field (with hyphens anywhere) unless it is a number of a piece.
//!
//! A leak that the office has confirmed as harmless ([`Harmless`]) is only reported.

mod everyday;
mod faults;
mod fold;
mod internal;
mod package;
mod page;
mod pdf;
mod public;
mod search;

use std::sync::OnceLock;

use serde_json::Value as Json;

pub use faults::Harmless;
pub use internal::{Internal, OFFICE, Readers, first_reasons, of_record};

use crate::diagnostic::Diagnostic;
use crate::typesetting::{PageText, Typeset};
use faults::Faults;
use fold::Folded;
use public::Public;
use search::{Hit, Search};

/// What is searched for in the files of one body.
#[derive(Debug)]
pub struct Disclosure {
    search: Search,
    views: Vec<Json>,
    words: Vec<String>,
    /// Made of views and words where something was found, which is rare.
    public: OnceLock<Public>,
    harmless: Vec<Harmless>,
}

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    /// A sheet, a page (`3頁`) or a part.
    sheet: Option<String>,
    cell: Option<String>,
}

impl Disclosure {
    /// `internal` is what may not be seen; `views` hold what may, `words` are the program's own.
    pub fn new(internal: Vec<Internal>, views: Vec<Json>, words: Vec<String>) -> Self {
        Self {
            search: Search::new(internal),
            views,
            words,
            public: OnceLock::new(),
            harmless: Vec::new(),
        }
    }

    /// With what the office has confirmed as harmless.
    #[must_use]
    pub fn with(mut self, harmless: Vec<Harmless>) -> Self {
        self.harmless = harmless;
        self
    }

    /// Searches a document: D008 for each leak, and no error where the document may be published. `file` is its path.
    pub fn document(&self, file: &str, made: &Typeset) -> Vec<Diagnostic> {
        let mut faults = Faults::new(file, &self.harmless);
        self.pages(&made.texts, &mut faults);
        pdf::search(self, &made.pdf, &mut faults);
        faults.list
    }

    /// Searches a file by its kind: a workbook in all its parts, a page of the web by its elements, any other file as text.
    pub fn file(&self, file: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        let mut faults = Faults::new(file, &self.harmless);
        if file.ends_with(".xlsx") {
            package::search(self, bytes, &mut faults);
        } else if file.ends_with(".pdf") {
            pdf::search(self, bytes, &mut faults);
        } else if file.ends_with(".html") {
            page::search(self, &String::from_utf8_lossy(bytes), &mut faults);
        } else {
            let mut text = Folded::of(true);
            fields(&String::from_utf8_lossy(bytes), &mut text);
            for hit in self.leaks(&text) {
                faults.hit(&hit, Place::default());
            }
        }
        faults.list
    }

    fn leaks(&self, text: &Folded) -> Vec<Hit<'_>> {
        let public = || (self.public).get_or_init(|| Public::new(&self.views, &self.words));
        self.search.leaks(text, public)
    }

    /// The pages as one text, so that nothing hides at a page's end.
    fn pages(&self, pages: &[PageText], faults: &mut Faults<'_>) {
        let mut all = Folded::of(true);
        let mut starts = Vec::new();
        for page in pages {
            starts.push((all.text.len(), page.page));
            for run in &page.runs {
                all.cut();
                all.push(run);
            }
        }
        for hit in self.leaks(&all) {
            let page = starts.iter().rev().find(|(start, _)| *start <= hit.at);
            let page = page.map_or(1, |(_, page)| *page);
            let place = Place {
                sheet: Some(format!("{page}頁")),
                cell: None,
            };
            faults.hit(&hit, place);
        }
    }
}

/// A text with the marks that divide CSV and JSON: its fields are pieces.
fn fields(content: &str, text: &mut Folded) {
    for part in content.split_inclusive([',', '"', '<', '>', '\n', '\t']) {
        let field = part.trim_end_matches([',', '"', '<', '>', '\n', '\t']);
        text.push(field);
        text.cut();
        text.push(&part[field.len()..]);
        text.cut();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOTE: &str = "本部限りの特記事項である。";

    fn disclosure() -> Disclosure {
        let internal = vec![
            Internal::new(NOTE, "01.xlsx › 1-① › C9").of("総務課"),
            Internal::name("山田太郎", "01.xlsx › 記入要領 › C4").of("総務課"),
        ];
        Disclosure::new(
            internal,
            vec![json!({"a": "公開する文章です。"})],
            Vec::new(),
        )
    }

    fn page(page: usize, runs: &[&str]) -> PageText {
        PageText {
            page,
            runs: runs.iter().map(|r| (*r).to_owned()).collect(),
        }
    }

    #[test]
    fn a_leak_names_both_places_and_the_department() {
        let disclosure = disclosure();
        let mut faults = Faults::new("公表/報告書.pdf", &[]);
        let texts = [
            page(1, &["表紙", "特記事項"]),
            page(
                2,
                &["本部限りの", "特記事項", "である。", "担当 山田", "太郎"],
            ),
        ];
        disclosure.pages(&texts, &mut faults);
        let reported: Vec<String> = faults.list.iter().map(Diagnostic::place).collect();
        assert_eq!(reported, ["公表/報告書.pdf › 2頁"; 2]);
        let [note, name] = faults.list.as_slice() else {
            panic!("{:?}", faults.list)
        };
        assert!(note.message.contains("01.xlsx › 1-① › C9（総務課）"));
        assert!(
            note.hint
                .contains("課「総務課」、コード「D008」、記入「本部限りの")
        );
        assert_eq!(note.found.as_deref(), Some(NOTE));
        assert_eq!(name.found.as_deref(), Some("山田太郎"));
    }

    #[test]
    fn text_files_are_searched_by_field() {
        let disclosure = disclosure();
        let leaks = |name: &str, text: String| disclosure.file(name, text.as_bytes()).len();
        assert_eq!(leaks("x.csv", "1,山田太郎,あ\n".to_owned()), 1);
        assert_eq!(leaks("x.csv", format!("1,\"前文。{NOTE}\",あ\n")), 1);
        assert_eq!(leaks("x.json", format!("{{\"a\": \"x{NOTE}\"}}")), 1);
        assert_eq!(leaks("x.csv", "1,山田,公開する文章です。".to_owned()), 0);
    }

    /// Only of the department that the office names, and only what it quotes.
    #[test]
    fn what_the_office_has_confirmed_is_no_error() {
        let harmless = |department: &str, text: &str| Harmless {
            department: department.to_owned(),
            text: text.to_owned(),
            reason: "公表済みのため".to_owned(),
            at: Default::default(),
        };
        for (harmless, errors) in [
            (harmless("総務課", NOTE), 0),
            (harmless("総務課", "前文。本部限りの 特記事項である。"), 0),
            (harmless("財政課", NOTE), 1),
            (harmless("総務課", "特記事項である。"), 1),
        ] {
            let disclosure = disclosure().with(vec![harmless]);
            let reported = disclosure.file("x.csv", NOTE.as_bytes());
            assert_eq!(reported.len(), 1);
            assert_eq!(usize::from(crate::diagnostic::any_error(&reported)), errors);
        }
    }
}
