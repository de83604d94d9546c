//! The finished package once more: the spreadsheet library names no East Asian font in charts, so that Excel would set their
//! Japanese in the theme's. Each Latin font that a chart names is named for East Asian text too.

use rust_xlsxwriter::XlsxError;

use crate::values::with_parts;

const CHARTS: &str = "xl/charts/chart";
const LATIN: &str = "<a:latin ";

/// The same workbook with East Asian fonts in its charts.
pub(super) fn with_chart_fonts(workbook: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    with_parts(workbook, CHARTS, both_fonts).map_err(XlsxError::IoError)
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
