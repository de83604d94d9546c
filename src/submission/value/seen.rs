//! What a cell shows by its number format against the number that it stores. Whoever fills a form sees the one, and the
//! program reads the other: where they say two things, neither is taken without a question.

use rust_decimal::Decimal;

use super::numeral::{self, Written};
use super::{Asked, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::returned_workbook::Cell;
use crate::values::japanese_text::trimmed;
use crate::values::{decimal_text, round_half_away};

/// What is seen of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen<'c> {
    /// The number itself, maybe with the field's own unit.
    Same,
    /// Fewer decimals: as shown.
    Rounded(&'c str),
    /// Nothing.
    Nothing,
    /// Another number, unit or sign, or one that is not exact: as shown.
    Other(&'c str),
}

/// What is seen of `value`, a number in `unit` that the cell stores.
pub(super) fn of<'c>(cell: &'c Cell, value: Decimal, unit: Option<&str>) -> Seen<'c> {
    let Some(shown) = cell.shown.as_deref().map(trimmed) else {
        return Seen::Same;
    };
    match numeral::read(shown, unit) {
        _ if shown.is_empty() => Seen::Nothing,
        // Formats for accounts show zero as a dash.
        _ if value.is_zero() && matches!(shown, "-" | "－" | "―" | "–") => Seen::Same,
        Written::Plain(seen) | Written::Spelled(seen) if seen == value => Seen::Same,
        Written::Plain(seen) | Written::Spelled(seen)
            if seen == round_half_away(value, seen.scale()) =>
        {
            Seen::Rounded(shown)
        }
        _ => Seen::Other(shown),
    }
}

/// Reports what is seen of a value that was read, and what will be printed of it.
pub(super) fn report(parsed: &mut Parsed, seen: Seen<'_>, value: Decimal, asked: &Asked<'_>) {
    let places = asked.places();
    match seen {
        Seen::Same => {}
        Seen::Other(shown) => parsed.refuse(other(asked, shown, value)),
        Seen::Nothing => parsed
            .diagnostics
            .push(nothing(asked, &decimal_text(value))),
        Seen::Rounded(shown) if places.is_none() => {
            parsed.diagnostics.push(rounded(asked, shown, value));
        }
        Seen::Rounded(_) => {}
    }
    if let Some(places) = places.filter(|places| value.scale() > *places)
        && parsed.value.is_some()
    {
        parsed.diagnostics.push(finer(asked, value, places));
    }
}

fn other(asked: &Asked<'_>, shown: &str, value: Decimal) -> Diagnostic {
    let unit = asked
        .unit()
        .map_or_else(String::new, |unit| format!("「{unit}」を単位とした"));
    Diagnostic::new(
        Code::ValueShownOther,
        format!(
            "{}は、「{shown}」と表示されていますが、保存されている値は「{}」です。",
            asked.label,
            decimal_text(value)
        ),
        format!(
            "セルの表示形式を「標準」に戻し、{unit}数字だけを記入し直してください。事務局では換算しません。"
        ),
    )
    .about(asked.source)
}

/// An answer that nobody sees in the cell. It is taken, since it may well be meant.
pub(super) fn nothing(asked: &Asked<'_>, value: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ValueShownNothing,
        format!(
            "{}は、表示形式のため何も表示されていませんが、「{value}」が保存されています。この記入を使います。",
            asked.label
        ),
        "セルの表示形式を「標準」に戻して、この記入でよいかを確かめてください。不要なときは、消してください。",
    )
    .about(asked.source)
}

/// Without 小数桁 nothing says to how many decimals the value is meant.
fn rounded(asked: &Asked<'_>, shown: &str, value: Decimal) -> Diagnostic {
    let value = decimal_text(value);
    Diagnostic::new(
        Code::ValueDoubtful,
        format!(
            "{}は、「{shown}」と表示されていますが、保存されている値は「{value}」です。保存されている値を使います。",
            asked.label
        ),
        format!(
            "「{value}」でよければ、そのままで構いません。表示のとおりでよいときは、「{shown}」と記入し直してください。"
        ),
    )
    .about(asked.source)
}

fn finer(asked: &Asked<'_>, value: Decimal, places: u32) -> Diagnostic {
    let digits = match places {
        0 => "整数".to_owned(),
        places => format!("小数第{places}位まで"),
    };
    Diagnostic::new(
        Code::ValueFiner,
        format!(
            "{}は「{}」です。この指標は{digits}のため、資料には四捨五入した「{}」を載せます。",
            asked.label,
            decimal_text(value),
            decimal_text(round_half_away(value, places))
        ),
        "",
    )
    .about(asked.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::returned_workbook::CellValue;
    use rust_decimal::dec;

    fn seen(shown: &str, value: Decimal, unit: &str) -> String {
        let cell = Cell {
            value: CellValue::Number(0.0),
            formula: None,
            percent: false,
            struck: None,
            shown: Some(shown.to_owned()),
        };
        format!("{:?}", of(&cell, value, Some(unit)))
    }

    #[test]
    fn what_is_seen_of_a_number() {
        for (shown, value, unit) in [
            ("4,300", dec!(4300), "千円"),
            (" 4,300 ", dec!(4300), "千円"),
            ("4,300千円", dec!(4300), "千円"),
            ("▲4,300", dec!(-4300), "千円"),
            ("(4,300)", dec!(-4300), "千円"),
            ("¥4,300", dec!(4300), "円"),
            ("-¥4,300", dec!(-4300), "円"),
            ("¥-4,300", dec!(-4300), "円"),
            ("90.7%", dec!(90.7), "%"),
            ("90.70", dec!(90.7), "%"),
            ("　-　", dec!(0), "千円"),
            ("30名", dec!(30), "人"),
        ] {
            assert_eq!(seen(shown, value, unit), "Same", "{shown}");
        }
        for (shown, value) in [
            ("4,300", dec!(4299.6)),
            ("91%", dec!(90.66373450619752)),
            ("0", dec!(-0.4)),
            ("▲5", dec!(-4.5)),
        ] {
            assert!(seen(shown, value, "%").starts_with("Rounded"), "{shown}");
        }
        for (shown, value, unit) in [
            ("4,300", dec!(4300000), "千円"),
            ("4,300,000円", dec!(4300000), "千円"),
            ("¥4,300", dec!(4300), "千円"),
            ("430万円", dec!(430), "千円"),
            ("430万円", dec!(430), "円"),
            ("▲4,300", dec!(4300), "千円"),
            ("4,300", dec!(-4300), "千円"),
            ("約4,300", dec!(4300), "千円"),
            ("済", dec!(1), "件"),
            ("-", dec!(1), "件"),
            ("28:20", dec!(1.18), "時間"),
        ] {
            assert!(seen(shown, value, unit).starts_with("Other"), "{shown}");
        }
        assert_eq!(seen(" ", dec!(1), "件"), "Nothing");
    }
}
