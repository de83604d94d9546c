//! 変更点: what is not as it was last cycle, one row each.

use super::super::page::{List, Paper};
use super::{Edition, Table};
use crate::audience::parts::Change;
use crate::audience::tables::ChangeRow;
use crate::tables::initiatives::most_places;
use crate::tables::items::CODE;
use crate::tables::{Cell, Column, Heading, Named, Rule, columns};

/// Name of the sheet and of its Excel table.
pub(super) const NAME: &str = "変更点";
const BEFORE: Named = Named::new(NAME, "前回");
const NOW: Named = Named::new(NAME, "今回");

pub(super) fn list(edition: &Edition) -> List {
    let previous = edition.matrix.previous_cycle.as_deref().unwrap_or("前回");
    let rows = &edition.tables.changes;
    let places = most_places(rows.iter().flat_map(|r| [&r.before, &r.now]));
    List {
        name: NAME,
        notes: notes(edition, previous),
        paper: Paper::A4,
        table: Table::of(columns(places), rows),
    }
}

fn notes(edition: &Edition, previous: &str) -> Vec<String> {
    let mut notes = vec![format!(
        "「前回」は{previous}です。評価、取組の実施状況及び指標の実績値が前回と違うもの並びに始まった項目及び終わった項目を載せています。"
    )];
    // Without a difference of counts the scale of grades changed.
    if edition.tables.before.is_none() {
        let why = edition.matrix.changes_note.as_ref();
        notes.extend(why.map(|why| why.text.clone()));
    }
    notes
}

fn columns<'a>(places: u32) -> Vec<Column<'a, &'a ChangeRow>> {
    let difference = Rule::Difference {
        now: NOW.here(),
        before: BEFORE.here(),
        places,
    };
    columns![c: &ChangeRow;
        Heading::centre("種別", 12.0).key() => c.kind.label();
        Heading::centre("番号", 12.0).key() => &c.number;
        Heading::text("名称", 40.0).key() => &c.name;
        Heading::centre(CODE, 11.0) => &c.id;
        Heading::text("課名", 20.0) => &c.department;
        Heading::number(&*BEFORE.heading, 16.0) => &c.before;
        Heading::number(&*NOW.heading, 16.0) => &c.now;
        Heading::number("差", 13.0).rule(difference) => Cell::calculated(c.difference.as_ref().map_or(Cell::Blank, Cell::difference));
        Heading::centre("単位", 9.0) => &c.unit;
        Heading::centre("変化", 20.0).attention(&[Change::Down.label()]) => &c.note;
    ]
}
