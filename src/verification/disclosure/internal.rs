//! What readers of a body may not see, taken from the record with its places: fields for the office, internal notes, what
//! the checking said. Which of it is searched for, and how, is decided by the view that the readers may see.

use std::collections::BTreeMap;

use crate::cycle::{
    self as fields, Answer, CycleRecord, Declaration, ItemField, Kind, OpinionField, OpinionRecord,
};
use crate::diagnostic::Diagnostic;
use crate::values::{CellLocation, Source};

/// Whose documents are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// 幹事会, 推進本部: everything but the respondents and the checking.
    Headquarters,
    /// 懇談会 and everyone.
    Open,
}

impl Readers {
    fn may_read(self, field: &Declaration) -> bool {
        match self {
            Self::Headquarters => field.readers != fields::Readers::Office,
            Self::Open => field.readers == fields::Readers::Everyone,
        }
    }
}

/// A text that may not be seen, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Internal {
    pub text: String,
    /// `01_総務課.xlsx › 1-① › C12`, or what it is.
    pub place: String,
    /// Whose cell it is: a department, or [`OFFICE`].
    pub department: String,
    /// A name, a telephone number, a state: a secret however short.
    pub name: bool,
}

/// Who answers for what no department wrote.
pub const OFFICE: &str = "事務局";

impl Internal {
    pub fn new(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: place.into(),
            department: OFFICE.to_owned(),
            name: false,
        }
    }

    /// Of this department.
    #[must_use]
    pub fn of(mut self, department: &str) -> Self {
        department.clone_into(&mut self.department);
        self
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

/// Every internal text of the record, each once for a department, in the order of the texts.
pub fn of_record(record: &CycleRecord, readers: Readers) -> Vec<Internal> {
    let mut found = Found::default();
    for department in &record.departments {
        let name = &department.name;
        for file in department.file.iter().chain(&department.files) {
            found.departments.insert(file, name);
            if readers == Readers::Open {
                found.text(Internal::new(file, "提出されたファイルの名前").of(name));
            }
        }
    }
    for given in record.answers() {
        let declared = given.field.declared();
        if !readers.may_read(declared) {
            let department = Some(given.department).filter(|d| !d.is_empty());
            found.answer(given.answer, department.unwrap_or(OFFICE), declared);
        }
    }
    if readers == Readers::Open {
        for opinion in record.opinions.iter().filter(|o| !o.public) {
            found.opinion(opinion);
        }
    }
    for diagnostic in &record.diagnostics {
        found.diagnostic(diagnostic, readers);
    }
    if readers == Readers::Open {
        for word in ["未提出", "要確認", "未提出・確認中"] {
            found.text(Internal::name(word, "提出状況"));
        }
    }
    found.texts.into_values().collect()
}

/// The reasons of the 所管課 for grades in whose place the 本部 gave others, for readers who may not know of the first ones.
pub fn first_reasons(record: &CycleRecord) -> Vec<Internal> {
    let mut found = Found::default();
    let items = record.items.iter().filter(|item| item.second().is_some());
    for item in items {
        let lead = item.lead.as_deref().unwrap_or(OFFICE);
        let field = ItemField::Reason;
        found.answer(&item.answers[field], lead, field.declared());
    }
    found.texts.into_values().collect()
}

/// By text and department; the first place stays.
#[derive(Default)]
struct Found<'a> {
    texts: BTreeMap<(String, String), Internal>,
    /// By file.
    departments: BTreeMap<&'a str, &'a str>,
}

impl Found<'_> {
    fn text(&mut self, internal: Internal) {
        let name = internal.name;
        let key = (internal.text.clone(), internal.department.clone());
        self.texts.entry(key).or_insert(internal).name |= name;
    }

    /// The value, and the text as typed. A day alone is no secret.
    fn answer(&mut self, answer: &Answer, department: &str, declared: &Declaration) {
        let Some(answer) = answer.as_ref().filter(|_| declared.kind != Kind::Date) else {
            return;
        };
        let typed = Internal {
            name: declared.is_name(),
            ..Internal::at(&answer.source).of(department)
        };
        if let Some(value) = &answer.value {
            let text = value.text();
            self.text(Internal {
                text,
                ..typed.clone()
            });
        }
        self.text(typed);
    }

    /// Whatever was said of an opinion that is not public.
    fn opinion(&mut self, opinion: &OpinionRecord) {
        let place = format!("{}（非公開）", opinion.label());
        let own = [
            Some(&opinion.text),
            opinion.answer.as_ref(),
            opinion.office.answer.as_ref(),
        ];
        for text in own.into_iter().flatten() {
            self.text(Internal::new(text, &place));
        }
        for report in &opinion.reports {
            for (field, answer) in report.answers.iter() {
                if field == OpinionField::Answer {
                    self.answer(answer, &report.department, field.declared());
                }
            }
        }
    }

    /// What was quoted of an answer is printed in another spelling (`98.5 %`), and no secret; what was written beside the
    /// form (N) is for the office.
    fn diagnostic(&mut self, diagnostic: &Diagnostic, readers: Readers) {
        let place = match diagnostic.place() {
            place if place.is_empty() => "点検結果".to_owned(),
            place => format!("点検結果（{place}）"),
        };
        let file = diagnostic.file.as_deref().unwrap_or_default();
        let department = self.departments.get(file).copied().unwrap_or(OFFICE);
        self.text(Internal::new(&diagnostic.message, &place).of(department));
        if readers == Readers::Open && diagnostic.code.id().starts_with('N') {
            for text in diagnostic.texts() {
                self.text(Internal::new(text, &place).of(department));
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
