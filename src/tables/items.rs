//! 実施項目, a row each: grade and texts, and what the plan says.

use super::{
    Cell, Column, Context, Emphasis, Field, Heading, Highlight, Named, Tint, columns, declared,
};
use crate::audience::parts::{Change, GradeColumn, GradeView, ItemView};
use crate::audience::{ItemField, Open};

/// Headings that rules go by.
pub const PILLAR: Named = Named::new(super::ITEMS, "改革項目の番号");
pub const GRADE: Named = Named::new(super::ITEMS, "評価");
pub const CHANGE: Named = Named::new(super::ITEMS, "評価の変化");
pub const EVALUATING: Named = Named::new(super::ITEMS, "評価する課");
pub const COMPARED: Named = Named::new(super::ITEMS, "増減に含む");
const CHANGES: &[&str] = &[
    Change::Up.label(),
    Change::Down.label(),
    Change::Same.label(),
    Change::Other.label(),
];

/// The plain code of whatever a row is about.
pub const CODE: &str = "コード";

/// The field by which other tables of the open data name an item.
pub const ITEM: Field = Field::text(
    "項目コード",
    "実施項目のコード（印刷する番号が変わっても変わらない。1-①は1-1。表計算ソフトで開くと日付とみなされることがある）",
)
.required();

/// 実施項目一覧 of the workbook and 実施項目 of the open data.
pub fn columns(context: Context<'_>) -> Vec<Column<'_, &ItemView>> {
    let highlights = grade_highlights(&context.matrix.columns);
    let evaluating = &context.tables.evaluating;
    // The four kinds together are all items.
    let compared = context.matrix.previous_cycle.is_some();
    let not_comparable = compared.then_some(Change::Other);
    let staged = !context.matrix.total.firsts.is_empty();
    let mut columns = columns![i: &ItemView;
        Heading::centre("番号", 9.0).key() => &i.number;
        Heading::text("実施項目", 24.0).key() => &i.title;
        Heading::centre(CODE, 9.0) => &i.id;
        ITEM => &i.id;
        Field::text("項目番号", "印刷する番号（1-①）").required() => &i.number;
        Field::text("項目名", "実施項目の名称").required() => &i.title;
        Heading::centre(&*PILLAR.heading, 10.0), Field::text("改革項目番号", "属する改革項目の番号").required() => &i.pillar_number;
        Heading::text("改革項目", 18.0) => &i.pillar_name;
        Heading::text("所管課", 16.0) => &i.leads;
        Heading::text("関係課", 16.0) => &i.partners;
        Field::text("推進施策", "属する推進施策の名称（計画で対応付けていないものは空白）") => &i.measure;
        Heading::centre(&*GRADE.heading, 8.0).highlights(highlights), Field::text("評価", "評価の記号（まだないものは空白）") => grade(i);
        Heading::centre("評価の名称", 16.0) => i.grade.as_ref().map(|g| &g.name).or(i.missing_label.as_ref());
        Field::text("評価の状態", "評価がない場合の状態").one_of(&["集計中"]) => &i.missing_label;
    ];
    if staged {
        columns.extend(stage_columns(&context.matrix.columns));
    }
    columns.extend(columns![i: &ItemView;
        Heading::centre("前回の評価", 10.0), Field::text("前回評価", "前回の調査での評価の記号") => &i.previous_grade;
        Heading::centre(&*CHANGE.heading, 12.0).attention(&[Change::Down.label()]), Field::text("変化", "前回からの評価の変化").one_of(CHANGES) => i.change.or(not_comparable).map(Change::label);
    ]);
    let texts = Open::<ItemField>::fields();
    columns.extend(texts.map(|f| declared::column(f, move |i: &&ItemView| text(i, f))));
    let left_out = &context.tables.left_out;
    if !left_out.is_empty() {
        columns.extend(columns![i: &ItemView;
            Heading::centre(&*COMPARED.heading, 12.0), Field::flag("増減に含む", "改革項目別の件数の増減に含むか（前回なかったもの、改革項目を移したものなどは含まない）") => Cell::yes_or_no(!left_out.contains(&i.id));
        ]);
    }
    columns.extend(columns![i: &ItemView;
        Heading::text(&*EVALUATING.heading, 16.0) => evaluating.get(&i.id);
    ]);
    columns
}

/// The two stages, where the 本部 has evaluated items and the readers may know what the 所管課 gave.
fn stage_columns<'a>(grades: &[GradeColumn]) -> Vec<Column<'a, &'a ItemView>> {
    columns![i: &ItemView;
        Heading::centre("一次評価（所管課）", 11.0).highlights(grade_highlights(grades)), Field::text("一次評価", "所管課による評価の記号") => grade_cell(first(i));
        Heading::text("一次評価の理由", 36.0), Field::text("一次評価の理由", "所管課が評価の記号を選んだ理由") => &i.answers[ItemField::Reason];
        Heading::centre("二次評価（本部）", 11.0).highlights(grade_highlights(grades)), Field::text("二次評価", "推進本部による評価の記号（推進本部が評価していないものは空白）") => grade_cell(i.stages.as_ref().and(i.grade.as_ref()));
        Heading::text("二次評価の理由", 36.0), Field::text("二次評価の理由", "推進本部が評価の記号を決めた理由") => i.stages.as_ref().map(|s| &s.reason);
        Heading::text("二次評価の決定", 22.0), Field::text("二次評価の決定", "評価を決めた会議と日") => i.stages.as_ref().and_then(|s| s.decided.as_ref());
    ]
}

/// What was answered; the reason is that of the grade that counts, as 評価 is.
fn text(item: &ItemView, field: ItemField) -> Cell {
    match field {
        ItemField::Reason => item.reason().into(),
        field => (&item.answers[field]).into(),
    }
}

/// What the 所管課 gave: the grade itself where there is no other.
fn first(item: &ItemView) -> Option<&GradeView> {
    match &item.stages {
        Some(stages) => stages.first.as_ref(),
        None => item.grade.as_ref(),
    }
}

fn grade_cell(grade: Option<&GradeView>) -> Cell {
    grade.map_or(Cell::Blank, |g| {
        Cell::grade(&g.symbol.text, g.colour.as_deref(), g.rank)
    })
}

/// The symbol of a grade on its ground.
fn grade(item: &ItemView) -> Cell {
    grade_cell(item.grade.as_ref())
}

/// The looks of grades' symbols.
pub fn grade_highlights(grades: &[GradeColumn]) -> Vec<Highlight> {
    let highlight = |g: &GradeColumn| Highlight {
        word: g.symbol.clone(),
        emphasis: Emphasis::Ground(Tint::new(g.colour.as_deref(), g.rank)),
    };
    grades.iter().map(highlight).collect()
}

/// 計画内容一覧 of the workbook.
pub fn plan_columns<'a>() -> Vec<Column<'a, &'a ItemView>> {
    columns![i: &ItemView;
        Heading::centre("番号", 9.0).key() => &i.number;
        Heading::text("実施項目", 26.0).key() => &i.title;
        Heading::centre(CODE, 9.0) => &i.id;
        Heading::text("改革項目", 20.0) => Cell::Text(format!("{} {}", i.pillar_number, i.pillar_name));
        Heading::text("推進施策", 20.0) => &i.measure;
        Heading::text("所管課", 16.0) => &i.leads;
        Heading::text("関係課", 16.0) => &i.partners;
        Heading::text("現状と課題", 40.0) => &i.situation;
        Heading::text("取組方針", 40.0) => &i.policy;
    ]
}
