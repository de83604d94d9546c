//! The cell formats of an Excel workbook, as far as they change what a cell says: how a number is shown, and
//! whether the whole cell is struck through. Colours, borders and protection are no content.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Rejection;
use super::limits::{TABLE_ROWS, too_large};
use super::strings::font_is_struck;
use super::xml::{Xml, local};
use crate::values::number_format::NumberFormat;

/// One cell format.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub format: Arc<NumberFormat>,
    pub struck: bool,
}

/// Every cell format by its index.
pub(super) fn read_styles(part: &str, text: &str) -> Result<Vec<Style>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut formats: BTreeMap<u32, Arc<NumberFormat>> = BTreeMap::new();
    let mut struck_fonts: Vec<bool> = Vec::new();
    let mut styles: Vec<(u32, usize)> = Vec::new();
    while let Some(element) = xml.child()? {
        match local(&element) {
            "numFmts" => number_formats(&mut xml, &mut formats)?,
            "fonts" => {
                while xml.child()?.is_some() {
                    struck_fonts.push(font_is_struck(&mut xml)?);
                    within_table(struck_fonts.len())?;
                }
            }
            "cellXfs" => cell_formats(&mut xml, &mut styles)?,
            _ => xml.skip()?,
        }
    }
    let mut style = |(format, font): (u32, usize)| Style {
        format: formats
            .entry(format)
            .or_insert_with(|| Arc::new(NumberFormat::built_in(format)))
            .clone(),
        struck: struck_fonts.get(font).copied().unwrap_or(false),
    };
    Ok(styles.into_iter().map(&mut style).collect())
}

fn number_formats(
    xml: &mut Xml<'_>,
    formats: &mut BTreeMap<u32, Arc<NumberFormat>>,
) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let id = xml.attribute(&element, "numFmtId")?;
        let id: u32 = id.and_then(|id| id.trim().parse().ok()).unwrap_or(0);
        let code = xml.attribute(&element, "formatCode")?;
        let format = NumberFormat::parse(code.as_deref().unwrap_or(""));
        formats.insert(id, Arc::new(format));
        within_table(formats.len())?;
        xml.skip()?;
    }
    Ok(())
}

/// The number format and the font of each cell format.
fn cell_formats(xml: &mut Xml<'_>, styles: &mut Vec<(u32, usize)>) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let (mut format, mut font) = (0, 0);
        xml.attributes(&element, |key, value| match key {
            "numFmtId" => format = value.trim().parse().unwrap_or(0),
            "fontId" => font = value.trim().parse().unwrap_or(0),
            _ => {}
        })?;
        styles.push((format, font));
        within_table(styles.len())?;
        xml.skip()?;
    }
    Ok(())
}

fn within_table(rows: usize) -> Result<(), Rejection> {
    if rows > TABLE_ROWS {
        return Err(too_large("書式の数が10万"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::number_format::Kind;

    #[test]
    fn styles_by_their_formats_and_fonts() {
        let styles = read_styles(
            "styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='[$-411]ggge&quot;年&quot;'/></numFmts>\
             <fonts><font><sz/></font><font><b/><strike/></font><font><strike val='0'/></font></fonts>\
             <cellStyleXfs><xf numFmtId='9' fontId='1'/></cellStyleXfs>\
             <cellXfs><xf/><xf numFmtId='10' fontId='1'><alignment/></xf><xf numFmtId='176' fontId='2'/><xf numFmtId='14' fontId='9'/></cellXfs></styleSheet>",
        )
        .unwrap();
        let kinds: Vec<Kind> = styles.iter().map(|style| style.format.kind(1.0)).collect();
        assert_eq!(kinds, [Kind::Number, Kind::Percent, Kind::Date, Kind::Date]);
        let struck: Vec<bool> = styles.iter().map(|style| style.struck).collect();
        assert_eq!(struck, [false, true, false, false]);
    }
}
