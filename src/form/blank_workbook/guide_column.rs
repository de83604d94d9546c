//! Column E of an input: whether it is still blank, what to mind, how long the text is; and the count of those that
//! are blank. Live formulas of functions that Excel 2016 and LibreOffice have, with the results they have as issued.

use super::answers::{Answers, State, inputs, shown};
use super::quoted;
use crate::form::Need;
use crate::form::layout::{ADVISED_LENGTH, FormLayout, Input, InputKind, Mark, Required};
use crate::values::japanese_text::cut_utf16;

/// How column E begins beside a required input that is blank; counts and colours go by it.
pub(super) const MISSING: &str = "● 未記入";
/// What column E of a required input begins with when it is blank, and never otherwise.
const MISSING_SIGN: char = '●';
const FILLED: &str = "○ 記入済み";
const NOT_NEEDED: &str = "－ 記入不要";
const OPTIONAL: &str = "任意";
const OVER_ADVISED: &str = "目安を超えています";
/// Rows grow to 409 points at most: about this many characters.
const PRINTABLE_LENGTH: usize = 750;
const OVER_PRINTABLE: &str = "長すぎて印刷で切れます";
/// Longest guide or question taken into a formula (Excel: 8,192 characters a formula).
const WORDS_LIMIT: usize = 800;
/// Longest formula that Excel takes, in characters.
const FORMULA_LIMIT: usize = 8_192;
/// Longest literal in a formula (Excel: 255).
const LITERAL_LIMIT: usize = 200;

/// What column E holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Guide {
    Nothing,
    /// Words that never change.
    Words(String),
    Live {
        formula: String,
        result: String,
    },
}

impl Guide {
    /// What is shown as issued.
    pub fn into_text(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Words(text) | Self::Live { result: text, .. } => text,
        }
    }
}

/// Column E of an input in zero-based `row` of `sheet`.
pub(super) fn guide(answers: &Answers<'_>, sheet: &str, row: u32, input: &Input) -> Guide {
    let mut lines = Vec::new();
    if let Some(line) = state_line(answers, sheet, row, input) {
        lines.push(line);
    }
    if let Some(mark) = &input.mark {
        lines.push(Line::words(&format!("{}{}", mark_words(mark), mark.matter)));
    }
    if let Some(words) = &input.guide {
        lines.push(Line::words(words));
    }
    if input.kind == InputKind::LongText {
        lines.push(length_line(row, input));
        let least = if input.required == Required::No { 3 } else { 4 };
        for _ in lines.len()..least {
            lines.push(Line::words(" "));
        }
    }
    join(&lines)
}

/// The formula for how many required inputs of a sheet are blank. Each is asked by itself: in some programs `*` of
/// COUNTIF matches no line break, and LEFT takes no range within SUMPRODUCT. Where there is none to ask, or more
/// than a formula holds, COUNTIF it is.
pub(super) fn count_of_missing(layout: &FormLayout, answers: &Answers<'_>, sheet: &str) -> String {
    let name = quoted(sheet);
    let of_sheet = layout.sheets.iter().filter(|s| s.name == sheet);
    let asked: Vec<String> = of_sheet
        .flat_map(inputs)
        .filter(|(_, input)| input.required != Required::No)
        .map(|(row, _)| format!("(LEFT({name}!$E${},1)=\"{MISSING_SIGN}\")", row + 1))
        .collect();
    // A single comparison would be TRUE, which sums pass over.
    let sum = format!("=0+{}", asked.join("+"));
    if asked.is_empty() || sum.encode_utf16().count() > FORMULA_LIMIT {
        let rows = answers.rows_of(sheet);
        return format!("=COUNTIF({name}!$E$1:$E${rows},\"{MISSING}*\")");
    }
    sum
}

/// How a question begins beside its input: `【確認3】`, with the number that it has on 確認のお願い.
pub(super) fn mark_words(mark: &Mark) -> String {
    format!("【確認{}】", mark.number)
}

/// One line: its expression, its result as issued, and whether it can change.
struct Line {
    expression: String,
    result: String,
    live: bool,
}

impl Line {
    fn words(text: &str) -> Self {
        let kept = cut_utf16(text, WORDS_LIMIT);
        let text = if kept.len() < text.len() {
            format!("{kept}…")
        } else {
            kept.to_owned()
        };
        Self {
            expression: literal(&text),
            result: text,
            live: false,
        }
    }
}

fn join(lines: &[Line]) -> Guide {
    if lines.is_empty() {
        return Guide::Nothing;
    }
    let results: Vec<&str> = lines.iter().map(|line| line.result.as_str()).collect();
    let result = results.join("\n");
    if !lines.iter().any(|line| line.live) {
        return Guide::Words(result);
    }
    let parts: Vec<&str> = lines.iter().map(|line| line.expression.as_str()).collect();
    Guide::Live {
        formula: format!("={}", parts.join("&CHAR(10)&")),
        result,
    }
}

fn state_line(answers: &Answers<'_>, sheet: &str, row: u32, input: &Input) -> Option<Line> {
    let cell = format!("C{}", row + 1);
    // An error value counts as an answer: the reader asks about it.
    let length =
        format!(r#"IFERROR(LEN(SUBSTITUTE(SUBSTITUTE(TRIM({cell}),"　",""),CHAR(10),"")),1)"#);
    let otherwise = match &input.required {
        Required::No => {
            let optional = input.field.declared().need != Need::Expected;
            return optional.then(|| Line::words(OPTIONAL));
        }
        Required::Yes => literal(MISSING),
        Required::UnlessIs(other, words) => match answers.row_of(sheet, other) {
            None => literal(MISSING),
            Some(other) => {
                let tests: Vec<String> = words
                    .iter()
                    .map(|word| format!("TRIM(C{})={}", other + 1, literal(word)))
                    .collect();
                format!(
                    "IF(IFERROR(OR({}),FALSE),{},{})",
                    tests.join(","),
                    literal(NOT_NEEDED),
                    literal(MISSING)
                )
            }
        },
    };
    let result = match answers.state(sheet, input) {
        State::Optional => OPTIONAL,
        State::Filled => FILLED,
        State::NotNeeded => NOT_NEEDED,
        State::Missing => MISSING,
    };
    Some(Line {
        expression: format!("IF({length}>0,{},{otherwise})", literal(FILLED)),
        result: result.to_owned(),
        live: true,
    })
}

fn length_line(row: u32, input: &Input) -> Line {
    let length = format!("IFERROR(LEN(C{}),0)", row + 1);
    let unit = format!("／{ADVISED_LENGTH}字");
    let now = shown(input).encode_utf16().count();
    let remark = if now > PRINTABLE_LENGTH {
        format!("\n{OVER_PRINTABLE}")
    } else if now > ADVISED_LENGTH {
        format!("\n{OVER_ADVISED}")
    } else {
        String::new()
    };
    let over = literal(&format!("\n{OVER_ADVISED}"));
    let far_over = literal(&format!("\n{OVER_PRINTABLE}"));
    Line {
        expression: format!(
            r#"{length}&{}&IF({length}>{PRINTABLE_LENGTH},{far_over},IF({length}>{ADVISED_LENGTH},{over},""))"#,
            literal(&unit)
        ),
        result: format!("{now}{unit}{remark}"),
        live: true,
    }
}

/// A text as an expression: quotes doubled, line breaks as CHAR(10), in pieces that Excel takes.
fn literal(text: &str) -> String {
    let mut pieces = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            pieces.push("CHAR(10)".to_owned());
        }
        let mut rest = line;
        while !rest.is_empty() {
            let piece = cut_utf16(rest, LITERAL_LIMIT);
            pieces.push(format!("\"{}\"", piece.replace('"', "\"\"")));
            rest = &rest[piece.len()..];
        }
    }
    if pieces.is_empty() {
        pieces.push("\"\"".to_owned());
    }
    pieces.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_keep_excels_limits() {
        assert_eq!(literal("a\"b\nc"), r#""a""b"&CHAR(10)&"c""#);
        let long = literal(&"あ".repeat(450));
        assert_eq!(long.matches('&').count(), 2);
        assert!(
            long.split('&')
                .all(|p| p.trim_matches('"').chars().count() <= LITERAL_LIMIT)
        );
        assert_eq!(literal(""), "\"\"");
    }
}
