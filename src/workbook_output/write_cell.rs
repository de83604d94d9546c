//! Writes one cell of a table: with the look of its column, a number only where a sheet keeps its digits, a text
//! never as a formula.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, Url, Worksheet, XlsxError};

use super::cell::{Cell, Column};
use super::style::{self, Align, Look};
use crate::values::{a1, decimal_text, grouped};

/// `plain` writes a link as its text. Gives back the formula where one was written.
pub(super) fn write_cell<'f>(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (cell, plain): (&'f Cell, bool),
    definition: &'f Column,
    look: Look,
) -> Result<Option<&'f str>, XlsxError> {
    let at = (row, column);
    let align = definition.align;
    let format = style::cell(align, look);
    match cell {
        Cell::Blank => sheet.write_blank(row, column, &format)?,
        Cell::Text(text) => {
            let format = text_format(align, look, format);
            sheet.write_string_with_format(row, column, text, &format)?
        }
        Cell::Marked(pieces) => {
            let (plain, marked) = style::pieces();
            let pieces: Vec<_> = pieces
                .iter()
                .map(|(text, mark)| (if *mark { &marked } else { &plain }, text.as_str()))
                .collect();
            sheet.write_rich_string_with_format(row, column, &pieces, &format)?
        }
        Cell::Link(link) if !plain => {
            let (text, target) = link.as_ref();
            let place = a1(target.row, target.column.into());
            let url = Url::new(format!("internal:'{}'!{place}", target.sheet)).set_text(text);
            sheet.write_url_with_format(row, column, url, &style::link(align, look))?
        }
        Cell::Link(link) => sheet.write_string_with_format(row, column, &link.0, &format)?,
        Cell::Grade(symbol, fill) => {
            sheet.write_string_with_format(row, column, symbol, &style::grade(*fill, look))?
        }
        Cell::Year(year) => {
            let format = format.set_num_format("0");
            sheet.write_number_with_format(row, column, *year, &format)?
        }
        Cell::Figure(value, places) => {
            let shown = style::number_format(*places);
            write_number(sheet, at, (*value, *places), shown, &format)?
        }
        Cell::Keyed(figure) => {
            let shown = style::number_format(figure.places);
            write_number(sheet, at, (figure.value, figure.places), shown, &format)?
        }
        Cell::Difference(figure) => {
            let shown = style::difference_format(figure.places);
            write_number(sheet, at, (figure.value, figure.places), shown, &format)?
        }
        Cell::Calculated(result) => {
            let formula = definition.formula.as_deref();
            return write_formula(sheet, at, (formula, result), definition, look);
        }
        Cell::Formula(formula) => {
            let (formula, result) = formula.as_ref();
            return write_formula(sheet, at, (Some(formula), result), definition, look);
        }
    };
    Ok(None)
}

/// A text among figures (定性) must wrap.
fn text_format(align: Align, look: Look, format: Format) -> Format {
    if align == Align::Number {
        style::cell(Align::Text, look)
    } else {
        format
    }
}

/// A formula with its result. Without a formula, or where a sheet could not hold the result, the result alone.
fn write_formula<'f>(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (formula, result): (Option<&'f str>, &'f Cell),
    definition: &'f Column,
    look: Look,
) -> Result<Option<&'f str>, XlsxError> {
    let format = style::cell(definition.align, look);
    let shown = match result {
        Cell::Figure(value, places) => {
            binary(*value).map(|_| (decimal_text(*value), style::number_format(*places)))
        }
        Cell::Keyed(figure) => binary(figure.value).map(|_| {
            let shown = style::number_format(figure.places);
            (decimal_text(figure.value), shown)
        }),
        Cell::Difference(figure) => binary(figure.value).map(|_| {
            let shown = style::difference_format(figure.places);
            (decimal_text(figure.value), shown)
        }),
        Cell::Text(text) => Some((text.clone(), String::new())),
        Cell::Blank => Some((String::new(), style::number_format(0))),
        _ => None,
    };
    let (Some(formula), Some((value, number_format))) = (formula, shown) else {
        return write_cell(sheet, (row, column), (result, false), definition, look);
    };
    let format = match (result, number_format.as_str()) {
        (Cell::Text(_), _) => text_format(definition.align, look, format),
        (Cell::Blank, _) if definition.align != Align::Number => format,
        (_, number_format) => format.set_num_format(number_format),
    };
    let written = Formula::new(formula).set_result(value);
    sheet.write_formula_with_format(row, column, written, &format)?;
    Ok(Some(formula))
}

/// A number; as a text where a sheet would change its digits.
fn write_number<'s>(
    sheet: &'s mut Worksheet,
    (row, column): (u32, u16),
    (value, places): (Decimal, u32),
    shown: String,
    format: &Format,
) -> Result<&'s mut Worksheet, XlsxError> {
    match binary(value) {
        Some(number) => {
            let format = format.clone().set_num_format(shown);
            sheet.write_number_with_format(row, column, number, &format)
        }
        None => sheet.write_string_with_format(row, column, grouped(value, places), format),
    }
}

/// The binary number that Excel shows as this decimal. `None` beyond the 15 digits that it keeps.
fn binary(value: Decimal) -> Option<f64> {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() >= 10_u128.pow(15) {
        return None;
    }
    value.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn decimals_that_a_sheet_would_change_stay_texts() {
        assert_eq!(binary(dec!(-1234.50)), Some(-1234.5));
        assert_eq!(binary(dec!(0.1)), Some(0.1));
        assert_eq!(binary(dec!(1234567890.123456)), None);
    }
}
