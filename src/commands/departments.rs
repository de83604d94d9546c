//! `--department`: which departments alone a command is for.

use crate::diagnostic::{Code, Diagnostic};
use crate::office::setting::Setting;
use crate::plan::{Assignments, Department};
use crate::values::japanese_text::{file_name_safe, match_key};
use crate::values::similar;

/// The departments that are asked for, by name or code; none where all are meant.
pub(super) struct Chosen {
    codes: Vec<String>,
    /// What the files of each begin with.
    names: Vec<[String; 2]>,
}

impl Chosen {
    /// # Errors
    /// O019 for one that the cycle does not ask.
    pub fn of(setting: &Setting, asked: &[String]) -> Result<Self, Diagnostic> {
        let assignments = Assignments::of(&setting.plan, &setting.cycle);
        let departments: Vec<&Department> =
            assignments.departments().iter().map(|(d, _)| *d).collect();
        let mut chosen = Self {
            codes: Vec::new(),
            names: Vec::new(),
        };
        for text in asked.iter().flat_map(|text| text.split(['、', ',', '，'])) {
            let key = match_key(text);
            let named = |d: &&&Department| match_key(&d.code) == key || match_key(&d.name) == key;
            let found = departments.iter().find(named);
            let found = found.ok_or_else(|| unknown(setting, text.trim(), &departments))?;
            if !chosen.codes.contains(&found.code) {
                let with_code = format!("{}_{}", found.code, found.name);
                chosen.codes.push(found.code.clone());
                chosen
                    .names
                    .push([&found.name, &with_code].map(|name| file_name_safe(name)));
            }
        }
        Ok(chosen)
    }

    pub fn all(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether a department is among them.
    pub fn has(&self, code: &str) -> bool {
        self.all() || self.codes.iter().any(|c| c == code)
    }

    /// Whether a file with this path below the cycle's folder is one of theirs: named by the department, with or without its
    /// code before.
    pub fn owns(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
        let own = |known: &String| {
            let rest = stem.strip_prefix(known.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        self.all() || self.names.iter().flatten().any(own)
    }
}

fn unknown(setting: &Setting, asked: &str, known: &[&Department]) -> Diagnostic {
    let elsewhere = setting.plan.departments.iter();
    let mut elsewhere =
        elsewhere.filter(|d| d.code == asked || match_key(&d.name) == match_key(asked));
    let message = match elsewhere.next() {
        Some(found) => format!(
            "「{}」は、{}の対象ではありません。",
            found.name,
            setting.cycle.name()
        ),
        None => format!("「{asked}」という課は、計画台帳の「組織」にありません。"),
    };
    let names: Vec<String> = known.iter().map(|d| d.name.clone()).collect();
    let similar = similar(&names, asked);
    let hint = if similar.is_empty() {
        "--department に、課名又は課コードを指定してください（例 gyokaku check --department 総務課）。".to_owned()
    } else {
        format!(
            "似た名前の課: {}。課名又は課コードを指定してください。",
            similar.join("、")
        )
    };
    Diagnostic::new(Code::DepartmentUnknown, message, hint)
}
