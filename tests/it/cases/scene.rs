//! What a case starts from and what it becomes: the forms of every department, plausibly filled, and the
//! files that stand in 提出/ after the lines of the case.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gyokaku::cycle::{Previous, merge};
use gyokaku::form::{Beside, FormLayout, blank_workbook};
use gyokaku::plan::{Assignments, Cycle, Plan, Termination};
use gyokaku::submission::{Received, intake};
use unicode_normalization::UnicodeNormalization as _;

use super::edit;
use super::parse::Word::{self, Bare, Text};
use super::plan::plan;
use crate::filling::{self, Entry};
use crate::plans;

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

/// A form as it was issued, and plausibly filled.
#[derive(Clone)]
struct Form {
    department: String,
    /// `01_総務課_進捗状況調査票.xlsx`
    name: String,
    blank: Vec<u8>,
    filled: Vec<u8>,
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
    /// Its name as it is told, in NFC.
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

fn forms(plan: &Plan, cycle: &Cycle, previous: Option<&Previous>) -> Vec<Form> {
    let assignments = Assignments::of(plan, cycle);
    let all = assignments.departments().iter();
    all.map(|(department, parts)| {
        let mut beside = Beside {
            round: 1,
            previous_cycle: previous.map(|p| p.cycle.clone()),
            ..Beside::default()
        };
        let layout = FormLayout::new(plan, cycle, department, parts, &beside);
        if let Some(previous) = previous {
            let fields = layout.inputs().map(|(_, input)| input.field.clone());
            beside.previous = previous.beside(plan, department, fields);
        }
        let layout = FormLayout::new(plan, cycle, department, parts, &beside);
        let blank = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
        let filled = filling::fill(
            &filling::fill_all(&blank),
            &[("in.approval.date", Entry::Date(2026, 5, 8))],
        );
        Form {
            department: department.name.clone(),
            name: format!(
                "{}_{}_進捗状況調査票.xlsx",
                department.code, department.name
            ),
            blank,
            filled,
        }
    })
    .collect()
}

/// Every department's form of the cycle before, filled with other words than this one's.
fn last_forms() -> BTreeMap<String, Vec<u8>> {
    static LAST: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let made = || {
        let plan = plan();
        forms(&plan, &plan.cycles[0], None)
            .into_iter()
            .map(|form| {
                let names = filling::names(&form.filled);
                let texts = names
                    .iter()
                    .filter(|n| n.ends_with("reason") || n.ends_with("result"));
                let entries: Vec<(&str, Entry)> = texts
                    .map(|name| {
                        (
                            name.as_str(),
                            format!("前の年度は{name}の準備をした。").into(),
                        )
                    })
                    .collect();
                let filled = filling::fill(&form.filled, &entries);
                (form.department, filled)
            })
            .collect()
    };
    LAST.get_or_init(made).clone()
}

/// What the register was or has become: `without 1-①-3`, `stopped 1-①`, `grade A "計画通り"`,
/// `due 2026-06-30`.
fn change_plan(plan: &mut Plan, change: &[Word]) {
    match change {
        [Bare(verb), Bare(number)] if verb == "without" => {
            let count = plan.initiatives.len() + plan.indicators.len();
            plan.initiatives.retain(|i| i.number != *number);
            plan.indicators.retain(|i| i.number != *number);
            let left = plan.initiatives.len() + plan.indicators.len();
            assert_eq!(left + 1, count, "no {number}");
        }
        [Bare(verb), Bare(number)] if verb == "stopped" => {
            let item = plan.items.iter_mut().find(|i| i.number == *number);
            let item = item.unwrap_or_else(|| panic!("no {number}"));
            item.termination = Some(Termination::Stopped);
            item.end = Some(plans::YEAR);
        }
        [Bare(verb), Bare(symbol), Text(name)] if verb == "grade" => {
            let grade = plan.grades.iter_mut().find(|g| g.symbol == *symbol);
            grade.expect("a grade").name.clone_from(name);
        }
        [Bare(verb), Bare(day)] if verb == "due" => {
            let cycle = plan.cycles.last_mut().expect("a cycle");
            cycle.due = day.parse().expect("a day");
        }
        words => panic!("not known of a register: {words:?}"),
    }
}
