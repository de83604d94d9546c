//! What readers of a body may not see, taken from the record with its places: fields for the office, internal notes, what
//! the checking said. Which of it is searched for, and how, is decided by the view that the readers may see.

use std::collections::BTreeMap;

use crate::cycle::{Answer, CycleRecord};
use crate::diagnostic::Diagnostic;
use crate::values::{CellLocation, Source};

/// Whose documents are searched (design: who sees what).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// 幹事会, 推進本部: everything but the respondents and the checking.
    Headquarters,
    /// 懇談会 and everyone.
    Open,
}

/// A text that may not be seen, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Internal {
    pub text: String,
    /// `01_総務課.xlsx › 1-① › C12`, or what it is.
    pub place: String,
    /// A name, a telephone number, a state: short, and a secret as the whole of a cell or run.
    pub name: bool,
}

impl Internal {
    pub fn new(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: place.into(),
            name: false,
        }
    }

    /// A name or number, or another word that is a secret by itself.
    pub fn name(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            name: true,
            ..Self::new(text, place)
        }
    }

    /// A text with its cell.
    pub fn at(source: &Source) -> Self {
        Self::new(&source.typed, shown(&source.at))
    }
}

/// Every internal text of the record, each once, in the order of the texts.
pub fn of_record(record: &CycleRecord, readers: Readers) -> Vec<Internal> {
    let mut found = Found(BTreeMap::new());
    for department in &record.departments {
        let (respondent, approval) = (&department.respondent, &department.approval);
        found.answer(&respondent.name, true);
        found.answer(&respondent.phone, true);
        found.answer(&respondent.note, false);
        found.answer(&approval.name, true);
        if readers == Readers::Open {
            for file in department.file.iter().chain(&department.files) {
                found.text(file, "提出されたファイルの名前", false);
            }
        }
    }
    for item in &record.items {
        found.answer(&item.contact, true);
        if readers == Readers::Open {
            found.answer(&item.internal_note, false);
        }
    }
    for diagnostic in &record.diagnostics {
        found.diagnostic(diagnostic, readers);
    }
    if readers == Readers::Open {
        for word in ["未提出", "要確認", "未提出・確認中"] {
            found.text(word, "提出状況", true);
        }
    }
    found.0.into_values().collect()
}

/// By text; the first place stays.
struct Found(BTreeMap<String, Internal>);

impl Found {
    fn text(&mut self, text: &str, place: &str, name: bool) {
        let found = (self.0.entry(text.to_owned())).or_insert_with(|| Internal::new(text, place));
        found.name |= name;
    }

    /// The value, and the text as typed.
    fn answer(&mut self, answer: &Answer, name: bool) {
        let Some(answer) = answer else { return };
        let place = shown(&answer.source.at);
        if let Some(value) = &answer.value {
            self.text(&value.text(), &place, name);
        }
        self.text(&answer.source.typed, &place, name);
    }

    /// What was quoted of an answer is printed in another spelling (`98.5 %`), and no secret; what was written beside the
    /// form (N) is for the office.
    fn diagnostic(&mut self, diagnostic: &Diagnostic, readers: Readers) {
        let place = match diagnostic.place() {
            place if place.is_empty() => "点検結果".to_owned(),
            place => format!("点検結果（{place}）"),
        };
        self.text(&diagnostic.message, &place, false);
        if readers == Readers::Open && diagnostic.code.id().starts_with('N') {
            for text in diagnostic.texts() {
                self.text(text, &place, false);
            }
        }
    }
}

fn shown(at: &CellLocation) -> String {
    let parts = [&at.file, &at.sheet, &at.cell];
    let known: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    known.join(" › ")
}
