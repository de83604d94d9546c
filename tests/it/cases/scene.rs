//! What a case starts from and what it becomes: the forms of every department, plausibly filled, and the
//! files that stand in 提出/ after the lines of the case.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gyokaku::cycle::{Previous, merge};
use gyokaku::plan::Plan;
use gyokaku::submission::{Received, intake};
use unicode_normalization::UnicodeNormalization as _;

use super::edit;
use super::forms::{Form, change_plan, forms, last_forms};
use super::parse::Word::{self, Bare, Text};
use super::plan::plan;

/// One file of 提出/.
pub struct File {
    pub name: String,
    /// Whose form it was made from.
    pub department: Option<String>,
    pub content: Content,
}

pub enum Content {
    Bytes(Vec<u8>),
    /// Something that is no plain file.
    Pipe,
    Link(String),
    /// A file of so many bytes, all zero.
    Zeros(u64),
}

pub struct Scene {
    /// The register when the forms were made, and when they are read.
    issued: Plan,
    pub now: Plan,
    changed: bool,
    /// Last cycle's forms by department, where the case has a last cycle.
    pub last: Option<BTreeMap<String, Vec<u8>>>,
    /// The content of 確定/record.json of the last cycle and of this one.
    pub frozen: Vec<(usize, String)>,
    forms: Vec<Form>,
    pub files: Vec<File>,
    /// Department of `last`, else the last of `files`.
    editing: Option<Editing>,
    /// The case is run through the program, not the library.
    pub program: bool,
    /// There is no folder 提出/.
    pub no_folder: bool,
}

#[derive(Clone)]
enum Editing {
    Last(String),
    File(usize),
}

impl File {
    /// Its name as it is reported, in NFC.
    pub fn shown(&self) -> String {
        self.name.nfc().collect()
    }
}

impl Scene {
    pub fn new() -> Self {
        Self {
            issued: plan(),
            now: plan(),
            changed: false,
            last: None,
            frozen: Vec::new(),
            forms: Vec::new(),
            files: Vec::new(),
            editing: None,
            program: false,
            no_folder: false,
        }
    }

    /// The file that the lines above speak of.
    pub fn file(&self) -> Option<&File> {
        match self.editing {
            Some(Editing::File(at)) => Some(&self.files[at]),
            _ => None,
        }
    }

    /// One line of a case that is no expectation.
    pub fn line(&mut self, words: &[Word]) {
        match words {
            [Bare(first), rest @ ..] if self.forms.is_empty() && self.before(first, rest) => {}
            [Bare(first), rest @ ..] => {
                self.prepare();
                self.after(first, rest, words);
            }
            _ => panic!("a line must begin with a word"),
        }
    }

    /// Lines that come before the forms are made.
    fn before(&mut self, first: &str, rest: &[Word]) -> bool {
        match (first, rest) {
            ("program", []) => self.program = true,
            ("no_folder", []) => self.no_folder = true,
            ("issued", change) => {
                change_plan(&mut self.issued, change);
                self.changed = true;
            }
            ("now", change) => change_plan(&mut self.now, change),
            ("frozen", [Bare(cycle), Text(record)]) => {
                let cycles = &self.now.cycles;
                let at = cycles.iter().position(|c| c.name() == *cycle);
                self.frozen
                    .push((at.expect("a cycle of the plan"), record.clone()));
            }
            ("last", []) => self.last = Some(last_forms()),
            ("last", [Bare(department)]) => {
                self.last.get_or_insert_with(last_forms);
                self.editing = Some(Editing::Last(department.clone()));
            }
            (name, [Bare(equals), ..]) if name.starts_with('@') && equals == "=" => {
                let Some(Editing::Last(department)) = self.editing.clone() else {
                    return false;
                };
                let mut words = vec![Bare(name.to_owned())];
                words.extend_from_slice(rest);
                let forms = self.last.as_mut().expect("last cycle's forms");
                let form = forms.get_mut(&department).expect("a department");
                *form = edit::edit(form, &words);
            }
            _ => return false,
        }
        true
    }

    /// Lines that change what stands in 提出/.
    fn after(&mut self, first: &str, rest: &[Word], words: &[Word]) {
        match (first, rest) {
            ("missing", [Bare(department)]) => {
                let wanted = Some(department.as_str());
                self.files.retain(|f| f.department.as_deref() != wanted);
            }
            ("form", [Bare(department), rest @ ..]) => {
                let wanted = Some(department.as_str());
                let at = self
                    .files
                    .iter()
                    .position(|f| f.department.as_deref() == wanted);
                let at = at.unwrap_or_else(|| panic!("no department {department}"));
                let (name, bytes) = self.form(department, rest);
                let file = &mut self.files[at];
                if let Some(name) = name {
                    file.name = name;
                }
                if let Some(bytes) = bytes {
                    file.content = Content::Bytes(bytes);
                }
                self.editing = Some(Editing::File(at));
            }
            ("also", [Bare(department), rest @ ..]) => {
                let (name, bytes) = self.form(department, rest);
                let form = self.of(department);
                let bytes = bytes.unwrap_or_else(|| form.filled.clone());
                let name = name.expect("a further file needs `as`");
                self.add(name, Some(department.clone()), Content::Bytes(bytes));
            }
            ("file", [Text(name), what @ ..]) => {
                let (department, content) = self.content(what);
                self.add(name.clone(), department, content);
            }
            _ => self.edit(words),
        }
    }

    fn edit(&mut self, words: &[Word]) {
        let Some(Editing::File(at)) = self.editing else {
            panic!("no form is being edited")
        };
        let words = match words {
            [Bare(verb), Text(name)] if verb == "replaces" => {
                let other = self.files.iter().find(|f| f.name == *name);
                let digest = match other.map(|f| &f.content) {
                    Some(Content::Bytes(bytes)) => edit::digest(bytes),
                    _ => panic!("no file {name}"),
                };
                vec![
                    Bare("set_meta".to_owned()),
                    Bare("replaces".to_owned()),
                    Bare("=".to_owned()),
                    Text(digest),
                ]
            }
            words => words.to_vec(),
        };
        match &mut self.files[at].content {
            Content::Bytes(bytes) => *bytes = edit::edit(bytes, &words),
            _ => panic!("this file cannot be edited"),
        }
    }

    /// `as "name"`, `blank`, `copy "file"`: the name and what the file starts from.
    fn form(&self, department: &str, words: &[Word]) -> (Option<String>, Option<Vec<u8>>) {
        let (mut name, mut bytes) = (None, None);
        let mut rest = words;
        while let [Bare(word), after @ ..] = rest {
            rest = match (word.as_str(), after) {
                ("as", [Text(text), after @ ..]) => {
                    name = Some(text.clone());
                    after
                }
                ("copy", [Text(text), after @ ..]) => {
                    let other = self.files.iter().find(|f| f.name == *text);
                    match other.map(|f| &f.content) {
                        Some(Content::Bytes(b)) => bytes = Some(b.clone()),
                        _ => panic!("no file {text}"),
                    }
                    after
                }
                ("blank", after) => {
                    bytes = Some(self.of(department).blank.clone());
                    after
                }
                _ => panic!("not known of a form: {word}"),
            };
        }
        (name, bytes)
    }

    fn content(&self, what: &[Word]) -> (Option<String>, Content) {
        match what {
            [Bare(kind)] if kind == "pipe" => (None, Content::Pipe),
            [Bare(kind), Text(to)] if kind == "link" => (None, Content::Link(to.clone())),
            [Bare(kind), Bare(bytes)] if kind == "zeros" => {
                let bytes = bytes.parse().expect("a number of bytes");
                (None, Content::Zeros(bytes))
            }
            [Bare(kind), Bare(department)] if kind == "last_form" => {
                let bytes = last_forms().remove(department).expect("a department");
                (Some(department.clone()), Content::Bytes(bytes))
            }
            words => (None, Content::Bytes(edit::raw(words))),
        }
    }

    fn add(&mut self, name: String, department: Option<String>, content: Content) {
        self.editing = Some(Editing::File(self.files.len()));
        self.files.push(File {
            name,
            department,
            content,
        });
    }

    fn of(&self, department: &str) -> &Form {
        let form = self.forms.iter().find(|f| f.department == department);
        form.unwrap_or_else(|| panic!("no department {department}"))
    }

    /// Last cycle, where the case has one.
    pub fn previous(&self) -> Option<Previous> {
        let forms = self.last.as_ref()?;
        let cycle = &self.now.cycles[0];
        let received = forms.iter().map(|(department, bytes)| Received {
            path: format!("{department}.xlsx"),
            superseded_folder: false,
            bytes: Ok(bytes.clone()),
        });
        let intake = intake(&self.now, cycle, received.collect(), &|| {});
        let record = merge(&self.now, cycle, &intake, None, Vec::new());
        Some(Previous::from_record(&record))
    }

    /// Makes every department's form, filled, once all is known that they depend on.
    pub fn prepare(&mut self) {
        static PLAIN: OnceLock<Vec<Form>> = OnceLock::new();
        if !self.forms.is_empty() {
            return;
        }
        let made = |scene: &Self| {
            let cycle = scene.issued.running_cycle().expect("a running cycle");
            forms(&scene.issued, cycle, scene.previous().as_ref())
        };
        self.forms = if self.changed || self.last.is_some() {
            made(self)
        } else {
            PLAIN.get_or_init(|| made(self)).clone()
        };
        for form in self.forms.clone() {
            self.add(
                form.name,
                Some(form.department),
                Content::Bytes(form.filled),
            );
        }
        self.editing = None;
    }
}
