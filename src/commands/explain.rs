//! `gyokaku explain`: how a value came about, printed as a tree down to the cells. Nothing is written.

use std::path::PathBuf;

use crate::cli::{ExplainArgs, Format};
use crate::console::{Console, Outcome};
use crate::cycle::explain::{Explanation, explain, explain_opinion, near};
use crate::diagnostic::render::escaped;
use crate::diagnostic::{Code, Diagnostic};
use crate::office::earlier_cycles::history;
use crate::office::setting::Setting;
use crate::office::{Stop, reading};

pub(super) fn run(console: &Console, root: PathBuf, args: &ExplainArgs) -> Result<Outcome, Stop> {
    let setting = Setting::open(console, root, args.cycle.name.as_deref())?;
    let record = match reading::known(console, &setting)? {
        Some(record) => record,
        None => reading::read(console, &setting, None)?.record,
    };
    let known = explain(&setting.plan, &record, &args.subject).or_else(|| {
        let (history, _) = history(&setting.files, &setting.plan, &setting.cycle);
        explain_opinion(
            &setting.plan.profile.levels,
            &record,
            &history.in_order(&setting.plan),
            &args.subject,
        )
    });
    let Some(tree) = known else {
        let near = near(&setting.plan, &record, &args.subject);
        return Err(Stop::from(unknown(&args.subject, &near)));
    };
    match args.format.format {
        Format::Json => console.data(&tree)?,
        Format::Text => {
            for line in lines(&tree) {
                console.line(&line);
            }
        }
    }
    Ok(Outcome::Clean)
}

/// The tree with its branches drawn; what was typed is escaped, and long texts are shortened (JSON has them whole).
fn lines(tree: &Explanation) -> Vec<String> {
    let mut lines = vec![headline(tree)];
    below(tree, "", &mut lines);
    lines
}

/// What stands under a node: its rule, its cell, what was reported of it, then its parts.
fn below(node: &Explanation, indent: &str, lines: &mut Vec<String>) {
    let bar = if node.parts.is_empty() {
        "   "
    } else {
        "│  "
    };
    if let Some(rule) = &node.rule {
        lines.push(format!("{indent}{bar}{}", escaped(rule)));
    }
    if let Some(source) = &node.source {
        let at = &source.at;
        lines.push(format!(
            "{indent}{bar}{}",
            escaped(&format!("{} › {} › {}", at.file, at.sheet, at.cell))
        ));
        if node.value.as_deref() != Some(source.typed.as_str()) {
            let typed = shortened(&source.typed);
            lines.push(format!("{indent}{bar}記入: 「{typed}」"));
        }
    }
    for note in &node.notes {
        lines.push(format!("{indent}{bar}お知らせ: {}", escaped(note)));
    }
    for (at, part) in node.parts.iter().enumerate() {
        let last = at + 1 == node.parts.len();
        let (branch, inner) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        lines.push(format!("{indent}{branch}{}", headline(part)));
        below(part, &format!("{indent}{inner}"), lines);
    }
}

fn headline(node: &Explanation) -> String {
    let label = shortened(&node.label);
    match &node.value {
        Some(value) => format!("{label}: {}", shortened(value)),
        None => label,
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 50;
    let text = escaped(text);
    if text.chars().count() <= MOST {
        return text;
    }
    let head: String = text.chars().take(MOST).collect();
    format!("{head}…")
}

fn unknown(subject: &str, near: &[String]) -> Diagnostic {
    let hint = if near.is_empty() {
        "番号（3-③、3-③-K1、意見-3）、「効果額」、「総括.A」、「提出状況」のように指定してください。"
            .to_owned()
    } else {
        format!("近いもの: {}", near.join("、"))
    };
    Diagnostic::new(
        Code::SubjectUnknown,
        format!("「{subject}」に当たるものが、この調査回の記録にありません。"),
        hint,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{CellLocation, Source};

    #[test]
    fn branches_are_drawn_and_what_was_typed_is_escaped() {
        let leaf = |label: &str| Explanation {
            label: label.to_owned(),
            value: Some("98.5%".to_owned()),
            source: Some(Source {
                at: CellLocation {
                    file: "a.xlsx".to_owned(),
                    sheet: "1-①".to_owned(),
                    cell: "C3".to_owned(),
                },
                typed: "98\u{1b}[31m.5".to_owned(),
            }),
            ..Explanation::default()
        };
        let tree = Explanation {
            label: "指標".to_owned(),
            rule: Some("規則".to_owned()),
            parts: vec![leaf("実績値"), leaf("前回")],
            ..Explanation::default()
        };
        assert_eq!(
            lines(&tree),
            [
                "指標",
                "│  規則",
                "├─ 実績値: 98.5%",
                "│     a.xlsx › 1-① › C3",
                "│     記入: 「98\\u{001B}[31m.5」",
                "└─ 前回: 98.5%",
                "      a.xlsx › 1-① › C3",
                "      記入: 「98\\u{001B}[31m.5」",
            ]
        );
    }
}
