//! 計画の変更: what changed in the plan since the cycle compared with, one row each.

use super::super::page::{List, Paper};
use super::{Edition, Table};
use crate::audience::revisions::RevisionView;
use crate::tables::{Column, Heading, columns};

/// Name of the sheet and of its Excel table.
pub(super) const NAME: &str = "計画の変更";

pub(super) fn list(edition: &Edition) -> List {
    let since = edition.revisions.since.as_deref().unwrap_or("前回");
    let mut notes = vec![format!(
        "{since}から計画を改めたものです。理由が空白のものは、計画台帳に理由の記載がありません。"
    )];
    let summary = edition.revisions.summary.as_ref();
    notes.extend(summary.map(|summary| summary.text.clone()));
    List {
        name: NAME,
        notes,
        paper: Paper::A4,
        table: Table::of(columns(), &edition.revisions.rows),
    }
}

fn columns<'a>() -> Vec<Column<'a, &'a RevisionView>> {
    columns![r: &RevisionView;
        Heading::centre("番号", 12.0).key() => &r.number;
        Heading::text("名称", 34.0).key() => &r.name;
        Heading::centre("種類", 10.0) => &r.kind;
        Heading::text("変更前", 30.0) => &r.old;
        Heading::text("変更後", 30.0) => &r.new;
        Heading::text("理由", 40.0) => &r.reason;
        Heading::centre("年月日", 17.0) => &r.date;
    ]
}
