//! The finished package once more: row heights stay as issued but are no longer marked as set by
//! hand, which the spreadsheet library always does and which would stop rows from growing.

use std::io::{Cursor, Error, Read, Write};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const SHEETS: &str = "xl/worksheets/sheet";
const MARK: &str = " customHeight=\"1\"";

/// The same workbook with rows that grow with their text.
pub(super) fn free_heights(workbook: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    rewritten(workbook).map_err(XlsxError::IoError)
}

fn rewritten(workbook: Vec<u8>) -> Result<Vec<u8>, Error> {
    let mut package = ZipArchive::new(Cursor::new(workbook))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for at in 0..package.len() {
        let mut file = package.by_index(at)?;
        let name = file.name()?.into_owned();
        if !name.starts_with(SHEETS) {
            out.raw_copy_file(file)?;
            continue;
        }
        let mut xml = String::new();
        file.read_to_string(&mut xml)?;
        out.start_file(name, options)?;
        out.write_all(without_marks(&xml).as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
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
