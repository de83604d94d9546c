//! 指標, a row each: base, every earlier actual, this one, target and rate.

use super::rule::Indicator as Cells;
use super::{Cell, Column, Context, Field, Heading, INDICATORS, Named, Rule, declared, items};
use crate::audience::parts::{IndicatorView, ItemView};
use crate::audience::{IndicatorField, Open, Shown};

/// Headings that rules, and the line that is drawn of the actuals, go by.
const DIRECTION: Named = Named::new(INDICATORS, "目標の見方");
pub const BASE: Named = Named::new(INDICATORS, "基準値");
pub const ACTUAL: Named = Named::new(INDICATORS, "実績値");
pub const TREND: Named = Named::new(INDICATORS, "基準値からの推移");
const TARGET: Named = Named::new(INDICATORS, "目標値");
const FINAL: Named = Named::new(INDICATORS, "最終目標値");
const STATE: Named = Named::new(INDICATORS, "実績値の状態");

const PERCENT: &str = "%";

/// Fields that have a place of their own among the columns; the others follow behind.
const PLACED: [IndicatorField; 4] = [
    IndicatorField::State,
    IndicatorField::Actual,
    IndicatorField::AsOf,
    IndicatorField::Note,
];

/// An indicator with its item.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub item: &'a ItemView,
    pub of: &'a IndicatorView,
}

/// The rows in the plan's order.
pub fn rows<'a>(items: impl IntoIterator<Item = &'a ItemView>) -> Vec<Row<'a>> {
    let of = |item: &'a ItemView| item.indicators.iter().map(move |of| Row { item, of });
    items.into_iter().flat_map(of).collect()
}

/// 指標一覧 of the workbook and 指標 of the open data.
pub fn columns<'a>(context: Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let mut columns = head();
    columns.extend(about());
    columns.extend(earlier(context));
    columns.extend(target());
    columns.extend(rates());
    columns.extend(report());
    let others = Open::<IndicatorField>::fields().filter(|field| !PLACED.contains(field));
    columns.extend(others.map(field));
    columns
}

fn head<'a>() -> Vec<Column<'a, Row<'a>>> {
    vec![
        Field::text("指標コード", "指標のコード（1-①-K1は1-1-k1）")
            .required()
            .of(|r: &Row| (&r.of.id).into()),
        Field::text("指標番号", "印刷する番号（1-①-K1）")
            .required()
            .of(|r: &Row| (&r.of.number).into()),
        items::ITEM.of(|r: &Row| (&r.item.id).into()),
        Heading::centre("番号", 12.0)
            .key()
            .of(|r: &Row| (&r.of.number).into()),
        Heading::text("指標名", 30.0)
            .key()
            .of(|r: &Row| (&r.of.name).into())
            .open(Field::text("指標名", "指標の名称").required()),
        Heading::centre(items::CODE, 12.0).of(|r: &Row| (&r.of.id).into()),
        Heading::centre("実施項目の番号", 10.0).of(|r: &Row| (&r.of.item_number).into()),
        Heading::text("実施項目", 20.0).of(|r: &Row| (&r.of.item_title).into()),
        Heading::text("担当課", 15.0).of(|r: &Row| (&r.of.department).into()),
    ]
}

fn about<'a>() -> Vec<Column<'a, Row<'a>>> {
    vec![
        Heading::centre("単位", 9.0)
            .of(|r: &Row| (&r.of.unit).into())
            .open(Field::text("単位", "基準値、目標値及び実績値の単位")),
        Heading::centre("種別", 8.0)
            .of(|r: &Row| (&r.of.kind).into())
            .open(Field::text("種別", "成果又は活動").one_of(&["成果", "活動"])),
        Heading::centre(&*DIRECTION.heading, 12.0)
            .of(|r: &Row| (&r.of.direction).into())
            .open(
                Field::text("目標の見方", "以上、以下、定性、目標なし")
                    .required()
                    .one_of(&["以上", "以下", "定性", "目標なし"]),
            ),
        Heading::centre("集計", 9.0).of(|r: &Row| {
            if r.of.cumulative {
                "累計"
            } else {
                "単年度"
            }
            .into()
        }),
        Field::flag("累計", "計画の初年度からの累計か")
            .required()
            .of(|r: &Row| Cell::yes_or_no(r.of.cumulative)),
        Field::text("担当課", "実績値を報告する課の名称").of(|r: &Row| (&r.of.department).into()),
        Heading::centre("基準年度", 13.0)
            .of(|r: &Row| (&r.of.base_year).into())
            .open(Field::year("基準年度", "基準値の年度（西暦）")),
        Heading::number(&*BASE.heading, 11.0)
            .of(|r: &Row| (&r.of.base).into())
            .open(Field::number("基準値", "基準とする値")),
    ]
}

/// The actuals of each earlier cycle, oldest first; the last is the one that the pages show beside this year's.
fn earlier<'a>(context: Context<'a>) -> impl Iterator<Item = Column<'a, Row<'a>>> {
    let years = context.tables.years.split_last();
    let years = years.map_or(&[][..], |(_, earlier)| earlier);
    let known = &context.tables.earlier_actuals;
    years.iter().enumerate().map(move |(at, year)| {
        let last = at + 1 == years.len();
        let name = format!("{}{}", year.name, ACTUAL.heading);
        Heading::number(name, 14.5).of(move |r: &Row| match &r.of.previous {
            Some(previous) if last => previous.into(),
            _ => known.get(&r.of.id).and_then(|k| k.get(at)?.as_ref()).into(),
        })
    })
}

fn target<'a>() -> Vec<Column<'a, Row<'a>>> {
    vec![
        Heading::number(&*ACTUAL.heading, 13.0)
            .of(|r: &Row| (&r.of.answers[IndicatorField::Actual]).into()),
        Heading::centre(&*TREND.heading, 15.0).of(|_| Cell::Blank),
        Heading::number(&*TARGET.heading, 13.0)
            .of(|r: &Row| (&r.of.target).into())
            .open(Field::number("目標値", "その年度の目標値")),
        Field::text("目標（文章）", "目標が文章のときの目標").of(|r: &Row| (&r.of.target).into()),
        Heading::centre("最終目標の年度", 13.0)
            .of(|r: &Row| (&r.of.final_year).into())
            .open(Field::year(
                "最終目標年度",
                "その年度の目標がないときの、最終の目標の年度（西暦）",
            )),
        Heading::number(&*FINAL.heading, 12.0)
            .of(|r: &Row| (&r.of.final_target).into())
            .open(Field::number(
                "最終目標値",
                "その年度の目標がないときの、最終の目標値",
            )),
        Field::number("実績値", "その年度の実績値")
            .of(|r: &Row| (&r.of.answers[IndicatorField::Actual]).into()),
        Field::text(
            "実績（文章）",
            "実績が文章のときの実績。まだ分からないものは「集計中」",
        )
        .of(|r: &Row| match &r.of.missing_label {
            Some(label) => label.into(),
            None => (&r.of.answers[IndicatorField::Actual]).into(),
        }),
    ]
}

fn rates<'a>() -> Vec<Column<'a, Row<'a>>> {
    vec![
        Heading::number("達成率（％）", 12.0)
            .rule(Rule::Rate(cells()))
            .of(|r: &Row| rate(r.of, "達成率")),
        Heading::number("進捗率（％）", 12.0)
            .rule(Rule::Progress(cells()))
            .of(|r: &Row| rate(r.of, "進捗率")),
        Heading::centre("達成の状況", 12.0)
            .rule(Rule::Met(cells()))
            .attention(&["未達成"])
            .of(|r: &Row| {
                let word = r.of.met.map(|met| if met { "達成" } else { "未達成" });
                followed(r.of, word.into())
            }),
    ]
}

/// The column of a declared field.
fn field<'a>(field: IndicatorField) -> Column<'a, Row<'a>> {
    declared::column(field, move |r: &Row| (&r.of.answers[field]).into())
}

fn report<'a>() -> Vec<Column<'a, Row<'a>>> {
    vec![
        Heading::centre(&*STATE.heading, 14.0).of(|r: &Row| match &r.of.missing_label {
            Some(label) => label.into(),
            None => (&r.of.answers[IndicatorField::State]).into(),
        }),
        Field::text("実績の状態", "確定値、速報値、見込値、未確定、該当なし")
            .of(|r: &Row| (&r.of.answers[IndicatorField::State]).into()),
        Heading::centre("時点", 17.0)
            .of(|r: &Row| (&r.of.answers[IndicatorField::AsOf]).into())
            .open(Field::text("時点", "いつの値か（記入のとおり）")),
        Field::date("時点の日付", "時点が日付として読めるときの、その日付")
            .of(|r: &Row| (&r.of.answers[IndicatorField::AsOf]).into()),
        Field::number("前回実績値", "前回の調査での実績値").of(|r: &Row| (&r.of.previous).into()),
        Field::text("率の種類", "達成率又は進捗率")
            .one_of(&["達成率", "進捗率"])
            .of(|r: &Row| (&r.of.rate_name).into()),
        Field::number(
            "率",
            "達成率（実績値÷目標値×100。「以下」の指標は逆）又は進捗率（（実績値－基準値）÷（最終目標値－基準値）×100）",
        )
        .of(|r: &Row| (&r.of.rate).into()),
        Field::text("率の単位", "率の単位")
            .one_of(&[PERCENT])
            .of(|r: &Row| r.of.rate.as_ref().map(|_| PERCENT).into()),
        Field::flag("達成", "目標を達成したか（四捨五入する前の値で比べる）")
            .of(|r: &Row| r.of.met.map_or(Cell::Blank, Cell::yes_or_no)),
        field(IndicatorField::Note),
    ]
}

fn cells() -> Cells {
    Cells {
        direction: DIRECTION.here(),
        base: BASE.here(),
        actual: ACTUAL.here(),
        target: TARGET.here(),
        last: FINAL.here(),
        state: STATE.here(),
    }
}

fn rate(indicator: &IndicatorView, name: &str) -> Cell {
    let own = indicator.rate_name.as_deref() == Some(name);
    let rate = indicator.rate.as_ref().filter(|_| own);
    followed(indicator, rate.into())
}

/// Where the actual stands here to 小数桁 only, rates don't follow from the cells, and stand as values.
fn followed(indicator: &IndicatorView, value: Cell) -> Cell {
    match &indicator.answers[IndicatorField::Actual] {
        Some(Shown::Figure(figure)) if figure.rounded => value,
        _ => Cell::calculated(value),
    }
}
