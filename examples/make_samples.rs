//! Makes input/ of this repository: the register as `gyokaku init` writes it, and for each year the forms as
//! `gyokaku forms` writes them, filled with what `samples/*.toml` says, as departments would have sent them
//! back. Run again, it changes only what has changed.
//!
//! ```text
//! cargo run --release --example make_samples [-- --libreoffice]
//! ```
//!
//! Some forms are saved by LibreOffice, whose bytes differ from run to run: they are kept as long as they
//! hold the same answers, unless `--libreoffice` asks for new ones. It touches nothing but input/.

#![expect(
    clippy::disallowed_methods,
    reason = "a tool of the repository; the rule is for the program"
)]

#[path = "samples/answers.rs"]
mod answers;
#[path = "../tests/it/filling.rs"]
mod filling;
#[path = "samples/libreoffice.rs"]
mod libreoffice;
#[path = "samples/office.rs"]
mod office;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Parser as _;
use gyokaku::cli::Cli;
use gyokaku::commands;
use gyokaku::plan::register;

use answers::Answers;

const REGISTER: &str = "input/計画台帳.xlsx";
const YEARS: [&str; 2] = ["令和6年度", "令和7年度"];
const FORM: &str = "進捗状況調査票";

/// File names as departments choose them, by cycle and department.
const NAMES: &[(&str, &str, &str)] = &[
    (
        "令和7年度",
        "企画政策課",
        "02_企画政策課_進捗状況調査票（最終）.xlsx",
    ),
    (
        "令和7年度",
        "収納課",
        "07_収納課_進捗状況調査票_修正版.xlsx",
    ),
    (
        "令和7年度",
        "上下水道課",
        "16 上下水道課 進捗状況調査票.xlsx",
    ),
    ("令和7年度", "会計課", "17_会計課_進捗状況調査票.ods"),
    (
        "令和7年度",
        "学校総務課",
        "教育委員会/18_学校総務課_進捗状況調査票.xlsx",
    ),
    (
        "令和7年度",
        "教育指導課",
        "教育委員会/19_教育指導課_進捗状況調査票.xlsx",
    ),
    (
        "令和7年度",
        "生涯学習課",
        "教育委員会/20_生涯学習課_進捗状況調査票.xlsx",
    ),
];

/// Saved by LibreOffice.
const LIBREOFFICE: &[(&str, &str)] = &[
    ("令和7年度", "市民窓口課"),
    ("令和7年度", "会計課"),
    ("令和7年度", "生涯学習課"),
];

/// What a department sent first and then corrected: the name of the field and what stood there.
const REPLACED: (&str, &str, &str, &str) =
    ("令和7年度", "収納課", "in.indicator.3_3_k1.actual", "94.41");

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let anew = std::env::args().any(|a| a == "--libreoffice");
    let room = tempfile::tempdir().context("一時フォルダー")?;
    let work = room.path().join("作業");
    gyokaku(&work, &["init"])?;
    put(&root.join(REGISTER), &fs::read(work.join(REGISTER))?)?;
    for year in YEARS {
        gyokaku(&work, &["forms", year])?;
        let texts = root.join(format!("examples/samples/{year}.toml"));
        let mut answers = Answers::read(&fs::read_to_string(texts)?)?;
        let mut expected = Vec::new();
        for (department, form) in issued(&work, year)? {
            let filled = answers.fill(&department, &form)?;
            let returned = root.join(format!("input/{year}/提出"));
            for (path, bytes) in files(year, &department, filled) {
                let path = returned.join(path);
                if LIBREOFFICE.contains(&(year, department.as_str())) {
                    libreoffice::save(&path, &bytes, anew)?;
                } else {
                    put(&path, &bytes)?;
                }
                expected.push(path);
            }
        }
        answers.all_used()?;
        only(&root.join(format!("input/{year}/提出")), &expected)?;
        if year == YEARS[0] {
            freeze(root, &work, year)?;
        }
    }
    office_texts(root, &work)
}

/// 事務局.xlsx of the running cycle, as the office filled it in.
fn office_texts(root: &Path, work: &Path) -> Result<()> {
    let (plan, _) = register::read(&fs::read(work.join(REGISTER))?, register::FILE_NAME);
    let plan = plan.context("a plan")?;
    let cycle = plan.running_cycle().context("a running cycle")?;
    let workbook = register::office_texts::filled(&plan, cycle, &office::texts())?;
    put(
        &root.join(format!("input/{}/事務局.xlsx", cycle.folder())),
        &workbook,
    )
}

/// Runs the program in the temporary working directory.
fn gyokaku(work: &Path, arguments: &[&str]) -> Result<()> {
    let root = work.to_string_lossy().into_owned();
    let given = ["gyokaku", "--root", &root].into_iter();
    let outcome = commands::run(Cli::try_parse_from(given.chain(arguments.iter().copied()))?);
    ensure!(outcome.code() == 0, "gyokaku {arguments:?}: {outcome:?}");
    Ok(())
}

/// The issued forms with their departments' names, in the order of the file names.
fn issued(work: &Path, year: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(work.join(format!("output/{year}/様式")))? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().context("a name")?.to_string_lossy();
            let department = name.split('_').nth(1).context("a department")?.to_owned();
            Ok((department, fs::read(&path)?))
        })
        .collect()
}

/// Where a department's file lies in 提出/; and before it the one that it replaced, where it did.
fn files(year: &str, department: &str, filled: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let code = filling::meta(&filled, "department").unwrap_or_default();
    let usual = format!("{code}_{department}_{FORM}.xlsx");
    let chosen = NAMES
        .iter()
        .find(|(y, d, _)| (*y, *d) == (year, department))
        .map(|(_, _, name)| (*name).to_owned());
    let mut files = Vec::new();
    let (replaced_year, replaced_department, field, before) = REPLACED;
    if (replaced_year, replaced_department) == (year, department) {
        let first = filling::fill(&filled, &[(field, before.into())]);
        files.push((format!("差替前/{usual}"), first));
    }
    files.push((chosen.unwrap_or(usual), filled));
    files
}

/// The record of a closed cycle, made of its forms as `gyokaku report` makes it.
fn freeze(root: &Path, work: &Path, year: &str) -> Result<()> {
    let returned = format!("input/{year}/提出");
    for path in below(&root.join(&returned))? {
        let inside = path.strip_prefix(root)?;
        put(&work.join(inside), &fs::read(&path)?)?;
    }
    gyokaku(work, &["report", year])?;
    let record = fs::read(work.join(format!("output/{year}/record.json")))?;
    let text = String::from_utf8(record)?;
    let place = work.to_string_lossy().into_owned();
    ensure!(
        !text.contains(&place),
        "the record names a folder of this machine"
    );
    let frozen = format!("input/{year}/確定/record.json");
    put(&root.join(&frozen), text.as_bytes())?;
    put(&work.join(&frozen), text.as_bytes())
}

/// Writes a file unless it stands there already.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().context("a folder")?)?;
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// Removes what an earlier run wrote under another name.
fn only(folder: &Path, expected: &[PathBuf]) -> Result<()> {
    for path in below(folder)? {
        if !expected.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Every file below a folder.
fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
