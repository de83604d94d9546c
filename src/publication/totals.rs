//! 改革項目, 評価区分, and the totals as the view holds them: by pillar, of 効果額, by department; 用語.

use super::Cycle;
use super::items::{KIND, YEAR};
use super::table::{Column, Datum, ForeignKey, Table};
use crate::audience::parts::{GradeMatrix, MatrixRow};
use crate::audience::{Figure, PublicView};

pub(super) const PERCENT: &str = "%";
const ITEMS: &str = "項目";
/// What the total of all pillars is called.
const ALL: &str = "合計";

pub(super) fn tables(view: &PublicView, cycle: &Cycle) -> Vec<Table> {
    let mut tables = vec![
        pillars(view),
        grades(&view.matrix),
        counts(&view.matrix, cycle),
        summary(&view.matrix, cycle),
        effect(view, cycle),
        departments(view, cycle),
    ];
    if !view.glossary.is_empty() {
        tables.push(glossary(view));
    }
    tables
}

fn row(cycle: &Cycle, cells: impl IntoIterator<Item = Datum>) -> Vec<Datum> {
    let mut row = cycle.cells();
    row.extend(cells);
    row
}

fn pillars(view: &PublicView) -> Table {
    let pillars = view.plan.pillars.iter();
    Table {
        name: "pillars",
        title: "改革項目",
        description: "計画の改革項目",
        columns: vec![
            Column::text("改革項目番号", "改革項目の番号").required(),
            Column::text("改革項目名", "改革項目の名称").required(),
        ],
        key: vec!["改革項目番号"],
        foreign: Vec::new(),
        rows: pillars
            .map(|p| vec![Datum::text(&p.number), Datum::leaf(Some(&p.name))])
            .collect(),
    }
}

fn grades(matrix: &GradeMatrix) -> Table {
    let one = |(at, column): (usize, &crate::audience::parts::GradeColumn)| {
        vec![
            Datum::Number((at + 1).into()),
            Datum::text(&column.symbol),
            Datum::text(&column.name),
            Datum::text(column.definition.clone().unwrap_or_default()),
            Datum::Flag(column.counted),
            Datum::Flag(column.on_track),
        ]
    };
    Table {
        name: "grades",
        title: "評価区分",
        description: "評価の記号とその意味",
        columns: vec![
            Column::integer("順", "評価区分の並び順").required(),
            Column::text("評価", "評価の記号").required(),
            Column::text("評価名", "評価の名称").required(),
            Column::text("定義", "評価の定義"),
            Column::flag("割合に含める", "割合の分母に含めるか").required(),
            Column::flag("順調とみなす", "順調として数えるか").required(),
        ],
        key: vec!["評価"],
        foreign: Vec::new(),
        rows: matrix.columns.iter().enumerate().map(one).collect(),
    }
}

/// Pillars in their order, then the total.
fn rows(matrix: &GradeMatrix) -> impl Iterator<Item = (&'static str, &MatrixRow)> {
    let pillars = matrix.rows.iter().map(|r| ("改革項目", r));
    pillars.chain([(ALL, &matrix.total)])
}

fn of_row(scope: &str, row: &MatrixRow) -> [Datum; 2] {
    let number = if row.number.is_empty() {
        ALL
    } else {
        &row.number
    };
    [Datum::text(scope), Datum::text(number)]
}

const SCOPE: Column = Column::text("対象", "改革項目又は合計")
    .required()
    .one_of(&["改革項目", ALL]);
const PILLAR: Column =
    Column::text("改革項目番号", "改革項目の番号。合計の行は「合計」").required();

fn counts(matrix: &GradeMatrix, cycle: &Cycle) -> Table {
    let mut lines = Vec::new();
    for (scope, counted) in rows(matrix) {
        let cells = counted
            .counts
            .iter()
            .zip(&counted.shares)
            .zip(&counted.changes);
        for (column, ((count, share), change)) in matrix.columns.iter().zip(cells) {
            let mut line = row(cycle, of_row(scope, counted));
            line.extend([
                Datum::text(&column.symbol),
                Datum::figure(Some(count)),
                Datum::text(ITEMS),
                Datum::figure(share.as_ref()),
                Datum::text(if share.is_some() { PERCENT } else { "" }),
                Datum::figure(change.as_ref()),
            ]);
            lines.push(line);
        }
    }
    Table {
        name: "grade-counts",
        title: "評価の集計",
        description: "改革項目ごとと合計の、評価別の件数と割合。割合は小数第2位を四捨五入しているため、合計が100にならないことがある",
        columns: vec![
            YEAR,
            KIND,
            SCOPE,
            PILLAR,
            Column::text("評価", "評価の記号").required(),
            Column::integer("件数", "その評価の実施項目の数").required(),
            Column::text("件数の単位", "件数の単位")
                .required()
                .one_of(&[ITEMS]),
            Column::number("割合", "分母に対する割合（割合に含めない評価は空白）"),
            Column::text("割合の単位", "割合の単位").one_of(&[PERCENT]),
            Column::integer("前回との差", "前回の調査からの件数の増減"),
        ],
        key: vec!["改革項目番号", "評価"],
        foreign: vec![ForeignKey {
            field: "評価",
            table: "grades",
            to: "評価",
        }],
        rows: lines,
    }
}

fn summary(matrix: &GradeMatrix, cycle: &Cycle) -> Table {
    let mut lines = Vec::new();
    for (scope, counted) in rows(matrix) {
        let values: [(&str, Option<&Figure>, &str); 4] = [
            ("実施項目の数", Some(&counted.all), ITEMS),
            ("割合の分母", Some(&counted.denominator), ITEMS),
            ("評価のまだない項目の数", Some(&counted.missing), ITEMS),
            ("順調の割合", counted.on_track_share.as_ref(), PERCENT),
        ];
        for (what, figure, unit) in values {
            let mut line = row(cycle, of_row(scope, counted));
            line.extend([Datum::text(what), Datum::figure(figure), Datum::text(unit)]);
            lines.push(line);
        }
    }
    Table {
        name: "grade-summary",
        title: "総括",
        description: "改革項目ごとと合計の、実施項目の数、割合の分母及び順調の割合",
        columns: vec![
            YEAR,
            KIND,
            SCOPE,
            PILLAR,
            Column::text("集計", "何を集計したか").required().one_of(&[
                "実施項目の数",
                "割合の分母",
                "評価のまだない項目の数",
                "順調の割合",
            ]),
            Column::number("値", "集計した値（分母が0のときの割合は空白）"),
            Column::text("単位", "値の単位")
                .required()
                .one_of(&[ITEMS, PERCENT]),
        ],
        key: vec!["改革項目番号", "集計"],
        foreign: Vec::new(),
        rows: lines,
    }
}

fn effect(view: &PublicView, cycle: &Cycle) -> Table {
    let one = |total: &crate::audience::parts::EffectTotal| {
        row(
            cycle,
            [
                Datum::text(&total.kind),
                Datum::figure(Some(&total.revenue)),
                Datum::figure(Some(&total.saving)),
                Datum::figure(Some(&total.effect)),
                Datum::text("千円"),
            ],
        )
    };
    Table {
        name: "effect-totals",
        title: "効果額の合計",
        description: "効果額の区分ごとの合計（参考と区分のないものは含まない）",
        columns: vec![
            YEAR,
            KIND,
            Column::text("効果額の区分", "単年度又は継続")
                .required()
                .one_of(&["単年度", "継続"]),
            Column::number("歳入増", "歳入増の合計").required(),
            Column::number("歳出減", "歳出減の合計").required(),
            Column::number("効果額", "歳入増と歳出減の計").required(),
            Column::text("単位", "金額の単位")
                .required()
                .one_of(&["千円"]),
        ],
        key: vec!["効果額の区分"],
        foreign: Vec::new(),
        rows: view.effect.totals.iter().map(one).collect(),
    }
}

fn departments(view: &PublicView, cycle: &Cycle) -> Table {
    let mut lines = Vec::new();
    for department in &view.departments {
        let graded = view.matrix.columns.iter().zip(&department.counts);
        let graded = graded.map(|(c, count)| ("評価", c.symbol.as_str(), count));
        let others = [
            ("評価なし", "", &department.missing),
            ("所管", "", &department.leads),
            ("関係", "", &department.contributes),
        ];
        for (what, symbol, count) in graded.chain(others) {
            lines.push(row(
                cycle,
                [
                    Datum::text(&department.code),
                    Datum::text(department.division.clone().unwrap_or_default()),
                    Datum::text(&department.name),
                    Datum::text(what),
                    Datum::text(symbol),
                    Datum::figure(Some(count)),
                    Datum::text(ITEMS),
                ],
            ));
        }
    }
    Table {
        name: "department-counts",
        title: "課別の集計",
        description: "課ごとの、所管する実施項目の評価別の件数（所管課が2以上の実施項目は、それぞれの課に数える）",
        columns: vec![
            YEAR,
            KIND,
            Column::text("課コード", "課のコード").required(),
            Column::text("部", "属する部の名称"),
            Column::text("課名", "課の名称").required(),
            Column::text("集計", "評価（その評価の件数）、評価なし、所管（所管する項目の数）、関係（関係課としてのみ関わる項目の数）")
                .required()
                .one_of(&["評価", "評価なし", "所管", "関係"]),
            Column::text("評価", "評価の記号（集計が「評価」のときだけ）"),
            Column::integer("件数", "実施項目の数").required(),
            Column::text("件数の単位", "件数の単位").required().one_of(&[ITEMS]),
        ],
        key: Vec::new(),
        foreign: vec![ForeignKey {
            field: "評価",
            table: "grades",
            to: "評価",
        }],
        rows: lines,
    }
}

fn glossary(view: &PublicView) -> Table {
    let terms = view.glossary.iter();
    Table {
        name: "glossary",
        title: "用語",
        description: "用語の説明",
        columns: vec![
            Column::text("用語", "用語").required(),
            Column::text("説明", "用語の説明").required(),
        ],
        key: vec!["用語"],
        foreign: Vec::new(),
        rows: terms
            .map(|t| {
                vec![
                    Datum::leaf(Some(&t.term)),
                    Datum::leaf(Some(&t.explanation)),
                ]
            })
            .collect(),
    }
}
