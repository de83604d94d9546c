//! What a text says where a number belongs. Spelling is read (full width, commas by three, ▲△−()+, the
//! field's own unit); what would need judgement is only named, so that it can be asked about.

use rust_decimal::Decimal;

use super::approximate::approximate;
use super::units;
use crate::values::japanese_text::{match_key, trimmed, without_invisible, without_space};
use crate::values::{FiscalYear, decimal_text, parse_date};

/// What a text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A number written as a cell of numbers would show it.
    Plain(Decimal),
    /// A number once its spelling is corrected.
    Spelled(Decimal),
    /// About a number, or one to come: with the word that says so.
    Approximate(&'static str),
    /// Two values, a range, a sum still to be worked out.
    Several,
    /// A number in this other unit.
    OtherUnit(String),
    /// A number with 億 or 万 where the unit is not 円.
    LargeUnits,
    /// A date, a month, a year or a time of day.
    Date,
    /// None of these.
    Unreadable,
}

/// Reads `text`, a number in `unit`.
pub(super) fn read(text: &str, unit: Option<&str>) -> Written {
    let visible = without_invisible(text);
    let text = trimmed(&visible);
    if let Some(value) = own(text, unit) {
        return if is_plain(text, value) {
            Written::Plain(value)
        } else {
            Written::Spelled(value)
        };
    }
    if is_date(text) {
        return Written::Date;
    }
    let key = without_unit_digits(&match_key(text), unit);
    let word = approximate(&key);
    let outer = without_brackets(&key);
    if let Some(word) = word.filter(|_| numbers(&outer).len() == 1) {
        return Written::Approximate(word);
    }
    if has_large_units(text, unit) {
        return Written::LargeUnits;
    }
    if several(&key) {
        return Written::Several;
    }
    if let Some(word) = word {
        return Written::Approximate(word);
    }
    other_unit(text).map_or(Written::Unreadable, |other| {
        Written::OtherUnit(other.to_owned())
    })
}

/// A number in the field's own unit, or without one.
fn own(text: &str, unit: Option<&str>) -> Option<Decimal> {
    let digits = unit
        .and_then(|unit| units::before(text, unit))
        .unwrap_or(text);
    let yen = unit.is_some_and(units::is_yen);
    let unsigned_yen = yen.then(|| sign_before_yen(digits)).flatten();
    let digits = if yen {
        without_yen_sign(digits)
    } else {
        digits
    };
    let digits = unsigned_yen.as_deref().unwrap_or(digits);
    signed(digits)
        .or_else(|| {
            let inner = bracketed(digits)?;
            let inner = unit
                .and_then(|unit| units::before(inner, unit))
                .unwrap_or(inner);
            let value = unsigned(&plain_digits(inner)?)?;
            Some((-value).normalize())
        })
        .or_else(|| if yen { large(digits) } else { None })
}

/// Accountants write a negative number in brackets.
fn bracketed(text: &str) -> Option<&str> {
    let text = trimmed(text);
    text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])
}

/// `-¥4,300`, as LibreOffice shows it, without the ¥.
fn sign_before_yen(text: &str) -> Option<String> {
    let text = trimmed(text);
    let rest = text.strip_prefix(['-', '－', '▲', '△'])?;
    let digits = without_yen_sign(rest);
    (digits.len() < rest.len()).then(|| format!("-{digits}"))
}

fn without_yen_sign(text: &str) -> &str {
    let text = trimmed(text);
    text.strip_prefix(['¥', '￥', '\\']).unwrap_or(text)
}

/// Whether a cell of numbers would show the value just so.
fn is_plain(text: &str, value: Decimal) -> bool {
    let plain = decimal_text(value);
    let zeros = text.contains('.') && text.trim_end_matches('0').trim_end_matches('.') == plain;
    text == plain || zeros
}

/// Folded digits. Those that only NFKC makes plain (10² would be 102, ① 1) are none: folding them would
/// make a number up.
fn plain_digits(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || !c.is_numeric();
    text.chars().all(plain).then(|| match_key(trimmed(text)))
}

/// Digits with 3-digit commas, at most one sign and a decimal point, and nothing else.
fn signed(text: &str) -> Option<Decimal> {
    let text = plain_digits(text)?;
    for sign in ["▲", "△", "-", "ー", "マイナス"] {
        if let Some(rest) = text.strip_prefix(sign) {
            return Some((-unsigned(rest.trim_start())?).normalize());
        }
    }
    let rest = text
        .strip_prefix('+')
        .or_else(|| text.strip_prefix("プラス"));
    unsigned(rest.map_or(text.as_str(), str::trim_start))
}

fn unsigned(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let whole = without_commas(whole)?;
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&whole) || fraction.is_some_and(|f| !all_digits(f)) {
        return None;
    }
    let fraction = fraction.unwrap_or("0").trim_end_matches('0');
    let text = match fraction {
        "" => whole,
        _ => format!("{whole}.{fraction}"),
    };
    Decimal::from_str_exact(&text).ok().map(|d| d.normalize())
}

/// Commas only where they group by three.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len());
    (grouped && rest.iter().all(|g| g.len() == 3)).then(|| whole.replace(',', ""))
}

/// 5億6,700万, 1.2億, 3千万: larger parts first, and each part below the next larger one.
fn large(text: &str) -> Option<Decimal> {
    let key = plain_digits(text)?;
    let (negative, key) = match key.strip_prefix(['▲', '△', '-']) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, key),
    };
    let mut rest = without_space(&key);
    let mut sum = Decimal::ZERO;
    let mut found = false;
    let mut limit: Option<Decimal> = None;
    for (name, size) in [
        ('兆', 1_000_000_000_000_i64),
        ('億', 100_000_000),
        ('万', 10_000),
    ] {
        let Some((part, behind)) = rest.split_once(name) else {
            continue;
        };
        let value = thousands(part)?.checked_mul(Decimal::from(size))?;
        if limit.is_some_and(|l| value >= l) {
            return None;
        }
        sum = sum.checked_add(value)?;
        (found, limit) = (true, Some(Decimal::from(size)));
        rest = behind.to_owned();
    }
    if found && !rest.is_empty() {
        let value = thousands(&rest)?;
        if limit.is_some_and(|l| value >= l) {
            return None;
        }
        sum = sum.checked_add(value)?;
    }
    found.then(|| if negative { -sum } else { sum }.normalize())
}

/// 6,700, or 3千 (of 3千万).
fn thousands(part: &str) -> Option<Decimal> {
    match part.strip_suffix('千') {
        Some(part) => unsigned(part)?.checked_mul(Decimal::ONE_THOUSAND),
        None => unsigned(part),
    }
}

/// R8.3.31, 令和7年度, 3月末, 12:30: a day, a month, a year or a time and nothing else.
fn is_date(text: &str) -> bool {
    let key = without_space(&match_key(text));
    let two_digits = |t: &str| (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    if let Some((hour, minute)) = key.split_once(':')
        && two_digits(hour)
        && two_digits(minute)
    {
        return true;
    }
    let eras = ["令和", "平成", "昭和", "r", "h", "s"];
    let rest = eras.iter().find_map(|e| key.strip_prefix(e));
    let body = rest.unwrap_or(&key);
    let numbered = body.starts_with(|c: char| c.is_ascii_digit() || c == '元');
    let only = body
        .chars()
        .all(|c| c.is_ascii_digit() || "元年度月日末./-現在時点()月火水木金土".contains(c));
    let months = key.contains('月')
        && (key.contains('日') || key.contains('年') || key.ends_with(['末', '月']));
    numbered && only && (rest.is_some() || months)
        || parse_date(text).is_some()
        || FiscalYear::parse(text).is_some()
}

/// Units whose folding holds a digit (㎡ is m2) must not count as numbers.
fn without_unit_digits(key: &str, unit: Option<&str>) -> String {
    let own = unit
        .map(match_key)
        .filter(|u| u.chars().any(|c| c.is_ascii_digit()));
    let mut key = key.to_owned();
    for unit in own.iter().map(String::as_str).chain(["m2", "m3", "co2"]) {
        key = key.replace(unit, "□");
    }
    key
}

/// The text without what stands in brackets.
fn without_brackets(key: &str) -> String {
    let mut depth = 0_usize;
    let mut outer = String::new();
    for c in key.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 => outer.push(c),
            _ => {}
        }
    }
    outer
}

/// The numbers in a folded text, as (start, end) in bytes: digits with commas and points inside.
fn numbers(key: &str) -> Vec<(usize, usize)> {
    let bytes = key.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) || (matches!(bytes.get(at), Some(b',' | b'.')) && digit(at + 1)) {
            at += 1;
        }
        found.push((start, at));
    }
    found
}

/// Two numbers with something between them that parts values: a stroke, a wave, a line break, words. Latin
/// letters do not (1e5), nor does the space in 1 234.
fn several(key: &str) -> bool {
    numbers(key).windows(2).any(|pair| {
        let between = &key[pair[0].1..pair[1].0];
        let (first, second) = (&key[pair[0].0..pair[0].1], &key[pair[1].0..pair[1].1]);
        let spaced = between.chars().all(|c| c.is_whitespace() && c != '\n');
        if spaced {
            return first.len() > 3 || second.split('.').next().map(str::len) != Some(3);
        }
        between
            .chars()
            .any(|c| !c.is_ascii_alphanumeric() && c != '.' && c != '^')
    })
}

/// 5億6,700万円, 1.2万人: 億 and 万 are read beside 円 alone.
fn has_large_units(text: &str, unit: Option<&str>) -> bool {
    let rest = ["円", "人", "件", "回", "%"]
        .into_iter()
        .chain(unit)
        .find_map(|u| units::before(text, u))
        .unwrap_or(text);
    large(without_yen_sign(rest)).is_some()
        && units::known(text, |rest| signed(rest).is_some()).is_none()
}

/// One number, and a unit that is not the field's.
fn other_unit(text: &str) -> Option<&'static str> {
    let number = |rest: &str| signed(rest).is_some();
    let sign = text.starts_with(['¥', '￥', '\\']);
    units::known(text, number).or_else(|| (sign && number(without_yen_sign(text))).then_some("円"))
}
