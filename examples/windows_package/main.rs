//! Lays the zip for Windows around a finished gyokaku.exe: the .cmd files, the manuals as PDF, the sample and the licences. `make
//! windows` calls it after the build (.ci/windows/build).
//!
//! ```text
//! cargo run --release --example windows_package -- --exe EXE --toolchain FOLDER --out dist
//! ```
//!
//! The same commit, tools and fonts give the same bytes: entries are sorted and dated by the commit.

#![expect(
    clippy::disallowed_methods,
    reason = "a tool of the repository; the rule is for the program"
)]

mod blocks;
mod licences;
mod manual;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};
use clap::Parser;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

/// Where the texts and templates of the zip lie.
const TEXTS: &str = "templates/windows";
/// Name of each .cmd, what it runs in a working directory, and what in another folder.
const COMMANDS: [(&str, &str, &str); 5] = [
    ("0_新しく始める", "", "init"),
    ("1_調査票を作る", "forms", ""),
    ("2_点検する", "check", ""),
    ("3_資料を作る", "report", ""),
    ("4_今の状況", "", ""),
];
/// The documents of docs/ that are pressed.
const MANUALS: [&str; 3] = ["手引き", "診断一覧", "テンプレート"];

#[derive(Debug, Parser)]
struct Arguments {
    /// The finished program.
    #[arg(long)]
    exe: PathBuf,
    /// The folder into which .ci/windows/toolchain unpacked Debian's packages.
    #[arg(long)]
    toolchain: PathBuf,
    /// Where the zip goes.
    #[arg(long, default_value = "dist")]
    out: PathBuf,
}

/// The files of the zip by their path below its one folder.
type Files = BTreeMap<String, Vec<u8>>;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let date = date_of_commit()?;
    let mut files = Files::new();
    let exe = fs::read(&arguments.exe).context("the program")?;
    files.insert("gyokaku.exe".to_owned(), exe);
    let start = fs::read_to_string(format!("{TEXTS}/はじめに.txt"))?;
    files.insert("はじめに.txt".to_owned(), notepad(&start));
    let command = fs::read_to_string(format!("{TEXTS}/run.cmd"))?;
    for (name, there, elsewhere) in COMMANDS {
        files.insert(format!("{name}.cmd"), batch(&command, there, elsewhere)?);
    }
    for name in MANUALS {
        let markdown = fs::read_to_string(format!("docs/{name}.md"))?;
        files.insert(
            format!("{name}.pdf"),
            manual::press(&markdown, date.date_naive())?,
        );
    }
    for path in tracked("input")? {
        files.insert(format!("見本/{path}"), fs::read(&path)?);
    }
    for (name, text) in licences::all(&arguments.toolchain)? {
        files.insert(format!("使用許諾/{name}"), notepad(&text));
    }
    let name = format!("gyokaku-{}-windows-x64", env!("CARGO_PKG_VERSION"));
    let zip = packed(&name, &files, date)?;
    fs::create_dir_all(&arguments.out)?;
    let path = arguments.out.join(format!("{name}.zip"));
    fs::write(&path, &zip)?;
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    say(&format!(
        "{}: {:.1} MB, {} files; gyokaku.exe {:.1} MB",
        path.display(),
        megabytes(zip.len()),
        files.len(),
        megabytes(files["gyokaku.exe"].len())
    ))
}

/// A text as Windows' own editor reads it on every machine: UTF-8 with a mark, lines that end with CR and LF.
fn notepad(text: &str) -> Vec<u8> {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    [b"\xef\xbb\xbf", text.as_bytes()].concat()
}

/// A .cmd, in ASCII: cmd.exe reads it in the code page of the machine.
fn batch(text: &str, there: &str, elsewhere: &str) -> Result<Vec<u8>> {
    let text = text
        .replace("@COMMAND@", there)
        .replace("@WITHOUT@", elsewhere);
    ensure!(text.is_ascii(), "run.cmd holds more than ASCII");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    Ok((lines.join("\r\n") + "\r\n").into_bytes())
}

/// The files below a folder that belong to the repository.
fn tracked(folder: &str) -> Result<Vec<String>> {
    let listed = output("git", &["ls-files", "-z", folder])?;
    let all: Vec<String> = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect();
    ensure!(!all.is_empty(), "{folder} holds nothing");
    Ok(all)
}

fn date_of_commit() -> Result<DateTime<FixedOffset>> {
    let text = output("git", &["log", "-1", "--format=%cI"])?;
    let date = DateTime::parse_from_rfc3339(text.trim())?;
    let japan = FixedOffset::east_opt(9 * 3600).context("Japan's time")?;
    Ok(date.with_timezone(&japan))
}

fn packed(name: &str, files: &Files, date: DateTime<FixedOffset>) -> Result<Vec<u8>> {
    let [month, day, hour, minute] =
        [date.month(), date.day(), date.hour(), date.minute()].map(|n| n as u8);
    let time = zip::DateTime::from_date_and_time(date.year() as u16, month, day, hour, minute, 0)?;
    let options = SimpleFileOptions::default()
        .system(System::Unix)
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(time);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(format!("{name}/{path}"), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What a tool says on stdout.
fn output(tool: &str, arguments: &[&str]) -> Result<String> {
    let run = Command::new(tool)
        .args(arguments)
        .output()
        .context(tool.to_owned())?;
    ensure!(
        run.status.success(),
        "{tool} {arguments:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    Ok(String::from_utf8(run.stdout)?)
}

fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// Reads a file, naming it where that fails.
fn text_of(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
