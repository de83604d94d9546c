//! Everything that lies over the cells of an Excel sheet, each thing once: shapes and pictures of the drawing, what
//! stands in the legacy drawing alone, and what form controls and ActiveX controls were set to.

use std::collections::{BTreeMap, BTreeSet};

use super::drawing::read_drawing;
use super::legacy_drawing::{Legacy, read_legacy};
use super::limits::Budget;
use super::notes::is_seen;
use super::overlay::{ControlEntry, Drawn, FormControl, Overlay};
use super::package::Package;
use super::relationships::Relationship;
use super::xml::{Xml, local};
use super::{Rejection, Shape};

/// What a control was set to, as its own part says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Setting {
    text: String,
    state: Option<String>,
}

/// What lies over the cells of a sheet. A part that is named but not there holds nothing.
pub(super) fn shapes(
    package: &mut Package<'_>,
    related: &[Relationship],
    drawn: Drawn,
    budget: &mut Budget,
) -> Result<Vec<Shape>, Rejection> {
    let mut overlays = Overlays::default();
    for object in drawn.objects {
        overlays.add(object);
    }
    for part in related.iter().filter(|part| part.kind == "drawing") {
        if let Some(text) = package.part(&part.path)? {
            let mut found = Vec::new();
            read_drawing(&part.path, &text, budget, &mut found)?;
            found.into_iter().for_each(|overlay| overlays.add(overlay));
        }
    }
    let by_id = |id: &str| related.iter().find(|part| part.id == id);
    let listed: BTreeSet<u32> = drawn.controls.iter().filter_map(|c| c.id).collect();
    if let Some(part) = drawn.legacy.as_deref().and_then(by_id)
        && let Some(text) = package.part(&part.path)?
    {
        for legacy in read_legacy(&part.path, &text, budget)? {
            overlays.add_legacy(legacy, &listed);
        }
    }
    for control in drawn.controls {
        let Some(part) = by_id(&control.relationship) else {
            continue;
        };
        if let Some(text) = package.part(&part.path)? {
            let setting = match part.kind.as_str() {
                "ctrlProp" => of_form_control(&part.path, &text)?,
                _ => of_active_x(&part.path, &text, &control.name)?,
            };
            budget.take_mark(setting.text.len())?;
            overlays.set(&control, setting);
        }
    }
    let shapes = overlays.all.into_iter().map(|overlay| overlay.shape);
    Ok(shapes.filter(Shape::holds_anything).collect())
}

#[derive(Default)]
struct Overlays {
    all: Vec<Overlay>,
    /// Where those with a number stand in `all`.
    numbers: BTreeMap<u32, usize>,
    /// Places of the shapes of the legacy drawing.
    places: BTreeMap<u32, (u32, u32)>,
}

impl Overlays {
    fn add(&mut self, overlay: Overlay) {
        if let Some(id) = overlay.id {
            self.numbers.entry(id).or_insert(self.all.len());
        }
        self.all.push(overlay);
    }

    fn known(&mut self, id: Option<u32>) -> Option<&mut Shape> {
        let at = *self.numbers.get(&id?)?;
        self.all.get_mut(at).map(|overlay| &mut overlay.shape)
    }

    /// The picture of a listed control is only how it looks, and one of a shape that the drawing has is known.
    fn add_legacy(&mut self, legacy: Legacy, listed: &BTreeSet<u32>) {
        let Legacy { id, shape, setting } = legacy;
        if let Some(id) = id {
            self.places.insert(id, shape.place);
        }
        let control = setting.state(!shape.text.is_empty());
        let picture = shape
            .picture
            .filter(|_| id.is_none_or(|id| !listed.contains(&id)));
        if let Some(known) = self.known(id) {
            if known.text.is_empty() {
                known.text = shape.text;
            }
            known.control = control.or_else(|| setting.state(!known.text.is_empty()));
            return;
        }
        let shape = Shape {
            picture,
            control,
            ..shape
        };
        self.add(Overlay { id, shape });
    }

    fn set(&mut self, control: &ControlEntry, setting: Setting) {
        let place = control.id.and_then(|id| self.places.get(&id).copied());
        if let Some(known) = self.known(control.id) {
            if known.text.is_empty() {
                known.text = setting.text;
            }
            if known.control.is_none() {
                known.control = setting.state;
            }
        } else {
            let shape = Shape {
                place: place.or(control.place).unwrap_or_default(),
                text: setting.text,
                picture: None,
                control: setting.state,
            };
            self.add(Overlay {
                id: control.id,
                shape,
            });
        }
    }
}

/// A form control's own part (`formControlPr`).
fn of_form_control(part: &str, text: &str) -> Result<Setting, Rejection> {
    let mut xml = Xml::new(part, text);
    let root = xml.root()?;
    let mut control = FormControl::default();
    xml.attributes(&root, |key, value| match key {
        "objectType" => control.kind = value.into_owned(),
        "checked" => control.checked = value.into_owned(),
        "sel" => control.selected = value.into_owned(),
        "val" => control.value = value.into_owned(),
        _ => {}
    })?;
    Ok(Setting {
        text: String::new(),
        state: control.state(false),
    })
}

/// An ActiveX control's own part. What Excel keeps in its binary is not read, only that there is a control.
fn of_active_x(part: &str, text: &str, name: &str) -> Result<Setting, Rejection> {
    const CHECK_BOX: &str = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}";
    const OPTION_BUTTON: &str = "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}";
    let mut xml = Xml::new(part, text);
    let root = xml.root()?;
    let (mut class, mut is_open) = (String::new(), false);
    xml.attributes(&root, |key, value| match key.rsplit(':').next() {
        Some("classid") => class = value.to_uppercase(),
        Some("persistence") => is_open = value == "persistPropertyBag",
        _ => {}
    })?;
    if !is_open {
        return Ok(Setting {
            text: String::new(),
            state: Some(format!("{name}（中身は読み取れません。）")),
        });
    }
    let (mut value, mut caption) = (String::new(), String::new());
    while let Some(element) = xml.child()? {
        let (mut key, mut content) = (String::new(), String::new());
        xml.attributes(&element, |name, value| match name.rsplit(':').next() {
            Some("name") => key = value.into_owned(),
            Some("value") => content = value.into_owned(),
            _ => {}
        })?;
        match key.as_str() {
            "Value" | "Text" if is_seen(&content) => value = content,
            "Caption" => caption = content,
            _ => {}
        }
        xml.skip()?;
    }
    let kind = match class.as_str() {
        CHECK_BOX => "checkbox",
        OPTION_BUTTON => "radio",
        _ => {
            let text = if is_seen(&value) { value } else { caption };
            return Ok(Setting {
                text: text.trim().to_owned(),
                state: None,
            });
        }
    };
    let control = FormControl {
        kind: kind.to_owned(),
        checked: value,
        ..FormControl::default()
    };
    Ok(Setting {
        state: control.state(is_seen(&caption)),
        text: caption.trim().to_owned(),
    })
}

/// The controls in the open `controls`.
pub(super) fn entries(
    xml: &mut Xml<'_>,
    budget: &mut Budget,
    entries: &mut Vec<ControlEntry>,
) -> Result<(), Rejection> {
    while let Some(element) = xml.child()? {
        match local(&element) {
            "control" => {
                budget.take_mark(0)?;
                let mut entry = ControlEntry {
                    id: None,
                    relationship: String::new(),
                    name: String::new(),
                    place: None,
                };
                xml.attributes(&element, |key, value| match key {
                    "shapeId" => entry.id = value.trim().parse().ok(),
                    "name" => entry.name = value.into_owned(),
                    key if key.ends_with(":id") => entry.relationship = value.into_owned(),
                    _ => {}
                })?;
                entry.place = super::drawing::embedded_place(xml)?;
                entries.push(entry);
            }
            "AlternateContent" | "Choice" => self::entries(xml, budget, entries)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_controls_are_set_to() {
        let state = |attributes: &str| {
            let text = format!("<formControlPr {attributes}/>");
            of_form_control("c.xml", &text).unwrap().state
        };
        let some = |text: &str| Some(text.to_owned());
        for (attributes, expected) in [
            (
                "objectType='CheckBox' checked='Checked'",
                some("チェックあり"),
            ),
            ("objectType='CheckBox' checked='Mixed'", some("中間")),
            ("objectType='CheckBox'", None),
            ("objectType='Radio' checked='Checked'", some("選択あり")),
            ("objectType='Drop' sel='3' val='0'", some("3番目を選択")),
            ("objectType='Drop' sel='0'", None),
            ("objectType='Spin' val='12'", some("値12")),
            ("objectType='Button'", None),
        ] {
            assert_eq!(state(attributes), expected, "{attributes}");
        }
    }

    #[test]
    fn active_x_by_its_properties() {
        let setting = |class: &str, properties: &str| {
            let text = format!(
                "<ax:ocx ax:classid='{{{class}-EC42-11CE-9E0D-00AA006002F3}}' ax:persistence='persistPropertyBag'>{properties}</ax:ocx>"
            );
            let setting = of_active_x("a.xml", &text, "Box1").unwrap();
            (setting.text, setting.state)
        };
        let property =
            |name: &str, value: &str| format!("<ax:ocxPr ax:name='{name}' ax:value='{value}'/>");
        let text = setting("8BD21D10", &property("Value", "売却は9月"));
        assert_eq!(text, ("売却は9月".to_owned(), None));
        let ticked = property("Caption", "済み") + &property("Value", "1");
        let ticked = setting("8BD21D40", &ticked);
        assert_eq!(ticked, ("済み".to_owned(), Some("チェックあり".to_owned())));
        let unset = property("Caption", "済み") + &property("Value", "0");
        assert_eq!(setting("8BD21D50", &unset).1.as_deref(), Some("選択なし"));
        assert_eq!(setting("8BD21D40", ""), (String::new(), None));
        let binary = "<ax:ocx ax:classid='{8BD21D10-EC42-11CE-9E0D-00AA006002F3}' ax:persistence='persistStreamInit' r:id='rId1'/>";
        let binary = of_active_x("a.xml", binary, "Box1").unwrap();
        assert!(binary.state.unwrap().starts_with("Box1"));
    }
}
