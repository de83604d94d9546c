//! Texts: kept as typed. Only a word that stands for no answer, and a value that is no text, are told.

use chrono::Datelike as _;

use super::{Asked, Parsed, nothing};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::InputKind;
use crate::form::layout::ADVISED_LENGTH;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::values::japanese_text::trimmed;
use crate::values::{Value, date_japanese};

pub(super) fn text(parsed: &mut Parsed, cell: &Cell, asked: &Asked<'_>) {
    let value = match &cell.value {
        CellValue::Text(text) if matches!(trimmed(text), "TRUE" | "FALSE") => {
            parsed.refuse(not_a_text(asked));
            return;
        }
        CellValue::Text(text) => {
            if let Some(word) = nothing::whole(text) {
                nothing::settle(parsed, asked, word);
                return;
            }
            trimmed(text).to_owned()
        }
        CellValue::Bool(_) => {
            parsed.refuse(not_a_text(asked));
            return;
        }
        CellValue::Date(date) if date.year() >= 1900 => {
            let words = date_japanese(date.date());
            parsed.corrected(asked, &words);
            words
        }
        _ => asked.source.typed.clone(),
    };
    let length = value.chars().count();
    if asked.input.kind == InputKind::LongText && length > ADVISED_LENGTH {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::TextLong,
                format!(
                    "{}が{length}字あります（目安は{ADVISED_LENGTH}字）。",
                    asked.label
                ),
                "全文を資料に載せます。短くできるときは、要点にまとめてください。",
            )
            .about(asked.source),
        );
    }
    parsed.value = Some(Value::Text(value));
}

fn not_a_text(asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValueNotText,
        format!(
            "{}が、文章ではなく論理値（{}）になっています。",
            asked.label, asked.source.typed
        ),
        "数式や貼付けの誤りのおそれがあります。文章で記入してください。",
    )
    .about(asked.source)
}
