//! Numbers and 管理番号 of items, initiatives and indicators, and the columns of years that these sheets share.

use super::super::faults::Faults;
use super::super::parts::Parts;
use super::super::row::{Row, YearCell};
use crate::diagnostic::Code as Fault;
use crate::values::Code;

/// The heading of printed numbers.
pub const NUMBER: &str = "番号";
/// The heading of 管理番号.
pub const ID: &str = "管理番号";

/// The printed number with the id: 管理番号, or the code derived from the number.
pub fn number_and_id(
    row: &Row,
    number: Option<String>,
    faults: &mut Faults,
) -> Option<(String, Code)> {
    let given = row.text(ID, faults);
    let number = number?;
    let derived = code(row, NUMBER, &number, faults)?;
    let id = match given {
        Some(given) => code(row, ID, &given, faults).unwrap_or(derived),
        None => derived,
    };
    Some((number, id))
}

/// The code of the number in a cell; R016 where nothing is left of it or it is too long.
pub fn code(row: &Row, heading: &str, number: &str, faults: &mut Faults) -> Option<Code> {
    /// Codes stand in defined names, which Excel limits to 255 characters.
    const LONGEST: usize = 60;
    if number.is_empty() {
        return None;
    }
    let code = Code::derive(number);
    match code {
        Some(code) if code.as_str().chars().count() <= LONGEST => Some(code),
        Some(_) => {
            faults.push(row.fault(
                Fault::RegisterCode,
                heading,
                "番号が長すぎます。",
                format!("{LONGEST}字以内にしてください。"),
            ));
            None
        }
        None => {
            faults.push(row.fault(
                Fault::RegisterCode,
                heading,
                "文字も数字もない番号です。",
                "「1-①」のように、文字又は数字を含む番号にしてください。",
            ));
            None
        }
    }
}

pub fn year_in_plan(cell: &YearCell<'_>, parts: &Parts<'_>, faults: &mut Faults) {
    if let Some((first, last)) = parts.years
        && !(first..=last).contains(&cell.year)
    {
        faults.push(cell.fault(
            Fault::RegisterYear,
            format!("計画期間（{first}から{last}まで）の外の年度の列に記入があります。"),
            "年度の見出しを確かめるか、空白にしてください。",
        ));
    }
}

/// 管理番号, left blank where it is what the number gives.
pub fn own_id(number: &str, id: &Code) -> Option<String> {
    (Code::derive(number).as_ref() != Some(id)).then(|| id.to_string())
}
