//! One row of the register: cells by heading, read as text, number, year, date, word or names.
//! What can't be read is reported with its cell; nothing is guessed.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use super::cells::{Grid, Value};
use super::faults::Faults;
use super::header::Header;
use super::numbers::{Seen, date_of_serial, number_of, seen};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::japanese_text::{match_key, trimmed, without_space};
use crate::values::{CellLocation, FiscalYear, a1, decimal_text, parse_date};

/// Years of dates that an office writes: 9999-12-31 stands in some systems for "no end", and would be printed as 令和7981年.
const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i32> = 1868..=2199;

/// The cells of a record, by heading and by year.
#[derive(Debug, Default)]
pub(super) struct Row {
    sheet: String,
    is_1904: bool,
    cells: BTreeMap<&'static str, Value>,
    places: BTreeMap<&'static str, String>,
    years: BTreeMap<FiscalYear, (String, Value)>,
    /// Where a fault is reported whose column is absent.
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

    /// The same with the file that it stands in.
    pub fn location(&self, file: &str, heading: &str) -> CellLocation {
        CellLocation {
            file: file.to_owned(),
            sheet: self.sheet.clone(),
            cell: self.place(heading).to_owned(),
        }
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
            self.unreadable(heading, DATE_FOR_TEXT, DATE_FOR_TEXT_HINT, faults);
        }
        text
    }

    /// What the cell shows, whatever is stored: for what is quoted and never computed with.
    pub fn shown_text(&self, heading: &str) -> Option<String> {
        let value = self.value(heading)?;
        is_readable(value).then(|| value.seen())
    }

    /// Text, or nothing where it is blank or unreadable (which has been reported).
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
        self.number_in(heading, None, faults)
    }

    /// A number in a unit, which its cell may show.
    pub fn number_in(
        &self,
        heading: &str,
        unit: Option<&str>,
        faults: &mut Faults,
    ) -> Option<Decimal> {
        let value = self.value(heading)?;
        match number_of(value) {
            Ok(number) => {
                let reported = shown_otherwise(value, number, unit);
                let other = reported
                    .as_ref()
                    .is_some_and(|(code, ..)| *code == Code::RegisterShown);
                if let Some((code, message, hint)) = reported {
                    faults.push(self.fault(code, heading, message, hint));
                }
                (!other).then_some(number)
            }
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
        let year = text_of(value)
            .and_then(|t| FiscalYear::parse(&t))
            .or_else(|| FiscalYear::parse(&value.typed()));
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
        let date = date.filter(|date| PLAUSIBLE_YEARS.contains(&date.year()));
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
        self.flag_or(heading, false, faults)
    }

    /// はい or いいえ, with what blank is.
    pub fn flag_or(&self, heading: &str, blank: bool, faults: &mut Faults) -> bool {
        let Some(value) = self.value(heading) else {
            return blank;
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
        flag.unwrap_or(blank)
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

    /// The filled cells of the year columns: year, place, value. Unreadable ones have been reported.
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
            faults.push(self.fault(Code::RegisterValue, DATE_FOR_TEXT, DATE_FOR_TEXT_HINT));
        }
        text
    }

    /// A number in a unit, which its cell may show.
    pub fn number(&self, unit: Option<&str>, faults: &mut Faults) -> Option<Decimal> {
        match number_of(self.value) {
            Ok(number) => {
                let reported = shown_otherwise(self.value, number, unit);
                let other = reported
                    .as_ref()
                    .is_some_and(|(code, ..)| *code == Code::RegisterShown);
                if let Some((code, message, hint)) = reported {
                    faults.push(self.fault(code, message, hint));
                }
                (!other).then_some(number)
            }
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

/// What there is to say of a number whose cell shows it otherwise: code, message, hint. One that is another number to
/// those who look at it is not used.
fn shown_otherwise(
    value: &Value,
    number: Decimal,
    unit: Option<&str>,
) -> Option<(Code, String, String)> {
    let stored = decimal_text(number);
    match seen(value, number, unit) {
        Seen::Same => None,
        Seen::Other(shown) => Some((
            Code::RegisterShown,
            format!("「{shown}」と表示されていますが、保存されている値は「{stored}」です。"),
            "表示形式を「標準」にして、欄の単位の数値を記入し直してください。".to_owned(),
        )),
        Seen::Rounded(shown) => Some((
            Code::RegisterNote,
            format!("「{shown}」と表示されていますが、保存されている値は「{stored}」です。保存されている値を使います。"),
            format!("表示のとおりでよいときは、「{shown}」と記入し直してください。"),
        )),
        Seen::Nothing => Some((
            Code::RegisterNote,
            format!("表示形式のため何も表示されていませんが、「{stored}」が保存されています。この値を使います。"),
            "表示形式を「標準」にして、この値でよいかを確かめてください。不要なときは、消してください。".to_owned(),
        )),
    }
}

/// Whether the cell has no fault of its own that was reported already.
fn is_readable(value: &Value) -> bool {
    !matches!(value, Value::Error(_) | Value::NoResult(_))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number { .. } | Value::Bool(_) => Some(value.seen()),
        Value::Date(_) | Value::Error(_) | Value::NoResult(_) => None,
    }
}

const DATE_FOR_TEXT: &str = "文字の欄が日付になっています。";
const DATE_FOR_TEXT_HINT: &str = "セルの表示形式を「文字列」にしてから、記入し直してください（1-1などは日付に変わることがあります）。";
