//! Words that stand where an answer should: 「なし」「－」「同上」「別紙のとおり」. Each is known as the whole
//! answer only; inside a sentence they are words like any other. What becomes of one depends on the field:
//! an explicit 該当なし, a blank that is reported, or a question.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::nothing_words::{ABSENT, NOT_YET, POINTERS};
use super::{Asked, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, IndicatorState, InitiativeField, Kind};
use crate::values::Value;
use crate::values::japanese_text::{match_key, short_key, without_space};

/// What such a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    /// There is none: なし, 該当なし.
    Absent,
    /// A stroke, which may mean none, not yet or zero.
    Dash,
    /// Not known yet: 未定, 集計中.
    NotYet,
    /// The answer stands elsewhere or will come: 同上, 別紙のとおり, 後日.
    Pointer,
}

/// Characters of the longest word with all around it that does not count. A longer answer can be a ruled line alone.
const MOST: usize = 40;

/// What the whole answer says, where it is one of these words. Width, case, white space, closing 。, one
/// pair of brackets around it and 通り for とおり do not count.
pub(super) fn whole(text: &str) -> Option<Nothing> {
    let in_line = |c: char| !c.is_alphanumeric() || matches!(c, 'ー' | 'ｰ');
    let key = match short_key(text, MOST) {
        Some(key) => without_space(&key),
        None if text.chars().all(in_line) => without_space(&match_key(text)),
        None => return None,
    };
    let key = match key.trim_end_matches(['。', '.']).trim_end_matches("です") {
        "" => &key,
        rest => rest,
    };
    let key = unbracketed(key)
        .replace("通り", "とおり")
        .replace("どおり", "とおり");
    if is_dash(&key) {
        return Some(Nothing::Dash);
    }
    let numbered = key
        .strip_prefix('※')
        .or_else(|| key.strip_prefix("注"))
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    let known = KNOWN.get(&key).copied();
    known.or((numbered || attached(&key)).then_some(Nothing::Pointer))
}

/// The words by their keys.
static KNOWN: LazyLock<BTreeMap<String, Nothing>> = LazyLock::new(|| {
    let lists = [
        (POINTERS, Nothing::Pointer),
        (NOT_YET, Nothing::NotYet),
        (ABSENT, Nothing::Absent),
    ];
    let all = lists
        .into_iter()
        .flat_map(|(words, says)| words.iter().map(move |word| (match_key(word), says)));
    // A word of two lists counts as of the last.
    all.collect()
});

/// 別紙1のとおり, 資料３参照: the words above with a number of the paper.
fn attached(key: &str) -> bool {
    let paper = ["別紙", "別添", "別表", "資料", "添付"];
    let Some(rest) = paper.iter().find_map(|p| key.strip_prefix(p)) else {
        return false;
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | 'の'));
    matches!(rest, "" | "とおり" | "参照" | "を参照" | "参照のこと")
        && key.chars().any(|c| c.is_ascii_digit())
}

fn unbracketed(key: &str) -> &str {
    let pairs = [
        ('(', ')'),
        ('「', '」'),
        ('[', ']'),
        ('【', '】'),
        ('<', '>'),
    ];
    pairs
        .iter()
        .find_map(|(open, close)| key.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(key)
}

/// Strokes only: −, ー, ―, --, ／.
fn is_dash(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| matches!(c, '-' | 'ー' | '─' | '_' | '/'))
}

/// Puts into `parsed` what the word comes to in the field that was asked.
pub(super) fn settle(parsed: &mut Parsed, asked: &Asked<'_>, word: Nothing) {
    let declared = asked.input.field.declared();
    let actual = declared.kind == Kind::Actual;
    match word {
        Nothing::NotYet if actual => parsed.state = Some(IndicatorState::NotYet),
        Nothing::Absent if actual => parsed.state = Some(IndicatorState::NotApplicable),
        Nothing::Dash if actual && asked.needed => parsed.refuse(doubtful_dash(asked)),
        Nothing::Pointer | Nothing::NotYet => parsed.refuse(pointer(asked)),
        Nothing::Absent | Nothing::Dash if declared.says_none => {
            parsed.value = Some(Value::Text(
                IndicatorState::NotApplicable.label().to_owned(),
            ));
            parsed
                .diagnostics
                .push(reported(asked, "「該当なし」として扱いました。"));
        }
        Nothing::Absent | Nothing::Dash if asked.needed => parsed.refuse(in_words(asked)),
        Nothing::Absent | Nothing::Dash => {
            parsed.blank = true;
            parsed
                .diagnostics
                .push(reported(asked, "空欄として扱いました。"));
        }
    }
}

fn reported(asked: &Asked<'_>, how: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ValueNothing,
        format!(
            "{}の「{}」を、{how}",
            asked.label,
            asked.source.typed.trim()
        ),
        "",
    )
    .about(asked.source)
}

fn pointer(asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValuePointer,
        format!(
            "{}に「{}」とあり、答えの内容が書かれていません。",
            asked.label,
            asked.source.typed.trim()
        ),
        content_wanted(&asked.input.field),
    )
    .about(asked.source)
}

/// What to write instead of a pointer.
fn content_wanted(field: &Field) -> &'static str {
    match field.declared().kind {
        Kind::Actual => {
            "実績値そのものを記入してください。まだ分からないときは、実績値を空欄にし、状態で「未確定」を選んでください。"
        }
        Kind::Money => {
            "金額を千円単位の数字で記入してください。まだ分からないときは空欄にし、その旨を算定根拠に書いてください。"
        }
        Kind::Choice(_) => "▼から選んでください。",
        Kind::Date => {
            "「R8.5.8」「2026/5/8」のように、年月日を記入してください。まだのときは空欄にしてください。"
        }
        _ => "欄ごとに資料へ載せるため、他の欄や別の資料を指さず、内容そのものを記入してください。",
    }
}

fn doubtful_dash(asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValuePointer,
        format!(
            "{}が「{}」だけで、対象がないのか、まだ分からないのか、0なのかが分かりません。",
            asked.label,
            asked.source.typed.trim()
        ),
        "対象がないときは状態で「該当なし」を、まだ分からないときは「未確定」を選んで実績値を空欄にし、0のときは「0」と記入してください。",
    )
    .about(asked.source)
}

fn in_words(asked: &Asked<'_>) -> Diagnostic {
    let hint = match asked.input.field {
        Field::Initiative(_, InitiativeField::Result) => {
            "行ったことを文章で記入してください。何も行っていないときは、実施状況で「未着手」を選び、取組実績を空欄にしてください。"
        }
        _ => "必須の欄です。文章で記入してください。",
    };
    Diagnostic::new(
        Code::ValuePointer,
        format!(
            "{}が「{}」だけで、内容が書かれていません。",
            asked.label,
            asked.source.typed.trim()
        ),
        hint,
    )
    .about(asked.source)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However long a line is that somebody drew, it is no answer; however long a text is, it is no stroke.
    #[test]
    fn a_ruled_line_is_a_dash() {
        for stroke in ["ー", "ｰ", "―", "－ ", "-"] {
            assert_eq!(whole(&stroke.repeat(500)), Some(Nothing::Dash), "{stroke}");
        }
        assert_eq!(whole(&"なし".repeat(500)), None);
    }

    #[test]
    fn whole_answers_only() {
        for (text, word) in [
            ("-", Nothing::Dash),
            ("−", Nothing::Dash),
            ("－", Nothing::Dash),
            ("ー", Nothing::Dash),
            ("ｰ", Nothing::Dash),
            ("―", Nothing::Dash),
            ("――", Nothing::Dash),
            ("（－）", Nothing::Dash),
            ("／", Nothing::Dash),
            ("なし", Nothing::Absent),
            ("無し。", Nothing::Absent),
            (" 無 ", Nothing::Absent),
            ("特に　なし", Nothing::Absent),
            ("特にありません。", Nothing::Absent),
            ("特になしです。", Nothing::Absent),
            ("ﾅｼ", Nothing::Absent),
            ("該当なし", Nothing::Absent),
            ("（該当なし）", Nothing::Absent),
            ("非該当", Nothing::Absent),
            ("Ｎ／Ａ", Nothing::Absent),
            ("未定", Nothing::NotYet),
            ("集計中", Nothing::NotYet),
            ("同上", Nothing::Pointer),
            ("〃", Nothing::Pointer),
            ("々", Nothing::Pointer),
            ("左に同じ", Nothing::Pointer),
            ("前回と同じ。", Nothing::Pointer),
            ("別紙のとおり", Nothing::Pointer),
            ("別紙の通り", Nothing::Pointer),
            ("別紙どおり", Nothing::Pointer),
            ("別紙１のとおり", Nothing::Pointer),
            ("資料3参照", Nothing::Pointer),
            ("※", Nothing::Pointer),
            ("※１", Nothing::Pointer),
            ("＊", Nothing::Pointer),
            ("後日", Nothing::Pointer),
            ("調整中です。", Nothing::Pointer),
            ("空欄", Nothing::Pointer),
            ("？", Nothing::Pointer),
            ("…", Nothing::Pointer),
            ("○", Nothing::Pointer),
        ] {
            assert_eq!(whole(text), Some(word), "{text}");
        }
        for text in [
            "",
            "課題はなし。",
            "なし崩しに進んでいる。",
            "同上の理由により遅れた。",
            "別紙の様式を廃止した。",
            "※印の事業は国の補助による。",
            "資料3冊を作成した。",
            "A",
            "0",
            "-5",
            "無料化",
            "後日談を公表した。",
            "一部",
            "実施中",
            "令和8年3月",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
