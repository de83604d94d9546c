//! The cell formats of an Excel workbook, as far as they change what a cell says: how a number is shown, and
//! whether the whole cell is struck through. Colours, borders and protection are no content.

use std::collections::BTreeMap;

use super::Rejection;
use super::limits::{TABLE_ROWS, too_large};
use super::number_format::{Shown, built_in, custom};
use super::strings::font_is_struck;
use super::xml::{Xml, local};

/// One cell format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub shown: Shown,
    pub struck: bool,
}

/// Every cell format by its index.
pub(super) fn read_styles(part: &str, text: &str) -> Result<Vec<Style>, Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let mut formats: BTreeMap<u32, Shown> = BTreeMap::new();
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
    let style = |(format, font): (u32, usize)| Style {
        shown: formats
            .get(&format)
            .copied()
            .unwrap_or_else(|| built_in(format)),
        struck: struck_fonts.get(font).copied().unwrap_or(false),
    };
    Ok(styles.into_iter().map(style).collect())
}

fn number_formats(xml: &mut Xml<'_>, formats: &mut BTreeMap<u32, Shown>) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let id = xml.attribute(&element, "numFmtId")?;
        let id: u32 = id.and_then(|id| id.trim().parse().ok()).unwrap_or(0);
        let code = xml.attribute(&element, "formatCode")?;
        formats.insert(id, custom(code.as_deref().unwrap_or("")));
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
        let shown: Vec<Shown> = styles.iter().map(|style| style.shown).collect();
        assert_eq!(
            shown,
            [Shown::Plain, Shown::Percent, Shown::Date, Shown::Date]
        );
        let struck: Vec<bool> = styles.iter().map(|style| style.struck).collect();
        assert_eq!(struck, [false, true, false, false]);
    }
}
