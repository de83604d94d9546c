//! Characters that no font has, told with their cells before anything is typeset: those of the answers, of the register
//! and of the office's texts. What reaches a page from elsewhere (last cycle's record) is told by the document.

use std::collections::{BTreeMap, BTreeSet};

use super::setting::Setting;
use crate::cycle::CycleRecord;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::register;
use crate::project_files::{REGISTER, office_texts_name};
use crate::submission::Intake;
use crate::typesetting::{Fonts, Typeset};
use crate::values::{Source, Sourced, Value};

const HINT: &str = "外字や環境依存文字のときは、別の文字で書き直してください。その文字のある書体を fonts フォルダーに置いても、印字できます。";

/// D001 for each text of the answers, the register and 事務局.xlsx with a character that can't be printed as typed.
pub(super) fn unprintable(fonts: &Fonts, setting: &Setting, intake: &Intake) -> Vec<Diagnostic> {
    let mut checker = Checker {
        fonts,
        known: BTreeMap::new(),
    };
    let answers = intake.submissions.iter().flat_map(|s| s.answers.values());
    let mut told: Vec<Diagnostic> = answers.filter_map(|a| checker.answer(a)).collect();
    told.extend(office_workbooks(setting).iter().filter_map(|source| {
        let text = source.typed.as_str();
        checker.text(text, source)
    }));
    told
}

/// Every text of the workbooks that the office keeps, with its cell.
pub(super) fn office_workbooks(setting: &Setting) -> Vec<Source> {
    let folder = setting.cycle.folder();
    let register = setting.files.register().ok();
    let office = setting.files.office_texts(&folder).ok().flatten();
    let read = |bytes: Option<Vec<u8>>, name: &str| -> Vec<Source> {
        let texts = bytes.map(|b| register::texts(&b, name)).unwrap_or_default();
        let sourced = |(at, typed)| Source { at, typed };
        texts.into_iter().map(sourced).collect()
    };
    let mut texts = read(register, REGISTER);
    texts.extend(read(office, &office_texts_name(&folder)));
    texts
}

/// D001 for characters of a document that are told with no cell.
pub(super) fn of_document(record: &CycleRecord, file: &str, made: &Typeset) -> Option<Diagnostic> {
    let told = |c: char| {
        let mut all = record.diagnostics.iter();
        all.any(|d| {
            let quoted = d.found.as_deref().is_some_and(|found| found.contains(c));
            d.code == Code::GlyphMissing && quoted
        })
    };
    let others: BTreeSet<char> = made
        .replaced
        .iter()
        .map(|r| r.character)
        .filter(|c| !told(*c))
        .collect();
    let first = made
        .replaced
        .iter()
        .find(|r| others.contains(&r.character))?;
    Some(
        Diagnostic::new(
            Code::GlyphMissing,
            format!(
                "書体にない文字があります（{}）。資料では「〓」と印字しました。",
                named(others)
            ),
            HINT,
        )
        .in_file(file)
        .found(first.key.clone()),
    )
}

struct Checker<'a> {
    fonts: &'a Fonts,
    /// Whether a character is missing.
    known: BTreeMap<char, bool>,
}

impl Checker<'_> {
    fn answer(&mut self, answer: &Sourced<Value>) -> Option<Diagnostic> {
        match &answer.value {
            Some(Value::Text(text)) => self.text(text, &answer.source),
            _ => None,
        }
    }

    fn text(&mut self, text: &str, source: &Source) -> Option<Diagnostic> {
        if text.is_ascii() {
            return None;
        }
        let fonts = self.fonts;
        let missing: BTreeSet<char> = text
            .chars()
            .filter(|c| {
                let lacks = |c: char| !fonts.missing(c.encode_utf8(&mut [0; 4])).is_empty();
                *self.known.entry(*c).or_insert_with(|| lacks(*c))
            })
            .collect();
        let forms = fonts.lost_forms(text);
        if missing.is_empty() && forms.is_empty() {
            return None;
        }
        let mut says = Vec::new();
        if !missing.is_empty() {
            says.push(format!(
                "書体にない文字があります（{}）。資料では「〓」と印字します。",
                named(missing)
            ));
        }
        if !forms.is_empty() {
            says.push(format!(
                "書体に字形のない異体字があります（{}）。資料では標準の字形で印字します。",
                forms.into_iter().map(form).collect::<Vec<_>>().join("、")
            ));
        }
        Some(Diagnostic::new(Code::GlyphMissing, says.concat(), HINT).about(source))
    }
}

fn named(characters: BTreeSet<char>) -> String {
    let named: Vec<String> = characters.into_iter().map(character).collect();
    named.join("、")
}

/// `U+E000（外字）`, or the character with its code point.
pub(super) fn character(c: char) -> String {
    let point = u32::from(c);
    let private = matches!(point, 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFD);
    if private {
        format!("U+{point:04X}（外字）")
    } else {
        format!("{c} U+{point:04X}")
    }
}

/// `辻 U+8FBB U+E0100`: the plain kanji, so that the message can be read anywhere.
fn form((base, selector): (char, char)) -> String {
    format!(
        "{base} U+{:04X} U+{:04X}",
        u32::from(base),
        u32::from(selector)
    )
}
