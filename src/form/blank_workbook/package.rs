//! The finished package once more: row heights stay as issued but are no longer marked as set by
//! hand, which the spreadsheet library always does and which would stop rows from growing.

use rust_xlsxwriter::XlsxError;

use crate::values::with_parts;

const SHEETS: &str = "xl/worksheets/sheet";
const MARK: &str = " customHeight=\"1\"";

/// The same workbook with rows that grow with their text.
pub(super) fn free_heights(workbook: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    with_parts(workbook, SHEETS, without_marks).map_err(XlsxError::IoError)
}

/// The mark goes from the tags of rows alone; `<` never stands in text.
fn without_marks(xml: &str) -> String {
    let mut parts = xml.split("<row ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, rest) = part.split_at(part.find('>').unwrap_or(part.len()));
        out.push_str("<row ");
        out.push_str(&tag.replace(MARK, ""));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_of_rows_change() {
        let xml = r#"<a><row r="1" ht="20" customHeight="1"><v>x customHeight="1"</v></row>"#;
        let free = r#"<a><row r="1" ht="20"><v>x customHeight="1"</v></row>"#;
        assert_eq!(without_marks(xml), free);
    }
}
