//! From what the office is shown to what a department is asked. A diagnostic speaks to the office; here it
//! becomes a question in words for those who filled the form. What a department can't answer becomes none.

use super::{Diagnostic, Severity};

/// What a department is asked about one thing in its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is the matter.
    pub matter: String,
    /// What to do.
    pub ask: String,
}

/// How the department is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Not at all: the office sees to it, or nothing needs an answer.
    Never,
    /// With the diagnostic's own hint, which speaks to whoever fills the cell.
    Hint,
    /// In these words.
    Words(&'static str),
    /// In these words, the matter too: the office's say things that a department does not know.
    Both(&'static str, &'static str),
    /// In these words, in the letter about a file that could not be taken.
    Resend(&'static str),
}

/// What a diagnostic quotes, which decides how a 確認依頼 gives it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// An answer, or what stands for one.
    Answer,
    /// An answer whose place was the fault: the field is issued blank and the text beside the form, to be copied to where
    /// it belongs.
    Misplaced,
    /// A text beside the inputs, which a new form would lose.
    Beside,
    /// The name of an input or a reference: words of the program, which no department knows.
    Name,
}

/// The words for an answer whose place was the fault.
pub(super) const MISPLACED: &str = "前の記入は、この行の右（F列から）に残しています。正しい欄に書き写し、右の記入は消してください。";

/// The question that a diagnostic puts to its department; none for what is information, and for what the
/// office sees to itself.
pub fn question(diagnostic: &Diagnostic) -> Option<Asked> {
    if diagnostic.severity == Severity::Info {
        return None;
    }
    let (matter, ask) = match diagnostic.code.ask() {
        Ask::Never | Ask::Resend(_) => return None,
        Ask::Hint => (diagnostic.message.as_str(), diagnostic.hint.as_str()),
        Ask::Words(ask) => (diagnostic.message.as_str(), ask),
        Ask::Both(matter, ask) => (matter, ask),
    };
    Some(asked(matter, ask))
}

/// What a department is written about a file that could not be taken.
pub fn refusal(diagnostic: &Diagnostic) -> Asked {
    let ask = match diagnostic.code.ask() {
        Ask::Resend(ask) => ask,
        _ => diagnostic.hint.as_str(),
    };
    asked(&diagnostic.message, ask)
}

fn asked(matter: &str, ask: &str) -> Asked {
    Asked {
        matter: matter.to_owned(),
        ask: ask.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn of_a_form(code: Code) -> bool {
        code.id().starts_with(['N', 'V', 'C']) && code.severity() != Severity::Info
    }

    #[test]
    fn every_fault_of_a_form_has_a_question_and_speaks_to_the_department() {
        for code in Code::all().filter(|code| of_a_form(*code) || code.ask() != Ask::Never) {
            let hint = "記入してください。";
            let diagnostic = Diagnostic::new(code, "実績値を数値として読めません。", hint);
            let asked = match code.ask() {
                Ask::Resend(_) => Some(refusal(&diagnostic)),
                _ => question(&diagnostic),
            };
            let asked = asked.unwrap_or_else(|| panic!("{code:?}"));
            for text in [&asked.matter, &asked.ask] {
                for office in ["もらっ", "課に", "計画台帳", "gyokaku", "フォルダー"]
                {
                    assert!(!text.contains(office), "{code:?}: {text}");
                }
                assert!(text.ends_with('。'), "{code:?}: {text}");
            }
        }
    }

    #[test]
    fn what_the_office_sees_to_is_not_asked() {
        for code in [Code::FileOldLayout, Code::NotSubmitted, Code::ValueSpelling] {
            assert_eq!(question(&Diagnostic::new(code, "", "")), None);
        }
    }

    #[test]
    fn every_kind_of_refused_file_has_its_words() {
        for code in Code::all().filter(|code| code.remedy().contains("提出してもら")) {
            assert!(matches!(code.ask(), Ask::Resend(_)), "{code:?}");
        }
    }
}
