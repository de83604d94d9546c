//! 意見と市の対応, a row each.

use super::{Cell, Column, Field, Heading, columns};
use crate::audience::opinions::{OpinionState, OpinionView};

/// The name of the sheet and of the Excel table.
pub const NAME: &str = "意見と市の対応";

/// The list of the workbook and 意見 of the open data. `internal`: for those who see opinions that are not public.
pub fn columns<'a>(internal: bool) -> Vec<Column<'a, &'a OpinionView>> {
    let mut columns = columns![o: &OpinionView;
        Heading::centre("番号", 10.0).key(), Field::text("意見番号", "意見の番号（調査回が変わっても変わらない）").required() => &o.number;
        Heading::text("会議", 18.0), Field::text("会議", "意見の出た会議と回").required() => &o.occasion;
        Heading::text("開催日", 18.0), Field::date("開催日", "会議の開催日") => &o.date;
        Heading::text("意見", 50.0), Field::text("意見", "意見の内容").required() => &o.text;
        Heading::centre("実施項目の番号", 11.0) => &o.item_number;
        super::items::ITEM.optional() => &o.item;
        Heading::text("市の対応", 50.0), Field::text("市の対応", "意見に対する市の対応（まだないものは空白）") => &o.answer;
        Heading::centre("状況", 12.0), Field::text("状況", "対応の状況").required().one_of(&OpinionState::WORDS) => o.state;
    ];
    if internal {
        columns.extend(columns![o: &OpinionView;
            Heading::centre("公開", 9.0) => Cell::yes_or_no(!o.internal);
        ]);
    }
    columns
}
