//! 計画の変更: what changed in the plan since the cycle compared with.

use super::Cycle;
use super::table::Table;
use crate::audience::PublicView;
use crate::audience::revisions::RevisionView;
use crate::tables::{Cell, Field, columns};

/// The table, where something changed.
pub(super) fn table(view: &PublicView, cycle: &Cycle) -> Option<Table> {
    type Row<'a> = (usize, &'a RevisionView);
    let rows = &view.revisions.rows;
    let columns = columns![r: Row;
        Field::integer("順", "報告書に掲げた順").required() => Cell::count(r.0 + 1);
        Field::text("番号", "変更したものの、印刷する番号。計画全体は「計画」").required() => &r.1.number;
        Field::text("名称", "変更したものの名称").required() => &r.1.name;
        Field::text("種類", "新規、終了、統合、移動、改番、名称、所管、目標、単位、期間、その他").required() => &r.1.kind;
        Field::text("変更前", "変更の前の内容") => &r.1.old;
        Field::text("変更後", "変更の後の内容") => &r.1.new;
        Field::text("理由", "変更の理由") => &r.1.reason;
        Field::date("年月日", "変更した日") => &r.1.date;
    ];
    let table = || {
        Table::new(
            "plan-changes",
            "計画の変更",
            "前回の進捗調査から計画を改めた事項とその理由",
        )
        .key(&["順"])
        .of(cycle.before(columns), rows.iter().enumerate())
    };
    (!rows.is_empty()).then(table)
}
