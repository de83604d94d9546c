//! What lies over the cells of an Excel sheet: the text of shapes and text boxes, and that there is a picture,
//! chart or other object. What these show, nobody here can read.

use super::limits::{Budget, COLUMNS, ROWS};
use super::notes::is_seen;
use super::overlay::Overlay;
use super::xml::{Xml, local};
use super::{Rejection, Shape};

/// Appends the shapes of a drawing part, one for each anchor, also where it holds nothing.
pub(super) fn read_drawing(
    part: &str,
    text: &str,
    budget: &mut Budget,
    shapes: &mut Vec<Overlay>,
) -> Result<(), Rejection> {
    let mut xml = Xml::new(part, text);
    xml.root()?;
    anchors(&mut xml, budget, shapes)
}

/// The anchors in the open element, also those that are written in two versions.
fn anchors(
    xml: &mut Xml<'_>,
    budget: &mut Budget,
    shapes: &mut Vec<Overlay>,
) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        match local(&element) {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                let mut found = Found::default();
                let place = anchor(xml, &mut found)?;
                budget.take_mark(found.text.len())?;
                let id = found.id;
                let shape = found.shape(place).unwrap_or(Shape {
                    place,
                    ..Shape::default()
                });
                shapes.push(Overlay { id, shape });
            }
            "AlternateContent" | "Choice" => anchors(xml, budget, shapes)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// The text and picture of one anchor, gathered.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub text: String,
    pub picture: Option<String>,
    /// The number of the first shape.
    pub id: Option<u32>,
}

impl Found {
    /// A shape of it, unless there is nothing to be seen.
    pub(super) fn shape(self, place: (u32, u32)) -> Option<Shape> {
        let text = if is_seen(&self.text) {
            self.text.trim().to_owned()
        } else {
            String::new()
        };
        (!text.is_empty() || self.picture.is_some()).then_some(Shape {
            place,
            text,
            picture: self.picture,
            control: None,
        })
    }

    pub(super) fn new_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// The place of the open anchor, and what it holds.
fn anchor(xml: &mut Xml<'_>, found: &mut Found) -> Result<(u32, u32), Rejection> {
    let mut place = (0, 0);
    while let Some(element) = xml.child()? {
        match local(&element) {
            "from" => place = corner(xml)?,
            "to" | "ext" | "pos" | "clientData" => xml.skip()?,
            kind => object(xml, kind, found)?,
        }
    }
    Ok(place)
}

/// Zero-based row and column of the open corner, within the sheet.
fn corner(xml: &mut Xml<'_>) -> Result<(u32, u32), Rejection> {
    let (mut row, mut column) = (0, 0);
    while let Some(element) = xml.child()? {
        let mut text = String::new();
        let kind = local(&element);
        xml.text_into(&mut text)?;
        let number: u32 = text.trim().parse().unwrap_or(0);
        match kind {
            "row" => row = number.min(ROWS - 1),
            "col" => column = number.min(COLUMNS - 1),
            _ => {}
        }
    }
    Ok((row, column))
}

/// The open object of this kind. Of two versions of one object the first counts, which is the newer program's.
fn object(xml: &mut Xml<'_>, kind: &str, found: &mut Found) -> Result<(), Rejection> {
    match kind {
        "sp" | "cxnSp" => body(xml, found),
        "pic" | "graphicFrame" | "contentPart" => {
            let name = object_name(xml)?;
            found.picture.get_or_insert(name);
            Ok(())
        }
        "grpSp" | "Choice" => {
            while let Some(element) = xml.child()? {
                object(xml, local(&element), found)?;
            }
            Ok(())
        }
        "AlternateContent" => {
            let mut chosen = false;
            while let Some(element) = xml.child()? {
                let version = local(&element);
                if chosen || !matches!(version, "Choice" | "Fallback") {
                    xml.skip()?;
                } else {
                    chosen = true;
                    object(xml, "Choice", found)?;
                }
            }
            Ok(())
        }
        _ => xml.skip(),
    }
}

/// The name of the open object, as Excel's list of objects shows it, and its alternative text.
fn object_name(xml: &mut Xml<'_>) -> Result<String, Rejection> {
    let mut shown = String::new();
    while let Some(element) = xml.child()? {
        if local(&element) == "cNvPr" {
            let name = xml.attribute(&element, "name")?.unwrap_or_default();
            let words = xml.attribute(&element, "descr")?.unwrap_or_default();
            shown = match (name.trim(), words.trim()) {
                (name, "") => name.to_owned(),
                ("", words) => words.to_owned(),
                (name, words) => format!("{name}（{words}）"),
            };
            xml.skip()?;
        } else if local(&element).starts_with("nv") {
            let name = object_name(xml)?;
            if shown.is_empty() {
                shown = name;
            }
        } else {
            xml.skip()?;
        }
    }
    Ok(shown)
}

/// Appends every text in the open shape, a line for each paragraph.
fn body(xml: &mut Xml<'_>, found: &mut Found) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        match local(&element) {
            "t" => xml.text_into(&mut found.text)?,
            "br" => {
                found.text.push('\n');
                xml.skip()?;
            }
            "p" => {
                found.new_line();
                body(xml, found)?;
            }
            "cNvPr" => {
                let id = xml.attribute(&element, "id")?;
                let id = id.and_then(|id| id.trim().parse().ok());
                found.id = found.id.or(id);
                xml.skip()?;
            }
            "spPr" | "style" => xml.skip()?,
            _ => body(xml, found)?,
        }
    }
    Ok(())
}

/// Appends the documents embedded in the sheet, of which the drawing shows a shape without a word (the open
/// `oleObjects`).
pub(super) fn embedded(
    xml: &mut Xml<'_>,
    budget: &mut Budget,
    shapes: &mut Vec<Overlay>,
) -> Result<(), Rejection> {
    let mut chosen = false;
    while let Some(element) = xml.child()? {
        match local(&element) {
            "oleObject" => {
                let name = xml.attribute(&element, "progId")?.unwrap_or_default();
                budget.take_mark(name.len())?;
                let id = xml.attribute(&element, "shapeId")?;
                let shape = Shape {
                    place: embedded_place(xml)?.unwrap_or_default(),
                    picture: Some(name.into_owned()),
                    ..Shape::default()
                };
                let id = id.and_then(|id| id.trim().parse().ok());
                shapes.push(Overlay { id, shape });
            }
            "AlternateContent" => embedded(xml, budget, shapes)?,
            "Choice" | "Fallback" if !chosen => {
                chosen = true;
                embedded(xml, budget, shapes)?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// The corner that the open object is anchored to, if it says one.
pub(super) fn embedded_place(xml: &mut Xml<'_>) -> Result<Option<(u32, u32)>, Rejection> {
    let mut place = None;
    while let Some(element) = xml.child()? {
        let found = match local(&element) {
            "from" => Some(corner(xml)?),
            _ => embedded_place(xml)?,
        };
        place = place.or(found);
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(anchors: &str) -> Result<Vec<Shape>, Rejection> {
        let text = format!("<xdr:wsDr>{anchors}</xdr:wsDr>");
        let mut overlays = Vec::new();
        read_drawing("drawing1.xml", &text, &mut Budget::new(), &mut overlays)?;
        let shapes = overlays.into_iter().map(|overlay| overlay.shape);
        Ok(shapes.filter(Shape::holds_anything).collect())
    }

    fn at(content: &str) -> String {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>11</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from>\
             <xdr:to><xdr:col>8</xdr:col><xdr:row>14</xdr:row></xdr:to>{content}<xdr:clientData/></xdr:twoCellAnchor>"
        )
    }

    const BOX: &str = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr name='箱'/></xdr:nvSpPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>32件</a:t></a:r><a:br/>\
        <a:fld><a:t>です</a:t></a:fld></a:p><a:p><a:endParaRPr/></a:p><a:p><a:r><a:t>以上</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    const EMPTY: &str =
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t> </a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    const PICTURE: &str = "<xdr:pic><xdr:nvPicPr><xdr:cNvPr name='図 1' descr='写真'/></xdr:nvPicPr><xdr:blipFill/></xdr:pic>";

    #[test]
    fn texts_and_pictures() {
        let found = shapes(&(at(BOX) + &at(EMPTY) + &at(PICTURE))).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].place, (11, 5));
        assert_eq!(found[0].text, "32件\nです\n以上");
        assert_eq!(found[0].picture, None);
        assert_eq!(found[1].picture.as_deref(), Some("図 1（写真）"));
        assert_eq!(found[1].text, "");
    }

    #[test]
    fn groups_versions_and_shapes_of_no_cell() {
        let group = at(&format!(
            "<xdr:grpSp><xdr:nvGrpSpPr/><xdr:grpSp>{BOX}</xdr:grpSp>{PICTURE}</xdr:grpSp>"
        ));
        let found = shapes(&group).unwrap();
        assert_eq!((found.len(), found[0].picture.is_some()), (1, true));
        assert!(found[0].text.starts_with("32件"));
        let versions = at(&format!(
            "<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{PICTURE}{BOX}</mc:Fallback></mc:AlternateContent>"
        ));
        let found = shapes(&versions).unwrap();
        assert_eq!((found.len(), found[0].picture.is_some()), (1, false));
        assert_eq!(found[0].text.matches("32件").count(), 1);
        let fallback = format!(
            "<mc:AlternateContent><mc:Choice>{}</mc:Choice></mc:AlternateContent>\
             <xdr:absoluteAnchor><xdr:pos/><mc:AlternateContent><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></xdr:absoluteAnchor>",
            at("<xdr:graphicFrame/>")
        );
        let found = shapes(&fallback).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].picture.as_deref(), Some(""));
        assert_eq!((found[1].place, found[1].text.is_empty()), ((0, 0), false));
    }

    #[test]
    fn embedded_documents() {
        let anchor = "<objectPr><anchor><from><xdr:col>6</xdr:col><xdr:row>2</xdr:row></from><to><xdr:col>9</xdr:col></to></anchor></objectPr>";
        let object = |inside: &str| {
            format!("<oleObject progId='Word.Document.12' shapeId='1025'>{inside}</oleObject>")
        };
        let list = format!(
            "<oleObjects><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>{}</oleObjects>",
            object(anchor),
            object(""),
            object("")
        );
        let mut xml = Xml::new("sheet1.xml", &list);
        xml.root().unwrap();
        let mut shapes = Vec::new();
        embedded(&mut xml, &mut Budget::new(), &mut shapes).unwrap();
        let places: Vec<_> = shapes.iter().map(|found| found.shape.place).collect();
        assert_eq!(places, [(2, 6), (0, 0)]);
        let name = shapes[0].shape.picture.as_deref();
        assert_eq!((name, shapes[0].id), (Some("Word.Document.12"), Some(1025)));
    }

    #[test]
    fn too_many() {
        let many = at(BOX).repeat(10_001);
        assert!(matches!(shapes(&many), Err(Rejection::TooLarge(_))));
    }
}
