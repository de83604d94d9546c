//! What the look of an input says beside its value: that it is struck through, or that nobody sees it. Both are asked
//! about; a struck answer is not taken for one.

use super::accounting::{FEW, hidden_word, range};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::Hidden;
use crate::values::Source;
use crate::values::japanese_text::trimmed;

/// An answer that is struck through, in whole or in part; `rest` is what remains of it.
pub(super) fn struck(what: &str, rest: &str, source: &Source) -> Diagnostic {
    let typed = trimmed(&source.typed);
    let message = match (rest, struck_part(typed, rest)) {
        ("", _) => format!("{what}の「{typed}」の全体に取消線が引かれています。"),
        (_, Some(part)) => format!(
            "{what}の「{part}」に取消線が引かれています。取消線のない部分は「{rest}」です。"
        ),
        (_, None) => {
            format!("{what}の一部に取消線が引かれています。取消線のない部分は「{rest}」です。")
        }
    };
    let hint = if rest.is_empty() {
        "この記入は使っていません。取り消すときは文字を消し、取り消さないときは取消線を外してください。"
    } else {
        "この記入は使っていません。取り消した文字を消し、正しい内容だけを残してください。"
    };
    Diagnostic::new(Code::ValueStruck, message, hint).about(source)
}

/// What was struck, where it stands before or after what remains.
fn struck_part<'t>(typed: &'t str, rest: &str) -> Option<&'t str> {
    let part = typed
        .strip_suffix(rest)
        .or_else(|| typed.strip_prefix(rest))?;
    Some(trimmed(part)).filter(|part| !part.is_empty())
}

/// An answer in a hidden place: it is used, since the form's own inputs lie open.
pub(super) struct HiddenAnswer {
    /// `1-①-1 取組実績`
    pub what: String,
    pub by: Hidden,
    /// Zero-based (row, column).
    pub place: (u32, u32),
    pub source: Source,
}

/// Reports hidden answers: a few one by one, and of more what hides them (a filter) once for each sheet.
pub(super) fn hidden(answers: &[HiddenAnswer]) -> Vec<Diagnostic> {
    let mut groups: Vec<Vec<&HiddenAnswer>> = Vec::new();
    for answer in answers {
        let same = |group: &&mut Vec<&HiddenAnswer>| {
            group.first().is_some_and(|first| {
                first.by == answer.by && first.source.at.sheet == answer.source.at.sheet
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(answer),
            None => groups.push(vec![answer]),
        }
    }
    let mut reported = Vec::new();
    for mut group in groups {
        if group.len() <= FEW {
            reported.extend(group.into_iter().map(one_hidden));
            continue;
        }
        group.sort_by_key(|answer| answer.place);
        reported.extend(many_hidden(&group));
    }
    reported
}

const SHOW: &str = "再表示して、この記入でよいかを課に確かめてください。";

fn one_hidden(answer: &HiddenAnswer) -> Diagnostic {
    let HiddenAnswer {
        what, by, source, ..
    } = answer;
    let place = hidden_word(*by);
    let message = format!("{what}の記入が、非表示の{place}にあります。記入は読み取りました。");
    Diagnostic::new(Code::WrittenHidden, message, SHOW).about(source)
}

fn many_hidden(answers: &[&HiddenAnswer]) -> Option<Diagnostic> {
    let first = answers.first()?;
    let message = format!(
        "{}の欄の記入が、非表示の{}（{}）にあります。記入は読み取りました。",
        answers.len(),
        hidden_word(first.by),
        range(answers.iter().map(|answer| answer.place))
    );
    let lines = answers.iter().map(|answer| {
        let Source { at, typed } = &answer.source;
        format!("{}「{typed}」", at.cell)
    });
    let found = lines.collect::<Vec<_>>().join("\n");
    let reported = Diagnostic::new(Code::WrittenHidden, message, SHOW);
    Some(reported.at(&first.source.at).found(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_and_what_remains_is_quoted() {
        let message = |typed: &str, rest: &str| {
            let source = Source {
                typed: typed.to_owned(),
                ..Source::default()
            };
            struck("1-①-K1 実績値", rest, &source).message
        };
        assert!(message("30件32件", "32件").contains("「30件」に取消線"));
        assert!(message("30件32件", "32件").contains("取消線のない部分は「32件」です"));
        assert!(message("32件（旧30件）", "32件").contains("「（旧30件）」に取消線"));
        assert!(message("約30から32件", "約32件").contains("一部に取消線"));
        assert!(message("30", "").contains("「30」の全体に取消線"));
    }
}
