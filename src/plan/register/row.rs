//! One row of the register: cells by heading, read as text, number, year, date, word or names.
//! What can't be read is told with its cell; nothing is guessed.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::cells::{Grid, Value};
use super::header::Header;
use super::table::Faults;
use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::{match_key, trimmed, without_space};
use crate::values::{FiscalYear, a1, decimal_from_f64, decimal_text, parse_date};

/// The cells of a record, by heading and by year.
#[derive(Debug, Default)]
pub(super) struct Row {
    sheet: String,
    is_1904: bool,
    cells: BTreeMap<&'static str, Value>,
    places: BTreeMap<&'static str, String>,
    years: BTreeMap<FiscalYear, (String, Value)>,
    /// Where a fault is told whose column is absent.
    first: String,
}

impl Row {
    /// A row of a sheet with a heading row.
    pub fn record(grid: &Grid, row: u32, cells: &BTreeMap<u32, Value>, header: &Header) -> Self {
        let mut this = Self::fields(grid, row);
        for (heading, column) in &header.columns {
            this.set(heading, a1(row, *column), cells.get(column).cloned());
        }
        for (year, column) in &header.years {
            if let Some(value) = cells.get(column) {
                this.years.insert(*year, (a1(row, *column), value.clone()));
            }
        }
        this
    }

    /// An empty row, whose cells are [`set`](Self::set) one by one.
    pub fn fields(grid: &Grid, row: u32) -> Self {
        Self {
            sheet: grid.name.clone(),
            is_1904: grid.is_1904,
            first: a1(row, 0),
            ..Self::default()
        }
    }

    pub fn set(&mut self, heading: &'static str, place: String, value: Option<Value>) {
        self.places.insert(heading, place);
        if let Some(value) = value {
            self.cells.insert(heading, value);
        }
    }

    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    pub fn is_blank(&self) -> bool {
        self.cells.is_empty() && self.years.is_empty()
    }

    pub fn value(&self, heading: &str) -> Option<&Value> {
        self.cells.get(heading)
    }

    /// The cell of a heading, where its column is there.
    pub fn place_known(&self, heading: &str) -> Option<&str> {
        self.places.get(heading).map(String::as_str)
    }

    /// The cell of a heading, or the first of the row.
    pub fn place(&self, heading: &str) -> &str {
        self.place_known(heading).unwrap_or(&self.first)
    }

    /// Every filled cell with its place.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &Value)> {
        let named = self.cells.iter().map(|(h, v)| (self.place(h), v));
        named.chain(self.years.values().map(|(p, v)| (p.as_str(), v)))
    }

    /// A diagnostic at the cell of a heading, quoting what stands there.
    pub fn fault(
        &self,
        code: Code,
        heading: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Diagnostic {
        let mut d = Diagnostic::new(code, message, hint)
            .on_sheet(&self.sheet)
            .at_cell(self.place(heading));
        if let Some(value) = self.value(heading) {
            d = d.found(value.typed());
        }
        d
    }

    fn unreadable(&self, heading: &str, message: &str, hint: &str, faults: &mut Faults) {
        faults.push(self.fault(Code::RegisterValue, heading, message, hint));
    }

    /// Text as typed; a number in its shortest spelling.
    pub fn text(&self, heading: &str, faults: &mut Faults) -> Option<String> {
        let value = self.value(heading)?;
        let text = text_of(value);
        if text.is_none() && is_readable(value) {
            faults.push(date_for_text(self.fault(
                Code::RegisterValue,
                heading,
                "",
                "",
            )));
        }
        text
    }

    /// Text, or nothing where it is blank or unreadable (which has been told).
    pub fn needed(&self, heading: &str, faults: &mut Faults) -> String {
        self.text(heading, faults).unwrap_or_default()
    }

    /// Several names separated by 、 or a line break, without repeats.
    pub fn names(&self, heading: &str, faults: &mut Faults) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let text = self.needed(heading, faults);
        for name in text.split(['、', ',', '，', '､', '\n']).map(trimmed) {
            if !name.is_empty() && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    pub fn number(&self, heading: &str, faults: &mut Faults) -> Option<Decimal> {
        let value = self.value(heading)?;
        match number_of(value) {
            Ok(number) => Some(number),
            Err(hint) => {
                if is_readable(value) {
                    self.unreadable(heading, "数値として読めません。", hint, faults);
                }
                None
            }
        }
    }

    pub fn year(&self, heading: &str, faults: &mut Faults) -> Option<FiscalYear> {
        let value = self.value(heading)?;
        let year = text_of(value).and_then(|t| FiscalYear::parse(&t));
        if year.is_none() && is_readable(value) {
            self.unreadable(
                heading,
                "年度として読めません。",
                "「令和6年度」、「R6」又は「2024」のように記入してください。",
                faults,
            );
        }
        year
    }

    pub fn date(&self, heading: &str, faults: &mut Faults) -> Option<NaiveDate> {
        let value = self.value(heading)?;
        let date = match value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => parse_date(text),
            Value::Number { value, .. } => date_of_serial(*value, self.is_1904),
            _ => None,
        };
        if date.is_none() && is_readable(value) {
            self.unreadable(
                heading,
                "日付として読めません。",
                "「2026/4/10」又は「令和8年4月10日」のように、年から記入してください。",
                faults,
            );
        }
        date
    }

    /// はい or いいえ, also ○/×, yes/no; blank is いいえ.
    pub fn flag(&self, heading: &str, faults: &mut Faults) -> bool {
        let Some(value) = self.value(heading) else {
            return false;
        };
        let flag = match value {
            Value::Bool(b) => Some(*b),
            _ => text_of(value).and_then(|t| match match_key(&t).as_str() {
                "はい" | "○" | "〇" | "◯" | "yes" | "y" | "true" | "1" => Some(true),
                "いいえ" | "×" | "✕" | "no" | "n" | "false" | "0" => Some(false),
                _ => None,
            }),
        };
        if flag.is_none() && is_readable(value) {
            self.unreadable(
                heading,
                "「はい」、「いいえ」のどちらか読めません。",
                "一覧から選んでください。",
                faults,
            );
        }
        flag.unwrap_or(false)
    }

    /// One of a closed list.
    pub fn choice<T: Copy>(
        &self,
        heading: &str,
        all: &[T],
        label: impl Fn(T) -> &'static str,
        faults: &mut Faults,
    ) -> Option<T> {
        let value = self.value(heading)?;
        let key = text_of(value).map(|t| without_space(&match_key(&t)));
        let found = all
            .iter()
            .copied()
            .find(|c| key.as_deref() == Some(match_key(label(*c)).as_str()));
        if found.is_none() && is_readable(value) {
            let words: Vec<&str> = all.iter().map(|c| label(*c)).collect();
            self.unreadable(
                heading,
                "選択肢にない言葉です。",
                &format!("{}のいずれかを選んでください。", words.join("、")),
                faults,
            );
        }
        found
    }

    /// The filled cells of the year columns: year, place, value. Unreadable ones have been told.
    pub fn years(&self) -> impl Iterator<Item = YearCell<'_>> {
        self.years
            .iter()
            .filter(|(_, (_, v))| is_readable(v))
            .map(|(year, (place, value))| YearCell {
                sheet: &self.sheet,
                year: *year,
                place,
                value,
            })
    }
}

/// A filled cell of a year column.
#[derive(Clone, Copy, Debug)]
pub(super) struct YearCell<'a> {
    sheet: &'a str,
    pub year: FiscalYear,
    place: &'a str,
    value: &'a Value,
}

impl YearCell<'_> {
    pub fn fault(
        &self,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, message, hint)
            .on_sheet(self.sheet)
            .at_cell(self.place)
            .found(self.value.typed())
    }

    pub fn text(&self, faults: &mut Faults) -> Option<String> {
        let text = text_of(self.value);
        if text.is_none() {
            faults.push(date_for_text(self.fault(Code::RegisterValue, "", "")));
        }
        text
    }

    pub fn number(&self, faults: &mut Faults) -> Option<Decimal> {
        match number_of(self.value) {
            Ok(number) => Some(number),
            Err(hint) => {
                faults.push(self.fault(
                    Code::RegisterValue,
                    "目標値を数値として読めません。",
                    hint,
                ));
                None
            }
        }
    }
}

/// Whether the cell has no fault of its own that was told already.
fn is_readable(value: &Value) -> bool {
    !matches!(value, Value::Error(_) | Value::NoResult(_))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number { percent: true, .. } | Value::Bool(_) => Some(value.typed()),
        Value::Number { value, .. } => {
            Some(decimal_from_f64(*value).map_or_else(|| value.to_string(), decimal_text))
        }
        Value::Date(_) | Value::Error(_) | Value::NoResult(_) => None,
    }
}

fn date_for_text(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.message = "文字の欄が日付になっています。".to_owned();
    diagnostic.hint =
        "セルの表示形式を「文字列」にしてから、記入し直してください(1-1などは日付に変わることがあります)。"
            .to_owned();
    diagnostic
}

/// A number, or what to do about it.
fn number_of(value: &Value) -> Result<Decimal, &'static str> {
    const PLAIN: &str = "数値だけを記入し、単位や「約」などは付けないでください。該当がないときは空白にしてください。";
    match value {
        Value::Number { percent: true, .. } => Err(
            "パーセントの表示形式になっています。表示形式を「標準」にして、98.5%は「98.5」と記入してください。",
        ),
        Value::Number { value, .. } => decimal_from_f64(*value).ok_or(PLAIN),
        Value::Text(text) => decimal_of(text).ok_or(PLAIN),
        Value::Date(_) => {
            Err("日付になっています。表示形式を「標準」にして、数値を記入し直してください。")
        }
        _ => Err(PLAIN),
    }
}

/// `1,234.5`, `▲３`, `－5` in any width; commas must stand between thousands.
fn decimal_of(text: &str) -> Option<Decimal> {
    let key = without_space(&match_key(text)).replace(['▲', '△'], "-");
    let (sign, digits) = match key.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", key.strip_prefix('+').unwrap_or(&key)),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let groups: Vec<&str> = whole.split(',').collect();
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let grouped =
        groups.len() == 1 || (groups[0].len() <= 3 && groups.iter().skip(1).all(|g| g.len() == 3));
    if !grouped || !groups.iter().all(|g| all_digits(g)) || fraction.is_some_and(|f| !all_digits(f))
    {
        return None;
    }
    let point = if fraction.is_some() { "." } else { "" };
    let plain = format!("{sign}{}{point}{}", groups.concat(), fraction.unwrap_or(""));
    Decimal::from_str_exact(&plain).ok().map(|d| d.normalize())
}

/// A date that arrives as its day number: calamine knows only some of the date formats.
fn date_of_serial(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    /// 1927 to 2199: other numbers are not dates that an office writes.
    const PLAUSIBLE: std::ops::RangeInclusive<f64> = 10_000.0..=109_574.0;
    let serial = serial.floor() + if is_1904 { 1462.0 } else { 0.0 };
    if !PLAUSIBLE.contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number within the range above"
    )]
    let days = Days::new(serial as u64);
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn numbers_as_offices_type_them() {
        for (text, number) in [
            ("1,234.5", dec!(1234.5)),
            ("▲３", dec!(-3)),
            ("－１２，３４５", dec!(-12345)),
            ("９８．５", dec!(98.5)),
            ("1 000", dec!(1000)),
        ] {
            assert_eq!(decimal_of(text), Some(number), "{text}");
        }
        for text in ["98.5%", "約30", "1,2", "-", "", "1.2.3", "5億"] {
            assert_eq!(decimal_of(text), None, "{text}");
        }
    }

    #[test]
    fn day_numbers() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 10);
        assert_eq!(date_of_serial(46122.0, false), day);
        assert_eq!(date_of_serial(44660.0, true), day);
        assert_eq!(date_of_serial(20_260_410.0, false), None);
    }

    #[test]
    fn percentages_are_asked_back() {
        let cell = Value::Number {
            value: 0.985,
            percent: true,
        };
        assert_eq!(cell.typed(), "98.5%");
        assert!(number_of(&cell).is_err());
    }
}
