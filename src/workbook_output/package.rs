//! The finished package once more: the spreadsheet library names no East Asian font in charts, so that Excel would set their
//! Japanese in the theme's. Each Latin font that a chart names is named for East Asian text too.

use std::io::{Cursor, Error, Read, Write};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const CHARTS: &str = "xl/charts/chart";
const LATIN: &str = "<a:latin ";

/// The same workbook with East Asian fonts in its charts.
pub(super) fn with_chart_fonts(workbook: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    rewritten(workbook).map_err(XlsxError::IoError)
}

fn rewritten(workbook: Vec<u8>) -> Result<Vec<u8>, Error> {
    let mut package = ZipArchive::new(Cursor::new(&workbook))?;
    let chart = |name: &str| name.starts_with(CHARTS);
    if !package
        .file_names()
        .any(|name| name.is_ok_and(|name| chart(&name)))
    {
        drop(package);
        return Ok(workbook);
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for at in 0..package.len() {
        let mut file = package.by_index(at)?;
        let name = file.name()?.into_owned();
        if !chart(&name) {
            out.raw_copy_file(file)?;
            continue;
        }
        let mut xml = String::new();
        file.read_to_string(&mut xml)?;
        out.start_file(name, options)?;
        out.write_all(both_fonts(&xml).as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

/// `<` never stands in text or attributes.
fn both_fonts(xml: &str) -> String {
    let mut parts = xml.split(LATIN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (font, rest) = part.split_at(part.find('>').map_or(part.len(), |end| end + 1));
        out.extend([LATIN, font, "<a:ea ", font, rest]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_font_is_named_for_both_scripts() {
        let xml =
            r#"<a:rPr><a:latin typeface="X"/></a:rPr><a:t>latin</a:t><a:latin typeface="Y"/>"#;
        let both = r#"<a:rPr><a:latin typeface="X"/><a:ea typeface="X"/></a:rPr><a:t>latin</a:t><a:latin typeface="Y"/><a:ea typeface="Y"/>"#;
        assert_eq!(both_fonts(xml), both);
    }
}
