//! 取組 and what departments report of them, a row for each report.

use super::{Cell, Column, Context, Field, Heading, Rule, columns, declared, items};
use crate::audience::parts::{InitiativeView, ItemView, ReportView, YearHead};
use crate::audience::{InitiativeField, Open, Shown};

/// Headings that rules go by.
const REVENUE: &str = "歳入増（千円）";
const SAVING: &str = "歳出減（千円）";

const THOUSAND_YEN: &str = "千円";

/// The field by which tables of the open data name an initiative.
pub const INITIATIVE: Field = Field::text("取組コード", "取組のコード（1-①-1は1-1-1）").required();

/// Fields that have a place of their own among the columns; the others follow behind.
const PLACED: [InitiativeField; 6] = [
    InitiativeField::Status,
    InitiativeField::Result,
    InitiativeField::EffectRevenue,
    InitiativeField::EffectSaving,
    InitiativeField::EffectKind,
    InitiativeField::EffectBasis,
];

/// A report of an initiative; without one, the initiative alone.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub item: &'a ItemView,
    pub initiative: &'a InitiativeView,
    pub report: Option<&'a ReportView>,
}

impl<'a> Row<'a> {
    /// The department that reports; blank where none does.
    pub fn department(&self) -> &'a str {
        self.report.map_or("", |r| &r.department)
    }

    fn missing(&self) -> Option<&'a String> {
        self.report?.missing_label.as_ref()
    }

    /// Whether an amount was reported.
    fn money(&self) -> bool {
        let given =
            |r: &ReportView| r.effect.is_some() || amounts_of(r).iter().any(|m| m.is_some());
        self.report.is_some_and(given)
    }

    fn answer(&self, field: InitiativeField) -> Cell {
        self.report.and_then(|r| r.answers[field].as_ref()).into()
    }

    fn effect(&self) -> Cell {
        self.report.and_then(|r| r.effect.as_ref()).into()
    }
}

/// The rows in the plan's order.
pub fn rows<'a>(items: impl IntoIterator<Item = &'a ItemView>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for item in items {
        for initiative in &item.initiatives {
            let row = |report| Row {
                item,
                initiative,
                report,
            };
            if initiative.reports.is_empty() {
                rows.push(row(None));
            }
            rows.extend(initiative.reports.iter().map(|r| row(Some(r))));
        }
    }
    rows
}

/// 取組一覧 of the workbook and 取組の実績 of the open data.
pub fn columns<'a>(context: Context<'a>, rows: &[Row<'a>]) -> Vec<Column<'a, Row<'a>>> {
    let mut columns = columns![r: Row;
        Heading::centre("番号", 12.0).key() => &r.initiative.number;
        Heading::text("取組内容", 30.0).key() => &r.initiative.text;
        Heading::text("報告した課", 15.0).key() => r.report.map(|r| &r.department);
        Heading::centre(items::CODE, 12.0) => &r.initiative.id;
        Heading::centre("実施項目の番号", 10.0) => &r.item.number;
        Heading::text("実施項目", 20.0) => &r.item.title;
        Heading::text("担当課", 15.0) => &r.initiative.responsible;
        INITIATIVE => &r.initiative.id;
        Field::text("課名", "報告した課の名称").required() => r.department();
    ];
    columns.extend(years(rows).into_iter().map(planned));
    columns.extend(columns![r: Row;
        Heading::centre("実施状況", 11.0).attention(&["未着手", "中止"]) => match r.missing() {
            Some(label) => label.into(),
            None => r.answer(InitiativeField::Status),
        };
        Field::text("報告の状態", "報告がない場合の状態").one_of(&["集計中"]) => r.missing();
        Field::text("実施状況", "未着手、検討中、準備中、実施中、完了、中止") => r.answer(InitiativeField::Status);
    ]);
    columns.push(field(InitiativeField::Result));
    columns.extend(effect(context, rows));
    let others = Open::<InitiativeField>::fields().filter(|field| !PLACED.contains(field));
    columns.extend(others.map(field));
    columns
}

/// The years of every item, in the order in which they come.
fn years<'a>(rows: &[Row<'a>]) -> Vec<&'a YearHead> {
    let mut years: Vec<&YearHead> = Vec::new();
    let mut before = None;
    for row in rows {
        // Rows of one item stand together, and have the same years.
        if before.replace(&row.item.id) == Some(&row.item.id) {
            continue;
        }
        for year in &row.item.years {
            if !years.iter().any(|y| y.label == year.label) {
                years.push(year);
            }
        }
    }
    years
}

/// What is planned for a year.
fn planned<'a>(year: &'a YearHead) -> Column<'a, Row<'a>> {
    let mark = if year.present {
        "（報告年度）"
    } else {
        ""
    };
    Heading::centre(format!("{}計画{mark}", year.label), 9.0).of(move |r: &Row| {
        let at = r.item.years.iter().position(|y| y.label == year.label);
        at.and_then(|at| r.initiative.schedule.get(at)?.as_ref())
            .into()
    })
}

/// The column of a declared field.
fn field<'a>(field: InitiativeField) -> Column<'a, Row<'a>> {
    declared::column(field, move |r: &Row<'_>| r.answer(field))
}

fn effect<'a>(context: Context<'a>, rows: &[Row<'a>]) -> Vec<Column<'a, Row<'a>>> {
    let amounts = rows.iter().filter_map(|r| r.report);
    let places = most_places(amounts.flat_map(amounts_of));
    let rule = effect_rule(super::INITIATIVES, [REVENUE, SAVING], places, context);
    let mut columns = vec![
        field(InitiativeField::EffectRevenue),
        field(InitiativeField::EffectSaving),
    ];
    columns.extend(columns![r: Row;
        Heading::number("効果額（千円）", 16.0).rule(rule), Field::number("効果額", "歳入増と歳出減の計（負の数になることがある）") => Cell::calculated(r.effect());
        Field::text("金額の単位", "歳入増、歳出減及び効果額の単位").one_of(&[THOUSAND_YEN]) => r.money().then_some(THOUSAND_YEN);
    ]);
    columns.push(field(InitiativeField::EffectKind));
    columns.push(field(InitiativeField::EffectBasis));
    columns
}

fn amounts_of(report: &ReportView) -> [&Option<Shown>; 2] {
    [
        InitiativeField::EffectRevenue,
        InitiativeField::EffectSaving,
    ]
    .map(|f| &report.answers[f])
}

/// 歳入増 + 歳出減 of what was given.
pub fn effect_rule(
    table: &'static str,
    [first, last]: [&'static str; 2],
    places: u32,
    context: Context<'_>,
) -> Rule {
    Rule::Effect {
        table,
        first,
        last,
        places,
        refused: context.refused().to_owned(),
    }
}

/// The most decimals of these amounts.
pub fn most_places<'a>(amounts: impl Iterator<Item = &'a Option<Shown>>) -> u32 {
    let scales = amounts.flatten().map(|shown| match shown {
        Shown::Figure(figure) => figure.value.normalize().scale(),
        Shown::Text(_) => 0,
    });
    scales.max().unwrap_or(0)
}
