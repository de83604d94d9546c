//! From what the office is told to what a department is asked. A diagnostic speaks to the office; here it
//! becomes a question in words for those who filled the form. What a department can't answer becomes none.

use crate::diagnostic::{Code, Diagnostic, Severity};

/// What a department is asked about one thing in its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is the matter.
    pub matter: String,
    /// What to do.
    pub ask: String,
}

/// How the department is asked.
enum Way {
    /// With the diagnostic's own hint, which speaks to whoever fills the cell.
    Hint,
    /// In these words.
    Words(&'static str),
    /// In these words, the matter too: the office's say things that a department does not know.
    Both(&'static str, &'static str),
    /// Not at all: the office sees to it, or nothing needs an answer.
    Never,
}

/// The question that a diagnostic puts to its department; none for what is information, and for what the
/// office sees to itself.
pub fn question(diagnostic: &Diagnostic) -> Option<Asked> {
    if diagnostic.severity == Severity::Info {
        return None;
    }
    let own = || diagnostic.message.clone();
    let (matter, ask) = match way(diagnostic.code) {
        Way::Never => return None,
        Way::Hint => (own(), for_department(&diagnostic.hint)),
        Way::Words(ask) => (own(), ask.to_owned()),
        Way::Both(matter, ask) => (matter.to_owned(), ask.to_owned()),
    };
    Some(Asked { matter, ask })
}

/// What a department is told of a file that could not be taken.
pub fn refusal(diagnostic: &Diagnostic) -> Asked {
    Asked {
        matter: diagnostic.message.clone(),
        ask: for_department(&diagnostic.hint),
    }
}

/// Whether the field can't simply be given its answer back: where it stood was the fault, so it is issued blank
/// and the text beside the form, to be copied to where it belongs.
pub fn is_misplaced(code: Code) -> bool {
    matches!(
        code,
        Code::NameLabel | Code::NameShared | Code::FileConflict
    )
}

/// Whether the text stood beside the inputs and would be lost by a new form.
pub fn is_beside(code: Code) -> bool {
    matches!(
        code,
        Code::NameUnknown
            | Code::WrittenBeside
            | Code::WrittenOverPlan
            | Code::WrittenOverPrevious
            | Code::WrittenHidden
            | Code::WrittenOnAddedSheet
            | Code::CellNote
            | Code::TextBox
            | Code::NamesAllLost
            | Code::Control
    )
}

/// Whether what was found is the name of an input or a reference: words of the program, which no department knows.
pub fn quotes_a_name(code: Code) -> bool {
    matches!(code, Code::NameMissing | Code::NameBroken)
}

const COPY: &str = "欄の外の記入は、資料に載りません。必要な内容は色の付いた欄に書き写し、元の記入は消してください。不要なときは、消すだけで構いません。";
const MISPLACED: &str = "前の記入は、この行の右（F列から）に残しています。正しい欄に書き写し、右の記入は消してください。";
const LOST: &str = "様式を直しましたので、この欄に記入してください。書くことがないときは、空欄のままで構いません。";

/// Every code that can stand on a returned form is decided here; a test asks for each of them.
fn way(code: Code) -> Way {
    match code {
        Code::NameMissing | Code::NameBroken => Way::Words(LOST),
        Code::NamesAllLost => Way::Both(
            "お使いのソフトで保存したときに、全ての欄から欄を見分ける印が失われたため、記入をどの欄にも読み取れませんでした。",
            "前の記入は、それぞれの欄の行の右（F列から）に残しています。欄に書き写して、右の記入は消してください。ファイルは Excel で開き、形式を変えずに保存してください。",
        ),
        Code::NameLabel | Code::NameShared | Code::FileConflict => Way::Words(MISPLACED),
        Code::NameUnknown => Way::Both("今の様式にない欄に、記入がありました。", COPY),
        Code::NameAdded => Way::Both(
            "様式を配った後に加わった欄です。",
            "お手数ですが、この欄に記入してください。",
        ),
        Code::WrittenBeside
        | Code::WrittenOnAddedSheet
        | Code::CellNote
        | Code::TextBox
        | Code::Control => Way::Words(COPY),
        Code::PageText | Code::NameText => Way::Words(
            "この文字は、資料に載りません。必要な内容は色の付いた欄に書いてください。不要なときは、そのままで構いません。",
        ),
        Code::WrittenOverPlan => Way::Words(
            "計画の文章は、調査票では変わりません。直す必要があるときは「事務局への連絡」に書き、右（F列から）に残した記入は消してください。",
        ),
        Code::WrittenOverPrevious => Way::Words(
            "前回の内容は、調査票では変わりません。誤りがあるときは「事務局への連絡」に書き、右（F列から）に残した記入は消してください。",
        ),
        Code::WrittenHidden => Way::Words(
            "隠れていた行、列又はシートを、見えるようにしました。内容が正しいかを確かめ、不要なものは消してください。",
        ),
        Code::Picture => {
            Way::Words("図は、資料に載りません。必要な内容は、色の付いた欄に文字で書いてください。")
        }
        Code::ApprovalBlank => {
            Way::Words("所属長の確認を受け、確認者と確認日を記入してください（押印は不要です。）。")
        }
        Code::GradeAgainstTarget => Way::Words(
            "目標に届かなくても順調とする訳を、「評価の理由」に書いてください（書いてあれば、そのままで構いません。）。評価が違うときは、選び直してください。",
        ),
        Code::TerminationNotPlanned => Way::Both(
            "計画に予定のない、中止又は統合です。",
            "計画を変更したときは、経緯を「事務局への連絡」に書いてください。遅れているだけのときは、選び直してください。",
        ),
        Code::CompletedEarly => Way::Words(
            "完了で正しければ、そのままで構いません。後の年度も続けるときは、選び直してください。",
        ),
        Code::ResultEmpty => Way::Words("行ったことがあれば、取組実績に書いてください。"),
        Code::ActualTenfold | Code::CumulativeFell => Way::Words(
            "桁や単位、累計と単年度の取違えがないかを確かめてください。正しければ、そのままで構いません。",
        ),
        Code::EffectThousandfold => Way::Words(
            "単位は千円です。円で記入していないかを確かめてください。正しければ、そのままで構いません。",
        ),
        Code::EffectNegative => Way::Words(
            "歳出が減ったときは、▲を付けずに正の数で記入してください。費用が増えた、又は歳入が減ったときは、そのままで構いません。",
        ),
        Code::TextRepeated => Way::Words(
            "前回の文章のままになっていないかを確かめ、この年度のことを書いてください。変わりがなければ、そのままで構いません。",
        ),
        Code::StateOverdue => Way::Words(
            "値が確定していれば、「確定値」を選び、値を改めてください。まだのときは、そのままで構いません。",
        ),
        Code::EffectNoBasis => Way::Words("金額の算定根拠を書いてください。"),
        Code::TextInternal => Way::Words(
            "この欄は、懇談会や公表の資料に載ります。内線、電話番号や内部の事項は、除いてください。",
        ),
        Code::EffectNoKind => {
            Way::Words("単年度、継続、参考のどれかを選んでください。選ぶまでは、合計に入りません。")
        }
        Code::StateAgainstActual => Way::Words(
            "値が分かっているときは状態で「確定値」などを選び、分からないときは実績値を空欄にしてください。",
        ),
        // In the form that goes out again a formula stands as text: saving would not work it out.
        Code::ValueNoResult | Code::ValueErrorCell => {
            Way::Words("計算した結果を、直接記入してください（数式は使わないでください。）。")
        }
        Code::ValueIsDate => Way::Words(
            "「1-1」などが日付に、「1:30」などが時刻に変わったおそれがあります。正しい値を記入し直してください。",
        ),
        Code::ValueStruck => {
            Way::Words("取り消した部分を消すか、欄を書き直して、正しい内容だけにしてください。")
        }
        Code::GlyphMissing => Way::Words(
            "外字や環境依存文字は、資料で「〓」になります。別の文字で書き直してください。",
        ),
        _ if code.id().starts_with('V') || code == Code::TextLong => Way::Hint,
        _ => Way::Never,
    }
}

/// A hint for the office in words for those whom it would ask: 「記入してもらってください」 becomes
/// 「記入してください」.
fn for_department(hint: &str) -> String {
    hint.replace("てもらってください", "てください")
        .replace("でもらってください", "でください")
        .replace("課に確かめて", "確かめて")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::ALL;

    fn told(code: Code, hint: &str) -> Diagnostic {
        Diagnostic::new(code, "実績値を数値として読めません。", hint)
    }

    #[test]
    fn every_fault_of_a_form_has_a_question() {
        let of_forms = |code: &&Code| {
            code.id().starts_with(['N', 'V', 'C']) && code.severity() != Severity::Info
        };
        for code in ALL.iter().filter(of_forms) {
            let asked = question(&told(*code, "記入してもらってください。"));
            let asked = asked.unwrap_or_else(|| panic!("{}", code.id()));
            for text in [&asked.matter, &asked.ask] {
                for office in ["もらっ", "課に", "計画台帳", "gyokaku", "フォルダー"]
                {
                    assert!(!text.contains(office), "{}: {text}", code.id());
                }
                assert!(text.ends_with('。'), "{}: {text}", code.id());
            }
        }
    }

    #[test]
    fn what_the_office_sees_to_is_not_asked() {
        for code in [Code::FileOldLayout, Code::NotSubmitted, Code::ValueSpelling] {
            assert_eq!(question(&told(code, "")), None);
        }
    }

    #[test]
    fn hints_turn_to_the_department() {
        let hint = "パスワードを外して保存し直したものを提出してもらってください。";
        let asked = refusal(&told(Code::FilePassword, hint));
        assert_eq!(
            asked.ask,
            "パスワードを外して保存し直したものを提出してください。"
        );
    }
}
