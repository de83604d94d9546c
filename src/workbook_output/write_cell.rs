//! Writes one cell of a table: with the look of its column, a number only where a sheet keeps its digits, a text
//! never as a formula.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula as ExcelFormula, Url, Worksheet, XlsxError};

use super::style::{self, Look};
use super::written::Formula;
use crate::tables::{Align, Cell};
use crate::values::{a1, decimal_text, grouped};

/// How the cells of a column are written.
pub(super) struct Below {
    align: Align,
    /// Of the cells that are [`Cell::Calculated`].
    pub formula: Option<Arc<Formula>>,
    /// The plain look of its rows, made once: of totals or not, by whether it is centred vertically.
    plain: [[Format; 2]; 2],
}

impl Below {
    pub(super) fn new(align: Align, formula: Option<Arc<Formula>>) -> Self {
        let plain = [false, true]
            .map(|total| [false, true].map(|middle| style::cell(align, Look { total, middle })));
        Self {
            align,
            formula,
            plain,
        }
    }

    fn plain(&self, look: Look) -> &Format {
        &self.plain[usize::from(look.total)][usize::from(look.middle)]
    }
}

/// `plain` writes a link as its text. Gives back the formula where one was written.
pub(super) fn write_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    (cell, plain): (&Cell, bool),
    below: &Below,
    look: Look,
) -> Result<Option<Arc<Formula>>, XlsxError> {
    let formula = match cell {
        Cell::Calculated(result) => Some((below.formula.clone(), &**result)),
        Cell::Ruled(ruled) => Some((Some(Formula::new(&ruled.0, &sheet.name())), &ruled.1)),
        _ => None,
    };
    if let Some((formula, result)) = formula {
        return write_formula(sheet, at, (formula, result), below, look);
    }
    write_value(sheet, at, (cell, plain), below, look)?;
    Ok(None)
}

fn write_value<'s>(
    sheet: &'s mut Worksheet,
    (row, column): (u32, u16),
    (cell, plain): (&Cell, bool),
    below: &Below,
    look: Look,
) -> Result<&'s mut Worksheet, XlsxError> {
    let at = (row, column);
    let format = below.plain(look);
    match cell {
        Cell::Blank => sheet.write_blank(row, column, format),
        Cell::Text(text) if below.align == Align::Number => {
            sheet.write_string_with_format(row, column, text, &among_figures(look))
        }
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, format),
        Cell::Marked(pieces) => {
            let (plain, marked) = style::pieces();
            let pieces: Vec<_> = pieces
                .iter()
                .map(|(text, mark)| (if *mark { &marked } else { &plain }, text.as_str()))
                .collect();
            sheet.write_rich_string_with_format(row, column, &pieces, format)
        }
        Cell::Link(link) if !plain => {
            let (text, target) = link.as_ref();
            let place = a1(target.row, target.column.into());
            let url = Url::new(format!("internal:'{}'!{place}", target.sheet)).set_text(text);
            sheet.write_url_with_format(row, column, url, &style::link(below.align, look))
        }
        Cell::Link(link) => sheet.write_string_with_format(row, column, &link.0, format),
        Cell::Grade(grade) => {
            let (symbol, tint) = grade.as_ref();
            sheet.write_string_with_format(row, column, symbol, &style::grade(tint, look))
        }
        Cell::Year(year) => {
            let format = format.clone().set_num_format("0");
            sheet.write_number_with_format(row, column, *year, &format)
        }
        Cell::Number(value, places) => {
            let shown = style::number_format(*places);
            write_number(sheet, at, (*value, *places), shown, format)
        }
        Cell::Figure(figure) => {
            let shown = style::marked(style::number_format(figure.places), figure.mark);
            write_number(sheet, at, (figure.value, figure.places), shown, format)
        }
        Cell::Difference(figure) => {
            let shown = style::difference_format(figure.places);
            write_number(sheet, at, (figure.value, figure.places), shown, format)
        }
        Cell::Calculated(result) => write_value(sheet, at, (result, plain), below, look),
        Cell::Ruled(ruled) => write_value(sheet, at, (&ruled.1, plain), below, look),
    }
}

/// A text among figures (定性) must wrap.
fn among_figures(look: Look) -> Format {
    style::cell(Align::Text, look)
}

/// A formula with its result. Without a formula, or where a sheet could not hold the result, the result alone.
fn write_formula(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (formula, result): (Option<Arc<Formula>>, &Cell),
    below: &Below,
    look: Look,
) -> Result<Option<Arc<Formula>>, XlsxError> {
    let number = |value: Decimal, format: String| {
        Some((binary(value).map(|_| decimal_text(value))?, format))
    };
    let shown = match result {
        Cell::Number(value, places) => number(*value, style::number_format(*places)),
        Cell::Figure(figure) => number(figure.value, style::number_format(figure.places)),
        Cell::Difference(figure) => number(figure.value, style::difference_format(figure.places)),
        Cell::Text(text) => Some((text.clone(), String::new())),
        Cell::Blank => Some((String::new(), style::number_format(0))),
        _ => None,
    };
    let (Some(formula), Some((value, number_format))) = (formula, shown) else {
        write_value(sheet, (row, column), (result, false), below, look)?;
        return Ok(None);
    };
    let format = below.plain(look).clone();
    let format = match result {
        Cell::Text(_) if below.align == Align::Number => among_figures(look),
        Cell::Text(_) => format,
        Cell::Blank if below.align != Align::Number => format,
        _ => format.set_num_format(number_format),
    };
    let written = ExcelFormula::new(&formula.text).set_result(value);
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
