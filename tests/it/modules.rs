//! Holds the module table of ARCHITECTURE.md: every `crate::` path in src/ leads to a module that its own
//! may use, and the crates and parts of std that have one place are named only there.

use std::collections::BTreeSet;

use crate::sources::{Imports, production_code, sources};

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
    ("typst_html", &["typesetting"]),
    ("typst_kit", &["typesetting"]),
    ("typst_layout", &["typesetting"]),
    ("typst_pdf", &["typesetting"]),
    ("csv", &["publication", "verification"]),
    ("hayro_syntax", &["verification"]),
    ("aho_corasick", &["verification"]),
    ("encoding_rs", &["typesetting"]),
    ("regex", &["typesetting"]),
    ("unicode_segmentation", &["typesetting"]),
    ("std::fs", &["project_files"]),
    ("std::time::SystemTime", &["commands::clock"]),
];

#[test]
fn every_path_keeps_to_the_module_table() {
    let sources = sources();
    assert!(sources.len() > 10, "the sources were not found");
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|source| faults(&source.module, &source.text))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Code, severity and words of a diagnostic are declared or given once; nothing changes them afterwards.
#[test]
fn no_diagnostic_is_edited_after_it_was_made() {
    for source in sources() {
        let code = production_code(&source.text);
        let own = source.module.starts_with("diagnostic");
        for line in code.lines().filter(|_| !own) {
            for field in ["code", "message", "hint"] {
                let edits = line.contains(&format!(".{field} = "))
                    || line.contains(&format!(".{field}.push"));
                assert!(!edits, "{}: {line}", source.path);
            }
            let made =
                line.contains("Diagnostic {") && !line.contains("fn ") && !line.contains("->");
            assert!(!made, "{}: {line}", source.path);
        }
    }
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
    let own = module.split("::").next().unwrap_or_default();
    let Some((_, allowed)) = TABLE.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{module}: this module is missing from the table")];
    };
    let imports = Imports::of(module, &code);
    let used: BTreeSet<&str> = imports
        .inside()
        .filter_map(|import| import.path.first())
        .map(String::as_str)
        .collect();
    let everywhere = |name: &str| match own {
        "values" => false,
        "diagnostic" => name == "values",
        _ => matches!(name, "values" | "diagnostic"),
    };
    let is_module = |name: &str| TABLE.iter().any(|(known, _)| *known == name);
    let mut faults: Vec<String> = used
        .into_iter()
        .filter(|name| is_module(name) && *name != own)
        .filter(|name| !everywhere(name) && !allowed.contains(name))
        .map(|name| format!("{module} may not use {name}"))
        .collect();
    for (path, places) in ONLY_HERE {
        let here = places
            .iter()
            .any(|p| module == *p || module.starts_with(&format!("{p}::")));
        if !here && imports.names(path) {
            faults.push(format!(
                "{module} may not name {path}: only {}",
                places.join(", ")
            ));
        }
    }
    faults
}
