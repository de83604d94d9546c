//! 改革項目, 評価区分, and the totals as the view holds them: by pillar, of 効果額, by department; 用語.

use super::Cycle;
use super::table::Table;
use crate::audience::parts::{
    DepartmentRow, EffectTotal, GradeColumn, GradeMatrix, MatrixRow, PillarOutline,
};
use crate::audience::{Figure, PublicView};
use crate::tables::{Field, columns, lists};

const PERCENT: &str = "%";
const ITEMS: &str = "項目";
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
    let columns = columns![p: &PillarOutline;
        Field::text("改革項目番号", "改革項目の番号").required() => &p.number;
        Field::text("改革項目名", "改革項目の名称").required() => &p.name;
    ];
    Table::new("pillars", "改革項目", "計画の改革項目")
        .key(&["改革項目番号"])
        .of(columns, &view.plan.pillars)
}

/// Pillars in their order, then the total.
fn rows(matrix: &GradeMatrix) -> impl Iterator<Item = &MatrixRow> {
    matrix.rows.iter().chain([&matrix.total])
}

const SCOPE: Field = Field::text("対象", "改革項目又は合計")
    .required()
    .one_of(&["改革項目", ALL]);
const PILLAR: Field = Field::text("改革項目番号", "改革項目の番号。合計の行は「合計」").required();
const UNIT: Field = Field::text("件数の単位", "件数の単位")
    .required()
    .one_of(&[ITEMS]);

/// What a row of the matrix is about: [`SCOPE`] and [`PILLAR`].
fn scope(row: &MatrixRow) -> (&str, &str) {
    match row.number.as_str() {
        "" => (ALL, ALL),
        number => ("改革項目", number),
    }
}

fn counts(matrix: &GradeMatrix, cycle: &Cycle) -> Table {
    type Row<'a> = (&'a MatrixRow, usize, &'a GradeColumn);
    let each = rows(matrix).flat_map(|row| {
        let grades = matrix.columns.iter().enumerate();
        grades.map(move |(at, grade)| (row, at, grade))
    });
    let share = |r: &Row<'_>| r.0.shares.get(r.1)?.clone();
    let columns = columns![r: Row;
        SCOPE => scope(r.0).0;
        PILLAR => scope(r.0).1;
        Field::text("評価", "評価の記号").required() => &r.2.symbol;
        Field::integer("件数", "その評価の実施項目の数").required() => r.0.counts.get(r.1);
        UNIT => ITEMS;
        Field::number("割合", "分母に対する割合（割合に含めない評価は空白）") => &share(r);
        Field::text("割合の単位", "割合の単位").one_of(&[PERCENT]) => share(r).map(|_| PERCENT);
        Field::integer("前回との差", "前回の調査からの件数の増減") => r.0.changes.get(r.1).and_then(Option::as_ref);
    ];
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
    let columns = columns![r: Row;
        SCOPE => scope(r.0).0;
        PILLAR => scope(r.0).1;
        Field::text("集計", "何を集計したか").required().one_of(&["実施項目の数", "割合の分母", "評価のまだない項目の数", "順調の割合"]) => r.1;
        Field::number("値", "集計した値（分母が0のときの割合は空白）") => r.2;
        Field::text("単位", "値の単位").required().one_of(&[ITEMS, PERCENT]) => r.3;
    ];
    Table::new(
        "grade-summary",
        "総括",
        "改革項目ごとと合計の、実施項目の数、割合の分母及び順調の割合",
    )
    .key(&["改革項目番号", "集計"])
    .of(cycle.before(columns), each)
}

fn effect(view: &PublicView, cycle: &Cycle) -> Table {
    let columns = columns![t: &EffectTotal;
        Field::text("効果額の区分", "単年度又は継続").required().one_of(&["単年度", "継続"]) => &t.kind;
        Field::number("歳入増", "歳入増の合計").required() => &t.revenue;
        Field::number("歳出減", "歳出減の合計").required() => &t.saving;
        Field::number("効果額", "歳入増と歳出減の計").required() => &t.effect;
        Field::text("単位", "金額の単位").required().one_of(&["千円"]) => "千円";
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
    let columns = columns![r: Row;
        Field::text("課コード", "課のコード").required() => &r.0.code;
        Field::text("部", "属する部の名称") => &r.0.division;
        Field::text("課名", "課の名称").required() => &r.0.name;
        Field::text("集計", "評価（その評価の件数）、評価なし、所管（所管する項目の数）、関係（関係課としてのみ関わる項目の数）").required().one_of(&["評価", "評価なし", "所管", "関係"]) => r.1;
        Field::text("評価", "評価の記号（集計が「評価」のときだけ）") => r.2;
        Field::integer("件数", "実施項目の数").required() => r.3;
        UNIT => ITEMS;
    ];
    Table::new(
        "department-counts",
        "課別の集計",
        "課ごとの、所管する実施項目の評価別の件数（所管課が2以上の実施項目は、それぞれの課に数える）",
    )
    .foreign("評価", "grades")
    .of(cycle.before(columns), each)
}
