//! No files import each other in a circle: whoever reads one need not have read the other. A folder's mod.rs and what
//! lies below it belong together, and are left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Imports, production_code, sources};

/// Rooms whose circles are still to be ended.
const LEFT: [&str; 3] = ["cycle", "form", "submission"];

#[test]
fn no_files_import_each_other_in_a_circle() {
    let files = sources();
    let codes = files.iter();
    let codes = codes.map(|source| (source.module.as_str(), production_code(&source.text)));
    let found = circles(&codes.collect());
    let found: Vec<String> = found
        .into_iter()
        .filter(|circle| !LEFT.iter().any(|room| circle.starts_with(room)))
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_circle_is_found_through_whoever_gives_a_name_on() {
    let files = |of_b: &'static str| {
        let all = [
            ("a", "use crate::b::Word;"),
            ("b", "mod inner;\npub use inner::{Word, Other as Another};"),
            ("b::inner", of_b),
            ("c", "pub fn f() {}"),
        ];
        circles(&all.map(|(module, code)| (module, code.to_owned())).into())
    };
    assert_eq!(files("use crate::a::Name;"), ["a, b::inner"]);
    assert_eq!(files("fn f() { super::super::a::g() }"), ["a, b::inner"]);
    assert!(files("use crate::c::f;\nuse super::Word;").is_empty());
    assert!(files("const TEXT: &str = \"crate::a::Name\";").is_empty());
}

/// The files of each circle, by their modules.
fn circles(codes: &BTreeMap<&str, String>) -> Vec<String> {
    let imports: BTreeMap<&str, Vec<Vec<String>>> = codes
        .keys()
        .map(|module| (*module, imported(module, codes)))
        .collect();
    let given_on = given_on(codes);
    let leads: BTreeMap<&str, BTreeSet<&str>> = imports
        .iter()
        .map(|(module, paths)| {
            let mut to = BTreeSet::new();
            for path in paths {
                let mut path = path.clone();
                // Both the file that is named and the one that has what it gives on.
                while let Some((file, names)) = file_of(&path, codes) {
                    to.insert(file);
                    let name = names.first().cloned().unwrap_or_default();
                    let Some(on) = given_on.get(&(file, name)) else {
                        break;
                    };
                    path = on.iter().chain(names.iter().skip(1)).cloned().collect();
                }
            }
            to.retain(|to| !related(module, to));
            (*module, to)
        })
        .collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = leads
        .keys()
        .map(|module| (*module, reached(module, &leads)))
        .collect();
    let mut found = BTreeSet::new();
    for (module, all) in &reached {
        let circle = all.iter().filter(|other| reached[*other].contains(module));
        let circle: Vec<&str> = circle.copied().collect();
        if !circle.is_empty() {
            found.insert(circle.join(", "));
        }
    }
    found.into_iter().collect()
}

/// Whether one is the folder that the other lies below, or the same.
fn related(a: &str, b: &str) -> bool {
    let below = |a: &str, b: &str| b == "lib" || a == b || a.starts_with(&format!("{b}::"));
    below(a, b) || below(b, a)
}

/// Every module that can be come to from this one.
fn reached<'a>(module: &str, leads: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    let mut next: Vec<&str> = leads[module].iter().copied().collect();
    while let Some(module) = next.pop() {
        if all.insert(module) {
            next.extend(&leads[module]);
        }
    }
    all
}

/// What a file imports of this crate, from the crate's root.
fn imported(module: &str, codes: &BTreeMap<&str, String>) -> Vec<Vec<String>> {
    let imports = Imports::of(module, &codes[module]);
    let inside = imports.inside().map(|import| import.path.clone());
    let children = imports
        .others()
        .filter_map(|import| child(module, &import.path, codes));
    inside.chain(children).collect()
}

/// The path from the crate's root where its first name is a child of the module.
fn child(module: &str, path: &[String], codes: &BTreeMap<&str, String>) -> Option<Vec<String>> {
    let first = format!("{module}::{}", path.first()?);
    let own = module.split("::").map(str::to_owned);
    (codes.contains_key(first.as_str())).then(|| own.chain(path.iter().cloned()).collect())
}

/// The file that a path leads into, and the names that are left.
fn file_of<'a>(
    path: &[String],
    codes: &BTreeMap<&'a str, String>,
) -> Option<(&'a str, Vec<String>)> {
    (1..=path.len()).rev().find_map(|length| {
        let module = path[..length].join("::");
        let (file, _) = codes.get_key_value(module.as_str())?;
        Some((*file, path[length..].to_vec()))
    })
}

/// `pub use`: what a name of a file stands for.
fn given_on<'a>(codes: &BTreeMap<&'a str, String>) -> BTreeMap<(&'a str, String), Vec<String>> {
    let mut all = BTreeMap::new();
    for (module, code) in codes {
        let imports = Imports::of(module, code);
        for import in imports.inside().chain(imports.others()) {
            let path = child(module, &import.path, codes).unwrap_or_else(|| import.path.clone());
            if let Some(name) = import.given_on.clone() {
                all.insert((*module, name), path);
            }
        }
    }
    all
}
