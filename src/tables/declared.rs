//! Columns of the fields that are declared for the form: heading, width, kind and meaning are the declaration's.

use super::{Cell, Column, Field, Heading};
use crate::audience::Fields;

/// The column of a declared field in the workbook and in the open data.
pub fn column<'a, T: 'a, F: Fields>(field: F, get: impl Fn(&T) -> Cell + 'a) -> Column<'a, T> {
    let declared = field.declared();
    let (name, meaning) = (declared.label, declared.meaning);
    let open = match declared.kind {
        kind if kind.is_figure() => Field::number(name, meaning),
        _ => Field::text(name, meaning),
    };
    inside(field, get).open(open)
}

/// The column of a declared field in the workbook alone.
pub fn inside<'a, T: 'a, F: Fields>(field: F, get: impl Fn(&T) -> Cell + 'a) -> Column<'a, T> {
    let declared = field.declared();
    let name = match declared.kind.unit() {
        Some(unit) => format!("{}（{unit}）", declared.label),
        None => declared.label.to_owned(),
    };
    let heading = match declared.kind {
        kind if kind.is_figure() => Heading::number(name, declared.width),
        kind if kind.is_text() => Heading::text(name, declared.width),
        _ => Heading::centre(name, declared.width),
    };
    heading.of(get)
}
