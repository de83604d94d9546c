//! Decimals: how a binary number becomes one, how one is rounded and printed.

use rust_decimal::{Decimal, RoundingStrategy};

/// The decimal that a spreadsheet shows for a binary number: shortest at 15 significant digits.
/// `None` for what is not finite or does not fit.
pub fn decimal_from_f64(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    Decimal::from_scientific(&format!("{value:.14e}"))
        .ok()
        .map(|d| d.normalize())
}

/// The decimal as record.json holds it: no trailing zeros, no separators, `-` for minus.
pub fn decimal_text(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Rounded half away from zero (四捨五入), the rule for every printed rate and share.
pub fn round_half_away(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// As printed for people: 3-digit commas, ▲ for minus, at least `places` decimals. Digits beyond
/// `places` are kept, so nothing that was typed is hidden.
pub fn grouped(value: Decimal, places: u32) -> String {
    let value = value.normalize();
    let places = places.max(value.scale());
    let digits = format!("{:.*}", places as usize, value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        text.push('▲');
    }
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// [`grouped`] after rounding to `places`, for computed rates.
pub fn grouped_rounded(value: Decimal, places: u32) -> String {
    grouped(round_half_away(value, places), places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn binary_numbers_become_what_was_typed() {
        assert_eq!(decimal_from_f64(0.1 + 0.2), Some(dec!(0.3)));
        assert_eq!(decimal_from_f64(98.5), Some(dec!(98.5)));
        assert_eq!(decimal_from_f64(-199588.0), Some(dec!(-199588)));
        assert_eq!(decimal_from_f64(f64::NAN), None);
        assert_eq!(decimal_from_f64(1e300), None);
    }

    #[test]
    fn printing() {
        assert_eq!(grouped(dec!(-1234567.5), 0), "▲1,234,567.5");
        assert_eq!(grouped(dec!(98), 1), "98.0");
        assert_eq!(grouped(dec!(-0.0), 0), "0");
        assert_eq!(grouped_rounded(dec!(4.35), 1), "4.4");
        assert_eq!(grouped_rounded(dec!(-4.35), 1), "▲4.4");
    }
}
