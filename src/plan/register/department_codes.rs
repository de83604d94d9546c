//! 課コード that lost their zeros: 01 typed into a cell of numbers, or made one by Excel, is 1. The forms that went out
//! and the records before say 01.

use super::cells::Value;
use super::faults::Faults;
use super::parts::Read;
use super::schema::{heading as h, sheet};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Department;

/// Gives numbers that are shorter than the longest code their zeros back, with one R017 for all. Nothing is done where
/// any code is more than digits.
pub(super) fn with_zeros(departments: &mut [Read<'_, Department>], faults: &mut Faults) {
    let codes = departments.iter().map(|d| d.value.code.as_str());
    let digits = |code: &str| code.bytes().all(|b| b.is_ascii_digit());
    if !codes.clone().all(digits) {
        return;
    }
    let width = codes.map(str::len).max().unwrap_or_default();
    let mut lost: Vec<(&str, String)> = Vec::new();
    for department in departments {
        let code = &mut department.value.code;
        let is_number = matches!(department.row.value(h::CODE), Some(Value::Number { .. }));
        if is_number && !code.is_empty() && code.len() < width {
            lost.push((department.row.place(h::CODE), code.clone()));
            *code = format!("{code:0>width$}");
        }
    }
    let (Some((first, code)), Some((last, _))) = (lost.first(), lost.last()) else {
        return;
    };
    let place = if lost.len() == 1 {
        (*first).to_owned()
    } else {
        format!("{first}:{last}")
    };
    faults.push(
        Diagnostic::new(
            Code::RegisterNote,
            format!(
                "課コード{}件が数値になっていて、先頭の0がありません。ほかの課コードと同じ{width}桁とみて、「{code}」を「{code:0>width$}」のように読みました。",
                lost.len()
            ),
            "セルの表示形式を「文字列」にしてから、「01」のように0を付けて記入し直してください。",
        )
        .on_sheet(sheet::DEPARTMENTS)
        .at_cell(place)
        .found(code),
    );
}
