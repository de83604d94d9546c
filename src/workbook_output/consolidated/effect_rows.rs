//! 効果額明細: one row for each report that gives an effect. 単年度 and 継続 stand in columns of their own, so that
//! the totals below follow a filter.

use super::super::formula::{column, here, rounded};
use super::super::page::{List, Paper};
use super::initiatives::{effect_formula, refused};
use super::{Cell, Column, Derived, EFFECT_TABLE, Edition, Place, Placed, Row, Rule, Table, span};
use crate::audience::Shown;
use crate::audience::parts::{EffectRow, EffectTable};

pub(super) const NAME: &str = "効果額明細";

/// Headings that formulas refer to.
pub(super) const DEPARTMENT: &str = "課名";
pub(super) const ITEM: &str = "実施項目の番号";
pub(super) const KIND_HEADING: &str = "効果額の区分";
pub(super) const REVENUE: &str = "歳入増（千円）";
pub(super) const SAVING: &str = "歳出減（千円）";
pub(super) const EFFECT: &str = "効果額（千円）";
pub(super) const SINGLE_YEAR: &str = "うち単年度（千円）";
pub(super) const CONTINUING: &str = "うち継続（千円）";
pub(super) const KINDS: [&str; 2] = ["単年度", "継続"];

/// Columns of the department, the item's number, the kind, and the three figures.
pub(super) const DEPARTMENT_AT: u16 = 1;
pub(super) const ITEM_AT: u16 = 2;
pub(super) const KIND: u16 = 4;
pub(super) const FIGURES: std::ops::RangeInclusive<u16> = 5..=7;
/// Columns of 単年度 and 継続.
pub(super) const OF_KIND: [u16; 2] = [8, 9];

/// The most decimals of an amount in the table.
pub(super) fn places(effect: &EffectTable) -> u32 {
    let amounts = effect.rows.iter().flat_map(|r| [&r.revenue, &r.saving]);
    let scales = amounts.flatten().map(|shown| match shown {
        Shown::Figure(figure) => figure.value.normalize().scale(),
        Shown::Text(_) => 0,
    });
    scales.max().unwrap_or(0)
}

pub(super) fn list(edition: &Edition) -> List {
    let effect = edition.effect;
    let places = places(effect);
    let refused = effect.rows.iter().any(|row| refused(Some(&row.effect)));
    let refused = refused.then(|| edition.refused());
    let mut rows: Vec<Row> = effect.rows.iter().map(row).collect();
    if !rows.is_empty() {
        rows.push(total(edition, places));
    }
    List {
        name: NAME,
        notes: vec![
            "単位：千円　効果額＝歳入増＋歳出減　▲は負の数を表します。「参考」、区分のないもの及び括弧書きは、合計に含みません。".to_owned(),
            "合計は、フィルターで表示している行のものです。".to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: columns(places, refused),
            rows,
        },
    }
}

fn columns(places: u32, refused: Option<&str>) -> Vec<Column> {
    let effect = effect_formula(EFFECT_TABLE, [REVENUE, SAVING], places, refused);
    let of_kind = |kind: &str| {
        let (own, effect) = (here(EFFECT_TABLE, KIND_HEADING), here(EFFECT_TABLE, EFFECT));
        match refused {
            Some(_) => format!("IF(AND({own}=\"{kind}\",ISNUMBER({effect})),{effect},\"\")"),
            None => format!("IF({own}=\"{kind}\",{effect},\"\")"),
        }
    };
    let [single_year, continuing] = KINDS.map(of_kind);
    vec![
        Column::centre("番号", 12.0).key(),
        Column::text(DEPARTMENT, 20.0).key(),
        Column::centre(ITEM, 10.0),
        Column::text("実施項目", 28.0),
        Column::centre(KIND_HEADING, 14.0),
        Column::number(REVENUE, 16.0),
        Column::number(SAVING, 16.0),
        Column::number(EFFECT, 16.0).formula(effect),
        Column::number(SINGLE_YEAR, 16.0).formula(single_year),
        Column::number(CONTINUING, 16.0).formula(continuing),
        Column::text("算定根拠", 40.0),
    ]
}

fn row(row: &EffectRow) -> Row {
    let of_kind = |kind: &str| match &row.effect {
        // The figure stands left of it already, with its key.
        Shown::Figure(figure) if row.kind == kind => {
            Cell::calculated(Cell::Figure(figure.value, figure.places))
        }
        _ => Cell::calculated(Cell::Blank),
    };
    let [single_year, continuing] = KINDS.map(of_kind);
    // Where one of the two was refused the other is in no total: a text in brackets, which no sum takes in.
    let amount = |shown: &Option<Shown>| match (shown, &row.effect) {
        (Some(Shown::Figure(figure)), Shown::Text(_)) => Cell::Text(format!("（{}）", figure.text)),
        _ => Cell::from(shown),
    };
    Row::plain(vec![
        Cell::from(&row.number),
        Cell::from(&row.department),
        Cell::from(&row.item_number),
        Cell::from(&row.item_title),
        Cell::from(&row.kind),
        amount(&row.revenue),
        amount(&row.saving),
        Cell::calculated(&row.effect),
        single_year,
        continuing,
        Cell::from(&row.basis),
    ])
}

/// Totals of the rows that a filter leaves.
fn total(edition: &Edition, places: u32) -> Row {
    let pair = &edition.tables.effects.total;
    let of_kind = |heading: &str, figures: &Option<crate::audience::tables::EffectFigures>| {
        let cells = column(EFFECT_TABLE, heading);
        let sum = rounded(&format!("SUBTOTAL(109,{cells})"), places);
        let formula = format!("IF(COUNT({cells})=0,\"\",{sum})");
        Cell::formula(
            formula,
            figures.as_ref().map_or(Cell::Blank, |f| (&f.effect).into()),
        )
    };
    let mut cells = vec![Cell::from("合計")];
    cells.extend(std::iter::repeat_n(Cell::Blank, 7));
    cells.push(of_kind(SINGLE_YEAR, &pair.single_year));
    cells.push(of_kind(CONTINUING, &pair.continuing));
    cells.push(Cell::Blank);
    Row::total(cells)
}

/// How 効果額 follows from what stands left of it, and the totals from the rows.
pub(super) fn derived(edition: &Edition, placed: &Placed) -> Vec<Derived> {
    let effect = edition.effect;
    let [revenue, saving, total] = [5, 6, 7];
    let known = placed.rows.iter().zip(&effect.rows);
    let known = known.filter(|(_, row)| matches!(row.effect, Shown::Figure(_)));
    let mut all: Vec<Derived> = known
        .map(|(row, _)| {
            let place = |column| Place::new(NAME, *row, column);
            let of = vec![place(revenue), place(saving)];
            let less = Vec::new();
            Derived {
                at: place(total),
                rule: Rule::Added { of, less },
            }
        })
        .collect();
    let pair = &edition.tables.effects.total;
    let reported = [&pair.single_year, &pair.continuing].map(Option::is_some);
    let totals = OF_KIND
        .into_iter()
        .zip(reported)
        .filter(|(_, given)| *given);
    all.extend(totals.map(|(column, _)| Derived {
        at: Place::new(NAME, placed.last_plain + 1, column),
        rule: Rule::Sum {
            of: span(NAME, placed, column),
            given: Vec::new(),
        },
    }));
    all
}
