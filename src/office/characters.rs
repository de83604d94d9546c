//! Characters that no font has, reported with their cells before anything is typeset: those of the answers, of the register
//! and of the office's texts; and what is printed otherwise than it was typed. What reaches a page from elsewhere (last cycle's record) is reported by the document.

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

/// D001 for each text of the answers, the register and 事務局.xlsx with a character that can't be printed as typed, and D017
/// for each with one that is printed by another of the same meaning.
pub(crate) fn unprintable(fonts: &Fonts, setting: &Setting, intake: &Intake) -> Vec<Diagnostic> {
    let mut checker = Checker {
        fonts,
        known: BTreeMap::new(),
    };
    let answers = intake.submissions.iter().flat_map(|s| s.answers.values());
    let mut reported: Vec<Diagnostic> = answers.flat_map(|a| checker.answer(a)).collect();
    reported.extend(office_workbooks(setting).iter().flat_map(|source| {
        let text = source.typed.as_str();
        checker.text(text, source)
    }));
    reported
}

/// Every text of the workbooks that the office keeps, with its cell.
pub(crate) fn office_workbooks(setting: &Setting) -> Vec<Source> {
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

/// D001 for characters of a document that are reported with no cell.
pub(crate) fn of_document(record: &CycleRecord, file: &str, made: &Typeset) -> Option<Diagnostic> {
    let reported = |c: char| {
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
        .filter(|c| !reported(*c))
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
    /// Whether a character is printed as typed.
    known: BTreeMap<char, bool>,
}

impl Checker<'_> {
    fn answer(&mut self, answer: &Sourced<Value>) -> Vec<Diagnostic> {
        match &answer.value {
            Some(Value::Text(text)) => self.text(text, &answer.source),
            _ => Vec::new(),
        }
    }

    fn text(&mut self, text: &str, source: &Source) -> Vec<Diagnostic> {
        if text.is_ascii() {
            return Vec::new();
        }
        let fonts = self.fonts;
        let mut other = text.chars().filter(|c| {
            let plain = |c: char| {
                let mut bytes = [0; 4];
                let text = c.encode_utf8(&mut bytes);
                fonts.missing(text).is_empty() && fonts.twins(text).is_empty()
            };
            !*self.known.entry(*c).or_insert_with(|| plain(*c))
        });
        let reported = if other.next().is_some() {
            [lacking(fonts, text), otherwise(fonts, text)]
        } else {
            [lost_forms(fonts, text), None]
        };
        let reported = reported.into_iter().flatten();
        reported
            .map(|diagnostic| diagnostic.about(source))
            .collect()
    }
}

/// D001: what is printed as 〓 or in its plain form.
fn lacking(fonts: &Fonts, text: &str) -> Option<Diagnostic> {
    let missing: BTreeSet<char> = fonts.missing(text).into_iter().collect();
    if missing.is_empty() {
        return lost_forms(fonts, text);
    }
    let mut says = format!(
        "書体にない文字があります（{}）。資料では「〓」と印字します。",
        named(missing)
    );
    says.extend(forms(fonts, text));
    Some(Diagnostic::new(Code::GlyphMissing, says, HINT))
}

/// D001: kanji of which no font has the form.
fn lost_forms(fonts: &Fonts, text: &str) -> Option<Diagnostic> {
    forms(fonts, text).map(|says| Diagnostic::new(Code::GlyphMissing, says, HINT))
}

fn forms(fonts: &Fonts, text: &str) -> Option<String> {
    let lost: Vec<String> = fonts.lost_forms(text).into_iter().map(form).collect();
    (!lost.is_empty()).then(|| {
        format!(
            "書体に字形のない異体字があります（{}）。資料では標準の字形で印字します。",
            lost.join("、")
        )
    })
}

/// D017: what is printed by characters of the same meaning.
fn otherwise(fonts: &Fonts, text: &str) -> Option<Diagnostic> {
    let twins = fonts.twins(text).into_iter();
    let shown: Vec<String> = twins
        .map(|(typed, printed)| twin(&typed, &printed))
        .collect();
    (!shown.is_empty()).then(|| {
        Diagnostic::new(
            Code::PrintedOtherwise,
            format!(
                "資料では、同じ意味の文字で印字します（{}）。記録には、記入されたとおりに残ります。",
                shown.join("、")
            ),
            "このままで差し支えありません。",
        )
    })
}

/// `「ﾃﾞｼﾞﾀﾙ」は「デジタル」`; a character that may look like its twin with its code point.
fn twin(typed: &str, printed: &str) -> String {
    let mut all = typed.chars();
    let code = match (all.next(), all.next()) {
        (Some(c), None) => format!(" U+{:04X}", u32::from(c)),
        _ => String::new(),
    };
    format!("「{typed}{code}」は「{printed}」")
}

fn named(characters: BTreeSet<char>) -> String {
    let named: Vec<String> = characters.into_iter().map(character).collect();
    named.join("、")
}

/// `U+E000（外字）`, or the character with its code point.
pub(crate) fn character(c: char) -> String {
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
