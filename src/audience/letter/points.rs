//! What a mail lists: things that are asked, answers that were put right, files that could not be taken.

use std::fmt::Write as _;

use super::{MATTER, QUOTED};
use crate::diagnostic::{Asked, render};
use crate::values::japanese_text::trimmed;

/// An answer that the office put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedPoint {
    /// `1-①-K1 実績値`
    pub label: String,
    /// As the department typed it; empty where it was left blank.
    pub typed: String,
    /// What it became, when and why.
    pub text: String,
}

/// In which part a department takes: it decides which deadline it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taking {
    /// 所管課 of an item.
    pub leads: bool,
    /// Answers of items that it does not lead.
    pub contributes: bool,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// As on 確認のお願い.
    pub number: u32,
    /// `1-①-K1 実績値`
    pub label: String,
    pub matter: String,
    pub found: Option<String>,
}

/// An opinion of which a department's words are awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionPoint {
    /// `意見1`
    pub label: String,
    /// `懇談会 第1回`
    pub occasion: String,
    pub text: String,
}

/// A file that could not be taken, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedFile {
    pub name: String,
    pub why: Asked,
}

impl Point {
    pub(super) fn write(&self, text: &mut String) {
        let _ = write!(text, "　（{}）{}", self.number, cut(&self.matter, MATTER));
        if !self.matter.contains(&self.label) {
            let _ = write!(text, "（{}）", on_a_line(&self.label));
        }
        if let Some(found) = &self.found {
            let _ = write!(text, "　今の記入「{}」", cut(trimmed(found), QUOTED));
        }
        text.push('\n');
    }
}

/// On a line, and no longer than so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", on_a_line(&text[..end])),
        None => on_a_line(text),
    }
}

/// Line breaks as spaces; control and bidirectional characters as the terminal shows them, so that what somebody typed
/// can't turn the words around it.
pub(super) fn on_a_line(text: &str) -> String {
    let spaced = text.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
    render::escaped(&spaced)
}
