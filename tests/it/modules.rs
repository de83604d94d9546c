//! Holds the module table of ARCHITECTURE.md: every `crate::` path in src/ leads to a module that its own
//! may use, and the crates and parts of std that have one place are named only there.

#![expect(
    clippy::disallowed_methods,
    reason = "this test reads the sources; the rule is for the program"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What each module may use besides itself, `values` and `diagnostic`.
const TABLE: &[(&str, &[&str])] = &[
    ("values", &[]),
    ("diagnostic", &[]),
    ("plan", &[]),
    ("form", &["plan"]),
    ("submission", &["form", "plan"]),
    ("cycle", &["submission", "plan"]),
    ("audience", &["cycle", "plan"]),
    ("typesetting", &[]),
    ("tables", &["audience"]),
    ("workbook_output", &["audience", "tables"]),
    ("publication", &["audience", "tables"]),
    (
        "verification",
        &[
            "audience",
            "cycle",
            "typesetting",
            "tables",
            "workbook_output",
            "publication",
        ],
    ),
    ("project_files", &[]),
    ("memory", &[]),
    ("cli", &[]),
    ("console", &["cli"]),
    (
        "office",
        &[
            "plan",
            "form",
            "submission",
            "cycle",
            "audience",
            "typesetting",
            "workbook_output",
            "publication",
            "verification",
            "project_files",
            "memory",
            "console",
        ],
    ),
    (
        "commands",
        &[
            "plan",
            "form",
            "submission",
            "cycle",
            "audience",
            "typesetting",
            "workbook_output",
            "project_files",
            "cli",
            "console",
            "office",
        ],
    ),
    ("main", &["memory", "cli", "commands"]),
    ("lib", &[]),
];

/// The path from which a name begins, and the only modules that may write it.
const ONLY_HERE: &[(&str, &[&str])] = &[
    (
        "calamine",
        &["plan::register", "form::returned_workbook", "verification"],
    ),
    (
        "rust_xlsxwriter",
        &["plan::register", "form::blank_workbook", "workbook_output"],
    ),
    (
        "zip",
        &["values", "form::returned_workbook", "verification"],
    ),
    ("quick_xml", &["form::returned_workbook"]),
    ("typst", &["typesetting"]),
    ("typst_kit", &["typesetting"]),
    ("typst_layout", &["typesetting"]),
    ("typst_pdf", &["typesetting"]),
    ("csv", &["publication", "verification"]),
    ("hayro_syntax", &["verification"]),
    ("aho_corasick", &["verification"]),
    ("encoding_rs", &["typesetting"]),
    ("std::fs", &["project_files"]),
];

#[test]
fn every_path_keeps_to_the_module_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = sources(&root);
    assert!(sources.len() > 10, "the sources were not found");
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|(path, module)| {
            let text = std::fs::read_to_string(path).expect("a source file");
            faults(module, &text)
        })
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_breach_is_found() {
    for (module, text) in [
        ("plan::item", "use crate::form::Field;"),
        (
            "typesetting::world",
            "use crate::{\n    audience::{Figure, Text},\n    values,\n};",
        ),
        ("values", "fn f() { crate::diagnostic::json(&[]) }"),
        ("cycle::merge", "use super::super::typesetting::Pdf;"),
        ("plan", "use super::form;"),
        ("cycle::merge", "use calamine::Data;"),
        ("plan", "let x = typst_pdf::pdf();"),
        ("audience", "use std::{collections::BTreeMap, fs};"),
        (
            "form::field",
            "#[cfg(test)]\nuse x::y;\nuse crate::cycle::Record;",
        ),
        (
            "submission",
            "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\nuse crate::audience::Text;",
        ),
        ("unknown", ""),
    ] {
        assert_eq!(faults(module, text).len(), 1, "{module}: {text}");
    }
}

#[test]
fn what_the_table_allows_is_no_breach() {
    for (module, text) in [
        (
            "plan::item",
            "use crate::values::Code;\nuse super::queries;\nuse crate::plan::Plan;",
        ),
        ("plan::register::read", "use calamine::Data;"),
        (
            "form",
            "/// See [`Record`](crate::cycle::Record).\nuse crate::plan::Plan;",
        ),
        (
            "cycle",
            "#[cfg(test)]\nmod tests {\n    use crate::audience::Text;\n}",
        ),
        (
            "cycle",
            "let a = \"unzip\"; let zip = a.iter().zip(b); std::fmt::Debug;",
        ),
        ("cycle", "pub(crate) fn f() {}"),
        ("main", "use gyokaku::{cli::Cli, commands};"),
    ] {
        assert_eq!(
            faults(module, text),
            Vec::<String>::new(),
            "{module}: {text}"
        );
    }
}

/// Every breach of the tables in one source text.
fn faults(module: &str, text: &str) -> Vec<String> {
    let code = production_code(text);
    let parts: Vec<&str> = module.split("::").collect();
    let own = parts[0];
    let Some((_, allowed)) = TABLE.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{module}: this module is missing from the table")];
    };
    let mut used = heads_after(&code, "crate::");
    used.extend(heads_after(&code, "gyokaku::"));
    used.extend(heads_after(&code, &"super::".repeat(parts.len())));
    let everywhere = |name: &str| match own {
        "values" => false,
        "diagnostic" => name == "values",
        _ => matches!(name, "values" | "diagnostic"),
    };
    let is_module = |name: &str| TABLE.iter().any(|(known, _)| *known == name);
    let mut faults: Vec<String> = used
        .into_iter()
        .filter(|name| is_module(name) && name != own)
        .filter(|name| !everywhere(name) && !allowed.contains(&name.as_str()))
        .map(|name| format!("{module} may not use {name}"))
        .collect();
    for (path, places) in ONLY_HERE {
        let here = places
            .iter()
            .any(|p| module == *p || module.starts_with(&format!("{p}::")));
        if !here && names_path(&code, path) {
            faults.push(format!(
                "{module} may not name {path}: only {}",
                places.join(", ")
            ));
        }
    }
    faults
}

/// Whether the code names a path that begins with this crate, or with this part of std.
fn names_path(code: &str, path: &str) -> bool {
    match path.split_once("::") {
        Some((first, second)) => heads_after(code, &format!("{first}::")).contains(second),
        None => starts(code, &format!("{path}::")).next().is_some(),
    }
}

/// The first names behind each occurrence of `prefix`, braces opened.
fn heads_after(code: &str, prefix: &str) -> BTreeSet<String> {
    starts(code, prefix)
        .flat_map(|at| {
            let rest = &code[at + prefix.len()..];
            match rest.strip_prefix('{') {
                Some(group) => group_heads(group),
                None => vec![identifier(rest)],
            }
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// Where `prefix` begins a path (and does not end a longer one).
fn starts<'a>(code: &'a str, prefix: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(prefix).map(|(at, _)| at).filter(|at| {
        let before = code[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The first name of each element of a braced group, `{` already taken.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let (mut depth, mut element) = (0_usize, String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(identifier(std::mem::take(&mut element).trim())),
            c if depth == 0 => element.push(c),
            _ => {}
        }
    }
    heads.push(identifier(element.trim()));
    heads
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The text without comment lines and without what stands under `#[cfg(test)]`: rustfmt closes an item at
/// the indentation at which it began.
fn production_code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = &line[..line.len() - line.trim_start().len()];
            for skipped in lines.by_ref() {
                let ends = skipped.strip_prefix(indent).is_some_and(|l| {
                    l.starts_with('}') || (l.ends_with(';') && !l.starts_with(' '))
                });
                if ends {
                    break;
                }
            }
        } else if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

/// Every source file with the path of its module, but for files that are tests only.
fn sources(root: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(root, &mut files);
    files.sort();
    let test_only: Vec<String> = files
        .iter()
        .flat_map(|(path, module)| {
            let text = std::fs::read_to_string(path).expect("a source file");
            test_modules(&text)
                .into_iter()
                .map(move |name| format!("{module}::{name}"))
        })
        .collect();
    let in_tests = |module: &str| {
        test_only
            .iter()
            .any(|t| module == t || module.starts_with(&format!("{t}::")))
    };
    files.retain(|(_, module)| !in_tests(module));
    files
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    collect_below(folder, "", files);
}

fn collect_below(folder: &Path, above: &str, files: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        let stem = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let module = match (above, stem.as_str()) {
            (above, "mod") => above.to_owned(),
            ("", stem) => stem.to_owned(),
            (above, stem) => format!("{above}::{stem}"),
        };
        if path.is_dir() {
            collect_below(&path, &module, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push((path, module));
        }
    }
}

/// The names of `#[cfg(test)] mod name;` in a source text.
fn test_modules(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with(';'))
        .filter_map(|pair| Some(identifier(pair[1].split_once("mod ")?.1)))
        .collect()
}
