//! The legacy drawing (VML) of an Excel sheet: text boxes and controls of old, which some programs still write alone.
//! Excel writes it as a kind of HTML, so that what can't be read is no fault of the file.

use super::limits::{Budget, COLUMNS, ROWS};
use super::notes::is_seen;
use super::overlay::FormControl;
use super::xml::{Node, Xml, local};
use super::{Rejection, Shape};

/// One shape; notes are none.
#[derive(Debug)]
pub(super) struct Legacy {
    pub id: Option<u32>,
    pub shape: Shape,
    pub setting: FormControl,
}

/// The shapes of a part in their order. One that is no XML gives what stands before its fault, and a shape without a
/// text for the rest, if anything but notes is in it.
pub(super) fn read_legacy(
    part: &str,
    text: &str,
    budget: &mut Budget,
) -> Result<Vec<Legacy>, Rejection> {
    // Excel leaves line breaks open, as HTML does.
    let text = text.replace("<br>", "<br/>").replace("<BR>", "<br/>");
    let mut xml = Xml::new(part, &text);
    let mut found = Vec::new();
    let answer = xml
        .root()
        .and_then(|_| shapes(&mut xml, budget, &mut found));
    match answer {
        Err(Rejection::Damaged(_)) if holds_more_than_notes(&text) => found.push(Legacy {
            id: None,
            shape: Shape {
                picture: Some("読み取れない図形".to_owned()),
                ..Shape::default()
            },
            setting: FormControl::default(),
        }),
        Ok(()) | Err(Rejection::Damaged(_)) => {}
        Err(other) => return Err(other),
    }
    Ok(found)
}

fn holds_more_than_notes(text: &str) -> bool {
    let mut kinds = text.split("ObjectType=").skip(1);
    kinds.any(|kind| !kind.trim_start_matches(['"', '\'']).starts_with("Note"))
}

fn shapes(
    xml: &mut Xml<'_>,
    budget: &mut Budget,
    found: &mut Vec<Legacy>,
) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        match local(&element) {
            "shape" | "rect" | "roundrect" | "oval" | "line" | "polyline" | "arc" | "curve" => {
                let (mut id, mut number) = (String::new(), None);
                xml.attributes(&element, |key, value| match key {
                    "id" => id = value.into_owned(),
                    "o:spid" => number = number_of(&value),
                    _ => {}
                })?;
                if let Some(legacy) = shape(xml, number.or_else(|| number_of(&id)))? {
                    budget.take_mark(legacy.shape.text.len())?;
                    found.push(legacy);
                }
            }
            "shapetype" | "shapelayout" => xml.skip()?,
            _ => shapes(xml, budget, found)?,
        }
    }
    Ok(())
}

/// `_x0000_s1025`
fn number_of(id: &str) -> Option<u32> {
    id.rsplit_once("_s")?.1.parse().ok()
}

/// The open shape, unless it is a note's.
fn shape(xml: &mut Xml<'_>, id: Option<u32>) -> Result<Option<Legacy>, Rejection> {
    let mut legacy = Legacy {
        id,
        shape: Shape::default(),
        setting: FormControl::default(),
    };
    let mut text = String::new();
    while let Some(element) = xml.child()? {
        match local(&element) {
            "textbox" => lines(xml, &mut text)?,
            "textpath" => {
                text.push_str(&xml.attribute(&element, "string")?.unwrap_or_default());
                xml.skip()?;
            }
            "imagedata" => {
                let title = xml.attribute(&element, "o:title")?.unwrap_or_default();
                legacy.shape.picture = Some(title.into_owned());
                xml.skip()?;
            }
            "ClientData" => {
                let kind = xml.attribute(&element, "ObjectType")?.unwrap_or_default();
                legacy.setting.kind = kind.into_owned();
                client_data(xml, &mut legacy)?;
            }
            _ => xml.skip()?,
        }
    }
    if is_seen(&text) {
        legacy.shape.text = text.trim().to_owned();
    }
    let is_drawn = !matches!(legacy.setting.kind.as_str(), "Note" | "Dialog");
    Ok(is_drawn.then_some(legacy))
}

fn client_data(xml: &mut Xml<'_>, legacy: &mut Legacy) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        let mut text = String::new();
        let kind = local(&element);
        xml.text_into(&mut text)?;
        match kind {
            "Anchor" => {
                let mut numbers = text
                    .split(',')
                    .map(|n| n.trim().parse::<u32>().unwrap_or(0));
                let column = numbers.next().unwrap_or(0).min(COLUMNS - 1);
                let row = numbers.nth(1).unwrap_or(0).min(ROWS - 1);
                legacy.shape.place = (row, column);
            }
            "Checked" => legacy.setting.checked = text,
            "Sel" => legacy.setting.selected = text,
            "Val" => legacy.setting.value = text,
            _ => {}
        }
    }
    Ok(())
}

/// Appends the text of the open element as HTML shows it.
fn lines(xml: &mut Xml<'_>, text: &mut String) -> Result<(), Rejection> {
    loop {
        match xml.node()? {
            Node::Close => return Ok(()),
            Node::Text(piece) => {
                for word in piece.split_inclusive(char::is_whitespace) {
                    let seen = word.trim_end();
                    let gap = seen.len() < word.len() || seen.is_empty();
                    text.push_str(seen);
                    if gap && text.ends_with(|c: char| !c.is_whitespace()) {
                        text.push(' ');
                    }
                }
            }
            Node::Open(element) => {
                let breaks = matches!(local(&element), "br" | "div" | "p");
                if breaks && is_seen(text) {
                    text.truncate(text.trim_end().len());
                    text.push('\n');
                }
                lines(xml, text)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shapes: &str) -> Vec<Legacy> {
        let text = format!("<xml>{shapes}</xml>");
        read_legacy("v.vml", &text, &mut Budget::new()).unwrap()
    }

    #[test]
    fn boxes_controls_and_notes() {
        let found = read(
            "<o:shapelayout v:ext='edit'/><v:shapetype id='_x0000_t202'><v:path/></v:shapetype>\
             <v:shape id='_x0000_s1026'><v:textbox><div><font>内訳は\n  別途<br>送付</font></div><div>以上</div></v:textbox>\
             <x:ClientData ObjectType='Shape'><x:Anchor>\n 5, 0, 12, 0, 6, 0, 13, 0</x:Anchor></x:ClientData></v:shape>\
             <v:shape id='Box' o:spid='_x0000_s1027'><x:ClientData ObjectType='Checkbox'><x:Checked>1</x:Checked></x:ClientData></v:shape>\
             <v:shape id='_x0000_s1028'><v:textbox><div>メモ</div></v:textbox><x:ClientData ObjectType='Note'/></v:shape>\
             <v:group><v:shape id='_x0000_s1029'><v:imagedata o:title='写真'/></v:shape></v:group>",
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].shape.text, "内訳は 別途\n送付\n以上");
        assert_eq!((found[0].id, found[0].shape.place), (Some(1026), (12, 5)));
        assert_eq!(found[1].id, Some(1027));
        assert_eq!(
            found[1].setting.state(false).as_deref(),
            Some("チェックあり")
        );
        assert_eq!(found[2].shape.picture.as_deref(), Some("写真"));
    }

    #[test]
    fn what_is_no_xml() {
        let shape = "<v:shape id='_x0000_s1'><v:textbox>箱</v:textbox></v:shape>";
        let broken = read(&format!(
            "{shape}<v:shape><x:ClientData ObjectType='Shape'>&nbsp;"
        ));
        assert_eq!((broken.len(), broken[0].shape.text.as_str()), (2, "箱"));
        assert!(broken[1].shape.picture.is_some());
        assert!(read("<v:shape><x:ClientData ObjectType='Note'>&nbsp;").is_empty());
    }
}
