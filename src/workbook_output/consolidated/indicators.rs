//! 指標一覧: one row an indicator, with its base, every earlier actual, this one, their sparkline, target and rate.

use rust_xlsxwriter::{Color, Sparkline, SparklineType, XlsxError};

use super::super::content::Row as Content;
use super::super::page::{Book, List, Paper};
use super::super::table::Placed;
use super::internal::Internal;
use super::links::Links;
use super::{Edition, INDICATORS, ITEM_NUMBER, Table};
use crate::audience::IndicatorField;
use crate::tables::Named;
use crate::tables::indicators::{ACTUAL, BASE, Row, TREND, columns};
use crate::values::a1;

/// Of a cycle without 目標の判定.
const UNJUDGED: &str = "率は、四捨五入する前の値で計算しています。この調査では、目標の達成・未達成を判定していません。";

pub(super) fn list<'a>(
    edition: &Edition<'a>,
    rows: &[Row<'a>],
    internal: Option<&Internal<'a>>,
    links: &Links<'_>,
) -> List {
    let inside = internal.map(|internal| {
        internal.columns::<IndicatorField, _>(|r: &Row<'a>| (&*r.of.number, &*r.of.department))
    });
    let columns = columns(edition.context()).into_iter();
    let columns = columns.chain(inside.unwrap_or_default());
    let columns = columns.map(|c| c.linked(ITEM_NUMBER, |r| links.item(&r.item.id)));
    let judged = match edition.tables.unjudged {
        true => UNJUDGED,
        false => "率と達成・未達成は、四捨五入する前の値で計算し、判定しています。",
    };
    List {
        name: INDICATORS,
        notes: vec![
            "達成率（目標の見方が以上）＝実績値÷目標値×100　達成率（以下）＝目標値÷実績値×100　進捗率＝（実績値－基準値）÷（最終目標値－基準値）×100".to_owned(),
            format!("達成率及び進捗率は、小数第2位を四捨五入しています。実績値は、指標の小数桁に四捨五入しています。{judged}▲は負の数を表します。"),
        ],
        paper: Paper::A3,
        table: Table::of(columns.collect(), rows.iter().copied()),
    }
}

/// The base, the earlier actuals and this one, drawn as a line in their row.
pub(super) struct Lines {
    /// Columns of the base, of this actual and of the line.
    columns: Option<(u16, u16, u16)>,
    /// Whether a row has two points at least.
    drawn: Vec<bool>,
}

impl Lines {
    pub fn of(table: &Table) -> Self {
        let at = |heading: &Named| table.at(&heading.heading);
        let columns = || Some((at(&BASE)?, at(&ACTUAL)?, at(&TREND)?));
        let drawn = |(base, actual, _): (u16, u16, u16)| {
            let points = usize::from(base) + 1..=usize::from(actual);
            let numbers = move |row: &Content| {
                let points = row.cells.get(points.clone()).into_iter().flatten();
                points.filter(|c| c.number().is_some()).count()
            };
            table.rows.iter().map(move |row| numbers(row) > 1).collect()
        };
        Self {
            columns: columns(),
            drawn: columns().map(drawn).unwrap_or_default(),
        }
    }

    pub fn draw(&self, book: &mut Book, placed: &Placed) -> Result<(), XlsxError> {
        let Some((base, actual, trend)) = self.columns else {
            return Ok(());
        };
        let sheet = book.again(INDICATORS)?;
        for (row, _) in placed
            .rows
            .iter()
            .zip(&self.drawn)
            .filter(|(_, drawn)| **drawn)
        {
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
}
