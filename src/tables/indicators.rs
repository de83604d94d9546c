//! 指標, a row each: base, every earlier actual, this one, target and rate.

use super::rule::Indicator as Cells;
use super::{
    Cell, Column, Context, Field, Heading, INDICATORS, Named, Rule, columns, declared, items,
};
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

impl<'a> Row<'a> {
    /// What stands for a report that is missing, else the answer.
    fn missing_or(&self, answer: IndicatorField) -> Cell {
        match &self.of.missing_label {
            Some(label) => label.into(),
            None => (&self.of.answers[answer]).into(),
        }
    }

    /// The rate, where it has this name.
    fn rate(&self, name: &str) -> Cell {
        let own = self.of.rate_name.as_deref() == Some(name);
        self.followed(self.of.rate.as_ref().filter(|_| own))
    }

    /// 達成 as it follows from the cells, where targets are judged.
    fn judged(&self, unjudged: bool) -> Cell {
        match unjudged {
            true => Cell::Blank,
            false => self.followed(self.of.met.map(met)),
        }
    }

    /// Where the actual stands here to 小数桁 only, rates don't follow from the cells, and stand as values.
    fn followed(&self, value: impl Into<Cell>) -> Cell {
        match &self.of.answers[IndicatorField::Actual] {
            Some(Shown::Figure(figure)) if figure.rounded => value.into(),
            _ => Cell::calculated(value),
        }
    }
}

/// The rows in the plan's order.
pub fn rows<'a>(items: impl IntoIterator<Item = &'a ItemView>) -> Vec<Row<'a>> {
    let of = |item: &'a ItemView| item.indicators.iter().map(move |of| Row { item, of });
    items.into_iter().flat_map(of).collect()
}

/// 指標一覧 of the workbook and 指標 of the open data.
pub fn columns<'a>(context: Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let mut columns = columns![r: Row;
        Field::text("指標コード", "指標のコード（1-①-K1は1-1-k1）").required() => &r.of.id;
        Field::text("指標番号", "印刷する番号（1-①-K1）").required() => &r.of.number;
        items::ITEM => &r.item.id;
        Heading::centre("番号", 12.0).key() => &r.of.number;
        Heading::text("指標名", 30.0).key(), Field::text("指標名", "指標の名称").required() => &r.of.name;
        Heading::centre(items::CODE, 12.0) => &r.of.id;
        Heading::centre("実施項目の番号", 10.0) => &r.of.item_number;
        Heading::text("実施項目", 20.0) => &r.of.item_title;
        Heading::text("担当課", 15.0) => &r.of.department;
        Heading::centre("単位", 9.0), Field::text("単位", "基準値、目標値及び実績値の単位") => &r.of.unit;
        Heading::centre("種別", 8.0), Field::text("種別", "成果又は活動").one_of(&["成果", "活動"]) => &r.of.kind;
        Heading::centre(&*DIRECTION.heading, 12.0), Field::text("目標の見方", "以上、以下、定性、目標なし").required().one_of(&["以上", "以下", "定性", "目標なし"]) => &r.of.direction;
        Heading::centre("集計", 9.0) => if r.of.cumulative { "累計" } else { "単年度" };
        Field::flag("累計", "計画の初年度からの累計か").required() => Cell::yes_or_no(r.of.cumulative);
        Field::text("担当課", "実績値を報告する課の名称") => &r.of.department;
        Heading::centre("基準年度", 13.0), Field::year("基準年度", "基準値の年度（西暦）") => &r.of.base_year;
        Heading::number(&*BASE.heading, 11.0), Field::number("基準値", "基準とする値") => &r.of.base;
    ];
    columns.extend(earlier(context));
    columns.extend(this_year(context.tables.unjudged));
    columns.push(field(IndicatorField::Note));
    columns.extend(context.tables.remeasured.then(measured));
    let others = Open::<IndicatorField>::fields().filter(|field| !PLACED.contains(field));
    columns.extend(others.map(field));
    columns
}

/// The actuals of each earlier cycle, oldest first; that of the cycle compared with is the one that the pages show beside
/// this year's.
fn earlier<'a>(context: Context<'a>) -> impl Iterator<Item = Column<'a, Row<'a>>> {
    let years = context.tables.years.split_last();
    let years = years.map_or(&[][..], |(_, earlier)| earlier);
    let known = &context.tables.earlier_actuals;
    let compared = context.matrix.previous_cycle.as_deref();
    years.iter().enumerate().map(move |(at, year)| {
        let last = compared == Some(year.name.as_str());
        let name = format!("{}{}", year.name, ACTUAL.heading);
        Heading::number(name, 14.5).of(move |r: &Row| match &r.of.previous {
            Some(previous) if last => previous.into(),
            _ => known.get(&r.of.id).and_then(|k| k.get(at)?.as_ref()).into(),
        })
    })
}

/// What becomes of actuals that were measured otherwise then; where there are such.
fn measured<'a>() -> Column<'a, Row<'a>> {
    let mut column: Vec<Column<'a, Row<'a>>> = columns![r: Row;
        Heading::text("換算", 34.0), Field::text("換算", "前回までの実績値を今の単位に換算したこと、又は比べないこと") => &r.of.measure_note;
    ];
    column.remove(0)
}

fn this_year<'a>(unjudged: bool) -> Vec<Column<'a, Row<'a>>> {
    columns![r: Row;
        Heading::number(&*ACTUAL.heading, 13.0) => &r.of.answers[IndicatorField::Actual];
        Heading::centre(&*TREND.heading, 15.0) => Cell::Blank;
        Heading::number(&*TARGET.heading, 13.0), Field::number("目標値", "その年度の目標値") => &r.of.target;
        Field::text("目標（文章）", "目標が文章のときの目標") => &r.of.target;
        Heading::centre("最終目標の年度", 13.0), Field::year("最終目標年度", "その年度の目標がないときの、最終の目標の年度（西暦）") => &r.of.final_year;
        Heading::number(&*FINAL.heading, 12.0), Field::number("最終目標値", "その年度の目標がないときの、最終の目標値") => &r.of.final_target;
        Field::number("実績値", "その年度の実績値") => &r.of.answers[IndicatorField::Actual];
        Field::text("実績（文章）", "実績が文章のときの実績。まだ分からないものは「集計中」") => r.missing_or(IndicatorField::Actual);
        Heading::number("達成率（％）", 12.0).rule(Rule::Rate(cells())) => r.rate("達成率");
        Heading::number("進捗率（％）", 12.0).rule(Rule::Progress(cells())) => r.rate("進捗率");
        verdict(unjudged) => r.judged(unjudged);
        Heading::centre(&*STATE.heading, 14.0) => r.missing_or(IndicatorField::State);
        Field::text("実績の状態", "確定値、速報値、見込値、未確定、該当なし") => &r.of.answers[IndicatorField::State];
        Heading::centre("時点", 17.0), Field::text("時点", "いつの値か（記入のとおり）") => &r.of.answers[IndicatorField::AsOf];
        Field::date("時点の日付", "時点が日付として読めるときの、その日付") => &r.of.answers[IndicatorField::AsOf];
        Field::number("前回実績値", "前回の調査での実績値") => &r.of.previous;
        Field::text("率の種類", "達成率又は進捗率").one_of(&["達成率", "進捗率"]) => &r.of.rate_name;
        Field::number("率", "達成率（実績値÷目標値×100。「以下」の指標は逆）又は進捗率（（実績値－基準値）÷（最終目標値－基準値）×100）") => &r.of.rate;
        Field::text("率の単位", "率の単位").one_of(&[PERCENT]) => r.of.rate.as_ref().map(|_| PERCENT);
        Field::flag("達成", "目標を達成したか（四捨五入する前の値で比べる）") => r.of.met.map_or(Cell::Blank, Cell::yes_or_no);
    ]
}

/// The heading of 達成; without its rule where targets are not judged.
fn verdict(unjudged: bool) -> Heading {
    let heading = Heading::centre("達成の状況", 12.0).attention(&["未達成"]);
    match unjudged {
        true => heading,
        false => heading.rule(Rule::Met(cells())),
    }
}

/// The column of a declared field.
fn field<'a>(field: IndicatorField) -> Column<'a, Row<'a>> {
    declared::column(field, move |r: &Row<'_>| (&r.of.answers[field]).into())
}

/// 達成 as people read it.
pub fn met(met: bool) -> &'static str {
    if met { "達成" } else { "未達成" }
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
