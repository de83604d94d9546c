//! Strings of an Excel workbook: the shared table, rich text, and the `_xHHHH_` escapes. Phonetic
//! guides (ふりがな) are never mixed into a text.

use std::borrow::Cow;

use super::Rejection;
use super::limits::{SHARED_STRINGS, TEXT_BYTES, too_large};
use super::xml::{Xml, local};

/// The shared string table, in one piece of memory.
#[derive(Default)]
pub(super) struct SharedStrings {
    text: String,
    /// Where each string ends.
    ends: Vec<usize>,
}

impl SharedStrings {
    pub(super) fn read(part: &str, xml: &str) -> Result<Self, Rejection> {
        let mut xml = Xml::new(part, xml);
        xml.root()?;
        let mut strings = Self::default();
        while let Some(element) = xml.child()? {
            if local(&element) != "si" {
                xml.skip()?;
                continue;
            }
            rich_text(&mut xml, &mut strings.text)?;
            strings.ends.push(strings.text.len());
            if strings.ends.len() > SHARED_STRINGS {
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
}

/// Appends the text of the open `si` or `is`: its own `t` and those of its runs.
pub(super) fn rich_text(xml: &mut Xml<'_>, text: &mut String) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        match local(&element) {
            "t" => xml.text_into(text)?,
            "r" => {
                while let Some(element) = xml.child()? {
                    if local(&element) == "t" {
                        xml.text_into(text)?;
                    } else {
                        xml.skip()?;
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
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
        let table = SharedStrings::read(
            "sharedStrings.xml",
            "<sst uniqueCount='99999999999'><si><t>総務</t><rPh sb='0' eb='2'><t>ソウム</t></rPh><phoneticPr/></si>\
             <si/><si><r><rPr><b/></rPr><t>30件</t></r><r><t xml:space='preserve'> →32件</t></r>\
             <rPh sb='0' eb='1'><t>ケン</t></rPh></si></sst>",
        )
        .unwrap();
        assert_eq!(table.get(0), Some("総務"));
        assert_eq!(table.get(1), Some(""));
        assert_eq!(table.get(2), Some("30件 →32件"));
        assert_eq!(table.get(3), None);
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
