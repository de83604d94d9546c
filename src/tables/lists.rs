//! The short lists that every body sees: 評価区分 and 用語.

use super::{Cell, Column, Field, Heading, columns};
use crate::audience::parts::{GradeColumn, TermView};

/// 評価区分: what the grades mean.
pub fn grades<'a>() -> Vec<Column<'a, &'a GradeColumn>> {
    columns![g: &GradeColumn;
        Field::integer("順", "評価区分の並び順").required() => Cell::count(g.rank + 1);
        Heading::centre("記号", 10.0).key(), Field::text("評価", "評価の記号").required() => Cell::grade(&g.symbol, g.colour.as_deref(), g.rank);
        Heading::text("名称", 24.0).key(), Field::text("評価名", "評価の名称").required() => &g.name;
        Heading::text("定義", 70.0), Field::text("定義", "評価の定義") => &g.definition;
        Heading::centre("割合に含める", 14.0), Field::flag("割合に含める", "割合の分母に含めるか").required() => Cell::yes_or_no(g.counted);
        Heading::centre("順調とみなす", 14.0), Field::flag("順調とみなす", "順調として数えるか").required() => Cell::yes_or_no(g.on_track);
    ]
}

/// 用語.
pub fn glossary<'a>() -> Vec<Column<'a, &'a TermView>> {
    columns![t: &TermView;
        Heading::text("用語", 30.0).key(), Field::text("用語", "用語").required() => &t.term;
        Heading::text("説明", 90.0), Field::text("説明", "用語の説明").required() => &t.explanation;
    ]
}
