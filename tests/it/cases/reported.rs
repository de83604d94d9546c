//! Holds what is reported of a case against what it expects: nothing may be missing, nothing too much.

use gyokaku::plan::Plan;
use gyokaku::submission::{FileStatus, Intake};

use super::edit;
use super::parse::Word::{self, Bare, Text};
use super::parse::{Case, Line};
use super::run::{Reported, put, reported_by_the_library, reported_by_the_program};
use super::scene::{Content, File, Scene};
use crate::fixture::Work;

/// A diagnostic that a case expects.
struct Expected {
    at: String,
    code: String,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    found: Option<String>,
    says: Vec<String>,
}

/// What is wrong with a case; nothing, where all is as it expects.
pub fn faults(case: &Case) -> Vec<String> {
    let mut scene = Scene::new();
    let (mut expected, mut others) = (Vec::new(), Vec::new());
    for line in &case.lines {
        if !line.expected {
            scene.line(&line.words);
            continue;
        }
        scene.prepare();
        match line.words.as_slice() {
            [Bare(code), rest @ ..] if is_code(code) => {
                expected.push(expectation(&scene, line, code, rest));
            }
            words => others.push((line.at.clone(), department(&scene), words.to_vec())),
        }
    }
    scene.prepare();
    let work = Work::empty();
    put(&work, &scene);
    if scene.program {
        assert!(others.is_empty(), "{}: only diagnostics here", case.at);
        return compared(&reported_by_the_program(&work, &scene), &expected);
    }
    let (intake, reported, departments) = reported_by_the_library(&work, &scene);
    let mut faults = compared(&reported, &expected);
    let results = Results {
        plan: &scene.now,
        intake: &intake,
        departments: &departments,
    };
    for (at, department, words) in others {
        let fault = results.fault(department.as_deref(), &words);
        faults.extend(fault.map(|f| format!("{at}: {f}")));
    }
    faults
}

/// The codes that a case expects.
pub fn codes(case: &Case) -> impl Iterator<Item = &str> {
    let expected = case.lines.iter().filter(|l| l.expected);
    expected.filter_map(|l| match l.words.first() {
        Some(Bare(code)) if is_code(code) => Some(code.as_str()),
        _ => None,
    })
}

fn is_code(word: &str) -> bool {
    word.len() == 4
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word[1..].bytes().all(|b| b.is_ascii_digit())
}

fn department(scene: &Scene) -> Option<String> {
    scene.file().and_then(|f| f.department.clone())
}

/// `V015 @in.… "約30件" says "正確な値"`, in the file that the lines above edit or `in "file"`.
fn expectation(scene: &Scene, line: &Line, code: &str, words: &[Word]) -> Expected {
    let mut expected = Expected {
        at: line.at.clone(),
        code: code.to_owned(),
        file: scene.file().map(File::shown),
        sheet: None,
        cell: None,
        found: None,
        says: Vec::new(),
    };
    let mut rest = words;
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (Bare(word), [Text(text), after @ ..]) if word == "in" => {
                expected.file = Some(text.clone());
                after
            }
            (Bare(word), after) if word == "nowhere" => {
                expected.file = None;
                after
            }
            (Bare(word), [Text(text), after @ ..]) if word == "says" => {
                expected.says.push(text.clone());
                after
            }
            (Bare(sheet), after) if sheet.ends_with('\'') => {
                expected.sheet = Some(edit::sheet_name(sheet).to_owned());
                after
            }
            (Bare(place), after) => {
                let file = scene
                    .files
                    .iter()
                    .find(|f| Some(f.shown()) == expected.file);
                let Some(Content::Bytes(form)) = file.map(|f| &f.content) else {
                    panic!("{}: a place in no form", line.at)
                };
                let (sheet, cell) = edit::cell(form, place);
                (expected.sheet, expected.cell) = (Some(sheet), Some(cell));
                after
            }
            (Text(found), after) => {
                expected.found = Some(found.clone());
                after
            }
        };
    }
    expected
}

impl Expected {
    fn fits(&self, reported: &Reported) -> bool {
        let text = format!("{}{}", reported.message, reported.hint);
        self.code == reported.code
            && self.file == reported.file
            && self.sheet == reported.sheet
            && self.cell == reported.cell
            && (self.found.is_none() || self.found == reported.found)
            && self.says.iter().all(|s| text.contains(s))
    }

    fn shown(&self) -> String {
        let place = place(&self.file, &self.sheet, &self.cell);
        let says: String = self.says.iter().map(|s| format!(" says {s:?}")).collect();
        format!("{} {place} {:?}{says}", self.code, self.found)
    }
}

impl Reported {
    fn shown(&self) -> String {
        let place = place(&self.file, &self.sheet, &self.cell);
        let Self {
            code,
            found,
            message,
            hint,
            ..
        } = self;
        format!("{code} {place} {found:?} {message}／{hint}")
    }

    /// Every diagnostic names its file, sheet and cell as far as it has one, and what to do.
    fn lack(&self) -> Option<String> {
        let letter = &self.code[..1];
        // Names that are lost have none, nor have headers and the texts of names, which stand on no sheet at all.
        let no_cell = ["N001", "N002", "N006", "N019", "N020"].contains(&self.code.as_str());
        let no_sheet = self.code == "N020";
        let lacks = if self.message.trim().is_empty() {
            "a message"
        } else if self.severity != "info" && self.hint.trim().is_empty() {
            "what to do"
        } else if self.file.is_none() && letter != "S" {
            "a file"
        } else if self.sheet.is_none() && ["N", "V", "C"].contains(&letter) && !no_sheet {
            "a sheet"
        } else if self.cell.is_none() && ["N", "V", "C"].contains(&letter) && !no_cell {
            "a cell"
        } else {
            return None;
        };
        Some(format!("lacks {lacks}: {}", self.shown()))
    }
}

fn place(file: &Option<String>, sheet: &Option<String>, cell: &Option<String>) -> String {
    let parts = [file, sheet, cell];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" › ")
}

/// One to one: each expected one takes one that was reported.
fn compared(reported: &[Reported], expected: &[Expected]) -> Vec<String> {
    let mut left: Vec<&Reported> = reported.iter().collect();
    let mut faults: Vec<String> = reported.iter().filter_map(Reported::lack).collect();
    // The most particular first, so that one that asks for less does not take what it needs.
    let mut order: Vec<&Expected> = expected.iter().collect();
    order.sort_by_key(|e| std::cmp::Reverse(e.says.len() * 2 + usize::from(e.found.is_some())));
    for expected in order {
        match left.iter().position(|t| expected.fits(t)) {
            Some(at) => drop(left.remove(at)),
            None => faults.push(format!("{}: missing {}", expected.at, expected.shown())),
        }
    }
    faults.extend(left.iter().map(|t| format!("surplus {}", t.shown())));
    faults
}

/// What else came of a case.
struct Results<'a> {
    plan: &'a Plan,
    intake: &'a Intake,
    departments: &'a [(String, String)],
}

impl Results<'_> {
    /// `@in.… is "30"`, `@in.… is refused`, `@in.… is blank`, `総務課 is 要確認`, `files 4 0 1` (受付済,
    /// 差替済, 受付不可).
    fn fault(&self, department: Option<&str>, words: &[Word]) -> Option<String> {
        let (expected, is) = match words {
            [Bare(field), Bare(is), value] if is == "is" && field.starts_with('@') => {
                let expected = match value {
                    Bare(word) => word.clone(),
                    Text(text) => format!("{text:?}"),
                };
                (expected, self.value(department?, &field[1..]))
            }
            [Bare(department), Bare(is), Bare(status)] if is == "is" => {
                let found = self.departments.iter().find(|(name, _)| name == department);
                (
                    status.clone(),
                    found.map_or("unknown".to_owned(), |d| d.1.clone()),
                )
            }
            [Bare(files), Bare(accepted), Bare(superseded), Bare(refused)] if files == "files" => {
                let count = |status| {
                    self.intake
                        .files
                        .iter()
                        .filter(|f| f.status == status)
                        .count()
                };
                let counts = [
                    FileStatus::Accepted,
                    FileStatus::Superseded,
                    FileStatus::Refused,
                ];
                let counts = counts.map(|s| count(s).to_string()).join(" ");
                (format!("{accepted} {superseded} {refused}"), counts)
            }
            words => panic!("not known: {words:?}"),
        };
        (expected != is).then(|| format!("expected {expected}, is {is}"))
    }

    fn value(&self, department: &str, name: &str) -> String {
        let department = self.plan.departments.iter().find(|d| d.name == department);
        let code = &department.expect("a department").code;
        let submission = self
            .intake
            .submissions
            .iter()
            .find(|s| s.department == *code);
        let Some(submission) = submission else {
            return "not submitted".to_owned();
        };
        let answer = submission.answers.iter().find(|(f, _)| f.name() == name);
        match answer.map(|(_, a)| a.value.as_ref()) {
            None => "blank".to_owned(),
            Some(None) => "refused".to_owned(),
            Some(Some(value)) => format!("{:?}", value.text()),
        }
    }
}
