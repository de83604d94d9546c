//! The sources of the program as tests look at them: files, modules, production code, and what a file imports.

#![expect(
    clippy::disallowed_methods,
    reason = "the sources are read; the rule is for the program"
)]

use std::path::Path;

/// A source file of src/.
pub struct Source {
    /// Below src/.
    pub path: String,
    /// `plan::register::read`; the whole name of a mod.rs is its folder's.
    pub module: String,
    pub text: String,
}

/// Every source file, but for those that are tests only.
pub fn sources() -> Vec<Source> {
    let mut files = all_sources();
    let test_only: Vec<String> = files
        .iter()
        .flat_map(|source| {
            let names = test_modules(&source.text).into_iter();
            names.map(move |name| format!("{}::{name}", source.module))
        })
        .collect();
    files.retain(|source| {
        let of = |t: &String| source.module == *t || source.module.starts_with(&format!("{t}::"));
        !test_only.iter().any(of)
    });
    files
}

/// Every source file, tests among them, by path.
pub fn all_sources() -> Vec<Source> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    collect(&root, &root, "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(root: &Path, folder: &Path, above: &str, files: &mut Vec<Source>) {
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
            collect(root, &path, &module, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let below = path.strip_prefix(root).expect("a path below src");
            files.push(Source {
                path: below.to_string_lossy().into_owned(),
                module,
                text: std::fs::read_to_string(&path).expect("a source file"),
            });
        }
    }
}

/// The names of `#[cfg(test)] mod name;` in a source text.
fn test_modules(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with(';'))
        .filter_map(|pair| Some(identifier(pair[1].split_once("mod ")?.1).to_owned()))
        .collect()
}

/// The text without comment lines and without what stands under `#[cfg(test)]`: rustfmt closes an item at
/// the indentation at which it began.
pub fn production_code(text: &str) -> String {
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

/// A path that a file names.
pub struct Import {
    pub path: Vec<String>,
    /// The name under which the file gives it on (`pub use`).
    pub given_on: Option<String>,
}

/// Every path that a file names, in `use` or elsewhere.
pub struct Imports {
    /// Of this crate, from its root.
    inside: Vec<Import>,
    /// As written: of other crates, of children, and of what was imported.
    others: Vec<Import>,
}

impl Imports {
    /// Those of the production code of a module.
    pub fn of(module: &str, code: &str) -> Self {
        let mut imports = Self {
            inside: Vec::new(),
            others: Vec::new(),
        };
        for import in paths(&without_strings(code)) {
            let first = import.path.first().map(String::as_str);
            let up = import.path.iter().take_while(|n| *n == "super").count();
            let own: Vec<&str> = module.split("::").collect();
            let (kept, skipped) = match first {
                Some("crate" | "gyokaku") => (0, 1),
                Some("self") => (own.len(), 1),
                Some("super") => (own.len().saturating_sub(up), up),
                _ => {
                    imports.others.push(import);
                    continue;
                }
            };
            let above = own[..kept].iter().map(|name| (*name).to_owned());
            let path = above.chain(import.path.into_iter().skip(skipped)).collect();
            imports.inside.push(Import { path, ..import });
        }
        imports
    }

    /// Paths of this crate.
    pub fn inside(&self) -> impl Iterator<Item = &Import> {
        self.inside.iter()
    }

    /// Paths of others.
    pub fn others(&self) -> impl Iterator<Item = &Import> {
        self.others.iter()
    }

    /// Whether a path begins with this one (`zip`, `std::fs`).
    pub fn names(&self, path: &str) -> bool {
        let wanted: Vec<&str> = path.split("::").collect();
        self.others.iter().any(|import| {
            let whole = import.path.len() > wanted.len() || wanted.len() > 1;
            whole && import.path.iter().take(wanted.len()).eq(&wanted)
        })
    }
}

/// Paths of two names or more, and those of `use`.
fn paths(code: &str) -> Vec<Import> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = code[at..].chars().next() {
        let word = identifier(&code[at..]);
        if word.is_empty() {
            at += c.len_utf8();
        } else if word == "use" && code[at + 3..].starts_with(' ') {
            let before = code[..at].trim_end();
            let public = before.ends_with("pub") || before.ends_with(')');
            let (tree, end) = tree(&code[at + 4..]);
            at += 4 + end;
            found.extend(tree.into_iter().map(|(path, name)| Import {
                given_on: public.then(|| name.or(path.last().cloned())).flatten(),
                path,
            }));
        } else if code[at + word.len()..].starts_with("::") {
            let (tree, end) = tree(&code[at..]);
            at += end;
            found.extend(tree.into_iter().map(|(path, _)| Import {
                path,
                given_on: None,
            }));
        } else {
            at += word.len();
        }
    }
    found
}

/// The path of a name that is used, and the name that it is given.
type Use = (Vec<String>, Option<String>);

/// The paths that begin here, braces opened, each with its `as`; and where they end.
fn tree(text: &str) -> (Vec<Use>, usize) {
    let mut head = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut all = Vec::new();
            at = text.len() - group.len();
            loop {
                let rest = text[at..].trim_start_matches([' ', '\n', ',']);
                at = text.len() - rest.len();
                if rest.is_empty() || rest.starts_with('}') {
                    return (all, at + 1);
                }
                let (inner, end) = tree(rest);
                at += end.max(1);
                let whole = |(path, name): (Vec<String>, _)| ([head.clone(), path].concat(), name);
                all.extend(inner.into_iter().map(whole));
            }
        }
        let word = identifier(rest);
        at += word.len();
        if word.is_empty() {
            at += usize::from(rest.starts_with('*'));
            return (vec![(head, None)], at);
        }
        if word != "self" || head.is_empty() {
            head.push(word.to_owned());
        }
        match text[at..].strip_prefix("::") {
            Some(_) => at += 2,
            None => {
                let name = text[at..].strip_prefix(" as ").map(identifier);
                return (vec![(head, name.map(str::to_owned))], at);
            }
        }
    }
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// What stands between quotation marks may look like a path.
fn without_strings(code: &str) -> String {
    let code = code
        .replace("'\"'", "")
        .replace("\\\\", "")
        .replace("\\\"", "");
    code.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}
