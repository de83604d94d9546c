//! Strings of an Excel workbook: the shared table, rich text, and the `_xHHHH_` escapes. Phonetic
//! guides (ふりがな) are never mixed into a text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Rejection;
use super::limits::{SHARED_STRINGS, TEXT_BYTES, too_large};
use super::xml::{Xml, local};

/// The shared string table, in one piece of memory.
#[derive(Default)]
pub(super) struct SharedStrings {
    text: String,
    /// Where each string ends.
    ends: Vec<usize>,
    /// Runs of the strings that are not of one format.
    runs: BTreeMap<usize, Vec<Run>>,
}

/// A piece of a text in one format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Its length in bytes, still escaped.
    length: usize,
    /// Whether it is struck through; `None` where the cell's own format says so.
    struck: Option<bool>,
}

impl SharedStrings {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, Rejection> {
        xml.root()?;
        let mut strings = Self::default();
        let (mut runs, mut all_runs) = (Vec::new(), 0);
        while let Some(element) = xml.child()? {
            if local(&element) != "si" {
                xml.skip()?;
                continue;
            }
            runs.clear();
            rich_text(&mut xml, &mut strings.text, &mut runs)?;
            all_runs += runs.len();
            if runs.iter().any(|run| run.struck.is_some()) {
                strings.runs.insert(strings.ends.len(), runs.clone());
            }
            strings.ends.push(strings.text.len());
            if strings.ends.len().max(all_runs) > SHARED_STRINGS {
                return Err(too_large("文字列の数が100万"));
            }
            if u64::try_from(strings.text.len()).unwrap_or(u64::MAX) > TEXT_BYTES {
                return Err(too_large("文字の合計が64MB"));
            }
        }
        Ok(strings)
    }

    /// The string of an index, still escaped.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// The runs of a string that is not of one format.
    pub(super) fn runs(&self, index: usize) -> &[Run] {
        self.runs.get(&index).map_or(&[], Vec::as_slice)
    }
}

/// Appends the text of the open `si` or `is`: its own `t` and those of its runs.
pub(super) fn rich_text(
    xml: &mut Xml<'_>,
    text: &mut String,
    runs: &mut Vec<Run>,
) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let start = text.len();
        let struck = match local(&element) {
            "t" => {
                xml.text_into(text)?;
                None
            }
            "r" => run(xml, text)?,
            _ => {
                xml.skip()?;
                continue;
            }
        };
        let length = text.len() - start;
        runs.push(Run { length, struck });
    }
    Ok(())
}

/// Appends the text of the open run. A run with a format of its own takes nothing from the cell's.
fn run(xml: &mut Xml<'_>, text: &mut String) -> Result<Option<bool>, Rejection> {
    let mut struck = None;
    while let Some(element) = xml.child()? {
        match local(&element) {
            "t" => xml.text_into(text)?,
            "rPr" => struck = Some(font_is_struck(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(struck)
}

/// Whether the open font strikes through.
pub(super) fn font_is_struck(xml: &mut Xml<'_>) -> Result<bool, Rejection> {
    let mut struck = false;
    while let Some(element) = xml.child()? {
        if local(&element) == "strike" {
            let value = xml.attribute(&element, "val")?;
            struck = !matches!(value.as_deref(), Some("0" | "false"));
        }
        xml.skip()?;
    }
    Ok(struck)
}

/// What remains of a text without its struck runs; `None` where nothing that can be seen is struck.
pub(super) fn unstruck(raw: &str, runs: &[Run], cell_struck: bool) -> Option<String> {
    if runs.is_empty() {
        return cell_struck.then(String::new);
    }
    let (mut rest, mut at, mut any) = (String::new(), 0, false);
    for run in runs {
        let piece = raw.get(at..at + run.length).unwrap_or_default();
        at += run.length;
        if run.struck.unwrap_or(cell_struck) {
            any |= piece.chars().any(|c| !c.is_whitespace());
        } else {
            rest.push_str(piece);
        }
    }
    any.then(|| shown_text(&rest).trim().to_owned())
}

/// The text that a cell shows: escapes resolved (ECMA-376 22.9.2.19), every line break as `\n`.
pub(super) fn shown_text(raw: &str) -> Cow<'_, str> {
    let text = if raw.contains("_x") {
        Cow::Owned(unescaped(raw))
    } else {
        Cow::Borrowed(raw)
    };
    with_line_feeds(text)
}

/// Every line break as `\n`.
pub(super) fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((c, length)) = escaped_char(rest) {
            text.push(c);
            rest = &rest[length..];
        } else {
            text.push('_');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// The character that an escape at the head stands for (two escapes for one beyond the BMP), and
/// the escape's length.
fn escaped_char(text: &str) -> Option<(char, usize)> {
    let first = escaped_unit(text)?;
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Some((c, 7));
    }
    let second = escaped_unit(text.get(7..)?)?;
    let c = char::decode_utf16([first, second]).next()?.ok()?;
    Some((c, 14))
}

fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phonetic_guides_stay_out() {
        let table = SharedStrings::read(Xml::new(
            "sharedStrings.xml",
            "<sst uniqueCount='99999999999'><si><t>総務</t><rPh sb='0' eb='2'><t>ソウム</t></rPh><phoneticPr/></si>\
             <si/><si><r><rPr><b/></rPr><t>30件</t></r><r><t xml:space='preserve'> →32件</t></r>\
             <rPh sb='0' eb='1'><t>ケン</t></rPh></si></sst>",
        ))
        .unwrap();
        assert_eq!(table.get(0), Some("総務"));
        assert_eq!(table.get(1), Some(""));
        assert_eq!(table.get(2), Some("30件 →32件"));
        assert_eq!(table.get(3), None);
    }

    #[test]
    fn struck_runs() {
        let table = SharedStrings::read(Xml::new(
            "sharedStrings.xml",
            "<sst><si><r><rPr><strike/></rPr><t>30件</t></r><r><t>32件</t></r></si>\
             <si><t>平</t></si><si><r><rPr><strike val='0'/></rPr><t>残</t></r><r><t>り_x000D_</t></r></si>\
             <si><r><rPr><strike/></rPr><t xml:space='preserve'> </t></r><r><rPr/><t>空白</t></r></si></sst>",
        ))
        .unwrap();
        let rest = |at: usize, cell| unstruck(table.get(at).unwrap(), table.runs(at), cell);
        assert_eq!(rest(0, false).as_deref(), Some("32件"));
        assert_eq!(rest(0, true).as_deref(), Some(""));
        assert_eq!(rest(1, false), None);
        assert_eq!(rest(1, true).as_deref(), Some(""));
        assert_eq!(rest(2, false), None);
        assert_eq!(rest(2, true).as_deref(), Some("残"));
        assert_eq!(rest(3, false), None);
    }

    #[test]
    fn escapes() {
        for (raw, text) in [
            ("a_x000D_\nb", "a\nb"),
            ("_x001B_[31m", "\u{1b}[31m"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD842__xDFB7_野家", "𠮷野家"),
            ("_xD842_", "_xD842_"),
            ("_x00G0_ _x1_ _x", "_x00G0_ _x1_ _x"),
            ("_x+041_", "_x+041_"),
            ("_xあ", "_xあ"),
            ("a\r\nb\rc", "a\nb\nc"),
        ] {
            assert_eq!(shown_text(raw), text, "{raw}");
        }
    }
}
