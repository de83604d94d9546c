//! 改革項目, 評価区分, and the totals as the view holds them: by pillar, of 効果額, by department; 用語.

use super::Cycle;
use super::table::Table;
use crate::audience::parts::{DepartmentRow, EffectTotal, GradeMatrix, MatrixRow, PillarOutline};
use crate::audience::{Figure, PublicView};
use crate::tables::{Column, Field, lists};

const PERCENT: &str = "%";
const ITEMS: &str = "項目";
const THOUSAND_YEN: &str = "千円";
/// What the total of all pillars is called.
const ALL: &str = "合計";

pub(super) fn tables(view: &PublicView, cycle: &Cycle) -> Vec<Table> {
    let mut tables = vec![
        pillars(view),
        Table::new("grades", "評価区分", "評価の記号とその意味")
            .key(&["評価"])
            .of(lists::grades(), &view.matrix.columns),
        counts(&view.matrix, cycle),
        summary(&view.matrix, cycle),
        effect(view, cycle),
        departments(view, cycle),
    ];
    if !view.glossary.is_empty() {
        let table = Table::new("glossary", "用語", "用語の説明").key(&["用語"]);
        tables.push(table.of(lists::glossary(), &view.glossary));
    }
    tables
}

fn pillars(view: &PublicView) -> Table {
    Table::new("pillars", "改革項目", "計画の改革項目")
        .key(&["改革項目番号"])
        .of(
            vec![
                Field::text("改革項目番号", "改革項目の番号")
                    .required()
                    .of(|p: &&PillarOutline| (&p.number).into()),
                Field::text("改革項目名", "改革項目の名称")
                    .required()
                    .of(|p: &&PillarOutline| (&p.name).into()),
            ],
            &view.plan.pillars,
        )
}

/// Pillars in their order, then the total.
fn rows(matrix: &GradeMatrix) -> impl Iterator<Item = &MatrixRow> {
    matrix.rows.iter().chain([&matrix.total])
}

/// Which row of the matrix a row is about.
fn scope<'a, T>(of: impl Fn(&T) -> &'a MatrixRow + Copy + 'a) -> [Column<'a, T>; 2] {
    let total = move |row: &T| of(row).number.is_empty();
    [
        Field::text("対象", "改革項目又は合計")
            .required()
            .one_of(&["改革項目", ALL])
            .of(move |row| if total(row) { ALL } else { "改革項目" }.into()),
        Field::text("改革項目番号", "改革項目の番号。合計の行は「合計」")
            .required()
            .of(move |row| match of(row).number.as_str() {
                "" => ALL.into(),
                number => number.into(),
            }),
    ]
}

fn unit<'a, T>(name: &'static str, description: &'static str, unit: &'static str) -> Column<'a, T> {
    let words: &'static [&'static str] = match unit {
        ITEMS => &[ITEMS],
        _ => &[THOUSAND_YEN],
    };
    Field::text(name, description)
        .required()
        .one_of(words)
        .of(move |_| unit.into())
}

/// A count with its row and its grade.
struct Counted<'a> {
    row: &'a MatrixRow,
    symbol: &'a str,
    count: &'a Figure,
    share: Option<&'a Figure>,
    change: Option<&'a Figure>,
}

fn counts(matrix: &GradeMatrix, cycle: &Cycle) -> Table {
    let each = rows(matrix).flat_map(|row| {
        let grades = matrix.columns.iter().enumerate();
        grades.filter_map(move |(at, grade)| {
            Some(Counted {
                row,
                symbol: &grade.symbol,
                count: row.counts.get(at)?,
                share: row.shares.get(at)?.as_ref(),
                change: row.changes.get(at)?.as_ref(),
            })
        })
    });
    let mut columns: Vec<Column<'_, Counted<'_>>> = scope(|c: &Counted<'_>| c.row).into();
    columns.extend([
        Field::text("評価", "評価の記号")
            .required()
            .of(|c: &Counted| c.symbol.into()),
        Field::integer("件数", "その評価の実施項目の数")
            .required()
            .of(|c: &Counted| c.count.into()),
        unit("件数の単位", "件数の単位", ITEMS),
        Field::number("割合", "分母に対する割合（割合に含めない評価は空白）")
            .of(|c: &Counted| c.share.into()),
        Field::text("割合の単位", "割合の単位")
            .one_of(&[PERCENT])
            .of(|c: &Counted| c.share.map(|_| PERCENT).into()),
        Field::integer("前回との差", "前回の調査からの件数の増減")
            .of(|c: &Counted| c.change.into()),
    ]);
    Table::new(
        "grade-counts",
        "評価の集計",
        "改革項目ごとと合計の、評価別の件数と割合。割合は小数第2位を四捨五入しているため、合計が100にならないことがある",
    )
    .key(&["改革項目番号", "評価"])
    .foreign("評価", "grades")
    .of(cycle.before(columns), each)
}

fn summary(matrix: &GradeMatrix, cycle: &Cycle) -> Table {
    type Row<'a> = (
        &'a MatrixRow,
        &'static str,
        Option<&'a Figure>,
        &'static str,
    );
    let each = rows(matrix).flat_map(|row| {
        [
            (row, "実施項目の数", Some(&row.all), ITEMS),
            (row, "割合の分母", Some(&row.denominator), ITEMS),
            (row, "評価のまだない項目の数", Some(&row.missing), ITEMS),
            (row, "順調の割合", row.on_track_share.as_ref(), PERCENT),
        ]
    });
    let mut columns: Vec<Column<'_, Row<'_>>> = scope(|r: &Row<'_>| r.0).into();
    columns.extend([
        Field::text("集計", "何を集計したか")
            .required()
            .one_of(&[
                "実施項目の数",
                "割合の分母",
                "評価のまだない項目の数",
                "順調の割合",
            ])
            .of(|r: &Row| r.1.into()),
        Field::number("値", "集計した値（分母が0のときの割合は空白）").of(|r: &Row| r.2.into()),
        Field::text("単位", "値の単位")
            .required()
            .one_of(&[ITEMS, PERCENT])
            .of(|r: &Row| r.3.into()),
    ]);
    Table::new(
        "grade-summary",
        "総括",
        "改革項目ごとと合計の、実施項目の数、割合の分母及び順調の割合",
    )
    .key(&["改革項目番号", "集計"])
    .of(cycle.before(columns), each)
}

fn effect(view: &PublicView, cycle: &Cycle) -> Table {
    let columns = vec![
        Field::text("効果額の区分", "単年度又は継続")
            .required()
            .one_of(&["単年度", "継続"])
            .of(|t: &&EffectTotal| (&t.kind).into()),
        Field::number("歳入増", "歳入増の合計")
            .required()
            .of(|t: &&EffectTotal| (&t.revenue).into()),
        Field::number("歳出減", "歳出減の合計")
            .required()
            .of(|t: &&EffectTotal| (&t.saving).into()),
        Field::number("効果額", "歳入増と歳出減の計")
            .required()
            .of(|t: &&EffectTotal| (&t.effect).into()),
        unit("単位", "金額の単位", THOUSAND_YEN),
    ];
    Table::new(
        "effect-totals",
        "効果額の合計",
        "効果額の区分ごとの合計（参考と区分のないものは含まない）",
    )
    .key(&["効果額の区分"])
    .of(cycle.before(columns), &view.effect.totals)
}

fn departments(view: &PublicView, cycle: &Cycle) -> Table {
    type Row<'a> = (&'a DepartmentRow, &'static str, &'a str, &'a Figure);
    let each = view.departments.iter().flat_map(|department| {
        let graded = view.matrix.columns.iter().zip(&department.counts);
        let graded = graded.map(move |(c, count)| (department, "評価", c.symbol.as_str(), count));
        let others = [
            (department, "評価なし", "", &department.missing),
            (department, "所管", "", &department.leads),
            (department, "関係", "", &department.contributes),
        ];
        graded.chain(others)
    });
    let columns = vec![
        Field::text("課コード", "課のコード").required().of(|r: &Row| (&r.0.code).into()),
        Field::text("部", "属する部の名称").of(|r: &Row| (&r.0.division).into()),
        Field::text("課名", "課の名称").required().of(|r: &Row| (&r.0.name).into()),
        Field::text("集計", "評価（その評価の件数）、評価なし、所管（所管する項目の数）、関係（関係課としてのみ関わる項目の数）")
            .required()
            .one_of(&["評価", "評価なし", "所管", "関係"])
            .of(|r: &Row| r.1.into()),
        Field::text("評価", "評価の記号（集計が「評価」のときだけ）").of(|r: &Row| r.2.into()),
        Field::integer("件数", "実施項目の数").required().of(|r: &Row| r.3.into()),
        unit("件数の単位", "件数の単位", ITEMS),
    ];
    Table::new(
        "department-counts",
        "課別の集計",
        "課ごとの、所管する実施項目の評価別の件数（所管課が2以上の実施項目は、それぞれの課に数える）",
    )
    .foreign("評価", "grades")
    .of(cycle.before(columns), each)
}
