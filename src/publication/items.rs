//! 実施項目, their 担当課, 取組 with their plan and reports, and 指標.

use super::table::{Column, Datum, ForeignKey, Table};
use super::{Cycle, totals};
use crate::audience::PublicView;
use crate::audience::parts::{Change, IndicatorView, InitiativeView, ItemView, ReportView};
use crate::audience::{IndicatorField, InitiativeField, ItemField};
use crate::values::parse_date;

const THOUSAND_YEN: &str = "千円";

pub(super) const YEAR: Column =
    Column::year("年度", "実績の年度（4月に始まる年度の、始まりの年の西暦）").required();
pub(super) const KIND: Column =
    Column::text("調査区分", "年度末、中間などの、進捗調査の区分").required();
const ITEM: Column = Column::text(
    "項目コード",
    "実施項目のコード（印刷する番号が変わっても変わらない。1-①は1-1。表計算ソフトで開くと日付とみなされることがある）",
)
.required();
const INITIATIVE: Column = Column::text("取組コード", "取組のコード（1-①-1は1-1-1）").required();

/// To 実施項目.
fn to_item() -> ForeignKey {
    ForeignKey {
        field: "項目コード",
        table: "items",
        to: "項目コード",
    }
}

fn to_initiative() -> ForeignKey {
    ForeignKey {
        field: "取組コード",
        table: "initiatives",
        to: "取組コード",
    }
}

pub(super) fn tables(view: &PublicView, cycle: &Cycle) -> Vec<Table> {
    vec![
        items(view, cycle),
        departments(view, cycle),
        initiatives(view, cycle),
        schedule(view),
        reports(view, cycle),
        indicators(view, cycle),
    ]
}

/// Every row begins with the cycle.
fn row(cycle: &Cycle, cells: impl IntoIterator<Item = Datum>) -> Vec<Datum> {
    let mut row = cycle.cells();
    row.extend(cells);
    row
}

fn items(view: &PublicView, cycle: &Cycle) -> Table {
    Table {
        name: "items",
        title: "実施項目",
        description: "実施項目ごとの評価、その理由、課題及び今後の取組",
        columns: vec![
            YEAR,
            KIND,
            ITEM,
            Column::text("項目番号", "印刷する番号（1-①）").required(),
            Column::text("項目名", "実施項目の名称").required(),
            Column::text("改革項目番号", "属する改革項目の番号").required(),
            Column::text(
                "推進施策",
                "属する推進施策の名称（計画で対応付けていないものは空白）",
            ),
            Column::text("評価", "評価の記号（まだないものは空白）"),
            Column::text("評価の状態", "評価がない場合の状態").one_of(&["集計中"]),
            Column::text("前回評価", "前回の調査での評価の記号"),
            Column::text("変化", "前回からの評価の変化").one_of(&[
                "上昇",
                "低下",
                "同じ",
                "比較対象外",
            ]),
            Column::text("評価の理由", "その評価とした理由"),
            Column::text("課題", "今の課題"),
            Column::text("今後の取組", "これから行うこと"),
            Column::text("市民向けの説明", "分かりやすく書いた説明"),
        ],
        key: vec!["項目コード"],
        foreign: vec![
            ForeignKey {
                field: "改革項目番号",
                table: "pillars",
                to: "改革項目番号",
            },
            ForeignKey {
                field: "評価",
                table: "grades",
                to: "評価",
            },
        ],
        rows: view.items.iter().map(|i| row(cycle, item(i))).collect(),
    }
}

fn item(item: &ItemView) -> Vec<Datum> {
    let change = item.change.map(|change| match change {
        Change::Up => "上昇",
        Change::Down => "低下",
        Change::Same => "同じ",
        Change::Other => "比較対象外",
    });
    vec![
        Datum::text(&item.id),
        Datum::text(&item.number),
        Datum::leaf(Some(&item.title)),
        Datum::text(&item.pillar_number),
        Datum::text(item.measure.clone().unwrap_or_default()),
        Datum::leaf(item.grade.as_ref().map(|g| &g.symbol)),
        Datum::text(item.missing_label.clone().unwrap_or_default()),
        Datum::leaf(item.previous_grade.as_ref()),
        Datum::text(change.unwrap_or_default()),
        Datum::leaf(item.answers.text(ItemField::Reason)),
        Datum::leaf(item.answers.text(ItemField::Issue)),
        Datum::leaf(item.answers.text(ItemField::Next)),
        Datum::leaf(item.answers.text(ItemField::PublicNote)),
    ]
}

fn departments(view: &PublicView, cycle: &Cycle) -> Table {
    let mut rows = Vec::new();
    for item in &view.items {
        let named = |names: &str| -> Vec<String> {
            let names = names.split('、').filter(|n| !n.is_empty());
            names.map(str::to_owned).collect()
        };
        let all = [
            ("所管課", named(&item.leads)),
            ("関係課", named(&item.partners)),
        ];
        for (role, names) in all {
            for (at, name) in names.iter().enumerate() {
                rows.push(row(
                    cycle,
                    [
                        Datum::text(&item.id),
                        Datum::text(role),
                        Datum::Number((at + 1).into()),
                        Datum::text(name),
                    ],
                ));
            }
        }
    }
    Table {
        name: "item-departments",
        title: "担当課",
        description: "実施項目の所管課と関係課（1行に1課）",
        columns: vec![
            YEAR,
            KIND,
            ITEM,
            Column::text("役割", "所管課又は関係課")
                .required()
                .one_of(&["所管課", "関係課"]),
            Column::integer("順", "計画に挙げられた順").required(),
            Column::text("課名", "課の名称").required(),
        ],
        key: vec!["項目コード", "役割", "順"],
        foreign: vec![to_item()],
        rows,
    }
}

fn each(view: &PublicView) -> impl Iterator<Item = (&ItemView, &InitiativeView)> {
    let items = view.items.iter();
    items.flat_map(|item| item.initiatives.iter().map(move |i| (item, i)))
}

fn initiatives(view: &PublicView, cycle: &Cycle) -> Table {
    let one = |(item, initiative): (&ItemView, &InitiativeView)| {
        row(
            cycle,
            [
                Datum::text(&initiative.id),
                Datum::text(&initiative.number),
                Datum::text(&item.id),
                Datum::leaf(Some(&initiative.text)),
                Datum::Flag(initiative.responsible == "全庁"),
            ],
        )
    };
    Table {
        name: "initiatives",
        title: "取組",
        description: "実施項目の取組",
        columns: vec![
            YEAR,
            KIND,
            INITIATIVE,
            Column::text("取組番号", "印刷する番号（1-①-1）").required(),
            ITEM,
            Column::text("取組内容", "取組の内容").required(),
            Column::flag("全庁", "全ての課が担当する取組か").required(),
        ],
        key: vec!["取組コード"],
        foreign: vec![to_item()],
        rows: each(view).map(one).collect(),
    }
}

fn schedule(view: &PublicView) -> Table {
    let mut rows = Vec::new();
    for (item, initiative) in each(view) {
        for (year, planned) in item.years.iter().zip(&initiative.schedule) {
            if let Some(planned) = planned {
                rows.push(vec![
                    Datum::text(&initiative.id),
                    Datum::year_of(Some(&year.label)),
                    Datum::leaf(Some(planned)),
                ]);
            }
        }
    }
    Table {
        name: "initiative-schedule",
        title: "取組の年度別計画",
        description: "取組ごとの、年度別の計画（予定のない年度の行はない）",
        columns: vec![
            INITIATIVE,
            Column::year("計画年度", "計画の年度（西暦）").required(),
            Column::text("計画", "検討、準備、実施などの、その年度の計画").required(),
        ],
        key: vec!["取組コード", "計画年度"],
        foreign: vec![to_initiative()],
        rows,
    }
}

fn reports(view: &PublicView, cycle: &Cycle) -> Table {
    let rows = each(view).flat_map(|(_, initiative)| {
        let reports = initiative.reports.iter();
        reports.map(|r| row(cycle, report(&initiative.id, r)))
    });
    Table {
        name: "initiative-reports",
        title: "取組の実績",
        description: "取組ごと、担当課ごとの実施状況、実績及び効果額。効果額は歳入増と歳出減の計で、空白は報告がないことを表し、0ではない",
        columns: vec![
            YEAR,
            KIND,
            INITIATIVE,
            Column::text("課名", "報告した課の名称").required(),
            Column::text("報告の状態", "報告がない場合の状態").one_of(&["集計中"]),
            Column::text("実施状況", "未着手、検討中、準備中、実施中、完了、中止"),
            Column::text("取組実績", "行ったこと"),
            Column::number("歳入増", "歳入が増えた額"),
            Column::number("歳出減", "歳出が減った額（費用が増えたときは負の数）"),
            Column::number("効果額", "歳入増と歳出減の計（負の数になることがある）"),
            Column::text("金額の単位", "歳入増、歳出減及び効果額の単位").one_of(&[THOUSAND_YEN]),
            Column::text(
                "効果額の区分",
                "単年度、継続、参考（参考と空白は、合計に含まない）",
            ),
            Column::text("算定根拠", "効果額の算定の方法"),
        ],
        key: vec!["取組コード", "課名"],
        foreign: vec![to_initiative()],
        rows: rows.collect(),
    }
}

fn report(initiative: &str, report: &ReportView) -> Vec<Datum> {
    let money = [
        &report.answers[InitiativeField::EffectRevenue],
        &report.answers[InitiativeField::EffectSaving],
        &report.effect,
    ];
    let unit = money.iter().any(|m| m.is_some());
    vec![
        Datum::text(initiative),
        Datum::text(&report.department),
        Datum::text(report.missing_label.clone().unwrap_or_default()),
        Datum::leaf(report.answers.text(InitiativeField::Status)),
        Datum::leaf(report.answers.text(InitiativeField::Result)),
        Datum::number_of(money[0].as_ref()),
        Datum::number_of(money[1].as_ref()),
        Datum::number_of(report.effect.as_ref()),
        Datum::text(if unit { THOUSAND_YEN } else { "" }),
        Datum::leaf(report.answers.text(InitiativeField::EffectKind)),
        Datum::leaf(report.answers.text(InitiativeField::EffectBasis)),
    ]
}

fn indicators(view: &PublicView, cycle: &Cycle) -> Table {
    let rows = view.items.iter().flat_map(|item| {
        let indicators = item.indicators.iter();
        indicators.map(|i| row(cycle, indicator(&item.id, i)))
    });
    Table {
        name: "indicators",
        title: "指標",
        description: "指標の目標値、実績値及び達成率",
        columns: vec![
            YEAR,
            KIND,
            Column::text("指標コード", "指標のコード（1-①-K1は1-1-k1）").required(),
            Column::text("指標番号", "印刷する番号（1-①-K1）").required(),
            ITEM,
            Column::text("指標名", "指標の名称").required(),
            Column::text("単位", "基準値、目標値及び実績値の単位"),
            Column::text("種別", "成果又は活動").one_of(&["成果", "活動"]),
            Column::text("目標の見方", "以上、以下、定性、目標なし")
                .required()
                .one_of(&["以上", "以下", "定性", "目標なし"]),
            Column::flag("累計", "計画の初年度からの累計か").required(),
            Column::text("担当課", "実績値を報告する課の名称"),
            Column::year("基準年度", "基準値の年度（西暦）"),
            Column::number("基準値", "基準とする値"),
            Column::number("目標値", "その年度の目標値"),
            Column::text("目標（文章）", "目標が文章のときの目標"),
            Column::year(
                "最終目標年度",
                "その年度の目標がないときの、最終の目標の年度（西暦）",
            ),
            Column::number("最終目標値", "その年度の目標がないときの、最終の目標値"),
            Column::number("実績値", "その年度の実績値"),
            Column::text(
                "実績（文章）",
                "実績が文章のときの実績。まだ分からないものは「集計中」",
            ),
            Column::text("実績の状態", "確定値、速報値、見込値、未確定、該当なし"),
            Column::text("時点", "いつの値か（記入のとおり）"),
            Column::date("時点の日付", "時点が日付として読めるときの、その日付"),
            Column::number("前回実績値", "前回の調査での実績値"),
            Column::text("率の種類", "達成率又は進捗率").one_of(&["達成率", "進捗率"]),
            Column::number(
                "率",
                "達成率（実績値÷目標値×100。「以下」の指標は逆）又は進捗率（（実績値－基準値）÷（最終目標値－基準値）×100）",
            ),
            Column::text("率の単位", "率の単位").one_of(&["%"]),
            Column::flag("達成", "目標を達成したか（四捨五入する前の値で比べる）"),
            Column::text("備考", "実績値の説明"),
        ],
        key: vec!["指標コード"],
        foreign: vec![to_item()],
        rows: rows.collect(),
    }
}

fn indicator(item: &str, indicator: &IndicatorView) -> Vec<Datum> {
    let day = indicator
        .answers
        .text(IndicatorField::AsOf)
        .and_then(|t| parse_date(&t.text));
    let pending = indicator.missing_label.clone().map(Datum::text);
    vec![
        Datum::text(&indicator.id),
        Datum::text(&indicator.number),
        Datum::text(item),
        Datum::leaf(Some(&indicator.name)),
        Datum::text(indicator.unit.clone().unwrap_or_default()),
        Datum::text(indicator.kind.clone().unwrap_or_default()),
        Datum::text(&indicator.direction),
        Datum::Flag(indicator.cumulative),
        Datum::text(&indicator.department),
        Datum::year_of(indicator.base_year.as_deref()),
        Datum::figure(indicator.base.as_ref()),
        Datum::number_of(indicator.target.as_ref()),
        Datum::text_of(indicator.target.as_ref()),
        Datum::year_of(indicator.final_year.as_deref()),
        Datum::figure(indicator.final_target.as_ref()),
        Datum::number_of(indicator.answers[IndicatorField::Actual].as_ref()),
        pending
            .unwrap_or_else(|| Datum::text_of(indicator.answers[IndicatorField::Actual].as_ref())),
        Datum::leaf(indicator.answers.text(IndicatorField::State)),
        Datum::leaf(indicator.answers.text(IndicatorField::AsOf)),
        day.map_or(Datum::Blank, |d| {
            Datum::text(d.format("%Y-%m-%d").to_string())
        }),
        Datum::number_of(indicator.previous.as_ref()),
        Datum::text(indicator.rate_name.clone().unwrap_or_default()),
        Datum::figure(indicator.rate.as_ref()),
        Datum::text(if indicator.rate.is_some() {
            totals::PERCENT
        } else {
            ""
        }),
        indicator.met.map_or(Datum::Blank, Datum::Flag),
        Datum::leaf(indicator.answers.text(IndicatorField::Note)),
    ]
}
