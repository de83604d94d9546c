//! A working directory for the tests: made, filled, run and looked into, and gone at the end. Nothing outside it
//! is touched; the only tools called are poppler's, qpdf's, LibreOffice's and Python's (`make test` installs them).

#![expect(
    clippy::disallowed_methods,
    reason = "the tests make and read the files that the program is given and writes"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};
use gyokaku::form::{Beside, FormLayout, blank_workbook};
use gyokaku::plan::{Assignments, Cycle, Plan, register};
use serde_json::Value as Json;

use crate::filling::{self, Entry};

/// The cycle that the plans of the tests run.
pub const CYCLE: &str = "令和7年度";

/// A working directory in a temporary folder.
pub struct Work {
    _dir: tempfile::TempDir,
    root: PathBuf,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit code"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
        }
    }

    /// It ended with this exit code.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.stdout, self.stderr);
        self
    }

    /// It said this, to whichever of the two.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(said, "「{text}」: {}\n{}", self.stdout, self.stderr);
        self
    }
}

impl Work {
    /// A folder without anything in it.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("作業");
        fs::create_dir(&root).expect("the working directory");
        Self { _dir: dir, root }
    }

    /// With the register of `plan` and an empty 提出/.
    pub fn new(plan: &Plan) -> Self {
        let work = Self::empty();
        fs::create_dir_all(work.root.join(format!("input/{CYCLE}/提出"))).expect("提出");
        work.register(plan);
        work
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes the register anew.
    pub fn register(&self, plan: &Plan) -> &Self {
        let bytes = register::write(plan).expect("a register");
        self.put("input/計画台帳.xlsx", &bytes)
    }

    /// Puts a file, with its folders.
    pub fn put(&self, path: &str, bytes: &[u8]) -> &Self {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
        self
    }

    /// Puts a file into 提出/ of the running cycle.
    pub fn returned(&self, name: &str, bytes: &[u8]) -> &Self {
        self.put(&format!("input/{CYCLE}/提出/{name}"), bytes)
    }

    /// Every department's form, plausibly filled and then changed, as `<課コード>.xlsx` in 提出/ of a cycle.
    pub fn all_returned(
        &self,
        plan: &Plan,
        cycle: &Cycle,
        change: impl Fn(&str, Vec<u8>) -> Vec<u8>,
    ) -> &Self {
        for code in codes(plan, cycle) {
            let form = filling::fill_all(&form_of(plan, cycle, &code));
            let path = format!("input/{}/提出/{code}.xlsx", cycle.folder());
            self.put(&path, &change(&code, form));
        }
        self
    }

    pub fn remove(&self, path: &str) -> &Self {
        let path = self.root.join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("a folder removed");
        } else {
            fs::remove_file(path).expect("a file removed");
        }
        self
    }

    /// The program with these arguments.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gyokaku"));
        command.arg("--root").arg(&self.root).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Self::run_at(&self.root, args)
    }

    /// The same, with another folder as the working directory.
    pub fn run_at(root: &Path, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gyokaku"));
        Run::of(
            command
                .arg("--root")
                .arg(root)
                .args(args)
                .output()
                .expect("the program"),
        )
    }

    pub fn report(&self) -> Run {
        self.run(&["report"])
    }

    /// The bytes of a file of the working directory.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        let whole = self.root.join(path);
        fs::read(whole).unwrap_or_else(|e| panic!("{path}: {e}\n{:#?}", self.tree("output")))
    }

    /// The bytes of an output of the running cycle.
    #[track_caller]
    pub fn output(&self, path: &str) -> Vec<u8> {
        self.bytes(&format!("output/{CYCLE}/{path}"))
    }

    pub fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// Every file below a folder, by its path in the working directory, with `/` on every system.
    pub fn tree(&self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        let mut open = vec![self.root.join(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let below = path.strip_prefix(&self.root).expect("below the root");
                    let named = below.display().to_string();
                    files.push(named.replace(std::path::MAIN_SEPARATOR, "/"));
                }
            }
        }
        files.sort();
        files
    }

    /// Every output of the running cycle with its bytes.
    pub fn outputs(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.tree(&format!("output/{CYCLE}")).into_iter();
        files
            .map(|path| (path.clone(), self.bytes(&path)))
            .collect()
    }

    /// What `diff` tells of two cycles.
    #[track_caller]
    pub fn differences(&self, old: &str, new: &str) -> Vec<Json> {
        let run = self.run(&["diff", old, new, "--format", "json"]).ended(0);
        let told: Json = serde_json::from_str(&run.stdout).expect("JSON");
        told["differences"].as_array().expect("a list").clone()
    }

    #[track_caller]
    pub fn record(&self) -> Json {
        serde_json::from_slice(&self.output("record.json")).expect("a record")
    }

    /// The text of all PDFs of a body, without white space.
    #[track_caller]
    pub fn pdf_text(&self, body: &str) -> String {
        let files = self.tree(&format!("output/{CYCLE}/{body}")).into_iter();
        let pdfs: Vec<String> = files.filter(|path| path.ends_with(".pdf")).collect();
        assert!(!pdfs.is_empty(), "no PDF in {body}");
        pdfs.iter()
            .map(|path| folded(&self.tool("pdftotext", &["-raw", path, "-"])))
            .collect()
    }

    /// What a tool says of files of the working directory.
    #[track_caller]
    pub fn tool(&self, name: &str, args: &[&str]) -> String {
        let output = Command::new(name)
            .args(args)
            .current_dir(&self.root)
            .output()
            .unwrap_or_else(|e| panic!("{name}（make test で入ります）: {e}"));
        assert!(output.status.success(), "{name} {args:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// The Python that has this module: the one in use, or Debian's.
#[track_caller]
pub fn python(module: &str) -> &'static str {
    let has = |python: &&str| {
        let run = Command::new(python)
            .args(["-c", &format!("import {module}")])
            .output();
        run.is_ok_and(|run| run.status.success())
    };
    ["python3", "/usr/bin/python3"]
        .into_iter()
        .find(has)
        .unwrap_or_else(|| panic!("python3-{module}（make test で入ります）"))
}

/// Without white space and the invisible joiners that a page may hold.
pub fn folded(text: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{2060}' | '\u{200b}' | '\u{ad}' | '\u{feff}');
    text.chars()
        .filter(|c| !c.is_whitespace() && !invisible(*c))
        .collect()
}

/// Codes of the departments that a cycle expects.
pub fn codes(plan: &Plan, cycle: &Cycle) -> Vec<String> {
    let assignments = Assignments::of(plan, cycle);
    let departments = assignments.departments().iter();
    departments.map(|(d, _)| d.code.clone()).collect()
}

/// The blank form of a department in the running cycle.
pub fn form(plan: &Plan, code: &str) -> Vec<u8> {
    form_of(plan, plan.running_cycle().expect("a running cycle"), code)
}

/// The blank form of a department in a cycle.
pub fn form_of(plan: &Plan, cycle: &Cycle, code: &str) -> Vec<u8> {
    let layout = layout_of(plan, cycle, code, &Beside::default());
    blank_workbook::write(&layout, cycle.inquiry_date).expect("a form")
}

/// The layout of a department's form in a cycle.
pub fn layout_of(plan: &Plan, cycle: &Cycle, code: &str, beside: &Beside) -> FormLayout {
    let assignments = Assignments::of(plan, cycle);
    let (department, parts) = assignments
        .departments()
        .iter()
        .find(|(d, _)| d.code == code)
        .unwrap_or_else(|| panic!("no department {code}"));
    FormLayout::new(plan, cycle, department, parts, beside)
}

/// The plausibly filled form of a department in the running cycle, with these entries over it.
pub fn filled(plan: &Plan, code: &str, entries: &[(&str, Entry)]) -> Vec<u8> {
    filling::fill(&filling::fill_all(&form(plan, code)), entries)
}

/// What the record holds under `key` of the item, initiative or indicator with this `id`.
#[track_caller]
pub fn value<'a>(record: &'a Json, id: &str, key: &str) -> &'a Json {
    let items = record["items"].as_array().expect("items");
    let below = |key: &'static str| {
        items
            .iter()
            .flat_map(move |i| i[key].as_array().into_iter().flatten())
    };
    let found = items
        .iter()
        .chain(below("initiatives"))
        .chain(below("indicators"))
        .find(|thing| thing["id"] == id);
    &found.unwrap_or_else(|| panic!("no {id} in the record"))[key]
}

/// The diagnostics of a record with this code.
pub fn with_code<'a>(record: &'a Json, code: &str) -> Vec<&'a Json> {
    let all = record["diagnostics"].as_array().expect("diagnostics");
    all.iter().filter(|d| d["code"] == code).collect()
}

/// Every text and number of a workbook's sheet as text, row by row.
#[track_caller]
pub fn rows(workbook: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let range = book
        .worksheet_range(sheet)
        .unwrap_or_else(|e| panic!("{sheet}: {e}"));
    let text = |cell: &Data| cell.to_string();
    range
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

/// The texts of all cells of a workbook, and all its formulas.
pub fn texts_and_formulas(workbook: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let (mut texts, mut formulas) = (Vec::new(), Vec::new());
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        texts.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
        let range = book.worksheet_formula(&sheet).expect("a sheet");
        formulas.extend(range.used_cells().map(|(_, _, f)| f.clone()));
    }
    (texts, formulas)
}

/// The parts of a zip package, inflated.
pub fn parts(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a part");
            let name = file.name().expect("a part's name").into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("a part's content");
            (name, content)
        })
        .collect()
}

pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|w| w == wanted)
}
