//! What lies over the cells of an Excel sheet, as its parts speak of it.

use super::Shape;

/// Something over the cells, with the number by which the parts of a sheet speak of it.
#[derive(Debug)]
pub(super) struct Overlay {
    pub id: Option<u32>,
    pub shape: Shape,
}

/// A control as the sheet lists it.
#[derive(Debug)]
pub(super) struct ControlEntry {
    pub id: Option<u32>,
    pub relationship: String,
    pub name: String,
    pub place: Option<(u32, u32)>,
}

/// What a sheet part says of what lies over its cells.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Embedded documents, pictures in cells and behind them.
    pub objects: Vec<Overlay>,
    /// Relationship of the legacy drawing.
    pub legacy: Option<String>,
    pub controls: Vec<ControlEntry>,
}

impl Drawn {
    pub fn picture(&mut self, place: (u32, u32), name: &str) {
        let shape = Shape {
            place,
            picture: Some(name.to_owned()),
            ..Shape::default()
        };
        self.objects.push(Overlay { id: None, shape });
    }
}

/// How far a form control is set; what it says depends on whether it has a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FormControl {
    /// `Checkbox`, `Radio`, `Drop`, `List`, `Scroll`, `Spin`, …, with or without capitals.
    pub kind: String,
    /// `0`, `1`, `2` or a word.
    pub checked: String,
    pub selected: String,
    pub value: String,
}

impl FormControl {
    /// What it is set to in words. One that is not ticked says something only by its label.
    pub(super) fn state(&self, labelled: bool) -> Option<String> {
        let number = |text: &str| text.trim().parse::<i64>().ok().filter(|n| *n != 0);
        let mark = |set: &str, unset: &str| match self.checked.trim().to_lowercase().as_str() {
            "1" | "checked" | "true" => Some(set.to_owned()),
            "2" | "mixed" => Some("中間".to_owned()),
            _ => labelled.then(|| unset.to_owned()),
        };
        match self.kind.to_lowercase().as_str() {
            "checkbox" => mark("チェックあり", "チェックなし"),
            "radio" => mark("選択あり", "選択なし"),
            "drop" | "list" => number(&self.selected).map(|n| format!("{n}番目を選択")),
            "scroll" | "spin" => number(&self.value).map(|n| format!("値{n}")),
            _ => None,
        }
    }
}
