//! Every text of a workbook that the office keeps (計画台帳.xlsx, 事務局.xlsx) with its cell, for what is asked of texts as
//! such: whether they can be printed, where one stands. What a text means is not decided here.

use super::cells::{self, Value};
use super::header::heading_key;
use super::office_texts;
use super::sheets::SHEETS;
use crate::values::{CellLocation, a1};

/// The texts of the sheets that are read, in their order, as trimmed when read. None where the workbook can't be read:
/// that is reported by who reads it for its content.
pub fn texts(bytes: &[u8], file: &str) -> Vec<(CellLocation, String)> {
    let wanted = |name: &str| {
        let key = heading_key(name);
        office_texts::is_printed(name) || SHEETS.iter().any(|s| heading_key(s.name) == key)
    };
    let Ok((grids, _)) = cells::grids(bytes, "", wanted) else {
        return Vec::new();
    };
    let mut texts = Vec::new();
    for grid in &grids {
        for (row, cells) in &grid.rows {
            for (column, value) in cells {
                if let Value::Text(text) = value {
                    let at = CellLocation {
                        file: file.to_owned(),
                        sheet: grid.name.clone(),
                        cell: a1(*row, *column),
                    };
                    texts.push((at, text.clone()));
                }
            }
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::super::{template_plan, write};
    use super::texts;

    #[test]
    fn a_text_is_found_in_its_cell() {
        let mut plan = template_plan().expect("the plan");
        plan.items[0].title = "外字\u{e000}の項目".to_owned();
        let bytes = write(&plan).expect("a register");
        let found = texts(&bytes, "計画台帳.xlsx");
        let at: Vec<&str> = found
            .iter()
            .filter(|(_, text)| text == "外字\u{e000}の項目")
            .map(|(at, _)| at.sheet.as_str())
            .collect();
        assert_eq!(at, ["実施項目"]);
        assert!(found.len() > 100);
        assert_eq!(texts(b"no workbook", "x"), []);
    }
}
