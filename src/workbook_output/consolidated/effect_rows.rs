//! 効果額明細: one row for each report that gives an effect. 単年度 and 継続 stand in columns of their own, so that
//! the totals below follow a filter.

use super::super::page::{List, Paper};
use super::links::Links;
use super::{Edition, ITEM_NUMBER, Table};
use crate::audience::Shown;
use crate::audience::parts::{EffectRow, EffectTable};
use crate::audience::tables::EffectFigures;
use crate::tables::initiatives::{effect_rule, most_places};
use crate::tables::{Cell, Column, Heading, Named, Rule, columns};

/// Name of the sheet and of its Excel table.
pub(super) const NAME: &str = "効果額明細";

/// Columns that rules go by.
pub(super) const DEPARTMENT: Named = Named::new(NAME, "課名");
pub(super) const ITEM: Named = Named::new(NAME, ITEM_NUMBER);
pub(super) const KIND: Named = Named::new(NAME, "効果額の区分");
const REVENUE_HEADING: &str = "歳入増（千円）";
const SAVING_HEADING: &str = "歳出減（千円）";
pub(super) const REVENUE: Named = Named::new(NAME, REVENUE_HEADING);
pub(super) const SAVING: Named = Named::new(NAME, SAVING_HEADING);
pub(super) const EFFECT: Named = Named::new(NAME, "効果額（千円）");
pub(super) const SINGLE_YEAR: Named = Named::new(NAME, "うち単年度（千円）");
pub(super) const CONTINUING: Named = Named::new(NAME, "うち継続（千円）");

/// The most decimals of an amount in the table.
pub(super) fn places(effect: &EffectTable) -> u32 {
    most_places(effect.rows.iter().flat_map(|r| [&r.revenue, &r.saving]))
}

pub(super) fn list(edition: &Edition, links: &Links<'_>) -> List {
    let to = |r: &&EffectRow| links.of_number(&r.number, &r.department);
    let columns = columns(edition).into_iter().map(|c| c.linked("番号", to));
    List {
        name: NAME,
        notes: vec![
            "単位：千円　効果額＝歳入増＋歳出減　▲は負の数を表します。「参考」、区分のないもの及び括弧書きは、合計に含みません。".to_owned(),
            "合計は、フィルターで表示している行のものです。".to_owned(),
        ],
        paper: Paper::A3,
        table: Table::of(columns.collect(), &edition.effect.rows),
    }
}

fn columns<'a>(edition: &Edition<'a>) -> Vec<Column<'a, &'a EffectRow>> {
    let places = places(edition.effect);
    let total = &edition.tables.effects.total;
    let effect = effect_rule(
        NAME,
        [REVENUE_HEADING, SAVING_HEADING],
        places,
        edition.context(),
    );
    let mut columns = columns![r: &EffectRow;
        Heading::centre("番号", 12.0).key().total("合計") => &r.number;
        Heading::text(&*DEPARTMENT.heading, 20.0).key() => &r.department;
        Heading::centre(ITEM_NUMBER, 10.0) => &r.item_number;
        Heading::text("実施項目", 28.0) => &r.item_title;
        Heading::centre(&*KIND.heading, 14.0) => &r.kind;
        Heading::number(REVENUE_HEADING, 16.0) => amount(r, &r.revenue);
        Heading::number(SAVING_HEADING, 16.0) => amount(r, &r.saving);
        Heading::number(&*EFFECT.heading, 16.0).rule(effect) => Cell::calculated(&r.effect);
    ];
    columns.push(of_kind(
        "単年度",
        SINGLE_YEAR,
        total.single_year.as_ref(),
        places,
    ));
    columns.push(of_kind(
        "継続",
        CONTINUING,
        total.continuing.as_ref(),
        places,
    ));
    columns.extend(columns![r: &EffectRow;
        Heading::text("算定根拠", 40.0) => &r.basis;
    ]);
    columns
}

/// Where one of the two was refused the other is in no total: a text in brackets, which no sum takes in.
fn amount(row: &EffectRow, shown: &Option<Shown>) -> Cell {
    match (shown, &row.effect) {
        (Some(Shown::Figure(figure)), Shown::Text(_)) => Cell::Text(format!("（{}）", figure.text)),
        _ => Cell::from(shown),
    }
}

/// 効果額 of a kind, and below it the total of the rows that a filter leaves.
fn of_kind<'a>(
    word: &'static str,
    own: Named,
    total: Option<&EffectFigures>,
    places: u32,
) -> Column<'a, &'a EffectRow> {
    let rule = Rule::OfKind {
        of: EFFECT.here(),
        kind: KIND.here(),
        word,
    };
    Heading::number(&*own.heading, 16.0)
        .rule(rule)
        .total(Cell::ruled(
            Rule::total(own.all(), places),
            total.map(|t| &t.effect),
        ))
        .of(move |row: &&EffectRow| match &row.effect {
            // The figure stands left of it already, with its key.
            Shown::Figure(figure) if row.kind == word => {
                Cell::calculated(Cell::Number(figure.value, figure.places))
            }
            _ => Cell::calculated(Cell::Blank),
        })
}
