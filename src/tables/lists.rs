//! The short lists that every body sees: 評価区分 and 用語.

use super::{Cell, Column, Field, Heading};
use crate::audience::parts::{GradeColumn, TermView};

/// 評価区分: what the grades mean.
pub fn grades<'a>() -> Vec<Column<'a, &'a GradeColumn>> {
    vec![
        Field::integer("順", "評価区分の並び順")
            .required()
            .of(|g: &&GradeColumn| Cell::count(g.rank + 1)),
        Heading::centre("記号", 10.0)
            .key()
            .of(|g: &&GradeColumn| Cell::grade(&g.symbol, g.colour.as_deref(), g.rank))
            .open(Field::text("評価", "評価の記号").required()),
        Heading::text("名称", 24.0)
            .key()
            .of(|g: &&GradeColumn| (&g.name).into())
            .open(Field::text("評価名", "評価の名称").required()),
        Heading::text("定義", 70.0)
            .of(|g: &&GradeColumn| (&g.definition).into())
            .open(Field::text("定義", "評価の定義")),
        Heading::centre("割合に含める", 14.0)
            .of(|g: &&GradeColumn| Cell::yes_or_no(g.counted))
            .open(Field::flag("割合に含める", "割合の分母に含めるか").required()),
        Heading::centre("順調とみなす", 14.0)
            .of(|g: &&GradeColumn| Cell::yes_or_no(g.on_track))
            .open(Field::flag("順調とみなす", "順調として数えるか").required()),
    ]
}

/// 用語.
pub fn glossary<'a>() -> Vec<Column<'a, &'a TermView>> {
    vec![
        Heading::text("用語", 30.0)
            .key()
            .of(|t: &&TermView| (&t.term).into())
            .open(Field::text("用語", "用語").required()),
        Heading::text("説明", 90.0)
            .of(|t: &&TermView| (&t.explanation).into())
            .open(Field::text("説明", "用語の説明").required()),
    ]
}
