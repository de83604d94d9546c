//! One place that turns a cell into a value. Only spelling is corrected (full width, commas, the
//! field's own unit, ▲△−), and each correction is told; what is doubtful is refused with a question.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic};
use crate::form::InputKind;
use crate::form::returned_workbook::{Cell, CellValue};
use crate::plan::{Grade, Plan};
use crate::values::Value;
use crate::values::japanese_text::{match_key, trimmed, without_space};
use crate::values::{Source, date_japanese, decimal_from_f64, decimal_text, parse_date};

/// What became of one cell.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub value: Option<Value>,
    pub diagnostics: Vec<Diagnostic>,
    /// 未確定 or 該当なし, typed where a number belongs.
    pub state: Option<&'static str>,
}

/// Units that are told apart, never converted.
const KNOWN_UNITS: &[&str] = &[
    "億円",
    "百万円",
    "千円",
    "万円",
    "円",
    "%",
    "ポイント",
    "人",
    "名",
    "件",
    "回",
    "日",
    "時間",
    "か所",
    "箇所",
    "台",
    "kg",
    "t",
    "世帯",
    "団体",
    "校",
    "歳",
    "年",
    "月",
    "分",
];

/// The text of a cell as it was typed; `None` for white space alone.
pub(super) fn typed(cell: &Cell) -> Option<String> {
    let text = match &cell.value {
        CellValue::Text(text) => text.clone(),
        CellValue::Number(number) => number_as_shown(*number, cell.percent),
        CellValue::Bool(true) => "TRUE".to_owned(),
        CellValue::Bool(false) => "FALSE".to_owned(),
        CellValue::Date(date) => date.format("%Y-%m-%d").to_string(),
        CellValue::Error(error) => error.clone(),
        CellValue::NotCalculated => cell
            .formula
            .as_ref()
            .map_or_else(|| "＝".to_owned(), |f| format!("={f}")),
    };
    (!trimmed(&text).is_empty()).then_some(text)
}

fn number_as_shown(number: f64, percent: bool) -> String {
    let Some(decimal) = decimal_from_f64(number) else {
        return number.to_string();
    };
    if percent {
        format!("{}%", decimal_text(decimal * Decimal::ONE_HUNDRED))
    } else {
        decimal_text(decimal)
    }
}

/// Reads `cell` as a value of `kind`. The label names the field in messages.
pub(super) fn parse(
    cell: &Cell,
    kind: &InputKind,
    label: &str,
    source: &Source,
    plan: &Plan,
) -> Parsed {
    let mut parsed = Parsed::default();
    match &cell.value {
        CellValue::Error(error) => {
            parsed.refuse(error_cell(error, label, source));
            return parsed;
        }
        CellValue::NotCalculated => {
            parsed.refuse(
                Diagnostic::new(
                    Code::ValueNoResult,
                    format!("{label}の数式が計算されていません。"),
                    "Excel で開いて上書き保存するか、値を直接記入してください。",
                )
                .about(source),
            );
            return parsed;
        }
        _ => {}
    }
    match kind {
        InputKind::ShortText | InputKind::LongText | InputKind::QualitativeActual => {
            text(&mut parsed, cell, kind, label, source);
        }
        InputKind::Number { unit, .. } => {
            number(&mut parsed, cell, unit.as_deref(), label, source);
        }
        InputKind::Date => date(&mut parsed, cell, label, source),
        InputKind::Choice(list) => {
            if *list == crate::form::layout::ListKind::Grade {
                grade(&mut parsed, cell, plan, source);
            } else {
                choice(&mut parsed, cell, *list, label, source);
            }
        }
    }
    if let (Some(formula), Some(_)) = (&cell.formula, &parsed.value) {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::ValueFormula,
                format!("{label}は数式（={formula}）の結果を使いました。"),
                "",
            )
            .about(source),
        );
    }
    parsed
}

impl Parsed {
    fn refuse(&mut self, diagnostic: Diagnostic) {
        self.value = None;
        self.diagnostics.push(diagnostic);
    }

    fn corrected(&mut self, label: &str, to: &str, source: &Source) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::ValueSpelling,
                format!("{label}を「{to}」と読みました。"),
                "",
            )
            .about(source),
        );
    }
}

fn error_cell(error: &str, label: &str, source: &Source) -> Diagnostic {
    Diagnostic::new(
        Code::ValueErrorCell,
        format!("{label}がエラー値（{error}）になっています。"),
        "数式を直すか、値を直接記入してください。",
    )
    .about(source)
}

fn text(parsed: &mut Parsed, cell: &Cell, kind: &InputKind, label: &str, source: &Source) {
    let value = match &cell.value {
        CellValue::Text(text) => trimmed(text).to_owned(),
        CellValue::Date(date) => {
            let words = date_japanese(date.date());
            parsed.corrected(label, &words, source);
            words
        }
        _ => source.typed.clone(),
    };
    let length = value.chars().count();
    if *kind == InputKind::LongText && length > crate::form::layout::ADVISED_LENGTH {
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::TextLong,
                format!("{label}が{length}字あります（目安は400字）。"),
                "全文を資料に載せます。短くできるときは、要点にまとめてください。",
            )
            .about(source),
        );
    }
    parsed.value = Some(Value::Text(value));
}

fn number(parsed: &mut Parsed, cell: &Cell, unit: Option<&str>, label: &str, source: &Source) {
    match &cell.value {
        CellValue::Number(n) => number_cell(parsed, *n, cell.percent, unit, label, source),
        CellValue::Text(text) => number_text(parsed, text, unit, label, source),
        CellValue::Date(_) => parsed.refuse(
            Diagnostic::new(
                Code::ValueIsDate,
                format!("{label}が日付になっています。"),
                "「1-1」などが日付に変わったおそれがあります。セルの表示形式を「標準」に戻し、数値を記入し直してください。",
            )
            .about(source),
        ),
        _ => parsed.refuse(not_a_number(label, unit, source)),
    }
}

fn number_cell(
    parsed: &mut Parsed,
    number: f64,
    percent: bool,
    unit: Option<&str>,
    label: &str,
    source: &Source,
) {
    let Some(value) = decimal_from_f64(number) else {
        parsed.refuse(not_a_number(label, unit, source));
        return;
    };
    if !percent {
        parsed.value = Some(Value::Number(value));
    } else if unit.is_some_and(is_percent) {
        let value = (value * Decimal::ONE_HUNDRED).normalize();
        parsed.value = Some(Value::Number(value));
        parsed.corrected(label, &decimal_text(value), source);
    } else {
        parsed.refuse(other_unit(label, "%", unit, source));
    }
}

fn is_percent(unit: &str) -> bool {
    matches!(match_key(unit).as_str(), "%" | "パーセント")
}

/// Words that stand for a state of the indicator where a number belongs.
const STATE_WORDS: [&str; 2] = ["未確定", "該当なし"];

fn number_text(parsed: &mut Parsed, text: &str, unit: Option<&str>, label: &str, source: &Source) {
    let folded = without_space(&match_key(text));
    if let Some(word) = STATE_WORDS.iter().find(|w| match_key(w) == folded) {
        parsed.state = Some(word);
        return;
    }
    let own = unit.map(|u| without_space(&match_key(u)));
    let digits = own
        .as_deref()
        .filter(|u| !u.is_empty())
        .and_then(|u| folded.strip_suffix(u))
        .unwrap_or(&folded);
    match plain_decimal(digits) {
        Some(value) => {
            parsed.value = Some(Value::Number(value));
            parsed.corrected(label, &decimal_text(value), source);
        }
        None => {
            let other = KNOWN_UNITS.iter().find(|u| {
                folded
                    .strip_suffix(**u)
                    .is_some_and(|rest| plain_decimal(rest).is_some())
            });
            parsed.refuse(match other {
                Some(other) => other_unit(label, other, unit, source),
                None => not_a_number(label, unit, source),
            });
        }
    }
}

/// Digits with 3-digit commas, one sign (▲ △ - +) and a decimal point, and nothing else.
pub(super) fn plain_decimal(text: &str) -> Option<Decimal> {
    let (negative, digits) = match text.chars().next()? {
        '▲' | '△' | '-' => (true, text.split_at(text.chars().next()?.len_utf8()).1),
        '+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let whole = without_commas(whole)?;
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&whole) || fraction.is_some_and(|f| !all_digits(f)) {
        return None;
    }
    let value: Decimal = format!("{whole}.{}", fraction.unwrap_or("0"))
        .parse()
        .ok()?;
    Some(if negative { -value } else { value }.normalize())
}

/// Commas only where they group by three.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    (grouped && rest.iter().all(|g| g.len() == 3)).then(|| whole.replace(',', ""))
}

fn other_unit(label: &str, other: &str, unit: Option<&str>, source: &Source) -> Diagnostic {
    let own = unit.map_or_else(
        || "単位を付けず".to_owned(),
        |u| format!("単位を「{u}」にそろえ"),
    );
    Diagnostic::new(
        Code::ValueOtherUnit,
        format!("{label}に別の単位「{other}」が付いています。"),
        format!("{own}、数字だけを記入してください。"),
    )
    .about(source)
}

fn not_a_number(label: &str, unit: Option<&str>, source: &Source) -> Diagnostic {
    let unit = unit.map(|u| format!("（単位：{u}）")).unwrap_or_default();
    Diagnostic::new(
        Code::ValueNotNumber,
        format!("{label}を数値として読めません。"),
        format!(
            "数字だけを記入してください{unit}。概数や説明は備考に書き、まだ分からないときは「未確定」、対象がないときは「該当なし」と記入してください。"
        ),
    )
    .about(source)
}

fn date(parsed: &mut Parsed, cell: &Cell, label: &str, source: &Source) {
    let date = match &cell.value {
        CellValue::Date(date) => Some(date.date()),
        CellValue::Text(text) => parse_date(text),
        _ => None,
    };
    match date {
        Some(date) => {
            if matches!(cell.value, CellValue::Text(_)) {
                parsed.corrected(label, &date_japanese(date), source);
            }
            parsed.value = Some(Value::Date(date));
        }
        None => parsed.refuse(
            Diagnostic::new(
                Code::ValueNotDate,
                format!("{label}を日付として読めません。"),
                "「R8.5.8」「2026/5/8」のように、年月日を記入してください。",
            )
            .about(source),
        ),
    }
}

/// A grade by its symbol, its name, or both as the dropdown gives them.
fn grade(parsed: &mut Parsed, cell: &Cell, plan: &Plan, source: &Source) {
    let exact = match &cell.value {
        CellValue::Text(text) => trimmed(text),
        _ => source.typed.as_str(),
    };
    let plainly = |g: &&Grade| exact == g.symbol || exact == g.choice();
    if let Some(grade) = plan.grades.iter().find(plainly) {
        parsed.value = Some(Value::Choice(grade.symbol.clone()));
        return;
    }
    let key = without_space(&match_key(exact));
    let mut fitting = plan.grades.iter().filter(|g| {
        let fold = |t: &str| without_space(&match_key(t));
        let (symbol, name) = (fold(&g.symbol), fold(&g.name));
        key == symbol || key == name || key == format!("{symbol}{name}")
    });
    match (fitting.next(), fitting.next()) {
        (Some(grade), None) => {
            parsed.value = Some(Value::Choice(grade.symbol.clone()));
            parsed.corrected("進捗評価", &grade.choice(), source);
        }
        _ => {
            let choices: Vec<String> = plan.grades.iter().map(Grade::choice).collect();
            parsed.refuse(
                Diagnostic::new(
                    Code::ValueNotGrade,
                    "進捗評価が評価区分のどれにも当たりません。",
                    format!("{}のどれかを選んでください。", choices.join("、")),
                )
                .about(source),
            );
        }
    }
}

fn choice(
    parsed: &mut Parsed,
    cell: &Cell,
    list: crate::form::layout::ListKind,
    label: &str,
    source: &Source,
) {
    use crate::form::layout::{EFFECT_KINDS, INDICATOR_STATES, ListKind, STATUSES};
    let words: &[&str] = match list {
        ListKind::Status => &STATUSES,
        ListKind::EffectKind => &EFFECT_KINDS,
        ListKind::IndicatorState => &INDICATOR_STATES,
        ListKind::Grade => &[],
    };
    let exact = match &cell.value {
        CellValue::Text(text) => trimmed(text),
        _ => source.typed.as_str(),
    };
    let key = without_space(&match_key(exact));
    match words.iter().find(|w| match_key(w) == key) {
        Some(word) => {
            if *word != exact {
                parsed.corrected(label, word, source);
            }
            parsed.value = Some(Value::Choice((*word).to_owned()));
        }
        None => parsed.refuse(
            Diagnostic::new(
                Code::ValueNotChoice,
                format!("{label}が選択肢にありません。"),
                format!("{}のどれかを選んでください。", words.join("、")),
            )
            .about(source),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn read(value: CellValue, percent: bool, unit: Option<&str>) -> Parsed {
        let cell = Cell {
            value,
            formula: None,
            percent,
        };
        let kind = InputKind::Number {
            unit: unit.map(str::to_owned),
            places: None,
        };
        let source = Source {
            typed: typed(&cell).unwrap_or_default(),
            ..Source::default()
        };
        parse(&cell, &kind, "実績値", &source, &Plan::default())
    }

    fn text(text: &str, unit: Option<&str>) -> Parsed {
        read(CellValue::Text(text.to_owned()), false, unit)
    }

    #[test]
    fn spellings_of_a_number() {
        for (typed, unit, value) in [
            ("９８．５", Some("%"), dec!(98.5)),
            ("98.5％", Some("%"), dec!(98.5)),
            ("98.5 %", Some("％"), dec!(98.5)),
            ("1,234", None, dec!(1234)),
            ("▲1,234千円", Some("千円"), dec!(-1234)),
            ("△5", None, dec!(-5)),
            ("−5", None, dec!(-5)),
            ("-0.5", None, dec!(-0.5)),
            ("30 件", Some("件"), dec!(30)),
        ] {
            let parsed = text(typed, unit);
            assert_eq!(parsed.value, Some(Value::Number(value)), "{typed}");
            assert_eq!(parsed.diagnostics[0].code, Code::ValueSpelling, "{typed}");
        }
    }

    #[test]
    fn doubtful_numbers_are_refused() {
        for (typed, unit, code) in [
            ("約30件", Some("件"), Code::ValueNotNumber),
            ("30件（見込）", Some("件"), Code::ValueNotNumber),
            ("30人", Some("件"), Code::ValueOtherUnit),
            ("5億6,700万円", Some("円"), Code::ValueNotNumber),
            ("1,23", None, Code::ValueNotNumber),
            ("10～20", None, Code::ValueNotNumber),
            ("-", None, Code::ValueNotNumber),
            ("1e5", None, Code::ValueNotNumber),
            ("", Some("件"), Code::ValueNotNumber),
        ] {
            let parsed = text(typed, unit);
            assert_eq!(parsed.value, None, "{typed}");
            assert_eq!(parsed.diagnostics[0].code, code, "{typed}");
        }
    }

    #[test]
    fn percent_cells() {
        let parsed = read(CellValue::Number(0.985), true, Some("%"));
        assert_eq!(parsed.value, Some(Value::Number(dec!(98.5))));
        let parsed = read(CellValue::Number(0.985), true, Some("件"));
        assert_eq!(parsed.diagnostics[0].code, Code::ValueOtherUnit);
        let parsed = read(CellValue::Number(98.5), false, Some("%"));
        assert!(parsed.diagnostics.is_empty());
    }

    #[test]
    fn words_for_a_state() {
        assert_eq!(text("未確定", Some("%")).state, Some("未確定"));
        assert_eq!(text(" 該当なし ", None).state, Some("該当なし"));
    }
}
