//! 変更点: what is not as it was last cycle, one row each.

use super::super::page::{List, Paper};
use super::{Edition, Table};
use crate::audience::parts::Change;
use crate::audience::tables::ChangeRow;
use crate::tables::initiatives::most_places;
use crate::tables::items::CODE;
use crate::tables::{Cell, Column, Heading, Named, Rule};

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
        notes: vec![format!(
            "「前回」は{previous}です。評価、取組の実施状況及び指標の実績値が前回と違うもの並びに始まった項目及び終わった項目を載せています。"
        )],
        paper: Paper::A4,
        table: Table::of(columns(places), rows),
    }
}

fn columns<'a>(places: u32) -> Vec<Column<'a, &'a ChangeRow>> {
    let difference = Rule::Difference {
        now: NOW.here(),
        before: BEFORE.here(),
        places,
    };
    vec![
        Heading::centre("種別", 12.0)
            .key()
            .of(|c: &&ChangeRow| c.kind.label().into()),
        Heading::centre("番号", 12.0)
            .key()
            .of(|c: &&ChangeRow| (&c.number).into()),
        Heading::text("名称", 40.0)
            .key()
            .of(|c: &&ChangeRow| (&c.name).into()),
        Heading::centre(CODE, 11.0).of(|c: &&ChangeRow| (&c.id).into()),
        Heading::text("課名", 20.0).of(|c: &&ChangeRow| (&c.department).into()),
        Heading::number(&*BEFORE.heading, 16.0).of(|c: &&ChangeRow| (&c.before).into()),
        Heading::number(&*NOW.heading, 16.0).of(|c: &&ChangeRow| (&c.now).into()),
        Heading::number("差", 13.0)
            .rule(difference)
            .of(|c: &&ChangeRow| {
                let difference = c.difference.as_ref();
                Cell::calculated(difference.map_or(Cell::Blank, Cell::difference))
            }),
        Heading::centre("単位", 9.0).of(|c: &&ChangeRow| (&c.unit).into()),
        Heading::centre("変化", 20.0)
            .attention(&[Change::Down.label()])
            .of(|c: &&ChangeRow| (&c.note).into()),
    ]
}
