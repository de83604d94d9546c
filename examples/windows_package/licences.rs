//! What the program is made of, and under which terms: its own licence, those of the crates that are linked into it for Windows,
//! of Rust's library and mingw-w64's runtime, and of the fonts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{output, text_of};

const TARGET: &str = "x86_64-pc-windows-gnu";
/// How the files begin in which crates keep their terms.
const BEGINNINGS: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];
/// Where Debian keeps the terms of the fonts that are put into the program.
const FONTS: [&str; 2] = [
    "/usr/share/doc/fonts-morisawa-bizud-gothic/copyright",
    "/usr/share/doc/fonts-morisawa-bizud-mincho/copyright",
];

/// Name and text of each file of 使用許諾/.
pub fn all(toolchain: &Path) -> Result<Vec<(String, String)>> {
    let program = format!(
        "gyokaku は、次の二つの使用許諾のうち、いずれかを選んで使うことができます（MIT OR Apache-2.0）。\n\n{}\n\n{}",
        fs::read_to_string("LICENSE-MIT")?,
        fs::read_to_string("LICENSE-APACHE")?
    );
    Ok(vec![
        ("プログラム.txt".to_owned(), program),
        ("部品.txt".to_owned(), crates()?),
        ("実行環境.txt".to_owned(), runtime(toolchain)?),
        ("書体.txt".to_owned(), fonts()?),
    ])
}

fn fonts() -> Result<String> {
    let paths: Vec<PathBuf> = match std::env::var_os("GYOKAKU_FONTS_DIR") {
        Some(folder) => files_of(Path::new(&folder))?,
        None => FONTS.map(PathBuf::from).to_vec(),
    };
    ensure!(!paths.is_empty(), "no licence of the fonts");
    let texts: Result<Vec<String>> = paths.iter().map(|path| text_of(path)).collect();
    Ok(format!(
        "プログラムに組み込んだ書体（BIZ UDゴシック、BIZ UDPゴシック及びBIZ UDP明朝）の使用許諾です。\n\n{}",
        texts?.join("\n\n")
    ))
}

fn runtime(toolchain: &Path) -> Result<String> {
    let doc = toolchain.join("usr/share/doc");
    let names = [
        "libstd-rust-web-dev",
        "mingw-w64-x86-64-dev",
        "gcc-mingw-w64-base",
    ];
    let mut text = String::from(
        "プログラムには、Rust の標準ライブラリ、mingw-w64 及び GCC の実行時ライブラリが含まれます。その使用許諾です。\n",
    );
    for name in names {
        let path = doc.join(name).join("copyright");
        text.push_str(&format!("\n==== {name} ====\n\n{}\n", text_of(&path)?));
    }
    Ok(text)
}

/// The crates with their terms; texts that several share stand once.
fn crates() -> Result<String> {
    let linked = linked()?;
    ensure!(
        linked.len() > 100,
        "only {} crates are known to be linked",
        linked.len()
    );
    let mut list = String::from(
        "プログラムに含まれる部品（Rust のライブラリ）と、その使用許諾です。\n著作者を示したものは、使用許諾の文書を部品の中に持たず、同じ種類の使用許諾（下のもの）によります。\n\n",
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in &linked {
        let name = format!("{} {}", field(package, "name"), field(package, "version"));
        let manifest = PathBuf::from(field(package, "manifest_path"));
        let files = files_of(manifest.parent().context("a folder")?)?;
        list.push_str(&format!(
            "  {name}　{}　{}",
            field(package, "license"),
            field(package, "repository")
        ));
        if files.is_empty() {
            list.push_str(&format!("　著作者: {}", authors(package)));
        }
        list.push('\n');
        for path in files {
            let text = text_of(&path)?.replace('\r', "").trim().to_owned();
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut sorted: Vec<(Vec<String>, String)> =
        texts.into_iter().map(|(text, of)| (of, text)).collect();
    sorted.sort();
    for (of, text) in sorted {
        list.push_str(&format!("\n==== {} ====\n\n{text}\n", of.join("、")));
    }
    Ok(list)
}

/// The files in which a crate keeps its terms.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        if path.is_file() && BEGINNINGS.iter().any(|b| name.starts_with(b)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The packages that end up in the program: what it depends on for running on Windows, but for what runs in the compiler.
fn linked() -> Result<Vec<Value>> {
    let arguments = [
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        TARGET,
    ];
    let metadata: Value = serde_json::from_str(&output("cargo", &arguments)?)?;
    let packages = by_id(&metadata["packages"])?;
    let nodes = by_id(&metadata["resolve"]["nodes"])?;
    let root = metadata["resolve"]["root"].as_str().context("the root")?;
    let (mut seen, mut open) = (BTreeSet::new(), vec![root]);
    while let Some(id) = open.pop() {
        for dependency in nodes[id]["deps"].as_array().into_iter().flatten() {
            let mut kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
            let id = dependency["pkg"].as_str().context("a package")?;
            if kinds.any(|k| k["kind"].is_null()) && !in_compiler(packages[id]) && seen.insert(id) {
                open.push(id);
            }
        }
    }
    let mut linked: Vec<Value> = seen.into_iter().map(|id| packages[id].clone()).collect();
    linked.sort_by_key(|package| (field(package, "name"), field(package, "version")));
    Ok(linked)
}

fn by_id(list: &Value) -> Result<BTreeMap<&str, &Value>> {
    let all = list.as_array().context("a list")?.iter();
    all.map(|value| Ok((value["id"].as_str().context("an id")?, value)))
        .collect()
}

fn in_compiler(package: &Value) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    let mut kinds = targets.flat_map(|target| target["kind"].as_array().into_iter().flatten());
    kinds.any(|kind| kind == "proc-macro")
}

/// Named where the package itself carries no text of its terms.
fn authors(package: &Value) -> String {
    let names = package["authors"].as_array().into_iter().flatten();
    let names: Vec<&str> = names.filter_map(Value::as_str).collect();
    if names.is_empty() {
        format!("the authors of {}", field(package, "name"))
    } else {
        names.join(", ")
    }
}

fn field(package: &Value, name: &str) -> String {
    package[name].as_str().unwrap_or("").to_owned()
}
