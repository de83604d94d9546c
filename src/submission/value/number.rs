//! Numbers: from number cells, or from text that is plainly one.

use rust_decimal::Decimal;

use super::numeral::{self, Written};
use super::{Asked, Parsed, nothing, seen, units};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::Field;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::plan::Target;
use crate::values::{Value, decimal_from_f64, decimal_text, grouped};

pub(super) fn number(parsed: &mut Parsed, cell: &Cell, asked: &Asked<'_>) {
    match &cell.value {
        CellValue::Number(n) => number_cell(parsed, *n, cell, asked),
        CellValue::Text(text) => match nothing::whole(text) {
            Some(word) => nothing::settle(parsed, asked, word),
            None => number_text(parsed, text, cell, asked),
        },
        CellValue::Date(_) => parsed.refuse(became_date(asked, cell)),
        _ => parsed.refuse(unreadable(asked)),
    }
    percent_doubt(parsed, cell, asked);
}

fn number_cell(parsed: &mut Parsed, number: f64, cell: &Cell, asked: &Asked<'_>) {
    let percent = cell.percent;
    let shown = decimal_from_f64(number).and_then(|value| {
        if percent {
            value.checked_mul(Decimal::ONE_HUNDRED)
        } else {
            Some(value)
        }
    });
    match shown.map(|value| value.normalize()) {
        None => parsed.refuse(unreadable(asked)),
        Some(_) if percent && !asked.unit().is_some_and(units::is_percent) => {
            parsed.refuse(other_unit(asked, "%"));
        }
        Some(value) => {
            parsed.value = Some(Value::Number(value));
            if percent {
                parsed.corrected(asked, &decimal_text(value));
            }
            seen::report(parsed, seen::of(cell, value, asked.unit()), value, asked);
        }
    }
}

fn number_text(parsed: &mut Parsed, text: &str, cell: &Cell, asked: &Asked<'_>) {
    match numeral::read(text, asked.unit()) {
        Written::Plain(value) => {
            parsed.value = Some(Value::Number(value));
            parsed.diagnostics.push(
                Diagnostic::new(
                    Code::ValueTextNumber,
                    format!(
                        "{}は文字として保存された数値です。数値「{}」と読みました。",
                        asked.label,
                        decimal_text(value)
                    ),
                    "",
                )
                .about(asked.source),
            );
        }
        Written::Spelled(value) => {
            parsed.value = Some(Value::Number(value));
            parsed.corrected(asked, &decimal_text(value));
        }
        Written::Approximate(word) => parsed.refuse(approximate(asked, word)),
        Written::Several => parsed.refuse(several(asked)),
        Written::OtherUnit(other) => parsed.refuse(other_unit(asked, &other)),
        Written::LargeUnits => parsed.refuse(large_units(asked)),
        Written::Date => parsed.refuse(date_written(asked)),
        Written::Unreadable => parsed.refuse(unreadable(asked)),
    }
    if let Some(Value::Number(value)) = parsed.value {
        seen::report(parsed, seen::of(cell, value, asked.unit()), value, asked);
    }
}

/// A share typed for its percentage (0.985 for 98.5), or its hundredfold: asked about where what is
/// planned is far away. Ten times is the middle, in ratio, between a value and its hundredfold.
fn percent_doubt(parsed: &mut Parsed, cell: &Cell, asked: &Asked<'_>) {
    let (Some(Value::Number(value)), Some(own)) = (&parsed.value, asked.unit()) else {
        return;
    };
    if !units::is_percent(own) || value.is_zero() || (says_percent(cell) && !is_hundredfold(cell)) {
        return;
    }
    let (value, planned) = (value.abs(), planned(asked));
    let ten = Decimal::TEN;
    let (smallest, largest) = (planned.iter().min(), planned.iter().max());
    let highest = if smallest.is_some_and(|s| *s >= Decimal::from(50)) {
        Decimal::TWO
    } else {
        Decimal::ONE
    };
    let share = value <= highest && smallest.is_none_or(|s| *s > value * ten);
    let hundredfold = value > Decimal::ONE_THOUSAND && largest.is_none_or(|l| *l < value / ten);
    let shown = decimal_text(value);
    let question = if share {
        let meant = decimal_text(value * Decimal::ONE_HUNDRED);
        format!(
            "{}は「{shown}」（{shown}%）です。{meant}%ではありませんか。",
            asked.label
        )
    } else if hundredfold {
        let meant = decimal_text(value / Decimal::ONE_HUNDRED);
        format!(
            "{}は「{shown}」（{shown}%）です。{meant}%ではありませんか。",
            asked.label
        )
    } else {
        return;
    };
    let beside = match (smallest, largest) {
        (Some(s), Some(l)) if s == l => format!("計画の値は{}%です。", grouped(*s, 0)),
        (Some(s), Some(l)) => format!("計画の値は{}%から{}%です。", grouped(*s, 0), grouped(*l, 0)),
        _ => String::new(),
    };
    parsed.diagnostics.push(
        Diagnostic::new(
            Code::ValuePercent,
            question,
            format!("{beside}百分率の数字（98.5%であれば「98.5」）で記入されているかを確かめてください。正しければ、そのままで構いません。"),
        )
        .about(asked.source),
    );
}

/// Whether the percentage stands beyond doubt, since the cell shows the sign.
fn says_percent(cell: &Cell) -> bool {
    match &cell.value {
        CellValue::Text(text) => units::before(text, "%").is_some(),
        _ => cell.percent,
    }
}

/// 98.5 typed into a cell before it was made one of percentages: it shows 9850%.
fn is_hundredfold(cell: &Cell) -> bool {
    matches!(cell.value, CellValue::Number(n) if cell.percent && n.abs() > 10.0)
}

/// Base value and numeric targets of the indicator, but for zeros, which tell no size.
fn planned(asked: &Asked<'_>) -> Vec<Decimal> {
    let Field::Indicator(id, _) = &asked.input.field else {
        return Vec::new();
    };
    let Some(indicator) = asked.plan.indicators.iter().find(|i| i.id == *id) else {
        return Vec::new();
    };
    let targets = indicator.targets.values().filter_map(|t| match t {
        Target::Number(n) => Some(*n),
        Target::Text(_) => None,
    });
    targets
        .chain(indicator.base)
        .map(|n| n.abs())
        .filter(|n| !n.is_zero())
        .collect()
}

fn is_indicator(asked: &Asked<'_>) -> bool {
    matches!(asked.input.field, Field::Indicator(..))
}

/// Where to put what is not the number.
fn elsewhere(asked: &Asked<'_>) -> &'static str {
    if is_indicator(asked) {
        "説明は備考に書いてください。"
    } else {
        "説明は算定根拠に書いてください。"
    }
}

fn approximate(asked: &Asked<'_>, word: &str) -> Diagnostic {
    let hint = match word {
        "見込" | "みこみ" | "予定" | "推計" | "推定" | "試算" if is_indicator(asked) => {
            "見込みのときは、数字だけを記入し、状態で「見込値」を選んでください。まだ分からないときは、状態で「未確定」を選び、空欄にしてください。".to_owned()
        }
        "速報" | "暫定" if is_indicator(asked) => {
            "速報値のときは、数字だけを記入し、状態で「速報値」を選んでください。".to_owned()
        }
        _ => format!("正確な値を数字だけで記入してください。{}", elsewhere(asked)),
    };
    Diagnostic::new(
        Code::ValueApproximate,
        format!(
            "{}に「{word}」とあり、正確な値が分かりません。",
            asked.label
        ),
        hint,
    )
    .about(asked.source)
}

fn several(asked: &Asked<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::ValueSeveral,
        format!("{}に2つ以上の数値又は範囲が書かれています。", asked.label),
        format!(
            "この欄に当たる1つの数値だけを記入してください{}。{}",
            unit_shown(asked),
            elsewhere(asked)
        ),
    )
    .about(asked.source)
}

fn other_unit(asked: &Asked<'_>, other: &str) -> Diagnostic {
    let hint = match asked.unit() {
        None => "単位を付けず、数字だけを記入してください。".to_owned(),
        Some(own) if units::is_money(own) && units::is_money(other) => format!(
            "「{own}」を単位とする額に直し、数字だけを記入してください。事務局では換算しません。"
        ),
        Some(own) => format!("「{own}」を単位とした数字だけを記入してください。"),
    };
    Diagnostic::new(
        Code::ValueOtherUnit,
        format!("{}に別の単位「{other}」が付いています。", asked.label),
        hint,
    )
    .about(asked.source)
}

fn large_units(asked: &Asked<'_>) -> Diagnostic {
    let own = asked
        .unit()
        .map(|own| format!("「{own}」を単位とした"))
        .unwrap_or_default();
    Diagnostic::new(
        Code::ValueOtherUnit,
        format!("{}が億、万などを使った書き方になっています。", asked.label),
        format!("{own}数字だけを記入してください。"),
    )
    .about(asked.source)
}

/// 28:20, 8時30分: a time of day, or hours and minutes.
fn is_time(cell: &Cell) -> bool {
    let shown = cell.shown.as_deref().unwrap_or_default();
    shown.contains([':', '時', '分', '秒'])
}

fn became_date(asked: &Asked<'_>, cell: &Cell) -> Diagnostic {
    if is_time(cell) {
        return Diagnostic::new(
            Code::ValueIsDate,
            format!(
                "{}が時刻又は時間（{}）になっています。",
                asked.label, asked.source.typed
            ),
            "セルの表示形式を「標準」に戻し、数値を記入し直してください（1時間30分を「時間」で答えるときは「1.5」）。",
        )
        .about(asked.source);
    }
    Diagnostic::new(
        Code::ValueIsDate,
        format!(
            "{}が日付（{}）になっています。「1-1」「1/2」などの記入を、Excel が日付に変えたおそれがあります。",
            asked.label, asked.source.typed
        ),
        "セルの表示形式を「標準」に戻し、数値を記入し直してください。",
    )
    .about(asked.source)
}

fn date_written(asked: &Asked<'_>) -> Diagnostic {
    let hint = if is_indicator(asked) {
        "数値だけを記入してください。いつの値かは「時点」の欄に書いてください。"
    } else {
        "数値だけを記入してください。"
    };
    Diagnostic::new(
        Code::ValueIsDate,
        format!(
            "{}に、数値ではなく日付、年度又は時刻が書かれています。",
            asked.label
        ),
        hint,
    )
    .about(asked.source)
}

fn unit_shown(asked: &Asked<'_>) -> String {
    asked
        .unit()
        .map(|u| format!("（単位：{u}）"))
        .unwrap_or_default()
}

fn unreadable(asked: &Asked<'_>) -> Diagnostic {
    let rest = if is_indicator(asked) {
        "説明は備考に書き、まだ分からないときは状態で「未確定」、対象がないときは「該当なし」を選んで、空欄にしてください。"
    } else {
        "説明は算定根拠に書き、効果額がないときは空欄にしてください。"
    };
    Diagnostic::new(
        Code::ValueNotNumber,
        format!("{}を数値として読めません。", asked.label),
        format!("数字だけを記入してください{}。{rest}", unit_shown(asked)),
    )
    .about(asked.source)
}
