//! A file or a function that outgrows these has two jobs.

use crate::sources::{all_sources, production_code, sources};

/// Lines of a file, tests and comments among them.
const FILE: usize = 400;
/// Lines of a function, from its signature to its brace.
const FUNCTION: usize = 60;

#[test]
fn files_and_functions_stay_short() {
    let files = all_sources().into_iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > FILE).then(|| format!("src/{}: {lines} lines", source.path))
    });
    let functions = sources().into_iter().flat_map(|source| {
        let long = functions(&production_code(&source.text)).into_iter();
        let long = long.filter(|(_, lines)| *lines > FUNCTION);
        let path = source.path;
        long.map(move |(name, lines)| format!("src/{path}: {name} has {lines} lines"))
    });
    let long: Vec<String> = files.chain(functions).collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn lines_of_functions_are_counted() {
    let code = "\
fn one() {}

impl Two {
    pub(super) const fn two(
        self,
    ) -> u8 {
        match self {
        }
    }

    fn declared(&self);
}
";
    let wanted = [("one", 1), ("two", 6)].map(|(name, lines)| (name.to_owned(), lines));
    assert_eq!(functions(code), wanted);
}

/// Name and lines of each function with a body: rustfmt closes it at the indentation at which it began.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let ends = |line: &&str| {
            let rest = line.strip_prefix(indent).unwrap_or_default();
            rest.starts_with('}')
                || (rest.starts_with(|c: char| c != ' ') && rest.ends_with(['}', ';']))
        };
        let last = lines[at..].iter().position(ends).unwrap_or_default();
        if lines[at + last].ends_with('}') {
            found.push((name, last + 1));
        }
    }
    found
}

/// The name of the function whose signature begins on this line.
fn function(line: &str) -> Option<String> {
    let (before, after) = line.trim_start().split_once("fn ")?;
    let known = ["pub", "const", "unsafe", "extern", "async"];
    let words = before.split_whitespace();
    let signature = words
        .clone()
        .all(|word| known.contains(&word) || word.starts_with("pub(") || word.ends_with(')'));
    let name: String = after
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (signature && !name.is_empty()).then_some(name)
}
