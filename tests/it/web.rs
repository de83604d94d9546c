//! The published page in Debian's Chromium and before the Nu HTML checker, which `make test` gets from Debian and npm. Where they
//! are not there, that is said, and the page is held to what needs no tool.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "pages are laid out for the tools, goldens read from tests/web/golden, and what is left out is said"
)]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fixture::{CYCLE, Work};
use crate::samples::samples;

const PAGE: &str = "公表/ホームページ/index.html";
const PART: &str = "公表/ホームページ/本文.html";
const SUMMARY: &str = "公表/ホームページ/概要.txt";

/// Parts of the sample's page whose accessibility tree is a golden.
const HEARD: [&str; 3] = ["#matrix", "#changes", "#item-1-2"];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The folder of node_modules, beside the folder of the tests' own files in the target folder.
fn tools() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?.join("web");
    let there = ["axe-core", "puppeteer-core", "vnu-jar"]
        .iter()
        .all(|name| folder.join("node_modules").join(name).exists());
    let chromium = Path::new("/usr/bin/chromium").exists();
    if !there || !chromium {
        eprintln!("left out: Chromium and what npm has are not there (make test gets them)");
    }
    (there && chromium).then_some(folder)
}

/// A script of tests/web; what it prints, where it finds nothing wrong.
fn script(
    tools: &Path,
    name: &str,
    arguments: &[&OsStr],
    variable: Option<(&str, &str)>,
) -> Result<String, String> {
    let mut command = Command::new("node");
    command
        .arg(here("tests/web").join(name))
        .args(arguments)
        .env("TOOLS", tools)
        .envs(variable);
    let run = command.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    if run.status.success() {
        Ok(said)
    } else {
        Err(said + &String::from_utf8_lossy(&run.stderr))
    }
}

/// What the Nu HTML checker says of errors and warnings.
fn checked(tools: &Path, files: &[PathBuf]) -> String {
    let jar = tools.join("node_modules/vnu-jar/build/dist/vnu.jar");
    let run = Command::new("java")
        .arg("-jar")
        .arg(jar)
        .args(["--format", "gnu"])
        .args(files)
        .output();
    let run = run.expect("Java");
    let said = String::from_utf8_lossy(&run.stderr);
    let lines = said
        .lines()
        .filter(|line| line.contains("error") || line.contains("warning"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The body within the plainest page of a city's system.
fn around(part: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>市のページ</title></head>\
         <body><main><h1>市のページ</h1>{part}</main></body></html>\n"
    )
}

/// Holds the page of a run to what every page must hold, of whatever plan. Gives back the tools, where they are.
#[track_caller]
pub fn hold(work: &Work) -> Option<PathBuf> {
    let file = |path: &str| work.output(path);
    let page = String::from_utf8(file(PAGE)).expect("UTF-8");
    let part = String::from_utf8(file(PART)).expect("UTF-8");
    assert!(file(SUMMARY).starts_with("\u{feff}".as_bytes()));
    let foreign = ["http://", "https://", "//cdn", "@import", " src="];
    for address in foreign {
        assert!(!page.contains(address), "{address}");
    }
    let tools = tools()?;
    let minimal = work
        .put("around.html", around(&part).as_bytes())
        .root()
        .join("around.html");
    let page = work.root().join(format!("output/{CYCLE}/{PAGE}"));
    assert_eq!(checked(&tools, &[page.clone(), minimal]), "");
    if let Err(faults) = script(&tools, "checks.mjs", &[page.as_os_str()], None) {
        panic!("\n{faults}");
    }
    Some(tools)
}

/// No file of the page holds a text that its readers may not see, whole or in part.
#[track_caller]
pub fn keeps_to_itself(work: &Work, secret: &str) {
    let characters: Vec<char> = secret.chars().collect();
    for path in [PAGE, PART, SUMMARY] {
        let file = String::from_utf8(work.output(path)).expect("UTF-8");
        for part in characters.windows(8) {
            let part: String = part.iter().collect();
            assert!(!file.contains(&part), "{path}: {part}");
        }
    }
}

#[test]
fn the_page_of_the_samples_is_as_it_was_approved() {
    let work = samples();
    work.report().ended(0);
    let weight = work.output(PAGE).len();
    assert!(weight < 400_000, "{weight} bytes");
    let Some(tools) = hold(&work) else { return };
    let page = work.root().join(format!("output/{CYCLE}/{PAGE}"));
    let golden = here("tests/web/golden");
    let writes = std::env::var_os("GYOKAKU_WRITE_GOLDEN").is_some();

    let heard: Vec<&OsStr> = std::iter::once(page.as_os_str())
        .chain(HEARD.map(OsStr::new))
        .collect();
    let tree = script(&tools, "tree.mjs", &heard, None).expect("a tree");
    let path = golden.join("読み上げ.txt");
    if writes {
        fs::write(&path, &tree).expect("a golden");
    }
    let approved = fs::read_to_string(&path).expect("a golden");
    let differs = (1..)
        .zip(approved.lines().zip(tree.lines()))
        .find(|(_, (old, new))| old != new);
    assert_eq!(differs, None);
    assert_eq!(approved.lines().count(), tree.lines().count());

    let keep = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web");
    fs::create_dir_all(&keep).expect("a folder");
    let keep = keep.display().to_string();
    let variable = if writes {
        ("WRITE", "1")
    } else {
        ("KEEP", keep.as_str())
    };
    let pictures = script(
        &tools,
        "pictures.mjs",
        &[page.as_os_str(), golden.as_os_str()],
        Some(variable),
    );
    assert_eq!(pictures, Ok(String::new()), "now in {keep}");
}
