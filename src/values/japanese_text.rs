//! Matching and measuring Japanese text. What is printed stays as typed; these foldings serve
//! comparison, numbers and file names only (NFKC would turn ① into 1).

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use unicode_width::UnicodeWidthStr;

/// The form in which two texts are compared: NFKC, lower case, the many minus signs as `-`, the
/// wave dashes as `~`, without marks that nobody sees, trimmed. Inner white space is kept.
pub fn match_key(text: &str) -> String {
    // Most texts are in it already, and to see that takes far less than to make it.
    let normal = match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => text.nfkc().collect(),
    };
    let folded: String = normal
        .chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '−' | '‐' | '‑' | '–' | '—' | '―' | 'ｰ' => '-',
            '〜' | '～' => '~',
            _ => c,
        })
        .collect();
    folded.trim().to_owned()
}

/// [`match_key`] of a text that is compared with short words alone, of no more than `most` characters: none where the text, spaces
/// aside, is far too long for one.
pub fn short_key(text: &str, most: usize) -> Option<String> {
    let mut seen = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c));
    // No character of a key comes from more than four of the text.
    seen.nth(4 * most).is_none().then(|| match_key(text))
}

/// NFC, in which file names are compared (a Mac sends NFD).
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// White space of every kind removed: how texts are compared when layout does not matter.
pub fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text without white space (ideographic too) and line breaks at its ends.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// Marks of direction (a copied number may carry them), soft hyphens, spaces of no width. What joins or varies the
/// character before it is none of them.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
    )
}

/// The text without the marks that nobody sees, also those inside.
pub fn without_invisible(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(is_invisible) {
        text.chars().filter(|c| !is_invisible(*c)).collect()
    } else {
        text.into()
    }
}

/// Width in half-width columns, as spreadsheets count them.
pub fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// A file or folder name that Windows accepts, in NFC: forbidden characters become full width,
/// trailing dots and spaces go, reserved names get a `_`, long names are cut to 80 characters.
pub fn file_name_safe(name: &str) -> String {
    let safe: String = nfc(name)
        .chars()
        .map(|c| match c {
            '<' => '＜',
            '>' => '＞',
            ':' => '：',
            '"' => '”',
            '/' => '／',
            '\\' => '＼',
            '|' => '｜',
            '?' => '？',
            '*' => '＊',
            c if c.is_control() => '_',
            c => c,
        })
        .take(80)
        .collect();
    let safe = safe.trim().trim_end_matches(['.', ' ']).to_owned();
    if safe.is_empty() || names_a_device(&safe) {
        format!("_{safe}")
    } else {
        safe
    }
}

/// Whether Windows takes the name, with any ending, for one of its devices (`aux.txt`).
pub fn names_a_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_ascii_uppercase();
    let digits = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³",
    ];
    let numbered = |of| stem.strip_prefix(of).is_some_and(|n| digits.contains(&n));
    let plain = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    plain.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// A sheet name that Excel accepts (31 UTF-16 units, none of `[]:*?/\`, no quote at its ends),
/// different from every name in `taken` without regard to case; it is added to `taken`.
pub fn sheet_name_safe(name: &str, taken: &mut Vec<String>) -> String {
    let safe: String = name
        .chars()
        .map(|c| match c {
            '[' => '［',
            ']' => '］',
            ':' => '：',
            '*' => '＊',
            '?' => '？',
            '/' => '／',
            '\\' => '＼',
            '\'' => '’',
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '_',
            c => c,
        })
        .collect();
    let base = if safe.trim().is_empty() {
        "_".to_owned()
    } else {
        safe
    };
    let mut count = 1;
    loop {
        let suffix = if count == 1 {
            String::new()
        } else {
            format!("({count})")
        };
        let candidate = format!("{}{suffix}", cut_utf16(&base, 31 - suffix.len()));
        let key = match_key(&candidate);
        if !taken.iter().any(|t| match_key(t) == key) && key != "history" {
            taken.push(candidate.clone());
            return candidate;
        }
        count += 1;
    }
}

/// Names of workbooks that differ only in what Windows does not distinguish get a number.
pub fn make_unique<'a>(names: impl Iterator<Item = &'a mut String>) {
    let mut taken: Vec<String> = Vec::new();
    for name in names {
        let stem = name.trim_end_matches(".xlsx").to_owned();
        let mut count = 2;
        while taken.contains(&match_key(name)) {
            *name = format!("{stem}({count}).xlsx");
            count += 1;
        }
        taken.push(match_key(name));
    }
}

/// The longest head of `text` of at most `units` UTF-16 code units.
pub fn cut_utf16(text: &str, units: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > units {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matching_folds_width_and_minus() {
        assert_eq!(match_key("　Ｓ　計画"), "s 計画");
        assert_eq!(match_key("−５"), "-5");
        assert_eq!(match_key("\u{202d}1,2\u{200e}34\u{202c} "), "1,234");
        assert_eq!(trimmed(" \u{feff}30\u{200b}　"), "30");
    }

    #[test]
    fn matching_makes_the_form_where_a_text_is_not_in_it() {
        assert_eq!(match_key("か\u{3099}ｷﾞ㍿"), "がギ株式会社");
        assert_eq!(match_key("がギ株式会社"), "がギ株式会社");
    }

    #[test]
    fn a_short_key_is_that_of_short_texts_alone() {
        assert_eq!(short_key("Ｎ／Ａ", 3).as_deref(), Some("n/a"));
        assert_eq!(short_key(&"あ".repeat(13), 3), None);
        let spaced = format!("{0}な{0}し\u{200b}{0}", " 　".repeat(30));
        assert_eq!(short_key(&spaced, 3), Some(match_key(&spaced)));
        let marked = "か\u{3099}".repeat(3);
        assert_eq!(short_key(&marked, 3).as_deref(), Some("ががが"));
    }

    #[test]
    fn sheet_names_stay_unique_and_short() {
        let mut taken = Vec::new();
        let long = "あ".repeat(40);
        let first = sheet_name_safe(&long, &mut taken);
        let second = sheet_name_safe(&long, &mut taken);
        assert_eq!(first.chars().count(), 31);
        assert!(second.ends_with("(2)") && second.encode_utf16().count() <= 31);
        assert_eq!(sheet_name_safe("1/2", &mut taken), "1／2");
    }

    #[test]
    fn windows_names() {
        assert_eq!(file_name_safe("a/b:c."), "a／b：c");
        assert_eq!(file_name_safe("con"), "_con");
        assert_eq!(file_name_safe("com1 .txt"), "_com1 .txt");
        assert_eq!(file_name_safe(""), "_");
    }

    #[test]
    fn devices_of_windows_have_names_with_any_ending() {
        for name in [
            "nul",
            "aux.txt",
            "Con.xlsx",
            "COM9",
            "lpt¹.a.b",
            "prn .xlsx",
            "CONOUT$",
        ] {
            assert!(names_a_device(name), "{name}");
        }
        for name in [
            "",
            "null.txt",
            "a.aux",
            "COM",
            "COM10.xlsx",
            "lpta",
            "コンcon",
        ] {
            assert!(!names_a_device(name), "{name}");
        }
    }
}
