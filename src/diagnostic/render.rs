//! How diagnostics look: lines for a terminal, JSON for machines. Control and bidirectional
//! characters that a department typed are escaped, so that they can't disturb the terminal.

use std::fmt::Write as _;

use super::{Diagnostic, Severity};

/// Diagnostics as a JSON array, as `--format json` prints and 点検結果.json holds it.
///
/// # Errors
/// Never in practice: the values are plain strings.
pub fn json(diagnostics: &[Diagnostic]) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(diagnostics)?;
    text.push('\n');
    Ok(text)
}

/// Diagnostics as lines of text, grouped by severity, the gravest first.
pub fn terminal(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for d in diagnostics.iter().filter(|d| d.severity == severity) {
            one(&mut text, d);
        }
    }
    text
}

fn one(text: &mut String, d: &Diagnostic) {
    lines(text, "", d, &d.place(), true);
}

/// One diagnostic under a heading that names its file; what to do where `hinted`.
pub fn below_its_file(text: &mut String, d: &Diagnostic, hinted: bool) {
    let place: Vec<&str> = [&d.sheet, &d.cell]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    lines(text, "  ", d, &place.join(" › "), hinted);
}

fn lines(text: &mut String, indent: &str, d: &Diagnostic, place: &str, hinted: bool) {
    let _ = write!(text, "{indent}{}[{}] ", d.severity.label(), d.code.id());
    if !place.is_empty() {
        let _ = write!(text, "{}: ", escaped(place));
    }
    let _ = writeln!(text, "{}", escaped(&d.message));
    if let Some(found) = &d.found {
        let found = escaped(&shortened(found));
        let _ = writeln!(text, "{indent}    記入: 「{found}」");
    }
    if hinted && !d.hint.is_empty() {
        let _ = writeln!(text, "{indent}    対応: {}", escaped(&d.hint));
    }
}

/// Long quotations are shortened on the terminal only; 点検結果.xlsx holds them whole.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST).collect();
    format!("{head}…")
}

/// Control, bidirectional and other invisible characters as `\u{…}`; line breaks as `⏎`.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\r' => {}
            '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => {
                let _ = write!(out, "\\u{{{:04X}}}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:04X}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(
            escaped("a\u{1b}[31m\u{202e}b\nc"),
            "a\\u{001B}[31m\\u{202E}b⏎c"
        );
    }
}
