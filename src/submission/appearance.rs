//! What the look of an input says beside its value: that it is struck through, or that nobody sees it. Both are asked
//! about; a struck answer is not taken for one.

use super::accounting::hidden_word;
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
pub(super) fn hidden(what: &str, by: Hidden, source: &Source) -> Diagnostic {
    Diagnostic::new(
        Code::WrittenHidden,
        format!(
            "{what}の記入が、非表示の{}にあります。記入は読み取りました。",
            hidden_word(by)
        ),
        "再表示して、この記入でよいかを課に確かめてください。",
    )
    .about(source)
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
