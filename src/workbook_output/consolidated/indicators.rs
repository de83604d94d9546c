//! 指標一覧: one row an indicator, with its base, every earlier actual, this one, their sparkline, target and rate.

use rust_xlsxwriter::{Color, Sparkline, SparklineType, XlsxError};

use super::super::formula::here;
use super::super::page::{Book, List, Paper};
use super::{
    CODE, Cell, Column, Derived, Edition, INDICATOR_TABLE, INDICATORS, Place, Placed, Row, Rule,
    Table,
};
use crate::audience::IndicatorField;
use crate::audience::Shown;
use crate::audience::parts::IndicatorView;
use crate::values::a1;

/// Heading of the item's number, which leads back to 実施項目一覧.
pub(super) const ITEM: &str = "実施項目の番号";
const DIRECTION: &str = "目標の見方";
const BASE: &str = "基準値";
const ACTUAL: &str = "実績値";
const TREND: &str = "基準値からの推移";
const TARGET: &str = "目標値";
const FINAL: &str = "最終目標値";
const STATE: &str = "実績値の状態";
const RATE: &str = "達成率（％）";
const PROGRESS: &str = "進捗率（％）";

pub(super) fn list(edition: &Edition) -> List {
    let rows = edition.items.iter().flat_map(|item| &item.indicators);
    let earlier = earlier(edition);
    List {
        name: INDICATORS,
        notes: vec![
            "達成率（目標の見方が以上）＝実績値÷目標値×100　達成率（以下）＝目標値÷実績値×100　進捗率＝（実績値－基準値）÷（最終目標値－基準値）×100".to_owned(),
            "達成率及び進捗率は、小数第2位を四捨五入しています。実績値は、指標の小数桁に四捨五入しています。率と達成・未達成は、四捨五入する前の値で計算し、判定しています。▲は負の数を表します。".to_owned(),
        ],
        paper: Paper::A3,
        table: Table {
            columns: columns(&earlier),
            rows: rows.map(|indicator| row(indicator, edition, earlier.len())).collect(),
        },
    }
}

/// Names of the earlier cycles, oldest first.
fn earlier<'a>(edition: &Edition<'a>) -> Vec<&'a str> {
    let years = edition.tables.years.split_last();
    let earlier = years.map_or(&[][..], |(_, earlier)| earlier);
    earlier.iter().map(|y| y.name.as_str()).collect()
}

fn columns(earlier: &[&str]) -> Vec<Column> {
    let lead = [
        Column::centre("番号", 12.0).key(),
        Column::text("指標名", 30.0).key(),
        Column::centre(CODE, 12.0),
        Column::centre(ITEM, 10.0),
        Column::text("実施項目", 20.0),
        Column::text("担当課", 15.0),
        Column::centre("単位", 9.0),
        Column::centre("種別", 8.0),
        Column::centre(DIRECTION, 12.0),
        Column::centre("集計", 9.0),
        Column::centre("基準年度", 13.0),
        Column::number(BASE, 11.0),
    ];
    let before = earlier
        .iter()
        .map(|name| Column::number(format!("{name}{ACTUAL}"), 14.5));
    let more = [
        Column::number(ACTUAL, 13.0),
        Column::centre(TREND, 15.0),
        Column::number(TARGET, 13.0),
        Column::centre("最終目標の年度", 13.0),
        Column::number(FINAL, 12.0),
        Column::number(RATE, 12.0).formula(rate()),
        Column::number(PROGRESS, 12.0).formula(progress()),
        Column::centre("達成の状況", 12.0)
            .formula(met())
            .attention(&["未達成"]),
        Column::centre(STATE, 14.0),
        Column::centre("時点", 17.0),
        Column::text("備考", 30.0),
    ];
    lead.into_iter().chain(before).chain(more).collect()
}

fn own(column: &str) -> String {
    here(INDICATOR_TABLE, column)
}

/// 達成率: none where one of the two is missing, the divisor is 0 or one is negative.
fn rate() -> String {
    let (direction, target, actual) = (own(DIRECTION), own(TARGET), own(ACTUAL));
    let of = |part: &str, whole: &str| format!("IF({whole}=0,\"\",ROUND({part}*100/{whole},1))");
    format!(
        "IF(COUNT({target},{actual})<2,\"\",IF(MIN({target},{actual})<0,\"\",IF({direction}=\"以上\",{},IF({direction}=\"以下\",{},\"\"))))",
        of(&actual, &target),
        of(&target, &actual)
    )
}

/// 進捗率: where the year has no target but a later one has.
fn progress() -> String {
    let (base, actual, last) = (own(BASE), own(ACTUAL), own(FINAL));
    let (direction, target) = (own(DIRECTION), own(TARGET));
    format!(
        "IF(OR(COUNT({base},{actual},{last})<3,COUNTA({target})>0,AND({direction}<>\"以上\",{direction}<>\"以下\")),\"\",IF({last}={base},\"\",ROUND(ROUND({actual}-{base},10)*100/ROUND({last}-{base},10),1)))"
    )
}

/// 達成, decided on the values; 該当なし under 以下 counts as met.
fn met() -> String {
    let (direction, target, actual, state) = (own(DIRECTION), own(TARGET), own(ACTUAL), own(STATE));
    let of = |sign: &str| format!("IF({actual}{sign}{target},\"達成\",\"未達成\")");
    format!(
        "IF(COUNT({target},{actual})=2,IF({direction}=\"以上\",{},IF({direction}=\"以下\",{},\"\")),IF(AND({direction}=\"以下\",COUNT({target})=1,{state}=\"該当なし\"),\"達成\",\"\"))",
        of(">="),
        of("<=")
    )
}

/// Whether the actual stands here to 小数桁 only: then the rates don't follow from the cells, and stand as values.
fn is_rounded(indicator: &IndicatorView) -> bool {
    matches!(&indicator.answers[IndicatorField::Actual], Some(Shown::Figure(figure)) if figure.rounded)
}

fn row(indicator: &IndicatorView, edition: &Edition, earlier: usize) -> Row {
    let met = match indicator.met {
        Some(true) => Cell::from("達成"),
        Some(false) => Cell::from("未達成"),
        None => Cell::Blank,
    };
    let state = match &indicator.missing_label {
        Some(label) => Cell::from(label),
        None => Cell::from(&indicator.answers[IndicatorField::State]),
    };
    let accumulation = if indicator.cumulative {
        "累計"
    } else {
        "単年度"
    };
    let calculated = |cell: Cell| {
        if is_rounded(indicator) {
            cell
        } else {
            Cell::calculated(cell)
        }
    };
    let named = |name: &str| match &indicator.rate_name {
        Some(of) if of == name => calculated(Cell::from(&indicator.rate)),
        _ => calculated(Cell::Blank),
    };
    let lead = [
        Cell::from(&indicator.number),
        Cell::from(&indicator.name),
        Cell::from(&indicator.id),
        Cell::from(&indicator.item_number),
        Cell::from(&indicator.item_title),
        Cell::from(&indicator.department),
        Cell::from(&indicator.unit),
        Cell::from(&indicator.kind),
        Cell::from(&indicator.direction),
        Cell::from(accumulation),
        Cell::from(&indicator.base_year),
        Cell::from(&indicator.base),
    ];
    let more = [
        Cell::from(&indicator.answers[IndicatorField::Actual]),
        Cell::Blank,
        Cell::from(&indicator.target),
        Cell::from(&indicator.final_year),
        Cell::from(&indicator.final_target),
        named("達成率"),
        named("進捗率"),
        calculated(met),
        state,
        Cell::from(&indicator.answers[IndicatorField::AsOf]),
        Cell::from(&indicator.answers[IndicatorField::Note]),
    ];
    let before = before(indicator, edition, earlier);
    Row::plain(lead.into_iter().chain(before).chain(more).collect())
}

/// The earlier actuals; the last of them is the one that the pages show beside this year's.
fn before(indicator: &IndicatorView, edition: &Edition, count: usize) -> Vec<Cell> {
    let known = edition.tables.earlier_actuals.get(&indicator.id);
    let mut cells: Vec<Cell> = (0..count)
        .map(|at| {
            known
                .and_then(|k| k.get(at))
                .map_or(Cell::Blank, Cell::from)
        })
        .collect();
    if let (Some(last), Some(previous)) = (cells.last_mut(), &indicator.previous) {
        *last = Cell::from(previous);
    }
    cells
}

/// Draws the base, the earlier actuals and this one as a line in their row.
pub(super) fn sparklines(book: &mut Book, list: &List, placed: &Placed) -> Result<(), XlsxError> {
    let at = |heading: &str| {
        let columns = &list.table.columns;
        let at = columns.iter().position(|c| c.heading == heading);
        at.and_then(|at| u16::try_from(at).ok())
    };
    let (Some(base), Some(actual), Some(trend)) = (at(BASE), at(ACTUAL), at(TREND)) else {
        return Ok(());
    };
    let sheet = book.again(INDICATORS)?;
    for (row, content) in placed.rows.iter().zip(&list.table.rows) {
        let points = content
            .cells
            .get(usize::from(base) + 1..=usize::from(actual));
        let numbers = points
            .into_iter()
            .flatten()
            .filter(|c| c.number().is_some());
        if numbers.count() < 2 {
            continue;
        }
        let (from, to) = (a1(*row, base.into()), a1(*row, actual.into()));
        let line = Sparkline::new()
            .set_type(SparklineType::Line)
            .set_range(format!("{INDICATORS}!{from}:{to}").as_str())
            .set_sparkline_color(Color::RGB(0x40_40_40))
            .set_markers_color(Color::RGB(0x40_40_40))
            .set_last_point_color(Color::RGB(0x0B_4F_8A))
            .show_markers(true)
            .show_last_point(true);
        sheet.add_sparkline(*row, trend, &line)?;
    }
    Ok(())
}

/// How the rates follow from what stands in their row.
pub(super) fn derived(items: &Edition, list: &List, placed: &Placed) -> Vec<Derived> {
    let at = |heading: &str| {
        let columns = &list.table.columns;
        let at = columns.iter().position(|c| c.heading == heading);
        u16::try_from(at.unwrap_or_default()).unwrap_or_default()
    };
    let [base, actual, target, last] = [BASE, ACTUAL, TARGET, FINAL].map(at);
    let indicators = items.items.iter().flat_map(|i| &i.indicators);
    let rated = placed
        .rows
        .iter()
        .zip(indicators)
        .filter(|(_, i)| i.rate.is_some() && !is_rounded(i));
    rated
        .map(|(row, indicator)| {
            let place = |column| Place::new(INDICATORS, *row, column);
            let (column, rule) = match indicator.rate_name.as_deref() {
                Some("進捗率") => {
                    let (now, base, target) = (place(actual), place(base), place(last));
                    (at(PROGRESS), Rule::Progress { now, base, target })
                }
                _ if indicator.direction == "以下" => {
                    let (of, whole) = (vec![place(target)], place(actual));
                    (at(RATE), Rule::Share { of, whole })
                }
                _ => {
                    let (of, whole) = (vec![place(actual)], place(target));
                    (at(RATE), Rule::Share { of, whole })
                }
            };
            let at = place(column);
            Derived { at, rule }
        })
        .collect()
}
