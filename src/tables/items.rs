//! 実施項目, a row each: grade and texts, and what the plan says.

use super::{Cell, Column, Context, Emphasis, Field, Heading, Highlight, Named, Tint, declared};
use crate::audience::parts::{Change, GradeColumn, GradeView, ItemView};
use crate::audience::{ItemField, Open};

/// Headings that rules go by.
pub const PILLAR: Named = Named::new(super::ITEMS, "改革項目の番号");
pub const GRADE: Named = Named::new(super::ITEMS, "評価");
pub const CHANGE: Named = Named::new(super::ITEMS, "評価の変化");
pub const EVALUATING: Named = Named::new(super::ITEMS, "評価する課");
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
    let mut columns = head();
    columns.extend(grade(context));
    let texts = Open::<ItemField>::fields();
    columns.extend(texts.map(|f| declared::column(f, move |i: &&ItemView| (&i.answers[f]).into())));
    let evaluating = &context.tables.evaluating;
    columns.push(
        Heading::text(&*EVALUATING.heading, 16.0)
            .of(move |i: &&ItemView| evaluating.get(&i.id).into()),
    );
    columns
}

/// Which item it is, whose, and of what in the plan.
fn head<'a>() -> Vec<Column<'a, &'a ItemView>> {
    vec![
        Heading::centre("番号", 9.0)
            .key()
            .of(|i: &&ItemView| (&i.number).into()),
        Heading::text("実施項目", 24.0)
            .key()
            .of(|i: &&ItemView| (&i.title).into()),
        Heading::centre(CODE, 9.0).of(|i: &&ItemView| (&i.id).into()),
        ITEM.of(|i: &&ItemView| (&i.id).into()),
        Field::text("項目番号", "印刷する番号（1-①）")
            .required()
            .of(|i: &&ItemView| (&i.number).into()),
        Field::text("項目名", "実施項目の名称")
            .required()
            .of(|i: &&ItemView| (&i.title).into()),
        Heading::centre(&*PILLAR.heading, 10.0)
            .of(|i: &&ItemView| (&i.pillar_number).into())
            .open(Field::text("改革項目番号", "属する改革項目の番号").required()),
        Heading::text("改革項目", 18.0).of(|i: &&ItemView| (&i.pillar_name).into()),
        Heading::text("所管課", 16.0).of(|i: &&ItemView| (&i.leads).into()),
        Heading::text("関係課", 16.0).of(|i: &&ItemView| (&i.partners).into()),
        Field::text(
            "推進施策",
            "属する推進施策の名称（計画で対応付けていないものは空白）",
        )
        .of(|i: &&ItemView| (&i.measure).into()),
    ]
}

fn grade(context: Context<'_>) -> Vec<Column<'_, &ItemView>> {
    let highlights = grade_highlights(&context.matrix.columns);
    vec![
        Heading::centre(&*GRADE.heading, 8.0)
            .highlights(highlights)
            .of(|i: &&ItemView| grade_cell(i.grade.as_ref()))
            .open(Field::text("評価", "評価の記号（まだないものは空白）")),
        Heading::centre("評価の名称", 16.0).of(|i: &&ItemView| match &i.grade {
            Some(grade) => (&grade.name).into(),
            None => (&i.missing_label).into(),
        }),
        Field::text("評価の状態", "評価がない場合の状態")
            .one_of(&["集計中"])
            .of(|i: &&ItemView| (&i.missing_label).into()),
        Heading::centre("前回の評価", 10.0)
            .of(|i: &&ItemView| (&i.previous_grade).into())
            .open(Field::text("前回評価", "前回の調査での評価の記号")),
        Heading::centre(&*CHANGE.heading, 12.0)
            .attention(&[Change::Down.label()])
            .of(|i: &&ItemView| i.change.map(Change::label).into())
            .open(Field::text("変化", "前回からの評価の変化").one_of(CHANGES)),
    ]
}

/// The symbol of a grade on its ground.
fn grade_cell(grade: Option<&GradeView>) -> Cell {
    grade.map_or(Cell::Blank, |g| {
        Cell::grade(&g.symbol.text, g.colour.as_deref(), g.rank)
    })
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
    vec![
        Heading::centre("番号", 9.0)
            .key()
            .of(|i: &&ItemView| (&i.number).into()),
        Heading::text("実施項目", 26.0)
            .key()
            .of(|i: &&ItemView| (&i.title).into()),
        Heading::centre(CODE, 9.0).of(|i: &&ItemView| (&i.id).into()),
        Heading::text("改革項目", 20.0)
            .of(|i: &&ItemView| Cell::Text(format!("{} {}", i.pillar_number, i.pillar_name))),
        Heading::text("推進施策", 20.0).of(|i: &&ItemView| (&i.measure).into()),
        Heading::text("所管課", 16.0).of(|i: &&ItemView| (&i.leads).into()),
        Heading::text("関係課", 16.0).of(|i: &&ItemView| (&i.partners).into()),
        Heading::text("現状と課題", 40.0).of(|i: &&ItemView| (&i.situation).into()),
        Heading::text("取組方針", 40.0).of(|i: &&ItemView| (&i.policy).into()),
    ]
}
