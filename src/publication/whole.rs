//! 計画期間の総括, at the end of the plan's last year: grades, actuals and effects of every year, one value a row.

use super::table::Table;
use crate::audience::whole::{WholeEffect, WholeIndicator, WholeItem, WholeView, WholeYear};
use crate::audience::{PublicView, Shown, Text};
use crate::tables::{Cell, Field, columns};

pub(super) fn tables(view: &PublicView) -> Vec<Table> {
    let Some(whole) = &view.whole else {
        return Vec::new();
    };
    vec![effects(whole), grades(whole), actuals(whole)]
}

const YEAR: Field =
    Field::year("年度", "実績の年度（4月に始まる年度の、始まりの年の西暦）").required();

fn effects(whole: &WholeView) -> Table {
    let rows = whole.effects.iter().filter(|e| e.western.is_some());
    let columns = columns![e: &WholeEffect;
        YEAR => e.western.map_or(Cell::Blank, Cell::Year);
        Field::number("目標効果額", "計画した効果額") => e.planned.as_ref();
        Field::number("単年度", "単年度の効果額") => e.single_year.as_ref();
        Field::number("継続", "継続の効果額") => e.continuing.as_ref();
        Field::number("区分なし", "区分の分からない過年度の効果額") => e.listed.as_ref();
        Field::number("効果額", "単年度、継続及び区分なしの計（実績の分からない年度は空白）") => e.achieved.as_ref();
        Field::text("単位", "金額の単位").required().one_of(&["千円"]) => "千円";
    ];
    Table::new(
        "whole-period-effects",
        "計画期間の効果額",
        "計画期間の年度ごとの、計画した効果額と実績の効果額",
    )
    .key(&["年度"])
    .of(columns, rows)
}

fn grades(whole: &WholeView) -> Table {
    type Row<'a> = (&'a WholeItem, &'a WholeYear, &'a Text);
    let rows = whole.items.iter().flat_map(|item| {
        let years = whole.years.iter().zip(&item.grades);
        years.filter_map(move |(year, grade)| Some((item, year, grade.as_ref()?)))
    });
    let columns = columns![r: Row;
        Field::text("項目コード", "実施項目のコード（計画から除かれたもの及び終わったものを含む）").required() => &r.0.id;
        Field::text("項目番号", "印刷する番号").required() => &r.0.number;
        Field::text("項目名", "実施項目の名称").required() => &r.0.title;
        YEAR => Cell::Year(r.1.western);
        Field::text("評価", "その年度の評価の記号").required() => r.2;
    ];
    Table::new(
        "whole-period-grades",
        "計画期間の評価",
        "計画期間に計画にあった全ての実施項目の、年度ごとの評価",
    )
    .key(&["項目コード", "年度"])
    .of(columns, rows)
}

fn actuals(whole: &WholeView) -> Table {
    type Row<'a> = (&'a WholeIndicator, &'a WholeYear, &'a Shown);
    let rows = whole.indicators.iter().flat_map(|indicator| {
        let years = whole.years.iter().zip(&indicator.actuals);
        years.filter_map(move |(year, actual)| Some((indicator, year, actual.as_ref()?)))
    });
    let columns = columns![r: Row;
        Field::text("指標コード", "指標のコード").required() => &r.0.id;
        Field::text("指標番号", "印刷する番号").required() => &r.0.number;
        Field::text("指標名", "指標の名称").required() => &r.0.name;
        Field::text("単位", "実績値の単位") => &r.0.unit;
        YEAR => Cell::Year(r.1.western);
        Field::number("実績値", "その年度の実績値") => r.2;
        Field::text("実績（文章）", "実績が文章のときの実績") => r.2;
    ];
    Table::new(
        "whole-period-actuals",
        "計画期間の指標",
        "計画期間の指標の、年度ごとの実績値",
    )
    .key(&["指標コード", "年度"])
    .of(columns, rows)
}
