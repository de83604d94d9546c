//! Runs that are cut off, and disks that fail, at every single step that a command takes on the disk: the next run makes of
//! it what an uninterrupted one would have made, to the byte, and nothing is left over; what fails is named, and no
//! file is lost or torn.

#![expect(
    clippy::disallowed_methods,
    reason = "looks into the working directory from outside"
)]

#[path = "../../tests/it/plans.rs"]
#[expect(dead_code, reason = "one plan of many")]
mod plans;

mod closing;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::{check, forms, report};
use crate::cli::{CycleArg, Format, FormatArg, FormsArgs, ReadArgs, ReportArgs};
use crate::console::{Console, Outcome};
use crate::cycle::CycleRecord;
use crate::diagnostic::render;
use crate::form::{Beside, FormLayout, blank_workbook};
use crate::office::setting::Setting;
use crate::office::{Stop, filling};
use crate::plan::{Assignments, Body, CycleState, Plan, register};
use crate::project_files::step::trial::{self, Failure};

const CYCLE: &str = "令和7年度";

/// No space, an error of the disk, no permission: as Windows and as other systems number them.
const ERRORS: [i32; 3] = if cfg!(windows) {
    [112, 1117, 5]
} else {
    [28, 5, 13]
};

const LISTS: [&str; 3] = ["/forms.json", "/check.json", "7年度/record.json"];

/// Every file by its path with its bytes, and every folder with none.
type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// A working directory.
struct Room {
    dir: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        Self { dir }
    }

    fn root(&self) -> PathBuf {
        self.dir.path().to_path_buf()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    fn register(&self, plan: &Plan) {
        self.put(
            "input/計画台帳.xlsx",
            &register::write(plan).expect("a register"),
        );
    }

    /// The forms of all departments, filled and then changed.
    fn returned(&self, plan: &Plan, change: impl Fn(Vec<u8>) -> Vec<u8>) {
        let cycle = &plan.cycles[1];
        let assignments = Assignments::of(plan, cycle);
        for (department, parts) in assignments.departments() {
            let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
            let form = blank_workbook::write(&layout, cycle.inquiry_date).expect("a form");
            let name = format!("input/{CYCLE}/提出/{}.xlsx", department.code);
            self.put(&name, &change(filling::fill_all(&form)));
        }
    }

    fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        read_below(self.dir.path(), "", &mut tree);
        tree
    }

    /// Makes the folder what it was.
    fn restore(&self, tree: &Tree) {
        let now = self.tree();
        for (path, bytes) in now.iter().rev() {
            let whole = self.dir.path().join(path);
            match (bytes, tree.get(path)) {
                (Some(_), Some(Some(_))) | (None, Some(None)) => {}
                (Some(_), _) => fs::remove_file(whole).expect("removed"),
                (None, _) => fs::remove_dir(whole).expect("removed"),
            }
        }
        for (path, bytes) in tree
            .iter()
            .filter(|(path, bytes)| now.get(*path) != Some(bytes))
        {
            let whole = self.dir.path().join(path);
            match bytes {
                Some(bytes) => fs::write(whole, bytes).expect("a file"),
                None => fs::create_dir(whole).expect("a folder"),
            }
        }
    }
}

fn read_below(folder: &Path, above: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let below = if above.is_empty() {
            name.into_owned()
        } else {
            format!("{above}/{name}")
        };
        if path.is_dir() {
            tree.insert(below.clone(), None);
            read_below(&path, &below, tree);
        } else {
            tree.insert(below, Some(fs::read(&path).expect("a file")));
        }
    }
}

/// What a command says on stdout, and how it ended.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A command, by its name.
type Run<'a> = &'a dyn Fn(&Console) -> Result<Outcome, Stop>;

fn ran(run: Run<'_>) -> (Outcome, String) {
    let said = Said::default();
    let console = Console::to(Format::Text, Box::new(said.clone()));
    let (outcome, stopped) = match run(&console) {
        Ok(outcome) => (outcome, String::new()),
        Err(Stop(diagnostics)) => (Outcome::Failed, render::terminal(&diagnostics)),
    };
    let said = String::from_utf8(said.0.lock().expect("no panic").clone()).expect("UTF-8");
    (outcome, said + &stopped)
}

/// Cuts `run` off and lets it fail at every step that it takes from `before` on. `other`, where there is one, is a run that
/// makes files of other names: after a run that was cut off, it leaves what it would have left without that.
/// Gives back how many steps there are.
fn at_every_step(room: &Room, before: &Tree, run: Run<'_>, other: Option<Run<'_>>) -> usize {
    let after = |run: Run<'_>| {
        room.restore(before);
        let (outcome, steps) = trial::counted(|| ran(run).0);
        (room.tree(), outcome, steps)
    };
    let (expected, ended, steps) = after(run);
    assert_ne!(ended, Outcome::Failed);
    let others = other.map(|other| (other, after(other).0));
    for (at, step) in steps.iter().enumerate() {
        room.restore(before);
        let ((outcome, _), _) = trial::with(at, Failure::CutOff, || ran(run));
        assert_eq!(outcome, Outcome::Failed, "{step}");
        whole(before, &expected, &room.tree(), step);
        let cut = room.tree();
        assert_eq!(ran(run).0, ended, "after {step}");
        same(&room.tree(), &expected, step);
        if let Some((other, expected)) = &others {
            room.restore(&cut);
            ran(*other);
            same(&room.tree(), expected, step);
        }
        for error in ERRORS {
            room.restore(before);
            let ((outcome, said), _) = trial::with(at, Failure::Error(error), || ran(run));
            assert_eq!(outcome, Outcome::Failed, "{error} at {step}");
            let named = said.contains("O002") || said.contains("O003");
            let number = said.contains(&format!("OSのエラー番号 {error}"));
            assert!(named && number, "{error} at {step}: {said}");
            assert!(said.contains("output") || said.contains("input"), "{said}");
            whole(before, &expected, &room.tree(), step);
            assert!(temporary(&room.tree()).is_empty(), "{error} at {step}");
        }
        ran(run);
        same(&room.tree(), &expected, step);
    }
    steps.len()
}

#[track_caller]
fn same(tree: &Tree, expected: &Tree, step: &str) {
    let differs: Vec<&String> = tree
        .keys()
        .chain(expected.keys())
        .filter(|path| tree.get(*path) != expected.get(*path))
        .collect();
    assert!(differs.is_empty(), "after {step}: {differs:?}");
}

/// Every file is as it was or as it will be, and none is gone that stays.
#[track_caller]
fn whole(before: &Tree, after: &Tree, tree: &Tree, step: &str) {
    let stays = |path: &&String| before[*path].is_some() && after.contains_key(*path);
    for path in before.keys().filter(stays) {
        assert!(tree.contains_key(path), "{path} is gone at {step}");
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| !path.contains(".gyokaku")) {
        // The program's own lists say what could be written.
        if LISTS.iter().any(|list| path.ends_with(list)) {
            let text = bytes.as_deref().unwrap_or_default();
            let list = serde_json::from_slice::<serde_json::Value>(text);
            assert!(list.is_ok(), "{path} is torn at {step}");
            continue;
        }
        let known = [before.get(path), after.get(path)];
        assert!(known.contains(&Some(bytes)), "{path} is torn at {step}");
    }
}

fn temporary(tree: &Tree) -> Vec<&String> {
    tree.keys().filter(|path| path.ends_with(".tmp")).collect()
}

/// One item of one department, or of another.
fn plan(department: &str) -> Plan {
    let mut plan = plans::small();
    plan.items.truncate(1);
    plan.initiatives.truncate(1);
    plan.indicators.truncate(1);
    plan.items[0].leads = vec![department.to_owned()];
    plan.initiatives[0].responsible =
        crate::plan::Responsible::Departments(vec![department.to_owned()]);
    plan.indicators[0].department = department.to_owned();
    plan
}

fn cycle() -> CycleArg {
    CycleArg {
        name: Some(CYCLE.to_owned()),
    }
}

fn read() -> ReadArgs {
    ReadArgs {
        today: None,
        cycle: cycle(),
        format: FormatArg {
            format: Format::Text,
        },
    }
}

#[test]
fn forms() {
    let room = Room::new();
    room.register(&plan("総務課"));
    let args = FormsArgs {
        cycle: cycle(),
        with_answers: false,
        departments: Vec::new(),
        force: false,
    };
    let run = |console: &Console| forms::run(console, room.root(), &args);
    let first = at_every_step(&room, &room.tree(), &run, None);
    // Then the item goes to another department: its form is new, the other one is to go.
    let moved = register::write(&plan("財政課")).expect("a register");
    let here = register::write(&plan("総務課")).expect("a register");
    let with = |register: &[u8], console: &Console| {
        room.put("input/計画台帳.xlsx", register);
        forms::run(console, room.root(), &args)
    };
    let there = |console: &Console| with(&moved, console);
    let back = |console: &Console| with(&here, console);
    let second = at_every_step(&room, &room.tree(), &there, Some(&back));
    assert!(first > 40 && second > 30, "{first} {second}");
}

#[test]
fn check() {
    let room = Room::new();
    let plan = plan("総務課");
    room.register(&plan);
    let wrong = |form: Vec<u8>| filling::fill(&form, &[("in.item.1_1.grade", "なし".into())]);
    room.returned(&plan, wrong);
    let run = |console: &Console| {
        let setting = Setting::open(console, room.root(), Some(CYCLE))?;
        let lock = setting.files.lock()?;
        check::checked(console, &setting, lock, None)
    };
    let first = at_every_step(&room, &room.tree(), &run, None);
    // Then it is right, and nothing is asked any more.
    room.returned(&plan, |form| form);
    let second = at_every_step(&room, &room.tree(), &run, None);
    assert!(first > 30 && second > 15, "{first} {second}");
}

/// The documents are made once, and written again and again.
#[test]
fn report() {
    let room = Room::new();
    let plan = plans::small();
    room.register(&plan);
    room.returned(&plan, |form| form);
    let before = room.tree();
    let args = ReportArgs {
        read: read(),
        bodies: Vec::new(),
        templates: None,
        template_memory: None,
        template_pages: None,
        heading_level: 2,
    };
    let (outcome, said) = ran(&|console| report::run(console, room.root(), &mut args.clone()));
    assert_eq!(outcome, Outcome::Clean, "{said}");
    let made = room.tree();
    let output = format!("output/{CYCLE}/");
    let file = |name: &str| made[&format!("{output}{name}")].clone().expect("a file");
    let text = String::from_utf8(file("record.json")).expect("UTF-8");
    let record = CycleRecord::read(&text).expect("a record");
    let outputs = record.outputs.iter();
    let outputs: Vec<(String, Vec<u8>)> = outputs.map(|path| (path.clone(), file(path))).collect();
    let quiet = Console::to(Format::Json, Box::new(Said::default()));
    let setting = Setting::open(&quiet, room.root(), Some(CYCLE)).expect("a setting");
    let write = |outputs: &[(String, Vec<u8>)]| -> Result<Outcome, Stop> {
        let lock = setting.files.lock()?;
        let mut record = record.clone();
        let mut faults = report::write(&setting, &mut record, outputs, &Body::ALL)?;
        faults.extend(lock.release());
        if faults.is_empty() {
            Ok(Outcome::Clean)
        } else {
            Err(Stop(faults))
        }
    };
    room.restore(&before);
    assert_eq!(write(&outputs).ok(), Some(Outcome::Clean));
    same(&room.tree(), &made, "report as a whole");
    // What stands in them makes no difference from here on.
    let outputs: Vec<(String, Vec<u8>)> = outputs
        .into_iter()
        .map(|(path, bytes)| (path, bytes[..bytes.len().min(64)].to_vec()))
        .collect();
    let run = |_: &Console| write(&outputs);
    let first = at_every_step(&room, &before, &run, None);
    let made = room.tree();
    // Then all have other names, and 懇談会 gets nothing.
    let renamed: Vec<(String, Vec<u8>)> = outputs
        .iter()
        .filter(|(path, _)| !path.starts_with("懇談会/"))
        .map(|(path, bytes)| match path.rsplit_once('/') {
            Some((above, name)) if !above.starts_with("点検") => {
                (format!("{above}/新_{name}"), bytes.clone())
            }
            _ => (path.clone(), bytes.clone()),
        })
        .collect();
    let other = |_: &Console| write(&renamed);
    let second = at_every_step(&room, &made, &other, Some(&run));
    assert!(first > 120 && second > 120, "{first} {second}");
}
