//! A number by the digits of a section.

use rust_decimal::Decimal;

use super::section::{Part, Section};
use crate::values::{decimal_text, round_half_away};

/// What the section shows of the number; `signed` puts a minus before it. `None` for dates, and where the number is
/// too large to be scaled.
pub(super) fn shown(section: &Section, number: Decimal, signed: bool) -> Option<String> {
    if section.parts.iter().any(Part::is_calendar) {
        return None;
    }
    let mut value = number.abs();
    for _ in 0..section.percents {
        value = value.checked_mul(Decimal::ONE_HUNDRED)?;
    }
    for _ in 0..section.thousands {
        value = value.checked_div(Decimal::ONE_THOUSAND)?;
    }
    let point = section.parts.iter().position(|p| *p == Part::Point);
    let (whole_parts, fraction_parts) =
        section.parts.split_at(point.unwrap_or(section.parts.len()));
    let is_digit = |p: &&Part| matches!(p, Part::Digit(_));
    let places = u32::try_from(fraction_parts.iter().filter(is_digit).count()).ok()?;
    // A decimal has no more.
    let rounded = round_half_away(value, places.min(28));
    let digits = format!("{rounded:.*}", places as usize);
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = if whole == "0" { "" } else { whole };
    let plain = decimal_text(value);
    let mut shown = whole_shown(whole_parts, whole, section.grouped, &plain);
    if point.is_some() && !whole_parts.iter().any(|p| is_digit(&p)) {
        shown.push_str(whole);
    }
    fraction_shown(fraction_parts, fraction, &plain, &mut shown);
    let any = section.parts.iter().any(|p| is_digit(&p));
    let minus = signed && !(any && rounded.is_zero());
    Some(if minus { format!("-{shown}") } else { shown })
}

/// Digits from the right into their places; the first place takes what is left.
fn whole_shown(parts: &[Part], whole: &str, grouped: bool, plain: &str) -> String {
    let mut left: Vec<char> = whole.chars().collect();
    let mut places = parts.iter().filter(|p| matches!(p, Part::Digit(_))).count();
    let mut position = 0;
    let mut pieces: Vec<String> = Vec::new();
    let mut put = |c: char, pieces: &mut Vec<String>| {
        let comma = grouped && position > 0 && position % 3 == 0 && c.is_ascii_digit();
        pieces.push(if comma {
            format!("{c},")
        } else {
            c.to_string()
        });
        position += 1;
    };
    for part in parts.iter().rev() {
        match part {
            Part::Digit(kind) => {
                places -= 1;
                match (left.pop(), kind) {
                    (Some(digit), _) => put(digit, &mut pieces),
                    (None, '0') => put('0', &mut pieces),
                    (None, '?') => put(' ', &mut pieces),
                    (None, _) => {}
                }
                while places == 0 && !left.is_empty() {
                    let digit = left.pop().unwrap_or_default();
                    put(digit, &mut pieces);
                }
            }
            part => pieces.extend(other(part, plain)),
        }
    }
    pieces.reverse();
    pieces.concat()
}

/// The point and what stands behind it. Without any digit left, the point is left out too: `0.#` shows `4.` for 4,
/// which says no more than 4.
fn fraction_shown(parts: &[Part], fraction: &str, plain: &str, shown: &mut String) {
    let kinds = parts.iter().filter_map(|p| match p {
        Part::Digit(kind) => Some(*kind),
        _ => None,
    });
    let mut digits: Vec<(char, char)> = fraction.chars().zip(kinds).collect();
    let mut kept = digits.len();
    while let Some((digit, kind)) = kept.checked_sub(1).and_then(|at| digits.get_mut(at)) {
        if *digit != '0' || *kind == '0' {
            break;
        }
        kept -= 1;
    }
    let mut at = 0;
    for part in parts {
        match part {
            Part::Point if kept > 0 && at == 0 => shown.push('.'),
            Part::Digit(kind) => {
                if let Some((digit, _)) = digits.get(at).filter(|_| at < kept) {
                    shown.push(*digit);
                } else if *kind == '?' {
                    shown.push(' ');
                }
                at += 1;
            }
            part => shown.extend(other(part, plain)),
        }
    }
}

fn other(part: &Part, plain: &str) -> Option<String> {
    match part {
        Part::Literal(text) => Some(text.clone()),
        Part::General | Part::Text => Some(plain.to_owned()),
        _ => None,
    }
}
